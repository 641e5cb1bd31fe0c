/* Labels of international domain names (IDNA2008), behind libidn2; directions of characters from utf8proc. */
#include "base/idn.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "schema/format_checks.h"

#include <utf8proc.h>

/* libidn2's sentences, for the faults that people make. */
static const char *sentence(const struct idn *idn, int code)
{
    switch (code) {
    case IDN2_DISALLOWED: return "it holds a character that no domain name may have";
    case IDN2_UNASSIGNED: return "it holds a character that Unicode does not know";
    case IDN2_CONTEXTJ:
    case IDN2_CONTEXTJ_NO_RULE: return "a zero width joiner stands where it joins nothing";
    case IDN2_CONTEXTO:
    case IDN2_CONTEXTO_NO_RULE:
        return "it holds a character that is allowed beside certain others only (RFC 5892, appendix A)";
    case IDN2_LEADING_COMBINING: return "it begins with a combining mark";
    case IDN2_2HYPHEN: return "hyphens in third and fourth place are for A-labels (xn--...)";
    case IDN2_HYPHEN_STARTEND: return "it begins or ends with a hyphen";
    case IDN2_BIDI: return "it mixes directions of writing (RFC 5893)";
    case IDN2_NOT_NFC: return "it is not in Unicode normalization form C";
    case IDN2_TOO_BIG_LABEL: return "as an A-label it has more than 63 characters";
    case IDN2_PUNYCODE_BAD_INPUT:
    case IDN2_PUNYCODE_OVERFLOW:
    case IDN2_PUNYCODE_BIG_OUTPUT:
    case IDN2_ENCODING_ERROR: return "its Punycode does not decode";
    case IDN2_ALABEL_ROUNDTRIP_FAILED:
    case IDN2_INVALID_ALABEL:
    case IDN2_UALABEL_MISMATCH: return "its Punycode is not the one that encodes its own letters";
    default: return idn->idn2_strerror(code);
    }
}

bool idna_label(struct str label, struct err *err)
{
    bool encoded = label.len >= 4 && str_ieq(str_sub(label, 0, 4), STR("xn--"));
    if (!label.len)
        return format_refuse(err, "a label is empty: no dot stands first, last or beside another");
    if (label.s[0] == '-' || label.s[label.len - 1] == '-')
        return format_refuse(err, "a label neither begins nor ends with a hyphen");
    if (label.len > 63 * 4)
        return format_refuse(err, "a label has at most 63 characters as an A-label");
    for (size_t i = 0; i < label.len; i++) {
        unsigned char c = (unsigned char)label.s[i];
        if (!encoded && ascii_is_upper(c))
            return format_refuse(err, "letters of an international label are lower case");
        if (c < 0x80 && !ascii_is_alnum(c) && c != '-')
            return format_refuse(err, "a host name is made of letters, digits, hyphens and dots");
    }
    const struct idn *idn = idn_library();
    if (!idn)
        return format_refuse(err, "labels of international names cannot be checked: libidn2 is missing");
    char *lower = mem_dup(label);
    for (size_t i = 0; encoded && i < label.len; i++)
        lower[i] = (char)ascii_lower((unsigned char)lower[i]);
    uint8_t *out = NULL;
    int code = encoded ? idn->idn2_register_u8(NULL, (uint8_t *)lower, &out, 0)
                       : idn->idn2_register_u8((uint8_t *)lower, NULL, &out, 0);
    idn->idn2_free(out);
    free(lower);
    return code == IDN2_OK || format_refuse(err, "the label %.*s is no label of a domain name: %s",
                                            STR_FMT(label), sentence(idn, code));
}

static int direction(uint32_t cp)
{
    return cp == UTF8_BAD ? UTF8PROC_BIDI_CLASS_ON : utf8proc_get_property((utf8proc_int32_t)cp)->bidi_class;
}

static bool holds_rtl(struct str v)
{
    for (size_t at = 0; at < v.len;) {
        int d = direction(utf8_next(v, &at));
        if (d == UTF8PROC_BIDI_CLASS_R || d == UTF8PROC_BIDI_CLASS_AL || d == UTF8PROC_BIDI_CLASS_AN)
            return true;
    }
    return false;
}

/* A label with its Punycode decoded, to free(). */
static char *decoded(struct str v)
{
    const struct idn *idn = idn_library();
    char *name = mem_dup(v), *out = NULL;
    if (idn && strlen(name) == v.len && idn->idn2_to_unicode_8z8z(name, &out, 0) == IDN2_OK) {
        free(name);
        name = mem_dup(str_of(out));
    }
    if (out)
        idn->idn2_free(out);
    return name;
}

bool idna_is_rtl(struct str name)
{
    if (holds_rtl(name))
        return true;
    if (str_ifind(name, STR("xn--"), 0) == SIZE_MAX)
        return false;
    char *plain = decoded(name);
    bool rtl = holds_rtl(str_of(plain));
    free(plain);
    return rtl;
}

/* RFC 5893, section 2: the six conditions. */
bool idna_bidi(struct str label, struct err *err)
{
    enum { L = 1, R = 2, AL = 4, AN = 8, EN = 16, NSM = 32, NEUTRAL = 64, OTHER = 128 };
    char *plain = decoded(label);
    struct str v = str_of(plain);
    unsigned seen = 0, first = 0, last = 0;
    for (size_t at = 0; at < v.len;) {
        unsigned bit = OTHER;
        switch (direction(utf8_next(v, &at))) {
        case UTF8PROC_BIDI_CLASS_L: bit = L; break;
        case UTF8PROC_BIDI_CLASS_R: bit = R; break;
        case UTF8PROC_BIDI_CLASS_AL: bit = AL; break;
        case UTF8PROC_BIDI_CLASS_AN: bit = AN; break;
        case UTF8PROC_BIDI_CLASS_EN: bit = EN; break;
        case UTF8PROC_BIDI_CLASS_NSM: bit = NSM; break;
        case UTF8PROC_BIDI_CLASS_ES:
        case UTF8PROC_BIDI_CLASS_CS:
        case UTF8PROC_BIDI_CLASS_ET:
        case UTF8PROC_BIDI_CLASS_ON:
        case UTF8PROC_BIDI_CLASS_BN: bit = NEUTRAL; break;
        default: break;
        }
        seen |= bit;
        first = first ? first : bit;
        if (bit != NSM)
            last = bit;
    }
    free(plain);
    const unsigned rtl = R | AL;
    bool ok = first & rtl ? !(seen & (L | OTHER)) && (seen & (EN | AN)) != (EN | AN) && last & (rtl | EN | AN)
                          : first & L && !(seen & (rtl | AN | OTHER)) && last & (L | EN);
    return ok || format_refuse(err, "the label %.*s mixes directions of writing (RFC 5893)", STR_FMT(label));
}

char *idna_nfc(struct str v)
{
    utf8proc_uint8_t *out = NULL;
    if (utf8proc_map((const utf8proc_uint8_t *)v.s, (utf8proc_ssize_t)v.len, &out,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE) < 0)
        return mem_dup(v);
    char *own = mem_dup(str_of((char *)out));
    free(out);
    return own;
}
