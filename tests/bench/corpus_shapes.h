/* Shapes of error messages for generated records: the message, its translation and the regex that finds it.
 * {P} product, {E} error code, {O} object, {F} fault, {N} a number, {H} a hexadecimal number. */
#ifndef KEDB_TESTS_CORPUS_SHAPES_H
#define KEDB_TESTS_CORPUS_SHAPES_H

#include "base/mem.h"

struct shape {
    const char *en, *zh, *regex, *alias;
};

static const struct shape shapes[] = {
    {"{P} error {E}: the {O} of job {N} {F}", "{P} 错误 {E}：作业 {N} 的{O}{F}",
     "{P} error {E}: the {O} of job \\d+ {F}", NULL},
    {"{P} error {E} (exit status {N}): the {O} {F}.", "{P} 错误 {E}（退出状态 {N}）：{O}{F}。",
     "{P} error {E} \\(exit status \\d+\\): the {O} {F}\\.", NULL},
    {"[{E}] {P}: cannot use {O} 'job-{N}': it {F}", "[{E}] {P}：无法使用{O} 'job-{N}'：它{F}",
     "\\[{E}\\] {P}: cannot use {O} '[^']+': it {F}", NULL},
    {"{P}[{N}]: {E}: the {O} in /var/lib/jobs/{N}.dat {F}", "{P}[{N}]: {E}：/var/lib/jobs/{N}.dat 中的{O}{F}",
     "{P}\\[\\d+\\]: {E}: the {O} in \\S+ {F}", NULL},
    {"{P} {E}: the {O} at 0x{H} {F} (core dumped)", "{P} {E}：0x{H} 处的{O}{F}（核心已转储）",
     "{P} {E}: the {O} at 0x[0-9a-f]+ {F} \\(core dumped\\)", NULL},
    {"{P} error {E}: the {O} {F}", "{P} 错误 {E}：{O}{F}", "{P} (?:error|fault) {E}: the {O} {F}",
     "{P} fault {E}: the {O} {F}"},
    {"{P} error {E}: the {O} {F}, retry in {N} s", "{P} 错误 {E}：{O}{F}，将在 {N} 秒后重试",
     "{P} error {E}: the {O} {F}(?:, retry in \\d+ s)?", "{P} error {E}: the {O} {F}"},
    {"{P}: {E}: dial tcp 10.1.2.3:5432: the {O} {F}", "{P}: {E}：dial tcp 10.1.2.3:5432：{O}{F}",
     "{P}: {E}: dial tcp [\\d.]+:\\d+: the {O} {F}", NULL},
    {"{P} error {E}: the {O} \"job {N}\" {F} at line {N}, column 5",
     "{P} 错误 {E}：{O} \"job {N}\" {F}，位于第 {N} 行第 5 列",
     "{P} error {E}: the {O} \"[^\"]+\" {F} at line \\d+, column \\d+", NULL},
    {"{P} {E}: HOME=$HOME is set, and the {O} {F} [fatal]", "{P} {E}：已设置 HOME=$HOME，且{O}{F} [fatal]",
     "{P} {E}: HOME=\\$HOME is set, and the {O} {F} \\[fatal\\]", NULL},
    {"{P} error {E}: the {O} {F}", "{P} 错误 {E}：{O}{F}", "{P}\\b.{1,12}\\b{E}\\b.{1,40}\\b{O} {F}", NULL},
    {"{P} warns, {E}: what became of the {O}? It {F}.", "{P} 警告，{E}：{O}怎么了？它{F}。",
     "{P} warns, {E}: what became of the {O}\\? It {F}\\.", NULL},
    {"panic: {P} {E}: the {O} {F}; goroutine {N} [running]",
     "panic: {P} {E}：{O}{F}；goroutine {N} [running]",
     "panic: {P} {E}: the {O} {F}; goroutine \\d+ \\[running\\]", NULL},
    {"{P} {E} | the {O} {F} | code={N}", "{P} {E} | {O}{F} | code={N}",
     "{P} {E} \\| the {O} {F} \\| code=\\d+", NULL},
};

struct fields {
    const char *product, *code, *object, *fault;
    unsigned number;
};

/* Expands a shape. */
static inline void shape_add(struct buf *out, const char *shape, const struct fields *f)
{
    for (const char *p = shape; *p; p++) {
        if (p[0] != '{' || !p[1] || p[2] != '}') {
            buf_addc(out, *p);
            continue;
        }
        switch (p[1]) {
        case 'P': buf_adds(out, f->product); break;
        case 'E': buf_adds(out, f->code); break;
        case 'O': buf_adds(out, f->object); break;
        case 'F': buf_adds(out, f->fault); break;
        case 'H': buf_addf(out, "7f%06xa0", f->number); break;
        default: buf_addf(out, "%u", f->number);
        }
        p += 2;
    }
}

#endif
