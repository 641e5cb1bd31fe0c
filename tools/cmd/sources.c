/* Which files a command works on: operands, lists, standard input, and the rest of the base for corpus rules.
 */
#include "cmd/session.h"

#include "base/strmap.h"

const struct option options_files[] = {
    {"config", 0, OPTION_VALUE, "FILE",
     "use this kedb.json (default: the nearest upwards from the first path)", NULL},
    {"staged", 0, OPTION_FLAG, NULL, "records as they are in git's index, those that differ from HEAD", NULL},
    {"changed", 0, OPTION_MAYBE, "REV",
     "records that differ from the merge base with REV (default: origin/HEAD or main)", NULL},
    {"files-from", 0, OPTION_VALUE, "FILE", "read paths from FILE, one a line (- is standard input)", NULL},
    {"null", '0', OPTION_FLAG, NULL, "paths of --files-from end with NUL instead of a newline", NULL},
    {"stdin", 0, OPTION_FLAG, NULL, "check one record read from standard input", NULL},
    {"stdin-path", 0, OPTION_VALUE, "PATH", "the path that the record on standard input would have", NULL},
    {0},
};

/* Adds a file; the path lives as long as the session. */
static struct source *add_known(struct session *s, const char *path, struct str id, bool asked)
{
    struct source *src = vec_push(&s->sources);
    *src = (struct source){.path = path, .id_expected = id, .asked = asked, .found = true};
    return src;
}

static void add_source(struct session *s, const char *path, bool asked)
{
    path = arena_dup(&s->arena, str_of(path));
    add_known(s, path, session_id_of(s, path), asked);
}

static void add_missing(struct session *s, const char *fmt, const char *path)
{
    struct buf b = BUF_INIT;
    buf_adds(&b, path);
    buf_adds(&b, fmt);
    *vec_push(&s->missing) = buf_detach(&b);
}

/* Where ids begin in the paths of a folder's files, SIZE_MAX when they do not stand there as they are. */
static size_t id_start(struct session *s, const char *folder)
{
    struct str absolute = str_of(session_absolute(s, folder)), shown = str_of(folder);
    if (!s->config.records || !str_starts(absolute, str_of(s->config.records)))
        return SIZE_MAX;
    while (shown.len > 1 && shown.s[shown.len - 1] == '/')
        shown.len--;
    struct str below = str_sub(absolute, strlen(s->config.records), absolute.len);
    if (!below.len)
        return str_is(shown, "/") || str_is(shown, ".") ? SIZE_MAX : shown.len + 1;
    return below.s[0] == '/' && str_ends(shown, below) ? shown.len - below.len + 1 : SIZE_MAX;
}

/* Which of the run's pages lie beside the record found.at[i]: those that share its stem stand around it. */
static uint8_t pages_beside(const struct session *s, const struct paths *found, size_t i)
{
    struct str stem = str_of(found->at[i]);
    stem.len -= 4; /* the stem and its dot */
    size_t from = i, to = i + 1;
    uint8_t there = 0;
    while (from > 0 && str_starts(str_of(found->at[from - 1]), stem))
        from--;
    while (to < found->len && str_starts(str_of(found->at[to]), stem))
        to++;
    for (size_t j = from; j < to; j++)
        for (unsigned k = 0; k < PAGES_MAX && s->pages.suffixes[k]; k++)
            if (strcmp(found->at[j] + stem.len - 1, s->pages.suffixes[k]) == 0)
                there |= (uint8_t)(1U << k);
    return there;
}

