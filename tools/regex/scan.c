/* Scanning a stream: see scan.h. A block is folded and run through the index once; what it finds is confirmed
 * by PCRE2 on the line, and the matches of a block are given in order. */
#include "regex/scan.h"

#include "base/utf8.h"
#include "regex/index.h"
#include "regex/match.h"
#include "regex/set.h"

struct pattern {
    struct regex *regex;
    bool spans;            /* can match a line break */
    uint64_t seen;         /* the last line on which a match was found */
    uint64_t epoch, tried; /* when and on which line it was tried last, */
    size_t tried_to;       /* and up to which byte of the block */
    unsigned misses;       /* told so far */
};

struct found {
    struct scan_match match;
    size_t start; /* of text in the block */
    bool copied;  /* text lies in the arena: bytes were replaced */
};

struct scanner {
    struct scan_events events;
    struct literal_index *index;
    struct matcher *matcher;
    struct pattern *patterns;
    size_t pattern_count;
    bool any_spans;
    struct buf block, folded, clean;
    size_t done;           /* of the block: what is new begins here */
    uint64_t line;         /* the number of the line there, */
    uint64_t piece_offset; /* and how many bytes of it went before, of a line that is too long */
    uint64_t epoch;        /* how many times a block was scanned */
    /* while a block is scanned */
    size_t ready, hits_end;
    size_t line_from, line_to; /* the line at hand */
    uint64_t line_number;
    size_t folded_from; /* where in the block the folded text begins */
    VEC(struct found) found;
    struct arena arena;
};

static bool spans_lines(const struct regex_tree *t, const struct regex_node *n, struct arena *a)
{
    struct regex_set set;
    switch ((enum regex_kind)n->kind) {
    case REGEX_CHAR: return n->cp == '\n';
    case REGEX_NEWLINE:
    case REGEX_BYTE:
    case REGEX_CLUSTER: return true;
    case REGEX_ANY:
    case REGEX_SHORTHAND:
    case REGEX_PROPERTY:
    case REGEX_POSIX:
    case REGEX_RANGE:
    case REGEX_CLASS: return !regex_node_set(t, n, a, &set) || regex_set_has(set, '\n');
    case REGEX_LOOK: return false;
    default: break;
    }
    regex_foreach_child(it, n) if (spans_lines(t, it, a)) return true;
    return false;
}

static void add_pattern(struct scanner *s, struct str pattern)
{
    struct pattern *p = &s->patterns[s->pattern_count++];
    struct regex_fault fault;
    struct regex_tree t;
    struct regex_fault_span span;
    struct literals l = {0};
    p->regex = regex_compile(pattern, REGEX_CASELESS, &fault);
    p->spans = true;
    bool parsed = regex_parse(&t, pattern, REGEX_FLAG_I, &s->arena, &span) == 0;
    if (!p->regex && s->events.broken)
        s->events.broken(s->events.ctx, (uint32_t)(s->pattern_count - 1), parsed ? fault.at : span.from,
                         parsed ? fault.what : span.what);
    if (parsed) {
        regex_tree_literals(&t, &s->arena, &l);
        p->spans = spans_lines(&t, t.root, &s->arena);
    }
    s->any_spans |= p->spans && p->regex;
    index_add(s->index, &l);
    arena_reset(&s->arena);
}

struct scanner *scanner_new(const struct str *patterns, size_t count, const struct str *texts,
                            size_t text_count, const struct scan_events *events)
{
    struct scanner *s = mem_zalloc(1, sizeof *s);
    s->events = *events;
    s->index = index_new();
    s->matcher = matcher_new();
    s->patterns = mem_zalloc(count, sizeof *s->patterns);
    s->line = 1;
    for (size_t i = 0; i < text_count; i++) {
        buf_clear(&s->folded);
        literal_fold(&s->folded, texts[i]);
        index_count(s->index, buf_str(&s->folded), SIZE_MAX);
    }
    if (events->miss)
        index_want_near(s->index);
    for (size_t i = 0; i < count; i++)
        add_pattern(s, patterns[i]);
    index_build(s->index);
    return s;
}

void scanner_free(struct scanner *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->pattern_count; i++)
        regex_free(s->patterns[i].regex);
    free(s->patterns);
    index_free(s->index);
    matcher_free(s->matcher);
    buf_release(&s->block);
    buf_release(&s->folded);
    buf_release(&s->clean);
    vec_release(&s->found);
    arena_release(&s->arena);
    free(s);
}

uint64_t scanner_lines(const struct scanner *s)
{
    return s->line - 1;
}

