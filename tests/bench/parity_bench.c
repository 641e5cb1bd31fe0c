/* How the comparison of bilingual pairs behaves on reviewed translations: firing rate of every kind, recall
 * on mutations made here, strings a second. The data are not part of the project: they are looked for at
 * $KEDB_SHARED/data/parity, or ../shared/data/parity; without them nothing is measured.
 *
 *     parity_bench rates [PO|prose|lists] [KIND]  firing rates; with a kind, its hits on the first half
 *     parity_bench style [PO|prose|lists]      how often texts are written in each style
 *     parity_bench unrelated [PO|prose]        translations of another text, by a lexicon
 *     parity_bench recall                      recall by kind of mutation, on the second half
 *     parity_bench first                       the same on the first half, for tuning
 *     parity_bench worth [PO|prose]            alarms and finds that each kind has alone, on the first half
 *     parity_bench lists                       exchanged items of lists
 *     parity_bench lexicon                     the time that a lexicon takes
 *     parity_bench speed                       strings a second on one core */
#include "base/err.h"
#include "base/file.h"
#include "text/lexicon.h"
#include "text/list.h"
#include "text/pair.h"
#include "text/style.h"
#include "json/doc.h"

#include "parity_mutate.h"
#include "parity_weight.h"

#include <stdio.h>
#include <time.h>

struct row {
    struct str en, zh, source;
    bool second; /* half */
};

struct rows {
    struct row *at;
    size_t len, cap;
};

static struct arena arena;

static bool load(const char *name, struct rows *rows)
{
    struct err err;
    struct buf text = BUF_INIT;
    const char *shared = getenv("KEDB_SHARED");
    if (file_read(arena_printf(&arena, "%s/data/parity/%s", shared ? shared : "../shared", name), 0, &text,
                  &err) != 0)
        return false;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(buf_str(&text), STR("\n"), at);
        struct str line = str_sub(buf_str(&text), at, end == SIZE_MAX ? text.len : end);
        at += line.len + 1;
        json_clear(&doc);
        if (json_parse(&doc, line, &fault) != 0)
            continue;
        struct row *r = vec_push(rows);
        r->en = arena_str(&arena, json_string(&doc, json_get_key(&doc, 0, "en"), &arena));
        r->zh = arena_str(&arena, json_string(&doc, json_get_key(&doc, 0, "zh"), &arena));
        r->source = arena_str(&arena, json_string(&doc, json_get_key(&doc, 0, "source"), &arena));
        r->second = str_hash64(line) & 1;
    }
    json_release(&doc);
    buf_release(&text);
    return true;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void print_rates(const struct rows *rows, const char *name, const char *kind)
{
    size_t hits[TEXT_KIND_COUNT][2] = {{0}}, count[2] = {0}, errors[2] = {0}, warnings[2] = {0};
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < rows->len; i++) {
        const struct row *r = &rows->at[i];
        bool seen[TEXT_KIND_COUNT] = {0};
        text_pair_compare(&p, r->en, r->zh, 0);
        count[r->second]++;
        for (size_t k = 0; k < p.defects.len; k++) {
            const struct text_defect *d = &p.defects.at[k];
            if (!seen[d->kind])
                hits[d->kind][r->second]++;
            seen[d->kind] = true;
            if (kind && !r->second && strcmp(kind, text_kind_name(d->kind)) == 0)
                printf("[%.*s] %s\n    %.*s\n    %.*s\n", STR_FMT(r->source), d->message, STR_FMT(r->en),
                       STR_FMT(r->zh));
        }
        int w = worst(&p);
        errors[r->second] += w == 2;
        warnings[r->second] += w >= 1;
    }
    text_pair_release(&p);
    if (kind)
        return;
    printf("%s: %zu rows\n%-22s %10s %10s\n", name, rows->len, "", "first half", "second");
    for (int k = 0; k < TEXT_KIND_COUNT; k++)
        if (hits[k][0] + hits[k][1])
            printf("%c %-20s %9.3f%% %9.3f%%\n", "IWE"[weight((enum text_kind)k)],
                   text_kind_name((enum text_kind)k), 100.0 * (double)hits[k][0] / (double)count[0],
                   100.0 * (double)hits[k][1] / (double)count[1]);
    for (int h = 0; h < 2; h++)
        printf("%s half: errors %.3f%%, errors and warnings %.3f%%\n", h ? "second" : "first",
               100.0 * (double)errors[h] / (double)count[h], 100.0 * (double)warnings[h] / (double)count[h]);
}

