/* From the pieces of a template to the parts of a pattern: which class a hole becomes. atom_linear.c sees to
 * it that loops cannot share a text. */
#include "regex/atom.h"

#include "regex/escape.h"

#define BLANKS " \t\n\v\f\r"

/* What all values of a hole are made of. */
struct survey {
    bool digits, number, decimal, hex, prefixed, no_blank, one_line, empty, blank, sign, plain_version, v,
        all_v;
};

static bool is_hex(unsigned char c)
{
    return ascii_is_digit(c) || (unsigned)(c | 0x20) - 'a' < 6u;
}

static void survey_value(struct survey *s, struct str v)
{
    if (!v.len) {
        s->empty = true;
        return;
    }
    bool sign = v.s[0] == '-';
    struct str n = str_sub(v, sign && v.len > 1, v.len);
    size_t digits = 0, others = 0, points = 0, hex = 0, blanks = 0;
    bool prefixed = n.len > 2 && n.s[0] == '0' && (n.s[1] | 0x20) == 'x';
    for (size_t i = 0; i < n.len; i++) {
        unsigned char c = (unsigned char)n.s[i];
        digits += ascii_is_digit(c);
        points += c == '.' || c == ',';
        others += !ascii_is_digit(c) && c != '.' && c != ',';
        hex += is_hex(c);
        blanks += ascii_is_space(c);
        s->one_line &= c != '\n' && c != '\r';
    }
    s->sign |= sign;
    s->digits &= digits == n.len;
    s->decimal &= !others && digits && ascii_is_digit((unsigned char)n.s[0]) &&
                  ascii_is_digit((unsigned char)n.s[n.len - 1]);
    s->number &= s->decimal && points <= 1 && !memchr(n.s, ',', n.len);
    s->prefixed &= prefixed;
    s->hex &= prefixed ? hex + 1 == n.len : hex == n.len && digits && n.len >= 4;
    s->no_blank &= !blanks;
    s->blank &= blanks == v.len;
    bool v_before = (v.s[0] | 0x20) == 'v';
    s->v |= v_before;
    s->all_v &= v_before;
    s->plain_version &= others == (v_before && !sign) && !memchr(v.s, ',', v.len) && points >= 1;
}

static struct survey survey(const struct str *values, size_t count)
{
    struct survey s = {.digits = true,
                       .number = true,
                       .decimal = true,
                       .hex = true,
                       .prefixed = true,
                       .no_blank = true,
                       .one_line = true,
                       .blank = true,
                       .plain_version = true,
                       .all_v = true};
    for (size_t i = 0; i < count; i++)
        survey_value(&s, values[i]);
    return s;
}

/* A pattern of the value's own form: digits and letters by their number, signs as they are. */
static struct str shape_of(struct str v, struct arena *a)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < v.len;) {
        size_t from = i;
        unsigned char c = (unsigned char)v.s[i];
        if (ascii_is_digit(c)) {
            while (i < v.len && ascii_is_digit((unsigned char)v.s[i]))
                i++;
            bool fraction = from > 1 && (v.s[from - 1] == '.' || v.s[from - 1] == ',') && i - from != 4 &&
                            from >= 8 && v.s[from - 4] == ':';
            if (fraction)
                buf_adds(&b, "\\d{1,9}");
            else
                buf_addf(&b, i - from <= 2 ? "\\d{1,2}" : "\\d{%zu}", i - from);
        } else if (ascii_is_alpha(c) && i + 1 < v.len && ascii_is_alpha((unsigned char)v.s[i + 1])) {
            while (i < v.len && ascii_is_alpha((unsigned char)v.s[i]))
                i++;
            buf_adds(&b, "[A-Za-z]{3,9}");
        } else if (c == ' ') {
            while (i < v.len && v.s[i] == ' ')
                i++;
            buf_adds(&b, " {1,2}");
        } else {
            regex_escape(&b, str_sub(v, i, i + 1));
            i++;
        }
    }
    struct str out = arena_str(a, buf_str(&b));
    buf_release(&b);
    return out;
}

static struct str date_shape(const struct str *values, size_t count, struct arena *a)
{
    struct str shape = shape_of(values[0], a);
    for (size_t i = 1; i < count; i++)
        if (!str_eq(shape, shape_of(values[i], a)))
            return STR("[\\w :.,/+\\-]{4,40}");
    return shape;
}

