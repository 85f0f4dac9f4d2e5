"""Who is named in front of a verb: the noun phrase that a clause begins with, and name, title and kind of what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.media import is_media, media_in, medium_of
from samarkand.steps.statements.words import Word
from samarkand.text.transcriptions import COUNTRIES, SOUNDS

Kind = Literal["person", "described", "medium", "document", "some"]
"""person: by name. described: by what somebody is, 一名官员. some: a body, a state, a group."""

_NOUNS = frozenset("rz n nr nrt nrfg nrg ns nt nz ng j l i b a an vn r m q mq eng s k h g zg x title nrj un".split())
_DOTS = "·‧∙•・･．"
_DATE = re.compile(r"\d{1,4}(?:年|月|日|号|时|点|$)|[一二三四五六七八九十]{1,3}(?:月|日|号)")
_WEEKDAY = re.compile(r"(?:本|上|下|这)?(?:周|星期|礼拜)[一二三四五六日天末]|[今昨明前][天日晚早]$|[本上下][周月]$")
_DATE_UNITS = ("年", "月", "日", "号", "时", "点", "年度", "日至", "分")
_INNER_VERBS = frozenset("执行 驻 代理 主管 负责 退休 研究 调查 分析 消息 发言 代表 领导 候任 兼任 兼 常务 评论 观察 维权 知情 示威 抗议 监督 管理 咨询 服务 救援 值班 工作 医务 执法 参赛 "
                          "驻华 涉事 受访 在场 发起 创办 主持 指挥 行政 检察 合作 保护 开发 发展 投资 交易 统计 监测 应急 预警 防治 预防 控制 卫生 移民 竞选 就业 组织 贸易 救助 交通 测 不愿 独立 旅美 流亡 旅居 驻美 失踪 失联 遇难 受伤 获救 被困 首席 自由 国防 武装".split())  # fmt: skip
"""Verbs that may be a part of a noun phrase, before a noun: 执行主任, 驻北京大使."""
_SKIPPED = frozenset("因 因为 由于 但 但是 而 而且 不过 然而 因此 所以 同时 此外 另外 另 并 并且 且 可是 可 只是 于是 其实 事实上 如今 目前 此前 之前 随后 后来 之后 当时 据此 与此同时 即使 尽管 虽然 "
                     "就 还 也 则 又 再 亦 更 曾 曾经 已 已经 仍 仍然 依然 都 均 却 便 才 刚 刚刚 早前 稍早 稍后 日前 近日 最近 日后 后 前 今 其后 其中 最终 最后 首先 其次 第三 第二 有 除此之外 对此 为此 "
                     "另据 至于 若 如 如果 当被问及 一再 多次 再次 再度 曾多次 反复 普遍 一致 纷纷 分别 共同 当地时间 北京时间 当天 当日 当晚 今天 昨天 昨日 今日 周末 当年 早些时候 "
                     "一度 一直 长期 始终 立即 当即 随即 甚至 尤其 特别 例如 比如 譬如 像 即 总之 换言之 无论如何 根本 当然 的确 确实 毕竟 据 综合".split())  # fmt: skip
_PLACED = frozenset(
    ("在", "于", "当", "从", "自", "随着", "除", "除了", "自从", "经", "经过", "直到", "到", "趁", "早在", "就在", "据")
)
_AIMED = frozenset(
    (
        "对",
        "对于",
        "向",
        "针对",
        "关于",
        "就",
        "为",
        "为了",
        "以",
        "和",
        "与",
        "跟",
        "同",
        "按",
        "按照",
        "把",
        "将",
        "给",
        "通过",
        "被",
        "由",
        "用",
        "凭",
        "朝",
        "替",
        "距离",
        "透过",
    )
)
_ENDS = frozenset(
    "上 中 时 后 前 里 内 期间 之际 之后 以来 下 时候 以前 之前 以后 间 之时 当天 当中 之中 之下 之外 外 会上 起 以外 时说 当日".split()
)
_FIRM = re.compile(r"(?:公司|集团|银行|大学|学院|协会|基金会|研究所|中心|委员会|联盟)$")
_SAYING = frozenset("说 称 道 指出 表示".split())
_SHORT_COUNTRIES = frozenset("美印俄日英法德台韩朝欧澳加越菲")
_REACH = 40
"""Words of a noun phrase."""
_PP = 26
"""Words of a phrase that begins with a preposition."""

_TITLES = (
    "总统 总理 首相 主席 部长 外长 防长 大臣 外相 防相 议长 省长 州长 市长 县长 镇长 村长 局长 署长 院长 校长 社长 会长 团长 队长 厅长 司令 司令官 司长 处长 科长 行长 组长 所长 馆长 室长 "
    "区长 乡长 站长 台长 董事 首席执行官 执行官 行政总裁 首席 秘书长 秘书 书记 省委书记 市委书记 县委书记 参议员 众议员 议员 国会议员 立法委员 立委 发言人 新闻发言人 女发言人 代言人 代表 大使 "
    "驻华大使 公使 领事 总领事 特使 专员 高级专员 委员 顾问 主任 副主任 总裁 副总裁 董事长 理事长 总监 经理 总经理 总干事 干事 教授 副教授 博士 医生 医师 护士 律师 大律师 法官 大法官 检察官 检察长 "
    "专家 经济学家 学者 研究员 副研究员 分析师 分析员 分析人士 策略师 交易员 记者 编辑 主编 总编辑 总编 作家 作者 导演 演员 歌手 艺人 将军 上将 中将 少将 上校 中校 少校 先生 女士 小姐 夫人 太太 爵士 王储 "
    "王子 公主 国王 女王 教宗 主教 牧师 神父 领袖 领导人 负责人 创始人 创办人 共同创办人 候选人 主持人 人士 官员 警官 警长 警员 教练 主教练 球员 妻子 丈夫 儿子 女儿 父亲 母亲 哥哥 弟弟 姐姐 妹妹 妻 科学家 "
    "国务卿 财长 防部长 特首 行政长官 司法部长 国防部长 外交部长 卫生部长 财政部长 副总统 副总理 副主席 副部长 副总裁 副院长 前总统 委员长 常委 政委 参谋长 讲师 高级讲师 院士 工程师 设计师 船长 机长 "
    "居民 市民 村民 学生 同学 老师 教师 目击者 受害者 证人 司机 车主 师傅 店主 店员 老板 员工 职员 工人 矿工 农民 渔民 商人 旅客 乘客 游客 患者 病人 家属 家长 活动人士 维权人士 异见人士 民主人士 "
    "活动家 政治家 外交官 评论员 评论人 时评人 观察家 观察员 历史学家 社会学家 政治学者 国务委员 国家主席 总书记 军官 士兵 民警 警察 交警 消防员 医务人员 工作人员 值班员 志愿者 主管 主播 网友 网民 "
    "博主 创作者 艺术家 音乐家 导师 助理 副手 幕僚 幕僚长 办公室主任 常务副 中心主任 系主任 主任医师 庭长 执委 理事 监事 馆员 会员 党员 党魁 党主席 鸽派 大法师 高僧 活佛 酋长 亲王 太子 代总统 当选人 参选人 当事人 召集人 发起人 经纪人 代理人 继承人 创立人 持有人 投资人 被告人 辩护人 大校 政委 "
    "人员 成员 队员 消防 民众 女子 男子 居士 新闻官 联络官 检查官 官 长 员 师 家 总管 站务 检察总长 总长 首脑 行长 董事总经理 合伙人 创建者 首席经济学家 主任委员 副局长 副县长 副市长 副省长 副书记 副秘书长 "
    "支队长 副支队长 大队长 中队长 副处长 副所长 副校长 副会长 监狱长 社工 义工 选手 运动员 前锋 门将 守门员"
).split()
_TITLE_SET = frozenset(_TITLES)
_TITLE_END = re.compile(
    rf"(?:{'|'.join(sorted((title for title in _TITLES if len(title) > 1), key=len, reverse=True))})$"
)
_OF_BODIES = re.compile(
    r"(?:发言人|官员|代表|专家|记者|人士|负责人|居民|领导人|领袖|大使|学者|员|民众|高层|人员|民警|警察|学生|议员|者|律师)$"
)
"""Titles that stand behind bodies and places and not behind names: 白宫发言人."""
_COURTESY = frozenset(("先生", "女士", "小姐", "太太", "师傅", "老师", "医生", "夫人", "同学"))
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和"
    "穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢"
    "滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳"
    "逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢"
    "关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟区肖涂覃"
)
DOCUMENT = re.compile(
    r"声明|报告|公报|数据|资料|统计|文章|社论|调查|研究|民调|公告|通告|通报|新闻稿|文件|报道|报导|文告|白皮书|推文|材料|记录|档案|数字|指数|论文|问卷|时间表|网站|信中|账目|公函"
)
"""A word for what somebody has written, anywhere."""
DOCUMENTS = re.compile(
    r"(?:声明|报告|公报|数据|资料|统计|文章|社论|社评|评论|调查|研究|民调|民意调查|禁令|公告|通告|通报|新闻稿|文件|讲话|消息|报道|报导|通知|信|公开信|文告|命令|判决书|起诉书|白皮书|"
    r"文稿|电稿|推文|帖子|推特|微博|博客|短信|邮件|电邮|视频|说法|材料|记录|档案|预测|估计|估算|分析|草案|决议|协议|指南|备忘录|回忆录|传记|书|日记|速报|简报|稿件|讯|电讯|快讯|网站|官网|结果|数字|指数|规定|说明|致辞|贴文|发文)$"
)
"""How words end that stand for their author."""
_PERSONAL = frozenset("他 她 它 他们 她们 它们 自己".split())
_MANY = re.compile(
    r"(?:专家|学者|人士|家们|们|观察家|分析师|经济学家|居民|民众|网友|目击者|官员|家长|律师|医生|工人|学生)$|^(?:多|一些|部分|许多|很多|不少|数|几|两|三|有些)"
)
"""Descriptions that mean several, unless 一名 stands before them."""
_ALL_DOCUMENT = re.compile(f"(?:{DOCUMENTS.pattern[:-1]})+(?:[中里上])?")
_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff]{2})[中里]$")
PRONOUNS = frozenset("他 她 它 他们 她们 它们 其 前者 后者 双方 两人 二人 对方 两者 自己".split())
_DEMONSTRATIVE = re.compile(r"^(?:这|该|那|此|上述)(?:位|名|个|家|些|份|项|篇|则|两|几|名|款)*")
_INDEFINITE = re.compile(
    r"^(?:另)?(?:一|两|数|某|几|多|三|四|五)?(?:位|名|个|家|份|项|篇|则)(?=[\u4e00-\u9fff]{2})|^(?:某|有(?!关|些|的)|另|一(?!些))(?=[\u4e00-\u9fff]{2})"
)
_GENERIC = re.compile(
    r"^(?:女|男)?(?:官员|外交官|发言人|机构|部门|组织|公司|人士|专家|学者|教授|医生|律师|议员|总统|总理|部长|领导人|领袖|男子|女子|人|公告|声明|报告|报道|报导|文章|消息|大使|记者|单位|"
    r"协会|大学|医院|政党|团体|委员会|法院|企业|办公室|负责人|学生|政府|国家|党|国|局|部|台|网站|报|媒体|研究|调查|知情人士|消息人士|消息人|右翼民粹主义者|政治人物|候选人|警方|目击者|评论|社论|作者)$"
)
"""Descriptions that fit many: behind 该 or 这位 they stand for a name told before."""
NOBODY = frozenset(
    "全球 世界 全世界 天气 消息人士透露 人们 外界 公众 民众 舆论 大家 我们 你们 咱们 照片 图片 图 结果 检测结果 检查结果 事实 证据 迹象 检测 这 那 此 这些 那些 这里 那里 记者 本报记者 笔者 你 我 您 谁 什么 事情 问题 情况 事件 "
    "画面 影片 镜头 时间 历史 经验 事实证明 实践 这样 如此 何 哪 有人 许多人 很多人 不少人 一些人 有些人 每个人 所有人 任何人 人 现场 检查 可能 数字 这次 此次 此举 这种 这个 这一 本台 本报 本台记者 国际社会 社会 "
    "自己 前提 目的 目标 意思 原因 关键 重点 气氛 感觉 有 从".split()
)
"""Who is nobody in particular, or nobody that speaks."""


class Who(NamedTuple):
    """Somebody named, as the text has it there."""

    name: str
    """"" where it refers to somebody told before, and tells nothing else."""
    start: int
    end: int
    role: str = ""
    kind: Kind = "some"
    refers: bool = False
    """Whether it stands for somebody told before: a pronoun, 该机构."""
    phrase: str = ""
    """All of it, simplified."""


def noun_phrase(words: Sequence[Word], first: int, last: int) -> int:
    """The word behind the noun phrase that begins with `first`; `first` where none does. Looks at no word from `last` on."""
    place, end = first, first
    last = min(last, first + _REACH)
    while place < last:
        step = _part_of_phrase(words, place, last, is_begun=end > first)
        if step is None:
            break
        place += 1
        if step:
            end = place
    return end


def _part_of_phrase(words: Sequence[Word], place: int, last: int, *, is_begun: bool) -> bool | None:
    """Whether a word is in a noun phrase and may end it; None for one that is not."""
    word = words[place]
    following = words[place + 1] if place + 1 < last else None
    goes_on = following is not None and (
        following.tag in _NOUNS or following.text in _INNER_VERBS or following.tag in {"quote", "f"}
    )
    if word.tag == "bracket":
        return True if is_begun else None
    if word.tag == "quote":
        return goes_on or None if word.end - word.start <= 16 else None
    if (
        word.text in {"、", "和", "与", "及", "以及", "或", "暨", "的", "-"}
        or word.tag == "blank"
        or word.text in _DOTS
    ):
        is_dotted = word.text in _DOTS and following is not None and all(each in SOUNDS for each in following.text)
        return False if is_begun and (goes_on or is_dotted) else None
    if word.text == "前" and goes_on and following and following.tag in _NOUNS and following.tag != "r":
        return False
    if word.text == "所" and is_begun and place + 2 < last and words[place + 2].text == "的":
        return False
    if is_begun and words[place - 1].text == "所":
        return False
    if word.text == "本" and following is not None and following.tag == "t":
        return None
    if word.tag == "zg" and not _begins_name(words, place, last) and not all(each in SOUNDS for each in word.text):
        return None
    if _is_date(word, following) or (word.text in _SKIPPED and not _is_sound(word, following)):
        return None
    if word.text in CUES and following is not None and following.text in _SAYING:
        return None
    if word.text in {"举例", "会商", "对外", "跑"}:
        return None
    if place and is_begun and words[place - 1].text in _PERSONAL and word.text != "的":
        return None
    if word.tag in _NOUNS:
        return True
    before = words[place - 1] if place else None
    before_is_country = before is not None and before.text in _SHORT_COUNTRIES
    if word.tag == "f":
        return goes_on if word.text == "中" and before_is_country else None
    if goes_on and (
        word.text in _INNER_VERBS or (word.tag == "v" and is_begun and _FIRM.search(words[place + 1].text))
    ):
        return False
    if is_begun and before and _continues_name(word, before, following):
        return True
    return None


def _is_sound(word: Word, following: Word | None) -> bool:
    """Whether a word of one character ends a name that a bracket explains: 若 of 阿劳若（Araújo）."""
    return len(word.text) == 1 and word.text in SOUNDS and following is not None and following.tag == "bracket"


def _continues_name(word: Word, before: Word, following: Word | None) -> bool:
    """Whether a word that is no noun is a part of a transcribed name, behind another one or a title."""
    is_sound = len(word.text) <= 3 and all(each in SOUNDS for each in word.text) and word.text not in _AIMED | _PLACED
    if (
        word.text in _SURNAMES
        and is_title(before.text)
        and following is not None
        and following.tag[:1] in {"n", "z", "v"}
    ):
        return True
    if (
        word.tag.startswith("v")
        and following is not None
        and following.tag[:1] not in {"t", "d", "p", "c", "w", "v", "b", "m"}
        and not following.tag.startswith("nr")
        and following.text not in _DOTS
        and not (len(following.text) == 1 and following.text in SOUNDS)
    ):
        return False
    return (
        is_sound
        and (word.tag not in {"p", "c", "d", "f"} or _is_sound(word, following))
        and (
            before.tag.startswith("nr")
            or before.text in _DOTS
            or is_title(before.text)
            or all(each in SOUNDS for each in before.text)
        )
    )


def _is_date(word: Word, following: Word | None) -> bool:
    if word.tag not in {"m", "t", "x", "eng", "r", "rz", "nz", "n"}:
        return False
    if word.tag == "t" or _WEEKDAY.match(word.text):
        return True
    if _DATE.match(word.text) and not word.text.isdigit():
        return True
    return word.text[-1:].isdigit() and following is not None and following.text.startswith(_DATE_UNITS)


def subject_of(words: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """First and last word (excluded) of the noun phrase that a clause begins with; None where it begins with another word.

    What a clause may begin with before it is passed over: conjunctions, adverbs, times, phrases with a preposition.
    """
    place = first
    while place < last:
        word = words[place]
        if (
            word.text != "反对"
            and word.tag in {"c", "d", "t", "blank", "y", "e", "o", "u", "zg"}
            and word.text not in _PLACED | _AIMED
            and not _begins_name(words, place, last)
        ):
            place += 1
        elif word.text in _SKIPPED and word.text not in {"据", "就"}:
            place += 1
        elif _is_date(word, words[place + 1] if place + 1 < last else None):
            place = max(_behind_date(words, place, last), place + 1)
        elif word.text in _PLACED:
            place = _behind_placed(words, place, last)
        elif word.text in _AIMED or word.tag == "p":
            place = max(noun_phrase(words, place + 1, last), place + 1)
        elif word.tag == "bracket" or (word.tag == "w" and word.text not in "：:"):
            place += 1
        else:
            end = noun_phrase(words, place, last)
            if end > place and all(each.tag in {"m", "q", "mq"} for each in words[place:end]):
                place = end
                continue
            if end > place and end < last and words[end].text == "地":
                place = end + 1
                continue
            if end > place:
                return _head_of_relative(words, end, last) or (place, end)
            if place + 1 <= last and _is_name_alone(words, place, last):
                return place, place + 1
            return _behind_relative(words, place, last)
    return None


def _is_name_alone(words: Sequence[Word], place: int, last: int) -> bool:
    """Whether a clause has nothing but a transcribed name before its cue that the segmentation takes for a verb: 拉布."""
    word = words[place]
    is_sound = len(word.text) > 1 and all(each in SOUNDS for each in word.text) and word.text not in CUES
    return is_sound and all(each.tag in {"d", "t", "blank", "bracket"} for each in words[place + 1 : last])


def _begins_name(words: Sequence[Word], place: int, last: int) -> bool:
    """Whether a word that is tagged otherwise begins a name: 谭 of 谭德塞."""
    word = words[place]
    if place + 1 >= last or len(word.text) != 1 or word.text in _SKIPPED:
        return False
    return (word.tag == "zg" and word.text in _SURNAMES) or (
        word.text in SOUNDS and word.tag not in {"c", "p"} and words[place + 1].tag.startswith("nr")
    )


def _behind_date(words: Sequence[Word], place: int, last: int) -> int:
    while place < last and (
        words[place].tag in {"m", "t", "f", "bracket", "blank"}
        or words[place].text in _DATE_UNITS
        or words[place].text in {"的", "至", "到"}
    ):
        place += 1
    return place


def _behind_placed(words: Sequence[Word], place: int, last: int) -> int:
    """Behind 在…上, 当…时; behind the noun phrase where nothing ends it."""
    for end in range(place + 1, min(last, place + _PP)):
        if words[end].text in _ENDS:
            return end + 1
    end = max(noun_phrase(words, place + 1, last), place + 1)
    return next((at + 1 for at in range(place + 1, end - 1) if words[at].text == "的"), end)


def _head_of_relative(words: Sequence[Word], end: int, last: int) -> tuple[int, int] | None:
    """The noun phrase right before a cue that a clause with 的 tells more of: 市民 of 住在城里的一位市民说.

    None for a document, whose author stands before it: 外交部发表的声明说.
    """
    if end >= last or not words[end].tag.startswith("v") or words[end].text in _INNER_VERBS:
        return None
    for at in range(min(last, end + _REACH) - 1, end, -1):
        if words[at].text in _AIMED:
            return None
        if words[at].text == "的":
            behind = noun_phrase(words, at + 1, last)
            if behind == at + 1 or any(word.tag not in {"d", "t", "m", "blank"} for word in words[behind:last]):
                return None
            head = words[behind - 1].text
            return (
                None if DOCUMENT.search(head) or head in _ENDS or head in {"时候", "情况", "同时"} else (at + 1, behind)
            )
    return None


def _behind_relative(words: Sequence[Word], place: int, last: int) -> tuple[int, int] | None:
    """The noun phrase behind 的 that ends what came so far: 参加救援的消防员 of 参加救援的消防员说."""
    for at in range(place + 1, min(last, place + _REACH)):
        if words[at].text == "的":
            behind = noun_phrase(words, at + 1, last)
            if (
                behind > at + 1
                and (behind >= last or words[behind].tag in {"p", "d", "t", "c", "m"})
                and words[behind - 1].text not in _ENDS
            ):
                return at + 1, behind
    return None


def who_is(words: Sequence[Word], first: int, last: int, text: str) -> Who:
    """Who a noun phrase of these words names; `text` is as it was written."""
    while first < last - 1 and words[first].text in _SKIPPED:
        first += 1
    first, last = _without_document(words, first, last)
    start, end = words[first].start, words[last - 1].end
    phrase = "".join(word.text for word in words[first:last] if word.tag not in {"bracket", "blank"})
    phrase = _WITHIN.sub("", phrase)
    if phrase in PRONOUNS:
        return Who("", start, end, refers=True, phrase=phrase)
    bare = _DEMONSTRATIVE.sub("", phrase)
    if bare != phrase and (len(bare) < 2 or _GENERIC.match(bare) or bare in _TITLE_SET):
        kind: Kind = "document" if DOCUMENTS.search(bare) else "medium" if is_media(bare) else "some"
        return Who("", start, end, refers=True, phrase=bare or phrase, kind=kind)
    if _ALL_DOCUMENT.fullmatch(phrase):
        return Who("", start, end, refers=True, phrase=phrase, kind="document")
    medium = medium_of(phrase)
    if medium:
        return Who(*_found(text, words, first, last, medium), kind="medium", phrase=phrase)
    return _named(words, first, last, text, phrase)


def _without_document(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The author of a document: 印度政府 of 印度政府的一份声明."""
    end = last
    while end > first + 1 and words[end - 1].tag == "bracket":
        end -= 1
    if not DOCUMENTS.search(words[end - 1].text) or end == first + 1:
        return first, last
    while end > first + 1 and (
        DOCUMENTS.search(words[end - 1].text)
        or words[end - 1].tag in {"m", "q", "mq", "bracket", "blank"}
        or words[end - 1].text in {"的", "公开", "最新", "官方", "一项", "一份", "书面", "联合", "新闻", "相关"}
    ):
        end -= 1
    is_author = end > first + 1 or not (
        DOCUMENTS.search(words[first].text)
        or words[first].tag in {"m", "q", "mq", "r"}
        or words[first].text in {"相关", "有关", "最新", "初步"}
    )
    is_author = is_author and any(
        word.tag[:1] in {"n", "j", "l", "e", "r", "t"} and not DOCUMENTS.search(word.text) for word in words[first:end]
    )
    return (first, end) if is_author else (first, last)