/* The same text with "?" for what is not UTF-8, each byte by itself: places stay as they are. */
static struct str clean_text(struct scanner *s, struct str v)
{
    size_t bad = utf8_valid(v);
    if (bad == v.len)
        return v;
    buf_clear(&s->clean);
    while (v.len) {
        buf_add_str(&s->clean, str_sub(v, 0, bad));
        if (bad < v.len)
            buf_addc(&s->clean, '?');
        v = str_sub(v, bad < v.len ? bad + 1 : bad, v.len);
        bad = utf8_valid(v);
    }
    return buf_str(&s->clean);
}

/* The place of a character's first byte at or before `at`. */
static size_t char_start(const struct scanner *s, size_t from, size_t at)
{
    for (int i = 0; i < 3 && at > from && ((unsigned char)s->block.s[at] & 0xC0) == 0x80; i++)
        at--;
    return at;
}

static void note(struct scanner *s, const struct scan_match *m, size_t start, bool cleaned)
{
    struct found *f = vec_push(&s->found);
    *f = (struct found){*m, start, cleaned};
    if (cleaned)
        f->match.text = arena_str(&s->arena, m->text);
}

/* Tries a pattern on bytes from .. to of the block, which begin in the line `number`. */
static bool try_window(struct scanner *s, uint32_t number, uint64_t line, size_t from, size_t to,
                       size_t line_from)
{
    struct pattern *p = &s->patterns[number];
    struct str raw = {s->block.s + from, to - from}, text = clean_text(s, raw);
    size_t start, end;
    enum regex_result r = regex_search(p->regex, s->matcher, text, &start, &end);
    if (r == REGEX_NO_MATCH || (r == REGEX_MATCH && start == end))
        return false;
    bool known = r == REGEX_MATCH;
    struct scan_match m = {.pattern = number,
                           .line = line,
                           .text = text,
                           .from = known ? start : 0,
                           .to = known ? end : 0,
                           .offset = from - line_from,
                           .undecided = !known};
    m.offset += line == s->line ? s->piece_offset : 0;
    note(s, &m, from, text.s != raw.s);
    p->seen = line;
    return true;
}

static size_t line_end(const struct scanner *s, size_t from, size_t limit)
{
    const char *lf = memchr(s->block.s + from, '\n', limit - from);
    return lf ? (size_t)(lf - s->block.s) : limit;
}

static size_t without_cr(const struct scanner *s, size_t from, size_t to)
{
    return to > from && s->block.s[to - 1] == '\r' ? to - 1 : to;
}

/* A match that goes over lines: sought from each of the lines before, in turn, and from this one. */
static bool try_lines(struct scanner *s, uint32_t number)
{
    size_t starts[SCAN_AROUND + 1], n = 0, at = s->line_from, end = s->line_to;
    starts[n++] = at;
    while (n <= SCAN_AROUND && at > 0 && s->line_from - at < SCAN_WINDOW / 2) {
        at--;
        while (at > 0 && s->block.s[at - 1] != '\n')
            at--;
        starts[n++] = at;
    }
    for (int i = 0; i < SCAN_AROUND && end < s->block.len && end - s->line_from < SCAN_WINDOW / 2; i++)
        end = line_end(s, end + 1, s->block.len);
    if (end - starts[n - 1] > SCAN_WINDOW)
        return false;
    for (size_t i = n; i-- > 0;) {
        uint64_t line = s->line_number - i;
        if (line <= s->patterns[number].seen)
            continue;
        size_t from, to, first = line_end(s, starts[i], end) - starts[i];
        struct str raw = {s->block.s + starts[i], end - starts[i]}, text = clean_text(s, raw);
        if (regex_search(s->patterns[number].regex, s->matcher, text, &from, &to) != REGEX_MATCH)
            return false; /* nor from any later line */
        if (from > first || from == to)
            continue; /* it begins later: the turn of that line comes */
        struct scan_match m = {.pattern = number, .line = line, .text = text, .from = from, .to = to};
        note(s, &m, starts[i], text.s != raw.s);
        s->patterns[number].seen = line;
        return true;
    }
    return false;
}

static void tell_miss(struct scanner *s, uint32_t number, size_t from, size_t to, size_t place)
{
    struct pattern *p = &s->patterns[number];
    if (!s->events.miss || p->misses >= SCAN_MISSES || p->seen)
        return;
    p->misses++;
    size_t at = place < from ? 0 : place > to ? to - from : place - from;
    struct scan_match m = {.pattern = number,
                           .line = s->line_number,
                           .text = clean_text(s, (struct str){s->block.s + from, to - from}),
                           .from = at,
                           .to = at,
                           .offset = from - s->line_from};
    s->events.miss(s->events.ctx, &m);
}

