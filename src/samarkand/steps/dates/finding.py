"""Dates told in a text: expressions are found, joined where several tell one time, and reckoned in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from samarkand import times
from samarkand.model.articles import Published
from samarkand.model.mentions import DateMention
from samarkand.steps.dates import chinese, english
from samarkand.steps.dates.calendar import Stretch
from samarkand.steps.dates.clock import ENGLISH_BEFORE, time_of
from samarkand.steps.dates.joining import join
from samarkand.steps.dates.reckoning import Reckoner
from samarkand.steps.dates.sides import side_of
from samarkand.steps.dates.told import Told


class Placed(NamedTuple):
    """An expression that places something on the calendar, and the days that it means."""

    start: int
    end: int
    """In characters of the text that it was found in; the end is excluded."""
    stretch: Stretch


_HAN = re.compile(r"[\u3400-\u9fff]")
_RIGHTS = re.compile(r"©|[Cc]opyright|版[权權]所有")
_RECURRING = tuple(f"每{unit}" for unit in ("", "年", "月", "周", "週", "逢", "天", "日", "年的"))
_NOT_TOLD = (*_RECURRING, "历年", "歷年", "农历", "農曆", "阴历", "陰曆", "旧历", "舊曆")
_NOT_TOLD_ENDS = frozenset(word[-1] for word in _NOT_TOLD)
_IMPERIAL = re.compile(
    r"(?:洪武|永乐|永樂|嘉靖|万历|萬曆|崇祯|崇禎|顺治|順治|康熙|雍正|乾隆|嘉庆|嘉慶|道光|咸丰|咸豐|同治|光绪|光緒|宣统|宣統|贞观|貞觀|开元|開元)(?:[元〇零一二三四五六七八九十0-9]{1,3}年)?$"
)
"""A year of an emperor's, whose months are the moon's."""
_COUNTED_YEAR = re.compile("[元〇零一二三四五六七八九十两兩0-9０-９]年$")
"""What stands before the months of a reign's year (`神龙元年十一月`) or of a sentence (`判三年五月`); neither is of this calendar."""
_IMPERIAL_ENDS = frozenset("年武乐樂靖历曆祯禎治熙正隆庆慶光丰豐绪緒统統观觀元")
_BEFORE = 20
"""Characters before a year within which a notice of rights begins."""
_LABEL = re.compile(
    r"(?:[\W\d_]|[TZ]|UTC|GMT|CES?T|BST|E[SD]T|[最][后後近新]|更新|[发發][布佈表]|刊[登出发發]|[时時][间間]|日期|[于於]|北京|上午|下午"
    r"|[Uu]pdated|[Pp]ublished|[Ll]ast|[Mm]odified|[Oo]n|[AaPp]\.?[Mm]\.?)*"
)
_LABEL_LENGTH = 60
_FIRST_LINES = 3
_CLOCK = re.compile(r"\d[:：]\d\d")
_CLOCK_LENGTH = 30
_PLACE_LENGTH = 18
_DISPATCH_DAYS = 7
_DISPATCH = re.compile(r"[（(【\[]?\s?[^\s，。：；“”（）()\d]{2,14}\s?$")
_SENT = re.compile(r"\s?(?:[电電]|[综綜]合|[专專][电電]|[讯訊]|外[电電]|[-－–—]{1,2}\s|/)")


def dates_in(text: str, published: Published | None, language: str = "", zone: str = "") -> tuple[DateMention, ...]:
    """What `text` tells of times that have a place on the calendar, in reading order; nothing overlaps.

    `published` gives the day that `昨天` and `周三` are reckoned from, in the outlet's place; without it only what tells its
    own year is found. `zone` is the outlet's, an IANA name, for datelines are often told in UTC; "" for that of
    `published`. `language`: BCP 47; a text is read as English if it says so or has no Chinese in it. The values are those of
    the annotators' guidelines; the record's own dateline, durations and vague times are not told.
    """
    return tuple(_mention(text, *placed) for placed in stretches_in(text, published, language, zone))