/* What text/bidi reports, as it does. */
static bool holds_bidi(struct str v)
{
    for (size_t i = 0; i < v.len;)
        if (utf8_is_bidi(utf8_next(v, &i)))
            return true;
    return false;
}

/* What a mutation must raise: certain ones an error, heuristic ones anything but info. */
static void print_recall(const struct rows *rows, const char *name, const char *show, bool second)
{
    struct text_pair p;
    text_pair_init(&p);
    struct buf en = BUF_INIT, zh = BUF_INIT;
    printf("%s\n", name);
    for (int m = 0; m < MUTATION_COUNT; m++) {
        if (show && strcmp(show, mutations[m].name) != 0)
            continue;
        size_t made = 0, errors = 0, found = 0;
        for (size_t i = 0; i < rows->len && made < 4000; i++) {
            const struct row *r = &rows->at[i], *other = &rows->at[(i * 7919 + 13) % rows->len];
            if (r->second != second)
                continue;
            text_pair_compare(&p, r->en, r->zh, 0);
            if (worst(&p) > 0)
                continue;
            struct mutation_source src = {r->en, r->zh, other->zh, &p, str_hash64(r->en)};
            buf_clear(&en);
            buf_clear(&zh);
            bool english = mutations[m].english;
            buf_add_str(english ? &zh : &en, english ? r->zh : r->en);
            if (!mutations[m].make(&src, english ? &en : &zh) ||
                (str_eq(buf_str(&zh), r->zh) && str_eq(buf_str(&en), r->en)))
                continue;
            made++;
            text_pair_compare(&p, buf_str(&en), buf_str(&zh), 0);
            int w = holds_bidi(buf_str(&zh)) ? 2 : worst(&p);
            errors += w == 2;
            found += w >= 1;
            if (show && w < (mutations[m].certain ? 2 : 1))
                printf("    %.*s\n    %.*s\n    -> %.*s\n\n", STR_FMT(r->en), STR_FMT(r->zh),
                       STR_FMT(english ? buf_str(&en) : buf_str(&zh)));
        }
        if (made)
            printf("%-10s %-20s %5zu  errors %6.2f%%  found %6.2f%%%s\n",
                   mutations[m].certain ? "certain" : "heuristic", mutations[m].name, made,
                   100.0 * (double)errors / (double)made, 100.0 * (double)found / (double)made,
                   (mutations[m].certain ? (double)errors < 0.98 * (double)made
                                         : (double)found < 0.85 * (double)made)
                       ? "  BELOW THE BAR"
                       : "");
    }
    text_pair_release(&p);
    buf_release(&en);
    buf_release(&zh);
}

/* What would be gained and lost without each kind: rows that it alone flags, mutations that it alone finds.
 */
