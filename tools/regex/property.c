/* Sets with properties: see property.h. A search in each code point of the basic plane. */
#include "regex/property.h"

#include "base/utf8.h"
#include "regex/match.h"

enum { PLANE_END = 0x10000, ASTRAL_SAMPLE = 0x10300 };

bool regex_property_set(struct str text, bool caseless, struct arena *k, struct regex_set *out)
{
    struct regex_fault fault;
    VEC(struct regex_range) ranges = {0};
    struct regex *r = regex_compile(text, caseless ? REGEX_CASELESS : 0, &fault);
    if (!r)
        return false;
    struct matcher *m = matcher_new();
    for (uint32_t cp = 0; cp <= PLANE_END; cp++) {
        char bytes[4];
        uint32_t real = cp == PLANE_END ? ASTRAL_SAMPLE : cp;
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        if (regex_search(r, m, (struct str){bytes, utf8_encode(real, bytes)}, NULL, NULL) != REGEX_MATCH)
            continue;
        if (ranges.len && vec_last(&ranges)->hi + 1 == cp)
            vec_last(&ranges)->hi = cp;
        else
            *vec_push(&ranges) = (struct regex_range){cp, cp};
    }
    if (ranges.len && vec_last(&ranges)->hi == PLANE_END)
        vec_last(&ranges)->hi = REGEX_CP_MAX;
    *out = regex_set_of(k, ranges.at, ranges.len);
    vec_release(&ranges);
    matcher_free(m);
    regex_free(r);
    return true;
}
