A ledger as lines: there and back, merged in any order.

$ cat > a.jsonl <<'END'
> {"kedb-ledger":1}
> {"type":"run","name":"one","scope":"all","started":"2026-05-01T02:00:00Z","ended":"2026-05-01T02:10:00Z","status":"done"}
> {"type":"attempt","url":"https://example.com/a","at":"2026-05-01T02:00:00Z","run":"one","kind":"failed","verdict":"broken","http_status":404}
> {"type":"attempt","url":"https://example.com/b#x","at":"2026-05-01T02:00:01Z","run":"one","kind":"ok","verdict":"ok","http_status":200}
> END
> cat > b.jsonl <<'END'
> {"kedb-ledger":1}
> {"type":"run","name":"two","scope":"due","started":"2026-05-04T02:00:00Z","status":"stopped"}
> {"type":"run","name":"three","scope":"due","started":"2026-05-09T02:00:00Z","ended":"2026-05-09T02:10:00Z","status":"done"}
> {"type":"attempt","url":"https://example.com/a","at":"2026-05-04T02:00:00Z","run":"two","kind":"failed","verdict":"broken","http_status":404}
> {"type":"attempt","url":"https://example.com/a","at":"2026-05-09T02:00:00Z","run":"three","kind":"failed","verdict":"broken","http_status":404,"why":"the server answers 404"}
> END
> kedb links merge --output ab.jsonl a.jsonl b.jsonl && kedb links merge --output ba.jsonl b.jsonl a.jsonl b.jsonl && cmp ab.jsonl ba.jsonl && cat ab.jsonl
{"kedb-ledger":1}
{"type":"attempt","url":"https://example.com/a","at":"2026-05-01T02:00:00Z","run":"one","kind":"failed","verdict":"broken","http_status":404}
{"type":"attempt","url":"https://example.com/a","at":"2026-05-04T02:00:00Z","run":"two","kind":"failed","verdict":"broken","http_status":404}
{"type":"attempt","url":"https://example.com/a","at":"2026-05-09T02:00:00Z","run":"three","kind":"failed","verdict":"broken","http_status":404,"why":"the server answers 404"}
{"type":"attempt","url":"https://example.com/b#x","at":"2026-05-01T02:00:01Z","run":"one","kind":"ok","verdict":"ok","http_status":200}
{"type":"link","url":"https://example.com/a","state":"broken","since":"2026-05-01T02:00:00Z","checked":"2026-05-09T02:00:00Z","due":"2026-05-17","failures":3,"verdict":"broken","http_status":404,"why":"the server answers 404"}
{"type":"link","url":"https://example.com/b#x","state":"ok","since":"2026-05-01T02:00:01Z","checked":"2026-05-01T02:00:01Z","due":"2026-05-08","confirmed":"2026-05-01T02:00:01Z","verdict":"ok","http_status":200}
{"type":"run","name":"one","scope":"all","started":"2026-05-01T02:00:00Z","ended":"2026-05-01T02:10:00Z","status":"done"}
{"type":"run","name":"three","scope":"due","started":"2026-05-09T02:00:00Z","ended":"2026-05-09T02:10:00Z","status":"done"}
{"type":"run","name":"two","scope":"due","started":"2026-05-04T02:00:00Z","status":"stopped"}

$ kedb links import ab.jsonl && kedb links export | cmp - ab.jsonl && LC_ALL=C sort -c ab.jsonl && kedb links merge --output - links.db a.jsonl | cmp - ab.jsonl && ls
a.jsonl
ab.jsonl
b.jsonl
ba.jsonl
links.db

$ kedb links history https://example.com/a https://example.com/c
kedb: https://example.com/c: the ledger does not know this URL (it is compared as it stands in a record)
https://example.com/a
  broken since 2026-05-01; due 2026-05-17; failed in 3 nights
  2026-05-01T02:00:00Z  failed   broken (404)
  2026-05-04T02:00:00Z  failed   broken (404)
  2026-05-09T02:00:00Z  failed   broken (404): the server answers 404
[2]

$ kedb links due --today 2026-05-10 && echo -- && kedb links due --today 2026-06-30
2026-05-08  ok       https://example.com/b#x
--
2026-05-08  ok       https://example.com/b#x
2026-05-17  broken   https://example.com/a

A person's word, for a time.

$ kedb links accept https://example.com/a; kedb links accept --reason x https://example.com/a; kedb links accept --reason x --until 2026-04-01 --today 2026-05-10 https://example.com/a; kedb links accept --reason x --until 2029-04-01 --today 2026-05-10 https://example.com/a; kedb links accept --reason x --until 2026-06-01 --today 2026-05-10 https://example.com/z
kedb: links accept: --reason says why it is no fault, for those who come after you
kedb: links accept: --until YYYY-MM-DD says when somebody looks again
kedb: links accept: --until 2026-04-01 is past
kedb: links accept: --until 2029-04-01 is more than a year ahead: look again before
kedb: links.db: "https://example.com/z" was never checked: there is nothing to accept
[2]

