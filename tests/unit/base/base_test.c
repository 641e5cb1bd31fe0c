/* The ground: text, UTF-8, memory, files, dates, did-you-mean, threads. */
#include "support.h"

#include "base/date.h"
#include "base/hashset.h"
#include "base/pool.h"
#include "base/similar.h"
#include "base/strmap.h"
#include "base/utf8.h"
#include "base/varint.h"

#include <sys/stat.h>
#include <unistd.h>

static void test_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t valid;
    } cases[] = {{"plain text that is longer than sixteen bytes", 44},
                 {"\xE4\xB8\xAD\xF0\x9F\x98\x80", 7},
                 {"\xC0\x80", 0},
                 {"\xED\xA0\x80", 0},
                 {"\xF4\x90\x80\x80", 0},
                 {"a\x80", 1},
                 {"\xE4\xB8", 0},
                 {"\xF8\x88\x80\x80\x80", 0},
                 {"\xE0\x9F\xBF", 0},
                 {"\xEF\xBF\xBF", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_valid(str_of(cases[i].bytes)), cases[i].valid);
    /* Every code point there and back, forwards and backwards. */
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 37) {
        char bytes[4];
        struct str v = {bytes, utf8_encode(cp, bytes)};
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        size_t at = 0, back = v.len;
        assert_int_equal(utf8_next(v, &at), surrogate ? 0xFFFD : cp);
        assert_int_equal(utf8_prev(v, &back), surrogate ? 0xFFFD : cp);
        assert_int_equal(at, v.len);
        assert_int_equal(back, 0);
    }
    assert_int_equal(utf8_width('a'), 1);
    assert_int_equal(utf8_width(0x4E2D), 2);
    assert_int_equal(utf8_width(0x301), 0);
    assert_int_equal(utf8_width(0x1F600), 2);
    assert_int_equal(utf8_width(0x200B), 0);
    assert_int_equal(utf8_width(0xFF01), 2);
    assert_true(utf8_is_unsafe(0x1B) && utf8_is_unsafe(0x202E) && utf8_is_unsafe(0x9B) &&
                !utf8_is_unsafe(0x4E2D));
}

static void test_dates(void **state)
{
    (void)state;
    date_days d;
    struct err err;
    char text[11];
    for (date_days day = -719528; day < 2932897; day += 13) { /* 0000-01-01 to 9999-12-31 */
        date_format(day, text);
        assert_int_equal(date_parse(str_of(text), &d, &err), 0);
        assert_int_equal(d, day);
    }
    assert_int_equal(date_parse(STR("1970-01-01"), &d, NULL), 0);
    assert_int_equal(d, 0);
    assert_int_equal(date_parse(STR("2000-02-29"), &d, NULL), 0);
    static const char *const wrong[] = {"1900-02-29", "2023-02-29",  "2023-13-01", "2023-00-01", "2023-04-31",
                                        "2023-4-1",   "2023-04-01 ", "",           "20230401"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(date_parse(str_of(wrong[i]), &d, &err), -1);
}

static void test_similar(void **state)
{
    (void)state;
    assert_int_equal(similar_distance(STR("kitten"), STR("sitting"), 9), 3);
    assert_int_equal(similar_distance(STR("ab"), STR("ba"), 9), 1);
    assert_int_equal(similar_distance(STR("abcdef"), STR(""), 3), 4);
    assert_int_equal(similar_distance(STR("\xE4\xB8\xAD"), STR("\xE6\x96\x87"), 3), 1);
    struct similar s = similar_to(STR("netwrok"));
    similar_offer(&s, STR("disk"));
    assert_null(s.best.s);
    similar_offer(&s, STR("net_work"));
    similar_offer(&s, STR("network"));
    assert_str_equal(s.best, "network");
}

static void test_text(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("abcabc"), STR("ca"), 0), 2);
    assert_int_equal(str_find(STR("abc"), STR("x"), 0), SIZE_MAX);
    assert_int_equal(str_find(STR("abc"), STR(""), 3), 3);
    assert_int_equal(str_ifind(STR("xABc"), STR("abC"), 0), 1);
    assert_str_equal(str_trim(STR(" \ta b\r\n")), "a b");
    assert_str_equal(path_folder(STR("a/b/c")), "a/b");
    assert_str_equal(path_folder(STR("c")), ".");
    assert_str_equal(path_folder(STR("/c")), "/");
    assert_str_equal(path_name(STR("a/b/c")), "c");
    struct strmap m = STRMAP_INIT;
    char keys[2000][8];
    for (uint32_t i = 0; i < 2000; i++) {
        snprintf(keys[i], sizeof keys[i], "k%u", i);
        strmap_put(&m, str_of(keys[i]), i, NULL);
    }
    bool fresh = true;
    assert_int_equal(*strmap_put(&m, STR("k77"), 5, &fresh), 77);
    assert_false(fresh);
    assert_int_equal(*strmap_get(&m, STR("k1999")), 1999);
    assert_null(strmap_get(&m, STR("k2000")));
    strmap_release(&m);
}

