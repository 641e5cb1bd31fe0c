/* Patterns of JSON Schema: see ecma.h. */
#include "regex/ecma.h"

#include "regex/ecma_tree.h"

struct ecma {
    struct regex *regex;          /* PCRE2's, or NULL */
    struct ecma_program *program; /* else our own */
    struct ecma_tree tree;        /* what the program looks into */
    char *pattern;
    bool annex_b;
    struct regex_fault why; /* it is legal only without the u flag */
};

/* Parses with the u flag, else without. Both faults are of the first reading: its place is what the author is
 * told. */
static int parse(struct ecma_tree *tree, struct str pattern, bool *annex_b, struct regex_fault *fault)
{
    *annex_b = false;
    if (ecma_parse(tree, pattern, false, fault) == 0)
        return 0;
    struct regex_fault second;
    ecma_tree_release(tree);
    *annex_b = true;
    if (ecma_parse(tree, pattern, true, &second) == 0)
        return 0;
    *fault = second;
    return -1;
}

struct ecma *ecma_compile(struct str pattern, struct regex_fault *fault)
{
    struct ecma *e = mem_zalloc(1, sizeof *e);
    e->pattern = mem_dup(pattern);
    if (parse(&e->tree, (struct str){e->pattern, pattern.len}, &e->annex_b, fault) != 0) {
        ecma_free(e);
        return NULL;
    }
    if (e->annex_b)
        e->why = *fault;
    if (!e->tree.has_backrefs) {
        struct regex_fault engine;
        struct buf out = BUF_INIT;
        ecma_emit(&e->tree, &out);
        e->regex = regex_compile(buf_str(&out), REGEX_TRANSLATED, &engine);
        buf_release(&out);
    }
    if (e->regex) {
        ecma_tree_release(&e->tree);
    } else if (!(e->program = ecma_program_new(&e->tree, fault))) {
        fault->at = 0;
        ecma_free(e);
        return NULL;
    }
    return e;
}

void ecma_free(struct ecma *e)
{
    if (!e)
        return;
    regex_free(e->regex);
    ecma_program_free(e->program);
    ecma_tree_release(&e->tree);
    free(e->pattern);
    free(e);
}

const struct regex_fault *ecma_annex_b(const struct ecma *e)
{
    return e->annex_b ? &e->why : NULL;
}

enum regex_result ecma_search(const struct ecma *e, struct matcher *m, struct str subject)
{
    return e->regex ? regex_search(e->regex, m, subject, NULL, NULL)
                    : ecma_program_run(e->program, m, subject, NULL);
}

bool ecma_valid(struct str pattern, struct regex_fault *fault)
{
    struct ecma_tree tree = {0};
    struct regex_fault ignored;
    bool ok = ecma_parse(&tree, pattern, false, fault ? fault : &ignored) == 0;
    ecma_tree_release(&tree);
    return ok;
}

bool ecma_stop_find(struct str pattern, struct str subject, struct ecma_stop *out)
{
    struct ecma_tree tree = {0};
    struct regex_fault fault;
    bool annex_b, told = false;
    if (parse(&tree, pattern, &annex_b, &fault) == 0) {
        struct ecma_program *p = ecma_program_new(&tree, &fault);
        struct matcher *m = matcher_new();
        told = p && ecma_program_run(p, m, subject, out) == REGEX_NO_MATCH;
        matcher_free(m);
        ecma_program_free(p);
    }
    ecma_tree_release(&tree);
    return told;
}
