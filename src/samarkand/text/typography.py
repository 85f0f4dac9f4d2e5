"""One form for what differs in script or typography alone; unlike folded text it keeps marks, case and accents."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from samarkand.text.folding import fold

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»「」『』〝〞〟﹁﹂﹃﹄"
_DASHES = "-‐‑‒–—―−─━﹘﹣"
_DOTS = "·‧•・∙⋅・"
_OTHERS = {"。": ".", "〜": "~", "～": "~", "∶": ":", "︰": ":", "〔": "(", "〕": ")", "【": "[", "】": "]"}
_RUN = re.compile(r"-{2,}|\.{2,}")


class _Forms(dict[int, str]):
    """The form of each character; found when it is first met."""

    def __missing__(self, point: int) -> str:
        form = self[point] = _form(chr(point))
        return form


def plain_form(text: str) -> str:
    """The text in simplified characters and half width, with one form for all quotation marks and without blanks.

    Two texts with one form differ in script or typography alone. What `text.folding` knows of variants holds here too.
    Costs a look at each character.
    """
    return _RUN.sub(lambda run: run[0][0], text.translate(_FORMS))


def _form(character: str) -> str:
    if character.isspace() or category(character) in {"Cf", "Cc", "Cs"}:
        return ""
    if character in _OTHERS:
        return _OTHERS[character]
    for form, same in (('"', _QUOTES), ("-", _DASHES), ("·", _DOTS)):
        if character in same:
            return form
    if character == "…":
        return "."
    plain = normalize("NFKC", character)
    if plain != character:
        return "".join(map(_form, plain))
    return fold(character) if "\u3400" <= character <= "\u9fff" else character


_FORMS = _Forms()
