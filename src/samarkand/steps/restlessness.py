"""Whether a text that differs from what is kept says anything new, or only what its page says otherwise at every visit.

A clock, a counter, a random list in the midst of an article would else make a version of each visit. Nothing is known of their words:
what has changed in the same place three times, alone, is believed the next time only when it was met twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from samarkand.ids import sha256

PATIENCE = 3
"""Changes in a row that lie in the same places alone, before the next one has to be met twice."""
LOOKED_BACK = 12
"""Versions among which an earlier state is looked for."""
RETURNS = 2
"""Times that a state was kept already; from then on its return is told no more, if it is restless."""
MOST_A_DAY = 24
"""Versions of an article that are kept within a day."""
DAY = timedelta(days=1)
GROWTH = 1.5
"""Times that a restless place may be as long as it was at most; beyond it something was added beside it."""
_FEW = 20
"""Characters that it may grow besides."""
_DIGITS = re.compile(r"\d+(?:[.,:：年月日时時分秒点點/-]\d+)*")
_TITLE = "\x00"

Judgement = Literal["news", "restless", "too many"]
"""news: to be kept. restless: not yet, or not again. too many: a day's versions are kept."""
_Place = tuple[str, str]
"""The lines before and behind a change that all states have."""
_Gaps = dict[_Place, str]


@dataclass(frozen=True, slots=True)
class State:
    """A title and a text, as they were met."""

    title: str
    text: str

    @property
    def digest(self) -> str:
        """What tells it from every other state; white space does not count."""
        return sha256(f"{_bare(self.title)}\n{_bare(self.text)}".encode("utf-8", "surrogatepass"))[:16]


def is_worth_judging(versions: int, kept_at: Sequence[datetime], now: datetime) -> bool:
    """Whether `judge` has anything to say of an article with so many versions, kept at these instants: it costs reading them."""
    return versions > PATIENCE or _is_full(kept_at, now)


def judge(new: State, kept: Sequence[State], kept_at: Sequence[datetime], passing: str, now: datetime) -> Judgement:
    """Whether a state that was met is kept as a version.

    `kept`: the states of the latest versions, the first one first, `LOOKED_BACK` at most; `kept_at`: when each of the latest ones was
    kept; `passing`: the digest of the state that was met last, where it was not kept. Costs a look at each line of the last states.
    """
    if _is_full(kept_at, now):
        return "too many"
    if len(kept) <= PATIENCE or _is_news(new, kept[-PATIENCE - 1 :]):
        return "news"
    digest = new.digest
    if Counter(state.digest for state in kept)[digest] >= RETURNS:
        return "restless"
    return "news" if digest == passing else "restless"


def _is_news(new: State, last: Sequence[State]) -> bool:
    """Whether a state differs from the last ones in any other way than these differ from each other."""
    lines = [_lines(state) for state in last]
    stable = frozenset.intersection(*map(frozenset, lines))
    now = _lines(new)
    if not stable <= set(now):  # a line that stood through all of these changes is gone
        return True
    before = [_gaps(each, stable) for each in lines]
    after = _gaps(now, stable)
    changed = [place for place in {*after, *before[-1]} if after.get(place) != before[-1].get(place)]
    return not changed or any(_is_other(place, after, before) for place in changed)


def _is_other(place: _Place, after: _Gaps, before: Sequence[_Gaps]) -> bool:
    """Whether what stands in a place did not change each time, or changed in digits alone and now in words, or is far longer."""
    earlier = [gaps.get(place, "") for gaps in before]
    now, pairs = after.get(place, ""), list(pairwise(earlier))
    if any(one == other for one, other in pairs):
        return True
    if all(_masked(one) == _masked(other) for one, other in pairs) and _masked(now) != _masked(earlier[-1]):
        return True
    return len(now) > GROWTH * max(map(len, earlier)) + _FEW


def _is_full(kept_at: Sequence[datetime], now: datetime) -> bool:
    """Instants after `now` do not count: a clock that ran ahead would else keep an article from being kept for years."""
    return sum(now - DAY < at <= now for at in kept_at) >= MOST_A_DAY


def _lines(state: State) -> list[str]:
    """The title and the lines of a state, without blanks; the title is marked, since it may stand in the text as well."""
    return [f"{_TITLE}{_bare(state.title)}", *map(_bare, state.text.split("\n"))]


def _gaps(lines: Sequence[str], stable: frozenset[str]) -> _Gaps:
    """What stands between two lines that all states have, one after the other where two such places are alike."""
    found: defaultdict[_Place, list[str]] = defaultdict(list)
    last, waiting = "", list[str]()
    for line in (*lines, ""):
        if line in stable or not line:
            if waiting:
                found[last, line] += waiting
            last, waiting = line, []
        else:
            waiting.append(line)
    return {place: "\n".join(waiting) for place, waiting in found.items()}


def _masked(text: str) -> str:
    return _DIGITS.sub("0", text)


def _bare(text: str) -> str:
    return "".join(text.split())
