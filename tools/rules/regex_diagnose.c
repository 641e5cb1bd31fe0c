/* Why regex and text do not agree: see regex_diagnose.h. Each guess is a pattern that is tried. */
#include "rules/regex_diagnose.h"

#include "base/similar.h"
#include "base/utf8.h"
#include "regex/escape.h"
#include "regex/generalise.h"

enum { SIGNS_MAX = 24, ODD_MAX = 16 };

static struct str keep(struct check *c, struct buf *b)
{
    struct str copy = arena_str(c->arena, buf_str(b));
    buf_release(b);
    return copy;
}

struct str regex_halve_backslashes(struct check *c, struct str p, size_t *first)
{
    struct buf out = BUF_INIT;
    bool any = false;
    for (size_t i = 0; i < p.len; i++) {
        bool doubled = p.s[i] == '\\' && i + 2 < p.len && p.s[i + 1] == '\\' &&
                       strchr(".dDwWsSbB()[]{}+*?|$^/", p.s[i + 2]);
        if (doubled) {
            if (!any)
                *first = i;
            any = true;
            i++;
        } else if (p.s[i] == '\\' && i + 1 < p.len) {
            buf_addc(&out, p.s[i++]);
        }
        buf_addc(&out, p.s[i]);
    }
    struct str copy = keep(c, &out);
    return any ? copy : (struct str){0};
}

static void add_sign(struct regex_sign *out, size_t *n, size_t max, size_t at, size_t other)
{
    if (*n < max)
        out[(*n)++] = (struct regex_sign){at, other};
}

/* Recursion is bounded by the tree's depth, see regex/ast.h. */
static void find_signs(const struct regex_node *n, struct regex_sign *out, size_t *count, size_t max)
{
    if ((n->kind == REGEX_GROUP && n->sub == GROUP_CAPTURE) || n->kind == REGEX_CLASS)
        add_sign(out, count, max, n->from, n->to - 1);
    if (n->kind == REGEX_REPEAT) {
        bool braces = n->to - n->child->to > 2;
        add_sign(out, count, max, n->child->to, braces ? n->to - 1 : n->child->to);
    }
    if (n->kind == REGEX_ASSERT && (n->sub == ASSERT_CARET || n->sub == ASSERT_DOLLAR))
        add_sign(out, count, max, n->from, n->from);
    if (n->kind == REGEX_CLASS)
        return;
    regex_foreach_child(it, n)
    {
        if (n->kind == REGEX_ALTERNATION && it != n->child)
            add_sign(out, count, max, it->from - 1, it->from - 1);
        find_signs(it, out, count, max);
    }
}

size_t regex_signs(const struct regex_tree *t, struct regex_sign *out, size_t max)
{
    size_t n = 0;
    find_signs(t->root, out, &n, max);
    return n;
}

struct str regex_escape_signs(struct check *c, struct str pattern, const struct regex_sign *signs,
                              size_t count)
{
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < pattern.len; i++) {
        bool is_sign = false;
        for (size_t k = 0; k < count; k++)
            is_sign |= signs[k].at == i || signs[k].other == i;
        if (is_sign)
            buf_addc(&out, '\\');
        buf_addc(&out, pattern.s[i]);
    }
    return keep(c, &out);
}

/* Literal characters on which a candidate and the text agree; all of them, SIZE_MAX, when it matches. */
static size_t progress(struct check *c, struct str pattern, struct str text)
{
    struct regex_view v = {.pattern = pattern, .branch_count = 1};
    struct regex_branch whole = {.to = pattern.len};
    v.branches = &whole;
    if (!regex_view_parse(c, &v))
        return 0;
    if (regex_try(c, pattern, REGEX_CASELESS, text) == REGEX_MATCH)
        return SIZE_MAX;
    return regex_diverge(c, &v, text).literals;
}

