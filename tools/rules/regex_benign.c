/* Ordinary lines of logs: see regex_benign.h. tools/rules/benign.txt is copied into the program by the
 * assembler; the Makefile lists it as a dependency. */
#include "rules/regex_benign.h"

__asm__(".section .rodata\n"
        ".global kedb_benign\n"
        "kedb_benign:\n"
        ".incbin \"tools/rules/benign.txt\"\n"
        ".global kedb_benign_end\n"
        "kedb_benign_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char kedb_benign[], kedb_benign_end[];

static struct str templates(void)
{
    return (struct str){kedb_benign, (size_t)((uintptr_t)kedb_benign_end - (uintptr_t)kedb_benign)};
}

/* What stands in the fields of a template. Words are set off from letters by the templates, so that four
 * letters in a row lie in a template or in a word, never in both. */
static const char *const words[] = {"orders", "billing",  "search", "gateway", "metrics", "worker",
                                    "inbox",  "uploader", "ledger", "catalog", "shop",    "archive"};
static const char *const users[] = {"alice", "bob", "deploy", "www-data", "svc_backup", "mallory"};
static const char *const hosts[] = {"web-01", "db2.internal", "node7.example.org", "build.example.com"};
static const char *const paths[] = {"/var/log/app.log", "/srv/data/today.csv", "/etc/app/main.conf",
                                    "/opt/tools/bin"};
static const char *const months[] = {"Jan", "Mar", "Jun", "Sep", "Dec"};

/* Two filters, each of which says that a piece of text is in no line. The first is made of the templates and
 * knows four letters in a row: it costs nothing and settles most. The second is made with the lines, when the
 * first lets a regex through, and knows every six bytes. */
enum { FILTER_BITS = 1 << 15, GRAM = 6, GRAM_BITS = 1 << 20 };
struct benign {
    struct buf text;  /* the lines; empty until a regex asks for them */
    VEC(size_t) ends; /* the byte after each line's newline */
    size_t template_count;
    uint8_t filter[FILTER_BITS / 8];
    uint8_t *grams; /* GRAM_BITS; NULL until the lines are made */
};

static unsigned filter_place(uint32_t four)
{
    return four * 2654435761u >> 17;
}

static unsigned filter_bit(const unsigned char *p)
{
    uint32_t four = (uint32_t)(p[0] | 0x20) << 24 | (uint32_t)(p[1] | 0x20) << 16 |
                    (uint32_t)(p[2] | 0x20) << 8 | (p[3] | 0x20);
    return filter_place(four);
}

/* Letters that no hexadecimal number has are among the four. */
static bool is_telling(const unsigned char *p)
{
    bool beyond = false;
    for (int i = 0; i < 4; i++) {
        if (!ascii_is_alpha(p[i]))
            return false;
        beyond |= (p[i] | 0x20) > 'f';
    }
    return beyond;
}

static void add_to_filter(struct benign *b, struct str v)
{
    uint32_t four = 0;
    size_t letters = 0, telling = 0; /* how many of the last bytes are letters; and where a telling one was */
    for (size_t i = 0; i < v.len; i++) {
        unsigned c = (unsigned char)v.s[i] | 0x20;
        four = four << 8 | c;
        letters = c - 'a' < 26 ? letters + 1 : 0;
        telling = c > 'f' ? i + 4 : telling;
        if (letters < 4 || telling <= i)
            continue;
        unsigned bit = filter_place(four);
        b->filter[bit / 8] |= (uint8_t)(1u << bit % 8);
    }
}

bool benign_may_hold(const struct benign *b, struct str v)
{
    for (size_t i = 0; i + 4 <= v.len; i++) {
        const unsigned char *p = (const unsigned char *)v.s + i;
        if (is_telling(p) && !(b->filter[filter_bit(p) / 8] >> filter_bit(p) % 8 & 1))
            return false;
    }
    return true;
}

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

struct benign *benign_new(void)
{
    struct benign *b = mem_zalloc(1, sizeof *b);
    add_to_filter(b, templates());
    for (size_t i = 0; i < COUNT_OF(words); i++)
        add_to_filter(b, str_of(words[i]));
    for (size_t i = 0; i < COUNT_OF(users); i++)
        add_to_filter(b, str_of(users[i]));
    for (size_t i = 0; i < COUNT_OF(hosts); i++)
        add_to_filter(b, str_of(hosts[i]));
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        add_to_filter(b, str_of(paths[i]));
    return b;
}

void benign_free(struct benign *b)
{
    if (!b)
        return;
    buf_release(&b->text);
    vec_release(&b->ends);
    free(b->grams);
    free(b);
}

/* SplitMix64 (Steele, Lea, Flood 2014): the same lines on every machine. */
static unsigned below(uint64_t *state, unsigned n)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % n);
}

static void add_hex(struct buf *out, uint64_t *r, unsigned digits)
{
    for (unsigned i = 0; i < digits; i++)
        buf_addc(out, "0123456789abcdef"[below(r, 16)]);
}

