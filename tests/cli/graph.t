The transition graph of a base.

$ mkdir -p base/records/a && cd base && cp -r $TOP/kedb.json $TOP/schemas .
> record() { printf '{"id": "a/%s", "signature": "error %s", "transition_graph": {"leads_to": [%s], "preceded_by": [%s], "frequently_confused_with": [%s]}}' "$1" "$1" "$2" "$3" "$4" > records/a/$1.json; }
> record one '{"error_id": "a/two", "probability": 0.6}, {"error_id": "a/four", "probability": 0.5}' '' ''
> record two '{"error_id": "a/three", "probability": 0.5}' '{"error_id": "a/one"}' '{"error_id": "a/four"}'
> record three '{"error_id": "a/two"}' '' ''
> record four '{"error_id": "a/gone"}' '' ''
> record five '' '' ''

$ cd base && kedb graph
5 records, 5 transitions, 1 pair of look-alikes, 1 cycle
1 only lead on, 0 only follow, 1 stand alone
cycle:    a/three -> a/two -> a/three
missing:  a/gone, named by a/four
weights:  those from a/one add up to 1.1

$ cd base && kedb graph a/one
a/one: error one
  -> a/four (0.5)
     -> a/gone missing
  -> a/two (0.6)
     -> a/three (0.5; 0.3 from the start)
        -> a/two (see above)

$ cd base && kedb graph a/two --depth 1
a/two: error two
  <- a/one
  <- a/three
  ~  a/four
  -> a/three (0.5)

$ cd base && kedb graph --format dot
digraph base {
  rankdir=LR;
  node [shape=box];
  "a/four";
  "a/gone" [style=dashed];
  "a/one";
  "a/three" [color=red];
  "a/two" [color=red];
  "a/four" -> "a/gone";
  "a/one" -> "a/four" [label="0.5"];
  "a/one" -> "a/two" [label="0.6"];
  "a/three" -> "a/two";
  "a/two" -> "a/three" [label="0.5"];
  "a/two" -> "a/four" [dir=none, style=dotted];
}

$ cd base && kedb graph a/gone --format json --depth 1
{
  "nodes": [
    {"id": "a/four", "title": "error four", "present": true, "cycle": null},
    {"id": "a/gone", "title": "", "present": false, "cycle": null}
  ],
  "edges": [
    {"from": "a/four", "to": "a/gone", "kind": "leads_to", "weight": null}
  ]
}

$ cd base && kedb graph --format json | python3 -m json.tool >/dev/null && echo it is JSON
it is JSON

$ cd base && kedb graph a/onne
kedb: graph: there is no record "a/onne"; did you mean "a/one"?
[2]

$ cd base && kedb graph a b
kedb: graph: takes one id of a record, or none for the whole base
[2]

$ cd base && kedb graph --depth 0
kedb: graph: --depth is a whole number from 1 to 50, not "0"
[2]

$ mkdir empty && cd empty && kedb graph
kedb: graph: there is no folder of records, records
[2]

$ cp -r $TOP/tests/data/nested nested && cd nested && kedb graph
2 records, 1 transition, 1 pair of look-alikes, 0 cycles
1 only lead on, 0 only follow, 0 stand alone
missing:  tls/expird, named by git/index-lock
