The real record: nothing to say.

$ cd $TOP && kedb parity records
1 record checked: 0 errors, 0 warnings, 0 infos

A number changed, a name misspelt, two items exchanged, a Traditional character.

$ mkdir -p records/aws && sed -e 's/无法满足请求/無法满足请求/' -e 's/"502 错误/"503 错误/' -e 's/将分配指向另一个源站/将分配指向 OAC 源站/' $TOP/tests/rules/example.json > records/aws/example.json && echo '{}' > kedb.json

$ kedb parity -q --severity parity/extra-acronym=error
records/aws/example.json:4:20: error: the number 502 became 503 in the Chinese [parity/number]
    4 |   "signature_zh": "503 错误 示例故障。無法满足请求。",
      |                    ^~~
   = /signature_zh; the English stands at /signature, bytes 0 to 3: "502"
   = help: both must state the same numbers
records/aws/example.json:4:32: error: "無" is a Traditional character, Simplified "无" [zh/traditional]
    4 |   "signature_zh": "503 错误 示例故障。無法满足请求。",
      |                                       ^~
   = /signature_zh
   = help: write Simplified Chinese
records/aws/example.json:41:12: error: "OAC" of the Chinese is not in the English [parity/extra-acronym]
   41 |     "将分配指向 OAC 源站。"
      |                 ^~~
   = /workarounds_zh/1
   = help: both must name the same things
[1]

Two translations exchanged: by what they share, and by the words that they render.

$ sed -e 's/"续订证书。"/"@"/' -e 's/"将分配指向另一个源站。"/"续订证书。"/' -e 's/"@"/"将分配指向另一个源站。"/' $TOP/tests/rules/example.json > records/aws/example.json && kedb parity -q
records/aws/example.json:40:5: warning: "certificate" is not rendered by "证书" [parity/glossary]
   40 |     "将分配指向另一个源站。",
      |     ^~~~~~~~~~~~~~~~~~~~~~~~
   = /workarounds_zh/0; "certificate" stands in /workarounds/0/action
   = help: write "证书"
records/aws/example.json:40:5: warning: the translations of items 1 and 2 seem to be exchanged [parity/list-order-likely]
   40 |     "将分配指向另一个源站。",
      |     ^~~~~~~~~~~~~~~~~~~~~~~~
   = /workarounds_zh/0; "证书" in the translation of item 2 renders "certificate" of item 1
   = help: put the translations in the order of the English

$ kedb fix --unsafe records > /dev/null 2>&1; grep -A3 workarounds_zh records/aws/example.json
  "workarounds_zh": [
    "续订证书。",
    "将分配指向另一个源站。"
  ],

Three that stand in each other's places: nothing is called exchanged.

$ python3 - $TOP/tests/rules/example.json > records/aws/example.json <<'END'; kedb parity -q --only parity/list-order | grep -v '|'; kedb fix --unsafe --only parity/list-order records 2>&1 | head -n 1; kedb parity -q --only parity/list-order
> import json, sys
> r = json.load(open(sys.argv[1], encoding="utf-8"))
> r["workarounds"] = [dict(r["workarounds"][0], action=a) for a in ("Set `ulimit -n` to 65536.", "Restart nginx.", "Ask for example.org.")]
> r["workarounds_zh"] = ["重新启动 nginx。", "查询 example.org。", "将 `ulimit -n` 设为 65536。"]
> print(json.dumps(r, ensure_ascii=False, indent=2))
> END
records/aws/example.json:47:5: error: the translation of item 1 belongs to item 2 [parity/list-order]
   = /workarounds_zh/0; "`ulimit -n`" stands in the translation of item 3 and in the English of item 1
   = help: put the translations in the order of the English
1 file changed

A translation left behind: the English changed, the Chinese did not.

$ cp $TOP/tests/rules/example.json records/aws/example.json && git init -q -b main . && git add . && git commit -qm one && sed -i 's/presents an expired certificate/presents a self-signed certificate/' records/aws/example.json && kedb check --changed=HEAD --only parity/left-behind
records/aws/example.json:11:20: warning: the English changed, its Chinese did not [parity/left-behind]
   11 |   "root_cause_zh": "示例的源站提供了过期的证书。",
      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /root_cause_zh; the English was "The example's origin presents an expired certificate."
   = help: translate the change, or see that the Chinese already says it
1 record checked: 0 errors, 1 warning, 0 infos

The same before a commit: what is staged against HEAD; and both changed, or only the Chinese.

