/* The page reader and its verdicts on fragments: what browsers find, in pieces of any size. */
#include "support.h"

#include "link/fragment.h"
#include "link/page.h"

#include <libxml/HTMLparser.h>

static struct url at = {
    .page = {"https://docs.acme.com/x", 23}, .host = {"docs.acme.com", 13}, .path = {"/x", 2}};

static void load(struct page *p, const char *type, struct str html, size_t piece, bool want_text)
{
    page_begin(p, str_of(type), want_text);
    for (size_t i = 0; i < html.len; i += piece)
        page_push(p, str_sub(html, i, i + piece < html.len ? i + piece : html.len));
    page_end(p, true);
}

struct row {
    const char *body, *fragment;
    enum fragment_verdict want;
};

static void judge_rows(const struct row *rows, size_t count, const char *type)
{
    static const size_t pieces[] = {1, 3, 7, 1 << 20};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            struct page p;
            struct buf html = BUF_INIT;
            buf_addf(&html, "<!doctype html><title>T</title><p>%0*d</p>%s<p>after</p>", 300, 0, rows[i].body);
            load(&p, type, buf_str(&html), pieces[k], fragment_wants_text(str_of(rows[i].fragment)));
            enum fragment_verdict got = fragment_judge(&p, &at, str_of(rows[i].fragment));
            if (got != rows[i].want)
                fail_msg("%s with #%s in pieces of %zu: %s", rows[i].body, rows[i].fragment, pieces[k],
                         fragment_name(got));
            page_release(&p);
            buf_release(&html);
        }
    }
}

#define FOUND   FRAGMENT_FOUND
#define MISSING FRAGMENT_MISSING
#define UNKNOWN FRAGMENT_UNDECIDED

static void ids(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"<h2 id=\"install\">", "install", FOUND},
        {"<h2 id=\"install\">", "instal", MISSING},
        {"<h2 id=\"Install\">", "install", MISSING},
        {"<h2 ID='install'>", "install", FOUND},
        {"<h2 class=x id=install>", "install", FOUND},
        {"<h2 id=install/>", "install", MISSING}, /* the value is "install/" */
        {"<h2 id = \n\"install\"\n>", "install", FOUND},
        {"<h2 id=\"a\" id=\"b\">", "b", MISSING},
        {"<h2 id=\" install\">", "install", MISSING},
        {"<h2 data-id=\"x\" xid=\"x\">", "x", MISSING},
        {"<a name=\"x\">", "x", FOUND},
        {"<A NAME=x>", "x", FOUND},
        {"<div name=\"x\">", "x", MISSING},
        {"<h2 id=\"a b\">", "a%20b", FOUND},
        {"<h2 id=\"a%3Ab\">", "a%3Ab", FOUND},
        {"<h2 id=\"a:b\">", "a%3Ab", FOUND},
        {"<h2 id=\"\u5b89\u88c5\">", "\u5b89\u88c5", FOUND},
        {"<h2 id=\"\u5b89\u88c5\">", "%E5%AE%89%E8%A3%85", FOUND},
        {"<h2 id=\"%E5%AE%89%E8%A3%85\">", "\u5b89\u88c5", FOUND},
        {"<h2 id=\"c++\">", "c++", FOUND},
        {"<h2 id=\"a&amp;b\">", "a&b", FOUND},
        {"<h2 id=\"a&b\">", "a&b", FOUND},
        {"<h2 id=\"a&#98;c&#x64;\">", "abcd", FOUND},
        {"<h2 id=\"caf&eacute;\">", "caf\u00e9", FOUND},
        {"<h2 id=\"x&copy=1\">", "x&copy=1", FOUND},
        {"<h2 id=\"x&copy;\">", "x\u00a9", FOUND},
        {"<p title=\"a > b <h2 id='nope'>\">", "nope", MISSING},
        {"<p title='\"'><h2 id=x>", "x", FOUND},
        {"a < b && c <d then <h2 id=x>", "x", FOUND},
        {"<3 <h2 id=x>", "x", FOUND},
        {"</h2 id=x>", "x", MISSING},
        {"</ id=x><h2 id=y>", "y", FOUND},
        {"<? id=x ?><h2 id=y>", "y", FOUND},
        {"<!-- <h2 id=x> -->", "x", MISSING},
        {"<!--><h2 id=x>-->", "x", FOUND},
        {"<!---><h2 id=x>", "x", FOUND},
        {"<!-- a --!><h2 id=x>", "x", FOUND},
        {"<!-- a -- > <h2 id=x> -->", "x", MISSING},
        {"<!-- a ---><h2 id=x>", "x", FOUND},
        {"<!doctype x [ <h2 id=x>", "x", MISSING},
        {"<![CDATA[ <h2 id=x> ]]>", "x", MISSING},
        {"<svg><![CDATA[ <g id=x> ]]></svg>", "x", MISSING},
        {"<svg><![CDATA[ > ]]><g id=x></svg>", "x", FOUND},
        {"<svg><g id=\"x\"></g></svg>", "x", FOUND},
        {"<svg><style> <g id=x> </style></svg>", "x", FOUND},
        {"<svg><title><b id=x></title></svg>", "x", FOUND},
        {"<svg/><script>'<b id=x>'</script>", "x", MISSING},
        {"<svg><p><style><b id=x></style>", "x", MISSING},
        {"<template><h2 id=x></h2></template>", "x", MISSING},
        {"<template><template></template><h2 id=x></h2></template><h2 id=y>", "x", MISSING},
        {"<template><template></template></template><h2 id=y>", "y", FOUND},
        {"<style>/* <h2 id=x> */</style>", "x", MISSING},
        {"<textarea><h2 id=x></textarea>", "x", MISSING},
        {"<title><h2 id=x></title>", "x", MISSING},
        {"<xmp><h2 id=x></xmp>", "x", MISSING},
        {"<iframe><h2 id=x></iframe>", "x", MISSING},
        {"<noembed><h2 id=x></noembed>", "x", MISSING},
        {"<noscript><h2 id=x></noscript>", "x", MISSING},
        {"<plaintext><h2 id=x>", "x", MISSING},
        {"<script>'<h2 id=x>'</script>", "x", MISSING},
        {"<script></scripty><h2 id=x></script>", "x", MISSING},
        {"<script></script/><h2 id=x>", "x", FOUND},
        {"<script><!-- <script> </script> <h2 id=x> --></script>", "x", MISSING},
        {"<script><!-- <script> </script> --> </script><h2 id=x>", "x", FOUND},
        {"<script><!-- </script><h2 id=x>", "x", FOUND},
        {"<script><!--></script><h2 id=x>", "x", FOUND},
        {"<select><option id=x></select>", "x", FOUND},
        {"<h2 id=x", "x", MISSING},
        {"", "", FOUND},
        {"", "top", FOUND},
        {"", "TOP", FOUND},
        {"<a id=user-content-x>", "x", FOUND},
        {"<a id=user-content-X>", "x", MISSING},
        {"", "L10", MISSING},
        {"", "/route", MISSING},
        {"<script src=a.js></script>", "/route", UNKNOWN},
        {"<script src=a.js></script>", "!topic/x", UNKNOWN},
        {"<script src=a.js></script>", "tab=x", UNKNOWN},
        {"<script src=a.js></script>", "x", MISSING},
        {"<script src=a.js></script><div id=root></div>", "x", UNKNOWN},
        {"<script src=a.js></script><div id=root>text</div>", "x", MISSING},
        {"a\xff\xfe\xc3( <h2 id=x>", "x", FOUND},
        {"<h2 id=caf\xe9>", "caf\u00e9", FOUND},
    };
    judge_rows(rows, sizeof rows / sizeof *rows, "text/html");
}

