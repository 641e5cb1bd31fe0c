The pages of a base are written, and written once.

$ mkdir -p records/aws && cp "$TOP"/records/aws/*.json records/aws/ && echo '{"records": "records"}' > kedb.json
$ kedb render
4 pages written, 0 unchanged

$ find records -name '*.md' | sort
records/README.md
records/aws/README.md
records/aws/cloudfront-origin-ssl-handshake-failure.md
records/aws/cloudfront-origin-ssl-handshake-failure.zh.md

$ cmp records/aws/cloudfront-origin-ssl-handshake-failure.md "$TOP"/records/aws/cloudfront-origin-ssl-handshake-failure.md
$ touch -d '2001-01-01' records/aws/*.md
$ kedb render
0 pages written, 4 unchanged

$ find records/aws -name '*.md' -newermt 2002-01-01
$ kedb render --check

A stale page, a missing one, an orphan: listed, with a diff, and nothing is changed.

$ cp records/aws/cloudfront-origin-ssl-handshake-failure.md records/aws/gone.md
$ sed -i 's/^- \*\*Domain.*/- **Domain:** azure/' records/aws/cloudfront-origin-ssl-handshake-failure.md
$ rm records/aws/README.md
$ kedb render --check
records/aws/README.md: missing: the records have no index
--- /dev/null
+++ b/records/aws/README.md
@@ -0,0 +1,7 @@
+# aws
+
+1 known error ([all domains](../README.md)).
+
+| Error | Category | Verification | Fix Rate | 中文 |
+|-------|----------|--------------|----------|------|
+| [502 ERROR The request could not be satisfied. CloudFront wasn't able to connect to the origin. The SSL certificate for the origin is invalid or expired.](cloudfront-origin-ssl-handshake-failure.md) | network_error | ai_generated | 85% | [中文](cloudfront-origin-ssl-handshake-failure.zh.md) |
records/aws/cloudfront-origin-ssl-handshake-failure.md: stale: the page is not what the record renders to
--- a/records/aws/cloudfront-origin-ssl-handshake-failure.md
+++ b/records/aws/cloudfront-origin-ssl-handshake-failure.md
@@ -1,7 +1,7 @@
 # 502 ERROR The request could not be satisfied. CloudFront wasn't able to connect to the origin. The SSL certificate for the origin is invalid or expired.
 
 - **ID:** `aws/cloudfront-origin-ssl-handshake-failure`
-- **Domain:** azure
+- **Domain:** aws
 - **Category:** network_error
 - **Error Code:** `502`
 - **Verification:** ai_generated
records/aws/gone.md: orphan: there is no record of this page
[1]

$ kedb render --diff > render.patch
[1]

$ git apply render.patch && kedb render --check
records/aws/gone.md: orphan: there is no record of this page
[1]

$ kedb render --prune
records/aws/gone.md: deleted: there is no record of this page
0 pages written, 4 unchanged, 1 deleted

$ kedb render --check

The last record of a folder goes: its pages and the folder's index are orphans.

$ mkdir records/git && sed 's,"aws/[^"]*","git/merge-conflict",' records/aws/cloudfront-origin-ssl-handshake-failure.json > records/git/merge-conflict.json
$ kedb render && rm records/git/merge-conflict.json
4 pages written, 3 unchanged

$ kedb render --check 2>&1 | grep -v '^[-+@ ]'
records/README.md: stale: the index is not what the records render to
records/git/README.md: orphan: no record lies in this folder
records/git/merge-conflict.md: orphan: there is no record of this page
records/git/merge-conflict.zh.md: orphan: there is no record of this page

$ kedb render
kedb: records/git/README.md: no record lies in this folder (--prune deletes it)
kedb: records/git/merge-conflict.md: there is no record of this page (--prune deletes it)
kedb: records/git/merge-conflict.zh.md: there is no record of this page (--prune deletes it)
1 page written, 3 unchanged

$ kedb render --check records/git
kedb: records/git: holds no record (no file whose name ends in .json)
records/git/README.md: orphan: no record lies in this folder
records/git/merge-conflict.md: orphan: there is no record of this page
records/git/merge-conflict.zh.md: orphan: there is no record of this page
[2]

Notes beside the indexes are nobody's page; a folder of notes has no index.

$ echo note > records/NOTES.md && kedb render --prune && rm records/NOTES.md && ls records/git && rmdir records/git && kedb render --check
records/git/README.md: deleted: no record lies in this folder
records/git/merge-conflict.md: deleted: there is no record of this page
records/git/merge-conflict.zh.md: deleted: there is no record of this page
0 pages written, 4 unchanged, 3 deleted

A report that cannot be written is no clean run, and it says why.

$ rm records/aws/README.md && kedb render --check > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]

$ for i in $(seq 300); do printf '# %s\n\n- **ID:** gone\n' $i > records/aws/gone-$i.md; done; kedb render --check > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]

$ kedb render --diff > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]

$ kedb render --check | head -1
records/aws/README.md: missing: the records have no index

$ kedb render -q --prune | tail -1
records/aws/gone-99.md: deleted: there is no record of this page

