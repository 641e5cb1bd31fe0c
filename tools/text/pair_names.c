/* Names: acronyms, CamelCase, products, and words of the Chinese that are a slip of the finger away. */
#include "text/pair.h"

#include "base/similar.h"
#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

enum { STRANGE_MAX = 32, MISSING_MAX = 64, WORDS_MAX = 1000, NEAR = 200 };

static bool is_name_kind(uint8_t kind)
{
    return kind == TOKEN_CAMEL || kind == TOKEN_CAPS || kind == TOKEN_ID;
}

static bool is_kept(const struct text_pair *p, struct str v, uint32_t hash)
{
    if (words_hash_is_name(&p->terms.words, hash, v))
        return !ascii_is_lower((unsigned char)v.s[0]) || !words_is_also_plain(v);
    if (!p->keep || v.len > 40)
        return false;
    char lower[40];
    for (size_t i = 0; i < v.len; i++)
        lower[i] = (char)ascii_lower((unsigned char)v.s[i]);
    return strmap_get(p->keep, (struct str){lower, v.len}) != NULL;
}

/* The other side's word is this one, whatever the case, with or without a plural s, or numbered: HTTP2. */
static bool is_form_of(struct str other, struct str v)
{
    size_t n = v.len;
    if (other.len + 1 == n && (v.s[n - 1] == 's' || v.s[n - 1] == 'S') && n > 3)
        return str_ieq(other, str_sub(v, 0, n - 1));
    if (other.len + 2 == n && n > 5 && str_ends(v, STR("Ses")) && str_ieq(other, str_sub(v, 0, n - 2)))
        return true; /* "BIOSes" */
    if (other.len < n || !str_ieq(str_sub(other, 0, n), v))
        return false;
    while (n < other.len && (other.s[n] == 's' || ascii_is_digit((unsigned char)other.s[n])))
        n++;
    return n == other.len || other.s[n] == '\'';
}

/* A word of this side has the hash: it is the word. */
static bool has_hash(const struct side *s, uint32_t hash)
{
    const struct token *t;
    vec_foreach (t, &s->tokens)
        if (t->hash == hash)
            return true;
    return false;
}

/* A form of the word stands among the words of this side. In code, addresses and paths it is another thing:
 * those of the English stand in the Chinese anyway; `loose` is the text that is searched for it as well. */
static bool stands_in(const struct side *s, struct str loose, struct str v)
{
    const struct token *t;
    unsigned char first = ascii_lower((unsigned char)v.s[0]);
    vec_foreach (t, &s->tokens)
        if (t->hash && ascii_lower((unsigned char)s->fold.s[t->from]) == first &&
            is_form_of(side_token(s, t), v))
            return true;
    if (!(s->kinds & ~(1u << TOKEN_WORD)))
        return false;
    for (size_t at = str_ifind(loose, v, 0); at != SIZE_MAX; at = str_ifind(loose, v, at + 1)) {
        size_t end = at + v.len;
        bool left = at > 0 && ascii_is_alpha((unsigned char)loose.s[at - 1]);
        while (end < loose.len && (loose.s[end] == 's' || ascii_is_digit((unsigned char)loose.s[end])))
            end++;
        if (!left && !(end < loose.len && ascii_is_alpha((unsigned char)loose.s[end])))
            return true;
    }
    return false;
}

static struct str names_text(struct text_pair *p);

/* "UTF8", "SHA1" with a hyphen between. */
static bool stands_hyphened(struct text_pair *p, struct str v)
{
    char work[24];
    size_t letters = 0;
    while (letters < v.len && ascii_is_alpha((unsigned char)v.s[letters]))
        letters++;
    if (!side_has(&p->zh, '-') || !letters || letters == v.len || v.len + 1 >= sizeof work ||
        !ascii_is_digit((unsigned char)v.s[letters]))
        return false;
    memcpy(work, v.s, letters);
    work[letters] = '-';
    memcpy(work + letters + 1, v.s + letters, v.len - letters);
    return side_find(names_text(p), (struct str){work, v.len + 1}, 0, true) != SIZE_MAX;
}

