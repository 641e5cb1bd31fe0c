/* SARIF 2.1.0 (OASIS), the format that code scanning services read. Columns are code points
 * ("unicodeCodePoints"), offsets of fixes bytes.
 *
 * Fingerprints are those of the baseline (engine/hold.h): they survive edits above. What is held back is sent
 * too, with its suppression. */
#include "report/report.h"

#include "engine/hold.h"
#include "json/tree.h"

static tree *text_of(const char *text)
{
    tree *t = tree_object();
    tree_set(t, "text", tree_text(text));
    return t;
}

static const char *level_of(enum severity s)
{
    return s == SEVERITY_ERROR     ? "error"
           : s == SEVERITY_WARNING ? "warning"
           : s == SEVERITY_INFO    ? "note"
                                   : "none";
}

static tree *rule_tree(const struct rule *rule, enum severity level)
{
    tree *t = tree_object(), *configuration = tree_object();
    tree_set(t, "id", tree_text(rule->id));
    tree_set(t, "shortDescription", text_of(rule->summary));
    tree_set(t, "fullDescription", text_of(rule->why));
    tree_set(t, "help", text_of(rule->why));
    tree_set(configuration, "enabled", tree_bool(level != SEVERITY_OFF));
    tree_set(configuration, "level", tree_text(level_of(level == SEVERITY_OFF ? rule->severity : level)));
    tree_set(t, "defaultConfiguration", configuration);
    return t;
}

/* A path as a URI reference (RFC 3986): what is no path character is percent-encoded. */
static tree *uri_of(const char *path)
{
    struct buf b = BUF_INIT;
    for (const char *p = path; *p; p++) {
        if (ascii_is_alnum((unsigned char)*p) || strchr("-._~/!$&'()*+,;=@", *p))
            buf_addc(&b, *p);
        else
            buf_addf(&b, "%%%02X", (unsigned char)*p);
    }
    tree *t = tree_str(buf_str(&b));
    buf_release(&b);
    return t;
}

static tree *artifact_of(const char *path)
{
    tree *t = tree_object();
    tree_set(t, "uri", uri_of(path));
    return t;
}

static tree *location_of(const struct report *r, const struct finding *f)
{
    tree *location = tree_object(), *physical = tree_object(), *region = tree_object(),
         *logical = tree_object();
    tree *logicals = tree_array();
    tree_set(region, "startLine", tree_int(f->from.line));
    tree_set(region, "startColumn", tree_int(f->from.column));
    tree_set(region, "endLine", tree_int(f->to.line));
    tree_set(region, "endColumn", tree_int(f->to.column));
    tree_set(region, "byteOffset", tree_int(f->start));
    tree_set(region, "byteLength", tree_int((long long)f->end - f->start));
    tree_set(physical, "artifactLocation", artifact_of(r->sources[f->file].path));
    tree_set(physical, "region", region);
    tree_set(location, "physicalLocation", physical);
    tree_set(logical, "fullyQualifiedName", tree_text(f->pointer));
    tree_append(logicals, logical);
    tree_set(location, "logicalLocations", logicals);
    return location;
}

static tree *fix_of(const struct report *r, const struct finding *f)
{
    tree *fix = tree_object(), *change = tree_object(), *changes = tree_array(), *replacements = tree_array(),
         *fixes = tree_array();
    for (size_t i = 0; i < f->edit_count; i++) {
        tree *one = tree_object(), *region = tree_object(), *content = tree_object();
        tree_set(region, "byteOffset", tree_int((long long)f->edits[i].offset));
        tree_set(region, "byteLength", tree_int((long long)f->edits[i].length));
        tree_set(one, "deletedRegion", region);
        tree_set(content, "text", tree_str(f->edits[i].text));
        tree_set(one, "insertedContent", content);
        tree_append(replacements, one);
    }
    tree_set(change, "artifactLocation", artifact_of(r->sources[f->file].path));
    tree_set(change, "replacements", replacements);
    tree_append(changes, change);
    tree_set(fix, "description", text_of(f->help ? f->help : f->rule->summary));
    tree_set(fix, "artifactChanges", changes);
    tree_append(fixes, fix);
    return fixes;
}