/* Where it stands, byte by byte. */
static size_t find_slowly(struct str hay, struct str needle, size_t from, bool fold)
{
    for (size_t i = from; i + needle.len <= hay.len; i++) {
        struct str v = str_sub(hay, i, i + needle.len);
        if (fold ? str_ieq(v, needle) : str_eq(v, needle))
            return i;
    }
    return SIZE_MAX;
}

/* Searches of texts of every length, few letters, so that there is much to confuse. */
static void test_searches(void **state)
{
    (void)state;
    static const char letters[] = "aAbB@`";
    uint64_t seed = 7;
    for (size_t len = 0; len < 600; len += len < 70 ? 1 : 37)
        for (size_t round = 0; round < 30; round++) {
            char *text = mem_alloc(len + 1); /* of a size of its own */
            for (size_t i = 0; i < len; i++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                text[i] = letters[(seed >> 33) % (round % 3 ? 6 : 2)];
            }
            size_t from = len ? (seed >> 20) % len : 0,
                   n = len ? (seed >> 30) % (len < 40 ? len : 40) + 1 : 1;
            struct str hay = {text, len};
            char *needle = mem_alloc(n);
            for (size_t i = 0; i < n; i++)
                needle[i] = len ? text[(from + i) % len] : 'a';
            needle[n - 1] = round % 2 ? needle[n - 1] : 'B';
            for (size_t at = 0; at <= len; at += len / 5 + 1) {
                assert_int_equal(str_find(hay, (struct str){needle, n}, at),
                                 find_slowly(hay, (struct str){needle, n}, at, false));
                assert_int_equal(str_ifind(hay, (struct str){needle, n}, at),
                                 find_slowly(hay, (struct str){needle, n}, at, true));
            }
            free(needle);
            free(text);
        }
}

/* str_same() is str_eq(), whatever the length and the byte that differs. */
static void test_same(void **state)
{
    (void)state;
    char a[40], b[40];
    for (size_t len = 0; len <= sizeof a; len++) {
        memset(a, 'x', sizeof a);
        memset(b, 'x', sizeof b);
        assert_true(str_same((struct str){a, len}, (struct str){b, len}));
        assert_false(str_same((struct str){a, len}, (struct str){b, len + 1}));
        for (size_t i = 0; i < len; i++) {
            b[i] = 'y';
            assert_false(str_same((struct str){a, len}, (struct str){b, len}));
            b[i] = 'x';
        }
    }
}

static void test_memory(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    for (int round = 0; round < 3; round++) {
        char *last = NULL;
        for (size_t i = 1; i < 20000; i += 97) {
            char *p = arena_alloc(&a, i);
            memset(p, 7, i);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            assert_ptr_not_equal(p, last);
            last = p;
        }
        assert_string_equal(arena_printf(&a, "%s-%d", "x", 12), "x-12");
        arena_reset(&a);
    }
    arena_release(&a);
    struct buf b = BUF_INIT;
    buf_addf(&b, "%05d", 42);
    buf_fill(&b, '.', 3);
    buf_add_cp(&b, 0x20AC);
    assert_string_equal(b.s, "00042...\xE2\x82\xAC");
    char *s = buf_detach(&b);
    assert_int_equal(b.len, 0);
    free(s);
}

static char folder[] = "/tmp/kedb-unit-XXXXXX";

static char *below(const char *name)
{
    return path_join(folder, name);
}

