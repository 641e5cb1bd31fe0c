Files that cannot be read are failures, named one by one, with exit code 2; the others are still checked.

$ mkdir -p records/aws empty; echo '{}' > kedb.json; cp $TOP/tests/rules/example.json records/aws/

$ kedb check --today 2026-06-01 missing.json records
kedb: missing.json: there is no such file or folder
1 record checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb check --today 2026-06-01 empty
kedb: empty: holds no record (no file whose name ends in .json)
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ mkdir records/aws/folder.json; kedb check --today 2026-06-01 records; rmdir records/aws/folder.json
kedb: records/aws/folder.json: is a directory, not a file
1 record checked: 0 errors, 0 warnings, 0 infos; 1 file could not be read

$ mkfifo fifo.json; timeout 10 kedb check --today 2026-06-01 fifo.json records/aws/example.json; rm fifo.json
kedb: fifo.json: is a fifo, not a file
1 record checked: 0 errors, 0 warnings, 0 infos; 1 file could not be read

$ ln -s nowhere.json records/aws/link.json; kedb check --today 2026-06-01 records; rm records/aws/link.json
kedb: records/aws/link.json: is a symbolic link, which is not followed: put the file itself here
1 record checked: 0 errors, 0 warnings, 0 infos; 1 file could not be read

Records that are not JSON are findings, with exit code 1.

$ : > records/aws/nothing.json; kedb check --today 2026-06-01 records -q; rm records/aws/nothing.json
records/aws/nothing.json:1:1: error: the file is empty [json/syntax]
    1 | 
      | ^

$ printf '{"id": "aws/x", "signature": "caf\xe9"}' > x.json; kedb check -q x.json
x.json:1:34: error: this byte is not UTF-8 [json/encoding]
    1 | {"id": "aws/x", "signature": "caf�"}
      |                                  ^
   = help: save the file as UTF-8
[1]

$ printf '{\r\n\t"中文": "截断' > x.json; kedb check -q x.json
x.json:2:8: error: the string is not closed [json/syntax]
    2 |         "中文": "截断
      |                 ^~~~~
   = help: add the closing double quote
[1]

$ printf '\xef\xbb\xbf{}' > x.json; kedb check -q x.json
x.json:1:1: error: the file begins with a byte order mark, which JSON does not allow [json/syntax]
    1 | �{}
      | ^
   = help: save the file as UTF-8 without BOM
[1]

$ head -c 100000 /dev/zero | tr '\0' '[' > x.json; kedb check -q x.json
x.json:1:1001: error: arrays and objects are nested deeper than the limit allows [json/syntax]
    1 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
      |                               ^
[1]

$ printf '["\033[31mred\033[0m \342\200\256"' > x.json; kedb check -q x.json
x.json:1:3: error: a control character stands unescaped in a string [json/syntax]
    1 | ["�[31mred�[0m �"
      |   ^
   = help: remove it, or write it as an escape such as \u001b
[1]

A file of 50 MB is read; one above the limit is refused with the limit.

$ (printf '{"id": "'; head -c 50000000 /dev/zero | tr '\0' a; printf '"}') > x.json; kedb check -q --only schema/length x.json 2>&1 | cut -c 1-110
x.json:1:8: error: id has 50000000 characters, more than 200 [schema/length]
    1 | {"id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      |        ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /id; record.schema.json#/$defs/id/maxLength

$ head -c 70000000 /dev/zero > x.json; kedb check -q x.json; rm x.json
kedb: x.json: larger than the limit of 67108864 bytes

A pipe that nobody reads any more, and a disk that is full.

$ cp $TOP/tests/data/broken/faults.json records/aws/example.json; (sleep 0.5; kedb check -q; echo $? > code) | true; cat code
2

$ kedb check -q > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]

$ kedb check -q --output /dev/full
kedb: /dev/full: is a device, and is not replaced
[2]

$ (ulimit -f 1; kedb check -q --format json --output report.json); ls report.json .kedb-* 2>/dev/null
kedb: report.json: cannot be written: File too large
[2]

$ kedb check -q --output nowhere/report.txt
kedb: nowhere/report.txt: cannot be written: No such file or directory
[2]

A file that opens and cannot be read, for any user.

$ ln -s /proc/self/mem records/aws/memory.json; kedb check -q records/aws/memory.json
kedb: records/aws/memory.json: cannot be read: Input/output error
[2]

A record that is a symbolic link may lead out of the base, into what a report had better not print: it is not followed, unless it is named.

$ mkdir -p linked/records/aws && cd linked && echo '{"rules": {"record/stale": "off"}}' > kedb.json && echo 'token = secret' > outside && cp $TOP/tests/rules/example.json records/aws/ && ln -s ../../outside records/aws/evil.json && kedb check; kedb check records/aws/evil.json 2> /dev/null | head -1
kedb: records/aws/evil.json: is a symbolic link, which is not followed: put the file itself here
1 record checked: 0 errors, 0 warnings, 0 infos; 1 file could not be read
records/aws/evil.json:1:1: error: a value is expected [json/syntax]
