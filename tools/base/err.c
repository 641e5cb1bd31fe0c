/* Failures as sentences: see err.h. */
#include "base/err.h"

#include "base/str.h"

#include <stdio.h>

/* A clipped message must not end inside a character. */
static void end_at_character(char *msg, int wanted)
{
    if (wanted < ERR_MAX)
        return;
    size_t n = ERR_MAX - 1;
    while (n > 0 && ((unsigned char)msg[n - 1] & 0xC0) == 0x80)
        n--;
    if (n > 0 && (unsigned char)msg[n - 1] >= 0xC0)
        n--;
    msg[n] = 0;
}

int err_set(struct err *err, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    end_at_character(err->msg, n);
    return -1;
}

int err_prefix(struct err *err, const char *fmt, ...)
{
    char old[ERR_MAX], prefix[ERR_MAX];
    memcpy(old, err->msg, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(prefix, sizeof prefix, fmt, ap);
    va_end(ap);
    int n = snprintf(err->msg, sizeof err->msg, "%s: %s", prefix, old);
    end_at_character(err->msg, n);
    return -1;
}
