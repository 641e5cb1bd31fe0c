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

static void add_domain_head(struct buf *out, struct str domain, size_t count, bool chinese)
{
    buf_adds(out, "# ");
    markdown_text(out, domain, MARKDOWN_LINE_END);
    buf_adds(out, "\n\n");
    add_count(out, count, "known error", "known errors");
    buf_adds(out, " ([all domains](../" INDEX_NAME ")).\n\n");
    add_table_head(out, domain.len + 1, chinese);
}

void index_render_domain(struct buf *out, struct str domain, const struct index_entry *entries, size_t count,
                         bool chinese)
{
    add_domain_head(out, domain, count, chinese);
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

/* ---- some records of an index ---- */

/* A line of a table and whose it is. */
struct index_line {
    struct str text; /* with its newline; empty: the entry's */
    const struct index_entry *entry;
};

struct patching {
    struct str domain;
    bool chinese;
    struct arena arena;
    VEC(struct index_entry) entries; /* only their paths */
    VEC(struct index_line) lines;
};

static int hex_digit(char c)
{
    return ascii_is_digit((unsigned char)c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The path that markdown_destination() made a destination of. */
static bool read_destination(struct patching *p, struct str v, struct str *path)
{
    size_t above = p->domain.len ? p->domain.len + 1 : 0, n = above;
    char *out = arena_alloc(&p->arena, above + v.len);
    if (above) {
        memcpy(out, p->domain.s, p->domain.len);
        out[above - 1] = '/';
    }
    for (size_t i = 0; i < v.len; i++) {
        int high = v.s[i] == '%' && i + 2 < v.len ? hex_digit(v.s[i + 1]) : 0;
        int low = v.s[i] == '%' && i + 2 < v.len ? hex_digit(v.s[i + 2]) : 0;
        if (high < 0 || low < 0 || (v.s[i] == '%' && i + 2 >= v.len))
            return false;
        out[n++] = v.s[i] == '%' ? (char)(high << 4 | low) : v.s[i];
        i += v.s[i] == '%' ? 2 : 0;
    }
    *path = (struct str){out, n};
    return true;
}

/* The path of "| [text](path.md) | ...": no other pipe of the line stands unescaped before that one. */
static bool read_line(struct patching *p, struct str line, struct str *path)
{
    struct str end = STR(".md) |");
    size_t to = str_starts(line, STR("| [")) ? str_find(line, end, 3) : SIZE_MAX, from = to;
    if (to == SIZE_MAX)
        return false;
    while (from > 3 && markdown_in_destination((unsigned char)line.s[from - 1]))
        from--;
    return str_starts(str_sub(line, from - 2, to), STR("](")) &&
           read_destination(p, str_sub(line, from, to), path);
}

static void keep(struct patching *p, struct str path, struct str text, const struct index_entry *entry)
{
    *vec_push(&p->entries) = (struct index_entry){.path = path};
    *vec_push(&p->lines) = (struct index_line){text, entry};
}

static void add_head(const struct patching *p, struct buf *out)
{
    if (p->domain.len)
        add_domain_head(out, p->domain, p->entries.len, p->chinese);
    else
        add_base_head(out, p->entries.at, p->entries.len, p->chinese);
}

/* The lines from `at` on, which must stand in the order of their paths. */
static bool read_lines(struct patching *p, struct str page, size_t at)
{
    while (at < page.len) {
        const char *end = memchr(page.s + at, '\n', page.len - at);
        struct str path, line = str_sub(page, at, end ? (size_t)(end + 1 - page.s) : page.len);
        if (!end || !read_line(p, line, &path) ||
            (p->entries.len && str_cmp(vec_last(&p->entries)->path, path) >= 0))
            return false;
        keep(p, path, line, NULL);
        at += line.len;
    }
    return true;
}

/* What the page holds is what its head says, so that the head can be made anew. */
static bool read_page(struct patching *p, struct str page)
{
    struct buf head = BUF_INIT;
    add_table_head(&head, p->domain.len ? p->domain.len + 1 : 0, p->chinese);
    size_t at = str_find(page, buf_str(&head), 0);
    bool whole = at != SIZE_MAX && read_lines(p, page, at + head.len);
    size_t from = at + head.len;
    buf_clear(&head);
    if (whole) {
        add_head(p, &head);
        whole = from == head.len && str_starts(page, buf_str(&head));
    }
    buf_release(&head);
    return whole;
}

static void merge(struct patching *p, const struct patching *old, const struct index_change *changes,
                  size_t count)
{
    size_t next = 0;
    for (size_t i = 0; i <= old->entries.len; i++) {
        bool end = i == old->entries.len;
        for (; next < count && (end || str_cmp(changes[next].path, old->entries.at[i].path) < 0); next++)
            if (changes[next].entry)
                keep(p, changes[next].path, (struct str){0}, changes[next].entry);
        if (end)
            break;
        if (next == count || !str_eq(changes[next].path, old->entries.at[i].path))
            keep(p, old->entries.at[i].path, old->lines.at[i].text, NULL);
    }
}

static void patching_release(struct patching *p)
{
    vec_release(&p->entries);
    vec_release(&p->lines);
    arena_release(&p->arena);
}

bool index_patch(struct buf *out, struct str page, struct str domain, const struct index_change *changes,
                 size_t count, bool chinese)
{
    struct patching old = {.domain = domain, .chinese = chinese}, p = old;
    bool done = read_page(&old, page);
    if (done)
        merge(&p, &old, changes, count);
    done = done && p.entries.len;
    if (done) {
        add_head(&p, out);
        buf_reserve_for(out, page.len);
    }
    for (size_t i = 0; i < p.lines.len && done; i++) {
        if (p.lines.at[i].entry)
            index_row(out, p.lines.at[i].entry, domain.len ? domain.len + 1 : 0, chinese);
        else
            buf_add_str(out, p.lines.at[i].text);
    }
    patching_release(&old);
    patching_release(&p);
    return done;
}
