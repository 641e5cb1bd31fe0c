/* Negation: an inverted "not supported" is the worst that can happen to a known error.
 *
 * The English is read word by word: what denies outright, and what lets the Chinese deny (failure, lack,
 * exceptions). The Chinese is searched for characters that negate, with words that only contain one (U+7EA7
 * U+522B, "level") passed over. */
#include "text/negation_tables.h"
#include "text/pair.h"

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

static int licence_of(const struct text_pair *p, struct str v)
{
    unsigned letter = (unsigned)v.s[0] - 'a';
    int how = is_un_word(v) ? DENIES : 0;
    if (letter > 25)
        return how;
    for (size_t i = p->denial.licence[letter]; i < p->denial.licence[letter + 1]; i++) {
        const struct licence *l = &licences[i];
        if (v.len >= l->word.len && v.s[1] == l->word.s[1] && memcmp(v.s, l->word.s, l->word.len) == 0 &&
            (!(l->how & WHOLE) || v.len == l->word.len))
            how |= l->how & (SOFT | HARD | DENIES);
    }
    if (v.len > 4 && str_ends(v, STR("less")))
        how |= HARD;
    return how;
}

/* What the English says of denial. */
struct said {
    const struct token *from, *to; /* the phrase that denies outright; NULL: none does */
};

/* Words around "not" with which it denies outright, and "whether or not", "not only", ... with which it does
 * not. */
static bool denies_outright(struct str before, struct str after)
{
    static const char *const verbs[] = {"is",   "are",  "was",    "were", "does",  "do",
                                        "did",  "must", "should", "will", "would", "has",
                                        "have", "may",  "could",  "can",  "had"};
    static const char *const objects[] = {
        "found", "supported",  "allowed",  "available", "a",          "an",       "in",          "be",
        "yet",   "specified",  "valid",    "set",       "permitted",  "enough",   "implemented", "defined",
        "exist", "match",      "possible", "installed", "recognized", "running",  "the",         "been",
        "known", "accessible", "given",    "provided",  "using",      "writable", "readable",    "connected"};
    static const char *const idioms[] = {"only", "just", "necessarily", "to", "until", "less", "more"};
    if (is_one_of(before, (const char *const[]){"or", "why"}, 2) || is_one_of(after, idioms, COUNT(idioms)))
        return false;
    if (str_is(before, "if") || str_is(before, "when"))
        return is_one_of(after, objects, COUNT(objects)) || (after.len > 5 && str_ends(after, STR("ing")));
    return is_one_of(before, verbs, COUNT(verbs)) || is_one_of(after, objects, COUNT(objects));
}

/* Whether the word can begin or be a phrase that denies. */
static bool may_deny(struct str v)
{
    switch (v.s[0]) {
    case 'n': return str_is(v, "not") || str_is(v, "no") || str_is(v, "never");
    case 'c':
        if (str_is(v, "cannot"))
            return true;
        break;
    case 'u':
        if (str_is(v, "unable") || str_is(v, "unsupported"))
            return true;
        break;
    default: break;
    }
    return v.len > 3 && v.s[v.len - 1] == 't' && v.s[v.len - 2] == '\'' && v.s[v.len - 3] == 'n';
}

/* "Do not suppress", "is not empty": two denials, which Chinese may turn into none. */
static bool is_negative(struct str v)
{
    static const char *const words[] = {"clear",   "clobber", "delete",  "disable", "discard", "drop",
                                        "empty",   "evil",    "exclude", "hide",    "ignore",  "lose",
                                        "missing", "omit",    "remove",  "skip",    "strip",   "suppress"};
    return is_one_of(v, words, COUNT(words));
}

