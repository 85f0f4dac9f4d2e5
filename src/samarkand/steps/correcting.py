"""What persons decide about stories: wishes into corrections, corrections into ledger lines and back, all of them into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, get_args

from samarkand.errors import UsageError
from samarkand.model.events import Event, Line
from samarkand.model.stories import Correction, Decided, Deed, Story


def merge(stories: Sequence[Story], at: datetime, by: str) -> Correction:
    """All these stories are one. Raises UsageError for a single one."""
    if len({story.id for story in stories}) < 2:
        raise UsageError(f"{stories[0].id} cannot be merged with itself")
    articles = dict.fromkeys(article for story in stories for article in story.articles)
    return Correction("merge", tuple(articles), at=at, by=by)


def split(story: Story, leaving: Sequence[str], at: datetime, by: str) -> Correction:
    """These articles leave the story and are one of their own. Raises UsageError where nothing would stay."""
    _check_members(story, leaving)
    staying = _without(story, leaving)
    if not staying:
        raise UsageError(f"all articles of {story.id} would leave; name those alone that do not belong to the others")
    return Correction("split", _in_order(story, leaving), staying, at=at, by=by)


def move(target: Story, origin: Story, moving: Sequence[str], at: datetime, by: str) -> Correction:
    """These articles of one story belong to another. Raises UsageError where they are in it already."""
    if target.id == origin.id:
        raise UsageError(f"{', '.join(moving)} stands in {target.id} already")
    _check_members(origin, moving)
    return Correction("move", _in_order(origin, moving), target.articles, _without(origin, moving), at, by)


def pin(story: Story, staying: Sequence[str], at: datetime, by: str) -> Correction:
    """These articles stay with the others of their story. Raises UsageError where there are no others."""
    _check_members(story, staying)
    if len(story.articles) < 2:
        raise UsageError(f"{story.articles[0]} is the only article of {story.id}: there is nothing to pin it to")
    return Correction("pin", _in_order(story, staying), _without(story, staying), at=at, by=by)


def _check_members(story: Story, articles: Sequence[str]) -> None:
    strangers = [article for article in articles if article not in story.articles]
    if strangers:
        raise UsageError(f"{', '.join(strangers)} is no article of {story.id}; `samarkand story {story.id}` shows them")


def _in_order(story: Story, articles: Sequence[str]) -> tuple[str, ...]:
    return tuple(article for article in story.articles if article in articles)


def _without(story: Story, articles: Sequence[str]) -> tuple[str, ...]:
    return tuple(article for article in story.articles if article not in articles)


def event_of(correction: Correction) -> Event:
    """The event that the ledger keeps. The correction tells when it was made."""
    assert correction.at is not None, "what was just decided has its time"
    told: dict[str, Any] = {
        "deed": correction.deed,
        "articles": list(correction.articles),
        "others": list(correction.others),
        "left": list(correction.left),
        "by": correction.by,
    }
    return Event("story", correction.at, {key: value for key, value in told.items() if value})


def correction_of(line: Line) -> Correction | None:
    """The correction that a line of the ledger tells; None for another line, and for one that nobody here can follow."""
    if line.kind != "story" or line.data.get("deed") not in get_args(Deed):
        return None
    lists = [line.data.get(key, []) for key in ("articles", "others", "left")]
    if not all(isinstance(ids, list) and all(isinstance(article, str) for article in ids) for ids in lists):
        return None
    articles, others, left = map(tuple, lists)
    return Correction(line.data["deed"], articles, others, left, line.at, str(line.data.get("by", "")))


def decide(corrections: Iterable[Correction]) -> Decided:
    """What holds once a later correction has won over every earlier one that it contradicts, in whole or in part."""
    bonds = _Bonds()
    for correction in reversed(list(corrections)):
        against = correction.left if correction.deed == "move" else correction.others
        if correction.deed in {"split", "move"}:
            for one in correction.articles:
                for two in against:
                    bonds.part(one, two)
        joined = correction.articles if correction.deed == "split" else (*correction.others, *correction.articles)
        bonds.join(joined)
    return bonds.decided()


class _Bonds:
    """Groups of articles that are together, and which groups are apart; what contradicts those that stand is passed over."""

    def __init__(self) -> None:
        self._groups: dict[str, set[str]] = {}
        self._enemies: dict[str, set[str]] = {}
        """Article -> those that it is apart from, as they were told."""

    def part(self, one: str, two: str) -> None:
        """Keep two articles apart, unless they are together."""
        if one == two or two in self._group(one):
            return
        self._enemies.setdefault(one, set()).add(two)
        self._enemies.setdefault(two, set()).add(one)

    def join(self, articles: Iterable[str]) -> None:
        """Bring articles together, each with the first of the groups so far that nothing keeps it apart from."""
        groups: list[set[str]] = []
        for article in articles:
            own = self._group(article)
            if any(own is group for group in groups):
                continue
            friendly = next((group for group in groups if not self._is_apart(group, own)), None)
            if friendly is None:
                groups.append(own)
                continue
            friendly |= own
            for each in own:
                self._groups[each] = friendly

    def _group(self, article: str) -> set[str]:
        return self._groups.setdefault(article, {article})

    def _is_apart(self, one: set[str], two: set[str]) -> bool:
        few, many = sorted((one, two), key=len)
        return any(not many.isdisjoint(self._enemies.get(article, ())) for article in few)

    def decided(self) -> Decided:
        """What stands."""
        groups = {min(group): frozenset(group) for group in self._groups.values() if len(group) > 1}
        pairs = ((one, two) for one, enemies in self._enemies.items() for two in enemies if one < two)
        return Decided(tuple(group for _, group in sorted(groups.items())), frozenset(pairs))
