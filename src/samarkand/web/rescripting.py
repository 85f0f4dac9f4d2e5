"""Chinese articles in the reader's script: a finished page with the characters of its texts changed; the record stays as it is.

Only characters, with OpenCC's phrases where one of them stands for two (皇后, 之後), in the forms of Taiwan's standard (為, not
爲): words of a region stay the outlet's own.
The interface has its own languages and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import opencc

SCRIPTS = ("zh-Hans", "zh-Hant")
"""What a page can be read in, in the place of what the outlets wrote."""

_PIECE = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LANGUAGE = re.compile(r'(\slang=")([^"]*)(")')
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_EDGE = "\x01"
"""Stands between texts that are changed at one stroke; no page holds it."""


def in_script(page: str, script: str) -> str:
    """A page as our templates make it, its Chinese texts in one of SCRIPTS, and told to be so.

    A text is what stands in an element that tells a Chinese language of its own, and not that of the whole page. Costs one
    pass over the page and one over its texts.
    """
    pieces = _PIECE.findall(page)
    texts = list(_texts(pieces, script))
    changed = _changed([pieces[at] for at in texts], script)
    for at, text in zip(texts, changed, strict=True):
        pieces[at] = text
    return "".join(pieces)


def _texts(pieces: list[str], script: str) -> Iterator[int]:
    """Where the texts to be changed stand; elements that hold them are told to be in the script."""
    stack: list[tuple[str, bool]] = []
    for at, piece in enumerate(pieces):
        tag = _TAG.match(piece)
        if tag is None:
            if stack and stack[-1][1] and _HAN.search(piece):
                yield at
            continue
        name = tag[2].lower()
        if tag[1]:
            while stack and stack.pop()[0] != name:
                pass
            continue
        told = _LANGUAGE.search(piece)
        is_text = bool(stack) and stack[-1][1]
        if told and name != "html":
            is_text = is_other(told[2], script)
            if is_text:
                pieces[at] = _LANGUAGE.sub(rf"\g<1>{script}\g<3>", piece, count=1)
        if name not in _VOID and not piece.endswith("/>"):
            stack.append((name, is_text))


def is_other(language: str, script: str) -> bool:
    """Whether a language is Chinese, and not known to be written in this script already."""
    main, *rest = language.lower().split("-")
    ours, others = {"hans", "cn", "sg"}, {"hant", "tw", "hk", "mo"}
    if script == "zh-Hant":
        ours, others = others, ours
    return main == "zh" and not ours & set(rest)


def _changed(texts: list[str], script: str) -> list[str]:
    convert = _converter(script).convert
    together = convert(_EDGE.join(texts)).split(_EDGE)
    return together if len(together) == len(texts) else [convert(text) for text in texts]


@lru_cache(maxsize=len(SCRIPTS))
def _converter(script: str) -> opencc.OpenCC:
    return opencc.OpenCC("t2s" if script == "zh-Hans" else "s2tw")
