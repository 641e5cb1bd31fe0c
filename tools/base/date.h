/* Calendar dates of the proleptic Gregorian calendar, as ISO 8601 writes them: YYYY-MM-DD, years 0000 to
 * 9999. */
#ifndef KEDB_BASE_DATE_H
#define KEDB_BASE_DATE_H

#include "base/err.h"
#include "base/str.h"

/* Days since 1970-01-01 (negative before). */
typedef int32_t date_days;

/* Exactly "YYYY-MM-DD" and a day that exists; else -1, and a sentence such as "February 2023 has 28 days" in
 * err (which may be NULL). */
int date_parse(struct str v, date_days *out, struct err *err);

/* Ten characters and a NUL. */
void date_format(date_days d, char out[11]);

/* Today in UTC: rules take the day from the run, never from here; only commands call this. */
date_days date_today(void);

#endif
