/* The comparison of two texts on any UTF-8: no fault of memory, spans inside the texts and at characters'
 * boundaries, fixes that leave UTF-8. The input is the English, a NUL, and the Chinese. */
#include "base/utf8.h"
#include "text/list.h"
#include "text/pair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(struct text_span s, struct str text)
{
    if (s.from > s.to || s.to > text.len)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    if (!size || utf8_valid(all) != size)
        return 0;
    const char *nul = memchr(data, 0, size);
    size_t cut = nul ? (size_t)(nul - all.s) : size / 2;
    struct str en = str_sub(all, 0, cut), zh = str_sub(all, nul ? cut + 1 : cut, size);
    if (utf8_valid(en) != en.len || utf8_valid(zh) != zh.len)
        return 0;
    struct text_pair p;
    text_pair_init(&p);
    for (unsigned flags = 0; flags < 2; flags++) {
        text_pair_compare(&p, en, zh, flags ? PAIR_SIGNATURE : 0);
        if (p.defects.len > TEXT_DEFECTS_MAX + 1)
            abort();
        for (size_t i = 0; i < p.defects.len; i++) {
            check_span(p.defects.at[i].en, en);
            check_span(p.defects.at[i].zh, zh);
        }
    }
    struct arena a = ARENA_INIT;

    struct str ens[3] = {en, zh, en}, zhs[3] = {zh, en, zh};
    struct list list = {0};
    for (size_t i = 0; i < 3; i++) {
        text_pair_compare(&p, ens[i], zhs[i], 0);
        list_add(&list, &p.en, &p.zh, &p.terms);
    }
    list_search(&list, &p.terms);
    for (size_t i = 0; i < list.swaps.len; i++)
        if (list.swaps.at[i].first >= list.swaps.at[i].second || list.swaps.at[i].second >= 3)
            abort();
    list_release(&list);
    list_find_repeated(ens, zhs, 3, &a);
    arena_release(&a);
    text_pair_release(&p);
    return 0;
}
