/* Volatile parts made of digits: dates, addresses, versions, numbers. */
#include "regex/volatile_scan.h"

static bool is_hex(unsigned char c)
{
    return ascii_is_digit(c) || (unsigned)(c | 0x20) - 'a' < 6u;
}

static size_t hex_run(const struct volatile_scan *s, size_t at)
{
    size_t end = scan_limit(s, at);
    while (at < end && is_hex((unsigned char)s->text.s[at]))
        at++;
    return at;
}

/* A token begins here: nothing of a word stands before it. */
static bool is_fresh(const struct volatile_scan *s, size_t at)
{
    return !scan_is_word(scan_before(s, at));
}

/* Matches a shape: 9 a digit, 8 one or two digits, a a letter, A three letters or more, others themselves. */
static size_t shape(const struct volatile_scan *s, size_t at, const char *form)
{
    size_t from = at;
    for (; *form; form++) {
        unsigned char c = scan_byte(s, at);
        if (*form == '9' || *form == '8') {
            if (!ascii_is_digit(c))
                return from;
            at++;
            if (*form == '8' && ascii_is_digit(scan_byte(s, at)))
                at++;
        } else if (*form == 'A') {
            size_t letters = 0;
            while (letters < 9 && ascii_is_alpha(scan_byte(s, at + letters)))
                letters++;
            if (letters < 3)
                return from;
            at += letters;
        } else if (c == (unsigned char)*form) {
            at++;
        } else {
            return from;
        }
    }
    return at;
}

static bool is_word_of(const struct volatile_scan *s, size_t at, const char *list)
{
    /* `list` holds words of three small letters, each followed by a blank */
    if (s->text.len - at < 3)
        return false;
    const char word[3] = {(char)ascii_lower(scan_byte(s, at)), (char)ascii_lower(scan_byte(s, at + 1)),
                          (char)ascii_lower(scan_byte(s, at + 2))};
    for (; *list; list += 4)
        if (memcmp(list, word, sizeof word) == 0)
            return true;
    return false;
}

static const char months[] = "jan feb mar apr may jun jul aug sep oct nov dec ";
static const char days[] = "mon tue wed thu fri sat sun ";

/* hh:mm:ss, a fraction, a zone. */
static size_t clock_end(const struct volatile_scan *s, size_t at)
{
    size_t end = shape(s, at, "8:99:99");
    if (end == at)
        return at;
    if ((scan_byte(s, end) == '.' || scan_byte(s, end) == ',') && ascii_is_digit(scan_byte(s, end + 1)))
        end = scan_digits(s, end + 1);
    if (scan_byte(s, end) == 'Z' && !scan_is_word(scan_byte(s, end + 1)))
        return end + 1;
    size_t zone = end + (scan_byte(s, end) == ' ');
    static const char *const forms[] = {"+99:99", "-99:99", "+9999", "-9999", "GMT", "UTC"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t z = shape(s, zone, forms[i]);
        if (z > zone && !scan_is_word(scan_byte(s, z)))
            return z;
    }
    return end;
}

/* A day, without its time; `at` when there is none. */
static size_t day_end(const struct volatile_scan *s, size_t at)
{
    static const char *const forms[] = {"9999-99-99", "9999/99/99", "99.99.9999", "99/99/9999"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t end = shape(s, at, forms[i]);
        if (end > at && !ascii_is_digit(scan_byte(s, end)))
            return end;
    }
    size_t end = shape(s, at, "99/A/9999");
    if (end > at && is_word_of(s, at + 3, months))
        return end;
    if (is_word_of(s, at, months)) {
        end = shape(s, at, "A 8 9999");
        end = end > at ? end : shape(s, at, "A 8, 9999");
        if (end > at && !ascii_is_digit(scan_byte(s, end)))
            return end;
        end = shape(s, at, "A 8");
        end = end > at ? end : shape(s, at, "A  9");
        if (end > at && clock_end(s, end + 1) > end + 1)
            return end;
    }
    end = shape(s, at, "8 A 9999");
    size_t month = at + (ascii_is_digit(scan_byte(s, at + 1)) ? 3 : 2);
    return end > at && is_word_of(s, month, months) ? end : at;
}

