"""Expressions of time in English: one pattern that finds them, and what each of them tells by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from samarkand.steps.dates.clock import ENGLISH_CLOCK
from samarkand.steps.dates.told import Kind, Told
from samarkand.text.numerals import ENGLISH, value_of_words

_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905  (a table)
}
_WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split())}  # noqa: SIM905
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?"
    r"|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_WHOLE_MONTH = r"(?:January|February|April|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?![a-z])"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?(?![0-9A-Za-z])"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})(?![0-9A-Za-z]|[,.][0-9])"
_TO = r"\s?(?:-|–|—|to|and|until|through)\s?"
_WHICH = r"(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he (?:past|previous|coming|following)|[Ee]arlier this|[Ll]ater this)"
_EDGE = r"(?:[Ee]arly|[Ll]ate|[Mm]id|(?:[Tt]he )?(?:start|beginning|end|middle) of)[ -]"
_AFTER_IN = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        "in",
        "In",
        "by",
        "By",
        "of",
        "to",
        "since",
        "Since",
        "from",
        "until",
        "between",
        "and",
        "during",
        "before",
        "after",
        "late",
        "early",
    )
)
"""Words after which a number of four digits is a year, and `May` and `March` are months."""
_WHEN = rf"(?: (?:early )?(?:morning|afternoon|evening|night)\b)?(?:,? (?:at|around|about|before|after|by) {ENGLISH_CLOCK})?"
_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}

_Reader = Callable[[re.Match[str]], Told]


def _shift(words: str) -> int:
    return _SHIFTS[words.lower().rpartition(" ")[2]]


def _told(match: re.Match[str], kind: Kind, group: str = "") -> Told:
    """An expression of a kind, with the year that the groups of that name tell."""
    told = Told(match.start(), match.end(), kind)
    if group and match[f"{group}_y"]:
        told.year = int(match[f"{group}_y"])
    elif group and match[f"{group}_w"]:
        told.year_shift = _shift(match[f"{group}_w"])
    return told


def _day(match: re.Match[str], group: str) -> Told:
    told = _told(match, "day", group)
    told.month = _MONTHS[match[f"{group}_m"][:3].lower()]
    told.number = int(match[f"{group}_d"])
    told.upto = int(match[f"{group}_e"]) if match[f"{group}_e"] else None
    return told


def _month_first(match: re.Match[str]) -> Told:
    return _day(match, "a")


def _day_first(match: re.Match[str]) -> Told:
    return _day(match, "b")


def _iso(match: re.Match[str]) -> Told:
    told = _told(match, "day")
    told.year, told.month, told.number = int(match["i_y"]), int(match["i_m"]), int(match["i_d"])
    return told


def _month(match: re.Match[str]) -> Told:
    told = _told(match, "month", "m")
    if which := match["m_which"]:
        told.shift = _shift(which)
    told.month = _MONTHS[(match["m_m"] or match["m_n"] or match["m_o"])[:3].lower()]
    return told


def _part(match: re.Match[str]) -> Told:
    """A quarter or a half of a year."""
    half = match["p_half"]
    told = _told(match, "half" if half else "quarter", "p")
    told.number = int(match["p_q"]) if match["p_q"] else _ORDER[match["p_order"].lower()]
    told.number = min(told.number, 2) if half else told.number
    return told


def _months(match: re.Match[str]) -> Told:
    """`the first three months of 2022`."""
    is_months = match["o_unit"] == "months"
    told = _told(match, "month" if is_months else "quarter", "o")
    count, size = int(value_of_words(match["o_n"]) or 0), 12 if is_months else 4
    first, last = (1, count) if match["o_which"].lower() == "first" else (size + 1 - count, size)
    told.month, told.number, told.upto = first, first, last
    return told


def _which(match: re.Match[str]) -> Told:
    """`last week`, `earlier this month`, `next Wednesday`."""
    unit, shift = match["w_unit"], _shift(match["w_which"])
    if unit[0].isupper():
        told = _told(match, "weekday")
        told.number = _WEEKDAYS[unit[:3].lower()]
        told.shift = shift
        return told
    if unit in {"spring", "summer", "autumn", "fall", "winter", "year"}:
        told = _told(match, "year")
        told.year_shift = shift
    elif unit == "month":
        told = _told(match, "month")
        told.month_shift = shift
    else:
        told = _told(match, "week" if unit == "week" else "weekend" if unit == "weekend" else "quarter")
        told.shift = shift
    return told


def _weekend(match: re.Match[str]) -> Told:
    return _told(match, "weekend")


def _weekday(match: re.Match[str]) -> Told:
    told = _told(match, "weekday")
    told.number = _WEEKDAYS[match["d_d"][:3].lower()]
    return told


_DAYS = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _by_word(match: re.Match[str]) -> Told:
    told = _told(match, "day")
    word = match["t_w"].lower()
    told.shift = _DAYS[word]
    return told


def _from_mention(match: re.Match[str]) -> Told:
    told = _told(match, "day")
    told.is_from_mention = True
    word = match["f_w"].lower()
    count = int(value_of_words(word.partition(" ")[0]) or 1) if word.endswith(("later", "earlier")) else 1
    told.shift = 0 if "same" in word else count if "next" in word or "following" in word or "later" in word else -count
    return told


def _ago(match: re.Match[str]) -> Told:
    told = _told(match, "ago")
    told.unit = match["g_unit"].rstrip("s")
    told.shift = int(value_of_words(match["g_n"]) or 0)
    if told.unit == "decade":
        told.unit, told.shift = "year", 10 * told.shift
    return told


def _year(match: re.Match[str]) -> Told:
    told = _told(match, "year")
    told.year = int(match["y_y"] or match["y_e"] or match["y_r"])
    told.upto = int(match["y_to"]) if match["y_to"] else None
    return told


def _edge(match: re.Match[str]) -> Told:
    told = _told(match, "month" if match["e_unit"] == "month" else "year")
    if told.kind == "month":
        told.month_shift = 0
    else:
        told.year_shift = 0
    return told


def _decade(match: re.Match[str]) -> Told:
    told = _told(match, "decade")
    told.number = int(match["c_n"])
    return told


def _century(match: re.Match[str]) -> Told:
    told = _told(match, "century")
    told.number = int(match["n_n"])
    return told


def _with_year(group: str) -> str:
    return rf"(?:,? (?:of |in )?(?:(?P<{group}_y>{_YEAR})|(?P<{group}_w>last|this|next) year))?"


_RULES: dict[str, tuple[str, _Reader]] = {
    "iso": (r"(?P<i_y>[12][0-9]{3})(?P<i_s>[-/.])(?P<i_m>[0-9]{1,2})(?P=i_s)(?P<i_d>[0-9]{1,2})(?![0-9])", _iso),
    "month_first": (
        rf"(?P<a_m>{_MONTH})\s(?P<a_d>{_DAY}){_TH}(?:{_TO}(?P<a_e>{_DAY}){_TH}(?!\s{_MONTH}))?{_with_year('a')}{_WHEN}",
        _month_first,
    ),
    "day_first": (
        rf"(?P<b_d>{_DAY})(?:st|nd|rd|th)?(?:{_TO}(?P<b_e>{_DAY})(?:st|nd|rd|th)?)? (?:of )?(?P<b_m>{_MONTH}){_with_year('b')}{_WHEN}",
        _day_first,
    ),
    "month": (
        (
            rf"(?:{_EDGE})?(?:(?P<m_which>[Ll]ast|[Tt]his|[Nn]ext) (?P<m_n>{_MONTH})|(?P<m_m>{_WHOLE_MONTH})"
            rf"|(?P<m_o>(?:{_AFTER_IN})(?:May|March)\b|(?:May|March)(?=,? (?:of )?{_YEAR}))){_with_year('m')}"
        ),
        _month,
    ),
    "part": (
        (
            rf"(?:[Tt]he )?(?:(?P<p_order>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)[ -](?:quarter\b|(?P<p_half>half(?= of (?:{_YEAR}|the year|(?:last|this|next) year))))"
            rf"|Q(?P<p_q>[1-4])\b)(?: of the year\b|{_with_year('p')})"
        ),
        _part,
    ),
    "months": (
        (
            rf"(?:[Tt]he )?(?P<o_which>[Ff]irst|[Ll]ast|[Ff]inal) (?P<o_n>{ENGLISH}|1[01]|[2-9]) (?P<o_unit>months|quarters) of"
            rf" (?:the year\b|(?P<o_w>last|this|next) year\b|(?P<o_y>{_YEAR}))"
        ),
        _months,
    ),
    "ago": (
        rf"(?P<g_n>(?:[Aa]n?|(?i:{ENGLISH})|[0-9]{{1,3}})(?:-(?:{ENGLISH}))?)\s(?P<g_unit>days?|weeks?|months?|years?|decades?) ago",
        _ago,
    ),
    "which": (
        rf"(?:{_EDGE})?(?P<w_which>{_WHICH}) (?P<w_unit>week(?:end)?|month|quarter|year|spring|summer|autumn|fall|winter|{_WEEKDAY})\b(?!['’]?s? (?:old|ago|round)){_WHEN}",
        _which,
    ),
    "weekday": (
        rf"(?<!Black )(?<!Good )(?<!Super )(?<!Bloody )(?<![Ee]very )(?P<d_d>{_WEEKDAY}|{_SHORT_WEEKDAY}(?=,? (?:{_MONTH}|{_DAY} ))){_WHEN}",
        _weekday,
    ),
    "weekend": (r"(?<=[a-z] )the weekend\b", _weekend),
    "by_word": (
        (
            r"(?P<t_w>[Tt]he day (?:before yesterday|after tomorrow)|[Yy]esterday|(?<!USA )[Tt]oday|[Tt]onight|[Tt]omorrow)\b(?!['’]s (?:world|youth|generation))"
            rf"{_WHEN}"
        ),
        _by_word,
    ),
    "from_mention": (
        rf"(?P<f_w>(?:[Tt]he )?(?:same|previous|following|next) day|[Tt]he day before|(?:(?:[Aa]|(?i:{ENGLISH})|[0-9]{{1,2}}) days? (?:later|earlier)))\b",
        _from_mention,
    ),
    "century": (r"(?:[Tt]he )?(?P<n_n>[0-9]{1,2})(?:st|nd|rd|th)[ -]century\b", _century),
    "decade": (r"(?:[Tt]he )?(?P<c_n>[12][0-9]{2}0)['’]?s\b", _decade),
    "edge": (
        r"(?:[Tt]he )?(?:start|beginning|end|middle) of the (?P<e_unit>year|month)\b|(?P<e_end>[Yy]ear[ -]end)\b",
        _edge,
    ),
    "year": (
        rf"(?:{_EDGE}(?P<y_e>{_YEAR})|(?P<y_r>{_YEAR})(?:-|–| to | and (?<=[Bb]etween .{{4}} and ))(?P<y_to>{_YEAR})|(?:{_AFTER_IN}|(?<=\bthe ))(?P<y_y>{_YEAR}))",
        _year,
    ),
}

_BEGINNING = re.compile(r"[0-9JFMASONDTWQYLEtnlyeabomsf](?<![A-Za-z0-9].)(?=[A-Za-z0-9]|(?<=[0-9Aa])[ -])")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """All rules in one; the first that fits is taken."""
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, (rule, _) in _RULES.items()))


def find(text: str) -> Iterator[Told]:
    """What the text tells of times, in order; nothing overlaps."""
    match_at, end = _pattern().match, 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() >= end and (match := match_at(text, beginning.start())):
            told = _RULES[match.lastgroup or ""][1](match)
            end = told.end
            yield told
