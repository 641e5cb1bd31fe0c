/* The tokeniser: see side.h. One pass over the folded text; nothing is looked at more often than the length
 * of the longest token allows (TOKEN_MAX), so that hostile text costs linear time. */
#include "text/side.h"

#include "text/words.h"

enum { TOKEN_MAX = 2048, ARGUMENT_MAX = 40, TEMPLATE_MAX = 60, PARTS_MAX = 32 };

struct cursor {
    struct side *side;
    const char *s;
    size_t len;
    size_t last_end; /* where the token before ended */
    size_t link_end; /* the closing backtick of a link */
    bool spans;      /* backticks are code spans */
    bool at, slash;  /* the text holds one: '@', '/' */
};

/* What a character is to a tokeniser. */
enum {
    CLASS_LOWER = 1,
    CLASS_WORD = 2,  /* letter, digit, underscore */
    CLASS_MARK = 4,  /* a token may begin with it */
    CLASS_JOINS = 8, /* behind a word: the token may go on */
    CLASS_DIGIT = 16,
};
#define FOUR(c, v) [c] = (v), [(c) + 1] = (v), [(c) + 2] = (v), [(c) + 3] = (v)
#define LETTERS(c, v)                                                                                        \
    FOUR(c, v), FOUR((c) + 4, v), FOUR((c) + 8, v), FOUR((c) + 12, v), FOUR((c) + 16, v), FOUR((c) + 20, v), \
        [(c) + 24] = (v), [(c) + 25] = (v)
static const unsigned char classes[256] = {
    LETTERS('a', CLASS_LOWER | CLASS_WORD | CLASS_JOINS),
    LETTERS('A', CLASS_WORD | CLASS_JOINS),
    FOUR('0', CLASS_WORD | CLASS_DIGIT | CLASS_JOINS),
    FOUR('4', CLASS_WORD | CLASS_DIGIT | CLASS_JOINS),
    ['8'] = CLASS_WORD | CLASS_DIGIT | CLASS_JOINS,
    ['9'] = CLASS_WORD | CLASS_DIGIT | CLASS_JOINS,
    ['_'] = CLASS_WORD | CLASS_JOINS,
    ['`'] = CLASS_MARK,
    ['{'] = CLASS_MARK,
    ['$'] = CLASS_MARK,
    ['%'] = CLASS_MARK,
    ['<'] = CLASS_MARK,
    ['~'] = CLASS_MARK,
    ['-'] = CLASS_MARK | CLASS_JOINS,
    ['/'] = CLASS_MARK | CLASS_JOINS,
    ['.'] = CLASS_MARK | CLASS_JOINS,
    ['@'] = CLASS_JOINS,
    ['+'] = CLASS_JOINS,
    [':'] = CLASS_JOINS,
    ['\''] = CLASS_JOINS,
    ['('] = CLASS_JOINS,
};

static unsigned char peek(const struct cursor *c, size_t at)
{
    return at < c->len ? (unsigned char)c->s[at] : 0;
}

/* Whether a word, in lower case, begins or ends as one that denies: not, no, never, cannot, unable, ...n't.
 */
static bool may_deny(const char *lower, size_t len)
{
    char c = lower[0];
    return c == 'n' || c == 'c' || c == 'u' || c == '_' || (len > 3 && lower[len - 2] == '\'');
}

/* A word: its hash, and that of its stem, which begins it: a hash is a sum from the left. */
static void read_word(struct side *s, struct token *t)
{
    const char *lower = s->residue.s + t->from;
    size_t len = t->to - t->from, stem = words_stem_length(lower, len), i = 0;
    uint32_t h = HASH_START;
    for (; i < stem; i++)
        h = hash_byte(h, (unsigned char)lower[i]);
    t->stem = h | 1;
    for (; i < len; i++)
        h = hash_byte(h, (unsigned char)lower[i]);
    t->hash = h | 1;
    t->may_deny = may_deny(lower, len);
    s->may_deny |= t->may_deny;
}

static struct token *push(struct cursor *c, enum token_kind kind, size_t from, size_t to)
{
    struct side *s = c->side;
    struct token *t = &s->tokens.at[s->tokens.len++]; /* there is room: see side_read() */
    *t = (struct token){.from = (uint32_t)from, .to = (uint32_t)to, .kind = (uint8_t)kind};
    s->kinds |= 1u << kind;
    c->last_end = to;
    return t;
}

