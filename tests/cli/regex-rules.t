A regex that does not match its signature: both sides, with marks where they part.

$ mkdir -p base/records/aws && cd base && echo '{}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/ && sed -i '/"regex"/s/request could/reqeust could/' records/aws/example.json && kedb check -q --only regex
records/aws/example.json:5:47: error: the regex does not match the signature: after "Example fault. The" it wants "reqeust", not "request" [regex/agreement]
    5 |   "regex": "502 ERROR Example fault\\. The reqeust could not be satisfied\\.",
      |                                               ^~~~
   = /regex; the signature is
     502 ERROR Example fault. The request could not be satisfied.
                                     ^~~~
   = help: "reqeust" does not occur in the signature; did you mean "request"?
[1]

$ cd base && kedb fix --only regex; sed -n 5p records/aws/example.json; kedb fix --only regex --unsafe; sed -n 5p records/aws/example.json
0 files changed
0 findings mended, 1 left; `kedb check` shows them
  "regex": "502 ERROR Example fault\\. The reqeust could not be satisfied\\.",
1 file changed
1 finding mended, 0 left
  "regex": "502 ERROR Example fault\\. The request could not be satisfied\\.",

After Chinese text, tabs and JSON's escapes the marks stand where they should.

$ cd base && cp $TOP/tests/rules/example.json records/aws/ && sed -i 's/"signature": .*/"signature": "502\\t源站 \\"cert\\" is (too) old",/; s/"regex": .*/"regex": "502\\t源站 \\"cert\\" is (too) old",/' records/aws/example.json && kedb check -q --only regex
records/aws/example.json:5:34: error: the regex does not match the signature: after "502\u{0009}源站 "cert" is" it wants "too", not "(" [regex/agreement]
    5 |   "regex": "502\t源站 \"cert\" is (too) old",
      |                                    ^~~
   = /regex; the signature is
     502     源站 "cert" is (too) old
                            ^
   = help: escape what stands for itself: 502\u{0009}源站 "cert" is \(too\) old
[1]

An alias that the regex does not match, marked in the alias.

$ cd base && cp $TOP/tests/rules/example.json records/aws/ && sed -i 's/"aliases": .*/"aliases": ["502 ERROR Example fault. The reply could not be read."]/' records/aws/example.json && kedb check -q --only regex
records/aws/example.json:61:47: error: the regex does not match the alias: after "Example fault. The" it wants "request", not "reply" [regex/alias]
   61 |   "aliases": ["502 ERROR Example fault. The reply could not be read."]
      |                                               ^~~
   = /aliases/0; the regex is
     502 ERROR Example fault\. The request could not be satisfied\.
                                     ^~~~~
   = help: "request" does not occur in the alias; this would match: 502 ERROR Example fault\. The \S+ could not be \S+\.
[1]

A fault of syntax, at its place in the JSON string.

$ cd base && cp $TOP/tests/rules/example.json records/aws/ && sed -i 's/"regex": .*/"regex": "源站 \\"x\\\\.\\" [z-a]",/' records/aws/example.json && kedb check -q --only regex
records/aws/example.json:5:26: error: the regex is no regular expression: the range is out of order [regex/syntax]
    5 |   "regex": "源站 \"x\\.\" [z-a]",
      |                            ^~~
   = /regex
   = help: put the smaller character first, or escape the hyphen
[1]

What some engines refuse; which ones count is said in kedb.json.

$ cd base && cp $TOP/tests/rules/example.json records/aws/ && sed -i 's/"regex": .*/"regex": "(?i)502 ERROR\\\\ Example(?= fault)",/' records/aws/example.json && kedb check -q --only regex/portable,regex/needless-escape
records/aws/example.json:5:13: warning: the regex has an inline flag, "(?i)": ECMAScript and ECMAScript with u refuse it [regex/portable]
    5 |   "regex": "(?i)502 ERROR\\ Example(?= fault)",
      |             ^~~~
   = /regex
   = help: leave it out: consumers search without regard to case
records/aws/example.json:5:26: warning: the regex has a needless escape, "\ ": ECMAScript with u and Rust refuse it [regex/needless-escape]
    5 |   "regex": "(?i)502 ERROR\\ Example(?= fault)",
      |                          ^~~
   = /regex
   = help: leave the backslash out
records/aws/example.json:5:36: warning: the regex has a lookahead, "(?=": RE2, Go and Rust refuse it [regex/portable]
    5 |   "regex": "(?i)502 ERROR\\ Example(?= fault)",
      |                                    ^~~
   = /regex
   = help: match what it looks at

$ cd base && echo '{"regex_engines": ["pcre2", "python"]}' > kedb.json && kedb check --only regex/portable,regex/needless-escape
1 record checked: 0 errors, 0 warnings, 0 infos

$ cd base && echo '{"regex_engines": ["pcre"]}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:20: there is no regex engine "pcre"; did you mean "pcre2"?
[2]

$ cd base && echo '{"regex_engines": []}' > kedb.json && kedb check
kedb: SCRATCH/work/base/kedb.json:1:19: at least one engine is expected here
[2]

A search that would take too long is given up, and said.

$ cd base && echo '{}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/ && sed -i 's/"signature": .*/"signature": "502 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",/; s/"regex": .*/"regex": "(?:a+)+[bc]",/' records/aws/example.json && kedb check -q --only regex/budget,regex/agreement
records/aws/example.json:5:12: error: the search of the signature for the regex was given up after 4000000 steps [regex/budget]
    5 |   "regex": "(?:a+)+[bc]",
      |            ^~~~~~~~~~~~~
   = /regex
   = help: no quantifier may stand on a group that begins or ends with a quantifier; let a class exclude what follows it
[1]
