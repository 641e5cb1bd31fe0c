/* Moments: see stamp.h. */
#include "link/stamp.h"

#include "base/date.h"
#include "link/policy.h"

void stamp_format(int64_t at, char out[STAMP_SIZE])
{
    int32_t days = day_of(at);
    unsigned rest = (unsigned)(at - (int64_t)days * 86400) % 86400;
    const unsigned parts[] = {rest / 3600, rest / 60 % 60, rest % 60};
    date_format(days, out);
    for (int i = 0; i < 3; i++) {
        char *p = out + 10 + 3 * i;
        p[0] = i ? ':' : 'T';
        p[1] = (char)('0' + parts[i] / 10);
        p[2] = (char)('0' + parts[i] % 10);
    }
    out[19] = 'Z';
    out[20] = 0;
}

static int two_digits(const char *s, int limit)
{
    if (!ascii_is_digit((unsigned char)s[0]) || !ascii_is_digit((unsigned char)s[1]))
        return -1;
    int v = (s[0] - '0') * 10 + s[1] - '0';
    return v < limit ? v : -1;
}

int stamp_parse(struct str v, int64_t *out)
{
    date_days day;
    if (v.len != STAMP_SIZE - 1 || v.s[10] != 'T' || v.s[13] != ':' || v.s[16] != ':' || v.s[19] != 'Z' ||
        date_parse(str_sub(v, 0, 10), &day, NULL) != 0)
        return -1;
    int hour = two_digits(v.s + 11, 24), minute = two_digits(v.s + 14, 60), second = two_digits(v.s + 17, 60);
    if (hour < 0 || minute < 0 || second < 0)
        return -1;
    *out = (int64_t)day * 86400 + hour * 3600 + minute * 60 + second;
    return 0;
}
