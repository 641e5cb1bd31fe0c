/* Findings as JUnit XML, written with libxml2: a failed test case for each error and warning, a passed one
 * for each record that has only infos, and one for all records without a finding. Valid under Ant's schema,
 * which demands a host and a time (the run's day: the same input gives the same bytes), and under Jenkins's.
 */
#include "base/date.h"
#include "base/library.h"
#include "base/utf8.h"
#include "report/report.h"

#include <libxml/xmlwriter.h>

// clang-format off
#define XML_FUNCTIONS(X) \
    X(xmlBufferContent) \
    X(xmlBufferCreate) \
    X(xmlBufferFree) \
    X(xmlFreeTextWriter) \
    X(xmlNewTextWriterMemory) \
    X(xmlTextWriterEndDocument) \
    X(xmlTextWriterEndElement) \
    X(xmlTextWriterSetIndent) \
    X(xmlTextWriterSetIndentString) \
    X(xmlTextWriterStartDocument) \
    X(xmlTextWriterStartElement) \
    X(xmlTextWriterWriteAttribute) \
    X(xmlTextWriterWriteElement) \
    X(xmlTextWriterWriteFormatAttribute) \
    X(xmlTextWriterWriteString)
// clang-format on

struct xml {
    LIBRARY_POINTERS(XML_FUNCTIONS)
    xmlTextWriter *w;
};

static int xml_load(struct xml *x, struct err *err)
{
    static const char *const names[] = LIBRARY_NAMES(XML_FUNCTIONS);
    return library_load(KEDB_LIBXML2, names, x, err);
}

int report_junit_ready(struct err *err)
{
    struct xml unused;
    return xml_load(&unused, err);
}

/* XML 1.0 has no place for most control characters, and a report none for bidi ones. */
static void add_attribute(const struct xml *x, const char *name, const char *value)
{
    struct buf safe = BUF_INIT;
    report_safe(&safe, str_of(value));
    x->xmlTextWriterWriteAttribute(x->w, BAD_CAST name, BAD_CAST(safe.s ? safe.s : ""));
    buf_release(&safe);
}

static void add_finding(const struct xml *x, const struct report *r, const struct finding *f)
{
    struct buf text = BUF_INIT;
    x->xmlTextWriterStartElement(x->w, BAD_CAST "failure");
    add_attribute(x, "message", f->message);
    add_attribute(x, "type", f->rule->id);
    report_safe(&text, str_of(r->sources[f->file].path));
    buf_addf(&text, ":%u:%u: %s: ", f->from.line, f->from.column, severity_name(f->severity));
    report_safe(&text, str_of(f->message));
    if (f->help) {
        buf_adds(&text, "\nhelp: ");
        report_safe(&text, str_of(f->help));
    }
    x->xmlTextWriterWriteString(x->w, BAD_CAST text.s);
    x->xmlTextWriterEndElement(x->w);
    buf_release(&text);
}

static void add_number(const struct xml *x, const char *name, size_t n)
{
    x->xmlTextWriterWriteFormatAttribute(x->w, BAD_CAST name, "%zu", n);
}

/* The cases of one record's findings, from number `from` on; gives where the next record's begin. */
static size_t add_case(const struct xml *x, const struct report *r, size_t from)
{
    const struct result *res = r->result;
    const struct finding *all = res->findings;
    size_t to = from, loud = 0;
    while (to < res->count && all[to].file == all[from].file)
        loud += all[to++].severity > SEVERITY_INFO;
    for (size_t i = from; i < to; i++) {
        if (loud && all[i].severity <= SEVERITY_INFO)
            continue;
        x->xmlTextWriterStartElement(x->w, BAD_CAST "testcase");
        add_attribute(x, "name", loud ? all[i].rule->id : "kedb check");
        add_attribute(x, "classname", r->sources[all[from].file].path);
        add_attribute(x, "time", "0");
        if (loud)
            add_finding(x, r, &all[i]);
        x->xmlTextWriterEndElement(x->w);
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
    struct xml loaded, *x = &loaded;
    struct err err;
    if (xml_load(x, &err) != 0)
        return; /* report_junit_ready() said so */
    xmlBuffer *xml = x->xmlBufferCreate();
    x->w = xml ? x->xmlNewTextWriterMemory(xml, 0) : NULL;
    if (!x->w)
        mem_alloc(SIZE_MAX); /* ends the program as every failed allocation does */
    x->xmlTextWriterSetIndent(x->w, 1);
    x->xmlTextWriterSetIndentString(x->w, BAD_CAST "  ");
    x->xmlTextWriterStartDocument(x->w, "1.0", "UTF-8", NULL);
    x->xmlTextWriterStartElement(x->w, BAD_CAST "testsuites");
    x->xmlTextWriterStartElement(x->w, BAD_CAST "testsuite");
    add_attribute(x, "name", "kedb");
    add_attribute(x, "package", "kedb");
    add_attribute(x, "id", "0");
    add_attribute(x, "hostname", "localhost");
    add_attribute(x, "timestamp", day);
    add_number(x, "tests", failures + quiet + (clean ? 1 : 0));
    add_number(x, "failures", failures);
    add_number(x, "errors", res->failures.len);
    add_attribute(x, "time", "0");
    x->xmlTextWriterStartElement(x->w, BAD_CAST "properties");
    x->xmlTextWriterStartElement(x->w, BAD_CAST "property");
    add_attribute(x, "name", "exit code");
    x->xmlTextWriterWriteFormatAttribute(x->w, BAD_CAST "value", "%d", r->exit_code);
    x->xmlTextWriterEndElement(x->w);
    x->xmlTextWriterEndElement(x->w);
    for (size_t i = 0; i < res->count;)
        i = add_case(x, r, i);
    if (clean) {
        x->xmlTextWriterStartElement(x->w, BAD_CAST "testcase");
        x->xmlTextWriterWriteFormatAttribute(x->w, BAD_CAST "name", "%zu records without a finding", clean);
        add_attribute(x, "classname", "kedb");
        add_attribute(x, "time", "0");
        x->xmlTextWriterEndElement(x->w);
    }
    x->xmlTextWriterWriteElement(x->w, BAD_CAST "system-out", BAD_CAST "");
    x->xmlTextWriterStartElement(x->w, BAD_CAST "system-err");
    for (size_t i = 0; i < res->failures.len; i++) {
        struct buf safe = BUF_INIT;
        report_safe(&safe, str_of(res->failures.at[i]));
        buf_addc(&safe, '\n');
        x->xmlTextWriterWriteString(x->w, BAD_CAST safe.s);
        buf_release(&safe);
    }
    x->xmlTextWriterEndElement(x->w);
    x->xmlTextWriterEndDocument(x->w);
    x->xmlFreeTextWriter(x->w);
    buf_adds(out, (const char *)x->xmlBufferContent(xml));
    x->xmlBufferFree(xml);
}