static void test_files(void **state)
{
    (void)state;
    struct err err;
    struct buf b = BUF_INIT;
    bool changed;
    assert_non_null(mkdtemp(folder));
    char *deep = below("a/b/c"), *file = below("a/b/c/x.json"), *fifo = below("fifo"), *link = below("link"),
         *other = below("a/y.json");
    assert_int_equal(file_make_folders(deep, &err), 0);
    assert_int_equal(file_write(file, STR("one"), &changed, &err), 0);
    assert_true(changed);
    assert_int_equal(file_write(file, STR("one"), &changed, &err), 0);
    assert_false(changed);
    assert_int_equal(chmod(file, 0640), 0);
    assert_int_equal(file_write(file, STR("two"), &changed, &err), 0);
    struct stat st;
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640); /* the mode stays */
    assert_int_equal(file_read(file, 0, &b, &err), 0);
    assert_string_equal(b.s, "two");
    assert_int_equal(file_read(file, 2, &b, &err), -1);
    assert_non_null(strstr(err.msg, "larger than the limit"));
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(file_read(fifo, 0, &b, &err), -1);
    assert_non_null(strstr(err.msg, "is a fifo"));
    assert_int_equal(file_read(deep, 0, &b, &err), -1);
    assert_non_null(strstr(err.msg, "is a directory"));
    assert_int_equal(symlink(file, link), 0);
    assert_int_equal(file_write(link, STR("x"), NULL, &err), -1);
    assert_non_null(strstr(err.msg, "symbolic link"));
    assert_int_equal(file_write(deep, STR("x"), NULL, &err), -1);
    assert_int_equal(file_write(other, STR("y"), NULL, &err), 0);
    struct paths found = {0};
    assert_int_equal(file_walk(folder, ".json", NULL, &found, &err), 0);
    assert_int_equal(found.len, 2);
    assert_string_equal(found.at[0], file);
    assert_string_equal(found.at[1], other);
    paths_release(&found);
    assert_int_equal(file_walk("/no/such", ".json", NULL, &found, &err), -1);
    unlink(file), unlink(fifo), unlink(link), unlink(other);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(rmdir(deep), 0); /* fails when a temporary file was left behind */
        *strrchr(deep, '/') = 0;
    }
    free(deep), free(file), free(fifo), free(link), free(other);
    buf_release(&b);
}

static bool read_beside(struct file_folder *f, const char *path, bool follow, struct buf *b)
{
    buf_clear(b);
    return file_append_beside(f, path, (size_t)(strrchr(path, '/') + 1 - path), follow, b);
}

static void test_files_beside(void **state)
{
    (void)state;
    struct err err;
    struct buf b = BUF_INIT, big = BUF_INIT;
    struct file_folder f = FILE_FOLDER_INIT;
    char beside[] = "/tmp/kedb-unit-XXXXXX";
    assert_non_null(mkdtemp(beside));
    static const char *const names[] = {"one.json", "two.json", "one.md", "empty",
                                        "big",      "fifo",     "link",   "missing"};
    char *path[8], *deep = path_join(beside, "d.md"), *inner = path_join(beside, "d.md/in.json");
    for (size_t i = 0; i < 8; i++)
        path[i] = path_join(beside, names[i]);
    buf_fill(&big, 'b', 200000);
    assert_int_equal(file_write(path[0], STR("one"), NULL, &err), 0);
    assert_int_equal(file_write(path[1], STR("two"), NULL, &err), 0);
    assert_int_equal(file_write(path[2], STR("page"), NULL, &err), 0);
    assert_int_equal(file_write(path[3], STR(""), NULL, &err), 0);
    assert_int_equal(file_write(path[4], buf_str(&big), NULL, &err), 0);
    assert_int_equal(mkfifo(path[5], 0600), 0);
    assert_int_equal(symlink("one.json", path[6]), 0);
    assert_int_equal(file_make_folders(deep, &err), 0);
    assert_int_equal(file_write(inner, STR("in"), NULL, &err), 0);
    for (int round = 0; round < 2; round++) {
        assert_true(read_beside(&f, path[0], true, &b) && str_is(buf_str(&b), "one"));
        assert_true(read_beside(&f, path[1], false, &b) && str_is(buf_str(&b), "two"));
        assert_true(read_beside(&f, inner, false, &b) && str_is(buf_str(&b), "in"));
    }
    assert_true(read_beside(&f, path[6], true, &b) && str_is(buf_str(&b), "one"));
    assert_false(read_beside(&f, path[6], false, &b)); /* a link */
    for (size_t i = 3; i < 8; i++)                     /* what file_read() has the word on */
        assert_true(i == 6 || !read_beside(&f, path[i], true, &b));
    assert_false(read_beside(&f, deep, true, &b));
    assert_false(read_beside(&f, "/no/such/file", true, &b));
    assert_true(read_beside(&f, path[0], true, &b) && str_is(buf_str(&b), "one"));
    file_folder_close(&f);

    struct paths found = {0};
    struct buf pages = BUF_INIT;
    assert_int_equal(file_walk_with(beside, ".json", ".md", &found, &pages, &err), 0);
    assert_int_equal(found.len, 2);
    assert_string_equal(found.at[0], path[0]);
    assert_string_equal(found.at[1], path[1]);
    /* a folder of such a name is no page, and its reader will say so */
    assert_int_equal(pages.len, strlen(path[2]) + 1 + strlen(deep) + 1);
    const char *second = pages.s + strlen(pages.s) + 1;
    assert_true((strcmp(pages.s, path[2]) == 0 && strcmp(second, deep) == 0) ||
                (strcmp(pages.s, deep) == 0 && strcmp(second, path[2]) == 0));
    paths_release(&found), buf_release(&pages);
    unlink(inner), rmdir(deep), free(inner), free(deep);
    for (size_t i = 0; i < 8; i++)
        unlink(path[i]), free(path[i]);
    assert_int_equal(rmdir(beside), 0);
    buf_release(&b), buf_release(&big);
}

