"""However few articles are looked at: the groups are those of all of them at once."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st
from twins.stories import MemoryStories

from samarkand.ids import story_id
from samarkand.model.events import Place
from samarkand.model.stories import Features, Link, Placement, Story
from samarkand.pipeline.regrouping import Regrouper
from samarkand.steps.relating.evidence import LEAST, MOST
from samarkand.steps.relating.grouping import group

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
ENOUGH = 0.5
ARTICLES = list("abcdefghijklmn")
PAIRS = list(combinations(ARTICLES, 2))
links = st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 20), max_size=50).map(
    lambda found: {pair: Link(*pair, LEAST + like / 20 * (MOST - LEAST)) for pair, like in found.items()}
)


def shown(article: str) -> Features:
    return Features(article, "port", "zh-Hans", NOON, "report", 900, {}, {}, frozenset())


def story(articles: tuple[str, ...]) -> Story:
    return Story(story_id(articles[0]), articles, articles[0], NOON, NOON, ("port",), 1)


class Counted(MemoryStories):
    """Remembers whose stories were asked for."""

    asked: frozenset[str] = frozenset()

    def stories_of(self, articles):
        self.asked |= frozenset(articles)
        return super().stories_of(articles)


def standing(told: dict[tuple[str, str], Link], articles: list[str]) -> Counted:
    """A store of some articles, grouped by the links among them."""
    own = tuple(link for pair, link in told.items() if set(pair) <= set(articles))
    stories = tuple(map(story, group(articles, own, ENOUGH)))
    store = Counted()
    store.take(Placement(features=tuple(map(shown, articles)), links=own, stories=stories), Place(1))
    return store


def groups_after(store: Counted, changed: set[str], told: dict[tuple[str, str], Link]) -> list[tuple[str, ...]]:
    """All groups once some articles changed; `told` are the links as they are now."""
    news = [link for pair, link in told.items() if changed & set(pair)]
    found = Regrouper(store, ENOUGH).regroup(changed, news, ())
    gone = {each.id for each in found.stories}
    kept = [each.articles for each in store.told.values() if each.id not in gone]
    return sorted([*kept, *found.groups])


@given(links, st.sets(st.sampled_from(ARTICLES), min_size=1, max_size=4))
def test_new_articles_make_the_groups_that_all_make_at_once(told, new):
    store = standing(told, [each for each in ARTICLES if each not in new])
    assert groups_after(store, new, told) == group(ARTICLES, told.values(), ENOUGH)


@given(links, links, st.sets(st.sampled_from(ARTICLES), min_size=1, max_size=4))
def test_articles_that_come_anew_make_the_groups_that_all_make_at_once(before, after, changed):
    store = standing(before, ARTICLES)
    told = {pair: link for pair, link in before.items() if not changed & set(pair)}
    told |= {pair: link for pair, link in after.items() if changed & set(pair)}
    assert groups_after(store, changed, told) == group(ARTICLES, told.values(), ENOUGH)


@given(links, st.permutations(ARTICLES))
def test_articles_that_come_one_by_one_make_the_groups_that_all_make_at_once(told, order):
    store, place = standing(told, []), 1
    for count, article in enumerate(order, 1):
        own = {pair: link for pair, link in told.items() if set(pair) <= set(order[:count])}
        news = tuple(link for pair, link in own.items() if article in pair)
        found = Regrouper(store, ENOUGH).regroup({article}, news, ())
        made = tuple(map(story, found.groups))
        gone = tuple(each.id for each in found.stories)
        place += 1
        store.take(Placement((shown(article),), links=news, dissolved=gone, stories=made), Place(place))
    assert sorted(each.articles for each in store.told.values()) == group(ARTICLES, told.values(), ENOUGH)


def test_an_article_beyond_joins_by_its_mean_likeness_of_which_a_part_is_weak():
    told = {("a", "d"): 0.55, ("d", "l"): 0.6, ("d", "j"): 0.45, ("j", "l"): 0.58}
    links_ = {pair: Link(*pair, LEAST + like * (MOST - LEAST)) for pair, like in told.items()}
    store = standing(links_, list("adj"))
    assert groups_after(store, {"l"}, links_) == group("adjl", links_.values(), ENOUGH) == [("a",), ("d", "j", "l")]


def test_what_a_chain_of_links_holds_together_is_not_looked_at():
    chain = {pair: Link(*pair, 0.2) for pair in pairwise(ARTICLES)}
    store = standing(chain, ARTICLES[:-1])
    groups_after(store, {ARTICLES[-1]}, chain)
    assert store.asked <= set(ARTICLES[-4:])