static size_t emit_word(struct cursor *c, size_t from, size_t to)
{
    struct token *t = push(c, TOKEN_WORD, from, to);
    read_word(c->side, t);
    c->side->words += to - from >= 2;
    if (ascii_is_upper((unsigned char)c->s[from]) && from >= 2 && c->s[from - 1] == ' ' &&
        classes[(unsigned char)c->s[from - 2]] & CLASS_LOWER)
        t->proper = c->side->proper = true;
    return to;
}

/* A token of any kind; what is no plain word is masked in the residue. */
static size_t emit(struct cursor *c, enum token_kind kind, size_t from, size_t to)
{
    struct side *s = c->side;
    if (kind == TOKEN_WORD)
        return emit_word(c, from, to);
    struct token *t = push(c, kind, from, to);
    if (token_is_word(t->kind))
        read_word(s, t);
    memset(s->residue.s + from, 1, to - from);
    /* Han inside a code span is no prose. */
    for (size_t i = from; kind == TOKEN_CODE && i < to && s->han; i++)
        s->han -= (unsigned char)c->s[i] >= 0xE4 && (unsigned char)c->s[i] <= 0xE9;
    return to;
}

static size_t run_of(const struct cursor *c, size_t at, const char *more)
{
    if (at >= c->len)
        return at;
    size_t stop = c->len - at > TOKEN_MAX ? at + TOKEN_MAX : c->len;
    while (at < stop && (ascii_is_alnum((unsigned char)c->s[at]) || (c->s[at] && strchr(more, c->s[at]))))
        at++;
    return at;
}

/* The same of letters, digits and underscores. */
static size_t word_run(const struct cursor *c, size_t at)
{
    size_t stop = c->len - at > TOKEN_MAX ? at + TOKEN_MAX : c->len;
    while (at < stop && word_byte((unsigned char)c->s[at]))
        at++;
    return at;
}

static bool one_of(unsigned char ch, const char *set)
{
    return ch && strchr(set, ch);
}

/* `...` with as many backticks at both ends. 0: none. */
static size_t code_span(struct cursor *c, size_t at)
{
    size_t open = at;
    while (peek(c, open) == '`')
        open++;
    size_t width = open - at;
    if (at == c->link_end)
        return open;
    size_t stop = c->len - open > TOKEN_MAX ? open + TOKEN_MAX : c->len;
    for (size_t i = open; i < stop;) {
        const char *tick = memchr(c->s + i, '`', stop - i);
        if (!tick)
            break;
        i = (size_t)(tick - c->s);
        size_t end = i;
        while (peek(c, end) == '`')
            end++;
        if (end - i == width && peek(c, end) == '_' && !ascii_is_alnum(peek(c, end + 1)))
            return c->link_end = i, open; /* `text`_, a link: its text is prose */
        if (end - i == width)
            return emit(c, TOKEN_CODE, at, end);
        i = end;
    }
    return open;
}

static size_t url_end(const struct cursor *c, size_t at)
{
    int parens = 0;
    size_t i = at;
    for (; i < c->len; i++) {
        unsigned char ch = (unsigned char)c->s[i];
        if (ch <= ' ' || ch >= 0x7F || one_of(ch, "<>\"`|\\^{}[]"))
            break;
        parens += ch == '(';
        if (ch == ')' && --parens < 0)
            break;
    }
    while (i > at && one_of((unsigned char)c->s[i - 1], ".,;:!?'*]"))
        i--;
    return i;
}

static size_t closed_by(const struct cursor *c, size_t at, char close, size_t max)
{
    for (size_t i = at; i < c->len && i < at + max && c->s[i] != '\n'; i++)
        if (c->s[i] == close)
            return i + 1;
    return 0;
}

static size_t brace(struct cursor *c, size_t at)
{
    if (peek(c, at + 1) == '{') {
        for (size_t i = at + 2; i + 1 < c->len && i < at + TEMPLATE_MAX; i++)
            if (c->s[i] == '}' && c->s[i + 1] == '}')
                return emit(c, TOKEN_TEMPLATE, at, i + 2);
        return at + 1;
    }
    size_t end = run_of(c, at + 1, "_:.!-");
    return peek(c, end) == '}' ? emit(c, TOKEN_TEMPLATE, at, end + 1) : at + 1;
}

