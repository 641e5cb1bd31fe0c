What a new user types first.

$ kedb
kedb keeps a known-error database true.
~
usage: kedb COMMAND [OPTION...] [PATH...]
~
keep a base true:
  check       check records against every offline rule
  parity      hold translations against their originals
  regex       check what regexes match, and what they cost
  fix         mend what can be mended safely
  fmt         write records in the canonical layout
  render      write the Markdown pages of records
  links       fetch documentation links and say which still lead somewhere
  hook        render and check what is staged, before a commit
  report      figures of a whole base, and what to mend first
~
write and use records:
  new         begin a record: its regex generalised from the error's text
  match       say which records recognise a log, and where
  graph       the transition graph: which error leads to which
~
validate JSON:
  validate    validate JSON files against a JSON Schema
  bowtie      answer a Bowtie harness's commands on standard input
~
about the tool:
  rules       list the rules with their severities
  explain     say what a rule checks, why, and show examples
  completion  print a completion script for a shell
  help        say what the program or one command does
~
`kedb COMMAND -h` lists a command's options, `kedb help COMMAND` says all.
[2]

$ kedb --version | sed 's/[0-9.]*$/N/'
kedb N

$ kedb chekc
kedb: there is no command "chekc"; did you mean "check"?
[2]

$ kedb frobnicate
kedb: there is no command "frobnicate"; `kedb help` lists them
[2]

$ kedb check --ony text
kedb: check: there is no option --ony; did you mean --only?
[2]

$ kedb check --format yaml
kedb: check: --format is one of text, json, sarif, junit, github, markdown, not "yaml"
[2]

$ kedb check --fail-on errors
kedb: check: --fail-on is one of info, warning, error, not "errors"; did you mean "error"?
[2]

$ kedb check -j 0
kedb: check: --jobs is a whole number from 1 to 256, not "0"
[2]

$ kedb check -j
kedb: check: -j needs a value: -j N
[2]

$ kedb check --quiet=yes
kedb: check: --quiet takes no value
[2]

$ kedb --check
kedb: there is no option --check before a command; `kedb help` lists the commands
[2]

$ kedb check -h
usage: kedb check [OPTION...] [PATH...]
~
check records against every offline rule
~
options:
  --config FILE               use this kedb.json (default: the nearest upwards from the first path)
  --staged                    records as they are in git's index, those that differ from HEAD
  --changed[=REV]             records that differ from the merge base with REV (default: origin/HEAD or main)
  --files-from FILE           read paths from FILE, one a line (- is standard input)
  -0, --null                  paths of --files-from end with NUL instead of a newline
  --stdin                     check one record read from standard input
  --stdin-path PATH           the path that the record on standard input would have
  --only RULE                 only these rules or groups, separated by commas; may be repeated
  --skip RULE                 all but these rules or groups, separated by commas; may be repeated
  --severity RULE=LEVEL       set a rule to off, info, warning or error; may be repeated
  --fail-on LEVEL             end with 1 at findings of this severity or above (default: error)
                              info, warning, error
  --ledger FILE               what is known of links: a ledger or its export (default: kedb.json's, when it is there)
  --today YYYY-MM-DD          judge dates as of this day (default: today, UTC)
  --baseline FILE             hold back the findings that FILE lists (default: kedb.json's)
  -j, --jobs N                threads (default: one a processor)
  --format FORMAT             shape of the report on standard output (default: text)
                              text, json, sarif, junit, github, markdown
  --output FILE               write the report to FILE instead
  --also FORMAT:FILE          write one more report; may be repeated
  --color WHEN                colour the text (default: auto, on a terminal; NO_COLOR is honoured)
                              auto, always, never
  --update-baseline           drop from the baseline what no finding needs; make one when there is none
  --no-cache                  check every file anew, and remember nothing
  --timings                   say on standard error where the time went, by phase and rule
  -q, --quiet                 no closing line on standard error
~
`kedb help check` says more.

$ kedb help rules
usage: kedb rules [OPTION...] [PATH...]
~
list the rules with their severities
~
Lists the rules with the severity that each has here, from its default, kedb.json and the options. With --impact the
records are checked with every rule, also those that are off, and each that finds something is listed with its findings,
the records that have one, and how many `kedb fix` would mend: what it would cost to switch the rule on.
~
options:
  --config FILE               use this kedb.json (default: the nearest upwards from the first path)
  --staged                    records as they are in git's index, those that differ from HEAD
  --changed[=REV]             records that differ from the merge base with REV (default: origin/HEAD or main)
  --files-from FILE           read paths from FILE, one a line (- is standard input)
  -0, --null                  paths of --files-from end with NUL instead of a newline
  --stdin                     check one record read from standard input
  --stdin-path PATH           the path that the record on standard input would have
  --only RULE                 only these rules or groups, separated by commas; may be repeated
  --skip RULE                 all but these rules or groups, separated by commas; may be repeated
  --severity RULE=LEVEL       set a rule to off, info, warning or error; may be repeated
  --fail-on LEVEL             end with 1 at findings of this severity or above (default: error)
                              info, warning, error
  --ledger FILE               what is known of links: a ledger or its export (default: kedb.json's, when it is there)
  --today YYYY-MM-DD          judge dates as of this day (default: today, UTC)
  --baseline FILE             hold back the findings that FILE lists (default: kedb.json's)
  -j, --jobs N                threads (default: one a processor)
  --format FORMAT             a list for the terminal, or the whole rule book (default: text)
                              text, markdown
  --impact                    run every rule over the base and say what each finds, also those that are off
~
examples:
  kedb rules
  kedb rules --impact records/aws
  kedb rules --format markdown >RULES.md
~
exit codes: 0 nothing to report, 1 findings, 2 the job could not be done

$ kedb help no-such-thing
kedb: there is no command "no-such-thing"; `kedb help` lists them
[2]

$ kedb explain record/stale
record/stale: a record must have been confirmed within the time that kedb.json sets
~
Products change: a fix that nobody has confirmed for long may have become a dead end.
~
severity: warning
scope: each record by itself
on good data: certain; how often it fires is the age of the base
reads: freshness (the date by which a record's age is judged)
~
reported:
    {"first_seen": "2019-01-01", "last_confirmed": "2019-06-01"}
  at /last_confirmed
~
fine:
    the example record as it stands

$ kedb explain stale
kedb: there is no rule "stale"; `kedb rules` lists them
[2]

$ kedb rules | awk '{print $2}' | sort | uniq -c | awk '{print $2}'
error
info
off
warning
