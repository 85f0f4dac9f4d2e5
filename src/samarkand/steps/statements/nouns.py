"""Noun phrases in front of a verb: how far one goes, by the kinds of its words; knows nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.segmenting import Word
from samarkand.steps.statements.titles import SURNAMES, is_title
from samarkand.text.transcriptions import SOUNDS

DOTS = "·‧∙•・･．"
NOUNS = set_of("rz n nr nrt nrfg nrg ns nt nz ng j l i b a an vn r m q mq eng s k h g zg x title nrj un")
"""Tags of words that a noun phrase may be made of."""
INNER_VERBS = set_of(
    "执行 驻 代理 主管 负责 退休 研究 调查 分析 消息 发言 代表 领导 候任 兼任 兼 常务 评论 观察 维权 知情 示威 抗议 监督 管理 咨询 服务 救援 值班 工作 "
    "医务 执法 参赛 驻华 涉事 受访 在场 发起 创办 主持 指挥 行政 检察 合作 保护 开发 发展 投资 交易 统计 监测 应急 预警 防治 预防 控制 卫生 移民 竞选 "
    "执政 响应 获取 协调 运营 培训 采购 传播 研发 规划 营销 反恐 防疫 抗疫 监察 监管 检疫 救灾 搜救 谈判 审计 过渡 看守 候选 选举 倡导 应对 相关 有关 时任 现任 前任 新任 原任 涉嫌 涉案 在任 在野 离任 卸任 继任 匿名 具名 "
    "就业 组织 贸易 救助 交通 测 不愿 独立 旅美 流亡 旅居 驻美 失踪 失联 遇难 受伤 获救 被困 首席 自由 国防 武装"
)
"""Verbs that may be a part of a noun phrase, before a noun: 执行主任, 驻北京大使."""
SKIPPED = set_of(
    "因 因为 由于 但 但是 而 而且 不过 然而 因此 所以 同时 此外 另外 另 并 并且 且 可是 可 只是 于是 其实 事实上 如今 目前 此前 之前 随后 后来 之后 当时 "
    "据此 与此同时 即使 尽管 虽然 就 还 也 则 又 再 亦 更 曾 曾经 已 已经 仍 仍然 依然 都 均 却 便 才 刚 刚刚 早前 稍早 稍后 日前 近日 最近 日后 后 前 今 "
    "其后 其中 最终 最后 首先 其次 第三 第二 有 除此之外 对此 为此 另据 至于 若 如 如果 当被问及 一再 多次 再次 再度 曾多次 反复 普遍 一致 纷纷 分别 共同 "
    "当地时间 北京时间 当天 当日 当晚 今天 昨天 昨日 今日 周末 当年 早些时候 一度 一直 长期 始终 立即 当即 随即 甚至 尤其 特别 例如 比如 譬如 像 即 总之 "
    "正如 如 就像 诚如 恰如 如同 还有 另有 连续 私下 当场 当面 再三 亲自 随时 首度 首次 多番 接连 相继 陆续 先后 率先 紧接着 这样 如此 几天 这几天 连日 多日 总 总是 常 常常 经常 时常 往往 强烈 严厉 其间 期间 现场 "
    "换言之 无论如何 根本 当然 的确 确实 毕竟 据 综合"
)
"""Words that a clause may begin with before its subject."""
PLACED = set_of("在 于 当 从 自 随着 除 除了 自从 经 经过 直到 到 趁 早在 就在 据")
"""Prepositions of a place or a time, which 上, 时 and the like end."""
AIMED = set_of("对 对于 向 针对 关于 就 为 为了 以 和 与 跟 同 按 按照 把 将 给 通过 被 由 用 凭 朝 替 距离 透过")
"""Prepositions with a noun phrase behind them."""
_JOINING = set_of("、 和 与 及 以及 或 暨 的 -")
_NEVER = set_of("举例 会商 对外 跑")
_PERSONAL = set_of("他 她 它 他们 她们 它们 自己")
_SAYING = set_of("说 称 道 指出 表示")
_ENDING = set_of("组织 领导 代表 主管")
"""Verbs that end the name of a body, or what somebody is, before a cue: 人权组织指出."""
_ISSUED = set_of("公报 文章 公告 通告 声明 警报 演讲 讲话")
"""Documents that say something themselves: `公报说`."""
_FIRM = re.compile(r"(?:公司|集团|银行|大学|学院|协会|基金会|研究所|中心|委员会|联盟)$")
_SHORT_COUNTRIES = frozenset("美印俄日英法德台韩朝欧澳加越菲")
_DATE = re.compile(r"\d{1,4}(?:年|月|日|号|时|点|$)|[一二三四五六七八九十]{1,3}(?:月|日|号)")
_WEEKDAY = re.compile(r"(?:本|上|下|这)?(?:周|星期|礼拜)[一二三四五六日天末]|[今昨明前][天日晚早]$|[本上下][周月]$")
DATE_UNITS = ("年", "月", "日", "号", "时", "点", "年度", "日至", "分")
REACH = 40
"""Words of a noun phrase."""
_MARKS_IN = "，。！？,.!?…、；"
_QUOTED = 16
"""Characters of a quotation within a noun phrase."""


class _Step(NamedTuple):
    """A word that is looked at."""

    word: Word
    before: Word | None
    following: Word | None
    behind: Word | None
    """The one after the following."""
    is_begun: bool
    goes_on: bool
    """Whether the following word may be in a noun phrase."""


def noun_phrase(words: Sequence[Word], first: int, last: int) -> int:
    """The word behind the noun phrase that begins with `first`; `first` where none does. Looks at no word from `last` on."""
    place, end = first, first
    last = min(last, first + REACH)
    while place < last:
        step = _part_of_phrase(_step(words, place, last, is_begun=end > first))
        if step is None:
            break
        place += 1
        if step:
            end = place
    return end


def _step(words: Sequence[Word], place: int, last: int, *, is_begun: bool) -> _Step:
    following = words[place + 1] if place + 1 < last else None
    goes_on = following is not None and (
        following.tag in NOUNS or following.text in INNER_VERBS or following.tag in {"quote", "f"}
    )
    behind = words[place + 2] if place + 2 < last else None
    return _Step(words[place], words[place - 1] if place else None, following, behind, is_begun, goes_on)


def _part_of_phrase(step: _Step) -> bool | None:
    """Whether a word is in a noun phrase and may end it; None for one that is not."""
    word = step.word
    if word.tag in {"bracket", "quote"} or word.tag == "blank" or word.text in _JOINING or word.text in DOTS:
        return _set_apart(step)
    if _joins(step):
        return False
    if any(stops(step) for stops in _STOPPING):
        return None
    return True if word.tag in NOUNS else _other(step)


def _other(step: _Step) -> bool | None:
    """The same of a word that is no noun: 中 of 美中, a verb before a noun, a part of a name."""
    if step.word.tag == "f":
        is_country = step.before is not None and step.before.text in _SHORT_COUNTRIES
        return (step.goes_on or None) if step.word.text == "中" and is_country else None
    if _is_inner_verb(step):
        return False
    ends = step.following is None or step.following.text in CUES or step.following.tag == "d"
    if step.word.text in _ENDING and step.is_begun and ends:
        return True
    return True if step.is_begun and step.before and _continues_name(step) else None


def _set_apart(step: _Step) -> bool | None:
    word, following = step.word, step.following
    if word.tag == "bracket":
        return True if step.is_begun else None
    if word.tag == "quote":
        is_name = word.end - word.start <= _QUOTED and word.text[-2:-1] not in _MARKS_IN
        is_named = is_name and following is not None and (following.tag in {"d", "t", "p"} or following.text in CUES)
        return (step.goes_on or (True if is_named else None)) if word.end - word.start <= _QUOTED else None
    is_dotted = word.text in DOTS and following is not None and is_sound(following.text)
    return False if step.is_begun and (step.goes_on or is_dotted) else None


def _joins(step: _Step) -> bool:
    """Whether a word goes with the noun behind it: 前 of 前官员, what stands around 所."""
    word, following = step.word, step.following
    if word.text == "前":
        return following is not None and following.tag in NOUNS and following.tag != "r"
    is_relative = step.behind is not None and step.behind.text == "的"
    return step.is_begun and (
        (word.text == "所" and is_relative) or (step.before is not None and step.before.text == "所")
    )


def _is_inner_verb(step: _Step) -> bool:
    if step.word.text in INNER_VERBS and step.is_begun and step.following and step.following.text == "的":
        return step.behind is not None and step.behind.tag in NOUNS
    if not step.goes_on:
        return False
    is_firm = step.word.tag == "v" and step.is_begun and step.following and _FIRM.search(step.following.text)
    return step.word.text in INNER_VERBS or bool(is_firm)


def _is_of_date(step: _Step) -> bool:
    is_this = step.word.text == "本" and step.following is not None and step.following.tag == "t"
    return is_this or is_date(step.word, step.following)


def _is_before_subject(step: _Step) -> bool:
    return step.word.text in SKIPPED and not _ends_glossed(step.word, step.following)


def _is_cue(step: _Step) -> bool:
    is_issued = step.word.tag == "n" and step.word.text in _ISSUED
    is_said = step.word.text in CUES and step.following is not None and step.following.text in _SAYING
    return (is_said and not is_issued) or step.word.text in _NEVER


def _is_behind_pronoun(step: _Step) -> bool:
    if step.is_begun and step.word.tag == "i":
        return True
    if step.is_begun and step.word.text == "自己" and not step.goes_on:
        return True
    return step.is_begun and step.before is not None and step.before.text in _PERSONAL


def _is_odd(step: _Step) -> bool:
    """Whether a word of no kind is none of a name either."""
    is_name = step.following is not None and begins_name(step.word, step.following)
    return step.word.tag == "zg" and not is_name and not is_sound(step.word.text)


_STOPPING: tuple[Callable[[_Step], bool], ...] = (_is_of_date, _is_odd, _is_before_subject, _is_cue, _is_behind_pronoun)


def is_sound(text: str) -> bool:
    """Whether all characters are such as foreign names are written with."""
    return SOUNDS.issuperset(text)


def _ends_glossed(word: Word, following: Word | None) -> bool:
    """Whether a word of one character ends a name that a bracket explains: 若 of 阿劳若（Araújo）."""
    return len(word.text) == 1 and word.text in SOUNDS and following is not None and following.tag == "bracket"


def _continues_name(step: _Step) -> bool:
    """Whether a word that is no noun is a part of a name, behind another part or a title."""
    word, before, following = step.word, step.before, step.following
    assert before is not None
    is_titled = is_title(before.text)
    if word.text in SURNAMES and is_titled and following is not None and following.tag[:1] in {"n", "z", "v"}:
        return True
    if word.tag.startswith("v") and following is not None and _takes_object(following):
        return False
    if len(word.text) > 3 or not is_sound(word.text) or word.text in AIMED or word.text in PLACED:
        return False
    if word.tag in {"p", "c", "d", "f"} and not _ends_glossed(word, following):
        return False
    return before.tag.startswith("nr") or before.text in DOTS or is_titled or is_sound(before.text)


def _takes_object(following: Word) -> bool:
    """Whether a verb before this word is one, and no part of a name."""
    if following.tag[:1] in {"t", "d", "p", "c", "w", "v", "b", "m"} or following.tag.startswith("nr"):
        return False
    return following.text not in DOTS and not (len(following.text) == 1 and following.text in SOUNDS)


def begins_name(word: Word, following: Word) -> bool:
    """Whether a word that is tagged otherwise begins a name: 谭 of 谭德塞."""
    if len(word.text) != 1 or word.text in SKIPPED:
        return False
    is_surname = word.tag == "zg" and word.text in SURNAMES
    return is_surname or (word.text in SOUNDS and word.tag not in {"c", "p"} and following.tag.startswith("nr"))


def is_date(word: Word, following: Word | None) -> bool:
    """Whether a word is of a time, or begins a date."""
    if word.tag not in {"m", "t", "x", "eng", "r", "rz", "nz", "n"}:
        return False
    if word.tag == "t" or _WEEKDAY.match(word.text):
        return True
    if _DATE.match(word.text) and not word.text.isdigit():
        return True
    return word.text[-1:].isdigit() and following is not None and following.text.startswith(DATE_UNITS)
