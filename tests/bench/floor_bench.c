/* What any checker must at least do: walk a folder and read every file, or read it into a tape too.
 *
 * usage: floor_bench read|tape|pages FOLDER      pages: the Markdown beside the records as well */
#include "base/file.h"
#include "json/doc.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    static const char *const records[] = {".json", NULL}, *const both[] = {".json", ".md", NULL};
    struct paths files = {0};
    struct buf text = BUF_INIT;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    size_t bytes = 0, bad = 0;
    if (argc != 3)
        return fputs("usage: floor_bench read|tape|pages FOLDER\n", stderr), 2;
    bool tape = strcmp(argv[1], "tape") == 0, pages = strcmp(argv[1], "pages") == 0;
    if (file_walk_any(argv[2], pages ? both : records, NULL, &files, &err) != 0)
        return fprintf(stderr, "%s\n", err.msg), 2;
    for (size_t i = 0; i < files.len; i++) {
        if (file_read(files.at[i], 0, &text, &err) != 0)
            return fprintf(stderr, "%s\n", err.msg), 2;
        bytes += text.len;
        bad += tape && json_parse(&doc, buf_str(&text), &fault) != 0;
    }
    printf("%zu files, %zu bytes, %zu not JSON\n", files.len, bytes, bad);
    json_release(&doc);
    buf_release(&text);
    paths_release(&files);
    return 0;
}
