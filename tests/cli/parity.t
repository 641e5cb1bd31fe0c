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