/* The first phrase of the English that denies outright; false when there is none. */
/* The Chinese does what the English says not to do: "do not delete" it. */
static bool is_done(const struct text_pair *p, struct str verb)
{
    static const struct explained deeds[] = {
        {"clear", W("清除")},   {"clear", W("清空")},   {"delete", W("删除")},  {"disable", W("禁用")},
        {"disable", W("关闭")}, {"disable", W("停用")}, {"discard", W("丢弃")}, {"drop", W("删除")},
        {"drop", W("丢弃")},    {"hide", W("隐藏")},    {"ignore", W("忽略")},  {"lose", W("丢失")},
        {"omit", W("省略")},    {"remove", W("移除")},  {"remove", W("删除")},  {"remove", W("去除")},
        {"skip", W("跳过")},    {"strip", W("去除")},   {"suppress", W("抑制")}};
    for (size_t i = 0; i < COUNT(deeds); i++)
        if (str_is(verb, deeds[i].english) &&
            str_find(buf_str(&p->zh.residue), (struct str){deeds[i].chinese.s, deeds[i].chinese.len}, 0) !=
                SIZE_MAX)
            return true;
    return false;
}

static bool find_phrase(const struct text_pair *p, struct said *out)
{
    const struct side *s = &p->en;
    char work[24], ahead[24], behind[24];
    out->from = NULL;
    const struct token *end = s->tokens.at + (s->may_deny ? s->tokens.len : 0);
    for (const struct token *t = s->tokens.at; t < end; t++) {
        if (!t->may_deny || (t->kind != TOKEN_WORD && t->kind != TOKEN_CAPS))
            continue;
        const struct token *next = t + 1 < end ? t + 1 : NULL;
        size_t i = (size_t)(t - s->tokens.at);
        struct str v = lower_word(s, t, work);
        if (!v.len || !may_deny(v))
            continue;
        struct str after = next ? lower_word(s, next, ahead) : STR("");
        struct str before = i ? lower_word(s, t - 1, behind) : STR("");
        bool is_not = str_is(v, "not"), is_no = str_is(v, "no"), is_unable = str_is(v, "unable");
        bool denied = !is_not && !is_no && !is_unable;
        if (is_not)
            denied = denies_outright(before, after) && !str_is(after, "forget");
        else if (is_no)
            denied = is_one_of(after, (const char *const[]){"such", "longer"}, 2) ||
                     is_one_of(before, (const char *const[]){"is", "are", "has", "have", "was", "were"}, 6);
        else if (is_unable)
            denied = str_is(after, "to");
        else if (v.s[v.len - 2] == '\'')
            denied = !is_one_of(after, (const char *const[]){"forget", "care", "worry", "wait"}, 4);
        bool open_quote = t->from && (s->fold.s[t->from - 1] == '\'' || s->fold.s[t->from - 1] == '"');
        bool or_not = is_not && i >= 2 && str_is(before, "may") && t[-2].kind == TOKEN_WORD &&
                      str_is(side_token(s, &t[-2]), "or"); /* "may or may not" */
        if (!denied || open_quote || or_not ||
            (!is_unable && !str_is(v, "cannot") && is_negative(after) && !is_done(p, after)))
            continue;
        bool with_verb =
            is_not && before.len &&
            !is_one_of(after, (const char *const[]){"found", "supported", "allowed", "available"}, 4);
        out->from = with_verb ? t - 1 : t;
        bool further = (is_not && !with_verb && after.len) || is_no || is_unable;
        out->to = further && next ? next : t;
        return true;
    }
    return false;
}

static int read_licence(const struct text_pair *p)
{
    char work[24];
    int how = 0;
    const struct token *t;
    vec_foreach (t, &p->en.tokens) {
        struct str v = lower_word(&p->en, t, work);
        if (!v.len)
            continue;
        /* "Error opening ..." says that it was not opened. */
        how |= t == p->en.tokens.at && str_is(v, "error") ? DENIES : licence_of(p, v);
        if (v.len > 3 && str_ends(v, STR("n't")))
            how |= DENIES;
    }
    return how;
}

