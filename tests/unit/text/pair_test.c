/* The comparison of two texts: what it must find, what it must let through, and where. */
#include "support.h"

#include "text/pair.h"

struct row {
    const char *en, *zh;
    int kind;        /* enum text_kind, or -1: nothing at all */
    const char *at;  /* the Chinese that the span covers, or NULL: not looked at */
    const char *fix; /* the Chinese after the fix, or NULL: none is offered */
};

static const struct row rows[] = {
    {"The server is down.", "服务器已停机。", -1, NULL, NULL},
    /* numbers */
    {"It failed with status 502.", "失败，状态码为 503。", TEXT_NUMBER, "503", NULL},
    {"Wait 30 seconds and retry.", "请等待，然后重试。", TEXT_NUMBER, NULL, NULL},
    {"Two of 100,000 requests fail.", "10 万个请求中有两个失败。", -1, NULL, NULL},
    {"It has 1.5 million users.", "它有 150 万用户。", -1, NULL, NULL},
    {"It has 1.5 million users.", "它有 150 亿用户。", TEXT_NUMBER, "150", NULL},
    {"About .001 seconds pass.", "大约经过 0.001 秒。", -1, NULL, NULL},
    {"The value is 0 by default.", "该值无效，默认为空。", TEXT_NUMBER, NULL, NULL},
    {"Show 1 page at a time.", "一次显示一页。", -1, NULL, NULL},
    {"Run the 3 checks.", "运行三项检查。", -1, NULL, NULL},
    {"The value is 5.", "该值为 5，共 7 个。", TEXT_NUMBER_EXTRA, "7", NULL},
    {"It is 15555555555555555555555 bytes.", "它有几个字节。", TEXT_NUMBER, NULL, NULL},
    {"It needs Python 3.10 here.", "此处需要 Python 3.1。", TEXT_NUMBER, "3.1", NULL},
    {"It needs version 3.0 here.", "此处需要版本 3。", -1, NULL, NULL},
    {"It is 6.283185 now.", "现在是 6.28318。", TEXT_NUMBER, "6.28318", NULL},
    {"E2E tests are slow.", "端到端测试很慢。", -1, NULL, NULL},
    {"There are 1,000,000 files here.", "这里有 1,000,000 个文件。", -1, NULL, NULL},
    {"There are 1,000,000 files here.", "这里有 100 万个文件。", -1, NULL, NULL},
    {"There are 1,000,001 files here.", "这里有 1000000 个文件。", TEXT_NUMBER, "1000000", NULL},
    {"It writes 2,147,483,647 bytes.", "它写入 2147483647 字节。", -1, NULL, NULL},
    {"It opens 10k files.", "它打开 1 万个文件。", -1, NULL, NULL},
    {"It opens 20,000 files.", "它打开两万个文件。", -1, NULL, NULL},
    {"Keep 250 of them.", "保留二百五十个。", -1, NULL, NULL},
    {"Keep 1,205 of them.", "保留一千二百零五个。", -1, NULL, NULL},
    {"Keep 1,205 of them.", "保留一千二百零六个。", TEXT_NUMBER, NULL, NULL},
    {"It takes 50% of the disk.", "它占用一半磁盘。", -1, NULL, NULL},
    {"It was built on 03/04/2024.", "它构建于 2024 年 3 月 4 日。", -1, NULL, NULL},
    {"It stopped with error -25300.", "它因错误 25300 停止。", TEXT_NUMBER, "25300", NULL},
    {"It stopped with error -25300.", "它因错误 -25300 停止。", -1, NULL, NULL},
    {"It stopped with error -1 here.", "它在此因错误负1停止。", -1, NULL, NULL},
    {"Zero waits; -1 does not wait.", "零表示等待；-1 表示不等待。", -1, NULL, NULL},
    {"Use pages 3-5 of it.", "使用它的第 3 至 5 页。", -1, NULL, NULL},
    {"It needs a 32-bit system.", "它需要 32 位系统。", -1, NULL, NULL},
    /* code */
    {"Run `nginx -t` again.", "再次运行 `nginx -T`。", TEXT_CODE, "`nginx -T`", "再次运行 `nginx -t`。"},
    {"Set `a.b` and `a.b.c`.", "设置 `a.b.c`。", TEXT_CODE, NULL, NULL},
    {"Use `<script setup>` here.", "在这里使用 `<script satup>`。", TEXT_CODE, "`<script satup>`", NULL},
    {"Run `ls {{folder}}` here.", "在此运行 `ls {{文件夹}}`。", -1, NULL, NULL},
    {"Run `ls {{some/folder}}` here.", "在此运行 `ls {{folder}}`。", -1, NULL, NULL},
    {"Run `ls {{some_path}}` here.", "在此运行 `ls {{some_pth}}`。", TEXT_CODE, "`ls {{some_pth}}`", NULL},
    {"Now `{{ .A.Name }}` is set.", "现在设置了 `{{ .A.Text }}`。", TEXT_CODE, NULL, NULL},
    {"To use the `key-auth` plugin, enable it.", "要使用该插件，请启用它。", TEXT_CODE_WORD, NULL, NULL},
    {"The `key-auth` plugin is off.", " 插件已关闭，请启用该插件。", TEXT_CODE, NULL, NULL},
    {"Pass `**kwds` on.", "继续传递 `kwds`。", -1, NULL, NULL},
    {"Run `a {{x 'some words'}}` here.", "在此运行 `a {{某 '一些词'}}`。", -1, NULL, NULL},
    {"Click __Main Console__ here.", "在此点击 __主控制台__。", -1, NULL, NULL},
    {"Set `key: true` here.", "在此将 `key` 设为 `true`。", -1, NULL, NULL},
    {"Uses `Streaming Protocols`_ here.", "在此使用 `流式协议`_。", -1, NULL, NULL},
    {"Is it `NULL` again?", "又是 Null 吗？", -1, NULL, NULL},
    {"Run `git stash now` here.", "在此运行 `git reset now`。", TEXT_CODE, "`git reset now`", NULL},
    {"Run `git stash` here.", "在此运行 `git reset`。", TEXT_CODE, "`git reset`", NULL},
    {"Run `git push --force` here.", "在此运行 `git push ——force`。", TEXT_CODE, "`git push ——force`",
     "在此运行 `git push --force`。"},
    {"Run `echo \"x\"` here.", "在此运行 `echo “x”`。", TEXT_CODE, "`echo “x”`", "在此运行 `echo \"x\"`。"},
    {"See `a` — and `b`.", "见 `a`—— 以及 `b`。", -1, NULL, NULL},
    /* addresses */
    {"See https://example.org/a for more.", "更多信息见 https://example.org/b 。", TEXT_URL,
     "https://example.org/b", "更多信息见 https://example.org/a 。"},
    {"See https://example.org/en/a for more.", "更多信息见 https://example.org/zh-cn/a 。", -1, NULL, NULL},
    {"See [it](https://example.org/a/b/) now.", "现在查看 [它](../a/b.md)。", TEXT_LINK, NULL, NULL},
    {"See [it](https://example.org/a/b/) now.", "现在查看它。", TEXT_LINK, NULL, NULL},
    {"See [it](https://example.org/a/b/) now.", "现在查看 [它]()。", TEXT_URL, NULL, NULL},
    {"See https://en.wikipedia.org/wiki/A for more.", "见 https://zh.wikipedia.org/wiki/B 。", TEXT_LINK,
     NULL, NULL},
    {"The limit was hit (30 by default).", "已达到上限。", TEXT_ASIDE, NULL, NULL},
    {"The limit was hit (30 by default).", "已达到上限（默认为）。", TEXT_NUMBER, NULL, NULL},
    {"See stat(2) and (if it helps) this.", "见 stat() 和此处。", TEXT_NUMBER, NULL, NULL},
    {"See https://example.org/a#b now.", "现在见 https://example.org/zh/a#甲 。", TEXT_LINK, NULL, NULL},
    {"See https://a.org/x for more.", "见 https://b.org/zh-cn/y 。", TEXT_URL_HOST, NULL, NULL},
    {"The last minute is lost.", "最后 1 分钟已丢失。", -1, NULL, NULL},
    {"%s is declared at %L here.", "%2$L 处声明了 %1$s。", -1, NULL, NULL},
    {"It is %<PRIu64> at %s here.", "%2$s 处为 %1$<PRIu64>。", -1, NULL, NULL},
    {"The HostSystem file is old.", "主机系统文件太旧。", -1, NULL, NULL},
    {"Use the MySQL `client` here.", "在此使用 `client`。", -1, NULL, NULL},
    {"Write it to a CSV file: `get {{a.csv}}`", "写入文件：`get {{a.csv}}`", -1, NULL, NULL},
    {"Create a config map here.", "在此创建 ConfigMap。", -1, NULL, NULL},
    {"It may or may not be raised.", "它有可能被引发。", -1, NULL, NULL},
    {"Do not suppress the warning.", "保留该警告。", -1, NULL, NULL},
    {"Do not print the warning.", "打印该警告。", TEXT_NEGATION_LOST, NULL, NULL},
    {"[Go templates](https://a.org/go)", "[Go templates](https://a.org/go)", -1, NULL, NULL},
    {"service \"A-Service\"", "service \"A-Service\"", -1, NULL, NULL},
    {"2024-01-31 11:41:42 is when it began.", "2024-01-31 11:41:42 is when it began.", -1, NULL, NULL},
    {"\"Costs\",150,200,\"tax and more\"", "\"Costs\",150,200,\"tax and more\"", -1, NULL, NULL},
    {"The output of each example is checked here.",
     "每个例子的输出都会在这里被检查一遍。The output of each example is checked here.", TEXT_ENGLISH_LEFT,
     NULL, NULL},
    {"A \"for each\"-style loop is used.", "使用了 \"for each\" 式的循环。", -1, NULL, NULL},
    {"Print lines of a `reg[e]x` here.", "在此打印匹配正则表达式的行。", TEXT_CODE_WORD, NULL, NULL},
    {"Use the Kubernetes endpoints here.", "在此使用 endpoints。", -1, NULL, NULL},
    {"Execute the request to this URL: `get {{url}}`", "向此处执行请求：`get {{url}}`", TEXT_ACRONYM, NULL,
     NULL},
    {"The default value is used.", "使用默认值（即 7）。", -1, NULL, NULL},
    {"To remove the plugin, delete its line.", "如果不再需要该插件，请删除该行。", -1, NULL, NULL},
    {"Open the file and read what the server wrote into it, then close the file.",
     "打开该文件并读取服务器写入的内", TEXT_TRUNCATED, "内", NULL},
    {"Open the file and read what the server wrote into it, then close the file.",
     "打开该文件并读取服务器写入的内容，然后将其关闭。", -1, NULL, NULL},
    {"Try abc:///session or abcd:///session here.", "在此尝试 abcd:///session。", TEXT_URL, NULL, NULL},
    {"The work ends here.", "工作到此结束.", TEXT_HALF_WIDTH_STOP, ".", "工作到此结束。"},
    {"The work, too, ends here.", "工作，也到此结束.", TEXT_HALF_WIDTH, ".", "工作，也到此结束。"},
    {"It works in Docker as well.", "同样有效。", -1, NULL, NULL},
    {"Restart Docker right now.", "请立即重新启动。", TEXT_NAME, NULL, NULL},
    {"The `a \"b1\"` line is used.", "使用了 `a \"乙1\"` 行。", TEXT_CODE, NULL, NULL},
    {"Remove each node of it.", "删除其中的每个 inode。", -1, NULL, NULL},
    {"Push the tags that aren't there yet.", "推送新的标签。", -1, NULL, NULL},
    {"Print the address, like", "打印地址，例如", -1, NULL, NULL},
    {"Print the address as text.", "打印地址，例如", TEXT_TRUNCATED, NULL, NULL},
    /* placeholders, options, identifiers */
    {"The file %s is %d bytes.", "文件 %s 的大小为字节。", TEXT_PLACEHOLDER, NULL, NULL},
    {"It is {{ version }} now.", "现在是 {{ verison }}。", TEXT_PLACEHOLDER, NULL, NULL},
    {"It is {{ version }} now.", "现在是 {{ 版本 }}。", -1, NULL, NULL},
    {"Cannot find %1 in %2.", "在 %2 中找不到 %1。", -1, NULL, NULL},
    {"Pass --force again.", "再次传入 ——force。", TEXT_FLAG, "——force", "再次传入 --force。"},
    {"It raises ERR_SSL_FAULT here.", "它会在此处引发错误。", TEXT_IDENTIFIER, NULL, NULL},
    {"Edit /etc/hosts again.", "再次编辑 /etc/host。", TEXT_PATH, NULL, NULL},
    /* names */
    {"The CloudFront origin is old.", "CloudFornt 源站太旧。", TEXT_MISSPELT_SURE, "CloudFornt",
     "CloudFront 源站太旧。"},
    {"The CloudFront origin is old.", "源站太旧。", TEXT_NAME, NULL, NULL},
    {"The ACM certificate is old.", "证书太旧。", TEXT_ACRONYM, NULL, NULL},
    {"Open the URL again.", "再次打开该网址。", -1, NULL, NULL},
    {"Use GDB with `python-gdb.py` here.", "在此使用 `python-gdb.py`。", TEXT_ACRONYM, NULL, NULL},
    {"The following packages are UPGRADED:", "下列软件包已升级：", -1, NULL, NULL},
    {"Apache Kafka is down again.", "Kafka 又停机了。", -1, NULL, NULL},
    {"Show the Git log: `git log`", "显示日志：`git log`", -1, NULL, NULL},
    {"Some classes are used here.", "此处使用了一些 class。", -1, NULL, NULL},
    {"Show it as ([A]SCII) text.", "显示为 ASCII 文本。", TEXT_EXTRA_ACRONYM, "ASCII", NULL},
    {"Many charts are installed.", "已安装多个 chart。", -1, NULL, NULL},
    /* whole texts */
    {"The request could not be satisfied.", "The request could not be satisfied.", TEXT_UNTRANSLATED, NULL,
     NULL},
    {"[`app.use`](/api/app#app-use-here)", "[`app.use`](/api/app#app-use-here)", -1, NULL, NULL},
    {"source <(helm completion bash) | head", "source <(helm completion bash) | head", -1, NULL, NULL},
    {"x = lambda data: str(data)", "x = lambda data: str(data)", -1, NULL, NULL},
    {"const a = 'This is red'", "const a = 'This is red'", -1, NULL, NULL},
    {"Cannot open file(s) again", "Cannot open file(s) again", TEXT_UNTRANSLATED, NULL, NULL},
    {"Click AWS Identity and Access Management now.", "现在点击 AWS Identity and Access Management。", -1,
     NULL, NULL},
    {"It returns year, month, day, hour and more.", "它返回 year, month, day, hour 等。", -1, NULL, NULL},
    {"The certificate of the server is expired.", "磁盘分区已满。", TEXT_UNRELATED, NULL, NULL},
    {"You must give at least one search pattern here", "您必须明确地给", TEXT_TRUNCATED, "给", NULL},
    {"The server closes the connection before the whole response body was received by the client.",
     "在客户端收到整个响应", TEXT_TRUNCATED, "应", NULL},
    {"The server closes the connection before the whole response body was received by the client.",
     "在客户端收到整个响应正文之前，服务器关闭了连接。", -1, NULL, NULL},
    {"Open the file, and then read it.", "打开文件，", TEXT_TRUNCATED, "，", NULL},
    /* names and acronyms that Chinese renders, and what only looks like one */
    {"The angular offset is wrong.", "角偏移有误。", -1, NULL, NULL},
    {"The Angular build is slow.", "构建很慢。", TEXT_NAME, NULL, NULL},
    {"Copy it to a USB stick first.", "请先复制到 U 盘。", -1, NULL, NULL},
    {"The answer MAY be empty.", "应答可以为空。", -1, NULL, NULL},
    {"Use camelCase for new keys.", "新的键请用驼峰命名。", -1, NULL, NULL},
    {"The _TokenCache_ is full now.", "TokenCache 现已写满。", -1, NULL, NULL},
    {"It runs on other OSes as well.", "它也能在其他操作系统上运行。", -1, NULL, NULL},
    {"Pick HTML/CSS/etc. from the list.", "从列表中选择 HTML、CSS 等。", -1, NULL, NULL},
    {"Copy HTML/doc/readme there.", "把 HTML 复制过去。", TEXT_PATH, NULL, NULL},
    {"Toggle the 'on/off' switch here.", "在此切换“开/关”。", -1, NULL, NULL},
    /* numbers that are words, or no numbers */
    {"A list must hold at least 1 entry of sections 1 and 2.", "列表须含第一、二节的条目。", -1, NULL, NULL},
    {"bad operand %s for %q+D", "%2$q+D 的操作数 %1$s 有误", -1, NULL, NULL},
    {"The text is not UTF8 here.", "此处的文本不是 UTF-87。", TEXT_NUMBER, NULL, NULL},
    {"The vector must have length 1 here.", "此处的向量长度必须为一。", -1, NULL, NULL},
    {"a length 1 vector is a must", "长度为一的向量是必须的", -1, NULL, NULL},
    {"a length 1 vector is a must", "一个向量是必须的", TEXT_NUMBER, NULL, NULL},
    {"Rows with 0 weight are used.", "使用零权重的行。", -1, NULL, NULL},
    /* names of files, and quotes inside code */
    {"Install tool_1.0-1_all.deb now.", "现在安装 tool_1.0-1_all.deb。", -1, NULL, NULL},
    {"Set it to `'mtime'` here.", "在此设为 `mtime`。", -1, NULL, NULL},
    {"Set it to `'mtime'` here.", "在此设置它。", TEXT_CODE, NULL, NULL},
    {"Cannot copy the INDEX again.", "无法再次复制索引。", -1, NULL, NULL},
    {"Some BIOSes hang here.", "某些 BIOS 会在此挂起。", -1, NULL, NULL},
    {"Press the <b>Stop</b> key now.", "现在请按停止键。", -1, NULL, NULL},
    {"Press the <key> key to stop.", "请按键停止。", TEXT_ARGUMENT, NULL, NULL},
    /* negation */
    {"Do not manage the windows.", "不管理窗口。", -1, NULL, NULL},
    {"The origin does not support this version.", "源站支持此版本。", TEXT_NEGATION_LOST, NULL, NULL},
    {"The origin supports this version.", "源站不支持此版本。", TEXT_NEGATION_ADDED, "不支持", NULL},
    {"Save without closing it. It cannot be undone.", "保存但不关闭，无法撤销。", -1, NULL, NULL},
    {"The value must be a number.", "该值不得为数字。", TEXT_NEGATION_ADDED, "不得", NULL},
    {"Do you know whether or not it works?", "你知道它是否可用吗？", -1, NULL, NULL},
    {"It cannot start until it is built.", "构建之后才能启动它。", -1, NULL, NULL},
    {"ERROR: cannot write it, it is read-only.", "错误：无法写入，它是只读的。", -1, NULL, NULL},
    {"The token does not expire here.", "此处的令牌永不过期。", -1, NULL, NULL},
    {"Do not filter these lines.", "不过滤这些行。", -1, NULL, NULL},
    {"Do not forget the backup.", "不要忘记备份。", -1, NULL, NULL},
    {"Load it from many mirrors.", "从不同的镜像加载。", -1, NULL, NULL},
    {"The column has a NOT NULL rule.", "该列带有 NOT NULL 规则。", -1, NULL, NULL},
    {"The value is not between the two.", "该值在两者之外。", -1, NULL, NULL},
    {"If it is not a link, it stays without changes.", "如果不是链接，则保持原样。", -1, NULL, NULL},
    {"If it is not a link, it stays as it is.", "如果是链接，则保持原样。", TEXT_NEGATION_LOST, NULL, NULL},
    {"It holds a flag, not a number.", "它存放的是标志而不是数字。", -1, NULL, NULL},
    {"Prefer flags to numbers.", "使用标志，而不是数字。", -1, NULL, NULL},
    {"If not specified, it is 5.", "默认值为 5。", -1, NULL, NULL},
    /* English that stays: the text of a button, and what is explained behind it */
    {"Then choose Write all changes to the disk from the menu.",
     "然后从菜单中选择 Write all changes to the disk 一项。", -1, NULL, NULL},
    {"Then write all changes to the disk from the menu.", "然后从菜单中 write all changes to the disk 即可。",
     TEXT_ENGLISH_MOST, NULL, NULL},
    {"Read the page with the layout of the keys first.", "请先阅读 the layout of the keys （键位图）页面。",
     -1, NULL, NULL},
    {"Do not delete the lock file.", "请删除锁文件。", TEXT_NEGATION_LOST, NULL, NULL},
    {"Do not delete the lock file.", "请勿删除锁文件。", -1, NULL, NULL},
    {"Do not ignore the warning.", "请注意该警告。", -1, NULL, NULL},
    {"The host is no longer in the list.", "该主机在列表中。", TEXT_NEGATION_LOST, NULL, NULL},
    {"The host is no longer in the list.", "该主机已不在列表中。", -1, NULL, NULL},
    {"The rule does not block it.", "该规则会阻止它。", TEXT_NEGATION_LOST, NULL, NULL},
    /* the Chinese alone */
    {"It is invalid.", "它是無效的。", TEXT_TRADITIONAL, "無", "它是无效的。"},
    {"The nginx server is down.", "ngіnx 服务器已停机。", TEXT_HOMOGLYPH, "ngіnx", "nginx 服务器已停机。"},
    {"Kafka is down here.", "Kafkа 在此已停止。", TEXT_HOMOGLYPH, "Kafkа", "Kafka 在此已停止。"},
    {"The server is down.", "服务器锟斤拷已宕机。", TEXT_MOJIBAKE, "锟斤拷", NULL},
    {"The buffer is empty.", "缓冲区烫烫烫为空。", TEXT_MOJIBAKE, NULL, NULL},
    {"Read `備份.txt` again.", "再次读取 `備份.txt`。", -1, NULL, NULL},
    {"Wait, then clean it, then go.", "请等待,清理,然后继续。", TEXT_HALF_WIDTH, ",", NULL},
    {"It is invalid.", "绀轰緥鐨勬簮绔欒瘉涔﹀凡", TEXT_MOJIBAKE, NULL, NULL},
    {"It is done (I hope so).", "完成了，但愿 :-)。", -1, NULL, NULL},
    {"The server stops when the disk is full, and", "磁盘写满时服务器停止，并且", -1, NULL, NULL},
    {"Open (again) please.", "请（再次打开。", TEXT_BRACKETS, NULL, NULL},
};

