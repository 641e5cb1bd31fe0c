/* Pages that answer as if they were there: error pages with status 200, walls against robots, log-in forms. A
 * phrase in the text never decides; a title or heading that is one is a suspicion, and what the site says to
 * a page that cannot exist decides. */
#ifndef KEDB_LINK_SOFT404_H
#define KEDB_LINK_SOFT404_H

#include "link/page.h"
#include "link/url.h"

enum { SOFT404_HEADINGS = 3 }; /* so many headings are looked at */

enum suspicion {
    SUSPECT_NOT,
    SUSPECT_PROBE, /* ask the site for a page beside it that cannot exist */
    SUSPECT_WALL,  /* the same; when it answers alike, this is no page for programs */
    SUSPECT_SURE   /* sent away from a page to the site's root, or to a page for missing ones */
};

/* `from` is the URL that was asked for, `at` the one that answered. *why becomes a clause when it is suspect:
 * "its title says that there is no such page". */
enum suspicion soft404_suspect(const struct page *page, const struct url *from, const struct url *at,
                               const char **why);

/* The folder of a URL: up to and including the last '/' of its path. */
struct str soft404_folder(const struct url *u, struct arena *a);
/* A URL beside it that cannot exist, with the same ending (".html"). */
struct str soft404_sibling(const struct url *u, uint64_t seed, struct arena *a);

/* What the site answered to that, after redirects. */
struct soft404_probe {
    int http_status;
    struct str title;
    uint64_t size; /* bytes of the body, decoded */
};
/* True when the page is what the site shows for any missing page. */
bool soft404_same(const struct page *page, uint64_t size, const struct soft404_probe *probe);

/* A page that a wall against robots shows instead of the one asked for. */
bool page_is_wall(const struct page *page);
/* A page that asks to log in, instead of the one asked for. */
bool page_is_login(const struct page *page, const struct url *from, const struct url *at);

#endif
