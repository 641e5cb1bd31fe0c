/* Records with hostile content: every piece of Markdown, HTML and Unicode that could be taken for something
 * else, strung together at random. The same seed gives the same record. */
#ifndef TESTS_MARKDOWN_HOSTILE_H
#define TESTS_MARKDOWN_HOSTILE_H

#include "base/mem.h"
#include "json/edit.h"

struct dice {
    uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t dice_next(struct dice *d)
{
    uint64_t z = d->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static inline size_t dice_below(struct dice *d, size_t n)
{
    return (size_t)(dice_next(d) % n);
}

static const char *const hostile_pieces[] = {
    "word",
    "two words",
    "a",
    "0",
    "42",
    "CamelCase",
    "snake_case",
    "__init__",
    " ",
    " ",
    " ",
    "  ",
    "   ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\n    ",
    "  \n",
    "\\\n",
    "\v",
    "\f",
    "*",
    "**",
    "***",
    "_",
    "__",
    "___",
    "* * *",
    "_a_",
    "*a*",
    "**a**",
    "`",
    "``",
    "```",
    "````",
    "`code`",
    "``co`de``",
    "` a `",
    "`a|b`",
    "`\\`",
    "`a\\|b`",
    "```\ncode\n```",
    "~~~",
    "~",
    "~~",
    "~~gone~~",
    "[",
    "]",
    "[a](b)",
    "![a](b)",
    "[a]: /u",
    "[^1]",
    "[^1]: note",
    "[x]",
    "[ ] ",
    "(",
    ")",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!-- c -->",
    "<?php ?>",
    "<![CDATA[x]]>",
    "<!DOCTYPE html>",
    "<a@b.cd>",
    "<http://a.b/c>",
    "<br/>",
    "<script>",
    "<3",
    "<=",
    "&",
    "&amp;",
    "&#65;",
    "&#x41;",
    "&nbsp;",
    "&copy;",
    "&;",
    "&#;",
    "&#0;",
    "|",
    "||",
    "| a | b |",
    "|---|",
    "\\|",
    "\\",
    "\\\\",
    "\\*",
    "\\`",
    "#",
    "##",
    "# ",
    "## Dead Ends",
    "####### ",
    "#tag",
    "-",
    "--",
    "---",
    "- ",
    "- - -",
    "+",
    "+ ",
    "* ",
    "1.",
    "1. ",
    "1) ",
    "12. ",
    "1234567890. ",
    "=",
    "===",
    "> ",
    ">",
    "!",
    "!!",
    "http://a.b/c_d",
    "https://a.b?x=1&y=2",
    "ftp://a.b",
    "www.a.b",
    "WWW.a.b",
    "javascript:x",
    "$x$",
    "$$",
    "%",
    "^",
    "{",
    "}",
    "{{x}}",
    ":",
    ": ",
    ":smile:",
    ";",
    "\"",
    "'",
    ",",
    ".",
    "...",
    "?",
    "@",
    "@user",
    "/",
    "\xC2\xA0",
    "\xE3\x80\x80",
    "\xE2\x80\x83",
    "\xE2\x80\xA8",
    "\xC2\x85",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
    "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7",
    "\xE2\x80\xAE",
    "\xE2\x80\x8F",
    "\xE4\xB8\xAD\xE6\x96\x87",
    "\xE3\x80\x82",
    "\xEF\xBC\x88\xE5\x85\xA8\xEF\xBC\x89",
    "\xF0\x9F\x98\x80",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
    "e\xCC\x81",
    "\xE2\x80\x94",
    "\xE2\x80\x9C",
    "\xC2\xA7",
    "\xEF\xBF\xBD",
    "\xEF\xBF\xBE",
    "\x01",
    "\x1B[31m",
    "\x7F",
    "\xC2\x9B",
    "(90% success)",
    "**ID:**",
    "1e5",
};

enum { HOSTILE_PIECES = sizeof hostile_pieces / sizeof *hostile_pieces };

/* Appends a value of up to `most` pieces, never empty. */
static inline void hostile_value(struct dice *d, struct buf *out, size_t most)
{
    size_t start = out->len, pieces = 1 + dice_below(d, most);
    for (size_t i = 0; i < pieces; i++) {
        switch (dice_below(d, 12)) {
        case 0: buf_addc(out, (char)('!' + dice_below(d, '~' - '!' + 1))); break;
        case 1: buf_fill(out, '`', 1 + dice_below(d, 7)); break;
        case 2: buf_adds(out, "word "); break;
        case 3:
            if (dice_below(d, 40) == 0)
                buf_fill(out, '`', 78 + dice_below(d, 6));
            else if (dice_below(d, 40) == 0)
                buf_addc(out, 0);
            break;
        default: buf_adds(out, hostile_pieces[dice_below(d, HOSTILE_PIECES)]);
        }
    }
    if (out->len == start)
        buf_addc(out, ' ');
}

enum { HOSTILE_ITEMS = 120, HOSTILE_FIELDS = 16 };

/* A record's values; .s NULL is null or a missing key. Rates are lexemes. */
struct hostile_record {
    struct str signature, signature_zh, domain, category, root_cause, root_cause_zh, error_code, verification;
    struct str id, fix_rate;
    struct hostile_item {
        struct str a, b, rate, zh; /* action, how or why; version, status, and introduced, deprecated */
    } versions[HOSTILE_ITEMS], workarounds[HOSTILE_ITEMS], dead_ends[HOSTILE_ITEMS];
    size_t version_count, workaround_count, dead_end_count;
    struct arena arena;
};

static inline struct str hostile_str(struct dice *d, struct arena *a, size_t most)
{
    struct buf b = BUF_INIT;
    hostile_value(d, &b, most);
    struct str v = arena_str(a, buf_str(&b));
    buf_release(&b);
    return v;
}

static inline struct str hostile_rate(struct dice *d, struct arena *a)
{
    static const char *const rates[] = {
        "0",      "1",    "0.9",     "0.845", "0.145", "0.005",    "0.0049999", "1.0",    "0.0",
        "-0",     "-0.0", "85e-2",   "9E-1",  "0.995", "0.994",    "0.5E+0",    "0.00e5", "1e-400",
        "0.1234", "1e0",  "0.125e0", "5e-3",  "49e-4", "0.999999", "100E-2"};
    (void)a;
    return str_of(rates[dice_below(d, sizeof rates / sizeof *rates)]);
}

static inline size_t hostile_count(struct dice *d)
{
    static const size_t counts[] = {0, 1, 2, 3, 9, 10, 11, 12, 100, 105};
    return counts[dice_below(d, dice_below(d, 12) == 0 ? 10 : 5)];
}

static inline void hostile_items(struct dice *d, struct arena *a, struct hostile_item *items, size_t count,
                                 size_t most)
{
    for (size_t i = 0; i < count; i++) {
        items[i].a = hostile_str(d, a, most);
        items[i].b = hostile_str(d, a, most);
        items[i].rate = hostile_rate(d, a);
        items[i].zh = dice_below(d, 3) ? hostile_str(d, a, most) : (struct str){0};
    }
}

/* `most` bounds the pieces of each value. Release the arena. */
static inline void hostile_make(struct hostile_record *r, uint64_t seed, size_t most)
{
    struct dice d = {seed};
    struct arena *a = &r->arena;
    *r = (struct hostile_record){.arena = ARENA_INIT};
    r->signature = hostile_str(&d, a, most);
    r->signature_zh = dice_below(&d, 2) ? hostile_str(&d, a, most) : (struct str){0};
    r->id = hostile_str(&d, a, 3);
    r->domain = hostile_str(&d, a, 4);
    r->category = hostile_str(&d, a, 4);
    r->verification = hostile_str(&d, a, 4);
    r->error_code = dice_below(&d, 2) ? hostile_str(&d, a, 5) : (struct str){0};
    r->root_cause = hostile_str(&d, a, most);
    r->root_cause_zh = dice_below(&d, 2) ? hostile_str(&d, a, most) : (struct str){0};
    r->fix_rate = hostile_rate(&d, a);
    r->version_count = hostile_count(&d);
    r->workaround_count = hostile_count(&d);
    r->dead_end_count = hostile_count(&d);
    hostile_items(&d, a, r->versions, r->version_count, 5);
    hostile_items(&d, a, r->workarounds, r->workaround_count, most);
    hostile_items(&d, a, r->dead_ends, r->dead_end_count, most);
}

static inline void json_member(struct buf *out, const char *key, struct str v)
{
    buf_addf(out, "%s\"%s\": ", out->s[out->len - 1] == '{' ? "" : ", ", key);
    if (v.s)
        json_quote(out, v);
    else
        buf_adds(out, "null");
}

/* The record as JSON of the built-in schema's shape. */
static inline void hostile_json(const struct hostile_record *r, struct buf *out)
{
    buf_adds(out, "{");
    json_member(out, "id", r->id);
    json_member(out, "signature", r->signature);
    if (r->signature_zh.s)
        json_member(out, "signature_zh", r->signature_zh);
    json_member(out, "domain", r->domain);
    json_member(out, "category", r->category);
    json_member(out, "root_cause", r->root_cause);
    if (r->root_cause_zh.s)
        json_member(out, "root_cause_zh", r->root_cause_zh);
    buf_adds(out, ", \"versions\": [");
    for (size_t i = 0; i < r->version_count; i++) {
        const struct hostile_item *v = &r->versions[i];
        buf_adds(out, i ? ", {" : "{");
        json_member(out, "version", v->a);
        json_member(out, "introduced", v->zh);
        json_member(out, "deprecated", (struct str){0});
        json_member(out, "status", v->b);
        buf_adds(out, "}");
    }
    buf_adds(out, "], \"dead_ends\": [");
    for (size_t i = 0; i < r->dead_end_count; i++) {
        const struct hostile_item *v = &r->dead_ends[i];
        buf_adds(out, i ? ", {" : "{");
        json_member(out, "action", v->a);
        json_member(out, "why_fails", v->b);
        buf_addf(out, ", \"fail_rate\": %.*s}", STR_FMT(v->rate));
    }
    buf_adds(out, "], \"workarounds\": [");
    for (size_t i = 0; i < r->workaround_count; i++) {
        const struct hostile_item *v = &r->workarounds[i];
        buf_adds(out, i ? ", {" : "{");
        json_member(out, "action", v->a);
        buf_addf(out, ", \"success_rate\": %.*s", STR_FMT(v->rate));
        json_member(out, "how", v->b);
        buf_adds(out, "}");
    }
    buf_adds(out, "], \"workarounds_zh\": [");
    for (size_t i = 0; i < r->workaround_count; i++) {
        buf_adds(out, i ? ", " : "");
        json_quote(out, r->workarounds[i].zh.s ? r->workarounds[i].zh : STR(""));
    }
    buf_adds(out, "]");
    json_member(out, "error_code", r->error_code);
    json_member(out, "verification_tier", r->verification);
    buf_addf(out, ", \"fix_success_rate\": %.*s}", STR_FMT(r->fix_rate));
}

#endif
