/* The page reader on any bytes: the same ids, headings, title and verdicts whether they come whole or in
 * pieces; no fault of memory. The first byte chooses the kind of page, the second the size of the pieces. */
#include "link/fragment.h"
#include "link/page.h"
#include "link/soft404.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const types[] = {"text/html",
                                    "",
                                    "application/xhtml+xml",
                                    "text/html; charset=gbk",
                                    "text/markdown",
                                    "text/html; charset=utf-16le",
                                    "application/json",
                                    "text/html; charset=iso-2022-jp"};

static void load(struct page *p, const char *type, struct str v, size_t piece)
{
    page_begin(p, str_of(type), true);
    for (size_t i = 0; i < v.len; i += piece)
        page_push(p, str_sub(v, i, v.len - i < piece ? v.len : i + piece));
    page_end(p, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const char *type = types[data[0] % (sizeof types / sizeof *types)];
    struct str v = {(const char *)data + 2, size - 2};
    struct page whole, pieces;
    load(&whole, type, v, SIZE_MAX);
    load(&pieces, type, v, 1 + data[1] % 64);
    if (whole.ids.len != pieces.ids.len || whole.headings.len != pieces.headings.len ||
        whole.scripts != pieces.scripts || whole.title.len != pieces.title.len ||
        whole.refresh.len != pieces.refresh.len || whole.kind != pieces.kind ||
        !str_eq(buf_str(&whole.visible), buf_str(&pieces.visible)))
        abort();
    struct arena a = ARENA_INIT;
    struct url at = {.page = STR("https://docs.acme.com/a/b.html"),
                     .host = STR("docs.acme.com"),
                     .path = STR("/a/b.html")};
    for (size_t i = 0; i < whole.ids.len; i++) {
        if (!str_eq(whole.ids.at[i], pieces.ids.at[i]))
            abort();
        struct str near[FRAGMENT_NEAREST];
        if (i < 8)
            fragment_nearest(&whole, whole.ids.at[i], &a, near);
    }
    struct str tail = str_sub(v, v.len - (v.len < 40 ? v.len : 40), v.len);
    fragment_judge(&whole, &at, tail);
    const char *why;
    soft404_suspect(&whole, &at, &at, &why);
    page_is_wall(&whole);
    page_is_login(&whole, &at, &at);
    page_release(&whole);
    page_release(&pieces);
    arena_release(&a);
    return 0;
}
