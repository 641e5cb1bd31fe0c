/* The parser: what begins with a parenthesis. */
#include "base/utf8.h"
#include "regex/parser.h"

static bool is_name_byte(unsigned char c)
{
    return ascii_is_alnum(c) || c == '_' || c == '$' || c >= 0x80;
}

bool parse_name(struct parser *s, char close, size_t *from, size_t *to)
{
    *from = s->at;
    while (is_name_byte(parser_peek(s, 0)))
        s->at++;
    *to = s->at;
    if (*from == *to) {
        parser_fail(s, s->at, s->at + 1, "the name of a group is missing here", NULL);
        return false;
    }
    if (ascii_is_digit((unsigned char)s->p.s[*from])) {
        parser_fail(s, *from, *to, "a group's name cannot begin with a digit", NULL);
        return false;
    }
    if (parser_peek(s, 0) != (unsigned char)close || !parser_more(s)) {
        parser_fail(s, s->at, s->at + 1,
                    arena_printf(s->a, "the group's name is not closed by %c here", close), NULL);
        return false;
    }
    s->at++;
    return true;
}

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

static struct regex_node *call(struct parser *s, size_t from, uint32_t number, enum regex_construct c)
{
    struct regex_node *n = parser_node(s, REGEX_CALL, 0, from, s->at);
    n->number = number;
    s->t->features |= REGEX_HAS_CALL;
    parser_note(s, c, number, from, s->at);
    *vec_push(&s->references) = n;
    return n;
}

static struct regex_node *numbered_call(struct parser *s, size_t from)
{
    char sign = parser_peek(s, 0) == '+' || parser_peek(s, 0) == '-' ? s->p.s[s->at++] : 0;
    uint32_t number;
    if (!parse_decimal(s, &number) || !parser_take(s, ")") || (sign == '-' && number > s->groups) ||
        (sign && number == 0))
        return parser_fail(s, from, s->at, "the call names no group", "write it as (?1)");
    number = sign == '-' ? s->groups + 1 - number : sign == '+' ? s->groups + number : number;
    return call(s, from, number, number ? CONSTRUCT_SUBROUTINE : CONSTRUCT_RECURSION);
}

static struct regex_node *named_call(struct parser *s, size_t from)
{
    size_t a, b;
    if (!parse_name(s, ')', &a, &b))
        return NULL;
    struct regex_node *n = call(s, from, 0, CONSTRUCT_SUBROUTINE);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    return n;
}

