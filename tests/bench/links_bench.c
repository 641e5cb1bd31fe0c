/* kedb links against a server on loopback: 50 hosts, 100 ms latency, pages of 8 KB, each URL with a fragment.
 * Wall, CPU a URL, connections, peak memory at 2 and 6 connections a host and with a ledger, beside a bare
 * libcurl multi loop (the floor), linkchecker where it is installed, and linkinator (from the npm registry,
 * into build/npm-bench); CPU of a new TLS connection, the system's certificates loaded.
 *
 * usage: links_bench [URLS]        10,000 by default */
#define _GNU_SOURCE /* wait4, CPU affinity of nothing */
#include "links_server.h"
#include "run.h"

#include <curl/curl.h>

enum { HOSTS = 50, PAGE = 8192 };

static void url_of(char *out, size_t room, int port, long i, bool fragment)
{
    snprintf(out, room, "http://127.0.1.%ld:%d/docs/%ld.html%s", 1 + i % HOSTS, port, i / HOSTS,
             fragment ? "#s20" : "");
}

/* ---- the floor: libcurl alone, no parsing ---- */

static size_t swallow(char *data, size_t size, size_t count, void *ctx)
{
    (void)data;
    (void)ctx;
    return size * count;
}

struct floor_host {
    long next;
};

static void floor_run(int port, long urls, int per_host)
{
    struct floor_host hosts[HOSTS];
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 1000L);
    int live = 0, left;
    for (long i = 0; i < HOSTS; i++)
        hosts[i].next = i;
    for (long i = 0; i < (long)HOSTS * per_host; i++) {
        char url[128];
        struct floor_host *h = &hosts[i % HOSTS];
        if (h->next >= urls)
            continue;
        CURL *e = curl_easy_init();
        url_of(url, sizeof url, port, h->next, false);
        h->next += HOSTS;
        curl_easy_setopt(e, CURLOPT_URL, url);
        curl_easy_setopt(e, CURLOPT_PROXY, "");
        curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, swallow);
        curl_easy_setopt(e, CURLOPT_PRIVATE, h);
        curl_multi_add_handle(multi, e);
        live++;
    }
    while (live) {
        int running;
        curl_multi_perform(multi, &running);
        for (CURLMsg *m; (m = curl_multi_info_read(multi, &left));) {
            CURL *e = m->easy_handle;
            struct floor_host *h = NULL;
            char url[128];
            curl_easy_getinfo(e, CURLINFO_PRIVATE, &h);
            curl_multi_remove_handle(multi, e);
            if (h->next >= urls) {
                curl_easy_cleanup(e);
                live--;
                continue;
            }
            url_of(url, sizeof url, port, h->next, false);
            h->next += HOSTS;
            curl_easy_setopt(e, CURLOPT_URL, url);
            curl_multi_add_handle(multi, e);
        }
        curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    curl_multi_cleanup(multi);
}

static struct cost floor_cost(int port, long urls, int per_host)
{
    struct timespec from, to;
    struct rusage used;
    struct cost c = {0};
    clock_gettime(CLOCK_MONOTONIC, &from);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        floor_run(port, urls, per_host);
        _exit(0);
    }
    wait4(pid, &c.status, 0, &used);
    clock_gettime(CLOCK_MONOTONIC, &to);
    c.wall = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
    c.cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
            (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
    c.kilobytes = used.ru_maxrss;
    return c;
}

/* ---- the table ---- */

static void row(const char *name, struct cost c, const struct server *s, long urls)
{
    printf("%-34s %7.2f s %8.3f ms %7ld %9ld %7.1f MB\n", name, c.wall, c.cpu * 1000 / (double)urls,
           s->counts->connections, s->counts->requests, (double)c.kilobytes / 1024);
    fflush(stdout);
    s->counts->connections = s->counts->requests = 0;
}

