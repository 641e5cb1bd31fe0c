/* The property of pages: parsed by cmark-gfm, each node's text is the field it came from, and there is no
 * node that no field accounts for. KEDB_PAGES=N tries N records instead of the usual number, KEDB_SEED=N
 * starts elsewhere. Skipped where cmark-gfm's library is not installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "hostile.h"
#include "schema_roles.h"

#if __has_include(<cmark-gfm.h>)
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

enum { PAGES = 3000, PIECES = 14 };

/* ---- what a reader of a value expects, worked out apart from the renderer ---- */

/* As a page can hold it: no C0 controls but white space, no U+FFFE. */
static void expect_bytes(struct buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < 0x20 && !strchr("\t\n\v\f\r", s[i] ? s[i] : 'x'))
            buf_adds(out, "\xEF\xBF\xBD");
        else if (i + 2 < len && memcmp(s + i, "\xEF\xBF\xBE", 3) == 0)
            buf_adds(out, "\xEF\xBF\xBD"), i += 2;
        else
            buf_addc(out, s[i]);
}

/* A code span's content by CommonMark 6.1. */
static void expect_code(struct buf *out, const char *s, size_t len)
{
    struct buf b = BUF_INIT;
    expect_bytes(&b, s, len);
    bool blank = true;
    for (size_t i = 0; i < b.len; i++) {
        if (b.s[i] == '\r' && b.s[i + 1] == '\n')
            memmove(b.s + i, b.s + i + 1, b.len-- - i);
        if (strchr("\n\r\v\f", b.s[i]))
            b.s[i] = ' ';
        blank = blank && b.s[i] == ' ';
    }
    bool strip = !blank && b.len >= 2 && b.s[0] == ' ' && b.s[b.len - 1] == ' ';
    buf_add(out, b.s + strip, b.len - 2u * strip);
    buf_release(&b);
}

/* The text of a value, its code spans' delimiters dropped. The contents of the spans go to `codes`, each
 * followed by U+0001. */
static void expect_text(struct buf *out, struct buf *codes, struct str v)
{
    for (size_t i = 0; i < v.len;) {
        if (v.s[i] != '`') {
            size_t from = i;
            while (i < v.len && v.s[i] != '`')
                i++;
            expect_bytes(out, v.s + from, i - from);
            continue;
        }
        size_t run = 0, close = SIZE_MAX;
        while (i + run < v.len && v.s[i + run] == '`')
            run++;
        for (size_t j = i + run; j < v.len && close == SIZE_MAX;) {
            size_t n = 0;
            while (j + n < v.len && v.s[j + n] == '`')
                n++;
            if (n == run)
                close = j;
            j += n ? n : 1;
        }
        if (close == SIZE_MAX) {
            buf_fill(out, '`', run);
            i += run;
            continue;
        }
        expect_code(out, v.s + i + run, close - i - run);
        if (codes) {
            expect_code(codes, v.s + i + run, close - i - run);
            buf_addc(codes, 1);
        }
        i = close + run;
    }
}

static void fold(struct buf *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->len; i++) {
        bool white = ascii_is_space((unsigned char)b->s[i]);
        if (!white)
            b->s[n++] = b->s[i];
        else if (n > 0 && b->s[n - 1] != ' ')
            b->s[n++] = ' ';
    }
    b->len = n > 0 && b->s[n - 1] == ' ' ? n - 1 : n;
    if (b->s)
        b->s[b->len] = 0;
}

static bool expect_blank(struct str v)
{
    struct buf b = BUF_INIT;
    expect_bytes(&b, v.s, v.len);
    fold(&b);
    bool blank = b.len == 0;
    buf_release(&b);
    return blank;
}

/* ---- the page as a tree ---- */

struct tree {
    const char *record, *page; /* for the message */
    uint64_t seed;
    xmlDocPtr xml;
    xmlXPathContextPtr xpath;
};

static void blame(const struct tree *t, const char *what, const char *got, const char *want)
{
    fprintf(stderr, "seed %llu: %s\n got  <%s>\n want <%s>\n--- record\n%.3000s\n--- page\n%.3000s\n",
            (unsigned long long)t->seed, what, got, want, t->record, t->page);
    fail();
}