def _found(text: str, words: Sequence[Word], first: int, last: int, name: str) -> tuple[str, int, int]:
    """A name that stands, simplified, within some words: as it is written, and where."""
    start, end = words[first].start, words[last - 1].end
    joined = "".join(word.text for word in words[first:last])
    at = joined.find(name)
    if at < 0:
        return text[start:end], start, end
    return text[start + at : start + at + len(name)], start + at, start + at + len(name)


def _named(words: Sequence[Word], first: int, last: int, text: str, phrase: str) -> Who:
    """A person with titles apart, or a description as it stands."""
    inner = [place for place in range(first, last) if words[place].tag not in {"bracket", "blank"}]
    joins = [place for place in inner if words[place].text in {"和", "与", "及", "以及", "、"}]
    head = first
    for place in inner:
        if words[place].text == "的" and place < inner[-1]:
            head = place + 1
    if joins and joins[-1] < last - 1 and not _is_title_list(words, joins[-1], last):
        start, end = words[first].start, words[last - 1].end
        return Who(text[start:end], start, end, phrase=phrase)
    if head > first and (
        any(words[place].text == "所" for place in range(first, head))
        or media_in("".join(words[place].text for place in range(first, head)))
    ):
        first = head
        inner = [place for place in inner if place >= first]
    if joins and is_title(words[joins[-1] - 1].text):
        joins = []
    titles = [place for place in inner if place >= head and is_title(words[place].text)]
    if titles and titles[-1] < inner[-1]:
        rest = [place for place in inner if place > titles[-1]]
        if _is_name(words, rest):
            return _person(words, rest, text, first, titles[-1] + 1, phrase)
    elif titles:
        behind = [place for place in inner if head <= place < titles[-1]]
        name = _name_at_end(words, behind)
        if name and words[titles[-1]].text in _COURTESY:
            return _person(words, [*name, titles[-1]], text, first, name[0], phrase)
        is_after = not _OF_BODIES.search(words[titles[-1]].text)
        if name and is_after and len("".join(words[place].text for place in name)) > 1:
            return _person(words, name, text, titles[-1], titles[-1] + 1, phrase)
    elif not titles and _is_chinese_name(words, inner):
        return _person(words, inner, text, first, inner[0], phrase)
    elif name := _name_at_end(words, [place for place in inner if place >= head]):
        if name[0] == head or len(name) > 0 and len("".join(words[place].text for place in name)) > 1:
            return _person(words, name, text, first, name[0], phrase)
    start, end = words[first].start, words[last - 1].end
    stripped = _INDEFINITE.sub("", phrase) if len(phrase) > 2 else phrase
    lead = phrase.index(stripped) if stripped and phrase.startswith(phrase[: len(phrase) - len(stripped)]) else 0
    lead = len(phrase) - len(stripped)
    demonstrative = len(phrase) - len(_DEMONSTRATIVE.sub("", phrase))
    lead = max(lead, demonstrative if demonstrative < len(phrase) else 0)
    is_one = (
        demonstrative > 0
        or bool(_INDEFINITE.match(phrase))
        or (is_title(words[inner[-1]].text) and not _MANY.search(phrase))
    )
    kind: Kind = "described" if is_one and is_title(words[inner[-1]].text) else "some"
    refers = demonstrative > 0
    return Who(text[start + lead : end], start + lead, end, kind=kind, phrase=phrase, refers=refers)