static void xhtml(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"<html><h2 id=\"x\"/></html>", "x", FOUND},
        {"<html><script/><h2 id=\"x\"/></html>", "x", FOUND},
        {"<html><a xml:id=\"x\"/></html>", "x", FOUND},
        {"<html><h2 ID=\"x\"/></html>", "x", MISSING},
        {"<html><![CDATA[<h2 id=\"x\"/>]]></html>", "x", MISSING},
        {"<book><section name=\"x\"/></book>", "x", UNKNOWN},
    };
    judge_rows(rows, sizeof rows / sizeof *rows, "application/xhtml+xml; charset=utf-8");
}

static void text_directives(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"<p>The quick <b>brown</b> fox&nbsp;jumps", ":~:text=quick%20brown%20fox%20jumps", FOUND},
        {"<p>The quick brown fox", ":~:text=Quick%20Brown", FOUND},
        {"<p>The quick brown fox", ":~:text=lazy%20dog", MISSING},
        {"<p>The quick brown fox", ":~:text=row", MISSING},
        {"<p>alpha beta gamma", ":~:text=alpha-,beta,-gamma", FOUND},
        {"<p>alpha beta gamma", ":~:text=gamma-,beta", MISSING},
        {"<p>alpha beta gamma", ":~:text=alpha,gamma", FOUND},
        {"<p>alpha beta gamma", ":~:text=gamma,alpha", MISSING},
        {"<p>one<p>two", ":~:text=one%20two", FOUND},
        {"<p>one&amp;two", ":~:text=one%26two", FOUND},
        {"<p>a-b, c", ":~:text=a%2Db%2C%20c", FOUND},
        {"<script>'hidden needle'</script>", ":~:text=hidden%20needle", MISSING},
        {"<p id=x>one", "x:~:text=one", FOUND},
        {"<p id=x>one", "y:~:text=one", MISSING},
        {"<p>one two", ":~:text=one&text=two", FOUND},
        {"<p>one", ":~:text=", FOUND},
        {"<div hidden>a<div>b</div>c</div>d", ":~:text=c", MISSING},
        {"<div hidden>a<div>b</div>c</div>d", ":~:text=d", FOUND},
        {"<p style='color: red; display: none'>a</p>", ":~:text=a", MISSING},
        {"<input hidden>text", ":~:text=text", FOUND},
        {"<p>one two", ":~:text=one&text=three", MISSING},
        {"<p>\u5982\u4f55\u5b89\u88c5\u8f6f\u4ef6", ":~:text=\u5b89\u88c5", FOUND},
    };
    judge_rows(rows, sizeof rows / sizeof *rows, "text/html");
}

