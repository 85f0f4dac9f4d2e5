"""The content of an act of speech as statements: a quotation of its own is one, and the outlet's own voice is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from samarkand.steps.statements.acts import Act
from samarkand.steps.statements.layout import Part, Sentence
from samarkand.steps.statements.spans import DIRECT

_MARKS = " \n，,。：:；;、！!？?—-–…”」』"
_OUTLETS_OWN = re.compile(
    r"[，；,]\s?(?:(?:而|也)?这(?:也|将|也将|还将|将会)?是|[^，。；]{1,10}(?<![原规细守法否])则(?:是|已经|主动)|(?:一种|一名|一位|一款|一家)[^，。；]+。?$"
    r"|结果(?:表明|显示)|(?:但|而|不过|然而)[^，。；]{1,12}(?:予以否认|否认了?|没有回应|未有?回应|未予置评|拒绝置评|拒绝评论|没有立即|尚未)|[^，。；]{1,16}是其中之一)"
)
"""Clauses behind what was said in which the outlet goes on: what that is, what another one did."""
_BEFORE_OWN = 6
"""Characters of content that such a clause needs before it."""


def standing_quote(plain: str, sentence: Sentence) -> Part | None:
    """The quotation that a sentence is, from its beginning to its end."""
    quotes = [part for part in sentence.parts if part.kind == "quote"]
    if not quotes or _length(quotes[0]) < DIRECT:
        return None
    around = plain[sentence.start : quotes[0].start] + plain[quotes[0].end : sentence.end]
    return quotes[0] if not around.strip(_MARKS) else None


def pieces_of(plain: str, act: Act, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """The stretches of an act's content that are a statement each."""
    start, end = act.start, act.end
    inside = [part for part in parts if part.kind == "quote" and start <= part.start and part.end <= end]
    if not inside:
        yield start, _outlets_part(plain, start, end)
    elif act.is_backward and inside[0].start == start:
        yield inside[0].inner
    elif not plain[start : inside[0].start].strip():
        yield from _quotes_first(plain, start, end, inside)
    else:
        colon = next((part for part in inside if plain[part.start - 1] in ":：" and _length(part) >= DIRECT), None)
        if colon and colon.start > start + 4:
            yield start, colon.start - 1
            yield colon.inner
        else:
            yield start, _outlets_part(plain, start, end)


def _quotes_first(plain: str, start: int, end: int, inside: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Content that begins with a quotation: that, and those right behind it; or all, where a fragment is quoted."""
    first = inside[0]
    rest = plain[first.end : end].strip(_MARKS)
    if rest and (plain[first.end : first.end + 1] not in "，。；、, \n" or _length(first) < DIRECT):
        yield start, _outlets_part(plain, start, end)
        return
    yield first.inner
    place = first.end
    for part in inside[1:]:
        if not plain[place : part.start].strip(_MARKS) and _length(part) >= DIRECT:
            yield part.inner
            place = part.end


def _length(part: Part) -> int:
    return part.inner[1] - part.inner[0]


def _outlets_part(plain: str, start: int, end: int) -> int:
    match = _OUTLETS_OWN.search(plain, start + _BEFORE_OWN, end)
    return match.start() if match else end
