/* Records one by one: see records.h. */
#include "cmd/records.h"

int records_each(struct session *s, const char *folder, void (*see)(void *ctx, const struct record *rec),
                 void *ctx, size_t *unread, struct err *err)
{
    struct paths files = {0};
    struct buf text = BUF_INIT;
    struct json_doc doc = JSON_DOC_INIT;
    struct arena work = ARENA_INIT;
    int rc = file_kind(folder) == FILE_FOLDER ? file_walk(folder, ".json", NULL, &files, err) : 0;
    for (size_t i = 0; i < files.len && rc == 0; i++) {
        struct err why;
        struct json_fault fault;
        if (file_read(files.at[i], RECORD_SIZE_MAX, &text, &why) != 0 ||
            json_parse(&doc, buf_str(&text), &fault) != 0) {
            ++*unread;
            continue;
        }
        struct record rec = {.path = files.at[i]};
        record_build(&rec, &s->roles, &doc, &work);
        see(ctx, &rec);
        arena_reset(&work);
    }
    arena_release(&work);
    json_release(&doc);
    buf_release(&text);
    paths_release(&files);
    return rc;
}
