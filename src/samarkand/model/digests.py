"""A day as it is told afterwards: its stories with what is new, disputed and changed in them. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samarkand.model.answers import ChangedVersion, OpenedComparison, StoryGlance, StoryMember


@dataclass(frozen=True, slots=True)
class Standing:
    """How a story stands at an instant."""

    new: int
    """Articles that were published lately."""
    is_all_new: bool
    """Whether all of its articles were."""
    disputed: int
    """Disagreements between outlets, as far as they are known."""
    changed: int
    """Articles that were changed after they were first seen."""


@dataclass(frozen=True, slots=True)
class DigestStory:
    """A story as a day brought it on."""

    glance: StoryGlance
    standing: Standing
    """At the day's end."""
    new: tuple[StoryMember, ...]
    """Its articles that were published on the day, by time."""
    compared: OpenedComparison | None
    """Where its outlets disagree; None where only one reports."""
    changed: tuple[ChangedVersion, ...]
    """What was changed on the day in its articles, the latest first."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a day brought."""

    on: date
    """A UTC day."""
    articles: int
    """How many were published on it, as their outlets tell."""
    outlets: int
    stories: tuple[DigestStory, ...]
    """The weightiest first."""
    left_out: int
    """Stories of the day that are not among them."""
