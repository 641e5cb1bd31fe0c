On a contribution only the links that it adds are looked at; what is definitely broken fails it, what moved or cannot be known is told.

$ python3 $TOP/tests/link/small_site.py 100 > port 2> log & for i in $(seq 100); do [ -s port ] && break; sleep 0.05; done
> python3 $TOP/tests/link/make_base.py base $(cat port) 4 && cd base && git init -q -b main . && git add . && git commit -qm one && git checkout -qb work && cat > ../links <<END
> #!/bin/sh
> "\$@" --allow-net 127.0.0.1/32 $(printf -- '--resolve h%d.test:127.0.0.1 ' 0 1 2 3) --last-pass 50ms --interval 1 > out 2>&1; code=\$?
> sed "s/:$(cat ../port)/:PORT/g" out; exit \$code
> END
> chmod +x ../links

$ cd base && ../links kedb links --changed=main
0 new links to look at
0 links

A record that is renamed, or changed elsewhere, brings no new link; of a new link every place is shown.

$ cd base && git mv records/aws/r3.json records/aws/r4.json && sed -i 's|aws/r3|aws/r4|' records/aws/r4.json && sed -i 's/Renew/Replace/' records/aws/r2.json && ../links kedb links --changed=main
0 new links to look at
0 links

$ cd base && sed -i "s|h0.test:$(cat ../port)/ok|h0.test:$(cat ../port)/gone|" records/aws/r0.json && sed -i "s|h1.test:$(cat ../port)/page#one|h1.test:$(cat ../port)/moved|" records/aws/r1.json && ../links kedb links --changed=main
2 new links to look at
error: http://h0.test:PORT/gone
    broken (404): the server knows no such page
    records/aws/r0.json:30:9  /workarounds/0/sources/0
    records/aws/r0.json:50:23  /official_doc_url  (official)
warning: http://h1.test:PORT/moved
    ok-redirected-permanent: moved for good
    records/aws/r1.json:31:9  /workarounds/0/sources/1
    records/aws/r1.json:51:23  /official_doc_url  (official)
    = help: write http://h1.test:PORT/ok
2 links: 1 broken, 1 ok-redirected-permanent
[1]

$ cd base && ../links kedb links --changed=main --dry-run; ls links.db; ../links kedb links --changed=main -q --format json | python3 -c "import json, sys; r = json.load(sys.stdin); print(r['summary']['exit_code'], [(f['path'], f['line'], f['rule'], f['severity'], f.get('fix')) for f in r['findings']])"
new      now         http://h0.test:PORT/gone  records/aws/r0.json:30 and 1 more
new      now         http://h1.test:PORT/moved  records/aws/r1.json:31 and 1 more
2 new links to look at: 2 pages of 2 hosts; nothing was fetched
ls: cannot access 'links.db': No such file or directory
1 [('records/aws/r0.json', 30, 'link/broken', 'error', None), ('records/aws/r0.json', 50, 'link/broken', 'error', None), ('records/aws/r1.json', 31, 'link/moved', 'warning', [{'offset': 967, 'length': 28, 'text': '"http://h1.test:PORT/ok"'}]), ('records/aws/r1.json', 51, 'link/moved', 'warning', [{'offset': 1443, 'length': 28, 'text': '"http://h1.test:PORT/ok"'}])]

At most so many; the rest is named.

$ cd base && ../links kedb links --changed=main --max 1 -q; ../links kedb links --changed=main --max 1 --dry-run
error: http://h0.test:PORT/gone
    broken (404): the server knows no such page
    records/aws/r0.json:30:9  /workarounds/0/sources/0
    records/aws/r0.json:50:23  /official_doc_url  (official)
new      now         http://h0.test:PORT/gone  records/aws/r0.json:30 and 1 more
1 new link to look at (1 over the limit of --max): 1 page of 1 host; nothing was fetched

The base's own broken links are the nightly run's business: a run over all tells what this one did not.

$ cd base && git stash -q && ../links kedb links --all --fail-on info -q | grep '^[a-z]'
info: http://h3.test:PORT/gone
info: http://h2.test:PORT/page#onne

What cannot be compared is said.

$ cd base && kedb links --changed=nowhere; kedb links --changed --all; kedb links --changed https://example.com/
kedb: there is no common commit of HEAD and "nowhere": git: fatal: Not a valid object name nowhere
kedb: links: --all, --due and --changed name different things: take one
kedb: links: --due and --changed choose among the links of records, and no list was asked for
[2]

$ python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$(cat port)/stop').read()"; wait