static void print_worth(const struct rows *rows, const char *name)
{
    size_t alarms[TEXT_KIND_COUNT + 1] = {0}, found[MUTATION_COUNT][TEXT_KIND_COUNT + 1] = {{0}};
    size_t made[MUTATION_COUNT] = {0}, count = 0;
    struct text_pair p, q;
    struct buf text = BUF_INIT;
    text_pair_init(&p);
    text_pair_init(&q);
    for (size_t i = 0; i < rows->len; i++) {
        const struct row *r = &rows->at[i], *other = &rows->at[(i * 7919 + 13) % rows->len];
        if (r->second)
            continue;
        count++;
        text_pair_compare(&p, r->en, r->zh, 0);
        alarms[only_kind(&p)]++;
        for (int m = 0; m < MUTATION_COUNT && worst(&p) < 1; m++) {
            struct mutation_source src = {r->en, r->zh, other->zh, &p, str_hash64(r->en)};
            bool english = mutations[m].english;
            buf_clear(&text);
            if (mutations[m].certain || made[m] >= 4000 || !mutations[m].make(&src, &text))
                continue;
            made[m]++;
            text_pair_compare(&q, english ? buf_str(&text) : r->en, english ? r->zh : buf_str(&text), 0);
            found[m][only_kind(&q)]++;
        }
    }
    printf("%s\n%-18s %8s", name, "alone", "alarms");
    for (int m = 0; m < MUTATION_COUNT; m++)
        if (!mutations[m].certain)
            printf(" %8.8s", mutations[m].name);
    for (int k = 0; k < TEXT_KIND_COUNT; k++) {
        size_t all = alarms[k];
        for (int m = 0; m < MUTATION_COUNT; m++)
            all += found[m][k];
        if (!all)
            continue;
        printf("\n%-18s %7.3f%%", text_kind_name((enum text_kind)k),
               100.0 * (double)alarms[k] / (double)count);
        for (int m = 0; m < MUTATION_COUNT; m++)
            if (!mutations[m].certain)
                printf(" %7.2f%%", 100.0 * (double)found[m][k] / (double)(made[m] ? made[m] : 1));
    }
    printf("\n");
    buf_release(&text);
    text_pair_release(&p);
    text_pair_release(&q);
}

struct numbers {
    struct lexicon_text *en, *zh;
    size_t len;
};

static struct lexicon_text copy_numbers(const uint32_t *at, size_t len)
{
    uint32_t *copy = arena_alloc(&arena, len * sizeof *copy + 1);
    if (len)
        memcpy(copy, at, len * sizeof *copy);
    return (struct lexicon_text){copy, len};
}

static void add_numbers(struct numbers *n, const struct text_pair *p)
{
    uint32_t words[LEXICON_WORDS], bigrams[LEXICON_BIGRAMS];
    n->en[n->len] = copy_numbers(words, lexicon_words(&p->en, &p->terms.words, words));
    n->zh[n->len] = copy_numbers(bigrams, lexicon_bigrams(&p->zh, bigrams));
    n->len++;
}

struct list_case {
    struct str en[LIST_WINDOW], zh[LIST_WINDOW];
    size_t n, a, b; /* the items that are exchanged */
    bool half;
};
struct list_cases {
    struct list_case *at;
    size_t len, cap;
};

static bool load_lists(bool descriptions, struct list_cases *out)
{
    struct buf text = BUF_INIT;
    struct err err;
    const char *shared = getenv("KEDB_SHARED");
    const char *path = arena_printf(&arena, "%s/data/parity/lists.jsonl", shared ? shared : "../shared");
    if (file_read(path, 0, &text, &err) != 0)
        return false;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(buf_str(&text), STR("\n"), at);
        struct str line = str_sub(buf_str(&text), at, end == SIZE_MAX ? text.len : end);
        at += line.len + 1;
        json_clear(&doc);
        if (json_parse(&doc, line, &fault) != 0)
            continue;
        json_node en = json_get_key(&doc, 0, descriptions ? "en_desc" : "en"),
                  zh = json_get_key(&doc, 0, descriptions ? "zh_desc" : "zh");
        if (en == JSON_NONE || json_cell(&doc, en)->count < 2 || json_cell(&doc, en)->count > LIST_WINDOW)
            continue;
        struct list_case c = {.n = json_cell(&doc, en)->count, .half = str_hash64(line) & 1};
        json_node e = en + 1, z = zh + 1;
        for (size_t k = 0; k < c.n; k++, e = json_next(&doc, e), z = json_next(&doc, z)) {
            c.en[k] = arena_str(&arena, json_string(&doc, e, &arena));
            c.zh[k] = arena_str(&arena, json_string(&doc, z, &arena));
        }
        c.a = str_hash64(line) / 7 % c.n;
        c.b = (c.a + 1 + str_hash64(line) / 977 % (c.n - 1)) % c.n;
        if (!str_eq(c.zh[c.a], c.zh[c.b]))
            *vec_push(out) = c;
    }
    json_release(&doc);
    buf_release(&text);
    return true;
}

