"""The value of numerals: Arabic in half and full width, Chinese in both scripts, the two mixed, English words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = "0-9０-９"
"""Characters of Arabic digits, for a character class."""
ONES = "〇○零一二三四五六七八九两兩"
"""Characters of Chinese digits."""

_ONES = {
    **dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("两兩壹贰貳叁參肆伍陆陸柒捌玖元", (2, 2, 1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 1), strict=True)),
}
_SCALES = (("兆", 10**12), ("亿億", 10**8), ("万萬", 10**4), ("千仟", 1000), ("百佰", 100), ("十拾", 10))
_FORMS = str.maketrans(
    {
        **dict(zip("０１２３４５６７８９．％", "0123456789.%", strict=True)),
        "，": "",
        ",": "",
        " ": "",
        "廿": "二十",
        "卅": "三十",
    }
)
_ARABIC = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ROUND = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_ROUND, 2)},
    **dict.fromkeys(("a", "an"), 1),
}
_WORD_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "k": 10**3,
}
ENGLISH = "|".join(sorted((*_SMALL, *_ROUND), key=len, reverse=True))
"""Alternatives of a pattern: the English words of numbers below a hundred."""


@lru_cache(maxsize=4096)
def value_of(text: str) -> Decimal | None:
    """The value of `1,234.5`, `６０`, `五万`, `二〇二二`, `3亿5千万`, `6万5000`, `1.2万亿`; None for what is no numeral."""
    value = _composed(text.translate(_FORMS))
    if value is None:
        return None
    whole = value.to_integral_value()  # of any length; `% 1` fails beyond the precision
    return whole if whole == value else value


def _composed(text: str) -> Decimal | None:
    """Split at the largest scale: what stands before it counts it, what stands behind is added."""
    for signs, scale in _SCALES:
        place = max(map(text.rfind, signs))
        if place < 0:
            continue
        if not set(signs).isdisjoint(text[:place]):
            return None
        count = _composed(text[:place]) if place else Decimal(1)
        rest = _remainder(text[place + 1 :], scale)
        return None if count is None or rest is None else count * scale + rest
    if _ARABIC.fullmatch(text):
        return Decimal(text)
    digits = [_ONES.get(character) for character in text]
    return Decimal("".join(map(str, digits))) if digits and None not in digits else None


def _remainder(text: str, scale: int) -> Decimal | None:
    """What follows a scale: less than it; a lone Chinese digit counts the next smaller scale (`三万五`, `一百二`)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and scale > 10 and _ONES.get(text):
        return Decimal(_ONES[text] * scale // 10)
    value = _composed(text)
    return value if value is not None and value < scale else None


@lru_cache(maxsize=4096)
def value_of_words(text: str) -> Decimal | None:
    """The value of `twenty-five`, `two hundred and five`, `1.2 million`, `3bn`, `a dozen`; None for what is no numeral."""
    total, part = Decimal(0), Decimal(0)
    pieces = re.findall(r"[0-9][0-9.,]*|[a-z]+", text.lower())
    for piece in pieces:
        if piece == "dozen":
            part = (part or Decimal(1)) * 12
        elif piece in _WORDS:
            part += _WORDS[piece]
        elif piece == "hundred":
            part = (part or Decimal(1)) * 100
        elif scale := _WORD_SCALES.get(piece):
            total, part = total + (part or Decimal(1)) * scale, Decimal(0)
        elif piece[0].isdigit() and (value := value_of(piece.rstrip(".,"))) is not None:
            part += value
        elif piece != "and":
            return None
    return total + part if pieces else None
