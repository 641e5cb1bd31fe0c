/* The analysis of any pattern: it ends, within its budget of steps; an attack that it reports takes the steps
 * that it says. */
#include "regex/redos.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena k = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    struct redos r;
    bool caseless = size & 1;
    if (size < 300 && regex_parse(&t, (struct str){(const char *)data, size}, caseless ? REGEX_FLAG_I : 0, &k,
                                  &fault) == 0) {
        redos_analyse(&r, &t, &k);
        if (r.verdict == REDOS_UNDECIDED ? !r.why : (r.verdict != REDOS_LINEAR) != (r.point_count > 0))
            abort();
        if (r.from > r.to || r.to > size)
            abort();
        if (r.point_count) {
            struct regex_fault refused;
            struct buf text = BUF_INIT;
            enum probe_end end;
            const struct growth_point *last = &r.points[r.point_count - 1];
            struct probe *p = probe_new(&t, caseless, PROBE_PLAIN, &refused);
            attack_write(&r.attack, last->pumps, &text);
            if (probe_steps(p, buf_str(&text), last->steps + 1000, &end) < last->steps)
                abort();
            buf_clear(&text);
            redos_attack_text(&r.attack, 0, &text);
            buf_release(&text);
            probe_free(p);
        }
    }
    arena_release(&k);
    return 0;
}
