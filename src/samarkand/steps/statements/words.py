"""The words of a sentence with their kinds: what a segmentation gives, mended where it takes a name and a word for one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import rjieba

from samarkand.steps.statements.cues import HAS_CUE
from samarkand.steps.statements.layout import Sentence

# Words of one or two characters that a segmentation takes for the end of a name that it does not know.
_TAILS = (
    "认为",
    "表示",
    "报道",
    "介绍",
    "说",
    "称",
    "在",
    "对",
    "向",
    "将",
    "于",
    "也",
    "还",
    "曾",
    "就",
    "则",
    "都",
    "已",
    "被",
    "指",
    "又",
    "并",
    "上",
    "的",
)
_ADVERBS = frozenset(["一再", "普遍", "一致", "多次", "反复", "公开", "明确", "正式", "强烈", "坚决"])
_ISSUING = frozenset(("发表", "发布", "发出"))
_NEAR = 2_000
"""Characters in which a name is looked for."""
_HEARD = frozenset(
    ["介绍", "报道", "报导", "了解", "统计", "透露", "分析", "估计", "推测", "调查", "测定", "反映", "称述"]
)
_HEADS = (
    "据",
    "称",
    "说",
    "指",
    "还",
    "也",
    "曾",
    "并",
    "又",
    "则",
    "都",
    "在",
    "对",
    "向",
    "将",
    "与",
    "和",
    "日",
    "时",
    "中",
    "上",
    "后",
)
_TAGS = {"说": "v", "称": "v", "认为": "v", "表示": "v", "指": "v", "在": "p", "对": "p", "向": "p", "于": "p", "与": "c", "和": "c",
         "日": "m", "时": "f", "上": "f", "中": "f", "后": "f", "的": "uj", "被": "p", "并": "c"}  # fmt: skip
_WHOLE = {"普遍认为": (("普遍", "d"), ("认为", "v")), "一致认为": (("一致", "d"), ("认为", "v")), "中方": (("中方", "n"),),
          "报导": (("报导", "v"),), "消息称": (("消息", "n"), ("称", "v")), "他称": (("他", "r"), ("称", "v")),
          "据报": (("据", "p"), ("报", "v")), "据报道": (("据", "p"), ("报道", "v")), "会上": (("会", "n"), ("上", "f")),
          "另据": (("另", "c"), ("据", "p")),
    "时说": (("时", "f"), ("说", "v")),
    "时称": (("时", "f"), ("称", "v")),
    "据称": (("据称", "v"),), "据悉": (("据悉", "v"),), "报称": (("报称", "v"),), "指称": (("指称", "v"),)}  # fmt: skip
_MARKS = re.compile(r"[，,；;：:、。！？!?]|\s+|—+|–+|-{2,}|…+")
_CLAUSE_END = re.compile(r"[，,；;：:](?!\d)")
_STOPS = frozenset("，,；;：:。！？!?")


class Word(NamedTuple):
    """A word, a mark, or a whole part that signs set apart."""

    text: str
    """Simplified; of a part, its signs are in it."""
    tag: str
    """The segmentation's; `w` for a mark, `s` for a blank; the kind of a part."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrased:
    """A sentence in words."""

    sentence: Sentence
    words: tuple[Word, ...]
    clauses: tuple[tuple[int, int], ...]
    """First and last word (excluded) of what commas, colons and semicolons part; the mark belongs to none."""

    def clause_of(self, place: int) -> int:
        """The number of the clause of a word; that before it for a mark."""
        low, high = 0, len(self.clauses) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.clauses[middle][0] <= place else (low, middle - 1)
        return low


def phrased(plain: str, sentence: Sentence) -> Phrased:
    """The words of a sentence; `plain` is the simplified text."""
    words: list[Word] = []
    place, last = sentence.start, _last_of_interest(plain, sentence)
    for part in sentence.parts:
        if place < last:
            words.extend(_words(plain[place : part.start], place))
        elif part.start > place:
            words.append(Word(plain[place : part.start], "rest", place, part.start))
        words.append(Word(plain[part.start : part.end], part.kind, part.start, part.end))
        place = part.end
    if place < last:
        words.extend(_words(plain[place:last], place))
    words.extend(_rest(plain, max(place, last), sentence.end))
    _settle(words)
    _settle_names(words, plain)
    return Phrased(sentence, tuple(words), tuple(_clauses(words)))


