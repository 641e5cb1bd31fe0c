/* Makes a base of any size: deterministic, in the shape of the real record, bilingual, every record different
 * and good.
 *
 * usage: corpus FOLDER COUNT [SEED] [broken]
 *
 * FOLDER gets kedb.json, schemas/ (copied from the working directory) and records/. With "broken" every tenth
 * record is broken in one of the ways of the table below, and FOLDER/manifest.tsv says which: path, way, rule
 * that must report it, JSON Pointer. */
#include "base/file.h"
#include "corpus_shapes.h"
#include "json/edit.h"

#include <stdio.h>

struct rng {
    uint64_t state;
};

/* SplitMix64: small, and the same on every machine. */
static uint64_t rng_next(struct rng *r)
{
    uint64_t z = (r->state += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static unsigned below(struct rng *r, unsigned n)
{
    return (unsigned)(rng_next(r) % n);
}

struct field {
    const char *domain, *name, *url;
};
static const struct field fields[] = {
    {"docker", "Docker", "https://docs.docker.com/engine/daemon/troubleshoot/"},
    {"git", "Git", "https://git-scm.com/docs/git-fetch"},
    {"kubernetes", "Kubernetes", "https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/"},
    {"nginx", "NGINX", "https://nginx.org/en/docs/http/ngx_http_proxy_module.html"},
    {"postgresql", "PostgreSQL", "https://www.postgresql.org/docs/current/errcodes-appendix.html"},
    {"redis", "Redis", "https://redis.io/docs/latest/operate/oss_and_stack/management/"},
    {"aws", "AWS", "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"},
    {"terraform", "Terraform", "https://developer.hashicorp.com/terraform/cli/commands/plan"},
};

struct object {
    const char *en, *zh, *command;
};
static const struct object objects[] = {
    {"volume", "卷", "docker volume inspect"},
    {"certificate", "证书", "openssl x509 -noout -dates -in"},
    {"connection pool", "连接池", "ss -tnp | grep"},
    {"lock file", "锁文件", "fuser -v"},
    {"replica", "副本", "kubectl get pods -l app="},
    {"session token", "会话令牌", "jq .exp"},
    {"configuration file", "配置文件", "nginx -t -c"},
    {"backup archive", "备份归档", "tar -tf"},
};

struct fault {
    const char *en, *zh, *why, *why_zh, *fix, *fix_zh;
};
static const struct fault faults[] = {
    {"was not found", "未找到", "was removed while another process still referred to it",
     "在另一个进程仍在引用时被删除", "Create it again from the last good state",
     "从最近的良好状态重新创建它"},
    {"could not be opened: permission denied", "无法打开：权限被拒绝",
     "belongs to another user than the one the service runs as", "属于运行该服务的用户以外的其他用户",
     "Give the service's user access to it", "授予该服务的用户访问权限"},
    {"has expired", "已过期", "was not renewed before its end date", "未在到期日之前续订",
     "Renew it and load it again", "续订并重新加载它"},
    {"is locked by another process", "被另一个进程锁定",
     "is still held by a process that was not shut down cleanly", "仍被未正常关闭的进程持有",
     "Stop the process that holds it, then try again", "停止持有它的进程，然后重试"},
    {"exceeded its limit", "超出了限制", "grows faster than the limit that was set for it",
     "的增长速度超过了为其设置的限制", "Raise the limit after the cause of the growth is known",
     "在查明增长原因后提高限制"},
    {"failed its checksum", "校验和验证失败", "was cut short while it was written", "在写入时被截断",
     "Copy it again and compare the checksums", "重新复制并比较校验和"},
};

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

struct made {
    char id[96];
    struct buf text;
};

static void string_member(struct buf *b, int indent, const char *key, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
static void string_member(struct buf *b, int indent, const char *key, const char *fmt, ...)
{
    struct buf v = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&v, fmt, ap);
    va_end(ap);
    buf_fill(b, ' ', (size_t)indent);
    buf_addf(b, "\"%s\": ", key);
    json_quote(b, buf_str(&v));
    buf_adds(b, ",\n");
    buf_release(&v);
}

static void shape_member(struct buf *b, const char *key, const char *shape, const struct fields *f)
{
    struct buf v = BUF_INIT;
    shape_add(&v, shape, f);
    string_member(b, 2, key, "%.*s", STR_FMT(buf_str(&v)));
    buf_release(&v);
}

static void make_id(char *out, unsigned i)
{
    const struct field *f = &fields[i % COUNT_OF(fields)];
    const struct object *o = &objects[i / COUNT_OF(fields) % COUNT_OF(objects)];
    char slug[64];
    size_t n = 0;
    for (const char *p = o->en; *p && n < 40; p++)
        slug[n++] = *p == ' ' ? '-' : *p;
    slug[n] = 0;
    snprintf(out, 96, "%s/%s-fault-%06u", f->domain, slug, i);
}

static void add_fix(struct buf *b, const struct object *o, const struct fault *t, unsigned i, unsigned k)
{
    buf_adds(b, "    {\n");
    static const char *const also[] = {"", " on every node of the cluster", " and restart the service",
                                       " in the staging environment first"};
    string_member(b, 6, "action", "%s%s. The %s of job %u is listed by `%s job-%06u`.", t->fix, also[k % 4],
                  o->en, i, o->command, i);
    buf_addf(b, "      \"success_rate\": 0.%02u,\n", 90 - k * 7);
    string_member(b, 6, "how",
                  "%s job-%06u\n# expect the state that step %u describes, then\nsystemctl restart "
                  "worker@%u.service\njournalctl -u "
                  "worker@%u.service --since -10min | tail -n 50",
                  o->command, i, k + 1, i, i);
    buf_adds(b, "      \"condition\": \"\",\n      \"sources\": []\n    }");
}

static void make_record(struct made *m, unsigned i, unsigned count, struct rng *r)
{
    const struct field *f = &fields[i % COUNT_OF(fields)];
    const struct object *o = &objects[i / COUNT_OF(fields) % COUNT_OF(objects)];
    const struct fault *t = &faults[below(r, COUNT_OF(faults))];
    struct buf *b = &m->text;
    unsigned fixes = 2 + below(r, 3), year = 2023 + below(r, 2), month = 1 + below(r, 12),
             day = 1 + below(r, 28);
    make_id(m->id, i);
    buf_clear(b);
    buf_adds(b, "{\n");
    string_member(b, 2, "id", "%s", m->id);
    const struct shape *shape = &shapes[i % COUNT_OF(shapes)];
    char code[16];
    snprintf(code, sizeof code, "E%06u", i);
    struct fields en = {f->name, code, o->en, t->en, i}, zh = {f->name, code, o->zh, t->zh, i};
    shape_member(b, "signature", shape->en, &en);
    shape_member(b, "signature_zh", shape->zh, &zh);
    shape_member(b, "regex", shape->regex, &en);
    string_member(b, 2, "domain", "%s", f->domain);
    buf_adds(b, "  \"category\": \"resource_error\",\n  \"subcategory\": null,\n");
    string_member(b, 2, "root_cause", "The %s that %s uses for job %u %s, so the step that needs it stops.",
                  o->en, f->name, i, t->why);
    buf_adds(b, "  \"root_cause_type\": \"environment\",\n");
    string_member(b, 2, "root_cause_zh", "%s 用于作业 %u 的%s%s，因此需要它的步骤停止。", f->name, i, o->zh,
                  t->why_zh);
    buf_addf(b,
             "  \"versions\": [\n    {\n      \"version\": \"%s-%u.%u\",\n      \"introduced\": null,\n      "
             "\"deprecated\": null,\n"
             "      \"removed\": null,\n      \"behavior_change\": null,\n      \"status\": \"active\"\n    "
             "}\n  ],\n  \"os_specific\": {},\n"
             "  \"dead_ends\": [\n    {\n",
             f->domain, 1 + below(r, 9), below(r, 20));
    string_member(b, 6, "action", "Restart the %s service of job %u and wait.", f->name, i);
    string_member(b, 6, "why_fails", "A restart reads the same %s again, and finds it as it was.", o->en);
    buf_adds(b, "      \"fail_rate\": 0.9,\n      \"condition\": \"\",\n      \"sources\": []\n    }\n  ],\n "
                " \"workarounds\": [\n");
    for (unsigned k = 0; k < fixes; k++) {
        add_fix(b, o, t, i, k);
        buf_adds(b, k + 1 < fixes ? ",\n" : "\n");
    }
    buf_adds(b, "  ],\n  \"workarounds_zh\": [\n");
    static const char *const also_zh[] = {"", "（在集群的每个节点上）", "，并重启服务",
                                          "，先在预发布环境中进行"};
    for (unsigned k = 0; k < fixes; k++)
        buf_addf(b, "    \"%s%s。作业 %u 的%s由 `%s job-%06u` 列出。\"%s\n", t->fix_zh, also_zh[k % 4], i,
                 o->zh, o->command, i, k + 1 < fixes ? "," : "");
    char next[96];
    make_id(next, (i + 1 + below(r, 50)) % count);
    buf_addf(b, "  ],\n  \"transition_graph\": {\n    \"leads_to\": [");
    if (strcmp(next, m->id) != 0)
        buf_addf(b, "\n      {\n        \"error_id\": \"%s\"\n      }\n    ", next);
    buf_adds(b, "],\n    \"preceded_by\": [],\n    \"frequently_confused_with\": []\n  },\n");
    string_member(b, 2, "official_doc_url", "%s", f->url);
    buf_adds(b, "  \"official_doc_section\": null,\n");
    string_member(b, 2, "error_code", "E%06u", i);
    buf_addf(b,
             "  \"verification_tier\": \"community_reviewed\",\n  \"confidence\": 0.%02u,\n  "
             "\"fix_success_rate\": 0.9,\n"
             "  \"resolvable\": \"true\",\n  \"first_seen\": \"%u-%02u-%02u\",\n  \"last_confirmed\": "
             "\"2026-%02u-%02u\",\n"
             "  \"last_updated\": \"2026-06-%02u\",\n  \"evidence_count\": %u,\n  \"tags\": [],\n  "
             "\"locale\": \"en\",\n  \"aliases\": [",
             60 + below(r, 40), year, month, day, 1 + below(r, 5), 1 + below(r, 28), 1 + below(r, 28),
             1 + below(r, 9));
    if (shape->alias) {
        struct buf alias = BUF_INIT;
        shape_add(&alias, shape->alias, &en);
        buf_adds(b, "\n    ");
        json_quote(b, buf_str(&alias));
        buf_adds(b, "\n  ");
        buf_release(&alias);
    }
    buf_adds(b, "]\n}\n");
}

/* Ways to break a record: text to find (its first place), what stands there instead. */
static const struct {
    const char *way, *rule, *pointer, *find, *put;
} ways[] = {
    {"missing-key", "schema/required", "", "  \"domain\": ", "  \"x_domain\": "},
    {"unknown-key", "schema/unknown-key", "/severity", "  \"tags\"", "  \"severity\": 1,\n  \"tags\""},
    {"wrong-type", "schema/type", "/evidence_count",
     "\"evidence_count\": ", "\"evidence_count\": null, \"x\": "},
    {"vocabulary", "schema/enum", "/category", "resource_error", "resuorce_error"},
    {"rate-above-one", "schema/maximum", "/dead_ends/0/fail_rate", "\"fail_rate\": 0.9", "\"fail_rate\": 90"},
    {"rate-below-zero", "schema/minimum", "/confidence", "\"confidence\": 0", "\"confidence\": -0"},
    {"no-such-day", "schema/format", "/last_updated", "\"last_updated\": \"2026-06-",
     "\"last_updated\": \"2026-16-"},
    {"bad-url", "schema/format", "/official_doc_url", "\"https://", "\"https//"},
    {"bad-tag", "schema/pattern", "/tags/0", "\"tags\": []", "\"tags\": [\n    \"Not A Tag\"\n  ]"},
    {"empty-text", "schema/length", "/root_cause_zh", "\"root_cause_zh\": \"",
     "\"root_cause_zh\": \"\", \"y\": \""},
    {"future", "record/date-future", "/last_updated", "\"last_updated\": \"2026", "\"last_updated\": \"2096"},
    {"dates-out-of-order", "record/date-order", "/last_confirmed", "\"last_confirmed\": \"2026",
     "\"last_confirmed\": \"2016"},
    {"wrong-id", "record/id-path", "/id", "-fault-", "-falut-"},
    {"wrong-domain", "record/id-domain", "/domain", "\"domain\": \"", "\"domain\": \"ssh\", \"d\": \""},
    {"wrong-code", "record/error-code", "/error_code", "\"error_code\": \"E", "\"error_code\": \"F"},
    {"verdict", "record/verdict", "/resolvable", "\"resolvable\": \"true\"", "\"resolvable\": \"false\""},
    {"fix-rate", "record/fix-rate", "/fix_success_rate", "\"fix_success_rate\": 0.9",
     "\"fix_success_rate\": 0.01"},
    {"dangling-edge", "graph/dangling", "/transition_graph/leads_to/0/error_id", "\"error_id\": \"",
     "\"error_id\": \"nowhere/"},
    {"padded", "text/padded", "/root_cause", "\"root_cause\": \"", "\"root_cause\": \" "},
    {"blank", "text/blank", "/signature_zh", "\"signature_zh\": \"", "\"signature_zh\": \"  \", \"z\": \""},
    {"placeholder", "text/placeholder", "/root_cause", "\"root_cause\": \"", "\"root_cause\": \"TODO: "},
    {"bidi", "text/bidi", "/root_cause", "\"root_cause\": \"", "\"root_cause\": \"\xE2\x80\xAE"},
    {"invisible", "text/invisible", "/root_cause", "so the step", "so\xE2\x80\x8B the step"},
    {"control", "text/control", "/root_cause", "so the step", "so\\u0007 the step"},
    {"regex-syntax", "regex/syntax", "/regex", "\"regex\": \"", "\"regex\": \"("},
    {"regex-other", "regex/agreement", "/regex", "\"regex\": \"", "\"regex\": \"lost "},
    {"regex-empty", "regex/alternative-empty", "/regex", "\"regex\": \"", "\"regex\": \"|"},
    {"regex-anchored", "regex/anchored", "/regex", "\"regex\": \"", "\"regex\": \"^"},
    {"regex-flag", "regex/portable", "/regex", "\"regex\": \"", "\"regex\": \"(?i)"},
    {"regex-weak", "regex/weak-alternative", "/regex", "\"regex\": \"", "\"regex\": \"E1|"},
    {"regex-benign", "regex/benign", "/regex", "\"regex\": \"", "\"regex\": \"session opened|"},
    {"regex-wildcard", "regex/edge-wildcard", "/regex", "\"regex\": \"", "\"regex\": \".*"},
    {"alias-other", "regex/alias", "/aliases/0", "\"aliases\": [",
     "\"aliases\": [\"Something else\"], \"b\": ["},
    {"key-order", "layout/key-order", "/tags", "  \"tags\": [],\n  \"locale\": \"en\",",
     "  \"locale\": \"en\",\n  \"tags\": [],"},
    {"layout", "layout/whitespace", "", "  \"category\"", "    \"category\""},
    {"truncated", "json/syntax", "", NULL, NULL},
    {"not-utf8", "json/encoding", "", "so the step", "so \xFFthe step"},
    {"duplicate-key", "json/duplicate-key", "/tags", "  \"tags\": []", "  \"tags\": [],\n  \"tags\": []"},
};

static void break_record(struct made *m, size_t way)
{
    if (!ways[way].find) {
        m->text.len = m->text.len * 2 / 3;
        return;
    }
    size_t at = str_find(buf_str(&m->text), str_of(ways[way].find), 0);
    if (at == SIZE_MAX)
        return;
    struct buf out = BUF_INIT;
    struct edit e = {at, strlen(ways[way].find), str_of(ways[way].put)};
    edits_apply(buf_str(&m->text), &e, 1, &out);
    buf_release(&m->text);
    m->text = out;
}

static int put(const char *folder, const char *name, struct str text)
{
    struct err err;
    char *path = path_join(folder, name);
    FILE *f = fopen(path, "wb"); /* not file_write: a hundred thousand fsyncs would take minutes */
    int rc = f && fwrite(text.s, 1, text.len, f) == text.len && fclose(f) == 0
                 ? 0
                 : err_set(&err, "%s: cannot be written", path);
    if (rc != 0)
        fprintf(stderr, "%s\n", err.msg);
    free(path);
    return rc;
}

static int copy(const char *folder, const char *name)
{
    struct buf text = BUF_INIT;
    struct err err;
    int rc = file_read(name, 0, &text, &err);
    rc = rc == 0 ? put(folder, name, buf_str(&text)) : (fprintf(stderr, "%s\n", err.msg), -1);
    buf_release(&text);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: corpus FOLDER COUNT [SEED] [broken]\n", stderr);
        return 2;
    }
    const char *folder = argv[1];
    unsigned count = (unsigned)strtoul(argv[2], NULL, 10);
    struct rng r = {argc > 3 ? strtoul(argv[3], NULL, 10) : 1};
    bool broken = argc > 4 && strcmp(argv[4], "broken") == 0;
    struct err err;
    struct buf path = BUF_INIT, manifest = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        buf_clear(&path);
        buf_addf(&path, "%s/records/%s", folder, fields[i].domain);
        if (file_make_folders(path.s, &err) != 0)
            return fprintf(stderr, "%s\n", err.msg), 2;
    }
    buf_clear(&path);
    buf_addf(&path, "%s/schemas", folder);
    if (file_make_folders(path.s, &err) != 0 || copy(folder, "kedb.json") != 0 ||
        copy(folder, "schemas/record.schema.json") != 0)
        return 2;
    struct made m = {.text = BUF_INIT};
    for (unsigned i = 0; i < count; i++) {
        make_record(&m, i, count, &r);
        buf_clear(&path);
        buf_addf(&path, "records/%s.json", m.id);
        if (broken && i % 10 == 9) {
            size_t way = i / 10 % COUNT_OF(ways);
            break_record(&m, way);
            buf_addf(&manifest, "%s\t%s\t%s\t%s\n", path.s, ways[way].way, ways[way].rule, ways[way].pointer);
        }
        if (put(folder, path.s, buf_str(&m.text)) != 0)
            return 2;
    }
    if (broken && put(folder, "manifest.tsv", buf_str(&manifest)) != 0)
        return 2;
    buf_release(&m.text);
    buf_release(&manifest);
    buf_release(&path);
    return 0;
}
