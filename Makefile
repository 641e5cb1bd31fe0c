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
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith -Wwrite-strings
ifdef CI
WARN    += -Werror
endif
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all -DKEDB_ARENA_MALLOC)

pkg_cflags := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
pkg_libs   := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
override CPPFLAGS += -D_POSIX_C_SOURCE=200809L -DKEDB_VERSION='"$(VERSION)"' -Itools $(pkg_cflags)
override ALL_CFLAGS = -std=c11 $(OPT) -g -fvisibility=hidden $(WARN) $(SANFLAGS) $(CFLAGS)
override ALL_LDFLAGS = $(SANFLAGS) $(LDFLAGS) -pthread
LDLIBS  := $(pkg_libs) -lm

src  := $(wildcard tools/*/*.c)
obj  := $(src:tools/%.c=$(BUILD)/obj/%.o)
unit := $(wildcard tests/unit/*/*_test.c)
unit_bin := $(unit:tests/unit/%.c=$(BUILD)/unit/%)
bench := $(wildcard tests/bench/*.c)
bench_bin := $(bench:tests/bench/%.c=$(BUILD)/bench/%)

.DEFAULT_GOAL := all
.PHONY: all run test unit bench-programs check-source clean install uninstall
all: $(BUILD)/kedb

$(BUILD)/kedb: $(BUILD)/obj/main.o $(BUILD)/libkedb.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/record/builtin.o: schemas/record.schema.json

$(BUILD)/libkedb.a: $(obj)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/obj/%.o: tools/%.c VERSION Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libkedb.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libkedb.a $(ALL_LDFLAGS) $(LDLIBS) -lcmocka

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libkedb.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libkedb.a $(ALL_LDFLAGS) $(LDLIBS)

unit: $(unit_bin)
bench-programs: $(bench_bin)

clean:
	rm -rf build

-include $(obj:.o=.d) $(BUILD)/obj/main.d $(unit_bin:=.d) $(bench_bin:=.d)
