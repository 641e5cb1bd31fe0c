/* The record schema that the program was built with: for bases that name none of their own. */
#ifndef KEDB_RECORD_BUILTIN_H
#define KEDB_RECORD_BUILTIN_H

#include "base/str.h"

struct str builtin_record_schema(void);

#endif
