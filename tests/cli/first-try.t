Every command as somebody tries it who has not read about it: nothing given, something wrong given, a reader that goes away, another
locale, a narrow terminal, none. `tests/every_command` holds what must be true of all of them, also of those to come; here is what they say.

Where there is no base.

$ kedb check 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb parity 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb regex 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb fix 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
0 files changed
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
0 findings mended, 0 left
[2]

$ kedb fmt 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
0 files changed
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
0 findings mended, 0 left
[2]

$ kedb render 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
0 pages written, 0 unchanged
[2]

$ kedb links 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
0 of 0 links to look at
0 links
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
[2]

$ kedb hook 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: git: fatal: not a git repository (or any of the parent directories): .git
[2]

$ kedb report 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
0 records checked: 0 errors, 0 warnings, 0 infos; 0 without an error or a warning
kedb: records: there is no such folder here: go to a base, or name files, folders or --config
[2]

$ kedb new 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: new: takes one id: kedb new DOMAIN/SLUG --signature TEXT
[2]

$ kedb match 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: match: there is no folder of records, records: run it in a base, or name its kedb.json with --config
[2]

$ kedb graph 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: graph: there is no folder of records, records
[2]

$ kedb validate 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: validate: --schema FILE says which schema
[2]

$ kedb bowtie 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}

$ kedb rules 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
baseline/unused                  error    a line of the baseline must be needed by a finding
graph/dangling                   error    an edge must lead to a record of the base
graph/self                       error    an edge must not lead back to its own record
json/duplicate-key               error    a key must stand once in its object
json/encoding                    error    a record must be valid UTF-8

$ kedb explain 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: explain: names one rule, such as `kedb explain record/stale`; `kedb rules` lists them
[2]

$ kedb completion 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb: completion: names a shell: bash, zsh or fish
[2]

$ kedb help 2>&1 | sed -n 1,5p; exit ${PIPESTATUS[0]}
kedb keeps a known-error database true.
~
usage: kedb COMMAND [OPTION...] [PATH...]
~
keep a base true:

In a base of one record, in a git repository.

$ git init -q -b main . && mkdir -p records/aws && echo '{"rules": {"record/stale": "off"}}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/ && git add . && git commit -qm one

$ kedb check 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
1 record checked: 0 errors, 0 warnings, 0 infos

$ kedb parity 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
1 record checked: 0 errors, 0 warnings, 0 infos

$ kedb regex 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
1 record checked: 0 errors, 0 warnings, 0 infos

$ kedb fix 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
0 files changed
0 findings mended, 0 left

$ kedb fmt 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
0 files changed
0 findings mended, 0 left

$ kedb render 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
4 pages written, 0 unchanged

$ kedb hook 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
0 records checked: 0 errors, 0 warnings, 0 infos

$ kedb report 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
1 record checked: 0 errors, 0 warnings, 0 infos; 1 without an error or a warning
~
By domain
    errors warnings    infos  records  fixable  domain
         0        0        0        1        0  aws

$ kedb graph 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
1 record, 0 transitions, 0 pairs of look-alikes, 0 cycles
0 only lead on, 0 only follow, 1 stand alone

$ kedb validate 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
kedb: validate: --schema FILE says which schema
[2]

$ kedb rules 2>&1 | sed -n 1,6p; exit ${PIPESTATUS[0]}
baseline/unused                  error    a line of the baseline must be needed by a finding
graph/dangling                   error    an edge must lead to a record of the base
graph/self                       error    an edge must not lead back to its own record
json/duplicate-key               error    a key must stand once in its object
json/encoding                    error    a record must be valid UTF-8
json/syntax                      error    a record must be JSON as RFC 8259 defines it

An option that does not exist.

$ kedb check --colour
kedb: check: there is no option --colour; did you mean --color?
[2]

$ kedb parity --colour
kedb: parity: there is no option --colour; did you mean --color?
[2]

$ kedb regex --colour
kedb: regex: there is no option --colour; did you mean --color?
[2]

$ kedb fix --colour
kedb: fix: there is no option --colour; see `kedb fix -h`
[2]

$ kedb fmt --colour
kedb: fmt: there is no option --colour; see `kedb fmt -h`
[2]

$ kedb render --colour
kedb: render: there is no option --colour; see `kedb render -h`
[2]

$ kedb links --colour
kedb: links: there is no option --colour; see `kedb links -h`
[2]

$ kedb hook --colour
kedb: hook: there is no option --colour; did you mean --color?
[2]

$ kedb report --colour
kedb: report: there is no option --colour; see `kedb report -h`
[2]

$ kedb new --colour
kedb: new: there is no option --colour; see `kedb new -h`
[2]

$ kedb match --colour
kedb: match: there is no option --colour; see `kedb match -h`
[2]

$ kedb graph --colour
kedb: graph: there is no option --colour; see `kedb graph -h`
[2]

$ kedb validate --colour
kedb: validate: there is no option --colour; did you mean --color?
[2]

$ kedb bowtie --colour
kedb: bowtie: there is no option --colour; see `kedb bowtie -h`
[2]

$ kedb rules --colour
kedb: rules: there is no option --colour; see `kedb rules -h`
[2]

$ kedb explain --colour
kedb: explain: there is no option --colour; see `kedb explain -h`
[2]

$ kedb completion --colour
kedb: completion: there is no option --colour; see `kedb completion -h`
[2]

