/* What is asked of a single value: bounds, lengths, patterns, enumerations, equal items. */
#include "schema/content.h"
#include "schema/evaluate.h"
#include "schema/value.h"

/* The order of a number and an integer, by its whole part and whether anything follows it; false when it has
 * an exponent or too many digits for that. */
static bool decimal_order(struct str v, int64_t bound, int *order)
{
    bool negative = v.s[0] == '-', more = false;
    size_t i = negative, from = i;
    int64_t whole = 0;
    for (; i < v.len && ascii_is_digit((unsigned char)v.s[i]) && i - from < 18; i++)
        whole = whole * 10 + (v.s[i] - '0');
    if (i < v.len && v.s[i] == '.')
        for (i++; i < v.len && ascii_is_digit((unsigned char)v.s[i]); i++)
            more |= v.s[i] != '0';
    if (i < v.len)
        return false;
    int64_t other = negative ? -bound : bound;
    int up = whole != other ? (whole > other ? 1 : -1) : more;
    *order = negative ? -up : up;
    return true;
}

/* Integers of few digits are compared as such, all else by its digits. */
static bool bound_ok(const struct bound *b, struct str v, bool small, int64_t value, int low, int high)
{
    if (small && b->is_small) {
        int order = (value > b->value) - (value < b->value);
        return order >= low && order <= high;
    }
    int order;
    if (!b->is_small || !decimal_order(v, b->value, &order))
        order = json_number_cmp(v, b->lexeme);
    return order >= low && order <= high;
}

bool evaluate_number(struct eval *e, const struct sub *sub, json_node n)
{
    const struct number_rules *r = sub->number;
    bool fine = true;
    struct str v = json_raw(e->doc, n);
    bool small = json_cell(e->doc, n)->flags & JSON_INTEGER && v.len <= 18;
    int64_t value = small ? number_small(v) : 0;
    if (r->minimum.node != JSON_NONE)
        CHECK(bound_ok(&r->minimum, v, small, value, 0, 1), "minimum", r->minimum.node);
    if (r->maximum.node != JSON_NONE)
        CHECK(bound_ok(&r->maximum, v, small, value, -1, 0), "maximum", r->maximum.node);
    if (r->exclusive_minimum.node != JSON_NONE)
        CHECK(bound_ok(&r->exclusive_minimum, v, small, value, 1, 1), "exclusiveMinimum",
              r->exclusive_minimum.node);
    if (r->exclusive_maximum.node != JSON_NONE)
        CHECK(bound_ok(&r->exclusive_maximum, v, small, value, -1, -1), "exclusiveMaximum",
              r->exclusive_maximum.node);
    if (r->multiple_of.node != JSON_NONE) {
        bool whole = small && r->multiple_of.is_small;
        CHECK(whole ? value % r->multiple_of.value == 0 : json_number_is_multiple(v, r->multiple_of.lexeme),
              "multipleOf", r->multiple_of.node);
    }
    return fine;
}

/* pattern_test(), the engine's answers remembered. */
static enum regex_result test(struct eval *e, const struct pattern *p, struct str v)
{
    if (p->kind != PATTERN_ENGINE || v.len > VERDICT_TEXT)
        return pattern_test(p, e->scratch->matcher, v);
    struct verdict *known = &e->scratch->verdicts[(json_key_hash(v) ^ p->print) % VERDICTS];
    if (p->print && known->print == p->print && str_same((struct str){known->text, known->len}, v))
        return known->fits ? REGEX_MATCH : REGEX_NO_MATCH;
    enum regex_result result = pattern_test(p, e->scratch->matcher, v);
    if (result != REGEX_LIMIT) {
        *known = (struct verdict){.print = p->print, .fits = result == REGEX_MATCH, .len = (uint8_t)v.len};
        memcpy(known->text, v.s, v.len);
    }
    return result;
}

static size_t code_points(struct str v)
{
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++)
        n += ((unsigned char)v.s[i] & 0xC0) != 0x80;
    return n;
}

