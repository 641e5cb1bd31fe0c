/* What unit tests include: cmocka and what it needs before it. */
#ifndef KEDB_TESTS_SUPPORT_H
#define KEDB_TESTS_SUPPORT_H

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define assert_str_equal(view, text)                                                                         \
    do {                                                                                                     \
        struct str view_ = (view);                                                                           \
        assert_int_equal(view_.len, strlen(text));                                                           \
        assert_memory_equal(view_.s, (text), view_.len);                                                     \
    } while (0)

#endif
