#include "markdown/rate.h"

/* The digits of a lexeme, and how many of them stand before the decimal point. */
struct decimal {
    struct str whole, fraction;
    bool negative;
    long exponent; /* of ten; clipped to +-EXPONENT_MAX */
};
enum { EXPONENT_MAX = 1 << 30 };

static struct str take_digits(struct str v, size_t *at)
{
    size_t from = *at;
    while (*at < v.len && ascii_is_digit((unsigned char)v.s[*at]))
        ++*at;
    return str_sub(v, from, *at);
}

static bool decimal_read(struct str v, struct decimal *d)
{
    size_t at = 0;
    *d = (struct decimal){.negative = v.len > 0 && v.s[0] == '-'};
    at += d->negative;
    d->whole = take_digits(v, &at);
    if (d->whole.len == 0)
        return false;
    if (at < v.len && v.s[at] == '.') {
        at++;
        d->fraction = take_digits(v, &at);
        if (d->fraction.len == 0)
            return false;
    }
    if (at < v.len && (v.s[at] == 'e' || v.s[at] == 'E')) {
        at++;
        bool down = at < v.len && v.s[at] == '-';
        at += at < v.len && (v.s[at] == '-' || v.s[at] == '+');
        struct str digits = take_digits(v, &at);
        if (digits.len == 0)
            return false;
        for (size_t i = 0; i < digits.len && d->exponent < EXPONENT_MAX; i++)
            d->exponent = d->exponent * 10 + (digits.s[i] - '0');
        if (d->exponent > EXPONENT_MAX)
            d->exponent = EXPONENT_MAX;
        d->exponent = down ? -d->exponent : d->exponent;
    }
    return at == v.len;
}

/* Digit number `i` of the lexeme without its point, 0 beyond its ends. */
static int digit_at(const struct decimal *d, long long i)
{
    if (i < 0)
        return 0;
    if ((unsigned long long)i < d->whole.len)
        return d->whole.s[i] - '0';
    i -= (long long)d->whole.len;
    return (unsigned long long)i < d->fraction.len ? d->fraction.s[i] - '0' : 0;
}

/* "0.85" and what else is a few digits, with or without a point: most rates. False for the rest. */
static bool read_short(struct str v, unsigned *percent)
{
    enum { SHORT_MAX = RATE_DIGITS_MAX - 2 };
    unsigned n = 0, point = 0;
    if (v.len == 4 && v.s[1] == '.' && ascii_is_digit((unsigned char)v.s[0]) &&
        ascii_is_digit((unsigned char)v.s[2]) && ascii_is_digit((unsigned char)v.s[3])) {
        *percent = (unsigned)((v.s[0] - '0') * 100 + (v.s[2] - '0') * 10 + (v.s[3] - '0'));
        return true;
    }
    if (v.len == 0 || v.len > SHORT_MAX || v.s[0] == '.' || v.s[v.len - 1] == '.')
        return false;
    for (unsigned i = 0; i < v.len; i++) {
        if (ascii_is_digit((unsigned char)v.s[i]))
            n = n * 10 + (unsigned)(v.s[i] - '0');
        else if (v.s[i] == '.' && !point)
            point = i;
        else
            return false;
    }
    unsigned places = point ? (unsigned)v.len - point - 1 : 0;
    for (; places < 2; places++)
        n *= 10;
    for (; places > 3; places--)
        n /= 10;
    *percent = places == 3 ? n / 10 + (n % 10 >= 5) : n;
    return true;
}

bool markdown_rate(struct buf *out, struct str lexeme)
{
    struct decimal d;
    unsigned small;
    if (read_short(lexeme, &small)) {
        if (small >= 10 && small < 100)
            buf_add(out, (const char[]){(char)('0' + small / 10), (char)('0' + small % 10), '%'}, 3);
        else
            buf_add_number(out, small), buf_addc(out, '%');
        return true;
    }
    if (!decimal_read(lexeme, &d))
        return false;
    /* Per cents: the point moves two places to the right. Half up needs only the first digit behind it. */
    long long whole = (long long)d.whole.len, point = whole + d.exponent + 2;
    long long first = 0, digits = whole + (long long)d.fraction.len;
    while (first < digits && digit_at(&d, first) == 0)
        first++;
    if (d.negative && first < digits)
        return false;
    if (first == digits)
        point = 0;
    if (point - first > RATE_DIGITS_MAX)
        return false;
    unsigned long long percent = 0;
    for (long long i = first; i < point; i++)
        percent = percent * 10 + (unsigned long long)digit_at(&d, i);
    if (point >= 0 && first < digits && digit_at(&d, point) >= 5)
        percent++;
    buf_add_number(out, percent);
    buf_addc(out, '%');
    return true;
}
