"""How a story stands at an instant: what is new in it, where outlets disagree, what was changed afterwards. No words."""

from __future__ import annotations

from datetime import datetime, timedelta

from samarkand.model.answers import StoryGlance
from samarkand.model.digests import Standing

NEW = timedelta(hours=24)
"""An article is new for so long after it was published."""


def standing(glance: StoryGlance, now: datetime, disputed: int | None, new: timedelta = NEW) -> Standing:
    """`disputed`: how many disagreements were found; None where nobody looked. What is published after `now` is not new yet."""
    fresh = sum(now - new < member.article.published_at <= now for member in glance.members)
    changed = sum(member.article.versions > 1 for member in glance.members)
    return Standing(fresh, fresh == len(glance.members), disputed or 0, changed)
