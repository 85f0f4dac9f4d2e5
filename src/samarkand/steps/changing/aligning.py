"""Two versions of a text laid side by side: first by sentence, then by word, number and character inside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from samarkand.model.statements import Stretch
from samarkand.steps.changing.anchors import stretches
from samarkand.steps.changing.pairing import paired
from samarkand.steps.changing.tokens import Token, Unit, tokens_of, units_of, words_of
from samarkand.text.aligning import Aligner

LONGEST = 20_000
"""Characters of a stretch that are compared word by word; beyond it the whole stretch counts as replaced."""


class Region(NamedTuple):
    """Where two texts differ; one of both may be empty."""

    before: Stretch
    after: Stretch
    is_style: bool = False
    """Whether they differ in typography alone."""


class Section(NamedTuple):
    """Sentences that are not the same in both: edited ones, or such as stand in one text only, or in another typography."""

    kind: Literal["edited", "removed", "added", "style"]
    before: Stretch
    after: Stretch
    regions: tuple[Region, ...]
    """In order; of what was removed or added, the whole."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts lie side by side."""

    sections: tuple[Section, ...]
    """In reading order of both."""

    def regions(self) -> Iterator[Region]:
        """All places where the texts differ, in order."""
        return (region for section in self.sections for region in section.regions)

    def mappers(self) -> tuple[Mapper, Mapper]:
        """Find places of the old text in the new one, and the other way round."""
        regions = list(self.regions())
        return Mapper(regions), Mapper([Region(region.after, region.before) for region in regions])


