"""A text as paragraphs, sentences and what is set apart in them: quotations, titles, brackets; knows no grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from samarkand.steps.statements.cues import CUES
from samarkand.text.folding import common

Set = Literal["quote", "title", "bracket"]
_DEPTH = 6
"""Levels of quotations within quotations that are told apart."""
LONGEST_SENTENCE = 1_200
"""Characters; a longer one, which no writer meant as one, is parted."""
_NEAR = 30
"""Characters behind a quotation in which those stand who said it."""

_OPENERS: dict[str, tuple[str, Set]] = {
    "“": ("”", "quote"), "「": ("」", "quote"), "『": ("』", "quote"), "‘": ("’", "quote"), "《": ("》", "title"),
    "〈": ("〉", "title"), "（": ("）", "bracket"), "(": (")", "bracket"), "【": ("】", "bracket"), "〔": ("〕", "bracket"),
}  # fmt: skip
_CLOSERS = {closer: opener for opener, (closer, _) in _OPENERS.items()} | {"）": "（", ")": "("}
_SIGNS = re.compile('[“”「」『』‘’"＂《》〈〉（）()【】〔〕。！？!?；;]')
_ENDS = frozenset("。！？!?")
_INNER_ENDS = frozenset("。！？!?…—～~")
_BEHIND = re.compile(
    rf"[ ，,]?[—–-]{{0,2}} ?[^，,。：:；！？“”「」『』\"\n]{{1,{_NEAR}}}"
    r"(?:说|说道|称|表示|指出|写道|强调|认为|警告|补充|回忆|解释|回答|问道|告诉[^，。]{2,8}|评论|坦言|直言|感叹|指|道)(?=[，,。：:；]|$)",
    re.MULTILINE,
)
_CUE_REACH = 6
_INTRODUCED = re.compile(r"([\u4e00-\u9fff]*)([:：，,]) ?$")
"""Before a quotation whose speaker has been told."""


class Part(NamedTuple):
    """What signs set apart from the sentence around it."""

    kind: Set
    start: int
    """Of the opening sign."""
    end: int
    """Behind the closing sign, where there is one."""
    inner: tuple[int, int]
    """Between the signs."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a paragraph; a full stop within a quotation ends none."""

    start: int
    end: int
    """Behind its full stop."""
    parts: tuple[Part, ...]
    """In their order; what is inside a part is not told again."""
    paragraph: int
    """Counted from 0."""


@lru_cache(maxsize=1)
def _simple() -> dict[int, str]:
    han = {ord(one): folded for one, folded in common().items() if "\u3400" <= one <= "\u9fff" and one != folded}
    wide = {ord(one): chr(ord(one) - 0xFEE0) for one in "０１２３４５６７８９．％"}
    return han | wide


def simplified(text: str) -> str:
    """The text in simplified characters; each stands where it stood."""
    return text.translate(_simple())


def sentences_of(plain: str) -> Iterator[Sentence]:
    """The sentences of a text, in their order; `plain` is simplified. Costs one pass."""
    start = 0
    for number, line in enumerate(plain.split("\n")):
        yield from _sentences(plain, start, start + len(line), number)
        start += len(line) + 1


