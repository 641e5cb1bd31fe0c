/* Candidates for attack strings: see candidate.h. */
#include "regex/candidate.h"

#include "regex/suffix.h"

enum { SUBSTITUTES_MAX = 60 };

struct str candidate_text(const struct nfa *n, struct word w, struct arena *k)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < w.len; i++)
        buf_add_cp(&b, n->alphabet.sample[w.at[i]]);
    struct str s = arena_str(k, buf_str(&b));
    buf_release(&b);
    return s;
}

static struct word joined(struct word a, struct word b, struct arena *k)
{
    struct word w = {arena_alloc(k, (a.len + b.len + 1) * sizeof *w.at), a.len + b.len};
    if (a.len)
        memcpy(w.at, a.at, a.len * sizeof *w.at);
    if (b.len)
        memcpy(w.at + a.len, b.at, b.len * sizeof *w.at);
    return w;
}

/* prefix pump^k, unless the same is there already. */
static void add_plain(struct candidates *c, const struct nfa *n, struct word prefix, struct word pump,
                      struct arena *k)
{
    struct attack a = {.count = 1};
    if (c->count == CANDIDATE_HEADS || pump.len == 0)
        return;
    a.parts[0] = (struct attack_part){candidate_text(n, prefix, k), candidate_text(n, pump, k)};
    for (size_t i = 0; i < c->count; i++)
        if (c->heads[i].count == 1 && str_eq(c->heads[i].parts[0].pump, a.parts[0].pump) &&
            str_eq(c->heads[i].parts[0].before, a.parts[0].before))
            return;
    c->words[c->count][0] = (struct pumped){prefix, pump};
    c->heads[c->count++] = a;
}

/* The same; where the head itself matches and the pattern may begin anywhere, also behind another character,
 * such as ^\s+|\s+$ needs. */
static void add_single(struct candidates *c, const struct nfa *n, struct word prefix, struct word pump,
                       bool anywhere, struct arena *k)
{
    struct suffix_search found;
    if (anywhere && pump.len) {
        struct pumped head = {prefix, pump};
        suffix_find(&found, n, &head, 1, k);
        bool stuck = found.succeeds || found.count == 0;
        for (uint32_t a = 0, kept = 0; stuck && kept < 3 && a < n->alphabet.count && a < 24; a++) {
            head.before = joined((struct word){&a, 1}, prefix, k);
            suffix_find(&found, n, &head, 1, k);
            if (found.count) {
                add_plain(c, n, head.before, pump, k);
                kept++;
            }
        }
    }
    add_plain(c, n, prefix, pump, k);
}

/* Whether a word takes a state back to itself. */
static bool loops_on(const struct nfa *n, uint32_t state, struct word w, struct arena *k)
{
    size_t words = n->count / 64 + 1;
    uint64_t *now = arena_zalloc(k, words, sizeof *now), *next = arena_zalloc(k, words, sizeof *next);
    mask_add(now, state);
    for (size_t i = 0; i < w.len; i++) {
        memset(next, 0, words * sizeof *next);
        for (size_t j = 0; j < words; j++)
            for (uint64_t bits = now[j]; bits; bits &= bits - 1) {
                const struct nfa_state *s = &n->states[j * 64 + (size_t)__builtin_ctzll(bits)];
                if (mask_has(s->atoms, w.at[i]))
                    for (uint32_t l = 0; l < s->count; l++)
                        mask_add(next, s->follow[l]);
            }
        uint64_t *swap = now;
        now = next;
        next = swap;
    }
    return mask_has(now, state);
}

static bool all_loop_on(const struct nfa *n, const struct chain *chain, struct word w, struct arena *k)
{
    for (size_t i = 0; i < chain->count; i++)
        if (!loops_on(n, chain->pumps[i].from, w, k) || !loops_on(n, chain->pumps[i].to, w, k))
            return false;
    return true;
}

/* x1 v1^k u1 v2^k ... : each pump at its own place, but for neighbours that one word serves. */
static void add_segments(struct candidates *c, const struct nfa *n, const struct chain *chain,
                         struct word prefix, bool grouped, struct arena *k)
{
    struct attack a = {.count = 0};
    struct word link = prefix;
    if (c->count == CANDIDATE_HEADS)
        return;
    for (size_t i = 0, last; i < chain->count; i = last + 1) {
        last = i;
        while (grouped && last + 1 < chain->count) {
            struct chain group = {chain->pumps + i, last + 2 - i, 0};
            if (!all_loop_on(n, &group, chain->pumps[last + 1].word, k))
                break;
            last++;
        }
        struct word pump = chain->pumps[last].word;
        if (a.count == ATTACK_PARTS ||
            (i && !nfa_path(n, &chain->pumps[i - 1].to, 1, chain->pumps[i].from, &link, k)))
            return;
        a.parts[a.count] = (struct attack_part){candidate_text(n, link, k), candidate_text(n, pump, k)};
        c->words[c->count][a.count++] = (struct pumped){link, pump};
    }
    c->heads[c->count++] = a;
}