static const struct text_defect *find(const struct text_pair *p, int kind)
{
    for (size_t i = 0; i < p->defects.len; i++)
        if ((int)p->defects.at[i].kind == kind)
            return &p->defects.at[i];
    return NULL;
}

static void check_row(struct text_pair *p, const struct row *r)
{
    struct str zh = str_of(r->zh);
    text_pair_compare(p, str_of(r->en), zh, 0);
    if (r->kind < 0) {
        for (size_t i = 0; i < p->defects.len; i++)
            if (p->defects.at[i].kind != TEXT_CODE_WORD)
                fail_msg("%s: %s\n%s\n%s", text_kind_name(p->defects.at[i].kind), p->defects.at[i].message,
                         r->en, r->zh);
        return;
    }
    const struct text_defect *d = find(p, r->kind);
    if (!d)
        fail_msg("no %s in\n%s\n%s", text_kind_name((enum text_kind)r->kind), r->en, r->zh);
    struct str at = str_sub(zh, d->zh.from, d->zh.to);
    if (r->at && !str_is(at, r->at))
        fail_msg("at \"%.*s\" instead of \"%s\"", STR_FMT(at), r->at);
    if (!r->fix)
        return;
    if (!d->has_fix)
        fail_msg("no fix of %s\n%s", d->message, r->zh);
    struct buf mended = BUF_INIT;
    buf_add_str(&mended, str_sub(zh, 0, d->fix.from));
    buf_add_str(&mended, d->text);
    buf_add_str(&mended, str_sub(zh, d->fix.to, zh.len));
    assert_string_equal(mended.s, r->fix);
    text_pair_compare(p, str_of(r->en), buf_str(&mended), 0);
    assert_null(find(p, r->kind));
    buf_release(&mended);
}