/* Adds the records of a folder, but for those whose absolute path is in `but` (may be NULL). */
static void add_folder(struct session *s, const char *folder, bool asked, const struct strmap *but)
{
    static const char *const kinds[] = {".json", ".md", NULL};
    struct paths *found = vec_push(&s->walked);
    *found = (struct paths){0};
    struct err err;
    struct buf absolute = BUF_INIT;
    buf_adds(&absolute, session_absolute(s, folder));
    size_t count = 0, start = id_start(s, folder), above = absolute.len, shown = strlen(folder);
    while (shown > 1 && folder[shown - 1] == '/')
        shown--;
    int rc;
    if (s->want_pages && asked)
        rc = s->run.pages ? file_walk_any(folder, kinds, NULL, found, &err)
                          : file_walk_with(folder, ".json", ".md", found, &s->pages_found, &err);
    else
        rc = file_walk(folder, ".json", NULL, found, &err);
    for (size_t i = 0; i < found->len; i++) {
        struct str path = str_of(found->at[i]);
        if (!str_ends(path, STR(".json")))
            continue;
        count++;
        if (but) {
            absolute.len = above;
            buf_addc(&absolute, '/');
            buf_adds(&absolute, found->at[i] + (strcmp(folder, ".") == 0 ? 0 : shown + 1));
            if (strmap_get(but, buf_str(&absolute)))
                continue;
        }
        struct str id = start < path.len ? str_sub(path, start, path.len - 5) : session_id_of(s, path.s);
        struct source *src = add_known(s, path.s, id, asked);
        src->pages_known = s->run.pages && asked;
        src->pages_there = src->pages_known ? pages_beside(s, found, i) : 0;
    }
    if (rc != 0 && asked)
        *vec_push(&s->missing) = mem_dup(str_of(err.msg));
    else if (!count && asked)
        add_missing(s, ": holds no record (no file whose name ends in .json)", folder);
    buf_release(&absolute);
    if (asked)
        session_orphans(s, found);
}

static void add_operand(struct session *s, const char *path)
{
    switch (file_kind(path)) {
    case FILE_FOLDER:
        s->folders = true;
        add_folder(s, path, true, NULL);
        break;
    case FILE_NONE: add_missing(s, ": there is no such file or folder", path); break;
    default: add_source(s, path, true); vec_last(&s->sources)->found = false;
    }
}

static int add_list(struct session *s, const char *name, char end, struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = strcmp(name, "-") == 0 ? file_read_fd(0, "standard input", 0, &text, err)
                                    : file_read(name, 0, &text, err);
    for (size_t at = 0; rc == 0 && at < text.len;) {
        char *stop = memchr(text.s + at, end, text.len - at);
        size_t to = stop ? (size_t)(stop - text.s) : text.len;
        text.s[to] = 0; /* text.s has one byte past its length */
        if (to > at)
            add_operand(s, text.s + at);
        at = to + 1;
    }
    buf_release(&text);
    return rc;
}

static int by_path(const void *a, const void *b)
{
    const struct source *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static bool is_sorted(const struct session *s)
{
    for (size_t i = 1; i < s->sources.len; i++)
        if (strcmp(s->sources.at[i - 1].path, s->sources.at[i].path) > 0)
            return false;
    return true;
}

static void sort_sources(struct session *s)
{
    if (s->sources.len && !is_sorted(s))
        qsort(s->sources.at, s->sources.len, sizeof *s->sources.at, by_path);
}

/* Of several names for one file that was asked for, the first is kept. `seen` gets all absolute paths. */
static void drop_repeated(struct session *s, struct strmap *seen)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->sources.len; i++) {
        bool fresh;
        strmap_put(seen, str_of(session_absolute(s, s->sources.at[i].path)), 0, &fresh);
        if (fresh)
            s->sources.at[kept++] = s->sources.at[i];
    }
    s->sources.len = kept;
}

/* Whether a folder holds another: absolute paths. */
static bool folder_holds(struct str folder, struct str inner)
{
    return str_starts(inner, folder) &&
           (inner.len == folder.len || inner.s[folder.len] == '/' || str_is(folder, "/"));
}

/* Corpus rules see the whole base, whichever of its records were asked for. */
static void add_base(struct session *s)
{
    const char *base = session_records_folder(s);
    struct strmap seen = STRMAP_INIT;
    drop_repeated(s, &seen);
    if (file_kind(base) == FILE_FOLDER)
        add_folder(s, base, false, &seen);
    strmap_release(&seen);
}