static tree *result_tree(const struct report *r, const struct finding *f, struct fingerprint print)
{
    tree *t = tree_object(), *locations = tree_array(), *prints = tree_object();
    struct buf text = BUF_INIT;
    size_t rule_index = 0;
    while (r->selection->table[rule_index] != f->rule)
        rule_index++;
    tree_set(t, "ruleId", tree_text(f->rule->id));
    tree_set(t, "ruleIndex", tree_int((long long)rule_index));
    tree_set(t, "level", tree_text(level_of(f->severity)));
    buf_adds(&text, f->message);
    if (f->help)
        buf_addf(&text, "\n%s", f->help);
    tree_set(t, "message", text_of(text.s));
    tree_append(locations, location_of(r, f));
    tree_set(t, "locations", locations);
    buf_clear(&text);
    buf_addf(&text, "%016llx:%u", (unsigned long long)print.hash, print.number);
    tree_set(prints, "kedb/v1", tree_str(buf_str(&text)));
    tree_set(t, "partialFingerprints", prints);
    if (f->edit_count)
        tree_set(t, "fixes", fix_of(r, f));
    buf_release(&text);
    return t;
}

/* Findings and those held back, whose results carry their suppression. */
static tree *results_tree(const struct report *r)
{
    const struct result *res = r->result;
    tree *results = tree_array();
    struct fingerprint *prints = fingerprints(res->findings, res->count, r->sources, r->root);
    for (size_t i = 0; i < res->count; i++)
        tree_append(results, result_tree(r, &res->findings[i], prints[i]));
    free(prints);
    for (size_t i = 0; i < res->held_count; i++) {
        const struct held *h = &res->held[i];
        tree *suppression = tree_object(), *list = tree_array();
        tree *t = result_tree(r, &h->finding, (struct fingerprint){h->print, h->number});
        tree_set(suppression, "kind", tree_text("external"));
        tree_set(suppression, "justification", tree_text(h->reason ? h->reason : "known in the baseline"));
        tree_append(list, suppression);
        tree_set(t, "suppressions", list);
        tree_append(results, t);
    }
    return results;
}

void report_sarif(const struct report *r, struct buf *out)
{
    tree *root = tree_object(), *runs = tree_array(), *run = tree_object(), *tool = tree_object(),
         *driver = tree_object();
    tree *rules = tree_array(), *invocations = tree_array(), *invocation = tree_object(),
         *notes = tree_array();
    const struct result *res = r->result;
    const struct selection *s = r->selection;
    for (size_t i = 0; i < s->count; i++)
        tree_append(rules, rule_tree(s->table[i], (enum severity)s->levels[i]));
    for (size_t i = 0; i < res->failures.len; i++) {
        tree *note = tree_object();
        tree_set(note, "level", tree_text("error"));
        tree_set(note, "message", text_of(res->failures.at[i]));
        tree_append(notes, note);
    }
    tree_set(driver, "name", tree_text("kedb"));
    tree_set(driver, "version", tree_text(KEDB_VERSION));
    tree_set(driver, "rules", rules);
    tree_set(tool, "driver", driver);
    tree_set(run, "tool", tool);
    tree_set(run, "columnKind", tree_text("unicodeCodePoints"));
    tree_set(invocation, "executionSuccessful", tree_bool(r->exit_code != 2));
    tree_set(invocation, "exitCode", tree_int(r->exit_code));
    tree_set(invocation, "toolExecutionNotifications", notes);
    tree_append(invocations, invocation);
    tree_set(run, "invocations", invocations);
    tree_set(run, "results", results_tree(r));
    tree_append(runs, run);
    tree_set(root, "$schema", tree_text("https://json.schemastore.org/sarif-2.1.0.json"));
    tree_set(root, "version", tree_text("2.1.0"));
    tree_set(root, "runs", runs);
    tree_write(root, TREE_INDENT, out);
    buf_addc(out, '\n');
    tree_free(root);
}
