"""Whether a word of a sentence reports speech there, by the words around it: it may be a noun, denied, or of a condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from samarkand.steps.statements.cues import ATTITUDES, CUES, NEGATIONS, NOMINAL_BEFORE, NOUNS
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.nouns import DATE_UNITS, is_date
from samarkand.steps.statements.segmenting import Word
from samarkand.steps.statements.titles import is_title
from samarkand.steps.statements.words import Phrased

MERGED = set_of("说 称 道 指 指出 表示 强调 写道 说道 警告 声称 宣称 报道 透露 介绍 宣布 认为 重申 显示 解释 补充 承认")
"""Cues that go together with one before them: 补充说."""
ISSUED = set_of("声明 公报 公告 通告 通报 讲话 文章 演讲 演说 谈话 评论 警告 呼吁 警报")
"""What is issued, and then tells."""
SPOKEN = set_of("评论 警告 呼吁 通报")
_ONLY_ISSUED = ISSUED - SPOKEN - {"声明"}
"""Documents that are cues only behind a verb of issuing."""
_ISSUING = set_of("发表 发出 发布 刊发 发 发布了 发表了")
_ISSUING_REACH = 5
_CONDITIONS = set_of("只要 只有 哪怕 针对 对于 关于 随着 鉴于 如果 若 假如 倘若 要是 假若 一旦 除非 即便 无论 不管")
_BUT = set_of("但 但是 而 而且 不过 可 可是 所以 因此 并且 且")
_POINTING = set_of("这是 那是 此举 这意味着 此事")
_MANNER = re.compile(
    r"(?:从|换|总|具体|简单|坦白|坦率|客观|严格|一般|可以|也就是|比如|应该|应当|按|就|对|实事求是|换句话|换言之|老实|确切|准确|毫不夸张|通俗|照理|相对|或者|不用|不消)[^，]{0,14}$"
)
"""What stands before 说 in 简单地说 and the like."""
_HOW = set_of(
    "普遍 一致 公开 强烈 明确 正式 共同 再次 严厉 坚决 直接 紧急 书面 联合 郑重 严正 高调 多次 随即 同时 郑重其事 乐观 愤怒"
)
_MODALS = set_of(
    "可以 可 应该 应 要 想 来 怎么 如何 这么 就是 能 能够 难 敢 听 好 不好 常 常常 俗话 再 必须 是 有人 换句话 用 据"
)
_PASSIVE_REACH = 5
_COMPOUNDS = set_of("抗议 评论 判断 统计")
"""Nouns that others follow: 抗议运动."""
_WHEN = set_of("时 时候 之际 后 之后")
_TEMPORAL = set_of("以来 时 时候 之际 后 之后 前夕 之前 前 期间 当天 同时 之时 以后 以前 的话")
_ACTIONS = set_of("示威 浪潮 活动 运动 集会 游行 行动")
_GATHERINGS = set_of("数据 中 里 会 发布会 会议 书 人 厅 制度")
_INDEXED = set_of("道 纳 沪 深 恒 国 创 恒生 标普 期 沪深 科创 创业板 食 中 拇 无名 戒")
"""What goes with 指 as an index, or a finger."""
_WAYS = set_of("地 得 来 上 处 层面 意义 角度")
"""What 说 stands behind where it is of no speech: `坦率地说，`, `从这个意义上讲，`."""
_COMPLETED = set_of("出 出来 起 起来 明白 清楚 话 实话 白 穿 破 不定 不清 不出")
"""What goes with 说 to another meaning."""
_NAMED_SO = set_of("史 俗 古 旧 别 统 人 号 美")
"""What stands before 称 where it tells a name."""
_NAMING = set_of("自称 号称 谎称 佯称")
_NAME_REACH = 5
"""Words of a name that somebody calls himself."""
_AS = set_of("正如 如 就像 诚如 恰如 如同")
"""Before `某人所说，`."""
_DETERMINERS = set_of("这些 那些")
_STATING = set_of("说 称 指出 认为 强调 透露 指 补充 相信")
"""Cues that a clause follows and that are seldom told of as an act."""
_OWN_TIME = 3
"""Words."""
_OR = set_of("或者 或 是否 能否")
_JOINED = set_of("及 和 与 或 以及 并")
_PARTS_OF_WORDS = set_of("会 书 人 人士 者 家 声 性 机 员")
_NONE = Word("", "", 0, 0)
"""Where no word is."""


class At(NamedTuple):
    """A word in its clause."""

    phrased: Phrased
    place: int
    first: int
    """Of the clause."""
    last: int
    """Excluded."""
    word: Word
    before: Word
    earlier: Word
    """The one before that."""
    following: Word


def is_cue(phrased: Phrased, place: int, first: int, last: int) -> bool:
    """Whether the word at `place`, in the clause from `first` to `last`, reports speech."""
    words = phrased.words
    word = words[place]
    if word.text not in CUES or word.tag in {"quote", "bracket", "title", "rest"}:
        return False
    before = words[place - 1] if place > first else _NONE
    earlier = words[place - 2] if place > first + 1 else _NONE
    following = words[place + 1] if place + 1 < len(words) else _NONE
    at = At(phrased, place, first, last, word, before, earlier, following)
    if words[-1].text in ("？", "?") and not _asks_itself(at):
        return False
    if is_issued(at):
        return True
    return not any(refuses(at) for refuses in _REFUSING)


def _asks_itself(at: At) -> bool:
    """Whether the question is what was said, behind a colon: `他说：有谁不知道呢？`"""
    return (
        at.following.text in {"：", ":"}
        and CUES[at.word.text] in {"say", "think"}
        and at.word.text not in {"问", "质疑"}
    )


def is_issued(at: At) -> bool:
    """Whether a document is issued and what it says follows: `发表声明，…`, `发出声明希望…`."""
    if at.word.text not in ISSUED or not at.following.text:
        return False
    if at.following.text in MERGED or at.following.text in ("的", "、", "和", "。", "；"):
        return False
    near = at.phrased.words[max(at.first, at.place - _ISSUING_REACH) : at.place]
    return any(word.text in _ISSUING for word in near) and not any(
        word.text in _ISSUING and behind.text == "的" for word, behind in pairwise(near)
    )


def _is_denied(at: At) -> bool:
    before = at.phrased.words[max(at.first, at.place - _PASSIVE_REACH) : at.place]
    if at.before.text in NEGATIONS or any(word.text == "被" for word in before):
        return True
    is_group = at.earlier.text in _DETERMINERS and at.before.tag == "v"
    return at.earlier.text in NEGATIONS and not is_group and at.before.tag in {"d", "v", "p", "a", "ad", "vn", "n"}


def _is_object(at: At) -> bool:
    """Whether it stands behind a preposition, in a list, or what is shown by 表示."""
    if (at.before.tag == "p" and at.before.text not in {"在", "就"}) or at.before.text in _OR or at.before.text == "、":
        return True
    if at.before.text in {"表示", "表达"} and at.word.text in ATTITUDES:
        return True
    return at.following.text in _JOINED or (at.following.text == "到" and at.word.text == "威胁")


def _is_no_report(at: At) -> bool:
    """Whether the clause is a condition, a remark on what went before, or tells only when."""
    first = at.phrased.words[at.first].text
    second = at.phrased.words[at.first + 1].text if at.place > at.first + 1 and first in _BUT else ""
    return (
        first in _CONDITIONS
        or second in _CONDITIONS
        or (first in _POINTING and at.place > at.first)
        or _is_temporal(at)
    )


def _is_temporal(at: At) -> bool:
    """Whether the clause only tells when: `在宣布自己受到感染时，`."""
    words, last = at.phrased.words, at.last
    if any(words[place].text in _WHEN and words[place + 1].text in CUES for place in range(at.place + 2, last - 1)):
        return True
    ended = last - 1
    while ended > at.place and words[ended].tag in {"blank", "bracket"}:
        ended -= 1
    if at.following.text in {"时", "时候"} and at.place > at.first:
        return True
    if ended <= at.place or last >= len(words) or _is_time_of_content(at, ended):
        return False
    return words[ended].text == "时候" or (words[last].text in "，," and words[ended].text in _TEMPORAL)


def _is_time_of_content(at: At, ended: int) -> bool:
    """Whether what ends with 后 is of what was said, with a verb of its own and somebody before the cue: `他说船沉后，…`."""
    if at.word.text not in _STATING or at.place == at.first or ended - at.place < _OWN_TIME:
        return False
    before = at.phrased.words[at.first : at.place]
    return not any(word.tag == "p" or word.text in _CONDITIONS for word in before)


def _is_manner(at: At) -> bool:
    """Whether 说 is of a turn of phrase: 简单地说, 可以说."""
    if at.word.text not in {"说", "讲", "看", "问"}:
        return False
    if at.word.text != "看" and at.before.text in _MODALS:
        return at.before.text != "来" or (at.following.text not in "：:" and at.following.tag != "quote")
    before = "".join(word.text for word in at.phrased.words[at.first : at.place])
    if at.following.text in {"，", ","} and at.before.text in _WAYS and not _names_somebody(at):
        return True
    return at.word.text != "问" and at.following.text in {"，", ","} and _MANNER.match(before) is not None


def _names_somebody(at: At) -> bool:
    return any(word.tag[:2] in {"r", "nr", "nt"} for word in at.phrased.words[at.first : at.place])


def _is_noun(at: At) -> bool:
    """Whether a word that is a noun too is one here."""
    before = at.before
    if at.word.text in _ONLY_ISSUED:
        return True
    if at.word.text not in NOUNS:
        return False
    is_modified = before.text in NOMINAL_BEFORE or (before.tag in {"a", "b"} and before.text not in _HOW)
    is_counted = (
        before.tag in {"m", "q", "mq"} and not is_date(before, None) and before.text not in DATE_UNITS
    ) or CUES.get(before.text) == "announce"
    if _is_of_compound(at):
        return True
    is_owned = at.earlier.text == "的" and before.tag != "d"
    return is_modified or is_counted or is_owned or _is_noun_at_end(at) or _is_tagged_noun(at)


def _is_of_compound(at: At) -> bool:
    """Whether it goes with the noun behind it, 抗议运动, or what follows is told of it: `但谴责却…`."""
    if at.word.text in _COMPOUNDS and (at.following.tag in {"n", "vn"} or at.following.text in _ACTIONS):
        return True
    if at.following.text in _GATHERINGS and at.word.text in ISSUED | {"报告", "介绍"}:
        return True
    before = at.phrased.words[at.first : at.place]
    return at.following.text == "却" and all(word.tag in {"c", "d"} for word in before)


def _is_noun_at_end(at: At) -> bool:
    """Whether a verb before it has it for its object, at the end of the clause."""
    if at.following.text not in {"，", ","}:
        return False
    if at.before.tag in {"v", "ul"} and at.word.text not in ISSUED:
        return True
    words = at.phrased.words[at.first : at.place]
    verb = max((number for number, word in enumerate(words) if _is_other_verb(word)), default=None)
    is_object = at.before.tag[:1] == "n" and at.following.text == "，" and verb is not None
    return is_object and not (verb is not None and _is_somebody(at) and _is_relative(words[verb:]))


def _is_other_verb(word: Word) -> bool:
    return word.tag in {"v", "vd"} and word.text not in CUES


def _is_somebody(at: At) -> bool:
    """Whether somebody stands right before it who may have said it, and no thing."""
    return at.before.tag[:2] == "nr" or is_title(at.before.text)


def _is_relative(words: Sequence[Word]) -> bool:
    """Whether these words, from their verb on, only tell more of the noun at their end: `住在城南的一位居民`."""
    return any(word.text == "的" for word in words[1:-1])


def _is_tagged_noun(at: At) -> bool:
    if at.word.tag != "n" or not at.following.text:
        return False
    takes = at.following.text in {"，", "："} or at.following.tag[:1] in {"r", "n"}
    return at.place == at.first or not takes


def _is_modifier(at: At) -> bool:
    """Whether it stands within a longer noun phrase: 他所说, 宣布的; 专家认为的…是 tells what they think."""
    is_how = at.earlier.tag in {"i", "l", "d", "ad", "z"} and at.following.text in {"，", ",", "：", ":"}
    is_as_said = at.phrased.words[at.first].text in _AS and at.following.text in {"，", ",", "：", ":"}
    if (at.before.text == "所" and not is_as_said) or (at.before.text == "的" and at.word.text != "说" and not is_how):
        return True
    if at.word.text in _NAMING and _is_called_so(at):
        return True
    words = at.phrased.words
    if at.following.text == "的" and CUES[at.word.text] == "think":
        return not any(word.text.startswith(("是", "就是", "都是")) for word in words[at.place + 2 : at.last])
    if at.following.text in {"的", "、"}:
        return not (at.place + 2 < at.last and words[at.place + 2].text == "是")
    return at.following.text in _PARTS_OF_WORDS


def _is_called_so(at: At) -> bool:
    """Whether it tells how the noun behind its 的 calls itself: `一个自称“海风”的组织`."""
    name = at.phrased.words[at.place + 1 : min(at.last, at.place + 1 + _NAME_REACH)]
    end = next((number for number, word in enumerate(name) if word.text == "的"), 0)
    return end > 0 and not any(word.tag in {"v", "w", "c"} for word in name[:end])


def _is_of_another_word(at: At) -> bool:
    """Whether it goes with a word beside it to another meaning: 说出, 史称, 道指, 反映了."""
    is_joined = at.before.end == at.word.start
    if at.word.text in {"说", "讲", "问"}:
        return at.following.text in _COMPLETED or at.before.text in {"之所以", "所以"}
    if at.word.text == "反映":
        return at.following.text in {"了", "出", "着"}
    is_name = at.word.text == "称" and at.before.text in _NAMED_SO
    return is_joined and (is_name or (at.word.text == "指" and at.before.text in _INDEXED))


_REFUSING: tuple[Callable[[At], bool], ...] = (
    _is_denied,
    _is_object,
    _is_no_report,
    _is_manner,
    _is_noun,
    _is_modifier,
    _is_of_another_word,
)
