/* The comparison: see pair.h. Its parts have files of their own; here, what concerns the texts as wholes. */
#include "text/pair.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

void text_pair_init(struct text_pair *p)
{
    memset(p, 0, sizeof *p);
    denial_index(&p->denial);
    ending_index(&p->ending);
    terms_index_build(&p->terms);
}

enum { NEAR = 300 }; /* bytes around a word that are looked at */

/* [text](address): the title of a page may stay as it is, and so may the address. */
static bool is_in_link(struct str v, const struct token *t)
{
    size_t from = t->from, to = t->to;
    while (from && t->from - from < NEAR && v.s[from - 1] != '[' && v.s[from - 1] != ']')
        from--;
    while (to < v.len && to - t->to < NEAR && v.s[to] != ']' && v.s[to] != '[')
        to++;
    size_t open = t->from; /* of the address */
    while (open && t->from - open < NEAR && v.s[open - 1] > ' ' && v.s[open - 1] != '(' &&
           v.s[open - 1] != ')')
        open--;
    if (open >= 2 && v.s[open - 1] == '(' && v.s[open - 2] == ']')
        return true;
    return from && v.s[from - 1] == '[' && to + 1 < v.len && v.s[to] == ']' && v.s[to + 1] == '(';
}

static bool ends_value(char c)
{
    return c == ' ' || c == '"' || c == '\n';
}

/* Inside "quotes" without a blank: a value. */
static bool is_in_value(struct str v, const struct token *t)
{
    size_t from = t->from, to = t->to;
    while (from && t->from - from < NEAR && !ends_value(v.s[from - 1]))
        from--;
    while (to < v.len && to - t->to < NEAR && !ends_value(v.s[to]))
        to++;
    return from && v.s[from - 1] == '"' && to < v.len && v.s[to] == '"';
}

/* Words to translate: a name or a log line may hold one. */
static uint32_t prose_words(const struct side *s)
{
    uint32_t count = 0;
    for (size_t i = 0; i < s->tokens.len && count < 2; i++) {
        const struct token *t = &s->tokens.at[i];
        count += t->kind == TOKEN_WORD && t->to - t->from >= 2 && !is_in_link(buf_str(&s->fold), t) &&
                 !is_in_value(buf_str(&s->fold), t);
    }
    return count;
}

static bool holds(struct str v, const char *what)
{
    return str_find(v, str_of(what), 0) != SIZE_MAX;
}

/* Values with commas and no blanks between: a row of a table. */
static bool is_row(struct str v)
{
    size_t tight = 0;
    for (size_t i = 1; i + 1 < v.len; i++)
        tight += v.s[i] == ',' && v.s[i + 1] != ' ' && (v.s[i - 1] == '"' || v.s[i + 1] == '"');
    return tight >= 2;
}

/* "2024-01-31 23:59...": a line of a log. */
static bool is_stamped(struct str v)
{
    static const char form[] = "0000-00-00 00:00";
    for (size_t i = 0; i + 1 < sizeof form; i++)
        if (i >= v.len || (form[i] == '0' ? !ascii_is_digit((unsigned char)v.s[i])
                                          : v.s[i] != form[i] && !(i == 10 && v.s[i] == 'T')))
            return false;
    return true;
}

/* It begins or ends as no sentence does: a prompt, a picture, "name = value", "...(...);", data in brackets.
 */
static bool has_code_edges(struct str v)
{
    static const char *const starts[] = {"$ ", ">>> ", "![", "const ", "def ", "export default "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(v, str_of(starts[i])))
            return true;
    size_t word = 0;
    while (word < v.len && (word_byte((unsigned char)v.s[word]) || v.s[word] == '.'))
        word++;
    if (word && str_starts(str_sub(v, word, v.len), STR(" = ")))
        return true;
    char first = v.len ? v.s[0] : 0, last = v.len ? v.s[v.len - 1] : 0;
    if (last == ';' || last == '}')
        return holds(v, "(") || holds(v, "{") || holds(v, "=");
    return (first == '[' && last == ']' && holds(v, "\"")) || holds(v, " | ") || holds(v, " <(");
}

/* A line of code or a command that stays as it is: it has the edges of one, or marks of code make up much of
 * it and no sentence is in it. */
