/* Libraries that few runs need, loaded when they are: what every run would otherwise pay for at its start
 * (libxml2 and libcurl take longer to load than a record to check).
 *
 *     #define FUNCTIONS(X) X(xmlBufferCreate) X(xmlBufferFree)
 *     struct xml { LIBRARY_POINTERS(FUNCTIONS) };
 *
 * declares a pointer of the right type for each function, named as the function is. */
#ifndef KEDB_BASE_LIBRARY_H
#define KEDB_BASE_LIBRARY_H

#include "base/err.h"

#include <stddef.h>

#define LIBRARY_POINTER(name)       __typeof__(name) *name;
#define LIBRARY_POINTERS(FUNCTIONS) FUNCTIONS(LIBRARY_POINTER)
#define LIBRARY_NAME(name)          #name,
/* The names, in the order of the pointers, ended by NULL. */
#define LIBRARY_NAMES(FUNCTIONS)                                                                             \
    {                                                                                                        \
        FUNCTIONS(LIBRARY_NAME) NULL                                                                         \
    }

/* Loads the library with this SONAME and fills pointers[i] with the function names[i]; `pointers` is the
 * struct of pointers. It stays loaded until the program ends. -1 with a sentence that names the library and
 * what is missing. */
int library_load(const char *soname, const char *const *names, void *pointers, struct err *err);

#endif
