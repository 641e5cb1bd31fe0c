/* Facts of translations: see parity_facts.h. */
#include "rules/parity_facts.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/varint.h"

#include "text/script.h"
#include "text/words.h"

extern const struct rule rule_parity_inconsistent, rule_parity_inconsistent_rare, rule_parity_name_learned,
    rule_parity_list_learned, rule_parity_unrelated_learned, rule_zh_spacing, rule_zh_colon, rule_zh_blank,
    rule_zh_blank_at_mark, rule_zh_final_mark, rule_parity_quoted_word;

void notes_begin(struct parity_notes *n, struct check *c)
{
    uint32_t of = c->run->sample ? c->run->sample : 1;
    n->texts = rule_is_on(c, &rule_parity_inconsistent) || rule_is_on(c, &rule_parity_inconsistent_rare);
    n->style = rule_is_on(c, &rule_zh_spacing) || rule_is_on(c, &rule_zh_colon) ||
               rule_is_on(c, &rule_zh_blank) || rule_is_on(c, &rule_zh_blank_at_mark) ||
               rule_is_on(c, &rule_zh_final_mark) || rule_is_on(c, &rule_parity_quoted_word);
    n->names = rule_is_on(c, &rule_parity_name_learned);
    n->lists = rule_is_on(c, &rule_parity_list_learned);
    n->doubts = rule_is_on(c, &rule_parity_unrelated_learned);
    n->sampled = (n->names || n->lists || n->doubts || n->style) && c->rec->path &&
                 str_hash64(path_name(str_of(c->rec->path))) % of == 0;
    memset(n->styles, 0, sizeof n->styles);
}

/* start, end, word count, bigram count, words, bigrams: all uint32_t. */
static void add_numbers(struct buf *key, const struct json_cell *cell, const struct words_filter *filter,
                        const struct side *en, const struct side *zh)
{
    uint32_t words[LEXICON_WORDS], bigrams[LEXICON_BIGRAMS];
    uint32_t head[4] = {cell->start, cell->end, (uint32_t)lexicon_words(en, filter, words),
                        (uint32_t)lexicon_bigrams(zh, bigrams)};
    buf_add(key, head, sizeof head);
    buf_add(key, words, head[2] * sizeof *words);
    buf_add(key, bigrams, head[3] * sizeof *bigrams);
}

bool numbers_next(struct str key, size_t *at, struct pair_numbers *out)
{
    uint32_t head[4];
    if (*at + sizeof head > key.len)
        return false;
    memcpy(head, key.s + *at, sizeof head);
    size_t need = sizeof head + ((size_t)head[2] + head[3]) * sizeof(uint32_t);
    if (head[2] > LEXICON_WORDS || head[3] > LEXICON_BIGRAMS || *at + need > key.len)
        return false;
    const uint32_t *numbers = (const void *)(key.s + *at + sizeof head);
    *out = (struct pair_numbers){head[0], head[1], {numbers, head[2]}, {numbers + head[2], head[3]}};
    *at += need;
    return true;
}

struct str numbers_align(struct str key, struct arena *a)
{
    char *copy = arena_alloc(a, key.len);
    if (key.len)
        memcpy(copy, key.s, key.len);
    return (struct str){copy, key.len};
}

struct text_fact text_fact_read(struct str key)
{
    struct text_fact t = {0};
    if (key.len == TEXT_FACT_KEY) {
        memcpy(&t.en, key.s, sizeof t.en);
        memcpy(&t.zh, key.s + sizeof t.en, sizeof t.zh);
    }
    return t;
}

/* ---- style ---- */

/* How many places there are, how many can be mended, and those: twice the place, and whether a blank is to
 * go. */
static void pack_style(struct buf *key, const struct style_fact *f)
{
    buf_clear(key);
    buf_add_varint(key, f->count);
    buf_add_varint(key, f->places);
    for (uint32_t i = 0; i < f->places; i++)
        buf_add_varint(key, (uint64_t)f->at[i] << 1 | f->blank[i]);
}

struct style_fact style_fact_read(struct str key)
{
    const unsigned char *at = (const unsigned char *)key.s, *end = at + key.len;
    struct style_fact f = {.count = (uint32_t)varint_get(&at, end), .places = (uint32_t)varint_get(&at, end)};
    f.places = f.places > STYLE_PLACES ? STYLE_PLACES : f.places;
    for (uint32_t i = 0; i < f.places; i++) {
        uint64_t place = varint_get(&at, end);
        f.at[i] = (uint32_t)(place >> 1);
        f.blank[i] = place & 1;
    }
    return f;
}

static bool style_can_be_mended(enum style s)
{
    return s <= STYLE_HAN_BLANK || s == STYLE_MARK_BLANK || s == STYLE_MARK_TIGHT;
}