def _last_of_interest(plain: str, sentence: Sentence) -> int:
    """Where the clauses end that can matter: those up to the last cue, and its own. What follows is content at most."""
    cues = deque(HAS_CUE.finditer(plain, sentence.start, sentence.end), maxlen=1)
    mark = _CLAUSE_END.search(plain, cues[0].end(), sentence.end) if cues else None
    return mark.end() if mark else sentence.end


def _rest(plain: str, start: int, end: int) -> Iterator[Word]:
    """What no grammar is needed of, as one word, and the mark at its end."""
    if start >= end:
        return
    is_mark = plain[end - 1] in _STOPS
    if end - is_mark > start:
        yield Word(plain[start : end - is_mark], "rest", start, end - is_mark)
    if is_mark:
        yield Word(plain[end - 1], "w", end - 1, end)


def _words(piece: str, place: int) -> list[Word]:
    if not piece:
        return []
    found: list[Word] = []
    for text, tag in rjieba.tag(piece):
        if tag == "x" and _MARKS.fullmatch(text):
            end = place + len(text)
            found.append(Word(text, "blank" if text.isspace() else "w", place, end))
            place = end
            continue
        for each, kind in _mended(text, tag):
            end = place + len(each)
            found.append(Word(each, kind, place, end))
            place = end
    return found


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


def _settle(words: list[Word]) -> None:
    """Take a word that is a noun too for one where it begins a clause or stands behind 该, and a cue follows."""
    for number, word in enumerate(words[:-1]):
        if word.text not in _NOUN_OR_VERB or words[number + 1].text not in _SPEAKING:
            continue
        before = words[number - 1] if number else None
        if before is None or before.tag in {"w", "blank"} or (before.text in _DETERMINERS and before.text != "据"):
            words[number] = word._replace(tag="n")


def _settle_names(words: list[Word], plain: str) -> None:
    """Part 赵立坚称 where the text has 赵立坚 elsewhere."""
    for number, word in enumerate(words[1:], 1):
        before = words[number - 1]
        if word.text == "坚称" and before.tag.startswith("nr") and len(before.text) == 2 and _is_named(plain, before):
            words[number - 1] = Word(f"{before.text}坚", "nr", before.start, before.end + 1)
            words[number] = Word("称", "v", word.start + 1, word.end)


def _is_named(plain: str, before: Word) -> bool:
    near = plain[max(0, before.start - _NEAR) : before.end + _NEAR]
    return near.count(f"{before.text}坚") > near.count(f"{before.text}坚称")


@lru_cache(maxsize=1 << 14)
def _mended(text: str, tag: str) -> tuple[tuple[str, str], ...]:
    """A word as the words that it is made of."""
    return _WHOLE.get(text) or _halved(text) or _unglued(text, tag)


def _halved(text: str) -> tuple[tuple[str, str], ...]:
    """Two words that a dictionary has as one: 一再表示, 发表声明, 据介绍."""
    if len(text) == 4 and text[2:] in _TAILS:
        return ((text[:2], "d" if text[:2] in _ADVERBS else "n"), (text[2:], "v"))
    if len(text) == 4 and text[:2] in _ISSUING:
        return ((text[:2], "v"), (text[2:], "n"))
    return (("据", "p"), (text[1:], "v")) if text[0] == "据" and text[1:] in _HEARD else ()


def _unglued(text: str, tag: str) -> tuple[tuple[str, str], ...]:
    """A name that nobody knows, and the word that was taken for its end or its beginning."""
    is_glued = len(text) > 1 and (text.endswith(_TAILS) or text.startswith(_HEADS))
    if not is_glued or text.isascii() or rjieba.has_word(text):
        return ((text, tag),)
    for tail in _TAILS:
        if text.endswith(tail) and len(text) > len(tail):
            return (*_mended(text[: -len(tail)], tag if tag.startswith("n") else "nr"), (tail, _TAGS.get(tail, "d")))
    head = next(head for head in _HEADS if text.startswith(head))
    return ((head, _TAGS.get(head, "d")), *_mended(text[len(head) :], tag))


def _clauses(words: list[Word]) -> list[tuple[int, int]]:
    clauses, begin = [], 0
    for number, word in enumerate(words):
        if word.tag == "w" and word.text in _STOPS and not _is_number(words, number):
            clauses.append((begin, number))
            begin = number + 1
    clauses.append((begin, len(words)))
    return clauses


def _is_number(words: list[Word], number: int) -> bool:
    """Whether a comma or a colon stands between digits."""
    if words[number].text not in ",:：" or not 0 < number < len(words) - 1:
        return False
    return words[number - 1].text[-1:].isdigit() and words[number + 1].text[:1].isdigit()
