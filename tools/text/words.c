/* Word lists: see words.h. Sorted, one word a string; a table that is out of order fails its unit test. */
#include "text/words.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

int words_compare(struct str v, const char *word)
{
    for (size_t i = 0; i < v.len; i++) {
        int d = (int)ascii_lower((unsigned char)v.s[i]) - (int)(unsigned char)word[i];
        if (d)
            return d;
    }
    return word[v.len] ? -1 : 0;
}

static bool find(const char *const *words, size_t count, struct str v)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int d = words_compare(v, words[middle]);
        if (!d)
            return true;
        if (d > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static const char *const stops[] = {
    "a",      "about",   "after", "all",    "an",      "and",   "any",   "are",    "as",    "at",
    "be",     "because", "been",  "before", "but",     "by",    "can",   "cannot", "could", "did",
    "do",     "does",    "for",   "from",   "had",     "has",   "have",  "if",     "in",    "into",
    "is",     "it",      "its",   "may",    "must",    "no",    "not",   "of",     "on",    "or",
    "should", "so",      "such",  "than",   "that",    "the",   "their", "them",   "then",  "there",
    "these",  "they",    "this",  "those",  "to",      "until", "was",   "were",   "when",  "where",
    "which",  "while",   "will",  "with",   "without", "would", "you",   "your",
};

static const char *const names[] = {
    "alpine",     "android",    "angular",    "ansible",   "apache",        "aws",           "azure",
    "bash",       "bazel",      "bigquery",   "bitbucket", "boto",          "buildkit",      "bzip",
    "cassandra",  "centos",     "ceph",       "certbot",   "chromium",      "cilium",        "clang",
    "clickhouse", "cloudflare", "cloudfront", "cmake",     "confluence",    "containerd",    "coredns",
    "couchdb",    "cuda",       "curl",       "cygwin",    "cython",        "datadog",       "debian",
    "django",     "docker",     "dockerfile", "dynamodb",  "elasticache",   "elasticsearch", "emacs",
    "erlang",     "esbuild",    "eslint",     "etcd",      "fargate",       "fastapi",       "fedora",
    "firebase",   "firefox",    "flatpak",    "fluentd",   "freebsd",       "gcc",           "gentoo",
    "git",        "gitea",      "github",     "gitlab",    "gnome",         "gnupg",         "golang",
    "gradle",     "grafana",    "graphql",    "grpc",      "grub",          "gunicorn",      "gzip",
    "hadoop",     "haproxy",    "haskell",    "hbase",     "heroku",        "homebrew",      "iam",
    "influxdb",   "ios",        "istio",      "jaeger",    "java",          "javascript",    "jdbc",
    "jdk",        "jenkins",    "jira",       "jquery",    "jupyter",       "kafka",         "kerberos",
    "keycloak",   "kibana",     "kotlin",     "kubectl",   "kubelet",       "kubernetes",    "laravel",
    "ldap",       "linkerd",    "linux",      "lua",       "macos",         "magento",       "mariadb",
    "maven",      "memcached",  "minikube",   "minio",     "mongodb",       "mysql",         "neo4j",
    "netlify",    "nginx",      "nodejs",     "npm",       "numpy",         "nvidia",        "oauth",
    "openldap",   "openshift",  "openssl",    "openstack", "opentelemetry", "pandas",        "perl",
    "php",        "pnpm",       "podman",     "postgres",  "postgresql",    "powershell",    "prometheus",
    "pytest",     "python",     "pytorch",    "rabbitmq",  "rails",         "redhat",        "redis",
    "redshift",   "ruby",       "samba",      "scala",     "scrapy",        "selenium",      "selinux",
    "skopeo",     "snapd",      "solaris",    "splunk",    "sqlite",        "ssh",           "svelte",
    "symfony",    "systemd",    "tensorflow", "terraform", "tomcat",        "traefik",       "typescript",
    "ubuntu",     "unix",       "vercel",     "vim",       "vite",          "vmware",        "vue",
    "webpack",    "webrtc",     "websocket",  "wordpress", "wsl",           "xcode",         "xml",
    "yaml",       "zookeeper",  "zsh",
};

// clang-format off
static const char *const loose[] = {
    "abort", "after", "all", "also", "alt", "alter", "always", "am", "an", "analyze", "and", "any", "app",
    "are", "arg", "args", "arguments", "as", "at", "attention", "bad", "base", "be", "because", "before",
    "begin", "big", "bits", "black", "blue", "boolean", "both", "branch", "broken", "bug", "by", "byte",
    "bytes", "cache", "can", "cannot", "caps", "carefully", "cascade", "case", "caution", "change",
    "channel", "char", "charset", "check", "class", "client", "close", "code", "column", "command",
    "commit", "complex", "config", "conflict", "constraint", "control", "copy", "could", "count", "create",
    "critical", "ctrl", "current", "cursor", "dangerous", "data", "database", "date", "day", "db", "debug",
    "declare", "default", "del", "delete", "deprecated", "depth", "device", "digit", "digits", "dir",
    "directory", "disk", "distinct", "do", "double", "down", "drop", "encoding", "end", "enter",
    "environment", "error", "esc", "essential", "event", "every", "exactly", "exception", "execute", "exit",
    "experimental", "explain", "export", "expr", "extended", "external", "f1", "f2", "fail", "failed",
    "failure", "false", "fatal", "fetch", "field", "file", "filename", "first", "fitness", "flag", "float",
    "for", "force", "foreign", "format", "free", "from", "fs", "full", "function", "grant", "gray", "green",
    "group", "has", "have", "having", "head", "height", "help", "high", "hint", "home", "host", "hour",
    "id", "if", "illegal", "image", "immediately", "import", "important", "in", "inbox", "include",
    "increment", "info", "inner", "input", "insert", "integer", "interface", "internal", "into", "invalid",
    "is", "it", "item", "job", "join", "kernel", "key", "language", "languagename", "last", "layer", "left",
    "legacy", "length", "less", "level", "limit", "line", "link", "list", "local", "location", "log",
    "login", "long", "low", "mail", "main", "major", "manual", "map", "margin", "mark", "master", "max",
    "may", "me", "memory", "menu", "merchantability", "message", "method", "might", "milliseconds", "min",
    "minor", "missing", "mode", "module", "month", "more", "mouse", "move", "must", "my", "name", "network",
    "never", "new", "newroot", "next", "no", "node", "none", "normal", "not", "note", "now", "null",
    "number", "object", "of", "off", "offset", "ok", "old", "on", "one", "only", "oops", "open",
    "operation", "option", "optional", "options", "or", "order", "os", "outer", "output", "owner", "page",
    "parent", "part", "particular", "password", "path", "pattern", "pgdn", "pgup", "pipe", "please", "pm",
    "pointer", "pool", "port", "position", "prec", "precision", "prefix", "prepare", "primary", "private",
    "procedure", "process", "prog", "program", "public", "purpose", "queue", "range", "rate", "read",
    "ready", "really", "record", "red", "ref", "remote", "remove", "request", "required", "reset", "result",
    "return", "returns", "revoke", "right", "role", "rollback", "root", "row", "rule", "run", "runtime",
    "safe", "same", "schema", "screen", "scriptname", "search", "second", "seconds", "section", "sections",
    "select", "self", "server", "service", "session", "set", "severe", "shall", "shell", "shift", "should",
    "show", "signal", "simple", "size", "slot", "so", "socket", "sort", "source", "space", "speed",
    "stable", "stack", "stage", "standard", "start", "state", "status", "stderr", "stdin", "stdout", "step",
    "stop", "storage", "store", "string", "strongly", "subrequest", "success", "suffix", "surface",
    "symbol", "sync", "system", "tab", "table", "tag", "target", "task", "temp", "temporary", "test",
    "text", "that", "the", "these", "this", "those", "thread", "time", "timeout", "tip", "to", "today",
    "token", "tool", "top", "total", "trace", "tree", "trigger", "true", "try", "tv", "type", "unexpected",
    "union", "unique", "unit", "unknown", "unset", "unstable", "update", "upgraded", "upper", "us", "usage",
    "use", "user", "username", "vacuum", "value", "values", "var", "variable", "verify", "version", "very",
    "view", "wait", "warning", "warranty", "we", "weirdness", "where", "white", "width", "will", "window",
    "with", "without", "word", "world", "would", "write", "xyz", "year", "yes", "you", "yymmddhhmm", "zero",
};
// clang-format on

bool words_is_stop(struct str v)
{
    return v.len <= 7 && find(stops, COUNT(stops), v);
}

bool words_is_name(struct str v)
{
    return v.len >= 2 && v.len <= 13 && find(names, COUNT(names), v);
}

bool words_is_also_plain(struct str v)
{
    static const char *const words[] = {"angular", "rails", "redshift", "selenium"};
    return find(words, COUNT(words), v);
}

bool words_is_loose_capitals(struct str v)
{
    return find(loose, COUNT(loose), v);
}

bool words_is_maker(struct str v)
{
    static const char *const makers[] = {"amazon",    "apache", "aws",       "gnu",   "google",
                                         "hashicorp", "intel",  "microsoft", "oracle"};
    return find(makers, COUNT(makers), v);
}

bool words_is_shouted(struct str v)
{
    static const char *const endings[] = {"ed",  "ing",  "ion",  "ions", "ment", "ness", "ous",
                                          "ial", "able", "ible", "ive",  "ence", "ance", "ity",
                                          "ful", "less", "ally", "ency", "ical"};
    if (v.len < 6)
        return false;
    for (size_t i = 0; i < COUNT(endings); i++) {
        size_t len = strlen(endings[i]);
        if (str_ieq(str_sub(v, v.len - len, v.len), str_of(endings[i])))
            return true;
    }
    return false;
}

static uint32_t add_word(uint64_t *bits, const char *word)
{
    uint32_t hash = word_hash(str_of(word));
    bits[(hash & (WORDS_BITS - 1)) >> 6] |= (uint64_t)1 << (hash & 63);
    return hash;
}

void words_filter_build(struct words_filter *f)
{
    memset(f, 0, sizeof *f);
    for (size_t i = 0; i < COUNT(stops); i++) {
        uint32_t hash = add_word(f->stops, stops[i]);
        size_t at = hash & (STOP_SLOTS - 1);
        while (f->stop_hashes[at])
            at = (at + 1) & (STOP_SLOTS - 1);
        f->stop_hashes[at] = hash;
    }
    for (size_t i = 0; i < COUNT(names); i++) {
        size_t at = add_word(f->names, names[i]) & (NAME_SLOTS - 1);
        while (f->name_rows[at])
            at = (at + 1) & (NAME_SLOTS - 1);
        f->name_rows[at] = (unsigned char)(i + 1);
    }
}
_Static_assert(COUNT(names) < 255 && 2 * COUNT(names) <= NAME_SLOTS,
               "a row is a byte, and rows are found soon");

bool words_hash_is_name(const struct words_filter *f, uint32_t hash, struct str v)
{
    if (!words_may(f->names, hash))
        return false;
    for (size_t at = hash & (NAME_SLOTS - 1); f->name_rows[at]; at = (at + 1) & (NAME_SLOTS - 1))
        if (words_compare(v, names[f->name_rows[at] - 1]) == 0)
            return true;
    return false;
}

static bool sorted(const char *const *words, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (words_compare(str_of(words[i - 1]), words[i]) >= 0)
            return false;
    return true;
}

bool words_sorted(void)
{
    return sorted(stops, COUNT(stops)) && sorted(names, COUNT(names)) && sorted(loose, COUNT(loose));
}

bool words_is_one(struct str v)
{
    static const char *const ones[] = {"each", "every", "last", "next", "only", "past", "per", "previous"};
    return find(ones, COUNT(ones), v);
}

int words_number(struct str v)
{
    static const struct {
        const char *word;
        int value;
    } table[] = {
        {"zero", 0},      {"zeros", 0},     {"zeroes", 0},      {"one", 1},      {"two", 2},
        {"three", 3},     {"four", 4},      {"five", 5},        {"six", 6},      {"seven", 7},
        {"eight", 8},     {"nine", 9},      {"ten", 10},        {"eleven", 11},  {"twelve", 12},
        {"twenty", 20},   {"hundred", 100}, {"thousand", 1000}, {"first", 1},    {"second", 2},
        {"third", 3},     {"fourth", 4},    {"fifth", 5},       {"sixth", 6},    {"seventh", 7},
        {"eighth", 8},    {"ninth", 9},     {"tenth", 10},      {"once", 1},     {"twice", 2},
        {"double", 2},    {"both", 2},      {"single", 1},      {"half", 2},     {"hexadecimal", 16},
        {"hex", 16},      {"octal", 8},     {"binary", 2},      {"decimal", 10}, {"january", 1},
        {"february", 2},  {"march", 3},     {"april", 4},       {"may", 5},      {"june", 6},
        {"july", 7},      {"august", 8},    {"september", 9},   {"october", 10}, {"november", 11},
        {"december", 12}, {"jan", 1},       {"feb", 2},         {"mar", 3},      {"apr", 4},
        {"jun", 6},       {"jul", 7},       {"aug", 8},         {"sep", 9},      {"oct", 10},
        {"nov", 11},      {"dec", 12},      {"week", 7},        {"dozen", 12},   {"pair", 2},
        {"a", 1},         {"an", 1},        {"million", 100},   {"billion", 10}, {"thirty", 30},
        {"sixty", 60},    {"forty", 40},    {"fifty", 50},      {"ninety", 90},  {"quarter", 4},
        {"percent", 100}, {"triple", 3},    {"sixteen", 16},    {"fifteen", 15}, {"weekly", 7},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        if (words_compare(v, table[i].word) == 0)
            return table[i].value;
    return -1;
}