size_t volatile_date(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    unsigned char c = scan_byte(s, at);
    (void)from;
    if (!ascii_is_alnum(c) || !is_fresh(s, at))
        return at;
    *kind = VOLATILE_DATE;
    size_t start = at;
    if (is_word_of(s, at, days)) {
        size_t word = at + 3;
        start = word + (scan_byte(s, word) == ',');
        start += scan_byte(s, start) == ' ';
        if (start == word)
            return at;
    }
    size_t day = day_end(s, start);
    if (day == start) {
        size_t end = start == at ? clock_end(s, at) : at;
        return end > at && !scan_is_word(scan_byte(s, end)) ? end : at;
    }
    unsigned char sep = scan_byte(s, day);
    size_t time = sep == 'T' || sep == ' ' || sep == ':' ? clock_end(s, day + 1) : day + 1;
    size_t end = time > day + 1 ? time : day;
    size_t year = shape(s, end, " 9999"); /* as ctime() writes it */
    if (is_word_of(s, start, months) && year > end && !ascii_is_digit(scan_byte(s, year)))
        end = year;
    return scan_is_word(scan_byte(s, end)) ? at : end;
}

static size_t uuid_end(const struct volatile_scan *s, size_t at)
{
    static const unsigned char groups[] = {8, 4, 4, 4, 12};
    size_t p = at;
    for (size_t g = 0; g < sizeof groups; g++) {
        size_t end = hex_run(s, p);
        if (end - p != groups[g] || (g < 4 && scan_byte(s, end) != '-'))
            return at;
        p = end + (g < 4);
    }
    return p;
}

static size_t mac_end(const struct volatile_scan *s, size_t at)
{
    size_t p = at;
    for (int g = 0; g < 6; g++) {
        if (!is_hex(scan_byte(s, p)) || !is_hex(scan_byte(s, p + 1)) || (g < 5 && scan_byte(s, p + 2) != ':'))
            return at;
        p += g < 5 ? 3 : 2;
    }
    return p;
}

/* Digits and points: how many parts, and whether each fits a byte. */
static size_t dotted(const struct volatile_scan *s, size_t at, int *parts, bool *bytes)
{
    *parts = 0;
    *bytes = true;
    for (;;) {
        size_t end = scan_digits(s, at);
        if (end == at)
            return at ? at - 1 : at; /* a point that ends the sentence */
        unsigned value = 0;
        for (size_t i = at; i < end && value < 1000; i++)
            value = value * 10 + (unsigned)(s->text.s[i] - '0');
        *bytes = *bytes && value < 256;
        ++*parts;
        if (scan_byte(s, end) != '.' || *parts > 20)
            return end;
        at = end + 1;
    }
}

static size_t ipv6_end(const struct volatile_scan *s, size_t at)
{
    size_t limit = scan_limit(s, at), p = at, colons = 0, digits = 0, group = 0, longest = 0;
    bool twice = false;
    for (; p < limit; p++) {
        unsigned char c = (unsigned char)s->text.s[p];
        if (c == ':') {
            twice |= p > at && s->text.s[p - 1] == ':';
            colons++;
            group = 0;
        } else if (is_hex(c)) {
            digits += ascii_is_digit(c);
            longest = ++group > longest ? group : longest;
        } else {
            break;
        }
    }
    if (p > at && s->text.s[p - 1] == ':' && !(p - at >= 2 && s->text.s[p - 2] == ':'))
        p--, colons--;
    bool whole = (twice && (digits || p - at <= 3)) || colons == 7;
    /* ":::3000" is an address and a port of four digits or five */
    return colons >= 2 && whole && longest <= 5 && !scan_is_word(scan_byte(s, p)) ? p : at;
}

