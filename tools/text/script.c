/* Scripts: see script.h. */
#include "text/script.h"

#include "text/script_tables.h"

bool script_in_gb2312(uint32_t cp)
{
    if (cp < 0x4E00 || cp > 0x9FFF)
        return false;
    return script_gb2312[(cp - 0x4E00) >> 6] >> ((cp - 0x4E00) & 63) & 1;
}

static uint32_t three_bytes(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)(u[0] & 15) << 12 | (uint32_t)(u[1] & 63) << 6 | (u[2] & 63);
}

/* The entry of a table of `width` bytes a row whose first character is cp, or NULL. */
static const char *table_find(const char *table, size_t count, size_t width, uint32_t cp)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        uint32_t at = three_bytes(table + middle * width);
        if (at == cp)
            return table + middle * width;
        if (at < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool script_is_traditional(uint32_t cp, uint32_t *simple)
{
    *simple = 0;
    if (cp < 0x3400 || cp > 0x9FFF || script_in_gb2312(cp))
        return false;
    const char *row = table_find(script_traditional_pairs, script_traditional_count, 6, cp);
    if (row)
        *simple = three_bytes(row + 3);
    return row || table_find(script_traditional_rare, script_rare_count, 3, cp);
}

char script_looks_like(uint32_t cp)
{
    /* Code point and letter, by code point; Unicode's confusables for single letters, the clear ones. */
    static const struct {
        uint16_t cp;
        char like;
    } table[] = {
        {0x37F, 'J'}, {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'}, {0x397, 'H'}, {0x399, 'I'},
        {0x39A, 'K'}, {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'}, {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A5, 'Y'},
        {0x3A7, 'X'}, {0x3B1, 'a'}, {0x3B3, 'y'}, {0x3B5, 'e'}, {0x3B7, 'n'}, {0x3B9, 'i'}, {0x3BA, 'k'},
        {0x3BD, 'v'}, {0x3BF, 'o'}, {0x3C1, 'p'}, {0x3C4, 't'}, {0x3C5, 'u'}, {0x3C7, 'x'}, {0x3F2, 'c'},
        {0x3F3, 'j'}, {0x3F9, 'C'}, {0x405, 'S'}, {0x406, 'I'}, {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'},
        {0x415, 'E'}, {0x417, '3'}, {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'},
        {0x421, 'C'}, {0x422, 'T'}, {0x423, 'Y'}, {0x425, 'X'}, {0x430, 'a'}, {0x432, 'b'}, {0x433, 'r'},
        {0x435, 'e'}, {0x43A, 'k'}, {0x43C, 'm'}, {0x43D, 'h'}, {0x43E, 'o'}, {0x43F, 'n'}, {0x440, 'p'},
        {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'},
        {0x475, 'v'}, {0x4AE, 'Y'}, {0x4BB, 'h'}, {0x4C0, 'I'}, {0x4CF, 'l'}, {0x501, 'd'}, {0x51B, 'q'},
        {0x51C, 'W'}, {0x51D, 'w'}, {0x54D, 'U'}, {0x54F, 'S'}, {0x555, 'O'}, {0x561, 'w'}, {0x563, 'q'},
        {0x566, 'q'}, {0x570, 'h'}, {0x578, 'n'}, {0x57C, 'n'}, {0x57D, 'u'}, {0x581, 'g'}, {0x584, 'f'},
        {0x585, 'o'},
    };
    size_t low = 0, high = sizeof table / sizeof *table;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table[middle].cp == cp)
            return table[middle].like;
        if (table[middle].cp < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

unsigned char script_cp1252(uint32_t cp)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
    };
    if (cp >= 0x80 && cp <= 0xFF)
        return (unsigned char)cp;
    if (cp < 0x152 || cp > 0x2122)
        return 0;
    for (unsigned i = 0; i < 32; i++)
        if (high[i] == cp)
            return (unsigned char)(0x80 + i);
    return 0;
}
