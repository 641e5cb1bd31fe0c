Adoption: findings that are known are held back by a baseline, which may only shrink; suppressions excuse for a time.
A baseline that is named must be there:

$ mkdir -p base/records/aws && cd base && cp "$TOP/tests/rules/example.json" records/aws/example.json
> printf '{\n  "baseline": "kedb.baseline"\n}\n' >kedb.json
> sed -i 's/"first_seen": "[^"]*"/"first_seen": "2019-01-01"/; s/"last_confirmed": "[^"]*"/"last_confirmed": "2019-06-01"/; s/"domain": "aws"/"domain": "azure"/' records/aws/example.json
> kedb check --today 2026-07-01
kedb: SCRATCH/work/base/kedb.json:2:15: "baseline": kedb.baseline: cannot be opened: No such file or directory
records/aws/example.json:6:13: error: the domain is "azure", but the id begins with "aws" [record/id-domain]
    6 |   "domain": "azure",
      |             ^~~~~~~
   = /domain
   = help: the first half of the id is the domain: mend the one that is wrong
records/aws/example.json:48:32: warning: docs.aws.amazon.com is not known as an official host of the domain "azure" [link/official-host]
   48 |   "official_doc_url": "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
      |                                ^~~~~~~~~~~~~~~~~~~
   = /official_doc_url
   = help: link a page at learn.microsoft.com, docs.microsoft.com, azure.microsoft.com, *.azure.com or 4 more; or, when it is the vendor's, add the host to official-hosts.json
records/aws/example.json:56:21: warning: last_confirmed is 2019-06-01, 2587 days ago, more than the 365 that a record stays fresh [record/stale]
   56 |   "last_confirmed": "2019-06-01",
      |                     ^~~~~~~~~~~~
   = /last_confirmed
   = help: confirm that the record still holds, and set the date
1 record checked: 1 error, 2 warnings, 0 infos
[2]

It is made once:

$ cd base; kedb check --today 2026-07-01 --update-baseline
> cat kedb.baseline
kedb.baseline: 3 findings known from now on
1 record checked: 0 errors, 0 warnings, 0 infos; held back: 3 in the baseline, 0 suppressed
# kedb baseline: findings that are known; a line that is no longer needed must go
61ba257db75dcdb5:1 link/official-host records/aws/example.json /official_doc_url
dc441b5bfff09ebf:1 record/id-domain records/aws/example.json /domain
ee88beb96c9262cf:1 record/stale records/aws/example.json /last_confirmed

$ cd base; kedb check --today 2026-07-01
1 record checked: 0 errors, 0 warnings, 0 infos; held back: 3 in the baseline, 0 suppressed

$ cd base; kedb check --today 2026-07-01 --format=json | tail -n 14
{
  "findings": [],
  "summary": {
    "records": 1,
    "errors": 0,
    "warnings": 0,
    "infos": 0,
    "in_baseline": 3,
    "suppressed": 0,
    "skipped_checks": 0,
    "failures": [],
    "exit_code": 0
  }
}

An edit above changes nothing; a new fault of the same kind is shown:

$ cd base; sed -i '1s/{/{\n/' records/aws/example.json && kedb check --today 2026-07-01 -q
records/aws/example.json:2:1: warning: the layout differs from the canonical one from here on [layout/whitespace]
    2 | 
      | ^
   = help: `kedb fmt` writes it

$ cd base; sed -i 's/"fail_rate": 0.[0-9]*/"fail_rate": 1.4/' records/aws/example.json && kedb check --today 2026-07-01 --only schema,record,baseline
records/aws/example.json:19:20: error: fail_rate is 1.4, above the maximum 1 [schema/maximum]
   19 |       "fail_rate": 1.4,
      |                    ^~~
   = /dead_ends/0/fail_rate; record.schema.json#/$defs/rate/maximum
   = help: rates are fractions, 0.9 is 90 %
1 record checked: 1 error, 0 warnings, 0 infos; held back: 2 in the baseline, 0 suppressed
[1]

What is mended must leave the baseline, which never grows:

$ cd base; cp "$TOP/tests/rules/example.json" records/aws/example.json && kedb check --today 2026-07-01
kedb.baseline:2:1: error: no finding needs this line any more [baseline/unused]
    2 | 61ba257db75dcdb5:1 link/official-host records/aws/example.json /official_doc_url
      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = help: delete it, or run `kedb check --update-baseline`: a baseline only shrinks
kedb.baseline:3:1: error: no finding needs this line any more [baseline/unused]
    3 | dc441b5bfff09ebf:1 record/id-domain records/aws/example.json /domain
      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = help: delete it, or run `kedb check --update-baseline`: a baseline only shrinks
kedb.baseline:4:1: error: no finding needs this line any more [baseline/unused]
    4 | ee88beb96c9262cf:1 record/stale records/aws/example.json /last_confirmed
      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = help: delete it, or run `kedb check --update-baseline`: a baseline only shrinks
1 record checked: 3 errors, 0 warnings, 0 infos
[1]

