/* An index of many patterns by a required literal of each: which of them may match a text.
 *
 * For each pattern the set of literals is taken whose rarest pieces are the rarest in the texts that were
 * counted; the place of one piece of GRAM bytes (of SHORT bytes in a literal that is shorter) leads to the
 * literal, the literal to its patterns. No pattern that matches is left out; few others are given. Patterns
 * without a usable literal are candidates for every text. */
#ifndef KEDB_REGEX_INDEX_H
#define KEDB_REGEX_INDEX_H

#include "regex/literal.h"

enum { INDEX_GRAM = 6, INDEX_SHORT = 3 };

struct literal_index;

struct literal_index *index_new(void);
void index_free(struct literal_index *x);

/* Before the first pattern: counts the pieces of a folded text like those that will be looked up. `bytes`, as
 * said the first time, is about how many there will be: the more, the larger the table. Which patterns are
 * found does not depend on what was counted, but how fast; which near misses are found does. */
void index_count(struct literal_index *x, struct str folded, size_t bytes);
/* Before the first pattern: also find places where a part of a literal stands that is long enough to be told
 * from chance (INDEX_NEAR bytes in a row). */
enum { INDEX_NEAR = 12 };
void index_want_near(struct literal_index *x);
/* The next pattern, numbered from 0; the literals that lead to it are copied, some 80 bytes a pattern in all.
 */
void index_add(struct literal_index *x, const struct literals *l);
/* After all were added, once. The index is read-only from then on. */
void index_build(struct literal_index *x);

/* Calls hit() for each place in the folded text where a literal stands that leads to a pattern, by ascending
 * place of the piece, the same pattern maybe several times; near() (may be NULL) where a part of one does.
 * The text must be followed by INDEX_PAD readable bytes. */
enum { INDEX_PAD = 8 };
typedef void index_visit(void *ctx, uint32_t pattern, size_t place);
void index_scan(const struct literal_index *x, struct str folded, index_visit *hit, index_visit *near,
                void *ctx);

/* The patterns without a usable literal. */
const uint32_t *index_always(const struct literal_index *x, size_t *count);

/* One thread's scratch memory for index_find. */
struct index_finder;
struct index_finder *index_finder_new(const struct literal_index *x);
void index_finder_free(struct index_finder *f);
/* The candidates for a text (not folded), each once, but for those of index_always(); valid until the next
 * call. */
const uint32_t *index_find(struct index_finder *f, struct str text, size_t *count);

#endif
