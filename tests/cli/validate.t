kedb validate: any schema, any JSON files. Faults on standard output, talk on standard error, exit codes 0, 1 and 2.

$ printf '{\n  "type": "object",\n  "properties": {\n    "port": {"type": "integer", "maximum": 65535},\n    "host": {"$ref": "#/$defs/name"}\n  },\n  "required": ["host"],\n  "$defs": {"name": {"type": "string", "minLength": 1}}\n}\n' > s.json; printf '{"host": "a", "port": 80}' > good.json; printf '{\n  "host": "",\n  "port": 70000\n}\n' > bad.json; kedb validate --schema s.json good.json
1 file validated: 1 valid, 0 invalid

$ kedb validate --schema s.json good.json bad.json
bad.json:2:11: error: host is empty [minLength]
    2 |   "host": "",
      |           ^~
   = /host; s.json:8:40 #/$defs/name/minLength
bad.json:3:11: error: port is 70000, above the maximum 65535 [maximum]
    3 |   "port": 70000
      |           ^~~~~
   = /port; s.json:4:33 #/properties/port/maximum
2 files validated: 1 valid, 1 invalid
[1]

$ kedb validate -q -s s.json bad.json >/dev/null
[1]

One bad file does not end the run: what cannot be read is named, and the exit code is 2.

