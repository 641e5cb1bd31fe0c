/* The Chinese that common words of error messages are rendered by: enough to see that a translation belongs
 * to another text. Not a dictionary: a rendering that is missing here costs nothing but a doubt less. */
#include "text/terms.h"

static const struct {
    const char *word;    /* lower case, singular, infinitive */
    const char *chinese; /* renderings, separated by blanks; any of them will do */
} terms[] = {
    {"abort", "中止 终止 放弃 取消 异常 退出"},
    {"accept", "接受 接收 采用"},
    {"access", "访问 存取 权限 接入 取用"},
    {"account", "帐户 账户 帐号 账号 考虑"},
    {"action", "操作 动作 行为 行动"},
    {"activate", "激活 启用 活动"},
    {"active", "活动 激活 活跃 有效 主动"},
    {"add", "添加 加入 增加 新增 追加 加 补充"},
    {"address", "地址 寻址 位址 解决"},
    {"agent", "代理"},
    {"alias", "别名"},
    {"allocate", "分配"},
    {"allow", "允许 许可 容许 可以 能 让 支持 可用"},
    {"ambiguous", "歧义 不明确 含糊 二义 模糊 模棱"},
    {"append", "追加 附加 添加"},
    {"application", "应用 程序 申请"},
    {"apply", "应用 适用 套用 适合 适用"},
    {"archive", "归档 存档 档案 压缩 包 档 库"},
    {"argument", "参数 实参 变元 引数 参量 自变量"},
    {"array", "数组 阵列"},
    {"assign", "分配 赋 指派 指定 指配"},
    {"attach", "附加 附着 连接 挂 附"},
    {"attempt", "尝试 试图 企图 想"},
    {"attribute", "属性 特性"},
    {"audio", "音频 声音"},
    {"authenticate", "认证 验证 鉴权 身份"},
    {"authentication", "认证 验证 鉴权 身份"},
    {"available", "可用 有效 可供 提供 存在 可获 可得"},
    {"backup", "备份"},
    {"base", "基 底 根据 根 库"},
    {"binary", "二进制 二元 双目 可执行"},
    {"bit", "位 比特"},
    {"block", "块 阻塞 阻止 区 屏蔽"},
    {"boot", "引导 启动"},
    {"branch", "分支 支 跳转"},
    {"browser", "浏览器"},
    {"bucket", "桶"},
    {"buffer", "缓冲"},
    {"build", "构建 编译 生成 建立 建 版本"},
    {"byte", "字节"},
    {"cache", "缓存 快取 高速"},
    {"call", "调用 呼叫 称 叫"},
    {"cancel", "取消 撤销"},
    {"capability", "能力 功能 权能"},
    {"certificate", "证书 凭证"},
    {"change", "更改 改变 修改 变更 变化 改动 变"},
    {"channel", "通道 频道 信道 渠道"},
    {"character", "字符 字元 角色 文字"},
    {"check", "检查 校验 检验 检测 核对 查 选中 核实"},
    {"checksum", "校验"},
    {"child", "子"},
    {"class", "类 级"},
    {"clean", "清理 清除 干净 清空"},
    {"client", "客户 用户端"},
    {"clone", "克隆"},
    {"close", "关闭 闭 接近"},
    {"cluster", "集群 群集 簇"},
    {"code", "代码 编码 码"},
    {"color", "颜色 色 彩色"},
    {"column", "列 栏"},
    {"command", "命令 指令"},
    {"comment", "注释 评论 备注 注解"},
    {"commit", "提交"},
    {"compare", "比较 对比"},
    {"compile", "编译"},
    {"compiler", "编译"},
    {"complete", "完成 完整 完全 补全"},
    {"component", "组件 部件 成分 元件 构件 分量"},
    {"compress", "压缩"},
    {"config", "配置 设置"},
    {"configuration", "配置 设置 设定 组态"},
    {"configure", "配置 设置 设定"},
    {"conflict", "冲突 矛盾 抵触"},
    {"connect", "连接 联接 连线 连"},
    {"connection", "连接 联接 连线 链接"},
    {"constant", "常量 常数 恒"},
    {"constraint", "约束 限制"},
    {"constructor", "构造"},
    {"contact", "联系 联络"},
    {"contain", "包含 含有 包括 含 容纳"},
    {"container", "容器"},
    {"content", "内容"},
    {"context", "上下文 环境 语境 语义"},
    {"conversion", "转换 变换 转化"},
    {"convert", "转换 变换 转"},
    {"copy", "复制 拷贝 副本 抄 份"},
    {"corrupt", "损坏 破坏 毁坏 错误 受损"},
    {"create", "创建 建立 新建 生成 产生 制造 创造 制作"},
    {"credential", "凭据 凭证 证书 认证"},
    {"current", "当前 目前 现有 现在"},
    {"data", "数据 资料 样本"},
    {"database", "数据库 资料库"},
    {"date", "日期 日"},
    {"declaration", "声明"},
    {"declare", "声明 宣告"},
    {"decode", "解码 译码"},
    {"default", "默认 缺省 预设 预置 省略"},
    {"define", "定义"},
    {"definition", "定义"},
    {"delete", "删除 移除 删"},
    {"dependency", "依赖 相依"},
    {"deprecate", "弃用 废弃 过时 不赞成 不推荐 反对 不建议 已淘汰 不再"},
    {"description", "描述 说明 叙述"},
    {"destination", "目标 目的"},
    {"device", "设备 装置 器件"},
    {"digit", "数字 位 数码"},
    {"directory", "目录 文件夹 资料夹 路径"},
    {"disable", "禁用 停用 禁止 关闭 失效 不使用 关"},
    {"disk", "磁盘 盘 硬盘"},
    {"display", "显示 展示 屏幕"},
    {"document", "文档 文件 文稿"},
    {"domain", "域"},
    {"download", "下载"},
    {"driver", "驱动 司机"},
    {"duplicate", "重复 复制 副本 冲突 相同"},
    {"element", "元素 元件 单元 项"},
    {"empty", "空 无内容"},
    {"enable", "启用 启动 开启 激活 允许 打开 使"},
    {"encode", "编码"},
    {"encoding", "编码 字符集"},
    {"encrypt", "加密"},
    {"entry", "项 条目 记录 表项 入口 条"},
    {"environment", "环境"},
    {"error", "错误 出错 差错 误 错 失败 异常 问题 故障"},
    {"event", "事件"},
    {"exceed", "超过 超出 超 大于"},
    {"exception", "异常 例外"},
    {"execute", "执行 运行"},
    {"exist", "存在 已有 现有 有"},
    {"exit", "退出 离开 结束"},
    {"expect", "预期 期望 期待 应为 需要 应该 应当 要求 缺少 应有 应 须 意料 未使用"},
    {"expire", "过期 到期 失效 期满"},
    {"export", "导出 输出 汇出"},
    {"expression", "表达式 表示式 算式"},
    {"extension", "扩展 扩充 后缀 延伸 分机"},
    {"extract", "提取 解压 抽取 析出 解开 释放"},
    {"fail", "失败 无法 未能 不能 出错 失效 故障 不 错误 错误"},
    {"failure", "失败 故障 出错 错误 失效"},
    {"feature", "功能 特性 特征"},
    {"fetch", "获取 抓取 取得 取 下载 读取"},
    {"field", "字段 域 栏位 字节 场 栏"},
    {"file", "文件 档案 档"},
    {"filename", "文件名 档名"},
    {"filesystem", "文件系统"},
    {"filter", "过滤 筛选 滤镜 滤"},
    {"flag", "标志 旗标 标记 标识 标签"},
    {"folder", "文件夹 目录 资料夹 夹"},
    {"font", "字体"},
    {"format", "格式 版式"},
    {"function", "函数 功能 函式"},
    {"generate", "生成 产生"},
    {"global", "全局 全域 全球"},
    {"group", "组 群"},
    {"handle", "句柄 处理 手柄 把手 使用"},
    {"handler", "处理"},
    {"hash", "散列 哈希 杂凑 校验"},
    {"header", "头 标题 报头 页眉"},
    {"host", "主机 宿主 服务器"},
    {"identifier", "标识 识别 辨识"},
    {"ignore", "忽略 略过 无视 跳过 忽视"},
    {"illegal", "非法 不合法 违法 无效"},
    {"image", "镜像 图像 映像 图片 图 影像 映象"},
    {"import", "导入 引入 输入 汇入"},
    {"include", "包含 包括 包 引用 头文件 含"},
    {"incompatible", "不兼容 不相容 冲突"},
    {"incorrect", "不正确 错误 有误 不对"},
    {"index", "索引 下标"},
    {"initialize", "初始化"},
    {"input", "输入"},
    {"insert", "插入"},
    {"install", "安装"},
    {"instance", "实例"},
    {"instruction", "指令 说明"},
    {"integer", "整数 整型 整"},
    {"interface", "接口 界面 网卡 介面 网口"},
    {"internal", "内部"},
    {"interrupt", "中断 打断"},
    {"invalid", "无效 非法 不合法 有误 不正确 错误 不可用 不当 无 不是 不"},
    {"key", "密钥 键 关键 秘钥 钥匙 公钥 私钥"},
    {"keyword", "关键字 关键词"},
    {"label", "标签 标号 卷标 标记 标注"},
    {"language", "语言"},
    {"layer", "图层 层"},
    {"length", "长度 长"},
    {"library", "库 函式库"},
    {"license", "许可 授权 执照"},
    {"limit", "限制 上限 极限 限度 限"},
    {"line", "行 线"},
    {"link", "链接 连结 连接 链路 联接"},
    {"list", "列表 清单 列出 列 表"},
    {"load", "加载 载入 装载 读取 负载 装入 导入 读入"},
    {"local", "本地 局部 当地 本机"},
    {"location", "位置 地点"},
    {"lock", "锁"},
    {"log", "日志 记录 登录"},
    {"login", "登录 登入"},
    {"loop", "循环 环"},
    {"machine", "机器 机 计算机"},
    {"match", "匹配 符合 相符 配对 一致 吻合"},
    {"maximum", "最大 上限 最多 至多"},
    {"member", "成员"},
    {"memory", "内存 存储 记忆"},
    {"merge", "合并"},
    {"message", "消息 信息 讯息 报文 邮件 留言 内容"},
    {"method", "方法 方式"},
    {"minimum", "最小 下限 至少 最低"},
    {"mismatch", "不匹配 不符 不一致 失配 不相配"},
    {"miss", "缺少 丢失 缺失 遗漏 没有 缺 找不到 未找到 不存在 漏"},
    {"mode", "模式 方式"},
    {"module", "模块 模组"},
    {"mount", "挂载 装载 安装"},
    {"move", "移动 移"},
    {"multiple", "多个 多重 多 倍"},
    {"name", "名称 名 叫 命名"},
    {"namespace", "命名空间 名字空间"},
    {"nested", "嵌套 内嵌 巢状"},
    {"network", "网络 网"},
    {"node", "节点 结点"},
    {"number", "数 号 编号 个 第"},
    {"object", "对象 目标 物件 目的"},
    {"offset", "偏移 位移 偏"},
    {"open", "打开 开启 开"},
    {"operand", "操作数 运算数 运算元 运算符"},
    {"operation", "操作 运算"},
    {"operator", "运算符 操作符 算符 操作员"},
    {"option", "选项 可选"},
    {"output", "输出"},
    {"overflow", "溢出 上溢 溢位"},
    {"override", "覆盖 重写 重载 忽略 替代 复写 超越 覆写"},
    {"owner", "所有者 拥有者 属主 所有 主人"},
    {"package", "软件包 包 套件"},
    {"page", "页"},
    {"parameter", "参数 形参 参量 变量"},
    {"parent", "父 上级 上层"},
    {"parse", "解析 分析 剖析 语法"},
    {"partition", "分区 划分"},
    {"pass", "传递 传 通过 传入"},
    {"password", "密码 口令"},
    {"patch", "补丁 修补"},
    {"path", "路径 通路 目录"},
    {"pattern", "模式 样式 图案 表达式"},
    {"permission", "权限 许可 允许"},
    {"plugin", "插件 外挂"},
    {"pointer", "指针 指标"},
    {"pool", "池"},
    {"port", "端口 接口 移植 口"},
    {"position", "位置"},
    {"prefix", "前缀 字首"},
    {"print", "打印 输出 显示 印"},
    {"private", "私有 私 专用"},
    {"process", "进程 处理 程序 过程"},
    {"profile", "配置 简档 概况 文件 剖析 描述"},
    {"program", "程序 程式 节目"},
    {"project", "项目 工程 专案"},
    {"property", "属性 特性"},
    {"protocol", "协议 协定"},
    {"provide", "提供 给出 供"},
    {"proxy", "代理"},
    {"query", "查询 询问 疑问"},
    {"queue", "队列"},
    {"random", "随机"},
    {"range", "范围 区间"},
    {"read", "读取 读 阅读"},
    {"receive", "收到 接收 接受 收"},
    {"record", "记录 录"},
    {"recursive", "递归"},
    {"redirect", "重定向 转向 跳转"},
    {"reference", "引用 参考 参照 指向"},
    {"register", "寄存器 注册 登记 暂存器"},
    {"registry", "注册"},
    {"release", "发布 释放 发行 版本"},
    {"relocation", "重定位 重定址"},
    {"remote", "远程 远端"},
    {"remove", "移除 删除 去除 除去 卸载 去掉 取消 清除 移动"},
    {"rename", "重命名 改名 更名"},
    {"render", "渲染 呈现"},
    {"repeat", "重复"},
    {"replace", "替换 取代 代替 更换"},
    {"reply", "回复 应答 答复 响应"},
    {"report", "报告 汇报 回报 报表"},
    {"repository", "仓库 版本库 软件源 存储库 库 源"},
    {"request", "请求 要求 申请"},
    {"require", "需要 要求 必须 必需 须 需 依赖"},
    {"reset", "重置 重设 复位"},
    {"resolve", "解析 解决 解决"},
    {"resource", "资源"},
    {"response", "响应 应答 回应 回复"},
    {"restart", "重启 重新启动"},
    {"restore", "恢复 还原 复原"},
    {"return", "返回 回传 传回"},
    {"root", "根"},
    {"route", "路由 路线"},
    {"row", "行"},
    {"rule", "规则"},
    {"run", "运行 执行 跑"},
    {"save", "保存 储存 存储 存 备份"},
    {"schema", "模式 架构 结构 大纲"},
    {"scope", "作用域 范围 域"},
    {"script", "脚本 文稿"},
    {"search", "搜索 查找 搜寻 检索 查询"},
    {"secret", "机密 密钥 秘密 密"},
    {"section", "节 段 部分 区段 章节 区块"},
    {"security", "安全"},
    {"select", "选择 选取 选中 选"},
    {"selection", "选区 选择 选取 选中"},
    {"send", "发送 送 传送 寄"},
    {"server", "服务器 服务端 伺服器 服务"},
    {"service", "服务"},
    {"session", "会话 工作阶段 登录"},
    {"setting", "设置 设定 配置"},
    {"shell", "命令 外壳"},
    {"signal", "信号 讯号"},
    {"signature", "签名 签章 特征"},
    {"size", "大小 尺寸 长度 体积 容量 字号"},
    {"snapshot", "快照"},
    {"socket", "套接字 插座 插槽 接口"},
    {"source", "源 来源"},
    {"space", "空间 空格 空白"},
    {"specify", "指定 说明 给出 规定 提供 指出"},
    {"stack", "栈 堆叠 堆栈"},
    {"start", "启动 开始 起始 开头 起 开"},
    {"state", "状态"},
    {"statement", "语句 声明 陈述 报表"},
    {"static", "静态"},
    {"status", "状态"},
    {"stop", "停止 终止 停"},
    {"storage", "存储 储存"},
    {"stream", "流"},
    {"string", "字符串 字串 字符"},
    {"submodule", "子模组 子模块"},
    {"success", "成功"},
    {"support", "支持 支援"},
    {"symbol", "符号 标志"},
    {"symlink", "符号链接 软链接 符号连接 链接"},
    {"syntax", "语法"},
    {"system", "系统"},
    {"table", "表"},
    {"tag", "标签 标记 标识"},
    {"target", "目标"},
    {"template", "模板 范本 样板"},
    {"terminal", "终端"},
    {"test", "测试 检验 检测"},
    {"text", "文本 文字"},
    {"thread", "线程 执行绪 帖子"},
    {"time", "时间 时 次"},
    {"timeout", "超时 逾时"},
    {"token", "令牌 标记 记号 词 符号"},
    {"track", "轨道 音轨 跟踪 追踪 曲目"},
    {"transaction", "事务 交易"},
    {"transfer", "传输 传送 转移 转账"},
    {"tree", "树"},
    {"trust", "信任"},
    {"type", "类型 型 键入 输入 种类"},
    {"unable", "无法 不能 不可 未能 没有 未找到 失败 找不到"},
    {"unexpected", "意外 不期望 非预期 未预期 异常 意料 不应 未料 多余 不符"},
    {"unit", "单元 单位"},
    {"unknown", "未知 不明 不认识 无法识别 不识"},
    {"unsupported", "不支持 不受支持 未支持 不被支持 不支援 尚未"},
    {"update", "更新 升级"},
    {"upgrade", "升级"},
    {"upload", "上传"},
    {"usage", "用法 使用 用量"},
    {"user", "用户 使用者"},
    {"username", "用户名"},
    {"valid", "有效 合法 正确 可用"},
    {"value", "值 数值"},
    {"variable", "变量 变数 可变"},
    {"verify", "验证 校验 检查 核实 确认"},
    {"version", "版本 版"},
    {"volume", "卷 音量 体积"},
    {"warning", "警告 告警"},
    {"width", "宽"},
    {"window", "窗口 视窗 窗"},
    {"word", "字 词 单词"},
    {"write", "写入 写 编写 书写 创建"},
};
enum { TERM_COUNT = sizeof terms / sizeof *terms };
_Static_assert((int)TERM_COUNT <= (int)TERMS_MOST, "the index has room for every term");

