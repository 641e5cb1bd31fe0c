# kedb: `make` builds build/kedb; `make run` checks and renders the records; `make test` runs every test.
# Flags come in by CFLAGS and LDFLAGS; a build with SAN=address|undefined|thread lives in a folder of its own.

VERSION := $(shell cat VERSION)
PREFIX  ?= /usr/local
CC      ?= cc
PKGS    := jansson libxml-2.0 libcurl libpcre2-8 sqlite3 libidn2 libutf8proc
OPT     ?= -O2
SAN     ?=
comma   := ,
BUILD   := build$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))
Q       := @
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith -Wwrite-strings
ifdef CI
WARN    += -Werror
endif
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all -DKEDB_ARENA_MALLOC)

pkg_cflags := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
late       := libxml-2.0 libcurl sqlite3 libidn2 # loaded at their first use: base/library.h
pkg_libs   := $(shell pkg-config --libs $(filter-out $(late),$(PKGS)) 2>/dev/null)
# Loaded when they are needed (base/library.h), by the name that the linker would have noted.
soname = $(shell objdump -p "$$($(CC) -print-file-name=$(1).so)" 2>/dev/null | sed -n 's/^ *SONAME *//p')
libxml2 := $(call soname,libxml2)
libcurl := $(call soname,libcurl)
sqlite  := $(call soname,libsqlite3)
libidn2 := $(call soname,libidn2)
override CPPFLAGS += -DKEDB_LIBXML2='"$(libxml2)"' -DKEDB_LIBCURL='"$(libcurl)"' -DKEDB_SQLITE='"$(sqlite)"' -DKEDB_LIBIDN2='"$(libidn2)"' -D_POSIX_C_SOURCE=200809L -DKEDB_VERSION='"$(VERSION)"' -Itools $(pkg_cflags)
override ALL_CFLAGS = -std=c11 $(OPT) -g -fvisibility=hidden $(WARN) $(SANFLAGS) $(CFLAGS)
override ALL_LDFLAGS = $(SANFLAGS) $(LDFLAGS) -pthread
LDLIBS  := $(pkg_libs) -lm
TESTLIBS := $(shell pkg-config --libs $(late) 2>/dev/null) # what tests hold the program against