$ printf '{"host": ' > cut.json; kedb validate --schema s.json nowhere.json cut.json good.json
kedb: nowhere.json: cannot be opened: No such file or directory
cut.json:1:10: error: the text ends before the value is complete [json]
    1 | {"host": 
      |          ^
   = help: was the file cut off?
3 files validated: 1 valid, 1 invalid; 1 could not be judged
[2]

$ mkdir -p data/deep; cp good.json data/deep; cp bad.json data; kedb validate --schema s.json data 2>&1 | grep -v '|'
data/bad.json:2:11: error: host is empty [minLength]
   = /host; s.json:8:40 #/$defs/name/minLength
data/bad.json:3:11: error: port is 70000, above the maximum 65535 [maximum]
   = /port; s.json:4:33 #/properties/port/maximum
2 files validated: 1 valid, 1 invalid

$ kedb validate --schema s.json - < good.json
1 file validated: 1 valid, 0 invalid

$ printf '\357\273\277{"host": "x"}' > bom.json; kedb validate --schema s.json bom.json
1 file validated: 1 valid, 0 invalid

$ printf '{"host": "\377"}' > latin.json; kedb validate --schema s.json latin.json 2>&1 | head -1
latin.json:1:11: error: this byte is not UTF-8 [json]

Usage.

$ kedb validate good.json
kedb: validate: --schema FILE says which schema
[2]

$ kedb validate --schema s.json
kedb: validate: names no file; - is standard input
[2]

$ kedb validate --schema - - < s.json
kedb: validate: schema and instance cannot both be standard input
[2]

$ kedb validate --schema nowhere.json good.json
kedb: nowhere.json: cannot be opened: No such file or directory
[2]

$ kedb validate --schema data good.json
kedb: data: is a directory, not a file
[2]

$ kedb validate --schema s.json --remote https://example.com/ good.json
kedb: --remote takes PREFIX=DIR, such as https://example.com/schemas/=schemas, not "https://example.com/"
[2]

$ kedb validate --schema s.json --remote https://example.com/=nowhere good.json
kedb: --remote https://example.com/=nowhere: there is no folder nowhere
[2]

$ kedb validate --schema s.json --dialect draft-3 good.json
kedb: there is no dialect "draft-3"; 2020-12, 2019-09, 7, 6 and 4 are known
[2]

$ kedb validate --schema s.json --output basik good.json
kedb: validate: --output is one of flag, basic, detailed, verbose, not "basik"; did you mean "basic"?
[2]

$ kedb validate --schema s.json --output basic --format json good.json
kedb: validate: --output and --format=json are two shapes of one report; give one
[2]

A schema that is wrong is exit code 2, with the place.

$ printf '{"type": "objekt"}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:10: there is no type "objekt"; did you mean "object"? (#/type)
[2]

$ printf '{"properties": {"a": {"minLength": -1}}}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:36: a whole number from 0 on is expected, not -1 (#/properties/a/minLength)
[2]

$ printf '{"$ref": "#/$defs/a"}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:10: the reference "#/$defs/a" leads nowhere: there is no value at /$defs/a in w.json (#/$ref)
[2]

$ printf '{"$ref": "https://example.com/other.json"}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:10: there is no document https://example.com/other.json; --remote PREFIX=DIR says which folder stands for a URI (#/$ref)
[2]

$ printf '{"pattern": "a(b"}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:13: "a(b" is no regular expression: this ( is not closed (at character 2) (#/pattern)
[2]

$ printf '{"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"type": "null"}, {"$ref": "#"}]}}}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:67: this schema comes back to itself without going into the value, by way of $ref (#/$defs/a/anyOf/1)
[2]

$ printf '{"type": "object"' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:18: the schema is no JSON: the text ends inside an object; was the file cut off?
[2]

$ printf '[]' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:1: a schema is an object or a boolean, not an array
[2]

$ printf '{"$schema": "https://example.com/meta"}' > w.json; kedb validate --schema w.json good.json
kedb: w.json:1:13: the meta-schema https://example.com/meta is not known; the drafts 2020-12, 2019-09, 7, 6 and 4 are built in, others come by --remote PREFIX=DIR (#/$schema)
[2]

What a reader of the schema should know is said, and passed over with -q.

$ printf '{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"$ref": "#/definitions/b", "minLength": 2, "title": "A"}}, "definitions": {"b": {"maxLenght": 3}}, "unevaluatedProperties": false}' > n.json; kedb validate --schema n.json good.json 2>&1 | grep -v '|'
n.json:1:176: warning: "unevaluatedProperties" is a keyword of 2019-09 and later, and draft-07 passes it over
n.json:1:104: warning: "minLength" stands beside "$ref", and draft-07 passes such siblings over; put the reference into allOf, or use 2019-09 or later
n.json:1:158: info: "maxLenght" is no keyword; did you mean "maxLength"?
1 file validated: 1 valid, 0 invalid

$ kedb validate -q --schema n.json good.json

Other documents: folders that stand for a URI, folders of known schemas, the file beside. A meta-schema of one's own is held against the schema.

$ mkdir -p lib; printf '{"type": "integer"}' > lib/int.json; printf '{"$id": "https://example.com/known", "type": "string"}' > lib/known.json; printf '{"properties": {"host": {"$ref": "https://example.com/known"}, "port": {"$ref": "https://example.com/s/int"}}}' > r.json; kedb validate --schema r.json --remote https://example.com/s/=lib --known lib good.json
1 file validated: 1 valid, 0 invalid

$ printf '{"properties": {"host": {"$ref": "lib/int.json"}}}' > r.json; kedb validate -q --schema r.json good.json
good.json:1:10: error: host is a string, not an integer [type]
    1 | {"host": "a", "port": 80}
      |          ^~~
   = /host; SCRATCH/work/lib/int.json:1:2 #/type
   = help: write the number without quotes
[1]

$ printf '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/meta", "$dynamicAnchor": "meta", "$ref": "https://json-schema.org/draft/2020-12/schema", "required": ["title"]}' > lib/meta.json; printf '{"$schema": "https://example.com/meta", "type": "object"}' > m.json; kedb validate --schema m.json --known lib good.json
kedb: m.json:1:1: the document has no "title"; its meta-schema lib/meta.json demands otherwise (#)
[2]

Drafts.

$ printf '{"id": "https://example.com/x", "minimum": 1, "exclusiveMinimum": true}' > d.json; printf 1 > one.json; kedb validate -q --dialect 4 --schema d.json one.json
one.json:1:1: error: the document is 1, and must be above 1 [exclusiveMinimum]
    1 | 1
      | ^
   = the whole document; d.json:1:47 #/exclusiveMinimum
[1]

$ kedb validate -q --schema d.json one.json
kedb: d.json:1:67: a number is expected: true and false belong to draft-04, here the exclusive bound itself is written (#/exclusiveMinimum)
[2]

$ printf '{"format": "ipv4"}' > f.json; printf '"1.2.3"' > ip.json; kedb validate -q --schema f.json ip.json && kedb validate -q --assert-format --schema f.json ip.json | head -1
ip.json:1:1: error: the document is "1.2.3", which is no ipv4: an IPv4 address is four numbers with dots between them [format]

The standard's output, and JSON for programs.

$ kedb validate -q --schema s.json --output flag good.json bad.json
{"valid": true}
{"valid": false}
[1]

$ printf '{"$id": "https://example.com/o", "properties": {"a/b": {"type": "string", "title": "T"}}}' > o.json; printf '{"a/b": 1}' > o1.json; printf '{"a/b": ""}' > o2.json; kedb validate -q --schema o.json --output basic o1.json o2.json
{"valid": false, "keywordLocation": "", "absoluteKeywordLocation": "https://example.com/o#", "instanceLocation": "", "errors": [{"valid": false, "keywordLocation": "/properties/a~1b/type", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b/type", "instanceLocation": "/a~1b", "error": "1 does not hold \"type\": \"string\""}]}
{"valid": true, "keywordLocation": "", "absoluteKeywordLocation": "https://example.com/o#", "instanceLocation": "", "annotations": [{"valid": true, "keywordLocation": "/properties", "absoluteKeywordLocation": "https://example.com/o#/properties", "instanceLocation": "", "annotation": ["a/b"]}, {"valid": true, "keywordLocation": "/properties/a~1b/title", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b/title", "instanceLocation": "/a~1b", "annotation": "T"}]}
[1]

$ kedb validate -q --schema o.json --output detailed o1.json o2.json
{"valid": false, "keywordLocation": "", "absoluteKeywordLocation": "https://example.com/o#", "instanceLocation": "", "errors": [{"valid": false, "keywordLocation": "/properties/a~1b/type", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b/type", "instanceLocation": "/a~1b", "error": "1 does not hold \"type\": \"string\""}]}
{"valid": true, "keywordLocation": "", "absoluteKeywordLocation": "https://example.com/o#", "instanceLocation": "", "annotations": [{"valid": true, "keywordLocation": "/properties", "absoluteKeywordLocation": "https://example.com/o#/properties", "instanceLocation": "", "annotation": ["a/b"], "annotations": [{"valid": true, "keywordLocation": "/properties/a~1b/title", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b/title", "instanceLocation": "/a~1b", "annotation": "T"}]}]}
[1]

$ kedb validate -q --schema o.json --output verbose o1.json
{"valid": false, "keywordLocation": "", "absoluteKeywordLocation": "https://example.com/o#", "instanceLocation": "", "errors": [{"valid": false, "keywordLocation": "/properties", "absoluteKeywordLocation": "https://example.com/o#/properties", "instanceLocation": "", "errors": [{"valid": false, "keywordLocation": "/properties/a~1b", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b", "instanceLocation": "/a~1b", "errors": [{"valid": false, "keywordLocation": "/properties/a~1b/type", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b/type", "instanceLocation": "/a~1b", "error": "1 does not hold \"type\": \"string\""}, {"valid": true, "keywordLocation": "/properties/a~1b/title", "absoluteKeywordLocation": "https://example.com/o#/properties/a~1b/title", "instanceLocation": "/a~1b", "annotation": "T"}]}]}]}
[1]

$ kedb validate -q --schema s.json --format json bad.json nowhere.json 2>&1
kedb: nowhere.json: cannot be opened: No such file or directory
{
  "findings": [
    {
      "path": "bad.json",
      "line": 2,
      "column": 11,
      "end_line": 2,
      "end_column": 13,
      "pointer": "/host",
      "rule": "schema/min-length",
      "severity": "error",
      "message": "host is empty",
      "note": "s.json:8:40 #/$defs/name/minLength"
    },
    {
      "path": "bad.json",
      "line": 3,
      "column": 11,
      "end_line": 3,
      "end_column": 16,
      "pointer": "/port",
      "rule": "schema/maximum",
      "severity": "error",
      "message": "port is 70000, above the maximum 65535",
      "note": "s.json:4:33 #/properties/port/maximum"
    }
  ],
  "summary": {
    "files": 2,
    "valid": 0,
    "invalid": 1,
    "failures": [
      "nowhere.json: cannot be opened: No such file or directory"
    ],
    "exit_code": 2
  }
}
[2]

The shape for programs has a schema.

$ kedb validate -q --schema n.json --format json bad.json cut.json latin.json > shape.json; kedb validate -q --schema n.json --format json good.json > shape2.json; kedb validate -q --schema s.json --format json bad.json cut.json latin.json > shape3.json; kedb validate --known $TOP/schemas --schema $TOP/schemas/validation.schema.json shape.json shape2.json shape3.json
3 files validated: 3 valid, 0 invalid

A closed pipe and a full disk.

$ kedb validate -q --schema s.json bad.json > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]

Limits end in exit code 2 and never in a verdict.

$ printf '{"$defs": {"a": {"not": {"not": {"not": {"not": {"not": {"not": {"type": "array", "items": {"$ref": "#/$defs/a"}}}}}}}}}, "$ref": "#/$defs/a"}' > deep.json; (printf '%0990d' 0 | tr 0 '['; printf '%0990d' 0 | tr 0 ']') > nest.json; kedb validate --schema deep.json nest.json 2>&1 | grep -v '|' | cut -c1-120
kedb: nest.json: cannot be judged: subschemas apply one another more than 6,000 deep
1 file validated: 0 valid, 0 invalid; 1 could not be judged

The protocol of Bowtie's harnesses.

$ printf '%s\n' '{"cmd": "start", "version": 1}' '{"cmd": "dialect", "dialect": "http://json-schema.org/draft-07/schema#"}' '{"cmd": "run", "seq": [1], "case": {"schema": {"type": "string"}, "tests": [{"instance": "x"}, {"instance": 1}]}}' '{"cmd": "run", "seq": 2, "case": {"schema": {"$ref": "#/a"}, "tests": [{"instance": "x"}]}}' '{"cmd": "stop"}' | kedb bowtie | tail -n +2
{"ok": true}
{"seq": [1], "results": [{"valid": true}, {"valid": false}]}
{"seq": 2, "errored": true, "context": {"message": "schema:1:10: the reference \"#/a\" leads nowhere: there is no value at /a in schema (#/$ref)"}}

$ echo '{"cmd": "run"}' | kedb bowtie
kedb: bowtie: the first command is "start"
[2]

$ echo '{"cmd": ' | kedb bowtie
kedb: bowtie: a command is no JSON: the text ends before the value is complete at byte 8
[2]
