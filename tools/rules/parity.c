/* The comparison of a record's pairs, once a record, reported under the rows of parity/ and zh/. */
#include "rules/parity_facts.h"

#include "rules/text_unfinished.h"
#include "json/pointer.h"

/* Where a value stands among the arrays around it: up to four indexes, outermost first. */
struct place_key {
    uint32_t at[4];
    size_t depth;
    json_node list; /* the innermost array, JSON_NONE */
};

/* Hits come in document order: the index in the same array goes on from the last one. */
struct key_reader {
    json_node array, item;
    uint32_t index;
};

static uint32_t index_in(const struct json_doc *doc, json_node array, json_node item, struct key_reader *r)
{
    if (r->array != array || r->item > item)
        *r = (struct key_reader){array, array + 1, 0};
    while (r->item < item) {
        r->item = json_next(doc, r->item);
        r->index++;
    }
    return r->index;
}

static struct place_key key_of(const struct json_doc *doc, json_node n, struct key_reader readers[4])
{
    struct place_key key = {.list = JSON_NONE};
    json_node path[4] = {0};
    for (json_node at = n; at != JSON_NONE && key.depth < 4; at = json_cell(doc, at)->parent) {
        json_node up = json_cell(doc, at)->parent;
        if (up == JSON_NONE || json_type(doc, up) != JSON_ARRAY)
            continue;
        if (key.list == JSON_NONE)
            key.list = up;
        path[key.depth++] = at;
    }
    for (size_t i = 0; i < key.depth; i++) {
        json_node at = path[key.depth - 1 - i];
        key.at[i] = index_in(doc, json_cell(doc, at)->parent, at, &readers[i]);
    }
    return key;
}

static int key_compare(const struct place_key *a, const struct place_key *b)
{
    for (size_t i = 0; i < a->depth && i < b->depth; i++)
        if (a->at[i] != b->at[i])
            return a->at[i] < b->at[i] ? -1 : 1;
    return a->depth < b->depth ? -1 : a->depth > b->depth;
}

static struct place_key *keys_of(const struct record *rec, struct role_hits hits, struct arena *a)
{
    struct key_reader readers[4];
    for (size_t i = 0; i < 4; i++)
        readers[i] = (struct key_reader){JSON_NONE, JSON_NONE, 0};
    struct place_key *keys = arena_alloc(a, (hits.len + 1) * sizeof *keys);
    for (size_t i = 0; i < hits.len; i++)
        keys[i] = key_of(rec->doc, hits.at[i]->node, readers);
    return keys;
}

static bool same_list(const struct place_key *a, const struct place_key *b)
{
    if (a->depth != b->depth || !a->depth)
        return false;
    for (size_t i = 0; i + 1 < a->depth; i++)
        if (a->at[i] != b->at[i])
            return false;
    return true;
}

void parity_pairs(const struct record *rec, struct arena *a, struct parity_pairs *out)
{
    const struct roles *roles = rec->roles;
    uint32_t list = 0;
    for (uint32_t t = 0; t < roles->role_counts[ROLE_TRANSLATION]; t++) {
        uint32_t place = roles->by_role[ROLE_TRANSLATION][t];
        if (!roles->places[place].target_count)
            continue;
        struct role_hits zh = record_place(rec, place, a);
        struct role_hits en = record_place(rec, roles->places[place].targets[0], a);
        struct place_key *zk = keys_of(rec, zh, a), *ek = keys_of(rec, en, a);
        const struct place_key *last = NULL;
        for (size_t i = 0, j = 0; i < en.len || j < zh.len;) {
            int d = i == en.len ? 1 : j == zh.len ? -1 : key_compare(&ek[i], &zk[j]);
            const struct place_key *key = d <= 0 ? &ek[i] : &zk[j];
            if (key->depth && !(last && same_list(last, key)))
                list++;
            last = key;
            *vec_push(out) = (struct parity_pair){
                .en = d <= 0 ? en.at[i]->node : JSON_NONE,
                .zh = d >= 0 ? zh.at[j]->node : JSON_NONE,
                .place = place,
                .list = key->depth ? list : 0,
                .index = key->depth ? key->at[key->depth - 1] : 0,
            };
            i += d <= 0;
            j += d >= 0;
        }
    }
}

