/* Folding and tokens, word lists, terms, scripts. */
#include "support.h"

#include "text/script.h"
#include "text/terms.h"

struct row {
    const char *text;
    enum token_kind kind;
    const char *token; /* the first token of this kind, folded; NULL: there is none */
};

static const struct row rows[] = {
    {"Run `a b` now", TOKEN_CODE, "`a b`"},
    {"Run ``a`b`` now", TOKEN_CODE, "``a`b``"},
    {"See `text`_ now", TOKEN_CODE, NULL},
    {"See https://a.example/b?c=1.", TOKEN_URL, "https://a.example/b?c=1"},
    {"见（https://a.example/b）。", TOKEN_URL, "https://a.example/b"},
    {"mail a.b@example.org now", TOKEN_EMAIL, "a.b@example.org"},
    {"{{x y}} ${z}", TOKEN_TEMPLATE, "{{x y}}"},
    {"100%s", TOKEN_PRINTF, NULL},
    {"of %5.2f and", TOKEN_PRINTF, "%5.2f"},
    {"protocol %1.", TOKEN_PRINTF, "%1"},
    {"open <file> now", TOKEN_ARGUMENT, "<file>"},
    {"set $HOME now", TOKEN_VARIABLE, "$HOME"},
    {"use --no-cache now", TOKEN_FLAG, "--no-cache"},
    {"`X`-based", TOKEN_FLAG, NULL},
    {"in /etc/hosts.", TOKEN_PATH, "/etc/hosts"},
    {"in nginx.conf.", TOKEN_FILE, "nginx.conf"},
    {"call open() now", TOKEN_FUNCTION, "open()"},
    {"is ERR_A_B now", TOKEN_CONSTANT, "ERR_A_B"},
    {"is a_b now", TOKEN_SNAKE, "a_b"},
    {"is a0xFF", TOKEN_HEX, NULL},
    {"is 0xFF", TOKEN_HEX, "0xFF"},
    {"is v1.2.3", TOKEN_VERSION, "v1.2.3"},
    {"使用CloudFront源站", TOKEN_CAMEL, "CloudFront"},
    {"使用ＡＣＭ证书", TOKEN_CAPS, "ACM"},
    {"two URLs", TOKEN_CAPS, "URL"},
    {"is 1,024 and", TOKEN_NUMBER, "1,024"},
    {"是16。0", TOKEN_NUMBER, "16"},
};

static void test_tokens(void **state)
{
    (void)state;
    struct side s = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct token *t, *found = NULL;
        side_read(&s, str_of(rows[i].text), false);
        vec_foreach (t, &s.tokens) {
            assert_true(t->from < t->to && t->to <= s.fold.len);
            assert_true(side_raw(&s, t->from) <= side_raw(&s, t->to));
            if (t->kind == rows[i].kind && !found)
                found = t;
        }
        if (!rows[i].token != !found)
            fail_msg("%s: %s", rows[i].text, found ? "a token too many" : "no such token");
        if (found && !str_is(side_token(&s, found), rows[i].token))
            fail_msg("%s: \"%.*s\"", rows[i].text, STR_FMT(side_token(&s, found)));
    }
    side_release(&s);
}

static void test_words(void **state)
{
    (void)state;
    assert_true(words_sorted());
    assert_true(words_renderings_sorted());
    assert_true(words_is_stop(STR("The")));
    assert_true(words_is_name(STR("Kubernetes")));
    assert_true(words_is_loose_capitals(STR("WARNING")));
    assert_true(words_is_shouted(STR("UPGRADED")));
    assert_false(words_is_shouted(STR("APISIX")));
    assert_true(words_is_rendered(STR("URL"), STR("打开网址")));
    assert_false(words_is_rendered(STR("URL"), STR("打开它")));
    assert_int_equal(words_number(STR("Third")), 3);
    assert_int_equal(words_number(STR("many")), -1);
    static const char *const same[][2] = {
        {"copies", "copy"}, {"stopped", "stop"}, {"caches", "cache"}, {"running", "run"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_true(str_eq(words_stem(str_of(same[i][0])), words_stem(str_of(same[i][1]))));
}

static void test_terms(void **state)
{
    (void)state;
    struct terms_index *x = mem_alloc(sizeof *x);
    struct side s = {0};
    terms_index_build(x);
    for (unsigned i = 0; i < terms_count(); i++) {
        unsigned found = terms_find(x, str_of(terms_word(i)));
        assert_true(found != TERMS_NONE);
        for (unsigned k = x->first[i]; k < x->first[i + 1]; k++) {
            struct str v = {x->renderings[k].s, x->renderings[k].len};
            side_read(&s, v, false);
            assert_true(terms_rendering(x, i, v, s.pairs, 0).len > 0);
        }
    }
    assert_string_equal(terms_word(terms_find(x, STR("certificates"))), "certificate");
    assert_int_equal(terms_find(x, STR("orchard")), TERMS_NONE);
    struct str zh = STR("源站的证书 expired。");
    side_read(&s, zh, false);
    assert_true(str_is(terms_rendering(x, terms_find(x, STR("certificate")), zh, s.pairs, 6), "证书"));
    assert_false(terms_rendering(x, terms_find(x, STR("server")), zh, s.pairs, 6).len);
    side_release(&s);
    free(x);
}

static void test_scripts(void **state)
{
    (void)state;
    uint32_t simple;
    assert_true(script_is_traditional(0x7121, &simple)); /* U+7121: U+65E0 in Simplified */
    assert_int_equal(simple, 0x65E0);
    assert_false(script_is_traditional(0x8986, &simple)); /* U+8986 is written in Simplified text as well */
    assert_false(script_is_traditional(0x8BC1, &simple));
    assert_int_equal(script_looks_like(0x456), 'i');
    assert_int_equal(script_looks_like(0x4E00), 0);
    assert_int_equal(script_cp1252(0x20AC), 0x80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