static uint32_t stem_hash(struct str v)
{
    return word_hash(words_stem(v));
}

/* han_pair() of the two characters at s, of three bytes each. */
static unsigned pair_at(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    uint32_t one = (uint32_t)(u[0] & 15) << 12 | (uint32_t)(u[1] & 63) << 6 | (u[2] & 63);
    uint32_t two = (uint32_t)(u[3] & 15) << 12 | (uint32_t)(u[4] & 63) << 6 | (u[5] & 63);
    return han_pair(one, two);
}

static void add_renderings(struct terms_index *x, const char *chinese)
{
    for (const char *at = chinese, *end; *at; at = *end ? end + 1 : end) {
        for (end = at; *end && *end != ' ';)
            end++;
        size_t len = (size_t)(end - at);
        unsigned number = x->rendering_count++, pair = len >= 6 ? pair_at(at) : HAN_PAIRS;
        x->renderings[number] = (struct terms_rendering){at, (uint16_t)len, (uint16_t)pair};
        if (len < 6)
            continue;
        uint16_t *ends = &x->ends[len == 6 ? pair : pair_at(end - 6)];
        x->next_end[number] = *ends;
        *ends = (uint16_t)(number + 1);
    }
}

void terms_index_build(struct terms_index *x)
{
    memset(x, 0, sizeof *x);
    words_filter_build(&x->words);
    for (unsigned i = 0; i < TERM_COUNT; i++) {
        uint32_t hash = stem_hash(str_of(terms[i].word));
        unsigned at = hash & (TERMS_SLOTS - 1);
        while (x->slots[at].term)
            at = (at + 1) & (TERMS_SLOTS - 1);
        x->slots[at].hash = hash;
        x->slots[at].term = (uint16_t)(i + 1);
        x->first[i] = x->rendering_count;
        add_renderings(x, terms[i].chinese);
    }
    x->first[TERM_COUNT] = x->rendering_count;
}