#define KIND_RULES(X)                                                                                        \
    X(MOJIBAKE, zh_mojibake)                                                                                 \
    X(NOT_NFC, zh_not_nfc)                                                                                   \
    X(COMPATIBILITY, zh_compatibility)                                                                       \
    X(PRIVATE_USE, zh_private_use)                                                                           \
    X(TRADITIONAL, zh_traditional)                                                                           \
    X(HOMOGLYPH, zh_homoglyph)                                                                               \
    X(WIDE_LETTER, zh_wide_letter)                                                                           \
    X(BRACKETS, zh_brackets)                                                                                 \
    X(HALF_WIDTH, zh_half_width)                                                                             \
    X(HALF_WIDTH_STOP, zh_half_width_stop)                                                                   \
    X(UNTRANSLATED, parity_untranslated)                                                                     \
    X(UNTRANSLATED_LOG, parity_log_line)                                                                     \
    X(ENGLISH_IS_CHINESE, parity_english_field)                                                              \
    X(ENGLISH_LEFT, parity_english_left)                                                                     \
    X(ENGLISH_MOST, parity_english_mostly)                                                                   \
    X(LENGTH, parity_length)                                                                                 \
    X(TRUNCATED, parity_truncated)                                                                           \
    X(UNRELATED, parity_unrelated)                                                                           \
    X(NEGATION_LOST, parity_negation_lost)                                                                   \
    X(NEGATION_ADDED, parity_negation_added)                                                                 \
    X(BACKTICKS, parity_backticks)                                                                           \
    X(MARKS, parity_marks)                                                                                   \
    X(ASIDE, parity_aside)                                                                                   \
    X(CODE_WORD, parity_code_word)                                                                           \
    X(CODE, parity_code)                                                                                     \
    X(URL, parity_url)                                                                                       \
    X(URL_HOST, parity_url_host)                                                                             \
    X(LINK, parity_link)                                                                                     \
    X(PLACEHOLDER, parity_placeholder)                                                                       \
    X(ARGUMENT, parity_argument)                                                                             \
    X(FLAG, parity_flag)                                                                                     \
    X(VARIABLE, parity_variable)                                                                             \
    X(IDENTIFIER, parity_identifier)                                                                         \
    X(PATH, parity_path)                                                                                     \
    X(EMAIL, parity_email)                                                                                   \
    X(HEX, parity_hex)                                                                                       \
    X(NUMBER, parity_number)                                                                                 \
    X(NUMBER_EXTRA, parity_number_extra)                                                                     \
    X(VERSION, parity_version)                                                                               \
    X(ACRONYM, parity_acronym)                                                                               \
    X(NAME, parity_name)                                                                                     \
    X(MISSPELT, parity_misspelt)                                                                             \
    X(MISSPELT_SURE, parity_misspelt_name)                                                                   \
    X(EXTRA, parity_extra)                                                                                   \
    X(EXTRA_ACRONYM, parity_extra_acronym)                                                                   \
    X(QUOTED, parity_quoted)

#define X(kind, row) extern const struct rule rule_##row;
KIND_RULES(X)
#undef X

static const struct rule *const kind_rules[TEXT_KIND_COUNT] = {
#define X(kind, row) [TEXT_##kind] = &rule_##row,
    KIND_RULES(X)
#undef X
};

/* A fix is offered when the mended pair has one defect of its kind less and of no kind more. */
static bool is_safe(struct check *c, const struct text_pair *p, const struct text_defect *d)
{
    struct text_pair *again = c->tools->again;
    struct buf mended = BUF_INIT;
    buf_add_str(&mended, str_sub(p->zh.raw, 0, d->fix.from));
    buf_add_str(&mended, d->text);
    buf_add_str(&mended, str_sub(p->zh.raw, d->fix.to, p->zh.raw.len));
    text_pair_compare(again, p->en.raw, buf_str(&mended), p->flags);
    int before[TEXT_KIND_COUNT] = {0}, after[TEXT_KIND_COUNT] = {0};
    for (size_t i = 0; i < p->defects.len; i++)
        before[p->defects.at[i].kind]++;
    for (size_t i = 0; i < again->defects.len; i++)
        after[again->defects.at[i].kind]++;
    bool safe = after[d->kind] < before[d->kind];
    for (int k = 0; k < TEXT_KIND_COUNT; k++)
        safe &= after[k] <= before[k];
    buf_release(&mended);
    return safe;
}

static void add_note(struct check *c, struct finding *f, const struct text_pair *p,
                     const struct parity_pair *pair, const struct text_defect *d)
{
    if (d->en.to <= d->en.from || !f->rule)
        return;
    struct buf note = BUF_INIT;
    struct str said = str_sub(p->en.raw, d->en.from, d->en.to > p->en.raw.len ? p->en.raw.len : d->en.to);
    json_pointer_add(&note, c->rec->doc, pair->en);
    finding_note(c, f, "the English stands at %s, bytes %zu to %zu: \"%.*s%s\"", note.s, d->en.from, d->en.to,
                 (int)(said.len > 80 ? 80 : said.len), said.s, said.len > 80 ? "..." : "");
    buf_release(&note);
}

enum { PROVED_MAX = 32 << 10 }; /* bytes of one pair's Chinese that are compared again, all fixes together */

