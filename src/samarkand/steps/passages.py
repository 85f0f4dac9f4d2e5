"""The best passages of a text for what was looked for, with the found places as the outlet wrote them; knows no index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from samarkand.model.search import Passage
from samarkand.text.finding import places_of

MOST = 2
"""Passages of one text at most: the second one for what the best one does not hold."""
_MOST_PLACES = 2_000
"""Found places that are weighed; a text that repeats a word more often says no more by it."""
_BREAKS = re.compile(r"[。！？!?；;\n]+[”」』’》）)\"']*|(?<=[a-z\d])\.\s")
"""Where a sentence ends, in both scripts; a passage would rather begin behind it."""
_SOFT_BREAKS = re.compile(r"[，、,：:\s]+")


class _Place(NamedTuple):
    """Where one of the sequences stands."""

    start: int
    end: int
    sequence: int


def marks(text: str, sequences: Sequence[tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
    """(start, end) in characters of all places where a sequence of tokens stands side by side, joined where they touch.

    Sequences are of folded tokens, as `text.tokens.tokens_of` gives them.
    """
    return _joined(_places(text, sequences), 0, len(text))


def passages(text: str, sequences: Sequence[tuple[str, ...]], width: int) -> tuple[Passage, ...]:
    """The stretch of about `width` characters with the most different sequences, and one with those it has not.

    At most MOST, in the order of the text. Where nothing is found, the beginning of the text without marks; nothing
    for an empty text. Stretches begin at a sentence or a clause where one begins near enough.
    """
    if not text.strip() or width < 1:
        return ()
    places = _places(text, sequences)
    if not places:
        end = _end(text, width)
        return (Passage(text[:end].rstrip(), (), 0),)
    chosen: list[tuple[int, int]] = []
    left = places
    while left and len(chosen) < MOST:
        start, end = _around(text, _best(left, width), width)
        chosen.append((start, end))
        held = {place.sequence for place in places if any(s <= place.start and place.end <= e for s, e in chosen)}
        left = [place for place in left if place.sequence not in held and not _is_cut(place, start, end)]
    return tuple(_passage(text, places, start, end) for start, end in _apart(chosen))


def _places(text: str, sequences: Sequence[tuple[str, ...]]) -> list[_Place]:
    """Where the sequences stand, in the order of the text."""
    return [_Place(*place) for place in sorted(places_of(text, sequences, _MOST_PLACES))]


def _best(places: Sequence[_Place], width: int) -> tuple[int, int]:
    """The stretch from one place to another within the width that has most sequences, then most places, then is first."""
    best, best_value = (places[0].start, places[0].end), (0, 0)
    counts: dict[int, int] = {}
    first = 0
    for last, place in enumerate(places):
        counts[place.sequence] = counts.get(place.sequence, 0) + 1
        while first < last and place.end - places[first].start > width:
            sequence = places[first].sequence
            counts[sequence] -= 1
            if not counts[sequence]:
                del counts[sequence]
            first += 1
        value = (len(counts), last - first + 1)
        if value > best_value:
            best, best_value = (places[first].start, max(each.end for each in places[first : last + 1])), value
    return best


def _around(text: str, core: tuple[int, int], width: int) -> tuple[int, int]:
    """The core with what stands around it: more behind it than before it, from the beginning of a sentence if it can be."""
    start, end = core
    room = max(width - (end - start), 0)
    earliest = max(start - room * 2 // 3, 0)
    line = text.rfind("\n", earliest, start) + 1
    earliest = max(earliest, line)
    if earliest not in {0, line}:
        before = text[earliest:start]
        starts = [earliest + match.end() for match in _BREAKS.finditer(before)] or [
            earliest + match.end() for match in _SOFT_BREAKS.finditer(before)
        ]
        earliest = starts[0] if starts else earliest
    return earliest, max(end, _end(text, earliest + width))


def _end(text: str, wanted: int) -> int:
    """An end at or a little before what is wanted: behind a sentence or a clause, else within no word."""
    if wanted >= len(text):
        return len(text)
    near = max(wanted - 40, wanted // 2)
    for pattern in (_BREAKS, _SOFT_BREAKS):
        ends = [match.end() for match in pattern.finditer(text, near, wanted)]
        if ends:
            return ends[-1]
    return wanted


def _is_cut(place: _Place, start: int, end: int) -> bool:
    return place.start < end and start < place.end


def _apart(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """In the order of the text, those that overlap made one."""
    ordered = sorted(stretches)
    for (start, end), (later, last) in pairwise(ordered):
        if later <= end:
            return [(start, max(end, last))]
    return ordered


def _passage(text: str, places: Sequence[_Place], start: int, end: int) -> Passage:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Passage(piece.strip(), _joined(places, start, start + len(piece.strip())), start)


def _joined(places: Sequence[_Place], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The places that lie between two characters, counted from the first, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for place in places:
        if place.start < start or place.end > end:
            continue
        begin, finish = place.start - start, place.end - start
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], finish))
        else:
            joined.append((begin, finish))
    return tuple(joined)
