Rendering that is killed at any moment leaves pages that are whole: each is the old one, the new one, or not there.

$ here=$PWD; (cd $TOP && build/bench/corpus $here/base 400 3); ls base/records | wc -l
8

$ cd base && for i in $(seq 1 25); do find records -name '*.md' -delete; kedb render -q & sleep 0.00$i; kill -9 $! 2>/dev/null; wait $! 2>/dev/null; kedb render --check 2>&1 | grep -c ': stale'; done | sort | uniq -c
     25 0

$ cd base && kedb render -q; kedb render --check; find records -name '*.md' | wc -l
809

An unchanged page is not written again.

$ cd base && find records -name '*.md' -exec touch -d 2020-01-01 {} + && kedb render && find records -name '*.md' -newermt 2020-01-02 | wc -l
0 pages written, 809 unchanged
0