static bool zh_has(struct text_pair *p, struct str v, uint32_t hash)
{
    return has_hash(&p->zh, hash) || stands_hyphened(p, v) || stands_in(&p->zh, names_text(p), v);
}

static bool en_has(struct text_pair *p, struct str v, uint32_t hash)
{
    return has_hash(&p->en, hash) || stands_in(&p->en, buf_str(&p->en.fold), v);
}

/* The loose text with addresses, paths and files masked too. */
static struct str names_text(struct text_pair *p)
{
    enum {
        MASKED = 1 << TOKEN_URL | 1 << TOKEN_PATH | 1 << TOKEN_FILE | 1 << TOKEN_EMAIL | 1 << TOKEN_DOTTED |
                 1 << TOKEN_FUNCTION
    };
    if (!(p->zh.kinds & MASKED))
        return pair_loose(p);
    if (p->names_ready)
        return buf_str(&p->names);
    p->names_ready = true;
    buf_clear(&p->names);
    buf_add_str(&p->names, pair_loose(p));
    const struct token *t;
    vec_foreach (t, &p->zh.tokens)
        if (MASKED >> t->kind & 1)
            memset(p->names.s + t->from, 1, t->to - t->from);
    return buf_str(&p->names);
}

static bool is_latin_word(uint8_t kind)
{
    return kind == TOKEN_WORD || is_name_kind(kind);
}

/* "word's" without its ending, _emphasis_ without its marks; and the hash of that. */
static struct str bare(const struct side *s, const struct token *t, uint32_t *hash)
{
    struct str v = side_token(s, t);
    if (side_has(s, '_') || side_has(s, '\'')) {
        while (v.len > 2 && v.s[0] == '_')
            v = str_sub(v, 1, v.len);
        while (v.len > 2 && v.s[v.len - 1] == '_')
            v.len--;
        const char *quote = v.len > 2 ? memchr(v.s, '\'', v.len) : NULL;
        v.len = quote ? (size_t)(quote - v.s) : v.len;
    }
    *hash = v.len == t->to - t->from ? t->hash : word_hash(v);
    return v;
}

static void find_strange(struct text_pair *p)
{
    p->strange.len = 0;
    for (size_t i = 0; i < p->zh.tokens.len && i < WORDS_MAX && p->strange.len < STRANGE_MAX; i++) {
        const struct token *t = &p->zh.tokens.at[i];
        uint32_t hash;
        if (!is_latin_word(t->kind) || t->to - t->from < 2)
            continue;
        struct str v = bare(&p->zh, t, &hash);
        if (!en_has(p, v, hash))
            *vec_push(&p->strange) = (uint32_t)i;
    }
}

/* Endings and marks of emphasis apart: "yielded" and "yield", "_charts_" and "chart". */
static struct str stem_of(struct str v)
{
    static const char *const endings[] = {"ing", "ed", "en", "es", "s", "d", "e", "n"};
    while (v.len && v.s[0] == '_')
        v = str_sub(v, 1, v.len);
    while (v.len && v.s[v.len - 1] == '_')
        v.len--;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str e = str_of(endings[i]);
        if (v.len >= e.len + 3 && str_ieq(str_sub(v, v.len - e.len, v.len), e))
            return str_sub(v, 0, v.len - e.len);
    }
    return v;
}

static bool is_prefix(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    return str_ieq(str_sub(a, 0, n), str_sub(b, 0, n));
}

static bool joins_letters(uint32_t cp)
{
    return cp < 0x80 ? word_byte((unsigned char)cp)
                     : script_is_lookalike_block(cp) || script_is_wide_alnum(cp);
}

/* The word is no part of a longer one: look-alikes of another alphabet, digits and hyphens beside it, unless
 * the English has them as well, belong to it. */
