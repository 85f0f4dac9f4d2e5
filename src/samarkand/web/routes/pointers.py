"""From an article or a story to those who are quoted in it, and to the days that it tells of: names and days as links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from samarkand.web.routes.calendar import day_href
from samarkand.web.routes.people import NAME, person_href
from samarkand.web.views import View

MOST = 12
"""Names, and days, that are shown."""


def pointers(view: View, versions: Collection[tuple[str, int]]) -> Mapping[str, Any]:
    """Who is quoted most in some versions, and the days that they tell of, those first that most of them tell."""
    speakers, days = view.desk.people.told_in(versions, MOST)
    return {
        "quoted_here": [
            {
                "name": name if len(name) <= NAME else f"{name[:NAME]}…",
                "language": language,
                "href": person_href(view, name),
            }
            for name, language in speakers
        ],
        "days_here": [
            {"machine": day.isoformat(), "words": view.wording.day(day), "href": day_href(view, day)} for day in days
        ],
    }
