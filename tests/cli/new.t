A new record: its regex generalised from the text, every key in the schema's order, marks where a person must write.

$ mkdir base && cd base && cp -r $TOP/kedb.json $TOP/schemas . && mkdir records && cp -r $TOP/records/aws records/

$ cd base && kedb new git/index-lock-exists --today 2026-06-01 --signature "fatal: Unable to create '/srv/repo/.git/index.lock': File exists."
regex: fatal: Unable to create '[^'\n]+': File exists\.
to write: /signature_zh
          /root_cause
          /root_cause_zh
          /dead_ends/0/action
          /dead_ends/0/why_fails
          /workarounds/0/action
          /workarounds/0/how
          /workarounds_zh/0
to check: /category: "runtime_error", one of 41
          /root_cause_type: "generic", one of 16
          /dead_ends/0/fail_rate: 0.5
          /workarounds/0/success_rate: 0.5
          /verification_tier: "ai_generated", one of 5
          /confidence: 0
          /fix_success_rate: 0.5
          /resolvable: "partial", one of 3
          /evidence_count: 0
records/git/index-lock-exists.json

$ cd base && cat records/git/index-lock-exists.json
{
  "id": "git/index-lock-exists",
  "signature": "fatal: Unable to create '/srv/repo/.git/index.lock': File exists.",
  "signature_zh": "待补充",
  "regex": "fatal: Unable to create '[^'\\n]+': File exists\\.",
  "domain": "git",
  "category": "runtime_error",
  "subcategory": null,
  "root_cause": "TODO: Why the error happens, in English",
  "root_cause_type": "generic",
  "root_cause_zh": "待补充",
  "versions": [],
  "os_specific": {},
  "dead_ends": [
    {
      "action": "TODO: What people try, in a sentence",
      "why_fails": "TODO: Why it does not help",
      "fail_rate": 0.5,
      "condition": "",
      "sources": []
    }
  ],
  "workarounds": [
    {
      "action": "TODO: What to do, in a sentence",
      "success_rate": 0.5,
      "how": "TODO: How it is done: the commands, the configuration, step by step",
      "condition": "",
      "sources": []
    }
  ],
  "workarounds_zh": [
    "待补充"
  ],
  "transition_graph": {
    "leads_to": [],
    "preceded_by": [],
    "frequently_confused_with": []
  },
  "official_doc_url": null,
  "official_doc_section": null,
  "error_code": null,
  "verification_tier": "ai_generated",
  "confidence": 0,
  "fix_success_rate": 0.5,
  "resolvable": "partial",
  "first_seen": "2026-06-01",
  "last_confirmed": "2026-06-01",
  "last_updated": "2026-06-01",
  "evidence_count": 0,
  "tags": [],
  "locale": "en",
  "aliases": []
}

All that the check has to say of it is what is still to be written.

$ cd base && kedb check records/git --today 2026-06-01 --skip md --format json | python3 -c 'import json,sys
> print(*sorted({f["rule"] for f in json.load(sys.stdin)["findings"]}))'
text/placeholder

Several samples, a code that stays, a record near to it.

$ cd base && printf '%s\n' "connect ECONNREFUSED 10.0.0.1:5432" "" "connect ECONNREFUSED 10.0.0.2:6379" > samples && kedb new nodejs/refused --from samples --stdout --today 2026-06-01 2>/dev/null | grep -E '"(regex|error_code|category)"'
  "regex": "connect ECONNREFUSED \\d{1,3}(?:\\.\\d{1,3}){3}:\\d+",
  "category": "runtime_error",
  "error_code": "ECONNREFUSED",

$ cd base && kedb new git/lock-exists --signature "fatal: Unable to create '/tmp/x.lock': File exists." -n 2>&1 | grep -v ' /'
regex: fatal: Unable to create '/tmp/x\.lock': File exists\.
near to this: git/index-lock-exists: fatal: Unable to create '/srv/repo/.git/index.lock': File exists.
               its regex recognises this text already
records/git/lock-exists.json would be written

$ cd base && kedb new aws/x --signature 'disk full' --signature 'no space left on device' --stdout -q | grep -A3 -E '"(regex|aliases)"'
  "regex": "disk full|no space left on device",
  "domain": "aws",
  "category": "runtime_error",
  "subcategory": null,
--
  "aliases": [
    "no space left on device"
  ]
}

A word of the text decides what kind of error it is, but never whether it can be fixed.

$ cd base && kedb new linux/x --signature 'permission check returned false for the mount' --stdout -q | grep -E '"(category|resolvable)"'
  "category": "permission_error",
  "resolvable": "partial",

Another schema is all it takes for a record of another shape.

$ cp -r $TOP/tests/data/nested nested && cd nested && kedb new tls/alert -q --signature "SSL alert number 42 from 10.0.0.1" --stdout --today 2026-06-01
{
  "key": "tls/alert",
  "error": {
    "area": "tls",
    "signature": "SSL alert number 42 from 10.0.0.1",
    "signature_in": {
      "chinese": "待补充"
    },
    "spellings": [],
    "regex": "SSL alert number 42 from \\d{1,3}(?:\\.\\d{1,3}){3}",
    "code": null,
    "first_observed": "2026-06-01",
    "last_confirmed": "2026-06-01"
  },
  "dead_ends": [
    {
      "try": "TODO: try",
      "sources": []
    }
  ],
  "fixes": [
    {
      "do": "TODO: do",
      "steps": "TODO: steps",
      "works": 0.5
    }
  ],
  "related": {
    "next": [],
    "alike": []
  },
  "metadata": {
    "review_status": "draft",
    "documentation": null
  }
}

