/* A record's pattern as a tree: what is written, where, and what it is called.
 *
 * The parser reads the union of what PCRE2, Python, ECMAScript, RE2, Go and Rust accept, so that whatever
 * only some of them know can be named instead of refused. Where they read the same characters differently the
 * tree is PCRE2's reading (`{,3}` is four literal characters, `[a-z&&[aeiou]]` a class and a `]`), and the
 * construct is noted; what PCRE2 refuses and another engine takes (`\u0041`, `(?<=a+)`, `a**`, `[a-\d]`) is
 * read as that engine does. An error is what none of them accepts. Whether PCRE2 compiles a pattern is asked
 * of PCRE2 (regex/match.h).
 *
 * Nothing is simplified: alternatives stay as they are written, a sequence has one node a character. Spans
 * are bytes of the pattern, which is UTF-8; for a place in the JSON text give them to finding_in_string() or
 * json_string_place(). All nodes live in the caller's arena; the tree keeps a view of the pattern, which must
 * live as long. A tree is read-only after the parse and may be shared by threads.
 *
 * Every recursion over a tree is bounded: groups nest at most REGEX_NEST_MAX deep (PCRE2's own limit), and
 * between two groups lie at most REGEX_NODE_LEVELS levels of other nodes. */
#ifndef KEDB_REGEX_AST_H
#define KEDB_REGEX_AST_H

#include "base/mem.h"

enum {
    REGEX_PARSE_MAX = 1 << 16, /* bytes; PCRE2 as built everywhere compiles nothing that needs more */
    REGEX_NEST_MAX = 250,      /* groups inside groups */
    REGEX_STACK_MAX = 8,       /* quantifiers on a quantified item: a{2}{3}{4} */
    REGEX_NODE_LEVELS = 3 + REGEX_STACK_MAX, /* group -> alternation -> sequence -> repeats -> group */
    REGEX_REPEAT_MAX = 65535,                /* PCRE2's largest bound; a larger one is kept and noted */
};
#define REGEX_INFINITE UINT32_MAX
#define REGEX_CP_MAX   0x10FFFFu

enum regex_kind {
    REGEX_EMPTY,       /* matches the empty string: an empty pattern, group or alternative */
    REGEX_CHAR,        /* one code point, `cp`, however it is spelled (enum regex_spelling in `sub`) */
    REGEX_ANY,         /* . or \N (sub: enum regex_any) */
    REGEX_SHORTHAND,   /* \d \w \s \h \v and their negations; `sub` is the letter */
    REGEX_PROPERTY,    /* \p{name} \pL; `name`; sub: 1 when negated (\P or \p{^..}) */
    REGEX_POSIX,       /* [:name:], only in a class; `name`; sub: 1 when negated */
    REGEX_RANGE,       /* a-z, only in a class: two children, REGEX_CHAR each */
    REGEX_CLASS,       /* [...]: children are what it is made of; sub: enum regex_class */
    REGEX_NEWLINE,     /* \R */
    REGEX_CLUSTER,     /* \X */
    REGEX_BYTE,        /* \C */
    REGEX_ASSERT,      /* sub: enum regex_assert */
    REGEX_GROUP,       /* one child; sub: enum regex_group; `number` and `name` when it captures */
    REGEX_LOOK,        /* lookaround, one child; sub: enum regex_look */
    REGEX_BACKREF,     /* `number` (resolved from relative and named ones; 0: no such group), `name` */
    REGEX_CALL,        /* subroutine or recursion: `number` (0: the whole pattern), `name` */
    REGEX_CONDITIONAL, /* children: yes and (maybe) no branch; a lookaround condition comes first as
                          REGEX_LOOK; `number`/`name` otherwise */
    REGEX_REPEAT,      /* one child, `min`, `max` (REGEX_INFINITE); sub: enum regex_greed */
    REGEX_SEQUENCE,    /* two or more children, one after the other */
    REGEX_ALTERNATION, /* two or more children */
    REGEX_FLAGS,       /* (?i) from here to the end of the group; children's own `flags` already say so */
    REGEX_COMMENT,     /* (?#...), or blanks and # comments under x */
    REGEX_VERB,        /* (*SKIP) and the like; `name` */
    REGEX_CALLOUT,     /* (?C) */
};

enum regex_spelling { /* how a REGEX_CHAR is written */
                      SPELLED_PLAIN,
                      SPELLED_ESCAPED,    /* a backslash and the character: \. \/ \- */
                      SPELLED_LETTER,     /* \n \r \t \f \a \e, \v outside PCRE2, \b in a class */
                      SPELLED_HEX,        /* \xHH */
                      SPELLED_HEX_BRACES, /* \x{H...} */
                      SPELLED_U4,         /* \uHHHH */
                      SPELLED_U_BRACES,   /* \u{H...} */
                      SPELLED_U8,         /* \UHHHHHHHH */
                      SPELLED_OCTAL,      /* \101, \o{101}, \0 */
                      SPELLED_CONTROL,    /* \cA */
                      SPELLED_NAMED,      /* \N{U+41} */
                      SPELLED_QUOTED,     /* between \Q and \E */
};

