"""A sentence as words and clauses, with the parts that signs set apart; knows no grammar."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samarkand.steps.statements.cues import HAS_CUE
from samarkand.steps.statements.layout import Sentence
from samarkand.steps.statements.mending import mend
from samarkand.steps.statements.segmenting import Word, words_of

_CLAUSE_END = re.compile(r"[，,；;：:](?!\d)")
_STOPS = frozenset("，,；;：:。！？!?")


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


def phrased(plain: str, sentence: Sentence, names: Sequence[str] = ()) -> Phrased:
    """The words of a sentence; `plain` is the simplified text, `names` those of people in it that are one word wherever they stand."""
    words: list[Word] = []
    place, last = sentence.start, _last_of_interest(plain, sentence)
    for part in sentence.parts:
        if place < last:
            words.extend(words_of(plain[place : part.start], place))
        elif part.start > place:
            words.append(Word(plain[place : part.start], "rest", place, part.start))
        words.append(Word(plain[part.start : part.end], part.kind, part.start, part.end))
        place = part.end
    if place < last:
        words.extend(words_of(plain[place:last], place))
    words.extend(_rest(plain, max(place, last), sentence.end))
    mend(words, plain, sentence, names)
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
