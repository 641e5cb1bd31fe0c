/* The formats. */
#include "report/report.h"

const struct report_format report_table[] = {
    {.name = "text", .summary = "for a person, with the source line", .write = report_text},
    {.name = "json", .summary = "one object, schemas/report.schema.json", .write = report_json},
    {0},
};

const struct report_format *report_find(const char *name)
{
    for (const struct report_format *f = report_table; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}
