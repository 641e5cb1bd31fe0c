A base of another shape: the same roles lie deeper, under other names, and another schema is all it takes.

$ cp -r $TOP/tests/data/nested base && cd base && kedb check --today 2026-06-01
entries/git/index-lock.json:4:13: error: the domain is "tls", but the id begins with "git" [record/id-domain]
    4 |     "area": "tls",
      |             ^~~~~
   = /error/area
   = help: the first half of the id is the domain: mend the one that is wrong
entries/git/index-lock.json:10:13: error: the error code "128" does not occur in the signature [record/error-code]
   10 |     "code": "128",
      |             ^~~~~
   = /error/code
   = help: write the code as the message shows it, or null when it shows none
entries/git/index-lock.json:12:23: error: last_confirmed is 2023-03-02, before first_observed, 2026-02-10 [record/date-order]
   12 |     "last_confirmed": "2023-03-02"
      |                       ^~~~~~~~~~~~
   = /error/last_confirmed
   = help: first_observed comes first
entries/git/index-lock.json:12:23: warning: last_confirmed is 2023-03-02, 1187 days ago, more than the 365 that a record stays fresh [record/stale]
   12 |     "last_confirmed": "2023-03-02"
      |                       ^~~~~~~~~~~~
   = /error/last_confirmed
   = help: confirm that the record still holds, and set the date
entries/git/index-lock.json:17:16: warning: steps repeats the action beside it [text/repeated]
   17 |       "steps": "Remove the lock file.",
      |                ^~~~~~~~~~~~~~~~~~~~~~~
   = /fixes/0/steps
   = help: write the steps: commands, settings, what to look for
entries/git/index-lock.json:18:16: error: works is 1.5, above the maximum 1 [schema/maximum]
   18 |       "works": 1.5
      |                ^~~
   = /fixes/0/works; schema.json#/properties/fixes/items/properties/works/maximum
entries/git/index-lock.json:23:7: error: there is no record "tls/expird" [graph/dangling]
   23 |       "tls/expird"
      |       ^~~~~~~~~~~~
   = /related/next/0
   = help: did you mean "tls/expired"?
entries/git/index-lock.json:27:22: error: review_status is "reviewd", which is not one of the 3 allowed values [schema/enum]
   27 |     "review_status": "reviewd"
      |                      ^~~~~~~~~
   = /metadata/review_status; schema.json#/properties/metadata/properties/review_status/enum
   = help: did you mean "reviewed"?
2 records checked: 6 errors, 2 warnings, 0 infos
[1]
