/* The choice of links: see links_plan.h. */
#include "cmd/links_plan.h"

#include "base/date.h"
#include "link/host.h"
#include "report/report.h"
#include "json/pointer.h"

const struct option options_plan[] = {
    {"due", 0, OPTION_FLAG, NULL, "look at links that are due (the default)", NULL},
    {"all", 0, OPTION_FLAG, NULL, "look at all links, due or not", NULL},
    {"max", 0, OPTION_VALUE, "N", "look at N links at most, those that are due for longest", NULL},
    {"shard", 0, OPTION_VALUE, "K/N", "only the hosts of the K-th of N shards (by a hash of the host's name)",
     NULL},
    {"resume", 0, OPTION_FLAG, NULL,
     "go on with the run that was interrupted: what it has is not fetched again", NULL},
    {"today", 0, OPTION_VALUE, "YYYY-MM-DD", "what is due as of this day (default: today, UTC)", NULL},
    {0},
};

int links_scope_read(const struct args *args, bool list, struct links_scope *scope, struct err *err)
{
    const char *today = args_value(args, "today");
    bool all = args_flag(args, "all"), due = args_flag(args, "due"),
         changed = args_option(args, "changed")->given;
    long max;
    *scope = (struct links_scope){.contribution = changed,
                                  .shard = args_value(args, "shard"),
                                  .resume = args_flag(args, "resume"),
                                  .today = date_today()};
    if (all + due + changed > 1)
        return err_set(err, "links: --all, --due and --changed name different things: take one");
    if (list && (due || changed))
        return err_set(
            err, "links: --due and --changed choose among the links of records, and no list was asked for");
    scope->name = list ? "list" : changed ? "changed" : all ? "all" : "due";
    if (today && date_parse(str_of(today), &scope->today, err) != 0)
        return err_prefix(err, "links: --today \"%s\"", today);
    if (scope->shard && shard_parse(scope->shard, &scope->shard_index, &scope->shard_count) != 0)
        return err_set(err, "links: --shard takes K/N with 1 <= K <= N <= %d, not \"%s\"", SHARDS_MAX,
                       scope->shard);
    if (args_number(args, "max", 1, 100000000, changed ? CHANGED_LINKS_MAX : 0, &max, err) != 0)
        return -1;
    scope->max = max ? (size_t)max : SIZE_MAX;
    return 0;
}

/* ---- collecting ---- */

/* The links that a contribution began with. */
struct old_links {
    struct strmap urls;
    struct arena arena;
};

struct collector {
    struct session *s;
    struct plan *plan;          /* where links go, */
    struct old_links *old;      /* or where old ones do */
    const struct strmap *known; /* URLs that are left out, or NULL */
    struct json_doc doc;
    struct buf text;
    struct arena arena; /* of one record */
};

static void add_link(struct collector *c, const char *path, const struct record *rec,
                     const struct srcmap *map, const struct role_hit *hit)
{
    struct str url = record_string(rec, hit->node, &c->arena);
    if (!url.len || (c->known && strmap_get(c->known, url)))
        return;
    const struct json_cell *cell = json_cell(rec->doc, hit->node);
    struct place from = srcmap_place(map, cell->start), to = srcmap_place(map, cell->end);
    struct buf pointer = BUF_INIT;
    json_pointer_add(&pointer, rec->doc, hit->node);
    struct plan_url *u = plan_add(c->plan, url);
    *vec_push(&u->places) = (struct plan_place){
        .path = path,
        .line = from.line,
        .column = from.column,
        .end_line = to.line,
        .end_column = to.column,
        .start = cell->start,
        .end = cell->end,
        .pointer = arena_dup(&c->plan->arena, buf_str(&pointer)),
        .official = (record_place_of(rec, hit)->roles & ROLE_BIT(ROLE_OFFICIAL_LINK)) != 0,
    };
    buf_release(&pointer);
}

