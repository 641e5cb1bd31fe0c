Figures of a base: what to mend first, by rule, by domain. Findings are no failure here.

$ mkdir -p base/records/aws && cd base && cp "$TOP/tests/rules/example.json" records/aws/ && echo '{}' >kedb.json
> sed 's|aws/example|aws/other|; s|"fail_rate": 0.9|"fail_rate":  9|; s|"domain": "aws"|"domain": "<b>\|x"|' records/aws/example.json >records/aws/other.json
> kedb report --today 2026-06-01 --skip regex,parity,link,text
2 records checked: 3 errors, 1 warning, 0 infos; 1 without an error or a warning
~
What to mend first
    errors warnings    infos     line  fixable  record, and its worst finding
         3        1        0        6        1  records/aws/other.json: the domain is "<b>|x", but the id begins with "aws" [record/id-domain]
~
By rule
    errors warnings    infos  records  fixable  rule
         1        0        0        1        0  record/id-domain
         1        0        0        1        0  schema/enum
         1        0        0        1        0  schema/maximum
         0        1        0        1        1  layout/whitespace
~
By domain
    errors warnings    infos  records  fixable  domain
         3        1        0        2        1  aws

$ cd base; kedb report --today 2026-06-01 --only schema --format markdown
# The base on 2026-06-01
~
2 records checked: 2 errors, 0 warnings, 0 infos; 1 without an error or a warning
~
## What to mend first
~
| errors | warnings | infos | line | fixable | record, and its worst finding |
| ---: | ---: | ---: | ---: | ---: | --- |
| 2 | 0 | 0 | 6 | 0 | records/aws/other.json: domain is "\<b\>\|x", which is not one of the 79 allowed values \[schema/enum\] |
~
## By rule
~
| errors | warnings | infos | records | fixable | rule |
| ---: | ---: | ---: | ---: | ---: | --- |
| 1 | 0 | 0 | 1 | 0 | schema/enum |
| 1 | 0 | 0 | 1 | 0 | schema/maximum |
~
## By domain
~
| errors | warnings | infos | records | fixable | domain |
| ---: | ---: | ---: | ---: | ---: | --- |
| 2 | 0 | 0 | 2 | 0 | aws |

$ cd base; kedb report --today 2026-06-01 --only schema,record/stale --format json --queue 0
{
  "day": "2026-06-01",
  "records": 2,
  "clean": 1,
  "queue": [],
  "rules": [
    {
      "rule": "schema/enum",
      "errors": 1,
      "warnings": 0,
      "infos": 0,
      "fixable": 0,
      "records": 1
    },
    {
      "rule": "schema/maximum",
      "errors": 1,
      "warnings": 0,
      "infos": 0,
      "fixable": 0,
      "records": 1
    }
  ],
  "domains": [
    {
      "domain": "aws",
      "errors": 2,
      "warnings": 0,
      "infos": 0,
      "fixable": 0,
      "records": 2
    }
  ]
}

$ cd base; kedb report --today 2026-06-01 --only schema/enum --format html | grep -E '<h|<tr><td|script|http'; kedb report --format html --output page.html && xmllint --html --noout page.html && echo valid
<html lang="en">
<head>
<h1>The base on 2026-06-01</h1>
<h2>What to mend first</h2>
<tr><td class="error">1</td><td>0</td><td>0</td><td>6</td><td>0</td><td>records/aws/other.json: domain is &quot;&lt;b&gt;|x&quot;, which is not one of the 79 allowed values [schema/enum]</td></tr>
<h2>By rule</h2>
<tr><td class="error">1</td><td>0</td><td>0</td><td>1</td><td>0</td><td>schema/enum</td></tr>
<h2>By domain</h2>
<tr><td class="error">1</td><td>0</td><td>0</td><td>2</td><td>0</td><td>aws</td></tr>
valid

$ cd base; kedb report no-such; kedb report --format sarif; kedb report --queue many
0 records checked: 0 errors, 0 warnings, 0 infos; 0 without an error or a warning
kedb: no-such: there is no such file or folder
kedb: report: --format is one of text, json, markdown, html, not "sarif"
kedb: report: --queue is a whole number from 0 to 1000000, not "many"
[2]