static bool is_conditional(const struct side *s)
{
    char work[24];
    const struct token *t;
    vec_foreach (t, &s->tokens) {
        struct str v = lower_word(s, t, work);
        if (v.len && (str_is(v, "until") || str_is(v, "without") || str_is(v, "unless")))
            return true;
    }
    return false;
}

static unsigned first_bit(const char *s)
{
    return ((unsigned)(unsigned char)s[1] << 6 ^ (unsigned)(unsigned char)s[2] ^
            (unsigned)(unsigned char)s[0] << 4) &
           4095;
}

/* The next Han character at or after `at` with which a word of the lists may begin, or SIZE_MAX. Three bytes
 * are there. */
static size_t next_first(const struct text_pair *p, struct str v, size_t at)
{
    while (at + 3 <= v.len) {
        if ((unsigned char)v.s[at] < 0xE4) {
            at++;
            continue;
        }
        if (p->denial.head[first_bit(v.s + at)])
            return at;
        at += 3;
    }
    return SIZE_MAX;
}

static uint32_t character(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return (uint32_t)(u[0] & 15) << 12 | (uint32_t)(u[1] & 63) << 6 | (u[2] & 63);
}

static bool in_set(const struct han_set *set, uint32_t cp)
{
    return cp >= HAN_FIRST && cp - HAN_FIRST < HAN_COUNT && set->bits[(cp - HAN_FIRST) >> 6] >> (cp & 63) & 1;
}

/* The lists by number, for denial_index. */
enum { NEUTRAL, DENIALS, OUTRIGHT, ORDERS, MILD, LISTS };
static const struct {
    const struct word *words;
    size_t count;
} lists[LISTS] = {[NEUTRAL] = {neutral, COUNT(neutral)},
                  [DENIALS] = {denials, COUNT(denials)},
                  [OUTRIGHT] = {outright, COUNT(outright)},
                  [ORDERS] = {orders, COUNT(orders)},
                  [MILD] = {mild, COUNT(mild)}};
_Static_assert(COUNT(neutral) + COUNT(denials) + COUNT(outright) + COUNT(orders) + COUNT(mild) < DENIAL_WORDS,
               "room for every word of the lists");

/* The length of the word of a list that stands at `at`, or 0. Three bytes are there. */
static size_t any_at(const struct text_pair *p, struct str v, size_t at, unsigned list)
{
    const struct denial_index *d = &p->denial;
    for (unsigned k = d->head[first_bit(v.s + at)]; k; k = d->next[k]) {
        const struct word *w = &lists[list].words[d->row[k]];
        if (d->list[k] == list && at + w->len <= v.len && v.s[at + w->len - 1] == w->s[w->len - 1] &&
            memcmp(v.s + at, w->s, w->len) == 0)
            return w->len;
    }
    return 0;
}

/* Behind a neutral word that begins at `at`, or 0. U+4E0D U+8FC7 is "but" where a clause begins; elsewhere it
 * may be "does not expire", "does not filter"; U+4E0D U+7BA1 is "regardless", but not before U+7406. */
static size_t neutral_at(const struct text_pair *p, struct str v, size_t at)
{
    size_t n = any_at(p, v, at, NEUTRAL);
    struct str word = str_sub(v, at, v.len);
    if (n && str_starts(word, STR("不管理")))
        return 0;
    bool inside = at >= 3 && (unsigned char)v.s[at - 1] >= 0x80 && !str_ends(str_sub(v, 0, at), STR("只"));
    if (n && str_starts(word, STR("不过")) &&
        (inside || str_starts(word, STR("不过滤")) || str_starts(word, STR("不过期"))))
        return 0;
    return n ? at + n : 0;
}