What a person wrote is no page: it is named and left. A page is told by how it begins, whatever its line ends.

$ printf '# Notes\n\nText.\n' > records/aws/notes.md; printf '# Gone\r\n\r\n- **ID:** gone\r\n' > records/aws/gone.md; : > records/aws/empty.md; mkdir records/git records/npm; printf '# git\n\n2 known errors.\n' > records/git/README.md; printf '# npm\n\nWhat we know of npm.\n' > records/npm/README.md; ln -s gone.md records/aws/linked.md; kedb render; kedb render --prune; ls records/*
kedb: records/aws/empty.md: there is no record of this page, and it is no page (--prune leaves it)
kedb: records/aws/gone.md: there is no record of this page (--prune deletes it)
kedb: records/aws/linked.md: there is no record of this page, and it is no page (--prune leaves it)
kedb: records/aws/notes.md: there is no record of this page, and it is no page (--prune leaves it)
kedb: records/git/README.md: no record lies in this folder (--prune deletes it)
kedb: records/npm/README.md: no record lies in this folder, and it is no page (--prune leaves it)
0 pages written, 4 unchanged
kedb: records/aws/empty.md: there is no record of this page, and it is no page: left
records/aws/gone.md: deleted: there is no record of this page
kedb: records/aws/linked.md: there is no record of this page, and it is no page: left
kedb: records/aws/notes.md: there is no record of this page, and it is no page: left
records/git/README.md: deleted: no record lies in this folder
kedb: records/npm/README.md: no record lies in this folder, and it is no page: left
0 pages written, 4 unchanged, 2 deleted
records/README.md
~
records/aws:
README.md
cloudfront-origin-ssl-handshake-failure.json
cloudfront-origin-ssl-handshake-failure.md
cloudfront-origin-ssl-handshake-failure.zh.md
empty.md
linked.md
notes.md
~
records/git:
~
records/npm:
README.md

$ printf '# Gone\n\n- **ID:** gone\n' > records/aws/gone.md; kedb render --prune > /dev/full
kedb: records/aws/empty.md: there is no record of this page, and it is no page: left
kedb: standard output: cannot be written: No space left on device
kedb: records/aws/linked.md: there is no record of this page, and it is no page: left
kedb: records/aws/notes.md: there is no record of this page, and it is no page: left
kedb: records/npm/README.md: no record lies in this folder, and it is no page: left
0 pages written, 4 unchanged, 1 deleted
[2]

$ rm -r records/git records/npm records/aws/notes.md records/aws/empty.md records/aws/linked.md; kedb render --check

What is no page is not replaced, and nothing is written through it.

$ rm records/aws/cloudfront-origin-ssl-handshake-failure.md && echo kept > kept && ln -s ../../kept records/aws/cloudfront-origin-ssl-handshake-failure.md
$ kedb render -q
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.md: is a symbolic link, where a page should be
[2]

$ cat kept
kept

$ rm records/aws/cloudfront-origin-ssl-handshake-failure.md && mkdir records/aws/cloudfront-origin-ssl-handshake-failure.md
$ kedb render -q
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.md: is a directory, where a page should be
[2]

$ rmdir records/aws/cloudfront-origin-ssl-handshake-failure.md && kedb render -q && rm -r records/aws/*.md

Ids that lead elsewhere are refused; the indexes wait.

$ bad() { sed "s,\"id\": \"[^\"]*\",\"id\": \"$1\"," "$TOP"/records/aws/cloudfront-origin-ssl-handshake-failure.json > records/aws/cloudfront-origin-ssl-handshake-failure.json; kedb render -q; }
> bad ../../x; bad /tmp/x; bad 'a/../b'; bad 'aws/x\\u0000'; bad 'aws/x\\n'; bad ''
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: its id "../../x" leads out of its folder, or to a hidden file
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: its id "/tmp/x" is no relative path
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: its id "a/../b" leads out of its folder, or to a hidden file
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: its id "aws/x\u0000" holds a control character
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: its id "aws/x\n" holds a control character
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: its id "" is empty
[2]

$ ls records/aws
cloudfront-origin-ssl-handshake-failure.json

What is not a record is named with its place.

$ echo '{"id": ' > records/aws/cloudfront-origin-ssl-handshake-failure.json; kedb render -q
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json:2:1: is not rendered: the text ends before the value is complete
[2]

$ echo '{"id": "aws/x"}' > records/aws/cloudfront-origin-ssl-handshake-failure.json; kedb render -q
kedb: records/aws/cloudfront-origin-ssl-handshake-failure.json: is not rendered: it has no title (page slot "title" of the schema)
[2]

$ kedb render nowhere
kedb: nowhere: there is no such file or folder
0 pages written, 0 unchanged
[2]

$ kedb render --prune --check
kedb: render: --prune writes, and goes with neither --check nor --diff
[2]

Without a configuration a record anywhere has its two pages.

$ rm -r records kedb.json && cp "$TOP"/records/aws/*.json one.json && kedb render one.json && ls
2 pages written, 0 unchanged
kept
one.json
one.md
one.zh.md
render.patch
