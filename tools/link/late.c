/* libcurl and libxml2's table of character names, loaded at their first use: linked in the usual way they
 * would cost every run of the program several milliseconds, which is longer than checking a record takes.
 *
 * Each function below has the name and type of the library's own and hands its arguments on. The three that
 * take a variable argument take exactly one, always a pointer or an integer of a register's width (curl.h:
 * long, object and function pointers, curl_off_t), which is handed on as such. The libraries are dependencies
 * like any other: one that is not there ends the program with a sentence, as want of memory does. */
#include "base/library.h"

#include <curl/curl.h>
#include <libxml/HTMLparser.h>
#include <stdarg.h>

/* The header wraps these in macros that check types. */
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

// clang-format off
#define CURL_FUNCTIONS(X) \
    X(curl_easy_cleanup) X(curl_easy_getinfo) X(curl_easy_init) X(curl_easy_setopt) X(curl_easy_strerror) \
    X(curl_free) X(curl_getdate) X(curl_global_cleanup) X(curl_global_init) X(curl_multi_add_handle) \
    X(curl_multi_assign) X(curl_multi_cleanup) X(curl_multi_info_read) X(curl_multi_init) \
    X(curl_multi_remove_handle) X(curl_multi_setopt) X(curl_multi_socket_action) X(curl_slist_append) \
    X(curl_slist_free_all) X(curl_url) X(curl_url_cleanup) X(curl_url_get) X(curl_url_set)
#define XML_FUNCTIONS(X) X(htmlEntityLookup)
// clang-format on

#if LIBCURL_VERSION_NUM < 0x080000
typedef CURLU *URL_READ; /* later headers promise not to write it */
#else
typedef const CURLU *URL_READ;
#endif

static struct {
    LIBRARY_POINTERS(CURL_FUNCTIONS)
} curl;
static struct {
    LIBRARY_POINTERS(XML_FUNCTIONS)
} xml;

/* Only the one thread that fetches comes here. */
static void need_curl(void)
{
    static const char *const names[] = LIBRARY_NAMES(CURL_FUNCTIONS);
    if (!curl.curl_easy_init)
        library_need(KEDB_LIBCURL, names, &curl);
}

static void need_xml(void)
{
    static const char *const names[] = LIBRARY_NAMES(XML_FUNCTIONS);
    if (!xml.htmlEntityLookup)
        library_need(KEDB_LIBXML2, names, &xml);
}

/* A function of the library with fixed arguments: its type, name, parameters and arguments. */
#define LATE(need, library, type, name, parameters, arguments)                                               \
    type name parameters                                                                                     \
    {                                                                                                        \
        need();                                                                                              \
        return library.name arguments;                                                                       \
    }
#define LATE_CURL(type, name, parameters, arguments) LATE(need_curl, curl, type, name, parameters, arguments)

LATE(need_xml, xml, const htmlEntityDesc *, htmlEntityLookup, (const xmlChar *name), (name))

LATE_CURL(CURLcode, curl_global_init, (long flags), (flags))
LATE_CURL(CURL *, curl_easy_init, (void), ())
LATE_CURL(const char *, curl_easy_strerror, (CURLcode code), (code))
LATE_CURL(time_t, curl_getdate, (const char *text, const time_t *unused), (text, unused))
LATE_CURL(CURLM *, curl_multi_init, (void), ())
LATE_CURL(CURLMcode, curl_multi_add_handle, (CURLM * m, CURL *e), (m, e))
LATE_CURL(CURLMcode, curl_multi_remove_handle, (CURLM * m, CURL *e), (m, e))
LATE_CURL(CURLMcode, curl_multi_cleanup, (CURLM * m), (m))
LATE_CURL(CURLMcode, curl_multi_assign, (CURLM * m, curl_socket_t s, void *p), (m, s, p))
LATE_CURL(CURLMsg *, curl_multi_info_read, (CURLM * m, int *left), (m, left))
LATE_CURL(CURLMcode, curl_multi_socket_action, (CURLM * m, curl_socket_t s, int mask, int *running),
          (m, s, mask, running))
LATE_CURL(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *line), (list, line))
LATE_CURL(CURLU *, curl_url, (void), ())
LATE_CURL(CURLUcode, curl_url_get, (URL_READ u, CURLUPart part, char **out, unsigned flags),
          (u, part, out, flags))
LATE_CURL(CURLUcode, curl_url_set, (CURLU * u, CURLUPart part, const char *text, unsigned flags),
          (u, part, text, flags))

/* What ends a thing has been begun by the library, or there is nothing to end. */
#define LATE_END(name, type)                                                                                 \
    void name(type *thing)                                                                                   \
    {                                                                                                        \
        if (curl.name)                                                                                       \
            curl.name(thing);                                                                                \
    }
LATE_END(curl_easy_cleanup, CURL)
LATE_END(curl_free, void)
LATE_END(curl_slist_free_all, struct curl_slist)
LATE_END(curl_url_cleanup, CURLU)

void curl_global_cleanup(void)
{
    if (curl.curl_global_cleanup)
        curl.curl_global_cleanup();
}

#define LATE_OPTION(type, name, handle, option)                                                              \
    type name(handle *thing, option what, ...)                                                               \
    {                                                                                                        \
        va_list ap;                                                                                          \
        va_start(ap, what);                                                                                  \
        void *one = va_arg(ap, void *);                                                                      \
        va_end(ap);                                                                                          \
        need_curl();                                                                                         \
        return curl.name(thing, what, one);                                                                  \
    }
LATE_OPTION(CURLcode, curl_easy_setopt, CURL, CURLoption)
LATE_OPTION(CURLcode, curl_easy_getinfo, CURL, CURLINFO)
LATE_OPTION(CURLMcode, curl_multi_setopt, CURLM, CURLMoption)

_Static_assert(sizeof(void *) == sizeof(curl_off_t) && sizeof(void *) == sizeof(long),
               "an option's value is one register");
