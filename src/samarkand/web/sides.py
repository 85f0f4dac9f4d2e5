"""Two texts side by side, cut into what stands in one alone and passages that both have, joined by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from samarkand.model.comparisons import Match, Span

LIT = 24
"""Passages that the stylesheet lights up together with their counterpart; further ones are joined by number and link alone."""
LONGEST = 60_000
"""Characters of a text that are shown."""

Numbered = tuple[int, int, int]
"""Number of a passage, start and end in characters of the text."""


def joined(matches: Iterable[Match]) -> list[Match]:
    """The matches that overlap no other one in either text, in the order of the first; of two, the more alike stays."""
    kept: list[Match] = []
    taken: list[Span] = []
    for match in sorted(matches, key=lambda each: (-each.likeness, each.one, each.two)):
        spans = (match.one, match.two)
        if not any(_meet(span, other) for span in spans for other in taken) and all(
            span.end <= LONGEST for span in spans
        ):
            kept.append(match)
            taken += spans
    return sorted(kept, key=lambda each: each.one)


def _meet(one: Span, two: Span) -> bool:
    return one.article == two.article and one.start < two.end and two.start < one.end


def paragraphs(text: str, passages: Sequence[Numbered]) -> list[list[Mapping[str, Any]]]:
    """The lines of a text, each as pieces: text, and the number of the passage that it belongs to, 0 for none.

    `passages` do not overlap. `is_first` is true for the first piece of a passage, which may go on in the next line.
    """
    found: list[list[Mapping[str, Any]]] = []
    begun = set[int]()
    offset = 0
    for line in text[:LONGEST].split("\n"):
        pieces: list[Mapping[str, Any]] = []
        for number, piece in _pieces(line, offset, passages):
            pieces.append({"number": number, "text": piece, "is_first": bool(number) and number not in begun})
            begun.add(number)
        if pieces:
            found.append(pieces)
        offset += len(line) + 1
    return found


def _pieces(line: str, offset: int, passages: Sequence[Numbered]) -> Iterator[tuple[int, str]]:
    place, last = 0, len(line)
    for number, start, end in sorted(passages, key=lambda each: each[1]):
        begin, stop = max(start - offset, place), min(end - offset, last)
        if begin < stop:
            if begin > place:
                yield 0, line[place:begin]
            yield number, line[begin:stop]
            place = stop
    if place < last:
        yield 0, line[place:]