static void test_rows(void **state)
{
    (void)state;
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&p, &rows[i]);
    text_pair_release(&p);
}

/* A word that is part of a longer one, or another product's name, is no slip of the finger. */
static void test_no_slip(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"Kafka is down here.", "Kafkа 在此已停止。"},
                                           {"Use Terraform here.", "在此使用 0erraform。"},
                                           {"Use log4j here.", "在此使用 1og4j。"},
                                           {"Use Kubernetes here.", "在此使用 K-bernetes。"},
                                           {"Push it to GitLab again.", "再次推送到 GitHub。"}};
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        text_pair_compare(&p, str_of(pairs[i][0]), str_of(pairs[i][1]), 0);
        const struct text_defect *d = find(&p, TEXT_MISSPELT_SURE);
        if (d && d->has_fix)
            fail_msg("%s offers %s", pairs[i][1], d->text.s);
        assert_true(p.defects.len > 0);
    }
    text_pair_release(&p);
}

/* Messages of programs may be terse, and may stay in English. */
static void test_signature(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"There is not enough space on the disk", "磁盘空间不足"},
        {"The requested URL was not found on this server", "未找到请求的 URL"},
        {"Connection reset by the remote peer while reading", "读取时连接被重置"}};
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        text_pair_compare(&p, str_of(pairs[i][0]), str_of(pairs[i][1]), PAIR_SIGNATURE);
        if (p.defects.len)
            fail_msg("%s: %s", pairs[i][1], p.defects.at[0].message);
    }
    text_pair_compare(&p, STR("The file was not found"), STR("The file was not found"), PAIR_SIGNATURE);
    assert_non_null(find(&p, TEXT_UNTRANSLATED_LOG));
    text_pair_compare(&p, STR("The file was not found"), STR("The file was not found"), 0);
    assert_non_null(find(&p, TEXT_UNTRANSLATED));
    text_pair_release(&p);
}

