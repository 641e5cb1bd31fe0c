/* Items of lists in another order, by tokens and by rendered words; items that were copied. */
#include "support.h"

#include "text/list.h"
#include "text/pair.h"

enum { ITEMS = 4 };

static struct text_pair pair;

static void search(struct list *list, const char *const *en, const char *const *zh, size_t n)
{
    list_clear(list);
    for (size_t i = 0; i < n; i++) {
        text_pair_compare(&pair, str_of(en[i]), str_of(zh[i]), 0);
        list_add(list, &pair.en, &pair.zh, &pair.terms);
    }
    list_search(list, &pair.terms);
}

static void test_tokens(void **state)
{
    (void)state;
    struct list list = {0};
    const char *en[] = {"Restart nginx.", "Set the limit to 512.", "Read the log.", "Run `make`."};
    const char *zh[] = {"重启 nginx。", "将限制设为 512。", "阅读日志。", "运行 `make`。"};
    search(&list, en, zh, ITEMS);
    assert_int_equal(list.swaps.len, 0);
    const char *swapped[] = {"将限制设为 512。", "重启 nginx。", "阅读日志。", "运行 `make`。"};
    search(&list, en, swapped, ITEMS);
    assert_int_equal(list.swaps.len, 1);
    assert_int_equal(list.swaps.at[0].first, 0);
    assert_int_equal(list.swaps.at[0].second, 1);
    assert_true(list.swaps.at[0].certain);
    assert_true(str_is(list.swaps.at[0].shared, list.swaps.at[0].holder ? "nginx" : "512"));
    list_release(&list);
}

static void test_terms(void **state)
{
    (void)state;
    struct list list = {0};
    const char *en[] = {"Renew the certificate.", "Point the distribution to another server.",
                        "Delete the file."};
    const char *zh[] = {"续订证书。", "将分配指向另一台服务器。", "删除该文件。"};
    search(&list, en, zh, 3);
    assert_int_equal(list.swaps.len, 0);
    assert_false(list.open);
    const char *swapped[] = {"续订证书。", "删除该文件。", "将分配指向另一台服务器。"};
    search(&list, en, swapped, 3);
    assert_int_equal(list.swaps.len, 1);
    assert_int_equal(list.swaps.at[0].first, 1);
    assert_int_equal(list.swaps.at[0].second, 2);
    assert_false(list.swaps.at[0].certain);
    assert_non_null(list.swaps.at[0].term);
    list_release(&list);
}

/* Nothing known on either side: no exchange can be ruled out, and none is claimed. */
static void test_open(void **state)
{
    (void)state;
    struct list list = {0};
    const char *en[] = {"Prune the orchard.", "Shear the sheep."};
    const char *zh[] = {"给绵羊剪毛。", "修剪果园树木。"};
    search(&list, en, zh, 2);
    assert_int_equal(list.swaps.len, 0);
    assert_true(list.open);
    list_release(&list);
}

/* Windows: an exchange within one is found, and ten thousand items take no quadratic time. */
static void test_long(void **state)
{
    (void)state;
    struct list list = {0};
    enum { LONG = 10000 };
    struct buf en = BUF_INIT, zh = BUF_INIT;
    struct text_pair p;
    char **kept = mem_alloc(LONG * sizeof *kept); /* the list keeps views of the Chinese */
    text_pair_init(&p);
    for (size_t i = 0; i < LONG; i++) {
        size_t j = i == 230 ? 231 : i == 231 ? 230 : i;
        buf_clear(&en);
        buf_clear(&zh);
        buf_addf(&en, "Set the limit of pool%zu to %zu.", i, i * 7);
        buf_addf(&zh, "将 pool%zu 的限制设为 %zu。", j, j * 7);
        kept[i] = mem_dup(buf_str(&zh));
        text_pair_compare(&p, buf_str(&en), str_of(kept[i]), 0);
        list_add(&list, &p.en, &p.zh, &p.terms);
    }
    list_search(&list, &p.terms);
    assert_int_equal(list.swaps.len, 1);
    assert_int_equal(list.swaps.at[0].first, 230);
    assert_int_equal(list.swaps.at[0].second, 231);
    for (size_t i = 0; i < LONG; i++)
        free(kept[i]);
    free(kept);
    list_release(&list);
    text_pair_release(&p);
    buf_release(&en);
    buf_release(&zh);
}

static void test_repeated(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    for (size_t n = 3; n <= 40; n += 37) { /* short lists and long ones are searched differently */
        struct str *en = arena_alloc(&a, n * sizeof *en), *zh = arena_alloc(&a, n * sizeof *zh);
        for (size_t i = 0; i < n; i++) {
            en[i] = str_of(arena_printf(&a, "Item %zu.", i));
            zh[i] = str_of(arena_printf(&a, "第 %zu 项。", i));
        }
        zh[2] = STR("第 0项。 ");
        size_t *same = list_find_repeated(en, zh, n, &a);
        assert_true(same[0] == SIZE_MAX && same[1] == SIZE_MAX);
        assert_int_equal(same[2], 0);
        en[2] = en[0];
        same = list_find_repeated(en, zh, n, &a);
        assert_true(same[2] == SIZE_MAX);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens), cmocka_unit_test(test_terms),    cmocka_unit_test(test_open),
        cmocka_unit_test(test_long),   cmocka_unit_test(test_repeated),
    };
    text_pair_init(&pair);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    text_pair_release(&pair);
    return failed;
}
