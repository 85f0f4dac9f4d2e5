"""The forms in which feeds tell a time: RFC 822, ISO 8601, and what is sent in their place."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from samarkand import times

_NUMERIC = re.compile(
    r"(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})\s*[日号號일]?"
    r"(?:[Tt,\s]*(?:[^\W\d]{0,3}[星期周週][一二三四五六日天])?[Tt,\s]*(?P<half>[AaPp]\.?[Mm]\.?|上午|下午|凌晨|早上|中午|晚上|오전|오후)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时時点點]\s*(?P<minute>\d{1,2})\s*分?(?:\s*:?\s*(?P<second>\d{1,2})(?:[.,]\d+)?\s*秒?)?"
    r"\s*(?P<half2>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?\s*(?P<zone>[A-Za-z]{1,5}(?![A-Za-z/])|(?:UTC|GMT)?[+\-−]\d{1,2}(?::?\d{2})?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[Tt]?(\d{2})(\d{2})(\d{2})?)?([Zz]|[+-]\d{2}:?\d{2})?$")
_EARLIER_HALF = ("a", "上午", "凌晨", "早上", "오전")
_LATER_HALF = ("p", "下午", "晚上", "오후")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+\-−])(\d{1,2}):?(\d{2})?$")
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120,
    "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180, "gst": 240, "pkt": 300, "ict": 420,
    "wib": 420, "hkt": 480, "sgt": 480, "awst": 480, "myt": 480, "pht": 480, "jst": 540, "kst": 540, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "brt": -180, "art": -180,
}  # fmt: skip
"""Names of zones -> minutes east of Greenwich. `cst` is America's (RFC 822), but for an outlet in Asia China's."""
_MONTHS = (
    ("jan", "ιαν", "янв", "ene", "gen", "一月", "1月"),
    ("feb", "fév", "fev", "φεβ", "фев", "二月", "2月"),
    ("mar", "mär", "mrz", "μάρ", "μαρ", "μάώ", "μαώ", "мар", "márc", "三月", "3月"),
    ("apr", "avr", "abr", "ápr", "απρ", "апр", "四月", "4月"),
    ("may", "mai", "mag", "maj", "mei", "máj", "μάι", "μαϊ", "μαι", "май", "мая", "五月", "5月"),
    ("jun", "juin", "giu", "jún", "ιούν", "ιουν", "ιον", "июн", "六月", "6月"),
    ("jul", "juil", "lug", "júl", "ιούλ", "ιουλ", "ιολ", "июл", "七月", "7月"),
    ("aug", "aoû", "aou", "ago", "αύγ", "αυγ", "авг", "八月", "8月"),
    ("sep", "set", "sze", "σεπ", "сен", "九月", "9月"),
    ("oct", "okt", "out", "ott", "οκτ", "окт", "十月", "10月"),
    ("nov", "νοέ", "νοε", "ноя", "十一月", "11月"),
    ("dec", "dez", "déc", "dic", "δεκ", "дек", "十二月", "12月"),
)
_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_HALF = re.compile(r"(?<=\d)\s*([AaPp])\.?[Mm]\b\.?")
_YEAR_ONE = re.compile(r"\b0\d{3}\b(?!:)(?<![+-]\d{4})")
"""The zero of other machines (`01 Jan 0001`), which would else be read as a year of two digits."""
_AFTER_CLOCK = re.compile(
    r"\d:\d{1,2}(?::\d{1,2})?(?:[.,]\d+)?\s*([A-Za-z]{1,5}\b|(?:UTC|GMT)?[+\-−]\d{1,2}:?(?:\d{2})?)"
)
_WORD_MONTH = re.compile(r"(?<!\w)((?:1[0-2]|[1-9])月|[^\W\d]{2,12})\.?(?!\w)")


def read_date(text: str, zone: str = "UTC") -> datetime | None:
    """The UTC instant that a text of a feed names, or None.

    A time without a zone is a wall clock's in `zone` (an IANA name); a mere day stands for its noon there, as the
    instant that errs least. Less than a day (`2003-12`) is no instant.
    """
    line = " ".join(unicodedata.normalize("NFKC", text[:100]).split())
    try:
        if line.isdigit() and line.isascii():
            return _digits(line, zone)
        return _numeric(line, zone) or _compact(line, zone) or _worded(line, zone)
    except (ValueError, OverflowError):
        return None


def _digits(line: str, zone: str) -> datetime | None:
    """Epoch seconds or milliseconds, or a date without separators."""
    if len(line) in {9, 10, 12, 13}:
        return times.from_ms(int(line) * (1000 if len(line) <= 10 else 1))
    return _compact(line, zone)


def _numeric(line: str, zone: str) -> datetime | None:
    match = _NUMERIC.search(line)
    if match is None:
        return None
    part = match.groupdict()
    year, month, day = int(part["year"]), int(part["month"]), int(part["day"])
    if part["hour"] is None:
        return times.noon(date(year, month, day), zone)
    hour = _of_day(int(part["hour"]), part["half"] or part["half2"] or "")
    return _instant((year, month, day, hour, int(part["minute"]), int(part["second"] or 0)), part["zone"] or "", zone)


def _of_day(hour: int, half: str) -> int:
    """The hour of 24 that an hour of a half day is."""
    if half.lower().startswith(_LATER_HALF) and hour < 12:
        return hour + 12
    return 0 if half.lower().startswith(_EARLIER_HALF) and hour == 12 else hour


def _compact(line: str, zone: str) -> datetime | None:
    match = _COMPACT.match(line)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    if hour is None:
        return times.noon(date(int(year), int(month), int(day)), zone)
    return _instant((int(year), int(month), int(day), int(hour), int(minute), int(second or 0)), offset or "", zone)


def _worded(line: str, zone: str) -> datetime | None:
    """RFC 822 and its kin (asctime, `September 7, 2022`), months in the languages that feeds write them in."""
    english = _WORD_MONTH.sub(lambda match: _month_in_english(match[1]), line)
    has_time = re.search(r"\d:\d", line) is not None
    parts = parsedate_tz(_without_weekday(english) + ("" if has_time else " 00:00"))
    if parts is None or _YEAR_ONE.search(line):
        return None
    if not has_time:
        return times.noon(date(*parts[:3]), zone)
    half = _HALF.search(english)
    said = _AFTER_CLOCK.search(english if half is None else english.replace(half[0], " "))
    clock = (*parts[:3], _of_day(parts[3], half[1] if half else ""), *parts[4:6])
    return _instant(clock, said[1] if said else "", zone)


def _month_in_english(word: str) -> str:
    lowered = word.lower()
    for english, names in zip(_ENGLISH, _MONTHS, strict=True):
        if lowered.startswith(names) and (len(lowered) > 3 or lowered in names or lowered.isascii()):
            return english
    return word


def _without_weekday(line: str) -> str:
    """The line from its first number or month on; a weekday in any language goes, since it says nothing."""
    match = re.search(r"\d|\b(?:" + "|".join(_ENGLISH) + r")\b", line)
    return line[match.start() :] if match else line


def _instant(clock: tuple[int, ...], said: str, zone: str) -> datetime | None:
    """The instant of a wall clock (year to second) in the zone that was said, else in `zone`."""
    year, month, day, hour, minute, second = clock
    overflow = timedelta(days=1) if hour == 24 and minute == 0 else timedelta()
    naive = datetime(year, month, day, hour % 24 if overflow else hour, minute, min(second, 59)) + overflow  # noqa: DTZ001  (the zone follows)
    offset = _offset(said, zone)
    if offset is None:
        return times.in_place(naive, zone)
    return times.as_utc(naive.replace(tzinfo=timezone(offset) if offset else UTC))


def _offset(said: str, zone: str) -> timedelta | None:
    """How far east of Greenwich a zone's name or number lies; None where it says nothing."""
    if match := _OFFSET.match(said):
        sign, hours, minutes = match.groups()
        length = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return length if sign == "+" else -length
    if said.lower() == "cst" and zone.startswith("Asia/"):
        return timedelta(hours=8)
    minutes_east = _ZONES.get(said.lower())
    return None if minutes_east is None else timedelta(minutes=minutes_east)
