#include "markdown/page.h"

#include "markdown/escape.h"
#include "markdown/rate.h"

/* The words of a page. */
struct page_words {
    const char *suffix;
    const char *id, *domain, *category, *error_code, *verification, *fix_rate;
    const char *root_cause, *versions, *workarounds, *dead_ends;
    const char *columns[4];
    const char *success, *fail; /* after a rate */
    const char *original;       /* after a text that is not translated */
    const char *separator;      /* between the parts of a bracket */
    const char *original_how;   /* in the bracket: the code block below is not translated */
};

static const struct page_words page_words[PAGE_LANGUAGE_COUNT] = {
    [PAGE_ENGLISH] = {.suffix = ".md",
                      .id = "ID:",
                      .domain = "Domain:",
                      .category = "Category:",
                      .error_code = "Error Code:",
                      .verification = "Verification:",
                      .fix_rate = "Fix Rate:",
                      .root_cause = "Root Cause",
                      .versions = "Version Compatibility",
                      .workarounds = "Workarounds",
                      .dead_ends = "Dead Ends",
                      .columns = {"Version", "Status", "Introduced", "Deprecated"},
                      .success = " success",
                      .fail = " fail",
                      .original = "",
                      .separator = ", ",
                      .original_how = ""},
    [PAGE_CHINESE] = {.suffix = ".zh.md",
                      .id = "标识：",
                      .domain = "领域：",
                      .category = "类别：",
                      .error_code = "错误代码：",
                      .verification = "验证：",
                      .fix_rate = "修复率：",
                      .root_cause = "根本原因",
                      .versions = "版本兼容性",
                      .workarounds = "解决方法",
                      .dead_ends = "无效做法",
                      .columns = {"版本", "状态", "引入", "弃用"},
                      .success = " 成功",
                      .fail = " 失败",
                      .original = "（暂无译文，英文原文）",
                      .separator = "，",
                      .original_how = "步骤为英文原文"},
};

#define EM_DASH "\xE2\x80\x94"

const char *page_suffix(enum page_language lang)
{
    return page_words[lang].suffix;
}

static bool is_absent(struct str v)
{
    return v.len == 0;
}

/* "- **Label:** ", before a value. */
static void add_label(struct buf *out, const char *label)
{
    buf_adds(out, "- **");
    buf_adds(out, label);
    buf_adds(out, "** ");
}

static void add_text_line(struct buf *out, const char *label, struct str v)
{
    if (is_absent(v))
        return;
    add_label(out, label);
    markdown_text(out, v, MARKDOWN_INLINE);
    if (markdown_is_blank(v))
        out->len--; /* no white space at a line's end */
    buf_addc(out, '\n');
}

static void add_code_line(struct buf *out, const char *label, struct str v)
{
    if (is_absent(v))
        return;
    add_label(out, label);
    markdown_code(out, v, MARKDOWN_INLINE);
    buf_addc(out, '\n');
}

static void add_rate_line(struct buf *out, const char *label, struct str lexeme)
{
    size_t before = out->len;
    add_label(out, label);
    if (markdown_rate(out, lexeme))
        buf_addc(out, '\n');
    else
        out->len = before;
}

static void add_section(struct buf *out, const char *heading)
{
    buf_adds(out, "\n## ");
    buf_adds(out, heading);
    buf_adds(out, "\n\n");
}

static void add_cell(struct buf *out, struct str v)
{
    buf_addc(out, ' ');
    if (is_absent(v))
        buf_adds(out, EM_DASH);
    else
        markdown_text(out, v, MARKDOWN_CELL);
    buf_adds(out, " |");
}

static void add_versions(struct buf *out, const struct page_data *p, const struct page_words *w)
{
    add_section(out, w->versions);
    for (size_t i = 0; i < 4; i++) {
        buf_adds(out, "| ");
        buf_adds(out, w->columns[i]);
        buf_addc(out, ' ');
    }
    buf_adds(out, "|\n|---------|--------|------------|------------|\n");
    for (size_t i = 0; i < p->version_count; i++) {
        const struct page_version *v = &p->versions[i];
        buf_addc(out, '|');
        add_cell(out, v->version);
        add_cell(out, v->status);
        add_cell(out, v->introduced);
        add_cell(out, v->deprecated);
        buf_addc(out, '\n');
    }
}

