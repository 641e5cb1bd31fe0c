Fixes: only what is safe, unless asked; the rest of the file stays to the byte.

$ mkdir -p records/aws && cp $TOP/tests/data/broken/faults.json records/aws/example.json && echo '{}' > kedb.json

$ kedb fix --today 2026-06-01 --diff
--- a/records/aws/example.json
+++ b/records/aws/example.json
@@ -6,9 +6,9 @@
   "domain": "aws",
   "category": "netwrok_error",
   "subcategory": null,
-  "root_cause": "The\texample‮'s origin presents an expired certificate.",
+  "root_cause": "The\texample's origin presents an expired certificate.",
   "root_cause_type": "certificate",
-  "root_cause_zh": "示例😀的源站\u0007提供了过期的证书。",
+  "root_cause_zh": "示例😀的源站提供了过期的证书。",
   "versions": [],
   "os_specific": {},
   "dead_ends": [
@@ -37,7 +37,7 @@
     }
   ],
   "workarounds_zh": [
-    "续订证书。 ",
+    "续订证书。",
     "将分配指向另一个源站。"
   ],
   "transition_graph": {
1 file would change
3 findings mended, 7 left; `kedb check` shows them
[1]

$ cmp records/aws/example.json $TOP/tests/data/broken/faults.json && echo unchanged
unchanged

A record from standard input is printed whole, mended or not; with --diff only what would change.

$ kedb fix --today 2026-06-01 --stdin --stdin-path records/aws/example.json < records/aws/example.json > mended.json; kedb fix --today 2026-06-01 --stdin --stdin-path records/aws/example.json < mended.json 2>&1 > again.json; cmp mended.json again.json && echo same; diff records/aws/example.json mended.json | grep -c '^>'
1 file changed
3 findings mended, 7 left; `kedb check` shows them
0 files changed
0 findings mended, 7 left; `kedb check` shows them
same
3

$ kedb fix --today 2026-06-01 --stdin --stdin-path records/aws/example.json --diff < records/aws/example.json 2> /dev/null | head -n 3; printf '{' | kedb fix --stdin --stdin-path records/aws/x.json 2> /dev/null; rm mended.json again.json
--- a/records/aws/example.json
+++ b/records/aws/example.json
@@ -6,9 +6,9 @@
{

$ kedb fix --today 2026-06-01; kedb check --today 2026-06-01 -q | grep -c ': error:'
1 file changed
3 findings mended, 7 left; `kedb check` shows them
7

$ kedb fix --today 2026-06-01 --unsafe; diff $TOP/tests/data/broken/faults.json records/aws/example.json
1 file changed
1 finding mended, 6 left; `kedb check` shows them
7c7
<   "category": "netwrok_error",
---
>   "category": "network_error",
9c9
<   "root_cause": "The\texample‮'s origin presents an expired certificate.",
---
>   "root_cause": "The\texample's origin presents an expired certificate.",
11c11
<   "root_cause_zh": "示例😀的源站\u0007提供了过期的证书。",
---
>   "root_cause_zh": "示例😀的源站提供了过期的证书。",
40c40
<     "续订证书。 ",
---
>     "续订证书。",
[1]

The canonical layout: order and blanks change, values do not.

$ printf '{"locale":"en", "id" :"aws/z",\n\n"confidence":1.50e-1,"workarounds":[{"how":"b","action":"a"},{}],"x":[ ]}' > z.json; kedb fmt z.json; cat z.json; kedb fmt z.json; kedb fmt --diff z.json
1 file changed
3 findings mended, 0 left
{
  "id": "aws/z",
  "workarounds": [
    {
      "action": "a",
      "how": "b"
    },
    {}
  ],
  "x": [],
  "confidence": 1.50e-1,
  "locale": "en"
}0 files changed
0 findings mended, 0 left
0 files would change
0 findings mended, 0 left

A file that is not JSON is not touched.

$ printf '{"locale":"en",' > z.json; kedb fmt z.json; cat z.json; echo
0 files changed
0 findings mended, 1 left; `kedb check` shows them
{"locale":"en",