size_t volatile_address(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    unsigned char c = scan_byte(s, at);
    (void)from;
    if (!is_hex(c) && c != ':')
        return at;
    if (!is_fresh(s, at) || scan_before(s, at) == ':')
        return at;
    size_t end = uuid_end(s, at);
    *kind = VOLATILE_UUID;
    if (end == at) {
        end = mac_end(s, at);
        *kind = VOLATILE_MAC;
    }
    if (end == at) {
        end = ipv6_end(s, at);
        *kind = VOLATILE_IPV6;
    }
    if (end == at && ascii_is_digit(c) && scan_before(s, at) != '.') {
        int parts;
        bool bytes;
        end = dotted(s, at, &parts, &bytes);
        *kind = VOLATILE_IPV4;
        if (parts != 4 || !bytes)
            return at;
    }
    return end > at && !scan_is_word(scan_byte(s, end)) ? end : at;
}

/* The word before a place, past blanks, brackets and signs, and past words such as "is". */
static struct str word_before(const struct volatile_scan *s, size_t at)
{
    for (int fillers = 0; fillers < 3; fillers++) {
        size_t stop = at > 60 ? at - 60 : 0;
        while (at > stop && strchr(" :=([#\"'\t", s->text.s[at - 1]) && s->text.s[at - 1])
            at--;
        size_t end = at;
        while (at > stop && ascii_is_alpha((unsigned char)s->text.s[at - 1]))
            at--;
        struct str word = str_sub(s->text, at, end);
        if (!str_ieq(word, STR("is")) && !str_ieq(word, STR("of")) && !str_ieq(word, STR("was")) &&
            !str_ieq(word, STR("with")) && !str_ieq(word, STR("number")) && !str_ieq(word, STR("value")))
            return word;
    }
    return (struct str){"", 0};
}

static bool names_code(struct str word)
{
    static const char *const ends[] = {"error", "err",    "errno",    "code",  "status", "http",     "exit",
                                       "fault", "signal", "sqlstate", "alert", "rc",     "exception"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (word.len >= n && str_ieq(str_sub(word, word.len - n, word.len), str_of(ends[i])))
            return word.len == n || n >= 4; /* "OSError", "StatusCode"; but no "perr" */
    }
    return false;
}

/* A number that names the error: part of what it is, the same each time. */
static bool is_code(const struct volatile_scan *s, size_t at, size_t end)
{
    unsigned char before = scan_before(s, at), after = scan_byte(s, end);
    if (names_code(word_before(s, at)))
        return true;
    bool status = end - at == 3 && s->text.s[at] >= '1' && s->text.s[at] <= '5';
    if (status && after == ' ' && ascii_is_upper(scan_byte(s, end + 1)))
        return true; /* 502 Bad Gateway */
    if (status && at == 0 && (after == ' ' || after == '-' || after == ':'))
        return true; /* a reply of SMTP or FTP */
    if (at <= 1 && before == '#')
        return true; /* #1045 - Access denied */
    if (before == '(' && after == ':' && scan_byte(s, end + 1) == ' ')
        return true; /* (13: Permission denied) */
    if (before == '(' && after == ')' && at >= 3 && s->text.s[at - 2] == ' ' && s->text.s[at - 3] == ':')
        return true; /* curl: (28) Operation timed out */
    return s->code_end && at - s->code_end <= 2 && (before == '(' || before == ' ' || before == '-') &&
           (after == ')' || before == ' ') && end - at != 1; /* ERROR 1045 (28000), 550 5.7.1 */
}

/* A unit that may stand right behind a number. */
static size_t unit_end(const struct volatile_scan *s, size_t at)
{
    static const char *const units[] = {"s",  "ms", "us", "ns",  "m",   "h",   "d",  "b", "kb",
                                        "mb", "gb", "tb", "kib", "mib", "gib", "px", "k", "x"};
    size_t end = at;
    while (end - at < 4 && ascii_is_alpha(scan_byte(s, end)))
        end++;
    if (end == at || scan_is_word(scan_byte(s, end)))
        return at;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_ieq(str_sub(s->text, at, end), str_of(units[i])))
            return end;
    return at;
}

