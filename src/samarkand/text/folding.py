"""One form for what is one to a reader: script, variants, width, case and accents of characters; segments nothing.

Folding looks at one character at a time and never at its neighbours. So a piece of a text folds to that piece of the
folded text, and what is found does not depend on where a query begins. That is why OpenCC's phrases are not used
(`藉` alone would stay `藉`, and become `借` in `藉口`); where they decide, both characters are one here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, combining, decimal, normalize

import opencc

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
_APART_OR_ONE = re.compile(f"{_APART.pattern}|.", re.DOTALL)
_VARIATION = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))


def fold(text: str) -> str:
    """The text in simplified characters, half width and small letters, without accents; a blank for each mark and space.

    Letters and digits are all that is left. The length is often that of the text, but need not be.
    """
    table = _table()
    if _APART.search(text):
        text = _APART.sub(lambda found: normalize("NFKC", found[0]), text)
    return text.translate(table)


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """`fold(text)`, and where each of its characters begins in the text, with the text's length as the last.

    None in the place of the list says that the lengths agree, and so do the places.
    """
    table = _table()
    folded = fold(text)
    if not _APART.search(text) and table.uneven.isdisjoint(text):
        return folded, None
    pieces = _APART_OR_ONE.findall(text)
    begins = accumulate(map(len, pieces), initial=0)
    places = [place for piece, place in zip(pieces, begins, strict=False) for _ in fold(piece)]
    return folded, [*places, len(text)]


class _Table(dict[int, str]):
    """The folding of each character, found when it is first met: Unicode is large, and a text uses little of it."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """Characters met that fold to none or to several."""
        self._simplified = opencc.OpenCC("t2s")

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = folded = self._fold(character)
        if len(folded) != 1:
            self.uneven.add(character)
        return folded

    def _fold(self, character: str) -> str:
        if category(character) == "Cs":  # half of a character: OpenCC cannot take it
            return " "
        plain = normalize("NFKC", character)
        simplified = "".join(map(self._simplified.convert, plain)).translate(SAME)
        parts = normalize("NFD", simplified.casefold())
        kept = normalize("NFC", "".join(part for part in parts if not _is_accent(part)))
        folded = "".join(map(_letter_digit_or_blank, kept))
        return folded if folded.strip() else folded[:1]  # `…` is three points to NFKC, and would make places uneven


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