static size_t dollar(struct cursor *c, size_t at)
{
    unsigned char next = peek(c, at + 1);
    if (next == '{' || next == '(') {
        size_t end = closed_by(c, at + 2, next == '{' ? '}' : ')', TEMPLATE_MAX);
        return end ? emit(c, TOKEN_TEMPLATE, at, end) : at + 1;
    }
    if (ascii_is_alpha(next) || next == '_')
        return emit(c, TOKEN_VARIABLE, at, run_of(c, at + 1, "_"));
    return at + 1;
}

/* printf(3), and gettext's and gcc's additions that matter here; the blank flag is left out: "50 % of". */
static size_t percent(struct cursor *c, size_t at)
{
    unsigned char next = peek(c, at + 1);
    if (next == '%')
        return at + 2;
    if (at && c->s[at - 1] == '~')
        return at + 1; /* a line's end in Lisp */
    if (next == '(') {
        size_t end = closed_by(c, at + 2, ')', TEMPLATE_MAX);
        return end && ascii_is_alpha(peek(c, end)) ? emit(c, TOKEN_TEMPLATE, at, end + 1) : at + 1;
    }
    size_t name = run_of(c, at + 1, "_");
    if (name >= at + 3 && peek(c, name) == '%' && ascii_is_upper(next))
        return emit(c, TOKEN_TEMPLATE, at, name + 1);
    size_t capitals = at + 1;
    while (ascii_is_upper(peek(c, capitals)) || peek(c, capitals) == '_')
        capitals++;
    if (capitals >= at + 4 && capitals == name)
        return emit(c, TOKEN_TEMPLATE, at, capitals);
    if (at && ascii_is_digit((unsigned char)c->s[at - 1]))
        return at + 1;
    size_t qt = at + 1 + ascii_is_digit(next);
    qt += qt > at + 1 && ascii_is_digit(peek(c, qt));
    if (qt > at + 1 && next != '0' && !ascii_is_alnum(peek(c, qt)) && peek(c, qt) != '$' &&
        !(peek(c, qt) == '.' && ascii_is_alnum(peek(c, qt + 1))))
        return emit(c, TOKEN_PRINTF, at, qt); /* %1 */
    size_t i = at + 1;
    while (one_of(peek(c, i), "-+#0'123456789.*$"))
        i++;
    if (i > at + 8)
        return at + 1;
    size_t macro = peek(c, i) == '<' ? run_of(c, i + 1, "") : i; /* %<PRIu64> of a catalogue */
    if (macro > i + 4 && peek(c, macro) == '>' && memcmp(c->s + i, "<PRI", 4) == 0)
        return emit(c, TOKEN_PRINTF, at, macro + 1);
    while (one_of(peek(c, i), "hlqjztL"))
        i++;
    if (c->s[i - 1] == 'L' && !ascii_is_alnum(peek(c, i)))
        return emit(c, TOKEN_PRINTF, at, i); /* gcc's %L */
    if (!one_of(peek(c, i), "diouxXeEfFgGaAcsCSpnmTDRK"))
        return at + 1;
    if (next == '-' && i == at + 2 && ascii_is_lower(peek(c, i + 1)))
        return at + 1; /* "a %-format string" */
    return emit(c, TOKEN_PRINTF, at, i + 1);
}

static size_t angle(struct cursor *c, size_t at)
{
    if (!ascii_is_alpha(peek(c, at + 1)) && peek(c, at + 1) != '/')
        return at + 1;
    for (size_t i = at + 1; i < c->len && i < at + ARGUMENT_MAX; i++) {
        unsigned char ch = (unsigned char)c->s[i];
        if (ch == '>')
            return emit(c, TOKEN_ARGUMENT, at, i + 1);
        if (ch == ':' && peek(c, i + 1) == '/')
            break; /* an address in angle brackets */
        if (!word_byte(ch) && !one_of(ch, " -|./:"))
            break;
    }
    return at + 1;
}

static size_t dash(struct cursor *c, size_t at)
{
    unsigned char before = at ? (unsigned char)c->s[at - 1] : ' ';
    bool two = peek(c, at + 1) == '-';
    size_t body = at + 1 + two;
    if (!ascii_is_alpha(peek(c, body)) || (at && at == c->last_end))
        return at + 1;
    if (!(one_of(before, " ([|,/`\"'=\n\t") || (two && before >= 0x80)))
        return at + 1;
    if (one_of(before, "\"'`") && at >= 2 && ascii_is_alnum((unsigned char)c->s[at - 2]))
        return at + 1; /* "word"-like */
    size_t end = run_of(c, body, "_-");
    while (end > body && c->s[end - 1] == '-')
        end--;
    return emit(c, TOKEN_FLAG, at, end);
}

