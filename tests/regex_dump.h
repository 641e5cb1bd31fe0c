/* A tree of a pattern as text, for tests: "(seq a (rep 0.. b))". */
#ifndef KEDB_TESTS_REGEX_DUMP_H
#define KEDB_TESTS_REGEX_DUMP_H

#include "regex/ast.h"

static inline void dump_char(struct buf *b, uint32_t cp)
{
    if (cp > 0x20 && cp < 0x7F)
        buf_addc(b, (char)cp);
    else
        buf_addf(b, "U+%04X", cp);
}

static inline void dump_node(const struct regex_tree *t, const struct regex_node *n, struct buf *b)
{
    static const char *const asserts[] = {"^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B", "\\G", "\\K"};
    static const char *const looks[] = {"=", "!", "<=", "<!"};
    static const char *const groups[] = {"cap", "named", "grp", "atomic", "reset", "define", "run"};
    const char *close = ")";
    switch (n->kind) {
    case REGEX_EMPTY: buf_adds(b, "()"); return;
    case REGEX_CHAR: dump_char(b, n->cp); return;
    case REGEX_ANY: buf_adds(b, n->sub == ANY_DOT ? "." : "\\N"); return;
    case REGEX_SHORTHAND: buf_addf(b, "\\%c", n->sub); return;
    case REGEX_PROPERTY:
    case REGEX_POSIX:
        buf_addf(b, "%s%s{%.*s}", n->kind == REGEX_POSIX ? "posix" : "\\p", n->sub ? "^" : "",
                 STR_FMT(regex_node_name(t, n)));
        return;
    case REGEX_RANGE:
        dump_node(t, n->child, b);
        buf_addc(b, '-');
        dump_node(t, n->child->next, b);
        return;
    case REGEX_NEWLINE: buf_adds(b, "\\R"); return;
    case REGEX_CLUSTER: buf_adds(b, "\\X"); return;
    case REGEX_BYTE: buf_adds(b, "\\C"); return;
    case REGEX_ASSERT: buf_adds(b, asserts[n->sub]); return;
    case REGEX_FLAGS: buf_adds(b, "(flags)"); return;
    case REGEX_COMMENT: buf_adds(b, "(#)"); return;
    case REGEX_VERB: buf_addf(b, "(verb %.*s)", STR_FMT(regex_node_name(t, n))); return;
    case REGEX_CALLOUT: buf_adds(b, "(callout)"); return;
    case REGEX_BACKREF: buf_addf(b, "(ref %u)", n->number); return;
    case REGEX_CALL: buf_addf(b, "(call %u)", n->number); return;
    case REGEX_CLASS:
        buf_adds(b, n->sub & CLASS_NEGATED ? "[^" : "[");
        close = "]";
        break;
    case REGEX_GROUP: buf_addf(b, "(%s", groups[n->sub]); break;
    case REGEX_LOOK: buf_addf(b, "(%s", looks[n->sub]); break;
    case REGEX_CONDITIONAL:
        buf_adds(b, "(if");
        if (n->number)
            buf_addf(b, " %u", n->number);
        break;
    case REGEX_REPEAT:
        buf_addf(b, "(%s%u,", n->sub == GREEDY ? "rep " : n->sub == LAZY ? "lazy " : "poss ", n->min);
        if (n->max != REGEX_INFINITE)
            buf_addf(b, "%u", n->max);
        break;
    case REGEX_SEQUENCE: buf_adds(b, "(seq"); break;
    default: buf_adds(b, "(alt"); break;
    }
    bool first = n->kind == REGEX_CLASS;
    regex_foreach_child(c, n)
    {
        if (!first)
            buf_addc(b, ' ');
        first = false;
        dump_node(t, c, b);
    }
    buf_adds(b, close);
}

#endif