static bool any_corpus_rule(const struct session *s)
{
    for (size_t i = 0; i < s->selection.count; i++)
        if (s->selection.levels[i] != SEVERITY_OFF && s->selection.table[i]->check_corpus)
            return true;
    return false;
}

/* Where records are looked for when nothing is named. */
static const char *default_folder(struct session *s)
{
    return s->config.records ? session_records_folder(s) : "records";
}

static bool is_on(const struct session *s, const char *rule)
{
    return s->selection.table &&
           selection_level(&s->selection, rule_find(s->selection.table, str_of(rule))) != SEVERITY_OFF;
}

/* ---- what git names ---- */

int session_git_text(void *ctx, const struct source *src, struct buf *out, bool *own, struct err *err)
{
    const struct session *s = ctx;
    return git_record_text(&s->git, src->more->origin, src->path, RECORD_SIZE_MAX, out, own, err);
}

/* How paths from the top of the work tree become those that are shown and ids: what lies below the records
 * folder stands behind other words there. */
struct renaming {
    struct str below, shown; /* end in '/', or are empty */
    bool known;
};

static struct renaming find_renaming(struct session *s, const char *folder, const char *top)
{
    struct str whole = str_of(arena_printf(&s->arena, "%s/", folder));
    size_t start = strlen(top) + 1;
    struct str here = str_of(arena_printf(&s->arena, "%s/", session_absolute(s, ".")));
    struct renaming r = {.known = s->config.records && strcmp(folder, s->config.records) == 0 &&
                                  str_starts(whole, str_of(top)) && whole.s[start - 1] == '/' &&
                                  !str_starts(here, whole)};
    if (r.known) {
        r.below = str_sub(whole, start, whole.len);
        r.shown = str_of(session_shown_path(s, whole.s));
    }
    return r;
}

static struct source *add_git_file(struct session *s, const struct renaming *r, const char *top,
                                   const struct git_file *f, bool asked)
{
    struct str path = str_of(f->path);
    if (!r->known || !str_starts(path, r->below)) {
        add_source(s, session_shown_path(s, arena_printf(&s->arena, "%s/%s", top, f->path)), asked);
        return vec_last(&s->sources);
    }
    struct str rest = str_sub(path, r->below.len, path.len);
    if (str_eq(r->shown, r->below)) /* the names live as long as the list */
        return add_known(s, f->path, str_sub(rest, 0, rest.len - 5), asked);
    char *shown = arena_alloc(&s->arena, r->shown.len + rest.len + 1);
    memcpy(shown, r->shown.s, r->shown.len);
    memcpy(shown + r->shown.len, rest.s, rest.len + 1);
    return add_known(s, shown, str_sub(rest, 0, rest.len - 5), asked);
}

static int keep_text(struct session *s, const struct git_files *from, struct str object, struct str *out,
                     struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = git_text(from, object, &text, err);
    if (rc == 0)
        *out = arena_str(&s->arena, buf_str(&text));
    buf_release(&text);
    return rc;
}

static void add_removed(struct session *s)
{
    struct str *removed = arena_alloc(&s->arena, s->git.removed.len * sizeof *removed);
    for (size_t i = 0; i < s->git.removed.len; i++)
        removed[i] = session_id_of(s, arena_printf(&s->arena, "%s/%s", s->git.top, s->git.removed.at[i]));
    s->run.removed = removed;
    s->run.removed_count = s->git.removed.len;
}

/* A record of the index with what is known of it; a staged one with its texts. */
static int add_indexed(struct session *s, const struct renaming *r, const struct git_file *f, struct err *err)
{
    struct source *src = add_git_file(s, r, s->git.top, f, f->staged);
    struct source_more *more = arena_zalloc(&s->arena, 1, sizeof *more);
    src->more = more;
    more->blob = hash_bytes(f->object, 0);
    more->origin = f;
    int rc = f->staged ? keep_text(s, &s->git, f->object, &src->text, err) : 0;
    return rc == 0 && f->head.len ? keep_text(s, &s->git, f->head, &more->before, err) : rc;
}