$ git add . && sed -i 's/a self-signed/an unsigned/' records/aws/example.json && kedb check --staged --only parity/left-behind -q
records/aws/example.json:11:20: warning: the English changed, its Chinese did not [parity/left-behind]
   11 |   "root_cause_zh": "示例的源站提供了过期的证书。",
      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /root_cause_zh; the English was "The example's origin presents an expired certificate."
   = help: translate the change, or see that the Chinese already says it

$ git checkout -q . && sed -i 's/提供了过期的/提供了自签名的/' records/aws/example.json && git add . && kedb check --staged --only parity/left-behind && git reset -q --hard && sed -i 's/提供了过期的/出示了过期的/' records/aws/example.json && git add . && kedb check --staged --only parity/left-behind && git reset -q --hard
1 record checked: 0 errors, 0 warnings, 0 infos
1 record checked: 0 errors, 0 warnings, 0 infos

A blank more is no translation, and neither is another name of the file.

$ git mv records/aws/example.json records/aws/renamed.json && sed -i 's/presents an expired/presents a self-signed/; s/的证书。",$/的证书。 ",/' records/aws/renamed.json && kedb check --changed=HEAD --only parity/left-behind -q && git add . && kedb check --staged --only parity/left-behind; git status --short; git reset -q --hard
records/aws/renamed.json:11:20: warning: the English changed, its Chinese did not [parity/left-behind]
   11 |   "root_cause_zh": "示例的源站提供了过期的证书。 ",
      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /root_cause_zh; the English was "The example's origin presents an expired certificate."
   = help: translate the change, or see that the Chinese already says it
records/aws/renamed.json:11:20: warning: the English changed, its Chinese did not [parity/left-behind]
   11 |   "root_cause_zh": "示例的源站提供了过期的证书。 ",
      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /root_cause_zh; the English was "The example's origin presents an expired certificate."
   = help: translate the change, or see that the Chinese already says it
1 record checked: 0 errors, 1 warning, 0 infos
R  records/aws/example.json -> records/aws/renamed.json

A noncharacter is none for private use: it is deleted.

$ git checkout -q . && bytes='\xef\xbf\xbe \xef\xb7\x90 \xf0\x9f\xbf\xbf \xee\x80\x80' && for c in $bytes; do sed "s/过期的证书/过期的$c证书/" $TOP/tests/rules/example.json > records/aws/example.json; kedb parity -q | grep error:; kedb fix --only text 2>&1 | head -1; done; kedb parity -q | grep warning:; git checkout -q .
records/aws/example.json:11:32: error: the noncharacter U+FFFE stands in the text [text/control]
1 file changed
records/aws/example.json:11:32: error: the noncharacter U+FDD0 stands in the text [text/control]
1 file changed
records/aws/example.json:11:32: error: the noncharacter U+1FFFF stands in the text [text/control]
1 file changed
0 files changed
records/aws/example.json:11:32: warning: the Chinese holds a character for private use, which no font shows [zh/private-use]

A base's own glossary; one that is wrong says where.

$ git checkout -q . && echo '{"glossary": "terms.json"}' > kedb.json && echo '{"terms": [{"term": "origin", "use": ["来源"], "note": "as the console has it"}]}' > terms.json && kedb check --only parity/glossary
records/aws/example.json:11:20: warning: "origin" is not rendered by "来源" [parity/glossary]
   11 |   "root_cause_zh": "示例的源站提供了过期的证书。",
      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /root_cause_zh; "origin" stands in /root_cause; as the console has it
   = help: write "来源"
records/aws/example.json:41:5: warning: "origin" is not rendered by "来源" [parity/glossary]
   41 |     "将分配指向另一个源站。"
      |     ^~~~~~~~~~~~~~~~~~~~~~~~
   = /workarounds_zh/1; "origin" stands in /workarounds/1/action; as the console has it
   = help: write "来源"
1 record checked: 0 errors, 2 warnings, 0 infos

$ echo '{"terms": [{"term": "origin server of the client side", "use": ["来源"]}]}' > terms.json && kedb check -q
kedb: SCRATCH/work/terms.json:1:21: one to four words of Latin letters and digits are expected here
[2]

$ echo '{"terms": [{"term": "origin"}]}' > terms.json && kedb parity -q
kedb: SCRATCH/work/terms.json:1:12: one of "use", "not" and "keep" is expected in a term
[2]

$ rm terms.json && kedb parity -q
kedb: SCRATCH/work/kedb.json:1:14: "glossary": SCRATCH/work/terms.json: cannot be opened: No such file or directory
[2]

