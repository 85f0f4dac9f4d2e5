"""What somebody is reported to have said, in two versions: what came, what went, and how far the outlet stands behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from samarkand.model.statements import Statement, Stretch
from samarkand.steps.changing.aligning import Mapper, Section
from samarkand.text.strength import Strength, strength_of
from samarkand.text.typography import plain_form

SpeechKind = Literal["quotation", "weakened", "strengthened", "statement-added", "statement-removed"]
STANDS: Mapping[Strength, int] = {"confirmed": 3, "told": 2, "claimed": 1, "alleged": 1}
"""How far an outlet stands behind it. That something is denied is another thing said."""
STAYED = 0.7
"""Share of the words of a statement that still stand there, from which it was its attribution that went."""
SHARED = 0.5
"""Share of the shorter of two statements that lies where the other lies, from which they are one."""
NEAR = 40
"""Characters before and behind a statement in which its attribution belongs to it."""
WORDS = 6
"""Characters between quotation marks, from which they are somebody's words and no name or term."""
_QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|\"[^\"\n]*\"|«[^»\n]*»")


class Said(NamedTuple):
    """Something that was done to what is reported, with its places in either text."""

    kind: SpeechKind
    before: Stretch | None
    after: Stretch | None


class Side:
    """A text with its statements, and where it differs from the other."""

    def __init__(self, text: str, statements: Sequence[Statement], regions: Sequence[Stretch], mapper: Mapper) -> None:
        """`regions`: in order; `mapper` finds places of this text in the other."""
        self.text, self.statements, self.mapper = text, statements, mapper
        self._regions = regions
        self._ends = [end for _, end in regions]
        self._starts = [statement.start for statement in statements]
        self._longest = max((each.end - each.start for each in statements), default=0)

    def is_touched(self, at: Stretch) -> bool:
        """Whether a stretch was edited; something put in at its edge counts."""
        for start, end in self._from(at[0]):
            if start > at[1]:
                return False
            if start == end or (start < at[1] and end > at[0]):
                return True
        return False

    def stayed(self, at: Stretch) -> float:
        """The share of a stretch that the other text has too."""
        gone = 0
        for start, end in self._from(at[0]):
            if start >= at[1]:
                break
            gone += min(end, at[1]) - max(start, at[0])
        return 1 - gone / max(1, at[1] - at[0])

    def near(self, at: Stretch) -> Iterator[int]:
        """The numbers of the statements that share a character with a stretch."""
        first = bisect_left(self._starts, at[0] - self._longest)
        for number in range(first, bisect_left(self._starts, at[1])):
            if self.statements[number].end > at[0]:
                yield number

    def _from(self, at: int) -> Iterator[Stretch]:
        """The regions that end at a place or behind it."""
        return islice(self._regions, bisect_left(self._ends, at), None)


def said(old: Side, new: Side, sections: Iterable[Section]) -> Iterator[Said]:
    """What was done to the statements of a text. Costs a look at each statement, and at those near it in the other text."""
    pairs = _paired(old, new)
    come = set(range(len(new.statements))) - set(pairs.values())
    quoted: list[Stretch] = []
    for number, statement in enumerate(old.statements):
        if number not in pairs:
            yield from _alone(old, statement)
            continue
        for each in _matched(old, new, statement, new.statements[pairs[number]]):
            if each.kind == "quotation" and each.after:
                quoted.append(each.after)
            yield each
    for number in sorted(come):
        yield from map(_turned, _alone(new, new.statements[number]))
    for section in sections:
        for each in _in_marks(old.text, new.text, section) if section.kind == "edited" else ():
            if each.after and not any(start < each.after[1] and end > each.after[0] for start, end in quoted):
                yield each


def _paired(old: Side, new: Side) -> dict[int, int]:
    """Statements that are one in both texts: by where they stand, then by their words."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for number, statement in enumerate(old.statements):
        start, end = old.mapper.stretch((statement.start, statement.end))
        best, most = -1, 0.0
        for other in new.near((start, end)):
            there = new.statements[other]
            common = min(end, there.end) - max(start, there.start)
            share = common / max(1, min(end - start, there.end - there.start))
            if other not in taken and share >= SHARED and common > most:
                best, most = other, common
        if best >= 0:
            pairs[number] = best
            taken.add(best)
    moved = {plain_form(each.text): at for at, each in enumerate(new.statements) if at not in taken}
    for number, statement in enumerate(old.statements):
        if number not in pairs and (other := moved.pop(plain_form(statement.text), -1)) >= 0:
            pairs[number] = other
    return pairs


def _matched(old: Side, new: Side, one: Statement, other: Statement) -> Iterator[Said]:
    before, after = (one.start, one.end), (other.start, other.end)
    is_direct = one.kind == other.kind == "direct"
    if (
        is_direct
        and plain_form(one.text) != plain_form(other.text)
        and (old.is_touched(before) or new.is_touched(after))
    ):
        yield Said("quotation", before, after)
    is_touched = (one.cue_at and old.is_touched(one.cue_at)) or (other.cue_at and new.is_touched(other.cue_at))
    if is_touched and (kind := _moved(strength_of(one.cue), strength_of(other.cue))):
        yield Said(kind, one.cue_at or before, other.cue_at or after)


def _moved(old: Strength, new: Strength) -> Literal["weakened", "strengthened"] | None:
    """What happened to how far the outlet stands behind it; None for nothing that can be told."""
    if old not in STANDS or new not in STANDS or STANDS[old] == STANDS[new]:
        return None
    return "weakened" if STANDS[new] < STANDS[old] else "strengthened"


def _alone(side: Side, statement: Statement) -> Iterator[Said]:
    """A statement that only the old text has: it went, or its words stayed and are told by the outlet itself now."""
    at = statement.start, statement.end
    if side.stayed(at) < STAYED:
        yield Said("statement-removed", _attributed(statement), None)
    elif statement.cue_at and side.is_touched(statement.cue_at):
        yield Said("strengthened", _attributed(statement), side.mapper.stretch(at))


def _attributed(statement: Statement) -> Stretch:
    """A statement with its cue and its speaker, where these stand near it."""
    places = [(statement.start, statement.end), *filter(None, (statement.cue_at, statement.speaker_at))]
    near = [each for each in places if statement.start - NEAR <= each[0] and each[1] <= statement.end + NEAR]
    return min(start for start, _ in near), max(end for _, end in near)


def _turned(told: Said) -> Said:
    """The same of a statement that only the new text has."""
    return Said("weakened" if told.kind == "strengthened" else "statement-added", told.after, told.before)


def _in_marks(old: str, new: str, section: Section) -> Iterator[Said]:
    """Words in quotation marks that were edited."""
    before, after = _quoted(old, section.before), _quoted(new, section.after)
    for region in section.regions:
        if not region.is_style:
            one = next((each for each in before if _holds(each, region.before)), None)
            other = next((each for each in after if _holds(each, region.after)), None)
            if one and other:
                yield Said("quotation", one, other)


def _quoted(text: str, at: Stretch) -> list[Stretch]:
    """What stands in quotation marks in a stretch, without the marks, where it is long enough to be somebody's words."""
    found = (match.span() for match in _QUOTED.finditer(text, *at))
    return [(start + 1, end - 1) for start, end in found if end - start - 2 >= WORDS]


def _holds(quoted: Stretch, region: Stretch) -> bool:
    return quoted[0] <= region[0] and region[1] <= quoted[1]
