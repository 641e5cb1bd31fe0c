/* Hashes of values and questions about numbers: see value.h. */
#include "schema/value.h"

int64_t number_small(struct str v)
{
    int64_t n = 0;
    for (size_t i = v.s[0] == '-'; i < v.len; i++)
        n = n * 10 + (v.s[i] - '0');
    return v.s[0] == '-' ? -n : n;
}

static const int64_t exponent_max = INT64_C(100000000000000000);

static int64_t exponent_of(struct str v, size_t e)
{
    int64_t n = 0;
    for (size_t i = e + 1; i < v.len; i++)
        if (ascii_is_digit((unsigned char)v.s[i]) && n < exponent_max)
            n = n * 10 + (v.s[i] - '0');
    return e + 1 < v.len && v.s[e + 1] == '-' ? -n : n;
}

bool number_is_integer(struct str v)
{
    size_t e = 0, dot = SIZE_MAX, last = 0; /* last: past the last digit that is not zero */
    for (; e < v.len && (v.s[e] | 0x20) != 'e'; e++) {
        if (v.s[e] == '.')
            dot = e;
        else if (v.s[e] >= '1')
            last = e + 1;
    }
    if (!last)
        return true;
    if (dot == SIZE_MAX)
        dot = e;
    /* Digits after the point that count: positive when the last digit stands behind it. */
    int64_t behind = last > dot ? (int64_t)(last - dot) - 1 : -(int64_t)(dot - last);
    return behind <= exponent_of(v, e);
}

static uint32_t mix(uint32_t h, uint32_t v)
{
    h = (h ^ v) * 0x85ebca6bu;
    return h ^ h >> 15;
}

/* The significant digits, and the power of ten that the first of them stands for. */
static uint32_t number_hash(struct str v)
{
    uint32_t h = 0x4e554d42;
    int64_t power = 0;
    uint32_t zeros = 0;
    bool started = false, behind = false;
    size_t i = v.s[0] == '-';
    for (; i < v.len && (v.s[i] | 0x20) != 'e'; i++) {
        char c = v.s[i];
        if (c == '.') {
            behind = true;
            continue;
        }
        started |= c != '0';
        if (started)
            power += !behind;
        else
            power -= behind;
        if (!started)
            continue;
        if (c == '0') {
            zeros++;
            continue;
        }
        for (; zeros; zeros--)
            h = mix(h, '0');
        h = mix(h, (unsigned char)c);
    }
    if (!started)
        return h; /* zero, whatever its sign */
    if (i < v.len)
        power += exponent_of(v, i);
    return mix(mix(h, (uint32_t)power ^ (uint32_t)((uint64_t)power >> 32)), v.s[0] == '-');
}

uint32_t value_hash(const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    uint32_t h = 0;
    switch (c->type) {
    case JSON_NUMBER: return number_hash(json_raw(doc, n));
    case JSON_KEY: return c->count;
    case JSON_STRING: {
        if (!(c->flags & JSON_ESCAPED))
            return json_key_hash(json_inner(doc, n));
        struct arena a = ARENA_INIT;
        h = json_key_hash(json_string(doc, n, &a));
        arena_release(&a);
        return h;
    }
    case JSON_ARRAY:
        h = 0x41525259;
        json_foreach_item (doc, n, item)
            h = mix(h, value_hash(doc, item));
        return h;
    case JSON_OBJECT:
        /* A sum does not ask for the order. With keys written twice somewhere all objects hash alike. */
        if (doc->duplicates.len)
            return 0x4f424a;
        json_foreach_member (doc, n, key)
            h += mix(json_cell(doc, key)->count, value_hash(doc, key + 1));
        return mix(0x4f424a, h);
    default: return 0x9e3779b9u * (c->type + 1u);
    }
}

bool value_equal(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y)
{
    if (json_type(b, y) != JSON_KEY)
        return json_equal(a, x, b, y);
    if (json_type(a, x) != JSON_STRING)
        return false;
    if (!(json_cell(b, y)->flags & JSON_ESCAPED))
        return json_string_is(a, x, json_inner(b, y));
    struct arena mem = ARENA_INIT;
    bool same = json_string_is(a, x, json_string(b, y, &mem));
    arena_release(&mem);
    return same;
}