/* Gives false when the text is no JSON. */
static bool read_record(struct collector *c, const char *path, struct str text,
                        void (*take)(struct collector *c, const char *path, const struct record *rec,
                                     const struct srcmap *map, const struct role_hit *hit))
{
    struct json_fault fault;
    struct record rec = {.path = path};
    struct srcmap map;
    arena_reset(&c->arena);
    if (json_parse(&c->doc, text, &fault) != 0)
        return false;
    record_build(&rec, &c->s->roles, &c->doc, &c->arena);
    srcmap_build(&map, text);
    struct role_hits hits = record_role(&rec, ROLE_LINK);
    for (size_t i = 0; i < hits.len; i++)
        if (json_type(&c->doc, hits.at[i]->node) == JSON_STRING)
            take(c, path, &rec, &map, hits.at[i]);
    srcmap_release(&map);
    return true;
}

static void collect_source(struct collector *c, const struct source *src)
{
    struct err err;
    if (!src->asked || src->orphan)
        return;
    struct str text = src->text;
    if (!text.s) {
        if (file_read(src->path, RECORD_SIZE_MAX, &c->text, &err) != 0) {
            *vec_push(&c->s->missing) = mem_dup(str_of(err.msg));
            return;
        }
        text = buf_str(&c->text);
    }
    if (!read_record(c, src->path, text, add_link)) {
        struct buf b = BUF_INIT;
        buf_addf(&b, "%s: this is no JSON: its links are left out (kedb check says more)", src->path);
        *vec_push(&c->s->missing) = buf_detach(&b);
    }
}

/* ---- what a contribution began with ---- */

static void take_old(struct collector *c, const char *path, const struct record *rec,
                     const struct srcmap *map, const struct role_hit *hit)
{
    (void)path;
    (void)map;
    struct old_links *old = c->old;
    struct str url = record_string(rec, hit->node, &c->arena);
    if (!strmap_get(&old->urls, url))
        strmap_put(&old->urls, arena_str(&old->arena, url), 0, NULL);
}

static int collect_old(struct session *s, const struct args *args, struct old_links *old, struct err *err)
{
    struct git_files files;
    struct collector c = {.s = s, .old = old};
    const char *folder = session_records_folder(s);
    folder = path_absolute(folder ? folder : "records", &s->arena);
    int rc = git_base_files(folder, ".json", args_value(args, "changed"), &files, err);
    struct buf text = BUF_INIT;
    for (size_t i = 0; rc == 0 && i < files.len; i++)
        if ((rc = git_text(&files, files.at[i].object, &text, err)) == 0)
            read_record(&c, files.at[i].path, buf_str(&text), take_old);
    buf_release(&text);
    git_files_release(&files);
    json_release(&c.doc);
    arena_release(&c.arena);
    return rc;
}

int links_collect(struct session *s, const struct args *args, const struct links_scope *scope,
                  struct plan *plan, struct err *err)
{
    struct old_links old = {0};
    struct collector c = {.s = s, .plan = plan};
    int rc = scope->contribution ? collect_old(s, args, &old, err) : 0;
    c.known = scope->contribution ? &old.urls : NULL;
    for (size_t i = 0; rc == 0 && i < s->sources.len; i++)
        collect_source(&c, &s->sources.at[i]);
    json_release(&c.doc);
    buf_release(&c.text);
    arena_release(&c.arena);
    strmap_release(&old.urls);
    arena_release(&old.arena);
    return rc;
}

/* ---- choosing ---- */

struct candidate {
    int32_t due;
    uint32_t index;
};

static int longest_due_first(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->due != y->due ? (x->due > y->due) - (x->due < y->due)
                            : (x->index > y->index) - (x->index < y->index);
}

void links_scope_release(struct links_scope *scope)
{
    plan_release(&scope->resting);
}

/* Whether a person has something to do about it, whenever it was looked at. */
static bool is_loud(const struct link_standing *s, int32_t today)
{
    return s->state == LINK_BROKEN || s->state == LINK_UNSAFE || s->state == LINK_MOVED ||
           s->state == LINK_SUSPECT || standing_unknown_long(s, today);
}

/* Takes the places of links that are not wanted, before the plan forgets them. */
static void keep_resting(struct links_scope *scope, struct plan *plan, const bool *wanted, const bool *loud)
{
    for (size_t i = 0; i < plan->urls.len; i++) {
        struct plan_url *from = &plan->urls.at[i];
        if (wanted[i] || !loud[i] || scope->contribution)
            continue;
        struct plan_url *to = plan_add(&scope->resting, from->url);
        memcpy(&to->places, &from->places, sizeof to->places);
        memset(&from->places, 0, sizeof from->places);
    }
}