static bool stands_apart(const struct text_pair *p, const struct token *en, const struct token *zh)
{
    struct str v = p->zh.raw, e = buf_str(&p->en.fold);
    size_t from = side_raw(&p->zh, zh->from), to = side_raw(&p->zh, zh->to), at = from;
    uint32_t before = from ? utf8_prev(v, &at) : ' ';
    at = to;
    uint32_t after = to < v.len ? utf8_next(v, &at) : ' ';
    if (joins_letters(before) || joins_letters(after))
        return false;
    return (before == '-') <= (en->from && e.s[en->from - 1] == '-') &&
           (after == '-') <= (en->to < e.len && e.s[en->to] == '-');
}

/* A strange word of the Chinese that is this one misspelt. */
static const struct token *find_slip(struct text_pair *p, const struct token *en, struct str v)
{
    if (v.len < 3)
        return NULL;
    char lower_v[32], lower_w[32];
    if (v.len > sizeof lower_v)
        return NULL;
    for (size_t i = 0; i < v.len; i++)
        lower_v[i] = (char)ascii_lower((unsigned char)v.s[i]);
    for (size_t k = 0; k < p->strange.len; k++) {
        const struct token *t = &p->zh.tokens.at[p->strange.at[k]];
        struct str w = side_token(&p->zh, t);
        size_t limit = v.len < 6 ? 1 : 2;
        if (w.len > sizeof lower_w || w.len + limit < v.len || v.len + limit < w.len || w.len < 3)
            continue;
        for (size_t i = 0; i < w.len; i++)
            lower_w[i] = (char)ascii_lower((unsigned char)w.s[i]);
        if (similar_distance((struct str){lower_v, v.len}, (struct str){lower_w, w.len}, limit) > limit)
            continue;
        /* The longer of two that begin alike is another form of the word; a lost last letter of a name is
         * not. */
        if ((is_prefix(v, w) && w.len >= v.len) || str_ieq(stem_of(v), stem_of(w)) ||
            str_ieq(stem_of(v), w) || str_ieq(v, stem_of(w)) ||
            (t->from && p->zh.fold.s[t->from - 1] == ']') || /* "[d]ownload" */
            !stands_apart(p, en, t))
            continue;
        return t;
    }
    return NULL;
}

static void report_slip(struct text_pair *p, const struct token *t, const struct token *slip, bool sure)
{
    uint32_t hash;
    struct str v = bare(&p->en, t, &hash), w = side_token(&p->zh, slip);
    struct text_defect *d = pair_defect(p, sure ? TEXT_MISSPELT_SURE : TEXT_MISSPELT, t, slip,
                                        "\"%.*s\" is spelt \"%.*s\" in the Chinese", STR_FMT(v), STR_FMT(w));
    d->help = "spell it as in the English";
    if (sure)
        pair_fix(p, d, side_raw(&p->zh, slip->from), side_raw(&p->zh, slip->to), v);
}

/* A token all in capitals in a text that is all in capitals is a word. */
static bool shouts(const struct side *s)
{
    size_t caps = 0;
    const struct token *t;
    if (!side_has_kind(s, TOKEN_CAPS))
        return false;
    vec_foreach (t, &s->tokens)
        caps += t->kind == TOKEN_CAPS;
    return caps >= 3 && caps > s->words;
}

/* "string2", "EXPR1": a word with a number behind it. */
static bool is_numbered(struct str v)
{
    size_t letters = 0, digits = 1;
    while (digits < v.len && ascii_is_digit((unsigned char)v.s[digits]))
        digits++;
    if (ascii_is_lower((unsigned char)v.s[0]) && digits == v.len)
        return true; /* "72x72" */
    while (letters < v.len && ascii_is_alpha((unsigned char)v.s[letters]))
        letters++;
    return letters + 1 == v.len && ascii_is_digit((unsigned char)v.s[letters]) &&
           (letters >= 6 || words_is_loose_capitals(str_sub(v, 0, letters)));
}

/* The same word stands before: one report is enough. */
static bool is_repeated(const struct text_pair *p, const struct token *t)
{
    const struct token *first = t - p->en.tokens.at > NEAR ? t - NEAR : p->en.tokens.at;
    for (const struct token *e = first; e < t; e++)
        if (e->hash == t->hash)
            return true;
    return false;
}

