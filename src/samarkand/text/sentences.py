"""Where the sentences of a text stand; it knows no words."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"[。！？!?；;]+[”」』’》）)\"']*|(?<=[a-z\d])\.[”\"']?(?=\s)|\n")


class Sentences:
    """The sentences of one text: each ends with its mark and the quotation marks behind it, or with its line."""

    def __init__(self, text: str) -> None:
        """Costs one pass over the text."""
        ends = sorted({*(match.end() for match in _END.finditer(text)), len(text)} - {0})
        starts = [0, *ends[:-1]] if ends else []
        self.spans = [span for one, two in zip(starts, ends, strict=True) if (span := _stripped(text, one, two))]
        """(start, end) in characters, in order, without white space around them and without empty ones."""
        self._starts = [start for start, _ in self.spans]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From the beginning of the sentence that holds the one character to the end of that which holds the last."""
        if not self.spans:
            return start, end
        first = self.spans[max(0, bisect_right(self._starts, start) - 1)]
        last = self.spans[max(0, bisect_right(self._starts, max(start, end - 1)) - 1)]
        return min(first[0], start), max(last[1], end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if start < end else None
