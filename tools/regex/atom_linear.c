/* Making atoms linear: see atom.h.
 *
 * Two loops i before j are ambiguous when some text v leads from i back to i, from i to j, and from j to j.
 * It holds all that must stand between them, so one character there that i or j does not take is enough to
 * rule v out. The search itself is a loop over every character in front of the pattern. A loop that ends the
 * pattern cannot fail any more and is left as it is. */
#include "regex/atom.h"

#include "regex/escape.h"

enum { TURNS_NUMBER = 20, TURNS_HEX = 64, TURNS_VERSION = 9, TURNS_CLASS = 200, TURNS_OF_TWO = 40 };

static bool is_loop(const struct atom *x)
{
    return x->form != ATOM_TEXT && x->form != ATOM_SHAPE;
}

/* A character of the text that is not in the set; letters count in both cases. */
static bool text_leaves(struct str text, const struct atom_set *s)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i], other = ascii_is_alpha(c) ? c ^ 0x20 : c;
        if (!atom_set_has(s, c) && !atom_set_has(s, other))
            return true;
    }
    return false;
}

/* Something among atoms from .. to-1 must be passed that is not in the set. Of optional groups only those
 * count that an end of the way lies in. */
static bool way_leaves(const atom_list *atoms, size_t from, size_t to, unsigned g, unsigned h,
                       const struct atom_set *s)
{
    for (size_t k = from; k < to; k++) {
        const struct atom *x = &atoms->at[k];
        if (x->group && x->group != g && x->group != h)
            continue;
        if (x->form == ATOM_TEXT && text_leaves(x->text, s))
            return true;
        if (x->form == ATOM_HEX && strcmp(x->prefix, "0x") == 0 && text_leaves(STR("x"), s))
            return true;
        if (is_loop(x) && x->form != ATOM_CLASS && !x->optional && text_leaves(STR("0"), s) &&
            !atom_set_has(s, 'a') && !atom_set_has(s, '1'))
            return true; /* digits must be passed, and the set has none */
    }
    return false;
}

static struct atom_set meet(const struct atom_set *a, const struct atom_set *b)
{
    return (struct atom_set){{a->bits[0] & b->bits[0], a->bits[1] & b->bits[1]}, a->wide && b->wide};
}

static bool is_empty(const struct atom_set *s)
{
    return !s->bits[0] && !s->bits[1] && !s->wide;
}

/* The longest run of digits of a value, and how many runs there are. */
static size_t digit_runs(struct str v)
{
    size_t longest = 0, run = 0, runs = 0;
    for (size_t i = 0; i < v.len; i++) {
        run = ascii_is_digit((unsigned char)v.s[i]) ? run + 1 : 0;
        runs += run == 1;
        longest = run > longest ? run : longest;
    }
    return runs > longest ? runs : longest;
}

static void bound(struct atom *x, size_t turns)
{
    if (x->limit && x->limit <= turns)
        return;
    x->limit = turns;
    for (size_t i = 0; i < x->value_count; i++) {
        size_t need = x->form == ATOM_VERSION ? digit_runs(x->values[i]) : x->values[i].len;
        x->limit = need > x->limit ? need : x->limit;
    }
}

static size_t turns_of(const struct atom *x)
{
    switch (x->form) {
    case ATOM_NUMBER:
    case ATOM_DECIMAL: return TURNS_NUMBER;
    case ATOM_HEX: return TURNS_HEX;
    case ATOM_VERSION: return TURNS_VERSION;
    default: return TURNS_CLASS;
    }
}

/* The characters that may stand first in what follows atom i. */
static unsigned char next_char(const atom_list *atoms, size_t i)
{
    const struct atom *next = i + 1 < atoms->len ? &atoms->at[i + 1] : NULL;
    return next && next->form == ATOM_TEXT ? (unsigned char)next->text.s[0] : 0;
}

static unsigned char previous_char(const atom_list *atoms, size_t i)
{
    const struct atom *before = i ? &atoms->at[i - 1] : NULL;
    return before && before->form == ATOM_TEXT ? (unsigned char)before->text.s[before->text.len - 1] : 0;
}

/* A class between brackets or quotation marks ends where they close. */
static void close_brackets(atom_list *atoms)
{
    static const char open[] = "([{<'\"`", close[] = ")]}>'\"`";
    for (size_t i = 0; i < atoms->len; i++) {
        struct atom *x = &atoms->at[i];
        unsigned char before = previous_char(atoms, i), after = next_char(atoms, i);
        const char *p = before ? strchr(open, before) : NULL;
        if (p && after == (unsigned char)close[p - open])
            atom_leave_out(x, after);
    }
}

static void part_from_search(atom_list *atoms, size_t j)
{
    struct atom *x = &atoms->at[j];
    if (way_leaves(atoms, 0, j, x->group, x->group, &x->set))
        return;
    for (size_t k = j; k-- > 0;) { /* the nearest sign in front that no value holds */
        const struct atom *t = &atoms->at[k];
        if (t->form != ATOM_TEXT || (t->group && t->group != x->group))
            continue;
        for (size_t i = t->text.len; i-- > 0;) {
            unsigned char c = (unsigned char)t->text.s[i];
            if (!ascii_is_space(c) && atom_leave_out(x, c))
                return;
        }
    }
    bound(x, turns_of(x));
}