static void make_class(struct atom *x, const struct survey *s, int kind)
{
    x->form = ATOM_CLASS;
    x->prefix = "";
    if (s->blank) {
        x->base = "[\\s]";
        x->set = atom_set_of("  \t\r");
    } else if (s->no_blank && kind != VOLATILE_QUOTED && kind != VOLATILE_ELLIPSIS) {
        x->base = "\\s";
        x->set = atom_set_but(BLANKS);
    } else if (s->one_line) {
        x->base = "\\n";
        x->set = atom_set_but("\n");
    } else {
        x->base = "[\\s\\S]"; /* bounded by atom_linear.c: nothing that is left out can end it */
        x->set = atom_set_but("");
    }
}

static void make_number(struct atom *x, const struct survey *s, bool decimal)
{
    x->form = !decimal ? ATOM_NUMBER : s->number ? ATOM_DECIMAL : ATOM_CLASS;
    x->prefix = s->sign ? "-?" : "";
    x->set = atom_set_of("09");
    if (x->form == ATOM_CLASS) {
        x->base = "[\\d.,]";
        x->set = atom_set_of("09..,,");
    }
}

static void make_loop(struct atom *x, int kind, struct arena *a)
{
    struct survey s = survey(x->values, x->value_count);
    x->optional = s.empty;
    x->kind = kind;
    if (kind == VOLATILE_NUMBER || (kind == ALIGN_FIXED && s.digits && !s.blank)) {
        make_number(x, &s, false);
    } else if (kind == VOLATILE_DECIMAL || (kind == ALIGN_FIXED && s.number)) {
        make_number(x, &s, true);
    } else if (kind == VOLATILE_HEX || (kind == ALIGN_FIXED && s.hex)) {
        x->form = ATOM_HEX;
        x->prefix = s.prefixed ? "0x" : s.hex && kind == ALIGN_FIXED ? "(?:0x)?" : "";
        for (size_t i = 0; i < x->value_count && !s.prefixed; i++)
            if (str_starts(x->values[i], STR("0x")) || str_starts(x->values[i], STR("0X")))
                x->prefix = "(?:0x)?";
        x->set = atom_set_of("09afAF");
    } else if (kind == VOLATILE_VERSION && s.plain_version) {
        x->form = ATOM_VERSION;
        x->prefix = s.all_v ? "v" : s.v ? "v?" : "";
        x->set = atom_set_of("09..");
    } else if (kind == VOLATILE_VERSION) {
        x->form = ATOM_CLASS;
        x->prefix = s.all_v ? "v\\d" : s.v ? "v?\\d" : "\\d";
        x->base = "[\\w+.~\\-]";
        x->set = atom_set_of("09azAZ__..++~~--");
        x->optional = true; /* what follows the first digit */
    } else if (kind == VOLATILE_DATE) {
        x->form = ATOM_SHAPE;
        x->text = date_shape(x->values, x->value_count, a);
    } else if (kind == VOLATILE_UUID) {
        x->form = ATOM_SHAPE;
        x->text = STR("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    } else if (kind == VOLATILE_IPV4) {
        x->form = ATOM_SHAPE;
        x->text = STR("\\d{1,3}(?:\\.\\d{1,3}){3}");
    } else if (kind == VOLATILE_IPV6) {
        x->form = ATOM_SHAPE;
        x->text = STR("[0-9a-fA-F:.]{2,45}");
    } else if (kind == VOLATILE_MAC) {
        x->form = ATOM_SHAPE;
        x->text = STR("[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}");
    } else {
        make_class(x, &s, kind);
    }
}

/* Text between holes: one blank stands for itself, any other run of blanks for \s+. */
static void add_text(atom_list *out, struct str text, unsigned group)
{
    static const struct str run = {BLANKS, 6};
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        while (i < text.len && ascii_is_space((unsigned char)text.s[i]))
            i++;
        bool plain = i == from || (i - from == 1 && text.s[from] == ' ');
        if (plain) {
            while (i < text.len &&
                   (!ascii_is_space((unsigned char)text.s[i]) ||
                    (text.s[i] == ' ' && i + 1 < text.len && !ascii_is_space((unsigned char)text.s[i + 1]))))
                i++;
            *vec_push(out) = (struct atom){
                .form = ATOM_TEXT, .text = str_sub(text, from, i), .group = group, .kind = ALIGN_FIXED};
        } else {
            *vec_push(out) = (struct atom){.form = ATOM_CLASS,
                                           .base = "[\\s]",
                                           .prefix = "",
                                           .group = group,
                                           .kind = ALIGN_FIXED,
                                           .set = atom_set_of("  \t\r"),
                                           .values = &run};
        }
    }
}

