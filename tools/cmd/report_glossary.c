/* kedb report glossary: how the base renders its words, and which records deviate. */
#include "cmd/session.h"

#include "base/strmap.h"
#include "base/utf8.h"
#include "rules/parity.h"
#include "text/lexicon.h"
#include "json/tree.h"

#include <math.h>

enum { LEARN_PAIRS = 10000, SHOWN_RECORDS = 3 };
#define SHARE_LEAST 0.05 /* of the uses: a rendering that is rarer is not shown */
#define USUAL       0.5  /* a word whose best rendering is rarer has no usual one: nothing deviates from it */

static const char *const formats[] = {"text", "json", NULL};

static const struct option own[] = {
    {"uses", 0, OPTION_VALUE, "N", "words that stand in N different texts or more (default: 5)", NULL},
    {"format", 0, OPTION_VALUE, "FORMAT", "text or json (default: text)", formats},
    {0},
};

/* One pair as numbers. */
struct pair_ref {
    struct lexicon_text en, zh;
    size_t source;
    bool repeated; /* the same pair stands in a record before: it is counted, and not learned from again */
};

struct study {
    struct session *s;
    struct arena arena;
    VEC(struct pair_ref) pairs;
    struct strmap seen;  /* hashes of the pairs' texts */
    struct strmap words; /* the number of a stem as bytes: into spellings */
    VEC(struct str) spellings;
    struct text_pair pair;
    struct json_doc doc;
    struct buf text;
    size_t records;
};

static struct lexicon_text keep(struct study *st, const uint32_t *at, size_t len)
{
    struct str copy = arena_str(&st->arena, (struct str){(const char *)at, len * sizeof *at});
    return (struct lexicon_text){(const void *)copy.s, len};
}

/* How words are spelt that their stems stand for: as first met. */
static void note_spellings(struct study *st, const struct side *en)
{
    const struct token *t;
    vec_foreach (t, &en->tokens) {
        if (t->kind != TOKEN_WORD)
            continue;
        struct str v = {en->residue.s + t->from, t->to - t->from};
        uint32_t number = lexicon_word(v);
        bool fresh;
        struct str key = {(const char *)&number, sizeof number};
        if (strmap_get(&st->words, key))
            continue;
        strmap_put(&st->words, arena_str(&st->arena, key), (uint32_t)st->spellings.len, &fresh);
        *vec_push(&st->spellings) = arena_str(&st->arena, v);
    }
}

static void read_pair(struct study *st, struct str en, struct str zh, size_t source)
{
    uint32_t words[LEXICON_WORDS], bigrams[LEXICON_BIGRAMS];
    side_read(&st->pair.en, en, false);
    side_read(&st->pair.zh, zh, st->pair.en.gnu_quotes);
    note_spellings(st, &st->pair.en);
    struct pair_ref p = {.source = source};
    uint64_t texts[2] = {str_hash64(en), str_hash64(zh)};
    bool fresh;
    strmap_put(&st->seen, arena_str(&st->arena, (struct str){(const char *)texts, sizeof texts}), 0, &fresh);
    p.repeated = !fresh;
    p.en = keep(st, words, lexicon_words(&st->pair.en, &st->pair.terms.words, words));
    p.zh = keep(st, bigrams, lexicon_bigrams(&st->pair.zh, bigrams));
    if (p.en.len && p.zh.len)
        *vec_push(&st->pairs) = p;
}

/* -1 after saying why a record cannot be read. */
static int read_record(struct study *st, size_t number)
{
    const struct source *src = &st->s->sources.at[number];
    struct str text = src->text;
    struct json_fault fault;
    struct err err;
    if (!text.s && file_read(src->path, RECORD_SIZE_MAX, &st->text, &err) != 0) {
        command_fail(&err);
        return -1;
    }
    if (!text.s)
        text = buf_str(&st->text);
    if (json_parse(&st->doc, text, &fault) != 0) {
        command_failf("%s: is left out: %s", src->path, fault.what);
        return -1;
    }
    struct arena a = ARENA_INIT;
    struct record rec = {.path = src->path};
    struct parity_pairs pairs = {0};
    record_build(&rec, &st->s->roles, &st->doc, &a);
    parity_pairs(&rec, &a, &pairs);
    const struct parity_pair *p;
    vec_foreach (p, &pairs)
        if (p->en != JSON_NONE && p->zh != JSON_NONE && json_type(&st->doc, p->en) == JSON_STRING &&
            json_type(&st->doc, p->zh) == JSON_STRING)
            read_pair(st, record_string(&rec, p->en, &a), record_string(&rec, p->zh, &a), number);
    st->records++;
    vec_release(&pairs);
    arena_release(&a);
    return 0;
}

