/* Recordings: see recording.h. */
#include "link/recording.h"

#include "base/file.h"

#include <inttypes.h>

enum { RECORDING_LIMIT = ANSWER_BODY + (4 << 20) };

static const char *const kinds[] = {"answer", "later", "end"};

static char *path_of(const char *folder, struct str key, unsigned step)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%s/%016" PRIx64 "-%u", folder, str_hash64(key), step);
    return buf_detach(&b);
}

static int write_file(const char *folder, struct str key, unsigned step, struct buf *b, struct err *err)
{
    char *path = path_of(folder, key, step);
    int rc = file_write(path, buf_str(b), NULL, err);
    free(path);
    buf_release(b);
    return rc;
}

static void begin(struct buf *b, struct str key, enum recorded_kind kind, int64_t at)
{
    buf_addf(b, "kedb-recording: 1\npage: %.*s\nkind: %s\nat: %" PRId64 "\n", STR_FMT(key), kinds[kind], at);
}

/* A sentence on one line. */
static void add_line(struct buf *b, const char *name, struct str v)
{
    buf_addf(b, "%s: ", name);
    for (size_t i = 0; i < v.len; i++)
        buf_addc(b, v.s[i] == '\n' || v.s[i] == '\r' ? ' ' : v.s[i]);
    buf_addc(b, '\n');
}

int recording_answer(const char *folder, struct str key, unsigned step, int64_t at, struct str url,
                     const struct fetched *got, struct err *err)
{
    const struct answer *a = &got->answer;
    struct buf b = BUF_INIT;
    begin(&b, key, RECORDED_ANSWER, at);
    add_line(&b, "url", url);
    buf_addf(&b, "error: %s\n", answer_error_name(a->error));
    if (a->detail.len)
        add_line(&b, "detail", a->detail);
    buf_addf(&b, "whole: %d\nundecodable: %d\nretry-after: %ld\nbytes: %" PRIu64 "\nms: %" PRIu32 "\n",
             a->whole, a->undecodable, a->retry_after, a->bytes, a->ms);
    buf_addf(&b, "headers: %zu\nbody: %zu\n\n", got->headers.len, got->body.len);
    buf_add_str(&b, buf_str(&got->headers));
    buf_addc(&b, '\n');
    buf_add_str(&b, buf_str(&got->body));
    return write_file(folder, key, step, &b, err);
}

int recording_note(const char *folder, struct str key, unsigned step, int64_t at, enum recorded_kind kind,
                   enum verdict v, struct str why, struct err *err)
{
    struct buf b = BUF_INIT;
    begin(&b, key, kind, at);
    buf_addf(&b, "verdict: %s\n", verdict_name(v));
    add_line(&b, "why", why);
    buf_addc(&b, '\n');
    return write_file(folder, key, step, &b, err);
}

/* A whole number, 0 to 2^53, or -1 as "retry-after" has it; *bad when it is none. */
static int64_t number(struct str v, bool *bad)
{
    if (str_is(v, "-1"))
        return -1;
    int64_t n = 0;
    *bad |= !v.len || v.len > 15;
    for (size_t i = 0; i < v.len && !*bad; i++) {
        *bad |= !ascii_is_digit((unsigned char)v.s[i]);
        n = n * 10 + (v.s[i] - '0');
    }
    return n;
}

static void feed_headers(struct answer *a, struct str headers)
{
    for (size_t at = 0; at < headers.len;) {
        size_t end = str_find(headers, STR("\n"), at);
        end = end == SIZE_MAX ? headers.len : end + 1;
        if (!answer_header(a, str_sub(headers, at, end)))
            return;
        at = end;
    }
}

