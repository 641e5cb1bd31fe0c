#include "schema/output.h"
void output_string(struct buf *out, struct str v)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            buf_addf(out, "\\u%04x", c);
        else
            buf_addc(out, (char)c);
    }
    buf_addc(out, '"');
}
void output_annotations(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch,
                        struct buf *out)
{
    (void)s;
    (void)doc;
    (void)scratch;
    (void)out;
}
void output_write(const struct schema *s, const struct json_doc *doc, enum output_format format,
                  struct buf *out)
{
    (void)s;
    (void)doc;
    (void)format;
    (void)out;
}