static bool is_code_line(const struct side *s)
{
    struct str v = str_trim(buf_str(&s->fold));
    if (has_code_edges(v) || is_row(v) || is_stamped(v) || holds(v, "={"))
        return true;
    size_t marks = 0, plain = 0, token = 0, ellipses = 0, code = 0, filled = 0;
    for (size_t i = 0; i < s->fold.len; i++) {
        unsigned char c = (unsigned char)s->fold.s[i];
        while (token < s->tokens.len && s->tokens.at[token].to <= i)
            token++;
        const struct token *t = token < s->tokens.len ? &s->tokens.at[token] : NULL;
        if (t && t->from <= i && !token_is_word(t->kind)) {
            filled += t->kind == TOKEN_TEMPLATE || t->kind == TOKEN_VARIABLE;
            code += t->kind == TOKEN_FLAG || t->kind == TOKEN_VARIABLE || t->kind == TOKEN_FUNCTION ||
                    t->kind == TOKEN_SNAKE || t->kind == TOKEN_DOTTED;
            i = t->to - 1;
            continue;
        }
        plain += ascii_is_alnum(c);
        marks += strchr("{}[]<>=;|$\\_*+&#@", c) && c;
        ellipses += c == '.' && i + 2 < s->fold.len && s->fold.s[i + 1] == '.' && s->fold.s[i + 2] == '.';
    }
    size_t stops = 0;
    const struct token *t;
    vec_foreach (t, &s->tokens)
        stops += t->kind == TOKEN_WORD && words_is_stop(side_token(s, t));
    if (!stops && filled && (holds(v, " > ") || holds(v, " >> ")))
        return true;
    if (!stops && code && code + marks >= 3 && (code + marks) * 9 > plain)
        return true;
    return stops < 2 && marks + ellipses >= 3 && (marks + ellipses) * 9 > plain;
}

/* Not translated at all; true: there is nothing more to say. */
static bool check_translated(struct text_pair *p)
{
    if (p->zh.han || !p->zh.raw.len || prose_words(&p->en) < 2)
        return false;
    struct str zh = p->zh.raw;
    for (size_t i = 0; i < zh.len;)
        if (script_is_han(utf8_next(zh, &i)))
            return false; /* Han in a code span only */
    bool same = str_eq(str_trim(p->en.raw), str_trim(zh));
    if (same && is_code_line(&p->en))
        return true; /* rightly so; nothing to compare */
    bool log = p->flags & PAIR_SIGNATURE;
    struct text_defect *d = pair_defect_at(
        p, log ? TEXT_UNTRANSLATED_LOG : TEXT_UNTRANSLATED, (struct text_span){0, p->en.raw.len},
        (struct text_span){0, zh.len}, "%s",
        same ? "the Chinese is the English text again" : "the Chinese holds no Chinese character");
    d->help = "translate it";
    return true;
}

/* Chinese in the English, outside of quotes, code and parentheses. */
static bool check_english(struct text_pair *p)
{
    const struct side *s = &p->en;
    if (s->han < 2)
        return false;
    struct str v = buf_str(&s->residue);
    int quotes = 0, parens = 0;
    size_t han = 0, first = 0, end = 0;
    for (size_t i = 0; i < v.len;) {
        size_t from = i;
        uint32_t cp = utf8_next(v, &i);
        quotes ^= cp == '"';
        parens += cp == '(' || cp == 0x300A;
        parens -= (cp == ')' || cp == 0x300B) && parens;
        if (!script_is_han(cp) || quotes || parens)
            continue;
        if (!han++)
            first = from;
        end = i;
    }
    if (han < 2)
        return false;
    struct text_defect *d =
        pair_defect_at(p, TEXT_ENGLISH_IS_CHINESE, (struct text_span){side_raw(s, first), side_raw(s, end)},
                       (struct text_span){0, 0}, "the English text holds %zu Chinese characters", han);
    d->help = "write the English here; the Chinese has a field of its own";
    return true;
}

void text_pair_compare(struct text_pair *p, struct str en, struct str zh, unsigned flags)
{
    arena_reset(&p->arena);
    p->defects.len = 0;
    p->flags = flags;
    p->loose_ready = p->names_ready = p->doubtful = false;
    p->zh.watch = &p->denial.heads;
    side_read(&p->en, en, false);
    side_read(&p->zh, zh, p->en.gnu_quotes);
    if (pair_bytes(p) || check_english(p) || check_translated(p))
        return;
    pair_tokens(p);
    pair_numbers(p);
    pair_names(p);
    pair_quoted(p);
    pair_marks(p);
    if (!p->en.clipped && !p->zh.clipped) {
        pair_prose(p);
        pair_terms(p);
        pair_negation(p);
        pair_aside(p);
    }
}
