/* Pages that only seem to be there: see soft404.h. */
#include "link/soft404.h"

#include "base/utf8.h"

#include <utf8proc.h>

/* Compared without case and punctuation, and without "404", "error", "oops" and the like at either end. */
static const char *const phrases[] = {
    "not found",
    "page not found",
    "file not found",
    "document not found",
    "resource not found",
    "content not found",
    "topic not found",
    "article not found",
    "no page found",
    "nothing found",
    "object not found",
    "path not found",
    "url not found",
    "site not found",
    "no such page",
    "page cannot be found",
    "page can not be found",
    "page could not be found",
    "the page cannot be found",
    "this page could not be found",
    "this page cannot be found",
    "page was not found",
    "page cant be found",
    "this page cant be found",
    "the page was not found",
    "the page you requested was not found",
    "the page you requested could not be found",
    "the requested page could not be found",
    "the requested page was not found",
    "the requested url was not found on this server",
    "the page you are looking for could not be found",
    "the page youre looking for could not be found",
    "the page you are looking for cannot be found",
    "the page youre looking for cant be found",
    "the page you were looking for doesnt exist",
    "the page you are looking for doesnt exist",
    "the page youre looking for doesnt exist",
    "the page you are looking for does not exist",
    "page doesnt exist",
    "page does not exist",
    "this page doesnt exist",
    "this page does not exist",
    "the page does not exist",
    "that page doesnt exist",
    "that page does not exist",
    "we cant find that page",
    "we cant find the page",
    "we cant find this page",
    "we couldnt find that page",
    "we couldnt find the page",
    "we couldnt find this page",
    "we cant find the page youre looking for",
    "we couldnt find the page you were looking for",
    "we could not find the page you were looking for",
    "we cannot find the page you are looking for",
    "page isnt available",
    "page is not available",
    "this page isnt available",
    "page not available",
    "this page is not available",
    "this page is no longer available",
    "page no longer available",
    "page unavailable",
    "page removed",
    "page has been removed",
    "this page has been removed",
    "gone",
    "page gone",
    "missing page",
    "page missing",
    "lost",
    "are you lost",
    "dead link",
    "broken link",
    "页面不存在",
    "页面未找到",
    "找不到页面",
    "找不到该页面",
    "找不到此页面",
    "找不到这个页面",
    "页面找不到了",
    "未找到页面",
    "页面没有找到",
    "页面没找到",
    "您访问的页面不存在",
    "你访问的页面不存在",
    "您要找的页面不存在",
    "访问的页面不存在",
    "该页面不存在",
    "此页面不存在",
    "网页不存在",
    "无法找到页面",
    "无法找到该页",
    "无法找到网页",
    "找不到网页",
    "内容不存在",
    "文档不存在",
    "文章不存在",
    "页面已删除",
    "页面不见了",
    "未找到",
    "页面走丢了",
    "頁面不存在",
    "找不到頁面",
    "找不到網頁",
    "找不到該頁面",
    "找不到此頁面",
    "無此頁面",
    "網頁不存在",
    "您訪問的頁面不存在",
    "ページが見つかりません",
    "ページが見つかりませんでした",
    "お探しのページが見つかりません",
    "お探しのページは見つかりませんでした",
    "お探しのページは見つかりません",
    "指定されたページが見つかりません",
    "お探しのページが見つかりませんでした",
    "ページは存在しません",
    "見つかりません",
    "페이지를 찾을 수 없습니다",
    "페이지를 찾을 수 없음",
    "요청하신 페이지를 찾을 수 없습니다",
    "찾을 수 없음",
    "seite nicht gefunden",
    "die seite wurde nicht gefunden",
    "seite wurde nicht gefunden",
    "nicht gefunden",
    "diese seite wurde nicht gefunden",
    "diese seite existiert nicht",
    "seite existiert nicht",
    "page non trouvée",
    "page non trouvee",
    "page introuvable",
    "cette page est introuvable",
    "introuvable",
    "cette page nexiste pas",
    "la page demandée est introuvable",
    "page inexistante",
    "página no encontrada",
    "pagina no encontrada",
    "no encontrado",
    "no se encontró la página",
    "la página no existe",
    "página no existe",
    "no se ha encontrado la página",
    "página não encontrada",
    "pagina nao encontrada",
    "não encontrado",
    "não encontrada",
    "pagina non trovata",
    "la pagina non esiste",
    "non trovato",
    "страница не найдена",
    "не найдено",
    "страница не существует",
    "такой страницы нет",
    "сторінку не знайдено",
    "pagina niet gevonden",
    "niet gevonden",
    "nie znaleziono strony",
    "strona nie została znaleziona",
    "strona nie istnieje",
    "sayfa bulunamadı",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "siden blev ikke fundet",
    "siden ble ikke funnet",
    "sivua ei löytynyt",
    "stránka nenalezena",
    "stránka nebyla nalezena",
    "stránka nebola nájdená",
    "az oldal nem található",
    "pagina nu a fost găsită",
    "halaman tidak ditemukan",
    "không tìm thấy trang",
    "trang không tồn tại",
    "ไม่พบหน้า",
    "الصفحة غير موجودة",
    "לא נמצא",
    "הדף לא נמצא",
    "η σελίδα δεν βρέθηκε",
    "پیدا نشد",
    "पृष्ठ नहीं मिला",
    NULL,
};
static const char *const wall_titles[] = {
    "just a moment",
    "attention required",
    "attention required cloudflare",
    "access denied",
    "please wait",
    "checking your browser",
    "security check",
    "security verification",
    "robot check",
    "are you a robot",
    "are you human",
    "verify you are human",
    "verifying you are human",
    "human verification",
    "ddosguard",
    "pardon our interruption",
    "one moment please",
    "one more step",
    "bot verification",
    "request rejected",
    "captcha",
    "recaptcha",
    "you have been blocked",
    "blocked",
    "unusual traffic",
    "challenge",
    "client challenge",
    "making sure youre not a bot",
    "vercel security checkpoint",
    "please verify you are a human",
    "forbidden",
    "安全验证",
    "人机验证",
    "访问验证",
    "请稍候",
    NULL,
};
static const char *const login_titles[] = {
    "sign in",
    "log in",
    "login",
    "signin",
    "please log in",
    "please sign in",
    "sign in to continue",
    "log in to continue",
    "member login",
    "user login",
    "account login",
    "single signon",
    "single sign on",
    "authentication required",
    "登录",
    "登入",
    "用户登录",
    "ログイン",
    "로그인",
    "anmelden",
    "anmeldung",
    "connexion",
    "se connecter",
    "iniciar sesión",
    "entrar",
    "accedi",
    "вход",
    "войти",
    NULL,
};

