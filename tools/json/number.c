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

size_t json_number_digits(struct str v)
{
    struct decimal d = decimal_of(v);
    return d.whole.len + d.fraction.len;
}

/* Multiples. With v = V * 10^i and divisor = D * 10^j, V and D integers that do not end in 0, v is a multiple
 * when D divides V * 10^(i-j). Where i < j it never is (V does not end in 0). Where i - j is large, only the
 * twos and fives of D matter, of which it has fewer than 4 for each of its digits: more zeros than that
 * change nothing. */
enum { LIMB = 1000000000, LIMB_DIGITS = 9, LIMBS_MAX = JSON_DIVISOR_DIGITS_MAX / LIMB_DIGITS + 3 };

/* The remainder of the digits and `zeros` zeros behind them, divided by a divisor below 10^18. */
static bool small_divides(uint64_t divisor, const struct decimal *v, size_t zeros)
{
    size_t n = v->whole.len + v->fraction.len;
    unsigned __int128 rest = 0;
    for (size_t i = 0; i < n + zeros; i++)
        rest = (rest * 10 + (i < n ? (unsigned)(digit(v, i) - '0') : 0)) % divisor;
    return rest == 0;
}

struct big {
    uint32_t limb[LIMBS_MAX]; /* base 10^9, least first */
    size_t len;
};

static void big_scale(struct big *b, uint32_t by)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < b->len; i++) {
        carry += (uint64_t)b->limb[i] * by;
        b->limb[i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    if (carry)
        b->limb[b->len++] = (uint32_t)carry;
}

/* rest = (rest * 10^9 + add) mod divisor, where add < 10^18 keeps the quotient below 10^9. The quotient is
 * estimated from the leading limbs and corrected (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm
 * D; the divisor's leading limb is at least half of the base). */
static void big_step(struct big *rest, const struct big *divisor, uint64_t add)
{
    size_t n = divisor->len;
    memmove(rest->limb + 1, rest->limb, n * sizeof *rest->limb);
    rest->limb[0] = 0;
    for (size_t i = 0; add; i++) {
        add += rest->limb[i];
        rest->limb[i] = (uint32_t)(add % LIMB);
        add /= LIMB;
    }
    uint64_t lead = divisor->limb[n - 1] ? divisor->limb[n - 1] : 1; /* it is never 0 */
    uint64_t quotient = ((uint64_t)rest->limb[n] * LIMB + rest->limb[n - 1]) / lead;
    if (quotient >= LIMB)
        quotient = LIMB - 1;
    int64_t borrow = 0;
    for (size_t i = 0; i <= n; i++) {
        int64_t take = i < n ? (int64_t)(quotient * divisor->limb[i]) : 0;
        int64_t left = (int64_t)rest->limb[i] - take % LIMB + borrow;
        borrow = -(take / LIMB);
        for (; left < 0; borrow--)
            left += LIMB;
        rest->limb[i] = (uint32_t)left;
    }
    while (borrow < 0) { /* the estimate was too high, by 2 at most */
        uint32_t carry = 0;
        for (size_t i = 0; i <= n; i++) {
            uint32_t sum = rest->limb[i] + (i < n ? divisor->limb[i] : 0) + carry;
            carry = sum >= LIMB;
            rest->limb[i] = carry ? sum - LIMB : sum;
        }
        borrow += carry;
    }
}

static bool big_divides(const struct decimal *d, const struct decimal *v, size_t zeros)
{
    size_t digits = d->whole.len + d->fraction.len, n = v->whole.len + v->fraction.len;
    struct big divisor = {.len = (digits + LIMB_DIGITS - 1) / LIMB_DIGITS}, rest = {0};
    for (size_t i = 0; i < divisor.len * LIMB_DIGITS; i++) {
        size_t from_end = divisor.len * LIMB_DIGITS - i; /* places, counted from the last digit */
        uint32_t *limb = &divisor.limb[(from_end - 1) / LIMB_DIGITS];
        *limb = *limb * 10 + (from_end <= digits ? (uint32_t)(digit(d, digits - from_end) - '0') : 0);
    }
    uint32_t scale = LIMB / (divisor.limb[divisor.len - 1] + 1);
    big_scale(&divisor, scale);
    /* The number's digits in groups of nine; the first group may be shorter. */
    size_t all = n + zeros, at = 0;
    while (at < all) {
        size_t end = at + ((all - at) % LIMB_DIGITS ? (all - at) % LIMB_DIGITS : LIMB_DIGITS);
        uint64_t group = 0;
        for (; at < end; at++)
            group = group * 10 + (at < n ? (uint64_t)(digit(v, at) - '0') : 0);
        big_step(&rest, &divisor, group * scale);
    }
    for (size_t i = 0; i < LIMBS_MAX; i++)
        if (rest.limb[i])
            return false;
    return true;
}

bool json_number_is_multiple(struct str value, struct str of)
{
    struct decimal v = decimal_of(value), d = decimal_of(of);
    size_t digits = v.whole.len + v.fraction.len, own = d.whole.len + d.fraction.len;
    if (!digits)
        return true;
    if (!own || own > JSON_DIVISOR_DIGITS_MAX)
        return false;
    /* Exponents of the last digits that count. */
    int64_t more = (v.exponent - (int64_t)digits) - (d.exponent - (int64_t)own);
    if (more < 0)
        return false;
    size_t zeros = more > (int64_t)own * 4 ? own * 4 : (size_t)more;
    if (own > 18)
        return big_divides(&d, &v, zeros);
    uint64_t divisor = 0;
    for (size_t i = 0; i < own; i++)
        divisor = divisor * 10 + (uint64_t)(digit(&d, i) - '0');
    return small_divides(divisor, &v, zeros);
}
