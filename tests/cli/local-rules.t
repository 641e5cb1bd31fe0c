A site's own rules: JSON Schemas in schemas/local, each a rule like any other.

$ mkdir -p base/records/aws base/schemas/local; cp "$TOP"/tests/rules/example.json base/records/aws/example.json; echo '{}' >base/kedb.json

$ cd base && cat >schemas/local/tags.json <<'END'
> {
>   "$schema": "https://json-schema.org/draft/2020-12/schema",
>   "description": "Readers find records by their tags.",
>   "x-kedb": {
>     "id": "local/nine-tags",
>     "severity": "warning",
>     "message": "a record of ours has at least nine tags",
>     "help": "see the list in the wiki"
>   },
>   "properties": {"tags": {"minItems": 9}}
> }
> END

$ cd base && echo '{"title": "confidence is above one half", "properties": {"confidence": {"exclusiveMinimum": 1}}}' >schemas/local/sure.json

$ cd base && kedb rules | grep local/
local/nine-tags                  warning  a record of ours has at least nine tags
local/sure                       error    confidence is above one half

$ cd base && kedb explain local/nine-tags
local/nine-tags: a record of ours has at least nine tags
~
Readers find records by their tags.
~
severity: warning
scope: each record by itself

$ cd base && kedb check -q --today 2026-06-01 --only local
records/aws/example.json:52:17: error: confidence is above one half [local/sure]
   52 |   "confidence": 0.75,
      |                 ^~~~
   = /confidence; confidence is 0.75, and must be above 1; sure.json#/properties/confidence/exclusiveMinimum
records/aws/example.json:59:11: warning: a record of ours has at least nine tags [local/nine-tags]
   59 |   "tags": [],
      |           ^
   = /tags; tags has 0 items, fewer than 9; tags.json#/properties/tags/minItems
   = help: see the list in the wiki
[1]

$ cd base && kedb check -q --today 2026-06-01 --only local/nine-tags --fail-on warning --format json | grep -E '"(rule|severity|pointer|note)"'
      "pointer": "/tags",
      "rule": "local/nine-tags",
      "severity": "warning",
      "note": "tags has 0 items, fewer than 9; tags.json#/properties/tags/minItems"

$ cd base && kedb check -q --today 2026-06-01 --only local --severity local/sure=info --skip local/nine-tags
records/aws/example.json:52:17: info: confidence is above one half [local/sure]
   52 |   "confidence": 0.75,
      |                 ^~~~
   = /confidence; confidence is 0.75, and must be above 1; sure.json#/properties/confidence/exclusiveMinimum

$ cd base && kedb explain local/nine-tag
kedb: there is no rule "local/nine-tag"; did you mean "local/nine-tags"?
[2]

$ cd base && kedb check -q --only local/none
kedb: --only: there is no rule "local/none"; did you mean "local/sure"?
[2]

$ cd base && echo '{"rules": {"local/sure": "off"}, "local_rules": "schemas/local"}' >kedb.json && kedb check -q --only local
records/aws/example.json:59:11: warning: a record of ours has at least nine tags [local/nine-tags]
   59 |   "tags": [],
      |           ^
   = /tags; tags has 0 items, fewer than 9; tags.json#/properties/tags/minItems
   = help: see the list in the wiki

A changed schema is a changed rule, whatever is remembered of the run before.

$ cd base && echo '{}' >kedb.json && export KEDB_CACHE=$PWD/../cache && kedb check -q --only local/sure | wc -l && sed -i 's/: 1}/: 0}/' schemas/local/sure.json && kedb check -q --only local/sure | wc -l
4
0

What is wrong with such a schema is said with its place, and nothing is checked.

$ cd base && for x in '{"x-kedb": {"severity": "loud"}}' '{"x-kedb": {"id": "Local/X"}}' '{"x-kedb": {"id": "record/stale"}}' '{"x-kedb": 1}' '{"type": 1}' '{"properties": {"a": {"pattern": "("}}}' '[1' '{"x-kedb": {"id": "local/sure"}}' '{"x-kedb": {"message": ""}}'; do echo "$x" >schemas/local/wrong.json; kedb check -q; echo "exit $?"; done
kedb: schemas/local/wrong.json:1:25: a severity is off, info, warning or error, not loud
exit 2
kedb: schemas/local/wrong.json:1:19: a rule's id is group/name of lower-case letters, digits and hyphens, not Local/X
exit 2
kedb: schemas/local/wrong.json:1:19: there is a rule of this id already: record/stale
exit 2
kedb: schemas/local/wrong.json:1:12: x-kedb is an object with id, severity and message
exit 2
kedb: wrong.json:1:10: a type's name is expected, not a number (#/type)
exit 2
kedb: wrong.json:1:34: "(" is no regular expression: this ( is not closed (at character 1) (#/properties/a/pattern)
exit 2
kedb: schemas/local/wrong.json:2:1: the text ends inside an array
exit 2
kedb: two schemas make a rule local/sure
exit 2
kedb: schemas/local/wrong.json:1:24: a string that is not empty is expected for message
exit 2

