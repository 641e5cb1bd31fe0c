What `kedb fix` does to the disk: staged records, pages, files that cannot be written, findings that are wanted as they are.

$ mkdir -p base/records/aws && cd base && git init -q -b main . && echo '{"rules": {"record/stale": "off"}}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/ && kedb render -q && git add . && git commit -qm one && kedb check --today 2026-06-01
1 record checked: 0 errors, 0 warnings, 0 infos

A record that stands otherwise in the work tree than in the index is not written, with or without --diff; the others are mended.

$ cd base && pad() { sed 's/expired certificate\./& /'; } && pad < records/aws/example.json | sed 's|aws/example|aws/other|; s|Example fault|Other fault|g' > records/aws/other.json && pad < $TOP/tests/rules/example.json > records/aws/example.json && git add records && sed -i 's/"confidence": /"confidence":  /' records/aws/example.json && cp records/aws/example.json ../mine
> kedb fix --staged --only text --diff | grep '^[-+]'; kedb fix --staged --only text; echo $?; cmp records/aws/example.json ../mine; grep -n '"root_cause"' records/aws/other.json
kedb: records/aws/example.json: is staged in part: stage or stash the rest, then fix it
1 file would change
1 finding mended, 1 left; `kedb check` shows them
--- a/records/aws/other.json
+++ b/records/aws/other.json
-  "root_cause": "The example's origin presents an expired certificate. ",
+  "root_cause": "The example's origin presents an expired certificate.",
kedb: records/aws/example.json: is staged in part: stage or stash the rest, then fix it
1 file changed
1 finding mended, 1 left; `kedb check` shows them
2
9:  "root_cause": "The example's origin presents an expired certificate.",

$ cd base && { printf ' \n'; cat $TOP/tests/rules/example.json; } > records/aws/example.json && git add . && cp ../mine records/aws/example.json && kedb fmt --staged; echo $?; cmp records/aws/example.json ../mine
kedb: records/aws/example.json: is staged in part: stage or stash the rest, then fix it
0 files changed
0 findings mended, 1 left; `kedb check` shows them
2

A file that was deleted in the work tree is not brought back.

$ cd base && rm records/aws/example.json && kedb fmt --staged; echo $?; ls records/aws/example.json; cp ../mine records/aws/example.json
kedb: records/aws/example.json: is staged in part: stage or stash the rest, then fix it
0 files changed
0 findings mended, 1 left; `kedb check` shows them
2
ls: cannot access 'records/aws/example.json': No such file or directory

What is staged and the same in the work tree is mended, and judged as it lies there, page and all.

