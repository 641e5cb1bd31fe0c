/* Texts the program is set up by: see source.h. */
#include "json/source.h"

#include "json/place.h"

int json_source_fail_at(struct json_source *s, size_t at, const char *what)
{
    struct srcmap map;
    srcmap_build(&map, s->text);
    struct place p = srcmap_place(&map, at);
    srcmap_release(&map);
    return err_set(s->err, "%s:%u:%u: %s", s->name, p.line, p.column, what);
}

int json_source_fail(struct json_source *s, json_node n, const char *what)
{
    return json_source_fail_at(s, json_cell(&s->doc, n)->start, what);
}

int json_source_open(struct json_source *s)
{
    struct json_fault fault;
    if (json_parse(&s->doc, s->text, &fault) != 0)
        return json_source_fail_at(s, fault.at, fault.what);
    if (s->doc.duplicates.len)
        return json_source_fail(s, s->doc.duplicates.at[0].key, "this key stands here twice");
    return json_type(&s->doc, 0) == JSON_OBJECT ? 0 : json_source_fail(s, 0, "an object is expected here");
}