/* Signs that stand for themselves in the text: each is escaped when the search then comes further. */
static struct str escape_needed(struct check *c, const struct regex_view *v, struct str text)
{
    struct regex_sign signs[SIGNS_MAX], chosen[SIGNS_MAX] = {{0, 0}};
    size_t count = regex_signs(&v->tree, signs, SIGNS_MAX), n = 0;
    size_t reached = progress(c, v->pattern, text);
    for (size_t i = 0; i < count && reached != SIZE_MAX; i++) {
        chosen[n] = signs[i];
        size_t now = progress(c, regex_escape_signs(c, v->pattern, chosen, n + 1), text);
        if (now > reached) {
            n++;
            reached = now;
        }
    }
    struct str all = regex_escape_signs(c, v->pattern, signs, count);
    struct str some = regex_escape_signs(c, v->pattern, chosen, n);
    if (n && regex_view_would_agree(c, v, some))
        return some;
    return count && regex_view_would_agree(c, v, all) ? all : (struct str){0};
}

/* The plain form of punctuation and blanks that look alike. */
static uint32_t plain_of(uint32_t cp)
{
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x201B || cp == 0x2032 || cp == 0xB4 || cp == 0x60)
        return '\'';
    if (cp == 0x201C || cp == 0x201D || cp == 0x201F || cp == 0x2033)
        return '"';
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        return '-';
    if (cp == 0xA0 || cp == 0x202F || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200A) || cp == '\t')
        return ' ';
    return cp;
}

/* Curly quotes, long dashes and odd blanks of the text, put into the pattern one after the other. */
static struct str take_punctuation(struct check *c, const struct regex_view *v, struct str text,
                                   uint32_t *odd)
{
    struct regex_view now = *v;
    struct regex_branch whole;
    for (int round = 0; round < ODD_MAX; round++) {
        struct divergence d = regex_diverge(c, &now, text);
        if (d.from >= now.pattern.len || d.at >= text.len)
            break;
        size_t p = d.item_to, t = d.at;
        uint32_t have = d.cp, want = utf8_next(text, &t);
        if (!have || have == want || plain_of(have) != plain_of(want))
            break;
        *odd = round ? *odd : want;
        struct buf out = BUF_INIT;
        buf_add_str(&out, str_sub(now.pattern, 0, d.from));
        regex_escape(&out, str_sub(text, d.at, t));
        buf_add_str(&out, str_sub(now.pattern, p, now.pattern.len));
        whole = (struct regex_branch){0};
        now = (struct regex_view){.pattern = keep(c, &out), .branches = &whole, .branch_count = 1};
        whole.to = now.pattern.len;
        if (!regex_view_parse(c, &now))
            break;
        if (regex_view_would_agree(c, v, now.pattern))
            return now.pattern;
    }
    return (struct str){0};
}

typedef bool node_choice(const struct regex_node *n);

static bool is_dot(const struct regex_node *n)
{
    return n->kind == REGEX_ANY && n->sub == ANY_DOT;
}

static bool is_anchor(const struct regex_node *n)
{
    return n->kind == REGEX_ASSERT && n->sub != ASSERT_BOUNDARY && n->sub != ASSERT_NO_BOUNDARY;
}

static void replace_nodes(struct buf *out, struct str pattern, const struct regex_node *n,
                          node_choice *chosen, const char *by, size_t *at)
{
    if (chosen(n)) {
        buf_add_str(out, str_sub(pattern, *at, n->from));
        buf_adds(out, by);
        *at = n->to;
        return;
    }
    regex_foreach_child(it, n) replace_nodes(out, pattern, it, chosen, by, at);
}

static struct str replaced(struct check *c, const struct regex_view *v, node_choice *chosen, const char *by)
{
    struct buf out = BUF_INIT;
    size_t at = 0;
    replace_nodes(&out, v->pattern, v->tree.root, chosen, by, &at);
    buf_add_str(&out, str_sub(v->pattern, at, v->pattern.len));
    struct str made = keep(c, &out);
    bool good = !str_eq(made, v->pattern) && regex_view_would_agree(c, v, made);
    return good ? made : (struct str){0};
}

