/* Negation: an inverted "not supported" is the worst that can happen to a known error.
 *
 * The English is read word by word: what denies outright, and what lets the Chinese deny (failure, lack,
 * exceptions). The Chinese is searched for characters that negate, with words that only contain one (U+7EA7
 * U+522B, "level") passed over. */
#include "text/pair.h"

enum { SOFT = 1, HARD = 2, WHOLE = 4, DENIES = 8 };

/* Beginnings of English words that let the Chinese deny. DENIES is a denial itself and allows any; HARD
 * allows what is not an order or a permission; SOFT only what is not said outright. WHOLE: the word itself.
 */
static const struct licence {
    const char *word;
    int how;
} licences[] = {
    {"abort", HARD},          {"absen", DENIES},   {"abnormal", HARD},       {"absolutely", SOFT | WHOLE},
    {"already", SOFT},        {"always", SOFT},    {"anonym", SOFT},         {"anti", SOFT},
    {"any", SOFT | WHOLE},    {"arbitrary", SOFT}, {"atomic", SOFT},         {"avoid", DENIES},
    {"bad", HARD | WHOLE},    {"beware", HARD},    {"beyond", HARD},         {"blank", HARD},
    {"block", HARD},          {"broken", HARD},    {"cannot", DENIES},       {"conditional", SOFT},
    {"conflict", HARD},       {"constant", SOFT},  {"corrupt", HARD},        {"dead", HARD},
    {"denie", DENIES},        {"deny", DENIES},    {"deprecat", DENIES},     {"despite", HARD},
    {"differ", HARD},         {"disab", DENIES},   {"disallow", DENIES},     {"discard", HARD},
    {"disconnect", HARD},     {"drop", HARD},      {"either", HARD | WHOLE}, {"empty", HARD},
    {"error", SOFT},          {"even", SOFT},      {"exceed", HARD},         {"except", DENIES},
    {"exclu", HARD},          {"fail", DENIES},    {"far", SOFT | WHOLE},    {"few", HARD},
    {"forbid", DENIES},       {"free", SOFT},      {"hardly", DENIES},       {"hidden", HARD},
    {"ignor", HARD},          {"illegal", DENIES}, {"immediately", SOFT},    {"immutab", HARD},
    {"impossib", DENIES},     {"improper", HARD},  {"inaccess", DENIES},     {"inactiv", HARD},
    {"incompat", DENIES},     {"incomplet", HARD}, {"inconsist", HARD},      {"incorrect", HARD},
    {"indefinit", HARD},      {"independ", HARD},  {"infinit", HARD},        {"instead", DENIES},
    {"insuffic", DENIES},     {"invalid", DENIES}, {"invisib", HARD},        {"irrecover", HARD},
    {"irrelev", HARD},        {"irrevers", HARD},  {"keep", SOFT},           {"lack", DENIES},
    {"leave", SOFT},          {"less", HARD},      {"limit", SOFT},          {"lost", DENIES},
    {"mismatch", HARD},       {"misplac", HARD},   {"missing", DENIES},      {"miss", DENIES},
    {"must", SOFT | WHOLE},   {"mustn", DENIES},   {"neither", DENIES},      {"never", DENIES},
    {"no", DENIES | WHOLE},   {"non", DENIES},     {"nor", DENIES | WHOLE},  {"not", DENIES | WHOLE},
    {"nothing", DENIES},      {"nowhere", DENIES}, {"null", HARD | WHOLE},   {"obsolet", DENIES},
    {"odd", SOFT | WHOLE},    {"off", HARD},       {"omit", HARD},           {"only", DENIES | WHOLE},
    {"orphan", HARD},         {"other", SOFT},     {"otherwise", DENIES},    {"out", HARD | WHOLE},
    {"permanent", SOFT},      {"prevent", DENIES}, {"prohibit", DENIES},     {"quiet", HARD},
    {"quit", SOFT | WHOLE},   {"rather", DENIES},  {"raw", SOFT | WHOLE},    {"readonly", HARD},
    {"read-only", HARD},      {"refus", DENIES},   {"regardless", HARD},     {"regular", SOFT},
    {"reject", DENIES},       {"remain", SOFT},    {"restrict", SOFT},       {"silent", HARD},
    {"skip", HARD},           {"stale", SOFT},     {"stand", SOFT},          {"stop", HARD},
    {"strip", HARD},          {"stuck", SOFT},     {"suppress", HARD},       {"too", DENIES | WHOLE},
    {"unless", DENIES},       {"until", DENIES},   {"untouched", HARD},      {"whether", DENIES | WHOLE},
    {"without", DENIES},      {"wrong", HARD},     {"zero", DENIES | WHOLE}, {"malform", HARD},
    {"little", HARD | WHOLE}, {"inevitabl", HARD}, {"ineffect", HARD},       {"yet", DENIES | WHOLE},
    {"expected", SOFT},       {"no-", DENIES},
};
enum { LICENCE_COUNT = sizeof licences / sizeof *licences };