int recording_parse(struct str bytes, bool want_text, bool (*found)(void *ctx, const struct page *page),
                    void *ctx, struct recorded *out, struct arena *a, struct err *err)
{
    *out = (struct recorded){.why = STR("")};
    struct answer *ans = &out->answer;
    answer_begin(ans, want_text);
    bool bad = !str_starts(bytes, STR("kedb-recording: 1\n")), whole = false;
    int64_t headers = 0, body = 0, retry = ANSWER_NO_WAIT;
    size_t at = 0;
    while (!bad) {
        size_t end = str_find(bytes, STR("\n"), at);
        if (end == SIZE_MAX)
            return err_set(err, "it is cut off");
        struct str line = str_sub(bytes, at, end);
        at = end + 1;
        if (!line.len)
            break;
        size_t colon = str_find(line, STR(": "), 0);
        if (colon == SIZE_MAX)
            return err_set(err, "\"%.*s\" is no \"name: value\"", STR_FMT(line));
        struct str name = str_sub(line, 0, colon), v = str_sub(line, colon + 2, line.len);
        if (str_is(name, "kind")) {
            bad |= !str_is(v, "answer") && !str_is(v, "later") && !str_is(v, "end");
            out->kind = str_is(v, "answer")  ? RECORDED_ANSWER
                        : str_is(v, "later") ? RECORDED_LATER
                                             : RECORDED_END;
        } else if (str_is(name, "verdict")) {
            bad |= !verdict_parse(v, &out->verdict);
        } else if (str_is(name, "why")) {
            out->why = arena_str(a, v);
        } else if (str_is(name, "error")) {
            bad |= !answer_error_parse(v, &ans->error);
        } else if (str_is(name, "detail")) {
            ans->detail = arena_str(&ans->arena, v);
        } else if (str_is(name, "whole")) {
            whole = number(v, &bad) == 1;
        } else if (str_is(name, "undecodable")) {
            ans->undecodable = number(v, &bad) == 1;
        } else if (str_is(name, "retry-after")) {
            retry = number(v, &bad);
        } else if (str_is(name, "bytes")) {
            ans->bytes = (uint64_t)number(v, &bad);
        } else if (str_is(name, "ms")) {
            ans->ms = (uint32_t)number(v, &bad);
        } else if (str_is(name, "at")) {
            out->at = number(v, &bad);
        } else if (str_is(name, "headers")) {
            headers = number(v, &bad);
        } else if (str_is(name, "body")) {
            body = number(v, &bad);
        }
    }
    if (bad)
        return err_set(err, "it is no recording of this program");
    if (out->kind != RECORDED_ANSWER)
        return 0;
    struct str rest = str_sub(bytes, at, bytes.len);
    if (headers < 0 || body < 0 || (uint64_t)headers + 1 > rest.len ||
        rest.len - (uint64_t)headers - 1 != (uint64_t)body)
        return err_set(err, "it does not hold as many bytes as it says");
    feed_headers(ans, str_sub(rest, 0, (size_t)headers));
    rest = str_sub(rest, (size_t)headers + 1, rest.len);
    for (size_t i = 0; i < rest.len;) {
        size_t end = rest.len - i > 16384 ? i + 16384 : rest.len;
        if (!answer_body(ans, str_sub(rest, i, end), found, ctx))
            break;
        i = end;
    }
    answer_end(ans, whole);
    ans->retry_after = (long)retry;
    return 0;
}

int recording_read(const char *folder, struct str key, unsigned step, bool want_text,
                   bool (*found)(void *ctx, const struct page *page), void *ctx, struct recorded *out,
                   struct arena *a, struct err *err)
{
    char *path = path_of(folder, key, step);
    struct buf b = BUF_INIT;
    int rc = 0;
    *out = (struct recorded){.why = STR("")};
    if (file_kind(path) != FILE_NONE) {
        rc = file_read(path, RECORDING_LIMIT, &b, err);
        if (rc == 0 && recording_parse(buf_str(&b), want_text, found, ctx, out, a, err) != 0)
            rc = err_prefix(err, "%s", path);
        rc = rc == 0 ? 1 : -1;
    }
    buf_release(&b);
    free(path);
    return rc;
}
