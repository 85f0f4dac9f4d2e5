"""What a card says of how its story stands: what is new in it, what is disputed, what was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from samarkand.model.answers import StoryGlance
from samarkand.steps import standing as stands
from samarkand.web.standings import marks
from samarkand.web.views import View

AT_ONCE = 10
"""Stories that are compared when a list has been answered, so that the next one can tell where outlets disagree."""


def standing(view: View, glance: StoryGlance) -> list[Mapping[str, Any]]:
    """Marks with the place that each of them leads to; what is not known yet is left out.

    A list that stays as it is, whatever comes later, does not tell what is new.
    """
    home, apart = view.href(f"/stories/{glance.story.id}"), view.href(f"/stories/{glance.story.id}/comparison")
    known = stands.standing(glance, view.desk.clock(), view.desk.comparisons.disagreements(glance))
    if view.desk.is_static and view.request.query_params:
        known = replace(known, new=0)
    places = {"new": home, "disputed": f"{apart}#disagreements", "changed": home}
    return [{"kind": kind, "words": words, "href": places[kind]} for kind, words in marks(known, view.wording)]


def uncompared(view: View, glances: Iterable[StoryGlance]) -> Sequence[StoryGlance]:
    """The first stories of which it is not known whether outlets disagree."""
    if view.desk.is_static:
        return []
    unknown = (each for each in glances if view.desk.comparisons.disagreements(each) is None)
    return [each for each, _ in zip(unknown, range(AT_ONCE), strict=False)]
