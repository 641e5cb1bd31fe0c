/* Unicode properties that ECMA-262 knows (tables 69 to 71 of the 2024 edition), and their names in PCRE2.
 * Names of scripts are known to PCRE2; here only their shape is checked. */
#include "regex/ecma_tree.h"

#include <stdio.h>

static const char *const categories[][3] = {
    /* short, long, another long name */
    {"L&", "LC", "Cased_Letter"},
    {"Pe", "Close_Punctuation", NULL},
    {"Pc", "Connector_Punctuation", NULL},
    {"Cc", "Control", "cntrl"},
    {"Sc", "Currency_Symbol", NULL},
    {"Pd", "Dash_Punctuation", NULL},
    {"Nd", "Decimal_Number", "digit"},
    {"Me", "Enclosing_Mark", NULL},
    {"Pf", "Final_Punctuation", NULL},
    {"Cf", "Format", NULL},
    {"Pi", "Initial_Punctuation", NULL},
    {"L", "Letter", NULL},
    {"Nl", "Letter_Number", NULL},
    {"Zl", "Line_Separator", NULL},
    {"Ll", "Lowercase_Letter", NULL},
    {"M", "Mark", "Combining_Mark"},
    {"Sm", "Math_Symbol", NULL},
    {"Lm", "Modifier_Letter", NULL},
    {"Sk", "Modifier_Symbol", NULL},
    {"Mn", "Nonspacing_Mark", NULL},
    {"N", "Number", NULL},
    {"Ps", "Open_Punctuation", NULL},
    {"C", "Other", NULL},
    {"Lo", "Other_Letter", NULL},
    {"No", "Other_Number", NULL},
    {"Po", "Other_Punctuation", NULL},
    {"So", "Other_Symbol", NULL},
    {"Zp", "Paragraph_Separator", NULL},
    {"Co", "Private_Use", NULL},
    {"P", "Punctuation", "punct"},
    {"Z", "Separator", NULL},
    {"Zs", "Space_Separator", NULL},
    {"Mc", "Spacing_Mark", NULL},
    {"Cs", "Surrogate", NULL},
    {"S", "Symbol", NULL},
    {"Lt", "Titlecase_Letter", NULL},
    {"Cn", "Unassigned", NULL},
    {"Lu", "Uppercase_Letter", NULL},
};

static const char *const binaries[][2] = {
    {"ASCII", NULL},
    {"ASCII_Hex_Digit", "AHex"},
    {"Alphabetic", "Alpha"},
    {"Any", NULL},
    {"Bidi_Control", "Bidi_C"},
    {"Bidi_Mirrored", "Bidi_M"},
    {"Case_Ignorable", "CI"},
    {"Cased", NULL},
    {"Changes_When_Casefolded", "CWCF"},
    {"Changes_When_Casemapped", "CWCM"},
    {"Changes_When_Lowercased", "CWL"},
    {"Changes_When_Titlecased", "CWT"},
    {"Changes_When_Uppercased", "CWU"},
    {"Dash", NULL},
    {"Default_Ignorable_Code_Point", "DI"},
    {"Deprecated", "Dep"},
    {"Diacritic", "Dia"},
    {"Emoji", NULL},
    {"Emoji_Component", "EComp"},
    {"Emoji_Modifier", "EMod"},
    {"Emoji_Modifier_Base", "EBase"},
    {"Emoji_Presentation", "EPres"},
    {"Extended_Pictographic", "ExtPict"},
    {"Extender", "Ext"},
    {"Grapheme_Base", "Gr_Base"},
    {"Grapheme_Extend", "Gr_Ext"},
    {"Hex_Digit", "Hex"},
    {"IDS_Binary_Operator", "IDSB"},
    {"IDS_Trinary_Operator", "IDST"},
    {"ID_Continue", "IDC"},
    {"ID_Start", "IDS"},
    {"Ideographic", "Ideo"},
    {"Join_Control", "Join_C"},
    {"Logical_Order_Exception", "LOE"},
    {"Lowercase", "Lower"},
    {"Math", NULL},
    {"Noncharacter_Code_Point", "NChar"},
    {"Pattern_Syntax", "Pat_Syn"},
    {"Pattern_White_Space", "Pat_WS"},
    {"Quotation_Mark", "QMark"},
    {"Radical", NULL},
    {"Regional_Indicator", "RI"},
    {"Sentence_Terminal", "STerm"},
    {"Soft_Dotted", "SD"},
    {"Terminal_Punctuation", "Term"},
    {"Unified_Ideograph", "UIdeo"},
    {"Uppercase", "Upper"},
    {"Variation_Selector", "VS"},
    {"White_Space", "space"},
    {"XID_Continue", "XIDC"},
    {"XID_Start", "XIDS"},
};

static const char *category_of(struct str name)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        bool has_letter_name = categories[i][0][1] != '&';
        if ((has_letter_name && str_is(name, categories[i][0])) || str_is(name, categories[i][1]) ||
            (categories[i][2] && str_is(name, categories[i][2])))
            return categories[i][0];
    }
    return NULL;
}

static const char *binary_of(struct str name)
{
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (str_is(name, binaries[i][0]) || (binaries[i][1] && str_is(name, binaries[i][1])))
            return binaries[i][0];
    return NULL;
}

/* Greek, Old_Italic, SignWriting, Grek: known when PCRE2 compiles it. */
static bool is_script(struct str name)
{
    if (name.len < 2 || name.len > 32 || !ascii_is_upper((unsigned char)name.s[0]))
        return false;
    for (size_t i = 1; i < name.len; i++) {
        bool starts = name.s[i - 1] == '_';
        unsigned char c = (unsigned char)name.s[i];
        if (starts ? !ascii_is_alpha(c) : !ascii_is_alpha(c) && c != '_')
            return false;
    }
    char probe[64];
    struct regex_fault fault;
    snprintf(probe, sizeof probe, "\\p{sc:%.*s}", STR_FMT(name));
    struct regex *r = regex_compile(str_of(probe), REGEX_TRANSLATED, &fault);
    regex_free(r);
    return r != NULL;
}

bool ecma_property_find(struct str name, bool negated, struct ecma_property *out)
{
    const char *p = negated ? "\\P" : "\\p", *word = NULL;
    size_t equals = str_find(name, STR("="), 0);
    if (equals == SIZE_MAX) {
        word = category_of(name);
        if (!word && str_is(name, "Assigned")) {
            word = "Cn";
            p = negated ? "\\p" : "\\P";
        }
        if (!word)
            word = binary_of(name);
    } else {
        struct str key = str_sub(name, 0, equals), value = str_sub(name, equals + 1, name.len);
        bool script = str_is(key, "Script") || str_is(key, "sc");
        bool extensions = str_is(key, "Script_Extensions") || str_is(key, "scx");
        if (str_is(key, "General_Category") || str_is(key, "gc"))
            word = category_of(value);
        else if ((script || extensions) && is_script(value)) {
            snprintf(out->text, sizeof out->text, "%s{%s:%.*s}", p, script ? "sc" : "scx", STR_FMT(value));
            return true;
        }
    }
    if (!word)
        return false;
    snprintf(out->text, sizeof out->text, "%s{%s}", p, word);
    return true;
}