/* An exchange that a lexicon sees: see rules/parity_learned.c. */
static bool learned_swap(const struct lexicon *l, const struct list *list, const struct numbers *items)
{
    for (size_t i = 0; i < items->len; i++)
        for (size_t j = i + 1; j < items->len; j++)
            if (lexicon_list_gain(l, items->en, items->zh, i, j) +
                    2 * (list_match(list, i, j) + list_match(list, j, i) - list_match(list, i, i) -
                         list_match(list, j, j)) >
                LEXICON_SWAP)
                return true;
    return false;
}

/* Lists of the data, as they stand and with two items of the translation exchanged; the lexicon is learned
 * from the other half's. */
static void print_lists(bool descriptions)
{
    struct list_cases cases = {0};
    if (!load_lists(descriptions, &cases))
        return;
    struct text_pair p;
    struct list list = {0};
    size_t count[2] = {0}, wrong[2][3] = {{0}}, found[2][3] = {{0}}, named[2] = {0}, open[2] = {0};
    struct lexicon *lexicons[2];
    text_pair_init(&p);
    for (int half = 0; half < 2; half++) {
        struct numbers all = {mem_alloc(cases.len * LIST_WINDOW * sizeof *all.en),
                              mem_alloc(cases.len * LIST_WINDOW * sizeof *all.zh), 0};
        for (size_t i = 0; i < cases.len; i++)
            for (size_t k = 0; k < cases.at[i].n && cases.at[i].half != half; k++) {
                side_read(&p.en, cases.at[i].en[k], false);
                side_read(&p.zh, cases.at[i].zh[k], p.en.gnu_quotes);
                add_numbers(&all, &p);
            }
        lexicons[half] = lexicon_learn(all.en, all.zh, all.len);
        free(all.en);
        free(all.zh);
    }
    for (size_t i = 0; i < cases.len; i++) {
        struct list_case *c = &cases.at[i];
        count[c->half]++;
        for (int swapped = 0; swapped < 2; swapped++) {
            struct lexicon_text en[LIST_WINDOW], zh[LIST_WINDOW];
            struct numbers items = {en, zh, 0};
            if (swapped) {
                struct str t = c->zh[c->a];
                c->zh[c->a] = c->zh[c->b], c->zh[c->b] = t;
            }
            list_clear(&list);
            for (size_t k = 0; k < c->n; k++) {
                text_pair_compare(&p, c->en[k], c->zh[k], 0);
                list_add(&list, &p.en, &p.zh, &p.terms);
                add_numbers(&items, &p);
            }
            list_search(&list, &p.terms);
            bool any = list.swaps.len > 0, certain = any && list.swaps.at[0].certain;
            bool learned = any || (list.open && learned_swap(lexicons[c->half], &list, &items));
            size_t *of = swapped ? found[c->half] : wrong[c->half];
            of[0] += certain;
            of[1] += any;
            of[2] += learned;
            if (swapped && any)
                named[c->half] += list.swaps.at[0].first == (c->a < c->b ? c->a : c->b) &&
                                  list.swaps.at[0].second == (c->a < c->b ? c->b : c->a);
            open[c->half] += !swapped && list.open;
        }
    }
    for (int half = 0; half < 2; half++) {
        double n = (double)count[half] / 100;
        printf("%s, %s half: %zu lists, %zu open\n", descriptions ? "descriptions" : "lists",
               half ? "second" : "first", count[half], open[half]);
        printf("    false alarms: %zu certain, %zu with terms, %zu with a lexicon of %zu pairs\n",
               wrong[half][0], wrong[half][1], wrong[half][2], lexicon_pairs(lexicons[half]));
        printf("    exchanged: %.1f%% certain, %.1f%% with terms (%.1f%% name both items), %.1f%% with the "
               "lexicon\n",
               (double)found[half][0] / n, (double)found[half][1] / n, (double)named[half] / n,
               (double)found[half][2] / n);
        lexicon_free(lexicons[half]);
    }
    list_release(&list);
    text_pair_release(&p);
    vec_release(&cases);
}