$ kedb help --colour
kedb: help: there is no option --colour; see `kedb help -h`
[2]

A path, rule or id that does not exist.

$ kedb check nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: nowhere: there is no such file or folder
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb parity nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: nowhere: there is no such file or folder
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb regex nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: nowhere: there is no such file or folder
0 records checked: 0 errors, 0 warnings, 0 infos
[2]

$ kedb fix nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
0 files changed
kedb: nowhere: there is no such file or folder
0 findings mended, 0 left
[2]

$ kedb fmt nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
0 files changed
kedb: nowhere: there is no such file or folder
0 findings mended, 0 left
[2]

$ kedb render nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: nowhere: there is no such file or folder
0 pages written, 0 unchanged
[2]

$ kedb links nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
0 of 0 links to look at
0 links
kedb: nowhere: there is no such file or folder
[2]

$ kedb hook nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: hook: takes no paths: it looks at what is staged
[2]

$ kedb report nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
0 records checked: 0 errors, 0 warnings, 0 infos; 0 without an error or a warning
kedb: nowhere: there is no such file or folder
[2]

$ kedb new nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: new: an id is DOMAIN/SLUG, such as git/index-lock-exists, not "nowhere"
[2]

$ kedb match nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: nowhere: cannot be opened: No such file or directory
[2]

$ kedb graph nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: graph: there is no record "nowhere"
[2]

$ kedb validate nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: validate: --schema FILE says which schema
[2]

$ kedb bowtie nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: bowtie: takes no operand; commands come on standard input
[2]

$ kedb rules nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: rules: paths go with --impact; `kedb explain RULE` says more of one rule
[2]

$ kedb explain nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: there is no rule "nowhere"; `kedb rules` lists them
[2]

$ kedb completion nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: completion: there is none for "nowhere", only for bash, zsh and fish
[2]

$ kedb help nowhere </dev/null 2>&1 | sed -n 1,3p; exit ${PIPESTATUS[0]}
kedb: there is no command "nowhere"; `kedb help` lists them
[2]

A reader that is gone: no word of it; 2 where not all could be written.

$ exec 3> >(exec true); sleep 0.1; kedb check records >&3; echo $?
1 record checked: 0 errors, 0 warnings, 0 infos
0

$ exec 3> >(exec true); sleep 0.1; kedb parity records >&3; echo $?
1 record checked: 0 errors, 0 warnings, 0 infos
0

$ exec 3> >(exec true); sleep 0.1; kedb regex records >&3; echo $?
1 record checked: 0 errors, 0 warnings, 0 infos
0

$ exec 3> >(exec true); sleep 0.1; kedb fix --diff >&3; echo $?
0 files would change
0 findings mended, 0 left
0

$ exec 3> >(exec true); sleep 0.1; kedb fmt --diff >&3; echo $?
0 files would change
0 findings mended, 0 left
0

$ exec 3> >(exec true); sleep 0.1; kedb render --check >&3; echo $?
0

$ exec 3> >(exec true); sleep 0.1; kedb hook >&3; echo $?
0 records checked: 0 errors, 0 warnings, 0 infos
0

$ exec 3> >(exec true); sleep 0.1; kedb report >&3; echo $?
2

$ exec 3> >(exec true); sleep 0.1; kedb graph >&3; echo $?
2

$ exec 3> >(exec true); sleep 0.1; kedb match records/aws/example.json >&3; echo $?
2

$ exec 3> >(exec true); sleep 0.1; kedb validate records/aws/example.json >&3; echo $?
kedb: validate: --schema FILE says which schema
2

$ exec 3> >(exec true); sleep 0.1; kedb rules >&3; echo $?
2

$ exec 3> >(exec true); sleep 0.1; kedb explain record/stale >&3; echo $?
2

$ exec 3> >(exec true); sleep 0.1; kedb completion bash >&3; echo $?
2

$ exec 3> >(exec true); sleep 0.1; kedb help check >&3; echo $?
2

A locale that knows no Chinese: the bytes are the same.

$ LC_ALL=C kedb check records > c.txt 2>&1; LC_ALL=C.UTF-8 kedb check records > utf8.txt 2>&1; cmp c.txt utf8.txt && wc -l < c.txt
1

$ LC_ALL=C kedb report | cmp - <(kedb report) && LC_ALL=C kedb rules | cmp - <(kedb rules) && echo same
same

A terminal of 40 columns gets the lines that any other gets, and wraps them itself.

$ sed -i 's/"fail_rate": 0.9/"fail_rate": 2/' records/aws/example.json; script -qec 'stty cols 40 rows 20; TERM=xterm NO_COLOR=1 kedb check records' /dev/null | tr -d '\r' > narrow.txt; kedb check records 2>&1 | cmp - narrow.txt && tail -6 narrow.txt
records/aws/example.json:18:20: error: fail_rate is 2, above the maximum 1 [schema/maximum]
   18 |       "fail_rate": 2,
      |                    ^
   = /dead_ends/0/fail_rate; record.schema.json#/$defs/rate/maximum
   = help: rates are fractions, 0.9 is 90 %
1 record checked: 3 errors, 0 warnings, 0 infos

On a terminal there is colour, without one there is none.

$ script -qec 'TERM=xterm kedb check records' /dev/null | grep -c $'\033'; kedb check records 2>&1 | grep -c $'\033'
9
0
[1]
