/* Phrases: see phrase.h. */
#include "link/phrase.h"

#include "base/mem.h"
#include "base/utf8.h"

enum { PHRASE_MAX = 500 };

/* Compared without case and punctuation, and without "404", "error", "oops" and the like at either end. */
static const char *const phrases[] = {
    "not found",
    "not found1",
    "file or directory not found",
    "that page cant be found",
    "the requested page could not be found",
    "the requested resource is not available",
    "nothing here",
    "nothing to see here",
    "theres nothing here",
    "there isnt a page here",
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
    "the page you are looking for cannot be found",
    "the page youre looking for cant be found",
    "the page you were looking for doesnt exist",
    "the page you are looking for doesnt exist",
    "the page youre looking for doesnt exist",
    "the page you are looking for does not exist",
    "the page you are looking for was not found",
    "the page youre looking for was not found",
    "the page you were looking for was not found",
    "the page youre looking for could not be found",
    "the page you are trying to reach does not exist",
    "there isnt a github pages site here",
    "page no longer exists",
    "this page no longer exists",
    "looks like youre lost",
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
    "strona nie znaleziona",
    "strona nie została znaleziona",
    "strona nie istnieje",
    "sayfa bulunamadı",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "siden blev ikke fundet",
    "siden ble ikke funnet",
    "siden blev ikke funnet",
    "siden finnes ikke",
    "siden findes ikke",
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
    "ddos guard",
    "pardon our interruption",
    "one moment please",
    "one more step",
    "bot verification",
    "request rejected",
    "captcha",
    "recaptcha",
    "you have been blocked",
    "sorry you have been blocked",
    "access to this page has been denied",
    "403 forbidden",
    "403",
    "too many requests",
    "429 too many requests",
    "service unavailable",
    "503 service unavailable",
    "service temporarily unavailable",
    "503 service temporarily unavailable",
    "temporarily unavailable",
    "under maintenance",
    "site under maintenance",
    "site maintenance",
    "down for maintenance",
    "well be back soon",
    "be right back",
    "bad gateway",
    "502 bad gateway",
    "cookie consent",
    "before you continue",
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
    "访问被拒绝",
    "系统维护中",
    "网站维护中",
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

static const char *const fillers[] = {
    "404",  "error", "http", "oops",   "ooops",  "whoops", "sorry",    "were sorry", "status", "code",
    "410",  "uh oh", "hmm",  "oh no",  "page",   "fehler", "erreur",   "erro",       "errore", "ошибка",
    "错误", "页面",  "抱歉", "很抱歉", "對不起", "对不起", "notfound", NULL};

/* Lower case of the letters that the phrases are written with: Latin, Greek, Cyrillic. */
static uint32_t lower(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_lower((unsigned char)cp);
    bool capital = (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x391 && cp <= 0x3A9) ||
                   (cp >= 0x410 && cp <= 0x42F);
    if (capital)
        return cp + 0x20;
    if (cp >= 0x400 && cp <= 0x40F)
        return cp + 0x50;
    bool odd =
        (cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E); /* capitals have odd numbers there */
    return cp >= 0x100 && cp <= 0x17F && (cp & 1) == odd && cp != 0x130 && cp != 0x131 && cp != 0x138 ? cp + 1
                                                                                                      : cp;
}

/* What a phrase is compared without: blanks and what separates words; other punctuation, symbols, pictures.
 */
static bool is_blank(uint32_t cp)
{
    return (cp < 0x80 && strchr(" \t\n\r/:.,-", (int)cp)) || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) ||
           (cp >= 0x2010 && cp <= 0x2015) || (cp >= 0x3000 && cp <= 0x3002) || cp == 0xFF0C || cp == 0xFF1A;
}

static bool is_mark(uint32_t cp)
{
    return (cp < 0x80 && !ascii_is_alnum((unsigned char)cp)) || (cp >= 0x80 && cp <= 0xBF) ||
           (cp >= 0x2000 && cp <= 0x2BFF) || (cp >= 0x3003 && cp <= 0x303F && cp != 0x3005) ||
           (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0xFF1A && cp <= 0xFF20) ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF || cp == 0xFFFD || cp >= 0x1F000;
}

/* Case folded, marks and punctuation gone, white space single. */
static void normalise(struct str v, struct buf *out)
{
    buf_clear(out);
    for (size_t at = 0; at < v.len;) {
        uint32_t cp = utf8_next(v, &at);
        if (cp == UTF8_BAD)
            continue;
        if (is_blank(cp)) {
            if (out->len && out->s[out->len - 1] != ' ')
                buf_addc(out, ' ');
        } else if (!is_mark(cp)) {
            buf_add_cp(out, lower(cp));
        }
    }
    while (out->len && out->s[out->len - 1] == ' ')
        out->s[--out->len] = 0;
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

static bool is_missing(struct str text)
{
    struct buf b = BUF_INIT;
    normalise(text, &b);
    struct str v = buf_str(&b);
    bool number = str_find(v, STR("404"), 0) != SIZE_MAX;
    bool found = v.len && str_is_one_of(v, phrases);
    while (!found && v.len && drop_filler(&v))
        found = v.len ? str_is_one_of(v, phrases) : number;
    buf_release(&b);
    return found;
}

static bool is_listed(struct str text, const char *const *list)
{
    struct buf b = BUF_INIT;
    normalise(text, &b);
    bool found = str_is_one_of(buf_str(&b), list);
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
               str_starts(n, STR("login to "))) &&
              n.len < 60;
    bool found = to || str_is_one_of(n, login_titles);
    buf_release(&b);
    return found;
}

bool phrase_is(struct str text, enum phrase what)
{
    if (!text.len || text.len > PHRASE_MAX)
        return false;
    return what == PHRASE_MISSING ? is_missing(text)
           : what == PHRASE_WALL  ? is_wall_title(text)
                                  : is_login_title(text);
}

/* A title as a whole, or one of the parts that sites put together with " | ", " - " and their like. */
bool phrase_in_title(struct str title, enum phrase what)
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
    if (phrase_is(title, what))
        return true;
    for (const char *const *c = cuts; *c; c++) {
        struct str cut = str_of(*c);
        for (size_t at = 0; at <= title.len;) {
            size_t end = str_find(title, cut, at);
            if (end == SIZE_MAX && at == 0)
                break;
            if (end == SIZE_MAX)
                end = title.len;
            if (phrase_is(str_sub(title, at, end), what))
                return true;
            at = end + cut.len;
        }
    }
    return false;
}
