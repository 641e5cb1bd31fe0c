The twelve usual mistakes in a file, each told at its place, in a file that names what should have stood there. One schema for all:

$ cat >schema.json <<'END'
> {
>   "$schema": "https://json-schema.org/draft/2020-12/schema",
>   "type": "object",
>   "required": ["name"],
>   "additionalProperties": false,
>   "properties": {
>     "name": {"type": "string", "pattern": "^[a-z]+-\\d{2}$"},
>     "port": {"type": "integer", "minimum": 1, "maximum": 65535},
>     "level": {"enum": ["debug", "info", "warning", "error"]},
>     "released": {"type": "string", "format": "date"},
>     "source": {
>       "oneOf": [
>         {
>           "type": "object",
>           "properties": {"kind": {"const": "web"}, "url": {"type": "string"}},
>           "required": ["kind", "url"],
>           "additionalProperties": false
>         },
>         {
>           "type": "object",
>           "properties": {"kind": {"const": "book"}, "isbn": {"type": "string", "minLength": 10}},
>           "required": ["kind", "isbn"],
>           "additionalProperties": false
>         }
>       ]
>     },
>     "timeout": {
>       "anyOf": [
>         {"type": "object", "properties": {"seconds": {"type": "number", "minimum": 0}}, "required": ["seconds"]},
>         {"type": "null"}
>       ]
>     },
>     "mirrors": {"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": true},
>     "proxy": {"type": "boolean"},
>     "proxy_url": {"type": "string"}
>   },
>   "if": {"properties": {"proxy": {"const": true}}, "required": ["proxy"]},
>   "then": {"required": ["proxy_url"]}
> }
> END

$ check() { cat >"$1"; kedb validate --schema schema.json --assert-format --quiet "$1"; }; declare -f check >check.sh

1. The wrong type. It should have said 8080.

$ . ./check.sh; check 01-type.json <<'END'
> {
>   "name": "web-01",
>   "port": "8080"
> }
> END
01-type.json:3:11: error: port is a string, not an integer [type]
    3 |   "port": "8080"
      |           ^~~~~~
   = /port; schema.json:8:14 #/properties/port/type
   = help: write the number without quotes
[1]

2. A missing key. It should have had a "name".