static size_t path_end(const struct cursor *c, size_t at, size_t *slashes)
{
    size_t i = at, stop = c->len - at > TOKEN_MAX ? at + TOKEN_MAX : c->len;
    *slashes = 0;
    for (; i < stop && (word_byte((unsigned char)c->s[i]) || one_of((unsigned char)c->s[i], "/.-+@%~*")); i++)
        *slashes += c->s[i] == '/';
    while (i > at && one_of((unsigned char)c->s[i - 1], "./-+@%*"))
        *slashes -= c->s[--i] == '/';
    return i;
}

static bool known_root(struct str v)
{
    static const char *const roots[] = {"/etc", "/usr", "/var", "/dev",  "/tmp",  "/home", "/proc", "/sys",
                                        "/opt", "/bin", "/lib", "/root", "/boot", "/run",  "/srv",  "/mnt"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_is(v, roots[i]))
            return true;
    return false;
}

/* /a/b, ~/a, ./a, ../a. */
static size_t slash(struct cursor *c, size_t at)
{
    unsigned char before = at ? (unsigned char)c->s[at - 1] : ' ';
    if (word_byte(before) || one_of(before, "<}):/.%") || (at && at == c->last_end))
        return at + 1;
    size_t slashes, end = path_end(c, at, &slashes);
    struct str v = {c->s + at, end - at};
    if (v.len < 3)
        return at + 1;
    if (before == '(' && at >= 2 && c->s[at - 2] == ']')
        return end; /* where a link leads: another page in another language */
    bool absolute = v.s[0] == '/' && word_byte((unsigned char)v.s[1]) && (slashes >= 2 || known_root(v));
    bool relative = str_starts(v, STR("~/")) || str_starts(v, STR("./")) || str_starts(v, STR("../"));
    return absolute || relative ? emit(c, TOKEN_PATH, at, end) : at + 1;
}

static bool known_extension(struct str v)
{
    static const char list[] =
        " c h cc cpp hpp py js ts tsx jsx mjs cjs json jsonl yaml yml toml xml html htm css scss md rst txt "
        "log "
        "conf cfg ini sh bash zsh bat exe dll so dylib jar war java kt go rs rb pl php sql csv tsv pem crt "
        "key "
        "csr cer der p12 pfx jks zip tar gz tgz xz bz2 deb rpm iso img bin pdf png jpg jpeg gif svg lock env "
        "properties service socket timer rules proto tf tfvars gradle vue lua swift plist tmpl tpl pid sock "
        "whl egg ko in ac am po mo gmo ";
    if (!v.len || v.len > 10)
        return false;
    size_t at = str_find(STR(list), v, 0);
    while (at != SIZE_MAX) {
        if (at && list[at - 1] == ' ' && list[at + v.len] == ' ')
            return true;
        at = str_find(STR(list), v, at + 1);
    }
    return false;
}

static size_t number(struct cursor *c, size_t at)
{
    if (c->s[at] == '0' && (peek(c, at + 1) | 0x20) == 'x') {
        size_t i = at + 2;
        while (ascii_is_digit(peek(c, i)) || ((peek(c, i) | 0x20) >= 'a' && (peek(c, i) | 0x20) <= 'f'))
            i++;
        if (i > at + 2 && !word_byte(peek(c, i)))
            return emit(c, TOKEN_HEX, at, i);
    }
    size_t i = at, dots = 0;
    for (;;) {
        while (ascii_is_digit(peek(c, i)))
            i++;
        if (peek(c, i) == '.' && ascii_is_digit(peek(c, i + 1)))
            dots++;
        else if (!(peek(c, i) == ',' && i - at <= 3 && ascii_is_digit(peek(c, i + 1)) &&
                   ascii_is_digit(peek(c, i + 2)) && ascii_is_digit(peek(c, i + 3)) &&
                   !ascii_is_digit(peek(c, i + 4))))
            break;
        i++;
    }
    return emit(c, dots >= 2 ? TOKEN_VERSION : TOKEN_NUMBER, at, i);
}