static bool text_ok(struct eval *e, const struct sub *sub, json_node n, struct str v, bool ascii)
{
    const struct string_rules *r = sub->string;
    bool fine = true;
    if (r->min_length || r->max_length != SIZE_MAX) {
        /* Bytes bound code points from both sides: counting is seldom needed. */
        bool counted = !ascii && (v.len / 4 < r->min_length || v.len > r->max_length);
        size_t count = counted ? code_points(v) : v.len;
        CHECK(counted || !ascii ? v.len / 4 >= r->min_length || count >= r->min_length
                                : count >= r->min_length,
              "minLength", JSON_NONE);
        CHECK(count <= r->max_length, "maxLength", JSON_NONE);
    }
    if (r->pattern) {
        enum regex_result result = test(e, r->pattern, v);
        if (result == REGEX_LIMIT)
            return evaluate_limit(e, sub, n, "pattern limit");
        CHECK(result == REGEX_MATCH, "pattern", JSON_NONE);
    }
    if (r->format)
        CHECK(r->format(v, NULL), "format", JSON_NONE);
    unsigned content = r->content ? content_fault(v, r->content) : 0;
    CHECK(!content, content == CONTENT_JSON ? "contentMediaType" : "contentEncoding", JSON_NONE);
    return fine;
}

bool evaluate_string(struct eval *e, const struct sub *sub, json_node n)
{
    const struct json_cell *c = json_cell(e->doc, n);
    const struct string_rules *r = sub->string;
    /* A character takes twelve bytes at most, two escapes, and one at least: few texts are counted or decoded
     * for their length alone. */
    size_t len = c->end - c->start - 2u;
    if (!r->pattern && !r->format && !r->content && len / 12 >= r->min_length && len <= r->max_length)
        return true;
    if (!(c->flags & JSON_ESCAPED))
        return text_ok(e, sub, n, json_inner(e->doc, n), c->flags & JSON_ASCII);
    struct arena a = ARENA_INIT;
    bool fine = text_ok(e, sub, n, json_string(e->doc, n, &a), false);
    arena_release(&a);
    return fine;
}

static inline bool is_plain(const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    return c->type == JSON_STRING && !(c->flags & JSON_ESCAPED);
}

bool evaluate_enum(struct eval *e, const struct sub *sub, json_node n)
{
    const struct value_set *set = sub->enumeration;
    const struct json_doc *own = sub->source->doc;
    bool plain = is_plain(e->doc, n);
    struct str v = plain ? json_inner(e->doc, n) : STR("");
    uint32_t hash = plain ? json_key_hash(v) : value_hash(e->doc, n);
    for (uint32_t at = hash & set->mask; set->slots[at]; at = (at + 1) & set->mask)
        if (set->hashes[at] == hash &&
            (plain && is_plain(own, set->slots[at]) ? str_same(json_inner(own, set->slots[at]), v)
                                                    : value_equal(own, set->slots[at], e->doc, n)))
            return true;
    return false;
}

static int by_hash(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

enum { FEW_ITEMS = 8 };

static bool few_unique(struct eval *e, const struct sub *sub, json_node array)
{
    bool fine = true;
    json_foreach_item (e->doc, array, item) {
        for (json_node other = array + 1; other < item; other = json_next(e->doc, other)) {
            if (!json_equal(e->doc, other, e->doc, item))
                continue;
            fine = evaluate_fault(e, sub, item, "uniqueItems", other);
            if (!e->collect)
                return false;
            break;
        }
    }
    return fine;
}

bool evaluate_unique(struct eval *e, const struct sub *sub, json_node array)
{
    uint32_t count = json_cell(e->doc, array)->count;
    if (count <= FEW_ITEMS)
        return few_unique(e, sub, array);
    struct schema_scratch *s = e->scratch;
    size_t i = 0;
    vec_reserve(&s->order, count);
    uint64_t *order = s->order.at; /* hash, then the item's distance on the tape */
    json_foreach_item (e->doc, array, item)
        order[i++] = (uint64_t)value_hash(e->doc, item) << 32 | (item - array);
    qsort(order, count, sizeof *order, by_hash);
    bool fine = true;
    for (i = 1; i < count && (fine || e->collect); i++) {
        /* Equal hashes stand together, in the order of the items; different values among them are rare, and
         * many of them are counted as steps. */
        for (size_t j = i; j-- > 0 && order[j] >> 32 == order[i] >> 32;) {
            json_node later = array + (uint32_t)order[i], earlier = array + (uint32_t)order[j];
            if (++s->steps > s->steps_max)
                return evaluate_limit(e, sub, array, "steps");
            if (json_equal(e->doc, later, e->doc, earlier)) {
                fine = evaluate_fault(e, sub, later, "uniqueItems", earlier);
                break;
            }
        }
    }
    return fine;
}
