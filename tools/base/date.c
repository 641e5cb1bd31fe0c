/* Dates: days from civil and back by 400-year eras of 146,097 days, the year starting in March. */
#include "base/date.h"

#include <stdio.h>
#include <time.h>

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

static int days_in_month(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return m == 2 && leap ? 29 : days[m - 1];
}

static date_days days_from(int y, int m, int d)
{
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

int date_parse(struct str v, date_days *out, struct err *err)
{
    struct err unused;
    if (!err)
        err = &unused;
    if (v.len != 10 || v.s[4] != '-' || v.s[7] != '-')
        return err_set(err, "a date is written YYYY-MM-DD");
    bool bad = false;
    for (size_t i = 0; i < 4; i++)
        bad |= !ascii_is_digit((unsigned char)v.s[i]);
    if (bad || !ascii_is_digit((unsigned char)v.s[5]) || !ascii_is_digit((unsigned char)v.s[6]) ||
        !ascii_is_digit((unsigned char)v.s[8]) || !ascii_is_digit((unsigned char)v.s[9]))
        return err_set(err, "a date is written YYYY-MM-DD");
    int y = (v.s[0] - '0') * 1000 + (v.s[1] - '0') * 100 + (v.s[2] - '0') * 10 + (v.s[3] - '0');
    int m = (v.s[5] - '0') * 10 + (v.s[6] - '0');
    int d = (v.s[8] - '0') * 10 + (v.s[9] - '0');
    if (m < 1 || m > 12)
        return err_set(err, "there is no month %02d", m);
    if (d < 1 || d > days_in_month(y, m))
        return err_set(err, "%s %d has %d days", month_names[m - 1], y, days_in_month(y, m));
    *out = days_from(y, m, d);
    return 0;
}

void date_format(date_days days, char out[11])
{
    int z = days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int d = doy - (153 * mp + 2) / 5 + 1;
    int m = mp < 10 ? mp + 3 : mp - 9;
    unsigned y = (unsigned)(yoe + era * 400 + (m <= 2)) % 10000;
    snprintf(out, 11, "%04u-%02u-%02u", y, (unsigned)m % 100, (unsigned)d % 100);
}

date_days date_today(void)
{
    return (date_days)(time(NULL) / 86400);
}
