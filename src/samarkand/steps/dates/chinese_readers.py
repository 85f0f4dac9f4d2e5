"""What a match of Chinese tells: the groups of each rule, as parts of a time. The rules stand in `chinese`."""

from __future__ import annotations

import re

from samarkand.steps.dates.told import Kind, Told
from samarkand.text.numerals import value_of

_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
_SHIFTS = {
    **dict.fromkeys("去上", -1),
    **dict.fromkeys("今本", 0),
    **dict.fromkeys("明下来來", 1),
    "前": -2,
    "后": 2,
    "後": 2,
}
"""Years from this one, by the first character of a word; `同年` is not among them."""
_AND = frozenset("、和与與及")
_LEADS_TO_DAY = frozenset(("", *"，。、；：“（(\n在于於从從自到至"))
_LEADING_ON = (*"起止前后後晚早凌上下", "（", "(")
_ERA = re.compile(r"^(?:(?:中[华華])?民[国國]|昭和|平成|令和)\s?")
_BEFORE_ERA = {"昭": 1925, "平": 1988, "令": 2018}
"""The year before the first of an era; that of Taiwan is the usual one."""


def _number(text: str | None) -> int | None:
    """A small whole number of a date part; None for none."""
    value = value_of(text) if text else None
    return None if value is None else int(value)


def _year(text: str) -> int | None:
    """`2022`, `二〇二二`, `民国111`, `111`, which can only be Taiwan's, `22`."""
    digits = _ERA.sub("", text)
    number = 1 if digits == "元" else _number(digits)
    if number is None:
        return None
    if len(digits) != len(text):
        return _BEFORE_ERA.get(text[0], 1911) + number
    if len(digits) == 4:
        return number if 1000 <= number < 2200 else None
    if len(digits) == 3:
        return 1911 + number
    return number + (2000 if number < 50 else 1900) if len(digits) == 2 else None


def _told(match: re.Match[str], kind: Kind) -> Told:
    return Told(match.start(), match.end(), kind)


def _with_year(told: Told, match: re.Match[str], names: tuple[str, str]) -> Told | None:
    """Put in the year that the groups `names` tell, by number or by word."""
    if text := match[names[0]]:
        told.year = _year(text)
        return told if told.year is not None else None
    if word := match[names[1]]:
        told.year_shift = _SHIFTS.get(word[0])
        told.is_from_mention = told.year_shift is None
        told.year_shift = told.year_shift or 0
    return told


def _days(told: Told, match: re.Match[str], first: str, last: str) -> Told:
    """Put in the day, or the first and last, of the groups; of `15、18日` the last alone, since they are no stretch."""
    told.number, told.upto = _number(match[first]), _number(match[last])
    if told.number is not None and told.upto is not None and told.upto != told.number + 1:
        between = match.string[match.end(first) : match.start(last)].strip()
        if between in _AND:
            told.number, told.upto = told.upto, None
    return told


def iso(match: re.Match[str]) -> Told:
    """`2022-09-07`, `2022/9/7`."""
    told = _told(match, "day")
    told.year, told.month, told.number = int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])
    return told


def day_first(match: re.Match[str]) -> Told:
    """`7/9/2022`, the day first, as Hong Kong writes; the month first where only that can be."""
    told = _told(match, "day")
    told.year, told.month, told.number = int(match["dmy_y"]), int(match["dmy_m"]), int(match["dmy_d"])
    if told.month > 12:
        told.month, told.number = told.number, told.month
    return told


def month_first(match: re.Match[str]) -> Told | None:
    """`7/15起`, as Taiwan writes; `1/3` is a fraction."""
    told = _told(match, "day")
    told.month, told.number = int(match["md_m"]), int(match["md_d"])
    is_fraction = told.month < told.number and not match.string.startswith(_LEADING_ON, match.end())
    return None if is_fraction else told


def short(match: re.Match[str]) -> Told:
    """`12-11-10`, the year first."""
    told = _told(match, "day")
    told.year, told.month, told.number = _year(match["s_y"]), int(match["s_m"]), int(match["s_d"])
    return told


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


def lunar(match: re.Match[str]) -> Told | None:
    """`正月初二`, `农历八月十五`, `大年三十`: a month that only the moon has, or one that is called so."""
    told = _told(match, "lunar")
    name, on = match["l_m"], match["l_d"]
    if name is None:
        told.month, told.number = (12, -1) if match["l_eve"] else (1, _number(match["l_new"][1:]))
    else:
        told.is_second = name[0] in "闰閏"
        told.month = _LUNAR_MONTHS.get(name) or _number(name.lstrip("闰閏"))
        told.number = _number(on.removeprefix("初")) if on else None
        is_of_sun = (
            name == "正" and match.string[match.end("l_d") : match.end("l_d") + 1] == "日" and (told.number or 0) < 10
        )
        if is_of_sun or (name == "冬" and not on):
            return None
    return _with_year(told, match, ("l_y", "l_w"))


def counted(match: re.Match[str]) -> Told | None:
    """`2021年第三周`, `十月的第一周`, `今年第九个月`, `2021年最后三个月`."""
    number = _number(match["k_n"] or match["k_c"])
    if number is None or not number:
        return None
    is_week = match["k_n"] is not None and "月" not in match["k_u"]
    told = _told(match, "week" if is_week else "month")
    if is_week:
        told.number, told.month = number, _number(match["k_m"])
    elif match["k_m"]:
        return None
    else:
        told.month, told.upto = (number, None) if match["k_n"] else (13 - number, 12)
    return _with_year(told, match, ("k_y", "k_w"))