/* Characters and words that deny. */
static const char *const denials[] = {"不", "無", "沒", "无",   "未",   "没",   "非",   "禁",   "勿",
                                      "莫", "否", "别", "免",   "缺",   "失",   "拒",   "错",   "避",
                                      "防", "除", "仅", "只",   "难以", "停止", "阻止", "太少", "异常",
                                      "空", "尚", "少", "损坏", "过期", "越界", "隐藏"};

/* Words that contain such a character and deny nothing. */
static const char *const neutral[] = {
    "级别", "类别", "特别", "分别",   "识别", "区别", "辨别", "性别", "别名", "非常", "未来",
    "无论", "不仅", "不过", "不断",   "否则", "是否", "删除", "移除", "清除", "解除", "消除",
    "卸除", "除以", "除了", "防火墙", "缺省", "空间", "空格", "空闲", "只要", "只读", "差别",
    "个别", "无线", "少量", "不久",   "至少", "多少", "不论", "不管", "不错", "另外"};

struct explained {
    const char *english, *chinese;
};
/* A denial of the Chinese that another word of the English accounts for, once a word. */
static const struct explained accounts[] = {
    {"err", "错"},          {"fail", "失败"},        {"wrong", "错"},   {"only", "仅"},
    {"only", "只"},         {"miss", "缺"},          {"miss", "失"},    {"lost", "失"},
    {"invalid", "无效"},    {"refus", "拒"},         {"reject", "拒"},  {"denie", "拒"},
    {"deny", "拒"},         {"avoid", "避免"},       {"prevent", "防"}, {"except", "除"},
    {"exception", "异常"},  {"disable", "禁"},       {"forbid", "禁"},  {"empty", "空"},
    {"unknown", "未知"},    {"without", "无"},       {"without", "不"}, {"expire", "过期"},
    {"unexpected", "意外"}, {"bug", "错"},           {"rais", "异常"},  {"throw", "异常"},
    {"handl", "异常"},      {"trac", "错"},          {"stop", "停止"},  {"undefined", "未定义"},
    {"illegal", "非法"},    {"incorrect", "不正确"}, {"null", "空"},    {"exit", "失"},
    {"corrupt", "损坏"},    {"damage", "损坏"},      {"mistake", "错"}, {"abnormal", "异常"},
    {"hidden", "隐藏"},     {"hide", "隐藏"},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool starts(struct str v, const char *word)
{
    size_t n = strlen(word);
    return v.len >= n && memcmp(v.s, word, n) == 0;
}

static bool is_one_of(struct str v, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(v, words[i]))
            return true;
    return false;
}

/* The lower case of a word of the English; capitals are words here as well. */
static struct str lower_word(const struct side *s, const struct token *t, char work[24])
{
    struct str v = {s->residue.s + t->from, t->to - t->from};
    while (v.len > 1 && v.s[0] == '_') /* _emphasis_ */
        v = str_sub(v, 1, v.len);
    if (t->kind == TOKEN_WORD)
        return v;
    if (t->kind != TOKEN_CAPS || v.len >= 24)
        return STR("");
    for (size_t i = 0; i < v.len; i++)
        work[i] = (char)ascii_lower((unsigned char)s->fold.s[t->from + i]);
    return (struct str){work, v.len};
}

/* "unable", "unknown", ...: not "under", "until", "unit", "union", "unique", "unicode", "unix". */
static bool is_un_word(struct str v)
{
    static const char *const others[] = {"der", "it", "io", "iq", "iv", "ic", "ix"};
    if (v.len < 4 || v.s[0] != 'u' || v.s[1] != 'n')
        return false;
    for (size_t i = 0; i < COUNT(others); i++)
        if (starts(str_sub(v, 2, v.len), others[i]))
            return false;
    return true;
}

