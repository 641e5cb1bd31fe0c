/* What the commands on a ledger share. */
#ifndef KEDB_CMD_LINKS_LEDGER_H
#define KEDB_CMD_LINKS_LEDGER_H

#include "cmd/command.h"
#include "engine/config.h"
#include "link/ledger.h"

extern const struct option options_ledger[]; /* --config, --ledger */

/* Which ledger: --ledger, else kedb.json's, else links.db here. `config` is loaded and the path may live in
 * it: release it in either case. */
int links_ledger_path(const struct args *args, struct config *config, const char **path, struct err *err);
int links_ledger_open(const struct args *args, struct config *config, enum ledger_mode mode,
                      struct ledger **out, struct err *err);
/* Closes; gives `code`, or EXIT_TROUBLE after saying why. */
int links_ledger_close(struct ledger *l, int code);

#endif
