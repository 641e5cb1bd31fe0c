/* Findings: what a rule has to say about a place in a record.
 *
 * A check reports with finding_at() or finding_at_span() and may then add help and edits to what it got back.
 * The returned pointer is valid until the next report of the same check and is never NULL: findings of rules
 * that are switched off go to a scratch place and are forgotten. All text is copied. */
#ifndef KEDB_ENGINE_FINDING_H
#define KEDB_ENGINE_FINDING_H

#include "json/doc.h"
#include "json/edit.h"
#include "json/place.h"

enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };
const char *severity_name(enum severity s);               /* "off", "info", "warning", "error" */
bool severity_parse(struct str word, enum severity *out); /* false: none of these */

struct rule;
struct check;

struct finding {
    const struct rule *rule;
    enum severity severity;
    uint32_t file;         /* number of the file in the run */
    uint32_t start, end;   /* bytes of the file */
    struct place from, to; /* `to` is the place after the last character */
    const char *pointer;   /* RFC 6901; "" is the whole document */
    const char *message;   /* one line, no trailing period */
    const char *help;      /* what to do, or NULL */
    const char *note; /* what to know: place in the schema, related place; may have several lines; or NULL */
    const char *line,
        *marks; /* the source line and the marks below it, see json/place.h; NULL when there is none */
    struct edit *edits; /* the fix, or NULL */
    size_t edit_count;
    bool unsafe; /* the fix changes meaning: a person should read it */
};

/* Reports at a node's value, at a member's key, or at a byte span that belongs to `node` (for the pointer).
 */
struct finding *finding_at(struct check *c, const struct rule *rule, json_node node, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
struct finding *finding_at_key(struct check *c, const struct rule *rule, json_node key, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
struct finding *finding_at_span(struct check *c, const struct rule *rule, json_node node, size_t start,
                                size_t end, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* At bytes from..to of the decoded value of the string `node`. */
struct finding *finding_in_string(struct check *c, const struct rule *rule, json_node node, size_t from,
                                  size_t to, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

void finding_help(struct check *c, struct finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void finding_note(struct check *c, struct finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds one edit of the file's bytes. */
void finding_edit(struct check *c, struct finding *f, size_t offset, size_t length, struct str text);
/* Adds the edit that replaces the string `node` by `value` (quoted and escaped here). */
void finding_replace_string(struct check *c, struct finding *f, json_node node, struct str value);

/* False when the record only lends its facts to rules on the whole base. */
bool check_is_asked(const struct check *c);

/* True when the rule reports at all in this run: a check may skip work for a rule that is off. */
bool rule_is_on(const struct check *c, const struct rule *rule);

#endif
