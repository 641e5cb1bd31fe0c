/* The formats. */
#include "report/report.h"

const struct report_format report_table[] = {
    {.name = "text", .summary = "for a person, with the source line", .write = report_text},
    {.name = "json", .summary = "one object, schemas/report.schema.json", .write = report_json},
    {.name = "sarif", .summary = "SARIF 2.1.0, for code scanning", .write = report_sarif},
    {.name = "junit",
     .summary = "JUnit XML, for test reports of CI services",
     .write = report_junit,
     .ready = report_junit_ready},
    {.name = "github", .summary = "workflow commands, for annotations on a change", .write = report_github},
    {.name = "markdown", .summary = "a page, for a comment or a summary", .write = report_markdown},
    {0},
};

const struct report_format *report_find(const char *name)
{
    for (const struct report_format *f = report_table; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}