/* The row that accounts for the denial at `at`, its English word not used up yet; COUNT(accounts): none. */
static size_t account_at(const struct side *en, struct str v, size_t at, const unsigned char used[])
{
    char work[24];
    for (size_t i = 0; i < COUNT(accounts); i++) {
        size_t said = 0;
        const struct token *t;
        const struct word *w = &accounts[i].chinese;
        if (at + w->len > v.len || v.s[at + 2] != w->s[2] || memcmp(v.s + at, w->s, w->len) != 0)
            continue;
        vec_foreach (t, &en->tokens)
            said += starts(lower_word(en, t, work), accounts[i].english);
        size_t taken = 0;
        for (size_t k = 0; said && k < COUNT(accounts); k++)
            taken += strcmp(accounts[k].english, accounts[i].english) == 0 ? used[k] : 0;
        if (said > taken)
            return i;
    }
    return COUNT(accounts);
}

/* A denial of the Chinese that no other word of the English accounts for. */
static bool has_spare_denial(const struct text_pair *p)
{
    struct str v = buf_str(&p->zh.residue);
    unsigned char used[COUNT(accounts)] = {0};
    for (size_t at = next_first(p, v, 0); at != SIZE_MAX; at = next_first(p, v, at)) {
        size_t behind = neutral_at(p, v, at);
        if (behind || !any_at(p, v, at, DENIALS)) {
            at = behind ? behind : at + 3;
            continue;
        }
        size_t row = account_at(&p->en, v, at, used);
        if (row == COUNT(accounts))
            return true;
        used[row] += used[row] < 255;
        at += accounts[row].chinese.len;
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

/* "If not specified": the Chinese has no condition and says what holds by default. */
static bool is_said_by_default(const struct text_pair *p, const struct said *said)
{
    char work[24];
    struct str zh = buf_str(&p->zh.fold), v = lower_word(&p->en, said->from, work);
    bool behind_if = said->from > p->en.tokens.at && str_is(lower_word(&p->en, said->from - 1, work), "if");
    return (str_is(v, "if") || behind_if) && str_find(zh, STR("如"), 0) == SIZE_MAX &&
           str_find(zh, STR("若"), 0) == SIZE_MAX &&
           (str_find(zh, STR("默认"), 0) != SIZE_MAX || str_find(zh, STR("缺省"), 0) != SIZE_MAX);
}

/* "Not yet there" is new, "no longer there" was removed. */
static bool is_said_by_verb(const struct text_pair *p)
{
    char work[24];
    struct str zh = buf_str(&p->zh.residue);
    const struct token *t;
    vec_foreach (t, &p->en.tokens) {
        struct str v = lower_word(&p->en, t, work);
        if (!v.len)
            continue;
        if ((str_is(v, "between") || str_is(v, "within") || str_is(v, "inside")) &&
            (str_find(zh, STR("之外"), 0) != SIZE_MAX || str_find(zh, STR("以外"), 0) != SIZE_MAX ||
             str_find(zh, STR("超出"), 0) != SIZE_MAX))
            return true;
        if (str_is(v, "present") && str_find(zh, STR("移除"), 0) != SIZE_MAX)
            return true;
        if (str_is(v, "yet") && str_find(zh, STR("新"), 0) != SIZE_MAX)
            return true;
        if ((str_is(v, "anymore") || str_is(v, "longer")) &&
            (str_find(zh, STR("移除"), 0) != SIZE_MAX || str_find(zh, STR("删除"), 0) != SIZE_MAX))
            return true;
    }
    return false;
}

static void check_lost(struct text_pair *p, const struct said *said)
{
    /* "NOT VALID" that stands in the Chinese as it is. */
    for (const struct token *t = said->from; t <= said->to; t++) {
        char work[24];
        struct str v = lower_word(&p->en, t, work);
        if (v.len && may_deny(v) &&
            side_find(buf_str(&p->zh.fold), side_token(&p->en, t), 0, false) != SIZE_MAX)
            return;
    }
    if (has_spare_denial(p) || (is_conditional(&p->en) && may_be_conditional(p)) || is_said_by_verb(p) ||
        is_said_by_default(p, said))
        return;
    struct token phrase = {.from = said->from->from, .to = said->to->to, .kind = TOKEN_WORD};
    struct text_span en = {side_raw(&p->en, phrase.from), side_raw(&p->en, phrase.to)};
    struct text_defect *d = pair_defect_at(p, TEXT_NEGATION_LOST, en, (struct text_span){0, p->zh.raw.len},
                                           "the English says \"%.*s\", the Chinese denies nothing",
                                           STR_FMT(side_token(&p->en, &phrase)));
    d->help = "see whether the Chinese says the opposite";
}

static void check_added(struct text_pair *p)
{
    struct str v = buf_str(&p->zh.residue);
    int licence = -1;
    size_t passed = 0;
    for (size_t k = 0; k < p->zh.watched.len; k++) {
        size_t at = p->zh.watched.at[k];
        if (at < passed || (unsigned char)v.s[at] < 0xE4) /* of a word that is done with, or masked */
            continue;
        size_t behind = neutral_at(p, v, at), n = 0, order = 0, denial = 0;
        if (!behind && str_ends(str_sub(v, 0, at), STR("而")) &&
            str_starts(str_sub(v, at, v.len), STR("不是")))
            behind = at + 6; /* "rather than", which is said in many ways */
        if (!behind)
            n = order = any_at(p, v, at, ORDERS);
        if (!behind && !n)
            n = denial = any_at(p, v, at, OUTRIGHT);
        if (!behind && !n)
            n = any_at(p, v, at, MILD);
        if (!n) {
            passed = behind;
            continue;
        }
        licence = licence < 0 ? read_licence(p) : licence;
        if (licence & DENIES)
            return;
        if (order || (denial && !(licence & HARD)) || !(licence & (SOFT | HARD))) {
            struct text_span zh = {side_raw(&p->zh, at), side_raw(&p->zh, at + n)};
            struct text_defect *d =
                pair_defect_at(p, TEXT_NEGATION_ADDED, (struct text_span){0, p->en.raw.len}, zh,
                               "the Chinese says \"%.*s\", the English denies nothing", (int)n, v.s + at);
            d->help = "see whether the Chinese says the opposite";
            return;
        }
        passed = at + n;
    }
}

static void add_head(struct han_set *heads, const char *word)
{
    uint32_t at = character(word) - HAN_FIRST;
    heads->bits[at >> 6] |= (uint64_t)1 << (at & 63);
}

/* What an added denial begins with, and neutral words with such a character behind their first: it is passed
 * over with them. */
static void find_heads(struct han_set *heads)
{
    for (unsigned list = OUTRIGHT; list < LISTS; list++)
        for (size_t i = 0; i < lists[list].count; i++)
            add_head(heads, lists[list].words[i].s);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < COUNT(neutral); i++)
            for (size_t at = 3; at < neutral[i].len; at += 3)
                if (in_set(heads, character(neutral[i].s + at)) && !in_set(heads, character(neutral[i].s)))
                    add_head(heads, neutral[i].s), more = true;
    }
}

void denial_index(struct denial_index *d)
{
    unsigned k = 0;
    *d = (struct denial_index){0};
    /* Each word is put before those that begin alike, so the last comes first. */
    for (unsigned list = 0; list < LISTS; list++)
        for (size_t i = lists[list].count; i-- > 0;) {
            unsigned char *head = &d->head[first_bit(lists[list].words[i].s)];
            d->list[++k] = (unsigned char)list;
            d->row[k] = (unsigned char)i;
            d->next[k] = *head;
            *head = (unsigned char)k;
        }
    find_heads(&d->heads);
    for (size_t i = 0; i < LICENCE_COUNT; i++)
        d->licence[licences[i].word.s[0] - 'a' + 1] = (unsigned char)(i + 1);
    for (size_t i = 1; i < 27; i++)
        if (d->licence[i] < d->licence[i - 1])
            d->licence[i] = d->licence[i - 1];
}

void pair_negation(struct text_pair *p)
{
    if (!p->en.words || !p->zh.han)
        return;
    struct said said;
    if (find_phrase(p, &said))
        check_lost(p, &said);
    check_added(p);
}