enum regex_class {
    CLASS_NEGATED = 1,
    CLASS_OPERATOR = 2, /* -- of other engines: its set is not computed */
};

enum regex_any { ANY_DOT, ANY_NOT_NEWLINE /* \N */ };

enum regex_assert {
    ASSERT_CARET,       /* ^ */
    ASSERT_DOLLAR,      /* $ */
    ASSERT_START,       /* \A */
    ASSERT_END,         /* \z */
    ASSERT_END_NEWLINE, /* \Z */
    ASSERT_BOUNDARY,    /* \b */
    ASSERT_NO_BOUNDARY, /* \B */
    ASSERT_MATCH_START, /* \G */
    ASSERT_KEEP,        /* \K: no assertion, but takes no character either */
};

enum regex_group {
    GROUP_CAPTURE,
    GROUP_NAMED,
    GROUP_PLAIN,        /* (?:...) and, with flags of its own, (?i:...) */
    GROUP_ATOMIC,       /* (?>...) */
    GROUP_BRANCH_RESET, /* (?|...) */
    GROUP_DEFINE,       /* (?(DEFINE)...): never matched in place */
    GROUP_SCRIPT_RUN,   /* (*sr:...) */
};

enum regex_look { LOOK_AHEAD, LOOK_NOT_AHEAD, LOOK_BEHIND, LOOK_NOT_BEHIND };

enum regex_greed { GREEDY, LAZY, POSSESSIVE };

enum regex_flag { /* in force at a node */
                  REGEX_FLAG_I = 1,
                  REGEX_FLAG_M = 2,
                  REGEX_FLAG_S = 4,
                  REGEX_FLAG_X = 8,
                  REGEX_FLAG_U = 16,   /* PCRE2's and Go's: greedy and lazy change places; `sub` of a repeat
                                          already says so */
                  REGEX_FLAG_N = 32,   /* plain parentheses do not capture */
                  REGEX_FLAG_J = 64,   /* group names may repeat */
                  REGEX_FLAG_XX = 128, /* blanks in classes do not count either */
};

struct regex_node {
    uint8_t kind;  /* enum regex_kind */
    uint8_t sub;   /* see the kind */
    uint8_t flags; /* enum regex_flag in force */
    uint8_t in_class;
    uint32_t from, to;        /* bytes of the pattern */
    struct regex_node *child; /* the first */
    struct regex_node *next;  /* sibling */
    union {
        struct {
            uint32_t cp;
            uint32_t run; /* of a REGEX_CHAR: see regex_past_run() */
        };
        struct {
            uint32_t min, max;
        };
        struct {
            uint32_t number;
            uint32_t name_from, name_to; /* bytes of the pattern; equal: no name */
        };
    };
};

/* What can be told apart and named; the second word is the name for a sentence. One that depends on a
 * character carries it in `value`. */
