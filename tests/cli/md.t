A base whose pages are rendered is clean; one without pages too.

$ mkdir -p records/aws && cp "$TOP"/records/aws/*.json records/aws/ && echo '{}' > kedb.json
$ kedb check --only md
1 record checked: 0 errors, 0 warnings, 0 infos

$ kedb render -q && kedb check --only md
1 record checked: 0 errors, 0 warnings, 0 infos

A stale page, a missing one beside rendered ones, a page without a record.

$ cp records/aws/cloudfront-origin-ssl-handshake-failure.md records/aws/gone.md
$ sed -i 's/^- \*\*Domain.*/- **Domain:** azure/' records/aws/cloudfront-origin-ssl-handshake-failure.md
$ rm records/aws/cloudfront-origin-ssl-handshake-failure.zh.md
$ kedb check --only md
records/aws/cloudfront-origin-ssl-handshake-failure.json:2:9: error: the page records/aws/cloudfront-origin-ssl-handshake-failure.md is not what the record renders to [md/current]
    2 |   "id": "aws/cloudfront-origin-ssl-handshake-failure",
      |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /id; they differ first in line 4 of the page
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/aws/cloudfront-origin-ssl-handshake-failure.json:2:9: error: the page records/aws/cloudfront-origin-ssl-handshake-failure.zh.md is missing [md/current]
    2 |   "id": "aws/cloudfront-origin-ssl-handshake-failure",
      |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = /id
   = help: run `kedb render`; the page is made from the record and not edited by hand
records/aws/gone.md:1:1: error: there is no record of this page [md/orphan]
    1 | # 502 ERROR The request could not be satisfied. CloudFront wasn't able to connect to the origin. The SSL certificate ...
      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   = help: delete the page, or bring its record back; `kedb render --prune` deletes it
1 record checked: 3 errors, 0 warnings, 0 infos
[1]

$ kedb render -q --prune && kedb check --only md
records/aws/gone.md: deleted: there is no record of this page
1 record checked: 0 errors, 0 warnings, 0 infos
