"""Words that a segmentation parts or joins wrongly, mended by the words beside them and the names of the text."""

from __future__ import annotations

from collections.abc import Sequence

from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.layout import Sentence
from samarkand.steps.statements.segmenting import TAGS, Word
from samarkand.steps.statements.titles import SURNAMES, TITLES

_NEAR = 2_000
"""Characters in which a name is looked for."""
_CUT_NAME = 2
"""Characters of a name whose last one may have been taken for the beginning of the next word."""
_APART = frozenset(("quote", "title", "bracket", "rest", "w", "blank"))
_ENDS_OF_TITLES = frozenset("相师员长家者官人手")
_ALIASES = frozenset(("又称", "也称", "亦称"))
_LONE_CUES = "说称指"
_OFTEN_SAID = frozenset(("说说", "据说", "声称", "宣称", "表称"))
_BEFORE_REPORT = frozenset("接速快通简公晚早日时周海")
"""What goes with 报 before 称: 接报称, 速报称."""
_NOUN_OR_VERB = frozenset(
    [
        "报道",
        "报导",
        "声明",
        "报告",
        "调查",
        "研究",
        "分析",
        "统计",
        "评论",
        "通报",
        "通告",
        "公告",
        "民调",
        "判决",
        "裁决",
    ]
)
_DETERMINERS = frozenset(
    [
        "该",
        "这",
        "那",
        "此",
        "其",
        "的",
        "官方",
        "一项",
        "一份",
        "这项",
        "这份",
        "该项",
        "该份",
        "有",
        "另有",
        "上述",
        "最新",
        "多项",
        "多份",
        "据",
        "相关",
        "有关",
        "初步",
    ]
)
_VERB_BEFORE_SAYING = frozenset(("警告", "呼吁", "表态", "回应", "解释", "回答", "抱怨", "批评", "感叹", "介绍"))
"""Verbs before 说, whatever a segmentation has: `专家警告说`."""
_SAID = frozenset(("说", "称", "道", "指", "指出"))
_SPEAKING = frozenset(
    [
        "说",
        "称",
        "指",
        "指出",
        "显示",
        "表示",
        "表明",
        "认为",
        "还",
        "也",
        "又",
        "强调",
        "则",
        "发现",
        "写道",
        "估计",
        "透露",
        "进一步",
    ]
)
_SETTLED = _ENDS_OF_TITLES | _ALIASES | _VERB_BEFORE_SAYING | _NOUN_OR_VERB | {"报称"}


def mend(words: list[Word], plain: str, sentence: Sentence, names: Sequence[str]) -> None:
    """Mend the words of a sentence in their list; `names` are one word wherever they stand. Costs a look at each word."""
    for name in names:
        _join_name(words, plain, sentence, name)
    for number in range(len(words) - 1, -1, -1):
        text = words[number].text
        if text in _SETTLED:
            _settle(words, number, plain)
        elif len(text) == 2 and number and words[number - 1].tag[:2] == "nr":
            _settle_name(words, number, plain)


def _settle(words: list[Word], number: int, plain: str) -> None:
    """Settle what a word is that may be a title's end, another name's beginning, or noun and verb."""
    word, before = words[number], words[number - 1] if number else None
    if word.text == "报称" and number:
        _settle_name(words, number, plain)
        return
    following = words[number + 1] if number + 1 < len(words) else None
    if word.text in _ENDS_OF_TITLES:
        if before and len(before.text) > 1 and before.end == word.start and before.text + word.text in TITLES:
            words[number - 1 : number + 1] = [Word(before.text + word.text, "n", before.start, word.end)]
    elif following is None:
        return
    elif word.text in _ALIASES:
        if following.tag in {"w", "quote"} and following.text not in "。、":
            adverb = Word(word.text[0], "d", word.start, word.start + 1)
            words[number : number + 1] = [adverb, Word("称", "v", word.start + 1, word.end)]
    elif word.text in _VERB_BEFORE_SAYING and following.text in _SAID:
        words[number] = word._replace(tag="v")
    elif word.text in _NOUN_OR_VERB and following.text in _SPEAKING:
        is_first = before is None or before.tag in {"w", "blank"}
        if is_first or (before is not None and before.text in _DETERMINERS and before.text != "据"):
            words[number] = word._replace(tag="n")


def _settle_name(words: list[Word], number: int, plain: str) -> None:
    """Part a word that begins with the end of the name before it, where a cue is behind: 罗慕 言说, 赵立 坚称, 赵立 坚强 调."""
    before, word = words[number - 1], words[number]
    behind = words[number + 1] if number + 1 < len(words) else None
    name = Word(before.text + word.text[0], "v" if before.text == "接" else before.tag, before.start, word.start + 1)
    if behind and _ends_before_cue(before, word, behind):
        cue = Word(word.text[1] + behind.text, "v", word.start + 1, behind.end)
        words[number - 1 : number + 2] = [name, cue]
    elif word.text[1] in _LONE_CUES and _is_glued(words, number, plain):
        words[number - 1 : number + 1] = [name, Word(word.text[1], "v", word.start + 1, word.end)]


def _ends_before_cue(before: Word, word: Word, behind: Word) -> bool:
    """Whether a name was cut so that a cue fell apart: 赵立 坚强 调."""
    is_name = len(before.text) == _CUT_NAME and before.text[0] in SURNAMES
    return is_name and len(behind.text) == 1 and word.text[1] + behind.text in CUES


def _is_glued(words: list[Word], number: int, plain: str) -> bool:
    """Whether the first character of a word belongs to the word before it."""
    before, word = words[number - 1], words[number]
    if word.text == "报称":
        return before.text in _BEFORE_REPORT
    is_name = before.tag.startswith("nr") and len(before.text) <= _CUT_NAME
    if not is_name or word.text in _OFTEN_SAID:
        return False
    if len(before.text) == 1 and before.text in SURNAMES:
        return True
    if word.text in CUES:
        return _is_named(plain, before, word.text[0])
    is_behind = number + 1 < len(words) and words[number + 1].tag in {"w", "quote"}
    return is_behind and words[number + 1].text not in "。、"


def _is_named(plain: str, before: Word, end: str) -> bool:
    """Whether the text has a name elsewhere that goes on with `end`."""
    near, name = plain[max(0, before.start - _NEAR) : before.end + _NEAR], before.text + end
    return near.count(name) > sum(near.count(name + cue) for cue in _LONE_CUES)


def _join_name(words: list[Word], plain: str, sentence: Sentence, name: str) -> None:
    """Make a name one word wherever the words of the sentence part it."""
    start = plain.find(name, sentence.start, sentence.end)
    while start >= 0:
        end, first = start + len(name), 0
        first = next((number for number, word in enumerate(words) if word.end > start), len(words))
        last = next((number for number in range(first, len(words)) if words[number].end >= end), len(words))
        inside = words[first : last + 1]
        if inside and last < len(words) and not any(word.tag in _APART for word in inside):
            joined = [Word(name, "nr", start, end)]
            if inside[0].start < start:
                text = plain[inside[0].start : start]
                joined.insert(0, Word(text, TAGS.get(text, inside[0].tag), inside[0].start, start))
            if inside[-1].end > end:
                text = plain[end : inside[-1].end]
                joined.append(Word(text, TAGS.get(text, "v" if text in CUES else "d"), end, inside[-1].end))
            words[first : last + 1] = joined
        start = plain.find(name, end, sentence.end)
