"""Whether an expression stands for the time itself or for what lies before or behind it: `截至9月8日`, `2015年以前`, `since Monday`."""

from __future__ import annotations

import re

from samarkand.model.mentions import Side

_SIDES: tuple[Side, ...] = ("before", "until", "since", "after")
_REACH = 8
"""Characters on either side that are looked at."""
_BEFORE = re.compile(
    r"(?:(?P<until>截[至止]到?|截止[至于於]|直[到至]|迄至?|不[迟遲晚][于於]|最[迟遲晚][在于於]?|(?<![多少得达達直增升降减減])至(?!少|多))"
    r"|(?P<since>自[从從]?)|(?P<from>(?<![服遵跟])[从從])|(?P<to>(?<![得达達直等感看])到))\s?$"
    r"|\b(?i:(?P<en_since>since)|(?P<en_after>after)|(?P<en_before>before)|(?P<en_until>by|until|till|through|as of))\s(?:the\s)?$"
)
_TO = re.compile(r"[至到—–~～]|(?<=[年月日号號])[-－]| (?:to|through|until|till) ")
_CLOCK = re.compile(r"[0-9０-９一二三四五六七八九十][时時点點:：]")
_BEHIND = re.compile(
    r"\s?(?:(?P<until>(?:[或及和]|及其)[之以]?前)"
    r"|(?P<since>[或及和][之以]?[后後]|[之以][来來]|(?:[开開]始|[至迄]今)|起(?=[，。；：、,;）)\n]|$))"
    r"|(?P<before>[之以]前|前(?![往来來后後夕总總任首线線景述年天日晚所期提沿卫衛途进進者半三二一两兩几幾不台]))"
    r"|(?P<after>[之以][后後]|[后後](?![来來天年勤卫衛续續面台备備方半期卫门門])))"
)


_CLOSES = frozenset(" 或及和之以开開起至迄前后後")
_OPENS = frozenset(" 至止到于於直迟遲晚早在自从從迄")
"""What stands right beside an expression with a side: looked at first, since most have none."""


def side_of(text: str, start: int, end: int) -> Side:
    """The side of `text[start:end]` that is meant; "" for the time itself."""
    if text.endswith(("以来", "以來"), start, end):
        return "since"
    if text[end : end + 1] not in _CLOSES and text[max(0, start - 1) : start] not in _OPENS:
        return ""
    match = _behind(text, end) or (None if _TO.search(text, start, end) else _before(text, start, end))
    if match is None:
        return ""
    group = (match.lastgroup or "").removeprefix("en_")
    group = {"from": "since", "to": "until"}.get(group, group)
    return next((side for side in _SIDES if side == group), "")


def extent(text: str, start: int, end: int) -> tuple[int, int]:
    """From the word that opens a side to the one that closes it."""
    behind, before = _behind(text, end), _before(text, start, end)
    if behind:
        end = behind.end()
    elif before and before.lastgroup in {"since", "from"} and text.startswith("起", end):
        end += 1  # `从9月8日起停航`; without the word before it is another verb, `起雾`
    return before.start() if before else start, end


def _behind(text: str, end: int) -> re.Match[str] | None:
    return _BEHIND.match(text, end) if text[end : end + 1] in _CLOSES else None


def _before(text: str, start: int, end: int) -> re.Match[str] | None:
    """What opens a side. `从5月的9桶降到6月的4桶` opens none: `从` needs `起` behind, or another end; `到` a time of day."""
    match = _BEFORE.search(text, max(0, start - _REACH), start) if text[max(0, start - 1) : start] in _OPENS else None
    if match is None:
        return None
    if match.lastgroup == "from":
        return match if text.startswith("起", end) or _TO.search(text, start, end) or _behind(text, end) else None
    return match if match.lastgroup != "to" or _CLOCK.search(text, start, end) else None
