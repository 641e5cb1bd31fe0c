/* libidn2, loaded at the first name that needs it (base/library.h): names of hosts are nearly all ASCII. */
#ifndef KEDB_BASE_IDN_H
#define KEDB_BASE_IDN_H

#include "base/library.h"

#include <idn2.h>

#define IDN_FUNCTIONS(X)                                                                                     \
    X(idn2_lookup_u8) X(idn2_register_u8) X(idn2_to_unicode_8z8z) X(idn2_free) X(idn2_strerror)

struct idn {
    LIBRARY_POINTERS(IDN_FUNCTIONS)
};

/* The functions; any thread may ask. NULL when the library cannot be loaded: then no name is international.
 */
const struct idn *idn_library(void);

#endif