static xmlXPathObjectPtr ask(struct tree *t, xmlNodePtr from, const char *query)
{
    t->xpath->node = from ? from : (xmlNodePtr)t->xml;
    xmlXPathObjectPtr r = xmlXPathEval((const xmlChar *)query, t->xpath);
    assert_non_null(r);
    return r;
}

static void want_string(struct tree *t, xmlNodePtr from, const char *query, struct buf *want, bool folded)
{
    xmlXPathObjectPtr r = ask(t, from, query);
    xmlChar *s = xmlXPathCastToString(r);
    struct buf got = BUF_INIT;
    buf_adds(&got, (const char *)s);
    buf_adds(want, "");
    if (folded) {
        fold(&got);
        fold(want);
    }
    if (!str_eq(buf_str(&got), buf_str(want)))
        blame(t, query, got.s ? got.s : "", want->s ? want->s : "");
    buf_release(&got);
    buf_clear(want);
    xmlFree(s);
    xmlXPathFreeObject(r);
}

static void want_count(struct tree *t, xmlNodePtr from, const char *query, size_t want)
{
    xmlXPathObjectPtr r = ask(t, from, query);
    size_t got = r->nodesetval ? (size_t)r->nodesetval->nodeNr : 0;
    char a[32], b[32];
    snprintf(a, sizeof a, "%zu", got);
    snprintf(b, sizeof b, "%zu", want);
    if (got != want)
        blame(t, query, a, b);
    xmlXPathFreeObject(r);
}

/* The code spans below a node, in order. */
static void want_codes(struct tree *t, xmlNodePtr from, struct buf *want)
{
    xmlXPathObjectPtr r = ask(t, from, ".//m:code");
    struct buf got = BUF_INIT;
    for (int i = 0; r->nodesetval && i < r->nodesetval->nodeNr; i++) {
        xmlChar *s = xmlNodeGetContent(r->nodesetval->nodeTab[i]);
        buf_adds(&got, (const char *)s);
        buf_addc(&got, 1);
        xmlFree(s);
    }
    if (!str_eq(buf_str(&got), buf_str(want)))
        blame(t, "code spans", got.s ? got.s : "", want->s ? want->s : "");
    buf_clear(want);
    buf_release(&got);
    xmlXPathFreeObject(r);
}

static xmlNodePtr child(struct tree *t, xmlNodePtr parent, size_t index, const char *name)
{
    xmlNodePtr n = parent->children;
    for (; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && index-- == 0)
            break;
    if (!n || strcmp((const char *)n->name, name) != 0)
        blame(t, "structure", n ? (const char *)n->name : "nothing", name);
    return n;
}

static size_t children(xmlNodePtr parent)
{
    size_t count = 0;
    for (xmlNodePtr n = parent->children; n; n = n->next)
        count += n->type == XML_ELEMENT_NODE;
    return count;
}

/* ---- comparing ---- */

static void add_rate(struct buf *want, struct str rate, const char *what)
{
    double x = strtod(rate.s, NULL);
    /* the lexemes of hostile_rate() are short: a little more than half an ulp settles halves */
    buf_addf(want, " (%d%%%s)", (int)(x * 100 + 0.5 + 1e-9), what);
}

static void check_line(struct tree *t, xmlNodePtr list, size_t *at, const char *label, struct str v,
                       bool code)
{
    struct buf want = BUF_INIT, codes = BUF_INIT;
    if (!v.s)
        return;
    xmlNodePtr item = child(t, list, (*at)++, "item");
    want_count(t, item, "m:paragraph/m:strong", 1);
    buf_adds(&want, label);
    want_string(t, item, "m:paragraph/m:strong", &want, true);
    buf_addf(&want, "%s ", label);
    if (code) {
        expect_bytes(&want, v.s, v.len);
        want_count(t, item, "m:paragraph/m:code", 1);
        want_count(t, item, "m:paragraph/*[not(self::m:text)]", 2);
    } else {
        expect_text(&want, &codes, v);
        want_codes(t, item, &codes);
    }
    want_string(t, item, "m:paragraph", &want, true);
    want_count(t, item, "*", 1);
    buf_release(&want);
    buf_release(&codes);
}

