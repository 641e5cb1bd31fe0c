/* The learned lexicon: what it learns, that it always learns the same, and what it says of lists. */
#include "support.h"

#include "text/lexicon.h"

static const char *const words[][2] = {{"certificate", "证书"}, {"server", "服务"}, {"orchard", "果园"},
                                       {"sheep", "绵羊"},       {"window", "窗口"}, {"engine", "引擎"}};
enum { WORDS = sizeof words / sizeof *words, PAIRS = 60 };

struct corpus {
    struct arena arena;
    struct lexicon_text en[PAIRS], zh[PAIRS];
    struct words_filter filter;
    struct side side;
};

static struct lexicon_text numbers(struct corpus *c, const char *text, bool english)
{
    uint32_t *out = arena_alloc(&c->arena, LEXICON_BIGRAMS * sizeof *out);
    side_read(&c->side, str_of(text), false);
    size_t n = english ? lexicon_words(&c->side, &c->filter, out) : lexicon_bigrams(&c->side, out);
    return (struct lexicon_text){out, n};
}

/* Each pair holds two words and, in another order, their renderings. */
static void corpus_make(struct corpus *c)
{
    *c = (struct corpus){0};
    words_filter_build(&c->filter);
    for (size_t i = 0; i < PAIRS; i++) {
        const char *const *a = words[i % WORDS], *const *b = words[(i / WORDS + i + 1) % WORDS];
        c->en[i] = numbers(c, arena_printf(&c->arena, "The %s and the %ss.", a[0], b[0]), true);
        c->zh[i] = numbers(c, arena_printf(&c->arena, "%s，%s。", b[1], a[1]), false);
    }
}

static void corpus_release(struct corpus *c)
{
    side_release(&c->side);
    arena_release(&c->arena);
}

static void test_learns(void **state)
{
    (void)state;
    struct corpus c;
    corpus_make(&c);
    struct lexicon *l = lexicon_learn(c.en, c.zh, PAIRS), *again = lexicon_learn(c.en, c.zh, PAIRS);
    assert_int_equal(lexicon_pairs(l), PAIRS);
    size_t count, same;
    struct lexicon_term *terms = lexicon_terms(l, 5, &count), *twice = lexicon_terms(again, 5, &same);
    assert_int_equal(count, WORDS);
    assert_int_equal(same, count);
    for (size_t i = 0; i < count; i++) {
        char text[8];
        assert_int_equal(terms[i].word, twice[i].word);
        assert_true(terms[i].renderings[0].share == twice[i].renderings[0].share);
        lexicon_bigram_text(terms[i].renderings[0].bigram, text);
        for (size_t k = 0; k < WORDS; k++)
            if (lexicon_word(str_of(words[k][0])) == terms[i].word)
                assert_string_equal(text, words[k][1]);
    }
    free(terms);
    free(twice);
    lexicon_free(l);
    lexicon_free(again);
    corpus_release(&c);
}

static void test_scores(void **state)
{
    (void)state;
    struct corpus c;
    corpus_make(&c);
    struct lexicon *l = lexicon_learn(c.en, c.zh, PAIRS);
    struct lexicon_text en[2] = {numbers(&c, "Shear the sheep.", true),
                                 numbers(&c, "Prune the orchard.", true)};
    struct lexicon_text zh[2] = {numbers(&c, "果园，", false), numbers(&c, "绵羊。", false)};
    size_t known;
    assert_true(lexicon_score(l, en[0], zh[1], &known) > 0.5);
    assert_int_equal(known, 1);
    assert_true(lexicon_score(l, en[0], zh[0], &known) < 0.3);
    assert_true(lexicon_list_gain(l, en, zh, 0, 1) > 1);
    struct lexicon_text nothing = {NULL, 0};
    assert_true(lexicon_score(l, nothing, nothing, &known) == 0);
    assert_int_equal(known, 0);
    lexicon_free(l);
    corpus_release(&c);
}

static void test_empty(void **state)
{
    (void)state;
    size_t count;
    struct lexicon *l = lexicon_learn(NULL, NULL, 0);
    struct lexicon_term *terms = lexicon_terms(l, 1, &count);
    assert_int_equal(count, 0);
    assert_int_equal(lexicon_pairs(l), 0);
    free(terms);
    lexicon_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learns),
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
