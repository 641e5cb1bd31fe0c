CI on a contribution: one script for every service.

$ mkdir -p base/records/aws && cd base && git init -q -b main . && echo '{"rules": {"record/stale": "off"}}' >kedb.json && echo kedb-reports >.gitignore && cp "$TOP/tests/rules/example.json" records/aws/ && kedb render -q && git add . && git commit -qm one && git checkout -qb contribution && "$TOP/ci/check-contribution" main; ls kedb-reports
0 records checked: 0 errors, 0 warnings, 0 infos
findings.junit.xml
findings.md
findings.sarif
pages.txt

A record with a fault and a layout that can be mended: the exit code is 1, the reports are there, and a fix is offered.

$ cd base && sed 's|aws/example|aws/other|; s|Source certificate|Origin certificate|; s|"fail_rate": 0.9|"fail_rate":  9|' records/aws/example.json >records/aws/other.json && git add . && git commit -qm two && "$TOP/ci/check-contribution" main; ls kedb-reports; grep -c '^[-+] ' kedb-reports/fix.patch; grep -A3 'A fix' kedb-reports/findings.md; git apply --check kedb-reports/fix.patch && echo it applies
records/aws/other.json:2:9: error: the page records/aws/other.md is missing [md/current]
    2 |   "id": "aws/other",
      |         ^~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/aws/other.json:2:9: error: the page records/aws/other.zh.md is missing [md/current]
    2 |   "id": "aws/other",
      |         ^~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/aws/other.json:3:16: warning: records/aws/example.json has the same signature [regex/signature-unique]
    3 |   "signature": "502 ERROR Example fault. The request could not be satisfied.",
      |                ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /signature
   = help: make one record of the two, or say by frequently_confused_with how they are told apart
records/aws/other.json:5:12: info: the regex also matches the signature of "aws/example": 502 ERROR Example fault. The request could not be satisfied. [regex/overlap-near]
    5 |   "regex": "502 ERROR Example fault\\. The request could not be satisfied\\.",
      |            ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /regex
   = help: each matches the other: make one record of them, add what tells them apart to the regexes, or list them as alike
records/aws/other.json:18:20: warning: the layout differs from the canonical one from here on [layout/whitespace]
   18 |       "fail_rate":  9,
      |                    ^
   = help: `kedb fmt` writes it
records/aws/other.json:18:21: error: fail_rate is 9, above the maximum 1 [schema/maximum]
   18 |       "fail_rate":  9,
      |                     ^
   = /dead_ends/0/fail_rate; record.schema.json#/$defs/rate/maximum
   = help: rates are fractions, 0.9 is 90 %
1 record checked: 3 errors, 2 warnings, 1 info
pages are not current; run `kedb render` and commit what it writes:
records/README.md: stale: the index is not what the records render to
records/aws/README.md: stale: the index is not what the records render to
records/aws/other.md: missing: the record has no page
records/aws/other.zh.md: missing: the record has no page
a fix is offered: git apply kedb-reports/fix.patch, or run `kedb fix`
findings.junit.xml
findings.md
findings.sarif
fix.patch
pages.txt
2
## A fix is offered
~
```diff
--- a/records/aws/other.json
it applies

On GitHub, annotations and a summary:

$ cd base && GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=../summary "$TOP/ci/check-contribution" main; head -n 7 ../summary
::error file=records/aws/other.json,line=2,col=9,endColumn=20,title=md/current::the page records/aws/other.md is missing%0Arun `kedb render`; the page is made from the record and not edited by hand
::error file=records/aws/other.json,line=2,col=9,endColumn=20,title=md/current::the page records/aws/other.zh.md is missing%0Arun `kedb render`; the page is made from the record and not edited by hand
::error file=records/aws/other.json,line=18,col=21,endColumn=22,title=schema/maximum::fail_rate is 9, above the maximum 1%0Arates are fractions, 0.9 is 90 %25
::warning file=records/aws/other.json,line=3,col=16,endColumn=78,title=regex/signature-unique::records/aws/example.json has the same signature%0Amake one record of the two, or say by frequently_confused_with how they are told apart
::warning file=records/aws/other.json,line=18,col=20,endColumn=20,title=layout/whitespace::the layout differs from the canonical one from here on%0A`kedb fmt` writes it
::notice file=records/aws/other.json,line=5,col=12,endColumn=78,title=regex/overlap-near::the regex also matches the signature of "aws/example": 502 ERROR Example fault. The request could not be satisfied.%0Aeach matches the other: make one record of them, add what tells them apart to the regexes, or list them as alike
pages are not current; run `kedb render` and commit what it writes:
records/README.md: stale: the index is not what the records render to
records/aws/README.md: stale: the index is not what the records render to
records/aws/other.md: missing: the record has no page
records/aws/other.zh.md: missing: the record has no page
a fix is offered: git apply kedb-reports/fix.patch, or run `kedb fix`
# kedb check
~
1 record checked: 3 errors, 2 warnings, 1 info.
~
## records/aws/other.json
~
| Line | Severity | Finding | Rule |

$ cd base && "$TOP/ci/check-contribution" no-such-branch; KEDB=/no/such/kedb "$TOP/ci/check-contribution" main 2>/dev/null
kedb: there is no common commit of HEAD and "no-such-branch": git: fatal: Not a valid object name no-such-branch
kedb: there is no common commit of HEAD and "no-such-branch": git: fatal: Not a valid object name no-such-branch
[2]

The templates are YAML that calls it:

$ cd "$TOP" && python3 -c 'import re, sys
> for name in sys.argv[1:]:
>     text = open(name).read()
>     print(name, "ci/check-contribution" in text, "\t" in text)' ci/templates/*
ci/templates/github.yml True False
ci/templates/gitlab.yml True False
ci/templates/plain.sh True False