static void other_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *type, *body, *fragment;
        enum fragment_verdict want;
    } rows[] = {
        {"application/pdf", "%PDF-1.4", "page=3", FOUND},
        {"application/pdf", "%PDF-1.4", "page=3&zoom=100", FOUND},
        {"application/pdf", "%PDF-1.4", "page=three", UNKNOWN},
        {"application/pdf", "%PDF-1.4", "section.2", UNKNOWN},
        {"", "%PDF-1.4", "page=3", FOUND},
        {"", "<html><h2 id=x>", "x", FOUND},
        {"", "  \n<h2 id=x>", "x", FOUND},
        {"", "no markup", "x", UNKNOWN},
        {"text/markdown", "# Guide\n\n## Install Steps!\n", "install-steps", FOUND},
        {"text/markdown", "# Guide\n", "other", UNKNOWN},
        {"image/svg+xml", "<svg><g id='x'/></svg>", "x", FOUND},
        {"image/svg+xml", "<svg><g id='x'/></svg>", "y", UNKNOWN},
        {"text/plain", "<h2 id=x>", "x", UNKNOWN},
        {"application/json", "{}", "x", UNKNOWN},
        {"image/png", "\x89PNG", "x", UNKNOWN},
        {"text/html; charset=klingon", "<h2 id=x>", "x", FOUND},
        {"text/html; charset=gbk", "<h2 id=\"\xb0\xb2\xd7\xb0\">", "\u5b89\u88c5", FOUND},
        {"text/html", "<meta charset=\"gb2312\"><h2 id=\"\xb0\xb2\xd7\xb0\">", "\u5b89\u88c5", FOUND},
        {"text/html",
         "<meta http-equiv=content-type content='text/html; charset=shift_jis'><b id=\"\x93\xfa\">", "\u65e5",
         FOUND},
        {"text/html; charset=iso-8859-1", "<h2 id=\"caf\xe9\">", "caf\u00e9", FOUND},
        {"text/html; charset=\"utf-8\"", "<h2 id=\"caf\u00e9\">", "caf\u00e9", FOUND},
        {"text/html", "\xef\xbb\xbf<h2 id=x>", "x", FOUND},
        {"text/html; charset=gbk", "\xef\xbb\xbf<h2 id=\u00e9>", "\u00e9", FOUND},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t piece = 1; piece < 100; piece *= 5) {
            struct page p;
            load(&p, rows[i].type, str_of(rows[i].body), piece, false);
            enum fragment_verdict got = fragment_judge(&p, &at, str_of(rows[i].fragment));
            if (got != rows[i].want)
                fail_msg("%s %s with #%s: %s", rows[i].type, rows[i].body, rows[i].fragment,
                         fragment_name(got));
            page_release(&p);
        }
    }
    static const char wide[] = "\xff\xfe<\0h\0"
                               "2\0 \0i\0d\0=\0x\0>\0";
    struct page p;
    load(&p, "text/html", (struct str){wide, sizeof wide - 1}, 1, false);
    assert_true(page_has_id(&p, STR("x")));
    page_release(&p);
}

static void code_hosts(void **state)
{
    (void)state;
    struct url blob = {.host = STR("github.com"), .path = STR("/a/b/blob/main/x.c")};
    struct url issue = {.host = STR("github.com"), .path = STR("/a/b/issues/7")};
    struct page p;
    load(&p, "text/html", STR("<p>text</p>"), 100, false);
    assert_int_equal(fragment_judge(&p, &blob, STR("L10-L20")), FOUND);
    assert_int_equal(fragment_judge(&p, &blob, STR("install")), MISSING);
    assert_int_equal(fragment_judge(&p, &issue, STR("issuecomment-12")), UNKNOWN);
    page_release(&p);
}

