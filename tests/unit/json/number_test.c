/* Multiples by decimal value, checked against cases by hand and against products. */
#include "support.h"

#include "json/doc.h"

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *v, *of;
        bool is;
    } cases[] = {
        {"0.07", "0.01", true},
        {"0.075", "0.01", false},
        {"0.0075", "0.0001", true},
        {"0.00751", "0.0001", false},
        {"0", "3", true},
        {"-0.0", "3", true},
        {"-9", "3", true},
        {"-10", "3", false},
        {"4.5", "1.5", true},
        {"1e308", "0.5", true},
        {"1e308", "0.123456789", false},
        {"12391239123", "1e-8", true},
        {"1e1000000000", "7", false},
        {"7e1000000000", "7", true},
        {"1e1000000000", "1024", true},
        {"1e1000000000", "0.0000152587890625", true},
        {"1e99999999999999999999", "1e-99999999999999999999", true},
        {"1e-1000000000", "1", false},
        {"3", "1e1000000000", false},
        {"9007199254740993", "2", false},
        {"9007199254740992", "2", true},
        {"1.0", "1", true},
        {"10", "100", false},
        {"123456789012345678901234567890", "1234567890123456789", false},
        {"15241578753238836750495351562536198787501905199875019052100", "123456789012345678901234567890",
         true},
        {"15241578753238836750495351562536198787501905199875019052101", "123456789012345678901234567890",
         false},
        {"1e78", "1152921504606846976000000000000000000", true},
        {"1e77", "1152921504606846976000000000000000000", false},
        {"1e30", "1152921504606846976", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (json_number_is_multiple(str_of(cases[i].v), str_of(cases[i].of)) != cases[i].is)
            fail_msg("%s of %s is not %d", cases[i].v, cases[i].of, cases[i].is);
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* A number of up to `limbs` groups of nine digits, biased towards groups of 0 and of nines, which make
 * quotients hard to estimate. */
static void random_digits(char *out, size_t limbs, uint64_t *seed)
{
    size_t at = (size_t)sprintf(out, "%u", (unsigned)(next(seed) % 999999999 + 1));
    for (size_t i = 1; i < limbs; i++) {
        uint64_t kind = next(seed) % 4;
        unsigned group = kind == 0 ? 0 : kind == 1 ? 999999999 : (unsigned)(next(seed) % 1000000000);
        at += (size_t)sprintf(out + at, "%09u", group);
    }
}

/* Schoolbook product of decimal digits, plus `add` at the last digit. */
static void multiply(const char *a, const char *b, int add, char *out)
{
    size_t n = strlen(a), m = strlen(b);
    int digits[600] = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            digits[i + j + 1] += (a[i] - '0') * (b[j] - '0');
    digits[n + m - 1] += add;
    for (size_t i = n + m - 1; i > 0; i--) {
        digits[i - 1] += digits[i] / 10;
        digits[i] %= 10;
    }
    for (size_t i = 0; i < n + m; i++)
        out[i] = (char)('0' + digits[i]);
    out[n + m] = 0;
}

static void test_products(void **state)
{
    (void)state;
    uint64_t seed = 7;
    char a[300], b[300], product[700];
    for (int round = 0; round < 4000; round++) {
        random_digits(a, 1 + next(&seed) % 6, &seed);
        random_digits(b, 1 + next(&seed) % 6, &seed);
        if (strcmp(b, "1") == 0)
            continue;
        multiply(a, b, 0, product);
        assert_true(json_number_is_multiple(str_of(product), str_of(b)));
        multiply(a, b, 1, product);
        assert_false(json_number_is_multiple(str_of(product), str_of(b)));
    }
}

static void test_limits(void **state)
{
    (void)state;
    struct buf long_one = BUF_INIT, divisor = BUF_INIT;
    for (int i = 0; i < 200000; i++)
        buf_adds(&long_one, "12345");
    for (int i = 0; i < JSON_DIVISOR_DIGITS_MAX / 5; i++)
        buf_adds(&divisor, "12345");
    assert_true(json_number_is_multiple(buf_str(&long_one), STR("12345")));
    assert_true(json_number_is_multiple(buf_str(&long_one), buf_str(&divisor)));
    assert_false(json_number_is_multiple(buf_str(&long_one), STR("12346")));
    assert_int_equal(json_number_digits(STR("-0.00120e5")), 2);
    buf_addc(&divisor, '1');
    assert_false(json_number_is_multiple(buf_str(&divisor), buf_str(&divisor)));
    buf_release(&long_one);
    buf_release(&divisor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_products),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