/* Learned from different pairs that are spread evenly over the base. */
static struct lexicon *learn(const struct study *st)
{
    struct lexicon_text *en = mem_alloc((st->pairs.len + 1) * sizeof *en);
    struct lexicon_text *zh = mem_alloc((st->pairs.len + 1) * sizeof *zh);
    size_t different = 0, count = 0;
    const struct pair_ref *p;
    vec_foreach (p, &st->pairs)
        different += !p->repeated;
    size_t step = different / LEARN_PAIRS + 1, at = 0;
    vec_foreach (p, &st->pairs) {
        if (p->repeated || at++ % step)
            continue;
        en[count] = p->en;
        zh[count++] = p->zh;
    }
    struct lexicon *l = lexicon_learn(en, zh, count);
    free(en);
    free(zh);
    return l;
}

static bool has(struct lexicon_text t, uint32_t number)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] == number)
            return true;
    return false;
}

/* A word over the whole base: its renderings with their shares of the uses, and the records without any. */
struct entry {
    struct str word;
    size_t uses;
    struct {
        char text[8];
        size_t count;
    } renderings[6];
    size_t rendering_count;
    VEC(size_t) deviating; /* sources, ascending */
};

static void count_uses(const struct study *st, const struct lexicon_term *term, struct entry *e)
{
    for (size_t k = 0; k < term->rendering_count; k++)
        lexicon_bigram_text(term->renderings[k].bigram, e->renderings[k].text);
    e->rendering_count = term->rendering_count;
    const struct pair_ref *p;
    vec_foreach (p, &st->pairs) {
        if (!has(p->en, term->word))
            continue;
        bool any = false;
        e->uses++;
        for (size_t k = 0; k < term->rendering_count; k++)
            if (has(p->zh, term->renderings[k].bigram)) {
                e->renderings[k].count++;
                any = true;
            }
        if (!any && (!e->deviating.len || *vec_last(&e->deviating) != p->source))
            *vec_push(&e->deviating) = p->source;
    }
    size_t best = 0;
    for (size_t k = 0; k < e->rendering_count; k++)
        best = e->renderings[k].count > best ? e->renderings[k].count : best;
    if ((double)best < USUAL * (double)e->uses)
        e->deviating.len = 0;
}

static double share(const struct entry *e, size_t k)
{
    return (double)e->renderings[k].count / (double)e->uses;
}

static void add_text(const struct study *st, const struct entry *e, struct buf *out)
{
    buf_addf(out, "%-18.*s %6zu ", STR_FMT(e->word), e->uses);
    for (size_t k = 0; k < e->rendering_count; k++)
        if (share(e, k) >= SHARE_LEAST)
            buf_addf(out, " %s %.0f%%", e->renderings[k].text, 100 * share(e, k));
    buf_addc(out, '\n');
    for (size_t i = 0; i < e->deviating.len && i < SHOWN_RECORDS; i++)
        buf_addf(out, "    not in %s\n", st->s->sources.at[e->deviating.at[i]].path);
    if (e->deviating.len > SHOWN_RECORDS)
        buf_addf(out, "    nor in %zu more\n", e->deviating.len - SHOWN_RECORDS);
}

static tree *as_tree(const struct study *st, const struct entry *e)
{
    tree *t = tree_object(), *renderings = tree_array(), *records = tree_array();
    for (size_t k = 0; k < e->rendering_count; k++) {
        if (share(e, k) < SHARE_LEAST)
            continue;
        tree *r = tree_object();
        tree_set(r, "text", tree_text(e->renderings[k].text));
        tree_set(r, "uses", tree_int((long long)e->renderings[k].count));
        tree_set(r, "share", tree_real(floor(share(e, k) * 1e4 + 0.5) / 1e4));
        tree_append(renderings, r);
    }
    for (size_t i = 0; i < e->deviating.len; i++)
        tree_append(records, tree_text(st->s->sources.at[e->deviating.at[i]].path));
    tree_set(t, "term", tree_str(e->word));
    tree_set(t, "uses", tree_int((long long)e->uses));
    tree_set(t, "renderings", renderings);
    tree_set(t, "deviating", records);
    return t;
}

