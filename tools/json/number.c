/* Numbers compared by the decimal digits they were written with. */
#include "json/doc.h"

/* 0.d1d2d3... times ten to the power of `exponent`; no digits means zero. Digits may be split by the decimal
 * point. */
struct decimal {
    bool negative;
    struct str whole, fraction; /* without the leading and trailing zeros of the number */
    int64_t exponent;
};

/* Exponents past this are as good as infinite: no text that fits into memory makes up for them. */
static const int64_t exponent_max = INT64_C(100000000000000000);

static struct decimal decimal_of(struct str v)
{
    struct decimal d = {0};
    size_t i = 0;
    if (i < v.len && v.s[i] == '-') {
        d.negative = true;
        i++;
    }
    size_t from = i;
    while (i < v.len && ascii_is_digit((unsigned char)v.s[i]))
        i++;
    d.whole = str_sub(v, from, i);
    d.fraction = str_sub(v, i, i);
    if (i < v.len && v.s[i] == '.') {
        from = ++i;
        while (i < v.len && ascii_is_digit((unsigned char)v.s[i]))
            i++;
        d.fraction = str_sub(v, from, i);
    }
    if (i < v.len) { /* e or E */
        bool minus = v.s[++i] == '-';
        if (v.s[i] == '-' || v.s[i] == '+')
            i++;
        for (; i < v.len; i++)
            if (d.exponent < exponent_max)
                d.exponent = d.exponent * 10 + (v.s[i] - '0');
        if (d.exponent > exponent_max)
            d.exponent = exponent_max;
        if (minus)
            d.exponent = -d.exponent;
    }
    while (d.whole.len && *d.whole.s == '0')
        d.whole = str_sub(d.whole, 1, d.whole.len);
    d.exponent += (int64_t)d.whole.len;
    if (!d.whole.len)
        for (; d.fraction.len && *d.fraction.s == '0'; d.exponent--)
            d.fraction = str_sub(d.fraction, 1, d.fraction.len);
    while (d.fraction.len && d.fraction.s[d.fraction.len - 1] == '0')
        d.fraction.len--;
    if (!d.fraction.len)
        while (d.whole.len && d.whole.s[d.whole.len - 1] == '0')
            d.whole.len--;
    if (!d.whole.len && !d.fraction.len)
        d = (struct decimal){0};
    return d;
}

static char digit(const struct decimal *d, size_t i)
{
    return i < d->whole.len ? d->whole.s[i] : d->fraction.s[i - d->whole.len];
}

static int magnitude_cmp(const struct decimal *a, const struct decimal *b)
{
    size_t n = a->whole.len + a->fraction.len, m = b->whole.len + b->fraction.len;
    if (!n || !m)
        return (n > 0) - (m > 0);
    if (a->exponent != b->exponent)
        return a->exponent < b->exponent ? -1 : 1;
    for (size_t i = 0; i < n && i < m; i++)
        if (digit(a, i) != digit(b, i))
            return digit(a, i) < digit(b, i) ? -1 : 1;
    return (n > m) - (n < m);
}

int json_number_cmp(struct str x, struct str y)
{
    struct decimal a = decimal_of(x), b = decimal_of(y);
    if (a.negative != b.negative)
        return a.negative ? -1 : 1;
    int c = magnitude_cmp(&a, &b);
    return a.negative ? -c : c;
}
