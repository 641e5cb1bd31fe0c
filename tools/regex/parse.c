/* The parser: alternatives, sequences, groups. What holds no pattern in turn has files of its own. */
#include "regex/parser.h"

#include "base/utf8.h"

static bool is_blank_under_x(uint32_t cp)
{
    return (cp < 0x80 && ascii_is_space((unsigned char)cp)) || cp == 0x85 || cp == 0x200E || cp == 0x200F ||
           cp == 0x2028 || cp == 0x2029;
}

/* Under the flag x: blanks and comments up to the line's end. */
static bool skip_blanks(struct parser *s)
{
    size_t from = s->at;
    while (s->flags & REGEX_FLAG_X && !s->quoted && parser_more(s)) {
        size_t next = s->at;
        uint32_t cp = utf8_next(s->p, &next);
        if (cp == '#')
            while (next < s->end && s->p.s[next] != '\n')
                next++;
        else if (!is_blank_under_x(cp))
            break;
        s->at = next;
    }
    return s->at > from;
}

static struct regex_node *parse_alternation(struct parser *s, size_t from);
static struct regex_node *parse_group(struct parser *s);

/* The body and the closing parenthesis of a group that was opened at `from`. */
static struct regex_node *body(struct parser *s, size_t from)
{
    if (s->nest == REGEX_NEST_MAX)
        return parser_fail(s, from, from + 1,
                           arena_printf(s->a, "groups are nested more than %d deep", REGEX_NEST_MAX), NULL);
    s->nest++;
    unsigned flags = s->flags;
    size_t start = s->at;
    struct regex_node *n = parse_alternation(s, start);
    s->flags = flags;
    s->nest--;
    if (!n)
        return NULL;
    if (!parser_take(s, ")"))
        return parser_fail(s, from, from + 1, "the group is not closed",
                           "add the missing ), or escape the ( when it stands for itself");
    return n;
}

static struct regex_node *group(struct parser *s, size_t from, enum regex_group kind)
{
    struct regex_node *n = parser_node(s, REGEX_GROUP, kind, from, from);
    if (kind == GROUP_CAPTURE || kind == GROUP_NAMED)
        n->number = ++s->groups;
    if (kind == GROUP_ATOMIC) {
        s->t->features |= REGEX_HAS_ATOMIC;
        parser_note(s, CONSTRUCT_ATOMIC, 0, from, s->at);
    }
    n->child = body(s, from);
    if (!n->child)
        return NULL;
    n->to = (uint32_t)s->at;
    if (n->child->kind == REGEX_EMPTY)
        parser_note(s, CONSTRUCT_EMPTY_GROUP, 0, n->from, n->to);
    return n;
}

static struct regex_node *named_group(struct parser *s, size_t from, char close, enum regex_construct c)
{
    size_t a, b;
    if (!parse_name(s, close, &a, &b))
        return NULL;
    parser_note(s, c, 0, from, s->at);
    struct str name = str_sub(s->p, a, b);
    for (size_t i = 0; i < s->names.len; i++)
        if (str_eq(s->names.at[i].name, name) && !(s->flags & REGEX_FLAG_J)) {
            parser_note(s, CONSTRUCT_DUPLICATE_NAME, 0, a, b);
            break;
        }
    *vec_push(&s->names) = (struct group_name){name, s->groups + 1};
    struct regex_node *n = group(s, from, GROUP_NAMED);
    if (n) {
        n->name_from = (uint32_t)a;
        n->name_to = (uint32_t)b;
    }
    return n;
}

static struct regex_node *look(struct parser *s, size_t from, enum regex_look kind, bool spelled_out)
{
    static const enum regex_construct names[] = {CONSTRUCT_LOOKAHEAD, CONSTRUCT_NEGATIVE_LOOKAHEAD,
                                                 CONSTRUCT_LOOKBEHIND, CONSTRUCT_NEGATIVE_LOOKBEHIND};
    s->t->features |= REGEX_HAS_LOOK;
    parser_note(s, spelled_out ? CONSTRUCT_ALPHA_ASSERTION : names[kind], 0, from, s->at);
    struct regex_node *n = parser_node(s, REGEX_LOOK, kind, from, from);
    n->child = body(s, from);
    if (!n->child)
        return NULL;
    n->to = (uint32_t)s->at;
    return n;
}

