/* A site's own rules: JSON Schemas that every record must fit, each a rule of its own. Beside the keywords of
 * its draft such a schema says at its root
 *
 *     "x-kedb": {
 *       "id": "local/https-only",          default: "local/" and the file's name
 *       "severity": "warning",             off, info, warning or error; default: error
 *       "message": "sources are https",    what a finding says; default: the schema's title, else what is
 * wrong "why": "...", "help": "..."        for kedb explain; what to do
 *     }
 *
 * Read-only once read; shared by threads. */
#ifndef KEDB_RULES_LOCAL_H
#define KEDB_RULES_LOCAL_H

#include "base/hash.h"
#include "engine/rule.h"

enum { LOCAL_RULES_MAX = 1000, LOCAL_SIZE_MAX = 16 << 20 /* bytes of one schema */ };

struct local_rules;

/* Reads the .json files below the folder; their texts are added to `inputs` (may be NULL). NULL with a
 * sentence that begins with the place. Without such a folder (or with folder NULL) there are none. */
struct local_rules *local_rules_read(const char *folder, struct hash *inputs, struct err *err);
void local_rules_free(struct local_rules *l);

/* All rules, those of rule_table and these, sorted by id, ended by NULL. */
const struct rule *const *local_rules_table(const struct local_rules *l);

#endif