static int licence_of(struct str v)
{
    int how = is_un_word(v) ? DENIES : 0;
    for (size_t i = 0; i < LICENCE_COUNT; i++)
        if (licences[i].word[0] == v.s[0] && starts(v, licences[i].word) &&
            (!(licences[i].how & WHOLE) || v.len == strlen(licences[i].word)))
            how |= licences[i].how & (SOFT | HARD | DENIES);
    if (v.len > 4 && str_ends(v, STR("less")))
        how |= HARD;
    return how;
}

/* What the English says of denial. */
struct said {
    const struct token *from, *to; /* the phrase that denies outright; NULL: none does */
    int licence;
    bool conditional; /* "not until", "not without": the Chinese may say what must be done first */
};

/* Words around "not" with which it denies outright, and "whether or not", "not only", ... with which it does
 * not. */
static bool denies_outright(struct str before, struct str after)
{
    static const char *const verbs[] = {"is",   "are",  "was",    "were", "does",  "do",
                                        "did",  "must", "should", "will", "would", "has",
                                        "have", "may",  "could",  "can",  "had"};
    static const char *const objects[] = {
        "found", "supported",  "allowed",  "available", "a",          "an",      "in",          "be",
        "yet",   "specified",  "valid",    "set",       "permitted",  "enough",  "implemented", "defined",
        "exist", "match",      "possible", "installed", "recognized", "running", "the",         "been",
        "known", "accessible", "writable", "readable",  "connected"};
    static const char *const idioms[] = {"only", "just", "necessarily", "to", "until", "less", "more"};
    if (is_one_of(before, (const char *const[]){"or", "if", "why"}, 3) ||
        is_one_of(after, idioms, COUNT(idioms)))
        return false;
    return is_one_of(before, verbs, COUNT(verbs)) || is_one_of(after, objects, COUNT(objects));
}

static void read_english(const struct side *s, struct said *out)
{
    *out = (struct said){0};
    char work[3][24];
    struct str before = STR(""), v = STR("");
    size_t slot = 0;
    for (size_t i = 0; i < s->tokens.len; i++, before = v) {
        const struct token *t = &s->tokens.at[i], *next = i + 1 < s->tokens.len ? t + 1 : NULL;
        v = lower_word(s, t, work[slot]);
        slot = (slot + 1) % 3;
        if (!v.len)
            continue;
        out->licence |= i == 0 && str_is(v, "error") ? DENIES : licence_of(v); /* "Error opening ..." */
        out->conditional |= str_is(v, "until") || str_is(v, "without") || str_is(v, "unless");
        const char *apostrophe = memchr(v.s, '\'', v.len);
        if (apostrophe && str_ends(v, STR("n't")))
            out->licence |= DENIES;
        if (out->from)
            continue;
        char ahead[24];
        struct str after = next ? lower_word(s, next, ahead) : STR("");
        bool outright = str_is(v, "cannot") || str_is(v, "never") || str_is(v, "unsupported") ||
                        (str_is(v, "unable") && str_is(after, "to")) ||
                        (str_is(v, "no") && str_is(after, "such"));
        if (str_is(v, "not"))
            outright = denies_outright(before, after);
        else if (apostrophe && str_ends(v, STR("n't")))
            outright = !is_one_of(after, (const char *const[]){"forget", "care", "worry", "wait"}, 4);
        if (!outright)
            continue;
        bool with_verb =
            str_is(v, "not") && before.len && i &&
            !is_one_of(after, (const char *const[]){"found", "supported", "allowed", "available"}, 4);
        out->from = with_verb ? t - 1 : t;
        out->to = (str_is(v, "not") && !with_verb && after.len) || str_is(v, "no") || str_is(v, "unable")
                      ? next
                      : t;
    }
}

/* Whether any of the words stands at `at`; its length or 0. */
static size_t any_at(struct str v, size_t at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(words[i]);
        if (words[i][0] == v.s[at] && words[i][1] == v.s[at + 1] && at + n <= v.len &&
            memcmp(v.s + at, words[i], n) == 0)
            return n;
    }
    return 0;
}

/* Behind a neutral word that begins, or ends with the character, at `at`; or 0. */
static size_t neutral_at(struct str v, size_t at)
{
    size_t n = any_at(v, at, neutral, COUNT(neutral));
    return n ? at + n : 0;
}