static struct regex_node *p_group(struct parser *s, size_t from)
{
    size_t a, b;
    if (parser_take(s, "<"))
        return named_group(s, from, '>', CONSTRUCT_NAMED_GROUP_P);
    if (parser_take(s, ">"))
        return named_call(s, from);
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

static struct regex_node *comment(struct parser *s, size_t from)
{
    while (parser_more(s) && parser_peek(s, 0) != ')')
        s->at++;
    if (!parser_take(s, ")"))
        return parser_fail(s, from, from + 3, "the comment is not closed", "add the missing )");
    parser_note(s, CONSTRUCT_COMMENT, 0, from, s->at);
    return parser_node(s, REGEX_COMMENT, 0, from, s->at);
}

static struct regex_node *callout(struct parser *s, size_t from)
{
    while (parser_more(s) && parser_peek(s, 0) != ')')
        s->at++;
    if (!parser_take(s, ")"))
        return parser_fail(s, from, from + 3, "the callout is not closed", "add the missing )");
    parser_note(s, CONSTRUCT_CALLOUT, 0, from, s->at);
    return parser_node(s, REGEX_CALLOUT, 0, from, s->at);
}

static unsigned flag_of(unsigned char c)
{
    static const char letters[] = "imsxUnJ";
    const char *p = c ? strchr(letters, c) : NULL;
    return p ? 1u << (p - letters) : 0;
}

static void note_flag(struct parser *s, unsigned char c, bool off, size_t at)
{
    static const enum regex_construct on[] = {CONSTRUCT_FLAG_I, CONSTRUCT_FLAG_M, CONSTRUCT_FLAG_S,
                                              CONSTRUCT_FLAG_X, CONSTRUCT_FLAG_UNGREEDY};
    const char *p = strchr("imsxU", c);
    parser_note(s,
                off ? CONSTRUCT_FLAG_OFF
                : p ? on[p - strchr("imsxU", 'i')]
                    : CONSTRUCT_FLAG_OTHER,
                c, at, at + 1);
}

/* (?flags) and (?flags:...), the place after the question mark. a, L, u and R are other engines'. */
static struct regex_node *flags(struct parser *s, size_t from)
{
    unsigned now = s->flags;
    bool off = false;
    if (parser_take(s, "^")) {
        now &= ~(unsigned)(REGEX_FLAG_I | REGEX_FLAG_M | REGEX_FLAG_S | REGEX_FLAG_X | REGEX_FLAG_N |
                           REGEX_FLAG_XX);
        parser_note(s, CONSTRUCT_FLAG_OFF, '^', s->at - 1, s->at);
    }
    for (;; s->at++) {
        unsigned char c = parser_peek(s, 0);
        if (c == ')' || c == ':')
            break;
        if (c == '-' && !off) {
            off = true;
            continue;
        }
        unsigned flag = flag_of(c);
        if (!flag && (c == 0 || !strchr("aLuR", c))) {
            if (!parser_more(s))
                return parser_fail(s, from, s->at, "the group is not closed", "add the missing )");
            return parser_fail(s, from, s->at + 1, "(? is followed by something that opens no group",
                               "escape the ( and the ? when they stand for themselves");
        }
        if (flag == REGEX_FLAG_X && parser_peek(s, 1) == 'x') {
            flag |= REGEX_FLAG_XX;
            s->at++;
        }
        note_flag(s, c, off, s->at);
        now = off ? now & ~flag : now | flag;
    }
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

/* The condition of (?(...)yes|no): its node, the place after its parenthesis. */
static struct regex_node *condition(struct parser *s, size_t from, struct regex_node *n)
{
    size_t open = s->at - 1, a, b;
    uint32_t number = 0;
    if (parser_take(s, "DEFINE)") || parser_take(s, "R)"))
        return n;
    if (parser_take(s, "VERSION") || parser_take(s, "R&") ||
        (parser_peek(s, 0) == 'R' && ascii_is_digit(parser_peek(s, 1)))) {
        while (parser_more(s) && parser_peek(s, 0) != ')')
            s->at++;
        return parser_take(s, ")") ? n : parser_fail(s, open, s->at, "the condition is not closed", NULL);
    }
    char sign = parser_peek(s, 0) == '+' || parser_peek(s, 0) == '-' ? s->p.s[s->at++] : 0;
    if (parse_decimal(s, &number)) {
        if (!parser_take(s, ")") || (sign == '-' && number > s->groups))
            return parser_fail(s, open, s->at, "the condition names no group", NULL);
        n->number = sign == '-' ? s->groups + 1 - number : sign == '+' ? s->groups + number : number;
        *vec_push(&s->references) = n;
        return n;
    }
    char close = parser_take(s, "<") ? '>' : parser_take(s, "'") ? '\'' : ')';
    if (sign || !parse_name(s, close, &a, &b))
        return sign ? parser_fail(s, from, s->at, "the condition names no group", NULL) : NULL;
    if (close != ')' && !parser_take(s, ")"))
        return parser_fail(s, open, s->at, "the condition is not closed", NULL);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    *vec_push(&s->references) = n;
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
    } else if (!condition(s, from, n)) {
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
            return numbered_call(s, from);
        return call(s, from, 0, CONSTRUCT_RECURSION);
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
        return comment(s, from);
    if (parser_take(s, "C"))
        return callout(s, from);
    if (parser_take(s, "&"))
        return named_call(s, from);
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

struct regex_node *parse_group(struct parser *s)
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
