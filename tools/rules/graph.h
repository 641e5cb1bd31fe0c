/* What the rules on ids and edges share. */
#ifndef KEDB_RULES_GRAPH_H
#define KEDB_RULES_GRAPH_H

#include "engine/fact.h"

/* Leaves the record's id (FACT_ID), once; for every rule that reads ids. The key is empty and the number
 * ID_OF_PATH when the id is what the path says: thousands of them take no room. */
enum { ID_AS_KEY, ID_OF_PATH };
void collect_id(struct check *c);
/* The same and the record's edges (FACT_REFERENCE). */
void collect_graph(struct check *c);

/* The id that a fact tells of. */
struct str corpus_id(const struct corpus *k, const struct fact *id);
/* The id of a file, .s NULL when it has none; `ids` is the index of FACT_ID. */
struct str corpus_id_of(const struct corpus *k, const struct fact_index *ids, uint32_t file);

#endif