def month(match: re.Match[str]) -> Told | None:
    """A month or a day of it, with or without its year; `一到十月一日` is no range of days."""
    told = _told(match, "day" if match["m_d"] else "month")
    if match["m_d"] and match["m_m2"]:
        return None
    told.month = _number(match["m_m"])
    if told.kind == "day":
        _days(told, match, "m_d", "m_d2")
    elif (last := _number(match["m_m2"])) is not None and told.month is not None:
        is_range = match["m_and"] is None or last == told.month + 1
        told.month, told.upto = (told.month, last) if is_range else (last, None)
    return _with_year(told, match, ("m_y", "m_w"))


def part(match: re.Match[str]) -> Told | None:
    """A quarter, a half, or the first months of a year, with or without the year."""
    if half := match["p_half"]:
        told = _told(match, "half")
        told.number = 1 if half in "上前" else 2
    elif first := match["p_first"]:
        told = _told(match, "month" if match["p_months"] else "quarter")
        told.upto = _number(first)
        told.month = told.number = 1
    else:
        told = _told(match, "quarter")
        told.number, told.upto = _number(match["p_q"]), _number(match["p_q2"])
    return _with_year(told, match, ("p_y", "p_w"))


def whole_year(match: re.Match[str]) -> Told | None:
    """A year or several, with or without a part of it."""
    told = _told(match, "year")
    if match["y_to"]:
        told.upto = _year(match["y_to"])
    return _with_year(told, match, ("y_y", "y_w"))


def decade(match: re.Match[str]) -> Told | None:
    """`1990年代`, `上世纪90年代`, `九十年代`: of this century only if it says so."""
    told, number = _told(match, "decade"), _number(match["e_n"])
    if number is None or number % 10:
        return None
    if number >= 1000:
        told.number = number
    else:
        century = match["e_c"]
        which = 20 if century is None or century[0] == "上" else _number(re.split("世", century)[0]) or 0
        told.number = 100 * (which - 1) + number
    return told


def century(match: re.Match[str]) -> Told:
    """`19世纪`."""
    told = _told(match, "century")
    told.number = _number(match["c_n"])
    return told


def ago(match: re.Match[str]) -> Told | None:
    """`两周前`, `30多年前`; None for what no calendar holds."""
    told = _told(match, "ago")
    told.shift = _number(match["a_n"])
    told.unit = {"天": "day", "日": "day", "月": "month", "年": "year"}.get(match["a_unit"], "week")
    return told if told.shift is not None and told.shift < 1000 else None


def month_by_word(match: re.Match[str]) -> Told:
    """`上个月`, `本月初`, `上月21日`."""
    told = _told(match, "day" if match["r_d"] else "month")
    word = match["r_w"]
    told.is_from_mention = word[0] in "当當同"
    told.month_shift = {"上": -1, "下": 1}.get(word[0], 0) * (2 if word[:2] in {"上上", "下下"} else 1)
    if told.kind == "day":
        _days(told, match, "r_d", "r_d2")
    return told


def week(match: re.Match[str]) -> Told:
    """A week by word, its weekend, or one of its days."""
    kind: Kind = "weekend" if match["w_end"] else "weekday" if match["w_d"] else "week"
    told = _told(match, kind)
    word = match["w_w"]
    told.shift = {"上": -1, "下": 1}.get(word[0], 0) * (2 if word[:2] in {"上上", "下下"} else 1)
    if kind == "weekday":
        told.number = _WEEKDAYS[match["w_d"]]
        told.upto = _WEEKDAYS[match["w_d2"]] if match["w_d2"] else None
    return told


def weekend(match: re.Match[str]) -> Told:
    """`周末` alone."""
    return _told(match, "weekend")


def weekday(match: re.Match[str]) -> Told:
    """`周三`, `周一至周三`."""
    told = _told(match, "weekday")
    told.number = _WEEKDAYS[match["d_d"]]
    told.upto = _WEEKDAYS[match["d_d2"]] if match["d_d2"] else None
    return told


_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2, "後": 2}
_DAYS_FROM_MENTION = {"当": 0, "當": 0, "同": 0, "前": -1, "次": 1, "翌": 1, "隔": 1, "后": 1, "後": 1}


def day_by_word(match: re.Match[str]) -> Told:
    """`昨天`, `大后天`."""
    told, word = _told(match, "day"), match["t_w"]
    told.shift = _DAYS[word[1] if word[0] == "大" else word[0]] + (
        0 if word[0] != "大" else 1 if word[1] != "前" else -1
    )
    return told


def day_from_mention(match: re.Match[str]) -> Told:
    """`当天`, `前一天`, `次日`."""
    told = _told(match, "day")
    told.shift, told.is_from_mention = _DAYS_FROM_MENTION[match["f_w"][0]], True
    return told


def quarter_by_word(match: re.Match[str]) -> Told:
    """`上一季度`."""
    told = _told(match, "quarter")
    told.shift = {"上": -1, "前": -1, "下": 1}.get(match["q_w"], 0)
    return told


def edge(match: re.Match[str]) -> Told:
    """`年初`, `月底`: of the year or month that it is."""
    told = _told(match, "month" if match["g_unit"] == "月" else "year")
    if told.kind == "month":
        told.month_shift = 0
    else:
        told.year_shift = 0
    return told


def day(match: re.Match[str]) -> Told | None:
    """A day of the month alone. `5号` is more often a number than a day: it needs something that leads to a time."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    if match["n_sign"] in "号號" and before not in _LEADS_TO_DAY:
        return None
    return _days(_told(match, "day"), match, "n_d", "n_d2")
