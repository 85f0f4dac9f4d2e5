"""One form for what is one to a reader: script, variants, width, case and accents of characters; segments nothing.

Folding looks at one character at a time and never at its neighbours. So a piece of a text folds to that piece of the
folded text, and what is found does not depend on where a query begins. That is why OpenCC's phrases are not used
(`藉` alone would stay `藉`, and become `借` in `藉口`); where they decide, both characters are one here.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from unicodedata import category, combining, decimal, normalize

import numpy as np
import opencc
from numpy.typing import NDArray

SAME = str.maketrans(
    "瞭幺麽藉覆著钜锺谘讬馀衹祇彷牴甦擡敍粧衞糉缐麺画沉揹暱链伕薰幷讎雠枱痺睪鲇颚簷醯俱侭渖镟糭迳麹苧潀穞緪",
    "了么么借复着巨钟咨托余只只仿抵苏抬叙妆卫粽线面划沈背昵炼夫熏并仇仇台痹睾鲶腭檐酰具尽沈旋粽径曲苎潨稆縆",
)
"""Characters that are one in some words, or in some regions (計畫, 计划; 著, 着), after OpenCC's `t2s`."""

# Scripts written without blanks: Thai to Lao, Burmese, hangul's parts, Khmer, kana, Han with its signs, hangul.
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1100-\u11ff\u1780-\u17d3"
    "々〆〇\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Ranges of a character class: each of these characters is a token of its own."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
# A hangul syllable in parts, or a kana with its voicing apart (as in half width): to be put together before folding.
_APART = re.compile(
    r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
)
_HIGH = 0x40000
"""From here on no character has a form but that of a blank, or none: signs of variation, private ones."""
_RARE = f"\u1100-\u1112\u3099\u309a\uff9e\uff9f{chr(_HIGH)}-\U0010ffff"
"""One of these is in each piece that the table cannot fold, and one class is found several times as fast as pieces."""
_HAS_RARE = re.compile(f"[{_RARE}]")
_PIECE = re.compile(f"{_APART.pattern}|[{chr(_HIGH)}-\U0010ffff]")
_UNKNOWN = "\uffff"
"""Stands in the table for what a character folds to until that is found; nothing folds to it."""
_LONG = 60
"""Characters from which on a text is folded faster as numbers."""
_POINTS = f"utf-32-{sys.byteorder[0]}e"
"""What makes code points of four bytes of a text, and back."""
_HAN = range(0x4E00, 0xA000)
"""Characters without width, case or accents: their script is all that is folded."""
_VARIATION = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))


def fold(text: str) -> str:
    """The text in simplified characters, half width and small letters, without accents; a blank for each mark and space.

    Letters and digits are all that is left. The length is often that of the text, but need not be.
    """
    table = _table()
    return table.evenly(text) or _piece_by_piece(text, table)


def _piece_by_piece(text: str, table: _Table) -> str:
    if _HAS_RARE.search(text):
        text = _PIECE.sub(lambda found: table.of_piece(found[0]), text)
    folded = text.translate(table.folded)
    if _UNKNOWN in folded:
        table.learn(text)
        folded = text.translate(table.folded)
    return folded


class Places:
    """Where the characters of a folded text stand in the text as it was written, in characters of that."""

    def __init__(self, uneven: Iterable[re.Match[str]]) -> None:
        """`uneven`: the pieces of the text, in their order, that do not fold character by character."""
        self._begins: list[int] = []
        self._ends: list[int] = []
        """Where each uneven piece begins and ends in the folded text."""
        self._spans: list[tuple[int, int]] = []
        """And in the text."""
        end = after = 0
        for piece in uneven:
            begin = end + piece.start() - after
            end, after = begin + len(fold(piece[0])), piece.end()
            self._begins.append(begin)
            self._ends.append(end)
            self._spans.append(piece.span())

    def begin(self, index: int) -> int:
        """Where a character of the folded text begins; the end of the text for its length."""
        piece = bisect_right(self._begins, index) - 1
        if piece < 0:
            return index
        end = self._ends[piece]
        start, after = self._spans[piece]
        return start if index < end else after + index - end

    def end(self, index: int) -> int:
        """Where the character before an index of the folded text ends, with signs behind it that fold to nothing."""
        piece = bisect_right(self._begins, index - 1) - 1
        inside = piece >= 0 and index - 1 < self._ends[piece]
        return self.begin(self._ends[piece] if inside else index)


def fold_with_places(text: str) -> tuple[str, Places | None]:
    """`fold(text)`, and where its characters stand in the text; None says that they stand where they stood."""
    table = _table()
    if folded := table.evenly(text):
        return folded, None
    folded = _piece_by_piece(text, table)
    uneven = table.uneven_in(text)
    return folded, Places(uneven) if uneven else None


