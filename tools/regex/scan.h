/* Many patterns over a stream of any length: the lines that each matches.
 *
 * Searches are caseless and done line by line, as consumers of a base do it; a pattern that can match a line
 * break is also tried on a line with SCAN_AROUND lines before and behind it. Memory is bounded: a block of
 * the stream is held at a time, and of a line longer than SCAN_WINDOW bytes the surroundings of a required
 * literal are searched (of a pattern that has none, one window after the other). Bytes that are not UTF-8
 * count as
 * "?". Lines end with LF or CRLF. */
#ifndef KEDB_REGEX_SCAN_H
#define KEDB_REGEX_SCAN_H

#include "base/mem.h"

enum { SCAN_BLOCK = 1 << 20, SCAN_WINDOW = 1 << 16, SCAN_AROUND = 3, SCAN_MISSES = 20 };

struct scan_match {
    uint32_t pattern;
    uint64_t line;   /* from 1: where the match begins */
    struct str text; /* that line without its end, or the window of it; lines more when the match goes on */
    size_t from, to; /* bytes of text */
    uint64_t offset; /* of text in its line */
    bool undecided;  /* the search hit its limit: whether there is a match is not known; from and to are 0 */
};

struct scan_events {
    void *ctx;
    /* A pattern matches a line: each pattern at most once a line, in the order of lines, places, patterns. */
    void (*match)(void *ctx, const struct scan_match *m);
    /* A line holds a required literal of the pattern, or a good part of one, at `from`, and is not matched:
     * the first SCAN_MISSES lines for each pattern. May be NULL. */
    void (*miss)(void *ctx, const struct scan_match *m);
    /* From scanner_new(), for each pattern that does not compile: what is wrong at its byte `at`. May be
     * NULL. */
    void (*broken)(void *ctx, uint32_t pattern, size_t at, const char *what);
};

struct scanner;

/* `texts` (may be NULL) are what such streams hold: they say which literals are rare. Patterns must live as
 * long as the scanner; one that does not compile matches nothing. */
struct scanner *scanner_new(const struct str *patterns, size_t count, const struct str *texts,
                            size_t text_count, const struct scan_events *events);
void scanner_free(struct scanner *s);

/* Room for more of the stream (SCAN_BLOCK bytes or more), and how much of it was filled. */
char *scanner_room(struct scanner *s, size_t *room);
void scanner_filled(struct scanner *s, size_t len);
/* Scans what is there of whole lines, however little: for a stream that pauses. */
void scanner_flush(struct scanner *s);
/* The stream is at its end. */
void scanner_end(struct scanner *s);
uint64_t scanner_lines(const struct scanner *s); /* so far */

#endif
