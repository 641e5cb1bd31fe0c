/* The canonical layout: see layout.h. */
#include "record/layout.h"

static void newline(struct buf *out, int indent, unsigned depth)
{
    buf_addc(out, '\n');
    buf_fill(out, ' ', (size_t)indent * depth);
}

/* Recursion goes as deep as the document, which the reader bounds by JSON_DEPTH_MAX. */
static void write_value(const struct json_doc *doc, json_node n, int indent, unsigned depth, struct buf *out)
{
    enum json_type t = json_type(doc, n);
    if ((t != JSON_ARRAY && t != JSON_OBJECT) || !json_cell(doc, n)->count) {
        buf_add_str(out, t == JSON_ARRAY ? STR("[]") : t == JSON_OBJECT ? STR("{}") : json_raw(doc, n));
        return;
    }
    bool first = true;
    buf_addc(out, t == JSON_ARRAY ? '[' : '{');
    for (json_node child = n + 1; child < json_next(doc, n); child = json_next(doc, child)) {
        if (!first)
            buf_addc(out, ',');
        first = false;
        newline(out, indent, depth + 1);
        if (t == JSON_OBJECT) {
            buf_add_str(out, json_raw(doc, child));
            buf_adds(out, ": ");
        }
        write_value(doc, t == JSON_OBJECT ? child + 1 : child, indent, depth + 1, out);
    }
    newline(out, indent, depth);
    buf_addc(out, t == JSON_ARRAY ? ']' : '}');
}

void layout_write(const struct json_doc *doc, json_node n, int indent, struct buf *out)
{
    buf_reserve(out, json_cell(doc, n)->end - json_cell(doc, n)->start);
    write_value(doc, n, indent, 0, out);
}

static inline bool are_blanks(const char *s, size_t len)
{
    const uint64_t blanks = 0x2020202020202020u;
    size_t i = 0;
    if (len >= 8) { /* the last eight may be looked at twice */
        for (; i + 8 < len; i += 8)
            if (str_word(s + i) != blanks)
                return false;
        return str_word(s + len - 8) == blanks;
    }
    static const char few[] = "        ";
    return str_same((struct str){s, len}, (struct str){few, len});
}

/* Whether a line break and `width` blanks stand from `from` to before `to`. */
static inline bool newline_stands(struct str text, size_t from, size_t to, size_t width)
{
    return to - from == width + 1 && text.s[from] == '\n' && are_blanks(text.s + from + 1, width);
}

/* Of a container. Tokens do not overlap, so that each begins at or behind the end of the one before. */
static bool children_stand(const struct json_doc *doc, json_node n, size_t indent, size_t width)
{
    const struct json_cell *cell = json_cell(doc, n);
    const struct str text = doc->text;
    bool object = cell->type == JSON_OBJECT;
    if (!cell->count)
        return cell->end - cell->start == 2;
    size_t at = cell->start + 1;
    for (json_node child = n + 1, end = cell->next; child < end;) {
        const struct json_cell *c = json_cell(doc, child);
        if ((child != n + 1 && text.s[at++] != ',') || !newline_stands(text, at, c->start, width + indent))
            return false;
        if (object) {
            at = c->end;
            c = json_cell(doc, ++child);
            if (c->start != at + 2 || text.s[at] != ':' || text.s[at + 1] != ' ')
                return false;
        }
        if ((c->type == JSON_ARRAY || c->type == JSON_OBJECT) &&
            !children_stand(doc, child, indent, width + indent))
            return false;
        at = c->end;
        child = c->next;
    }
    return newline_stands(text, at, cell->end - 1, width);
}

bool layout_is_canonical(const struct json_doc *doc, json_node n, int indent)
{
    enum json_type t = json_type(doc, n);
    return (t != JSON_ARRAY && t != JSON_OBJECT) || children_stand(doc, n, (size_t)indent, 0);
}

struct member {
    json_node key;
    uint32_t rank;  /* in the schema; an unknown key has the rank of the known one before it */
    uint32_t order; /* as it stands */
};

