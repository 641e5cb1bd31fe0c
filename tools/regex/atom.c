/* Atoms as such: their classes, how they are written. See atom.h; atom_build.c makes them. */
#include "regex/atom.h"

#include "regex/escape.h"

static void set_add(struct atom_set *s, unsigned from, unsigned to)
{
    for (unsigned c = from; c <= to; c++)
        s->bits[c >> 6] |= (uint64_t)1 << (c & 63);
}

static void set_remove(struct atom_set *s, unsigned char c)
{
    s->bits[c >> 6] &= ~((uint64_t)1 << (c & 63));
}

struct atom_set atom_set_of(const char *ranges)
{
    struct atom_set s = {{0}, false};
    for (; *ranges; ranges += 2)
        set_add(&s, (unsigned char)ranges[0], (unsigned char)ranges[1]);
    return s;
}

struct atom_set atom_set_but(const char *out)
{
    struct atom_set s = {{~(uint64_t)0, ~(uint64_t)0}, true};
    for (; *out; out++)
        set_remove(&s, (unsigned char)*out);
    return s;
}

bool atom_leave_out(struct atom *x, unsigned char c)
{
    if (x->form != ATOM_CLASS || x->base[0] != '\\' || c >= 0x80 || ascii_is_alnum(c) ||
        x->without_count == sizeof x->without)
        return false;
    if (!atom_set_has(&x->set, c))
        return true;
    for (size_t i = 0; i < x->value_count; i++)
        if (memchr(x->values[i].s, c, x->values[i].len))
            return false;
    x->without[x->without_count++] = c;
    set_remove(&x->set, c);
    return true;
}

static void emit_class(const struct atom *x, struct buf *out)
{
    if (strcmp(x->base, "\\s") == 0 && !x->without_count) {
        buf_adds(out, "\\S");
    } else if (strcmp(x->base, "[\\s]") == 0) {
        buf_adds(out, "\\s");
    } else if (x->base[0] == '[') {
        buf_adds(out, x->base);
    } else {
        buf_adds(out, "[^");
        for (size_t i = 0; i < x->without_count; i++)
            regex_escape_in_class(out, x->without[i]);
        buf_addf(out, "%s]", x->base);
    }
}

static void emit_turns(const struct atom *x, struct buf *out)
{
    if (x->limit)
        buf_addf(out, "{%d,%zu}", x->optional ? 0 : 1, x->limit);
    else
        buf_addc(out, x->optional ? '*' : '+');
}

static void emit_atom(const struct atom *x, struct buf *out)
{
    switch (x->form) {
    case ATOM_TEXT: regex_escape(out, x->text); return;
    case ATOM_SHAPE: buf_add_str(out, x->text); return;
    case ATOM_CLASS:
        buf_adds(out, x->prefix);
        emit_class(x, out);
        emit_turns(x, out);
        return;
    case ATOM_VERSION:
        buf_adds(out, x->prefix);
        buf_addf(out, x->limit ? "\\d{1,%zu}(?:\\.\\d{1,%zu}){1,%zu}" : "\\d+(?:\\.\\d+)+", x->limit,
                 x->limit, x->limit);
        return;
    case ATOM_NUMBER:
    case ATOM_DECIMAL:
    case ATOM_HEX: break;
    }
    bool wrap = x->optional && (*x->prefix || x->form == ATOM_DECIMAL);
    struct atom one = *x;
    one.optional = x->optional && !wrap;
    buf_addf(out, "%s%s%s", wrap ? "(?:" : "", x->prefix, x->form == ATOM_HEX ? "[0-9a-fA-F]" : "\\d");
    emit_turns(&one, out);
    if (x->form == ATOM_DECIMAL) {
        buf_adds(out, "(?:\\.\\d");
        emit_turns(&one, out);
        buf_adds(out, ")?");
    }
    if (wrap)
        buf_adds(out, ")?");
}

void atoms_emit(const atom_list *atoms, struct buf *out, part_list *parts)
{
    unsigned open = 0;
    for (size_t i = 0; i < atoms->len; i++) {
        const struct atom *x = &atoms->at[i];
        if (open && x->group != open)
            buf_adds(out, ")?");
        if (x->group && x->group != open)
            buf_adds(out, "(?:");
        open = x->group;
        size_t from = out->len;
        emit_atom(x, out);
        if (x->form == ATOM_TEXT || !x->value_count)
            continue;
        struct str value = x->values[0];
        for (size_t k = 0; k < x->value_count && !value.len; k++)
            value = x->values[k];
        *vec_push(parts) = (struct generalised_part){.from = from,
                                                     .to = out->len,
                                                     .kind = (enum volatile_kind)(x->kind < 0 ? 0 : x->kind),
                                                     .named = x->kind >= 0,
                                                     .value = value};
    }
    if (open)
        buf_adds(out, ")?");
}

size_t atoms_weight(const atom_list *atoms)
{
    size_t weight = 0;
    for (size_t i = 0; i < atoms->len; i++) {
        const struct atom *x = &atoms->at[i];
        for (size_t k = 0; x->form == ATOM_TEXT && !x->group && k < x->text.len; k++) {
            unsigned char c = (unsigned char)x->text.s[k];
            weight += ascii_is_alnum(c) ? 1 : c >= 0xC0 ? 2 : 0;
        }
    }
    return weight;
}
