"""A clause that says where something is known from: `据塔斯社报道，…`, `根据外交部的声明，…`, `据了解，…`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from samarkand.steps.statements.contents import ASPECT
from samarkand.steps.statements.cues import LEARNED, SOURCED, Frame
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.media import medium_of
from samarkand.steps.statements.naming import NOBODY, Who, as_medium, who_is
from samarkand.steps.statements.nouns import noun_phrase
from samarkand.steps.statements.reporting import MERGED
from samarkand.steps.statements.segmenting import Word
from samarkand.steps.statements.subjects import subject_of
from samarkand.steps.statements.titles import DOCUMENT, is_document

_SOURCE = set_of("据 根据 按照 依据 依照")
_HEARSAY = set_of("据悉 据称 据闻 据传 据说")
_BEFORE = set_of("另 另外 又 不过 但 而 综合")
_BEFORE_REACH = 4
_REACH = 40
_REPORTS = set_of("报道 报导 报 消息")
_FROM = set_of("从 向 自")


class Source(NamedTuple):
    """Where something is known from."""

    who: Who | None
    frame: Frame
    cue: tuple[int, int]
    """In characters."""
    behind: int
    """The word behind it; that behind the clause's mark where it is all of the clause."""
    is_whole: bool
    """Whether it is all of the clause."""


def source_in(words: Sequence[Word], first: int, last: int, text: str) -> Source | None:
    """The source that a clause begins with."""
    place = first
    while place < min(last, first + _BEFORE_REACH) and _may_stand_before(words[place]):
        place += 1
    if place >= last:
        return None
    word = words[place]
    if word.text in _HEARSAY:
        return _source(None, "learn", (word.start, word.end), place + 1, last)
    return _read(words, place, last, text) if word.text in _SOURCE else None


def _may_stand_before(word: Word) -> bool:
    return word.text not in _SOURCE and (word.tag in {"c", "d", "blank", "t"} or word.text in _BEFORE)


def _source(who: Who | None, frame: Frame, cue: tuple[int, int], behind: int, last: int) -> Source:
    is_whole = behind >= last
    return Source(who, frame, cue, last + 1 if is_whole else behind, is_whole)


def _read(words: Sequence[Word], place: int, last: int, text: str) -> Source | None:
    cue = _cue(words, place, last)
    first, end = _named(words, place, last, cue)
    if cue is None and first < end < last and DOCUMENT.search(words[last - 1].text):
        cue = last - 1 if any(words[at].text == "的" for at in range(end, last)) else None
    if cue is None and not (end >= last - 1 and _is_document_or_medium(words, first, end)):
        return None
    who = who_is(words, first, end, text) if end > first else None
    is_learned = cue is not None and words[place + 1].text == "记者" and words[cue].text in LEARNED
    if cue is not None and who and (who.phrase in NOBODY or who.phrase.endswith("记者") or is_learned):
        who = heard_from(words, place + 1 if is_learned else end, cue, text)
        if who is None and words[cue].text not in LEARNED:
            return None
    tail = cue if cue is not None else end - 1
    behind = tail + 1
    while behind < last and (words[behind].text in MERGED or words[behind].text in ASPECT):
        behind += 1
    told = words[tail] if cue is not None or is_document(words[tail].text) else words[place]
    if who is not None and told.text in _REPORTS and told.text != "消息":
        who = as_medium(who)
    is_report = told.text in _REPORTS or (who is not None and who.kind == "medium")
    frame: Frame = "report" if is_report else "say" if who else "learn"
    at = (told.start, told.end if cue is None else words[behind - 1].end)
    is_told = cue is not None and words[cue].text == "告诉"
    return _source(who, frame, at, last if is_told else behind, last)


def _cue(words: Sequence[Word], place: int, last: int) -> int | None:
    """The word that ends a source, by preference at the end of its clause."""
    cues = [at for at in range(place + 1, min(last, place + _REACH)) if _ends_source(words, at, last)]
    ended = [at for at in cues if at + 1 >= last or words[at + 1].text in MERGED]
    return ended[0] if ended else cues[0] if cues else None


def _ends_source(words: Sequence[Word], at: int, last: int) -> bool:
    word = words[at]
    if word.text not in SOURCED or word.tag in {"quote", "bracket", "title", "w"}:
        return False
    if at + 1 >= last or words[at + 1].text in MERGED or words[at + 1].text in ASPECT:
        return True
    following = words[at + 1]
    if following.text in {"来看", "看"}:
        return True
    goes_on = following.text in {"的", "、", "和"} or following.tag in {"n", "nt"}
    return word.tag.startswith("v") and not goes_on


def _named(words: Sequence[Word], place: int, last: int, cue: int | None) -> tuple[int, int]:
    """First and last word (excluded) of whom a source names."""
    first = place + 1
    end = noun_phrase(words, first, cue if cue is not None else last)
    if cue is None:
        return first, end
    if end == first:
        first, end = subject_of(words, first, cue, is_cued=True) or (first, first)
    is_plain = not any(words[at].text in {"在", "向", "从", "对", "接受"} for at in range(end, cue))
    if end < cue and words[cue].tag != "n" and is_plain:
        end = _without_times(words, end, cue)
    return first, end


def _without_times(words: Sequence[Word], first: int, last: int) -> int:
    """The end of some words without adverbs and times at their end: 稍后, 4日."""
    while last > first and (
        words[last - 1].tag in {"d", "t", "m", "blank", "ad"} or words[last - 1].text in {"日", "月", "最新"}
    ):
        last -= 1
    return last


def _is_document_or_medium(words: Sequence[Word], first: int, end: int) -> bool:
    phrase = "".join(word.text for word in words[first:end])
    return is_document(phrase) or bool(medium_of(phrase))


def heard_from(words: Sequence[Word], first: int, last: int, text: str) -> Who | None:
    """Of whom a reporter heard it: 记者从交警部门获悉."""
    place = next((at for at in range(first, last) if words[at].text in _FROM), None)
    if place is None:
        return None
    end = noun_phrase(words, place + 1, last)
    return who_is(words, place + 1, end, text) if end > place + 1 else None