void links_choose(struct links_scope *scope, struct ledger *ledger, struct plan *plan)
{
    VEC(struct candidate) chosen = {0};
    bool *wanted = mem_zalloc(plan->urls.len + 1, sizeof *wanted);
    bool *loud = mem_zalloc(plan->urls.len + 1, sizeof *loud);
    scope->found = plan->urls.len;
    for (size_t i = 0; i < plan->urls.len; i++) {
        struct str url = plan->urls.at[i].url;
        struct link_standing s;
        standing_init(&s);
        if (ledger)
            ledger_find(ledger, url, &s);
        bool other_shard = scope->shard && url_shard(url, scope->shard_count) != scope->shard_index - 1;
        loud[i] = !other_shard && is_loud(&s, scope->today);
        if (other_shard)
            scope->other_shards++;
        else if (strcmp(scope->name, "due") == 0 && s.state != LINK_NEW && s.due > scope->today)
            scope->not_due++;
        else if (scope->resume && ledger && ledger_run_has(ledger, url))
            scope->done_before++;
        else
            *vec_push(&chosen) = (struct candidate){s.state == LINK_NEW ? INT32_MIN : s.due, (uint32_t)i};
    }
    if (chosen.len > scope->max) {
        qsort(chosen.at, chosen.len, sizeof *chosen.at, longest_due_first);
        scope->over_max = chosen.len - scope->max;
        chosen.len = scope->max;
    }
    for (size_t i = 0; i < chosen.len; i++)
        wanted[chosen.at[i].index] = true;
    keep_resting(scope, plan, wanted, loud);
    plan_keep(plan, wanted);
    vec_release(&chosen);
    free(wanted);
    free(loud);
}

/* ---- saying ---- */

static void add_part(struct buf *out, bool *any, size_t n, const char *what)
{
    if (!n)
        return;
    buf_addf(out, "%s%zu %s", *any ? ", " : " (", n, what);
    *any = true;
}

void links_scope_say(const struct links_scope *scope, const struct plan *plan, struct buf *out)
{
    bool any = false;
    size_t n = plan->urls.len;
    if (scope->contribution)
        buf_addf(out, "%zu new link%s to look at", n, n == 1 ? "" : "s");
    else
        buf_addf(out, "%zu of %zu link%s to look at", n, scope->found, scope->found == 1 ? "" : "s");
    add_part(out, &any, scope->not_due, "not due");
    add_part(out, &any, scope->other_shards, "of other shards");
    add_part(out, &any, scope->done_before, "done before the interruption");
    add_part(out, &any, scope->over_max,
             scope->contribution ? "over the limit of --max" : "left for another run by --max");
    buf_adds(out, any ? ")" : "");
}

static struct str page_of(struct str url)
{
    size_t hash = str_find(url, STR("#"), 0);
    return str_sub(url, 0, hash == SIZE_MAX ? url.len : hash);
}

void links_show_plan(const struct links_scope *scope, struct ledger *ledger, const struct plan *plan,
                     struct buf *out)
{
    struct strmap pages = STRMAP_INIT, hosts = STRMAP_INIT;
    const struct plan_url *u;
    vec_foreach (u, &plan->urls) {
        struct link_standing s;
        char day[11] = "now";
        standing_init(&s);
        if (ledger && ledger_find(ledger, u->url, &s) && s.state != LINK_NEW)
            date_format(s.due, day);
        buf_addf(out, "%-7s  %-10s  ", link_state_name(s.state), day);
        report_safe(out, u->url);
        if (u->places.len) {
            buf_adds(out, "  ");
            report_safe(out, str_of(u->places.at[0].path));
            buf_addf(out, ":%u", u->places.at[0].line);
        }
        if (u->places.len > 1)
            buf_addf(out, " and %zu more", u->places.len - 1);
        buf_addc(out, '\n');
        strmap_put(&pages, page_of(u->url), 0, NULL);
        if (url_host(u->url).len)
            strmap_put(&hosts, url_host(u->url), 0, NULL);
    }
    links_scope_say(scope, plan, out);
    buf_addf(out, ": %u page%s of %u host%s; nothing was fetched\n", pages.len, pages.len == 1 ? "" : "s",
             hosts.len, hosts.len == 1 ? "" : "s");
    strmap_release(&pages);
    strmap_release(&hosts);
}
