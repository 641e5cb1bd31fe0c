`make hooks` installs the pre-commit hook, into a folder that may not be there yet, and over one of its own.

$ git init -q -b main tree && cp -r $TOP/ci $TOP/Makefile $TOP/VERSION tree/ && rm -rf tree/.git/hooks && cd tree && make -s hooks && make -s hooks && cmp .git/hooks/pre-commit ci/hooks/pre-commit
.git/hooks/pre-commit
.git/hooks/pre-commit

$ cd tree && git config core.hooksPath own && make -s hooks && ls own; git config --unset core.hooksPath
own/pre-commit
pre-commit

A hook of somebody else stays as it is.

$ cd tree && printf '#!/bin/sh\necho mine\n' > .git/hooks/pre-commit && make -s hooks 2>&1 | sed '/^make: /d'; cat .git/hooks/pre-commit; ln -sf /nowhere .git/hooks/pre-commit; make -s hooks 2>&1 | sed '/^make: /d'
make hooks: .git/hooks/pre-commit is there already and is not kedb's: add `kedb hook` to it, or move it away
#!/bin/sh
echo mine
make hooks: .git/hooks/pre-commit is there already and is not kedb's: add `kedb hook` to it, or move it away

The program it runs: KEDB's, else the one on the path, else the one that was built in this work tree.

$ mkdir few && ln -s "$(command -v git)" few/git && cd tree && rm .git/hooks/pre-commit && make -s hooks && PATH=$PWD/../few git commit -q --allow-empty -m one
.git/hooks/pre-commit
pre-commit: SCRATCH/work/tree/build/kedb is not there: `make` builds it, `make install` puts kedb on the path, KEDB names another
[1]

$ cd tree && mkdir -p build && printf '#!/bin/sh\necho "built: $*"\n' > build/kedb && chmod +x build/kedb && PATH=$PWD/../few git commit -q --allow-empty -m one; PATH=$PWD/../few KEDB=/nowhere/kedb git commit -q --allow-empty -m two
built: hook --quiet
pre-commit: /nowhere/kedb is not there: `make` builds it, `make install` puts kedb on the path, KEDB names another
[1]

$ cd tree && mkdir -p bin && printf '#!/bin/sh\necho "on the path: $*"\n' > bin/kedb && chmod +x bin/kedb && PATH=$PWD/bin:$PATH git commit -q --allow-empty -m two; PATH=$PWD/bin:$PATH KEDB=build/kedb git commit -q --allow-empty -m three
on the path: hook --quiet
built: hook --quiet
