/* What rules need besides records: the glossary, official hosts, and what a ledger knows of links. Nothing is
 * fetched. */
#include "cmd/session.h"
#include "link/book.h"
#include "link/official.h"
#include "rules/glossary.h"

/* links.db has its export beside it as links.jsonl. */
const char *session_export_path(struct session *s, const char *ledger)
{
    struct str v = str_of(ledger);
    if (str_ends(v, STR(".jsonl")))
        return ledger;
    if (str_ends(v, STR(".db")))
        v.len -= 3;
    return arena_printf(&s->arena, "%.*s.jsonl", STR_FMT(v));
}

static int load_official(struct session *s, struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = 0;
    if (!s->config.official_hosts) {
        s->official = official_builtin();
        hash_add(&s->inputs, official_builtin_text());
    } else if (file_read(s->config.official_hosts, 1 << 24, &text, err) != 0) {
        rc = config_blame(&s->config, CONFIG_OFFICIAL_HOSTS, err);
    } else {
        hash_add(&s->inputs, buf_str(&text));
        s->official = official_read(buf_str(&text), s->config.official_hosts, err);
        rc = s->official ? 0 : -1;
    }
    buf_release(&text);
    s->run.official = s->official;
    return rc;
}

static int load_glossary(struct session *s, struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = 0;
    if (!s->config.glossary) {
        s->glossary = glossary_builtin();
        hash_add(&s->inputs, glossary_builtin_text());
    } else if (file_read(s->config.glossary, 1 << 24, &text, err) != 0) {
        rc = config_blame(&s->config, CONFIG_GLOSSARY, err);
    } else {
        hash_add(&s->inputs, buf_str(&text));
        s->glossary = glossary_read(buf_str(&text), s->config.glossary, err);
        rc = s->glossary ? 0 : -1;
    }
    buf_release(&text);
    s->run.glossary = s->glossary;
    return rc;
}

static int load_book(struct session *s, const char *named, struct err *err)
{
    const char *path = named ? named : s->config.ledger;
    const char *files[2] = {path, path ? session_export_path(s, path) : NULL};
    bool one = named || !path || strcmp(files[0], files[1]) == 0;
    for (int i = 0; i < (one ? 1 : 2) && path; i++) {
        if (!named && file_kind(files[i]) == FILE_NONE)
            continue;
        if (!s->links)
            s->links = link_book_new();
        if (link_book_read(s->links, files[i], err) != 0)
            return named ? -1 : config_blame(&s->config, CONFIG_LEDGER, err);
    }
    if (s->links)
        link_book_hash(s->links, &s->inputs);
    s->run.links = s->links;
    return 0;
}

static bool any_is_on(const struct session *s, struct str pattern)
{
    for (size_t i = 0; i < s->selection.count; i++)
        if (s->selection.levels[i] != SEVERITY_OFF && rule_matches(s->selection.table[i], pattern))
            return true;
    return false;
}

int session_verdicts(struct session *s, const struct args *args, struct err *err)
{
    if (any_is_on(s, STR("parity/glossary")) && load_glossary(s, err) != 0)
        return -1;
    if (!any_is_on(s, STR("link")))
        return 0;
    return load_official(s, err) != 0 ? -1 : load_book(s, args_value(args, "ledger"), err);
}

void session_verdicts_release(struct session *s)
{
    official_free(s->official);
    glossary_free(s->glossary);
    link_book_free(s->links);
}