static void count_once(void *ctx, size_t worker, size_t index)
{
    unsigned char *seen = ctx;
    assert_true(worker < 8);
    seen[index]++;
}

static void test_pool(void **state)
{
    (void)state;
    for (size_t workers = 1; workers <= 8; workers += 3) {
        unsigned char seen[5000] = {0};
        pool_run(workers, sizeof seen, count_once, seen);
        for (size_t i = 0; i < sizeof seen; i++)
            assert_int_equal(seen[i], 1);
    }
    pool_run(4, 0, count_once, NULL);
    assert_true(pool_processors() >= 1);
}

static void test_errors(void **state)
{
    (void)state;
    struct err err;
    char many[3 * ERR_MAX];
    for (size_t i = 0; i + 3 < sizeof many; i += 3)
        memcpy(many + i, "\xE4\xB8\xAD", 4);
    err_set(&err, "%s", many);
    assert_int_equal(utf8_valid(str_of(err.msg)), strlen(err.msg)); /* clipped at a character's end */
    err_set(&err, "x");
    assert_int_equal(err_prefix(&err, "file %d", 7), -1);
    assert_string_equal(err.msg, "file 7: x");
}

static void test_hashset(void **state)
{
    (void)state;
    struct hashset s = {0};
    assert_false(hashset_has(&s, 7));
    for (uint64_t i = 0; i < 3000; i++)
        assert_true(hashset_add(&s, i * 0x9e3779b97f4a7c15u)); /* 0 among them */
    for (uint64_t i = 0; i < 3000; i++) {
        assert_true(hashset_has(&s, i * 0x9e3779b97f4a7c15u));
        assert_false(hashset_add(&s, i * 0x9e3779b97f4a7c15u));
    }
    assert_false(hashset_has(&s, 3000 * 0x9e3779b97f4a7c15u));
    hashset_release(&s);
    hashset_reserve(&s, 100);
    size_t slots = s.slot_count;
    for (uint64_t i = 1; i <= 100; i++)
        hashset_add(&s, i);
    assert_int_equal(s.slot_count, slots);
    hashset_release(&s);
}

static void test_varint(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    const uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, 0xFFFFFFFF, UINT64_MAX};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t before = b.len;
        buf_add_varint(&b, numbers[i]);
        assert_int_equal(b.len - before, varint_size(numbers[i]));
    }
    const unsigned char *at = (const unsigned char *)b.s, *end = at + b.len;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_true(varint_get(&at, end) == numbers[i]);
    assert_ptr_equal(at, end);
    assert_int_equal(varint_get(&at, end), 0); /* nothing is left */
    static const unsigned char endless[] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    at = endless;
    varint_get(&at, endless + sizeof endless);
    assert_ptr_equal(at, endless + VARINT_MAX);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8),   cmocka_unit_test(test_dates),    cmocka_unit_test(test_similar),
        cmocka_unit_test(test_text),   cmocka_unit_test(test_searches), cmocka_unit_test(test_same),
        cmocka_unit_test(test_memory), cmocka_unit_test(test_files),    cmocka_unit_test(test_files_beside),
        cmocka_unit_test(test_pool),   cmocka_unit_test(test_errors),   cmocka_unit_test(test_hashset),
        cmocka_unit_test(test_varint)};
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
