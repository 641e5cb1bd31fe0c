/* An index that is brought up to date with some of its records is the one that all of them render to. */
#include "support.h"

#include "hostile.h"
#include "markdown/index.h"

enum { RECORDS = 24, ROUNDS = 3000 };

static const char *const domains[] = {"aws", "aws-x", "git", "a b", "数据", "%41", "x.y", ""};

struct base {
    struct index_entry entries[RECORDS];
    size_t count;
};

static struct str hostile_text(struct dice *d, struct arena *a)
{
    struct buf b = BUF_INIT;
    for (size_t n = dice_below(d, 6); n; n--)
        buf_adds(&b, hostile_pieces[dice_below(d, sizeof hostile_pieces / sizeof *hostile_pieces)]);
    struct str v = arena_str(a, buf_str(&b));
    buf_release(&b);
    return v;
}

static struct index_entry make_entry(struct dice *d, struct arena *a, struct str path)
{
    struct page_data page = {.title = {.v = hostile_text(d, a)},
                             .category = {.v = hostile_text(d, a)},
                             .verification = {.v = STR("reviewed")},
                             .fix_rate = STR("0.5")};
    return index_entry_of(a, path, &page, NULL);
}

static struct str make_path(struct dice *d, struct arena *a)
{
    static const char *const names[] = {"a",  "b](x.md) |", "c%2Fd", "e (f)", "ü",
                                        "zz", "g",          "h",     "i\\",   "j`k`"};
    const char *domain = domains[dice_below(d, sizeof domains / sizeof *domains)];
    const char *name = names[dice_below(d, sizeof names / sizeof *names)];
    return str_of(arena_printf(a, "%s%s%s", domain, *domain ? "/" : "", name));
}

static size_t find(const struct base *b, struct str path)
{
    size_t i = 0;
    while (i < b->count && str_cmp(b->entries[i].path, path) < 0)
        i++;
    return i;
}

static bool holds(const struct base *b, size_t at, struct str path)
{
    return at < b->count && str_eq(b->entries[at].path, path);
}

static void set(struct base *b, struct str path, const struct index_entry *entry)
{
    size_t at = find(b, path);
    if (holds(b, at, path)) {
        if (entry) {
            b->entries[at] = *entry;
        } else {
            memmove(b->entries + at, b->entries + at + 1, (b->count - at - 1) * sizeof *b->entries);
            b->count--;
        }
    } else if (entry && b->count < RECORDS) {
        memmove(b->entries + at + 1, b->entries + at, (b->count - at) * sizeof *b->entries);
        b->entries[at] = *entry;
        b->count++;
    }
}

static void render(const struct base *b, struct str domain, bool chinese, struct buf *out)
{
    struct index_entry own[RECORDS];
    size_t n = 0;
    for (size_t i = 0; i < b->count; i++)
        if (!domain.len || str_eq(index_domain(&b->entries[i]), domain))
            own[n++] = b->entries[i];
    buf_clear(out);
    if (domain.len)
        index_render_domain(out, domain, own, n, chinese);
    else
        index_render_base(out, own, n, chinese);
}

static size_t count_of(const struct base *b, struct str domain)
{
    size_t n = 0;
    for (size_t i = 0; i < b->count; i++)
        n += !domain.len || str_eq(index_domain(&b->entries[i]), domain);
    return n;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct index_change *)a)->path, ((const struct index_change *)b)->path);
}

static void one_round(uint64_t seed)
{
    struct dice d = {seed};
    struct arena a = ARENA_INIT;
    struct base before = {.count = 0}, after;
    struct index_change changes[4], own[4];
    struct index_entry fresh[4];
    size_t n = 0;
    bool chinese = dice_below(&d, 2);
    for (size_t i = dice_below(&d, RECORDS - 4); i; i--) {
        struct str path = make_path(&d, &a);
        struct index_entry e = make_entry(&d, &a, path);
        set(&before, path, &e);
    }
    after = before;
    for (size_t i = 1 + dice_below(&d, 3); i; i--) {
        struct str path = make_path(&d, &a);
        bool known = false;
        for (size_t j = 0; j < n; j++)
            known |= str_eq(changes[j].path, path);
        if (known)
            continue;
        fresh[n] = make_entry(&d, &a, path);
        changes[n] = (struct index_change){path, dice_below(&d, 3) ? &fresh[n] : NULL};
        set(&after, path, changes[n].entry);
        n++;
    }
    qsort(changes, n, sizeof *changes, by_path);
    struct buf old = BUF_INIT, want = BUF_INIT, have = BUF_INIT;
    for (size_t k = 0; k < sizeof domains / sizeof *domains; k++) {
        struct str domain = str_of(domains[k]);
        size_t m = 0;
        for (size_t i = 0; i < n; i++) {
            struct index_entry e = {.path = changes[i].path};
            if (!domain.len || str_eq(index_domain(&e), domain))
                own[m++] = changes[i];
        }
        if (!count_of(&before, domain))
            continue;
        render(&before, domain, chinese, &old);
        render(&after, domain, chinese, &want);
        buf_clear(&have);
        bool done = index_patch(&have, buf_str(&old), domain, own, m, chinese);
        if (done != (count_of(&after, domain) > 0) || (done && !str_eq(buf_str(&have), buf_str(&want))))
            fail_msg("seed %llu, domain \"%s\":\n%s\n-- patched --\n%s\n-- rendered --\n%s",
                     (unsigned long long)seed, domains[k], old.s, have.s, want.s);
        /* what somebody wrote into it is not patched over */
        size_t at = dice_below(&d, old.len);
        old.s[at] ^= 1;
        buf_clear(&have);
        index_patch(&have, buf_str(&old), domain, own, m, chinese);
        old.len = at;
        buf_clear(&have);
        index_patch(&have, buf_str(&old), domain, own, m, chinese);
    }
    buf_release(&old);
    buf_release(&want);
    buf_release(&have);
    arena_release(&a);
}

static void test_patched_is_rendered(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        one_round(seed);
}

static void expect_refused(const char *page)
{
    struct buf out = BUF_INIT;
    assert_false(index_patch(&out, str_of(page), STR("git"), NULL, 0, false));
    buf_release(&out);
}

static void test_other_texts(void **state)
{
    (void)state;
#define HEAD                                                                                                 \
    "| Error | Category | Verification | Fix Rate |\n|-------|----------|--------------|----------|\n"
#define LINE(name) "| [x](" name ".md) | c | v | 50% |\n"
    struct buf out = BUF_INIT;
    const char *good = "# git\n\n2 known errors ([all domains](../README.md)).\n\n" HEAD LINE("a") LINE("b");
    assert_true(index_patch(&out, str_of(good), STR("git"), NULL, 0, false));
    assert_str_equal(buf_str(&out), good);
    buf_release(&out);
    expect_refused("");
    expect_refused("# git\n\nnotes\n");
    expect_refused("# git\n\n3 known errors ([all domains](../README.md)).\n\n" HEAD LINE("a") LINE("b"));
    expect_refused("# git\n\n2 known errors ([all domains](../README.md)).\n\n" HEAD LINE("b") LINE("a"));
    expect_refused("# git\n\n2 known errors ([all domains](../README.md)).\n\n" HEAD LINE("a")
                       LINE("b") "notes\n");
    expect_refused("# git\n\n2 known errors ([all domains](../README.md)).\nnotes\n\n" HEAD LINE("a")
                       LINE("b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patched_is_rendered),
        cmocka_unit_test(test_other_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
