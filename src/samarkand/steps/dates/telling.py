"""All expressions of time in a text with what belongs to them: its dates, the times of day between them, `目前` and `当时`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from samarkand.model.mentions import DateMention, TimeMention
from samarkand.steps.dates.clock import ENGLISH_BEFORE, ENGLISH_LONE, lone, time_of
from samarkand.steps.dates.sides import extent, side_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_NOW = re.compile(
    r"[截目眼此现現到迄至当當事](?=[至止前下刻今到时時发發在])(?:(?<=[截到])[至止到]?目前(?:[为為]止)?|(?<=[到截])[至止到]?现在[为為]止|(?<=截)[至止]到?(?:记者|記者|本报|本報)?[发發]稿[时時前]?(?:[为為]?止)?"
    r"|(?<=目)前(?:[为為]止)?|(?<=眼)下|(?<=此)刻|(?<=[现現])今|(?<=迄)今(?:[为為]止)?|(?<=(?<![时時])至)今(?!日)"
    r"|(?P<then>(?<=(?<![相适適应應])[当當])[时時]|(?<=此)[時时](?!此|候)|(?<=事)[发發](?:[当當]?[时時])))"
)
_ENGLISH_NOW = re.compile(r"(?i:\b(?:at present|currently|so far|to date|(?P<then>at (?:the|that) time))\b)")
_PLACE_TIME = re.compile(
    r"(?:(?:当地|當地|北京|[台臺]北|[东東]京|格林[尼威]治|美[国國]?[东東西]部?)[时時][间間]\s?|大[约約]|[约約])$"
)
_ABOUT = re.compile(r"\s?(?:左右|前[后後]|[许許](?![多可久])|期[间間]|[为為]?止)")
_CLOCK_LENGTH = 30
_NEAR = 400
"""Characters behind a day in which a time of day goes with it."""


def times_in(
    text: str, dates: Sequence[DateMention], published_on: date | None, language: str = ""
) -> tuple[TimeMention, ...]:
    """What a timeline wants of a text, in reading order; nothing overlaps.

    `dates` are those of the same text, and each is in one of the answers. A time of day alone means the day that was told
    last before it, in the same paragraph or the one before; `目前` is `published_on`; `当时` is what was told last.
    """
    is_english = language.startswith("en") or not _HAN.search(text)
    found = [*_dated(text, dates), *_clocks(text, is_english), *_worded(text, is_english)]
    found.sort(key=lambda each: (each.start, -each.end))
    return tuple(_placed(_apart(found), text, published_on))


def _dated(text: str, dates: Sequence[DateMention]) -> Iterator[TimeMention]:
    """The dates with all that belongs to them."""
    for told in dates:
        start, end = _wide(text, told.start, told.end)
        reach = _CLOCK_LENGTH if told.time and told.text.isascii() else 0
        if before := ENGLISH_BEFORE.search(text, max(0, told.start - reach), told.start):
            start = before.start()
        yield TimeMention(text[start:end], start, end, "date", told.key, told.time, told.side)


def _clocks(text: str, is_english: bool) -> Iterator[TimeMention]:
    for match in ENGLISH_LONE.finditer(text) if is_english else lone(text):
        time = time_of(match[0])
        if time:
            start, end = _wide(text, *match.span())
            yield TimeMention(text[start:end], start, end, "clock", None, time, side_of(text, *match.span()))


def _worded(text: str, is_english: bool) -> Iterator[TimeMention]:
    for match in (_ENGLISH_NOW if is_english else _NOW).finditer(text):
        yield TimeMention(match[0], *match.span(), "then" if match["then"] else "now")


def _wide(text: str, start: int, end: int) -> tuple[int, int]:
    """With `截至`, `当地时间`, `左右` and their like."""
    if behind := _ABOUT.match(text, end):
        end = behind.end()
    if before := _PLACE_TIME.search(text, max(0, start - 10), start):
        start = before.start()
    return extent(text, start, end)


def _apart(found: Sequence[TimeMention]) -> Iterator[TimeMention]:
    """Without those that overlap an earlier one; a date goes before what it overlaps."""
    kept: TimeMention | None = None
    for each in found:
        if kept is not None and each.start < kept.end:
            if each.kind == "date" and kept.kind != "date":
                kept = each
            continue
        if kept is not None:
            yield kept
        kept = each
    if kept is not None:
        yield kept


def _placed(found: Iterator[TimeMention], text: str, published_on: date | None) -> Iterator[TimeMention]:
    """With the days that a time of day, `目前` and `当时` mean."""
    last: TimeMention | None = None
    for each in found:
        if each.kind == "date":
            last = each
            yield each
        elif each.kind == "now":
            days = (published_on, published_on + timedelta(1)) if published_on else None
            yield replace(each, days=days)
        else:
            yield replace(each, days=last.days) if last and _is_near(text, last.end, each.start) else each


def _is_near(text: str, end: int, start: int) -> bool:
    return start - end <= _NEAR and text.count("\n", end, start) <= 1
