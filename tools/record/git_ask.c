/* One question to git: see git_ask.h. */
#include "record/git_ask.h"

#include "base/file.h"

enum { WORDS_MAX = 24 };

void asker_init(struct asker *a, const char *folder, struct err *err)
{
    const char *git_dir = getenv("GIT_DIR"), *tree = getenv("GIT_WORK_TREE");
    struct buf spec = BUF_INIT;
    bool bare = git_dir && *git_dir && !(tree && *tree);
    *a = (struct asker){.git = process_find("git"), .from = mem_dup(str_of(bare ? "." : folder)), .err = err};
    while (!bare && file_kind(a->from) != FILE_FOLDER && strrchr(a->from, '/') > a->from)
        *strrchr(a->from, '/') = 0;
    size_t above = strlen(a->from);
    if (bare)
        buf_addf(&spec, ":(literal)%s", folder);
    else if (above < strlen(folder))
        buf_addf(&spec, ":(literal)%s", folder + above + 1);
    else
        buf_adds(&spec, ".");
    a->below = buf_detach(&spec);
}

void asker_release(struct asker *a)
{
    free(a->git);
    free(a->from);
    free(a->below);
    buf_release(&a->out);
}

struct process *asker_start(const struct asker *a, bool apart, const char *const *words)
{
    const char *argv[WORDS_MAX] = {a->git, "-C", a->from};
    for (size_t n = 3; *words && n < WORDS_MAX - 1; n++)
        argv[n] = *words++;
    return apart ? process_start_apart(argv, a->err) : process_start(argv, a->err);
}

int asker_finish(struct asker *a, struct process *p)
{
    return p ? process_finish(p, STR(""), &a->out, a->err) : -1;
}

bool next_piece(struct str list, size_t *at, struct str *piece)
{
    if (*at >= list.len)
        return false;
    const char *nul = memchr(list.s + *at, 0, list.len - *at);
    size_t end = nul ? (size_t)(nul - list.s) : list.len;
    *piece = str_sub(list, *at, end);
    *at = end + 1;
    return true;
}
