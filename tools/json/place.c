/* Lines, columns, and a line as a terminal shows it: see place.h. */
#include "json/place.h"

#include "base/utf8.h"

void srcmap_build(struct srcmap *m, struct str text)
{
    VEC(uint32_t) starts = {0};
    *vec_push(&starts) = 0;
    for (size_t at = 0; at < text.len;) {
        const char *lf = memchr(text.s + at, '\n', text.len - at);
        if (!lf)
            break;
        at = (size_t)(lf - text.s) + 1;
        *vec_push(&starts) = (uint32_t)at;
    }
    *m = (struct srcmap){text, starts.at, (uint32_t)starts.len};
}

void srcmap_release(struct srcmap *m)
{
    free(m->starts);
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

struct place srcmap_place(const struct srcmap *m, size_t offset)
{
    if (offset > m->text.len)
        offset = m->text.len;
    uint32_t line = line_at(m, offset);
    struct str before = str_sub(m->text, m->starts[line - 1], offset);
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

void excerpt_build(struct excerpt *e, struct str line, size_t from, size_t to, size_t max_cells)
{
    buf_clear(&e->line);
    buf_clear(&e->marks);
    buf_reserve(&e->line, 0); /* an empty line is "", not NULL */
    if (from > line.len)
        from = line.len;
    if (to > line.len)
        to = line.len;
    /* First pass: the cells before the mark, in the mark, in all. */
    size_t cell = 0, mark_from = 0, mark_to = 0;
    for (size_t i = 0; i < line.len;) {
        if (i == from)
            mark_from = cell;
        size_t start = i;
        cell += cells_of(utf8_next(line, &i), cell);
        if (start < to)
            mark_to = cell;
    }
    if (from >= line.len)
        mark_from = cell;
    if (mark_to <= mark_from)
        mark_to = mark_from + 1;
    /* The window: the whole line when it fits, else a part that begins a little before the mark. */
    size_t win_from = 0, win_to = cell;
    if (cell > max_cells) {
        size_t lead = max_cells / 4;
        win_from = mark_to <= max_cells - 3 ? 0 : mark_from > lead ? mark_from - lead : 0;
        if (win_from && cell - win_from < max_cells)
            win_from = cell - max_cells;
        win_to = win_from + max_cells;
    }
    size_t shown = 0; /* cells written */
    if (win_from) {
        buf_adds(&e->line, "...");
        shown = 3;
        win_from += 3;
    }
    bool cut = win_to < cell;
    if (cut)
        win_to -= 3;
    cell = 0;
    size_t left_at = SIZE_MAX; /* where the mark begins, in cells written */
    size_t mark_cells = 0;
    for (size_t i = 0; i < line.len;) {
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
