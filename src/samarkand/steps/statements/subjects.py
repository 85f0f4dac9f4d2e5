"""The noun phrase that a clause is about: what stands before it is passed over; knows nobody."""

from __future__ import annotations

from collections.abc import Sequence

from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.nouns import (
    AIMED,
    DATE_UNITS,
    INNER_VERBS,
    PLACED,
    REACH,
    SKIPPED,
    begins_name,
    is_date,
    is_sound,
    noun_phrase,
)
from samarkand.steps.statements.segmenting import Word
from samarkand.steps.statements.titles import DOCUMENT

_ENDS = set_of(
    "上 中 时 后 前 里 内 期间 之际 之后 以来 下 时候 以前 之前 以后 间 之时 当天 当中 之中 之下 之外 外 会上 起 以外 时说 当日"
)
"""Words that end a phrase of place or time."""
_NO_HEADS = set_of("时候 情况 同时")
_PASSED = set_of("c d t blank y e o u zg")
"""Tags of words that may stand before a subject."""
_PASSED_BY, _MAY = set_of("d t m blank uv ad"), set_of("可能 会 讥讽 将 应该")
_POINTERS, _BESIDE = set_of("这 那 此 这些"), set_of("与 和 同 跟 对")
_NO_NOUNS = set_of("m q mq a ad an b d i")
"""Tags of words that alone are no subject."""
_MOMENTS = set_of("时 时候 之际 期间")
_PLACED_REACH = 26


def subject_of(words: Sequence[Word], first: int, last: int, *, is_cued: bool = False) -> tuple[int, int] | None:
    """First and last word (excluded) of the noun phrase that a clause begins with; None where it begins with another word.

    What a clause may begin with before it is passed over: conjunctions, adverbs, times, phrases with a preposition.
    `is_cued`: a cue stands at `last`, and so a noun phrase right before it may be the one that the clause is of.
    """
    place = first
    if place + 1 < last and words[place].tag == "m" and words[place + 1].text in {"、", "．"}:
        place += 2
    while place < last:
        if words[place].text in _POINTERS and place + 1 < last and words[place + 1].text in _BESIDE:
            return place, place + 1
        behind = _passed(words, place, last)
        if behind > place:
            place = behind
            continue
        end = noun_phrase(words, place, last)
        if end == place or _is_verb(words, place, end, last):
            is_name = _is_name_alone(words, place, last)
            if is_name:
                return place, place + 1
            head = _behind_relative(words, place, last)
            return head if is_cued or head is None or head[1] < last else None
        if end > place and (all(each.tag in _NO_NOUNS for each in words[place:end]) or words[end - 1].text in _MOMENTS):
            place = end
        elif end < last and words[end].text == "地":
            place = end + 1
        else:
            head = _head_of_relative(words, end, last) if is_cued else None
            return head or (place, end)
    return None


def _passed(words: Sequence[Word], place: int, last: int) -> int:
    """The word behind what may stand before a subject; `place` where nothing does."""
    word = words[place]
    following = words[place + 1] if place + 1 < last else None
    if _is_passed_alone(word, following):
        return place + 1
    if is_date(word, following):
        return max(_behind_date(words, place, last), place + 1)
    if word.text in PLACED:
        return _behind_placed(words, place, last)
    if word.text in AIMED or word.tag == "p":
        behind = place + 1 + (place + 1 < last and words[place + 1].tag == "blank")
        return max(noun_phrase(words, behind, last), behind)
    is_mark = word.tag == "bracket" or (word.tag == "w" and word.text not in "：:")
    return place + 1 if is_mark else place


def _is_passed_alone(word: Word, following: Word | None) -> bool:
    if word.text in SKIPPED and word.text not in {"据", "就"}:
        return True
    is_preposition = word.text in PLACED or word.text in AIMED
    if word.tag not in _PASSED or word.text == "反对" or is_preposition:
        return False
    return not (following is not None and begins_name(word, following))


def _is_verb(words: Sequence[Word], place: int, end: int, last: int) -> bool:
    """Whether a lone noun is a verb by what follows: 整理 of `整理出一份文件`."""
    return (
        end == place + 1
        and end < last
        and words[end].text in {"出", "了", "过", "起"}
        and words[place].tag in {"n", "vn"}
    )


def _is_name_alone(words: Sequence[Word], place: int, last: int) -> bool:
    """Whether a clause has nothing but a transcribed name before its cue that the segmentation takes for a verb: 拉布."""
    word = words[place]
    if len(word.text) < 2 or not is_sound(word.text) or word.text in CUES:
        return False
    return all(each.tag in {"d", "t", "blank", "bracket"} for each in words[place + 1 : last])


def _behind_date(words: Sequence[Word], place: int, last: int) -> int:
    while place < last and (
        words[place].tag in {"m", "t", "f", "bracket", "blank"}
        or words[place].text in DATE_UNITS
        or words[place].text in {"的", "至", "到"}
    ):
        place += 1
    return place


def _behind_placed(words: Sequence[Word], place: int, last: int) -> int:
    """Behind 在…上, 当…时; behind the noun phrase where nothing ends it, or its first 的: 在北京的记者说."""
    for end in range(place + 1, min(last, place + _PLACED_REACH)):
        if words[end].text in _ENDS:
            return end + 1
    end = max(noun_phrase(words, place + 1, last), place + 1)
    return next((at + 1 for at in range(place + 1, end - 1) if words[at].text == "的"), end)


def _head_of_relative(words: Sequence[Word], end: int, last: int) -> tuple[int, int] | None:
    """The noun phrase right before a cue that a clause with 的 tells more of: 市民 of 住在城里的一位市民说.

    None for a document, whose author stands before it: 外交部发表的声明说.
    """
    if end >= last or not words[end].tag.startswith("v") or words[end].text in INNER_VERBS:
        return None
    for at in range(min(last, end + REACH) - 1, end, -1):
        if words[at].text in AIMED:
            return None
        if words[at].text != "的":
            continue
        behind = noun_phrase(words, at + 1, last)
        if behind == at + 1 or any(word.tag not in _PASSED_BY and word.text not in _MAY for word in words[behind:last]):
            return None
        head = words[behind - 1].text
        return None if DOCUMENT.search(head) or head in _ENDS or head in _NO_HEADS else (at + 1, behind)
    return None


def _behind_relative(words: Sequence[Word], place: int, last: int) -> tuple[int, int] | None:
    """The noun phrase behind 的 that ends what came so far: 消防员 of 参加救援的消防员说."""
    for at in range(place + 1, min(last, place + REACH)):
        if words[at].text != "的":
            continue
        behind = noun_phrase(words, at + 1, last)
        goes_on = behind < last and words[behind].tag not in {"p", "d", "t", "c", "m"}
        if behind > at + 1 and not goes_on and words[behind - 1].text not in _ENDS:
            return at + 1, behind
    return None
