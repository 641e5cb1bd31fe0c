/* What a row of nights makes of a link. */
#include "support.h"

#include "link/policy.h"
#include "link/stamp.h"

/* One letter a day at 02:00: o ok, m moved, n moved elsewhere, f failed, g gone, i invalid, x unsafe, u
 * unknown, . not looked at. "2" before a letter: the same again ten minutes later. */
struct row {
    const char *nights;
    enum link_state state;
    int since;    /* day of it */
    int due_from; /* days after the last attempt */
    int due_to;
};

static const struct row rows[] = {
    {"o", LINK_OK, 0, 6, 8},
    {"o.......o", LINK_OK, 0, 12, 16},
    {"o.......o..............o", LINK_OK, 0, 24, 32},
    {"oo", LINK_OK, 0, 6, 8},
    {"f", LINK_SUSPECT, 0, 1, 1},
    {"ff", LINK_SUSPECT, 0, 1, 1},
    {"fff", LINK_SUSPECT, 0, 1, 1},
    {"ffffff", LINK_SUSPECT, 0, 1, 1},
    {"fffffff", LINK_SUSPECT, 0, 1, 1}, /* six days from the first to the last */
    {"ffffffff", LINK_BROKEN, 0, 6, 8},
    {"f......f", LINK_SUSPECT, 0, 1, 1}, /* seven days, but two nights */
    {"f..f...f", LINK_BROKEN, 0, 6, 8},
    {"2f.....2f", LINK_SUSPECT, 0, 1, 1}, /* four failures in two nights */
    {"2f......2f", LINK_SUSPECT, 0, 1, 1},
    {"f..o...f", LINK_SUSPECT, 7, 1, 1}, /* a success forgives */
    {"f..f...fo", LINK_OK, 8, 6, 8},
    {"f..f...fm", LINK_MOVED, 8, 12, 16},
    {"f..u...f", LINK_SUSPECT, 0, 1, 1}, /* an unknown does not count */
    {"f.uf.u.f", LINK_BROKEN, 0, 6, 8},  /* and does not forgive */
    {"f..f...fu", LINK_BROKEN, 0, 2, 2},
    {"fu", LINK_SUSPECT, 0, 2, 2},
    {"g", LINK_SUSPECT, 0, 1, 1},
    {"2g", LINK_SUSPECT, 0, 1, 1},
    {"gg", LINK_BROKEN, 0, 6, 8},
    {"gog", LINK_SUSPECT, 2, 1, 1},
    {"gfg", LINK_BROKEN, 0, 6, 8},
    {"gf", LINK_SUSPECT, 0, 1, 1},
    {"i", LINK_BROKEN, 0, 6, 8},
    {"io", LINK_OK, 1, 6, 8},
    {"x", LINK_UNSAFE, 0, 6, 8},
    {"xu", LINK_UNSAFE, 0, 2, 2},
    {"xf", LINK_SUSPECT, 1, 1, 1},
    {"u", LINK_UNKNOWN, 0, 2, 2},
    {"u.u", LINK_UNKNOWN, 0, 4, 4},
    {"u.u...u", LINK_UNKNOWN, 0, 6, 8},
    {"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu", LINK_UNKNOWN, 0, 6, 8},
    {"ou", LINK_UNKNOWN, 1, 2, 2},
    {"ouo", LINK_OK, 2, 6, 8},
    {"m", LINK_MOVED, 0, 12, 16},
    {"m.m", LINK_MOVED, 0, 12, 16},
    {"m.n", LINK_MOVED, 2, 12, 16},
    {"omo", LINK_OK, 2, 6, 8},
};

static const int64_t start = (int64_t)20000 * 86400 + 7200;