src  := $(wildcard tools/*/*.c)
obj  := $(src:tools/%.c=$(BUILD)/obj/%.o)
unit := $(wildcard tests/unit/*/*_test.c)
unit_bin := $(unit:tests/unit/%.c=$(BUILD)/unit/%)
bench := $(wildcard tests/bench/*.c)
bench_bin := $(bench:tests/bench/%.c=$(BUILD)/bench/%)

fuzz := $(wildcard tests/fuzz/*_fuzz.c)
fuzz_bin := $(fuzz:tests/fuzz/%.c=build/fuzz/%)
FUZZ_SECONDS ?= 600
FUZZ_CC ?= clang

.DEFAULT_GOAL := all
.PHONY: all run test check unit bench bench-programs fuzz fuzz-run fuzz-programs goals clean docs install uninstall hooks
.SECONDARY:
all: $(BUILD)/kedb

run: all
	$(BUILD)/kedb check records
	$(BUILD)/kedb render records

test:
	$(Q)tests/run

check: # the quick tests, for every save
	$(Q)tests/run --quick

hooks: # git's pre-commit hook of this checkout
	$(Q)ci/hooks/install

goals: all bench-programs # the table of goals, some minutes long, into tests/bench/RESULTS.md
	tests/bench/goals --write tests/bench/RESULTS.md

bench: bench-programs
	tests/bench/goals --quick
	tests/bench/schema_bench --quick
	$(BUILD)/bench/reader_bench
	$(BUILD)/bench/check_bench
	$(BUILD)/bench/render_bench
	$(BUILD)/bench/links_bench
	$(BUILD)/bench/overlap_bench
	$(BUILD)/bench/match_bench

$(BUILD)/kedb: $(BUILD)/obj/main.o $(BUILD)/libkedb.a
	@echo $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

# The same program with libxml2's parser as the reader of pages, to be held against it.
own_html := $(foreach f,begin push end release,-Dhtml_$(f)=own_html_$(f))
$(BUILD)/kedb-libxml2: $(BUILD)/obj/main.o $(BUILD)/libkedb.a tests/link/html_libxml2.c tools/link/html.c
	@echo $@
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(own_html) -c -o $(BUILD)/obj/own_html.o tools/link/html.c
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -o $@ tests/link/html_libxml2.c $(BUILD)/obj/own_html.o $(filter %.o %.a,$^) $(ALL_LDFLAGS) $(LDLIBS) $(TESTLIBS)

$(BUILD)/obj/record/builtin.o: schemas/record.schema.json
$(BUILD)/obj/rules/regex_benign.o: tools/rules/benign.txt
$(BUILD)/obj/link/official.o: schemas/official-hosts.json
$(BUILD)/obj/rules/glossary.o: schemas/glossary.json
$(BUILD)/obj/schema/metaschemas.o: $(wildcard schemas/meta/*.json)

$(BUILD)/libkedb.a: $(obj)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/obj/%.o: tools/%.c VERSION Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libkedb.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libkedb.a $(ALL_LDFLAGS) $(LDLIBS) $(TESTLIBS) -lcmocka

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libkedb.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests -Itests/bench $(ALL_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libkedb.a $(ALL_LDFLAGS) $(LDLIBS) $(TESTLIBS)

# The pages' property test parses them with cmark-gfm where that is installed, and says "skipped" where not.
$(BUILD)/unit/markdown/page_property_test: LDLIBS += $(if $(wildcard /usr/include/cmark-gfm.h),-lcmark-gfm-extensions -lcmark-gfm)

unit: $(unit_bin)
bench-programs: $(bench_bin)

# Fuzz targets are built by clang, the sources once with what guides the fuzzer.
fuzz_flags := -std=c11 -O1 -g -DKEDB_ARENA_MALLOC -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz_obj := $(src:tools/%.c=build/fuzz/obj/%.o)

build/fuzz/obj/record/builtin.o: schemas/record.schema.json

build/fuzz/obj/%.o: tools/%.c VERSION Makefile
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) $(fuzz_flags) -MMD -MP -c -o $@ $<

build/fuzz/libkedb.a: $(fuzz_obj)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

build/fuzz/%: tests/fuzz/%.c build/fuzz/libkedb.a $(wildcard tests/*.h)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) -Itests $(fuzz_flags) -fsanitize=fuzzer -o $@ $< build/fuzz/libkedb.a -pthread $(LDLIBS) $(TESTLIBS)

fuzz-programs: $(fuzz_bin)

# Each target for FUZZ_SECONDS, on copies of its seeds; a crash is kept in build/fuzz.
fuzz-run: fuzz-programs
	$(Q)for t in $(fuzz_bin); do \
		name=$$(basename $$t _fuzz); mkdir -p build/fuzz/corpus/$$name; \
		seeds=tests/fuzz/seeds/$$name; [ -d $$seeds ] || seeds=; \
		$$t -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -timeout=20 -artifact_prefix=build/fuzz/$$name- \
			build/fuzz/corpus/$$name $$seeds >build/fuzz/$$name.log 2>&1 || { tail -n 40 build/fuzz/$$name.log; exit 1; }; \
		grep -E '^Done|DONE' build/fuzz/$$name.log | tail -n 1 | sed "s/^/$$name: /"; \
	done

fuzz: fuzz-run

docs: all # what is made from the tables and kept: the rule book
	$(BUILD)/kedb rules --format markdown >tools/RULES.md

dirs  := $(DESTDIR)$(PREFIX)
share := $(dirs)/share/kedb
install: all
	install -D -m 755 $(BUILD)/kedb $(dirs)/bin/kedb
	install -d $(share)/schemas $(dirs)/share/man/man1 $(dirs)/share/zsh/site-functions \
		$(dirs)/share/bash-completion/completions $(dirs)/share/fish/vendor_completions.d
	install -m 644 schemas/*.json $(share)/schemas
	$(BUILD)/kedb help --man >$(dirs)/share/man/man1/kedb.1
	$(BUILD)/kedb help --commands | while read -r c; do \
		$(BUILD)/kedb help --man $$c >"$(dirs)/share/man/man1/kedb-$$(echo $$c | tr ' ' -).1" || exit 1; done
	$(BUILD)/kedb completion bash >$(dirs)/share/bash-completion/completions/kedb
	$(BUILD)/kedb completion zsh >$(dirs)/share/zsh/site-functions/_kedb
	$(BUILD)/kedb completion fish >$(dirs)/share/fish/vendor_completions.d/kedb.fish

uninstall:
	rm -f $(dirs)/bin/kedb $(dirs)/share/man/man1/kedb.1 $(dirs)/share/man/man1/kedb-*.1
	rm -f $(dirs)/share/bash-completion/completions/kedb $(dirs)/share/zsh/site-functions/_kedb
	rm -f $(dirs)/share/fish/vendor_completions.d/kedb.fish
	rm -rf $(share)

clean:
	rm -rf build

-include $(fuzz_obj:.o=.d) $(obj:.o=.d) $(BUILD)/obj/main.d $(unit_bin:=.d) $(bench_bin:=.d)
