/* Findings as JUnit XML, written with libxml2: a failed test case for each error and warning, a passed one
 * for each record that has only infos, and one for all records without a finding. Valid under Ant's schema,
 * which demands a host and a time (the run's day: the same input gives the same bytes), and under Jenkins's.
 */
#include "base/date.h"
#include "base/utf8.h"
#include "report/report.h"

#include <libxml/xmlwriter.h>

/* XML 1.0 has no place for most control characters, and a report none for bidi ones. */
static void add_attribute(xmlTextWriter *w, const char *name, const char *value)
{
    struct buf safe = BUF_INIT;
    report_safe(&safe, str_of(value));
    xmlTextWriterWriteAttribute(w, BAD_CAST name, BAD_CAST(safe.s ? safe.s : ""));
    buf_release(&safe);
}

static void add_finding(xmlTextWriter *w, const struct report *r, const struct finding *f)
{
    struct buf text = BUF_INIT;
    xmlTextWriterStartElement(w, BAD_CAST "failure");
    add_attribute(w, "message", f->message);
    add_attribute(w, "type", f->rule->id);
    report_safe(&text, str_of(r->sources[f->file].path));
    buf_addf(&text, ":%u:%u: %s: ", f->from.line, f->from.column, severity_name(f->severity));
    report_safe(&text, str_of(f->message));
    if (f->help) {
        buf_adds(&text, "\nhelp: ");
        report_safe(&text, str_of(f->help));
    }
    xmlTextWriterWriteString(w, BAD_CAST text.s);
    xmlTextWriterEndElement(w);
    buf_release(&text);
}

static void add_number(xmlTextWriter *w, const char *name, size_t n)
{
    xmlTextWriterWriteFormatAttribute(w, BAD_CAST name, "%zu", n);
}

/* The cases of one record's findings, from number `from` on; gives where the next record's begin. */
static size_t add_case(xmlTextWriter *w, const struct report *r, size_t from)
{
    const struct result *res = r->result;
    const struct finding *all = res->findings;
    size_t to = from, loud = 0;
    while (to < res->count && all[to].file == all[from].file)
        loud += all[to++].severity > SEVERITY_INFO;
    for (size_t i = from; i < to; i++) {
        if (loud && all[i].severity <= SEVERITY_INFO)
            continue;
        xmlTextWriterStartElement(w, BAD_CAST "testcase");
        add_attribute(w, "name", loud ? all[i].rule->id : "kedb check");
        add_attribute(w, "classname", r->sources[all[from].file].path);
        add_attribute(w, "time", "0");
        if (loud)
            add_finding(w, r, &all[i]);
        xmlTextWriterEndElement(w);
        if (!loud)
            break;
    }
    return to;
}

void report_junit(const struct report *r, struct buf *out)
{
    const struct result *res = r->result;
    size_t failures = res->by_severity[SEVERITY_ERROR] + res->by_severity[SEVERITY_WARNING], files = 0,
           quiet = 0;
    for (size_t i = 0; i < res->count;) {
        size_t to = i, loud = 0;
        while (to < res->count && res->findings[to].file == res->findings[i].file)
            loud += res->findings[to++].severity > SEVERITY_INFO;
        files++;
        quiet += loud == 0;
        i = to;
    }
    size_t clean = res->records > files ? res->records - files : 0;
    char day[24];
    date_format(r->today, day);
    strcat(day, "T00:00:00");
    xmlBuffer *xml = xmlBufferCreate();
    xmlTextWriter *w = xml ? xmlNewTextWriterMemory(xml, 0) : NULL;
    if (!w)
        mem_alloc(SIZE_MAX); /* ends the program as every failed allocation does */
    xmlTextWriterSetIndent(w, 1);
    xmlTextWriterSetIndentString(w, BAD_CAST "  ");
    xmlTextWriterStartDocument(w, "1.0", "UTF-8", NULL);
    xmlTextWriterStartElement(w, BAD_CAST "testsuites");
    xmlTextWriterStartElement(w, BAD_CAST "testsuite");
    add_attribute(w, "name", "kedb");
    add_attribute(w, "package", "kedb");
    add_attribute(w, "id", "0");
    add_attribute(w, "hostname", "localhost");
    add_attribute(w, "timestamp", day);
    add_number(w, "tests", failures + quiet + (clean ? 1 : 0));
    add_number(w, "failures", failures);
    add_number(w, "errors", res->failures.len);
    add_attribute(w, "time", "0");
    xmlTextWriterStartElement(w, BAD_CAST "properties");
    xmlTextWriterStartElement(w, BAD_CAST "property");
    add_attribute(w, "name", "exit code");
    xmlTextWriterWriteFormatAttribute(w, BAD_CAST "value", "%d", r->exit_code);
    xmlTextWriterEndElement(w);
    xmlTextWriterEndElement(w);
    for (size_t i = 0; i < res->count;)
        i = add_case(w, r, i);
    if (clean) {
        xmlTextWriterStartElement(w, BAD_CAST "testcase");
        xmlTextWriterWriteFormatAttribute(w, BAD_CAST "name", "%zu records without a finding", clean);
        add_attribute(w, "classname", "kedb");
        add_attribute(w, "time", "0");
        xmlTextWriterEndElement(w);
    }
    xmlTextWriterWriteElement(w, BAD_CAST "system-out", BAD_CAST "");
    xmlTextWriterStartElement(w, BAD_CAST "system-err");
    for (size_t i = 0; i < res->failures.len; i++) {
        struct buf safe = BUF_INIT;
        report_safe(&safe, str_of(res->failures.at[i]));
        buf_addc(&safe, '\n');
        xmlTextWriterWriteString(w, BAD_CAST safe.s);
        buf_release(&safe);
    }
    xmlTextWriterEndElement(w);
    xmlTextWriterEndDocument(w);
    xmlFreeTextWriter(w);
    buf_adds(out, (const char *)xmlBufferContent(xml));
    xmlBufferFree(xml);
}
