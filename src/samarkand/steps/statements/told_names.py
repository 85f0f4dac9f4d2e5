"""Names of people that a text tells by what stands around them, where a segmentation would part them; finds no phrases."""

from __future__ import annotations

import re
from collections import Counter

from samarkand.steps.statements.titles import SURNAMES, TITLES
from samarkand.text.segmenting import is_word, tagged
from samarkand.text.transcriptions import COUNTRIES, SOUNDS

_SURE = 2
_MOST = 100
"""Names of a text that are kept; so the time for a sentence has a bound."""
_TITLED = "长员人家者师官席统理相记任授士问裁监事生使领卿议书"
"""What titles end with."""
_DOTS = "·•‧∙・"
_CUES = "说|表示|称|指出|认为|强调|告诉|写道|透露|补充|承认|警告|呼吁|宣布|回应|解释|指|批评|质疑|坦言|直言"
_ADVERB = "(?:还|也|则|又|并|再|随后|随即|日前|周[一二三四五六日]|近日|曾|进一步)?"
_SPEAKS = re.compile(rf"{_CUES}|：“|：「|: “|: 「|（[A-Z]| [(][A-Z]|[(][A-Z]")
"""What stands behind the name of somebody who speaks."""
_BEHIND = re.compile(
    rf"(?:(?P<title>[{_TITLED}])|(?<![\u4e00-\u9fffA-Za-z·]))(?P<name>[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}?){_ADVERB}\Z"
)
_REACH = 8
_GLOSS = re.compile(r"[（(][A-Z][A-Za-z.]* [A-Z]")
_LONGEST = 14
"""Characters."""
_SIGNS = SOUNDS | frozenset("·•‧∙・-")
_NO_END = frozenset(
    "也亦还又则都并曾就仍却再已将会在对向只仅均们方府国党社报团局部所的示织构家者来时声告道事自他游说称写"
)
"""What a name does not end with."""
_NO_SURNAMES = frozenset("cpfrdvu")
"""Tags of words of one character that are a surname less often."""


def told_names(plain: str) -> tuple[str, ...]:
    """Names behind a title, before a gloss, or of whom a text tells more than once that they say something.

    `plain`: simplified. Those that a segmentation knows as another word are left out. Costs one pass.
    """
    found: Counter[str] = Counter()
    for match in _SPEAKS.finditer(plain):
        place = match.start()
        if plain[place - 1 : place] < "\u3400":
            continue
        told = _BEHIND.search(plain, max(0, place - _REACH), place)
        if told and told["name"][-1] not in _NO_END:
            is_sure = told["title"] or match[0].lstrip()[0] in "（("
            if not (told["title"] and is_word(told["title"] + told["name"][0])):
                found[told["name"]] += 2 if is_sure else 1
    for match in _GLOSS.finditer(plain):
        name = _foreign(plain, match.start() - plain.startswith(" ", match.start() - 1))
        if len(name) > 1 and name[0] not in _DOTS:
            found[name] += 2
    return tuple(name for name, count in found.most_common(_MOST) if count > 1 and _is_unknown(name, count))


def _foreign(plain: str, end: int) -> str:
    """The foreign name that ends somewhere, without the end of 总理, the 日 of a date, or the name of a country before it."""
    start = end
    while start and end - start < _LONGEST and plain[start - 1] in _SIGNS:
        start -= 1
    if (
        "\u3400" <= plain[start - 1 : start] <= "\u9fff"
        and plain[start - 1] not in _TITLED
        and plain[start + 1 : start + 3].strip(_DOTS) != plain[start + 1 : start + 3]
    ):
        return ""
    before, name = plain[max(0, start - 1) : start], plain[start:end].lstrip("-")
    if before + name[:1] in TITLES or (before.isdigit() and name[:1] == "日"):
        name = name[1:]
    return next((name[len(country) :] for country in COUNTRIES if name.startswith(country)), name)


def _is_unknown(name: str, count: int) -> bool:
    """Whether it is no word, or a name by the segmentation too; `count` weighs what tells that it is one."""
    (first, tag), *others = tagged(name)
    if others:
        return len(first) > 1 or tag[0] not in _NO_SURNAMES or (tag[0] == "v" and count > _SURE)
    return tag.startswith("nr") or not is_word(name)
