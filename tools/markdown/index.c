#include "markdown/index.h"

#include "markdown/escape.h"
#include "markdown/page.h"
#include "markdown/rate.h"

#define EM_DASH "\xE2\x80\x94"

int index_entry_cmp(const void *a, const void *b)
{
    return str_cmp(((const struct index_entry *)a)->path, ((const struct index_entry *)b)->path);
}

struct str index_domain(const struct index_entry *e)
{
    const char *slash = memchr(e->path.s, '/', e->path.len);
    return str_sub(e->path, 0, slash ? (size_t)(slash - e->path.s) : 0);
}

static void add_count(struct buf *out, size_t n, const char *one, const char *many)
{
    buf_addf(out, "%zu %s", n, n == 1 ? one : many);
}

/* A value of the page in a table's cell: as it stands on the page where that would not end the cell. */
static void add_again(struct buf *out, const struct page_text *x, const struct buf *text)
{
    size_t len = text ? x->at.to - x->at.from : 0;
    const char *s = len ? text->s + x->at.from : NULL;
    if (len && !memchr(s, '|', len) && s[len - 1] != '#')
        buf_add(out, s, len);
    else
        markdown_text(out, x->v, MARKDOWN_CELL | MARKDOWN_UTF8);
}

static void add_text_cell(struct buf *out, const struct page_text *x, const struct buf *text)
{
    buf_addc(out, ' ');
    size_t before = out->len;
    add_again(out, x, text);
    if (out->len == before)
        buf_adds(out, EM_DASH);
    buf_adds(out, " |");
}

static void add_rate_cell(struct buf *out, struct str lexeme)
{
    buf_addc(out, ' ');
    if (!markdown_rate(out, lexeme))
        buf_adds(out, EM_DASH);
    buf_adds(out, " |");
}

struct index_entry index_entry_of(struct arena *a, struct str path, const struct page_data *page,
                                  const struct buf *text)
{
    struct buf b = BUF_INIT;
    buf_reserve(&b, path.len + page->title.v.len + 256);
    markdown_destination(&b, path);
    size_t target = b.len;
    add_again(&b, &page->title, text);
    size_t link = b.len;
    add_text_cell(&b, &page->category, text);
    add_text_cell(&b, &page->verification, text);
    add_rate_cell(&b, page->fix_rate);
    struct str all = arena_str(a, buf_str(&b));
    buf_release(&b);
    return (struct index_entry){path, str_sub(all, 0, target), str_sub(all, target, link),
                                str_sub(all, link, all.len)};
}

/* "](path.md) |" */
static void add_target(struct buf *out, struct str target, const char *suffix)
{
    buf_adds(out, "](");
    buf_add_str(out, target);
    buf_adds(out, suffix);
    buf_adds(out, ") |");
}

void index_row(struct buf *out, const struct index_entry *e, size_t folder, bool chinese)
{
    struct str target = e->target;
    buf_reserve_for(out, e->link.len + e->cells.len + 2 * target.len + 64);
    if (folder) { /* slashes are never encoded */
        const char *slash = memchr(target.s, '/', target.len);
        target = str_sub(target, (size_t)(slash + 1 - target.s), target.len);
    }
    buf_adds(out, "| [");
    if (e->link.len)
        buf_add_str(out, e->link);
    else
        markdown_text(out, str_sub(e->path, folder, e->path.len), MARKDOWN_CELL);
    add_target(out, target, page_suffix(PAGE_ENGLISH));
    if (!folder) {
        struct str domain = index_domain(e);
        buf_addc(out, ' ');
        if (markdown_is_blank(domain))
            buf_adds(out, EM_DASH);
        else
            markdown_text(out, domain, MARKDOWN_CELL);
        buf_adds(out, " |");
    }
    buf_add_str(out, e->cells);
    if (chinese) {
        buf_adds(out, " [中文");
        add_target(out, target, page_suffix(PAGE_CHINESE));
    }
    buf_addc(out, '\n');
}

static void add_table_head(struct buf *out, size_t folder, bool chinese)
{
    buf_addf(out, "| Error | %sCategory | Verification | Fix Rate |%s\n", folder ? "" : "Domain | ",
             chinese ? " 中文 |" : "");
    buf_addf(out, "|-------|%s----------|--------------|----------|%s\n", folder ? "" : "--------|",
             chinese ? "------|" : "");
}

static void add_rows(struct buf *out, const struct index_entry *entries, size_t count, size_t folder,
                     bool chinese)
{
    for (size_t i = 0; i < count; i++)
        index_row(out, &entries[i], folder, chinese);
}

void index_render_domain(struct buf *out, struct str domain, const struct index_entry *entries, size_t count,
                         bool chinese)
{
    buf_adds(out, "# ");
    markdown_text(out, domain, MARKDOWN_LINE_END);
    buf_adds(out, "\n\n");
    add_count(out, count, "known error", "known errors");
    buf_adds(out, " ([all domains](../" INDEX_NAME ")).\n\n");
    add_table_head(out, domain.len + 1, chinese);
    add_rows(out, entries, count, domain.len + 1, chinese);
}

/* All that stands before the rows of the errors. */
static void add_base_head(struct buf *out, const struct index_entry *entries, size_t count, bool chinese)
{
    struct buf domains = BUF_INIT;
    size_t domain_count = 0;
    for (size_t i = 0, n; i < count; i += n) {
        struct str domain = index_domain(&entries[i]);
        for (n = 1; i + n < count && str_eq(index_domain(&entries[i + n]), domain);)
            n++;
        if (!domain.len)
            continue;
        domain_count++;
        struct str page = STR("/" INDEX_NAME);
        buf_adds(&domains, "| [");
        markdown_text(&domains, domain, MARKDOWN_CELL);
        buf_adds(&domains, "](");
        markdown_destination(&domains, domain);
        buf_add_str(&domains, page);
        buf_addf(&domains, ") | %zu |\n", n);
    }
    buf_adds(out, "# Known Errors\n\n");
    add_count(out, count, "known error", "known errors");
    buf_adds(out, " in ");
    add_count(out, domain_count, "domain", "domains");
    buf_adds(out, ".\n");
    if (domain_count) {
        buf_adds(out, "\n## Domains\n\n| Domain | Errors |\n|--------|--------|\n");
        buf_add_str(out, buf_str(&domains));
    }
    if (count) {
        buf_adds(out, "\n## Errors\n\n");
        add_table_head(out, 0, chinese);
    }
    buf_release(&domains);
}

void index_render_base(struct buf *out, const struct index_entry *entries, size_t count, bool chinese)
{
    add_base_head(out, entries, count, chinese);
    add_rows(out, entries, count, 0, chinese);
}

bool index_base_is(struct str page, const struct index_entry *entries, size_t count, bool chinese,
                   struct buf *work)
{
    enum { ROWS = 64 }; /* at a time: what is compared is still at hand */
    size_t at = 0;
    for (size_t i = 0; i <= count; i += ROWS) {
        buf_clear(work);
        if (i == 0)
            add_base_head(work, entries, count, chinese);
        add_rows(work, entries + i, count - i < ROWS ? count - i : ROWS, 0, chinese);
        if (!str_starts(str_sub(page, at, page.len), buf_str(work)))
            return false;
        at += work->len;
    }
    return at == page.len;
}
