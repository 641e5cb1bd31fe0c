/* What goes wrong while a pattern is read. */
#include "regex/ecma_reader.h"

#include <stdio.h>

int ecma_fail(struct ecma_reader *r, size_t at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(r->fault->what, sizeof r->fault->what, fmt, ap);
    va_end(ap);
    r->fault->at = at;
    return -1;
}
