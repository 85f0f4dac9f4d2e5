"""How a story stands: what is new in it, what is disputed, what was changed; for a card as for a digest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from samarkand.model.answers import StoryGlance, StoryMember
from samarkand.model.articles import Article, Version
from samarkand.model.digests import Standing
from samarkand.model.stories import Story
from samarkand.steps.standing import NEW, standing

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def glance(*told: tuple[timedelta, int]) -> StoryGlance:
    """A story of articles, each so long before noon and with so many versions."""
    members = []
    for number, (age, versions) in enumerate(told):
        at = NOON - age
        latest = Version(str(number), versions, "harbour", "", "", "", "", at)
        members.append(StoryMember(Article(str(number), "harbour", "", versions, at, latest, listed_at=at), "渡轮"))
    ids = tuple(str(number) for number in range(len(told)))
    return StoryGlance(Story("s0", ids, "0", NOON, NOON, ("harbour",), 1), "渡轮", tuple(members))


def test_a_story_whose_articles_are_all_of_the_last_day_is_new():
    assert standing(glance((timedelta(), 1), (NEW - timedelta(seconds=1), 1)), NOON, None) == Standing(2, True, 0, 0)


def test_what_joined_lately_and_what_was_changed_are_counted():
    told = glance((timedelta(hours=1), 2), (timedelta(hours=24), 3), (timedelta(days=9), 1))
    assert standing(told, NOON, 2) == Standing(1, False, 2, 2)


def test_what_is_to_be_published_is_not_new_yet():
    assert standing(glance((timedelta(hours=-1), 1)), NOON, 0) == Standing(0, False, 0, 0)
