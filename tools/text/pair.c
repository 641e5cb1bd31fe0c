/* What the parts of a comparison share: its defects, and how they are told. */
#include "text/pair.h"

#include <iconv.h>

static const char *const kind_names[] = {
#define X(name) #name,
    TEXT_KINDS(X)
#undef X
};

const char *text_kind_name(enum text_kind k)
{
    return kind_names[k];
}

void text_pair_release(struct text_pair *p)
{
    side_release(&p->en);
    side_release(&p->zh);
    vec_release(&p->defects);
    vec_release(&p->numbers[0]);
    vec_release(&p->numbers[1]);
    vec_release(&p->strange);
    buf_release(&p->loose);
    buf_release(&p->names);
    arena_release(&p->arena);
    if (p->gb18030)
        iconv_close((iconv_t)p->gb18030);
}

static struct text_defect *add_defect(struct text_pair *p, enum text_kind kind, struct text_span en,
                                      struct text_span zh, const char *fmt, va_list ap)
{
    size_t max = p->en.clipped || p->zh.clipped ? CLIPPED_DEFECTS_MAX : TEXT_DEFECTS_MAX;
    struct text_defect *d = p->defects.len < max ? vec_push(&p->defects) : vec_last(&p->defects);
    *d = (struct text_defect){.kind = kind, .en = en, .zh = zh};
    d->message = arena_vprintf(&p->arena, fmt, ap);
    return d;
}

static struct text_span span_of(const struct side *s, const struct token *t)
{
    return t ? (struct text_span){side_raw(s, t->from), side_raw(s, t->to)} : (struct text_span){0, 0};
}

struct text_defect *pair_defect(struct text_pair *p, enum text_kind kind, const struct token *en,
                                const struct token *zh, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct text_defect *d = add_defect(p, kind, span_of(&p->en, en), span_of(&p->zh, zh), fmt, ap);
    va_end(ap);
    return d;
}

struct text_defect *pair_defect_at(struct text_pair *p, enum text_kind kind, struct text_span en,
                                   struct text_span zh, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct text_defect *d = add_defect(p, kind, en, zh, fmt, ap);
    va_end(ap);
    return d;
}

void pair_fix(struct text_pair *p, struct text_defect *d, size_t from, size_t to, struct str text)
{
    d->has_fix = true;
    d->fix = (struct text_span){from, to};
    d->text = arena_str(&p->arena, text);
}

bool pair_has(const struct text_pair *p, enum text_kind kind)
{
    for (size_t i = 0; i < p->defects.len; i++)
        if (p->defects.at[i].kind == kind)
            return true;
    return false;
}
