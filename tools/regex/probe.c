/* Counting steps in PCRE2: see probe.h. */
#include "regex/probe.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

enum { HEAP_KIB = 64 * 1024, REFERENCES_MAX = 64 };

struct reference {
    uint32_t at, number;
};

struct probe {
    pcre2_code *code;
    pcre2_match_context *context;
    bool careful; /* characters count too */
    struct reference references[REFERENCES_MAX];
    size_t reference_count;
    /* of the search at hand */
    uint64_t steps, cap;
    size_t last;
};

static void find_references(struct probe *p, const struct regex_node *n)
{
    if (n->kind == REGEX_BACKREF && p->reference_count < REFERENCES_MAX)
        p->references[p->reference_count++] = (struct reference){n->from, n->number};
    regex_foreach_child(c, n) find_references(p, c);
}

/* Bytes that the reference to a group compares here. */
static size_t compared(const pcre2_callout_block *b, uint32_t number)
{
    if (number == 0 || number >= b->capture_top)
        return 0;
    size_t from = b->offset_vector[2 * (size_t)number], to = b->offset_vector[2 * (size_t)number + 1], n = 0;
    if (from == PCRE2_UNSET || to < from)
        return 0;
    while (from + n < to && b->current_position + n < b->subject_length &&
           ascii_lower(b->subject[from + n]) == ascii_lower(b->subject[b->current_position + n]))
        n++;
    return n;
}

static int count_item(pcre2_callout_block *b, void *data)
{
    struct probe *p = data;
    p->steps++;
    if (p->careful) {
        if (b->current_position > p->last)
            p->steps += b->current_position - p->last;
        p->last = b->current_position;
        for (size_t i = 0; i < p->reference_count; i++)
            if (p->references[i].at == b->pattern_position)
                p->steps += compared(b, p->references[i].number);
    }
    return p->steps >= p->cap ? PCRE2_ERROR_CALLOUT : 0;
}

struct probe *probe_new(const struct regex_tree *t, bool caseless, enum probe_model model,
                        struct regex_fault *fault)
{
    int code;
    PCRE2_SIZE at;
    uint32_t flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
    flags |= caseless ? PCRE2_CASELESS : 0;
    if (model == PROBE_PLAIN)
        flags |= PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS | PCRE2_NO_DOTSTAR_ANCHOR;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)t->pattern.s, t->pattern.len, flags, &code, &at, NULL);
    if (!compiled) {
        fault->at = at < t->pattern.len ? at : t->pattern.len;
        if (pcre2_get_error_message(code, (PCRE2_UCHAR *)fault->what, sizeof fault->what) < 0)
            snprintf(fault->what, sizeof fault->what, "the pattern is not a regular expression");
        return NULL;
    }
    struct probe *p = mem_zalloc(1, sizeof *p);
    p->code = compiled;
    p->context = pcre2_match_context_create(NULL);
    if (!p->context)
        mem_alloc(SIZE_MAX);
    pcre2_set_match_limit(p->context, UINT32_MAX);
    pcre2_set_depth_limit(p->context, UINT32_MAX);
    pcre2_set_heap_limit(p->context, HEAP_KIB);
    pcre2_set_callout(p->context, count_item, p);
    p->careful = t->features & (REGEX_HAS_LOOK | REGEX_HAS_ATOMIC | REGEX_HAS_BACKREF | REGEX_HAS_CALL |
                                REGEX_HAS_CONDITIONAL | REGEX_HAS_VERB);
    if (t->features & REGEX_HAS_BACKREF)
        find_references(p, t->root);
    return p;
}

void probe_free(struct probe *p)
{
    if (!p)
        return;
    pcre2_match_context_free(p->context);
    pcre2_code_free(p->code);
    free(p);
}

uint64_t probe_steps(struct probe *p, struct str subject, uint64_t cap, enum probe_end *end)
{
    p->steps = 0;
    p->cap = cap;
    p->last = 0;
    /* PCRE2 keeps the frames of a search in the match data and asks for the heap limit only when it grows:
     * fresh ones for each search */
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    if (!data)
        mem_alloc(SIZE_MAX);
    int rc =
        pcre2_match(p->code, (PCRE2_SPTR)subject.s, subject.len, 0, PCRE2_NO_UTF_CHECK, data, p->context);
    pcre2_match_data_free(data);
    *end = rc >= 0                     ? PROBE_MATCH
           : rc == PCRE2_ERROR_NOMATCH ? PROBE_NO_MATCH
           : rc == PCRE2_ERROR_CALLOUT ? PROBE_STOPPED
                                       : PROBE_FAILED;
    return p->steps;
}
