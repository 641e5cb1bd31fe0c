What a regex costs. The attack strings were run: steps are items of the pattern that PCRE2 tried.

$ kedb regex explain '^(a+)+$'
cost: exponential, by (a+)+ at byte 2
  attack: "a" * k + "!"
  measured: 3072 steps for 11 characters, 12288 for 13, 49152 for 15
  help: let no text be read in two ways: what a repeat begins with must not be what it may go on with
constructs that engines read differently, or some do not:
  $ at byte 7: $
[1]

$ kedb regex explain 'Foo.*bar'
cost: quadratic, by .* at byte 4
  attack: "!Foo" * k
  measured: 177 steps for 32 characters, 609 for 64, 2241 for 128
  expected: 3.21e+04 steps for 500 characters, 1.26e+07 for 10,000
  PCRE2's own optimisations avert this; Python and JavaScript have none
  help: put a bound where there is none, such as [^\n]{0,200} for .*, or begin the part with what is constant
constructs that engines read differently, or some do not:
  . at byte 4: .

$ kedb regex explain 'foo [0-9]+'
cost: linear in the line

$ kedb regex explain --format json '\s+$' | grep -E '"(verdict|degree|pump|suffix)"'
  "verdict": "polynomial",
  "degree": 2,
        "pump": " "
    "suffix": "!"

The attack itself, for trying it elsewhere.

$ kedb regex explain '^(a+)+$' --attack 5
aaaaa!
[1]

Wrong use.

$ kedb regex explain
kedb: regex explain: takes one pattern; put it in quotes
[2]

$ kedb regex explain 'a(b'
kedb: regex explain: byte 2: the group is not closed
[2]

$ kedb regex explain abc --attack 5
kedb: regex explain: there is no attack: the cost is linear
[2]

$ kedb regex explain abc --attack 0
kedb: regex explain: --attack is a whole number from 1 to 1000000, not "0"
[2]

In a record: at the part that is repeated, also behind escapes of JSON.

$ mkdir -p records/aws && sed 's/"regex": "/&(?:\\\\w+\\\\s?)+:|/' $TOP/tests/rules/example.json > records/aws/example.json && echo '{}' > kedb.json

$ kedb regex --only regex/redos-exponential
records/aws/example.json:5:13: error: regex takes exponential time: on "g" * k it takes 4082 steps for 9 characters, 8177 for 10, 32751 for 12 [regex/redos-exponential]
    5 |   "regex": "(?:\\w+\\s?)+:|502 ERROR Example fault\\. The request could not be satisfied\\.",
      |             ^~~~~~~~~~~~~
   = /regex
   = help: let no text be read in two ways: what a repeat begins with must not be what it may go on with
1 record checked: 1 error, 0 warnings, 0 infos
[1]
