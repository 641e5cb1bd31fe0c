/* Official hosts: whose pages count as the vendor's own for a domain, see schemas/official-hosts.schema.json.
 * Read-only once read; shared by threads. */
#ifndef KEDB_LINK_OFFICIAL_H
#define KEDB_LINK_OFFICIAL_H

#include "base/err.h"
#include "base/mem.h"

struct official_hosts;

/* Reads the file's text. NULL with a sentence that begins with `name` and the place. */
struct official_hosts *official_read(struct str text, const char *name, struct err *err);
/* The hosts that the program was built with: schemas/official-hosts.json. */
struct official_hosts *official_builtin(void);
struct str official_builtin_text(void);
void official_free(struct official_hosts *o);

enum official_answer {
    OFFICIAL_YES,
    OFFICIAL_NO,
    OFFICIAL_COMMUNITY, /* where anybody writes */
    OFFICIAL_NO_LIST    /* the domain has no list */
};

enum official_answer official_judge(const struct official_hosts *o, struct str domain, struct str url);

/* "docs.aws.amazon.com, repost.aws or 3 more", for a message; in the arena. Empty for a domain without list.
 */
const char *official_names(const struct official_hosts *o, struct str domain, struct arena *a);

#endif
