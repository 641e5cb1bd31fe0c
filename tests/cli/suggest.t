A regex from samples.

$ kedb regex suggest "connect ECONNREFUSED 127.0.0.1:5432" --explain
connect ECONNREFUSED \d{1,3}(?:\.\d{1,3}){3}:\d+
  \d{1,3}(?:\.\d{1,3}){3} for an IPv4 address: 127.0.0.1
  \d+ for a number: 5432

$ kedb regex suggest "job 12 of 40 failed" "job 7 of 2 failed: retry" --explain
job \d+ of \d+ failed
  \d+ for a number: 12
  \d+ for a number: 40

$ printf '\357\273\277no module named alpha\r\nno module named beta\n' | kedb regex suggest --from -
no module named \S+

$ kedb regex suggest "exit after 10 s on port 8080" --keep 8080
exit after \d+ s on port 8080

$ kedb regex suggest "disk full" "no space left" --explain
disk full|no space left
  2 alternatives: the samples share too little for one

$ kedb regex suggest
kedb: regex suggest: takes samples of an error's text, or --from FILE
[2]

$ kedb regex suggest ""
kedb: regex suggest: sample 1 is blank
[2]

$ kedb regex suggest --from nowhere
kedb: regex suggest: nowhere: cannot be opened: No such file or directory
[2]

$ kedb regex suggest "a 1" > /dev/full
kedb: standard output: cannot be written: No space left on device
[2]
