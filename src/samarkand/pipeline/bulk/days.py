"""Links between the articles of one day and all that came before them within reach; in any process."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from samarkand.model.stories import Link, Weights
from samarkand.model.tables import ARTICLES, FEATURES, LINKS, Row
from samarkand.pipeline.bulk.articles import Day, digest
from samarkand.ports.bulk import Tables
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import FARTHEST_COPY, links


def day_units(days: Sequence[Day]) -> dict[str, str]:
    """The units of work, by the names of the parts that they make: each day with the days before it that it can reach.

    The name changes where any of these days does.
    """
    units = {}
    for place, day in enumerate(days):
        reached = [each for each in days[: place + 1] if day.on - each.on <= FARTHEST_COPY + timedelta(days=1)]
        part = f"{day.on}-{digest([each.part for each in reached])}"
        units[part] = json.dumps({"part": part, "on": str(day.on), "articles": [each.part for each in reached]})
    return units


@dataclass(frozen=True, slots=True)
class DayWork:
    """What is done with each day. The answer is the number of links."""

    tables: Tables
    weights: Callable[[], Weights]

    def __call__(self, unit: str) -> str:
        """Write the links of a day's articles; done twice, they are the same bytes. Memory: about 2 KB an article within reach."""
        told = json.loads(unit)
        found = self._links(date.fromisoformat(told["on"]), told["articles"])
        with self.tables.writing(LINKS, told["part"]) as take:
            take(sorted(map(_row, found), key=lambda row: (row["one"], row["two"])))
        return str(len(found))

    def _links(self, on: date, parts: Sequence[str]) -> list[Link]:
        sketched = sorted(self._sketches(on, parts))
        first = datetime.combine(on, time(), UTC)
        nearby = Nearby([(article, sketch) for _, article, sketch in sketched])
        places = np.array([place for place, (at, _, _) in enumerate(sketched) if at >= first], np.int64)
        if not len(places):
            return []
        return links(nearby.sketches, nearby.articles, *nearby.near(places), self.weights())

    def _sketches(self, on: date, parts: Sequence[str]) -> Iterator[tuple[datetime, str, bytes]]:
        """The sketches of the articles within reach, with their publication."""
        wanted: defaultdict[str, dict[tuple[str, str], datetime]] = defaultdict(dict)
        first = datetime.combine(on, time(), UTC) - FARTHEST_COPY
        for part in parts:
            for article, sha256, at, home in self.tables.rows(
                ARTICLES, part, ("article", "sha256", "published_at", "part")
            ):
                if at >= first:
                    wanted[home][article, sha256] = at
        for home, its in wanted.items():
            within = "at", min(its.values()), max(its.values())
            for article, sha256, sketch in self.tables.rows(FEATURES, home, ("article", "sha256", "sketch"), within):
                if (article, sha256) in its:
                    yield its[article, sha256], article, sketch


def _row(link: Link) -> Row:
    return {"one": link.one, "two": link.two, "score": link.score, "is_copy": link.is_copy}
