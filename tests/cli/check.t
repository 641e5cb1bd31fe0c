The real record: no error, two warnings that are just, and the summary on standard error.

$ cd $TOP && kedb check --today 2026-11-24 records/aws/cloudfront-origin-ssl-handshake-failure.json
records/aws/cloudfront-origin-ssl-handshake-failure.json:51:14: warning: how repeats the action beside it, and so do others of this record [text/repeated]
   51 |       "how": "Renew the SSL certificate on the origin server. For an ALB, use AWS Certificate Manager (ACM) to issue ...
      |              ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /workarounds/0/how; 3 of 3
   = help: write the steps: commands, settings, what to look for
records/aws/cloudfront-origin-ssl-handshake-failure.json:88:21: warning: last_confirmed is 2024-06-01, 906 days ago, more than the 365 that a record stays fresh [record/stale]
   88 |   "last_confirmed": "2024-06-01",
      |                     ^~~~~~~~~~~~
   = /last_confirmed
   = help: confirm that the record still holds, and set the date
1 record checked: 0 errors, 2 warnings, 0 infos

$ cd $TOP && kedb check --today 2026-11-24 --fail-on warning -q records 2>&1 | head -n 1; echo ${PIPESTATUS[0]}
records/aws/cloudfront-origin-ssl-handshake-failure.json:51:14: warning: how repeats the action beside it, and so do others of this record [text/repeated]
1

A broken record: every fault at its place, the same bytes whatever the number of threads.

$ mkdir -p records/aws && cp $TOP/tests/data/broken/faults.json records/aws/example.json && echo '{}' > kedb.json

$ kedb check --today 2026-06-01
records/aws/example.json:7:15: error: category is "netwrok_error", which is not one of the 41 allowed values [schema/enum]
    7 |   "category": "netwrok_error",
      |               ^~~~~~~~~~~~~~~
   = /category; record.schema.json#/properties/category/enum
   = help: did you mean "network_error"?
records/aws/example.json:9:30: error: the direction control U+202E stands in the text [text/bidi]
    9 |   "root_cause": "The\texample�'s origin presents an expired certificate.",
      |                              ^
   = /root_cause
   = help: remove it
records/aws/example.json:11:27: error: the control character U+0007 stands in the text [text/control]
   11 |   "root_cause_zh": "示例😀的源站\u0007提供了过期的证书。",
      |                                 ^~~~~~
   = /root_cause_zh
   = help: remove it
records/aws/example.json:18:20: error: fail_rate is 1.4, above the maximum 1 [schema/maximum]
   18 |       "fail_rate": 1.4,
      |                    ^~~
   = /dead_ends/0/fail_rate; record.schema.json#/$defs/rate/maximum
   = help: rates are fractions, 0.9 is 90 %
records/aws/example.json:40:11: warning: workarounds_zh ends with white space [text/padded]
   40 |     "续订证书。 ",
      |                ^
   = /workarounds_zh/0
   = help: remove it
records/aws/example.json:46:21: error: there is no record "aws/exampel" [graph/dangling]
   46 |         "error_id": "aws/exampel"
      |                     ^~~~~~~~~~~~~
   = /transition_graph/leads_to/0/error_id
   = help: write the record, or remove the edge
records/aws/example.json:56:17: error: confidence is a string, not a number [schema/type]
   56 |   "confidence": "high",
      |                 ^~~~~~
   = /confidence; record.schema.json#/$defs/rate/type
   = help: write the number without quotes
records/aws/example.json:58:17: error: resolvable is "perhaps", which is not one of the 3 allowed values [schema/enum]
   58 |   "resolvable": "perhaps",
      |                 ^~~~~~~~~
   = /resolvable; record.schema.json#/properties/resolvable/enum
   = help: one of "true", "partial", "false"
records/aws/example.json:60:21: error: last_confirmed is "2023-02-29", which is no date: February 2023 has 28 days [schema/format]
   60 |   "last_confirmed": "2023-02-29",
      |                     ^~~~~~~~~~~~
   = /last_confirmed; record.schema.json#/properties/last_confirmed/format
records/aws/example.json:63:3: error: the key "tagz" is unknown here [schema/unknown-key]
   63 |   "tagz": [],
      |   ^~~~~~
   = /tagz; record.schema.json#/additionalProperties
   = help: did you mean "tags"?
1 record checked: 9 errors, 1 warning, 0 infos
[1]

$ for j in 1 2 8; do kedb check --today 2026-06-01 -j$j 2>&1 | cksum; done | sort -u | wc -l
1