static void check_block(struct tree *t, xmlNodePtr node, struct str v)
{
    struct buf want = BUF_INIT, codes = BUF_INIT;
    expect_text(&want, &codes, v);
    want_string(t, node, ".", &want, true);
    want_codes(t, node, &codes);
    want_count(t, node, ".//*[not(self::m:text or self::m:code)]", 0);
    buf_release(&want);
    buf_release(&codes);
}

static void check_section(struct tree *t, xmlNodePtr doc, size_t *at, const char *heading)
{
    struct buf want = BUF_INIT;
    xmlNodePtr h = child(t, doc, (*at)++, "heading");
    buf_adds(&want, heading);
    want_string(t, h, ".", &want, false);
    buf_adds(&want, "2");
    want_string(t, h, "string(@level)", &want, false);
    buf_release(&want);
}

static void check_cell(struct tree *t, xmlNodePtr row, size_t i, struct str v)
{
    xmlNodePtr cell = child(t, row, i, "table_cell");
    check_block(t, cell, v.s ? v : STR("\xE2\x80\x94"));
}

static void check_versions(struct tree *t, xmlNodePtr table, const struct hostile_record *r)
{
    want_count(t, table, "m:table_row", r->version_count);
    for (size_t i = 0; i < r->version_count; i++) {
        xmlNodePtr row = child(t, table, i + 1, "table_row");
        want_count(t, row, "*", 4);
        check_cell(t, row, 0, r->versions[i].a);
        check_cell(t, row, 1, r->versions[i].b);
        check_cell(t, row, 2, r->versions[i].zh);
        check_cell(t, row, 3, (struct str){0});
    }
}

static void check_how(struct tree *t, xmlNodePtr item, struct str how)
{
    struct buf want = BUF_INIT, bytes = BUF_INIT;
    expect_bytes(&bytes, how.s, how.len);
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.s[i] == '\r' && bytes.s[i + 1] == '\n')
            continue;
        if (bytes.s[i] == '\v' || bytes.s[i] == '\f')
            buf_adds(&want, "\xEF\xBF\xBD");
        else
            buf_addc(&want, bytes.s[i] == '\r' ? '\n' : bytes.s[i]);
    }
    buf_addc(&want, '\n');
    want_string(t, item, "m:code_block", &want, false);
    want_string(t, item, "string(m:code_block/@info)", &want, false);
    buf_release(&want);
    buf_release(&bytes);
}

static void check_items(struct tree *t, xmlNodePtr list, const struct hostile_item *items, size_t count,
                        bool workarounds)
{
    want_count(t, list, "m:item", count);
    struct buf want = BUF_INIT, codes = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        const struct hostile_item *x = &items[i];
        xmlNodePtr item = child(t, list, i, "item");
        want_count(t, item, "*", workarounds ? 2 : 1);
        want_count(t, item, "m:paragraph/m:strong", 1);
        want_count(t, item, ".//*[not(self::m:text or self::m:code)]", workarounds ? 3 : 2);
        expect_text(&want, &codes, x->a);
        want_string(t, item, "m:paragraph/m:strong", &want, true);
        expect_text(&want, NULL, x->a);
        if (!workarounds) {
            buf_adds(&want, " \xE2\x80\x94 ");
            expect_text(&want, &codes, x->b);
        }
        add_rate(&want, x->rate, workarounds ? " success" : " fail");
        want_string(t, item, "m:paragraph", &want, true);
        want_codes(t, item, &codes);
        if (workarounds)
            check_how(t, item, x->b);
    }
    buf_release(&want);
    buf_release(&codes);
}

