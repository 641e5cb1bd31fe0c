/* A matcher of plain patterns on ASCII texts: what nearly every record's regex and signature are. Making and
 * running it costs a tenth of compiling the pattern.
 *
 * Plain are ASCII characters, ., \d \w \s and their negations, classes of these, quantifiers on one of them,
 * `?` on a group, groups, alternatives, ^ $ \b \B, written in a way that PCRE2 takes. Its answers are those
 * of PCRE2 (UTF, caseless where the tree says so): it tries the same ways in the same order. Texts that are
 * not ASCII, and searches that take more than QUICK_STEPS, are left to PCRE2. */
#ifndef KEDB_REGEX_QUICK_H
#define KEDB_REGEX_QUICK_H

#include "regex/ast.h"

enum { QUICK_STEPS = 20000, QUICK_ITEMS_MAX = 200, QUICK_PATTERN_MAX = 2000 };

struct quick;
/* NULL when the pattern is not plain. Free with quick_free. */
struct quick *quick_new(const struct regex_tree *t);
void quick_free(struct quick *q);

enum quick_result { QUICK_NO_MATCH, QUICK_MATCH, QUICK_UNDECIDED };
/* The first match, as regex_search() gives it. */
enum quick_result quick_search(const struct quick *q, struct str subject, size_t *from, size_t *to);

#endif