static void play(const char *nights, struct link_standing *s, uint64_t spread)
{
    static const char letters[] = "omfgixu";
    static const enum attempt_kind kinds[] = {ATTEMPT_OK,      ATTEMPT_MOVED,  ATTEMPT_FAILED, ATTEMPT_GONE,
                                              ATTEMPT_INVALID, ATTEMPT_UNSAFE, ATTEMPT_UNKNOWN};
    int64_t at = start;
    standing_init(s);
    for (const char *p = nights; *p; p++) {
        bool twice = *p == '2';
        p += twice;
        if (*p != '.') {
            const char *letter = strchr(letters, *p == 'n' ? 'm' : *p);
            assert_non_null(letter);
            struct attempt_seen a = {.at = at, .kind = kinds[letter - letters]};
            a.target = *p == 'n' ? 7 : 5;
            standing_add(s, &a, spread);
            a.at += 600;
            if (twice)
                standing_add(s, &a, spread);
        }
        at += 86400;
    }
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        int low = 1000, high = 0;
        for (uint64_t spread = 0; spread < 100; spread++) {
            struct link_standing s;
            play(r->nights, &s, spread);
            if (s.state != r->state)
                fail_msg("%s: %s instead of %s", r->nights, link_state_name(s.state),
                         link_state_name(r->state));
            if (day_of(s.since) != 20000 + r->since)
                fail_msg("%s: since day %d instead of %d", r->nights, day_of(s.since) - 20000, r->since);
            int due = s.due - day_of(s.checked);
            low = due < low ? due : low;
            high = due > high ? due : high;
        }
        if (low != r->due_from || high != r->due_to)
            fail_msg("%s: due after %d to %d days instead of %d to %d", r->nights, low, high, r->due_from,
                     r->due_to);
    }
}

/* One night is one night, on which side of midnight its runs fall. */
static void test_midnight(void **state)
{
    (void)state;
    struct link_standing s;
    standing_init(&s);
    int64_t midnight = (int64_t)20000 * 86400;
    standing_add(&s, &(struct attempt_seen){.at = midnight - 600, .kind = ATTEMPT_GONE}, 0);
    standing_add(&s, &(struct attempt_seen){.at = midnight + 600, .kind = ATTEMPT_GONE}, 0);
    assert_int_equal(s.failures, 1);
    assert_int_equal(s.state, LINK_SUSPECT);
    standing_add(&s, &(struct attempt_seen){.at = midnight + 86400 - 700, .kind = ATTEMPT_GONE}, 0);
    assert_int_equal(s.state, LINK_BROKEN);
}

static void test_moves(void **state)
{
    (void)state;
    struct link_standing s;
    play("m..m", &s, 0);
    assert_int_equal(s.moves, 2);
    play("m..n", &s, 0);
    assert_int_equal(s.moves, 1);
    play("m.o.m", &s, 0);
    assert_int_equal(s.moves, 1);
    assert_int_equal(day_of(s.confirmed), 20004);
}

static void test_unknown_long(void **state)
{
    (void)state;
    struct link_standing s;
    play("u", &s, 0);
    assert_false(standing_unknown_long(&s, 20030));
    assert_true(standing_unknown_long(&s, 20031));
    play("uo", &s, 0);
    assert_false(standing_unknown_long(&s, 20100));
    play("fu", &s, 0);
    assert_true(standing_unknown_long(&s, 20032));
}

static void test_spread(void **state)
{
    (void)state;
    assert_true(link_spread(STR("https://e.org/a#x")) == link_spread(STR("https://e.org/a#y")));
    assert_true(link_spread(STR("https://e.org/a")) != link_spread(STR("https://e.org/b")));
}

static void test_names(void **state)
{
    (void)state;
    enum link_state s;
    for (int i = 0; i < LINK_STATE_COUNT; i++) {
        assert_true(link_state_parse(str_of(link_state_name((enum link_state)i)), &s));
        assert_int_equal(s, i);
    }
    assert_false(link_state_parse(STR("brokenn"), &s));
}

static void test_stamps(void **state)
{
    (void)state;
    char text[STAMP_SIZE];
    static const int64_t moments[] = {0, 1, 86399, 951782400, 1764035462, 253402300799, -1, -86401};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        int64_t back = 0;
        stamp_format(moments[i], text);
        assert_int_equal(stamp_parse(str_of(text), &back), 0);
        assert_true(back == moments[i]);
    }
    stamp_format(1764035462, text);
    assert_string_equal(text, "2025-11-25T01:51:02Z");
    static const char *const bad[] = {"",
                                      "2025-11-25",
                                      "2025-11-25 01:51:02Z",
                                      "2025-02-30T01:51:02Z",
                                      "2025-11-25T24:00:00Z",
                                      "2025-11-25T01:51:60Z",
                                      "2025-11-25T01:51:02+",
                                      "2025-11-25T01:51:02Z "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t unused;
        assert_int_equal(stamp_parse(str_of(bad[i]), &unused), -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),         cmocka_unit_test(test_midnight), cmocka_unit_test(test_moves),
        cmocka_unit_test(test_unknown_long), cmocka_unit_test(test_spread),   cmocka_unit_test(test_names),
        cmocka_unit_test(test_stamps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
