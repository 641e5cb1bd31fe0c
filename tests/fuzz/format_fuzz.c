/* Every format over one text: none reads past its end, and each that refuses says why. */
#include "base/utf8.h"
#include "schema/format.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"date",
                                        "date-time",
                                        "time",
                                        "duration",
                                        "email",
                                        "hostname",
                                        "idn-email",
                                        "idn-hostname",
                                        "ipv4",
                                        "ipv6",
                                        "iri",
                                        "uri",
                                        "iri-reference",
                                        "json-pointer",
                                        "regex",
                                        "uuid",
                                        "uri-reference",
                                        "uri-template",
                                        "relative-json-pointer"};
    struct str v = {(const char *)data, size};
    if (size > 2000 || utf8_valid(v) < size)
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct err err = {""};
        format_check *check = format_find(str_of(names[i]));
        bool ok = check(v, &err);
        if (check(v, NULL) != ok || (!ok && !*err.msg))
            abort();
    }
    return 0;
}