$ for terms in '{"term": "S3", "use": ["S3 存储桶"], "not": ["S3存储桶"]}' '{"term": "disk", "use": ["磁盘"]}, {"term": "Disks", "use": ["硬盘"]}' '{"term": "disk", "use": [" "]}'; do echo '{"glossary": "terms.json"}' > kedb.json; echo "{\"terms\": [$terms]}" > terms.json; kedb parity -q; done; rm terms.json
kedb: SCRATCH/work/terms.json:1:54: a rendering that "use" asks for holds this one
kedb: SCRATCH/work/terms.json:1:54: this term stands here again; first on line 1
kedb: SCRATCH/work/terms.json:1:37: a rendering is expected here

$ kedb validate --schema $TOP/schemas/glossary.schema.json $TOP/schemas/glossary.json
1 file validated: 1 valid, 0 invalid

A glossary in its usual place need not be named; a blank between Latin and Chinese is no difference.

$ mkdir -p named/schemas named/records/aws && cd named && echo '{}' > kedb.json && echo '{"terms": [{"term": "bucket", "use": ["S3 存储桶"], "not": ["S3水桶"]}]}' > schemas/glossary.json && for zh in 'S3存储桶' 'S3 存储桶' 'S3 桶' 'S3 水桶'; do sed -e "s|过期的证书|$zh|; s|an expired certificate|an S3 bucket|" $TOP/tests/rules/example.json > records/aws/example.json; kedb parity; done
1 record checked: 0 errors, 0 warnings, 0 infos
1 record checked: 0 errors, 0 warnings, 0 infos
records/aws/example.json:11:20: warning: "bucket" is not rendered by "S3 存储桶" [parity/glossary]
   11 |   "root_cause_zh": "示例的源站提供了S3 桶。",
      |                    ^~~~~~~~~~~~~~~~~~~~~~~~~
   = /root_cause_zh; "bucket" stands in /root_cause
   = help: write "S3 存储桶"
1 record checked: 0 errors, 1 warning, 0 infos
records/aws/example.json:11:29: warning: "S3水桶" is no rendering of "bucket" [parity/glossary]
   11 |   "root_cause_zh": "示例的源站提供了S3 水桶。",
      |                                     ^~~~~~~
   = /root_cause_zh; "bucket" stands in /root_cause
   = help: write "S3 存储桶"
1 record checked: 0 errors, 1 warning, 0 infos

Another translated field is an edit of the schema.

$ sed 's|^    "workarounds_zh": {|    "dead_ends_zh": {"type": "array", "items": {"type": "string", "x-kedb": {"roles": ["translation"], "of": "/dead_ends/*/action", "lang": "zh"}}},\n&|' $TOP/schemas/record.schema.json > own.schema.json && echo '{"schema": "own.schema.json"}' > kedb.json && sed 's|^  "workarounds_zh"|  "dead_ends_zh": ["增加 502 个。"],\n&|' $TOP/tests/rules/example.json > records/aws/example.json && kedb parity
records/aws/example.json:39:24: warning: the number 502 of the Chinese is not in the English [parity/number-extra]
   39 |   "dead_ends_zh": ["增加 502 个。"],
      |                          ^~~
   = /dead_ends_zh/0
   = help: both must state the same numbers
1 record checked: 0 errors, 1 warning, 0 infos

What is translated needs no role of its own, in the same item or at the top; an empty text needs no translation, and one that is missing is told at its item.

$ cat > own.schema.json <<'END'
> {"properties": {"title": {"type": "string"}, "title_zh": {"x-kedb": {"roles": ["translation"], "of": "/title"}}, "tags": {"type": "array"},
>   "traps": {"type": "array", "items": {"properties": {"when": {}, "when_zh": {"x-kedb": {"roles": ["translation"], "of": "/traps/*/when"}}}}}}}
> END
> cat > own.json <<'END'
> {"title": "The 502 error", "title_zh": "503 错误",
>  "traps": [{"when": ""}, {"when": "Wait 5 minutes.", "when_zh": "等待 6 分钟。"},
>    {"when": "Only once."}]}
> END
> echo '{"schema": "own.schema.json"}' > kedb.json; kedb parity own.json; sed -i 's/, "when_zh": [^}]*//' own.json; kedb parity own.json --only parity/missing
own.json:1:41: error: the number 502 became 503 in the Chinese [parity/number]
    1 | {"title": "The 502 error", "title_zh": "503 错误",
      |                                         ^~~
   = /title_zh; the English stands at /title, bytes 4 to 7: "502"
   = help: both must state the same numbers
own.json:2:69: error: the number 5 became 6 in the Chinese [parity/number]
    2 |  "traps": [{"when": ""}, {"when": "Wait 5 minutes.", "when_zh": "等待 6 分钟。"},
      |                                                                       ^
   = /traps/1/when_zh; the English stands at /traps/1/when, bytes 5 to 6: "5"
   = help: both must state the same numbers
own.json:3:13: error: the translation when_zh is missing [parity/missing]
    3 |    {"when": "Only once."}]}
      |             ^~~~~~~~~~~~
   = /traps/2/when
   = help: write both, or neither
