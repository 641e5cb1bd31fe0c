/* The tables behind utf8_width(): sorted, disjoint, inclusive ranges. */
#ifndef KEDB_BASE_WIDTH_TABLES_H
#define KEDB_BASE_WIDTH_TABLES_H

#include <stddef.h>
#include <stdint.h>

struct width_range {
    uint32_t first, last;
};

extern const struct width_range width_zero[];
extern const size_t width_zero_count;
extern const struct width_range width_wide[];
extern const size_t width_wide_count;

#endif
