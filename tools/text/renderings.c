/* Names and acronyms that Chinese prose may render: see words.h. */
#include "text/words.h"

/* Lower case, sorted; renderings are separated by blanks, any of them will do. */
static const struct rendering {
    const char *name, *chinese;
} renderings[] = {
    {"2fa", "双因素 两步 双重"},
    {"abc", "抽象基类"},
    {"abi", "二进制接口"},
    {"acl", "访问控制列表 访问列表"},
    {"ai", "人工智能 智能"},
    {"android", "安卓"},
    {"api", "接口"},
    {"app", "应用"},
    {"apple", "苹果"},
    {"atm", "柜员机"},
    {"ca", "证书颁发 证书机构 颁发机构 认证机构"},
    {"cd", "光盘 盘片 碟"},
    {"cdn", "内容分发 加速"},
    {"chrome", "浏览器"},
    {"cidr", "网段"},
    {"cli", "命令行"},
    {"cmd", "命令行 命令提示符"},
    {"cpu", "处理器"},
    {"crud", "增删"},
    {"ddos", "拒绝服务"},
    {"devtools", "开发者工具 开发工具"},
    {"dll", "动态链接 动态库"},
    {"dns", "域名"},
    {"dos", "拒绝服务"},
    {"dpi", "分辨率"},
    {"dvd", "光盘"},
    {"e2e", "端到端 端对端"},
    {"edr", "终端检测"},
    {"eof", "末尾 结尾 结束 文件尾"},
    {"eol", "行尾 行末 生命周期"},
    {"eta", "剩余时间 预计"},
    {"faq", "常见问题 问答"},
    {"fifo", "先进先出 命名管道 队列"},
    {"fqdn", "域名"},
    {"gc", "垃圾 回收"},
    {"gib", "GB 吉"},
    {"google", "谷歌"},
    {"gpu", "显卡 图形处理"},
    {"gui", "图形 界面"},
    {"hdd", "硬盘"},
    {"hmr", "热更新 热替换 热重载"},
    {"howto", "指南 文档"},
    {"hypertext", "超文本"},
    {"i18n", "国际化"},
    {"iam", "身份"},
    {"ibm", "国际商业"},
    {"ide", "开发环境"},
    {"idp", "身份提供"},
    {"intel", "英特尔"},
    {"io", "输入 读写"},
    {"iso", "镜像 光盘"},
    {"javascript", "JS"},
    {"jit", "即时编译"},
    {"k8s", "Kubernetes"},
    {"kib", "KB 千字节"},
    {"kubernetes", "K8s k8s"},
    {"l10n", "本地化"},
    {"l4", "四层"},
    {"l7", "七层"},
    {"lan", "局域网"},
    {"led", "指示灯"},
    {"lhs", "左"},
    {"lifo", "后进先出"},
    {"llm", "语言模型 大模型"},
    {"mfa", "多因素 多重"},
    {"mib", "MB 兆"},
    {"microsoft", "微软"},
    {"mitm", "中间人"},
    {"mtls", "双向"},
    {"nan", "非数"},
    {"nat", "地址转换"},
    {"networkmanager", "网络管理"},
    {"nic", "网卡 网络接口"},
    {"oid", "对象"},
    {"oom", "内存不足 内存溢出 内存耗尽"},
    {"oop", "面向对象"},
    {"oracle", "甲骨文"},
    {"orm", "对象关系"},
    {"os", "操作系统"},
    {"otp", "一次性"},
    {"pagedown", "翻页"},
    {"pageup", "翻页"},
    {"pc", "电脑 计算机"},
    {"pdf", "文档"},
    {"peer2peer", "点对点 P2P"},
    {"pid", "进程"},
    {"pin", "密码 引脚 个人识别"},
    {"poc", "概念验证"},
    {"postgresql", "Postgres PG"},
    {"pwa", "渐进式"},
    {"qos", "服务质量"},
    {"ram", "内存"},
    {"rbac", "角色"},
    {"rca", "根因"},
    {"regex", "正则"},
    {"rhs", "右"},
    {"rng", "随机"},
    {"rom", "只读 光盘 盘片"},
    {"rpc", "远程调用 远程过程"},
    {"rtt", "往返"},
    {"sdk", "开发工具包 开发包"},
    {"segfault", "段错误"},
    {"segfaults", "段错误"},
    {"semver", "语义化版本 语义版本"},
    {"seo", "搜索引擎"},
    {"sfc", "单文件"},
    {"sla", "服务等级 服务水平"},
    {"sms", "短信"},
    {"spa", "单页"},
    {"ssd", "固态"},
    {"ssg", "静态站点"},
    {"sso", "单点登录"},
    {"ssr", "服务端渲染 服务器端渲染 服务器渲染"},
    {"trustdb", "信任"},
    {"ttl", "生存 存活"},
    {"tty", "终端"},
    {"typescript", "TS"},
    {"ui", "界面"},
    {"uid", "用户"},
    {"unix", "类 Unix"},
    {"uri", "网址 地址 标识符"},
    {"url", "网址 地址 链接"},
    {"usb", "通用串行"},
    {"vm", "虚拟机"},
    {"vpn", "虚拟专用 专用网"},
    {"waf", "防火墙"},
    {"wan", "广域网"},
    {"wi-fi", "无线"},
    {"wifi", "无线"},
    {"windows", "视窗"},
    {"wysiwyg", "所见即所得"},
};

static const struct rendering *find(struct str name)
{
    size_t low = 0, high = sizeof renderings / sizeof *renderings;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int d = words_compare(name, renderings[middle].name);
        if (!d)
            return &renderings[middle];
        if (d > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool words_is_rendered(struct str name, struct str chinese)
{
    const struct rendering *r = find(name);
    if (!r)
        return false;
    struct str all = str_of(r->chinese);
    for (size_t i = 0; i < all.len;) {
        size_t end = i;
        while (end < all.len && all.s[end] != ' ')
            end++;
        if (side_find(chinese, str_sub(all, i, end), 0, false) != SIZE_MAX)
            return true;
        i = end + 1;
    }
    return false;
}

bool words_renderings_sorted(void)
{
    for (size_t i = 1; i < sizeof renderings / sizeof *renderings; i++)
        if (words_compare(str_of(renderings[i - 1].name), renderings[i].name) >= 0)
            return false;
    return true;
}