$ cd base; kedb check --today 2026-07-01 --update-baseline; cat kedb.baseline
kedb.baseline: 3 lines dropped
1 record checked: 0 errors, 0 warnings, 0 infos
# kedb baseline: findings that are known; a line that is no longer needed must go

$ cd base; kedb check --today 2026-07-01 --update-baseline records/aws/example.json
kedb: --update-baseline needs the whole base: name no part of it
[2]

$ cd base; kedb check --today 2026-07-01 --baseline no-such.baseline
kedb: the baseline: no-such.baseline: cannot be opened: No such file or directory
1 record checked: 0 errors, 0 warnings, 0 infos
[2]

$ cd base; printf 'nonsense\n' >bad.baseline && kedb check --today 2026-07-01 --baseline bad.baseline
kedb: the baseline: bad.baseline:1:1: a line begins with a fingerprint such as 2f6c01b9aa04de11:1
1 record checked: 0 errors, 0 warnings, 0 infos
[2]

A part of the base cannot tell what no finding needs:

$ cd base; printf '2f6c01b9aa04de11:1 gone\n' >>kedb.baseline && cp records/aws/example.json records/aws/other.json && kedb check -q --only baseline records/aws/example.json

$ cd base; rm records/aws/other.json; kedb check -q --only baseline
kedb.baseline:2:1: error: no finding needs this line any more [baseline/unused]
    2 | 2f6c01b9aa04de11:1 gone
      | ^~~~~~~~~~~~~~~~~~~~~~~
   = help: delete it, or run `kedb check --update-baseline`: a baseline only shrinks
[1]

Suppressions name a rule, files, a reason and a last day:

$ cd base; sed -i 's/"first_seen": "[^"]*"/"first_seen": "2019-01-01"/; s/"last_confirmed": "[^"]*"/"last_confirmed": "2019-06-01"/' records/aws/example.json
> cat >kedb.json <<'END'
> {
>   "suppressions": [
>     { "rule": "record/stale", "path": "records/aws/*", "reason": "the vendor was asked", "until": "2026-07-31" },
>     { "rule": "text", "path": "*", "reason": "none", "until": "2026-07-31" }
>   ]
> }
> END
> kedb check --today 2026-07-31
kedb.json:4:5: warning: no finding of text in * needs this suppression [suppression/unused]
    4 |     { "rule": "text", "path": "*", "reason": "none", "until": "2026-07-31" }
      |     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /suppressions/1
   = help: remove it
1 record checked: 0 errors, 1 warning, 0 infos; held back: 0 in the baseline, 1 suppressed

$ cd base; kedb check --today 2026-08-01
kedb.json:3:5: warning: the suppression of record/stale ended on 2026-07-31 [suppression/expired]
    3 |     { "rule": "record/stale", "path": "records/aws/*", "reason": "the vendor was asked", "until": "2026-07-31" },
      |     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /suppressions/0
   = help: mend what it excused, or give it a new end and say why
kedb.json:4:5: warning: the suppression of text ended on 2026-07-31 [suppression/expired]
    4 |     { "rule": "text", "path": "*", "reason": "none", "until": "2026-07-31" }
      |     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /suppressions/1
   = help: mend what it excused, or give it a new end and say why
records/aws/example.json:56:21: warning: last_confirmed is 2019-06-01, 2618 days ago, more than the 365 that a record stays fresh [record/stale]
   56 |   "last_confirmed": "2019-06-01",
      |                     ^~~~~~~~~~~~
   = /last_confirmed
   = help: confirm that the record still holds, and set the date
1 record checked: 0 errors, 3 warnings, 0 infos

$ cd base; kedb check --today 2026-07-31 --format=sarif | grep -A4 '"suppressions"'
          "suppressions": [
            {
              "kind": "external",
              "justification": "the vendor was asked"
            }

A suppression that says too little, or what nobody knows:

$ cd base; printf '{"suppressions": [\n  {"rule": "text", "path": "*", "until": "2026-01-01"}]}' >kedb.json; kedb check
kedb: SCRATCH/work/base/kedb.json:2:3: a suppression says "reason": rule, path, reason and until are needed
[2]

$ cd base; printf '{"suppressions": [\n  {"rule": "text", "path": "*", "reason": "x", "until": "2026-02-30"}]}' >kedb.json; kedb check
kedb: SCRATCH/work/base/kedb.json:2:57: "2026-02-30" is no date such as 2026-12-31: February 2026 has 28 days
[2]

$ cd base; printf '{"suppressions": [\n  {"rule": "text", "paths": "*"}]}' >kedb.json; kedb check
kedb: SCRATCH/work/base/kedb.json:2:20: there is no setting "paths"; did you mean "path"?
[2]

$ cd base; printf '{"suppressions": [\n  {"rule": "txt", "path": "*", "reason": "x", "until": "2026-02-20"}]}' >kedb.json; kedb check
kedb: SCRATCH/work/base/kedb.json:2:12: there is no rule "txt"; did you mean "text"?
[2]
