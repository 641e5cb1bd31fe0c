/* Encodings: see charset.h. */
#include "link/charset.h"

#include <errno.h>
#include <iconv.h>

/* Labels to what iconv calls the encoding; "" passes through as UTF-8. */
static const struct {
    const char *label, *iconv;
} labels[] = {
    {"utf-8", ""},
    {"utf8", ""},
    {"unicode-1-1-utf-8", ""},
    {"utf-16be", "UTF-16BE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16", "UTF-16LE"},
    {"unicode", "UTF-16LE"},
    {"ucs-2", "UTF-16LE"},
    {"ascii", "CP1252"},
    {"us-ascii", "CP1252"},
    {"ansi_x3.4-1968", "CP1252"},
    {"latin1", "CP1252"},
    {"l1", "CP1252"},
    {"iso-8859-1", "CP1252"},
    {"iso8859-1", "CP1252"},
    {"iso_8859-1", "CP1252"},
    {"cp1252", "CP1252"},
    {"windows-1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"windows-1252", "CP1252"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"windows-874", "CP874"},
    {"tis-620", "CP874"},
    {"iso-8859-11", "CP874"},
    {"iso-8859-9", "CP1254"},
    {"latin5", "CP1254"},
    {"iso-8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"latin-9", "ISO-8859-15"},
    {"koi8-r", "KOI8-R"},
    {"koi8", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"macintosh", "MACINTOSH"},
    {"x-mac-roman", "MACINTOSH"},
    {"ibm866", "CP866"},
    {"cp866", "CP866"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"chinese", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"x-x-big5", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"ms_kanji", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"x-euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"korean", "CP949"},
    {"windows-949", "CP949"},
};

/* NULL: nobody knows it. */
static const char *iconv_name(struct str label)
{
    label = str_trim(label);
    for (size_t i = 0; label.len && i < sizeof labels / sizeof *labels; i++) {
        if (str_ieq(str_of(labels[i].label), label))
            return labels[i].iconv;
    }
    return NULL;
}

/* The value after `at` of name=value, quoted or not. */
static struct str value_at(struct str v, size_t at)
{
    while (at < v.len && ascii_is_space((unsigned char)v.s[at]))
        at++;
    if (at == v.len || v.s[at] != '=')
        return (struct str){"", 0};
    for (at++; at < v.len && (ascii_is_space((unsigned char)v.s[at]) || strchr("\"'", v.s[at])); at++)
        ;
    size_t end = at;
    while (end < v.len && v.s[end] && !ascii_is_space((unsigned char)v.s[end]) &&
           !strchr("\"'>;/?", v.s[end]))
        end++;
    return str_sub(v, at, end);
}

/* What the page says of itself: <meta charset>, <meta ... content"...charset">, <?xml encoding?>. */
static const char *declared(struct str head)
{
    if (str_starts(head, STR("<?xml"))) {
        size_t end = str_find(head, STR("?>"), 0);
        struct str line = str_sub(head, 0, end == SIZE_MAX ? head.len : end);
        size_t at = str_find(line, STR("encoding"), 0);
        const char *name = at == SIZE_MAX ? NULL : iconv_name(value_at(line, at + 8));
        if (name)
            return name;
    }
    for (size_t at = 0; (at = str_find(head, STR("<"), at)) != SIZE_MAX; at++) {
        struct str rest = str_sub(head, at, head.len);
        if (str_starts(rest, STR("<!--"))) { /* up to "-->"; "<!-->" is a whole comment */
            size_t stop = str_find(head, STR("-->"), at + 2);
            if (stop == SIZE_MAX)
                break;
            at = stop + 2;
            continue;
        }
        if (rest.len < 6 || !str_ieq(str_sub(rest, 0, 5), STR("<meta")))
            continue;
        size_t end = str_find(head, STR(">"), at);
        struct str tag = str_sub(head, at, end == SIZE_MAX ? head.len : end);
        size_t word = str_ifind(tag, STR("charset"), 0);
        const char *name = word == SIZE_MAX ? NULL : iconv_name(value_at(tag, word + 7));
        if (name) /* a page that can be read this far is not in UTF-16 */
            return strncmp(name, "UTF-16", 6) == 0 ? "" : name;
    }
    return NULL;
}

void charset_begin(struct charset *c, struct str label, struct str head, size_t *skip)
{
    *c = (struct charset){0};
    *skip = 0;
    const char *name = NULL;
    if (str_starts(head, STR("\xEF\xBB\xBF"))) {
        *skip = 3;
        name = "";
    } else if (str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF"))) {
        *skip = 2;
        name = head.s[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
    }
    if (!name)
        name = iconv_name(label);
    if (!name)
        name = declared(head);
    if (name && *name) {
        iconv_t cd = iconv_open("UTF-8", name);
        c->iconv = (intptr_t)cd == -1 ? NULL : (void *)cd;
    }
}

/* Converts what it can; gives how many bytes were taken. */
static size_t convert(struct charset *c, const char *in, size_t len, struct buf *out)
{
    char *from; /* iconv does not write there */
    memcpy(&from, &in, sizeof from);
    size_t left = len;
    while (left) {
        buf_reserve(out, left * 3 + 16);
        char *to = out->s + out->len;
        size_t room = out->cap - out->len - 1;
        size_t rc = iconv((iconv_t)c->iconv, &from, &left, &to, &room);
        out->len = (size_t)(to - out->s);
        out->s[out->len] = 0;
        if (rc != (size_t)-1 || errno == EINVAL)
            break;
        if (errno == EILSEQ) {
            buf_adds(out, "\xEF\xBF\xBD");
            from++;
            left--;
        }
    }
    return len - left;
}

bool charset_push(struct charset *c, struct str v, struct buf *out)
{
    if (!c->iconv)
        return false;
    size_t at = 0;
    while (c->pending_len && at < v.len) {
        c->pending[c->pending_len++] = v.s[at++];
        size_t took = convert(c, c->pending, c->pending_len, out);
        memmove(c->pending, c->pending + took, c->pending_len - took);
        c->pending_len -= took;
        if (c->pending_len == sizeof c->pending)
            c->pending_len = 0;
    }
    size_t took = convert(c, v.s + at, v.len - at, out);
    size_t rest = v.len - at - took;
    if (rest && rest < sizeof c->pending) {
        memcpy(c->pending, v.s + at + took, rest);
        c->pending_len = rest;
    }
    return true;
}

void charset_end(struct charset *c)
{
    if (c->iconv)
        iconv_close((iconv_t)c->iconv);
    c->iconv = NULL;
}
