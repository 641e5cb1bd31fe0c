/* A pattern and a subject, parted by the first newline: the reader never reads past its end, and PCRE2's
 * translation and our own machine agree wherever both answer. */
#include "base/utf8.h"
#include "regex/ecma_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    size_t cut = str_find(all, STR("\n"), 0);
    struct str pattern = str_sub(all, 0, cut == SIZE_MAX ? size : cut);
    struct str subject = cut == SIZE_MAX ? STR("") : str_sub(all, cut + 1, size);
    struct regex_fault fault;
    struct ecma_stop stop;
    if (pattern.len > 300 || subject.len > 100 || utf8_valid(subject) < subject.len)
        return 0;
    struct ecma *e = ecma_compile(pattern, &fault);
    if (!e) {
        if (fault.at > pattern.len)
            abort();
        return 0;
    }
    struct ecma_tree tree = {0};
    bool annex_b = ecma_annex_b(e) != NULL;
    if (annex_b == ecma_valid(pattern, NULL) || ecma_parse(&tree, pattern, annex_b, &fault) != 0)
        abort();
    struct matcher *m = matcher_new();
    struct ecma_program *own = ecma_program_new(&tree, &fault);
    enum regex_result one = ecma_search(e, m, subject);
    enum regex_result two = own ? ecma_program_run(own, m, subject, NULL) : REGEX_LIMIT;
    if (one != two && one != REGEX_LIMIT && two != REGEX_LIMIT)
        abort();
    if (ecma_stop_find(pattern, subject, &stop) && stop.at > subject.len)
        abort();
    ecma_program_free(own);
    ecma_tree_release(&tree);
    matcher_free(m);
    ecma_free(e);
    return 0;
}