static bool stands_again(const struct text_pair *p, const struct token *t)
{
    const struct token *end = p->en.tokens.at + p->en.tokens.len;
    end = end - t > NEAR ? t + NEAR : end;
    for (const struct token *e = t + 1; e < end; e++)
        if (e->hash == t->hash)
            return true;
    return false;
}

/* The word right before or after, a blank between; NULL when none. */
static const struct token *neighbour(const struct side *s, const struct token *t, int step)
{
    const struct token *n = t + step;
    if (n < s->tokens.at || n >= s->tokens.at + s->tokens.len || !n->hash)
        return NULL;
    size_t from = step > 0 ? t->to : n->to, to = step > 0 ? n->from : t->from;
    from += from < to && s->fold.s[from] == 's';
    return to == from + 1 && s->fold.s[from] == ' ' ? n : NULL;
}

/* Capitals that are a word to translate. */
static bool is_ordinary(const struct text_pair *p, const struct token *t, struct str v)
{
    if (words_is_loose_capitals(v) || (t->kind == TOKEN_CAPS && words_is_shouted(v)))
        return true;
    if (t->kind != TOKEN_CAPS)
        return false;
    static const char *const short_names[] = {"IP", "CA", "CI", "AD", "S3", "TV"};
    bool roman = true, known = v.len > 2;
    for (size_t i = 0; i < v.len; i++)
        roman &= v.s[i] == 'I' || v.s[i] == 'V' || v.s[i] == 'X';
    for (size_t i = 0; i < sizeof short_names / sizeof *short_names; i++)
        known |= str_is(v, short_names[i]);
    if (roman || !known)
        return true;
    /* "NOT SAFE", "BLACK CHESS KNIGHT". */
    const struct token *before = neighbour(&p->en, t, -1), *after = neighbour(&p->en, t, 1);
    bool emphasis = before && before->kind == TOKEN_CAPS && words_is_stop(side_token(&p->en, before));
    size_t run = 1;
    for (const struct token *n = before; n && n->kind == TOKEN_CAPS && run < 3; n = neighbour(&p->en, n, -1))
        run++;
    for (const struct token *n = after; n && n->kind == TOKEN_CAPS && run < 3; n = neighbour(&p->en, n, 1))
        run++;
    return v.len >= 4 && (emphasis || run >= 3);
}

/* "HostSystem" of which the Chinese has the parts, rendered or not. */
static bool is_rendered_in_parts(const struct text_pair *p, struct str v)
{
    struct str zh = buf_str(&p->zh.residue);
    size_t parts = 0;
    for (size_t i = 0, end; i < v.len; i = end, parts++) {
        char lower[24];
        for (end = i + 1; end < v.len; end++)
            if (ascii_is_upper((unsigned char)v.s[end]) && !ascii_is_upper((unsigned char)v.s[end - 1]))
                break;
        if (end - i > sizeof lower)
            return false;
        for (size_t k = i; k < end; k++)
            lower[k - i] = (char)ascii_lower((unsigned char)v.s[k]);
        struct str part = {lower, end - i};
        unsigned term = terms_find(&p->terms, part);
        if (side_find(buf_str(&p->zh.fold), part, 0, true) == SIZE_MAX &&
            (term == TERMS_NONE || !terms_rendering(&p->terms, term, zh, p->zh.pairs, 0).len))
            return false;
    }
    return parts >= 2;
}

/* "INDEX": a common word, which the Chinese renders. */
static bool is_rendered_word(const struct text_pair *p, struct str v)
{
    char lower[24];
    struct str zh = buf_str(&p->zh.residue);
    if (v.len < 4 || v.len > sizeof lower)
        return false;
    for (size_t i = 0; i < v.len; i++)
        lower[i] = (char)ascii_lower((unsigned char)v.s[i]);
    unsigned term = terms_find(&p->terms, (struct str){lower, v.len - (v.s[v.len - 1] == 'S')});
    term = term == TERMS_NONE ? terms_find(&p->terms, (struct str){lower, v.len}) : term;
    if (term == TERMS_NONE)
        return false;
    return terms_rendering(&p->terms, term, zh, p->zh.pairs, 0).len;
}

