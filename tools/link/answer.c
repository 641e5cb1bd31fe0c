/* Answers: see answer.h. */
#include "link/answer.h"

#include "base/date.h"

#include <stdio.h>
#include <time.h>

static const char *const error_words[] = {
#define X(name, word) [ANSWER_##name] = word,
    ANSWER_ERRORS(X)
#undef X
};

const char *answer_error_name(enum answer_error e)
{
    return error_words[e];
}

bool answer_error_parse(struct str word, enum answer_error *out)
{
    for (size_t i = 0; i < ANSWER_ERROR_COUNT; i++) {
        if (str_is(word, error_words[i])) {
            *out = (enum answer_error)i;
            return true;
        }
    }
    return false;
}

void answer_begin(struct answer *a, bool want_text)
{
    *a = (struct answer){.retry_after = ANSWER_NO_WAIT, .want_text = want_text};
}

/* The three forms of RFC 9110, 5.6.7, as seconds since 1970-01-01; -1 when it is none of them. */
static int64_t http_date(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char month[4] = "", iso[32];
    unsigned day, year, h, m, s;
    date_days days;
    const char *comma = strchr(text, ',');
    if (comma && sscanf(comma + 1, " %2u %3s %4u %2u:%2u:%2u", &day, month, &year, &h, &m, &s) != 6 &&
        sscanf(comma + 1, " %2u-%3[A-Za-z]-%4u %2u:%2u:%2u", &day, month, &year, &h, &m, &s) != 6)
        return -1;
    if (!comma && sscanf(text, "%*3s %3s %2u %2u:%2u:%2u %4u", month, &day, &h, &m, &s, &year) != 6)
        return -1;
    const char *at = strlen(month) == 3 ? strstr(months, month) : NULL;
    year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
    if (!at || (at - months) % 3 || year > 9999 || h > 23 || m > 59 || s > 60)
        return -1;
    snprintf(iso, sizeof iso, "%04u-%02u-%02u", year, (unsigned)(at - months) / 3 + 1, day % 100);
    if (date_parse(str_of(iso), &days, NULL) != 0)
        return -1;
    return (int64_t)days * 86400 + h * 3600 + m * 60 + s;
}

/* RFC 9110, 10.2.3: seconds or a date; what is neither says nothing. A date in the past is 0. */
static long read_retry_after(struct str v)
{
    long seconds = 0;
    size_t i = 0;
    for (; i < v.len && ascii_is_digit((unsigned char)v.s[i]); i++)
        seconds = seconds > 100000000 ? seconds : seconds * 10 + (v.s[i] - '0');
    if (i && (i == v.len || v.s[i] == '.'))
        return seconds;
    char text[64];
    if (v.len >= sizeof text)
        return ANSWER_NO_WAIT;
    memcpy(text, v.s, v.len);
    text[v.len] = 0;
    int64_t at = http_date(text), now = (int64_t)time(NULL);
    if (at < 0)
        return ANSWER_NO_WAIT;
    return at > now ? (long)(at - now) : 0;
}

/* "HTTP/1.1 200 OK" begins anew: answers of 1xx come before the last one. */
static void status_line(struct answer *a, struct str line)
{
    size_t sp = str_find(line, STR(" "), 0);
    a->status = 0;
    for (size_t i = sp == SIZE_MAX ? line.len : sp + 1, n = 0; i < line.len && n < 3; i++, n++)
        if (ascii_is_digit((unsigned char)line.s[i]))
            a->status = a->status * 10 + (line.s[i] - '0');
    a->location = a->etag = a->last_modified = a->refresh = (struct str){NULL, 0};
    a->content_type = STR("");
    a->retry_after = ANSWER_NO_WAIT;
    a->challenge = a->headed = false;
}

