"""Which articles of one outlet are one history: re-issued under another address, or sent twice. Decided on plain values.

Two articles are joined where an outlet published one text twice. What speaks for it: text, title, numbers, and the number
that an address carries through all its titles (`/some-title/a-5400123`). A column or table that comes daily has the words of
the day before and other numbers; a live page has another text; a gallery inside two reports has other titles around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from samarkand.text.folding import fold
from samarkand.text.likeness import Shingles, containment, resemblance, shingles_of
from samarkand.urls import numbers_in

FARTHEST = timedelta(days=30)
"""Between two publications of one text."""
SOON = timedelta(hours=36)
SAME_ADDRESS = 0.35
"""Share of the shorter text that stands in the longer one, where the addresses carry one number."""
WHOLE = 0.9
"""Resemblance from which a text is the same whatever its title says."""
SAME = 0.8
EDITED = 0.6
"""Resemblance that is needed at least; then two of three must hold: `SAME`, published within `SOON`, titles alike."""
NUMBERS = 0.65
"""Share of the numbers that both texts have; a daily table has few of those of the day before."""
TITLES = 0.3
SHORT = 200
"""Characters below which a text says too little: the titles have to agree as well."""
SAME_TITLES = 0.6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Issue:
    """An article as it is compared with others of its outlet."""

    article: str
    url: str
    title: str
    """Plain text on one line."""
    text: str
    published_at: datetime

    @cached_property
    def shingles(self) -> Shingles:
        """Of the text."""
        return shingles_of(self.text)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in title and text, as they are written in digits."""
        return frozenset(_NUMBER.findall(f"{self.title}\n{self.text}"))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of the folded title."""
        bare = "".join(fold(self.title).split())
        return frozenset(bare[at : at + 2] for at in range(max(1, len(bare) - 1)))


def is_one(one: Issue, other: Issue) -> bool:
    """Whether two articles of one outlet are one text that was published twice. Costs about 1 ms a 2,000 characters."""
    apart = abs(one.published_at - other.published_at)
    if apart > FARTHEST or not one.text or not other.text:
        return False
    shorter, longer = sorted((one, other), key=lambda issue: len(issue.text))
    if numbers_in(one.url) & numbers_in(other.url):
        return containment(shorter.shingles, longer.shingles) >= SAME_ADDRESS
    alike = resemblance(one.shingles, other.shingles)
    if alike < EDITED or _share(one.numbers, other.numbers) < NUMBERS:
        return False
    titles = _share(one.pairs, other.pairs)
    if len(shorter.text) < SHORT:
        return alike >= SAME and titles >= SAME_TITLES
    signs = (alike >= SAME, apart <= SOON, titles >= TITLES)
    return alike >= WHOLE or sum(signs) >= 2


def histories(issues: Sequence[Issue]) -> tuple[tuple[str, ...], ...]:
    """The groups of two and more articles that are one history, each by time of publication; the issues are of one outlet."""
    ordered = sorted(issues, key=lambda issue: (issue.published_at, issue.article))
    group_of = {issue.article: [issue.article] for issue in ordered}
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            mine, theirs = group_of[one.article], group_of[other.article]
            if mine is not theirs and is_one(one, other):
                mine += theirs
                group_of.update(dict.fromkeys(theirs, mine))
    at = {issue.article: place for place, issue in enumerate(ordered)}
    groups = {group[0]: tuple(sorted(group, key=at.__getitem__)) for group in group_of.values() if len(group) > 1}
    return tuple(groups.values())


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """What both have, of all that either has; 1 where neither has any."""
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 1.0