/* The time that a lexicon of so many pairs takes, and its first terms. */
static void print_lexicon(size_t count)
{
    struct rows rows = {0};
    if (!load("pairs.jsonl", &rows))
        return;
    struct text_pair p;
    text_pair_init(&p);
    count = count < rows.len ? count : rows.len;
    struct numbers all = {mem_alloc(count * sizeof *all.en), mem_alloc(count * sizeof *all.zh), 0};
    double start = seconds();
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &rows.at[i * rows.len / count];
        side_read(&p.en, r->en, false);
        side_read(&p.zh, r->zh, p.en.gnu_quotes);
        add_numbers(&all, &p);
    }
    double read = seconds();
    struct lexicon *l = lexicon_learn(all.en, all.zh, all.len);
    printf("lexicon of %zu pairs: tokens %.3f s, learned in %.3f s\n", lexicon_pairs(l), read - start,
           seconds() - read);
    lexicon_free(l);
    text_pair_release(&p);
    free(all.en);
    free(all.zh);
    vec_release(&rows);
}

/* The items of the lists as pairs of their own. */
static void load_items(struct rows *rows)
{
    struct list_cases cases = {0};
    load_lists(false, &cases);
    load_lists(true, &cases);
    for (size_t i = 0; i < cases.len; i++)
        for (size_t k = 0; k < cases.at[i].n; k++)
            *vec_push(rows) =
                (struct row){cases.at[i].en[k], cases.at[i].zh[k], STR("lists"), cases.at[i].half};
    vec_release(&cases);
}

static void print_style(const struct rows *rows, const char *name)
{
    static const char *const names[STYLE_COUNT] = {
        [STYLE_SPACED] = "Latin spaced",     [STYLE_TIGHT] = "Latin tight",
        [STYLE_WIDE_COLON] = "wide colon",   [STYLE_HALF_COLON] = "half colon",
        [STYLE_HAN_BLANK] = "Han blank",     [STYLE_HAN_RUN] = "Han run",
        [STYLE_MARK_BLANK] = "mark blank",   [STYLE_MARK_TIGHT] = "mark tight",
        [STYLE_STOP_LOST] = "stop lost",     [STYLE_STOP_KEPT] = "stop kept",
        [STYLE_STOP_ADDED] = "stop added",   [STYLE_STOP_NONE] = "no stop",
        [STYLE_QUOTED_LOST] = "quoted lost", [STYLE_QUOTED_KEPT] = "quoted kept"};
    size_t texts[STYLE_COUNT] = {0};
    struct style_places found = {0};
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < rows->len; i++) {
        bool seen[STYLE_COUNT] = {0};
        side_read(&p.en, rows->at[i].en, false);
        side_read(&p.zh, rows->at[i].zh, p.en.gnu_quotes);
        style_find(&p.en, &p.zh, &found);
        for (size_t k = 0; k < found.len; k++)
            seen[found.at[k].style] = true;
        for (int s = 0; s < STYLE_COUNT; s++)
            texts[s] += seen[s];
    }
    for (int s = 0; s < STYLE_COUNT; s++)
        printf("%s: %-14s %6zu texts, %.3f%%\n", name, names[s], texts[s],
               100.0 * (double)texts[s] / (double)rows->len);
    vec_release(&found);
    text_pair_release(&p);
}

/* What a lexicon of the first half's first 10,000 pairs says of doubtful pairs of the second half, good ones
 * and ones with the Chinese of another row. */