$ cd base && kedb render -q && sed -i 's/presents an/presents\xe2\x80\x8b an/' records/aws/*.json && kedb render -q && git add . && kedb fix --staged --only text,md; echo $?; git diff --stat | cat; kedb check --only text,md
2 files changed, 2 pages rendered again
3 findings mended, 0 left
0
 records/aws/example.json | 2 +-
 records/aws/example.md   | 2 +-
 records/aws/other.json   | 2 +-
 records/aws/other.md     | 2 +-
 4 files changed, 4 insertions(+), 4 deletions(-)
2 records checked: 0 errors, 0 warnings, 0 infos

Pages that were current follow.

$ mkdir -p pages/records/aws && cd pages && echo '{"rules": {"record/stale": "off"}}' > kedb.json && spoil() { sed 's/presents an/presents\xe2\x80\x8b an/' $TOP/tests/rules/example.json > records/aws/example.json; } && spoil && kedb render -q && cp -R records before && kedb fix --today 2026-06-01 --diff > /dev/null; echo "diff $?"; diff -r records before; kedb fix --today 2026-06-01; echo "fix $?"; kedb check --today 2026-06-01; echo "check $?"; diff -rq records before
1 file would change
1 finding mended, 0 left
diff 0
1 file changed, 1 page rendered again
1 finding mended, 0 left
fix 0
1 record checked: 0 errors, 0 warnings, 0 infos
check 0
Files records/aws/example.json and before/aws/example.json differ
Files records/aws/example.md and before/aws/example.md differ
[1]

A page that somebody changed stays as it is, and so does one that is missing; both are told.

$ cd pages && cp before/aws/example* records/aws/ && echo mine >> records/aws/example.md && kedb fix --today 2026-06-01; echo "fix $?"; kedb check --today 2026-06-01 -q | grep error:; tail -1 records/aws/example.md
1 file changed
1 finding mended, 1 left; `kedb check` shows them
fix 1
records/aws/example.json:2:9: error: the page records/aws/example.md is not what the record renders to [md/current]
mine

$ cd pages && cp before/aws/example* records/aws/ && rm records/aws/example.zh.md && kedb fix --today 2026-06-01; echo "fix $?"; kedb check --today 2026-06-01 -q | grep error:; ls records/aws
1 file changed, 1 page rendered again
1 finding mended, 1 left; `kedb check` shows them
fix 1
records/aws/example.json:2:9: error: the page records/aws/example.zh.md is missing [md/current]
README.md
example.json
example.md

$ cd pages && kedb render -q && { printf ' \n'; cat $TOP/tests/rules/example.json; } > records/aws/example.json && kedb fmt && kedb check --today 2026-06-01
1 file changed
1 finding mended, 0 left
1 record checked: 0 errors, 0 warnings, 0 infos

The closing lines count what was written: nothing through a symbolic link, nothing on a full disk.

$ mkdir -p links/records/aws elsewhere && cd links && echo '{"rules": {"record/stale": "off"}}' > kedb.json && sed 's/expired certificate\./expired certificate. /' $TOP/tests/rules/example.json > ../padded.json && cp ../padded.json ../elsewhere/example.json && ln -s ../../../elsewhere/example.json records/aws/example.json && kedb fix --today 2026-06-01; echo $?; cmp ../padded.json ../elsewhere/example.json
0 files changed
kedb: records/aws/example.json: is a symbolic link, which is not followed: put the file itself here
0 findings mended, 0 left
2

$ cd links && rm records/aws/example.json && cp ../padded.json records/aws/example.json && (trap '' XFSZ; ulimit -f 0; kedb fix --today 2026-06-01); echo $?; cmp ../padded.json records/aws/example.json; ls -A records/aws
kedb: records/aws/example.json: cannot be written: File too large
0 files changed
0 findings mended, 1 left; `kedb check` shows them
2
example.json

Findings that kedb.json suppresses or the baseline knows are wanted as they are.

$ mkdir -p held/records/aws && cd held && cp ../padded.json records/aws/example.json && echo '{"suppressions": [{"rule": "text/padded", "path": "records/aws/*", "reason": "as the vendor writes it", "until": "2026-12-31"}], "rules": {"record/stale": "off"}}' > kedb.json && kedb check --today 2026-06-01; kedb fix --today 2026-06-01 --diff; kedb fix --today 2026-06-01; cmp ../padded.json records/aws/example.json
1 record checked: 0 errors, 0 warnings, 0 infos; held back: 0 in the baseline, 1 suppressed
0 files would change
0 findings mended, 0 left
0 files changed
0 findings mended, 0 left

$ cd held && echo '{"baseline": "known", "rules": {"record/stale": "off"}}' > kedb.json && kedb check --today 2026-06-01 --update-baseline; kedb fix --today 2026-06-01; cmp ../padded.json records/aws/example.json
known: 1 finding known from now on
1 record checked: 0 errors, 0 warnings, 0 infos; held back: 1 in the baseline, 0 suppressed
0 files changed
0 findings mended, 0 left

$ cd held && sed -i 's/presents an/presents\xe2\x80\x8b an/' records/aws/example.json && kedb fix --today 2026-06-01; cmp ../padded.json records/aws/example.json; kedb fix --today 2026-06-01 --baseline ''; cmp $TOP/tests/rules/example.json records/aws/example.json
1 file changed
1 finding mended, 0 left
1 file changed
1 finding mended, 0 left

Without the baseline that kedb.json names nobody knows what is wanted: nothing is mended.

$ cd held && rm known && cp ../padded.json records/aws/example.json && kedb fix --today 2026-06-01; cmp ../padded.json records/aws/example.json
kedb: SCRATCH/work/held/kedb.json:1:14: "baseline": known: cannot be opened: No such file or directory