/* What a run of letters, digits and underscores is by its shape; *to loses a plural s of capitals. */
static enum token_kind shape_of(const char *s, size_t from, size_t *to)
{
    size_t len = *to - from, upper = 0, lower = 0, digits = 0, under = 0, camel = 0;
    for (size_t i = from; i < *to; i++) {
        unsigned char ch = (unsigned char)s[i];
        upper += ascii_is_upper(ch);
        digits += ascii_is_digit(ch);
        under += ch == '_';
        if (!ascii_is_lower(ch))
            continue;
        lower++;
        camel += i + 1 < *to && ascii_is_upper((unsigned char)s[i + 1]);
    }
    /* _emphasis_ and __strong__ of Markdown, the mark at one end only when the text has a blank in it. */
    size_t first = 0, last = 0;
    while (first < under && s[from + first] == '_')
        first++;
    while (last < under - first && s[*to - 1 - last] == '_')
        last++;
    if (first + last == under && first <= 2 && last <= 2 && (first != last || first == 1))
        under = 0;
    if (under && len > 1 && upper + lower)
        return lower ? TOKEN_SNAKE : TOKEN_CONSTANT;
    if (digits)
        return TOKEN_ID;
    if (camel)
        return TOKEN_CAMEL;
    if (upper >= 2 && lower == 1 && s[*to - 1] == 's') {
        (*to)--;
        return TOKEN_CAPS;
    }
    if (upper >= 2 && lower)
        return TOKEN_CAMEL;
    return upper >= 2 ? TOKEN_CAPS : TOKEN_WORD;
}

/* word.word... and a::b from the end of the first run; gives the end of the last part, 0: only one part. */
static size_t dotted_end(const struct cursor *c, size_t at, size_t end, bool *good)
{
    size_t parts = 1, shortest = end - at;
    *good = true;
    for (;;) {
        size_t sep = peek(c, end) == '.' ? 1 : peek(c, end) == ':' && peek(c, end + 1) == ':' ? 2 : 0;
        unsigned char first = peek(c, end + sep);
        if (!sep || parts == PARTS_MAX || !(ascii_is_alpha(first) || first == '_'))
            break;
        size_t next = run_of(c, end + sep, "_");
        if (next - (end + sep) < shortest)
            shortest = next - (end + sep);
        end = next;
        parts++;
    }
    *good = shortest >= 2;
    return parts > 1 ? end : 0;
}

static bool is_email(const struct cursor *c, size_t at, size_t *end)
{
    size_t i = run_of(c, at, "._+-");
    if (peek(c, i) != '@' || !ascii_is_alnum(peek(c, i + 1)))
        return false;
    size_t host = i + 1;
    i = run_of(c, host, ".-");
    while (i > host && one_of((unsigned char)c->s[i - 1], ".-"))
        i--;
    *end = i;
    return memchr(c->s + host, '.', i - host) != NULL;
}

/* Whether what stands at `end`, behind letters alone, or digits alone, makes more of them than a word. */
static bool may_go_on(const struct cursor *c, size_t end)
{
    unsigned char next = (unsigned char)c->s[end]; /* the text is terminated */
    if (!(classes[next] & CLASS_JOINS))
        return false;
    unsigned char behind = classes[next] & CLASS_WORD ? 0 : peek(c, end + 1);
    switch (next) {
    case '.':
    case ':': return classes[behind] & (CLASS_JOINS | CLASS_MARK) || behind == '\\' || behind == '*';
    case '(': return behind == ')';
    case '-': return c->at || c->slash;
    case '/': return c->at || c->slash;
    case '+': return c->at;
    default: return true;
    }
}

/* A word, or what begins like one. Most are letters alone, or digits alone, and nothing below would make them
 * anything else. */
