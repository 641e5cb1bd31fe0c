/* Questions to git, asked of repositories made here; skipped where there is no git. */
#define _XOPEN_SOURCE 700 /* mkdtemp, realpath, setenv */
#include "support.h"

#include "record/git.h"

#include <stdlib.h>
#include <unistd.h>

static char top[] = "/tmp/kedb-git-XXXXXX";
static struct arena arena;

static void shell(const char *script)
{
    const char *line = arena_printf(&arena, "cd '%s' && { %s; } >/dev/null 2>&1", top, script);
    assert_int_equal(system(line), 0); /* the tests' own words, nothing from outside */
}

static int make_repository(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        unsetenv((const char *[]){"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"}[i]);
    if (system("git --version >/dev/null 2>&1") != 0 || !mkdtemp(top))
        return -1;
    shell(
        "git init -q -b main . && git config user.name a && git config user.email a@example.org && mkdir -p "
        "records/aws && echo one > records/aws/a.json && echo two > 'records/aws/b c.json' && echo page > "
        "records/aws/a.md && echo out > out.json && git add .");
    return 0;
}

static int remove_repository(void **state)
{
    (void)state;
    if (top[14] != 'X')
        shell("rm -rf .git records out.json elsewhere");
    rmdir(top);
    arena_release(&arena);
    return 0;
}

static const char *folder(void)
{
    return arena_printf(&arena, "%s/records", top);
}

struct seen {
    struct git_files *files;
    size_t calls, count;
};

static int look(void *ctx, struct err *err)
{
    struct seen *s = ctx;
    (void)err;
    s->calls++;
    s->count = s->files->len;
    return 0;
}

static void list(struct git_files *f, struct seen *s)
{
    struct err err;
    *s = (struct seen){.files = f};
    if (git_index_files(folder(), ".json", f, look, s, &err) != 0)
        fail_msg("%s", err.msg);
    char *real = realpath(top, NULL);
    assert_string_equal(f->top, real);
    free(real);
}

static void expect_text(const struct git_files *f, struct str object, const char *text)
{
    struct buf b = BUF_INIT;
    struct err err;
    assert_int_equal(git_text(f, object, &b, &err), 0);
    assert_str_equal(buf_str(&b), text);
    buf_release(&b);
}

static void expect_dirty(const struct git_files *f, const char *path, bool wanted)
{
    struct err err;
    bool dirty = !wanted;
    assert_int_equal(git_is_dirty(f, path, &dirty, &err), 0);
    assert_int_equal(dirty, wanted);
}

static void test_first_commit(void **state)
{
    (void)state;
    struct git_files f;
    struct seen s;
    list(&f, &s);
    assert_int_equal(s.calls, 0); /* everything differs from no commit */
    assert_int_equal(f.len, 2);
    assert_string_equal(f.at[0].path, "records/aws/a.json");
    assert_string_equal(f.at[1].path, "records/aws/b c.json");
    assert_true(f.at[0].staged && f.at[1].staged);
    expect_text(&f, f.at[1].object, "two\n");
    git_files_release(&f);
    shell("git commit -qm one");
}

static void test_staged(void **state)
{
    (void)state;
    struct git_files f;
    struct seen s;
    shell(
        "echo ONE > records/aws/a.json && git add . && echo more >> records/aws/a.json && echo three > "
        "records/aws/c.json && git add -N records/aws/c.json && git rm -q 'records/aws/b c.json' && echo d > "
        "records/aws/d.json && git add records/aws/d.json && touch -d 2001-01-01 records/aws/d.json");
    list(&f, &s);
    assert_int_equal(s.calls, 1);
    assert_int_equal(s.count, 2);
    assert_int_equal(f.removed.len, 1);
    assert_string_equal(f.removed.at[0], "records/aws/b c.json");
    const struct git_file *a = &f.at[0], *d = &f.at[f.len - 1];
    assert_string_equal(d->path, "records/aws/d.json");
    assert_true(a->staged && d->staged && !d->head.len);
    expect_text(&f, a->object, "ONE\n");
    expect_text(&f, a->head, "one\n");
    expect_text(&f, d->object, "d\n");
    expect_dirty(&f, "records/aws/a.json", true);
    expect_dirty(&f, "records/aws/d.json", false);
    expect_dirty(&f, NULL, true);
    struct buf b = BUF_INIT;
    struct err err;
    assert_int_equal(git_text(&f, STR("0123456789012345678901234567890123456789"), &b, &err), -1);
    expect_text(&f, a->object, "ONE\n"); /* the conversation goes on */
    buf_release(&b);
    git_files_release(&f);
}

