/* Volatile parts made of letters: placeholders, quoted names, URLs, paths, names of somebody's own. */
#include "regex/volatile_scan.h"

static bool starts_at(const struct volatile_scan *s, size_t at, const char *word)
{
    return str_starts(str_sub(s->text, at, s->text.len), str_of(word));
}

static bool is_blank(unsigned char c)
{
    return c == 0 || ascii_is_space(c);
}

/* <module>, {name}, ${name}, {{ name }}: what stands between the brackets is short and made of words. */
static size_t bracketed(const struct volatile_scan *s, size_t at)
{
    static const char *const real[] = {"<anonymous>", "<stdin>", "<unknown>", "<none>",
                                       "<nil>",       "<null>",  "<eof>",     "<EOF>"};
    for (size_t i = 0; i < sizeof real / sizeof *real; i++)
        if (starts_at(s, at, real[i]))
            return at;
    size_t p = at + (scan_byte(s, at) == '$');
    unsigned char open = scan_byte(s, p), close = open == '<' ? '>' : '}';
    size_t depth = 0, letters = 0;
    while (scan_byte(s, p) == open && depth < 2)
        p++, depth++;
    size_t start = p;
    for (; p - start < 40; p++) {
        unsigned char c = scan_byte(s, p);
        if (!scan_is_word(c) && c != ' ' && c != '-' && c != '.' && c != ':')
            break;
        letters += ascii_is_alpha(c) || c >= 0x80;
    }
    if (scan_byte(s, p) != close || (open == '<' && (!letters || scan_byte(s, start) == ' ')))
        return at;
    for (size_t i = 0; i < depth; i++, p++)
        if (scan_byte(s, p) != close)
            return at;
    return p;
}

/* %s, %d, %1$s, %lu. */
static size_t conversion(const struct volatile_scan *s, size_t at)
{
    size_t p = scan_digits(s, at + 1);
    if (p > at + 1 && scan_byte(s, p) == '$')
        p++;
    while (scan_byte(s, p) == 'l' || scan_byte(s, p) == 'z')
        p++;
    unsigned char c = scan_byte(s, p);
    return c && strchr("sdivqxurfgp@", c) && !scan_is_word(scan_byte(s, p + 1)) ? p + 1 : at;
}

/* X, N, xxx, X.Y.Z, 0xXXXX: letters that stand for a value. */
static size_t stand_in(const struct volatile_scan *s, size_t at)
{
    unsigned char before = scan_before(s, at);
    if (scan_is_word(before) || before == '-' || before == '.' || before == '/')
        return at;
    size_t p = at;
    if (starts_at(s, at, "0x") && (scan_byte(s, at + 2) | 0x20) == 'x')
        p += 2;
    unsigned char first = scan_byte(s, p);
    if ((first | 0x20) != 'x' && first != 'N' && first != 'Y' && first != 'n')
        return at;
    size_t same = p;
    while (same - p < 64 && scan_byte(s, same) == first)
        same++;
    size_t end = same;
    while (end - at < 64 && scan_byte(s, end) == '.' && ascii_is_alpha(scan_byte(s, end + 1)) &&
           strchr("xyzXYZnN", scan_byte(s, end + 1)) && !scan_is_word(scan_byte(s, end + 2)))
        end += 2;
    unsigned char after = scan_byte(s, end);
    if (scan_is_word(after) || after == '-' || after == '/' ||
        (after == '.' && !is_blank(scan_byte(s, end + 1))))
        return at;
    if (same - p >= 3 || end > same || p > at)
        return end;
    if (first != 'X' && first != 'N')
        return at;
    static const char *const follow[] = {" server",  " Server", " window",  " Window",
                                         " display", " error",  " protocol"};
    for (size_t i = 0; i < sizeof follow / sizeof *follow; i++)
        if (starts_at(s, end, follow[i]))
            return at;
    bool os = at >= 3 && (starts_at(s, at - 3, "OS ") || starts_at(s, at - 3, "ac "));
    return os ? at : end;
}