/* "Apache Kafka" of which the product stays, "AutoFilter" rendered by what it does, "ORed". */
static bool is_dropped(struct text_pair *p, const struct token *t, struct str v)
{
    const struct token *after = neighbour(&p->en, t, 1);
    /* "Kubernetes endpoints" of which the Chinese has the endpoints: the name only said whose they are. */
    if (after && after->kind == TOKEN_WORD && after->to - after->from >= 4 &&
        zh_has(p, side_token(&p->en, after), after->hash))
        return true;
    if (after && words_is_maker(v) && ascii_is_upper((unsigned char)p->en.fold.s[after->from]) &&
        zh_has(p, side_token(&p->en, after), after->hash))
        return true;
    if (str_starts(v, STR("Auto")) && v.len > 4 && ascii_is_upper((unsigned char)v.s[4]) &&
        str_find(buf_str(&p->zh.fold), STR("自动"), 0) != SIZE_MAX)
        return true;
    size_t capitals = 0;
    while (capitals < v.len && ascii_is_upper((unsigned char)v.s[capitals]))
        capitals++;
    struct str rest = str_sub(v, capitals, v.len);
    /* "2.4GHz": a unit is lost with its number. */
    if (t->from && v.len == 3 && str_ends(v, STR("Hz")) &&
        ascii_is_digit((unsigned char)p->en.fold.s[t->from - 1]))
        return true;
    static const char *const endings[] = {"ed", "ing", "d", "th", "st", "nd", "rd"};
    for (size_t i = 0; capitals >= 2 && i < sizeof endings / sizeof *endings; i++)
        if (str_is(rest, endings[i]))
            return true;
    return t->kind == TOKEN_CAMEL && is_rendered_in_parts(p, v);
}

/* Inside {{what a reader fills in}}. */
static bool is_filled_in(struct str text, size_t at)
{
    size_t close = str_find(text, STR("}}"), at), open = str_find(text, STR("{{"), at);
    return close != SIZE_MAX && (open == SIZE_MAX || close < open);
}

/* A word of this text, whatever the case: no part of a longer name, but it may be the ending of a file's. */
static bool holds_word(struct str text, struct str v)
{
    for (size_t at = str_ifind(text, v, 0); at != SIZE_MAX; at = str_ifind(text, v, at + 1)) {
        size_t end = at + v.len;
        unsigned char before = at ? (unsigned char)text.s[at - 1] : ' ',
                      after = end < text.len ? (unsigned char)text.s[end] : ' ';
        if (before != '.' && is_filled_in(text, at))
            continue;
        bool first = at == 0 || before == '`'; /* "mqtt-proxy" is of MQTT, "python-gdb.py" not of GDB */
        if (!word_byte(before) && before != '-' && !word_byte(after) && (first || after != '-') &&
            after != '.')
            return true;
    }
    return false;
}

/* Code or an address that stands on both sides says it: "Git" beside `git log`, "CSV" beside `a.csv`. */
static bool is_in_code(const struct text_pair *p, struct str v)
{
    const struct token *t;
    vec_foreach (t, &p->zh.tokens) {
        struct str code = t->kind == TOKEN_CODE || t->kind == TOKEN_URL ? side_token(&p->zh, t) : STR("");
        if (code.len > v.len && holds_word(code, v))
            return true;
        bool site = t->kind == TOKEN_DOTTED || t->kind == TOKEN_FILE; /* "Vue" is "Vue.js" */
        if (site && t->to - t->from > v.len + 1 && p->zh.fold.s[t->from + v.len] == '.' &&
            str_ieq(str_sub(side_token(&p->zh, t), 0, v.len), v))
            return true;
    }
    return false;
}

