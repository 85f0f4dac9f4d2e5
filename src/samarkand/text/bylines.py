"""Bylines: the names in what an outlet writes where the authors stand."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"\s*[,，、/／;；&＆|｜]\s*|\s+(?:and|AND|和|与|與)\s+")
_NOTES = re.compile(r"[（(\[【][^（()）\[\]【】]*(?:[）)\]】]|$)|[（(\[【）)\]】]")
_LABELS = re.compile(
    r"^(?:(?:null|undefined|None|by|By|BY)\s+"
    r"|(?:采访|採訪|特约|特約|本报|本報|本台)?(?:记者|記者|作者|撰文|撰稿|文)\s*[：:]\s*"
    r"|(?:采访|採訪|特约|特約|本报|本報|本台)(?:记者|記者)\s*)+"
)
_TITLES = re.compile(r"\s+(?:综合报道|综合报导|綜合報導|綜合報道|摘编|摘編|编译|編譯)$")
_EMPTY = frozenset(("", "null", "undefined", "none", "nan", "unknown", "admin"))
_SHORT_NAMES = re.compile(r"[\u3400-\u9fff]{2,3}(?: [\u3400-\u9fff]{2,3})+")
LONGEST = 60
"""Characters; a longer piece is a sentence and no name."""


def names_in(byline: str) -> tuple[str, ...]:
    """The names in a byline, each once, in order: without labels (`记者：`), notes in brackets (`（综合报道）`, where the
    agencies stand too) and the `null` of a machine.
    """
    names: dict[str, None] = {}
    for piece in _pieces(byline):
        name = " ".join(piece.split())
        name = _TITLES.sub("", _LABELS.sub("", name)).strip(" .。:：-–—《》<>\"'")
        if name.casefold() not in _EMPTY and len(name) <= LONGEST and any(map(str.isalpha, name)):
            names.setdefault(name)
    return tuple(names)


def _pieces(byline: str) -> list[str]:
    """What stands between separators. Between Chinese names of two or three characters, a blank is one too."""
    pieces: list[str] = []
    for piece in _SEPARATORS.split(_NOTES.sub(" ", byline)):
        text = " ".join(piece.split())
        label = _LABELS.match(text)
        names = text[label.end() :] if label else text
        pieces += names.split(" ") if _SHORT_NAMES.fullmatch(names) else [text]
    return pieces