static size_t hex_end(const struct volatile_scan *s, size_t at)
{
    bool prefixed = scan_byte(s, at) == '0' && (scan_byte(s, at + 1) | 0x20) == 'x';
    size_t first = prefixed ? at + 2 : at, end = hex_run(s, first);
    if (scan_is_word(scan_byte(s, end)) || end == first)
        return at;
    size_t digits = 0, upper = 0, lower = 0;
    for (size_t i = first; i < end; i++) {
        unsigned char c = (unsigned char)s->text.s[i];
        digits += ascii_is_digit(c);
        upper += ascii_is_upper(c);
        lower += ascii_is_lower(c);
    }
    if (prefixed) /* 0x80070005 and 0xC0000005 are codes of Windows */
        return end - first == 8 && (s->text.s[first] == '8' || (s->text.s[first] | 0x20) == 'c') ? at : end;
    bool mixed = digits && upper + lower && !(upper && lower);
    return end - first >= 7 && mixed ? end : at;
}

/* The end of a version: its parts, and what a build adds to it. */
static size_t version_tail(const struct volatile_scan *s, size_t at)
{
    size_t end = at, limit = scan_limit(s, at);
    while (end < limit) {
        unsigned char c = scan_byte(s, end);
        bool joins = (c == '-' || c == '+' || c == '.') && ascii_is_alnum(scan_byte(s, end + 1));
        if (!ascii_is_alnum(c) && c != '_' && c != '~' && !joins)
            break;
        end++;
    }
    return end;
}

static size_t number_proper(struct volatile_scan *s, size_t at, enum volatile_kind *kind)
{
    int parts;
    bool bytes;
    size_t end = dotted(s, at, &parts, &bytes), whole = scan_digits(s, at);
    unsigned char before = scan_before(s, at);
    bool joined =
        (before == '-' || before == '.' || before == '/') && at > 1 && scan_is_word(scan_before(s, at - 1));
    if (parts >= 3 && before != '.') {
        *kind = VOLATILE_VERSION;
        if (s->code_end && is_code(s, at, end))
            return s->code_end = end, at;
        return version_tail(s, end);
    }
    if (joined && !(before == '/' && ascii_is_digit(scan_before(s, at - 1))))
        return at; /* ORA-00942, HTTP/1.1, utf-8 */
    size_t hex = hex_end(s, at);
    if (hex > at) {
        *kind = VOLATILE_HEX;
        return names_code(word_before(s, at)) ? at : hex;
    }
    if (scan_is_word(scan_byte(s, end)) && unit_end(s, end) == end)
        return at; /* 3DES, 42P01, 4xx */
    if (scan_byte(s, end) == '-' && ascii_is_alpha(scan_byte(s, end + 1)))
        return at; /* 64-bit */
    if (is_code(s, at, end)) {
        s->code_end = end;
        return at;
    }
    *kind = end > whole ? VOLATILE_DECIMAL : VOLATILE_NUMBER;
    while (scan_byte(s, end) == ',' && scan_digits(s, end + 1) == end + 4) {
        *kind = VOLATILE_DECIMAL;
        end += 4;
    }
    return end;
}

size_t volatile_number(struct volatile_scan *s, size_t at, size_t *from, enum volatile_kind *kind)
{
    unsigned char c = scan_byte(s, at), before = scan_before(s, at);
    if (!is_fresh(s, at))
        return at;
    if ((c | 0x20) == 'v' && ascii_is_digit(scan_byte(s, at + 1))) {
        int parts;
        bool bytes;
        size_t end = dotted(s, at + 1, &parts, &bytes);
        *kind = VOLATILE_VERSION;
        return parts >= 2 ? version_tail(s, end) : at;
    }
    if (c == '-' && ascii_is_digit(scan_byte(s, at + 1)) && (!before || strchr(" =:([,\t", before))) {
        size_t end = number_proper(s, at + 1, kind);
        if (end == at + 1 || names_code(word_before(s, at)) || *kind == VOLATILE_VERSION)
            return at;
        *from = at;
        return end;
    }
    if (ascii_is_digit(c))
        return number_proper(s, at, kind);
    size_t end = is_hex(c) && before != '-' && before != '.' ? hex_end(s, at) : at;
    *kind = VOLATILE_HEX;
    return end > at && names_code(word_before(s, at)) ? at : end;
}