/* The code right behind it names the thing: "the MySQL `client`". */
static bool is_before_code(const struct text_pair *p, const struct token *t)
{
    const struct token *n = t + 1;
    return n < p->en.tokens.at + p->en.tokens.len && n->kind == TOKEN_CODE && n->from == t->to + 1 &&
           p->en.fold.s[t->to] == ' ' && str_find(buf_str(&p->zh.fold), side_code(&p->en, n), 0) != SIZE_MAX;
}

/* The noun behind a name, or the word before it, is not in the Chinese either: the phrase was left out. */
static bool is_unrendered(struct text_pair *p, const struct token *n)
{
    unsigned term = n && n->kind == TOKEN_WORD ? terms_of(&p->terms, n) : TERMS_NONE;
    if (term == TERMS_NONE)
        return false;
    struct str zh = buf_str(&p->zh.residue);
    return !terms_rendering(&p->terms, term, zh, p->zh.pairs, 0).len &&
           !zh_has(p, side_token(&p->en, n), n->hash);
}

/* "In Vue", "for Docker users": where something holds, which goes without saying in a text about it. */
static bool is_context(const struct text_pair *p, const struct token *t)
{
    static const char *const words[] = {"for",   "in",  "inside", "on",    "under",
                                        "using", "via", "with",   "within"};
    const struct token *before = neighbour(&p->en, t, -1);
    for (size_t i = 0; before && i < sizeof words / sizeof *words; i++)
        if (str_ieq(side_token(&p->en, before), str_of(words[i])))
            return true;
    return false;
}

/* It stands there in letters of another alphabet, or full-width ones, which was reported. */
static bool is_disguised(const struct text_pair *p, struct str v)
{
    const struct text_defect *d;
    vec_foreach (d, &p->defects)
        if ((d->kind == TEXT_HOMOGLYPH || d->kind == TEXT_WIDE_LETTER) && d->has_fix && str_ieq(d->text, v))
            return true;
    return false;
}

static void check_name(struct text_pair *p, const struct token *t, bool loud)
{
    uint32_t hash;
    struct str v = bare(&p->en, t, &hash), zh = buf_str(&p->zh.fold);
    if (t->from && (p->en.fold.s[t->from - 1] == ']' || p->en.fold.s[t->from - 1] == '~'))
        return; /* "[A]SCII": the letter of an option; "~aWord": a directive of Lisp */
    bool name = is_name_kind(t->kind), kept = t->kind == TOKEN_WORD && is_kept(p, v, hash);
    if ((!name && !kept && !p->strange.len) || v.len < 2 || is_repeated(p, t) || zh_has(p, v, hash))
        return;
    if (is_disguised(p, v))
        return;
    bool throughout = stands_again(p, t);
    const struct token *slip = find_slip(p, t, v);
    if (slip && is_kept(p, side_token(&p->zh, slip), slip->hash))
        slip = NULL; /* the name of another product */
    /* Another first letter makes another word: "node" and "inode". */
    if (slip && (name || kept ||
                 (v.len >= 4 && ascii_lower((unsigned char)v.s[0]) ==
                                    ascii_lower((unsigned char)p->zh.fold.s[slip->from])))) {
        report_slip(p, t, slip, name || kept);
        return;
    }
    /* Twice in the English and not once in the Chinese: it has a Chinese name. */
    if (throughout)
        return;
    if (is_unrendered(p, neighbour(&p->en, t, 1)))
        return;
    if (is_in_code(p, v) || is_before_code(p, t))
        return;
    if (kept && !name && is_context(p, t))
        return;
    if (t->kind == TOKEN_CAPS || t->kind == TOKEN_ID) {
        if (is_ordinary(p, t, v) || (t->kind == TOKEN_CAPS && loud) || is_numbered(v) ||
            words_is_rendered(v, zh) || (t->kind == TOKEN_CAPS && is_rendered_word(p, v)))
            return;
        pair_defect(p, TEXT_ACRONYM, t, NULL, "\"%.*s\" is missing in the Chinese", STR_FMT(v))->help =
            "keep acronyms in Latin letters";
    } else if ((name || kept) && !is_dropped(p, t, v) && !words_is_rendered(v, zh) &&
               !(str_ends(v, STR("es")) && words_is_rendered(str_sub(v, 0, v.len - 2), zh))) { /* "OSes" */
        pair_defect(p, TEXT_NAME, t, NULL, "the name \"%.*s\" is missing in the Chinese", STR_FMT(v))->help =
            "keep names of products and programs in Latin letters";
    }
}