static void print_unrelated(const struct rows *rows, const char *name)
{
    enum { PAIRS = 10000 };
    struct numbers all = {mem_alloc(PAIRS * sizeof *all.en), mem_alloc(PAIRS * sizeof *all.zh), 0};
    struct text_pair p;
    text_pair_init(&p);
    size_t stride = rows->len / 2 / PAIRS + 1, seen = 0;
    for (size_t i = 0; i < rows->len && all.len < PAIRS; i++) {
        if (rows->at[i].second || seen++ % stride)
            continue;
        side_read(&p.en, rows->at[i].en, false);
        side_read(&p.zh, rows->at[i].zh, p.en.gnu_quotes);
        add_numbers(&all, &p);
    }
    struct lexicon *l = lexicon_learn(all.en, all.zh, all.len);
    size_t pairs[2] = {0}, doubtful[2] = {0}, found[2] = {0}, before[2] = {0};
    for (size_t i = 0; i < rows->len; i++)
        for (int wrong = 0; wrong < 2 && rows->at[i].second; wrong++) {
            struct str zh = wrong ? rows->at[(i * 7919 + 13) % rows->len].zh : rows->at[i].zh;
            text_pair_compare(&p, rows->at[i].en, zh, 0);
            if (wrong && p.en.words < 4)
                continue;
            pairs[wrong]++;
            before[wrong] += worst(&p) >= 1;
            if (!p.doubtful)
                continue;
            doubtful[wrong]++;
            uint32_t words[LEXICON_WORDS], bigrams[LEXICON_BIGRAMS];
            struct lexicon_text e = {words, lexicon_words(&p.en, &p.terms.words, words)},
                                z = {bigrams, lexicon_bigrams(&p.zh, bigrams)};
            found[wrong] += lexicon_is_unrelated(l, e, z);
        }
    for (int wrong = 0; wrong < 2; wrong++)
        printf("%s, %s, lexicon of %zu pairs: %zu pairs, %.3f%% found before, %.3f%% doubtful, %.3f%% more "
               "found\n",
               name, wrong ? "another row's Chinese" : "good", lexicon_pairs(l), pairs[wrong],
               100.0 * (double)before[wrong] / (double)pairs[wrong],
               100.0 * (double)doubtful[wrong] / (double)pairs[wrong],
               100.0 * (double)found[wrong] / (double)pairs[wrong]);
    lexicon_free(l);
    free(all.en);
    free(all.zh);
    text_pair_release(&p);
}

static void print_speed(const struct rows *rows, const char *name)
{
    struct text_pair p;
    text_pair_init(&p);
    double start = seconds();
    size_t bytes = 0;
    for (size_t i = 0; i < rows->len; i++) {
        text_pair_compare(&p, rows->at[i].en, rows->at[i].zh, 0);
        bytes += rows->at[i].en.len + rows->at[i].zh.len;
    }
    double took = seconds() - start;
    printf("%s: %.0f strings a second, %.0f MB/s, %.2f us a pair\n", name, 2.0 * (double)rows->len / took,
           (double)bytes / took / 1e6, took / (double)rows->len * 1e6);
    text_pair_release(&p);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "speed", *set = argc > 2 ? argv[2] : NULL,
               *kind = argc > 3 ? argv[3] : NULL;
    static const struct {
        const char *name, *file;
    } sets[] = {{"PO", "pairs.jsonl"}, {"prose", "pairs_prose.jsonl"}, {"lists", NULL}};
    if (strcmp(what, "lexicon") == 0) {
        print_lexicon(1000);
        print_lexicon(10000);
        arena_release(&arena);
        return 0;
    }
    if (strcmp(what, "lists") == 0) {
        print_lists(false);
        print_lists(true);
        arena_release(&arena);
        return 0;
    }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct rows rows = {0};
        if (set && strcmp(set, sets[i].name) != 0)
            continue;
        if (!sets[i].file && strcmp(what, "rates") != 0 && strcmp(what, "style") != 0)
            continue;
        if (!sets[i].file)
            load_items(&rows);
        else if (!load(sets[i].file, &rows)) {
            printf("skipped: no data (set KEDB_SHARED)\n");
            return 0;
        }
        if (strcmp(what, "rates") == 0)
            print_rates(&rows, sets[i].name, kind);
        else if (strcmp(what, "unrelated") == 0)
            print_unrelated(&rows, sets[i].name);
        else if (strcmp(what, "style") == 0)
            print_style(&rows, sets[i].name);
        else if (strcmp(what, "worth") == 0)
            print_worth(&rows, sets[i].name);
        else if (strcmp(what, "recall") == 0 || strcmp(what, "first") == 0)
            print_recall(&rows, sets[i].name, kind, what[0] == 'r');
        else
            print_speed(&rows, sets[i].name);
        vec_release(&rows);
    }
    arena_release(&arena);
    return 0;
}
