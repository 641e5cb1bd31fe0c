What is made from the tables: man pages, completions, the rule book.

$ kedb help --man check | head -n 3 | sed "s|kedb [0-9.]*|kedb N|"
.TH "KEDB\-CHECK" 1 "" "kedb N" "kedb manual"
.SH NAME
kedb\-check \- check records against every offline rule

$ kedb help --man | grep -A1 'kedb..check'
\fBkedb\-check\fR(1)
check records against every offline rule

$ kedb help --man no-such
kedb: there is no command "no-such"; `kedb help` lists them
[2]

$ kedb completion
kedb: completion: names a shell: bash, zsh or fish
[2]

$ kedb completion bahs
kedb: completion: there is none for "bahs"; did you mean "bash"?
[2]

$ kedb completion tcsh
kedb: completion: there is none for "tcsh", only for bash, zsh and fish
[2]

$ complete_for() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kedb; printf '%s\n' "${COMPREPLY[@]}"; }
> source <(kedb completion bash)
> complete_for kedb chec; complete_for kedb check --format s; complete_for kedb check --only record/st; complete_for kedb explain graph/s; complete_for kedb fix --un; complete_for kedb completion z; mkdir folder; complete_for kedb check fol
check
sarif
record/stale
graph/self
--unsafe
zsh
folder

$ kedb rules --format markdown | sed -n '/^### graph.self/,/^###  /p' | head -n 14
### graph/self
~
an edge must not lead back to its own record: **error**, each record by itself.
~
An error is not its own cause, effect or look-alike; such an edge is a slip for another id.
~
Reported at `/transition_graph/leads_to/0/error_id`:
~
```text
{"transition_graph": {"leads_to": [{"error_id": "aws/example"}]}}
```
~
Fine:
~

$ kedb rules --format xml
kedb: rules: --format is one of text, markdown, not "xml"
[2]

$ kedb rules --only graph | grep -E 'graph/self|text/bidi'
graph/self                       error    an edge must not lead back to its own record
text/bidi                        off      a string must not hold controls of writing direction

What a rule would cost before it is switched on:

$ mkdir -p base/records/aws && cd base && cp "$TOP/tests/rules/example.json" records/aws/example.json
> printf '{"rules": {"record/id-domain": "off", "record/stale": "info"}}' >kedb.json
> sed -i 's/"first_seen": "[^"]*"/"first_seen": "2019-01-01"/; s/"last_confirmed": "[^"]*"/"last_confirmed": "2019-06-01"/; s/"domain": "aws"/"domain": "azure"/; s/^  "tags"/    "tags"/' records/aws/example.json
> kedb rules --impact --today 2026-07-01 | grep -E 'findings|record/|layout/'
findings  records  fixable  now      rule
       1        1        1  warning  layout/whitespace
       1        1        0  off      record/id-domain
       1        1        0  info     record/stale

$ kedb rules --impact no-such | tail -n 1 | sed 's/^[0-9]* of [0-9]*/N of N/'
kedb: no-such: there is no such file or folder
N of N rules find nothing in 0 records

$ kedb rules records
kedb: rules: paths go with --impact; `kedb explain RULE` says more of one rule
[2]

An example that is long is shown as far as it says what is meant; the rule book has all of it.

$ kedb explain parity/unrelated-learned | grep -o '[^ ]* [^ ]*\.\.\.$'; kedb explain parity/unrelated-learned | awk '{ most = length > most ? length : most } END { print most }'
the sheep...
407