static void report(struct check *c, const struct text_pair *p, const struct parity_pair *pair,
                   const struct text_defect *d, bool with_fix)
{
    const struct rule *rule = kind_rules[d->kind];
    if (!rule || !rule_is_on(c, rule))
        return;
    const struct json_doc *doc = c->rec->doc;
    struct finding *f = d->zh.to > d->zh.from
                            ? finding_in_string(c, rule, pair->zh, d->zh.from, d->zh.to, "%s", d->message)
                            : finding_at(c, rule, pair->zh, "%s", d->message);
    if (d->help)
        finding_help(c, f, "%s", d->help);
    add_note(c, f, p, pair, d);
    if (!with_fix || !rule->fixes || !is_safe(c, p, d))
        return;
    struct buf text = BUF_INIT;
    json_escape(&text, d->text);
    size_t from = json_string_place(doc, pair->zh, d->fix.from),
           to = json_string_place(doc, pair->zh, d->fix.to);
    finding_edit(c, f, from, to - from, buf_str(&text));
    buf_release(&text);
}

/* A text of blanks is text/blank's business, one that is still to be written text/placeholder's. */
static bool is_open(struct str v)
{
    for (size_t before = SIZE_MAX; v.len < before;) {
        before = v.len;
        v = str_trim(v);
        if (str_starts(v, STR("\u3000")))
            v = str_sub(v, strlen("\u3000"), v.len);
    }
    v.len = v.len < 16 ? v.len : 16; /* what it begins with */
    return !v.len || unfinished_begins(v);
}

/* The two texts of a pair; false when there are not two texts to compare. */
static bool texts_of(struct check *c, const struct parity_pair *pair, struct str *en, struct str *zh)
{
    const struct record *rec = c->rec;
    const struct role_place *place = &rec->roles->places[pair->place];
    if (pair->en == JSON_NONE || pair->zh == JSON_NONE || json_type(rec->doc, pair->en) != JSON_STRING ||
        json_type(rec->doc, pair->zh) != JSON_STRING ||
        (place->lang.len && !str_starts(place->lang, STR("zh"))))
        return false;
    *en = record_string(rec, pair->en, c->arena);
    *zh = record_string(rec, pair->zh, c->arena);
    return !is_open(*en) && !is_open(*zh);
}

static void compare(struct check *c, const struct parity_pair *pair, struct str en, struct str zh)
{
    const struct roles *roles = c->rec->roles;
    struct text_pair *p = c->tools->pair;
    bool signature = roles->places[roles->places[pair->place].targets[0]].roles >> ROLE_SIGNATURE & 1;
    text_pair_compare(p, en, zh, signature ? PAIR_SIGNATURE : 0);
    /* Each fix is proved by another comparison: of a long text with many faults not all are. */
    size_t budget = PROVED_MAX;
    for (size_t i = 0; i < p->defects.len; i++) {
        bool proved = p->defects.at[i].has_fix && (budget == PROVED_MAX || budget > zh.len);
        report(c, p, pair, &p->defects.at[i], proved);
        budget -= !proved ? 0 : budget > zh.len ? zh.len : budget;
    }
    parity_check_glossary(c, pair, p);
}

/* A record that was not asked for lends facts: its sides are read, and only when it is in the sample. */
static void read_only(struct check *c, const struct parity_notes *notes, struct str en, struct str zh)
{
    struct text_pair *p = c->tools->pair;
    if (notes->sampled) {
        side_read(&p->en, en, false);
        side_read(&p->zh, zh, p->en.gnu_quotes);
    } else {
        p->en.raw = en;
        p->zh.raw = zh;
    }
}

/* One value, or the items of one list; gives how many pairs that were. */
static size_t check_group(struct check *c, struct parity_notes *notes, const struct parity_pair *first,
                          size_t left)
{
    struct text_pair *p = c->tools->pair;
    struct list *list = c->tools->list;
    bool asked = check_is_asked(c), whole = asked && first->list != 0;
    size_t n = 0;
    list_clear(list);
    do {
        struct str en, zh;
        bool both = texts_of(c, &first[n], &en, &zh);
        whole &= both;
        if (both && asked)
            compare(c, &first[n], en, zh);
        else if (both)
            read_only(c, notes, en, zh);
        if (both)
            notes_pair(notes, c, &first[n], &p->en, &p->zh, asked && p->doubtful);
        if (whole)
            list_add(list, &p->en, &p->zh, &p->terms);
        n++;
    } while (first->list && n < left && first[n].list == first->list);
    if (asked)
        parity_check_shape(c, first, n);
    if (whole && n > 1) {
        list_search(list, &p->terms);
        parity_report_swaps(c, first, list);
        if (list->open)
            notes_open_list(c, first, list, c->tools->again);
    }
    return n;
}

void check_parity(struct check *c)
{
    struct parity_pairs pairs = {0};
    struct parity_notes notes = {0};
    notes_begin(&notes, c);
    if (!check_is_asked(c) && !notes.sampled) {
        notes.style = notes.names = false;
        if (!notes.texts)
            return;
    }
    parity_pairs(c->rec, c->arena, &pairs);
    for (size_t i = 0; i < pairs.len;)
        i += check_group(c, &notes, &pairs.at[i], pairs.len - i);
    notes_end(&notes, c);
    vec_release(&pairs);
}