/* Tries a pattern on the line at hand, or on the window of it around `place`. */
static void try_line(struct scanner *s, uint32_t number, size_t place)
{
    struct pattern *p = &s->patterns[number];
    bool tried = p->epoch == s->epoch && p->tried == s->line_number && place < p->tried_to;
    if (!p->regex || p->seen >= s->line_number || tried)
        return;
    size_t from = s->line_from, to = without_cr(s, from, s->line_to);
    if (to - from > SCAN_WINDOW) {
        size_t half = SCAN_WINDOW / 2;
        from = char_start(s, from, place - from > half ? place - half : from);
        to = to - place > half ? char_start(s, place, place + half) : to;
    }
    p->epoch = s->epoch;
    p->tried = s->line_number;
    p->tried_to = to == without_cr(s, s->line_from, s->line_to) ? s->line_to + 1 : to - SCAN_WINDOW / 4;
    if (try_window(s, number, s->line_number, from, to, s->line_from) || (p->spans && try_lines(s, number)))
        return;
    tell_miss(s, number, from, to, place);
}

static void try_always(struct scanner *s)
{
    size_t count;
    const uint32_t *always = index_always(s->index, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t at = s->line_from; at <= s->line_to; at += SCAN_WINDOW / 2) {
            try_line(s, always[i], at);
            if (s->line_to - s->line_from <= SCAN_WINDOW)
                break;
        }
}

/* Goes on to the line that holds `place`. */
static void go_to(struct scanner *s, size_t place)
{
    size_t always;
    index_always(s->index, &always);
    while (s->line_to < place) {
        s->line_from = s->line_to + 1;
        s->line_number++;
        s->line_to = line_end(s, s->line_from, s->ready);
        if (always)
            try_always(s);
    }
}

static void hit(void *ctx, uint32_t pattern, size_t place)
{
    struct scanner *s = ctx;
    place += s->folded_from;
    if (place < s->done || place >= s->hits_end)
        return;
    go_to(s, place);
    try_line(s, pattern, place);
}

/* A part of a literal stands in a line. */
static void near(void *ctx, uint32_t pattern, size_t place)
{
    struct scanner *s = ctx;
    place += s->folded_from;
    if (place < s->done || place >= s->hits_end || s->patterns[pattern].misses >= SCAN_MISSES)
        return;
    go_to(s, place);
    size_t from = s->line_from, to = without_cr(s, from, s->line_to);
    if (to - from <= SCAN_WINDOW)
        tell_miss(s, pattern, from, to, place);
}

/* Folds bytes one for one: what literal_fold() makes shorter stays as it is, and *odd says that there is
 * some. */
static void fold_block(struct scanner *s, size_t from, size_t to, bool *odd)
{
    size_t len = to - from;
    buf_clear(&s->folded);
    buf_reserve(&s->folded, len + INDEX_PAD);
    literal_fold_ascii(s->folded.s, s->block.s + from, len);
    memset(s->folded.s + len, 0, INDEX_PAD);
    s->folded.len = len;
    struct str v = {s->block.s + from, len};
    *odd = (memchr(v.s, 0xC5, len) && str_find(v, STR("\xC5\xBF"), 0) != SIZE_MAX) ||
           (memchr(v.s, 0xE2, len) && str_find(v, STR("\xE2\x84\xAA"), 0) != SIZE_MAX);
}

/* A block with a Kelvin sign or a long s, line by line; with matches over lines, each with the next one. */
static void scan_odd_lines(struct scanner *s)
{
    for (size_t at = s->done; at < s->ready;) {
        size_t end = line_end(s, at, s->ready), next = end;
        for (int i = 0; i < SCAN_AROUND && s->any_spans && end < s->block.len && end - at < SCAN_WINDOW; i++)
            end = line_end(s, end + 1, s->block.len);
        buf_clear(&s->folded);
        literal_fold(&s->folded, (struct str){s->block.s + at, end - at});
        buf_reserve(&s->folded, INDEX_PAD);
        memset(s->folded.s + s->folded.len, 0, INDEX_PAD);
        s->hits_end = next;
        s->folded_from = at; /* places are not exact, lines are: folding never lengthens */
        index_scan(s->index, buf_str(&s->folded), hit, s->events.miss ? near : NULL, s);
        at = next + 1;
    }
}

