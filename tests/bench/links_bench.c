/* kedb links against a server on loopback: 50 hosts, 100 ms latency, pages of 8 KB, each URL with a fragment.
 * Wall, CPU a URL, connections, peak memory at 2 and 6 connections a host, beside a bare libcurl multi loop
 * (the floor) and, where they are installed, linkchecker and linkinator.
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

static void run_kedb(const struct server *s, long urls, const char *list)
{
    static const char *const per_host[] = {"2", "6"};
    for (int i = 0; i < 2; i++) {
        char name[64];
        struct cost c = floor_cost(s->port, urls, i ? 6 : 2);
        snprintf(name, sizeof name, "bare libcurl multi, %s a host", per_host[i]);
        row(name, c, s, urls);
        char *argv[] = {(char[]){"build/kedb"},
                        (char[]){"links"},
                        (char[]){"--urls"},
                        (char *)(uintptr_t)list,
                        (char[]){"--allow-net"},
                        (char[]){"127.0.1.0/24"},
                        (char[]){"--interval"},
                        (char[]){"0"},
                        (char[]){"--connections"},
                        (char *)(uintptr_t)per_host[i],
                        (char[]){"--parallel"},
                        (char[]){"512"},
                        (char[]){"--format=json"},
                        (char[]){"--output=build/bench/links.json"},
                        NULL};
        c = bench_run(NULL, argv);
        snprintf(name, sizeof name, "kedb links, %s a host", per_host[i]);
        row(name, c, s, urls);
        if (!WIFEXITED(c.status) || WEXITSTATUS(c.status) != 0)
            printf("  kedb ended with %d\n", WEXITSTATUS(c.status));
    }
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
    if (is_installed("linkinator")) {
        write_urls("build/bench/links.html", s->port, urls, "<a href=\"", "\">x</a>");
        row("linkinator (100 at once)",
            bench_run(
                NULL,
                (char *[]){(char[]){"/bin/sh"}, (char[]){"-c"},
                           (char[]){"exec linkinator build/bench/links.html --concurrency 100 --silent"},
                           NULL}),
            s, urls);
    } else {
        puts("SKIPPED: linkinator is not installed");
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
    printf("\n%ld URLs\n", urls / 10);
    run_others(&s, urls / 10);
    server_stop(&s);
    return 0;
}
