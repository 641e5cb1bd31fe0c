/* Pages that only seem to be there: see soft404.h. */
#include "link/soft404.h"

#include "link/phrase.h"

enum { WALL_TEXT = 1200 }; /* bytes of text; a page with more says more than that it is a wall */

/* The last segment of a path that is not empty. */
static struct str last_segment(struct str path)
{
    while (path.len && path.s[path.len - 1] == '/')
        path.len--;
    size_t at = path.len;
    while (at && path.s[at - 1] != '/')
        at--;
    return str_sub(path, at, path.len);
}

/* How deep a page lies: segments, without a folder's own index file. */
static size_t depth(struct str path)
{
    size_t n = 0;
    struct str last = last_segment(path);
    for (size_t i = 0; i + 1 < path.len; i++)
        n += path.s[i] == '/' && path.s[i + 1] != '/';
    return n && (str_starts(last, STR("index.")) || str_starts(last, STR("default."))) ? n - 1 : n;
}

/* /404, /404.html, /errors/not-found, /PageNotFound.aspx */
static bool is_error_path(struct str path)
{
    static const char *const names[] = {"404",      "notfound",     "pagenotfound", "error404",
                                        "404error", "filenotfound", "404notfound",  "http404",
                                        "404page",  "page404",      "nopage",       "missing"};
    struct str last = last_segment(path);
    size_t dot = str_find(last, STR("."), 0);
    if (dot != SIZE_MAX && dot)
        last = str_sub(last, 0, dot);
    char name[32];
    size_t n = 0;
    for (size_t i = 0; i < last.len && n + 1 < sizeof name; i++)
        if (ascii_is_alnum((unsigned char)last.s[i]))
            name[n++] = (char)ascii_lower((unsigned char)last.s[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is((struct str){name, n}, names[i]))
            return true;
    return false;
}

/* The page that was asked for is itself about pages that are missing. */
static bool is_about_missing(struct str segment)
{
    return str_find(segment, STR("404"), 0) != SIZE_MAX ||
           str_ifind(segment, STR("not-found"), 0) != SIZE_MAX ||
           str_ifind(segment, STR("notfound"), 0) != SIZE_MAX ||
           str_ifind(segment, STR("not_found"), 0) != SIZE_MAX;
}

static bool is_json_error(const struct page *p)
{
    struct str v = buf_str(&p->visible);
    if (p->kind != PAGE_JSON || v.len > 2048)
        return false;
    if (str_ifind(v, STR("\"error"), 0) != SIZE_MAX)
        return true;
    bool error =
        str_ifind(v, STR("\"message\""), 0) != SIZE_MAX || str_ifind(v, STR("\"detail\""), 0) != SIZE_MAX ||
        str_ifind(v, STR("\"status"), 0) != SIZE_MAX || str_ifind(v, STR("\"code\""), 0) != SIZE_MAX ||
        str_ifind(v, STR("\"title\""), 0) != SIZE_MAX;
    return error &&
           (str_ifind(v, STR("not found"), 0) != SIZE_MAX || str_find(v, STR("404"), 0) != SIZE_MAX ||
            str_ifind(v, STR("notfound"), 0) != SIZE_MAX || str_ifind(v, STR("not_found"), 0) != SIZE_MAX ||
            str_ifind(v, STR("does not exist"), 0) != SIZE_MAX ||
            str_ifind(v, STR("\"errors\""), 0) != SIZE_MAX);
}

enum suspicion soft404_suspect(const struct page *p, const struct url *from, const struct url *at,
                               const char **why)
{
    bool moved = !str_eq(from->page, at->page);
    struct str was = last_segment(from->path), is = last_segment(at->path);
    bool elsewhere = moved && !str_ieq(was, is) && !is_about_missing(was);
    if (elsewhere && is_error_path(at->path)) {
        *why = "it sends its readers to a page for missing pages";
        return SUSPECT_SURE;
    }
    size_t deep = str_ends(from->path, STR("/")) ? 3 : 2;
    if (moved && str_is(at->path, "/") && !at->query.s && str_eq(from->host, at->host) &&
        depth(from->path) >= deep) {
        *why = "it sends its readers to the site's root";
        return SUSPECT_SURE;
    }
    bool title = phrase_in_title(p->title, PHRASE_MISSING), h1 = phrase_in_title(p->h1, PHRASE_MISSING);
    if (title || h1) {
        *why = title ? "its title says that there is no such page"
                     : "its heading says that there is no such page";
        return elsewhere ? SUSPECT_SURE : SUSPECT_PROBE;
    }
    for (size_t i = 0; i < p->headings.len && i < SOFT404_HEADINGS; i++) {
        if (phrase_is(p->headings.at[i], PHRASE_MISSING)) {
            *why = "one of its first headings says that there is no such page";
            return SUSPECT_PROBE;
        }
    }
    struct str heading = p->h1.s ? p->h1 : STR("");
    if (p->kind == PAGE_HTML && p->text < WALL_TEXT &&
        (phrase_in_title(p->title, PHRASE_WALL) || phrase_is(heading, PHRASE_WALL))) {
        *why = "its title is that of a wall or an outage";
        return SUSPECT_WALL;
    }
    if (is_json_error(p)) {
        *why = "it is a JSON error";
        return SUSPECT_PROBE;
    }
    if ((p->kind == PAGE_HTML || p->kind == PAGE_NONE) && p->whole && p->text == 0) {
        *why = "it is empty";
        return SUSPECT_PROBE;
    }
    if (p->whole && page_is_scripted(p) && p->headings.len == 0) {
        *why = "it has no text without its scripts";
        return SUSPECT_PROBE;
    }
    if (moved && str_is(at->path, "/") && !at->query.s && depth(from->path) >= 2) {
        *why = "it sends its readers to a site's root";
        return SUSPECT_PROBE;
    }
    return SUSPECT_NOT;
}

static size_t folder_end(const struct url *u)
{
    size_t path = (size_t)(u->path.s - u->page.s), end = path + u->path.len;
    while (end > path + 1 && u->page.s[end - 1] != '/')
        end--;
    return end;
}

struct str soft404_folder(const struct url *u, struct arena *a)
{
    return arena_str(a, str_sub(u->page, 0, folder_end(u)));
}

struct str soft404_sibling(const struct url *u, uint64_t seed, struct arena *a)
{
    struct str last = str_sub(u->path, 0, u->path.len);
    size_t dot = last.len;
    while (dot && last.s[dot - 1] != '.' && last.s[dot - 1] != '/')
        dot--;
    bool ending = dot && last.s[dot - 1] == '.' && last.len - dot <= 5 && last.len > dot;
    struct str ext = ending ? str_sub(last, dot - 1, last.len) : STR("");
    return str_of(arena_printf(a, "%.*skedb-no-such-page-%08x%.*s",
                               STR_FMT(str_sub(u->page, 0, folder_end(u))), (unsigned)(seed ^ seed >> 32),
                               STR_FMT(ext)));
}

bool soft404_same(const struct page *page, uint64_t size, const struct soft404_probe *probe)
{
    if (probe->http_status < 200 || probe->http_status > 299)
        return false;
    struct str title = page->title.s ? page->title : STR("");
    if (!str_eq(title, probe->title) &&
        !(phrase_in_title(title, PHRASE_MISSING) && phrase_in_title(probe->title, PHRASE_MISSING)))
        return false;
    uint64_t apart = size > probe->size ? size - probe->size : probe->size - size;
    return apart <= 256 + size / 20; /* the page may repeat its address, and the time */
}

bool page_is_wall(const struct page *p)
{
    if (p->kind != PAGE_HTML)
        return false;
    struct str heading = p->h1.s ? p->h1 : STR("");
    bool titled = phrase_in_title(p->title, PHRASE_WALL) || phrase_in_title(heading, PHRASE_WALL);
    bool bare = p->text < WALL_TEXT && p->ids.len < 20;
    return (titled && (p->challenge || p->noindex || (bare && p->scripts))) ||
           (p->challenge && p->text < PAGE_SCRIPTED);
}

/* A segment of the path, or the host's first label, is the word for logging in. */
static bool has_login_name(const struct url *u)
{
    static const char *const words[] = {"login",          "signin",       "sign-in",   "sign_in",
                                        "log-in",         "logon",        "sso",       "oauth",
                                        "oauth2",         "authorize",    "saml",      "auth",
                                        "openid-connect", "cas",          "adfs",      "login.html",
                                        "login.php",      "login.aspx",   "login.jsp", "signin.html",
                                        "accounts",       "wp-login.php", "idp",       "register",
                                        "signup",         "sign-up",      NULL};
    size_t dot = str_find(u->host, STR("."), 0);
    if (dot != SIZE_MAX && str_is_one_of(str_sub(u->host, 0, dot), words))
        return true;
    for (size_t at = 1; at <= u->path.len;) {
        size_t end = str_find(u->path, STR("/"), at);
        if (end == SIZE_MAX)
            end = u->path.len;
        struct str seg = str_sub(u->path, at, end);
        char low[24];
        if (seg.len && seg.len < sizeof low) {
            for (size_t i = 0; i < seg.len; i++)
                low[i] = (char)ascii_lower((unsigned char)seg.s[i]);
            if (str_is_one_of((struct str){low, seg.len}, words))
                return true;
        }
        at = end + 1;
    }
    return false;
}

bool page_is_login(const struct page *p, const struct url *from, const struct url *at)
{
    bool moved = !str_eq(from->page, at->page);
    struct str heading = p->h1.s ? p->h1 : STR("");
    bool titled = phrase_in_title(p->title, PHRASE_LOGIN) || phrase_in_title(heading, PHRASE_LOGIN);
    if (p->password && titled && p->ids.len < 40 && p->text < 2000)
        return true;
    if (!moved || has_login_name(from) || !has_login_name(at))
        return false;
    bool returns = at->query.s && str_find(at->query, STR("="), 0) != SIZE_MAX;
    return p->password || titled || returns || page_is_scripted(p);
}
