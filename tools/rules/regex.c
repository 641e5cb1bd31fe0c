/* regex/...: one look at each regex of a record, shared by all rows but those of the corpus. */
#include "rules/regex_check.h"

void check_regex(struct check *c)
{
    for (struct regex_view *v = regex_views(c); v; v = v->next) {
        if (!regex_part_syntax(c, v))
            continue;
        regex_part_portable(c, v);
        regex_part_agreement(c, v);
        regex_part_coverage(c, v);
        if (regex_part_escapes(c, v))
            continue;
        regex_part_anchors(c, v);
        regex_part_breadth(c, v);
        regex_part_alternatives(c, v);
        regex_part_variables(c, v);
        regex_part_style(c, v);
        regex_part_redos(c, v);
    }
}