/* PCRE2 numbers the groups of each alternative from the same start. */
static struct regex_node *branch_reset(struct parser *s, size_t from)
{
    parser_note(s, CONSTRUCT_BRANCH_RESET, 0, from, s->at);
    if (s->nest == REGEX_NEST_MAX)
        return body(s, from);
    struct regex_node *n = parser_node(s, REGEX_GROUP, GROUP_BRANCH_RESET, from, from);
    n->child = body(s, from);
    if (!n->child)
        return NULL;
    n->to = (uint32_t)s->at;
    return n;
}

static struct regex_node *p_group(struct parser *s, size_t from)
{
    size_t a, b;
    if (parser_take(s, "<"))
        return named_group(s, from, '>', CONSTRUCT_NAMED_GROUP_P);
    if (parser_take(s, ">"))
        return parse_named_call(s, from);
    if (!parser_take(s, "="))
        return parser_fail(s, from, s->at + 1, "(?P is followed by <, = or >", "write it as (?P<name>...)");
    if (!parse_name(s, ')', &a, &b))
        return NULL;
    struct regex_node *n = parser_node(s, REGEX_BACKREF, 0, from, s->at);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    s->t->features |= REGEX_HAS_BACKREF;
    parser_note(s, CONSTRUCT_BACKREFERENCE_NAMED_P, 0, from, s->at);
    *vec_push(&s->references) = n;
    return n;
}

/* (?flags) and (?flags:...), the place after the question mark. */
static struct regex_node *flags(struct parser *s, size_t from)
{
    unsigned now;
    if (!parse_flags(s, from, &now))
        return NULL;
    bool scoped = s->p.s[s->at++] == ':';
    if (!scoped) {
        s->flags = now;
        parser_note(s, from == 0 ? CONSTRUCT_FLAGS_AT_START : CONSTRUCT_FLAGS_IN_MIDDLE, 0, from, s->at);
        return parser_node(s, REGEX_FLAGS, 0, from, s->at);
    }
    unsigned outside = s->flags;
    parser_note(s, CONSTRUCT_FLAGS_SCOPED, 0, from, s->at);
    s->flags = now;
    struct regex_node *n = group(s, from, GROUP_PLAIN);
    s->flags = outside;
    return n;
}

static struct regex_node *conditional(struct parser *s, size_t from)
{
    struct regex_node *n = parser_node(s, REGEX_CONDITIONAL, 0, from, from), *test = NULL;
    bool define = parser_looks_at(s, "DEFINE)");
    parser_note(s, CONSTRUCT_CONDITIONAL, 0, from, s->at);
    if (parser_peek(s, 0) == '?' || parser_peek(s, 0) == '*') {
        size_t at = s->at - 1;
        s->at--;
        test = parse_group(s);
        if (!test)
            return NULL;
        if (test->kind != REGEX_LOOK)
            return parser_fail(s, at, s->at, "the condition is neither a group nor a lookaround", NULL);
    } else if (!parse_condition(s, from, n)) {
        return NULL;
    }
    struct regex_node *arms = body(s, from);
    if (!arms)
        return NULL;
    n->to = (uint32_t)s->at;
    if (define) {
        n->kind = REGEX_GROUP;
        n->sub = GROUP_DEFINE;
        n->child = arms;
        s->t->features |= REGEX_HAS_CALL;
        return n;
    }
    s->t->features |= REGEX_HAS_CONDITIONAL;
    n->child = arms->kind == REGEX_ALTERNATION ? arms->child : arms;
    if (arms->kind == REGEX_ALTERNATION && n->child->next->next)
        return parser_fail(s, from, s->at, "a conditional has more than two branches", NULL);
    if (test) {
        test->next = n->child;
        n->child = test;
    }
    return n;
}

