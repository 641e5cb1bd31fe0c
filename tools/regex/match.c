/* PCRE2 behind the door: see match.h. */
#include "regex/match.h"

#include "base/mem.h"
#include "regex/quick.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

/* What a plain pattern gets when a search needs it. */
struct compiled {
    pcre2_code *code; /* or NULL */
    bool refers;      /* has backreferences */
};

struct regex {
    struct compiled *compiled; /* `own` */
    struct compiled own;
    struct quick *quick; /* of a plain pattern, or NULL */
    bool roomy;          /* may take REGEX_ROOMY_HEAP */
    uint32_t flags, extra;
    size_t len;
    char pattern[]; /* to compile it again, counting */
};

struct matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

/* NULL with PCRE2's error code and its offset in the pattern. */
static pcre2_code *compile(struct str pattern, uint32_t flags, uint32_t extra, int *code, PCRE2_SIZE *at)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context)
        mem_alloc(SIZE_MAX);
    pcre2_set_compile_extra_options(context, extra);
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern.s, pattern.len, flags, code, at, context);
    pcre2_compile_context_free(context);
    return compiled;
}

static struct regex *make(struct str pattern, unsigned options)
{
    struct regex *r = mem_alloc(sizeof *r + pattern.len);
    *r = (struct regex){.flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C,
                        .compiled = &r->own,
                        .roomy = (options & REGEX_TRANSLATED) != 0,
                        .len = pattern.len};
    if (options & REGEX_CASELESS)
        r->flags |= PCRE2_CASELESS;
    if (options & REGEX_SCHEMA) {
        r->flags |=
            PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF;
        r->extra |= PCRE2_EXTRA_ALT_BSUX;
    }
    if (options & REGEX_TRANSLATED)
        r->flags |= PCRE2_NEVER_UCP;
    if (pattern.len)
        memcpy(r->pattern, pattern.s, pattern.len);
    return r;
}

static int finish(const struct regex *r, struct regex_fault *fault)
{
    int code;
    PCRE2_SIZE at;
    struct compiled *c = r->compiled;
    c->code = compile((struct str){r->pattern, r->len}, r->flags, r->extra, &code, &at);
    if (!c->code) {
        fault->at = at < r->len ? at : r->len;
        if (pcre2_get_error_message(code, (PCRE2_UCHAR *)fault->what, sizeof fault->what) < 0)
            snprintf(fault->what, sizeof fault->what, "the pattern is not a regular expression");
        return -1;
    }
    uint32_t references = 0;
    pcre2_pattern_info(c->code, PCRE2_INFO_BACKREFMAX, &references);
    c->refers = references > 0;
    return 0;
}

struct regex *regex_compile(struct str pattern, unsigned options, struct regex_fault *fault)
{
    if (pattern.len > REGEX_PATTERN_MAX) {
        fault->at = 0;
        snprintf(fault->what, sizeof fault->what, "the pattern is longer than %d bytes", REGEX_PATTERN_MAX);
        return NULL;
    }
    struct regex *r = make(pattern, options);
    if (finish(r, fault) == 0)
        return r;
    regex_free(r);
    return NULL;
}

struct regex *regex_from_tree(const struct regex_tree *t, unsigned options, struct regex_fault *fault)
{
    struct quick *quick = quick_new(t);
    if (!quick)
        return regex_compile(t->pattern, options, fault);
    struct regex *r = make(t->pattern, options);
    r->quick = quick;
    return r;
}

void regex_free(struct regex *r)
{
    if (!r)
        return;
    if (r->compiled->code)
        pcre2_code_free(r->compiled->code);
    quick_free(r->quick);
    free(r);
}

struct matcher *matcher_new(void)
{
    struct matcher *m = mem_alloc(sizeof *m);
    m->data = pcre2_match_data_create(1, NULL);
    m->context = pcre2_match_context_create(NULL);
    if (!m->data || !m->context)
        mem_alloc(SIZE_MAX);
    return m;
}

void matcher_free(struct matcher *m)
{
    if (!m)
        return;
    pcre2_match_data_free(m->data);
    pcre2_match_context_free(m->context);
    free(m);
}

/* Steps that a search over `len` bytes may take. */
static uint64_t budget(size_t len)
{
    return REGEX_BUDGET + (uint64_t)len * REGEX_BUDGET_PER_BYTE;
}

struct count {
    uint64_t left;
    PCRE2_SIZE at; /* where the item before began */
    bool refers;
};

/* The longest text that a group holds: what a backreference may compare, without a step. */
static size_t longest_capture(const pcre2_callout_block *block)
{
    size_t longest = 0;
    for (uint32_t i = 1; i < block->capture_top; i++) {
        const PCRE2_SIZE *span = block->offset_vector + 2 * (size_t)i;
        if (span[0] != PCRE2_UNSET && span[1] > span[0] && span[1] - span[0] > longest)
            longest = span[1] - span[0];
    }
    return longest;
}

