"""How much a story weighs at an instant: by how many outlets report it, how new that is, how fast they joined; no story's text.

Every outlet that reports by itself counts one when it joins, and half as much each half-life later: an exponentially
decayed count (Cormode, Shkapenyuk, Srivastava and Xu, Forward Decay, ICDE 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import inf, log2

HALF_LIFE = timedelta(hours=24)
"""Two outlets of yesterday weigh as much as one of this moment: what many report outlasts the latest of one."""


def weight(joined: Sequence[datetime], now: datetime) -> float:
    """The binary logarithm of the decayed count: 0 for one outlet that joins now, 1 for two; -inf for none.

    `joined`: when each independent outlet joined (UTC); what lies ahead of `now` counts as now, so that no outlet gains by
    telling times to come. All stories fade alike: waiting alone never changes their order, only who joins does. (Under
    Hacker News' gravity, points / (hours + 2) ** 1.8, stories that nothing happens to overtake each other by the hour.)
    """
    # As logarithms, since what is years old would come to zero, and have no order any more.
    faded = [-(max(now - at, timedelta()) / HALF_LIFE) for at in joined]
    most = max(faded, default=-inf)
    return most + log2(sum(2.0 ** (each - most) for each in faded)) if faded else -inf
