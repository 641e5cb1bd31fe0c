/* Libraries loaded when they are needed: see library.h. */
#include "base/library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int library_load(const char *soname, const char *const *names, void *pointers, struct err *err)
{
    void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return err_set(err, "the library %s cannot be loaded: %s", soname, dlerror());
    for (size_t i = 0; names[i]; i++) {
        void *at = dlsym(library, names[i]);
        if (!at)
            return err_set(err, "the library %s has no %s", soname, names[i]);
        memcpy((char *)pointers + i * sizeof at, &at, sizeof at); /* POSIX: as wide as a function's pointer */
    }
    return 0;
}