Selection and severities.

$ kedb check --today 2026-06-01 --only text -q
records/aws/example.json:9:30: error: the direction control U+202E stands in the text [text/bidi]
    9 |   "root_cause": "The\texample�'s origin presents an expired certificate.",
      |                              ^
   = /root_cause
   = help: remove it
records/aws/example.json:11:27: error: the control character U+0007 stands in the text [text/control]
   11 |   "root_cause_zh": "示例😀的源站\u0007提供了过期的证书。",
      |                                 ^~~~~~
   = /root_cause_zh
   = help: remove it
records/aws/example.json:40:11: warning: workarounds_zh ends with white space [text/padded]
   40 |     "续订证书。 ",
      |                ^
   = /workarounds_zh/0
   = help: remove it
[1]

$ kedb check --today 2026-06-01 --only text/bidi --severity text/bidi=warning -q --format json
{
  "findings": [
    {
      "path": "records/aws/example.json",
      "line": 9,
      "column": 30,
      "end_line": 9,
      "end_column": 31,
      "pointer": "/root_cause",
      "rule": "text/bidi",
      "severity": "warning",
      "message": "the direction control U+202E stands in the text",
      "help": "remove it",
      "fix": [
        {
          "offset": 354,
          "length": 3,
          "text": ""
        }
      ],
      "fix_safe": true
    }
  ],
  "summary": {
    "records": 1,
    "errors": 0,
    "warnings": 1,
    "infos": 0,
    "in_baseline": 0,
    "suppressed": 0,
    "skipped_checks": 0,
    "failures": [],
    "exit_code": 0
  }
}

$ kedb check --today 2026-06-01 --skip schema --skip record --skip text --skip layout
records/aws/example.json:46:21: error: there is no record "aws/exampel" [graph/dangling]
   46 |         "error_id": "aws/exampel"
      |                     ^~~~~~~~~~~~~
   = /transition_graph/leads_to/0/error_id
   = help: write the record, or remove the edge
1 record checked: 1 error, 0 warnings, 0 infos
[1]

$ kedb check --only txet/bidi
kedb: --only: there is no rule "txet/bidi"; did you mean "text/bidi"?
[2]

$ kedb check --severity text/bidi=loud
kedb: --severity takes RULE=LEVEL with off, info, warning or error, not "text/bidi=loud"
[2]

$ kedb check --today 2026-02-30
kedb: --today "2026-02-30": February 2026 has 28 days
[2]

Colours are for terminals, or for who asks.

$ kedb check --today 2026-06-01 --only record/stale --severity record/stale=error --color always -q | cat -v

The report in a file, and another one beside it.

$ kedb check --today 2026-06-01 --only text/bidi -q --output report.txt --also json:report.json; head -n 1 report.txt; grep -c '"rule"' report.json
records/aws/example.json:9:30: error: the direction control U+202E stands in the text [text/bidi]
1

One record on standard input, as it would lie at a path.

$ kedb check --stdin --stdin-path records/aws/other.json --only record/id-path -q < records/aws/example.json
records/aws/other.json:2:9: error: the id is "aws/example", but the file's path says "aws/other" [record/id-path]
    2 |   "id": "aws/example",
      |         ^~~~~~~~~~~~~
   = /id
   = help: rename the file, or write the id that its path says
[1]

$ printf 'records/aws/example.json\0' | kedb check --files-from - -0 --only text/control -q
records/aws/example.json:11:27: error: the control character U+0007 stands in the text [text/control]
   11 |   "root_cause_zh": "示例😀的源站\u0007提供了过期的证书。",
      |                                 ^~~~~~
   = /root_cause_zh
   = help: remove it
[1]

Where the time goes, on standard error; the report is as ever:

$ kedb check records --today 2026-07-01 --only json,graph --timings -q 2>&1 | sed -E 's/^ +[0-9.]+ +[0-9.]+ +[0-9.]+ +//' | LC_ALL=C sort
        ms      %  us/record  step (elapsed, added up over threads)
      |                     ^~~~~~~~~~~~~
   46 |         "error_id": "aws/exampel"
   = /transition_graph/leads_to/0/error_id
   = help: write the record, or remove the edge
find roles
graph/dangling, facts
graph/dangling, whole base
graph/self
json/duplicate-key
list files
look up in the cache
place findings of the base
read JSON
read configuration and schema
read files
read pages
records/aws/example.json:46:21: error: there is no record "aws/exampel" [graph/dangling]
sort findings
write reports
write the cache