$ . ./check.sh; check 02-missing.json <<'END'
> {
>   "port": 8080
> }
> END
02-missing.json:1:1: error: the document has no "name" [required]
    1 | {
      | ^
   = the whole document; schema.json:4:3 #/required
[1]

3. An unknown key near a known one. It should have said "released".

$ . ./check.sh; check 03-unknown.json <<'END'
> {
>   "name": "web-01",
>   "relaesed": "2024-02-01"
> }
> END
03-unknown.json:3:3: error: the key "relaesed" is unknown here [additionalProperties]
    3 |   "relaesed": "2024-02-01"
      |   ^~~~~~~~~~
   = /relaesed; schema.json:5:3 #/additionalProperties
   = help: did you mean "released"?
[1]

3a. The same with a key that must be there: one mistake, one message.

$ . ./check.sh; check 03-misspelt.json <<'END'
> {
>   "nmae": "web-01"
> }
> END
03-misspelt.json:2:3: error: the key "nmae" is unknown here, and "name" is missing [additionalProperties]
    2 |   "nmae": "web-01"
      |   ^~~~~~
   = /nmae; schema.json:5:3 #/additionalProperties
   = help: did you mean "name"?
[1]

4. A word near one of an enum. It should have said "warning".

$ . ./check.sh; check 04-enum.json <<'END'
> {
>   "name": "web-01",
>   "level": "wraning"
> }
> END
04-enum.json:3:12: error: level is "wraning", which is not one of the 4 allowed values [enum]
    3 |   "level": "wraning"
      |            ^~~~~~~~~
   = /level; schema.json:9:15 #/properties/level/enum
   = help: did you mean "warning"?
[1]

5. A pattern. It should have said "web-01".

$ . ./check.sh; check 05-pattern.json <<'END'
> {
>   "name": "web-1"
> }
> END
05-pattern.json:2:11: error: name is "web-1", which does not match the pattern ^[a-z]+-\d{2}$; it ends where \d is wanted [pattern]
    2 |   "name": "web-1"
      |           ^~~~~~~
   = /name; schema.json:7:32 #/properties/name/pattern
[1]

6. A date. It should have said "2024-02-29".

$ . ./check.sh; check 06-date.json <<'END'
> {
>   "name": "web-01",
>   "released": "2024-02-30"
> }
> END
06-date.json:3:15: error: released is "2024-02-30", which is no date: February 2024 has 29 days [format]
    3 |   "released": "2024-02-30"
      |               ^~~~~~~~~~~~
   = /released; schema.json:10:36 #/properties/released/format
[1]

7. oneOf: the branch is the one that kind names. It should have said "url".

$ . ./check.sh; check 07-oneof.json <<'END'
> {
>   "name": "web-01",
>   "source": { "kind": "web", "uri": "https://www.rfc-editor.org/rfc/rfc9110" }
> }
> END
07-oneof.json:3:30: error: kind is "web", so the key "uri" is unknown here, and "url" is missing [additionalProperties]
    3 |   "source": { "kind": "web", "uri": "https://www.rfc-editor.org/rfc/rfc9110" }
      |                              ^~~~~
   = /source/uri; schema.json:17:11 #/properties/source/oneOf/0/additionalProperties (1 other branch: kind "book")
   = help: did you mean "url"?
[1]

7a. What names the branch is misspelt. It should have said "book".

$ . ./check.sh; check 07-kind.json <<'END'
> {
>   "name": "web-01",
>   "source": { "kind": "bok", "isbn": "9780131103627" }
> }
> END
07-kind.json:3:23: error: kind is "bok", which is not one of the 2 allowed values [oneOf]
    3 |   "source": { "kind": "bok", "isbn": "9780131103627" }
      |                       ^~~~~
   = /source/kind; schema.json:12:7 #/properties/source/oneOf
   = help: did you mean "book"?
[1]

8. anyOf: the branch of the right type. It should have said 1.5.

$ . ./check.sh; check 08-anyof.json <<'END'
> {
>   "name": "web-01",
>   "timeout": { "seconds": -1.5 }
> }
> END
08-anyof.json:3:27: error: seconds is -1.5, below the minimum 0 [minimum]
    3 |   "timeout": { "seconds": -1.5 }
      |                           ^~~~
   = /timeout/seconds; schema.json:29:73 #/properties/timeout/anyOf/0/properties/seconds/minimum (1 other branch: null)
[1]

8a. No branch is of this type. It should have said {"seconds": 30}.

$ . ./check.sh; check 08-types.json <<'END'
> {
>   "name": "web-01",
>   "timeout": 30
> }
> END
08-types.json:3:14: error: timeout is a number, not an object or null [anyOf]
    3 |   "timeout": 30
      |              ^~
   = /timeout; schema.json:28:7 #/properties/timeout/anyOf
[1]

9. Too short a list. It should have had a second mirror.

$ . ./check.sh; check 09-short.json <<'END'
> {
>   "name": "web-01",
>   "mirrors": ["eu"]
> }
> END
09-short.json:3:14: error: mirrors has 1 item, fewer than 2 [minItems]
    3 |   "mirrors": ["eu"]
      |              ^
   = /mirrors; schema.json:33:63 #/properties/mirrors/minItems
[1]

10. Out of range. It should have said at most 65535.

$ . ./check.sh; check 10-range.json <<'END'
> {
>   "name": "web-01",
>   "port": 80800
> }
> END
10-range.json:3:11: error: port is 80800, above the maximum 65535 [maximum]
    3 |   "port": 80800
      |           ^~~~~
   = /port; schema.json:8:47 #/properties/port/maximum
[1]

11. An item twice. It should have said "us".

$ . ./check.sh; check 11-twice.json <<'END'
> {
>   "name": "web-01",
>   "mirrors": ["eu", "asia", "eu"]
> }
> END
11-twice.json:3:29: error: item 3 of mirrors repeats item 1 of mirrors [uniqueItems]
    3 |   "mirrors": ["eu", "asia", "eu"]
      |                             ^~~~
   = /mirrors/2; schema.json:33:78 #/properties/mirrors/uniqueItems
[1]

12. if and then: a proxy needs its URL. It should have had a "proxy_url".

$ . ./check.sh; check 12-then.json <<'END'
> {
>   "name": "web-01",
>   "proxy": true
> }
> END
12-then.json:1:1: error: the document has no "proxy_url", because proxy is true [required]
    1 | {
      | ^
   = the whole document; schema.json:38:12 #/then/required
[1]

13. The file ends too early. It should have closed the list and the object.

$ . ./check.sh; check 13-truncated.json <<'END'
> {
>   "name": "web-01",
>   "mirrors": ["eu", "us"
> END
13-truncated.json:4:1: error: the text ends inside an array [json]
    4 | 
      | ^
   = help: was the file cut off?
[1]

All of them at once, each once, in the order of the file; as JSON the same places.

$ . ./check.sh; check all.json <<'END'
> {
>   "nmae": "web-01",
>   "port": "8080",
>   "level": "wraning",
>   "released": "2024-02-30",
>   "source": { "kind": "web", "uri": "x" },
>   "timeout": 30,
>   "mirrors": ["eu", "eu"],
>   "proxy": true
> }
> END
all.json:1:1: error: the document has no "proxy_url", because proxy is true [required]
    1 | {
      | ^
   = the whole document; schema.json:38:12 #/then/required
all.json:2:3: error: the key "nmae" is unknown here, and "name" is missing [additionalProperties]
    2 |   "nmae": "web-01",
      |   ^~~~~~
   = /nmae; schema.json:5:3 #/additionalProperties
   = help: did you mean "name"?
all.json:3:11: error: port is a string, not an integer [type]
    3 |   "port": "8080",
      |           ^~~~~~
   = /port; schema.json:8:14 #/properties/port/type
   = help: write the number without quotes
all.json:4:12: error: level is "wraning", which is not one of the 4 allowed values [enum]
    4 |   "level": "wraning",
      |            ^~~~~~~~~
   = /level; schema.json:9:15 #/properties/level/enum
   = help: did you mean "warning"?
all.json:5:15: error: released is "2024-02-30", which is no date: February 2024 has 29 days [format]
    5 |   "released": "2024-02-30",
      |               ^~~~~~~~~~~~
   = /released; schema.json:10:36 #/properties/released/format
all.json:6:30: error: kind is "web", so the key "uri" is unknown here, and "url" is missing [additionalProperties]
    6 |   "source": { "kind": "web", "uri": "x" },
      |                              ^~~~~
   = /source/uri; schema.json:17:11 #/properties/source/oneOf/0/additionalProperties (1 other branch: kind "book")
   = help: did you mean "url"?
all.json:7:14: error: timeout is a number, not an object or null [anyOf]
    7 |   "timeout": 30,
      |              ^~
   = /timeout; schema.json:28:7 #/properties/timeout/anyOf
all.json:8:21: error: item 2 of mirrors repeats item 1 of mirrors [uniqueItems]
    8 |   "mirrors": ["eu", "eu"],
      |                     ^~~~
   = /mirrors/1; schema.json:33:78 #/properties/mirrors/uniqueItems
[1]

$ kedb validate --schema schema.json --assert-format --quiet --format=json all.json | grep -E '"(pointer|rule|line|note)"'
      "line": 1,
      "pointer": "",
      "rule": "schema/required",
      "note": "schema.json:38:12 #/then/required"
      "line": 2,
      "pointer": "/nmae",
      "rule": "schema/additional-properties",
      "note": "schema.json:5:3 #/additionalProperties"
      "line": 3,
      "pointer": "/port",
      "rule": "schema/type",
      "note": "schema.json:8:14 #/properties/port/type"
      "line": 4,
      "pointer": "/level",
      "rule": "schema/enum",
      "note": "schema.json:9:15 #/properties/level/enum"
      "line": 5,
      "pointer": "/released",
      "rule": "schema/format",
      "note": "schema.json:10:36 #/properties/released/format"
      "line": 6,
      "pointer": "/source/uri",
      "rule": "schema/additional-properties",
      "note": "schema.json:17:11 #/properties/source/oneOf/0/additionalProperties (1 other branch: kind \"book\")"
      "line": 7,
      "pointer": "/timeout",
      "rule": "schema/any-of",
      "note": "schema.json:28:7 #/properties/timeout/anyOf"
      "line": 8,
      "pointer": "/mirrors/1",
      "rule": "schema/unique-items",
      "note": "schema.json:33:78 #/properties/mirrors/uniqueItems"

A schema's own words: a message by errorMessage or x-kedb, the description where the keyword says little.

$ echo '{"properties": {"zip": {"description": "Five digits. US only.", "pattern": "^[0-9]{5}$"}, "id": {"pattern": "^x", "errorMessage": "ids begin with x"}, "n": {"maximum": 9, "x-kedb": {"help": "nine is the most that the lift carries"}}}}' >own.json; echo '{"zip": "1234", "id": "a", "n": 10}' >x.json; kedb validate -s own.json -q x.json
x.json:1:9: error: zip is "1234", which does not match the pattern ^[0-9]{5}$; it ends where [0-9] is wanted [pattern]
    1 | {"zip": "1234", "id": "a", "n": 10}
      |         ^~~~~~
   = /zip; own.json:1:65 #/properties/zip/pattern
   = help: Five digits
x.json:1:23: error: id is "a", which does not match the pattern ^x; "a" (character 1) stands where x is wanted [pattern]
    1 | {"zip": "1234", "id": "a", "n": 10}
      |                       ^~~
   = /id; own.json:1:98 #/properties/id/pattern
   = help: ids begin with x
x.json:1:33: error: n is 10, above the maximum 9 [maximum]
    1 | {"zip": "1234", "id": "a", "n": 10}
      |                                 ^~
   = /n; own.json:1:158 #/properties/n/maximum
   = help: nine is the most that the lift carries
[1]

