/* The transition graph: edges joined from both sides, cycles as reachability has them. */
#include "support.h"

#include "record/builtin.h"
#include "record/transition.h"

static uint64_t seed = 21;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static struct json_doc schema_doc;
static struct roles roles;

static void add(struct transition_graph *g, const char *text)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct arena a = ARENA_INIT;
    if (json_parse(&doc, str_of(text), &fault) != 0)
        fail_msg("%s: %s", fault.what, text);
    struct record rec = {.path = "x"};
    record_build(&rec, &roles, &doc, &a);
    transition_add(g, &rec);
    arena_release(&a);
    json_release(&doc);
}

static void test_both_sides(void **state)
{
    (void)state;
    struct transition_graph g = {0};
    add(&g, "{\"id\": \"b/y\", \"transition_graph\": {\"preceded_by\": [{\"error_id\": \"a/x\"}]}}");
    add(&g, "{\"id\": \"a/x\", \"signature\": \"X\", \"transition_graph\": {\"leads_to\": [{\"error_id\": "
            "\"b/y\", "
            "\"probability\": 0.25}], \"frequently_confused_with\": [{\"error_id\": \"c/z\"}]}}");
    add(&g, "{\"signature\": \"without an id\"}");
    transition_finish(&g);
    assert_int_equal(g.nodes.len, 3);
    assert_int_equal(g.edges.len, 2);
    assert_true(g.edges.at[0].twice && g.edges.at[0].weight == 0.25 && !g.edges.at[0].alike);
    assert_true(g.edges.at[1].alike && g.edges.at[1].weight < 0);
    assert_int_equal(transition_find(&g, STR("a/x")), 0);
    assert_int_equal(transition_find(&g, STR("no/no")), UINT32_MAX);
    assert_true(g.nodes.at[0].present && !g.nodes.at[2].present);
    assert_str_equal(g.nodes.at[0].title, "X");
    assert_int_equal(g.cycles, 0);
    transition_release(&g);
}

enum { NODES = 9 };

static void test_cycles(void **state)
{
    (void)state;
    for (int round = 0; round < 300; round++) {
        bool reach[NODES][NODES] = {{false}};
        struct transition_graph g = {0};
        unsigned edges = below(14);
        for (unsigned i = 0; i < NODES; i++) {
            char text[64];
            snprintf(text, sizeof text, "{\"id\": \"n/%u\"}", i);
            add(&g, text);
        }
        for (unsigned i = 0; i < edges; i++) {
            unsigned from = below(NODES), to = below(NODES);
            char text[160];
            snprintf(text, sizeof text,
                     "{\"id\": \"n/%u\", \"transition_graph\": {\"leads_to\": [{\"error_id\": \"n/%u\"}]}}",
                     from, to);
            add(&g, text);
            reach[from][to] = true;
        }
        for (int k = 0; k < NODES; k++)
            for (int i = 0; i < NODES; i++)
                for (int j = 0; j < NODES; j++)
                    reach[i][j] |= reach[i][k] && reach[k][j];
        transition_finish(&g);
        for (uint32_t i = 0; i < NODES; i++) {
            size_t len;
            uint32_t *way = transition_cycle(&g, i, &len);
            assert_int_equal(g.nodes.at[i].cycle != 0, reach[i][i]);
            assert_int_equal(len > 0, reach[i][i]);
            for (size_t k = 0; k < len; k++) /* each step of the way is an edge, the last one leads back */
                assert_true(reach[way[k]][way[(k + 1) % len]]);
            for (uint32_t j = 0; j < NODES; j++)
                if (i != j && g.nodes.at[i].cycle)
                    assert_int_equal(g.nodes.at[i].cycle == g.nodes.at[j].cycle, reach[i][j] && reach[j][i]);
            free(way);
        }
        transition_release(&g);
    }
}

int main(void)
{
    struct json_fault fault;
    struct err err;
    if (json_parse(&schema_doc, builtin_record_schema(), &fault) != 0 ||
        roles_build(&roles, &schema_doc, &err) != 0)
        return 2;
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_both_sides), cmocka_unit_test(test_cycles)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    roles_release(&roles);
    json_release(&schema_doc);
    return failed;
}
