"""Who stands before a cue in its sentence, in the clause of the cue or in one before; knows no other sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from samarkand.steps.statements.naming import NOBODY, Who, is_nobody, who_is
from samarkand.steps.statements.subjects import subject_of
from samarkand.steps.statements.titles import is_document
from samarkand.steps.statements.words import Phrased

_SHORTEST_PAPER = 4
_IN_PAPER = re.compile(r"(?:在|于)[^，]{0,24}?(声明|报告|公报|文章|社论|通报|公告|白皮书|新闻稿|研究|论文)[中里上]")
_BACK = 6
"""Clauses before that of a cue in which its subject is sought."""


class Subject(NamedTuple):
    """Who stands before a cue."""

    who: Who | None
    is_own: bool = False
    """Whether in the cue's own clause."""
    between: str = ""
    """The words from there to the cue."""


class Attribution:
    """Looks for subjects in the clauses of one sentence; `text` is as it was written."""

    def __init__(self, phrased: Phrased, text: str) -> None:
        self._words, self._clauses, self._text = phrased.words, phrased.clauses, text

    def own(self, number: int, begin: int, place: int, *, is_first: bool) -> Subject | None:
        """Who stands before the cue at `place` in its clause, from the word `begin` on.

        `is_first`: nothing has been told in this sentence yet, so that a pronoun may mean somebody named in it.
        """
        found = subject_of(self._words, begin, place, is_cued=True)
        if not found:
            return None
        between = "".join(word.text for word in self._words[found[0] : place])
        who = who_is(self._words, *found, self._text)
        if is_nobody(who.phrase):
            who = self._named_at_end(found, place) or who
        paper = _IN_PAPER.search(between) if len(between) > _SHORTEST_PAPER else None
        if paper:
            who = who._replace(document=paper[1])
        return Subject(self._named_before(number, who) if is_first else who, True, between)

    def before(self, number: int) -> Subject:
        """Who the nearest clause before one is about that is about somebody."""
        for before in range(number - 1, max(-1, number - _BACK - 1), -1):
            first, last = self._clauses[before]
            if last - first == 1 and self._words[first].tag == "quote":
                continue
            earlier = self._about(before)
            if earlier and earlier.phrase not in NOBODY:
                return Subject(self._named_before(before, earlier))
        return Subject(None)

    def _about(self, number: int) -> Who | None:
        """Who a clause is about."""
        found = subject_of(self._words, *self._clauses[number])
        return who_is(self._words, *found, self._text) if found else None

    def _named_at_end(self, found: tuple[int, int], place: int) -> Who | None:
        """The person right before a cue that a noun phrase, broken off by a verb, does not reach."""
        last = place
        while last > found[1] and self._words[last - 1].tag in {"d", "t", "m", "blank", "bracket"}:
            last -= 1
        if last <= found[1] or not self._words[last - 1].tag.startswith("nr"):
            return None
        who = who_is(self._words, found[0], last, self._text)
        return who if who.kind == "person" and not is_nobody(who.name) else None

    def _named_before(self, number: int, who: Who) -> Who:
        """Who a pronoun stands for, if the sentence has named one before it; others as they are."""
        if not who.refers or who.name or who.kind not in {"some", "document"}:
            return who
        if who.kind == "document":
            return self._author_before(number, who)
        for other in self._named(range(number - 1, max(-1, number - _BACK), -1)):
            is_somebody = other.kind in {"person", "described"}
            if is_somebody or (other.kind == "some" and who.phrase not in {"他", "她"}):
                return other._replace(role="")
        return who

    def _author_before(self, number: int, paper: Who) -> Who:
        """Who the sentence is about that has told of a document before it; the document as it is where none has."""
        sign = paper.phrase[-2:]
        told = next((at for at in range(number - 1, -1, -1) if self._has(at, sign)), -1)
        authors = (other for other in self._named(range(told, -1, -1)) if not is_document(other.phrase))
        return next(authors, paper)

    def _named(self, numbers: range) -> Iterator[Who]:
        """Who some clauses are about, where they name somebody."""
        for number in numbers:
            other = self._about(number)
            if other and other.name and not other.refers and other.phrase not in NOBODY:
                yield other

    def _has(self, number: int, sign: str) -> bool:
        """Whether a word of a clause ends with some characters."""
        return any(word.text.endswith(sign) for word in self._words[slice(*self._clauses[number])])