/* Many texts are read from the work tree where it has the same. */
static void test_many_texts(void **state)
{
    (void)state;
    struct git_files f;
    struct seen s;
    struct err err;
    struct buf b = BUF_INIT;
    size_t own_count = 0;
    shell("for i in $(seq 100 200); do echo $i > records/aws/r$i.json; done && git add records && git commit "
          "-qm "
          "two && echo other > records/aws/r150.json && rm records/aws/r151.json");
    list(&f, &s);
    assert_int_equal(s.count, 0);
    for (size_t i = 0; i < f.len; i++) {
        const char *path = arena_printf(&arena, "%s/%s", f.top, f.at[i].path);
        bool own;
        assert_int_equal(git_record_text(&f, &f.at[i], path, 100, &b, &own, &err), 0);
        own_count += own;
        if (strstr(path, "r150"))
            assert_str_equal(buf_str(&b), "150\n");
        if (strstr(path, "r151"))
            assert_str_equal(buf_str(&b), "151\n");
    }
    assert_true(own_count > 20);
    buf_release(&b);
    git_files_release(&f);
}

/* A repository whose configuration names another work tree is asked where that is. */
static void test_other_work_tree(void **state)
{
    (void)state;
    struct git_files f;
    struct seen s = {.files = &f};
    struct err err;
    shell("git reset -q --hard && mkdir -p elsewhere && git clone -q . elsewhere/tree && mv "
          "elsewhere/tree/.git "
          "elsewhere/.git && git -C elsewhere config core.worktree ../tree");
    const char *inside = arena_printf(&arena, "%s/elsewhere", top);
    if (git_index_files(inside, ".json", &f, look, &s, &err) != 0)
        fail_msg("%s", err.msg);
    char *tree = realpath(arena_printf(&arena, "%s/tree", inside), NULL);
    assert_string_equal(f.top, tree);
    free(tree);
    git_files_release(&f);
}

static void test_no_repository(void **state)
{
    (void)state;
    struct git_files f;
    struct err err;
    assert_int_equal(git_index_files("/", ".json", &f, NULL, NULL, &err), -1);
    assert_non_null(strstr(err.msg, "not a git repository"));
    git_files_release(&f);
}

static void test_add(void **state)
{
    (void)state;
    struct git_files f;
    struct seen s;
    struct err err;
    struct paths names = {0};
    shell("git reset -q --hard && echo changed > records/aws/a.md && echo new > records/aws/d.md");
    for (int with_new = 0; with_new < 2; with_new++) {
        list(&f, &s);
        paths_add(&names, arena_printf(&arena, "%s/records/aws/%s.md", top, with_new ? "d" : "a"));
        struct git_adding *g = git_add_start(&f, &names, false);
        assert_int_equal(git_add_finish(g, &err), 0);
        git_files_release(&f);
    }
    shell("echo fresh > records/aws/e.md");
    list(&f, &s);
    paths_add(&names, arena_printf(&arena, "%s/records/aws/e.md", top));
    assert_int_equal(git_add_finish(git_add_start(&f, &names, true), &err), 0);
    paths_add(&names, arena_printf(&arena, "%s/records/nowhere/x.md", top)); /* neither there nor known */
    assert_int_equal(git_add_finish(git_add_start(&f, &names, true), &err), 0);
    shell("git check-ignore -q records/aws/e.md || { echo e.md > .gitignore && git rm -q --cached "
          "records/aws/e.md; }");
    assert_int_equal(git_add_finish(git_add_start(&f, &names, true), &err), 0);
    shell("git ls-files --error-unmatch records/aws/e.md && exit 1 || rm .gitignore && git add "
          "records/aws/e.md");
    git_files_release(&f);
    shell("test \"$(git diff --cached --name-only | tr '\\n' ' ')\" = 'records/aws/a.md records/aws/d.md "
          "records/aws/e.md '");
    paths_release(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_commit),  cmocka_unit_test(test_staged),
        cmocka_unit_test(test_many_texts),    cmocka_unit_test(test_other_work_tree),
        cmocka_unit_test(test_no_repository), cmocka_unit_test(test_add),
    };
    return cmocka_run_group_tests(tests, make_repository, remove_repository);
}
