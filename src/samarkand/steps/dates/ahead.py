"""Whether the words around an expression of time look ahead: `将于周三`, `周三将举行`, `is due on Wednesday`."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"[，。；！？：\n,;!?:]|\.\s(?=[A-Z])")
_REACH = 30
"""Characters of the clause that are looked at on either side."""

_SAYING = (
    r"(?:说|說|称|稱|表示|宣布|宣佈|指出|告[诉訴]|[报報][道導]|透露|[认認][为為]|证实|證實|强调|強調|发表|發表"
    r"|said|says|told|announced|reported)"
)
_AHEAD = (
    r"(?:将|將|拟|擬|定[于於]|[计計][划劃]|[预預][计計定期]|有望|料[于於在]|可能[于於在]|最[迟遲晚早]|不晚[于於]|截止|推[迟遲][到至]|延[后後期][到至]"
    r"|\b(?:will|would|until|by|due|scheduled|set|expected|plans?|planned|planning|upcoming|going)\b)"
)
_BEFORE = re.compile(rf"{_AHEAD}(?!.*{_SAYING})")
_BEHIND = re.compile(
    rf"(?:(?!{_SAYING}).){{0,2}}?[将將](?![军軍])|[之以]?前(?:完成|提交|交|[离離]|付)"
    r"|\s(?:will|is (?:set|due|expected|scheduled))\b"
)
_SAID = re.compile(rf".{{0,6}}?{_SAYING}")


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the clause around `text[start:end]` tells of what is to come; what is said there and then is past."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    before = _CLAUSE_END.split(before)[-1]
    behind = _CLAUSE_END.split(behind, maxsplit=1)[0]
    if _BEHIND.match(behind):
        return True
    return _BEFORE.search(before) is not None and _SAID.match(behind) is None
