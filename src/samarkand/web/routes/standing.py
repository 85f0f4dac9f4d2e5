"""What a card says of how its story stands: what is new in it, what is disputed, what was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from samarkand.model.answers import StoryGlance
from samarkand.web.views import View

NEW = timedelta(hours=24)
"""An article is new for so long after it was published."""
AT_ONCE = 10
"""Stories that are compared when a list has been answered, so that the next one can tell where outlets disagree."""


def standing(view: View, glance: StoryGlance) -> list[Mapping[str, Any]]:
    """Marks with the place that each of them leads to; what is not known yet is left out. None on a page that stays as it is."""
    if view.desk.is_static:
        return []
    home, count = view.href(f"/stories/{glance.story.id}"), view.wording.count
    now, told = view.desk.clock(), list[Mapping[str, Any]]()
    fresh = sum(now - NEW < member.article.published_at <= now for member in glance.members)
    if fresh:
        is_all = fresh == len(glance.members)
        told.append(
            {"kind": "new", "words": view.say("mark_new") if is_all else count("mark_joined", fresh), "href": home}
        )
    if disputed := view.desk.comparisons.disagreements(glance):
        place = view.href(f"/stories/{glance.story.id}/comparison") + "#disagreements"
        told.append({"kind": "disputed", "words": count("disagreements", disputed), "href": place})
    if changed := sum(member.article.versions > 1 for member in glance.members):
        told.append({"kind": "changed", "words": count("mark_changed", changed), "href": home})
    return told


def uncompared(view: View, glances: Iterable[StoryGlance]) -> Sequence[StoryGlance]:
    """The first stories of which it is not known whether outlets disagree."""
    if view.desk.is_static:
        return []
    unknown = (each for each in glances if view.desk.comparisons.disagreements(each) is None)
    return [each for each, _ in zip(unknown, range(AT_ONCE), strict=False)]
