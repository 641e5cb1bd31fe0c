/* Negation: an inverted "not supported" is the worst that can happen to a known error.
 *
 * The English is read as a row of plain words; the Chinese is searched for characters that negate, with words
 * that only contain one (U+7EA7 U+522B, "level") blotted out first. */
#include "text/pair.h"

static const char *const strong[] = {
    " cannot ",        " can not ",      " can't ",           " could not ",   " couldn't ",
    " is not ",        " isn't ",        " are not ",         " aren't ",      " was not ",
    " wasn't ",        " were not ",     " weren't ",         " does not ",    " doesn't ",
    " do not ",        " don't ",        " did not ",         " didn't ",      " must not ",
    " should not ",    " shouldn't ",    " will not ",        " won't ",       " would not ",
    " has not ",       " have not ",     " hasn't ",          " haven't ",     " may not ",
    " unable to ",     " not found ",    " not supported ",   " not allowed ", " not available ",
    " not a ",         " not an ",       " not in ",          " not be ",      " never ",
    " no such ",       " not yet ",      " not specified ",   " not valid ",   " not set ",
    " not permitted ", " not enough ",   " not implemented ", " not defined ", " not exist ",
    " not match ",     " not possible ", " not installed ",   " unsupported ", " not recognized ",
    " not running ",   " not the ",      " not been ",
};

/* English that denies in any way: enough to allow a Chinese negation. */
static const char *const weak[] = {
    " not ",        "n't ",        " no ",          " nor ",      " none ",     " nothing ",  " never ",
    " without ",    " cannot ",    " invalid",      " incorrect", " incompat",  " inaccess",  " insuffic",
    " incomplet",   " inactiv",    " independ",     " inconsist", " infinit",   " indefinit", " invisib",
    " impossib",    " improper",   " irrelev",      " irrevers",  " irrecover", " illegal",   " immutab",
    " disab",       " discard",    " disconnect",   " disallow",  " mismatch",  " missing ",  " misplac",
    " fail",        " refus",      " reject",       " prevent",   " forbid",    " prohibit",  " lack",
    " except",      " only ",      " unless ",      " avoid",     " ignor",     " deny",      " denie",
    " too ",        " bad ",       " wrong",        " abort",     " lost ",     " less ",     "less ",
    " few",         " rather",     " instead",      " exceed",    " out of ",   " empty",     " null ",
    " skip",        " omit",       " neither ",     " hardly ",   " until ",    " suppress",  " exclu",
    " either ",     " strip",      " read-only ",   " block",     " blank",     " off ",      " drop",
    " broken",      " corrupt",    " conflict",     " differ",    " dead",      " orphan",    " anti",
    " despite",     " regardless", " otherwise",    " always ",   " beyond",    " zero ",     " quiet",
    " silent",      " hidden",     " nonexist",     " absent",    " abnormal",  " permanent", " readonly ",
    " no longer",   " whether ",   " mustn",        " non",       " stop",      " unavail",   " odd ",
    " atomic",      " stuck",      " keep",         " stale",     " anonym",    " obsolet",   " deprecat",
    " miss ",       " misses ",    " immediately ", " leave",     " remain",    " constant",  " untouched ",
    " beware",      " far ",       " even if ",     " must be ",  " limit",     " restrict",  " stand",
    " already ",    " error",      " conditional",  " regular",   " unlimit",   " arbitrary", " any ",
    " other than ", " quit",       " raw ",
};

static const char *const denials[] = {"不",   "無", "沒", "无", "未",   "没",   "非",   "禁",   "勿",
                                      "莫",   "否", "别", "免", "缺",   "失",   "拒",   "错",   "避",
                                      "防",   "除", "仅", "只", "难以", "停止", "阻止", "太少", "异常",
                                      "并非", "空", "尚", "少", "损坏", "过期"};

/* Words that contain such a character and deny nothing, and what English makes a denial out of another one.
 */
