/* PCRE2 behind the door: see match.h. */
#include "regex/match.h"

#include "base/mem.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

struct regex {
    pcre2_code *code;
};

struct matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

struct regex *regex_compile(struct str pattern, unsigned options, struct regex_fault *fault)
{
    if (pattern.len > REGEX_PATTERN_MAX) {
        fault->at = 0;
        snprintf(fault->what, sizeof fault->what, "the pattern is longer than %d bytes", REGEX_PATTERN_MAX);
        return NULL;
    }
    uint32_t flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
    uint32_t extra = 0;
    if (options & REGEX_CASELESS)
        flags |= PCRE2_CASELESS;
    if (options & REGEX_SCHEMA) {
        flags |= PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF;
        extra |= PCRE2_EXTRA_ALT_BSUX;
    }
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context)
        mem_alloc(SIZE_MAX);
    pcre2_set_compile_extra_options(context, extra);
    int code;
    PCRE2_SIZE at;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern.s, pattern.len, flags, &code, &at, context);
    pcre2_compile_context_free(context);
    if (!compiled) {
        fault->at = at < pattern.len ? at : pattern.len;
        if (pcre2_get_error_message(code, (PCRE2_UCHAR *)fault->what, sizeof fault->what) < 0)
            snprintf(fault->what, sizeof fault->what, "the pattern is not a regular expression");
        return NULL;
    }
    struct regex *r = mem_alloc(sizeof *r);
    r->code = compiled;
    return r;
}

void regex_free(struct regex *r)
{
    if (r)
        pcre2_code_free(r->code);
    free(r);
}

struct matcher *matcher_new(void)
{
    struct matcher *m = mem_alloc(sizeof *m);
    m->data = pcre2_match_data_create(1, NULL);
    m->context = pcre2_match_context_create(NULL);
    if (!m->data || !m->context)
        mem_alloc(SIZE_MAX);
    pcre2_set_match_limit(m->context, REGEX_MATCH_LIMIT);
    pcre2_set_depth_limit(m->context, REGEX_DEPTH_LIMIT);
    pcre2_set_heap_limit(m->context, REGEX_HEAP_LIMIT);
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

enum regex_result regex_search(const struct regex *r, struct matcher *m, struct str subject, size_t *from,
                               size_t *to)
{
    int rc =
        pcre2_match(r->code, (PCRE2_SPTR)subject.s, subject.len, 0, PCRE2_NO_UTF_CHECK, m->data, m->context);
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
