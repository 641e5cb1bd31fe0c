/* ECMA-262 patterns against an engine of that standard: thousands of patterns made at random, most of them
 * legal, each on subjects made of the same letters; whether they are legal with u, and what matches, must
 * agree with Node's RegExp. Skipped where Node is not installed. */
#include "support.h"

#include "base/process.h"
#include "regex/ecma_tree.h"

enum { PATTERNS = 6000, SUBJECTS = 12 };

static uint64_t next(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

static const char *const atoms[] = {"a",
                                    "b",
                                    "c",
                                    "\\d",
                                    "\\w",
                                    "\\s",
                                    "\\S",
                                    "\\W",
                                    ".",
                                    "[ab]",
                                    "[^a]",
                                    "[a-c1]",
                                    "[\\s\\d]",
                                    "[^\\S]",
                                    "[\\W_]",
                                    "\\u00e9",
                                    "\\p{L}",
                                    "\\P{Lu}",
                                    "[^\\p{Ll}a]",
                                    "\\u{1F600}",
                                    "\\ud83d\\ude00",
                                    "[\\u{1F600}x]",
                                    "\\b",
                                    "\\B",
                                    "^",
                                    "$",
                                    "\\1",
                                    "\\2",
                                    "(?=a)",
                                    "(?!b)",
                                    "(?<=a)",
                                    "(?<!ab*)",
                                    "(?<=(a|bc)+)",
                                    "\\n",
                                    "\\x41",
                                    "\\/",
                                    "\\.",
                                    "[\\b\\-]",
                                    "[]",
                                    "[^]",
                                    "\xC3\xA9",
                                    "1",
                                    " ",
                                    "\\cJ",
                                    "\\0",
                                    "\\k<n>",
                                    "\\p{sc=Latin}",
                                    "[\\ud83d]"};
static const char *const bad_atoms[] = {
    "\\-",    "{",       "]", "\\_",         "(?i)", "++",       "\\A", "[b-a]", "a{2,1}", "\\07", "\\p{x}",
    "(?=a)*", "[\\w-a]", "}", "\\u{110000}", "\\c",  "(?P<x>a)", "(",   ")",     "\\8",    "*",    "(?<=a)?"};
static const char *const counts[] = {"*", "+", "?", "{2}", "{1,2}", "{0,3}?", "*?", "+?", "{2,}", "??"};

static void make_pattern(struct buf *p, uint64_t *seed, int depth, bool *named)
{
    size_t pieces = 1 + next(seed, 4);
    for (size_t i = 0; i < pieces; i++) {
        unsigned kind = (unsigned)next(seed, 100);
        if (kind < 2) {
            buf_adds(p, bad_atoms[next(seed, sizeof bad_atoms / sizeof *bad_atoms)]);
        } else if (kind < 30 && depth < 3) {
            static const char *const opens[] = {"(", "(?:", "(", "(?=", "(?!", "(?<=", "(?<!", "(?:"};
            if (!*named && next(seed, 6) == 0) {
                buf_adds(p, "(?<n>");
                *named = true;
            } else {
                buf_adds(p, opens[next(seed, 8)]);
            }
            make_pattern(p, seed, depth + 1, named);
            buf_addc(p, ')');
        } else {
            buf_adds(p, atoms[next(seed, sizeof atoms / sizeof *atoms)]);
        }
        if (next(seed, 3) == 0)
            buf_adds(p, counts[next(seed, sizeof counts / sizeof *counts)]);
        if (next(seed, 8) == 0)
            buf_addc(p, '|');
    }
}

static void make_subject(struct buf *s, uint64_t *seed)
{
    static const char *const letters[] = {
        "a", "b", "c",           "a", "b", "1", " ", "A", "\n", "\xC3\xA9", "\xF0\x9F\x98\x80",
        "_", "-", "\xE2\x80\xA8"};
    for (size_t n = next(seed, 9); n > 0; n--)
        buf_adds(s, letters[next(seed, sizeof letters / sizeof *letters)]);
}

static void add_line(struct buf *out, struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        buf_addf(out, "%02x", (unsigned char)v.s[i]);
    buf_addc(out, '\n');
}

/* A line of hexadecimal digits for each pattern, then its subjects; answers a line for each pattern: x, or a
 * digit for each subject. */
static const char script[] =
    "const l=require('fs').readFileSync(0,'latin1').split('\\n').map(h=>Buffer.from(h,'hex').toString());let "
    "o='';"
    "for(let i=0;i+12<l.length;i+=13){let r;try{r=new RegExp(l[i],'u')}catch(e){o+='x\\n';continue}"
    "for(let k=1;k<=12;k++){const m=r.exec(l[i+k]);"
    "o+=m?/[\\ud800-\\udbff]$/.test(l[i+k].slice(0,m.index))?'?':'1':'0'}o+='\\n'}process.stdout.write(o)";

static void test_node(void **state)
{
    (void)state;
    struct buf input = BUF_INIT, out = BUF_INIT, pattern = BUF_INIT;
    VEC(struct buf) texts = {0};
    const char *chosen = getenv("SEED");
    uint64_t seed = chosen ? (uint64_t)atoll(chosen) : 2024;
    struct err err;
    for (int i = 0; i < PATTERNS; i++) {
        bool named = false;
        buf_clear(&pattern);
        make_pattern(&pattern, &seed, 0, &named);
        for (int k = 0; k <= SUBJECTS; k++) {
            struct buf text = BUF_INIT;
            if (k == 0)
                buf_add_str(&text, buf_str(&pattern));
            else
                make_subject(&text, &seed);
            add_line(&input, buf_str(&text));
            *vec_push(&texts) = text;
        }
    }
    const char *argv[] = {"node", "-e", script, NULL};
    if (process_run(argv, buf_str(&input), &out, &err) != 0) {
        printf("SKIPPED: Node does not run here: %s\n", err.msg);
        skip();
    }
    struct matcher *m = matcher_new();
    size_t at = 0, legal = 0, wrong = 0, limits = 0;
    for (int i = 0; i < PATTERNS; i++) {
        struct str p = buf_str(&texts.at[i * (SUBJECTS + 1)]);
        size_t end = str_find(buf_str(&out), STR("\n"), at);
        assert_true(end != SIZE_MAX);
        struct str answer = str_sub(buf_str(&out), at, end);
        at = end + 1;
        struct regex_fault fault;
        bool valid = ecma_valid(p, &fault);
        if (valid == str_is(answer, "x")) {
            print_message("%.*s: %s\n", STR_FMT(p), valid ? "taken, and Node refuses it" : fault.what);
            wrong++;
        }
        if (!valid || str_is(answer, "x"))
            continue;
        legal++;
        struct ecma *e = ecma_compile(p, &fault);
        struct ecma_tree tree = {0};
        assert_non_null(e);
        assert_int_equal(ecma_parse(&tree, p, false, &fault), 0);
        struct ecma_program *own = ecma_program_new(&tree, &fault);
        for (size_t k = 1; k <= SUBJECTS; k++) {
            struct str s = buf_str(&texts.at[i * (SUBJECTS + 1) + (int)k]);
            enum regex_result want = answer.s[k - 1] == '1' ? REGEX_MATCH : REGEX_NO_MATCH;
            enum regex_result got[] = {ecma_search(e, m, s), ecma_program_run(own, m, s, NULL)};
            for (int way = 0; way < 2 && answer.s[k - 1] != '?'; way++) {
                limits += got[way] == REGEX_LIMIT;
                if (got[way] != want && got[way] != REGEX_LIMIT) {
                    print_message("%.*s on \"%.*s\" gives %d%s\n", STR_FMT(p), STR_FMT(s), (int)got[way],
                                  way ? " by our own machine" : "");
                    wrong++;
                }
            }
        }
        ecma_program_free(own);
        ecma_tree_release(&tree);
        ecma_free(e);
    }
    matcher_free(m);
    for (size_t i = 0; i < texts.len; i++)
        buf_release(&texts.at[i]);
    vec_release(&texts);
    buf_release(&input);
    buf_release(&out);
    buf_release(&pattern);
    assert_int_equal(wrong, 0);
    assert_true(limits <= 2 * SUBJECTS); /* patterns that explode */
    assert_true(legal > PATTERNS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_node)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