/* Two digits behind `mark` (0: none); the first may be a blank. */
static void add_two(struct buf *out, char mark, unsigned n, char blank)
{
    if (mark)
        buf_addc(out, mark);
    buf_addc(out, n < 10 ? blank : (char)('0' + n / 10));
    buf_addc(out, (char)('0' + n % 10));
}

static void add_clock(struct buf *out, uint64_t *r)
{
    unsigned h = below(r, 24), m = below(r, 60), s = below(r, 60);
    add_two(out, 0, h, '0');
    add_two(out, ':', m, '0');
    add_two(out, ':', s, '0');
}

static void add_date(struct buf *out, uint64_t *r)
{
    unsigned year = 2023 + below(r, 4), month = 1 + below(r, 12), day = 1 + below(r, 28);
    buf_add_number(out, year);
    add_two(out, '-', month, '0');
    add_two(out, '-', day, '0');
}

/* Numbers parted by points, behind `before`. */
static void add_numbers(struct buf *out, const char *before, const unsigned *numbers, size_t count)
{
    buf_adds(out, before);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_addc(out, '.');
        buf_add_number(out, numbers[i]);
    }
}

static void add_field(struct buf *out, struct str name, uint64_t *r)
{
    static const unsigned tops[] = {10, 100, 1000, 100000};
    if (str_is(name, "n")) {
        buf_add_number(out, below(r, tops[below(r, 4)]));
    } else if (str_is(name, "pid")) {
        buf_add_number(out, 100 + below(r, 60000));
    } else if (str_is(name, "port")) {
        buf_add_number(out, 1024 + below(r, 60000));
    } else if (str_is(name, "ip")) {
        unsigned a = below(r, 255), b = below(r, 255);
        add_numbers(out, "10.", (const unsigned[]){a, b, 1 + below(r, 254)}, 3);
    } else if (str_is(name, "ver")) {
        unsigned major = 1 + below(r, 20), minor = below(r, 30);
        add_numbers(out, "", (const unsigned[]){major, minor, below(r, 12)}, 3);
    } else if (str_is(name, "hex")) {
        add_hex(out, r, 12);
    } else if (str_is(name, "uuid")) {
        static const unsigned parts[] = {8, 4, 4, 4, 12};
        for (int i = 0; i < 5; i++) {
            buf_adds(out, i ? "-" : "");
            add_hex(out, r, parts[i]);
        }
    } else if (str_is(name, "date")) {
        add_date(out, r);
    } else if (str_is(name, "time")) {
        add_clock(out, r);
    } else if (str_is(name, "iso")) {
        add_date(out, r);
        buf_addc(out, 'T');
        add_clock(out, r);
        buf_addc(out, 'Z');
    } else if (str_is(name, "sys")) {
        unsigned day = 1 + below(r, 28);
        buf_adds(out, months[below(r, COUNT_OF(months))]);
        add_two(out, ' ', day, ' ');
        buf_addc(out, ' ');
        add_clock(out, r);
    } else if (str_is(name, "clf")) {
        const char *month = months[below(r, COUNT_OF(months))];
        add_two(out, 0, 1 + below(r, 28), '0');
        buf_addc(out, '/');
        buf_adds(out, month);
        buf_adds(out, "/2026:");
        add_clock(out, r);
        buf_adds(out, " +0000");
    } else if (str_is(name, "word")) {
        buf_adds(out, words[below(r, COUNT_OF(words))]);
    } else if (str_is(name, "user")) {
        buf_adds(out, users[below(r, COUNT_OF(users))]);
    } else if (str_is(name, "host")) {
        buf_adds(out, hosts[below(r, COUNT_OF(hosts))]);
    } else if (str_is(name, "path")) {
        buf_adds(out, paths[below(r, COUNT_OF(paths))]);
    } else {
        buf_addf(out, "{%.*s}", STR_FMT(name)); /* braces of the line itself */
    }
}

static void add_line(struct buf *out, struct str line, uint64_t *r)
{
    for (size_t i = 0; i < line.len;) {
        const char *brace = memchr(line.s + i, '{', line.len - i);
        size_t open = brace ? (size_t)(brace - line.s) : line.len, end = open + 1;
        buf_add_str(out, str_sub(line, i, open));
        while (end < line.len && ascii_is_lower((unsigned char)line.s[end]))
            end++;
        if (end < line.len && end > open + 1 && line.s[end] == '}') {
            add_field(out, str_sub(line, open + 1, end), r);
            i = end + 1;
        } else {
            buf_add_str(out, str_sub(line, open, open < line.len ? open + 1 : open));
            i = open + 1;
        }
    }
    buf_addc(out, '\n');
}

/* Six bytes, case folded, and the next of them. */
static uint64_t next_gram(uint64_t gram, char c)
{
    return (gram << 8 | ascii_lower((unsigned char)c)) & 0xFFFFFFFFFFFF;
}

static uint32_t gram_bit(uint64_t gram)
{
    return (uint32_t)(gram * 0x9e3779b97f4a7c15u >> 44);
}

