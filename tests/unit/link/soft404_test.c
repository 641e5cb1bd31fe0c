/* Pages that only seem to be there, and their traps. */
#include "support.h"

#include "link/phrase.h"
#include "link/soft404.h"

static void phrases(void **state)
{
    (void)state;
    static const char *const missing[] = {
        "404",
        "404 Not Found",
        "Not Found",
        "Error 404",
        "Error 404 (Not Found)!!1",
        "404 - Page not found",
        "Page Not Found!",
        "Oops! Page not found",
        "HTTP Status 404 \u2013 Not Found",
        "404: This page could not be found",
        "The page you were looking for doesn't exist (404)",
        "We can\u2019t find that page",
        "ACME Docs | Page not found",
        "Page not found \u00b7 ACME",
        "Page Not Found - ACME",
        "\u9875\u9762\u4e0d\u5b58\u5728",
        "404 - \u627e\u4e0d\u5230\u9875\u9762",
        "Seite nicht gefunden",
        "PAGE NON TROUV\u00c9E",
        "P\u00e1gina no encontrada | ACME",
        "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043d\u0435 "
        "\u043d\u0430\u0439\u0434\u0435\u043d\u0430",
        "\u30da\u30fc\u30b8\u304c\u898b\u3064\u304b\u308a\u307e\u305b\u3093",
    };
    static const char *const fine[] = {
        "",
        "Fixing 404 Not Found errors",
        "Troubleshooting: page not found in nginx",
        "How to handle 404s",
        "Error codes",
        "Module not found",
        "ENOENT: file not found in build",
        "Page faults",
        "Lost connection to server",
        "404 reasons to stay",
        "Status 403",
        "The requested URL",
    };
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (!phrase_in_title(str_of(missing[i]), PHRASE_MISSING))
            fail_msg("not taken for a missing page: %s", missing[i]);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (phrase_in_title(str_of(fine[i]), PHRASE_MISSING))
            fail_msg("taken for a missing page: %s", fine[i]);
    assert_true(phrase_in_title(STR("Just a moment..."), PHRASE_WALL));
    assert_true(phrase_in_title(STR("Attention Required! | Cloudflare"), PHRASE_WALL));
    assert_true(phrase_in_title(STR("Sign in to ACME | ACME"), PHRASE_LOGIN));
    assert_false(phrase_in_title(
        STR("Sign in with a passkey: how it works and why it fails in three browsers at once"),
        PHRASE_LOGIN));
    assert_false(phrase_in_title((struct str){NULL, 0}, PHRASE_MISSING));
}

static struct url parsed(const char *text, struct arena *a)
{
    struct url u;
    struct err err;
    assert_int_equal(url_parse(str_of(text), NULL, NULL, a, &u, &err), URL_FINE);
    return u;
}

static void redirects(void **state)
{
    (void)state;
    static const struct {
        const char *from, *at, *html;
        enum suspicion want;
    } rows[] = {
        {"https://a.com/docs/x/old.html", "https://a.com/", "<title>A</title><h1>A</h1>text", SUSPECT_SURE},
        {"https://a.com/docs/old", "https://a.com/", "<title>A</title>text", SUSPECT_SURE},
        {"https://a.com/home", "https://a.com/", "<title>A</title>text", SUSPECT_NOT},
        {"https://a.com/index.html", "https://a.com/", "<title>A</title>text", SUSPECT_NOT},
        {"https://a.com/en/index.html", "https://a.com/", "<title>A</title>text", SUSPECT_NOT},
        {"https://a.com/docs/", "https://a.com/", "<title>A</title>text", SUSPECT_NOT},
        {"https://a.com/docs/x/old", "https://docs.a.com/", "<title>A</title>text", SUSPECT_PROBE},
        {"https://a.com/docs/old", "https://a.com/404.html", "<title>A</title>text", SUSPECT_SURE},
        {"https://a.com/docs/old", "https://a.com/errors/not-found", "<title>A</title>text", SUSPECT_SURE},
        {"https://a.com/http/404", "https://a.com/en/http/404", "<title>A</title>text", SUSPECT_NOT},
        {"https://a.com/http/404", "https://a.com/en/http/404", "<title>404 Not Found</title>text",
         SUSPECT_PROBE},
        {"https://a.com/docs/old", "https://a.com/sorry", "<title>Page not found</title>text", SUSPECT_SURE},
        {"https://a.com/docs/old", "https://a.com/docs/old", "<title>Page not found</title>text",
         SUSPECT_PROBE},
        {"https://a.com/docs/old", "https://a.com/docs/old",
         "<title>A</title><h1>A</h1><h2>Page not found</h2>text", SUSPECT_PROBE},
        {"https://a.com/docs/old", "https://a.com/docs/old", "<title>A</title><p>Page not found</p>",
         SUSPECT_NOT},
        {"https://a.com/docs/old", "https://a.com/docs/old", "", SUSPECT_PROBE},
        {"https://a.com/docs/old", "https://a.com/docs/new", "<title>A</title>text", SUSPECT_NOT},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct url from = parsed(rows[i].from, &a), at = parsed(rows[i].at, &a);
        struct page p;
        const char *why = NULL;
        page_begin(&p, STR("text/html"), false);
        page_push(&p, str_of(rows[i].html));
        page_end(&p, true);
        enum suspicion got = soft404_suspect(&p, &from, &at, &why);
        if (got != rows[i].want)
            fail_msg("%s to %s with %s: %d", rows[i].from, rows[i].at, rows[i].html, got);
        assert_int_equal(why != NULL, got != SUSPECT_NOT);
        page_release(&p);
    }
    struct url u = parsed("https://a.com/docs/x.html?q=/a/b", &a);
    assert_str_equal(soft404_folder(&u, &a), "https://a.com/docs/");
    struct str sibling = soft404_sibling(&u, 7, &a);
    assert_true(str_starts(sibling, STR("https://a.com/docs/kedb-")) && str_ends(sibling, STR(".html")));
    arena_release(&a);
}

static void logins(void **state)
{
    (void)state;
    static const struct {
        const char *from, *at, *html;
        bool want;
    } rows[] = {
        {"https://a.com/x", "https://a.com/login?next=/x", "<form>", true},
        {"https://a.com/x", "https://sso.a.com/realms/a", "<title>Sign in</title>", true},
        {"https://a.com/x", "https://a.com/users/sign_in", "<input type=password>", true},
        {"https://a.com/x", "https://a.com/x", "<title>Log in</title><input type=password>", true},
        {"https://a.com/cli/login", "https://a.com/en/cli/login", "<title>kedb login</title>", false},
        {"https://a.com/x", "https://a.com/guide/login", "<title>How to log in</title>", false},
        {"https://a.com/x", "https://a.com/x", "<title>Guide</title><input type=password>", false},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct url from = parsed(rows[i].from, &a), at = parsed(rows[i].at, &a);
        struct page p;
        page_begin(&p, STR("text/html"), false);
        page_push(&p, str_of(rows[i].html));
        page_end(&p, true);
        if (page_is_login(&p, &from, &at) != rows[i].want)
            fail_msg("%s to %s with %s", rows[i].from, rows[i].at, rows[i].html);
        page_release(&p);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases),
        cmocka_unit_test(redirects),
        cmocka_unit_test(logins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