static const char *const fillers[] = {"404",    "error",  "http",   "oops",   "ooops",    "whoops",
                                      "sorry",  "status", "code",   "410",    "uh oh",    "hmm",
                                      "fehler", "erreur", "erro",   "errore", "ошибка",   "错误",
                                      "抱歉",   "很抱歉", "對不起", "对不起", "notfound", NULL};

/* Case folded, marks and punctuation gone, white space single. */
static void normalise(struct str v, struct buf *out)
{
    buf_clear(out);
    for (size_t at = 0; at < v.len;) {
        uint32_t cp = utf8_next(v, &at);
        if (cp == UTF8_BAD)
            continue;
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
        bool blank = cp == ' ' || c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_PD || cp == '\n' ||
                     cp == '\t' || cp == '/' || cp == ':' || cp == '.' || cp == 0x3002 || cp == 0xFF0C ||
                     cp == ',';
        bool mark = (c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO) || c == UTF8PROC_CATEGORY_CF ||
                    c == UTF8PROC_CATEGORY_CC;
        if (blank) {
            if (out->len && out->s[out->len - 1] != ' ')
                buf_addc(out, ' ');
        } else if (!mark) {
            buf_add_cp(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
        }
    }
    while (out->len && out->s[out->len - 1] == ' ')
        out->s[--out->len] = 0;
}

static bool is_one_of(struct str v, const char *const *words)
{
    for (; *words; words++)
        if (str_is(v, *words))
            return true;
    return false;
}

/* Drops one filler word at either end; false when there is none. */
static bool drop_filler(struct str *v)
{
    for (const char *const *f = fillers; *f; f++) {
        struct str w = str_of(*f);
        if (str_starts(*v, w) && (v->len == w.len || v->s[w.len] == ' ' || (unsigned char)w.s[0] >= 0x80)) {
            *v = str_trim(str_sub(*v, w.len, v->len));
            return true;
        }
        if (str_ends(*v, w) && v->s[v->len - w.len - 1] == ' ') {
            *v = str_trim(str_sub(*v, 0, v->len - w.len));
            return true;
        }
    }
    return false;
}

bool soft404_is_phrase(struct str text)
{
    if (!text.len || text.len > PAGE_TITLE)
        return false;
    struct buf b = BUF_INIT;
    normalise(text, &b);
    struct str v = buf_str(&b);
    bool number = str_find(v, STR("404"), 0) != SIZE_MAX;
    bool found = v.len && is_one_of(v, phrases);
    while (!found && v.len && drop_filler(&v))
        found = v.len ? is_one_of(v, phrases) : number;
    buf_release(&b);
    return found;
}

/* A title as a whole, or one of the parts that sites put together with " | ", " - " and their like. */
static bool title_is(struct str title, bool (*is)(struct str))
{
    static const char *const cuts[] = {" | ",
                                       " - ",
                                       " \xE2\x80\x93 ",
                                       " \xE2\x80\x94 ",
                                       " \xC2\xB7 ",
                                       " :: ",
                                       " \xC2\xBB ",
                                       ": ",
                                       " \xE2\x80\xA2 ",
                                       "|",
                                       "_",
                                       NULL};
    if (!title.s)
        return false;
    if (is(title))
        return true;
    for (const char *const *c = cuts; *c; c++) {
        struct str cut = str_of(*c);
        for (size_t at = 0; at <= title.len;) {
            size_t end = str_find(title, cut, at);
            if (end == SIZE_MAX && at == 0)
                break;
            if (end == SIZE_MAX)
                end = title.len;
            if (is(str_sub(title, at, end)))
                return true;
            at = end + cut.len;
        }
    }
    return false;
}

static bool is_listed(struct str text, const char *const *list)
{
    struct buf b = BUF_INIT;
    normalise(text, &b);
    bool found = is_one_of(buf_str(&b), list);
    buf_release(&b);
    return found;
}

static bool is_wall_title(struct str v)
{
    return is_listed(v, wall_titles);
}

static bool is_login_title(struct str v)
{
    struct buf b = BUF_INIT;
    normalise(v, &b);
    struct str n = buf_str(&b);
    bool to = (str_starts(n, STR("sign in to ")) || str_starts(n, STR("log in to ")) ||
               str_starts(n, STR("login to ")) || str_starts(n, STR("sign in with "))) &&
              n.len < 60;
    bool found = to || is_one_of(n, login_titles);
    buf_release(&b);
    return found;
}

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

static bool is_json_error(const struct page *p)
{
    struct str v = buf_str(&p->visible);
    if (p->kind != PAGE_JSON || v.len > 2048)
        return false;
    bool error =
        str_ifind(v, STR("\"error"), 0) != SIZE_MAX || str_ifind(v, STR("\"message\""), 0) != SIZE_MAX ||
        str_ifind(v, STR("\"detail\""), 0) != SIZE_MAX || str_ifind(v, STR("\"status"), 0) != SIZE_MAX ||
        str_ifind(v, STR("\"code\""), 0) != SIZE_MAX || str_ifind(v, STR("\"title\""), 0) != SIZE_MAX;
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
    if (moved && is_error_path(at->path) && !str_eq(was, is)) {
        *why = "it sends its readers to a page for missing pages";
        return SUSPECT_SURE;
    }
    size_t deep = str_ends(from->path, STR("/")) ? 3 : 2;
    if (moved && str_is(at->path, "/") && !at->query.s && str_eq(from->host, at->host) &&
        depth(from->path) >= deep) {
        *why = "it sends its readers to the site's root";
        return SUSPECT_SURE;
    }
    struct str heading = p->h1.s ? p->h1 : p->headings.len ? p->headings.at[0] : STR("");
    bool title = title_is(p->title, soft404_is_phrase), h1 = title_is(heading, soft404_is_phrase);
    if (title || h1) {
        *why = title ? "its title says that there is no such page"
                     : "its heading says that there is no such page";
        return moved && !str_ieq(was, is) ? SUSPECT_SURE : SUSPECT_PROBE;
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
        !(title_is(title, soft404_is_phrase) && title_is(probe->title, soft404_is_phrase)))
        return false;
    uint64_t apart = size > probe->size ? size - probe->size : probe->size - size;
    return apart <= 256 + size / 20; /* the page may repeat its address, and the time */
}

bool page_is_wall(const struct page *p)
{
    if (p->kind != PAGE_HTML)
        return false;
    struct str heading = p->h1.s ? p->h1 : STR("");
    bool titled = title_is(p->title, is_wall_title) || title_is(heading, is_wall_title);
    bool bare = p->text < 1200 && p->ids.len < 20;
    return (titled && (p->challenge || p->noindex || (bare && p->scripts))) ||
           (p->challenge && p->text < PAGE_SCRIPTED);
}

/* A segment of the path, or the host's first label, is the word for logging in. */
static bool has_login_name(const struct url *u)
{
    static const char *const words[] = {
        "login",        "signin",     "sign-in",   "sign_in",    "log-in",    "logon",          "sso",
        "oauth",        "oauth2",     "authorize", "saml",       "auth",      "openid-connect", "cas",
        "adfs",         "login.html", "login.php", "login.aspx", "login.jsp", "signin.html",    "accounts",
        "wp-login.php", "idp",        NULL};
    size_t dot = str_find(u->host, STR("."), 0);
    if (dot != SIZE_MAX && is_one_of(str_sub(u->host, 0, dot), words))
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
            if (is_one_of((struct str){low, seg.len}, words))
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
    bool titled = title_is(p->title, is_login_title) || title_is(heading, is_login_title);
    if (p->password && titled && p->ids.len < 40 && p->text < 2000)
        return true;
    if (!moved || has_login_name(from) || !has_login_name(at))
        return false;
    bool returns = at->query.s && str_find(at->query, STR("="), 0) != SIZE_MAX;
    return p->password || titled || returns || page_is_scripted(p);
}
