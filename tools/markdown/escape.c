#include "markdown/escape.h"

#include "base/utf8.h"
#include "markdown/runs.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* A run of backticks, and where the run that closes it stands. */
struct tick_run {
    size_t at, len;
    size_t closer; /* index into the runs, or SIZE_MAX */
};

enum { FEW_RUNS = 16 };
struct tick_runs {
    struct tick_run few[FEW_RUNS];
    struct tick_run *at; /* `few`, or memory to free */
    size_t len, cap;
};

static void tick_runs_add(struct tick_runs *runs, size_t from, size_t len)
{
    if (runs->len == runs->cap) {
        runs->cap *= 2;
        struct tick_run *more = mem_alloc(runs->cap * sizeof *more);
        memcpy(more, runs->at, runs->len * sizeof *more);
        if (runs->at != runs->few)
            free(runs->at);
        runs->at = more;
    }
    runs->at[runs->len++] = (struct tick_run){from, len, SIZE_MAX};
}

struct tick_order {
    size_t len, index;
};

static int order_cmp(const void *a, const void *b)
{
    const struct tick_order *x = a, *y = b;
    if (x->len != y->len)
        return x->len < y->len ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* The runs from `at` on. Each run's closer is the next run of its length. Sorting by length first keeps this
 * from being quadratic on values made of runs of ever other lengths. */
static void tick_runs_find(struct tick_runs *runs, struct str v, size_t at)
{
    const char *p = v.s + at;
    if (at == v.len || *p != '`')
        p = at < v.len ? memchr(p, '`', v.len - at) : NULL;
    runs->at = runs->few;
    runs->len = 0;
    runs->cap = FEW_RUNS;
    while (p) {
        size_t from = (size_t)(p - v.s), to = from;
        while (to < v.len && v.s[to] == '`')
            to++;
        tick_runs_add(runs, from, to - from);
        p = to < v.len ? memchr(v.s + to, '`', v.len - to) : NULL;
    }
    if (runs->len <= FEW_RUNS) {
        for (size_t i = 0; i < runs->len; i++)
            for (size_t j = i + 1; j < runs->len && runs->at[i].closer == SIZE_MAX; j++)
                if (runs->at[j].len == runs->at[i].len)
                    runs->at[i].closer = j;
        return;
    }
    struct tick_order *order = mem_alloc(runs->len * sizeof *order);
    for (size_t i = 0; i < runs->len; i++)
        order[i] = (struct tick_order){runs->at[i].len, i};
    qsort(order, runs->len, sizeof *order, order_cmp);
    for (size_t i = 0; i + 1 < runs->len; i++)
        if (order[i].len == order[i + 1].len)
            runs->at[order[i].index].closer = order[i + 1].index;
    free(order);
}

static bool is_white(char c)
{
    return ascii_is_space((unsigned char)c);
}

static bool is_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* Bytes that are no white space at either end, whatever stands between them. */
static inline bool has_firm_ends(struct str v)
{
    return v.len && (unsigned char)v.s[0] > ' ' && (unsigned char)v.s[v.len - 1] > ' ';
}

static inline struct str trim(struct str v)
{
    return has_firm_ends(v) ? v : str_trim(v);
}

bool markdown_is_blank(struct str value)
{
    return trim(value).len == 0;
}

/* Zs of Unicode 15 beyond U+0020, and the line ends outside ASCII: what a parser may take for white space
 * beside an emphasis mark, or strip from a line. */
static bool is_unicode_space(uint32_t cp)
{
    return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

enum { WIDE_SPACE_END = 0xE4 }; /* U+4000 and beyond, which begin with this byte or a higher one, have none */

/* True when either end of a value, which is not empty, is Unicode white space. */
static bool has_wide_end(struct str v)
{
    size_t at = 0, last = v.len;
    unsigned char first = (unsigned char)v.s[0];
    if (first >= 0x80 && first < WIDE_SPACE_END && is_unicode_space(utf8_next(v, &at)))
        return true;
    if ((unsigned char)v.s[last - 1] < 0x80 || (last >= 3 && (unsigned char)v.s[last - 3] >= WIDE_SPACE_END))
        return false;
    return is_unicode_space(utf8_prev(v, &last));
}

/* A character that stands for itself, made safe: what no page can hold is replaced. Moves *at past it. */
static void add_plain(struct buf *out, struct str v, size_t *at)
{
    size_t from = *at;
    uint32_t cp = utf8_next(v, at);
    if (cp == UTF8_BAD || (cp < 0x20 && cp != '\t') || cp == 0xFFFE || cp == 0xFFFF)
        buf_adds(out, REPLACEMENT);
    else
        buf_add(out, v.s + from, *at - from);
}

/* ---- code spans ---- */

/* The shortest run of backticks that does not occur in the code. */
static size_t shortest_absent_run(struct str code)
{
    bool seen[MARKDOWN_RUN_MAX + 1] = {false};
    if (!memchr(code.s, '`', code.len))
        return 1;
    for (size_t i = 0, run = 0; i <= code.len; i++) {
        if (i < code.len && code.s[i] == '`') {
            run++;
            continue;
        }
        if (run <= MARKDOWN_RUN_MAX)
            seen[run] = true;
        run = 0;
    }
    for (size_t n = 1; n <= MARKDOWN_RUN_MAX; n++)
        if (!seen[n])
            return n;
    return MARKDOWN_RUN_MAX + 1;
}

/* The inside of a code span: line ends are spaces there (CommonMark 6.1), nothing is escaped but the pipe of
 * a table cell (GFM 4.10). */
static void add_code(struct buf *out, struct str code, unsigned place)
{
    for (size_t at = 0; at < code.len;) {
        at = place & MARKDOWN_UTF8 ? run_known(out, code.s, at, code.len, place & MARKDOWN_CELL)
                                   : run_code(out, code.s, at, code.len);
        if (at == code.len)
            break;
        char c = code.s[at];
        if (c == '\r' && at + 1 < code.len && code.s[at + 1] == '\n') {
            at++;
        } else if (c == '\n' || c == '\r' || c == '\v' || c == '\f') {
            buf_addc(out, ' ');
            at++;
        } else if (c == '|' && place & MARKDOWN_CELL) {
            buf_adds(out, "\\|");
            at++;
        } else {
            add_plain(out, code, &at);
        }
    }
}

/* A run of backticks or tildes, most often of one or three. */
static inline void add_ticks(struct buf *out, char mark, size_t count)
{
    if (count == 1)
        buf_addc(out, mark);
    else if (count == 3)
        buf_add(out, (const char[]){mark, mark, mark}, 3);
    else
        buf_fill(out, mark, count);
}

static void add_span(struct buf *out, struct str code, size_t ticks, unsigned place)
{
    if (ticks > MARKDOWN_RUN_MAX)
        ticks = shortest_absent_run(code);
    add_ticks(out, '`', ticks);
    add_code(out, code, place);
    add_ticks(out, '`', ticks);
}

void markdown_code(struct buf *out, struct str value, unsigned place)
{
    struct str code = trim(value);
    if (code.len == 0) {
        buf_adds(out, "` `");
        return;
    }
    size_t before = out->len;
    buf_addc(out, '`');
    if (place & MARKDOWN_UTF8 && run_text(out, code.s, 0, code.len) == code.len) {
        buf_addc(out, '`'); /* nothing to fold, to fence off or to replace, as in most ids */
        return;
    }
    out->len = before;
    size_t plain = 0;
    while (plain < code.len && code.s[plain] != '`' && !is_white(code.s[plain]))
        plain++;
    if (plain == code.len) {
        buf_addc(out, '`');
        add_code(out, code, place);
        buf_addc(out, '`');
        return;
    }
    struct buf folded = BUF_INIT;
    for (size_t i = 0; i < code.len; i++)
        if (!is_white(code.s[i]))
            buf_addc(&folded, code.s[i]);
        else if (!is_white(code.s[i + 1])) /* the last byte is not white: trimmed */
            buf_addc(&folded, ' ');
    size_t ticks = shortest_absent_run(buf_str(&folded));
    bool padded = folded.len > 0 && (folded.s[0] == '`' || folded.s[folded.len - 1] == '`');
    buf_fill(out, '`', ticks);
    buf_adds(out, padded ? " " : "");
    add_code(out, buf_str(&folded), place);
    buf_adds(out, padded ? " " : "");
    buf_fill(out, '`', ticks);
    buf_release(&folded);
}

/* ---- text ---- */

/* True when an entity or numeric character reference starts at the ampersand (CommonMark 2.5). */
static bool starts_reference(struct str v, size_t at)
{
    size_t i = at + 1;
    if (i < v.len && v.s[i] == '#')
        i++;
    size_t from = i;
    while (i < v.len && ascii_is_alnum((unsigned char)v.s[i]))
        i++;
    return i > from && i < v.len && v.s[i] == ';';
}

/* True when the colon ends a scheme that GitHub's autolinks know: letters before, "//" after. */
static bool ends_scheme(struct str v, size_t at)
{
    return at > 0 && ascii_is_alpha((unsigned char)v.s[at - 1]) && at + 2 < v.len && v.s[at + 1] == '/' &&
           v.s[at + 2] == '/';
}

static bool ends_www(struct str v, size_t at)
{
    return at >= 3 && str_ieq(str_sub(v, at - 3, at), STR("www"));
}

/* "<3@user>" is an e-mail autolink: CommonMark 6.5, any of these characters before its '@'. */
static bool opens_address(struct str v, size_t at)
{
    size_t i = at + 1;
    while (i < v.len && v.s[i] &&
           (ascii_is_alnum((unsigned char)v.s[i]) || strchr(".!#$%&'*+/=?^_`{|}~-", v.s[i])))
        i++;
    return i > at + 1 && i < v.len && v.s[i] == '@';
}

/* True when the character would open a tag, a comment or an autolink. */
static bool opens_tag(struct str v, size_t at)
{
    char next = at + 1 < v.len ? v.s[at + 1] : 'a';
    return !(next == ' ' || next == '=' || ascii_is_digit((unsigned char)next)) || opens_address(v, at);
}

/* Markers that make a block when the value starts a line: CommonMark 4 and 5. A digit's marker is escaped at
 * its '.' or ')'. */
static bool opens_block(struct str v, size_t start, size_t at)
{
    char c = v.s[at], next = at + 1 < v.len ? v.s[at + 1] : ' ';
    if (c == '.' || c == ')') {
        if (at == start || at - start > 9 || !is_white(next))
            return false;
        for (size_t i = start; i < at; i++)
            if (!ascii_is_digit((unsigned char)v.s[i]))
                return false;
        return true;
    }
    if (at != start)
        return false;
    return c == '#' || c == '>' || c == '=' || ((c == '-' || c == '+') && (is_white(next) || next == c));
}

/* Whether the ASCII punctuation at `at` needs a backslash. The text runs from `start`, trimmed. */
static bool needs_escape(struct str v, size_t start, size_t at, unsigned place)
{
    char c = v.s[at];
    switch (c) {
    case '*':
    case '[':
    case ']':
    case '~':
    case '`': return true;
    case '\\': return at + 1 == v.len || !ascii_is_alnum((unsigned char)v.s[at + 1]);
    case '<': return opens_tag(v, at);
    case '&': return starts_reference(v, at);
    case '|': return place & MARKDOWN_CELL;
    case ':': return ends_scheme(v, at);
    }
    if (c == '.' && ends_www(v, at))
        return true;
    if (c == '#' && place & MARKDOWN_LINE_END && at + 1 == v.len)
        return true;
    return place & MARKDOWN_LINE_START && opens_block(v, start, at);
}

/* Text between code spans, v.s[at..end). `start` is where the value starts; a pending space is put before the
 * first character that is not white. */
struct text_writer {
    struct buf *out;
    struct str v; /* without white space at its end */
    size_t start; /* the first byte that is not white */
    unsigned place;
    bool gap, begun;
    bool plain_ends; /* no Unicode white space at either end */
    bool easy;       /* UTF-8, and neither end of the line matters: run_text() knows what to stop at */
};

static void put_gap(struct text_writer *w)
{
    if (w->gap && w->begun)
        buf_addc(w->out, ' ');
    w->gap = false;
    w->begun = true;
}

/* A character beyond ASCII, or a control: white space at an end of the value becomes a reference. */
static void put_other(struct text_writer *w, size_t *at)
{
    size_t from = *at, to = from;
    uint32_t cp = utf8_next(w->v, &to);
    if (cp != UTF8_BAD && is_unicode_space(cp) && (from == w->start || to == w->v.len)) {
        buf_addf(w->out, "&#%lu;", (unsigned long)cp);
        *at = to;
    } else {
        add_plain(w->out, w->v, at);
    }
}

/* A run of underscores within a word is no emphasis mark (CommonMark 6.2, rules 2 and 4). */
static void put_underscores(struct text_writer *w, size_t *at)
{
    struct str v = w->v;
    size_t from = *at, to = from;
    while (to < v.len && v.s[to] == '_')
        to++;
    bool intraword = from > 0 && to < v.len && ascii_is_alnum((unsigned char)v.s[from - 1]) &&
                     ascii_is_alnum((unsigned char)v.s[to]);
    for (size_t i = from; i < to; i++)
        buf_adds(w->out, intraword ? "_" : "\\_");
    *at = to;
}

static void put_text(struct text_writer *w, size_t at, size_t end)
{
    const char *s = w->v.s;
    while (at < end) {
        unsigned char c = (unsigned char)s[at];
        if (ascii_is_space(c)) {
            w->gap = true;
            at++;
            continue;
        }
        put_gap(w);
        at = w->easy ? run_text(w->out, s, at, end) : run_quiet(w->out, s, at, end);
        if (at < end && w->plain_ends && (unsigned char)s[at] >= 0x80) {
            size_t from = at;
            at = run_wide(w->out, s, at, end);
            if (at > from)
                continue;
        }
        if (at == end || is_white(s[at]))
            continue;
        c = (unsigned char)s[at];
        if (c >= 0x80 || c < 0x20) {
            put_other(w, &at);
        } else if (c == '_') {
            put_underscores(w, &at);
        } else {
            if (is_punct((char)c) && needs_escape(w->v, w->start, at, w->place))
                buf_addc(w->out, '\\');
            buf_addc(w->out, (char)c);
            at++;
        }
    }
}

/* True when what only counts at the start or at the end of a line does not stand there. */
static bool is_easy(struct str v, unsigned place)
{
    char first = v.s[0];
    if (place & MARKDOWN_LINE_START && (ascii_is_digit((unsigned char)first) || strchr("#>=-+", first)))
        return false;
    return !(place & MARKDOWN_LINE_END && v.s[v.len - 1] == '#');
}

/* The text from `at` on, where all before it was written. */
static void write_text(struct buf *out, struct str v, size_t at, unsigned place, bool plain_ends, bool easy)
{
    struct text_writer w = {
        .out = out, .v = v, .place = place, .plain_ends = plain_ends, .easy = easy, .begun = at > 0};
    struct tick_runs runs;
    tick_runs_find(&runs, v, at);
    for (size_t i = 0; i < runs.len; i++) {
        if (runs.at[i].closer == SIZE_MAX)
            continue;
        const struct tick_run *open = &runs.at[i], *close = &runs.at[open->closer];
        put_text(&w, at, open->at);
        put_gap(&w);
        add_span(out, str_sub(v, open->at + open->len, close->at), open->len, place);
        at = close->at + close->len;
        i = open->closer;
    }
    put_text(&w, at, v.len);
    if (runs.at != runs.few)
        free(runs.at);
}

void markdown_text(struct buf *out, struct str value, unsigned place)
{
    struct str v = trim(value);
    if (v.len == 0)
        return;
    bool plain_ends = !has_wide_end(v), easy = place & MARKDOWN_UTF8 && plain_ends && is_easy(v, place);
    size_t at = easy ? run_text(out, v.s, 0, v.len) : 0;
    if (at < v.len)
        write_text(out, v, at, place, plain_ends, easy);
}

void markdown_strong(struct buf *out, struct str value, unsigned place)
{
    buf_adds(out, "**");
    if (markdown_is_blank(value))
        buf_adds(out, "&#32;");
    else
        markdown_text(out, value, place & (unsigned)~(MARKDOWN_LINE_START | MARKDOWN_LINE_END));
    buf_adds(out, "**");
}

/* ---- blocks ---- */

static size_t longest_run(struct str v, char c)
{
    size_t longest = 0, run = 0;
    const char *first = v.len ? memchr(v.s, c, v.len) : NULL;
    for (size_t i = first ? (size_t)(first - v.s) : v.len; i < v.len; i++) {
        run = v.s[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void add_indent(struct buf *out, size_t columns)
{
    static const char blanks[16] = "                ";
    if (columns > sizeof blanks) {
        buf_fill(out, ' ', columns);
        return;
    }
    buf_reserve_for(out, sizeof blanks);
    memcpy(out->s + out->len, blanks, sizeof blanks);
    out->len += columns;
    out->s[out->len] = 0;
}

void markdown_fence(struct buf *out, struct str value, size_t indent, unsigned place)
{
    if (value.len == 0)
        return;
    char mark = '`';
    size_t length = longest_run(value, mark) + 1;
    if (length > MARKDOWN_FENCE_MAX && longest_run(value, '~') < MARKDOWN_FENCE_MAX) {
        mark = '~';
        length = longest_run(value, mark) + 1;
    }
    if (length < 3)
        length = 3;
    add_indent(out, indent);
    add_ticks(out, mark, length);
    buf_addc(out, '\n');
    bool line_start = true;
    for (size_t at = 0; at < value.len;) {
        char c = value.s[at];
        if (c == '\r' || c == '\n') {
            at += c == '\r' && at + 1 < value.len && value.s[at + 1] == '\n' ? 2 : 1;
            buf_addc(out, '\n');
            line_start = true;
            continue;
        }
        if (line_start)
            add_indent(out, indent);
        line_start = false;
        size_t from = at;
        at = place & MARKDOWN_UTF8 ? run_known(out, value.s, at, value.len, false)
                                   : run_code(out, value.s, at, value.len);
        if (at == from)
            add_plain(out, value, &at);
    }
    buf_addc(out, '\n');
    add_indent(out, indent);
    add_ticks(out, mark, length);
    buf_addc(out, '\n');
}

static bool is_unreserved(unsigned char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
}

bool markdown_in_destination(unsigned char c)
{
    return is_unreserved(c) || c == '%';
}

void markdown_destination(struct buf *out, struct str path)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < path.len; i++) {
        size_t from = i;
        while (i < path.len && is_unreserved((unsigned char)path.s[i]))
            i++;
        buf_add(out, path.s + from, i - from);
        if (i == path.len)
            break;
        unsigned char c = (unsigned char)path.s[i];
        buf_add(out, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
    }
}
