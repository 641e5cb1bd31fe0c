/* What the rules on ids and edges share. */
#ifndef KEDB_RULES_GRAPH_H
#define KEDB_RULES_GRAPH_H

#include "engine/fact.h"

/* Leaves the record's id (FACT_ID) and its edges (FACT_REFERENCE). */
void collect_graph(struct check *c);

#endif