struct indexing {
    struct session *s;
    const char *folder;
    int (*early)(void *ctx, struct err *err);
    void *ctx;
    VEC(struct source) staged; /* as they were added early */
};

static int add_staged(void *ctx, struct err *err)
{
    struct indexing *x = ctx;
    struct session *s = x->s;
    struct renaming r = find_renaming(s, x->folder, s->git.top);
    int rc = 0;
    add_removed(s);
    for (size_t i = 0; rc == 0 && i < s->git.len; i++)
        rc = add_indexed(s, &r, &s->git.at[i], err);
    rc = rc == 0 && x->early ? x->early(x->ctx, err) : rc;
    for (size_t i = 0; i < s->sources.len; i++)
        *vec_push(&x->staged) = s->sources.at[i];
    s->sources.len = 0;
    return rc;
}

/* The index is the base: the staged records bring their texts, the others say where to find theirs. */
static int add_index(struct session *s, int (*early)(void *ctx, struct err *err), void *ctx, struct err *err)
{
    struct indexing x = {s, session_absolute(s, default_folder(s)), early, ctx, {0}};
    int rc = git_index_files(x.folder, ".json", &s->git, add_staged, &x, err);
    struct renaming r = rc == 0 ? find_renaming(s, x.folder, s->git.top) : (struct renaming){.known = false};
    for (size_t i = 0, next = 0; rc == 0 && i < s->git.len; i++) {
        const struct git_file *f = &s->git.at[i];
        if (!f->staged || next == x.staged.len) {
            rc = add_indexed(s, &r, f, err);
            continue;
        }
        struct source *src = vec_push(&s->sources); /* both lists are sorted */
        struct source_more *more = arena_zalloc(&s->arena, 1, sizeof *more);
        *src = x.staged.at[next++];
        *more = *src->more;
        more->origin = f;
        src->more = more;
    }
    vec_release(&x.staged);
    return rc;
}

/* The records that differ from the merge base with `rev`. */
static int add_changed(struct session *s, const char *rev, struct err *err)
{
    const char *folder = session_absolute(s, default_folder(s));
    int rc = git_changed_files(folder, ".json", rev, &s->git, err);
    if (rc == 0 && is_on(s, "parity/left-behind"))
        rc = git_base_files(folder, ".json", rev, &s->before, err);
    if (rc != 0)
        return rc;
    struct strmap before = STRMAP_INIT;
    struct renaming r = find_renaming(s, folder, s->git.top);
    for (size_t i = 0; i < s->before.len; i++)
        strmap_put(&before, str_of(s->before.at[i].path), (uint32_t)i, NULL);
    for (size_t i = 0; rc == 0 && i < s->git.len; i++) {
        struct source *src = add_git_file(s, &r, s->git.top, &s->git.at[i], true);
        const uint32_t *was = before.len ? strmap_get(&before, str_of(s->git.at[i].path)) : NULL;
        if (!was)
            continue;
        struct source_more *more = arena_zalloc(&s->arena, 1, sizeof *more);
        src->more = more;
        rc = keep_text(s, &s->before, s->before.at[*was].object, &more->before, err);
    }
    strmap_release(&before);
    add_removed(s);
    return rc;
}

/* The pages of the staged records as the index has them: what is judged beside the records of the index. */
static void add_staged_pages(struct session *s)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < s->sources.len && s->run.pages; i++) {
        struct source *src = &s->sources.at[i];
        if (!src->asked || !src->more)
            continue;
        struct source_more *more = arena_zalloc(&s->arena, 1, sizeof *more);
        struct str *pages = arena_zalloc(&s->arena, PAGES_MAX, sizeof *pages);
        struct str stem = str_of(((const struct git_file *)src->more->origin)->path);
        stem.len -= 5; /* ".json" */
        for (size_t k = 0; k < PAGES_MAX && s->pages.suffixes[k]; k++) {
            struct err unused;
            const char *name = arena_printf(&s->arena, ":%.*s%s", STR_FMT(stem), s->pages.suffixes[k]);
            if (git_text(&s->git, str_of(name), &text, &unused) == 0)
                pages[k] = arena_str(&s->arena, buf_str(&text));
        }
        *more = *src->more;
        more->pages = pages;
        src->more = more;
    }
    buf_release(&text);
}