/* The most used first, equal ones by their letters. */
static int by_uses(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->uses != y->uses)
        return x->uses > y->uses ? -1 : 1;
    return str_cmp(x->word, y->word);
}

static struct entry *count_all(const struct study *st, const struct lexicon_term *terms, size_t count)
{
    struct entry *entries = mem_zalloc(count + 1, sizeof *entries);
    for (size_t i = 0; i < count; i++) {
        const uint32_t *word =
            strmap_get(&st->words, (struct str){(const char *)&terms[i].word, sizeof terms[i].word});
        entries[i].word = word ? st->spellings.at[*word] : STR("");
        count_uses(st, &terms[i], &entries[i]);
    }
    if (count)
        qsort(entries, count, sizeof *entries, by_uses);
    return entries;
}

static int show(const struct study *st, uint32_t uses, bool json)
{
    struct lexicon *l = learn(st);
    size_t count, pairs = lexicon_pairs(l);
    struct lexicon_term *terms = lexicon_terms(l, uses, &count);
    struct entry *entries = count_all(st, terms, count);
    struct buf out = BUF_INIT;
    tree *all = tree_object(), *list = tree_array();
    lexicon_free(l);
    for (size_t i = 0; i < count; i++) {
        if (json)
            tree_append(list, as_tree(st, &entries[i]));
        else
            add_text(st, &entries[i], &out);
        vec_release(&entries[i].deviating);
    }
    free(entries);
    if (json) {
        tree_set(all, "records", tree_int((long long)st->records));
        tree_set(all, "pairs", tree_int((long long)pairs));
        tree_set(all, "terms", list);
        tree_write(all, TREE_INDENT, &out);
        buf_addc(&out, '\n');
    } else {
        tree_free(list);
    }
    tree_free(all);
    free(terms);
    int code = command_write(buf_str(&out));
    if (!json)
        fprintf(stderr, "%zu word%s of %zu pairs in %zu record%s\n", count, count == 1 ? "" : "s", pairs,
                st->records, st->records == 1 ? "" : "s");
    buf_release(&out);
    return code;
}

static int study_base(struct session *s, uint32_t uses, bool json)
{
    struct study st = {.s = s};
    int code = EXIT_CLEAN;
    text_pair_init(&st.pair);
    for (size_t i = 0; i < s->missing.len; i++)
        code = command_failf("%s", s->missing.at[i]);
    for (size_t i = 0; i < s->sources.len; i++)
        if (s->sources.at[i].asked && !s->sources.at[i].orphan && read_record(&st, i) != 0)
            code = EXIT_TROUBLE;
    if (show(&st, uses, json) != EXIT_CLEAN)
        code = EXIT_TROUBLE;
    text_pair_release(&st.pair);
    json_release(&st.doc);
    buf_release(&st.text);
    strmap_release(&st.words);
    strmap_release(&st.seen);
    vec_release(&st.spellings);
    vec_release(&st.pairs);
    arena_release(&st.arena);
    return code;
}

static int run_glossary(const struct args *args)
{
    struct session s = {0};
    struct err err;
    long uses;
    const char *format = args_value(args, "format");
    int code;
    if (args_number(args, "uses", 1, 1000000, 5, &uses, &err) != 0 ||
        session_open_base(&s, args, &err) != 0 || session_files(&s, args, &err) != 0)
        code = command_fail(&err);
    else
        code = study_base(&s, (uint32_t)uses, format && strcmp(format, "json") == 0);
    session_close(&s);
    return code;
}

static const struct option *const groups[] = {options_files, NULL};

const struct command cmd_report_glossary = {
    .name = "report glossary",
    .summary = "how the base renders its words, and which records deviate",
    .usage = "[PATH...]",
    .description = "Learns from the translations themselves which Chinese each English word is rendered by "
                   "(pairs of characters,\n"
                   "without a model or a dictionary), and prints words with their renderings, the share of "
                   "the texts that have each,\n"
                   "and records whose translation has none of them, where one rendering is usual. Words come "
                   "by the number of their\n"
                   "uses. What is settled belongs in the base's schemas/glossary.json, where "
                   "parity/glossary holds records to it.",
    .option_groups = groups,
    .options = own,
    .examples = "  kedb report glossary\n  kedb report glossary records/aws --uses 20\n"
                "  kedb report glossary --format json",
    .group = "keep a base true",
    .run = run_glossary,
};