/* A text that goes on after the signature, or begins before it, and makes it match. */
static const char *extra_text(struct check *c, const struct regex_view *v, struct str text)
{
    static const char *const tails[] = {" x", ": x", " 1", ": 1", "x", " 'x'", " \"x\"", ".",
                                        "!",  ":",   "'",  "\"",  ")", " (x)", " x:1",   "\n"};
    static const char *const heads[] = {"Error: ", "ERROR ", "x: ", "[x] ", "1 ", "x "};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct str longer = str_of(arena_printf(c->arena, "%.*s%s", STR_FMT(text), tails[i]));
        if (regex_run(c, v->regex, longer, NULL, NULL) == REGEX_MATCH)
            return "after";
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct str longer = str_of(arena_printf(c->arena, "%s%.*s", heads[i], STR_FMT(text)));
        if (regex_run(c, v->regex, longer, NULL, NULL) == REGEX_MATCH)
            return "before";
    }
    return NULL;
}

struct words {
    struct str at[32];
    size_t from[32]; /* bytes of the pattern */
    size_t len;
};

/* Runs of literal letters of at least three, outside of what is optional. */
static void find_words(const struct regex_view *v, const struct regex_node *n, struct words *w)
{
    const struct regex_node *it = n->kind == REGEX_SEQUENCE ? n->child : n;
    while (it) {
        const struct regex_node *end = it;
        while (end && end->kind == REGEX_CHAR && end->to - end->from == 1 && end->cp < 0x80 &&
               (ascii_is_alnum((unsigned char)end->cp) || end->cp == '_'))
            end = end->next;
        size_t to = end == it ? it->from : end ? end->from : n->to;
        if (to >= it->from + 3 && w->len < 32) {
            w->from[w->len] = it->from;
            w->at[w->len++] = str_sub(v->pattern, it->from, to);
        }
        if (end == it) {
            if (it->kind == REGEX_GROUP && it->child->kind != REGEX_ALTERNATION)
                find_words(v, it->child, w);
            end = it->next;
        }
        it = n->kind == REGEX_SEQUENCE ? end : NULL;
    }
}

static struct str nearest_word(struct str text, struct str word)
{
    struct similar near = similar_to(word);
    for (size_t i = 0; i < text.len;) {
        size_t end = i;
        while (end < text.len && (ascii_is_alnum((unsigned char)text.s[end]) || text.s[end] == '_'))
            end++;
        if (end > i)
            similar_offer(&near, str_sub(text, i, end));
        i = end + 1;
    }
    return near.best;
}

/* Words of the pattern that the text lacks, or has in another order. */
static const char *compare_words(struct check *c, const struct regex_view *v, const struct divergence *d,
                                 const struct regex_target *t, struct str *mended)
{
    const struct regex_branch *b = &v->branches[0];
    for (size_t i = 1; i < v->branch_count; i++)
        if (v->branches[i].from <= d->from && !d->at_start)
            b = &v->branches[i];
    struct words w = {.len = 0};
    find_words(v, b->node, &w);
    size_t last = 0, before = 0;
    for (size_t i = 0; i < w.len; i++) {
        if (str_ifind(t->text, w.at[i], 0) != SIZE_MAX)
            continue;
        struct str near = nearest_word(t->text, w.at[i]);
        if (!near.s)
            return arena_printf(c->arena, "\"%.*s\" does not occur in the %.*s", STR_FMT(w.at[i]),
                                STR_FMT(t->name));
        struct str made = str_of(
            arena_printf(c->arena, "%.*s%.*s%.*s", STR_FMT(str_sub(v->pattern, 0, w.from[i])), STR_FMT(near),
                         STR_FMT(str_sub(v->pattern, w.from[i] + w.at[i].len, v->pattern.len))));
        if (!regex_view_would_agree(c, v, made))
            return arena_printf(c->arena, "\"%.*s\" does not occur in the %.*s", STR_FMT(w.at[i]),
                                STR_FMT(t->name));
        *mended = made;
        return arena_printf(c->arena, "\"%.*s\" does not occur in the %.*s; did you mean \"%.*s\"?",
                            STR_FMT(w.at[i]), STR_FMT(t->name), STR_FMT(near));
    }
    for (size_t i = 0; i < w.len; i++) {
        size_t found = str_ifind(t->text, w.at[i], 0);
        if (i && found < last && str_ifind(t->text, w.at[i], last) == SIZE_MAX)
            return arena_printf(
                c->arena, "the words stand in another order: \"%.*s\" comes before \"%.*s\" in the %.*s",
                STR_FMT(w.at[i]), STR_FMT(w.at[before]), STR_FMT(t->name));
        last = found;
        before = i;
    }
    return NULL;
}

