/* Selection of rules: see select.h. */
#include "engine/select.h"

#include "base/similar.h"

static size_t slot_of(const struct selection *s, const struct rule *rule)
{
    uint64_t h = (uint64_t)(uintptr_t)rule * 0x9e3779b97f4a7c15u;
    return (size_t)(h >> 40) & s->slot_mask;
}

void selection_init(struct selection *s, const struct rule *const *table)
{
    *s = (struct selection){.table = table};
    while (table[s->count])
        s->count++;
    s->levels = mem_zalloc(s->count, 1);
    s->slot_mask = 15;
    while (s->slot_mask < s->count * 2)
        s->slot_mask = s->slot_mask * 2 + 1;
    s->slots = mem_zalloc(s->slot_mask + 1, sizeof *s->slots);
    for (size_t i = 0; i < s->count; i++) {
        s->levels[i] = (uint8_t)table[i]->severity;
        size_t at = slot_of(s, table[i]);
        while (s->slots[at])
            at = (at + 1) & s->slot_mask;
        s->slots[at] = (uint16_t)(i + 1);
    }
}

void selection_release(struct selection *s)
{
    free(s->levels);
    free(s->slots);
    *s = (struct selection){0};
}

enum severity selection_level(const struct selection *s, const struct rule *rule)
{
    for (size_t at = slot_of(s, rule); s->slots[at]; at = (at + 1) & s->slot_mask)
        if (s->table[s->slots[at] - 1] == rule)
            return (enum severity)s->levels[s->slots[at] - 1];
    return SEVERITY_OFF;
}

/* '*' stands for any run of characters. Ids are short: backtracking to the last star is enough. */
static bool glob(struct str text, struct str pattern)
{
    size_t i = 0, j = 0, star = SIZE_MAX, mark = 0;
    while (i < text.len) {
        if (j < pattern.len && pattern.s[j] == '*') {
            star = j++;
            mark = i;
        } else if (j < pattern.len && pattern.s[j] == text.s[i]) {
            i++;
            j++;
        } else if (star != SIZE_MAX) {
            j = star + 1;
            i = ++mark;
        } else {
            return false;
        }
    }
    while (j < pattern.len && pattern.s[j] == '*')
        j++;
    return j == pattern.len;
}

bool rule_matches(const struct rule *rule, struct str pattern)
{
    struct str id = str_of(rule->id);
    if (glob(id, pattern))
        return true;
    size_t slash = str_find(id, STR("/"), 0);
    return slash != SIZE_MAX && glob(str_sub(id, 0, slash), pattern);
}

static int no_such_rule(const struct selection *s, struct str pattern, struct err *err)
{
    struct similar near = similar_to(pattern);
    for (size_t i = 0; i < s->count; i++) {
        struct str id = str_of(s->table[i]->id);
        similar_offer(&near, id);
        similar_offer(&near, str_sub(id, 0, str_find(id, STR("/"), 0)));
        similar_offer(&near, str_sub(id, str_find(id, STR("/"), 0) + 1, id.len));
    }
    if (near.best.s)
        return err_set(err, "there is no rule \"%.*s\"; did you mean \"%.*s\"?", STR_FMT(pattern),
                       STR_FMT(near.best));
    return err_set(err, "there is no rule \"%.*s\"; `kedb rules` lists them", STR_FMT(pattern));
}

int selection_set(struct selection *s, struct str pattern, enum severity level, struct err *err)
{
    bool any = false;
    for (size_t i = 0; i < s->count; i++) {
        if (rule_matches(s->table[i], pattern)) {
            s->levels[i] = (uint8_t)level;
            any = true;
        }
    }
    return any ? 0 : no_such_rule(s, pattern, err);
}

int selection_find(const struct selection *s, struct str pattern, struct err *err)
{
    for (size_t i = 0; i < s->count; i++)
        if (rule_matches(s->table[i], pattern))
            return 0;
    return no_such_rule(s, pattern, err);
}

/* The next pattern of a list separated by commas; false at its end. */
static bool next_pattern(struct str list, size_t *at, struct str *pattern)
{
    if (*at > list.len)
        return false;
    size_t end = str_find(list, STR(","), *at);
    if (end == SIZE_MAX)
        end = list.len;
    *pattern = str_sub(list, *at, end);
    *at = end + 1;
    return true;
}

static bool matches_any(const struct rule *rule, const char *const *patterns, size_t count, bool *exactly)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        struct str pattern;
        for (size_t at = 0; next_pattern(str_of(patterns[i]), &at, &pattern);) {
            any |= rule_matches(rule, pattern);
            *exactly |= str_is(pattern, rule->id);
        }
    }
    return any;
}

static int check_patterns(const struct selection *s, const char *const *patterns, size_t count,
                          struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct str pattern;
        for (size_t at = 0; next_pattern(str_of(patterns[i]), &at, &pattern);) {
            if (selection_find(s, pattern, err) != 0)
                return -1;
        }
    }
    return 0;
}

int selection_only(struct selection *s, const char *const *patterns, size_t count, struct err *err)
{
    if (check_patterns(s, patterns, count, err) != 0)
        return -1;
    for (size_t i = 0; i < s->count; i++) {
        bool exactly = false;
        if (!matches_any(s->table[i], patterns, count, &exactly))
            s->levels[i] = s->table[i]->reader ? s->levels[i] : SEVERITY_OFF;
        else if (exactly && s->levels[i] == SEVERITY_OFF)
            s->levels[i] = SEVERITY_WARNING;
    }
    return 0;
}

int selection_skip(struct selection *s, const char *const *patterns, size_t count, struct err *err)
{
    if (check_patterns(s, patterns, count, err) != 0)
        return -1;
    bool exactly = false;
    for (size_t i = 0; i < s->count; i++)
        if (matches_any(s->table[i], patterns, count, &exactly))
            s->levels[i] = SEVERITY_OFF;
    return 0;
}

const struct rule *rule_find(const struct rule *const *table, struct str id)
{
    for (; *table; table++)
        if (str_is(id, (*table)->id))
            return *table;
    return NULL;
}
