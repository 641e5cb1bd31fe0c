/* What one thread's rules work with, made once a run: scratch memory of engines that are not safe to share.
 */
#ifndef KEDB_RULES_TOOLS_H
#define KEDB_RULES_TOOLS_H

#include "engine/rule.h"
#include "regex/match.h"
#include "schema/schema.h"
#include "text/list.h"
#include "text/pair.h"

struct rule_tools {
    struct schema_scratch *schema;
    struct matcher *matcher;
    struct text_pair *pair, *again; /* the comparison of translations, and of mended ones */
    struct json_doc *before;        /* a record as it was */
    struct list *list;              /* the one at hand */
    struct regex_kept *kept;        /* the compiled patterns of the record at hand: rules/regex_view.h */
    struct benign *benign;          /* ordinary lines of logs, made when first asked for */
    struct arena scratch;           /* of one analysis; reset after it */
    struct buf page;                /* a page as it should be */
};

struct rule_tools *rule_tools_new(const struct run *run);
void rule_tools_free(struct rule_tools *t);

#endif
