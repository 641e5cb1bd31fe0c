Runs over links in shards, by the examples of ci/links, against a site on the loopback: what they give together is what one run gives.

$ python3 $TOP/tests/link/small_site.py 100 > port 2> log & for i in $(seq 100); do [ -s port ] && break; sleep 0.05; done
> python3 $TOP/tests/link/make_base.py base $(cat port) 10 && ls base/records/aws | wc -l
10

$ cat > bin-kedb <<END
> #!/bin/sh
> case "\$1 \$2" in
> "links -"*) shift; exec kedb links --allow-net 127.0.0.1/32 $(printf -- '--resolve h%d.test:127.0.0.1 ' 0 1 2 3 4 5 6 7 8 9) --last-pass 50ms --interval 1 --quiet "\$@" ;;
> *) exec kedb "\$@" ;;
> esac
> END
> chmod +x bin-kedb && cat > same <<'END'
> import json, sys
> def seen(path):
>     lines = [json.loads(line) for line in open(path)]
>     keep = {"attempt": ("url", "kind", "verdict", "http_status", "final_url", "new_url", "nearest", "why"), "link": ("url", "state", "failures", "verdict", "new_url"), "page": ("url", "whole", "ids", "headings")}
>     return sorted(json.dumps([l["type"]] + [l.get(k) for k in keep[l["type"]]]) for l in lines if l.get("type") in keep)
> a, b = map(seen, sys.argv[1:3])
> if len(sys.argv) > 3: a, b = set(a), set(b)
> print(len(a), "lines", "the same" if a == b else "differ: %s" % sorted(set(a) ^ set(b)))
> END
> cp -r base one && cd one && ../bin-kedb links --all > /dev/null; kedb links export -o links.jsonl; wc -l < links.jsonl
65

The matrix of GitHub Actions: its steps as they stand there.

$ cp -r base matrix && cd matrix && ln -s $TOP/ci ci && export KEDB=../bin-kedb N=4 && step() { sed -n "/name: $1/{n;s/^ *run: //p}" ci/links/matrix.yml; } && for K in 1 2 3 4; do export K; eval "$(step shard)" || echo "shard $K failed"; done; ls build/links; eval "$(step merge)" > found; echo $?; python3 ../same links.jsonl ../one/links.jsonl
1-of-4.db
1-of-4.md
2-of-4.db
2-of-4.md
3-of-4.db
3-of-4.md
4-of-4.db
4-of-4.md
10 records checked: 0 errors, 3 warnings, 0 infos
0
63 lines the same

GNU parallel, where it is installed.

$ cp -r base parallel && cd parallel && if ! command -v parallel >/dev/null; then echo "GNU parallel is not installed"; exit 77; fi; KEDB=../bin-kedb $TOP/ci/links/parallel 3 --all > found 2> talk; cat talk; python3 ../same links.jsonl ../one/links.jsonl
10 records checked: 0 errors, 3 warnings, 0 infos
63 lines the same

A Slurm array and an indexed job of Kubernetes: their commands, as the engines would run them.

$ cp -r base slurm && cd slurm && ln -s $TOP/ci ci && for i in 1 2; do KEDB=../bin-kedb SLURM_ARRAY_TASK_ID=$i SLURM_ARRAY_TASK_COUNT=2 sh ci/links/slurm.sbatch; done; KEDB=../bin-kedb ci/links/merge > found; python3 ../same links.jsonl ../one/links.jsonl
10 records checked: 0 errors, 3 warnings, 0 infos
63 lines the same

$ cp -r base pods && cd pods && ln -s $TOP/ci ci && command=$(sed -n 's/.*"-c", "\(.*\)"\]/\1/p' ci/links/kubernetes.yaml) && for i in 0 1 2; do KEDB=../bin-kedb JOB_COMPLETION_INDEX=$i sh -c "$command"; done; KEDB=../bin-kedb ci/links/merge > found; python3 ../same links.jsonl ../one/links.jsonl
10 records checked: 0 errors, 3 warnings, 0 infos
63 lines the same

The nightly batch: what is due, kept as lines; started twice in a night it finds nothing due; a shard or a night that is killed goes on.

$ cp -r base night && cd night && KEDB=../bin-kedb $TOP/ci/links/nightly > talk; echo $?; python3 ../same links.jsonl ../one/links.jsonl; sed "s/$(cat ../port)/PORT/g; s/20[0-9-]*/DAY/g" build/links.md | head -8; rm links.db && KEDB=../bin-kedb $TOP/ci/links/nightly; kedb links --dry-run
0
63 lines the same
# kedb links
~
23 links: 2 broken, 3 fragment-missing, 1 ok-redirected-permanent, 17 ok.
~
## To mend some day
~
| Link | Verdict | Write instead, or why | Where |
| --- | --- | --- | --- |
0 of 23 links to look at (23 not due): 0 pages of 0 hosts; nothing was fetched

$ cp -r base killed && cd killed && for wait in 0.02 0.03 0.05 0.08 0.1 0.15 0.2; do ../bin-kedb links --all --resume --interval 100 > /dev/null & sleep $wait; kill -9 $! 2>/dev/null; wait $! 2>/dev/null; done; ../bin-kedb links --all --resume > /dev/null; kedb links export -o links.jsonl; python3 ../same links.jsonl ../one/links.jsonl once
63 lines the same

Two at once: the second one says so, and harms nothing; the first, told to end, keeps what it has, and goes on later.

$ cp -r base two && cd two && { ../bin-kedb links --all --interval 5000 > /dev/null & first=$!; sleep 0.5; ../bin-kedb links --all > /dev/null; echo $?; kill $first; wait $first; }; kedb links export | grep '"type":"run"' | sed 's/.*"status"/"status"/'; ../bin-kedb links --all --resume > /dev/null; kedb links export -o links.jsonl; grep '"type":"run"' links.jsonl | sed 's/.*"status"/"status"/'; python3 ../same links.jsonl ../one/links.jsonl
kedb: links.db: another run is writing to the ledger: wait until it has ended
2
"status":"stopped"}
"status":"done"}
63 lines the same

What is asked for in the wrong way.

$ cd base; kedb links --shard 0/3; kedb links --shard 4/3; kedb links --shard x; kedb links --max 0; kedb links --all --due; kedb links --today never
kedb: links: --shard takes K/N with 1 <= K <= N <= 10000, not "0/3"
kedb: links: --shard takes K/N with 1 <= K <= N <= 10000, not "4/3"
kedb: links: --shard takes K/N with 1 <= K <= N <= 10000, not "x"
kedb: links: --max is a whole number from 1 to 100000000, not "0"
kedb: links: --all, --due and --changed name different things: take one
kedb: links: --today "never": a date is written YYYY-MM-DD
[2]

$ kedb links --ledger base/kedb.json base/records; kedb links --ledger . base/records; kedb links --ledger nowhere/x.db base/records
kedb: base/kedb.json: this is no ledger (no SQLite database); an export is read with "kedb links import"
kedb: .: this is a folder, and no ledger
kedb: nowhere/x.db: cannot be opened for writing: No such file or directory
[2]

$ python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$(cat port)/stop').read()"; wait