/* Called before each item: one step, and what the item before ran over. */
static int count_item(pcre2_callout_block *block, void *data)
{
    struct count *c = data;
    uint64_t cost = 1;
    if (block->current_position > c->at)
        cost += (block->current_position - c->at) / 16;
    if (c->refers)
        cost += longest_capture(block) / 16;
    c->at = block->current_position;
    if (cost > c->left)
        return PCRE2_ERROR_CALLOUT;
    c->left -= cost;
    return 0;
}

/* The whole search, every step counted. */
static int search_counted(const struct regex *r, struct matcher *m, struct str subject)
{
    int code;
    PCRE2_SIZE at;
    pcre2_code *counting =
        compile((struct str){r->pattern, r->len}, r->flags | PCRE2_AUTO_CALLOUT, r->extra, &code, &at);
    if (!counting)
        return PCRE2_ERROR_MATCHLIMIT; /* the callouts made it too large */
    uint64_t steps = budget(subject.len);
    struct count c = {.left = steps, .refers = r->compiled->refers};
    pcre2_set_match_limit(m->context, steps < UINT32_MAX ? (uint32_t)steps : UINT32_MAX);
    pcre2_set_callout(m->context, count_item, &c);
    int rc =
        pcre2_match(counting, (PCRE2_SPTR)subject.s, subject.len, 0, PCRE2_NO_UTF_CHECK, m->data, m->context);
    pcre2_set_callout(m->context, NULL, NULL);
    pcre2_code_free(counting);
    return rc;
}

/* Subjects up to these lengths are searched without counting first: PCRE2's limit for one start, times the
 * starts, keeps within the budget, and what an item may run over without a step is small. */
enum { UNCOUNTED_MAX = 8192, UNCOUNTED_REFERRING_MAX = 256 };

enum regex_result regex_search(const struct regex *r, struct matcher *m, struct str subject, size_t *from,
                               size_t *to)
{
    int rc = PCRE2_ERROR_MATCHLIMIT;
    struct regex_fault fault;
    if (r->quick) {
        enum quick_result known = quick_search(r->quick, subject, from, to);
        if (known != QUICK_UNDECIDED)
            return known == QUICK_MATCH ? REGEX_MATCH : REGEX_NO_MATCH;
        /* the owner's thread: nobody else looks on */
        if (!r->compiled->code && finish(r, &fault) != 0)
            return REGEX_LIMIT;
    }
    pcre2_set_depth_limit(m->context, r->roomy ? UINT32_MAX : REGEX_DEPTH_LIMIT);
    pcre2_set_heap_limit(m->context, r->roomy ? REGEX_ROOMY_HEAP : REGEX_HEAP_LIMIT);
    if (subject.len <= (r->compiled->refers ? UNCOUNTED_REFERRING_MAX : UNCOUNTED_MAX)) {
        pcre2_set_match_limit(m->context, (uint32_t)(budget(subject.len) / (subject.len + 1)));
        rc = pcre2_match(r->compiled->code, (PCRE2_SPTR)subject.s, subject.len, 0, PCRE2_NO_UTF_CHECK,
                         m->data, m->context);
    }
    if (rc == PCRE2_ERROR_MATCHLIMIT)
        rc = search_counted(r, m, subject);
    if (rc == PCRE2_ERROR_NOMATCH)
        return REGEX_NO_MATCH;
    if (rc < 0)
        return REGEX_LIMIT;
    PCRE2_SIZE *span = pcre2_get_ovector_pointer(m->data);
    if (from)
        *from = span[0];
    if (to)
        *to = span[1];
    return REGEX_MATCH;
}

struct trace {
    regex_visit *visit;
    void *ctx;
    size_t left;
};

static int visit_item(pcre2_callout_block *block, void *data)
{
    struct trace *t = data;
    if (!t->left--)
        return PCRE2_ERROR_CALLOUT;
    t->visit(t->ctx, block->pattern_position, block->start_match, block->current_position);
    return 0;
}

enum regex_result regex_trace(struct str pattern, unsigned options, struct matcher *m, struct str subject,
                              regex_visit *visit, void *ctx)
{
    int code;
    PCRE2_SIZE at;
    uint32_t flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE |
                     PCRE2_NO_AUTO_POSSESS | PCRE2_NO_DOTSTAR_ANCHOR;
    pcre2_code *compiled =
        pattern.len > REGEX_PATTERN_MAX
            ? NULL
            : compile(pattern, flags | (options & REGEX_CASELESS ? PCRE2_CASELESS : 0), 0, &code, &at);
    if (!compiled)
        return REGEX_LIMIT;
    struct trace t = {visit, ctx, REGEX_TRACE_MAX};
    pcre2_set_match_limit(m->context, REGEX_BUDGET);
    pcre2_set_callout(m->context, visit_item, &t);
    int rc =
        pcre2_match(compiled, (PCRE2_SPTR)subject.s, subject.len, 0, PCRE2_NO_UTF_CHECK, m->data, m->context);
    pcre2_set_callout(m->context, NULL, NULL);
    pcre2_code_free(compiled);
    return rc >= 0 ? REGEX_MATCH : rc == PCRE2_ERROR_NOMATCH ? REGEX_NO_MATCH : REGEX_LIMIT;
}
