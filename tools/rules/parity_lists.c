/* parity/missing, parity/list-...: every original has its translation, and lists stand in the same order. */
#include "rules/parity.h"

#include "text/list.h"
#include "json/pointer.h"

const struct rule rule_parity_missing = {
    .id = "parity/missing",
    .summary = "a text and its translation must both be there",
    .why = "A reader of the other language finds nothing.",
    .rate = "0 of 2,000 generated records; certain",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": null}", .at = "/root_cause"},
            {.bad = "{\"root_cause_zh\": \" \"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": 5}"},
            {.good = "{\"workarounds\": \"Renew the certificate.\"}"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_list_count = {
    .id = "parity/list-count",
    .summary = "a list and its translation must have as many items",
    .why = "From the missing item on, every translation stands beside the wrong original.",
    .rate = "0 of 2,000 generated records; certain",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"workarounds_zh\": [\"续订证书。\"]}", .at = "/workarounds_zh"},
            {.bad = "{\"workarounds_zh\": [\"续订证书。\", \"将分配指向另一个源站。\", \"重启。\"]}",
             .at = "/workarounds_zh"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_list_repeated = {
    .id = "parity/list-repeated",
    .summary = "items of different meaning must not have the same translation",
    .why = "One of the two was copied and never translated.",
    .rate = "0 of 1,681 aligned lists, 0 of generated records",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"workarounds_zh\": [\"续订证书。\", \"续订证书。\"]}", .at = "/workarounds_zh/1"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_list_order = {
    .id = "parity/list-order",
    .summary = "the translations of a list must stand in its order",
    .why = "Each of the two items tells the reader of Chinese to do the other.",
    .rate = "0.18 % of 1,681 aligned lists, 0 of generated records",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad =
                 "{\"workarounds\": [{\"action\": \"Renew the SSL certificate.\"}, {\"action\": \"Use an S3 "
                 "bucket.\"}], \"workarounds_zh\": [\"使用 S3 存储桶。\", \"续订 SSL 证书。\"]}",
             .at = "/workarounds_zh/0",
             .fixed =
                 "{\"workarounds\": [{\"action\": \"Renew the SSL certificate.\"}, {\"action\": \"Use an S3 "
                 "bucket.\"}], \"workarounds_zh\": [\"续订 SSL 证书。\", \"使用 S3 存储桶。\"]}"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_list_likely = {
    .id = "parity/list-order-likely",
    .summary = "the translations of a list should render its items in their order",
    .why = "Each of the two items tells the reader of Chinese to do the other.",
    .rate = "0.18 % of 1,681 aligned lists beyond parity/list-order, 0 of generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"workarounds_zh\": [\"将分配指向另一台服务器。\", \"续订证书。\"], \"workarounds\": "
                    "[{\"action\": \"Renew the certificate.\"}, {\"action\": \"Point the distribution to "
                    "another server.\"}]}",
             .at = "/workarounds_zh/0",
             .fixed = "{\"workarounds_zh\": [\"续订证书。\", \"将分配指向另一台服务器。\"], "
                      "\"workarounds\": [{\"action\": \"Renew the certificate.\"}, {\"action\": \"Point the "
                      "distribution to another server.\"}]}"},
            {.good = "{}"},
            {0},
        },
};

static bool is_blank_string(const struct record *rec, json_node n, struct arena *a)
{
    return json_type(rec->doc, n) == JSON_STRING && str_trim(record_string(rec, n, a)).len == 0;
}

/* An original is perhaps there after all, it or what it stands in of a type that the schema does not allow:
 * schema/type says so. */
static bool is_original_mistyped(const struct record *rec, uint32_t place)
{
    const struct roles *roles = rec->roles;
    role_set all = 0;
    for (uint32_t i = roles->places[place].targets[0]; i != ROLE_NO_PLACE; i = roles->places[i].parent)
        all |= roles->places[i].roles ? roles->places[i].roles : ROLE_BIT_NONE;
    return (rec->mistyped & all) != 0;
}

static void check_missing(struct check *c, const struct parity_pair *p)
{
    const struct record *rec = c->rec;
    struct str name = rec->roles->places[p->place].name;
    struct finding *f = NULL;
    if (p->zh == JSON_NONE) {
        if (is_blank_string(rec, p->en, c->arena))
            return; /* text/blank's business */
        f = finding_at(c, &rule_parity_missing, p->en, "the translation %.*s is missing", STR_FMT(name));
    } else if (p->en == JSON_NONE) {
        if (is_original_mistyped(rec, p->place))
            return;
        f = finding_at(c, &rule_parity_missing, p->zh, "%.*s translates a text that is not there",
                       STR_FMT(name));
    } else {
        bool en = is_blank_string(rec, p->en, c->arena), zh = is_blank_string(rec, p->zh, c->arena);
        if (zh && !en)
            f = finding_at(c, &rule_parity_missing, p->zh, "the translation %.*s is blank", STR_FMT(name));
        else if (en && !zh)
            f = finding_at(c, &rule_parity_missing, p->zh, "%.*s translates a blank text", STR_FMT(name));
    }
    if (f)
        finding_help(c, f, "write both, or neither");
}

static json_node list_of(const struct record *rec, json_node n)
{
    while (n != JSON_NONE && json_type(rec->doc, n) != JSON_ARRAY)
        n = json_cell(rec->doc, n)->parent;
    return n;
}

static void check_repeated(struct check *c, const struct parity_pair *p, size_t n)
{
    const struct record *rec = c->rec;
    struct str *en = arena_alloc(c->arena, n * sizeof *en), *zh = arena_alloc(c->arena, n * sizeof *zh);
    for (size_t i = 0; i < n; i++) {
        en[i] = record_string(rec, p[i].en, c->arena);
        zh[i] = record_string(rec, p[i].zh, c->arena);
    }
    size_t *same = list_find_repeated(en, zh, n, c->arena);
    for (size_t i = 0; i < n; i++) {
        if (same[i] == SIZE_MAX)
            continue;
        struct finding *f = finding_at(c, &rule_parity_list_repeated, p[i].zh,
                                       "items %zu and %zu have the same translation", same[i] + 1, i + 1);
        finding_help(c, f, "translate each item; their English differs");
    }
}

/* The original that the translation `j` goes with best. */
static size_t best_original(const struct list *list, size_t j)
{
    size_t best = j;
    for (size_t i = 0; i < list->items.len; i++)
        if (list_match(list, i, j) > list_match(list, best, j))
            best = i;
    return best;
}

/* Two items exchanged, or, where several stand in each other's places, one that belongs to another. */
static struct finding *report_swap(struct check *c, const struct rule *rule, const struct parity_pair *p,
                                   const struct list *list, const struct list_swap *s)
{
    size_t one = s->second, two = s->first;
    if (list->items.len <= LIST_WINDOW) {
        one = best_original(list, s->first);
        two = best_original(list, s->second);
    }
    const char *likely = s->certain ? "belongs" : "seems to belong";
    if (one != s->first && one != s->second)
        return finding_at(c, rule, p[s->first].zh, "the translation of item %zu %s to item %zu", s->first + 1,
                          likely, one + 1);
    if (two != s->first && two != s->second)
        return finding_at(c, rule, p[s->second].zh, "the translation of item %zu %s to item %zu",
                          s->second + 1, likely, two + 1);
    return finding_at(c, rule, p[s->first].zh, "the translations of items %zu and %zu %s exchanged",
                      s->first + 1, s->second + 1, s->certain ? "are" : "seem to be");
}

void parity_report_swaps(struct check *c, const struct parity_pair *p, const struct list *list)
{
    const struct record *rec = c->rec;
    const struct list_swap *s;
    vec_foreach (s, &list->swaps) {
        const struct rule *rule = s->certain ? &rule_parity_list_order : &rule_parity_list_likely;
        struct finding *f = report_swap(c, rule, p, list, s);
        size_t other = s->holder == s->first ? s->second : s->first;
        if (s->shared.len && s->term)
            finding_note(c, f, "\"%.*s\" in the translation of item %zu renders \"%s\" of item %zu",
                         STR_FMT(s->shared), s->holder + 1, s->term, other + 1);
        else if (s->shared.len)
            finding_note(c, f,
                         "\"%.*s\" stands in the translation of item %zu and in the English of item %zu",
                         STR_FMT(s->shared), s->holder + 1, other + 1);
        finding_help(c, f, "put the translations in the order of the English");
        struct str one = json_raw(rec->doc, p[s->first].zh), two = json_raw(rec->doc, p[s->second].zh);
        finding_edit(c, f, json_cell(rec->doc, p[s->first].zh)->start, one.len, two);
        finding_edit(c, f, json_cell(rec->doc, p[s->second].zh)->start, two.len, one);
        f->unsafe = true;
    }
}

/* The list that the items at a place are of: the place of "*" at it or above it. */
static uint32_t items_of(const struct roles *roles, uint32_t place)
{
    while (place != ROLE_NO_PLACE) {
        uint32_t above = roles->places[place].parent;
        if (above != ROLE_NO_PLACE && roles->places[above].any_child == place)
            return place;
        place = above;
    }
    return ROLE_NO_PLACE;
}

/* Original and translation stand in the same item, not in two lists. */
static bool is_beside(const struct roles *roles, uint32_t place)
{
    return items_of(roles, place) == items_of(roles, roles->places[place].targets[0]);
}

/* The pairs of one list. */
static void check_list(struct check *c, const struct parity_pair *p, size_t n)
{
    size_t en = 0, zh = 0, texts = 0;
    bool beside = is_beside(c->rec->roles, p->place);
    json_node list = JSON_NONE;
    for (size_t i = 0; i < n; i++) {
        en += p[i].en != JSON_NONE;
        zh += p[i].zh != JSON_NONE;
        texts += p[i].en != JSON_NONE && !is_blank_string(c->rec, p[i].en, c->arena);
        if (p[i].zh != JSON_NONE && list == JSON_NONE)
            list = list_of(c->rec, p[i].zh);
    }
    if (!zh && !texts)
        return;
    if (!zh && !beside) {
        struct finding *f = finding_at(c, &rule_parity_missing, list_of(c->rec, p[0].en),
                                       "the %zu item%s of the list ha%s no translation", en,
                                       en == 1 ? "" : "s", en == 1 ? "s" : "ve");
        finding_help(c, f, "translate each item");
        return;
    }
    if (en < zh && is_original_mistyped(c->rec, p->place))
        return;
    if (en != zh && !beside) {
        struct finding *f = finding_at(c, &rule_parity_list_count, list,
                                       "the list has %zu items, its translation %zu", en, zh);
        finding_help(c, f, en > zh ? "translate what is missing" : "remove what translates nothing");
        return;
    }
    for (size_t i = 0; i < n; i++)
        check_missing(c, &p[i]);
    check_repeated(c, p, n);
}

void parity_check_shape(struct check *c, const struct parity_pair *p, size_t n)
{
    if (p->list)
        check_list(c, p, n);
    else
        check_missing(c, p);
}
