/* JSON Pointer: see pointer.h. */
#include "json/pointer.h"

void json_pointer_add_token(struct buf *out, struct str token)
{
    buf_addc(out, '/');
    for (size_t i = 0; i < token.len; i++) {
        if (token.s[i] == '~')
            buf_adds(out, "~0");
        else if (token.s[i] == '/')
            buf_adds(out, "~1");
        else
            buf_addc(out, token.s[i]);
    }
}

static size_t index_of(const struct json_doc *doc, json_node array, json_node item)
{
    size_t i = 0;
    for (json_node n = array + 1; n != item; n = json_next(doc, n))
        i++;
    return i;
}

void json_pointer_add(struct buf *out, const struct json_doc *doc, json_node n)
{
    /* The steps from the root to the node, collected upwards; no deeper than the reader's limit. */
    json_node steps[JSON_DEPTH_MAX + 1];
    size_t count = 0;
    struct arena a = ARENA_INIT;
    for (json_node at = n; at != JSON_NONE && doc->tape[at].parent != JSON_NONE;) {
        json_node above = doc->tape[at].parent;
        steps[count++] = at;
        at = json_type(doc, above) == JSON_KEY ? doc->tape[above].parent : above;
    }
    while (count--) {
        // cppcheck-suppress uninitvar ; the loop above has filled steps[0] to steps[count - 1]
        json_node at = steps[count], above = doc->tape[at].parent;
        if (json_type(doc, at) == JSON_KEY)
            json_pointer_add_token(out, json_string(doc, at, &a));
        else if (json_type(doc, above) == JSON_KEY)
            json_pointer_add_token(out, json_string(doc, above, &a));
        else
            buf_addf(out, "/%zu", index_of(doc, above, at));
    }
    arena_release(&a);
}

bool json_pointer_valid(struct str p)
{
    if (p.len && p.s[0] != '/')
        return false;
    for (size_t i = 0; i < p.len; i++)
        if (p.s[i] == '~' && (i + 1 == p.len || (p.s[i + 1] != '0' && p.s[i + 1] != '1')))
            return false;
    return true;
}

static json_node step(const struct json_doc *doc, json_node n, struct str token)
{
    if (json_type(doc, n) == JSON_OBJECT)
        return json_get(doc, n, token);
    if (json_type(doc, n) != JSON_ARRAY || !token.len || token.len > 9 ||
        (token.s[0] == '0' && token.len > 1))
        return JSON_NONE;
    size_t index = 0;
    for (size_t i = 0; i < token.len; i++) {
        if (!ascii_is_digit((unsigned char)token.s[i]))
            return JSON_NONE;
        index = index * 10 + (size_t)(token.s[i] - '0');
    }
    return json_at(doc, n, index);
}

json_node json_pointer_find(const struct json_doc *doc, struct str p)
{
    if (!doc->len || !json_pointer_valid(p))
        return JSON_NONE;
    json_node n = 0;
    struct buf token = BUF_INIT;
    for (size_t i = 0; i < p.len && n != JSON_NONE;) {
        buf_clear(&token);
        for (i++; i < p.len && p.s[i] != '/'; i++) {
            if (p.s[i] == '~')
                buf_addc(&token, p.s[++i] == '0' ? '~' : '/');
            else
                buf_addc(&token, p.s[i]);
        }
        n = step(doc, n, buf_str(&token));
    }
    buf_release(&token);
    return n;
}
