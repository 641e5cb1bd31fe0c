/* The tokeniser: see side.h. One pass over the folded text; nothing is looked at more often than the length
 * of the longest token allows (TOKEN_MAX), so that hostile text costs linear time. */
#include "text/token_marks.h"
#include "text/token_push.h"

enum { PARTS_MAX = 32 };

/* Behind letters, digits and underscores. */
static size_t word_run(const struct cursor *c, size_t at)
{
    size_t stop = c->len - at > TOKEN_MAX ? at + TOKEN_MAX : c->len;
    while (at < stop && word_byte((unsigned char)c->s[at]))
        at++;
    return at;
}

static size_t url_end(const struct cursor *c, size_t at)
{
    int parens = 0;
    size_t i = at;
    for (; i < c->len; i++) {
        unsigned char ch = (unsigned char)c->s[i];
        if (ch <= ' ' || ch >= 0x7F || token_one_of(ch, "<>\"`|\\^{}[]"))
            break;
        parens += ch == '(';
        if (ch == ')' && --parens < 0)
            break;
    }
    while (i > at && token_one_of((unsigned char)c->s[i - 1], ".,;:!?'*]"))
        i--;
    return i;
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
    if (c->s[at] == '0' && (token_peek(c, at + 1) | 0x20) == 'x') {
        size_t i = at + 2;
        while (ascii_is_digit(token_peek(c, i)) ||
               ((token_peek(c, i) | 0x20) >= 'a' && (token_peek(c, i) | 0x20) <= 'f'))
            i++;
        if (i > at + 2 && !word_byte(token_peek(c, i)))
            return token_emit(c, TOKEN_HEX, at, i);
    }
    size_t i = at, dots = 0, group = at; /* where the digits at hand begin */
    for (;;) {
        while (ascii_is_digit(token_peek(c, i)))
            i++;
        if (token_peek(c, i) == '.' && ascii_is_digit(token_peek(c, i + 1)))
            dots++;
        else if (!(token_peek(c, i) == ',' && !dots && (group == at ? i - at <= 3 : i - group == 3) &&
                   ascii_is_digit(token_peek(c, i + 1)) && ascii_is_digit(token_peek(c, i + 2)) &&
                   ascii_is_digit(token_peek(c, i + 3)) && !ascii_is_digit(token_peek(c, i + 4))))
            break;
        group = ++i;
    }
    return token_emit(c, dots >= 2 ? TOKEN_VERSION : TOKEN_NUMBER, at, i);
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
        size_t sep = token_peek(c, end) == '.'                                    ? 1
                     : token_peek(c, end) == ':' && token_peek(c, end + 1) == ':' ? 2
                                                                                  : 0;
        unsigned char first = token_peek(c, end + sep);
        if (!sep || parts == PARTS_MAX || !(ascii_is_alpha(first) || first == '_'))
            break;
        size_t next = token_run(c, end + sep, "_");
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
    size_t i = token_run(c, at, "._+-");
    if (token_peek(c, i) != '@' || !ascii_is_alnum(token_peek(c, i + 1)))
        return false;
    size_t host = i + 1;
    i = token_run(c, host, ".-");
    while (i > host && token_one_of((unsigned char)c->s[i - 1], ".-"))
        i--;
    *end = i;
    return memchr(c->s + host, '.', i - host) != NULL;
}

/* Whether what stands at `end`, behind letters alone, or digits alone, makes more of them than a word. */
static bool may_go_on(const struct cursor *c, size_t end)
{
    unsigned char next = (unsigned char)c->s[end]; /* the text is terminated */
    if (!(token_classes[next] & CLASS_JOINS))
        return false;
    unsigned char behind = token_classes[next] & CLASS_WORD ? 0 : token_peek(c, end + 1);
    switch (next) {
    case '.':
    case ':': return token_classes[behind] & (CLASS_JOINS | CLASS_MARK) || behind == '\\' || behind == '*';
    case '(': return behind == ')';
    case '-': return c->at || c->slash;
    case '/': return c->at || c->slash;
    case '+': return c->at;
    default: return true;
    }
}

