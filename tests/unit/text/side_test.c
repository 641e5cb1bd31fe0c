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

/* The fold of a text whose characters are letters, digits, marks, blanks, Han and a full-width comma, one by
 * one, against what is read in blocks. */
static void check_fold(struct side *s, struct str text)
{
    size_t to = 0, points = 0;
    uint32_t han = 0;
    bool digit = false;
    side_read(s, text, false);
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.s[i];
        bool wide = c >= 0x80, comma = c == 0xEF;
        assert_int_equal(side_raw(s, to), i);
        bool point = comma || (!wide && c != ' ' && !ascii_is_alpha(c) && !(ascii_is_digit(c) && digit));
        if (point)
            assert_int_equal(s->points.at[points++], to);
        assert_int_equal((unsigned char)s->fold.s[to], comma ? ',' : c);
        assert_true(!point || side_has(s, s->fold.s[to]));
        digit = ascii_is_digit(c);
        han += wide && !comma;
        i += wide ? 3 : 1;
        to += comma ? 2 : wide ? 3 : 1;
    }
    assert_int_equal(s->fold.len, to);
    assert_int_equal(s->residue.len, to);
    assert_int_equal(side_raw(s, to), text.len);
    assert_int_equal(s->points.len, points);
    assert_int_equal(s->han, han);
}

static void test_fold(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "Z", "7", " ", ";", "*", "的", "证书", "，", "word", "10", ")"};
    struct side s = {0};
    struct buf text = BUF_INIT;
    uint64_t seed = 1;
    for (size_t length = 0; length < 60; length++)
        for (size_t round = 0; round < 40; round++) {
            buf_clear(&text);
            while (text.len < length) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                buf_adds(&text, pieces[(seed >> 33) % (round % 2 ? 6 : sizeof pieces / sizeof *pieces)]);
            }
            /* Of a size of its own, so that a byte too many is seen. */
            char *copy = mem_dup(buf_str(&text));
            check_fold(&s, (struct str){copy, text.len});
            free(copy);
        }
    buf_release(&text);
    side_release(&s);
}

/* What a side notes, so that a text need not be read again. */
static void test_notes(void **state)
{
    (void)state;
    struct han_set watch = {{0}};
    struct side s = {.watch = &watch};
    watch.bits[(0x4E0D - HAN_FIRST) >> 6] |= (uint64_t)1 << (0x4E0D & 63);
    side_read(&s, STR("证书不在 Docker 上，见 `a`。"), false);
    assert_int_equal(s.watched.len, 1);
    assert_int_equal(s.watched.at[0], strlen("证书"));
    assert_true(s.pairs[han_pair(0x8BC1, 0x4E66) >> 6] >> (han_pair(0x8BC1, 0x4E66) & 63) & 1);
    assert_true(side_has_kind(&s, TOKEN_CODE) && !side_has_kind(&s, TOKEN_URL));
    assert_int_equal(side_count(&s, '`'), 2);
    assert_int_equal(side_count(&s, '"'), 0);
    assert_int_equal(s.wides.len, 2);
    assert_int_equal(s.runs.len, 4);
    side_read(&s, STR("run Docker unless it's gone"), false);
    assert_false(s.moved);
    assert_true(s.proper && s.tokens.at[1].proper && !s.tokens.at[0].proper);
    assert_true(s.may_deny && s.tokens.at[2].may_deny && !s.tokens.at[1].may_deny);
    assert_true(s.tokens.at[3].marked && !s.tokens.at[2].marked);
    side_release(&s);
}

/* The hashes of tokens, which are read from the text, and of words. */
static void test_hashes(void **state)
{
    (void)state;
    struct side s = {0};
    char word[40] = "";
    for (size_t len = 1; len < sizeof word; len++) {
        word[len - 1] = (char)((len % 3 ? 'a' : 'A') + len % 26);
        char lower[sizeof word] = "";
        for (size_t i = 0; i < len; i++)
            lower[i] = (char)ascii_lower((unsigned char)word[i]);
        struct str v = {word, len};
        assert_int_equal(word_hash(v), word_hash((struct str){lower, len}));
        side_read(&s, (struct str){lower, len}, false);
        assert_int_equal(s.tokens.len, 1);
        assert_int_equal(s.tokens.at[0].hash, word_hash(v));
        assert_int_equal(s.tokens.at[0].stem, word_hash(words_stem((struct str){lower, len})));
    }
    side_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),  cmocka_unit_test(test_fold),  cmocka_unit_test(test_notes),
        cmocka_unit_test(test_hashes),  cmocka_unit_test(test_words), cmocka_unit_test(test_terms),
        cmocka_unit_test(test_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