/* " (90% success)"; a second remark where there is one; nothing when there is neither. */
static void add_bracket(struct buf *out, const struct page_words *w, struct str lexeme, const char *what,
                        const char *remark)
{
    size_t before = out->len;
    buf_adds(out, " (");
    bool rated = markdown_rate(out, lexeme);
    if (rated)
        buf_adds(out, what);
    if (rated && *remark)
        buf_adds(out, w->separator);
    buf_adds(out, remark);
    if (rated || *remark)
        buf_addc(out, ')');
    else
        out->len = before;
}

static void add_workarounds(struct buf *out, const struct page_data *p, const struct page_words *w)
{
    add_section(out, w->workarounds);
    for (size_t i = 0; i < p->workaround_count; i++) {
        const struct page_workaround *x = &p->workarounds[i];
        size_t line = out->len;
        buf_add_number(out, i + 1);
        buf_adds(out, ". ");
        size_t indent = out->len - line; /* a list item's content is indented by its marker's width */
        markdown_strong(out, x->action.v, MARKDOWN_INLINE);
        if (x->action.original)
            buf_adds(out, w->original);
        add_bracket(out, w, x->rate, w->success,
                    x->how.original && !x->action.original ? w->original_how : "");
        buf_addc(out, '\n');
        markdown_fence(out, x->how.v, indent);
    }
}

static void add_dead_ends(struct buf *out, const struct page_data *p, const struct page_words *w)
{
    add_section(out, w->dead_ends);
    for (size_t i = 0; i < p->dead_end_count; i++) {
        const struct page_dead_end *x = &p->dead_ends[i];
        bool both = x->action.original && x->why.original;
        buf_adds(out, "- ");
        markdown_strong(out, x->action.v, MARKDOWN_INLINE);
        if (x->action.original && !both)
            buf_adds(out, w->original);
        if (!is_absent(x->why.v)) {
            buf_adds(out, " " EM_DASH);
            if (!markdown_is_blank(x->why.v))
                buf_addc(out, ' ');
            markdown_text(out, x->why.v, MARKDOWN_INLINE);
        }
        if (x->why.original || both)
            buf_adds(out, w->original);
        add_bracket(out, w, x->rate, w->fail, "");
        buf_addc(out, '\n');
    }
}

static void add_title(struct buf *out, const struct page_data *p, const struct page_words *w)
{
    bool marked = p->title.original && *w->original;
    buf_adds(out, "#");
    if (!markdown_is_blank(p->title.v)) {
        buf_addc(out, ' ');
        markdown_text(out, p->title.v, marked ? MARKDOWN_INLINE : MARKDOWN_LINE_END);
    }
    if (marked)
        buf_adds(out, w->original);
    buf_addc(out, '\n');
}

void page_render(struct buf *out, const struct page_data *p)
{
    const struct page_words *w = &page_words[p->lang];
    add_title(out, p, w);
    size_t title_end = out->len;
    buf_addc(out, '\n');
    add_code_line(out, w->id, p->id);
    add_text_line(out, w->domain, p->domain);
    add_text_line(out, w->category, p->category);
    add_code_line(out, w->error_code, p->error_code);
    add_text_line(out, w->verification, p->verification);
    add_rate_line(out, w->fix_rate, p->fix_rate);
    if (out->len == title_end + 1)
        out->len = title_end; /* no line came */
    if (!is_absent(p->root_cause.v)) {
        add_section(out, w->root_cause);
        markdown_text(out, p->root_cause.v, MARKDOWN_LINE_START);
        if (p->root_cause.original)
            buf_adds(out, w->original);
        buf_addc(out, '\n');
    }
    if (p->version_count)
        add_versions(out, p, w);
    if (p->workaround_count)
        add_workarounds(out, p, w);
    if (p->dead_end_count)
        add_dead_ends(out, p, w);
}