What a terminal acts on and what nobody sees is no part of a text; one that is too long is cut between words, and said to be.

$ cd base && kedb new git/ansi -q --stdout --signature $'\e[31mfatal:\e[0m can\u200bnot \e]8;;https://example.com\adoX\b\e]8;;\e\\\e(B thing\u202e\x01' | grep -E '"(signature|regex)"'
  "signature": "fatal: cannot do thing",
  "regex": "fatal: cannot do thing",

$ cd base && kedb new git/ansi -q --signature $'\e[31mfatal:\e[0m cannot do thing' && kedb check records/git/ansi.json -q --skip md,text/placeholder; rm records/git/ansi.json
records/git/ansi.json

$ cd base && kedb new git/long --signature "$(yes 'object is broken' | head -400 | tr '\n' ' ')" 2>&1 | grep -v -e '^regex' -e ' /' && kedb check records/git/long.json --skip md,text/placeholder --format json | python3 -c 'import json,sys
> print(*sorted({f["rule"] for f in json.load(sys.stdin)["findings"]}))'; python3 -c 'import json; print(repr(json.load(open("records/git/long.json"))["signature"][-20:]))'; rm records/git/long.json
sample 1 is cut from 6799 to 3994 characters: the record takes no more than 4000
records/git/long.json
~
'ken object is broken'

$ cd base && kedb new git/long --signature "$(yes '(a.b)' | head -600 | tr '\n' ' ')"; ls records/git
kedb: new: the regex of so long a text has 5399 characters, more than the 4000 that the record takes: give the lines of it that tell this error from others
index-lock-exists.json

What cannot be done.

$ cd base && kedb new
kedb: new: takes one id: kedb new DOMAIN/SLUG --signature TEXT
[2]

$ cd base && kedb new git/a git/b --signature x
kedb: new: takes one id: kedb new DOMAIN/SLUG --signature TEXT
[2]

$ cd base && kedb new git/index-lock-exists --signature x
kedb: new: records/git/index-lock-exists.json is there already: choose another slug, or edit it
[2]

$ cd base && kedb new gti/x --signature x
kedb: new: there is no domain "gti"; did you mean "git/x"?
[2]

$ cd base && kedb new zzzzzzzz/x --signature x
kedb: new: there is no domain "zzzzzzzz" among the 79 of the schema
[2]

$ cd base && kedb new ../../x --signature x
kedb: new: an id is DOMAIN/SLUG, such as git/index-lock-exists, not "../../x"
[2]

$ cd base && kedb new noslash --signature x
kedb: new: an id is DOMAIN/SLUG, such as git/index-lock-exists, not "noslash"
[2]

$ cd base && kedb new git/UPPER --signature x
kedb: new: the id "git/UPPER" does not match ^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9._-]*$, the schema's form of an id
[2]

$ cd base && kedb new git/x.zh --signature x
kedb: new: the id "git/x.zh" ends in ".zh": its page would be the Chinese page of "git/x"
[2]

$ cd base && mkdir -p records/git && sed 's|"git/index-lock-exists"|"git/index.zh"|' records/git/index-lock-exists.json > records/git/index.zh.json && kedb check records/git/index.zh.json --only record --skip record/stale; rm records/git/index.zh.json
records/git/index.zh.json:2:9: error: the id "git/index.zh" ends in ".zh": its page would be the Chinese page of "git/index" [record/id-path]
    2 |   "id": "git/index.zh",
      |         ^~~~~~~~~~~~~~
   = /id
   = help: give the record another slug, such as one that ends in "-zh"
1 record checked: 1 error, 0 warnings, 0 infos

$ cd base && kedb new git/x
kedb: new: what does the error say? Give --signature TEXT, or --from FILE with samples
[2]

$ cd base && kedb new git/x --signature '  '
kedb: new: sample 1 is blank
[2]

$ cd base && kedb new git/x --signature "$(printf 'ok \377')"
kedb: new: sample 1 is not UTF-8: byte 4 is 0xFF
[2]

$ cd base && kedb new git/x --from nowhere
kedb: nowhere: cannot be opened: No such file or directory
[2]

$ cd base && kedb new git/x --from records
kedb: records: is a directory, not a file
[2]

$ cd base && : | kedb new git/x --from -
kedb: standard input: holds no sample: one a line is read
[2]

$ cd base && kedb new git/x --signature abc --code E42
kedb: new: the code "E42" does not occur in the signature
[2]

$ cd base && kedb new git/x --signature abc --today 2026-02-30
kedb: --today "2026-02-30": February 2026 has 28 days
[2]

$ cd base && rmdir records/git 2>/dev/null; touch records/ssh && kedb new ssh/x --signature 'no route to the host' -q
kedb: records/ssh: is not a folder
[2]