/* Where every head so far is itself a match, or no end can make it fail: the pump with other characters, so
 * that it begins nothing else that the pattern matches, as "\" begins a string of the other kind in
 * "(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'. */
static void add_substitutes(struct candidates *c, const struct nfa *n, const struct chain *chain,
                            struct word prefix, struct arena *k)
{
    struct suffix_search found;
    for (size_t i = 0; i < c->count; i++) {
        suffix_find(&found, n, c->words[i], c->heads[i].count, k);
        if (found.count)
            return;
    }
    struct word pump = chain->pumps[chain->count - 1].word;
    size_t tries = 0;
    for (size_t i = 0; i < pump.len; i++)
        for (uint32_t a = 0; a < n->alphabet.count && tries < SUBSTITUTES_MAX; a++) {
            struct word w = joined(pump, (struct word){NULL, 0}, k);
            w.at[i] = a;
            if (a == pump.at[i] || !all_loop_on(n, chain, w, k))
                continue;
            tries++;
            struct pumped head = {prefix, w};
            suffix_find(&found, n, &head, 1, k);
            if (found.count == 0)
                continue;
            c->count -= c->count == CANDIDATE_HEADS;
            add_plain(c, n, prefix, w, k);
            return;
        }
}

void candidate_heads(struct candidates *c, const struct nfa *n, const struct chain *chain, struct arena *k)
{
    struct word prefix, together = {NULL, 0};
    const struct pump *last = &chain->pumps[chain->count - 1];
    bool anywhere = n->states[chain->pumps[0].from].search;
    c->count = 0;
    if (!nfa_path(n, NULL, 0, chain->pumps[0].from, &prefix, k))
        return;
    for (size_t i = 0; i < chain->count; i++)
        together = joined(together, chain->pumps[i].word, k);
    for (size_t i = chain->count; i-- > 0;)
        if (all_loop_on(n, chain, chain->pumps[i].word, k))
            add_single(c, n, prefix, chain->pumps[i].word, anywhere, k);
    if (chain->count > 1 && all_loop_on(n, chain, together, k))
        add_single(c, n, prefix, together, anywhere, k);
    if (chain->count > 2)
        add_segments(c, n, chain, prefix, true, k);
    add_segments(c, n, chain, prefix, false, k);
    /* one more character in each pump: where the pump alone lets the match succeed */
    for (uint32_t a = 0; a < n->alphabet.count && a < 40 && c->count + 3 < CANDIDATE_HEADS; a++) {
        struct word one = {&a, 1}, longer = joined(last->word, one, k);
        if (chain->count == 1 && loops_on(n, last->to, one, k) && all_loop_on(n, chain, longer, k))
            add_single(c, n, prefix, longer, anywhere, k);
    }
    for (size_t i = chain->count; i-- > 0;)
        add_single(c, n, prefix, chain->pumps[i].word, anywhere, k);
    add_substitutes(c, n, chain, prefix, k);
}

static void add_end(struct str ends[CANDIDATE_ENDS], size_t *count, struct str s)
{
    for (size_t i = 0; i < *count; i++)
        if (str_eq(ends[i], s))
            return;
    if (*count < CANDIDATE_ENDS)
        ends[(*count)++] = s;
}

/* A word that the pattern matches, after a line feed: PCRE2 looks for a required last character before it
 * begins, and other engines do the like. */
static struct str accepted_line(const struct nfa *n, struct arena *k)
{
    struct word w, best = {NULL, SIZE_MAX};
    for (uint32_t s = 0; s < n->count && s < 200; s++)
        if (n->states[s].accept && nfa_path(n, NULL, 0, s, &w, k) && w.len + 1 < best.len) {
            uint32_t end = (uint32_t)mask_common(n->states[s].atoms, n->states[s].atoms, n->alphabet.words);
            best = joined(w, (struct word){&end, 1}, k);
        }
    if (best.len == SIZE_MAX)
        return STR("\n");
    struct str text = candidate_text(n, best, k);
    return str_of(arena_printf(k, "\n%.*s", STR_FMT(text)));
}

size_t candidate_ends(struct str ends[CANDIDATE_ENDS], const struct nfa *n, const struct candidates *c,
                      size_t which, struct arena *k)
{
    static const struct str usual[] = {{"", 0}, {"\n", 1}, {"!", 1}, {"\n\n!", 3}, {"\n\n", 2}, {"\0", 1}};
    struct suffix_search found;
    size_t count = 0;
    suffix_find(&found, n, c->words[which], c->heads[which].count, k);
    for (size_t i = 0; i < found.count; i++)
        add_end(ends, &count, candidate_text(n, found.found[i], k));
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        add_end(ends, &count, usual[i]);
    add_end(ends, &count, accepted_line(n, k));
    for (size_t a = 0; a < n->alphabet.count; a++) {
        uint32_t one = (uint32_t)a;
        add_end(ends, &count, candidate_text(n, (struct word){&one, 1}, k));
    }
    return count;
}