class Mapper:
    """Where the characters of one text went in another, by the places where both differ."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = regions
        self._starts = [region.before[0] for region in regions]

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Where a character went: the edge of what stands there now, where it has gone."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at
        (start, end), (begin, rest), _ = self._regions[number]
        if at >= end and not (is_end and at == start):
            return rest + at - end
        return rest if is_end and at > start else begin

    def stretch(self, at: Stretch) -> Stretch:
        """Where a stretch went."""
        return self.place(at[0]), self.place(at[1], is_end=True)


def aligned(old: str, new: str, aligner: Aligner) -> Alignment:
    """How two texts lie side by side. What the aligner's effort does not reach counts as replaced.

    Costs a few passes over both where they are alike; then what it takes to compare the sentences that differ.
    """
    ones, others = units_of(old), units_of(new)
    rows = stretches([unit.form for unit in ones], [unit.form for unit in others], aligner)
    found: list[Section] = []
    for is_same, one, one_end, other, other_end in rows:
        before, after = ones[one:one_end], others[other:other_end]
        if is_same:
            found.extend(_styled(old, new, before, after))
        else:
            at = _end(ones, one), _end(others, other)
            found.extend(_edited(_Texts(old, new, aligner), before, after, at))
    return Alignment(tuple(found))


def aligned_line(old: str, new: str, aligner: Aligner) -> Section | None:
    """Two lines, such as titles, laid side by side as one sentence; None where they are the same."""
    if old == new:
        return None
    section = _Texts(old, new, aligner).edited((0, len(old)), (0, len(new)))
    is_style = all(region.is_style for region in section.regions)
    return section._replace(kind="style") if is_style else section


def _styled(old: str, new: str, before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Section]:
    """Runs of sentences that differ in typography alone."""
    run: Section | None = None
    for one, other in zip(before, after, strict=True):
        if old[one.start : one.end] == new[other.start : other.end]:
            if run:
                yield run
            run = None
            continue
        begin = (run.before[0], run.after[0]) if run else (one.start, other.start)
        here = Region((begin[0], one.end), (begin[1], other.end), is_style=True)
        run = Section("style", here.before, here.after, (here,))
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class _Texts:
    """What sentences that differ are compared with."""

    old: str
    new: str
    aligner: Aligner

    def edited(self, before: Stretch, after: Stretch) -> Section:
        """Two stretches compared word by word."""
        if before[0] == before[1] or after[0] == after[1]:
            kind: Literal["removed", "added"] = "added" if before[0] == before[1] else "removed"
            return Section(kind, before, after, (Region(before, after),))
        if max(before[1] - before[0], after[1] - after[0]) > LONGEST:
            return Section("edited", before, after, (Region(before, after),))
        ones, others = tokens_of(self.old, before), tokens_of(self.new, after)
        if not ones or not others:  # blanks alone
            return Section("edited", before, after, (Region(before, after, not ones and not others),))
        return Section("edited", before, after, tuple(_joined(self._regions(ones, others))))

    def _regions(self, ones: Sequence[Token], others: Sequence[Token]) -> Iterator[Region]:
        rows = self.aligner.stretches([token.form for token in ones], [token.form for token in others])
        for is_same, one, one_end, other, other_end in rows:
            if not is_same:
                yield self._bare(Region(_span(ones, one, one_end), _span(others, other, other_end)))
                continue
            for left, right in zip(ones[one:one_end], others[other:other_end], strict=True):
                if self.old[left.start : left.end] != self.new[right.start : right.end]:
                    yield Region((left.start, left.end), (right.start, right.end), is_style=True)

    def _bare(self, region: Region) -> Region:
        """A region without the blanks that both have behind it."""
        (start, end), (begin, rest), _ = region
        while start < end and begin < rest and self.old[end - 1] == self.new[rest - 1] and self.old[end - 1].isspace():
            end, rest = end - 1, rest - 1
        return Region((start, end), (begin, rest))


def _span(tokens: Sequence[Token], start: int, end: int) -> Stretch:
    if start < end:
        return tokens[start].start, tokens[end - 1].end
    at = tokens[start].start if start < len(tokens) else tokens[-1].end
    return at, at


def _edited(texts: _Texts, before: Sequence[Unit], after: Sequence[Unit], at: Stretch) -> Iterator[Section]:
    """Sentences that are not the same, brought together in pairs; `at`: where they begin in either text."""
    if "".join(unit.form for unit in before) == "".join(unit.form for unit in after):  # cut in another way
        here = Region(_around(before, at[0]), _around(after, at[1]), is_style=True)
        yield Section("style", here.before, here.after, (here,))
        return
    ones = [words_of(tokens_of(texts.old, (unit.start, unit.end))) for unit in before]
    others = [words_of(tokens_of(texts.new, (unit.start, unit.end))) for unit in after]
    end_old, end_new = at
    for pair in paired(ones, others):
        old = _around(before[slice(*pair.old)], end_old)
        new = _around(after[slice(*pair.new)], end_new)
        end_old, end_new = old[1], new[1]
        yield texts.edited(old, new)


def _end(units: Sequence[Unit], number: int) -> int:
    """Where the units before a number end."""
    return units[number - 1].end if number else 0


def _around(units: Sequence[Unit], empty: int) -> Stretch:
    return (units[0].start, units[-1].end) if units else (empty, empty)


def _joined(regions: Iterable[Region]) -> Iterator[Region]:
    """Regions without the crumbs between them: what stayed the same counts as replaced where it is no longer than what was
    replaced on either side, so that readers see words and not letters (as `diff-match-patch` cleans up).
    """
    real: list[Region] = []
    styled: list[Region] = []
    for region in regions:
        if region.is_style:
            styled.append(region)
            continue
        while real and region.before[0] - real[-1].before[1] <= min(_size(real[-1]), _size(region)):
            last = real.pop()
            region = Region((last.before[0], region.before[1]), (last.after[0], region.after[1]))  # noqa: PLW2901
        real.append(region)
    starts = [region.before[0] for region in real]
    for each in styled:
        number = bisect_right(starts, each.before[0]) - 1
        if number < 0 or each.before[0] >= real[number].before[1]:
            real.append(each)
    yield from sorted(real)


def _size(region: Region) -> int:
    return max(region.before[1] - region.before[0], region.after[1] - region.after[0])