static void facts(void **state)
{
    (void)state;
    struct page p;
    load(&p, "text/html",
         STR("<title> A &amp; B\n | Docs </title><base href='/b/'><meta name=Robots content='x, NOINDEX'>"
             "<meta http-equiv=Refresh content=' 0 ; URL = \"/next#x\" '><h1>First "
             "<code>one</code>\xC2\xB6</h1>"
             "<h2>Second</h2><input type=PASSWORD>"),
         2, false);
    assert_str_equal(p.title, "A & B | Docs");
    assert_str_equal(p.h1, "First one");
    assert_int_equal(p.headings.len, 2);
    assert_str_equal(p.base, "/b/");
    assert_str_equal(p.refresh, "/next#x");
    assert_int_equal(p.refresh_after, 0);
    assert_true(p.noindex && p.password && p.whole);
    page_release(&p);
    load(&p, "text/html",
         STR("<noscript><meta http-equiv=refresh content='0;url=x'></noscript>"
             "<meta http-equiv=refresh content='30'>"),
         9, false);
    assert_null(p.refresh.s);
    page_release(&p);
}

static void nearest(void **state)
{
    (void)state;
    struct page p;
    struct arena a = ARENA_INIT;
    struct str out[FRAGMENT_NEAREST];
    load(&p, "text/html", STR("<b id=usage><b id=installing><b id=Install><b id='in stall'><b id=zebra>"), 9,
         false);
    assert_int_equal(fragment_nearest(&p, STR("install"), &a, out), 3);
    assert_str_equal(out[0], "Install");
    assert_str_equal(out[1], "in%20stall");
    assert_str_equal(out[2], "installing");
    assert_int_equal(fragment_nearest(&p, STR("quux"), &a, out), 0);
    page_release(&p);
    arena_release(&a);
}

/* ---- held against libxml2, where that follows the standard ---- */

static void sax_element(void *ctx, const xmlChar *name, const xmlChar **atts)
{
    struct page *p = ctx;
    for (; atts && atts[0]; atts += 2)
        if (atts[1] &&
            (xmlStrEqual(atts[0], (const xmlChar *)"id") ||
             (xmlStrEqual(atts[0], (const xmlChar *)"name") && xmlStrEqual(name, (const xmlChar *)"a"))))
            page_add_id(p, str_of((const char *)atts[1]));
}

/* The part with '@' as the number. */
static void add_part(struct buf *html, const char *part, int number)
{
    for (; *part; part++) {
        if (*part == '@')
            buf_addf(html, "%d", number);
        else
            buf_addc(html, *part);
    }
}

static void same_ids_as_libxml2(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "<div id=a@>",
        "<p class='x y' id=\"b@\">text",
        "</div>",
        "<a name=c@ href='#'>x</a>",
        "<!-- <i id=no@> -->",
        "<script>if (a<b) document.write('<i id=no@>');</script>",
        "<h2 id='d&amp;@'>head</h2>",
        "<br id=e@>",
        "<img alt='a > b' id=f@>",
        "<ul><li id=g@>one<li>two</ul>",
        "<style>p > i { }</style>",
        "<td id=h@>",
        "&lt;i id=no@&gt;",
        "<input disabled id=i@>",
        "<pre id=j@>\n a < b </pre>",
    };
    uint64_t seed = 88172645463325252u;
    for (int round = 0; round < 300; round++) {
        struct buf html = BUF_INIT;
        buf_adds(&html, "<!doctype html><html><head><meta charset=utf-8><title>t</title></head><body>");
        for (int i = 0; i < 40; i++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            add_part(&html, parts[seed % (sizeof parts / sizeof *parts)], i);
        }
        struct page ours, theirs;
        load(&ours, "text/html", buf_str(&html), 1 + seed % 50, false);
        page_begin(&theirs, STR("text/html"), false);
        htmlSAXHandler sax = {.startElement = sax_element};
        htmlParserCtxtPtr c = htmlCreatePushParserCtxt(&sax, &theirs, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
        htmlCtxtUseOptions(c,
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
        htmlParseChunk(c, html.s, (int)html.len, 1);
        htmlFreeParserCtxt(c);
        page_end(&theirs, true);
        assert_int_equal(ours.ids.len, theirs.ids.len);
        for (size_t i = 0; i < ours.ids.len; i++)
            if (!page_has_id(&theirs, ours.ids.at[i]))
                fail_msg("%.*s in %s", STR_FMT(ours.ids.at[i]), html.s);
        page_release(&ours);
        page_release(&theirs);
        buf_release(&html);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids),
        cmocka_unit_test(xhtml),
        cmocka_unit_test(text_directives),
        cmocka_unit_test(other_kinds),
        cmocka_unit_test(code_hosts),
        cmocka_unit_test(facts),
        cmocka_unit_test(nearest),
        cmocka_unit_test(same_ids_as_libxml2),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
