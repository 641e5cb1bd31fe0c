/* contentEncoding and contentMediaType as draft-07 asserts them (Validation, section 8); annotations since
 * 2019-09. Of the encodings base64 (RFC 4648, section 4) is checked, of the media types application/json. */
#ifndef KEDB_SCHEMA_CONTENT_H
#define KEDB_SCHEMA_CONTENT_H

#include "base/mem.h"

enum content_bit { CONTENT_BASE64 = 1, CONTENT_JSON = 2 };

/* Which of the asked-for bits do not hold of the string; the first one, 0 when all do. A media type is that
 * of the decoded bytes. */
unsigned content_fault(struct str v, unsigned asked);

#endif