1 record checked: 3 errors, 0 warnings, 0 infos
own.json:2:35: error: the translation when_zh is missing [parity/missing]
    2 |  "traps": [{"when": ""}, {"when": "Wait 5 minutes."},
      |                                   ^~~~~~~~~~~~~~~~~
   = /traps/1/when
   = help: write both, or neither
own.json:3:13: error: the translation when_zh is missing [parity/missing]
    3 |    {"when": "Only once."}]}
      |             ^~~~~~~~~~~~
   = /traps/2/when
   = help: write both, or neither
1 record checked: 2 errors, 0 warnings, 0 infos
[1]

An annotation that translates nothing is a fault of the schema.

$ for of in /titel /tags /nothing; do sed "s|\"/title\"|\"$of\"|" own.schema.json > wrong.json; echo '{"schema": "wrong.json"}' > kedb.json; kedb parity own.json; done; sed 's|, "of": "/title"||' own.schema.json > wrong.json; kedb parity own.json; sed 's|"tags": {"type": "array"|&, "x-kedb": {"roles": ["translation"], "of": "/title"}|' own.schema.json > wrong.json; kedb parity own.json
kedb: wrong.json: #/properties/title_zh/x-kedb/of: the schema has no place "/titel"; did you mean "/title"?
kedb: wrong.json: #/properties/title_zh/x-kedb/of: "of" names a text, the items of a list with "/*", not "/tags"
kedb: wrong.json: #/properties/title_zh/x-kedb/of: the schema has no place "/nothing"
kedb: wrong.json: #/properties/title_zh/x-kedb: "of" must say what is translated at "/title_zh"
kedb: wrong.json: #/properties/tags/x-kedb: a translation is a text: annotate the items of a list, not "/tags"
[2]

What the base teaches.

$ echo '{}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/example.json && kedb report glossary --uses 4
0 words of 4 pairs in 1 record

$ kedb report glossary --uses 4 --format json
{
  "records": 1,
  "pairs": 4,
  "terms": []
}

$ kedb report glossary --uses none; kedb report glossary nowhere
kedb: report glossary: --uses is a whole number from 1 to 1000000, not "none"
kedb: nowhere: there is no such file or folder
0 words of 0 pairs in 0 records
[2]

A record that cannot be read is no record without findings, whatever rules are asked for.

$ mkdir -p broken/records/aws && cd broken && echo '{}' > kedb.json && printf '{"id": "aws/x", ' > records/aws/x.json && sed 's/源站/\xe6/' $TOP/tests/rules/example.json > records/aws/y.json && kedb parity
records/aws/x.json:1:17: error: the text ends before the value is complete [json/syntax]
    1 | {"id": "aws/x", 
      |                 ^
   = help: was the file cut off?
records/aws/y.json:11:24: error: this byte is not UTF-8 [json/encoding]
   11 |   "root_cause_zh": "示例的�提供了过期的证书。",
      |                           ^
   = help: save the file as UTF-8
2 records checked: 2 errors, 0 warnings, 0 infos
[1]

$ cd broken && kedb regex -q --only regex/syntax records/aws/x.json; kedb parity -q --stdin < records/aws/x.json; kedb check -q --only graph; kedb check -q --only graph --skip json
records/aws/x.json:1:17: error: the text ends before the value is complete [json/syntax]
    1 | {"id": "aws/x", 
      |                 ^
   = help: was the file cut off?
<stdin>:1:17: error: the text ends before the value is complete [json/syntax]
    1 | {"id": "aws/x", 
      |                 ^
   = help: was the file cut off?
records/aws/x.json:1:17: error: the text ends before the value is complete [json/syntax]
    1 | {"id": "aws/x", 
      |                 ^
   = help: was the file cut off?
records/aws/y.json:11:24: error: this byte is not UTF-8 [json/encoding]
   11 |   "root_cause_zh": "示例的�提供了过期的证书。",
      |                           ^
   = help: save the file as UTF-8

Words come by the number of their uses, equal ones by their letters.

$ mkdir uses && cd uses && mkdir -p records/aws && echo '{}' > kedb.json && for i in 1 2 3 4 5 6 7 8; do sed "s|aws/example|aws/r$i|; s|presents an expired|serves $i expired|; s|提供了过期的|出示了 $i 个过期的|" $TOP/tests/rules/example.json > records/aws/r$i.json; done && kedb report glossary --uses 1 2>&1 | grep -v '^ '
certificate            16  证书 100%
origin                 16  源站 100%
renew                   8  证书 100%
3 words of 11 pairs in 8 records

