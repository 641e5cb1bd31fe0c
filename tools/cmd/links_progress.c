/* How far a check of links is. */
#include "cmd/links.h"

#include <unistd.h>

enum { BAR_WIDTH = 24, LINE_EVERY_MS = 30000 };

void links_progress_init(struct links_progress *p, bool quiet)
{
    const char *term = getenv("TERM");
    *p = (struct links_progress){.terminal = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0,
                                 .quiet = quiet};
}

static void add_time(struct buf *b, uint64_t ms)
{
    uint64_t s = (ms + 999) / 1000;
    if (s >= 3600)
        buf_addf(b, "%llu h %llu min", (unsigned long long)(s / 3600), (unsigned long long)(s / 60 % 60));
    else if (s >= 60)
        buf_addf(b, "%llu min %llu s", (unsigned long long)(s / 60), (unsigned long long)(s % 60));
    else
        buf_addf(b, "%llu s", (unsigned long long)s);
}

void links_progress_show(struct links_progress *p, const struct check_progress *now)
{
    if (p->quiet || (!p->terminal && now->elapsed_ms < p->last_line + LINE_EVERY_MS))
        return;
    struct buf b = BUF_INIT;
    size_t bar = now->pages ? now->pages_done * BAR_WIDTH / now->pages : 0;
    if (p->terminal) {
        buf_adds(&b, "\r\033[K[");
        buf_fill(&b, '#', bar);
        buf_fill(&b, '.', BAR_WIDTH - bar);
        buf_adds(&b, "] ");
    }
    double rate = now->elapsed_ms ? (double)now->requests * 1000 / (double)now->elapsed_ms : 0;
    buf_addf(&b, "%zu of %zu pages, %.1f requests/s, %zu under way, %zu hosts waiting", now->pages_done,
             now->pages, rate, now->running, now->hosts_waiting);
    if (now->later && !now->last_pass)
        buf_addf(&b, ", %zu to ask again", now->later);
    if (now->left_ms != UINT64_MAX) {
        buf_adds(&b, ", about ");
        add_time(&b, now->left_ms);
        buf_adds(&b, " left");
    }
    if (!p->terminal)
        buf_addc(&b, '\n');
    fputs(b.s, stderr);
    fflush(stderr);
    buf_release(&b);
    p->shown = p->terminal;
    p->last_line = now->elapsed_ms;
}

void links_progress_end(struct links_progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
}