static struct regex_node *question(struct parser *s, size_t from)
{
    unsigned char c = parser_peek(s, 0), d = parser_peek(s, 1);
    if ((c == 'R' && d == ')') || ascii_is_digit(c) || ((c == '+' || c == '-') && ascii_is_digit(d))) {
        if (!parser_take(s, "R)"))
            return parse_numbered_call(s, from);
        return parse_call(s, from, 0, CONSTRUCT_RECURSION);
    }
    if (parser_take(s, ":"))
        return group(s, from, GROUP_PLAIN);
    if (parser_take(s, "=") || parser_take(s, "*"))
        return look(s, from, LOOK_AHEAD, false);
    if (parser_take(s, "!"))
        return look(s, from, LOOK_NOT_AHEAD, false);
    if (parser_take(s, "<=") || parser_take(s, "<*"))
        return look(s, from, LOOK_BEHIND, false);
    if (parser_take(s, "<!"))
        return look(s, from, LOOK_NOT_BEHIND, false);
    if (parser_take(s, "<"))
        return named_group(s, from, '>', CONSTRUCT_NAMED_GROUP_ANGLE);
    if (parser_take(s, "'"))
        return named_group(s, from, '\'', CONSTRUCT_NAMED_GROUP_QUOTE);
    if (parser_take(s, "P"))
        return p_group(s, from);
    if (parser_take(s, ">"))
        return group(s, from, GROUP_ATOMIC);
    if (parser_take(s, "|"))
        return branch_reset(s, from);
    if (parser_take(s, "#"))
        return parse_comment(s, from);
    if (parser_take(s, "C"))
        return parse_callout(s, from);
    if (parser_take(s, "&"))
        return parse_named_call(s, from);
    if (parser_take(s, "("))
        return conditional(s, from);
    return flags(s, from);
}

/* (*VERB), (*VERB:name), (*pla:...) and the other spelled-out groups, the place after the star. */
static struct regex_node *star(struct parser *s, size_t from)
{
    static const struct {
        const char *word;
        int look, group; /* one of them, the other -1 */
    } rows[] = {
        {"pla:", LOOK_AHEAD, -1},
        {"positive_lookahead:", LOOK_AHEAD, -1},
        {"nla:", LOOK_NOT_AHEAD, -1},
        {"negative_lookahead:", LOOK_NOT_AHEAD, -1},
        {"plb:", LOOK_BEHIND, -1},
        {"positive_lookbehind:", LOOK_BEHIND, -1},
        {"nlb:", LOOK_NOT_BEHIND, -1},
        {"negative_lookbehind:", LOOK_NOT_BEHIND, -1},
        {"napla:", LOOK_AHEAD, -1},
        {"non_atomic_positive_lookahead:", LOOK_AHEAD, -1},
        {"naplb:", LOOK_BEHIND, -1},
        {"non_atomic_positive_lookbehind:", LOOK_BEHIND, -1},
        {"atomic:", -1, GROUP_ATOMIC},
        {"sr:", -1, GROUP_SCRIPT_RUN},
        {"script_run:", -1, GROUP_SCRIPT_RUN},
        {"asr:", -1, GROUP_ATOMIC},
        {"atomic_script_run:", -1, GROUP_ATOMIC},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (parser_take(s, rows[i].word))
            return rows[i].group < 0 ? look(s, from, (enum regex_look)rows[i].look, true)
                                     : group(s, from, (enum regex_group)rows[i].group);
    size_t a = s->at;
    while (parser_more(s) && parser_peek(s, 0) != ')')
        s->at++;
    if (!parser_take(s, ")"))
        return parser_fail(s, from, from + 2, "the control verb is not closed",
                           "escape the ( and the * when they stand for themselves");
    parser_note(s, CONSTRUCT_VERB, 0, from, s->at);
    s->t->features |= REGEX_HAS_VERB;
    struct regex_node *n = parser_node(s, REGEX_VERB, 0, from, s->at);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)s->at - 1;
    return n;
}

static struct regex_node *parse_group(struct parser *s)
{
    size_t from = s->at++;
    if (parser_take(s, "?"))
        return question(s, from);
    unsigned char next = parser_peek(s, 1);
    if (parser_peek(s, 0) == '*' && (ascii_is_alpha(next) || next == ':')) {
        s->at++;
        return star(s, from);
    }
    return group(s, from, s->flags & REGEX_FLAG_N ? GROUP_PLAIN : GROUP_CAPTURE);
}