static size_t word(struct cursor *c, size_t at)
{
    size_t end = at + 1, to;
    unsigned char first = classes[(unsigned char)c->s[at]];
    if (first & CLASS_DIGIT) {
        while (classes[(unsigned char)c->s[end]] & CLASS_DIGIT)
            end++;
        if (c->s[end] != ',' && end - at <= TOKEN_MAX && !may_go_on(c, end))
            return emit(c, TOKEN_NUMBER, at, end);
    } else if (c->s[at] != '_') {
        while (classes[(unsigned char)c->s[end]] & CLASS_LOWER)
            end++;
        bool www = c->s[end] == '.' && end - at == 3 && c->s[at] == 'w';
        if (end - at <= TOKEN_MAX && !www && !may_go_on(c, end))
            return emit_word(c, at, end);
    }
    unsigned char next;
    end = word_run(c, at);
    next = peek(c, end);
    if (next == ':' && peek(c, end + 1) == '/' && peek(c, end + 2) == '/' && peek(c, end + 3) > ' ') {
        size_t url = url_end(c, end + 3);
        if (url > end + 3)
            return emit(c, TOKEN_URL, at, url);
    }
    if (end - at == 3 && next == '.' && memcmp(c->s + at, "www", 3) == 0)
        return emit(c, TOKEN_URL, at, url_end(c, at));
    if (next == ':' && peek(c, end + 1) == '\\' && end - at == 1) {
        to = run_of(c, end + 2, "_\\.-");
        return emit(c, TOKEN_PATH, at, to);
    }
    if (c->at && one_of(next, "@.+-") && is_email(c, at, &to))
        return emit(c, TOKEN_EMAIL, at, to);
    if (c->slash && one_of(next, "/.-")) {
        size_t slashes;
        to = path_end(c, at, &slashes);
        if (slashes) {
            size_t dot = to;
            while (dot > at && c->s[dot - 1] != '.' && c->s[dot - 1] != '/')
                dot--;
            bool file =
                dot > at && c->s[dot - 1] == '.' && known_extension((struct str){c->s + dot, to - dot});
            if (file || (slashes >= 2 && side_is_strong((struct str){c->s + at, end - at})))
                return emit(c, TOKEN_PATH, at, to);
        }
    }
    if (ascii_is_digit((unsigned char)c->s[at]))
        return number(c, at);
    if (end - at >= 2 && (c->s[at] | 0x20) == 'v' && ascii_is_digit(peek(c, at + 1)) && next == '.' &&
        ascii_is_digit(peek(c, end + 1))) {
        to = run_of(c, end, ".");
        while (c->s[to - 1] == '.')
            to--;
        return emit(c, TOKEN_VERSION, at, to);
    }
    bool good;
    size_t dotted = dotted_end(c, at, end, &good), whole = dotted ? dotted : end;
    if (peek(c, whole) == '(' && peek(c, whole + 1) == ')' && (good || whole - at >= 2))
        return emit(c, TOKEN_FUNCTION, at, whole + 2);
    if (dotted) {
        size_t last = dotted;
        while (word_byte((unsigned char)c->s[last - 1]))
            last--;
        if (known_extension((struct str){c->s + last, dotted - last}))
            return emit(c, TOKEN_FILE, at, dotted);
        if (good)
            return emit(c, TOKEN_DOTTED, at, dotted);
    }
    to = end;
    enum token_kind kind = shape_of(c->s, at, &to);
    if (kind == TOKEN_WORD && next == '\'' && ascii_is_alpha(peek(c, end + 1)) && c->s[at] != '_')
        to = end = run_of(c, end + 1, "");
    emit(c, kind, at, to);
    return end;
}

/* Behind bytes of characters beyond ASCII, of which eight are passed over at a time. */
static size_t skip_wide(const struct cursor *c, size_t i)
{
    for (uint64_t eight; i + 8 <= c->len; i += 8) {
        memcpy(&eight, c->s + i, 8);
        if (~eight & 0x8080808080808080u)
            break;
    }
    while ((unsigned char)c->s[i] >= 0x80)
        i++;
    return i;
}

void tokens_find(struct side *s)
{
    struct cursor c = {.side = s,
                       .s = s->fold.s,
                       .len = s->fold.len,
                       .last_end = SIZE_MAX,
                       .link_end = SIZE_MAX,
                       .spans = s->backticks && !s->gnu_quotes,
                       .at = side_has(s, '@'),
                       .slash = side_has(s, '/')};
    for (size_t i = 0; i < c.len;) {
        unsigned char ch = (unsigned char)c.s[i], class = classes[ch];
        if (class & CLASS_WORD)
            i = word(&c, i);
        else if (ch >= 0x80)
            i = skip_wide(&c, i);
        else if (!(class & CLASS_MARK))
            i++;
        else
            switch (ch) {
            case '`': i = c.spans ? code_span(&c, i) : i + 1; break;
            case '{': i = brace(&c, i); break;
            case '$': i = dollar(&c, i); break;
            case '%': i = percent(&c, i); break;
            case '<': i = angle(&c, i); break;
            case '-': i = dash(&c, i); break;
            default: i = slash(&c, i); break; /* ~ . / */
            }
    }
}
