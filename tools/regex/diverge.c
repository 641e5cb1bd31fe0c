/* Where a pattern and a text part: see diverge.h. The search is watched item by item (PCRE2's callouts). */
#include "regex/diverge.h"

#include "base/utf8.h"

struct watch {
    const char *pattern;
    const uint32_t *scores; /* by byte of the pattern: literal characters before it in its alternative */
    size_t len;
    bool any;
    size_t item, at;
};

static void watch_item(void *ctx, size_t item, size_t start, size_t at)
{
    struct watch *w = ctx;
    (void)start;
    if (item > w->len)
        return;
    /* Of the tries of one item the first place is where it was wanted, whatever a wildcard ran over before;
     * after something optional the last. */
    bool optional = item > 1 && w->pattern[item - 1] == '?' && !strchr("*+?}(", w->pattern[item - 2]);
    bool better =
        !w->any || w->scores[item] > w->scores[w->item] ||
        (w->scores[item] == w->scores[w->item] &&
         (item > w->item ? w->scores[item] > 0 : item == w->item && (optional ? at > w->at : at < w->at)));
    if (better)
        *w = (struct watch){w->pattern, w->scores, w->len, true, item, at};
}

/* Recursion is bounded by the tree's depth, see regex/ast.h. */
static void score(const struct regex_node *n, uint32_t *scores, uint32_t *count)
{
    scores[n->from] = *count;
    if (n->kind == REGEX_CHAR)
        ++*count;
    if (n->kind == REGEX_CLASS)
        return;
    regex_foreach_child(it, n) score(it, scores, count);
    scores[n->to] = *count;
}

static bool is_word(uint32_t cp)
{
    return cp > 0x7F || ascii_is_alnum((unsigned char)cp) || cp == '_';
}

/* The word at `at`: letters and digits, or the one character that stands there. */
static size_t word_end(struct str v, size_t at)
{
    size_t end = at;
    while (end < v.len) {
        size_t next = end;
        if (!is_word(utf8_next(v, &next))) {
            end = end == at ? next : end;
            break;
        }
        end = next;
    }
    return end;
}

/* The node at a byte of the pattern whose siblings go on with literal characters; the deepest that begins
 * there. */
static const struct regex_node *node_at(const struct regex_node *n, size_t at)
{
    for (;;) {
        const struct regex_node *inner = NULL;
        if (n->kind == REGEX_CLASS || n->kind == REGEX_CHAR)
            return n;
        regex_foreach_child(it, n) if (at >= it->from && at < it->to && !inner) inner = it;
        if (!inner)
            return n;
        if (inner->from == at && inner->kind == REGEX_REPEAT)
            return inner;
        n = inner;
    }
}

static size_t literal_end(const struct regex_node *n)
{
    size_t end = n->to;
    for (const struct regex_node *it = n; it && it->kind == REGEX_CHAR && is_word(it->cp); it = it->next)
        end = it->to;
    return end;
}

struct divergence regex_tree_diverge(const struct regex_tree *t, struct matcher *m, struct str text,
                                     struct arena *a)
{
    struct watch w = {.pattern = t->pattern.s, .len = t->pattern.len};
    uint32_t *scores = arena_zalloc(a, t->pattern.len + 1, sizeof *scores), count = 0;
    struct divergence d = {0};
    if (t->root->kind == REGEX_ALTERNATION) {
        regex_foreach_child(it, t->root)
        {
            count = 0;
            score(it, scores, &count);
        }
    } else {
        score(t->root, scores, &count);
    }
    w.scores = scores;
    regex_trace(t->pattern, REGEX_CASELESS, m, text, watch_item, &w);
    d = (struct divergence){.from = w.item, .to = w.item, .at = w.at, .literals = scores[w.item]};
    for (size_t i = 0; i <= t->pattern.len; i++)
        d.total = scores[i] > d.total ? scores[i] : d.total;
    d.at_start = d.literals == 0;
    if (d.at_start) {
        d.from = 0;
        d.to = t->pattern.len;
        d.at = 0;
    } else if (d.from < t->pattern.len) {
        const struct regex_node *n = node_at(t->root, d.from);
        d.to = literal_end(n);
        d.item_to = n->to;
        d.cp = n->kind == REGEX_CHAR ? n->cp : 0;
    }
    d.end = word_end(text, d.at);
    return d;
}
