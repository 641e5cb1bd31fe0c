/* The command line against a command's rows. */
#ifndef KEDB_CMD_PARSE_H
#define KEDB_CMD_PARSE_H

#include "cmd/command.h"

/* The command with this name, or NULL; *near becomes the nearest name, or NULL. */
const struct command *command_find(const char *name, const char **near);

/* The command that the words begin with: one of two words ("links export") before one of one; *used becomes
 * how many they are. NULL and *near as above. */
const struct command *command_named(int count, char *const *words, int *used, const char **near);

/* Parses what follows the command's name. -1 with a sentence; release in either case. */
int args_parse(struct args *a, const struct command *command, int argc, char **argv, struct err *err);
void args_release(struct args *a);

/* All option rows of a command, shared ones first; the list ends with NULL and is to free(). */
const struct option **command_options(const struct command *command, size_t *count);

/* Help on standard output: of the program, of a command (short or whole). */
void help_program(FILE *out);
void help_command(FILE *out, const struct command *command, bool whole);

/* Runs the program: argv as main() has it. */
int program_run(int argc, char **argv);

#endif
