/* Lines, columns, and a line as a terminal shows it: see place.h. */
#include "json/place.h"

#include "base/utf8.h"

enum { MARK_BYTES = 1024, LONG_LINE = 4 * MARK_BYTES };

/* Characters never reach over the end of a line, so that counts from the text's first byte will do. */
static void add_marks(struct srcmap *m)
{
    VEC(struct srcmap_mark) marks = {0};
    struct srcmap_mark next = {0, 0};
    for (size_t at = 0; at < m->text.len; next.count++) {
        if (at >= (size_t)marks.len * MARK_BYTES) {
            next.offset = (uint32_t)at;
            *vec_push(&marks) = next;
        }
        utf8_next(m->text, &at);
    }
    m->marks = marks.at;
    m->mark_count = (uint32_t)marks.len;
}

void srcmap_build(struct srcmap *m, struct str text)
{
    VEC(uint32_t) starts = {0};
    size_t longest = 0;
    *vec_push(&starts) = 0;
    for (size_t at = 0; at < text.len;) {
        const char *lf = memchr(text.s + at, '\n', text.len - at);
        size_t end = lf ? (size_t)(lf - text.s) : text.len;
        longest = end - at > longest ? end - at : longest;
        at = end + 1;
        if (lf)
            *vec_push(&starts) = (uint32_t)at;
    }
    *m = (struct srcmap){.text = text, .starts = starts.at, .lines = (uint32_t)starts.len};
    if (longest > LONG_LINE)
        add_marks(m);
}

void srcmap_release(struct srcmap *m)
{
    free(m->starts);
    free(m->marks);
    *m = (struct srcmap){0};
}

/* The line (1-based) that holds an offset. */
static uint32_t line_at(const struct srcmap *m, size_t offset)
{
    uint32_t lo = 0, hi = m->lines;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->starts[mid] <= offset)
            lo = mid;
        else
            hi = mid;
    }
    return lo + 1;
}

struct str srcmap_line(const struct srcmap *m, uint32_t line)
{
    size_t from = m->starts[line - 1], to = line < m->lines ? m->starts[line] - 1 : m->text.len;
    if (to > from && line < m->lines && m->text.s[to - 1] == '\r')
        to--;
    return str_sub(m->text, from, to);
}

/* Code points before a byte of a text with marks. */
static size_t count_before(const struct srcmap *m, size_t offset)
{
    size_t k = offset / MARK_BYTES + 1;
    k = k < m->mark_count ? k : m->mark_count;
    while (k > 1 && m->marks[k - 1].offset > offset)
        k--;
    const struct srcmap_mark *mark = &m->marks[k - 1];
    return mark->count + utf8_count(str_sub(m->text, mark->offset, offset));
}

struct place srcmap_place(const struct srcmap *m, size_t offset)
{
    if (offset > m->text.len)
        offset = m->text.len;
    uint32_t line = line_at(m, offset);
    struct str before = str_sub(m->text, m->starts[line - 1], offset);
    if (m->marks && before.len > MARK_BYTES)
        return (struct place){line,
                              (uint32_t)(count_before(m, offset) - count_before(m, m->starts[line - 1])) + 1};
    return (struct place){line, (uint32_t)utf8_count(before) + 1};
}

size_t srcmap_offset(const struct srcmap *m, struct place p)
{
    if (p.line < 1)
        return 0;
    if (p.line > m->lines)
        return m->text.len;
    struct str line = srcmap_line(m, p.line);
    size_t at = 0;
    for (uint32_t c = 1; c < p.column && at < line.len; c++)
        utf8_next(line, &at);
    return m->starts[p.line - 1] + at;
}

/* Cells of one character that begins at cell `cell`. */
static size_t cells_of(uint32_t cp, size_t cell)
{
    if (cp >= 0x20 && cp < 0x7F)
        return 1;
    if (cp == '\t')
        return 8 - cell % 8;
    if (cp == UTF8_BAD || utf8_is_unsafe(cp))
        return 1;
    return (size_t)utf8_width(cp);
}

