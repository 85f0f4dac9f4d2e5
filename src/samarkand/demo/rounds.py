"""What stands in each round: which articles are out, and with which of their edits. Pure; texts keep their placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from samarkand import times
from samarkand.demo.nouns import Edit, Leaves, Moment, PressArticle, World


@dataclass(frozen=True, slots=True)
class Clock:
    """The world's calendar, seen from the moment at which it is asked."""

    now: datetime
    """An aware instant."""

    @property
    def last_day(self) -> date:
        """Day 0 of the world. Half a day of slack keeps whatever happens until its noon (UTC) before `now`."""
        return (self.now.astimezone(UTC) - timedelta(hours=12)).date()

    def instant(self, moment: Moment, zone: str = "UTC") -> datetime:
        """The UTC instant of a moment that is told in a zone."""
        local = datetime.combine(self.last_day + timedelta(days=moment.day), moment.time)
        instant = times.in_place(local, zone)
        assert instant is not None, "the demo is not run at the end of the calendar"
        return instant


@dataclass(frozen=True, slots=True)
class Standing:
    """One article as it stands in a round."""

    article: PressArticle
    title: str
    text: str
    is_gone: bool
    changed_in: int | None
    """The last round up to now whose edit touched it; None for none."""
    leaves: Leaves = "410"
    """How its page answers if it is gone."""
    path: str = ""
    """Where its page stands now, below the outlet; "" where it stands at its own path."""


def state(world: World, round_: int, clock: Clock) -> tuple[Standing, ...]:
    """Every article that is out in a round, newest first, gone ones too."""
    zones = {outlet.id: outlet.zone for outlet in world.outlets}
    dated = [
        (clock.instant(Moment(article.day, article.time), zones[article.outlet]), article) for article in world.articles
    ]
    out = [(at, article) for at, article in dated if (article.round or appears_in(world, at, clock)) <= round_]
    return tuple(
        stand(article, round_) for _, article in sorted(out, key=lambda pair: (pair[0], pair[1].key), reverse=True)
    )


def appears_in(world: World, published: datetime, clock: Clock) -> int:
    """The first round whose moment is not before the time of publication; beyond the last where there is none."""
    moments = (clock.instant(moment) for moment in world.rounds)
    return next((number for number, at in enumerate(moments, 1) if published <= at), len(world.rounds) + 1)


def stand(article: PressArticle, round_: int) -> Standing:
    """The article with its edits up to a round.

    Raises ValueError where an edit does not find its text exactly once.
    """
    title, text, is_gone, changed_in = article.title, article.text, False, None
    leaves: Leaves = "410"
    path = ""
    for edit in article.edits:
        if edit.round > round_:
            break
        title, text = edit.title or title, _edited(text, edit)
        is_gone = is_gone if edit.gone is None else edit.gone
        leaves, path = edit.leaves, edit.path or path
        changed_in = edit.round
    return Standing(article, title, text, is_gone, changed_in, leaves, path)


def _edited(text: str, edit: Edit) -> str:
    for old, new in edit.replace:
        if text.count(old) != 1:
            raise ValueError(f"the edit of round {edit.round} finds {old!r} {text.count(old)} times, not once")
        text = text.replace(old, new)
    return f"{text}\n\n{edit.append}" if edit.append else text