#define REGEX_CONSTRUCTS(X)                                                                                  \
    X(FLAGS_AT_START, "inline flag at the start")                                                            \
    X(FLAGS_IN_MIDDLE, "inline flag in the middle")                                                          \
    X(FLAGS_SCOPED, "scoped inline flag")                                                                    \
    X(FLAG_I, "flag i")                                                                                      \
    X(FLAG_M, "flag m")                                                                                      \
    X(FLAG_S, "flag s")                                                                                      \
    X(FLAG_X, "flag x")                                                                                      \
    X(FLAG_UNGREEDY, "flag U")                                                                               \
    X(FLAG_OTHER, "flag of one engine") /* value: the letter */                                              \
    X(FLAG_OFF, "flag switched off")    /* value: the letter */                                              \
    X(ESCAPED_PUNCTUATION,                                                                                   \
      "escape of a character that needs none") /* value: it; not ^$\.*+?()[]{}| nor / */                     \
    X(ESCAPED_SLASH, "escaped slash")                                                                        \
    X(ESCAPED_HYPHEN_IN_CLASS, "escaped hyphen in a class")                                                  \
    X(ESCAPED_PUNCTUATION_IN_CLASS, "escape in a class of a character that needs none") /* value */          \
    X(ESCAPED_NON_ASCII, "escaped letter beyond ASCII")                                 /* value */          \
    X(UNKNOWN_ESCAPE, "escape that has no meaning") /* value: the letter */                                  \
    X(LOOKAHEAD, "lookahead")                                                                                \
    X(NEGATIVE_LOOKAHEAD, "negative lookahead")                                                              \
    X(LOOKBEHIND, "lookbehind")                                                                              \
    X(NEGATIVE_LOOKBEHIND, "negative lookbehind")                                                            \
    X(LOOKBEHIND_ALTERNATIVES, "lookbehind with alternatives of unequal length")                             \
    X(LOOKBEHIND_VARIABLE, "lookbehind of variable length")                                                  \
    X(POSSESSIVE, "possessive quantifier")                                                                   \
    X(ATOMIC, "atomic group")                                                                                \
    X(BACKREFERENCE, "backreference")                                                                        \
    X(BACKREFERENCE_RELATIVE, "backreference by \\g")                                                        \
    X(BACKREFERENCE_NAMED_P, "named backreference (?P=name)")                                                \
    X(BACKREFERENCE_NAMED_K, "named backreference \\k<name>")                                                \
    X(FORWARD_REFERENCE, "reference to a group that comes later")                                            \
    X(NAMED_GROUP_P, "named group (?P<name>...)")                                                            \
    X(NAMED_GROUP_ANGLE, "named group (?<name>...)")                                                         \
    X(NAMED_GROUP_QUOTE, "named group (?'name'...)")                                                         \
    X(DUPLICATE_NAME, "group name used twice")                                                               \
    X(START_OF_TEXT, "\\A")                                                                                  \
    X(END_OF_TEXT, "\\z")                                                                                    \
    X(END_OF_TEXT_NEWLINE, "\\Z")                                                                            \
    X(DOLLAR, "$")                                                                                           \
    X(MATCH_START, "\\G")                                                                                    \
    X(KEEP, "\\K")                                                                                           \
    X(BOUNDARY, "\\b")         /* value: 'b' or 'B' */                                                       \
    X(HORIZONTAL_SPACE, "\\h") /* value: the letter, h or H; likewise below */                               \
    X(VERTICAL_SPACE, "\\v")                                                                                 \
    X(NOT_NEWLINE, "\\N")                                                                                    \
    X(ANY_NEWLINE, "\\R")                                                                                    \
    X(CLUSTER, "\\X")                                                                                        \
    X(SINGLE_BYTE, "\\C")                                                                                    \
    X(DIGIT, "\\d")                                                                                          \
    X(WORD, "\\w")                                                                                           \
    X(SPACE, "\\s")                                                                                          \
    X(DOT, ".")                                                                                              \
    X(ESCAPE_E, "\\e")                                                                                       \
    X(ESCAPE_A, "\\a")                                                                                       \
    X(HEX, "\\xHH")                                                                                          \
    X(HEX_SHORT, "\\x with fewer than two digits")                                                           \
    X(HEX_BRACES, "\\x{HH}")                                                                                 \
    X(UNICODE_4, "\\uHHHH")                                                                                  \
    X(UNICODE_BRACES, "\\u{HHHH}")                                                                           \
    X(UNICODE_8, "\\UHHHHHHHH")                                                                              \
    X(UNICODE_NAMED, "\\N{U+HHHH}")                                                                          \
    X(OCTAL, "octal escape")                                                                                 \
    X(OCTAL_BRACES, "\\o{...}")                                                                              \
    X(NUL, "\\0")                                                                                            \
    X(CONTROL, "\\cX")                                                                                       \
    X(QUOTE, "\\Q...\\E")                                                                                    \
    X(POSIX_CLASS, "POSIX class")                                                                            \
    X(PROPERTY_BRACES, "\\p{...}")                                                                           \
    X(PROPERTY_SHORT, "\\pL")                                                                                \
    X(NON_ASCII, "character beyond ASCII") /* value */                                                       \
    X(ASTRAL, "character beyond U+FFFF")   /* value */                                                       \
    X(BOUND_WITHOUT_MINIMUM, "{,n}")                                                                         \
    X(LITERAL_OPEN_BRACE, "unescaped {")                                                                     \
    X(LITERAL_CLOSE_BRACE, "unescaped }")                                                                    \
    X(LITERAL_CLOSE_BRACKET, "unescaped ]")                                                                  \
    X(CLASS_EMPTY, "empty class")                                                                            \
    X(CLASS_FIRST_BRACKET, "] first in a class")                                                             \
    X(CLASS_OPEN_BRACKET, "[ in a class")                                                                    \
    X(CLASS_INTERSECTION, "&& in a class")                                                                   \
    X(CLASS_SUBTRACTION, "-- in a class")                                                                    \
    X(CLASS_DOUBLE, "doubled punctuation in a class") /* value: the character */                             \
    X(CLASS_HYPHEN_LAST, "unescaped hyphen at the edge of a class")                                          \
    X(CLASS_HYPHEN_AFTER_SHORTHAND, "hyphen between a shorthand and a character in a class")                 \
    X(CLASS_RANGE_TO_SHORTHAND, "range that ends in a shorthand")                                            \
    X(CLASS_SYNTAX, "character in a class that ECMAScript's v flag reserves") /* value: ( ) { } / | */       \
    X(RANGE_NON_ASCII, "range beyond ASCII")                                                                 \
    X(COMMENT, "comment group")                                                                              \
    X(CONDITIONAL, "conditional")                                                                            \
    X(SUBROUTINE, "subroutine call")                                                                         \
    X(RECURSION, "recursion")                                                                                \
    X(BRANCH_RESET, "branch reset group")                                                                    \
    X(VERB, "control verb")                                                                                  \
    X(CALLOUT, "callout")                                                                                    \
    X(ALPHA_ASSERTION, "assertion spelled (*pla:...)")                                                       \
    X(REPEAT_OVER_1000, "bound above 1000")   /* value: the bound */                                         \
    X(REPEAT_OVER_65535, "bound above 65535") /* value: the bound */                                         \
    X(REPEAT_NESTED_OVER_1000, "nested bounds whose product is above 1000")                                  \
    X(REPEAT_OF_REPEAT, "quantifier on a quantifier")                                                        \
    X(REPEAT_OF_ASSERTION, "quantified assertion")                                                           \
    X(EMPTY_GROUP, "empty group")                                                                            \
    X(EMPTY_ALTERNATIVE, "empty alternative")

