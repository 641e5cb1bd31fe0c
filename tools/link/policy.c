/* States and due dates of links: see policy.h. */
#include "link/policy.h"

static const char *const state_names[LINK_STATE_COUNT] = {
#define X(name, word) [LINK_##name] = (word),
    LINK_STATE_LIST(X)
#undef X
};

static const char *const kind_names[ATTEMPT_KIND_COUNT] = {
#define X(name, word) [ATTEMPT_##name] = (word),
    ATTEMPT_KIND_LIST(X)
#undef X
};

/* The index of a word, or -1. */
static int word_index(const char *const *words, int count, struct str word)
{
    for (int i = 0; i < count; i++)
        if (str_is(word, words[i]))
            return i;
    return -1;
}

const char *link_state_name(enum link_state s)
{
    return state_names[s];
}

bool link_state_parse(struct str word, enum link_state *out)
{
    int i = word_index(state_names, LINK_STATE_COUNT, word);
    if (i >= 0)
        *out = (enum link_state)i;
    return i >= 0;
}

const char *attempt_kind_name(enum attempt_kind k)
{
    return kind_names[k];
}

bool attempt_kind_parse(struct str word, enum attempt_kind *out)
{
    int i = word_index(kind_names, ATTEMPT_KIND_COUNT, word);
    if (i >= 0)
        *out = (enum attempt_kind)i;
    return i >= 0;
}

int32_t day_of(int64_t at)
{
    return (int32_t)(at >= 0 ? at / 86400 : -((-at + 86399) / 86400));
}

uint64_t link_spread(struct str url)
{
    size_t hash = str_find(url, STR("#"), 0);
    return str_hash64(str_sub(url, 0, hash == SIZE_MAX ? url.len : hash));
}

void standing_init(struct link_standing *s)
{
    *s = (struct link_standing){.state = LINK_NEW};
}

/* Whether an event counts beside one counted before (0: none was). */
static bool another_night(int64_t at, int64_t before)
{
    return !before || (day_of(at) != day_of(before) && at - before >= POLICY_NIGHT_SECONDS);
}

static void forget_failures(struct link_standing *s)
{
    s->failures = s->gone = 0;
    s->last_failure = s->first_gone = s->last_gone = 0;
}

static void forget_move(struct link_standing *s)
{
    s->moves = 0;
    s->last_move = 0;
    s->target = 0;
}

static void enter(struct link_standing *s, enum link_state state, int64_t at)
{
    if (s->state != state)
        s->since = at;
    s->state = state;
}

static void add_failure(struct link_standing *s, int64_t at, bool gone)
{
    bool failing = s->state == LINK_SUSPECT || s->state == LINK_BROKEN;
    int64_t first = failing && s->failures ? s->since : at;
    if (another_night(at, s->last_failure)) {
        s->failures++;
        s->last_failure = at;
    }
    if (gone && another_night(at, s->last_gone)) {
        s->gone++;
        s->last_gone = at;
        if (!s->first_gone)
            s->first_gone = at;
    }
    bool broken = s->state == LINK_BROKEN;
    broken |=
        s->failures >= POLICY_FAILURES && day_of(s->last_failure) - day_of(first) >= POLICY_FAILING_DAYS;
    broken |=
        s->gone >= POLICY_GONE_FAILURES && day_of(s->last_gone) - day_of(s->first_gone) >= POLICY_GONE_DAYS;
    s->state = broken ? LINK_BROKEN : LINK_SUSPECT;
    s->since = first;
}

static void add_move(struct link_standing *s, int64_t at, uint64_t target)
{
    if (s->state != LINK_MOVED || s->target != target) {
        forget_move(s);
        s->since = at;
        s->target = target;
    }
    if (another_night(at, s->last_move)) {
        s->moves++;
        s->last_move = at;
    }
    s->state = LINK_MOVED;
}

/* Days until the next look, before they are spread. */
static int32_t interval(const struct link_standing *s, enum attempt_kind kind, int64_t at)
{
    int32_t held = day_of(at) - day_of(s->since);
    int32_t silent = s->unknown_since ? day_of(at) - day_of(s->unknown_since) : 0;
    if (kind == ATTEMPT_UNKNOWN)
        return silent < 2 ? 2 : silent < 6 ? 4 : 7;
    switch (s->state) {
    case LINK_OK: return held < 6 ? 7 : held < 18 ? 14 : 28;
    case LINK_MOVED: return 14;
    case LINK_SUSPECT: return 1;
    default: return 7;
    }
}

/* A seventh of the interval to either side: 7 days become 6 to 8, 28 become 24 to 32. Below a week nothing.
 */
static int32_t spread_days(int32_t days, uint64_t spread)
{
    int32_t reach = days / 7;
    return days - reach + (int32_t)(spread % (uint64_t)(2 * reach + 1));
}

void standing_add(struct link_standing *s, const struct attempt_seen *a, uint64_t spread)
{
    if (a->kind != ATTEMPT_UNKNOWN)
        s->unknown_since = 0;
    else if (!s->unknown_since)
        s->unknown_since = a->at;
    switch (a->kind) {
    case ATTEMPT_OK:
        forget_failures(s);
        enter(s, LINK_OK, a->at);
        break;
    case ATTEMPT_MOVED:
        forget_failures(s);
        add_move(s, a->at, a->target);
        break;
    case ATTEMPT_FAILED: add_failure(s, a->at, false); break;
    case ATTEMPT_GONE: add_failure(s, a->at, true); break;
    case ATTEMPT_INVALID:
        forget_failures(s);
        enter(s, LINK_BROKEN, a->at);
        break;
    case ATTEMPT_UNSAFE:
        forget_failures(s);
        enter(s, LINK_UNSAFE, a->at);
        break;
    default:
        /* What failed before stays as it was: it was neither seen again nor seen to fail. */
        if (s->state != LINK_SUSPECT && s->state != LINK_BROKEN && s->state != LINK_UNSAFE)
            enter(s, LINK_UNKNOWN, s->unknown_since);
        break;
    }
    if (a->kind != ATTEMPT_MOVED)
        forget_move(s);
    if (a->kind == ATTEMPT_OK || a->kind == ATTEMPT_MOVED)
        s->confirmed = a->at;
    s->checked = a->at;
    s->due = day_of(a->at) + spread_days(interval(s, a->kind, a->at), spread);
}

bool standing_unknown_long(const struct link_standing *s, int32_t today)
{
    return s->unknown_since && today - day_of(s->unknown_since) > POLICY_UNKNOWN_LISTED_DAYS;
}