static void one_header(struct answer *a, struct str line)
{
    size_t colon = str_find(line, STR(":"), 0);
    if (colon == SIZE_MAX)
        return;
    struct str name = str_trim(str_sub(line, 0, colon)), v = str_trim(str_sub(line, colon + 1, line.len));
    if (str_ieq(name, STR("location")) && !a->location.s)
        a->location = arena_str(&a->arena, v);
    else if (str_ieq(name, STR("content-type")))
        a->content_type = arena_str(&a->arena, v);
    else if (str_ieq(name, STR("etag")))
        a->etag = arena_str(&a->arena, v);
    else if (str_ieq(name, STR("last-modified")))
        a->last_modified = arena_str(&a->arena, v);
    else if (str_ieq(name, STR("refresh")))
        a->refresh = arena_str(&a->arena, v);
    else if (str_ieq(name, STR("retry-after")))
        a->retry_after = read_retry_after(v);
    else if (str_ieq(name, STR("set-cookie")))
        a->cookies = true;
    else if (str_ieq(name, STR("cf-mitigated")))
        a->challenge |= str_ieq(v, STR("challenge"));
    else if (str_ieq(name, STR("x-amzn-waf-action")))
        a->challenge |= str_ieq(v, STR("challenge")) || str_ieq(v, STR("captcha"));
    else if (str_ieq(name, STR("x-vercel-mitigated")))
        a->challenge |= str_ieq(v, STR("challenge"));
}

static void take_folded(struct answer *a)
{
    if (a->folded.len)
        one_header(a, buf_str(&a->folded));
    buf_clear(&a->folded);
}

bool answer_header(struct answer *a, struct str line)
{
    a->header_bytes += line.len;
    if (a->header_bytes > ANSWER_HEADERS)
        return false;
    if (a->headed && a->status >= 200) /* trailer fields: they come after what they would change */
        return true;
    bool goes_on = line.len && (line.s[0] == ' ' || line.s[0] == '\t');
    struct str v = str_trim(line);
    if (goes_on && v.len) { /* obsolete folding, RFC 9112, 5.2 */
        buf_addc(&a->folded, ' ');
        buf_add_str(&a->folded, v);
        return true;
    }
    take_folded(a);
    if (!v.len)
        a->headed = true;
    else if (str_starts(v, STR("HTTP/")))
        status_line(a, v);
    else
        buf_add_str(&a->folded, v);
    return true;
}

static void begin_page(struct answer *a)
{
    a->page = mem_zalloc(1, sizeof *a->page);
    page_begin(a->page, a->content_type, a->want_text);
    if (a->refresh.s)
        page_read_refresh(a->page, a->refresh);
}

bool answer_body(struct answer *a, struct str piece, bool (*found)(void *ctx, const struct page *page),
                 void *ctx)
{
    take_folded(a);
    if (a->status < 200 ||
        a->status > 299) { /* an error page is read to its end when it is short: the connection lives on */
        a->body += piece.len;
        return a->body <= ANSWER_ENOUGH / 8;
    }
    if (!a->page) {
        begin_page(a);
    }
    size_t room = ANSWER_BODY > a->body ? (size_t)(ANSWER_BODY - a->body) : 0;
    bool over = piece.len > room;
    if (over)
        piece.len = room;
    page_push(a->page, piece);
    a->body += piece.len;
    if (over)
        return false;
    bool readable = a->page->kind != PAGE_PDF && a->page->kind != PAGE_OTHER;
    if (!readable && a->body > ANSWER_ENOUGH / 8) /* nothing in it is looked for */
        return false;
    if (a->body > ANSWER_ENOUGH && (!found || found(ctx, a->page))) {
        a->early = true;
        return false;
    }
    return true;
}

void answer_end(struct answer *a, bool whole)
{
    take_folded(a);
    a->whole = whole;
    if (a->status >= 200 && a->status <= 299 && !a->page) {
        begin_page(a);
    }
    if (a->page)
        page_end(a->page, whole && !a->undecodable && a->status != 206); /* 206: a part of the page */
    buf_release(&a->folded);
}

void answer_release(struct answer *a)
{
    if (a->page) {
        page_release(a->page);
        free(a->page);
    }
    buf_release(&a->folded);
    arena_release(&a->arena);
    *a = (struct answer){0};
}