static int by_rank(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

struct mover {
    const struct record *rec;
    struct arena *arena;
    VEC(struct layout_move) moves;
};

static struct str member_text(const struct json_doc *doc, json_node key)
{
    const struct json_cell *k = json_cell(doc, key), *v = json_cell(doc, key + 1);
    return (struct str){doc->text.s + k->start, v->end - k->start};
}

/* The move that brings an object that is out of order into it. */
static void sort_object(struct mover *m, json_node object, uint32_t place)
{
    const struct json_doc *doc = m->rec->doc;
    const struct roles *roles = m->rec->roles;
    uint32_t count = json_cell(doc, object)->count, i = 0, rank = 0;
    struct layout_move move = {.key = JSON_NONE};
    json_node highest = JSON_NONE;
    uint32_t hint = ROLE_NO_PLACE;
    struct member *members = arena_alloc(m->arena, count * sizeof *members);
    json_foreach_member (doc, object, key) {
        uint32_t child = roles_child_near(roles, place, json_string(doc, key, m->arena),
                                          json_cell(doc, key)->count, &hint);
        if (child != ROLE_NO_PLACE && child != roles->places[place].any_child) {
            uint32_t own = roles->places[child].rank + 1;
            if (own < rank && move.key == JSON_NONE) {
                move.key = key;
                move.before = highest;
            }
            if (own >= rank)
                highest = key;
            members[i] = (struct member){key, own, i};
            rank = own > rank ? own : rank;
        } else {
            members[i] = (struct member){key, i ? members[i - 1].rank : 0, i};
        }
        i++;
    }
    struct member *sorted = arena_alloc(m->arena, count * sizeof *sorted);
    memcpy(sorted, members, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_rank);
    move.edits = arena_alloc(m->arena, count * sizeof *move.edits);
    for (i = 0; i < count; i++) {
        if (sorted[i].key == members[i].key)
            continue;
        struct str old = member_text(doc, members[i].key);
        move.edits[move.edit_count++] =
            (struct edit){(size_t)(old.s - doc->text.s), old.len, member_text(doc, sorted[i].key)};
    }
    *vec_push(&m->moves) = move;
}

/* Whether the object's known keys stand in the schema's order. */
static bool is_in_order(struct mover *m, json_node object, uint32_t place)
{
    const struct json_doc *doc = m->rec->doc;
    const struct roles *roles = m->rec->roles;
    uint32_t hint = ROLE_NO_PLACE, rank = 0;
    json_foreach_member (doc, object, key) {
        uint32_t child = roles_child_near(roles, place, json_string(doc, key, m->arena),
                                          json_cell(doc, key)->count, &hint);
        if (child == ROLE_NO_PLACE || child == roles->places[place].any_child)
            continue;
        if (roles->places[child].rank < rank)
            return false;
        rank = roles->places[child].rank;
    }
    return true;
}

static void visit(struct mover *m, json_node n, uint32_t place)
{
    const struct json_doc *doc = m->rec->doc;
    enum json_type t = json_type(doc, n);
    if (place == ROLE_NO_PLACE || (t != JSON_ARRAY && t != JSON_OBJECT))
        return;
    if (t == JSON_ARRAY) {
        json_foreach_item (doc, n, item)
            visit(m, item, m->rec->roles->places[place].any_child);
        return;
    }
    if (!is_in_order(m, n, place)) {
        sort_object(m, n, place);
        return;
    }
    uint32_t hint = ROLE_NO_PLACE;
    json_foreach_member (doc, n, key) {
        enum json_type below = json_type(doc, key + 1);
        if (below == JSON_ARRAY || below == JSON_OBJECT)
            visit(m, key + 1,
                  roles_child_near(m->rec->roles, place, json_string(doc, key, m->arena),
                                   json_cell(doc, key)->count, &hint));
    }
}

size_t layout_moves(const struct record *rec, struct arena *a, struct layout_move **out)
{
    struct mover m = {.rec = rec, .arena = a};
    visit(&m, 0, 0);
    *out = arena_alloc(a, m.moves.len * sizeof **out);
    if (m.moves.len)
        memcpy(*out, m.moves.at, m.moves.len * sizeof **out);
    size_t count = m.moves.len;
    vec_release(&m.moves);
    return count;
}