/* A pattern made from the signature and its aliases. */
static struct str generalised(struct check *c, const struct regex_view *v)
{
    struct str *samples = arena_alloc(c->arena, v->target_count * sizeof *samples);
    for (size_t i = 0; i < v->target_count; i++)
        samples[i] = v->targets[i].text;
    struct generalised g;
    struct err unused;
    struct str code = record_string(c->rec, record_first(c->rec, ROLE_ERROR_CODE), c->arena);
    struct generalise_options options = {.keep = &code, .keep_count = code.len > 0};
    if (!v->target_count || v->target_count > GENERALISE_SAMPLES_MAX ||
        regex_generalise(samples, v->target_count, &options, c->arena, &g, &unused) != 0 ||
        !regex_view_would_agree(c, v, g.pattern))
        return (struct str){0};
    return g.pattern;
}

/* The pattern with every run of blanks written as `by`, and none at its ends. */
static struct str respaced(struct check *c, struct str pattern, const char *by)
{
    struct buf out = BUF_INIT;
    struct str inner = str_trim(pattern);
    for (size_t i = 0; i < inner.len; i++) {
        if (inner.s[i] != ' ') {
            buf_addc(&out, inner.s[i]);
            continue;
        }
        while (i + 1 < inner.len && inner.s[i + 1] == ' ')
            i++;
        buf_adds(&out, by);
    }
    return keep(c, &out);
}

struct diagnosis regex_diagnose(struct check *c, struct regex_view *v, const struct regex_target *t,
                                const struct divergence *d)
{
    struct str made;
    size_t first;
    uint32_t odd = 0;
    made = regex_halve_backslashes(c, v->pattern, &first);
    if (made.s && regex_view_would_agree(c, v, made))
        return (struct diagnosis){"the backslashes are doubled: JSON's \"\\\\.\" is the regex \\. already",
                                  made, false};
    made = escape_needed(c, v, t->text);
    if (made.s)
        return (struct diagnosis){
            arena_printf(c->arena, "escape what stands for itself: %.*s", STR_FMT(regex_shown(c, made))),
            made, false};
    made = take_punctuation(c, v, t->text, &odd);
    if (made.s)
        return (struct diagnosis){
            arena_printf(c->arena,
                         "the %.*s has U+%04X, which looks like what the regex has: write it as it is there",
                         STR_FMT(t->name), odd),
            made, false};
    made = replaced(c, v, is_dot, "[\\s\\S]");
    if (made.s)
        return (struct diagnosis){"a dot does not match a line's end: write [\\s\\S] where a line may end",
                                  made, false};
    made = replaced(c, v, is_anchor, "");
    if (made.s)
        return (struct diagnosis){"leave the anchors out: the text may stand anywhere in a line", made,
                                  false};
    static const char *const blanks[] = {" ", "\\s+"};
    for (int i = 0; i < 2; i++) {
        made = respaced(c, v->pattern, blanks[i]);
        if (!str_eq(made, v->pattern) && regex_view_would_agree(c, v, made))
            return (struct diagnosis){i ? "the number of blanks differs: write \\s+ where it may"
                                        : "the regex has a blank too many",
                                      made, false};
    }
    struct diagnosis out = {.pattern = generalised(c, v), .unsafe = true};
    const char *where = extra_text(c, v, t->text);
    if (where) {
        out.help = arena_printf(c->arena,
                                "the regex wants more text %s the %.*s: make that part optional, or "
                                "complete the %.*s",
                                where, STR_FMT(t->name), STR_FMT(t->name));
        return out;
    }
    struct str mended = {0};
    const char *words = compare_words(c, v, d, t, &mended);
    if (mended.s)
        out.pattern = mended;
    const char *instead = out.pattern.s && !mended.s ? arena_printf(c->arena, "this would match: %.*s",
                                                                    STR_FMT(regex_shown(c, out.pattern)))
                                                     : NULL;
    out.help = words && instead ? arena_printf(c->arena, "%s; %s", words, instead)
               : words          ? words
               : instead        ? instead
                                : "write the regex from the text that it is to find";
    return out;
}
