/* From an ECMA-262 pattern to its tree (22.2.1; without the u flag B.1.2). */
#include "regex/ecma_reader.h"

#include "base/utf8.h"

static struct ecma_node *node_new(struct ecma_reader *r, enum ecma_kind kind, size_t from)
{
    struct ecma_node *n = arena_zalloc(&r->tree->arena, 1, sizeof *n);
    n->kind = (uint8_t)kind;
    n->from = (uint32_t)from;
    return n;
}

static struct ecma_set *set_new(struct ecma_reader *r)
{
    struct ecma_set *s = mem_zalloc(1, sizeof *s);
    *vec_push(&r->tree->sets) = s;
    return s;
}

/* Groups are counted and named before reading: a reference may stand before its group. */
static int scan_groups(struct ecma_reader *r)
{
    bool in_class = false;
    for (size_t i = 0; i < r->p.len; i++) {
        char c = r->p.s[i];
        if (c == '\\') {
            i++;
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
        } else if (c == '(') {
            bool plain = i + 1 >= r->p.len || r->p.s[i + 1] != '?';
            bool named = !plain && i + 3 < r->p.len && r->p.s[i + 2] == '<' && r->p.s[i + 3] != '=' &&
                         r->p.s[i + 3] != '!';
            if (!plain && !named)
                continue;
            struct str name = {0};
            r->tree->groups++;
            if (named) {
                r->has_names = true;
                r->at = i + 3;
                if (ecma_read_name(r, &name) != 0)
                    return -1;
                for (size_t g = 0; g < r->names.len; g++)
                    if (r->names.at[g].len && str_eq(r->names.at[g], name))
                        return ecma_fail(r, i + 3, "two groups have the name \"%.*s\"",
                                         name.len < 60 ? (int)name.len : 60, name.s);
                i = r->at - 1;
            }
            *vec_push(&r->names) = name;
        }
    }
    r->at = 0;
    return 0;
}

static int read_choice(struct ecma_reader *r, struct ecma_node **out);