def stretches_in(text: str, published: Published | None, language: str = "", zone: str = "") -> tuple[Placed, ...]:
    """Where `dates_in` finds something, and which days that means, without times of day and sides: a fifth is saved."""
    is_english = language.startswith("en") or not _HAN.search(text)
    found = english.find(text) if is_english else chinese.find(text)
    tokens = [told for told in found if _is_told(text, told)]
    if published is None:
        tokens = [told for told in tokens if told.year is not None or told.kind in {"decade", "century"}]
    on = _day_of(published, zone) if published else date(2000, 1, 1)
    reckoner = Reckoner(text, on, on)
    return tuple(_placed(text, tokens, reckoner))


def _day_of(published: Published, zone: str) -> date:
    return published.on or published.at.astimezone(times.zone(zone or published.zone)).date()


def _is_told(text: str, told: Told) -> bool:
    """Whether an expression is the text's own: not of a title, a notice of rights, a lunar or a recurring date."""
    before = text[max(0, told.start - 1) : told.start]
    if before in _NOT_TOLD_ENDS and text.endswith(_NOT_TOLD, max(0, told.start - 2), told.start):
        return False
    if before in _IMPERIAL_ENDS and _IMPERIAL.search(text, max(0, told.start - 6), told.start):
        return False
    if (
        before == "年"
        and told.year is None
        and told.year_shift is None
        and _COUNTED_YEAR.search(text, max(0, told.start - 3), told.start)
    ):
        return False
    if told.kind == "year" and _RIGHTS.search(text, max(0, told.start - _BEFORE), told.start):
        return False
    opened = text.rfind("《", max(0, told.start - _LABEL_LENGTH), told.start)
    return opened < 0 or text.find("》", opened, told.start) >= 0


def _placed(text: str, tokens: Sequence[Told], reckoner: Reckoner) -> Iterator[Placed]:
    """Each token, or two that tell one time together, with the days that it means."""
    place = 0
    while place < len(tokens):
        told, following = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
        pair = join(text, told, following)
        stretch = reckoner.reckon_pair(pair) if pair else None
        if pair and stretch:
            place, end = place + 2, pair.end
        else:
            place, end, stretch = place + 1, told.end, reckoner.reckon(told)
        if stretch is None or (told.year is not None and _is_label(text, told.start, end)):
            continue
        if stretch.grain == "day" and _is_dispatch(text, told.start, end, stretch.since - reckoner.on):
            reckoner.on = stretch.since
        yield Placed(told.start, end, stretch)


def _mention(text: str, start: int, end: int, stretch: Stretch) -> DateMention:
    """With the time of day, which in English may stand before the day, and the side that is meant."""
    piece = text[start:end]
    before = ENGLISH_BEFORE.search(text, max(0, start - _CLOCK_LENGTH), start) if piece.isascii() else None
    time = time_of(piece) or (time_of(before[0]) if before else "")
    side = side_of(text, before.start() if before else start, end)
    return DateMention(piece, start, end, *stretch, time, side)


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether the line holds nothing but a date: the record's own dateline, which is no part of what it tells.

    It stands in the beginning or has a time of day; elsewhere, a date on a line is the heading of a timeline.
    """
    begin = _line_begin(text, start, _LABEL_LENGTH)
    close = text.find("\n", end, end + _LABEL_LENGTH)
    if close < 0:
        close = len(text)
    if begin is None or close - begin > _LABEL_LENGTH:
        return False
    if not (_LABEL.fullmatch(text, begin, start) and _LABEL.fullmatch(text, end, close)):
        return False
    return text.count("\n", 0, begin) < _FIRST_LINES or _CLOCK.search(text, begin, close) is not None


def _is_dispatch(text: str, start: int, end: int, apart: timedelta) -> bool:
    """Whether a day is the dateline of a dispatch at the beginning of a line, `（某社某地9月7日电）`, some days ago at most."""
    begin = _line_begin(text, start, _PLACE_LENGTH)
    if begin is None or not -_DISPATCH_DAYS <= apart.days <= 1:
        return False
    return _DISPATCH.fullmatch(text, begin, start) is not None and _SENT.match(text, end) is not None


def _line_begin(text: str, place: int, reach: int) -> int | None:
    """Where the line of a place begins, or None where that is further away than `reach` characters."""
    begin = text.rfind("\n", max(0, place - reach - 1), place) + 1
    return begin if begin or place <= reach else None