static int write_urls(const char *path, int port, long urls, const char *before, const char *after)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return perror(path), -1;
    for (long i = 0; i < urls; i++) {
        char url[128];
        url_of(url, sizeof url, port, i, true);
        fprintf(f, "%s%s%s\n", before, url, after);
    }
    return fclose(f);
}

static bool is_installed(const char *program)
{
    char command[256];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

/* kedb links on a list; what is NULL in `more` ends it. */
static struct cost kedb_cost(const char *list, const char *const *more)
{
    static const char *const common[] = {"build/kedb",
                                         "links",
                                         "--allow-net",
                                         "127.0.0.0/16",
                                         "--interval",
                                         "0",
                                         "--parallel",
                                         "512",
                                         "--format=json",
                                         "--output",
                                         "build/bench/links.json",
                                         "--urls"};
    enum { COMMON = sizeof common / sizeof *common };
    char *argv[COMMON + 16];
    size_t n = 0;
    for (; n < COMMON; n++)
        argv[n] = (char *)(uintptr_t)common[n];
    argv[n++] = (char *)(uintptr_t)list;
    for (; *more && n < COMMON + 15; more++)
        argv[n++] = (char *)(uintptr_t)*more;
    argv[n] = NULL;
    struct cost c = bench_run(NULL, argv);
    if (!WIFEXITED(c.status) || WEXITSTATUS(c.status) != 0)
        printf("  kedb ended with %d\n", WEXITSTATUS(c.status));
    return c;
}

static void run_kedb(const struct server *s, long urls, const char *list)
{
    static const char *const per_host[] = {"2", "6"};
    for (int i = 0; i < 2; i++) {
        char name[64];
        struct cost c = floor_cost(s->port, urls, i ? 6 : 2);
        snprintf(name, sizeof name, "bare libcurl multi, %s a host", per_host[i]);
        row(name, c, s, urls);
        c = kedb_cost(list, (const char *const[]){"--connections", per_host[i], NULL});
        snprintf(name, sizeof name, "kedb links, %s a host", per_host[i]);
        row(name, c, s, urls);
    }
    static const char *const names[] = {"with a new ledger, 6 a host", "with the ledger of that run"};
    remove("build/bench/links.db");
    for (int i = 0; i < 2; i++)
        row(names[i],
            kedb_cost(list, (const char *const[]){"--connections", "6", "--ledger", "build/bench/links.db",
                                                  "--all", NULL}),
            s, urls);
}

/* ---- TLS ---- */

enum { TLS_FEW = 20, TLS_MANY = 220 };

static int tls_socket(struct sockaddr_in *at, int port)
{
    *at = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    at->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* A port that nobody has at the moment; 0 when there is none. */
static int free_port(void)
{
    struct sockaddr_in at;
    socklen_t size = sizeof at;
    int fd = tls_socket(&at, 0);
    bool found = fd >= 0 && bind(fd, (struct sockaddr *)&at, size) == 0 &&
                 getsockname(fd, (struct sockaddr *)&at, &size) == 0;
    close(fd);
    return found ? ntohs(at.sin_port) : 0;
}

/* Whether the port is listened at within five seconds. */
static bool comes_up(int port)
{
    bool up = false;
    for (int i = 0; i < 100 && !up; i++) {
        struct sockaddr_in at;
        int fd = tls_socket(&at, port);
        up = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
        close(fd);
        usleep(50000);
    }
    return up;
}

/* openssl s_server, which closes each connection and takes nothing up again; its certificate beside those of
 * the system. 0 when there is none. */
static pid_t tls_server(int port)
{
    char accept[16];
    if (system("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 9 -subj "
               "/CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout build/bench/tls.key -out "
               "build/bench/tls.pem 2>/dev/null && cat /etc/ssl/certs/ca-certificates.crt "
               "build/bench/tls.pem >build/bench/ca.pem 2>/dev/null") != 0)
        return 0;
    snprintf(accept, sizeof accept, "127.0.0.1:%d", port);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(127);
        execlp("openssl", "openssl", "s_server", "-accept", accept, "-www", "-no_ticket", "-no_cache", "-key",
               "build/bench/tls.key", "-cert", "build/bench/tls.pem", "-quiet", (char *)NULL);
        _exit(127);
    }
    return pid;
}

/* CPU seconds of a run; below 0 when it was none, or not all was found. */
static double tls_cpu(int port, int urls)
{
    FILE *f = fopen("build/bench/tls.txt", "w");
    for (int i = 0; f && i < urls; i++)
        fprintf(f, "https://127.0.0.1:%d/%d.html\n", port, i);
    if (!f || fclose(f) != 0)
        return -1;
    struct cost c = kedb_cost("build/bench/tls.txt", (const char *const[]){"--connections", "1", "--cacert",
                                                                           "build/bench/ca.pem", NULL});
    return WIFEXITED(c.status) && WEXITSTATUS(c.status) == 0 ? c.cpu : -1;
}

static void run_tls(void)
{
    int port = free_port();
    pid_t pid = tls_server(port);
    if (!pid) {
        puts("SKIPPED: no openssl, or no certificates in /etc/ssl/certs");
        return;
    }
    bool up = comes_up(port);
    double few = up ? tls_cpu(port, TLS_FEW) : -1, many = up ? tls_cpu(port, TLS_MANY) : -1;
    if (few < 0 || many < 0)
        puts("a new TLS connection               not measured: its server did not answer");
    else
        printf("%-34s %20.3f ms CPU each (%d to %d of them)\n", "a new TLS connection",
               (many - few) * 1000 / (TLS_MANY - TLS_FEW), TLS_FEW, TLS_MANY);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

/* A tenth of the URLs: they take long. */
static void run_others(const struct server *s, long urls)
{
    if (is_installed("linkchecker")) {
        write_urls("build/bench/links.html", s->port, urls, "<a href=\"", "\">x</a>");
        row("linkchecker (its defaults)",
            bench_run(
                NULL,
                (char *[]){
                    (char[]){"/bin/sh"}, (char[]){"-c"},
                    (char[]){
                        "exec linkchecker --no-robots -r1 --check-extern -o none build/bench/links.html"},
                    NULL}),
            s, urls);
    } else {
        puts("SKIPPED: linkchecker is not installed");
    }
    bool npm =
        is_installed("npm") &&
        system("mkdir -p build/npm-bench && { [ -x build/npm-bench/node_modules/.bin/linkinator ] || npm "
               "install --silent --no-audit --no-fund --prefix build/npm-bench linkinator@6.1.2; } "
               ">/dev/null 2>&1") == 0;
    if (npm) {
        write_urls("build/bench/links.html", s->port, urls, "<a href=\"", "\">x</a>");
        row("linkinator (100 at once)",
            bench_run(NULL, (char *[]){(char[]){"/bin/sh"}, (char[]){"-c"},
                                       (char[]){"exec build/npm-bench/node_modules/.bin/linkinator "
                                                "build/bench/links.html --concurrency 100 --silent"},
                                       NULL}),
            s, urls);
    } else {
        puts("SKIPPED: linkinator cannot be had from npm");
    }
}

int main(int argc, char **argv)
{
    struct server s;
    struct err err;
    long urls = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
    if (urls < HOSTS || file_make_folders("build/bench", &err) != 0 || server_start(&s, PAGE) != 0 ||
        write_urls("build/bench/links.txt", s.port, urls, "", "") != 0)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    printf("%ld URLs, %d hosts, %d ms latency, pages of %d bytes\n", urls, HOSTS, SERVER_LATENCY_MS, PAGE);
    printf("%-34s %9s %11s %7s %9s %10s\n", "", "wall", "CPU/URL", "conns", "requests", "peak");
    run_kedb(&s, urls, "build/bench/links.txt");
    run_tls();
    printf("\n%ld URLs\n", urls / 10);
    run_others(&s, urls / 10);
    server_stop(&s);
    return 0;
}
