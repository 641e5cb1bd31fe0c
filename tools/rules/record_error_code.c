/* record/error-code: the code is part of what a person sees. */
#include "engine/rule.h"

static void check_code(struct check *c);

const struct rule rule_record_error_code = {
    .id = "record/error-code",
    .summary = "the error code must occur in the signature or an alias",
    .why = "People search by code; a code that the message does not show belongs to another error.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_ERROR_CODE) | ROLE_BIT(ROLE_SIGNATURE) | ROLE_BIT(ROLE_ALIAS),
    .check = check_code,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"error_code\": \"503\"}", .at = "/error_code"},
            {.bad = "{\"error_code\": \"50\"}", .at = "/error_code"},
            {.good = "{\"error_code\": null}"},
            {.good = "{\"error_code\": \"error\"}"},
            {0},
        },
};

/* As a word of its own: 50 does not occur in 502. */
static bool occurs(struct str text, struct str code)
{
    for (size_t at = 0; (at = str_ifind(text, code, at)) != SIZE_MAX; at++) {
        size_t end = at + code.len;
        bool left = at == 0 || !ascii_is_alnum((unsigned char)code.s[0]) ||
                    !ascii_is_alnum((unsigned char)text.s[at - 1]);
        bool right = end == text.len || !ascii_is_alnum((unsigned char)code.s[code.len - 1]) ||
                     !ascii_is_alnum((unsigned char)text.s[end]);
        if (left && right)
            return true;
    }
    return false;
}

static void check_code(struct check *c)
{
    const struct record *rec = c->rec;
    json_node node = record_first(rec, ROLE_ERROR_CODE);
    struct str code = record_string(rec, node, c->arena);
    if (!code.len)
        return;
    static const enum role places[] = {ROLE_SIGNATURE, ROLE_ALIAS};
    bool any = false;
    for (int p = 0; p < 2; p++) {
        struct role_hits hits = record_role(rec, places[p]);
        any |= hits.len > 0;
        for (size_t i = 0; i < hits.len; i++)
            if (occurs(record_string(rec, hits.at[i]->node, c->arena), code))
                return;
    }
    if (!any)
        return;
    struct finding *f =
        finding_at(c, &rule_record_error_code, node, "the error code %.*s does not occur in the signature",
                   STR_FMT(json_raw(rec->doc, node)));
    finding_help(c, f, "write the code as the message shows it, or null when it shows none");
}