unsigned terms_find(const struct terms_index *x, struct str word)
{
    return terms_of_stem(x, word.len, stem_hash(word));
}

const char *terms_word(unsigned term)
{
    return terms[term].word;
}

unsigned terms_count(void)
{
    return TERM_COUNT;
}

struct str terms_rendering(const struct terms_index *x, unsigned term, struct str chinese,
                           const uint64_t pairs[HAN_PAIRS / 64], size_t least)
{
    for (unsigned i = x->first[term]; i < x->first[term + 1]; i++) {
        const struct terms_rendering *r = &x->renderings[i];
        if (r->len < least || (r->pair < HAN_PAIRS && !(pairs[r->pair >> 6] >> (r->pair & 63) & 1)))
            continue;
        struct str v = {r->s, r->len};
        if (str_find(chinese, v, 0) != SIZE_MAX)
            return v;
    }
    return STR("");
}

bool terms_begin(const struct terms_index *x, unsigned term, struct str chinese)
{
    for (unsigned i = x->first[term]; i < x->first[term + 1]; i++)
        if (x->renderings[i].len >= 6 &&
            str_starts(chinese, (struct str){x->renderings[i].s, x->renderings[i].len}))
            return true;
    return false;
}

bool terms_end(const struct terms_index *x, struct str chinese)
{
    if (chinese.len < 6)
        return false;
    for (unsigned i = x->ends[pair_at(chinese.s + chinese.len - 6)]; i; i = x->next_end[i - 1])
        if (str_ends(chinese, (struct str){x->renderings[i - 1].s, x->renderings[i - 1].len}))
            return true;
    return false;
}

bool terms_share(const struct terms_index *x, unsigned term, struct str rendering)
{
    for (unsigned i = x->first[term]; i < x->first[term + 1]; i++)
        if (str_find((struct str){x->renderings[i].s, x->renderings[i].len}, rendering, 0) != SIZE_MAX)
            return true;
    return false;
}
