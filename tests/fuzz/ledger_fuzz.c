/* Exports of ledgers and lists of official hosts from any bytes. What a ledger takes in comes out the same:
 * the export of an import, imported again, gives the same bytes; rules read the export as they read the
 * ledger. */
#include "link/book.h"
#include "link/lines.h"
#include "link/official.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void export_again(struct str lines)
{
    struct err err;
    struct buf out = BUF_INIT;
    struct ledger *l;
    if (ledger_open(&l, NULL, LEDGER_CREATE, &err) != 0 || ledger_import(l, lines, "lines", &err) != 0 ||
        ledger_export(l, &out, &err) != 0 || !str_eq(buf_str(&out), lines))
        abort();
    ledger_close(l, &err);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err;
    struct str text = {(const char *)data, size};
    struct buf out = BUF_INIT;
    struct ledger *l;
    if (ledger_open(&l, NULL, LEDGER_CREATE, &err) != 0)
        abort();
    bool taken = ledger_import(l, text, "input", &err) == 0;
    if (ledger_export(l, &out, &err) != 0)
        abort();
    export_again(buf_str(&out));
    ledger_close(l, &err);
    struct link_book *b = link_book_new();
    if (link_book_read_lines(b, buf_str(&out), "export", &err) != 0)
        abort();
    if (link_book_read_lines(b, text, "input", &err) != 0 && taken)
        abort();
    link_book_free(b);
    official_free(official_read(text, "input", &err));
    buf_release(&out);
    return 0;
}
