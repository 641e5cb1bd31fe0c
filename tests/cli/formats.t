The same findings for other readers: annotations, a page, JUnit, SARIF.

$ cp -r $TOP/tests/data/nested base && cd base && kedb check --today 2026-06-01 --only schema,graph --format github
::error file=entries/git/index-lock.json,line=18,col=16,endColumn=19,title=schema/maximum::works is 1.5, above the maximum 1
::error file=entries/git/index-lock.json,line=23,col=7,endColumn=19,title=graph/dangling::there is no record "tls/expird"%0Adid you mean "tls/expired"?
::error file=entries/git/index-lock.json,line=27,col=22,endColumn=31,title=schema/enum::review_status is "reviewd", which is not one of the 3 allowed values%0Adid you mean "reviewed"?
[1]

$ cd base && kedb check --today 2026-06-01 --only schema,graph --format markdown
# kedb check
~
2 records checked: 3 errors, 0 warnings, 0 infos.
~
## entries/git/index-lock.json
~
| Line | Severity | Finding | Rule |
| ---: | --- | --- | --- |
| 18 | **error** | works is 1.5, above the maximum 1 | `schema/maximum` |
| 23 | **error** | there is no record "tls/expird"; did you mean "tls/expired"? | `graph/dangling` |
| 27 | **error** | review\_status is "reviewd", which is not one of the 3 allowed values; did you mean "reviewed"? | `schema/enum` |
[1]

$ cd base && kedb check --today 2026-06-01 --only schema,graph --format junit --output r.xml; xmllint --noout r.xml && cat r.xml
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="kedb" package="kedb" id="0" hostname="localhost" timestamp="2026-06-01T00:00:00" tests="4" failures="3" errors="0" time="0">
    <properties>
      <property name="exit code" value="1"/>
    </properties>
    <testcase name="schema/maximum" classname="entries/git/index-lock.json" time="0">
      <failure message="works is 1.5, above the maximum 1" type="schema/maximum">entries/git/index-lock.json:18:16: error: works is 1.5, above the maximum 1</failure>
    </testcase>
    <testcase name="graph/dangling" classname="entries/git/index-lock.json" time="0">
      <failure message="there is no record &quot;tls/expird&quot;" type="graph/dangling">entries/git/index-lock.json:23:7: error: there is no record &quot;tls/expird&quot;
help: did you mean &quot;tls/expired&quot;?</failure>
    </testcase>
    <testcase name="schema/enum" classname="entries/git/index-lock.json" time="0">
      <failure message="review_status is &quot;reviewd&quot;, which is not one of the 3 allowed values" type="schema/enum">entries/git/index-lock.json:27:22: error: review_status is &quot;reviewd&quot;, which is not one of the 3 allowed values
help: did you mean &quot;reviewed&quot;?</failure>
    </testcase>
    <testcase name="1 records without a finding" classname="kedb" time="0"/>
    <system-out></system-out>
    <system-err/>
  </testsuite>
</testsuites>

$ cd base && kedb check --today 2026-06-01 --only graph --format sarif | sed '/"rules": \[/,/^          \]/d; s/"version": "0.*"/"version": "N"/'
{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "kedb",
          "version": "N",
        }
      },
      "columnKind": "unicodeCodePoints",
      "invocations": [
        {
          "executionSuccessful": true,
          "exitCode": 1,
          "toolExecutionNotifications": []
        }
      ],
      "results": [
        {
          "ruleId": "graph/dangling",
          "ruleIndex": 1,
          "level": "error",
          "message": {
            "text": "there is no record \"tls/expird\"\ndid you mean \"tls/expired\"?"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "entries/git/index-lock.json"
                },
                "region": {
                  "startLine": 23,
                  "startColumn": 7,
                  "endLine": 23,
                  "endColumn": 19,
                  "byteOffset": 579,
                  "byteLength": 12
                }
              },
              "logicalLocations": [
                {
                  "fullyQualifiedName": "/related/next/0"
                }
              ]
            }
          ],
          "partialFingerprints": {
            "kedb/v1": "56499e9ff56f473a:1"
          },
          "fixes": [
            {
              "description": {
                "text": "did you mean \"tls/expired\"?"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "entries/git/index-lock.json"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "byteOffset": 580,
                        "byteLength": 10
                      },
                      "insertedContent": {
                        "text": "tls/expired"
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
      ]
    }
  ]
}

Fingerprints survive edits above; ten annotations a level, and a word on the rest.

$ cd base && print() { kedb check --today 2026-06-01 --format sarif | grep -A1 partialFingerprints | grep kedb/v1; }; print > before; sed -i '1a\  "unknown": 1,' entries/git/index-lock.json; print > after; grep -c . before after; grep -vcFf before after
before:8
after:9
1

$ cd base && for i in $(seq 30); do echo "{\"key\": $i}" > entries/git/n$i.json; done; kedb check --today 2026-06-01 --format github | cut -d ' ' -f 1 | sort | uniq -c; kedb check --today 2026-06-01 --format github | tail -n 1
     10 ::error
      1 ::notice
     10 ::warning
::notice title=kedb::109 more findings are not shown here: 97 errors, 32 warnings, 0 infos in all
