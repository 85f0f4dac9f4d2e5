"""How often an outlet changes what it has published, by the kinds of what was changed; it reads no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from samarkand.model.changes import FOLDED, ChangeRate, EditKind


class Seen(NamedTuple):
    """A change that was looked at."""

    article: str
    kinds: tuple[EditKind, ...]


def rate_of(outlet: str, articles: int, later: int, seen: Sequence[Seen]) -> ChangeRate:
    """The rate of an outlet that has so many articles and so many later versions, some of whose changes were looked at."""
    told = [each for each in seen if not FOLDED.issuperset(each.kinds)]
    return ChangeRate(
        outlet,
        articles,
        changed=len({each.article for each in told}),
        silent=len({each.article for each in told if "notice" not in each.kinds}),
        headlines=len({each.article for each in told if "headline" in each.kinds}),
        edits=Counter(kind for each in told for kind in each.kinds if kind not in FOLDED),
        unread=later - len(seen),
    )
