#!/bin/sh
# Any other service: a checkout with its history, Debian, this script. $1 is the branch that the contribution goes to.
set -eu
ci/setup
make -s -j2
KEDB=build/kedb exec ci/check-contribution "${1:-origin/main}"
