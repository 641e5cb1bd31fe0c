/* Ordinary lines of logs, which no error's regex may match. The lines are made from templates that lie in
 * tools/rules/benign.txt and are part of the program. */
#ifndef KEDB_RULES_REGEX_BENIGN_H
#define KEDB_RULES_REGEX_BENIGN_H

#include "rules/regex_view.h"

/* How many templates have a line that the regex matches, and the first such line. Nearly every regex demands
 * a piece of text that no line has and costs a look-up; the lines are made when the first one asks. */
size_t regex_benign_hits(struct check *c, const struct regex_view *v, struct str *line);

/* The lines, each ended by a newline, BENIGN_VARIANTS of each template in turn; for tests. */
enum { BENIGN_VARIANTS = 8 };
struct benign;
struct benign *benign_new(void);
void benign_free(struct benign *b);
struct str benign_text(struct benign *b);
size_t benign_template_count(struct benign *b);
/* Whether the filter lets a text through: false means that no line holds it. */
bool benign_may_hold(const struct benign *b, struct str v);

#endif