static bool is_reported(const struct text_pair *p, const struct token *z)
{
    const struct text_defect *d;
    size_t from = side_raw(&p->zh, z->from);
    vec_foreach (d, &p->defects)
        if (d->zh.to > d->zh.from && d->zh.from <= from && from < d->zh.to)
            return true;
    return false;
}

/* "ConfigMap" for the English "config map": the same letters with a blank where a capital stands. */
static bool is_joined(struct str en, struct str v)
{
    char work[48];
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        if (n + 2 > sizeof work)
            return false;
        if (i && ascii_is_upper((unsigned char)v.s[i]) && !ascii_is_upper((unsigned char)v.s[i - 1]))
            work[n++] = ' ';
        work[n++] = v.s[i];
    }
    return side_find(en, (struct str){work, n}, 0, true) != SIZE_MAX;
}

static void check_extra(struct text_pair *p, const struct token *t)
{
    struct str v = side_token(&p->zh, t), en = buf_str(&p->en.fold);
    while (v.len && v.s[0] == '_' && v.s[v.len - 1] == '_') /* _emphasis_ */
        v = str_sub(v, 1, v.len - 1);
    if (v.len < 2 || str_ifind(en, v, 0) != SIZE_MAX || is_reported(p, t) ||
        (t->kind == TOKEN_CAMEL && is_joined(en, v)))
        return;
    bool caps = t->kind == TOKEN_CAPS, name = caps || t->kind == TOKEN_CAMEL;
    if (caps && (words_is_loose_capitals(v) || en_has(p, v, word_hash(v))))
        return;
    if (t->kind == TOKEN_VERSION && (v.s[0] | 0x20) == 'v' &&
        str_find(en, str_sub(v, 1, v.len), 0) != SIZE_MAX)
        return;
    pair_defect(p, name ? TEXT_EXTRA_ACRONYM : TEXT_EXTRA, NULL, t,
                "\"%.*s\" of the Chinese is not in the English", STR_FMT(v))
        ->help = "both must name the same things";
}

void pair_names(struct text_pair *p)
{
    find_strange(p);
    /* Most words are no names, and there is nothing that they could have been misspelt as. */
    bool loud = shouts(&p->en), few = !p->strange.len && !p->keep;
    const struct words_filter *words = &p->terms.words;
    const struct token *t, *end = p->en.tokens.at + p->en.tokens.len;
    size_t missing = 0, looked_at = 0;
    for (t = p->en.tokens.at; t < end && looked_at <= WORDS_MAX; t++) {
        bool plain = few && t->kind == TOKEN_WORD && !t->marked;
        looked_at += plain || is_latin_word(t->kind);
        if ((plain && !words_may(words->names, t->hash)) || !is_latin_word(t->kind) || looked_at > WORDS_MAX)
            continue;
        size_t before = p->defects.len;
        if (missing >= MISSING_MAX || before >= TEXT_DEFECTS_MAX)
            break;
        check_name(p, t, loud);
        missing += p->defects.len > before;
    }
    size_t extra = 0;
    vec_foreach (t, &p->zh.tokens) {
        bool technical = t->kind == TOKEN_FLAG || t->kind == TOKEN_CAMEL || t->kind == TOKEN_VERSION ||
                         t->kind == TOKEN_PATH || t->kind == TOKEN_CAPS;
        if (technical && p->defects.len < TEXT_DEFECTS_MAX && ++extra <= WORDS_MAX)
            check_extra(p, t);
    }
}
