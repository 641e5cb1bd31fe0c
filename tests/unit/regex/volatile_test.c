/* Volatile parts: each text below has its parts between « and », with the kind's first letters behind. */
#include "support.h"

#include "regex/volatile.h"

static const char *const codes[] = {"num", "dec",  "hex", "ver",  "date", "uuid", "ip4", "ip6",
                                    "mac", "path", "url", "name", "quo",  "pla",  "dots"};

static const char *const texts[] = {
    /* numbers */
    "connection timed out after «num:30000» ms",
    "process «num:4711» exited",
    "sshd[«num:1234»]: fatal",
    "killed after «num:30»s, used «num:512»MB",
    "retry «num:1»/«num:3»",
    "list index «num:-1» out of range",
    "took «dec:12.5» seconds for «dec:1,234,567» rows",
    "line «num:10», column «num:5»",
    /* codes are what the error is */
    "502 ERROR The request could not be satisfied",
    "HTTP/1.1 404 Not Found",
    "the server returned status 503",
    "exited with code 137",
    "exit status of 1",
    "[Errno 98] Address already in use",
    "ERROR 1045 (28000): Access denied for user",
    "connect() failed (111: Connection refused)",
    "550 5.7.1 Unable to relay",
    "#1045 - Access denied",
    "curl: (28) Operation timed out",
    "finished with non-zero exit value 137, invalid value «num:5»",
    "error:0A000086:SSL routines",
    "ORA-00942: table or view does not exist",
    "error TS2307: no module",
    "SQLSTATE[42P01]: undefined table",
    "CVE-2021-44228 and utf-8 and 64-bit and x86_64 and TLSv1.2",
    "WinError 10061: refused, 0x80070005",
    /* hexadecimal, versions, dates */
    "segfault at «hex:0x7ffe12» ip «hex:3f9ac01d2e»",
    "decade facade defaced",
    "Python «dec:3.11» is not «ver:3.12.1»",
    "lodash@«ver:4.17.21» requires v18",
    "kernel «ver:v5.15.0-91-generic».",
    "«date:2024-05-01T10:00:00Z» host",
    "[«date:10/Oct/2000:13:55:36 -0700»] GET",
    "«date:Mon, 02 Jan 2006 15:04:05 GMT»",
    "«date:Jan  2 03:04:05» host app",
    "expired on «date:2024-05-01».",
    "at «date:13:55:36.123»",
    /* addresses */
    "pod «uuid:123e4567-e89b-12d3-a456-426614174000» not found",
    "connect ECONNREFUSED «ip4:127.0.0.1»:«num:5432»",
    "listen EADDRINUSE: address already in use «ip6::::3000»",
    "bind «ip6:fe80::1» failed",
    "std::string and a::b::c",
    "link «mac:00:1a:2b:3c:4d:5e» is down",
    /* names */
    "open «path:/srv/me/x.txt»: permission denied",
    "open /dev/null: permission denied",
    "in «path:/usr/lib/python3/foo.py»",
    "stat «path:C:\\Users\\me\\x.txt»: missing",
    "«path:src/main.c»:«num:10»:«num:5»: error",
    "File \"«quo:/srv/app/x y.py»\", line «num:3»",
    "GET https://«url:registry.example.org/a?b=c» failed.",
    "cannot connect to unix:///var/run/docker.sock.",
    "getaddrinfo ENOTFOUND «name:packages.example.net»",
    "permission denied for «name:joe@db.internal»",
    "cannot import «name:foo»",
    "java.lang.NullPointerException at torch.jit.trace",
    "No module named '«quo:requests»'",
    "it wasn't able, and doesn't say why; unexpected token '<'",
    "said 'connection refused by «num:3» hosts'",
    "relation \"«quo:users»\" does not exist, nor `«quo:b»` or ‘«quo:c»’",
    /* placeholders */
    "cannot find «pla:<module>» or «pla:{name}» or «pla:${x.y}» or «pla:{{ z }}»",
    "cannot read «pla:%s» of «pla:%1$d», «num:100»%",
    "retry «pla:N» times on «pla:X» with «pla:X.Y.Z» and #«pla:XXX»",
    "X server, Mac OS X, X.509 and eXit",
    "in <anonymous> at <stdin>",
    "Failed to fetch «dots:...» from cache...",
    /* odd input */
    "",
    "\xFF\xFE'",
    "'unclosed",
    "《文件》未找到 «num:42»",
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf plain = BUF_INIT, got = BUF_INIT;
        for (const char *p = texts[i]; *p;) {
            if (memcmp(p, "«", 2) == 0)
                p = strchr(p, ':') + 1;
            else if (memcmp(p, "»", 2) == 0)
                p += 2;
            else
                buf_addc(&plain, *p++);
        }
        struct arena a = ARENA_INIT;
        struct volatile_part *parts;
        struct str text = buf_str(&plain);
        size_t count = volatile_find(text, &a, &parts), at = 0;
        for (size_t k = 0; k < count; k++) {
            buf_add_str(&got, str_sub(text, at, parts[k].from));
            buf_addf(&got, "«%s:%.*s»", codes[parts[k].kind],
                     STR_FMT(str_sub(text, parts[k].from, parts[k].to)));
            at = parts[k].to;
            assert_true(volatile_name(parts[k].kind)[0] == 'a' || parts[k].kind == VOLATILE_URL);
        }
        buf_add_str(&got, str_sub(text, at, text.len));
        if (!str_is(buf_str(&got), texts[i]))
            fail_msg("found   %s\nwanted  %s", got.s, texts[i]);
        arena_release(&a);
        buf_release(&plain);
        buf_release(&got);
    }
}

/* Any bytes: parts in order, inside the text; a long run costs no more than its length. */
static void test_any_bytes(void **state)
{
    (void)state;
    static const char alphabet[] = "019aFxX.:-/'\"<>{}%$ @\\T,\xE2\x80\xA6\n(n";
    uint64_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        char text[200];
        size_t len = 0;
        for (; len < sizeof text; len++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[len] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
        }
        struct arena a = ARENA_INIT;
        struct volatile_part *parts;
        size_t count = volatile_find((struct str){text, len}, &a, &parts), at = 0;
        for (size_t k = 0; k < count; k++) {
            assert_true(parts[k].from >= at && parts[k].to > parts[k].from && parts[k].to <= len);
            at = parts[k].to;
        }
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts), cmocka_unit_test(test_any_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
