"""Names in the sentences that were edited: those that annotations know, those that a segmentation takes for names, Latin ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samarkand.model.statements import Annotations, Stretch
from samarkand.steps.changing.marks import Mention
from samarkand.text.folding import fold
from samarkand.text.segmenting import tagged

_NAMES = ("nr", "ns", "nt")
_BEHIND = frozenset("说称指在对向将也还曾已被于时")
"""Words that a segmentation takes for the end of a name that it does not know."""
_LETTERS = r"A-Za-z\u00c0-\u024f"
_CAPITAL = rf"(?:[A-Z\u00c0-\u00de][{_LETTERS}'’-]+|[A-Z]\.)"
_LATIN = re.compile(rf"(?<![{_LETTERS}]){_CAPITAL}(?: (?:{_CAPITAL}|al|bin|de|der|van|von))*")
_OPENS = re.compile(r"(?:^|[.!?\n“\"])\s*$")


def known_names(annotations: Annotations) -> Iterator[str]:
    """Who speaks in a text, and whose Latin spelling it tells, as they are written."""
    yield from (each.speaker for each in annotations.statements if len(each.speaker) > 1)
    yield from (spelling for gloss in annotations.names for spelling in (gloss.name, gloss.latin) if len(spelling) > 1)


def names_at(text: str, at: Stretch) -> Iterator[Mention[str]]:
    """Names in a stretch of a text. Of an English word that begins a sentence nobody knows whether it is one."""
    piece = text[slice(*at)]
    folded = fold(piece)
    if len(folded) == len(piece):
        yield from _tagged(folded, at[0])
    for match in _LATIN.finditer(piece):
        if " " in match[0] or not _OPENS.search(piece[: match.start()]):
            yield Mention(at[0] + match.start(), at[0] + match.end(), fold(match[0]))


def _tagged(folded: str, offset: int) -> Iterator[Mention[str]]:
    """Words that a segmentation takes for names; those that follow one another, as first and last names do, are one."""
    place, run = 0, (0, 0)
    for word, tag in (*tagged(folded), ("", "")):
        end = place + len(word)
        if tag.startswith(_NAMES) and not word.isascii():
            goes_on = run[1] == place and run[1] > 0 and tag.startswith("nr")
            run = (run[0], end) if goes_on else (place, end)
        elif run[1]:
            start, stop = run[0], run[1]
            stop -= stop - start > 2 and folded[stop - 1] in _BEHIND
            if stop - start > 1:
                yield Mention(offset + start, offset + stop, folded[start:stop])
            run = (0, 0)
        place = end