def _is_title_list(words: Sequence[Word], join: int, last: int) -> bool:
    """Whether what is joined are titles of one person: 总裁兼首席执行官, 教授、院长张三."""
    before = words[join - 1].text if join else ""
    return words[join].text == "、" and is_title(before)


def is_title(word: str) -> bool:
    """Whether a word says what somebody is."""
    return word in _TITLE_SET or _TITLE_END.search(word) is not None


def _is_name(words: Sequence[Word], places: Sequence[int]) -> bool:
    name = "".join(words[place].text for place in places)
    if not 1 < len(name) <= 24:
        return False
    if any(dot in name for dot in _DOTS) or all(each in SOUNDS or each in "-" for each in name):
        return True
    if name.isascii() or any(words[place].tag == "eng" for place in places):
        return True
    if name[0] in _SURNAMES and len(name) <= 4:
        return True
    if len(name) <= 5 and not any(
        len(words[place].text) > 1 and words[place].tag[:2] in {"n", "v", "vn", "ns", "nt", "l", "i", "a", "t"}
        for place in places
    ):
        return True
    known = sum(words[place].tag.startswith("nr") for place in places)
    return known * 2 >= len(places) and len(name) <= 12


def _is_chinese_name(words: Sequence[Word], places: Sequence[int]) -> bool:
    """Whether a few characters that begin with a surname are a name, though the segmentation does not know it: 张 昆阳."""
    name = "".join(words[place].text for place in places)
    return (
        1 < len(name) <= 3
        and len(places) > 1
        and words[places[0]].text in _SURNAMES
        and words[places[0]].tag not in {"m", "r", "ns"}
    )