/* The row that accounts for the denial at `at`, its English word not used up yet; COUNT(accounts): none. */
static size_t account_at(const struct side *en, struct str v, size_t at, const unsigned char used[])
{
    char work[24];
    for (size_t i = 0; i < COUNT(accounts); i++) {
        size_t said = 0;
        const struct token *t;
        if (!starts(str_sub(v, at, v.len), accounts[i].chinese))
            continue;
        vec_foreach (t, &en->tokens)
            said += starts(lower_word(en, t, work), accounts[i].english);
        if (said > used[i])
            return i;
    }
    return COUNT(accounts);
}

/* A denial of the Chinese that no other word of the English accounts for. */
static bool has_spare_denial(const struct text_pair *p)
{
    struct str v = buf_str(&p->zh.residue);
    unsigned char used[COUNT(accounts)] = {0};
    for (size_t at = 0; at + 3 <= v.len;) {
        if ((unsigned char)v.s[at] < 0xE4) {
            at++;
            continue;
        }
        size_t behind = neutral_at(v, at);
        if (behind || !any_at(v, at, denials, COUNT(denials))) {
            at = behind ? behind : at + 3;
            continue;
        }
        size_t row = account_at(&p->en, v, at, used);
        if (row == COUNT(accounts))
            return true;
        used[row] += used[row] < 255;
        at += strlen(accounts[row].chinese);
    }
    return false;
}

static bool may_be_conditional(const struct text_pair *p)
{
    static const char *const words[] = {"才", "前", "先", "必须", "后", "请"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_find(buf_str(&p->zh.fold), str_of(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static void check_lost(struct text_pair *p, const struct said *said)
{
    if (!said->from || has_spare_denial(p) || (said->conditional && may_be_conditional(p)))
        return;
    struct token phrase = {said->from->from, said->to->to, TOKEN_WORD, 0};
    struct text_span en = {side_raw(&p->en, phrase.from), side_raw(&p->en, phrase.to)};
    struct text_defect *d = pair_defect_at(p, TEXT_NEGATION_LOST, en, (struct text_span){0, p->zh.raw.len},
                                           "the English says \"%.*s\", the Chinese denies nothing",
                                           STR_FMT(side_token(&p->en, &phrase)));
    d->help = "see whether the Chinese says the opposite";
}

/* What the Chinese denies outright, and what it denies more mildly. */
static const char *const outright[] = {"不能", "无法", "不支持", "不允许", "未找到", "不存在", "不可",
                                       "禁止", "不得", "不要",   "不应",   "找不到", "未能",   "不需要",
                                       "不必", "请勿", "尚未",   "并未",   "不再",   "不使用", "不包含",
                                       "不用", "从不", "不接受", "不提供"};
static const char *const orders[] = {"不得", "不可以", "不允许", "不需要", "不支持",
                                     "尚未", "不必",   "不应",   "请勿"};
static const char *const mild[] = {"没有", "不会", "不是", "不被", "未被", "不匹配", "不正确", "不同意",
                                   "并不", "不在", "不与", "不将", "不由", "不对",   "不为",   "不以"};

static void check_added(struct text_pair *p, const struct said *said)
{
    if (said->licence & DENIES)
        return;
    struct str v = buf_str(&p->zh.residue);
    for (size_t at = 0; at + 6 <= v.len;) {
        if ((unsigned char)v.s[at] < 0xE4) {
            at++;
            continue;
        }
        size_t behind = neutral_at(v, at), n = behind ? 0 : any_at(v, at, orders, COUNT(orders));
        if (!behind && !n && !(said->licence & HARD))
            n = any_at(v, at, outright, COUNT(outright));
        if (!behind && !n && !(said->licence & (SOFT | HARD)))
            n = any_at(v, at, mild, COUNT(mild));
        if (n) {
            struct text_span zh = {side_raw(&p->zh, at), side_raw(&p->zh, at + n)};
            struct text_defect *d =
                pair_defect_at(p, TEXT_NEGATION_ADDED, (struct text_span){0, p->en.raw.len}, zh,
                               "the Chinese says \"%.*s\", the English denies nothing", (int)n, v.s + at);
            d->help = "see whether the Chinese says the opposite";
            return;
        }
        at = behind ? behind : at + 3;
    }
}

void pair_negation(struct text_pair *p)
{
    if (!p->en.words || !p->zh.han)
        return;
    struct said said;
    read_english(&p->en, &said);
    check_lost(p, &said);
    check_added(p, &said);
}