$ mkdir -p records/aws && sed 's|https://docs.aws[^"]*|https://example.com/a|' $TOP/tests/rules/example.json > records/aws/example.json && echo '{"rules": {"link/official-host": "off"}}' > kedb.json && kedb check --today 2026-06-01
records/aws/example.json:48:23: error: the link is broken since 2026-05-01 (3 nights): the server answers 404 [link/broken]
   48 |   "official_doc_url": "https://example.com/a",
      |                       ^~~~~~~~~~~~~~~~~~~~~~~
   = /official_doc_url; last looked at on 2026-05-09
   = help: find the page's new place or another page that says the same; when it is no fault, "kedb links accept" keeps it quiet for a time
1 record checked: 1 error, 0 warnings, 0 infos
[1]

$ kedb links accept --reason 'they are moving house' --until 2026-06-01 --today 2026-05-10 https://example.com/a && kedb check --today 2026-06-01 -q && kedb check --today 2026-06-02 -q --format=json | grep rule
      "rule": "link/broken",

$ kedb links export -o links.jsonl && rm links.db && kedb check --today 2026-06-01 && kedb check --today 2026-06-02 -q --format=json | grep rule; kedb check --today 2026-06-02 -q --format=json --ledger links.jsonl | grep rule
1 record checked: 0 errors, 0 warnings, 0 infos
      "rule": "link/broken",
      "rule": "link/broken",

$ kedb links accept --ledger other.db --reason x --until 2026-06-01 --today 2026-05-10 https://example.com/a
kedb: other.db: cannot be opened for writing: No such file or directory
[2]

What is no ledger is left alone.

$ echo hello > notes.txt && kedb links import --ledger notes.txt ab.jsonl; kedb links import --ledger records ab.jsonl; kedb links import notes.txt; kedb links import missing.jsonl; kedb links export --ledger none.db; kedb links import; cat notes.txt; ls
kedb: notes.txt: this is no ledger (no SQLite database); an export is read with "kedb links import"
kedb: records: this is a folder, and no ledger
kedb: notes.txt:1: this is no export of a ledger: it does not begin with {"kedb-ledger":1}
kedb: missing.jsonl: cannot be read: No such file or directory
kedb: none.db: cannot be read: No such file or directory
kedb: links import: name the exports or ledgers to read (- is standard input)
hello
a.jsonl
ab.jsonl
b.jsonl
ba.jsonl
kedb.json
links.db
links.jsonl
notes.txt
records

$ printf '{"kedb-ledger":1}\n{"type":"link","url":"x","colour":1}\n' | kedb links import --ledger new.db -; kedb links export --ledger new.db
kedb: standard input:2: a line of type "link" has no key "colour"
{"kedb-ledger":1}

$ kedb links import --ledger full.db ab.jsonl && (ulimit -f 8; for i in $(seq 300); do printf '{"type":"link","url":"https://example.com/%0200d"}\n' $i; done | sed '1i {"kedb-ledger":1}' | kedb links import --ledger full.db -); kedb links export --ledger full.db | cmp - ab.jsonl
kedb: full.db: the ledger cannot be read or written: File too large

$ kedb help links export | head -3
usage: kedb links export [OPTION...]
~
write the ledger as sorted lines

A move that was seen in two nights, on one host, is a safe edit; what leads elsewhere a person reads first.

$ mkdir -p moved/records/aws && cd moved && echo '{"rules": {"link/official-host": "off"}}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/ && old=https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html && attempt() { printf '{"type":"run","name":"%s","scope":"all","started":"2026-05-%sT02:00:00Z","ended":"2026-05-%sT02:01:00Z","status":"%s"}\n{"type":"attempt","url":"%s","at":"2026-05-%sT02:00:00Z","run":"%s","kind":"moved","verdict":"ok-redirected-permanent","new_url":"%s"}\n' "$1" "$1" "$1" "${3:-done}" $old "$1" "$1" "$2"; } && { echo '{"kedb-ledger":1}'; attempt 01 https://docs.aws.amazon.com/502.html; } | kedb links merge --output links.jsonl - && kedb fix --today 2026-06-01 --only link/moved && { echo '{"kedb-ledger":1}'; attempt 01 https://docs.aws.amazon.com/502.html; attempt 09 https://docs.aws.amazon.com/502.html void; attempt 15 https://docs.aws.amazon.com/502.html; } | kedb links merge --output links.jsonl - && kedb fix --today 2026-06-01 --only link/moved && grep -o 'official_doc_url.*' records/aws/example.json
0 files changed
0 findings mended, 1 left; `kedb check` shows them
1 file changed
1 finding mended, 0 left
official_doc_url": "https://docs.aws.amazon.com/502.html",

A base of another shape: its schema says which fields are links.

$ cp -r $TOP/tests/data/nested nested && cd nested && kedb links --all --dry-run; kedb links --dry-run --shard 1/2 | tail -1; kedb links --dry-run --shard 2/2 | tail -1
new      now         https://docs.openssl.org/master/man1/openssl-verify/  entries/tls/expired.json:21 and 1 more
1 of 1 link to look at: 1 page of 1 host; nothing was fetched
0 of 1 link to look at (1 of other shards): 0 pages of 0 hosts; nothing was fetched
1 of 1 link to look at: 1 page of 1 host; nothing was fetched
