"""What an expression of time tells by itself, before anything is known of the day that it is reckoned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "day",
    "weekday",
    "week",
    "weekend",
    "lunar",
    "month",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "ago",
    "months",
    "quarters",
]


@dataclass(slots=True)
class Told:
    """One expression. Of its parts, those that it leaves open are None; `shift` counts from the day of reckoning."""

    start: int
    end: int
    kind: Kind
    year: int | None = None
    year_shift: int | None = None
    """0 for this year, -1 for the last one."""
    month: int | None = None
    month_shift: int | None = None
    number: int | None = None
    """The day of the month, the quarter, the half, the first year of a decade; the weekday from Monday, 0. Of a
    lunar day, -1 for the last of its month."""
    upto: int | None = None
    """Where the expression names two in one (`15至16日`, `1-6月`, `2000-2018年`): the last day, month, quarter or year."""
    shift: int | None = None
    """Days, weeks, quarters, by kind; of `ago`, how many."""
    is_from_mention: bool = False
    """Whether it is reckoned from the day that was mentioned before it, not from publication (`当天`, `前一天`)."""
    is_second: bool = False
    """Whether a lunar month is the second of its number in the year (`闰四月`)."""
    unit: str = ""
    """Of `ago`: `day`, `week`, `month`, `year`."""