static void check_page(struct tree *t, const struct hostile_record *r)
{
    xmlNodePtr doc = xmlDocGetRootElement(t->xml);
    size_t at = 0, line = 0;
    check_block(t, child(t, doc, at++, "heading"), r->signature);
    xmlNodePtr list = child(t, doc, at++, "list");
    check_line(t, list, &line, "ID:", r->id, true);
    check_line(t, list, &line, "Domain:", r->domain, false);
    check_line(t, list, &line, "Category:", r->category, false);
    check_line(t, list, &line, "Error Code:", r->error_code, true);
    check_line(t, list, &line, "Verification:", r->verification, false);
    struct buf rate = BUF_INIT;
    add_rate(&rate, r->fix_rate, "");
    struct str fix = str_sub(buf_str(&rate), 2, rate.len - 1);
    check_line(t, list, &line, "Fix Rate:", fix, false);
    buf_release(&rate);
    want_count(t, list, "m:item", line);
    check_section(t, doc, &at, "Root Cause");
    if (!expect_blank(r->root_cause))
        check_block(t, child(t, doc, at++, "paragraph"), r->root_cause);
    if (r->version_count) {
        check_section(t, doc, &at, "Version Compatibility");
        check_versions(t, child(t, doc, at++, "table"), r);
    }
    if (r->workaround_count) {
        check_section(t, doc, &at, "Workarounds");
        check_items(t, child(t, doc, at++, "list"), r->workarounds, r->workaround_count, true);
    }
    if (r->dead_end_count) {
        check_section(t, doc, &at, "Dead Ends");
        check_items(t, child(t, doc, at++, "list"), r->dead_ends, r->dead_end_count, false);
    }
    assert_int_equal(children(doc), at);
}

/* The extensions by name, ended by NULL. */
static char *page_xml(struct str page, const char *const *extensions)
{
    cmark_parser *p = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (; *extensions; extensions++)
        cmark_parser_attach_syntax_extension(p, cmark_find_syntax_extension(*extensions));
    cmark_parser_feed(p, page.s, page.len);
    cmark_node *root = cmark_parser_finish(p);
    char *xml = cmark_render_xml(root, CMARK_OPT_DEFAULT);
    cmark_node_free(root);
    cmark_parser_free(p);
    return xml;
}

/* Takes away the white space by which the XML is indented: text is in leaves only. */
static void prune(xmlNodePtr n)
{
    static const char *const leaves[] = {"text", "code", "code_block", "html_block", "html_inline"};
    for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
        if (strcmp((const char *)n->name, leaves[i]) == 0)
            return;
    for (xmlNodePtr c = n->children, next; c; c = next) {
        next = c->next;
        if (c->type == XML_ELEMENT_NODE) {
            prune(c);
        } else {
            xmlUnlinkNode(c);
            xmlFreeNode(c);
        }
    }
}

static const char *const plain[] = {"table", NULL};
static const char *const github[] = {"table", "strikethrough", "autolink", "tagfilter", "tasklist", NULL};

