Which records recognise a log, and where.

$ mkdir -p base/records/git base/records/disk && cd base && echo '{"records": "records"}' > kedb.json
> printf '{"id": "git/lock", "signature": "fatal: Unable to create lock: File exists.", "regex": "fatal: Unable to create [^\\\\n]{1,200}: File exists"}' > records/git/lock.json
> printf '{"id": "disk/full", "signature": "No space left on device", "regex": "no space\\\\s+left on device"}' > records/disk/full.json
> printf 'start\nx fatal: unable to CREATE /srv/z: File exists.\r\nno space\nleft on device\n\377\033[1mNO SPACE LEFT on device\001\n' > app.log

$ cd base && kedb match app.log
app.log:2:3: git/lock: fatal: unable to CREATE /srv/z: File exists
app.log:3:1: disk/full: no space left on device
app.log:5:6: disk/full: NO SPACE LEFT on device
5 lines: 3 matches of 2 records of 2

$ cd base && kedb match --first -q app.log app.log
app.log:2:3: git/lock: fatal: unable to CREATE /srv/z: File exists
app.log:3:1: disk/full: no space left on device

$ cd base && kedb match --format json -q < app.log
{
  "matches": [
    {"record": "git/lock", "file": "records/git/lock.json", "path": "-", "line": 2, "column": 3, "end_line": 2, "end_column": 46, "text": "fatal: unable to CREATE /srv/z: File exists"},
    {"record": "disk/full", "file": "records/disk/full.json", "path": "-", "line": 3, "column": 1, "end_line": 4, "end_column": 15, "text": "no space\nleft on device"},
    {"record": "disk/full", "file": "records/disk/full.json", "path": "-", "line": 5, "column": 6, "end_line": 5, "end_column": 29, "text": "NO SPACE LEFT on device"}
  ],
  "near_misses": [],
  "summary": {"lines": 5, "matches": 3, "records": 2}
}

$ cd base && kedb match --format json -q < app.log | python3 -m json.tool > /dev/null && echo it is JSON
it is JSON

A pipe is answered as it comes; nothing found is told by the exit code.

$ cd base && (echo "no space left on device"; sleep 1; echo late) | kedb match 2>&1 | while read -r l; do echo "$l"; done
-:1:1: disk/full: no space left on device
2 lines: 1 match of 1 record of 2

$ cd base && echo fine | kedb match
1 line: 0 matches of 0 records of 2
[1]

$ cd base && : | kedb match --format json -q
{
  "matches": [],
  "near_misses": [],
  "summary": {"lines": 0, "matches": 0, "records": 2}
}
[1]

$ cd base && yes 'no space left on device' | head -n 100000 | kedb match -q | tail -n 1
-:100000:1: disk/full: no space left on device

Near misses: what came nearest, and the first character that differs.

$ cd base && printf 'a\nfatal: Unable to create x: File is there\nno spade left on device\n' > near.log && kedb match near.log
near.log:2:33: near miss of git/lock: "is" where the regex wants "exists"
  regex  | fatal: Unable to create [^\n]{1,200}: File exists
         |                                            ^~~~~~
  text   | fatal: Unable to create x: File is there
         |                                 ^
3 lines: 0 matches of 0 records of 2
[1]

$ cd base && kedb match near.log --format json -q
{
  "matches": [],
  "near_misses": [
    {"record": "git/lock", "file": "records/git/lock.json", "path": "near.log", "line": 2, "column": 33, "text": "is", "wanted": "exists"}
  ],
  "summary": {"lines": 3, "matches": 0, "records": 2}
}
[1]

$ cd base && kedb match near.log --no-near -q
[1]

What cannot be done.

$ cd base && kedb match nowhere
kedb: nowhere: cannot be opened: No such file or directory
[2]

$ cd base && kedb match records
kedb: match: records is a folder: name a log, or pipe into standard input
[2]

$ cd base && kedb match nowhere app.log -1 -q
kedb: nowhere: cannot be opened: No such file or directory
app.log:2:3: git/lock: fatal: unable to CREATE /srv/z: File exists
app.log:3:1: disk/full: no space left on device
[2]

$ cd base && kedb match app.log > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]

$ cd base && kedb match -q app.log | true

$ cd base && kedb match --format yaml
kedb: match: --format is one of text, json, not "yaml"
[2]

$ mkdir empty && cd empty && kedb match /dev/null
kedb: match: there is no folder of records, records: run it in a base, or name its kedb.json with --config
[2]

$ mkdir -p empty/records && cd empty && kedb match /dev/null
kedb: match: records holds no record
[2]

$ cd base && echo '{' > records/git/broken.json && kedb match app.log -1
app.log:2:3: git/lock: fatal: unable to CREATE /srv/z: File exists
app.log:3:1: disk/full: no space left on device
5 lines: 2 matches of 2 records of 2
1 record could not be read; `kedb check` says why

A regex that is none is said once, however many logs there are; the others are searched for.

$ mkdir -p bad/records/git && cd bad && echo '{"records": "records"}' > kedb.json && cp ../base/records/disk/full.json records/git/ && for r in 'a(' 'é[z-a]' 'x\\\\'; do printf '{"id": "git/%d", "signature": "a", "regex": "%s"}' $((++n)) "$r" > records/git/$n.json; done; kedb match -1 -q ../base/app.log ../base/app.log
records/git/1.json: its regex matches nothing: the group is not closed (at character 2)
records/git/2.json: its regex matches nothing: the range is out of order (at character 3)
../base/app.log:3:1: disk/full: no space left on device

$ cd bad && rm records/git/full.json && kedb match ../base/app.log
records/git/1.json: its regex matches nothing: the group is not closed (at character 2)
records/git/2.json: its regex matches nothing: the range is out of order (at character 3)
5 lines: 0 matches of 0 records of 3
[1]
