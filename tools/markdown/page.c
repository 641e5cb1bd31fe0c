#include "markdown/page.h"

#include "markdown/escape.h"
#include "markdown/rate.h"

/* What stands on a page beside its values. */
struct page_words {
    struct str suffix;
    struct str id, domain, category, error_code, verification, fix_rate; /* what a line begins with */
    struct str root_cause, versions, workarounds, dead_ends;             /* sections, to their first line */
    struct str success, fail;                                            /* after a rate */
    struct str original;     /* after a text that is not translated */
    struct str separator;    /* between the parts of a bracket */
    struct str original_how; /* in the bracket: the code block below is not translated */
};

#define WORDS(literal)                                                                                       \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    }
#define LABEL(literal)   WORDS("- **" literal "** ")
#define HEADING(literal) "\n## " literal "\n\n"
#define TABLE(title, a, b, c, d)                                                                             \
    WORDS(HEADING(title) "| " a " | " b " | " c " | " d                                                      \
                         " |\n|---------|--------|------------|------------|\n")

static const struct page_words page_words[PAGE_LANGUAGE_COUNT] = {
    [PAGE_ENGLISH] = {.suffix = WORDS(".md"),
                      .id = LABEL("ID:"),
                      .domain = LABEL("Domain:"),
                      .category = LABEL("Category:"),
                      .error_code = LABEL("Error Code:"),
                      .verification = LABEL("Verification:"),
                      .fix_rate = LABEL("Fix Rate:"),
                      .root_cause = WORDS(HEADING("Root Cause")),
                      .versions =
                          TABLE("Version Compatibility", "Version", "Status", "Introduced", "Deprecated"),
                      .workarounds = WORDS(HEADING("Workarounds")),
                      .dead_ends = WORDS(HEADING("Dead Ends")),
                      .success = WORDS(" success"),
                      .fail = WORDS(" fail"),
                      .original = WORDS(""),
                      .separator = WORDS(", "),
                      .original_how = WORDS("")},
    [PAGE_CHINESE] = {.suffix = WORDS(".zh.md"),
                      .id = LABEL("标识："),
                      .domain = LABEL("领域："),
                      .category = LABEL("类别："),
                      .error_code = LABEL("错误代码："),
                      .verification = LABEL("验证："),
                      .fix_rate = LABEL("修复率："),
                      .root_cause = WORDS(HEADING("根本原因")),
                      .versions = TABLE("版本兼容性", "版本", "状态", "引入", "弃用"),
                      .workarounds = WORDS(HEADING("解决方法")),
                      .dead_ends = WORDS(HEADING("无效做法")),
                      .success = WORDS(" 成功"),
                      .fail = WORDS(" 失败"),
                      .original = WORDS("（暂无译文，英文原文）"),
                      .separator = WORDS("，"),
                      .original_how = WORDS("步骤为英文原文")},
};

#define EM_DASH "\xE2\x80\x94"

const char *page_suffix(enum page_language lang)
{
    return page_words[lang].suffix.s;
}

static bool is_absent(const struct page_text *x)
{
    return x->v.len == 0;
}

/* A page being written, and the one of the same record before it. */
struct writer {
    struct buf *out;
    const struct page_words *words;
    struct page_data *page;
    const struct page_data *like; /* or NULL */
    const char *text;
};

enum form { FORM_TEXT, FORM_STRONG, FORM_CODE, FORM_BLOCK };

/* A value; copied when it is that of the other page, which has it in the same form at the same place. `place`
 * is the indent of a block. */
static void add_value(struct writer *w, struct page_text *x, const struct page_text *same, enum form form,
                      unsigned place)
{
    struct buf *out = w->out;
    size_t from = out->len;
    if (same && same->v.s == x->v.s && same->v.len == x->v.len)
        buf_add(out, w->text + same->at.from, same->at.to - same->at.from);
    else if (form == FORM_BLOCK)
        markdown_fence(out, x->v, place, MARKDOWN_UTF8);
    else if (form == FORM_STRONG)
        markdown_strong(out, x->v, place | MARKDOWN_UTF8);
    else if (form == FORM_CODE)
        markdown_code(out, x->v, place | MARKDOWN_UTF8);
    else
        markdown_text(out, x->v, place | MARKDOWN_UTF8);
    x->at = (struct page_span){from, out->len};
}

/* The member of the other page, NULL when there is none. */
#define LIKE(w, member) ((w)->like ? &(w)->like->member : NULL)

static void add_line(struct writer *w, struct str label, struct page_text *x, const struct page_text *same,
                     enum form form)
{
    if (is_absent(x))
        return;
    buf_add_str(w->out, label);
    add_value(w, x, same, form, MARKDOWN_INLINE);
    if (x->at.from == x->at.to)
        w->out->len--; /* no white space at a line's end */
    buf_addc(w->out, '\n');
}

static void add_rate_line(struct buf *out, struct str label, struct str lexeme)
{
    size_t before = out->len;
    buf_add_str(out, label);
    if (markdown_rate(out, lexeme))
        buf_addc(out, '\n');
    else
        out->len = before;
}

static void add_cell(struct writer *w, struct page_text *x)
{
    buf_addc(w->out, ' ');
    if (is_absent(x))
        buf_adds(w->out, EM_DASH);
    else
        add_value(w, x, NULL, FORM_TEXT, MARKDOWN_CELL);
    buf_adds(w->out, " |");
}

