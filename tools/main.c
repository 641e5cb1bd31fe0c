/* The program: arguments in, exit code out. All else stands behind the table of commands. */
#include "cmd/parse.h"

int main(int argc, char **argv)
{
    return program_run(argc, argv);
}