/* A loop becomes the texts that the samples have there. */
static void pin(struct atom *x, struct arena *a)
{
    struct buf b = BUF_INIT;
    bool empty = false, any = false;
    buf_adds(&b, "(?:");
    for (size_t i = 0; i < x->value_count; i++) {
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = str_eq(x->values[i], x->values[k]);
        empty |= !x->values[i].len;
        if (again || !x->values[i].len)
            continue;
        if (any)
            buf_addc(&b, '|');
        regex_escape(&b, x->values[i]);
        any = true;
    }
    buf_adds(&b, empty ? ")?" : ")");
    x->form = ATOM_SHAPE;
    x->text = arena_str(a, buf_str(&b));
    x->kind = ALIGN_FIXED;
    buf_release(&b);
}

static void part_loops(atom_list *atoms, size_t i, size_t j, struct arena *a)
{
    struct atom *x = &atoms->at[i], *y = &atoms->at[j];
    struct atom_set both = meet(&x->set, &y->set);
    if (!is_loop(y) || is_empty(&both) || way_leaves(atoms, i + 1, j, x->group, y->group, &both))
        return;
    unsigned char after = next_char(atoms, i), before = previous_char(atoms, j);
    if ((after && (!atoms->at[i + 1].group || atoms->at[i + 1].group == x->group) &&
         atom_leave_out(x, after)) ||
        (before && (!atoms->at[j - 1].group || atoms->at[j - 1].group == y->group) &&
         atom_leave_out(y, before)))
        return;
    if ((x->paired || y->paired) &&
        y->value_count) { /* of three that share texts one stays as the samples have it */
        pin(y, a);
    } else if (x->limit || y->limit) { /* one is bounded already: together they must stay cheap */
        bound(x, TURNS_OF_TWO);
        bound(y, TURNS_OF_TWO);
        x->paired = y->paired = true;
    } else {
        bound(x, turns_of(x));
    }
}

void atoms_make_linear(atom_list *atoms, struct arena *a)
{
    close_brackets(atoms);
    size_t last = atoms->len;
    if (last && is_loop(&atoms->at[last - 1]) && !atoms->at[last - 1].group)
        last--;
    for (size_t j = 0; j < last; j++)
        if (is_loop(&atoms->at[j]))
            part_from_search(atoms, j);
    for (size_t i = 0; i < last; i++)
        for (size_t j = i + 1; j < last && is_loop(&atoms->at[i]); j++)
            if (is_loop(&atoms->at[j]))
                part_loops(atoms, i, j, a);
}

static void drop_first(atom_list *atoms)
{
    memmove(atoms->at, atoms->at + 1, --atoms->len * sizeof *atoms->at);
}

static size_t text_weight(const atom_list *atoms, size_t from)
{
    atom_list rest = {.at = atoms->at + from, .len = atoms->len - from};
    return atoms_weight(&rest);
}

/* Marks that stood behind what was dropped. */
static void trim_front(atom_list *atoms)
{
    while (atoms->len) {
        struct atom *x = &atoms->at[0];
        if (x->form == ATOM_CLASS && strcmp(x->base, "[\\s]") == 0) {
            drop_first(atoms);
            continue;
        }
        if (x->form != ATOM_TEXT)
            return;
        size_t n = 0;
        while (n < x->text.len && x->text.s[n] && strchr(" :,;-|])>}", x->text.s[n]))
            n++;
        x->text = str_sub(x->text, n, x->text.len);
        if (x->text.len)
            return;
        drop_first(atoms);
    }
}

void atoms_trim(atom_list *atoms)
{
    enum { ENOUGH = 12 };
    for (bool dropped = false;; dropped = true) {
        if (atoms->len && atoms->at[0].group) { /* what may be missing, and now begins the pattern */
            drop_first(atoms);
            trim_front(atoms);
            continue;
        }
        size_t skip = atoms->len > 1 && atoms->at[0].form == ATOM_TEXT && atoms->at[0].text.len == 1 &&
                      strchr("[(<", atoms->at[0].text.s[0]);
        const struct atom *x = skip < atoms->len ? &atoms->at[skip] : NULL;
        bool date = x && x->kind == VOLATILE_DATE && x->form == ATOM_SHAPE;
        bool loose = x && !skip && x->form == ATOM_CLASS && x->base[0] == '\\';
        loose |= x && !skip && dropped && x->form == ATOM_NUMBER; /* main.c:10:5: of which main.c is gone */
        if ((!date && !loose) || text_weight(atoms, skip + 1) < ENOUGH)
            break;
        if (skip)
            drop_first(atoms);
        drop_first(atoms);
        trim_front(atoms);
    }
    while (atoms->len && atoms->at[atoms->len - 1].form == ATOM_CLASS &&
           strcmp(atoms->at[atoms->len - 1].base, "[\\s]") == 0)
        atoms->len--;
}