static void add_shown(struct buf *out, struct str line, size_t from, size_t to, uint32_t cp, size_t cells)
{
    if (cp == '\t')
        buf_fill(out, ' ', cells);
    else if (cp == UTF8_BAD || utf8_is_unsafe(cp))
        buf_add_cp(out, 0xFFFD);
    else
        buf_add(out, line.s + from, to - from);
}

/* Of a very long line the part around from..to, begun and ended at a character; says what was left out. */
static struct str part_of(struct str line, size_t *from, size_t *to, size_t reach, bool *before, bool *after)
{
    size_t start = *from > reach ? *from - reach : 0,
           end = line.len - *from > reach ? *from + reach : line.len;
    while (start > 0 && ((unsigned char)line.s[start] & 0xC0) == 0x80)
        start--;
    while (end < line.len && ((unsigned char)line.s[end] & 0xC0) == 0x80)
        end++;
    *before = start > 0;
    *after = end < line.len;
    *from -= start;
    *to = (*to < end ? *to : end) - start;
    return str_sub(line, start, end);
}

/* The cells of a line before the mark, behind it, and in all. */
struct cells {
    size_t from, to, all;
};

static struct cells count_cells(struct str line, size_t from, size_t to)
{
    struct cells c = {0, 0, 0};
    for (size_t i = 0; i < line.len;) {
        if (i == from)
            c.from = c.all;
        size_t start = i;
        c.all += cells_of(utf8_next(line, &i), c.all);
        if (start < to)
            c.to = c.all;
    }
    if (from >= line.len)
        c.from = c.all;
    if (c.to <= c.from)
        c.to = c.from + 1;
    return c;
}

void excerpt_build(struct excerpt *e, struct str line, size_t from, size_t to, size_t max_cells)
{
    buf_clear(&e->line);
    buf_clear(&e->marks);
    buf_reserve(&e->line, 0); /* an empty line is "", not NULL */
    if (from > line.len)
        from = line.len;
    if (to > line.len)
        to = line.len;
    bool before = false, after = false;
    if (line.len > 16 * max_cells)
        line = part_of(line, &from, &to, 4 * max_cells, &before, &after);
    struct cells c = count_cells(line, from, to);
    /* The window: the whole line when it fits, else a part that begins a little before the mark. */
    size_t win_from = 0, win_to = c.all;
    if (c.all > max_cells) {
        size_t lead = max_cells / 4;
        win_from = !before && c.to <= max_cells - 3 ? 0 : c.from > lead ? c.from - lead : 0;
        if (win_from && !after && c.all - win_from < max_cells)
            win_from = c.all - max_cells;
        win_to = win_from + max_cells < c.all ? win_from + max_cells : c.all;
    }
    size_t shown = 0; /* cells written */
    if (win_from || before) {
        buf_adds(&e->line, "...");
        shown = 3;
        win_from += 3;
    }
    bool cut = win_to < c.all || after;
    if (cut)
        win_to -= win_to > 3 ? 3 : win_to;
    size_t cell = 0;
    size_t left_at = SIZE_MAX; /* where the mark begins, in cells written */
    size_t mark_cells = 0;
    for (size_t i = 0; i < line.len && cell < win_to;) {
        size_t start = i;
        uint32_t cp = utf8_next(line, &i);
        size_t w = cells_of(cp, cell);
        if (cell >= win_from && cell + w <= win_to) {
            if (start >= from && left_at == SIZE_MAX)
                left_at = shown;
            if (start >= from && start < to)
                mark_cells += w;
            add_shown(&e->line, line, start, i, cp, w);
            shown += w;
        }
        cell += w;
    }
    if (left_at == SIZE_MAX)
        left_at = shown;
    if (cut)
        buf_adds(&e->line, "...");
    buf_fill(&e->marks, ' ', left_at);
    buf_addc(&e->marks, '^');
    if (mark_cells > 1)
        buf_fill(&e->marks, '~', mark_cells - 1);
}

void excerpt_release(struct excerpt *e)
{
    buf_release(&e->line);
    buf_release(&e->marks);
}
