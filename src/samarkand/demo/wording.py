"""Dates in the words of an article's language: the placeholders of texts, and the stamps of datelines. Pure.

A placeholder is `{form:days}`; `days` counts from the world's last day, so a text agrees with its outlet's clock
whenever the demo is started:

    form      zh              en                    notes
    date      9月7日          7 September
    full      2022年9月7日    7 September 2022
    day       7日             7
    month     9月             September
    year      2022            2022
    weekday   星期三          Wednesday
    zhou      周三            Wed                   週三 in Taiwan
    week      上周三          last Wednesday        本, 上, 下 seen from the article's own day; else the date; 上星期三 in Hong Kong
    moon      上个月          last month            本月, 下个月 likewise; else the month, with 去年 where need be
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PLACEHOLDER = re.compile(r"\{([a-z]+):([+-]?\d+)\}")
_STRAY = re.compile(r"[{}]")
_DAYS = "一二三四五六日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # not from `calendar`, which follows the machine's locale


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the placeholders of one article are seen from."""

    last_day: date
    """The world's last day, from which `days` counts."""
    written: date
    """The article's own day."""
    language: str
    """`zh-CN`, `zh-HK`, `zh-TW` or `en`."""


def render(text: str, calendar: Calendar) -> str:
    """The text with every placeholder put into words.

    Raises ValueError for a form that is unknown and for a brace that belongs to no placeholder.
    """
    forms = _english if calendar.language == "en" else _chinese

    def word(match: re.Match[str]) -> str:
        form, days = match[1], int(match[2])
        told = forms(form, calendar.last_day + timedelta(days=days), calendar)
        if told is None:
            raise ValueError(f"unknown placeholder {match[0]} for the language {calendar.language}")
        return told

    rendered = PLACEHOLDER.sub(word, text)
    stray = _STRAY.search(rendered)
    if stray:
        raise ValueError(f"a brace that belongs to no placeholder: …{rendered[max(0, stray.start() - 20) :][:40]}…")
    return rendered


def stamp(pattern: str, local: datetime, **more: str) -> str:
    """The pattern with `{year}`, `{month}`, `{mm}`, `{day}`, `{dd}`, `{hour}`, `{hh}`, `{hour12}`, `{minute}`,
    `{second}`, `{half}` (上午, 下午), `{ampm}`, `{weekday}`, `{weekday_en}`, `{month_en}` filled from a local time.
    """
    fields: Mapping[str, str] = {
        "year": str(local.year),
        "month": str(local.month),
        "mm": f"{local.month:02}",
        "day": str(local.day),
        "dd": f"{local.day:02}",
        "hour": str(local.hour),
        "hh": f"{local.hour:02}",
        "hour12": str(local.hour % 12 or 12),
        "minute": f"{local.minute:02}",
        "second": f"{local.second:02}",
        "half": "上午" if local.hour < 12 else "下午",
        "ampm": "am" if local.hour < 12 else "pm",
        "weekday": "星期" + _DAYS[local.weekday()],
        "weekday_en": _ENGLISH_DAYS[local.weekday()],
        "month_en": _ENGLISH_MONTHS[local.month - 1],
        **more,
    }
    return pattern.format_map(fields)


def _chinese(form: str, day: date, calendar: Calendar) -> str | None:
    weekday = _DAYS[day.weekday()]
    zhou = ("週" if calendar.language == "zh-TW" else "周") + weekday
    plain = {
        "date": f"{day.month}月{day.day}日",
        "full": f"{day.year}年{day.month}月{day.day}日",
        "day": f"{day.day}日",
        "month": f"{day.month}月",
        "year": str(day.year),
        "weekday": f"星期{weekday}",
        "zhou": zhou,
    }
    if form == "week":
        near = {-1: "上", 0: "本", 1: "下"}.get(_weeks_apart(day, calendar.written))
        told = plain["weekday"] if calendar.language == "zh-HK" else zhou
        return near + told if near else plain["date"]
    if form == "moon":
        piece = "个" if calendar.language == "zh-CN" else "個"
        near = {-1: f"上{piece}月", 0: "本月", 1: f"下{piece}月"}.get(_months_apart(day, calendar.written))
        years = {-1: "去年", 0: "今年", 1: "明年"}.get(day.year - calendar.written.year, f"{day.year}年")
        return near or years + plain["month"]
    return plain.get(form)


def _english(form: str, day: date, calendar: Calendar) -> str | None:
    weekday, month = _ENGLISH_DAYS[day.weekday()], _ENGLISH_MONTHS[day.month - 1]
    plain = {
        "date": f"{day.day} {month}",
        "full": f"{day.day} {month} {day.year}",
        "day": str(day.day),
        "month": month,
        "year": str(day.year),
        "weekday": weekday,
        "zhou": weekday[:3],
    }
    if form == "week":
        near = {-1: "last ", 0: "on ", 1: "next "}.get(_weeks_apart(day, calendar.written))
        return near + weekday if near else f"on {plain['date']}"
    if form == "moon":
        near = {-1: "last month", 0: "this month", 1: "next month"}.get(_months_apart(day, calendar.written))
        apart = day.year - calendar.written.year
        return near or {-1: f"last {month}", 0: f"in {month}"}.get(apart, f"in {month} {day.year}")
    return plain.get(form)


def _weeks_apart(day: date, other: date) -> int:
    """Calendar weeks, Monday to Sunday, from `other` to `day`."""
    monday, from_monday = day - timedelta(days=day.weekday()), other - timedelta(days=other.weekday())
    return (monday - from_monday).days // 7


def _months_apart(day: date, other: date) -> int:
    return (day.year - other.year) * 12 + day.month - other.month