/* What begins with a letter, a digit or an underscore. */
static size_t word(struct cursor *c, size_t at)
{
    size_t end = at + 1, to;
    unsigned char next, first = token_classes[(unsigned char)c->s[at]];
    if (first & CLASS_DIGIT) {
        while (token_classes[(unsigned char)c->s[end]] & CLASS_DIGIT)
            end++;
        if (c->s[end] != ',' && !may_go_on(c, end))
            return token_emit(c, TOKEN_NUMBER, at, end);
    } else if (first & CLASS_LETTER) {
        while (token_classes[(unsigned char)c->s[end]] & CLASS_LOWER)
            end++;
        bool www = c->s[end] == '.' && end - at == 3 && c->s[at] == 'w';
        if (end - at <= TOKEN_MAX && !www && !may_go_on(c, end))
            return push_word(c, at, end, true);
    }
    end = word_run(c, at);
    next = token_peek(c, end);
    if (next == ':' && token_peek(c, end + 1) == '/' && token_peek(c, end + 2) == '/' &&
        token_peek(c, end + 3) > ' ') {
        size_t url = url_end(c, end + 3);
        if (url > end + 3)
            return token_emit(c, TOKEN_URL, at, url);
    }
    if (end - at == 3 && next == '.' && memcmp(c->s + at, "www", 3) == 0)
        return token_emit(c, TOKEN_URL, at, url_end(c, at));
    if (next == ':' && token_peek(c, end + 1) == '\\' && end - at == 1) {
        to = token_run(c, end + 2, "_\\.-");
        return token_emit(c, TOKEN_PATH, at, to);
    }
    if (c->at && token_one_of(next, "@.+-") && is_email(c, at, &to))
        return token_emit(c, TOKEN_EMAIL, at, to);
    if (c->slash && token_one_of(next, "/.-")) {
        size_t slashes;
        to = token_path_end(c, at, &slashes);
        if (slashes) {
            size_t dot = to;
            while (dot > at && c->s[dot - 1] != '.' && c->s[dot - 1] != '/')
                dot--;
            bool file =
                dot > at && c->s[dot - 1] == '.' && known_extension((struct str){c->s + dot, to - dot});
            size_t digits = at;
            while (digits < to && (ascii_is_digit((unsigned char)c->s[digits]) || c->s[digits] == '/'))
                digits++;
            if (file || (slashes >= 2 && digits < to &&
                         /* no date */ side_is_strong((struct str){c->s + at, end - at})))
                return token_emit(c, TOKEN_PATH, at, to);
        }
    }
    if (ascii_is_digit((unsigned char)c->s[at]))
        return number(c, at);
    if (end - at >= 2 && (c->s[at] | 0x20) == 'v' && ascii_is_digit(token_peek(c, at + 1)) && next == '.' &&
        ascii_is_digit(token_peek(c, end + 1))) {
        to = token_run(c, end, ".");
        while (c->s[to - 1] == '.')
            to--;
        return token_emit(c, TOKEN_VERSION, at, to);
    }
    bool good;
    size_t dotted = dotted_end(c, at, end, &good), whole = dotted ? dotted : end;
    if (token_peek(c, whole) == '(' && token_peek(c, whole + 1) == ')' && (good || whole - at >= 2))
        return token_emit(c, TOKEN_FUNCTION, at, whole + 2);
    if (dotted) {
        size_t last = dotted;
        while (word_byte((unsigned char)c->s[last - 1]))
            last--;
        if (known_extension((struct str){c->s + last, dotted - last}))
            return token_emit(c, TOKEN_FILE, at, dotted);
        if (good)
            return token_emit(c, TOKEN_DOTTED, at, dotted);
    }
    to = end;
    enum token_kind kind = shape_of(c->s, at, &to);
    if (kind == TOKEN_WORD && next == '\'' && ascii_is_alpha(token_peek(c, end + 1)) && c->s[at] != '_')
        to = end = token_run(c, end + 1, "");
    token_emit(c, kind, at, to);
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
                       .lower = s->residue.s,
                       .len = s->fold.len,
                       .next = s->tokens.at,
                       .last_end = SIZE_MAX,
                       .link_end = SIZE_MAX,
                       .spans = s->backticks && !s->gnu_quotes,
                       .at = side_has(s, '@'),
                       .slash = side_has(s, '/')};
    for (size_t i = 0; i < c.len;) {
        unsigned char ch = (unsigned char)c.s[i], class = token_classes[ch];
        if (class & CLASS_LETTER) {
            /* Most words are letters alone, with nothing behind that could make more of them. */
            size_t end = i + 1;
            while (token_classes[(unsigned char)c.s[end]] & CLASS_LOWER)
                end++;
            if (!(token_classes[(unsigned char)c.s[end]] & CLASS_JOINS) && end - i <= TOKEN_MAX) {
                push_word(&c, i, end, true);
                i = end + (c.s[end] == ' ');
                continue;
            }
        }
        if (class & CLASS_WORD)
            i = word(&c, i);
        else if (ch >= 0x80)
            i = skip_wide(&c, i);
        else
            i = class & CLASS_MARK &&
                        !(class & CLASS_JOINS && i && token_classes[(unsigned char)c.s[i - 1]] & CLASS_WORD)
                    ? token_mark(&c, i)
                    : i + 1; /* "- . /" behind a word begin nothing */
    }
    s->tokens.len = (size_t)(c.next - s->tokens.at);
    s->kinds = c.kinds;
    s->words = c.words;
    s->may_deny = c.may_deny;
    s->proper = c.proper;
}
