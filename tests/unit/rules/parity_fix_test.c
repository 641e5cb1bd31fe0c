/* Fixes of translations: applied round by round they come to an end, what they mended stays mended, and none
 * of them makes another rule speak that was silent before. */
#include "support.h"

#include "stage.h"
#include "json/edit.h"

enum { ROUNDS = 12 };

/* English and Chinese, each with a fault or several that a fix is offered for. */
static const char *const pairs[][2] = {
    {"Run `nginx -t` again.", "再次运行 `nginx -T`。"},
    {"See https://example.org/a for help.", "请参见 https://example.org/b 获取帮助。"},
    {"Start it with --force again.", "使用 ——force 再次启动。"},
    {"The CloudFront origin presents an expired certificate.", "CloudFornt 源站提供了過期的证书。"},
    {"The nginx server is down, and it is invalid.", "ngіnx 服务器已停机,它是無效的。"},
    {"The ACM certificate is old.", "ＡＣＭ 证书太旧。"},
    {"It is an invalid certificate.", "它是⽆效的证书。"},
    {"The cafe\\u0301 is closed, it is invalid.", "Cafe\\u0301 已关闭，它是无效的。"},
    {"The origin's certificate is expired.", "婧愮珯璇佷功宸茬粡杩囨湡"},
    {"Open `a.b` and `nginx -t` with --force.", "使用 ——force 打开 `a.c` 和 `nginx -T`,無效。"},
};

static char *record_of(struct buf *base, const char *en, const char *zh)
{
    struct buf out = BUF_INIT;
    struct str text = buf_str(base);
    static const char *const from[] = {"\"The example's origin presents an expired certificate.\"",
                                       "\"示例的源站提供了过期的证书。\""};
    const char *to[] = {en, zh};
    size_t at = 0;
    for (int i = 0; i < 2; i++) {
        size_t found = str_find(text, str_of(from[i]), at);
        assert_true(found != SIZE_MAX);
        buf_add_str(&out, str_sub(text, at, found));
        buf_addf(&out, "\"%s\"", to[i]);
        at = found + strlen(from[i]);
    }
    buf_add_str(&out, str_sub(text, at, text.len));
    return buf_detach(&out);
}

/* How often each rule speaks, and the text after the safe edits that do not overlap. */
static size_t run(const char *text, size_t counts[], struct buf *mended)
{
    struct stage st;
    struct source own = {.path = "records/aws/example.json",
                         .id_expected = STR("aws/example"),
                         .text = str_of(text),
                         .asked = true};
    VEC(struct edit) edits = {0};
    size_t end = 0;
    stage_begin(&st, NULL);
    stage_run(&st, &own, 1, 1);
    for (size_t i = 0; i < st.result.count; i++) {
        const struct finding *f = &st.result.findings[i];
        for (size_t r = 0; rule_table[r]; r++)
            counts[r] += rule_table[r] == f->rule;
        if (!f->edit_count || f->unsafe || f->edits[0].offset < end)
            continue;
        for (size_t k = 0; k < f->edit_count; k++) {
            *vec_push(&edits) = f->edits[k];
            end = f->edits[k].offset + f->edits[k].length + 1;
        }
    }
    size_t count = edits.len;
    edits_apply(str_of(text), edits.at, edits.len, mended);
    vec_release(&edits);
    stage_end(&st);
    return count;
}

static void test_fixes(void **state)
{
    (void)state;
    struct buf base = BUF_INIT, mended = BUF_INIT;
    struct err err;
    assert_int_equal(file_read("tests/rules/example.json", 0, &base, &err), 0);
    size_t rules = 0;
    while (rule_table[rules])
        rules++;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *text = record_of(&base, pairs[i][0], pairs[i][1]);
        size_t *before = mem_zalloc(rules, sizeof *before), *after = mem_zalloc(rules, sizeof *after);
        buf_clear(&mended);
        size_t edits = run(text, before, &mended), round = 0;
        if (!edits)
            fail_msg("no fix is offered: %s", pairs[i][1]);
        while (edits) {
            assert_true(++round < ROUNDS);
            free(text);
            text = mem_dup(buf_str(&mended));
            memset(after, 0, rules * sizeof *after);
            buf_clear(&mended);
            edits = run(text, after, &mended);
            for (size_t r = 0; r < rules; r++)
                if (after[r] > before[r])
                    fail_msg("%s: after the fix %s speaks\n%s", pairs[i][1], rule_table[r]->id, text);
            memcpy(before, after, rules * sizeof *after);
        }
        free(text);
        free(before);
        free(after);
    }
    buf_release(&base);
    buf_release(&mended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fixes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
