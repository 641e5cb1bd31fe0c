The whole way of a new contributor: from an error in a log to a merged record. CONTRIBUTING.md tells it in words.

A base as others left it, and the hook:

$ mkdir base && cd base && git init -q -b main . && cp -r "$TOP/records" "$TOP/schemas" "$TOP/kedb.json" . && printf 'kedb-reports\n*.log\n' >.gitignore && git add . && git commit -qm base && cp "$TOP/ci/hooks/pre-commit" .git/hooks/ && git checkout -qb index-lock && ls
kedb.json
records
schemas

An error in a log that nothing in the base recognises:

$ cd base && cat >deploy.log <<'END'
> Nov 24 10:12:01 ci deploy[4121]: fetching origin
> Nov 24 10:12:01 ci deploy[4121]: fatal: Unable to create '/srv/app/.git/index.lock': File exists.
> Nov 24 11:40:55 ci deploy[5120]: fatal: Unable to create '/var/ci/site/.git/index.lock': File exists.
> END
> kedb match deploy.log
3 lines: 0 matches of 0 records of 1
[1]

A record is begun from both lines: what differs between them is generalised, what a person must write is marked.

$ cd base && sed -n 's/.*deploy\[[0-9]*\]: \(fatal: .*\)/\1/p' deploy.log | kedb new git/index-lock-exists --from - --today 2026-11-24
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

$ cd base && kedb check records/git -q --today 2026-11-24 | grep -c 'text/placeholder'
8

It is filled in, with a slip or two:

$ cd base && python3 - <<'END'
> import json
> path = "records/git/index-lock-exists.json"
> record = json.load(open(path))
> record.update({
>     "signature_zh": "致命错误：无法创建 '/srv/app/.git/index.lock'：文件已存在。",
>     "category": "concurrency_eror",
>     "root_cause": "Another git process holds the index, or one that was killed left its lock file behind.",
>     "root_cause_zh": "另一个 git 进程正在使用索引，或者被终止的进程留下了锁文件。",
>     "dead_ends": [{"action": "Clone the repository again.", "why_fails": "The next killed process leaves its lock behind as well.",
>                    "fail_rate": 0.8, "condition": "always", "sources": []}],
>     "workarounds": [{"action": "Delete the lock file when no git process runs.", "success_rate": 0.95,
>                      "how": "pgrep -a git\nrm .git/index.lock", "condition": "no git process is running", "sources": []}],
>     "workarounds_zh": ["没有 git 进程运行时，删除锁文件。"],
>     "official_doc_url": "http://git-scm.com/docs/git-update-index",
>     "fix_success_rate": 0.95, "resolvable": "true", "confidence": 0.8, "evidence_count": 2, "tags": ["git", "lock"],
> })
> open(path, "w").write(json.dumps(record, indent=4, ensure_ascii=False))
> END
> kedb check records/git --today 2026-11-24
records/git/index-lock-exists.json:2:3: warning: the layout differs from the canonical one from here on [layout/whitespace]
    2 |     "id": "git/index-lock-exists",
      |   ^
   = help: `kedb fmt` writes it
records/git/index-lock-exists.json:2:11: error: the page records/git/index-lock-exists.md is missing [md/current]
    2 |     "id": "git/index-lock-exists",
      |           ^~~~~~~~~~~~~~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/git/index-lock-exists.json:2:11: error: the page records/git/index-lock-exists.zh.md is missing [md/current]
    2 |     "id": "git/index-lock-exists",
      |           ^~~~~~~~~~~~~~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/git/index-lock-exists.json:7:17: error: category is "concurrency_eror", which is not one of the 41 allowed values [schema/enum]
    7 |     "category": "concurrency_eror",
      |                 ^~~~~~~~~~~~~~~~~~
   = /category; record.schema.json#/properties/category/enum
   = help: did you mean "concurrency_error"?