/* How many words a value has when they stand one blank apart; 0: they do not. */
static size_t word_count(struct str v)
{
    size_t words = 1;
    for (size_t i = 0; i < v.len; i++) {
        if (!ascii_is_space((unsigned char)v.s[i]))
            continue;
        if (v.s[i] != ' ' || i == 0 || i + 1 == v.len || ascii_is_space((unsigned char)v.s[i + 1]))
            return 0;
        words++;
    }
    return v.len ? words : 0;
}

static struct str word_at(struct str v, size_t n)
{
    size_t from = 0;
    for (; n; n--)
        from = str_find(v, STR(" "), from) + 1;
    size_t to = str_find(v, STR(" "), from);
    return str_sub(v, from, to == SIZE_MAX ? v.len : to);
}

enum { WORDS_MAX = 4 };

static void add_hole(atom_list *out, int kind, const struct str *values, size_t count, unsigned group,
                     struct arena *a)
{
    size_t words = kind == ALIGN_FIXED ? word_count(values[0]) : 1;
    for (size_t i = 1; i < count && words > 1; i++)
        words = word_count(values[i]) == words ? words : 1;
    if (words < 2 || words > WORDS_MAX) {
        struct atom *x = vec_push(out);
        *x = (struct atom){.group = group, .values = values, .value_count = count};
        make_loop(x, kind, a);
        return;
    }
    for (size_t w = 0; w < words; w++) { /* as many words in each: one hole a word */
        struct str *each = arena_alloc(a, count * sizeof *each);
        bool same = true;
        for (size_t i = 0; i < count; i++) {
            each[i] = word_at(values[i], w);
            same &= str_eq(each[i], each[0]);
        }
        if (w)
            add_text(out, STR(" "), group);
        if (same)
            add_text(out, each[0], group);
        else
            add_hole(out, ALIGN_FIXED, each, count, group, a);
    }
}

/* What some samples have and others have not: generalised by itself, in (?:...)?. */
static void add_optional(atom_list *out, const struct str *values, size_t count, unsigned group,
                         struct arena *a)
{
    struct str *given = arena_alloc(a, count * sizeof *given);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i].len)
            given[n++] = values[i];
    static const struct align_options none = {0};
    struct align_group *inner;
    if (align_samples(given, n, &none, a, &inner) != 1) {
        add_hole(out, ALIGN_FIXED, values, count, 0, a);
        return;
    }
    for (size_t i = 0; i < inner->piece_count; i++) {
        struct align_piece *p = &inner->pieces[i];
        bool gone = false;
        for (size_t m = 0; p->hole && m < n; m++)
            gone |= !p->values[m].len;
        if (!p->hole)
            add_text(out, p->text, group);
        else if (!gone)
            add_hole(out, p->kind, p->values, n, group, a);
        else {
            struct atom *x = vec_push(out);
            *x = (struct atom){.group = group, .values = p->values, .value_count = n};
            make_loop(x, ALIGN_FIXED, a);
        }
    }
}

static bool is_optional(const struct align_piece *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!p->values[i].len)
            return true;
    return false;
}

static bool is_all_blank(const struct align_piece *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_trim(p->values[i]).len)
            return false;
    return true;
}

void atoms_build(const struct align_group *g, struct arena *a, atom_list *out)
{
    unsigned groups = 0;
    for (size_t i = 0; i < g->piece_count; i++) {
        const struct align_piece *p = &g->pieces[i];
        bool end = i == 0 || i + 1 == g->piece_count;
        if (!p->hole)
            add_text(out, p->text, 0);
        else if (!is_optional(p, g->count) || is_all_blank(p, g->count))
            add_hole(out, p->kind, p->values, g->count, 0, a);
        else if (!end) /* at an end what may be missing need not be looked for */
            add_optional(out, p->values, g->count, ++groups, a);
    }
    atoms_trim(out);
    atoms_make_linear(out, a);
}