static void try_record(const struct schema_roles *s, const struct hostile_record *r, uint64_t seed)
{
    struct buf json = BUF_INIT, page = BUF_INIT;
    hostile_json(r, &json);
    assert_true(page_of_text(s, buf_str(&json), PAGE_ENGLISH, &page));
    assert_int_equal(page.s[page.len - 1], '\n');
    struct tree t = {.record = json.s, .page = page.s, .seed = seed};
    /* an e-mail address is a link on GitHub whatever is done; all else must not be */
    bool mail = memchr(page.s, '@', page.len) != NULL;
    char *xml = page_xml(buf_str(&page), mail || seed % 2 ? plain : github);
    t.xml = xmlReadMemory(xml, (int)strlen(xml), "page", "UTF-8",
                          XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    if (!t.xml)
        blame(&t, "the page is not well-formed as XML", xml, "");
    prune(xmlDocGetRootElement(t.xml));
    t.xpath = xmlXPathNewContext(t.xml);
    xmlXPathRegisterNs(t.xpath, (const xmlChar *)"m", (const xmlChar *)"http://commonmark.org/xml/1.0");
    check_page(&t, r);
    xmlXPathFreeContext(t.xpath);
    xmlFreeDoc(t.xml);
    free(xml);
    buf_release(&json);
    buf_release(&page);
}

static unsigned long long setting(const char *name, unsigned long long otherwise)
{
    const char *v = getenv(name);
    return v && *v ? strtoull(v, NULL, 10) : otherwise;
}

static void test_random(void **state)
{
    const struct schema_roles *s = *state;
    static struct hostile_record r;
    uint64_t first = setting("KEDB_SEED", 1), count = setting("KEDB_PAGES", PAGES);
    for (uint64_t seed = first; seed < first + count; seed++) {
        hostile_make(&r, seed, seed % 3 ? 4 : PIECES);
        try_record(s, &r, seed);
        arena_release(&r.arena);
    }
    print_message("%llu pages compared\n", (unsigned long long)count);
}

static void set_all(struct hostile_record *r, struct str v)
{
    *r = (struct hostile_record){.signature = v,
                                 .id = v,
                                 .domain = v,
                                 .category = v,
                                 .root_cause = v,
                                 .error_code = v,
                                 .verification = v,
                                 .fix_rate = STR("0.845"),
                                 .version_count = 1,
                                 .workaround_count = 1,
                                 .dead_end_count = 1};
    r->versions[0] = (struct hostile_item){v, v, STR("1"), v};
    r->workarounds[0] = r->dead_ends[0] = (struct hostile_item){v, v, STR("1"), {0}};
}

/* Every ASCII punctuation, alone and doubled, before, after, between and within words, in every slot. */
static void test_punctuation(void **state)
{
    static const char *const frames[] = {"%s",      "%sa",
                                         "a%s",     "a%sb",
                                         "a %s b",  "%s a",
                                         "a %s",    "a%s b%sc",
                                         "%sa%s",   "(%s)",
                                         "1%s",     "1%s x",
                                         "\\%s",    "%s\\",
                                         "`%s`",    "a%s`b`",
                                         "`b`%sa",  "\xE4\xB8\xAD%s\xE6\x96\x87",
                                         "x\n%s y", "x\r\n\r\n%s\n%s"};
    static struct hostile_record r;
    for (char c = '!'; c <= '~'; c++) {
        if (ascii_is_alnum((unsigned char)c))
            continue;
        for (size_t f = 0; f < sizeof frames / sizeof *frames; f++) {
            for (int times = 1; times <= 4; times++) {
                char piece[8] = {0}, value[64];
                memset(piece, c, (size_t)times);
                size_t n = 0;
                for (const char *p = frames[f]; *p; p++)
                    if (p[0] == '%' && p[1] == 's')
                        n += (size_t)snprintf(value + n, sizeof value - n, "%s", piece), p++;
                    else
                        value[n++] = *p;
                set_all(&r, (struct str){value, n});
                value[n] = 0;
                try_record(*state, &r, (uint64_t)c);
            }
        }
    }
}

/* A field of a mebibyte: of each hostile piece over and over. */
static void test_large(void **state)
{
    static struct hostile_record r;
    static const char *const pieces[] = {"word ", "`",  "` ", "`` ` ", "*a",    "_",
                                         "[",     "\n", "| ", "<b>",   "&amp;", "\\"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf b = BUF_INIT;
        while (b.len < 1 << 20)
            buf_adds(&b, pieces[i]);
        set_all(&r, STR("x"));
        r.root_cause = r.workarounds[0].b = r.versions[0].a = buf_str(&b);
        if (strchr(pieces[i], '`'))
            r.versions[0].a = r.root_cause = STR("x"); /* the oracle's search is quadratic */
        try_record(*state, &r, i);
        buf_release(&b);
    }
}

static int open_roles(void **state)
{
    static struct schema_roles s;
    cmark_gfm_core_extensions_ensure_registered();
    schema_roles_open(&s, builtin_record_schema());
    *state = &s;
    return 0;
}

static int close_roles(void **state)
{
    schema_roles_close(*state);
    xmlCleanupParser();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_punctuation),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, open_roles, close_roles);
}
#else
int main(void)
{
    fputs("skipped: the library of cmark-gfm is not installed\n", stderr);
    return 0;
}
#endif
