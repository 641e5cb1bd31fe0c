kedb.json: what is wrong in it is said at its place, with exit code 2.

$ mkdir -p base/entries; cp $TOP/tests/rules/example.json base/entries/; cd base && echo '{"records": "entries", "rules": {"record/id-path": "off"}}' > kedb.json && kedb check --today 2026-06-01
1 record checked: 0 errors, 0 warnings, 0 infos

$ cd base && kedb check --today 2026-06-01 entries/example.json && cd / && kedb check --today 2026-06-01 --config $OLDPWD/kedb.json
1 record checked: 0 errors, 0 warnings, 0 infos
1 record checked: 0 errors, 0 warnings, 0 infos

$ cd base && printf '{\n  "record": "entries"\n}\n' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:2:3: there is no setting "record"; did you mean "records"?
[2]

$ cd base && printf '{\n  "rules": {"text/padde": "off"}\n}\n' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:2:13: there is no rule "text/padde"; did you mean "text/padded"?
[2]

$ cd base && printf '{"rules": {"text": "loud"}}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:20: "loud" is no severity: write "off", "info", "warning" or "error"
[2]

$ cd base && printf '{"stale_after_days": 1.5}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:22: 1.5 is not a whole number from 1 to 100000
[2]

$ cd base && printf '{"layout": {"final_newline": "maybe"}}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:30: "maybe" is none of "any", "always", "never"
[2]

$ cd base && printf '{"records": "entries",}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:23: a key in double quotes is expected
[2]

$ cd base && printf '{"schema": "nowhere.json"}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:12: "schema": SCRATCH/work/base/nowhere.json: cannot be opened: No such file or directory
[2]

What a path of it names and is not there, or is no such thing, is blamed on its place.

$ cd base && printf '{"records": "nope"}' > kedb.json && kedb check; kedb render; kedb match /dev/null; kedb graph; kedb check entries/example.json --only schema
kedb: SCRATCH/work/base/kedb.json:1:13: "records": nope: there is no such folder
kedb: SCRATCH/work/base/kedb.json:1:13: "records": nope: there is no such folder
kedb: SCRATCH/work/base/kedb.json:1:13: "records": nope: there is no such folder
kedb: SCRATCH/work/base/kedb.json:1:13: "records": nope: there is no such folder
1 record checked: 0 errors, 0 warnings, 0 infos

$ cd base && printf '{"local_rules": "rules"}' > kedb.json && kedb check; kedb rules > /dev/null; touch rules; kedb check; rm rules
kedb: SCRATCH/work/base/kedb.json:1:17: "local_rules": rules: there is no such folder
kedb: SCRATCH/work/base/kedb.json:1:17: "local_rules": rules: there is no such folder
kedb: SCRATCH/work/base/kedb.json:1:17: "local_rules": rules: this is no folder

$ cd base && printf '{\n  "records": "entries/example.json"}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:2:14: "records": entries/example.json: this is no folder
[2]

$ cd base && printf '{"records": "entries",\n "baseline": "none"}' > kedb.json && kedb check --only schema; kedb check --only schema --baseline nowhere
kedb: SCRATCH/work/base/kedb.json:2:14: "baseline": none: cannot be opened: No such file or directory
1 record checked: 0 errors, 0 warnings, 0 infos
kedb: the baseline: nowhere: cannot be opened: No such file or directory
1 record checked: 0 errors, 0 warnings, 0 infos
[2]

$ cd base && printf '{"records": "entries", "glossary": "none"}' > kedb.json && kedb check; printf '{"records": "entries", "official_hosts": "none"}' > kedb.json && kedb check; echo x > l.db; printf '{"records": "entries", "ledger": "l.db"}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:36: "glossary": SCRATCH/work/base/none: cannot be opened: No such file or directory
kedb: SCRATCH/work/base/kedb.json:1:42: "official_hosts": SCRATCH/work/base/none: cannot be opened: No such file or directory
kedb: SCRATCH/work/base/kedb.json:1:34: "ledger": SCRATCH/work/base/l.db:1: a value is expected (byte 1)
[2]

A schema of one's own: what is wrong in it is said at its place in the schema.

$ cd base && printf '{"records": "entries", "schema": "own.json"}' > kedb.json && printf '{"type": "objekt"}' > own.json && kedb check
kedb: own.json:1:10: there is no type "objekt"; did you mean "object"? (#/type)
[2]

$ cd base && printf '{\n  "properties": {"a": {"$ref": "#/$defs/b"}}\n}' > own.json && kedb check
kedb: own.json:2:32: the reference "#/$defs/b" leads nowhere: there is no value at /$defs/b in own.json (#/properties/a/$ref)
[2]

$ cd base && printf '{"properties": {"a": {"pattern": "("}}}' > own.json && kedb check
kedb: own.json:1:34: "(" is no regular expression: this ( is not closed (at character 1) (#/properties/a/pattern)
[2]

$ cd base && printf '{"$ref": "#"}' > own.json && kedb check
kedb: own.json:1:1: this schema comes back to itself without going into the value, by way of $ref (#)
[2]

$ cd base && printf '{"properties": {"a": {"x-kedb": {"roles": ["sigature"]}}}}' > own.json && kedb check
kedb: own.json: #/properties/a/x-kedb/roles/0: there is no role "sigature"; did you mean "signature"?
[2]

Without any kedb.json the built-in schema serves, and a folder named records is the base.

$ mkdir -p other/records/aws && cp $TOP/tests/rules/example.json other/records/aws/ && cd other && kedb check --today 2026-06-01
1 record checked: 0 errors, 0 warnings, 0 infos
