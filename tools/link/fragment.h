/* Fragments: whether a page has the place that a URL names. Order and forms are those of the HTML standard
 * (7.4.6.4 "Scrolling to a fragment") and of WICG's text fragments, then what code hosts, readers of PDF and
 * README pages do with theirs. */
#ifndef KEDB_LINK_FRAGMENT_H
#define KEDB_LINK_FRAGMENT_H

#include "link/outcome.h"
#include "link/page.h"
#include "link/url.h"

enum { FRAGMENT_NEAREST = 3 };

/* `fragment` is as it stands in the URL; s NULL gives FRAGMENT_NONE. `at` is the URL that answered. `page`
 * may be NULL: nothing was read. */
enum fragment_verdict fragment_judge(const struct page *page, const struct url *at, struct str fragment);

/* True when the text of the page is needed to judge it. */
bool fragment_wants_text(struct str fragment);

/* The ids that come nearest to a missing one, as fragments to write; in the arena. Gives how many, at most
 * FRAGMENT_NEAREST. */
size_t fragment_nearest(const struct page *page, struct str fragment, struct arena *a,
                        struct str out[FRAGMENT_NEAREST]);

#endif