static struct regex_node *assertion(struct parser *s, enum regex_assert which)
{
    s->at++;
    return parser_node(s, REGEX_ASSERT, which, s->at - 1, s->at);
}

static struct regex_node *parse_special(struct parser *s, unsigned char c)
{
    struct regex_node *n;
    switch (c) {
    case '(': return parse_group(s);
    case '[': return parse_class(s);
    case '\\': return parse_escape(s, false);
    case '^': return assertion(s, ASSERT_CARET);
    case '$': parser_note(s, CONSTRUCT_DOLLAR, 0, s->at, s->at + 1); return assertion(s, ASSERT_DOLLAR);
    case '.':
        parser_note(s, CONSTRUCT_DOT, 0, s->at, s->at + 1);
        s->at++;
        return parser_node(s, REGEX_ANY, ANY_DOT, s->at - 1, s->at);
    default:
        n = parse_plain(s, false);
        if (n->from < s->quiet_to)
            return n;
        if (c == '{' || c == '}')
            parser_note(s, c == '{' ? CONSTRUCT_LITERAL_OPEN_BRACE : CONSTRUCT_LITERAL_CLOSE_BRACE, 0,
                        n->from, n->to);
        else if (c == ']')
            parser_note(s, CONSTRUCT_LITERAL_CLOSE_BRACKET, 0, n->from, n->to);
        return n;
    }
}

/* One item of a sequence. 1 added, 0 nothing was there for the tree, -1 fault. */
static int parse_item(struct parser *s, struct node_list *l)
{
    if (s->quoted) {
        if (parser_take(s, "\\E")) {
            s->quoted = false;
            return 0;
        }
        node_list_add(l, parse_plain(s, false));
        return 1;
    }
    size_t from = s->at;
    if (skip_blanks(s)) {
        node_list_add(l, parser_node(s, REGEX_COMMENT, 0, from, s->at));
        return 1;
    }
    s->fault->what = NULL;
    struct regex_node *n = parse_special(s, parser_peek(s, 0));
    if (!n)
        return s->fault->what ? -1 : 0;
    node_list_add(l, n);
    return 1;
}

static struct regex_node *sequence_of(struct parser *s, struct node_list *l, size_t from)
{
    if (l->count == 1)
        return l->first;
    struct regex_node *n = parser_node(s, l->count ? REGEX_SEQUENCE : REGEX_EMPTY, 0, from, s->at);
    n->child = l->first;
    return n;
}

/* Characters that always stand for themselves. */
static bool is_ordinary(unsigned char c)
{
    /* printable ASCII without \\ ^ $ . | ? * + ( ) [ ] { } */
    static const uint32_t bits[8] = {0, 0x7FFFB0EF, 0x87FFFFFF, 0x47FFFFFF};
    return bits[c >> 5] >> (c & 31) & 1;
}

/* A run of them at once, but for the last, which may be repeated: by far the most of a pattern. */
static void parse_run(struct parser *s, struct node_list *l)
{
    size_t end = s->at;
    if (s->quoted || s->flags & (REGEX_FLAG_X | REGEX_FLAG_XX))
        return;
    while (end < s->end && is_ordinary((unsigned char)s->p.s[end]))
        end++;
    if (end < s->at + 2)
        return;
    size_t count = end - 1 - s->at;
    struct regex_node *nodes = arena_alloc(s->a, count * sizeof *nodes);
    struct regex_node one = {.kind = REGEX_CHAR, .sub = SPELLED_PLAIN, .flags = (uint8_t)s->flags};
    for (size_t i = 0; i < count; i++) {
        one.from = (uint32_t)(s->at + i);
        one.to = one.from + 1;
        one.next = &nodes[i + 1];
        one.cp = (unsigned char)s->p.s[s->at + i];
        one.run = (uint32_t)(count - i);
        nodes[i] = one;
    }
    nodes[count - 1].next = NULL;
    s->at += count;
    s->t->node_count += (uint32_t)count;
    l->before = count > 1 ? &nodes[count - 2] : l->last;
    if (l->last)
        l->last->next = nodes;
    else
        l->first = nodes;
    l->item = l->last = &nodes[count - 1];
    l->count += count;
}