def _sentences(plain: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    parts = parts_of(plain, start, end)
    begin, place, first = start, start, 0
    marks = _boundaries(plain, end, parts, start)
    for mark in (*marks, end):
        while mark - begin > LONGEST_SENTENCE and place < mark:
            place = _cut(parts, begin + LONGEST_SENTENCE, mark)
            inside, first = _inside(parts, first, place)
            yield Sentence(begin, place, inside, paragraph)
            begin = place
        if plain[begin:mark].strip():
            inside, first = _inside(parts, first, mark)
            yield Sentence(begin, mark, inside, paragraph)
        begin = place = mark


def _cut(parts: list[Part], place: int, mark: int) -> int:
    """A place to part an endless sentence at: not within a part."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if parts[middle].start < place else (low, middle)
    return min(mark, parts[low - 1].end) if low and parts[low - 1].end > place else place


def _inside(parts: list[Part], first: int, end: int) -> tuple[tuple[Part, ...], int]:
    last = first
    while last < len(parts) and parts[last].end <= end:
        last += 1
    return tuple(parts[first:last]), last


def parts_of(plain: str, start: int, end: int) -> list[Part]:
    """What is set apart in a paragraph, outermost only.

    A quotation that nothing closes goes on to the end of the paragraph, unless another one begins in it.
    """
    closed: list[Part] = []
    opened: list[tuple[str, int]] = []
    for match in _SIGNS.finditer(plain, start, end):
        sign, place = match[0], match.start()
        if sign in '"＂':
            sign = "”" if any(opener == "“" for opener, _ in opened[-_DEPTH:]) else "“"
        if opened and sign in "“「" and opened[-1] == (sign, place - 1):
            continue
        if sign in _OPENERS and not _is_misplaced(plain, sign, place, opened):
            opened.append((sign, place))
            continue
        opener = _CLOSERS.get(sign, sign)
        depths = range(len(opened) - 1, max(-1, len(opened) - 1 - _DEPTH), -1)
        depth = next((depth for depth in depths if _fits(opened[depth][0], opener)), -1)
        if depth >= 0:
            first, begin = opened[depth]
            del opened[depth:]
            closed.append(Part(_OPENERS[first][1], begin, place + 1, (begin + 1, place)))
    last = max((part.start for part in closed if part.kind == "quote"), default=-1)
    unclosed = next((begin for sign, begin in opened if sign in "“「『" and begin > last), None)
    if unclosed is not None:
        closed.append(Part("quote", unclosed, end, (unclosed + 1, end)))
    return _outermost(closed)


def _outermost(parts: list[Part]) -> list[Part]:
    kept: list[Part] = []
    for part in sorted(parts, key=lambda part: part.start):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


def _fits(opened: str, opener: str) -> bool:
    return opened == opener or (opened in "（(" and opener in "（(")


def _is_misplaced(plain: str, sign: str, place: int, opened: list[tuple[str, int]]) -> bool:
    """Whether an opening sign closes: the same stands open, and a stop or the end of the line follows."""
    if sign != "“" or not opened or opened[-1][0] != "“":
        return False
    return place + 1 >= len(plain) or plain[place + 1] in "，。：；！？、,\n "


def _boundaries(plain: str, end: int, parts: list[Part], start: int) -> list[int]:
    """Where sentences end, behind the full stop and the signs that close behind it."""
    found: list[int] = []
    place, number = start, 0
    while number <= len(parts):
        part = parts[number] if number < len(parts) else None
        stop = part.start if part else end
        found.extend(match.end() for match in _STOP.finditer(plain, place, stop))
        if part is None:
            break
        place, number = part.end, number + 1
        if part.kind == "quote" and _ends_sentence(plain, part, end):
            found.append(part.end)
    return [mark for mark in found if start < mark < end]


_STOP = re.compile(r"[。！？!?]+[”」』]?")


def _is_introduced(plain: str, part: Part) -> bool:
    """Whether who says a quotation has been told before it: by a colon, or a cue and a comma."""
    found = _INTRODUCED.search(plain, max(0, part.start - _CUE_REACH), part.start)
    if not found:
        return False
    return found[2] in ":：" or any(found[1][-length:] in CUES for length in (1, 2, 3))


def _ends_sentence(plain: str, part: Part, end: int) -> bool:
    """Whether the sentence ends with a quotation: it ends with a stop, and no cue takes it up behind it."""
    last = plain[part.inner[0] : part.inner[1]].rstrip()[-1:]
    if last not in _INNER_ENDS:
        return False
    following = plain[part.end : part.end + 1]
    if following in ("，", ",", "、", "；", "的", "。"):
        return False
    if _is_introduced(plain, part):
        return True
    return not _BEHIND.match(plain, part.end, end)