/* What was compared before leaves no trace. */
static void test_no_memory(void **state)
{
    (void)state;
    struct text_pair fresh, used;
    text_pair_init(&used);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text_pair_init(&fresh);
        text_pair_compare(&fresh, str_of(rows[i].en), str_of(rows[i].zh), 0);
        text_pair_compare(&used, str_of(rows[i].en), str_of(rows[i].zh), 0);
        assert_int_equal(fresh.defects.len, used.defects.len);
        for (size_t k = 0; k < fresh.defects.len; k++)
            assert_string_equal(fresh.defects.at[k].message, used.defects.at[k].message);
        text_pair_release(&fresh);
    }
    text_pair_release(&used);
}

/* Texts of a megabyte, of one character, and of what each rule looks for: time stays linear. */
static void test_large(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "证", "a ", "`",    "`a` ", "1 ",      "%s ", "{{",  "<a",   "https://a/ ", "ABC ",    "不",
        "(",  "\"", "a_b ", "无法", "Docker ", "，",  "éÃ©", "--a ", "資",          "Dоcker ", "`資` "};
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (size_t j = 0; j < sizeof pieces / sizeof *pieces; j += 7) {
            struct buf en = BUF_INIT, zh = BUF_INIT;
            while (en.len < 70000)
                buf_adds(&en, pieces[j]);
            while (zh.len < 70000)
                buf_adds(&zh, pieces[i]);
            text_pair_compare(&p, buf_str(&en), buf_str(&zh), 0);
            assert_true(p.defects.len <= TEXT_DEFECTS_MAX);
            buf_release(&en);
            buf_release(&zh);
        }
    text_pair_release(&p);
}

/* What stands at the far end of a long English is not looked for again and again. */
static void test_named(void **state)
{
    (void)state;
    static const char *const names[] = {"資", "Dоcker "};
    struct text_pair p;
    text_pair_init(&p);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf en = BUF_INIT, zh = BUF_INIT;
        buf_fill(&en, 'a', 4 << 20);
        buf_addf(&en, " `%s`", names[i]);
        while (zh.len < 4 << 20)
            buf_adds(&zh, names[i]);
        text_pair_compare(&p, buf_str(&en), buf_str(&zh), 0);
        assert_null(find(&p, TEXT_TRADITIONAL));
        assert_null(find(&p, TEXT_HOMOGLYPH));
        buf_release(&en);
        buf_release(&zh);
    }
    text_pair_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),      cmocka_unit_test(test_no_slip), cmocka_unit_test(test_signature),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_large),   cmocka_unit_test(test_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
