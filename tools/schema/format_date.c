/* Dates, times and durations (RFC 3339). */
#include "schema/format_checks.h"

#include "base/date.h"

bool format_date(struct str v, struct err *err)
{
    date_days day;
    if (date_parse(v, &day, err) == 0)
        return true;
    if (v.len > 10 && (v.s[10] == 'T' || v.s[10] == 't') && date_parse(str_sub(v, 0, 10), &day, NULL) == 0)
        return format_refuse(err, "a date has no time of day");
    return false;
}

/* Two digits at `at`, at most `max`; -1 when they are not there or more. */
static int two_digits(struct str v, size_t at)
{
    if (at + 2 > v.len || !ascii_is_digit((unsigned char)v.s[at]) ||
        !ascii_is_digit((unsigned char)v.s[at + 1]))
        return -1;
    return (v.s[at] - '0') * 10 + (v.s[at + 1] - '0');
}

static bool at_char(struct str v, size_t at, char c)
{
    return at < v.len && v.s[at] == c;
}

/* Z, or +hh:mm; the minutes east of UTC. */
static bool read_offset(struct str v, int *minutes, struct err *err)
{
    if (v.len == 1 && (v.s[0] | 0x20) == 'z')
        return true;
    if (!v.len)
        return format_refuse(err, "the offset from UTC is missing; Z stands for UTC");
    int h = two_digits(v, 1), m = two_digits(v, 4);
    if ((v.s[0] != '+' && v.s[0] != '-') || h < 0 || !at_char(v, 3, ':') || m < 0 || v.len != 6)
        return format_refuse(err, "a time ends in Z or in an offset such as +01:00");
    if (h > 23 || m > 59)
        return format_refuse(err, "an offset goes up to 23:59");
    *minutes = (h * 60 + m) * (v.s[0] == '-' ? -1 : 1);
    return true;
}

bool format_time(struct str v, struct err *err)
{
    int h = two_digits(v, 0), m = two_digits(v, 3), s = two_digits(v, 6);
    if (h < 0 || m < 0 || s < 0 || !at_char(v, 2, ':') || !at_char(v, 5, ':'))
        return format_refuse(err, "a time is written hh:mm:ss with an offset, such as 08:30:00Z");
    if (h > 23)
        return format_refuse(err, "there is no hour %02d", h);
    if (m > 59)
        return format_refuse(err, "there is no minute %02d", m);
    if (s > 60)
        return format_refuse(err, "there is no second %02d", s);
    size_t at = 8;
    if (at_char(v, at, '.')) {
        size_t from = ++at;
        while (at < v.len && ascii_is_digit((unsigned char)v.s[at]))
            at++;
        if (at == from)
            return format_refuse(err, "digits follow the point of the seconds");
    } else if (at_char(v, at, ',')) {
        return format_refuse(err, "a fraction of a second stands behind a point");
    }
    int offset = 0;
    if (!read_offset(str_sub(v, at, v.len), &offset, err))
        return false;
    if (s == 60 && (h * 60 + m - offset + 2 * 1440) % 1440 != 1439)
        return format_refuse(err, "a leap second is at 23:59:60 UTC");
    return true;
}

bool format_date_time(struct str v, struct err *err)
{
    struct str day = str_sub(v, 0, v.len < 10 ? v.len : 10);
    date_days unused;
    if (date_parse(day, &unused, err) != 0)
        return false;
    if (v.len == 10)
        return format_refuse(err, "the time is missing: T, then hh:mm:ss and an offset, such as T08:30:00Z");
    if (v.s[10] != 'T' && v.s[10] != 't')
        return format_refuse(err, "a T stands between date and time");
    return format_time(str_sub(v, 11, v.len), err);
}

/* The units that stand in `units`, each with its number, in this order and without a gap. */
static bool read_units(struct str v, size_t *at, const char *units, struct err *err)
{
    size_t last = SIZE_MAX;
    while (*at < v.len && v.s[*at] != 'T') {
        size_t from = *at;
        while (*at < v.len && ascii_is_digit((unsigned char)v.s[*at]))
            ++*at;
        if (*at == from || *at == v.len)
            return format_refuse(err, *at == from ? "a number stands before each unit"
                                                  : "a unit follows the number");
        const char *unit = v.s[*at] ? strchr(units, v.s[*at]) : NULL;
        if (!unit)
            return format_refuse(err, v.s[*at] == '.' || v.s[*at] == ','
                                          ? "numbers of a duration are whole"
                                          : "the units are Y, M, D, then T and H, M, S; or W alone");
        size_t index = (size_t)(unit - units);
        if (last != SIZE_MAX && index <= last)
            return format_refuse(err, "the units stand in the order Y, M, D, T, H, M, S");
        if (last != SIZE_MAX && index != last + 1)
            return format_refuse(err, "%c is missing between %c and %c", units[last + 1], units[last],
                                 units[index]);
        last = index;
        ++*at;
    }
    return last != SIZE_MAX || format_refuse(err, "a duration has at least one number with its unit");
}

bool format_duration(struct str v, struct err *err)
{
    size_t at = 1;
    if (!v.len || v.s[0] != 'P')
        return format_refuse(err, "a duration begins with P, such as P1DT12H");
    if (v.len > 1 && v.s[v.len - 1] == 'W') {
        if (!read_units(v, &at, "W", err))
            return false;
        return at == v.len || format_refuse(err, "weeks stand alone");
    }
    if (!at_char(v, at, 'T') && !read_units(v, &at, "YMD", err))
        return false;
    if (at == v.len)
        return true;
    at++;
    if (!read_units(v, &at, "HMS", err))
        return false;
    return at == v.len || format_refuse(err, "T stands once");
}
