/* From a record to its page: which places of the schema fill which slots.
 *
 * The schema annotates a place with `"page": SLOT`:
 *
 *     title id domain category error-code verification fix-rate root-cause
 *     versions    (a list) with version, version-status, version-introduced, version-deprecated in its items
 *     workarounds (a list) with workaround-action, workaround-how, workaround-rate in its items
 *     dead-ends   (a list) with dead-end-action, dead-end-why, dead-end-rate in its items
 *
 * A place with the role `translation` fills the slot of the place that its `of` names, on the page of its
 * language; a list of translations is paired with the list of originals item by item. Where a schema gives
 * one slot to several places, the first that a record fills counts. */
#ifndef KEDB_MARKDOWN_SLOTS_H
#define KEDB_MARKDOWN_SLOTS_H

#include "markdown/page.h"
#include "record/record.h"

struct page_slots;

/* Built once for a schema; read-only then, shared by threads. `roles` must outlive it. */
struct page_slots *page_slots_build(const struct roles *roles);
void page_slots_free(struct page_slots *slots);

/* True when records of this schema have a page in the language: a place for the title, and for all but
 * English translations into it. */
bool page_slots_has(const struct page_slots *slots, enum page_language lang);

/* A record's pages, one a language. */
struct page_set {
    struct page_data page[PAGE_LANGUAGE_COUNT]; /* of the languages that the slots have */
    json_node id;                               /* the value with the role record-id, or JSON_NONE */
};

/* Fills them; views of the document's text, or copies in the arena. False when the record has no title: there
 * is nothing to show. */
bool page_fill(struct page_set *set, const struct page_slots *slots, const struct json_doc *doc,
               struct arena *a);

#endif
