"""Whatever is placed, told anew and decided, piece by piece: the stories are those of all of it at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins.stories import MemoryStories

from samarkand.model.events import Place
from samarkand.model.packing import packed
from samarkand.model.stories import Correction, Features, Sketch, StoryListing, Weights
from samarkand.pipeline.linking import Linker, opened
from samarkand.pipeline.relating import Placer
from samarkand.steps.relating.sketches import sketch_of

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
UNRELATED = dict.fromkeys(("title", "title_least", "title_most", "wording"), 0.0) | {"start": -9.0}
WEIGHTS = Weights({}, {"start": -5.0, "title": 8.0}, {"start": -9.0}, 0.5, UNRELATED, 0.5)
"""Articles are as like as their titles' characters."""
EVERYTHING = StoryListing(limit=1_000)
WORDS = dict.fromkeys(["渡轮", "停航", "工会", "罢工", "码头", "旅客", "津贴"], 0.4)
"""All of these articles share them, so that each is worth comparing with each other."""


def shown(article: str, title: str, hours: int) -> Features:
    at = NOON + timedelta(hours=hours)
    return Features(article, article, "zh-Hans", at, "report", 900, WORDS, WORDS, frozenset(title))


def sketched(each: Features) -> tuple[Features, Sketch]:
    return packed(each), Sketch(each.article, each.published_at, sketch_of(each))


ids = st.sampled_from("abcdefgh")
articles = st.builds(shown, ids, st.text("东南西北中", min_size=1, max_size=4), st.integers(0, 30))
some = st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple)
corrections = st.builds(Correction, st.sampled_from(["merge", "split", "move", "pin"]), some, some, some)
pieces = st.lists(
    st.one_of(st.lists(articles, min_size=1, max_size=3, unique_by=lambda each: each.article), corrections), max_size=8
)


def placed(steps) -> MemoryStories:
    """The stories after some pieces, each a list of articles or a correction."""
    store = MemoryStories()
    placer, linker = Placer(store, WEIGHTS), Linker(store, lambda: WEIGHTS)
    for count, step in enumerate(steps):
        if isinstance(step, Correction):
            placement = placer.corrected((step,))
        else:
            span = [*map(sketched, step)]
            (links,) = linker([[sketch for _, sketch in span]])
            placement = placer.place(span, opened(links))
        store.take(placement, Place(count + 1))
    return store


def parts_of(store: MemoryStories) -> dict:
    return {each.articles: (each.headline, each.voices) for each in store.stories(EVERYTHING)}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pieces)
def test_stories_made_piece_by_piece_are_those_made_at_once(steps):
    latest = {each.article: each for step in steps if isinstance(step, list) for each in step}
    decided = [step for step in steps if isinstance(step, Correction)]
    at_once = placed([*([list(latest.values())] if latest else []), *decided])
    bit_by_bit = placed(steps)
    assert parts_of(bit_by_bit) == parts_of(at_once)
    assert {each.id for each in bit_by_bit.stories(EVERYTHING)} == {each.id for each in at_once.stories(EVERYTHING)}
    assert bit_by_bit.links(list("abcdefgh")) == at_once.links(list("abcdefgh"))


def test_articles_that_a_person_bound_together_by_others_yet_to_come_are_together_at_once():
    merges = [Correction("merge", one, two, ()) for one, two in [(("a",), ("b",)), (("c",), ("d",)), (("b",), ("d",))]]
    store = placed([[shown("a", "东", 0), shown("c", "中", 0)], *merges])
    assert set(parts_of(store)) == {("a", "c")}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pieces, st.randoms())
def test_articles_may_come_in_any_order(steps, chance):
    latest = {each.article: each for step in steps if isinstance(step, list) for each in step}
    mixed = [[each] for each in chance.sample(list(latest.values()), len(latest))]
    assert parts_of(placed(mixed)) == parts_of(placed([[each] for each in latest.values()]))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pieces)
def test_each_article_stands_in_one_story_that_the_id_of_each_leads_to(steps):
    store = placed(steps)
    told = [article for story in store.stories(EVERYTHING) for article in story.articles]
    assert sorted(told) == sorted({each.article for step in steps if isinstance(step, list) for each in step})
    for article in told:
        assert article in store.story(f"s{article}").articles
