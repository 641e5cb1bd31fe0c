/* Where the base's records lie, and how a path is written for people. */
#include "cmd/session.h"

static const char *here(struct session *s)
{
    if (!s->here)
        s->here = path_absolute(".", &s->arena);
    return s->here;
}

const char *session_absolute(struct session *s, const char *path)
{
    return path_absolute_from(here(s), path, &s->arena);
}

struct str session_id_of(struct session *s, const char *path)
{
    struct str absolute = str_of(session_absolute(s, path));
    size_t from = SIZE_MAX;
    if (s->config.records) {
        struct str root = str_of(s->config.records);
        if (str_starts(absolute, root) && absolute.len > root.len && absolute.s[root.len] == '/')
            from = root.len + 1;
    } else {
        /* Without a configuration, the last folder named "records" is taken for the base. */
        for (size_t at = 0; (at = str_find(absolute, STR("/records/"), at)) != SIZE_MAX; at++)
            from = at + 9;
    }
    if (from == SIZE_MAX || !str_ends(absolute, STR(".json")))
        return STR("");
    return str_sub(absolute, from, absolute.len - 5);
}

const char *session_records_folder(struct session *s)
{
    for (size_t i = 0; !s->config.records && i < s->sources.len; i++) {
        struct str path = str_of(s->sources.at[i].path), id = s->sources.at[i].id_expected;
        size_t rest = id.len + 5; /* ".json" */
        if (id.len && path.len > rest + 1 && str_ends(str_sub(path, 0, path.len - 5), id))
            return arena_dup(&s->arena, str_sub(path, 0, path.len - rest - 1));
    }
    if (!s->config.records)
        return NULL;
    return session_shown_path(s, s->config.records);
}

int session_records_there(struct session *s, struct err *err)
{
    const char *records = s->config.records;
    enum file_kind kind = records && s->config.places[CONFIG_RECORDS].line ? file_kind(records) : FILE_FOLDER;
    if (kind == FILE_FOLDER)
        return 0;
    err_set(err, "%s: %s", session_shown_path(s, records),
            kind == FILE_NONE ? "there is no such folder" : "this is no folder");
    return config_blame(&s->config, CONFIG_RECORDS, err);
}

const char *session_shown_path(struct session *s, const char *absolute)
{
    return path_shown_from(here(s), absolute);
}