static const char *const neutral[] = {
    "级别", "类别", "特别", "分别", "识别",   "区别", "辨别", "性别", "别名", "非常", "未来",
    "无论", "不仅", "不同", "不过", "不断",   "否则", "是否", "删除", "移除", "清除", "解除",
    "消除", "卸除", "除以", "除了", "防火墙", "缺省", "空间", "空格", "空闲", "只要", "只读",
    "差别", "个别", "无线", "少量", "不久",   "不会", "至少", "多少", "不论", "不管", "除非",
};

struct explained {
    const char *english, *chinese;
};
/* A denial of the Chinese that another word of the English accounts for. */
static const struct explained accounts[] = {
    {" error", "错误"},       {" err", "出错"},     {" error", "出错"},       {" fail", "失败"},
    {" fail", "失"},          {" wrong", "错"},     {" only ", "仅"},         {" only ", "只"},
    {" miss", "缺"},          {" miss", "丢失"},    {" lost", "失"},          {" invalid", "无效"},
    {" refus", "拒绝"},       {" reject", "拒绝"},  {" denie", "拒绝"},       {" deny", "拒绝"},
    {" avoid", "避免"},       {" prevent", "防止"}, {" except", "除"},        {" exception", "异常"},
    {" disable", "禁"},       {" forbid", "禁"},    {" empty", "空"},         {" unknown", "未知"},
    {" without ", "无"},      {" without ", "不"},  {" expire", "过期"},      {" unexpected", "意外"},
    {" bug", "错误"},         {" stop", "停止"},    {" undefined", "未定义"}, {" illegal", "非法"},
    {" incorrect", "不正确"}, {" null", "空"},      {" exit", "失"},          {" corrupt", "损坏"},
    {" damage", "损坏"},      {" mistake", "错"},   {" at least", "少"},
};

static void english_words(const struct side *s, struct buf *out)
{
    buf_clear(out);
    buf_addc(out, ' ');
    const struct token *t;
    uint32_t end = 0;
    vec_foreach (t, &s->tokens) {
        struct str v = {s->residue.s + t->from, t->to - t->from};
        for (uint32_t i = end; i < t->from; i++)
            if (strchr(".;:!?(", s->fold.s[i]) && s->fold.s[i])
                buf_adds(out, "| ");
        if (t->kind == TOKEN_WORD)
            buf_add_str(out, v);
        else if (t->kind == TOKEN_CAPS)
            for (uint32_t i = t->from; i < t->to; i++)
                buf_addc(out, (char)ascii_lower((unsigned char)s->fold.s[i]));
        else
            buf_addc(out, 'x');
        buf_addc(out, ' ');
        end = t->to;
    }
    buf_addc(out, ' ');
}

static const char *find_any(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, list[i]))
            return list[i];
    return NULL;
}

