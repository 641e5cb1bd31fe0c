/* libidn2 when it is needed: see idn.h. */
#include "base/idn.h"

#include "base/pool.h"

static struct idn idn;
static bool loaded;

static void load(void)
{
    static const char *const names[] = LIBRARY_NAMES(IDN_FUNCTIONS);
    struct err unused;
    loaded = library_load(KEDB_LIBIDN2, names, &idn, &unused) == 0;
}

const struct idn *idn_library(void)
{
    static bool tried;
    run_once(&tried, load);
    return loaded ? &idn : NULL;
}