/* Whether every six bytes of a text stand somewhere in the lines. */
static bool in_grams(const struct benign *b, struct str v)
{
    uint64_t gram = 0;
    for (size_t i = 0; i < v.len; i++) {
        gram = next_gram(gram, v.s[i]);
        uint32_t bit = gram_bit(gram);
        if (i + 1 >= GRAM && !(b->grams[bit / 8] >> bit % 8 & 1))
            return false;
    }
    return true;
}

static void make_lines(struct benign *b)
{
    struct str all = templates();
    uint64_t r = 1;
    for (size_t at = 0; at < all.len; b->template_count++) {
        size_t end = str_find(all, STR("\n"), at);
        for (int i = 0; i < BENIGN_VARIANTS; i++) {
            add_line(&b->text, str_sub(all, at, end), &r);
            *vec_push(&b->ends) = b->text.len;
        }
        at = end + 1;
    }
    b->grams = mem_zalloc(GRAM_BITS / 8, 1);
    uint64_t gram = 0;
    for (size_t i = 0; i < b->text.len; i++) {
        gram = next_gram(gram, b->text.s[i]);
        uint32_t bit = gram_bit(gram);
        if (i + 1 >= GRAM)
            b->grams[bit / 8] |= (uint8_t)(1u << bit % 8);
    }
}

struct str benign_text(struct benign *b)
{
    if (!b->grams)
        make_lines(b);
    return buf_str(&b->text);
}

size_t benign_template_count(struct benign *b)
{
    benign_text(b);
    return b->template_count;
}

/* Runs of literal ASCII characters that every match of a branch holds, as they are written. */
enum { RUNS_MAX = 16 };
struct runs {
    struct str at[RUNS_MAX];
    size_t len;
};

/* Recursion is bounded by the tree's depth, see regex/ast.h. */
static void find_runs(struct str pattern, const struct regex_node *n, struct runs *out)
{
    const struct regex_node *it = n->kind == REGEX_SEQUENCE ? n->child : n;
    while (it) {
        const struct regex_node *end = it;
        while (end && end->kind == REGEX_CHAR && end->to - end->from == 1)
            end = n->kind == REGEX_SEQUENCE ? regex_past_run(end) : NULL;
        if (end != it) {
            if (out->len < RUNS_MAX)
                out->at[out->len++] = str_sub(pattern, it->from, end ? end->from : n->to);
        } else {
            if (it->kind == REGEX_GROUP && it->sub != GROUP_DEFINE && it->child->kind != REGEX_ALTERNATION)
                find_runs(pattern, it->child, out);
            end = n->kind == REGEX_SEQUENCE ? it->next : NULL;
        }
        it = end;
    }
}

static void runs_of(const struct regex_view *v, const struct regex_branch *br, struct runs *out)
{
    out->len = 0;
    if (br->literal.s)
        out->at[out->len++] = br->literal;
    else
        find_runs(v->pattern, br->node, out);
}

static bool passes(const struct benign *b, const struct runs *runs, bool grams)
{
    for (size_t i = 0; i < runs->len; i++)
        if (grams ? !in_grams(b, runs->at[i]) : !benign_may_hold(b, runs->at[i]))
            return false;
    return true;
}

/* False when a run that the branch needs is in no line. */
static bool branch_may_hit(struct benign *b, const struct regex_view *v, const struct regex_branch *br)
{
    struct runs runs;
    runs_of(v, br, &runs);
    if (br->from == br->to || !passes(b, &runs, false))
        return false;
    if (!b->grams)
        make_lines(b);
    return passes(b, &runs, true);
}

static bool has_runs(const struct runs *runs, struct str line)
{
    for (size_t i = 0; i < runs->len; i++)
        if (str_ifind(line, runs->at[i], 0) == SIZE_MAX)
            return false;
    return true;
}

static size_t count_hits(struct check *c, struct benign *b, const struct regex_view *v,
                         const struct regex *regex, struct str *line)
{
    struct str text = benign_text(b);
    struct runs needed = {.len = 0};
    size_t kinds = 0;
    if (v->branch_count == 1)
        runs_of(v, &v->branches[0], &needed);
    for (size_t i = 0; i < b->ends.len; i++) {
        struct str one = str_sub(text, i ? b->ends.at[i - 1] : 0, b->ends.at[i] - 1);
        if (!has_runs(&needed, one) || (regex && regex_run(c, regex, one, NULL, NULL) != REGEX_MATCH))
            continue;
        if (!kinds++)
            *line = one;
        i += BENIGN_VARIANTS - 1 - i % BENIGN_VARIANTS; /* on to the next template */
    }
    return kinds;
}

size_t regex_benign_hits(struct check *c, const struct regex_view *v, struct str *line)
{
    if (!c->tools->benign)
        c->tools->benign = benign_new();
    struct benign *b = c->tools->benign;
    bool may = false;
    for (size_t i = 0; i < v->branch_count && !may; i++)
        may = branch_may_hit(b, v, &v->branches[i]);
    return may ? count_hits(c, b, v, v->regex, line) : 0;
}