def _name_at_end(words: Sequence[Word], places: Sequence[int]) -> list[int]:
    """The words at the end of some that are a name; none for the name of a country."""
    taken: list[int] = []
    for place in reversed(places):
        word = words[place]
        is_sound = all(each in SOUNDS for each in word.text)
        is_dot = word.text in _DOTS or word.text == "-"
        is_one = (
            word.tag.startswith("nr")
            or (bool(taken) and len(word.text) == 1 and is_sound)
            or is_dot
            or _is_latin_name(word)
            or (is_sound and word.tag not in {"ns", "n", "nt", "j"})
        )
        if not is_one and not (is_sound and taken and words[taken[0]].text in _DOTS):
            break
        taken.insert(0, place)
    if (
        taken
        and (before := taken[0] - 1) in places
        and words[before].text in _SURNAMES
        and words[taken[0]].text[0] not in _DOTS
    ):
        taken.insert(0, before)
    while taken and (words[taken[0]].text in COUNTRIES or words[taken[0]].text in _DOTS):
        taken.pop(0)
    return taken


def _is_latin_name(word: Word) -> bool:
    return word.tag == "eng" and word.text.isalpha() and word.text[0].isupper() and not word.text.isupper()


def _person(words: Sequence[Word], places: Sequence[int], text: str, first: int, last: int, phrase: str) -> Who:
    """A person by the words of the name; `first` and `last` (excluded) are the words of the role."""
    start, end = words[places[0]].start, words[places[-1]].end
    role = text[words[first].start : words[last - 1].end].strip() if last > first else ""
    role = role.rstrip("的")
    return Who(text[start:end], start, end, role, "person", phrase=phrase)
