/* A web server for benchmarks that is never the bottleneck: one thread, epoll, pages ready in memory, each
 * answer after a fixed latency. Serves every address of 127.0.1.0/24 on one port; runs in a process of its
 * own. */
#ifndef KEDB_BENCH_LINKS_SERVER_H
#define KEDB_BENCH_LINKS_SERVER_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SERVER_FDS = 65536, SERVER_LATENCY_MS = 100 };

/* What the server counts, in memory shared with who started it. */
struct server_counts {
    volatile long connections, requests;
};

struct server {
    int port;
    pid_t pid;
    struct server_counts *counts;
};

struct server_due {
    int fd;
    uint64_t at;
};

static inline uint64_t server_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* A page of about `size` bytes with an id every few lines. */
static inline size_t server_page(char *out, size_t room, size_t size)
{
    static char body[1 << 16];
    size_t n = (size_t)snprintf(body, sizeof body,
                                "<!doctype html><html><head><meta charset=utf-8><title>Guide | ACME</title>"
                                "<script src=/a.js></script></head><body><h1>Guide</h1>\n");
    for (int i = 0; n + 200 < size; i++)
        n += (size_t)snprintf(body + n, sizeof body - n,
                              "<h2 id=\"s%d\" class=\"head\">Section %d</h2>\n<p>How the <a "
                              "href=\"/x/%d\">thing</a> fails &amp; why.</p>\n",
                              i, i, i);
    n += (size_t)snprintf(body + n, sizeof body - n, "</body></html>\n");
    int head = snprintf(
        out, room, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n\r\n",
        n);
    memcpy(out + head, body, n);
    return (size_t)head + n;
}

static inline void server_serve(int listener, struct server_counts *counts, size_t page_size)
{
    static struct server_due due[SERVER_FDS];
    static char page[1 << 17], request[1 << 16];
    static unsigned char seen[SERVER_FDS]; /* how many bytes of "\r\n\r\n" a connection has sent in a row */
    size_t head = 0, tail = 0, length = server_page(page, sizeof page, page_size);
    int ep = epoll_create1(0);
    struct epoll_event e = {.events = EPOLLIN, .data.fd = listener}, got[256];
    epoll_ctl(ep, EPOLL_CTL_ADD, listener, &e);
    for (;;) {
        uint64_t now = server_now();
        int wait = head == tail                      ? -1
                   : due[head % SERVER_FDS].at > now ? (int)(due[head % SERVER_FDS].at - now)
                                                     : 0;
        int n = epoll_wait(ep, got, 256, wait);
        for (int i = 0; i < n; i++) {
            int fd = got[i].data.fd;
            if (fd == listener) {
                int one = 1, c;
                while ((c = accept(listener, NULL, NULL)) >= 0) {
                    fcntl(c, F_SETFL, O_NONBLOCK);
                    setsockopt(c, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    setsockopt(c, SOL_SOCKET, SO_SNDBUF, &(int){1 << 17}, sizeof(int));
                    struct epoll_event ce = {.events = EPOLLIN, .data.fd = c};
                    epoll_ctl(ep, EPOLL_CTL_ADD, c, &ce);
                    seen[c % SERVER_FDS] = 0;
                    counts->connections++;
                }
                continue;
            }
            ssize_t r = read(fd, request, sizeof request);
            if (r <= 0) {
                if (r == 0 || errno != EAGAIN)
                    close(fd);
                continue;
            }
            for (ssize_t k = 0; k < r; k++) {
                unsigned char *s = &seen[fd % SERVER_FDS];
                *s = request[k] == "\r\n\r\n"[*s] ? *s + 1 : request[k] == '\r';
                if (*s == 4) {
                    *s = 0;
                    due[tail++ % SERVER_FDS] = (struct server_due){fd, server_now() + SERVER_LATENCY_MS};
                }
            }
        }
        now = server_now();
        for (; head != tail && due[head % SERVER_FDS].at <= now; head++) {
            counts->requests++;
            if (write(due[head % SERVER_FDS].fd, page, length) < 0 && errno != EPIPE)
                continue;
        }
    }
}

/* Starts it; ends with its parent. -1 after saying why not. */
static inline int server_start(struct server *s, size_t page_size)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
    socklen_t size = sizeof any;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    s->counts = mmap(NULL, sizeof *s->counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (listener < 0 || s->counts == MAP_FAILED || bind(listener, (struct sockaddr *)&any, sizeof any) != 0 ||
        listen(listener, 4096) != 0 || getsockname(listener, (struct sockaddr *)&any, &size) != 0)
        return perror("server"), -1;
    s->port = ntohs(any.sin_port);
    fflush(stdout);
    s->pid = fork();
    if (s->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        signal(SIGPIPE, SIG_IGN);
        server_serve(listener, s->counts, page_size);
    }
    close(listener);
    return s->pid < 0 ? -1 : 0;
}

static inline void server_stop(struct server *s)
{
    kill(s->pid, SIGKILL);
}

#endif