records/git/index-lock-exists.json:40:26: warning: the link is not encrypted [link/https]
   40 |     "official_doc_url": "http://git-scm.com/docs/git-update-index",
      |                          ^~~~~~~
   = /official_doc_url
   = help: write https:// when the page answers there
1 record checked: 3 errors, 2 warnings, 0 infos
[1]

`kedb fix` mends what is safe; the rest says what to do.

$ cd base && kedb fix records/git --today 2026-11-24 -j1
1 file changed
1 finding mended, 4 left; `kedb check` shows them
[1]

$ cd base && sed -i 's/concurrency_eror/concurrency_error/' records/git/index-lock-exists.json && kedb check records/git --today 2026-11-24
records/git/index-lock-exists.json:2:9: error: the page records/git/index-lock-exists.md is missing [md/current]
    2 |   "id": "git/index-lock-exists",
      |         ^~~~~~~~~~~~~~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/git/index-lock-exists.json:2:9: error: the page records/git/index-lock-exists.zh.md is missing [md/current]
    2 |   "id": "git/index-lock-exists",
      |         ^~~~~~~~~~~~~~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/git/index-lock-exists.json:40:24: warning: the link is not encrypted [link/https]
   40 |   "official_doc_url": "http://git-scm.com/docs/git-update-index",
      |                        ^~~~~~~
   = /official_doc_url
   = help: write https:// when the page answers there
1 record checked: 2 errors, 1 warning, 0 infos
[1]

The hook renders the pages, stages them and checks what is staged:

$ cd base && git add records/git && git commit -qm 'git: index.lock exists' && git show --stat --format=%s HEAD | sed 's/ *|.*//'
records/git/index-lock-exists.json:40:24: warning: the link is not encrypted [link/https]
   40 |   "official_doc_url": "http://git-scm.com/docs/git-update-index",
      |                        ^~~~~~~
   = /official_doc_url
   = help: write https:// when the page answers there
git: index.lock exists
~
 records/README.md
 records/git/README.md
 records/git/index-lock-exists.json
 records/git/index-lock-exists.md
 records/git/index-lock-exists.zh.md
 5 files changed, 113 insertions(+), 1 deletion(-)

$ cd base && cat records/git/index-lock-exists.md
# fatal: Unable to create '/srv/app/.git/index.lock': File exists.
~
- **ID:** `git/index-lock-exists`
- **Domain:** git
- **Category:** concurrency_error
- **Verification:** ai_generated
- **Fix Rate:** 95%
~
## Root Cause
~
Another git process holds the index, or one that was killed left its lock file behind.
~
## Workarounds
~
1. **Delete the lock file when no git process runs.** (95% success)
   ```
   pgrep -a git
   rm .git/index.lock
   ```
~
## Dead Ends
~
- **Clone the repository again.** — The next killed process leaves its lock behind as well. (80% fail)

What CI says on the contribution, and the merge:

$ cd base && "$TOP/ci/check-contribution" main && git checkout -q main && git merge -q --no-edit index-lock && kedb check --today 2026-11-24
records/git/index-lock-exists.json:40:24: warning: the link is not encrypted [link/https]
   40 |   "official_doc_url": "http://git-scm.com/docs/git-update-index",
      |                        ^~~~~~~
   = /official_doc_url
   = help: write https:// when the page answers there
1 record checked: 0 errors, 1 warning, 0 infos
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
records/git/index-lock-exists.json:40:24: warning: the link is not encrypted [link/https]
   40 |   "official_doc_url": "http://git-scm.com/docs/git-update-index",
      |                        ^~~~~~~
   = /official_doc_url
   = help: write https:// when the page answers there
2 records checked: 0 errors, 3 warnings, 0 infos

From now on the log is recognised:

$ cd base && kedb match deploy.log
deploy.log:2:34: git/index-lock-exists: fatal: Unable to create '/srv/app/.git/index.lock': File exists.
deploy.log:3:34: git/index-lock-exists: fatal: Unable to create '/var/ci/site/.git/index.lock': File exists.
3 lines: 2 matches of 1 record of 2
