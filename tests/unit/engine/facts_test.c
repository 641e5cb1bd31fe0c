/* Packed facts: what was kept is read again, by file and place, from streams and from rows. */
#include "support.h"

#include "engine/facts.h"

enum { FILES = 3000 };

/* The facts of a file: none in every third, many in some, one with a long key. */
static size_t make(uint32_t file, struct fact *out, struct buf *keys)
{
    size_t n = file % 3 ? 1 + file % 5 : 0;
    buf_clear(keys);
    buf_fill(keys, 'k', 100 + file % 300);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct fact){.file = file,
                               .kind = i % 2 ? FACT_TEXT : FACT_ID,
                               .number = (uint16_t)(i * 300),
                               .start = (uint32_t)(10000 - i * 7), /* the other way round */
                               .end = (uint32_t)(10000 + i),
                               .key = {keys->s, (i * 150) % keys->len}};
    return n;
}

/* What a walk over a kind must give next; false when it is at the end. */
static void check_file(struct fact_run *run, uint32_t file, enum fact_kind kind)
{
    struct fact facts[8];
    struct buf keys = BUF_INIT;
    size_t n = make(file, facts, &keys);
    while (n--) { /* ascending places */
        if (facts[n].kind != kind)
            continue;
        const struct fact *f = fact_run_next(run);
        assert_non_null(f);
        assert_int_equal(f->file, file);
        assert_int_equal(f->kind, kind);
        assert_int_equal(f->number, facts[n].number);
        assert_int_equal(f->start, facts[n].start);
        assert_int_equal(f->end, facts[n].end);
        assert_true(str_eq(f->key, facts[n].key));
    }
    assert_null(fact_run_next(run));
    buf_release(&keys);
}

static void test_streams(void **state)
{
    (void)state;
    struct facts s = {0};
    struct buf keys = BUF_INIT, row = BUF_INIT;
    for (uint32_t file = 0; file < FILES; file++) {
        struct fact facts[8];
        size_t n = make(file, facts, &keys);
        facts_keep(&s, file, facts, n);
    }
    static const enum fact_kind kinds[] = {FACT_ID, FACT_TEXT};
    for (int i = 0; i < 2; i++) {
        struct facts_reader r;
        facts_read(&r, &s, kinds[i]);
        for (uint32_t file = 0; file < FILES; file++) {
            struct fact_run run = fact_run_begin(r.file == file ? r.segment : NULL, kinds[i], file);
            check_file(&run, file, kinds[i]);
            if (r.file == file) {
                buf_clear(&row);
                facts_pack(&row, kinds[i], &r);
                buf_fill(&row, 0, 5); /* as rows are padded */
                run = fact_run_begin(facts_in_row(buf_str(&row), kinds[i]), kinds[i], file);
                check_file(&run, file, kinds[i]);
                assert_null(facts_in_row(buf_str(&row), FACT_STYLE));
                facts_read_next(&r);
            }
        }
        assert_int_equal(r.file, FACTS_END);
    }
    facts_drop(&s, FACT_ID);
    struct facts_reader r;
    facts_read(&r, &s, FACT_ID);
    assert_int_equal(r.file, FACTS_END);
    facts_read(&r, &s, FACT_TEXT);
    assert_int_not_equal(r.file, FACTS_END);
    facts_release(&s);
    buf_release(&keys);
    buf_release(&row);
}

/* A key larger than a block has one of its own. */
static void test_large(void **state)
{
    (void)state;
    struct facts s = {0};
    struct buf key = BUF_INIT;
    buf_fill(&key, 'x', 1 << 20);
    struct fact f = {.kind = FACT_REFERENCE, .start = 5, .end = 9, .key = buf_str(&key)};
    facts_keep(&s, 3, &f, 1);
    f.key.len = 2;
    facts_keep(&s, 70000, &f, 1);
    struct facts_reader r;
    facts_read(&r, &s, FACT_REFERENCE);
    assert_int_equal(r.file, 3);
    struct fact_run run = fact_run_begin(r.segment, FACT_REFERENCE, 3);
    assert_int_equal(fact_run_next(&run)->key.len, 1 << 20);
    facts_read_next(&r);
    assert_int_equal(r.file, 70000);
    facts_read_next(&r);
    assert_int_equal(r.file, FACTS_END);
    facts_release(&s);
    buf_release(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_streams), cmocka_unit_test(test_large)};
    return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