static struct regex_node *parse_sequence(struct parser *s)
{
    struct node_list l = {0};
    size_t from = s->at;
    while (parser_more(s) && (s->quoted || (parser_peek(s, 0) != '|' && parser_peek(s, 0) != ')'))) {
        if (l.count == 0 && !s->quoted && parser_peek(s, 0) && strchr("*+?", parser_peek(s, 0)))
            return parser_fail(s, s->at, s->at + 1, "there is nothing to repeat before the quantifier",
                               "escape it with a backslash when it stands for itself");
        if (l.count == 0 && !s->quoted && parser_peek(s, 0) == '{') {
            uint32_t min, max;
            size_t brace = s->at;
            int found = parse_bounds(s, &min, &max);
            if (found)
                return found < 0
                           ? NULL
                           : parser_fail(s, brace, s->at, "there is nothing to repeat before the quantifier",
                                         "escape the brace with a backslash when it stands for itself");
        }
        parse_run(s, &l);
        int done = parse_item(s, &l);
        if (done < 0 || parse_quantifiers(s, &l) < 0)
            return NULL;
    }
    return sequence_of(s, &l, from);
}

static struct regex_node *parse_alternation(struct parser *s, size_t from)
{
    struct node_list branches = {0};
    for (;;) {
        size_t start = s->at;
        struct regex_node *n = parse_sequence(s);
        if (!n)
            return NULL;
        node_list_add(&branches, n);
        bool more = parser_take(s, "|");
        if (n->kind == REGEX_EMPTY && (more || branches.count > 1))
            parser_note(s, CONSTRUCT_EMPTY_ALTERNATIVE, 0, more ? start : start - 1,
                        more ? start + 1 : start);
        if (!more)
            break;
    }
    if (branches.count == 1)
        return branches.first;
    struct regex_node *n = parser_node(s, REGEX_ALTERNATION, 0, from, s->at);
    s->t->features |= REGEX_HAS_EITHER;
    n->child = branches.first;
    return n;
}

static int by_place(const void *a, const void *b)
{
    const struct regex_note *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->construct != y->construct ? (x->construct < y->construct ? -1 : 1)
                                        : (x->to > y->to) - (x->to < y->to);
}

static int parse_all(struct parser *s)
{
    size_t bad = utf8_valid(s->p);
    if (bad < s->end) {
        parser_fail(s, bad, bad + 1, "the pattern is not UTF-8 here", NULL);
        return -1;
    }
    if (s->end > REGEX_PARSE_MAX) {
        parser_fail(s, REGEX_PARSE_MAX, s->end,
                    arena_printf(s->a, "the pattern has %zu bytes, more than %d", s->end, REGEX_PARSE_MAX),
                    "no engine compiles one so long: name what is constant in the error");
        return -1;
    }
    s->t->root = parse_alternation(s, 0);
    if (!s->t->root)
        return -1;
    if (parser_more(s)) {
        parser_fail(s, s->at, s->at + 1, "the parenthesis closes no group",
                    "escape it with a backslash when it stands for itself");
        return -1;
    }
    s->t->groups = s->groups;
    return parse_finish(s);
}

int regex_parse(struct regex_tree *t, struct str pattern, unsigned flags, struct arena *a,
                struct regex_fault_span *fault)
{
    *t = (struct regex_tree){.pattern = pattern};
    struct parser s = {.t = t, .a = a, .fault = fault, .p = pattern, .end = pattern.len, .flags = flags};
    int result = parse_all(&s);
    if (result == 0 && s.notes.len) {
        t->note_count = s.notes.len;
        t->notes = arena_alloc(a, s.notes.len * sizeof *t->notes);
        memcpy(t->notes, s.notes.at, s.notes.len * sizeof *t->notes);
        qsort(t->notes, t->note_count, sizeof *t->notes, by_place);
    }
    vec_release(&s.notes);
    vec_release(&s.names);
    vec_release(&s.references);
    return result;
}