size_t volatile_placeholder(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    unsigned char c = scan_byte(s, at);
    (void)from;
    *kind = VOLATILE_PLACEHOLDER;
    if (c == '<' || c == '{' || (c == '$' && scan_byte(s, at + 1) == '{'))
        return bracketed(s, at);
    if (c == '%' && !scan_is_word(scan_before(s, at)))
        return conversion(s, at);
    bool dots = starts_at(s, at, "..."), one = starts_at(s, at, "\xE2\x80\xA6");
    if (dots || one) {
        size_t end = at + 3;
        *kind = VOLATILE_ELLIPSIS;
        bool between = at && is_blank(scan_before(s, at)) && end < s->text.len && is_blank(scan_byte(s, end));
        return between ? end : at;
    }
    if (starts_at(s, at, "YYYY-MM-DD"))
        return at + 10;
    if (starts_at(s, at, "PORT") && scan_before(s, at) == ':' && !scan_is_word(scan_byte(s, at + 4)))
        return at + 4;
    return ascii_is_alpha(c) || c == '0' ? stand_in(s, at) : at;
}

/* The closing mark for an opening one, and the length of the opening one; NULL when it opens nothing. */
static const char *closing(const struct volatile_scan *s, size_t at, size_t *length)
{
    static const char *const pairs[][2] = {{"'", "'"},
                                           {"\"", "\""},
                                           {"`", "`"},
                                           {"\xE2\x80\x98", "\xE2\x80\x99"},
                                           {"\xE2\x80\x9C", "\xE2\x80\x9D"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (starts_at(s, at, pairs[i][0])) {
            *length = strlen(pairs[i][0]);
            return pairs[i][1];
        }
    return NULL;
}

static bool begins_path(const struct volatile_scan *s, size_t at)
{
    unsigned char c = scan_byte(s, at);
    return (c == '/' && scan_byte(s, at + 1) != '/') || starts_at(s, at, "~/") || starts_at(s, at, "./") ||
           starts_at(s, at, "../") ||
           (ascii_is_alpha(c) && scan_byte(s, at + 1) == ':' && strchr("\\/", scan_byte(s, at + 2)) &&
            scan_byte(s, at + 2));
}

/* A path that is the same everywhere says which error it is. */
static bool is_fixed_path(const struct volatile_scan *s, size_t at)
{
    static const char *const roots[] = {"/dev/", "/proc/", "/sys/", "/etc/",     "/var/run/",
                                        "/run/", "/sbin/", "/bin/", "/usr/bin/", "/usr/sbin/"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (starts_at(s, at, roots[i]))
            return true;
    return false;
}

size_t volatile_quoted(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    size_t length;
    const char *close = closing(s, at, &length);
    if (!close || scan_is_word(scan_before(s, at)) || scan_before(s, at) == '\\')
        return at;
    size_t limit = scan_limit(s, at), p = at + length;
    bool blanks = false, word = false;
    while (p < limit && !(s->text.s[p] == *close && starts_at(s, p, close)) && s->text.s[p] != '\n') {
        unsigned char c = (unsigned char)s->text.s[p++];
        blanks |= ascii_is_space(c);
        word |= scan_is_word(c);
    }
    if (!starts_at(s, p, close) || !word || scan_is_word(scan_byte(s, p + strlen(close))))
        return at;
    if ((blanks && !begins_path(s, at + length)) || is_fixed_path(s, at + length))
        return at;
    *from = at + length;
    *kind = VOLATILE_QUOTED;
    return p;
}

/* Past what can be part of a path, a host or a URL in running text; marks that end a sentence are left out.
 */
static size_t token_end(const struct volatile_scan *s, size_t at, const char *stops)
{
    size_t p = at, limit = scan_limit(s, at);
    while (p < limit && !ascii_is_space((unsigned char)s->text.s[p]) &&
           !(s->text.s[p] && strchr("'\"`<>|()[]{};,", s->text.s[p])) &&
           !(s->text.s[p] && strchr(stops, s->text.s[p])))
        p++;
    while (p > at && strchr(".,;:!?", s->text.s[p - 1]) && s->text.s[p - 1])
        p--;
    return p;
}

size_t volatile_url(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    if (scan_byte(s, at) != ':' || !starts_at(s, at, "://") || !ascii_is_alpha(scan_before(s, at)))
        return at;
    *from = at + 3;
    *kind = VOLATILE_URL;
    size_t end = token_end(s, *from, "");
    return end == *from || is_fixed_path(s, *from) ? at : end;
}

/* What the name of a file, or a host's with what may stand before its @, is made of. */
enum { IN_FILE = 1, IN_HOST = 2 };
static const uint8_t name_bytes[256] = {
    [0] = IN_FILE,
    ['+'] = IN_FILE | IN_HOST,
    ['-' ... '.'] = IN_FILE | IN_HOST,
    ['/'] = IN_FILE,
    ['0' ... '9'] = IN_FILE | IN_HOST,
    ['@'] = IN_FILE,
    ['A' ... 'Z'] = IN_FILE | IN_HOST,
    ['_'] = IN_FILE | IN_HOST,
    ['a' ... 'z'] = IN_FILE | IN_HOST,
    [0x80 ... 0xFF] = IN_FILE,
};

/* The end of a file's name with a line number behind it, main.c:10 or src/x.py:3; the name alone. */
static size_t file_at_line(const struct volatile_scan *s, size_t at)
{
    size_t end = at, limit = scan_limit(s, at), dot = 0;
    while (end < limit && name_bytes[(unsigned char)s->text.s[end]] & IN_FILE) {
        dot = s->text.s[end] == '.' ? end : dot;
        end++;
    }
    bool extension = dot > at && end - dot >= 2 && end - dot <= 6 && ascii_is_alpha(scan_byte(s, dot + 1));
    return extension && scan_byte(s, end) == ':' && ascii_is_digit(scan_byte(s, end + 1)) ? end : at;
}

size_t volatile_path(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    unsigned char before = scan_before(s, at);
    (void)from;
    *kind = VOLATILE_PATH;
    if (scan_is_word(before) || (before && strchr("/.\\-@", before)))
        return at;
    if (begins_path(s, at)) {
        bool drive = ascii_is_alpha(scan_byte(s, at));
        size_t end = drive ? token_end(s, at + 2, ":") : token_end(s, at, ":");
        size_t least = drive ? at + 3 : at + 1;
        return end > least && !is_fixed_path(s, at) ? end : at;
    }
    return scan_is_word(scan_byte(s, at)) ? file_at_line(s, at) : at;
}

static bool is_host_char(unsigned char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_';
}

/* A host: lower case, its last label one that names end in. */
static bool is_host(struct str v)
{
    static const char *const ends[] = {".com",   ".org",      ".net",     ".io",      ".dev",
                                       ".local", ".internal", ".example", ".invalid", ".cloud"};
    size_t dots = 0;
    for (size_t i = 0; i < v.len; i++) {
        if (ascii_is_upper((unsigned char)v.s[i]))
            return false;
        dots += v.s[i] == '.';
    }
    if (!dots)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(v, str_of(ends[i])) && v.len > strlen(ends[i]))
            return dots >= 2 || i < 3;
    return false;
}

/* Names that examples use for what is everybody's own. */
static bool is_sample_name(struct str v)
{
    static const char *const words[] = {"foo", "bar", "baz", "qux", "foobar"};
    if (!v.len || !strchr("fbqmyec", ascii_lower((unsigned char)v.s[0])))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_ieq(v, str_of(words[i])))
            return true;
    static const char *const begins[] = {"my-", "my_", "your-", "your_", "example.", "com.example."};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (str_starts(v, str_of(begins[i])) && v.len > strlen(begins[i]))
            return true;
    return false;
}

size_t volatile_own_name(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    unsigned char before = scan_before(s, at);
    (void)from;
    *kind = VOLATILE_NAME;
    if (!ascii_is_alnum(scan_byte(s, at)) || is_host_char(before) || before == '@' || before == '/' ||
        before >= 0x80)
        return at;
    size_t end = at, limit = scan_limit(s, at);
    while (end < limit && name_bytes[(unsigned char)s->text.s[end]] & IN_HOST)
        end++;
    if (scan_byte(s, end) == '@' && ascii_is_alpha(scan_byte(s, end + 1))) {
        end++;
        while (end < limit && is_host_char((unsigned char)s->text.s[end]))
            end++;
        while (!ascii_is_alnum((unsigned char)s->text.s[end - 1]))
            end--;
        return end;
    }
    while (end > at && !ascii_is_alnum((unsigned char)s->text.s[end - 1]))
        end--;
    struct str v = str_sub(s->text, at, end);
    bool own = is_host(v) || is_sample_name(v);
    return own && !scan_is_word(scan_byte(s, end)) && scan_byte(s, end) != '(' ? end : at;
}