/* A quick look before the long lists: does the Chinese hold any of these characters at all? */
static bool may_deny(struct str zh)
{
    static const char *const first[] = {"不", "无", "没", "未", "禁", "勿", "找", "并", "尚", "从"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (str_find(zh, str_of(first[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool may_be_strong(const char *english)
{
    return strstr(english, "not ") || strstr(english, "n't ") || strstr(english, "un") ||
           strstr(english, "never") || strstr(english, "no such");
}

static void blot(struct buf *text, const char *word)
{
    size_t len = strlen(word);
    for (char *at = strstr(text->s, word); at; at = strstr(at + len, word))
        memset(at, 1, len);
}

static void chinese_rest(const struct side *s, struct buf *out, const char *english)
{
    buf_clear(out);
    buf_add_str(out, buf_str(&s->residue));
    for (size_t i = 0; i < out->len; i++)
        if (!out->s[i])
            out->s[i] = 1;
    for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++)
        if (strcmp(neutral[i], "不会") != 0 && strcmp(neutral[i], "不同") != 0 &&
            strcmp(neutral[i], "除非") != 0)
            blot(out, neutral[i]);
    for (size_t i = 0; english && i < sizeof accounts / sizeof *accounts; i++)
        if (strstr(english, accounts[i].english))
            blot(out, accounts[i].chinese);
}

/* "whether or not", "if not", "not only", "why not" deny nothing that the Chinese must deny. */
static void drop_idioms(struct buf *text)
{
    static const char *const idioms[] = {
        " whether or not ", " or not ",          " not only ",     " if not ",
        " not just ",       " not necessarily ", " don't forget ", " do not forget ",
        " not to mention ", " why not ",         " don't care ",   " not until ",
        " not less than ",  " not more than ",   " no matter ",    " don't worry "};
    for (size_t i = 0; i < sizeof idioms / sizeof *idioms; i++)
        for (char *at = strstr(text->s, idioms[i]); at; at = strstr(at + 1, idioms[i]))
            memset(at + 1, '-', strlen(idioms[i]) - 2);
}

static size_t find_in(const struct buf *text, const char *word)
{
    const char *at = strstr(text->s, word);
    return at ? (size_t)(at - text->s) : SIZE_MAX;
}

/* Where an English phrase of plain words stands in the raw text. */
static struct text_span phrase_span(const struct side *s, const char *phrase)
{
    struct str want = str_trim(str_of(phrase));
    size_t at = str_find(buf_str(&s->residue), want, 0);
    if (at == SIZE_MAX)
        return (struct text_span){0, s->raw.len};
    return (struct text_span){side_raw(s, at), side_raw(s, at + want.len)};
}

static void check_lost(struct text_pair *p, const char *english, struct buf *rest)
{
    if (!may_be_strong(english))
        return;
    const char *phrase = find_any(english, strong, sizeof strong / sizeof *strong);
    if (!phrase)
        return;
    chinese_rest(&p->zh, rest, english);
    if (find_any(rest->s, denials, sizeof denials / sizeof *denials))
        return;
    /* Only an account was blotted: with a single denial in the English that is enough to stay silent. */
    struct str said = str_trim(str_of(phrase));
    struct text_defect *d = pair_defect_at(
        p, TEXT_NEGATION_LOST, phrase_span(&p->en, phrase), (struct text_span){0, p->zh.raw.len},
        "the English says \"%.*s\", the Chinese denies nothing", STR_FMT(said));
    d->help = "see whether the Chinese says the opposite";
}

/* "unable", "unknown", ...: not "under", "until", "unit", "union", "unique", "unicode", "unix". */
static bool has_un_word(const char *english)
{
    static const char *const others[] = {"der", "it", "io", "iq", "iv", "ic", "ix"};
    for (const char *at = strstr(english, " un"); at; at = strstr(at + 1, " un")) {
        bool other = false;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            other |= strncmp(at + 3, others[i], strlen(others[i])) == 0;
        if (!other)
            return true;
    }
    return false;
}

static void check_added(struct text_pair *p, const char *english, struct buf *rest)
{
    static const char *const sure[] = {
        "不能", "无法", "不支持", "不允许", "未找到", "没有",   "不存在", "不可",   "不会",   "禁止",
        "不得", "不要", "不应",   "不是",   "找不到", "未能",   "不需要", "不再",   "不必",   "请勿",
        "尚未", "并未", "不被",   "未被",   "不使用", "不匹配", "不正确", "不包含", "不同意", "不用",
        "从不", "并不", "不在",   "不与",   "不将",   "不由",   "不对",   "不为",   "不以"};
    if (!may_deny(buf_str(&p->zh.fold)) || find_any(english, weak, sizeof weak / sizeof *weak) ||
        has_un_word(english))
        return;
    chinese_rest(&p->zh, rest, NULL);
    const char *word = find_any(rest->s, sure, sizeof sure / sizeof *sure);
    if (!word)
        return;
    size_t at = find_in(rest, word);
    struct text_defect *d =
        pair_defect_at(p, TEXT_NEGATION_ADDED, (struct text_span){0, p->en.raw.len},
                       (struct text_span){side_raw(&p->zh, at), side_raw(&p->zh, at + strlen(word))},
                       "the Chinese says \"%s\", the English denies nothing", word);
    d->help = "see whether the Chinese says the opposite";
}

void pair_negation(struct text_pair *p)
{
    if (!p->en.words || !p->zh.han)
        return;
    struct buf english = BUF_INIT, rest = BUF_INIT;
    english_words(&p->en, &english);
    drop_idioms(&english);
    check_lost(p, english.s, &rest);
    check_added(p, english.s, &rest);
    buf_release(&english);
    buf_release(&rest);
}