enum regex_construct {
#define X(id, name) CONSTRUCT_##id,
    REGEX_CONSTRUCTS(X)
#undef X
        CONSTRUCT_COUNT
};
/* The name for a sentence: "possessive quantifier". */
const char *regex_construct_name(enum regex_construct c);

struct regex_note {
    uint32_t construct; /* enum regex_construct */
    uint32_t value;     /* see the list; 0 where nothing is said */
    uint32_t from, to;  /* bytes of the pattern */
};

/* Why a text is no pattern in any of the engines, and where. */
struct regex_fault_span {
    size_t from, to; /* bytes; from == to: something is missing here */
    const char
        *what; /* a sentence without place and period: "the group is not closed"; static or in the arena */
    const char *help; /* the remedy, or NULL */
};

enum regex_feature { /* constructs that plain automata do not know */
                     REGEX_HAS_LOOK = 1,
                     REGEX_HAS_BACKREF = 2,
                     REGEX_HAS_ATOMIC = 4, /* also possessive quantifiers */
                     REGEX_HAS_CALL = 8,
                     REGEX_HAS_CONDITIONAL = 16,
                     REGEX_HAS_VERB = 32,
                     REGEX_HAS_BOUNDARY = 64, /* \b, \B */
                     REGEX_HAS_REPEAT = 128,  /* any quantifier other than ? : a pattern without is linear */
                     REGEX_HAS_LOOP = 256,    /* an unbounded quantifier */
                     REGEX_HAS_EITHER = 512,  /* alternatives, at the top or in a group */
};

struct regex_tree {
    struct str pattern;
    struct regex_node *root; /* never NULL after a parse that succeeded */
    uint32_t node_count;
    uint32_t groups;          /* that capture */
    unsigned features;        /* enum regex_feature */
    struct regex_note *notes; /* by place; several may stand at one */
    size_t note_count;
};

/* Parses. `flags` are those in force from outside (REGEX_FLAG_I for a caseless consumer). 0, or -1 with
 * `fault` filled. Time and memory are linear in the pattern, about 64 bytes a byte of it. Any bytes may be
 * given: what is not UTF-8 is a fault at its place; NUL is a character like any other. */
int regex_parse(struct regex_tree *t, struct str pattern, unsigned flags, struct arena *a,
                struct regex_fault_span *fault);

/* The name that a node carries, empty where it has none. */
static inline struct str regex_node_name(const struct regex_tree *t, const struct regex_node *n)
{
    return str_sub(t->pattern, n->name_from, n->name_to);
}

/* Most of a pattern are printable ASCII characters in a row, each spelled plainly, of the same flags, none of
 * them repeated. Such nodes lie one after the other in memory, and know how many of them there are from each
 * on: the text of a run is str_sub(t->pattern, n->from, n->from + run), and what asks each character the same
 * need not go from node to node. */
static inline uint32_t regex_run_length(const struct regex_node *n)
{
    return n->kind == REGEX_CHAR && n->run ? n->run : 1;
}
/* The sibling behind a node and what is left of its run. */
static inline const struct regex_node *regex_past_run(const struct regex_node *n)
{
    return n[regex_run_length(n) - 1].next;
}
/* The last of the siblings. */
static inline const struct regex_node *regex_last(const struct regex_node *n)
{
    while (n->next)
        n = regex_run_length(n) > 1 ? &n[n->run - 1] : n->next;
    return n;
}

#define regex_foreach_child(it, n) for (const struct regex_node *it = (n)->child; it; it = it->next)

#endif
