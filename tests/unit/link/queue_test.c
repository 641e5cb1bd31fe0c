/* Queues of hosts: pace, patience, order. */
#include "support.h"

#include "link/queue.h"

struct work {
    int number;
};

static int take(struct queue *q, uint64_t now)
{
    struct queue_host *h;
    struct work *w = queue_take(q, now, &h);
    return w ? w->number : -1;
}

static void paced(void **state)
{
    (void)state;
    struct queue q;
    struct work w[4] = {{0}, {1}, {2}, {3}};
    queue_init(&q, 400, 2);
    struct queue_host *h = queue_host(&q, STR("http://a:80"));
    for (int i = 0; i < 4; i++)
        queue_add(&q, h, &w[i], 1000);
    assert_int_equal(take(&q, 1000), 0);
    assert_int_equal(take(&q, 1000), -1); /* the pause */
    uint64_t wait = queue_wait(&q, 1000);
    assert_in_range(wait, 300, 500);
    assert_int_equal(take(&q, 1000 + wait), 1);
    assert_int_equal(take(&q, 9000), -1); /* two are under way */
    assert_int_equal(queue_wait(&q, 9000), UINT64_MAX);
    queue_done(&q, h, 9000);
    assert_int_equal(take(&q, 9000), 2);
    queue_done(&q, h, 9000);
    assert_int_equal(take(&q, 9600), 3);
    assert_int_equal(q.waiting_work, 0);
    queue_release(&q);
}

static void most_work_first(void **state)
{
    (void)state;
    struct queue q;
    struct work w[6] = {{0}, {1}, {2}, {3}, {4}, {5}};
    queue_init(&q, 0, 1);
    struct queue_host *a = queue_host(&q, STR("a")), *b = queue_host(&q, STR("b")),
                      *c = queue_host(&q, STR("c"));
    queue_add(&q, a, &w[0], 0);
    for (int i = 1; i < 4; i++)
        queue_add(&q, b, &w[i], 0);
    queue_add(&q, c, &w[4], 0);
    queue_add(&q, c, &w[5], 0);
    assert_int_equal(take(&q, 0), 1);
    assert_int_equal(take(&q, 0), 4);
    assert_int_equal(take(&q, 0), 0);
    assert_int_equal(take(&q, 0), -1);
    queue_release(&q);
}

static void front_and_later(void **state)
{
    (void)state;
    struct queue q;
    struct work w[3] = {{0}, {1}, {2}};
    queue_init(&q, 0, 8);
    struct queue_host *h = queue_host(&q, STR("a"));
    queue_add_at(&q, h, &w[2], 500, 0);
    assert_int_equal(take(&q, 0), -1);
    assert_int_equal(queue_wait(&q, 0), 500);
    queue_add(&q, h, &w[0], 0);
    queue_add_front(&q, h, &w[1], 0);
    assert_int_equal(take(&q, 0), 1);
    assert_int_equal(take(&q, 0), 0);
    assert_int_equal(take(&q, 499), -1);
    assert_int_equal(take(&q, 500), 2);
    queue_release(&q);
}

static void patience(void **state)
{
    (void)state;
    struct queue q;
    struct work w[2] = {{0}, {1}};
    queue_init(&q, 500, 2);
    struct queue_host *h = queue_host(&q, STR("a"));
    queue_add(&q, h, &w[0], 0);
    assert_int_equal(take(&q, 0), 0);
    queue_add(&q, h, &w[1], 0);
    assert_false(queue_limited(&q, h, 3000, 100));
    queue_done(&q, h, 100);
    assert_int_equal(h->interval, 1000);
    assert_int_equal(h->limit, 1);
    assert_int_equal(take(&q, 3099), -1);
    assert_int_equal(take(&q, 3100), 1);
    queue_done(&q, h, 3200);
    for (int i = 0; i < 4; i++)
        queue_clean(&q, h);
    for (int i = 0; i < QUEUE_STREAK - 1; i++)
        assert_false(queue_limited(&q, h, 0, 4000));
    assert_true(queue_limited(&q, h, 0, 4000)); /* in a row */
    for (int i = 0; i < 2000; i++)
        queue_clean(&q, h);
    assert_int_equal(h->interval, 500); /* as at first, never faster */
    assert_int_equal(h->limit, 2);
    for (int i = 0; i < QUEUE_STREAK - 1; i++)
        assert_false(queue_failed(h));
    assert_true(queue_failed(h));
    queue_release(&q);
}

static void drained(void **state)
{
    (void)state;
    struct queue q;
    struct work w[3] = {{0}, {1}, {2}};
    queue_init(&q, 0, 1);
    struct queue_host *h = queue_host(&q, STR("a"));
    queue_add(&q, h, &w[0], 0);
    queue_add_at(&q, h, &w[1], 9, 0);
    h->closed = true;
    int left = 0;
    while (queue_drain(&q, h))
        left++;
    assert_int_equal(left, 2);
    queue_add(&q, h, &w[2], 0);
    assert_int_equal(take(&q, 100), -1); /* closed */
    queue_release(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paced),    cmocka_unit_test(most_work_first), cmocka_unit_test(front_and_later),
        cmocka_unit_test(patience), cmocka_unit_test(drained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