static void add_versions(struct writer *w)
{
    struct buf *out = w->out;
    struct page_data *p = w->page;
    buf_add_str(out, w->words->versions);
    size_t from = out->len;
    if (w->like && w->like->versions == p->versions) {
        buf_add(out, w->text + w->like->rows.from, w->like->rows.to - w->like->rows.from);
        return;
    }
    for (size_t i = 0; i < p->version_count; i++) {
        struct page_version *v = &p->versions[i];
        buf_addc(out, '|');
        add_cell(w, &v->version);
        add_cell(w, &v->status);
        add_cell(w, &v->introduced);
        add_cell(w, &v->deprecated);
        buf_addc(out, '\n');
    }
    p->rows = (struct page_span){from, out->len};
}

/* " (90% success)"; a second remark where there is one; nothing when there is neither. */
static void add_bracket(struct buf *out, const struct page_words *words, struct str lexeme, struct str what,
                        bool how_is_original)
{
    struct str remark = how_is_original ? words->original_how : STR("");
    size_t before = out->len;
    buf_adds(out, " (");
    bool rated = markdown_rate(out, lexeme);
    if (rated)
        buf_add_str(out, what);
    if (rated && remark.len)
        buf_add_str(out, words->separator);
    buf_add_str(out, remark);
    if (rated || remark.len)
        buf_addc(out, ')');
    else
        out->len = before;
}

static void add_workarounds(struct writer *w)
{
    struct buf *out = w->out;
    buf_add_str(out, w->words->workarounds);
    for (size_t i = 0; i < w->page->workaround_count; i++) {
        struct page_workaround *x = &w->page->workarounds[i];
        size_t line = out->len;
        buf_add_number(out, i + 1);
        buf_adds(out, ". ");
        size_t indent = out->len - line; /* a list item's content is indented by its marker's width */
        add_value(w, &x->action, LIKE(w, workarounds[i].action), FORM_STRONG, MARKDOWN_INLINE);
        if (x->action.original)
            buf_add_str(out, w->words->original);
        add_bracket(out, w->words, x->rate, w->words->success, x->how.original && !x->action.original);
        buf_addc(out, '\n');
        add_value(w, &x->how, LIKE(w, workarounds[i].how), FORM_BLOCK, (unsigned)indent);
    }
}

static void add_dead_ends(struct writer *w)
{
    struct buf *out = w->out;
    buf_add_str(out, w->words->dead_ends);
    for (size_t i = 0; i < w->page->dead_end_count; i++) {
        struct page_dead_end *x = &w->page->dead_ends[i];
        bool both = x->action.original && x->why.original;
        buf_adds(out, "- ");
        add_value(w, &x->action, LIKE(w, dead_ends[i].action), FORM_STRONG, MARKDOWN_INLINE);
        if (x->action.original && !both)
            buf_add_str(out, w->words->original);
        if (!is_absent(&x->why)) {
            buf_adds(out, " " EM_DASH " ");
            add_value(w, &x->why, LIKE(w, dead_ends[i].why), FORM_TEXT, MARKDOWN_INLINE);
            if (x->why.at.from == x->why.at.to)
                out->len--;
        }
        if (x->why.original || both)
            buf_add_str(out, w->words->original);
        add_bracket(out, w->words, x->rate, w->words->fail, false);
        buf_addc(out, '\n');
    }
}

static void add_title(struct writer *w)
{
    struct page_text *title = &w->page->title;
    bool marked = title->original && w->words->original.len;
    buf_adds(w->out, "# ");
    add_value(w, title, NULL, FORM_TEXT, marked ? MARKDOWN_INLINE : MARKDOWN_LINE_END);
    if (title->at.from == title->at.to)
        w->out->len--;
    if (marked)
        buf_add_str(w->out, w->words->original);
    buf_addc(w->out, '\n');
}

void page_render(struct buf *out, struct page_data *p, const struct page_data *like, const struct buf *text)
{
    const struct page_words *words = &page_words[p->lang];
    struct writer w = {out, words, p, like, like ? text->s : NULL};
    add_title(&w);
    size_t title_end = out->len;
    buf_addc(out, '\n');
    add_line(&w, words->id, &p->id, LIKE(&w, id), FORM_CODE);
    add_line(&w, words->domain, &p->domain, LIKE(&w, domain), FORM_TEXT);
    add_line(&w, words->category, &p->category, LIKE(&w, category), FORM_TEXT);
    add_line(&w, words->error_code, &p->error_code, LIKE(&w, error_code), FORM_CODE);
    add_line(&w, words->verification, &p->verification, LIKE(&w, verification), FORM_TEXT);
    add_rate_line(out, words->fix_rate, p->fix_rate);
    if (out->len == title_end + 1)
        out->len = title_end; /* no line came */
    if (!is_absent(&p->root_cause)) {
        buf_add_str(out, words->root_cause);
        add_value(&w, &p->root_cause, LIKE(&w, root_cause), FORM_TEXT, MARKDOWN_LINE_START);
        if (p->root_cause.original)
            buf_add_str(out, words->original);
        buf_addc(out, '\n');
    }
    if (p->version_count)
        add_versions(&w);
    if (p->workaround_count)
        add_workarounds(&w);
    if (p->dead_end_count)
        add_dead_ends(&w);
}