/* What the run says of its files as a whole. */
static void settle_files(struct session *s)
{
    sort_sources(s);
    session_pages_rendered(s);
    s->run.whole_base = s->config.records != NULL || s->folders;
    s->run.sample = 1;
    while (s->sources.len / s->run.sample > SAMPLE_RECORDS)
        s->run.sample *= 2;
    hash_add_number(&s->inputs, s->run.sample);
    timings_lap(&s->timings, "list files");
}

int session_files(struct session *s, const struct args *args, struct err *err)
{
    const char *list = args_value(args, "files-from"), *stdin_path = args_value(args, "stdin-path");
    bool from_stdin = args_flag(args, "stdin");
    if (from_stdin && (args->rest_count || list))
        return err_set(err, "%s: --stdin goes with neither paths nor --files-from", args->command->name);
    if (stdin_path && !from_stdin)
        return err_set(err, "%s: --stdin-path goes with --stdin", args->command->name);
    bool git = args_flag(args, "staged") || args_option(args, "changed")->given;
    if (args_flag(args, "staged") && args_option(args, "changed")->given)
        return err_set(err, "%s: --staged and --changed name different things: take one",
                       args->command->name);
    if (args_option(args, "changed")->given && !args_value(args, "changed") && args->rest_count == 1 &&
        file_kind(args->rest[0]) == FILE_NONE)
        return err_set(err, "%s: --changed takes its revision behind \"=\": --changed=%s",
                       args->command->name, args->rest[0]);
    if (git && (args->rest_count || list || from_stdin))
        return err_set(err, "%s: --staged and --changed take the records folder of kedb.json, and no paths",
                       args->command->name);
    if (args_flag(args, "staged") && add_index(s, NULL, NULL, err) != 0)
        return -1;
    if (args_option(args, "changed")->given && add_changed(s, args_value(args, "changed"), err) != 0)
        return -1;
    if (list && add_list(s, list, args_flag(args, "null") ? '\0' : '\n', err) != 0)
        return -1;
    if (from_stdin) {
        if (file_read_fd(0, "standard input", RECORD_SIZE_MAX, &s->stdin_text, err) != 0)
            return -1;
        add_source(s, stdin_path ? stdin_path : "<stdin>", true);
        buf_reserve(&s->stdin_text, 0);
        vec_last(&s->sources)->text = buf_str(&s->stdin_text);
    }
    session_pages(s);
    if (args_flag(args, "staged"))
        add_staged_pages(s);
    for (size_t i = 0; i < args->rest_count; i++)
        add_operand(s, args->rest[i]);
    const char *whole = args->rest_count == 1 && !list ? args->rest[0] : NULL;
    if (!args->rest_count && !list && !from_stdin && !git) {
        if (session_records_there(s, err) != 0)
            return -1;
        whole = default_folder(s);
        if (!s->config.records && file_kind(whole) == FILE_NONE)
            add_missing(s, ": there is no such folder here: go to a base, or name files, folders or --config",
                        whole);
        else
            add_operand(s, whole);
    }
    sort_sources(s);
    s->whole = whole && s->config.records &&
               folder_holds(str_of(session_absolute(s, whole)), str_of(s->config.records));
    if (s->config.records && any_corpus_rule(s) && !args_flag(args, "staged") && !s->whole) {
        add_base(s);
    } else if (args->rest_count + (list != NULL) > 1 || list) {
        struct strmap seen = STRMAP_INIT;
        drop_repeated(s, &seen);
        strmap_release(&seen);
    }
    settle_files(s);
    return 0;
}

int session_index(struct session *s, int (*early)(void *ctx, struct err *err), void *ctx, struct err *err)
{
    if (add_index(s, early, ctx, err) != 0)
        return -1;
    session_pages(s);
    settle_files(s);
    return 0;
}
