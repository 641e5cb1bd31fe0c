#include "markdown/diff.h"

struct line {
    struct str text; /* with its LF, if it has one */
    uint64_t hash;
};

struct lines {
    struct line *at;
    size_t len, cap;
};

static void lines_split(struct lines *l, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        const char *lf = memchr(text.s + at, '\n', text.len - at);
        size_t end = lf ? (size_t)(lf - text.s) + 1 : text.len;
        struct str line = str_sub(text, at, end);
        *vec_push(l) = (struct line){line, str_hash64(line)};
        at = end;
    }
}

static bool line_eq(const struct line *a, const struct line *b)
{
    return a->hash == b->hash && str_eq(a->text, b->text);
}

/* Which lines of the old text go, and which of the new come; the others are kept in pairs. */
struct script {
    const struct line *a, *b;
    size_t n, m;
    bool *gone, *come;
};

/* The furthest reaching paths for each number of edits d, kept to walk back along: row d has 2d+1 entries. */
struct trace {
    int **rows;
    size_t len;
};

static int *trace_row(struct trace *t, int d)
{
    return t->rows[d] + d; /* index by diagonal, -d..d */
}

/* Where diagonal k with d edits starts: a line came (from above) or went (from the left). */
static bool step_down(const int *before, int d, int k)
{
    return k == -d || (k != d && before[k - 1] < before[k + 1]);
}

static void walk_back(struct script *s, struct trace *t, size_t from_a, size_t from_b, int x, int y, int d)
{
    for (; d > 0; d--) {
        const int *before = trace_row(t, d - 1);
        int k = x - y;
        bool down = step_down(before, d, k);
        int px = down ? before[k + 1] : before[k - 1];
        int py = px - (down ? k + 1 : k - 1);
        if (down)
            s->come[from_b + (size_t)py] = true;
        else
            s->gone[from_a + (size_t)px] = true;
        x = px;
        y = py;
    }
}

/* Myers' greedy forward search over a[from_a..to_a) and b[from_b..to_b). False when there are too many edits.
 */
static bool shortest_script(struct script *s, size_t from_a, size_t to_a, size_t from_b, size_t to_b)
{
    int n = (int)(to_a - from_a), m = (int)(to_b - from_b);
    int most = n + m < DIFF_EDITS_MAX ? n + m : DIFF_EDITS_MAX;
    struct trace t = {.rows = mem_zalloc((size_t)most + 1, sizeof *t.rows)};
    bool found = false;
    for (int d = 0; d <= most && !found; d++) {
        t.rows[d] = mem_zalloc(2 * (size_t)d + 3, sizeof(int));
        t.len++;
        int *row = trace_row(&t, d);
        const int *before = d ? trace_row(&t, d - 1) : NULL;
        for (int k = -d; k <= d && !found; k += 2) {
            int x = 0;
            if (d)
                x = step_down(before, d, k) ? before[k + 1] : before[k - 1] + 1;
            int y = x - k;
            while (x >= 0 && y >= 0 && x < n && y < m &&
                   line_eq(&s->a[from_a + (size_t)x], &s->b[from_b + (size_t)y]))
                x++, y++;
            row[k] = x;
            if (x >= n && y >= m) {
                walk_back(s, &t, from_a, from_b, x, y, d);
                found = true;
            }
        }
    }
    for (size_t i = 0; i < t.len; i++)
        free(t.rows[i]);
    free(t.rows);
    return found;
}

static void script_find(struct script *s)
{
    size_t head = 0, tail = 0;
    while (head < s->n && head < s->m && line_eq(&s->a[head], &s->b[head]))
        head++;
    while (tail < s->n - head && tail < s->m - head &&
           line_eq(&s->a[s->n - 1 - tail], &s->b[s->m - 1 - tail]))
        tail++;
    size_t to_a = s->n - tail, to_b = s->m - tail;
    if (to_a - head < INT32_MAX / 2 && to_b - head < INT32_MAX / 2 &&
        shortest_script(s, head, to_a, head, to_b))
        return;
    for (size_t i = head; i < to_a; i++)
        s->gone[i] = true;
    for (size_t i = head; i < to_b; i++)
        s->come[i] = true;
}

/* ---- writing ---- */

static void add_line(struct buf *out, char mark, struct str line)
{
    buf_addc(out, mark);
    buf_add_str(out, line);
    if (!str_ends(line, STR("\n")))
        buf_adds(out, "\n\\ No newline at end of file\n");
}

/* "12,3" as a hunk's head has it: a range of no lines names the line before it. */
static void add_range(struct buf *out, char mark, size_t from, size_t count)
{
    buf_addf(out, " %c%zu", mark, count ? from + 1 : from);
    if (count != 1)
        buf_addf(out, ",%zu", count);
}

/* The hunk that starts at lines i and j, which are kept or changed; both are moved past it. */
static void add_hunk(struct buf *out, const struct script *s, size_t *i, size_t *j)
{
    size_t a = *i, b = *j, kept = 0;
    struct buf body = BUF_INIT;
    size_t tail = 0; /* bytes, and lines, of kept lines at the end of the body */
    while (a < s->n || b < s->m) {
        if (a < s->n && s->gone[a]) {
            add_line(&body, '-', s->a[a++].text);
            kept = 0;
        } else if (b < s->m && s->come[b]) {
            add_line(&body, '+', s->b[b++].text);
            kept = 0;
        } else {
            if (kept == 2 * DIFF_CONTEXT)
                break;
            if (kept++ == DIFF_CONTEXT)
                tail = body.len;
            add_line(&body, ' ', s->a[a].text);
            a++, b++;
        }
    }
    if (kept > DIFF_CONTEXT) { /* more kept lines than the next hunk may share */
        body.len = tail;
        a -= kept - DIFF_CONTEXT;
        b -= kept - DIFF_CONTEXT;
    }
    buf_adds(out, "@@");
    add_range(out, '-', *i, a - *i);
    add_range(out, '+', *j, b - *j);
    buf_adds(out, " @@\n");
    buf_add_str(out, buf_str(&body));
    buf_release(&body);
    *i = a;
    *j = b;
}

static void add_hunks(struct buf *out, const struct script *s)
{
    size_t i = 0, j = 0;
    while (i < s->n || j < s->m) {
        size_t start_i = i, start_j = j;
        while (i < s->n && j < s->m && !s->gone[i] && !s->come[j])
            i++, j++;
        if (i == s->n && j == s->m)
            return;
        size_t back = i - start_i < DIFF_CONTEXT ? i - start_i : DIFF_CONTEXT;
        start_i = i - back;
        start_j = j - back;
        add_hunk(out, s, &start_i, &start_j);
        i = start_i;
        j = start_j;
    }
}

void diff_unified(struct buf *out, const char *old_name, const char *new_name, struct str old_text,
                  struct str new_text)
{
    if (str_eq(old_text, new_text))
        return;
    struct lines a = {0}, b = {0};
    lines_split(&a, old_text);
    lines_split(&b, new_text);
    struct script s = {.a = a.at, .b = b.at, .n = a.len, .m = b.len};
    s.gone = mem_zalloc(a.len + 1, sizeof *s.gone);
    s.come = mem_zalloc(b.len + 1, sizeof *s.come);
    script_find(&s);
    buf_addf(out, "--- %s\n+++ %s\n", old_name ? old_name : "/dev/null", new_name ? new_name : "/dev/null");
    add_hunks(out, &s);
    free(s.gone);
    free(s.come);
    vec_release(&a);
    vec_release(&b);
}