def common() -> Mapping[str, str]:
    """The characters that nearly all texts are made of, each with the one that it folds to wherever it stands.

    Those that fold to a blank are just those that are no letters or digits to Python.
    """
    blocks = (range(0x180), range(0x2010, 0x2060), range(0x3000, 0x3100), range(0xFF01, 0xFF66))
    few = [(chr(point), fold(chr(point))) for block in blocks for point in block]
    even = [(one, folded) for one, folded in few if len(folded) == 1 and not _HAS_RARE.match(one)]
    found = {one: folded for one, folded in even if one.isalnum() != (folded == " ")}
    found.update(zip(map(chr, _HAN), _table().folded[_HAN.start : _HAN.stop], strict=True))
    return found


class _Table:
    """The folding of each character: Chinese ones at once, others when they are first met, since Unicode is large."""

    def __init__(self) -> None:
        self._simplified = opencc.OpenCC("t2s")
        self.folded = [_UNKNOWN] * _HIGH
        """By code point. A list, because `translate` asks it twice as fast as a dictionary."""
        self._even = np.full(_HIGH + 1, ord(_UNKNOWN), np.uint32)
        """The same for those that fold to one character whatever stands beside them; `_UNKNOWN` for all others, the last among them."""
        self._uneven: set[str] = set()
        """Characters met that fold to none or to several."""
        self._patterns = 0, _HAS_RARE, _PIECE
        """How many of them these know: what finds out whether a text has one, and what finds all such pieces."""
        simplified = self._simplified.convert("\n".join(map(chr, _HAN))).translate(SAME)
        self.folded[_HAN.start : _HAN.stop] = simplified.split("\n")
        self._even[_HAN.start : _HAN.stop] = _points(simplified)[::2]

    def evenly(self, text: str) -> str:
        """The folding of a long text that folds character by character, by characters that were met before; "" for any other.

        Costs 6 ns a character, a sixth of `translate`.
        """
        if len(text) < _LONG:
            return ""
        folded = self._even.take(_points(text), mode="clip").tobytes().decode(_POINTS)
        return "" if _UNKNOWN in folded else folded

    def learn(self, text: str) -> None:
        """Find the folding of the characters of a text."""
        for character in set(text):
            if self.folded[ord(character)] == _UNKNOWN:
                self.folded[ord(character)] = folded = self._met(character)
                if len(folded) == 1 and not _HAS_RARE.match(character):
                    self._even[ord(character)] = ord(folded)

    def of_piece(self, piece: str) -> str:
        """What stands for a piece that the table cannot fold."""
        return self._met(piece) if ord(piece[0]) >= _HIGH else normalize("NFKC", piece)

    def _met(self, character: str) -> str:
        """Its folding; it is known as an uneven one before any text with it has been folded."""
        folded = self._fold(character)
        if len(folded) != 1:
            self._uneven.add(character)
        return folded

    def uneven_in(self, text: str) -> list[re.Match[str]]:
        """The pieces of a text, once it was folded, that do not fold character by character, in their order."""
        known, has_one, pieces = self._patterns
        if known != len(self._uneven):  # made anew here and not for each character: a text may bring thousands
            several = sorted(self._uneven)
            escaped = re.escape("".join(several))
            has_one, pieces = re.compile(f"[{_RARE}{escaped}]"), re.compile(f"{_PIECE.pattern}|[{escaped}]")
            self._patterns = len(several), has_one, pieces
        return list(pieces.finditer(text)) if has_one.search(text) else []

    def _fold(self, character: str) -> str:
        if category(character) == "Cs":  # half of a character: OpenCC cannot take it
            return " "
        plain = normalize("NFKC", character)
        simplified = "".join(map(self._simplified.convert, plain)).translate(SAME)
        parts = normalize("NFD", simplified.casefold())
        kept = normalize("NFC", "".join(part for part in parts if not _is_accent(part)))
        folded = "".join(map(_letter_digit_or_blank, kept))
        return folded if folded.strip() else folded[:1]  # `…` is three points to NFKC, and would make places uneven


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode(_POINTS, "surrogatepass"), np.uint32)


def _is_accent(character: str) -> bool:
    """Whether the sign goes with the character before it and never decides. Voicing of kana and vowels of India do."""
    kind = category(character)
    if kind == "Mn":
        is_diacritic = combining(character) not in {0, 7, 8, 9} and not _UNSPACED.match(character)
        return is_diacritic or ord(character) in _VARIATION
    return kind in {"Me", "Cf"}


def _letter_digit_or_blank(character: str) -> str:
    digit = decimal(character, -1)
    if digit >= 0:
        return str(digit)
    is_word = category(character)[0] in "LM" or category(character) == "Nl" or _UNSPACED.match(character)
    return character if is_word else " "


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()