static int by_place(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->match.line != y->match.line)
        return x->match.line < y->match.line ? -1 : 1;
    size_t p = x->start + x->match.from, q = y->start + y->match.from;
    if (p != q)
        return p < q ? -1 : 1;
    return x->match.pattern < y->match.pattern ? -1 : x->match.pattern > y->match.pattern;
}

/* Scans the new part of the block up to `ready`, which is the start of a line or, of a line that is too long,
 * a place in it. */
static void scan_block(struct scanner *s, size_t ready)
{
    size_t always;
    bool odd;
    s->epoch++;
    s->ready = ready;
    s->found.len = 0;
    s->line_from = s->done;
    s->line_number = s->line;
    s->line_to = line_end(s, s->done, ready);
    index_always(s->index, &always);
    if (always)
        try_always(s);
    /* A literal with a line break in it may begin before what is new, or end behind it. */
    size_t before = s->done < LITERAL_LENGTH_MAX ? s->done : LITERAL_LENGTH_MAX;
    size_t behind = s->block.len - ready < LITERAL_LENGTH_MAX ? s->block.len - ready : LITERAL_LENGTH_MAX;
    s->hits_end = ready;
    s->folded_from = s->any_spans ? s->done - before : s->done;
    fold_block(s, s->folded_from, s->any_spans ? ready + behind : ready, &odd);
    if (odd)
        scan_odd_lines(s);
    else
        index_scan(s->index, buf_str(&s->folded), hit, s->events.miss ? near : NULL, s);
    if (always)
        go_to(s, ready - 1);
    if (s->found.len)
        qsort(s->found.at, s->found.len, sizeof *s->found.at, by_place);
    for (size_t i = 0; i < s->found.len; i++)
        s->events.match(s->events.ctx, &s->found.at[i].match);
    arena_reset(&s->arena);
}

/* What is scanned is done with, but for the lines that a match may have begun on. */
static void move_on(struct scanner *s, size_t to)
{
    for (const char *p = s->block.s + s->done, *end = s->block.s + to;
         (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        s->line++;
        s->piece_offset = 0;
    }
    size_t keep = to;
    for (int lines = 0; s->any_spans && keep > 0 && to - keep < SCAN_WINDOW / 2; keep--)
        if (s->block.s[keep - 1] == '\n' && lines++ == SCAN_AROUND)
            break;
    memmove(s->block.s, s->block.s + keep, s->block.len - keep);
    s->block.len -= keep;
    s->done = to - keep;
}

/* The start of the line that is `lines` lines before the last whole one ends; SIZE_MAX when there are too
 * few. */
static size_t ready_end(const struct scanner *s, int lines)
{
    size_t at = s->block.len;
    for (int n = 0; at > s->done; at--)
        if (s->block.s[at - 1] == '\n' && n++ == lines)
            return at;
    return SIZE_MAX;
}

static void scan_ready(struct scanner *s)
{
    size_t ready = ready_end(s, s->any_spans ? SCAN_AROUND : 0);
    if (ready == SIZE_MAX && s->block.len - s->done >= SCAN_BLOCK)
        ready = ready_end(s, 0);
    if (ready != SIZE_MAX) {
        scan_block(s, ready);
        move_on(s, ready);
        return;
    }
    if (s->block.len - s->done < SCAN_BLOCK)
        return;
    /* One line and no end in sight: scanned as far as it is there, its last part once more with what follows.
     */
    scan_block(s, s->block.len);
    size_t to = char_start(s, s->done, s->block.len - SCAN_WINDOW / 2);
    s->piece_offset += to - s->done;
    memmove(s->block.s, s->block.s + to, s->block.len - to);
    s->block.len -= to;
    s->done = 0;
}

char *scanner_room(struct scanner *s, size_t *room)
{
    *room = SCAN_BLOCK;
    buf_reserve(&s->block, SCAN_BLOCK);
    return s->block.s + s->block.len;
}

void scanner_filled(struct scanner *s, size_t len)
{
    s->block.len += len;
    if (s->block.len - s->done >= SCAN_BLOCK / 4) /* a slow pipe is not scanned byte by byte */
        scan_ready(s);
}

void scanner_flush(struct scanner *s)
{
    scan_ready(s);
}

void scanner_end(struct scanner *s)
{
    if (s->block.len > s->done) {
        bool whole = s->block.s[s->block.len - 1] == '\n';
        scan_block(s, s->block.len);
        move_on(s, s->block.len);
        s->line += !whole;
    }
    s->block.len = s->done = 0;
}