/* What people write behind "(?" who have another engine in mind. */
static int fail_group(struct ecma_reader *r, size_t start)
{
    char c = (char)ecma_peek(r, 2);
    static const struct {
        char c;
        const char *what;
    } known[] = {
        {'P', "(?P<name>...) is not ECMA-262; write (?<name>...), and \\k<name> to refer to it"},
        {'#', "comments (?#...) are not ECMA-262"},
        {'>', "atomic groups (?>...) are not ECMA-262"},
        {'|', "(?|...) is not ECMA-262"},
        {'(', "conditions (?(...)...) are not ECMA-262"},
        {'R', "recursion (?R) is not ECMA-262"},
        {'&', "calls (?&name) are not ECMA-262"},
        {'\'', "(?'name'...) is not ECMA-262; write (?<name>...)"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (c == known[i].c)
            return ecma_fail(r, start, "%s", known[i].what);
    if (ascii_is_alpha((unsigned char)c) || c == '-' || c == '^')
        return ecma_fail(r, start,
                         c == 'i' ? "inline flags such as (?i) are not ECMA-262; write both cases, [Aa]"
                                  : "inline flags such as (?%c) are not ECMA-262",
                         c);
    return ecma_fail(r, start, "after (? stands :, =, !, <=, <! or <name>");
}

static int read_group(struct ecma_reader *r, struct ecma_node **out, bool *is_look)
{
    size_t start = r->at;
    struct ecma_node *n = NULL;
    bool plain = false;
    if (ecma_peek(r, 1) == '*')
        return ecma_fail(r, start, "verbs (*...) are not ECMA-262");
    if (ecma_peek(r, 1) != '?') {
        n = node_new(r, ECMA_CAPTURE, start);
        r->at++;
    } else {
        uint32_t c = ecma_peek(r, 2), d = ecma_peek(r, 3);
        bool behind = c == '<' && (d == '=' || d == '!');
        if (c == ':') {
            plain = true;
            r->at += 3;
        } else if (c == '=' || c == '!' || behind) {
            n = node_new(r, ECMA_LOOK, start);
            n->behind = behind;
            n->negated = behind ? d == '!' : c == '!';
            r->at += behind ? 4 : 3;
            *is_look = true;
        } else if (c == '<') {
            struct str name;
            n = node_new(r, ECMA_CAPTURE, start);
            r->at += 3;
            if (ecma_read_name(r, &name) != 0)
                return -1;
        } else {
            return fail_group(r, start);
        }
    }
    if (n && n->kind == ECMA_CAPTURE)
        n->group = ++r->opened;
    if (++r->depth > ECMA_DEPTH_MAX)
        return ecma_fail(r, start, "groups are nested deeper than %d", ECMA_DEPTH_MAX);
    struct ecma_node *inner;
    if (read_choice(r, &inner) != 0)
        return -1;
    r->depth--;
    if (ecma_peek(r, 0) != ')')
        return ecma_fail(r, start, "this ( is not closed");
    r->at++;
    *out = plain ? inner : n;
    if (n)
        n->child = inner;
    return 0;
}

/* \1 and \k<name>: 1 when one was read, 0 when the escape is another, -1. */
static int read_backref(struct ecma_reader *r, struct ecma_node **out)
{
    size_t start = r->at;
    uint32_t c = ecma_peek(r, 1);
    uint32_t group = 0;
    if (c == 'k' && (r->has_names || !r->annex_b)) {
        struct str name;
        if (ecma_peek(r, 2) != '<')
            return ecma_fail(r, start, "\\k is followed by a group's name, \\k<name>");
        r->at += 3;
        if (ecma_read_name(r, &name) != 0)
            return -1;
        for (size_t g = 0; g < r->names.len && !group; g++)
            if (r->names.at[g].len && str_eq(r->names.at[g], name))
                group = (uint32_t)g + 1;
        if (!group)
            return ecma_fail(r, start, "no group has the name \"%.*s\"", name.len < 60 ? (int)name.len : 60,
                             name.s);
    } else if (c >= '1' && c <= '9') {
        size_t at = r->at + 1;
        for (; at < r->p.len && ascii_is_digit((unsigned char)r->p.s[at]); at++)
            group = group > 100000 ? group : group * 10 + (uint32_t)(r->p.s[at] - '0');
        if (group > r->tree->groups)
            return r->annex_b ? 0 : ecma_fail(r, start, "\\%u refers to a group that does not exist", group);
        r->at = at;
    } else {
        return 0;
    }
    *out = node_new(r, ECMA_BACKREF, start);
    (*out)->group = group;
    r->tree->has_backrefs = true;
    return 1;
}

/* {n}, {n,}, {n,m} at r->at: its length, or 0. */
static size_t read_counts(const struct ecma_reader *r, uint32_t *min, uint32_t *max)
{
    size_t i = 1;
    uint64_t n[2] = {0, ECMA_MANY};
    if (ecma_peek(r, 0) != '{' || !ascii_is_digit((unsigned char)ecma_peek(r, 1)))
        return 0;
    for (int k = 0; k < 2; k++) {
        if (ascii_is_digit((unsigned char)ecma_peek(r, i)))
            for (n[k] = 0; ascii_is_digit((unsigned char)ecma_peek(r, i)); i++)
                n[k] = n[k] >= ECMA_MANY / 16 ? ECMA_MANY : n[k] * 10 + (ecma_peek(r, i) - '0');
        if (k == 0 && ecma_peek(r, i) == '}') {
            n[1] = n[0];
            break;
        }
        if (k == 0 && ecma_peek(r, i++) != ',')
            return 0;
    }
    if (ecma_peek(r, i) != '}')
        return 0;
    *min = (uint32_t)n[0];
    *max = (uint32_t)n[1];
    return i + 1;
}

static int read_quantifier(struct ecma_reader *r, struct ecma_node **atom, uint32_t groups_before, bool may)
{
    size_t start = r->at;
    uint32_t c = ecma_peek(r, 0), min = 0, max = ECMA_MANY;
    size_t counts = 0;
    if (c == '{')
        counts = read_counts(r, &min, &max);
    else if (c == '+')
        min = 1;
    else if (c == '?')
        max = 1;
    else if (c != '*')
        return 0;
    if (c == '{' && !counts)
        return 0;
    if (!may)
        return ecma_fail(r, start, "there is nothing to repeat before this %s",
                         c == '{' ? "count" : "quantifier");
    r->at += counts ? counts : 1;
    if (min > max)
        return ecma_fail(r, start, "the counts %.*s stand in the wrong order", (int)counts, r->p.s + start);
    struct ecma_node *n = node_new(r, ECMA_REPEAT, (*atom)->from);
    n->min = min;
    n->max = max;
    n->child = *atom;
    n->group = groups_before + 1;
    n->group_to = r->opened + 1;
    if (ecma_peek(r, 0) == '?') {
        n->lazy = true;
        r->at++;
    }
    c = ecma_peek(r, 0);
    if (c == '+')
        return ecma_fail(r, r->at, "possessive quantifiers are not ECMA-262; take the + away");
    if (c == '*' || c == '?' || (c == '{' && read_counts(r, &min, &max)))
        return ecma_fail(r, r->at, "a quantifier follows a quantifier");
    *atom = n;
    return 0;
}

static int read_set(struct ecma_reader *r, struct ecma_node **out, enum ecma_kind kind, uint32_t cp,
                    struct ecma_set *set, size_t start)
{
    /* A surrogate by itself matches nothing in UTF-8: an empty set. */
    if (kind == ECMA_CHAR && cp >= 0xD800 && cp <= 0xDFFF)
        kind = ECMA_SET;
    *out = node_new(r, kind, start);
    (*out)->cp = cp;
    (*out)->set = set;
    ecma_set_seal(set);
    return 0;
}

static int read_atom(struct ecma_reader *r, struct ecma_node **out, bool *may_repeat)
{
    size_t start = r->at;
    uint32_t c = ecma_peek(r, 0);
    *may_repeat = true;
    switch (c) {
    case '^':
    case '$':
        *may_repeat = false;
        r->at++;
        *out = node_new(r, c == '^' ? ECMA_START : ECMA_END, start);
        return 0;
    case '(': {
        bool is_look = false;
        if (read_group(r, out, &is_look) != 0)
            return -1;
        *may_repeat = !is_look || (r->annex_b && !(*out)->behind);
        return 0;
    }
    case '.': {
        struct ecma_set *set = set_new(r);
        r->at++;
        ecma_set_add_class(set, ECMA_DOT, false);
        return read_set(r, out, ECMA_SET, 0, set, start);
    }
    case '[': {
        struct ecma_set *set = set_new(r);
        r->at++;
        *out = node_new(r, ECMA_SET, start);
        (*out)->set = set;
        return ecma_read_class(r, set);
    }
    case '*':
    case '+':
    case '?': return ecma_fail(r, start, "there is nothing to repeat before this quantifier");
    case '{': {
        uint32_t min, max;
        if (read_counts(r, &min, &max))
            return ecma_fail(r, start, "there is nothing to repeat before this count");
    }
    /* fall through */
    case ']':
    case '}':
        if (!r->annex_b)
            return ecma_fail(r, start, "a %c that stands for itself is written \\%c", (int)c, (int)c);
        break;
    case '\\': {
        uint32_t b = ecma_peek(r, 1);
        if (b == 'b' || b == 'B') {
            *may_repeat = false;
            r->at += 2;
            *out = node_new(r, ECMA_BOUNDARY, start);
            (*out)->negated = b == 'B';
            return 0;
        }
        int rc = read_backref(r, out);
        if (rc)
            return rc < 0 ? -1 : 0;
        struct ecma_set *set = set_new(r);
        enum ecma_escape kind;
        uint32_t cp = 0;
        r->at++;
        if (ecma_read_escape(r, false, &kind, &cp, set) != 0)
            return -1;
        return read_set(r, out, kind == ESCAPE_CLASS ? ECMA_SET : ECMA_CHAR, cp, set, start);
    }
    default: break;
    }
    *out = node_new(r, ECMA_CHAR, start);
    (*out)->cp = utf8_next(r->p, &r->at);
    return 0;
}

static int read_sequence(struct ecma_reader *r, struct ecma_node **out)
{
    struct ecma_node *sequence = node_new(r, ECMA_SEQUENCE, r->at), **last = &sequence->child;
    while (r->at < r->p.len && r->p.s[r->at] != '|' && r->p.s[r->at] != ')') {
        bool may_repeat;
        uint32_t groups = r->opened;
        size_t start = r->at;
        struct ecma_node *n = NULL;
        if (read_atom(r, &n, &may_repeat) != 0)
            return -1;
        /* The node of a plain group may stand in another place already: a list's link belongs to its list. */
        if (n->kind == ECMA_SEQUENCE || n->kind == ECMA_CHOICE || n->next) {
            struct ecma_node *group = node_new(r, ECMA_SEQUENCE, start);
            group->child = n;
            n = group;
        }
        n->to = (uint32_t)r->at;
        if (read_quantifier(r, &n, groups, may_repeat) != 0)
            return -1;
        n->to = (uint32_t)r->at;
        *last = n;
        last = &n->next;
    }
    *out = sequence;
    (*out)->to = (uint32_t)r->at;
    return 0;
}

static int read_choice(struct ecma_reader *r, struct ecma_node **out)
{
    struct ecma_node *first, *choice = NULL, **last;
    size_t start = r->at;
    if (read_sequence(r, &first) != 0)
        return -1;
    *out = first;
    last = &first->next;
    while (r->at < r->p.len && r->p.s[r->at] == '|') {
        r->at++;
        if (!choice) {
            choice = node_new(r, ECMA_CHOICE, start);
            choice->child = first;
            *out = choice;
        }
        if (read_sequence(r, last) != 0)
            return -1;
        last = &(*last)->next;
    }
    (*out)->to = (uint32_t)r->at;
    return 0;
}

int ecma_parse(struct ecma_tree *tree, struct str pattern, bool annex_b, struct regex_fault *fault)
{
    struct ecma_reader r = {.tree = tree, .p = pattern, .annex_b = annex_b, .fault = fault};
    tree->pattern = pattern;
    int rc = -1;
    if (pattern.len > REGEX_PATTERN_MAX)
        ecma_fail(&r, 0, "the pattern is longer than %d bytes", REGEX_PATTERN_MAX);
    else if (utf8_valid(pattern) < pattern.len)
        ecma_fail(&r, utf8_valid(pattern), "the pattern is not UTF-8");
    else if (scan_groups(&r) == 0 && read_choice(&r, &tree->root) == 0)
        rc = r.at < pattern.len ? ecma_fail(&r, r.at, "this ) closes nothing") : 0;
    vec_release(&r.names);
    return rc;
}

void ecma_tree_release(struct ecma_tree *tree)
{
    for (size_t i = 0; i < tree->sets.len; i++) {
        vec_release(&tree->sets.at[i]->ranges);
        vec_release(&tree->sets.at[i]->properties);
        free(tree->sets.at[i]);
    }
    vec_release(&tree->sets);
    arena_release(&tree->arena);
    *tree = (struct ecma_tree){0};
}
