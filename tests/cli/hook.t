The hook and the pages of a commit, where more than one thing is under way.

$ git init -q -b main base && cd base && mkdir -p records/aws && echo '{"rules": {"record/stale": "off", "parity/left-behind": "off", "regex": "off"}}' > kedb.json && cp $TOP/tests/rules/example.json records/aws/ && sed 's|aws/example|aws/other|' records/aws/example.json > records/aws/other.json && kedb render -q && cp $TOP/ci/hooks/pre-commit .git/hooks/ && git add . && git commit -qm one && git status --short

Pages that were rendered by hand come with their record, though they are current.

$ cd base && sed -i 's/Renew the certificate\./Renew it./' records/aws/example.json && sed 's|aws/other|aws/new|' records/aws/other.json > records/aws/new.json && kedb render -q && git add records/aws/*.json && git commit -qm rendered; git show --name-only --format= HEAD; git status --short
records/README.md
records/aws/README.md
records/aws/example.json
records/aws/example.md
records/aws/new.json
records/aws/new.md
records/aws/new.zh.md

A record that is staged in part keeps its page for later, and says so; the other's is written.

$ cd base && sed -i 's/Renew it\./Renew it now./' records/aws/example.json records/aws/other.json && sed -i 's/Renew the certificate\./Renew it now./' records/aws/other.json && git add . && sed -i 's/Renew it now\./Renew it soon./' records/aws/other.json && git commit -qm part; git show --name-only --format= HEAD; git status --short; git commit -qam rest; git show --name-only --format= HEAD; kedb render --check
kedb: records/aws/other.json: is staged in part: its page waits for the rest
records/aws/example.json
records/aws/example.md
records/aws/other.json
 M records/aws/other.json
records/aws/other.json
records/aws/other.md

A commit of paths has an index of its own, which git forgets: pages that it got would be taken back by the next.

$ cd base && sed -i 's/Renew it now\./Renew it today./' records/aws/example.json && git commit -qm path records/aws/example.json; git show --name-only --format= HEAD; git status --short; kedb render -q && git commit -qam pages && git show --name-only --format= HEAD
kedb: a commit of paths leaves its pages alone, since the next one would take them back: stage the records and commit without paths
records/aws/example.json
records/aws/example.md

The pages of a record go with it, also where it moves; the index of a domain goes with its last record.

$ cd base && git rm -q records/aws/new.json && git commit -qm gone; git mv records/aws/other.json records/aws/moved.json && sed -i 's|aws/other|aws/moved|' records/aws/moved.json && git add . && git commit -qm moved; git show --name-status --no-renames --format= HEAD; kedb render --check && kedb check -q; git status --short
M	records/README.md
M	records/aws/README.md
A	records/aws/moved.json
A	records/aws/moved.md
A	records/aws/moved.zh.md
D	records/aws/other.json
D	records/aws/other.md
D	records/aws/other.zh.md

$ cd base && mkdir records/git && sed 's|aws/example|git/one|; s/"domain": "aws"/"domain": "git"/' records/aws/example.json > records/git/one.json && git add . && git commit -qm domain 2>/dev/null; git rm -q records/git/one.json && git commit -qm undone; kedb render --check; git status --short; ls records; git show --name-status --format= HEAD
README.md
aws
M	records/README.md
D	records/git/README.md
D	records/git/one.json
D	records/git/one.md
D	records/git/one.zh.md

A repository may keep its pages out of git.

$ cd base && git rm -q --cached 'records/*.md' && echo '*.md' > .gitignore && git add .gitignore && git commit -qm ignored && sed -i 's/Renew it today\./Renew it again./' records/aws/example.json && git commit -qam kept; git show --name-only --format= HEAD; grep -c again records/aws/example.md
records/aws/example.json
1

Where there is no base the hook does not pass over it in silence.

$ git init -q -b main deep && mkdir deep/kb && cp -r base/kedb.json base/records deep/kb && cd deep && git add . && kedb hook; kedb hook --config kb/kedb.json
kedb: records: there is no such folder here, nor in git's index: --config names the kedb.json of the base
2 records checked: 0 errors, 0 warnings, 0 infos

Beside the records of the index its pages are judged, whatever the work tree holds.

$ cp -r base judged && cd judged && git reset -q --hard && rm .gitignore && kedb render -q && git add . && git commit -qnm again && sed -i 's/Renew it again\./Renew it tomorrow./' records/aws/example.json && kedb render -q && git add records/aws/example.json && kedb check --staged; git add . && kedb check --staged && echo edited >> records/aws/example.md && kedb check --staged && kedb check -q | grep -c md/current
records/aws/example.json:2:9: error: the page records/aws/example.md is not what the record renders to [md/current]
    2 |   "id": "aws/example",
      |         ^~~~~~~~~~~~~
   = /id; they differ first in line 16 of the page
   = help: run `kedb render`; the page is made from the record and not edited by hand
1 record checked: 1 error, 0 warnings, 0 infos
1 record checked: 0 errors, 0 warnings, 0 infos
1 record checked: 0 errors, 0 warnings, 0 infos
1