static void note_place(struct parity_notes *n, struct check *c, enum style style, json_node zh, size_t raw)
{
    struct style_fact *f = &n->styles[style];
    if (!f->count++)
        n->style_node[style] = zh;
    if (f->places == STYLE_PLACES || !style_can_be_mended(style))
        return;
    /* What is written as an escape is counted, and not mended. */
    struct str text = c->rec->doc->text;
    size_t at = json_string_place(c->rec->doc, zh, raw);
    const char *want = style == STYLE_SPACED || style == STYLE_HAN_BLANK || style == STYLE_MARK_BLANK ? " "
                       : style == STYLE_HALF_COLON                                                    ? ":"
                       : style == STYLE_WIDE_COLON                                                    ? "："
                                                                                                      : "";
    if (!str_starts(str_sub(text, at, text.len), str_of(want)))
        return;
    f->blank[f->places] = style == STYLE_HALF_COLON && text.s[at + 1] == ' ';
    f->at[f->places++] = (uint32_t)at;
}

static void note_style(struct parity_notes *n, struct check *c, json_node node, const struct side *en,
                       const struct side *zh)
{
    const struct style_place *p;
    style_find(en, zh, &n->found);
    vec_foreach (p, &n->found)
        note_place(n, c, (enum style)p->style, node, p->at);
}

/* ---- names ---- */

enum { NAME_LENGTH = 24 };

/* "Docker" amid a sentence: a capital, and lower case behind it. */
static bool is_proper(const struct words_filter *words, const struct side *s, const struct token *t)
{
    struct str v = side_token(s, t);
    return t->proper && v.len >= 3 && v.len <= NAME_LENGTH && !memchr(v.s, '\'', v.len) &&
           !words_is_stop(v) && !words_hash_is_name(words, t->hash, v);
}

static void note_names(const struct parity_notes *n, struct check *c, json_node node, const struct side *en,
                       const struct side *zh)
{
    const struct token *t, *z;
    vec_foreach (t, &en->tokens) {
        if (!is_proper(&c->tools->pair->terms.words, en, t))
            continue;
        bool kept = false;
        vec_foreach (z, &zh->tokens)
            kept |= z->hash == t->hash;
        kept = kept || str_ifind(buf_str(&zh->fold), side_token(en, t), 0) != SIZE_MAX;
        if (kept && !n->sampled)
            continue;
        uint64_t text = hash_text(en->raw);
        char key[NAME_TEXT + NAME_LENGTH];
        struct str v = side_token(en, t);
        memcpy(key, &text, NAME_TEXT);
        memcpy(key + NAME_TEXT, v.s, v.len);
        fact_add(c, FACT_NAME, node, (struct str){key, NAME_TEXT + v.len},
                 (kept ? NAME_KEPT : 0u) | (n->sampled ? NAME_SAMPLED : 0u));
    }
}

void notes_pair(struct parity_notes *n, struct check *c, const struct parity_pair *pair,
                const struct side *en, const struct side *zh, bool doubtful)
{
    doubtful &= n->doubts;
    if (n->texts && en->raw.len <= TEXT_FACT_LENGTH && zh->raw.len) {
        struct text_fact t = {hash_text(str_trim(en->raw)), (uint32_t)(hash_text(str_trim(zh->raw)) >> 32)};
        char key[TEXT_FACT_KEY];
        memcpy(key, &t.en, sizeof t.en);
        memcpy(key + sizeof t.en, &t.zh, sizeof t.zh);
        fact_add(c, FACT_TEXT, pair->zh, (struct str){key, sizeof key}, 0);
    }
    if (n->style)
        note_style(n, c, pair->zh, en, zh);
    if (n->names && en->proper)
        note_names(n, c, pair->zh, en, zh);
    bool lent = n->sampled && (n->lists || n->doubts);
    if ((lent || doubtful) && zh->han >= 2) {
        buf_clear(&n->key);
        add_numbers(&n->key, json_cell(c->rec->doc, pair->zh), &c->tools->pair->terms.words, en, zh);
        fact_add(c, FACT_SAMPLE, pair->zh, buf_str(&n->key),
                 (lent ? SAMPLE_LENT : 0u) | (doubtful ? SAMPLE_DOUBTFUL : 0u));
    }
}

void notes_open_list(struct check *c, const struct parity_pair *p, const struct list *list,
                     struct text_pair *work)
{
    size_t n = list->items.len;
    if (n > OPEN_LIST_ITEMS || !rule_is_on(c, &rule_parity_list_learned))
        return;
    struct buf key = BUF_INIT;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            float match = (float)list_match(list, i, j);
            buf_add(&key, &match, sizeof match);
        }
    for (size_t i = 0; i < n; i++) {
        side_read(&work->en, record_string(c->rec, p[i].en, c->arena), false);
        side_read(&work->zh, list->items.at[i].zh, work->en.gnu_quotes);
        add_numbers(&key, json_cell(c->rec->doc, p[i].zh), &work->terms.words, &work->en, &work->zh);
    }
    fact_add(c, FACT_LIST, p[0].zh, buf_str(&key), (unsigned)n);
    buf_release(&key);
}

void notes_end(struct parity_notes *n, struct check *c)
{
    for (unsigned i = 0; i < STYLE_COUNT && n->style; i++) {
        if (!n->styles[i].count)
            continue;
        pack_style(&n->key, &n->styles[i]);
        fact_add(c, FACT_STYLE, n->style_node[i], buf_str(&n->key), i);
    }
    buf_release(&n->key);
    vec_release(&n->found);
}
