"""What pages and commands are told of stories, over a store in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from twins.network import parts_in_memory

from samarkand.adapters.weights import built_in
from samarkand.errors import NotFound
from samarkand.ids import story_id
from samarkand.model.events import Event, Place
from samarkand.model.names import NameGroup
from samarkand.model.stories import Correction, Features, Link, Placement, Story, StoryListing, Tie
from samarkand.steps.relating.evidence import MOST
from samarkand.storytelling import Stories, copies
from samarkand.times import iso

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def version(article: str, at: datetime, seen_at: datetime | None = None, **told) -> Event:
    record = f"records/port/{article}.md"
    published = {"at": iso(at), "zone": "UTC", "precision": "minute", "told": "dateline"}
    data = {"article": article, "number": 1, "outlet": "port", "url": f"https://port.example/{article}"}
    data |= {"title": f"标题{article}", "record": record, "made_from": "import", "language": "zh-Hans"}
    return Event("version", seen_at or NOON, data | {"published": published} | told, {record: b"x"})


def features(article: str, at: datetime, agency: str = "") -> Features:
    return Features(article, "port", "zh-Hans", at, "report", 100, {"x": 1.0}, {"x": 1.0}, frozenset(), agency=agency)


def story(*articles: str, at: datetime = NOON, thread: str = "") -> Story:
    return Story(story_id(articles[0]), articles, articles[-1], at, at + hours(1), ("port",), 1, thread)


@pytest.fixture
def parts():
    made = parts_in_memory()
    yield made
    made.catalog.close()


def tell(parts, *events: Event) -> None:
    parts.catalog.apply(parts.archive.commit(events))


def place(parts, *stories: Story, **more) -> None:
    parts.stories.take(Placement(stories=stories, **more), parts.archive.end())


def test_a_story_is_known_by_its_id_by_that_of_any_article_in_it_and_by_their_beginnings(parts):
    tell(parts, *[version(article, NOON) for article in ("aa", "ab", "bc")])
    place(parts, story("aa", "ab"), story("bc"))
    stories = Stories(parts)
    for identity in ("saa", "sab", "aa", "ab", "sa", "a"):
        assert stories.open(identity).glance.story.id == "saa", identity
    with pytest.raises(NotFound, match="samarkand stories"):
        stories.open("c")
    assert stories.of(["ab", "nobody"]) == {"ab": story("aa", "ab")}


def test_a_story_of_articles_that_the_archive_does_not_have_is_not_found(parts):
    place(parts, story("a"))
    with pytest.raises(NotFound, match="samarkand rebuild"):
        Stories(parts).open("sa")


def test_a_list_shows_titles_copies_and_agencies(parts):
    tell(parts, *[version(article, NOON + hours(number)) for number, article in enumerate("abcd")])
    links = [Link("a", "c", 9.0, is_copy=True), Link("c", "d", 9.0, is_copy=True), Link("a", "b", 2.0)]
    known = [features("a", NOON, "潮讯社"), *(features(article, NOON) for article in "bcd")]
    place(parts, story("a", "b", "c", "d"), features=tuple(known), links=tuple(links))
    (glance,) = Stories(parts).listed(StoryListing(10))
    assert glance.title == "标题d"
    assert [(member.article.id, member.copy_of, member.agency) for member in glance.members] == [
        ("a", "", "潮讯社"),
        ("b", "", ""),
        ("c", "a", ""),
        ("d", "a", ""),
    ]


def test_an_open_story_has_the_steps_of_its_affair_and_what_was_decided(parts):
    tell(parts, *[version(article, NOON) for article in "abcd"])
    steps = [story(article, at=NOON + hours(number), thread="sa") for number, article in enumerate("abc")]
    about, other = Correction("pin", ("b",), at=NOON), Correction("split", ("d",), ("x",), at=NOON)
    place(parts, *steps, story("d"), corrections=(about, other))
    opened = Stories(parts).open("sb")
    assert [glance.story.id for glance in opened.before] == ["sa"]
    assert [glance.story.id for glance in opened.after] == ["sc"]
    assert opened.corrections == (about,)
    assert Stories(parts).open("d").before == ()


def test_the_front_page_weighs_outlets_that_report_by_themselves_and_knows_no_last_day(parts):
    """Two outlets of this morning stand before one of noon, and a copy of one text counts for nothing."""
    tell(parts, *[version(article, NOON) for article in "abcdef"])
    told = {
        "a": ("port", -3),
        "b": ("coast", -2),
        "c": ("port", 0),
        "d": ("port", -1),
        "e": ("coast", -1),
        "f": ("port", -9),
    }
    known = [replace(features(article, NOON + hours(hour)), outlet=outlet) for article, (outlet, hour) in told.items()]
    stories = [story("a", "b"), story("c"), story("d", "e"), story("f")]
    place(parts, *stories, features=tuple(known), links=(Link("d", "e", 9.0, is_copy=True),))
    for now in (NOON, NOON + timedelta(days=2000)):
        shown = [glance.story.id for glance in Stories(parts).front(now, 3)]
        assert shown == ["sa", "sc", "sd"]


def test_the_first_of_a_front_page_are_those_of_a_longer_one(parts):
    """However few are wanted, none is passed over for what its outlets could have weighed at most."""
    number = iter(f"{each:04x}" for each in range(1000))
    known, stories = [], []
    for spread in range(40):
        articles = [next(number) for _ in range(1 + spread % 6)]
        ago = [spread * 7 % 40 + place * (spread % 9) for place in range(len(articles))]
        times = sorted(NOON - hours(each) for each in ago)
        told = [features(*each) for each in zip(articles, times, strict=True)]
        known += [replace(each, outlet=f"outlet{place}") for place, each in enumerate(told)]
        outlets = tuple(f"outlet{place}" for place in range(len(articles)))
        made = story(*articles)
        stories.append(replace(made, first_at=times[0], last_at=times[-1], outlets=outlets, voices=len(outlets)))
    tell(parts, *[version(each.article, each.published_at) for each in known])
    place(parts, *stories, features=tuple(known))
    ordered = [glance.story.id for glance in Stories(parts).front(NOON, 40)]
    assert len(ordered) == 40
    for limit in (1, 3, 10, 25):
        assert [glance.story.id for glance in Stories(parts).front(NOON, limit)] == ordered[:limit]


def test_the_steps_around_each_story_of_an_affair(parts):
    tell(parts, *[version(article, NOON) for article in "abcd"])
    place(parts, *[story(each, at=NOON + hours(hour), thread="sa") for hour, each in enumerate("abc")], story("d"))
    stories = Stories(parts)
    steps = stories.steps(stories.listed(StoryListing(10)))
    around = {identity: [each and each.story.id for each in both] for identity, both in steps.items()}
    assert around == {"sa": [None, "sb"], "sb": ["sa", "sc"], "sc": ["sb", None]}


def test_who_was_first_may_differ_by_what_was_published_and_what_was_seen(parts):
    tell(parts, version("a", NOON - hours(5), NOON), version("b", NOON - hours(4), NOON - hours(3)))
    place(parts, story("a", "b"))
    opened = Stories(parts).open("sa")
    assert (opened.first.article.id, opened.first_seen.article.id) == ("a", "b")
    assert (opened.first_seen.published_at, opened.first_seen.seen_at) == (NOON - hours(4), NOON - hours(3))


def test_what_a_round_saw_may_have_stood_there_since_the_round_before(parts):
    rounds = [Event("round", NOON - hours(count), {"polled": ["port"]}) for count in (5, 3.5)]
    polled = {"feed": "https://port.example/rss.xml", "made_from": "page"}
    tell(parts, version("first", NOON - hours(9), NOON - hours(5), **polled), rounds[0])
    tell(parts, rounds[1], version("later", NOON - hours(4), NOON - hours(3.4), **polled))
    tell(parts, version("imported", NOON - hours(8), imported_from="a.md"), version("kept", NOON - hours(7)))
    place(parts, *map(story, ("first", "later", "imported", "kept")))
    unsure = {each: Stories(parts).open(f"s{each}").first_seen.unsure_minutes for each in ("first", "later")}
    assert unsure == {"first": None, "later": 90}
    assert Stories(parts).open("simported").first.unsure_minutes is None
    assert Stories(parts).open("skept").first.unsure_minutes is None


# Why an article stands in its story


class KnownNames:
    def known(self):
        return [NameGroup("q1", "person", ("高有田", "Gao Youtian"))]


FERRY = Features(
    "a",
    "port",
    "zh-Hans",
    NOON,
    "report",
    900,
    {"渡轮": 0.8, "@q1": 0.6},
    {"渡轮": 1.0, "@q1": 1.0},
    frozenset({"渡轮"}),
)


def told_why(parts, *known: Features, links: tuple[Link, ...], **more) -> dict:
    tell(parts, *[version(each.article, each.published_at) for each in known])
    place(parts, story(*(each.article for each in known)), features=known, links=links, **more)
    whys = Stories(replace(parts, weights=built_in, names=KnownNames())).why(f"s{known[0].article}")
    return {each.member.article.id: each for each in whys}


def test_each_article_is_tied_to_the_one_that_it_is_most_like_by_names_as_they_are_called(parts):
    late = replace(FERRY, article="b", published_at=NOON + hours(60))
    other = replace(
        FERRY, article="c", outlet="hill", headline={}, terms={}, pairs=frozenset(), numbers=frozenset({"47"})
    )
    told = told_why(parts, FERRY, late, other, links=(Link("a", "b", 2.0), Link("a", "c", -2.0), Link("b", "c", -1.0)))
    assert {"渡轮", "高有田"} <= {tie.text for tie in told["a"].ties}
    assert [(tie.kind, tie.text) for tie in told["a"].clashes] == [("time", "60.0 h"), ("outlet", "port")]
    assert told["b"].clashes == told["a"].clashes, "they are most like each other"
    assert all(tie.weight < 0 for each in told.values() for tie in each.clashes)
    assert all(tie.weight >= 0 for each in told.values() for tie in each.ties)


def test_of_a_story_of_one_article_there_is_nothing_to_tell(parts):
    told = told_why(parts, FERRY, links=())
    assert [(each.ties, each.clashes) for each in told.values()] == [((), ())]


def test_a_copy_is_told_to_be_one(parts):
    copy = replace(FERRY, shingles=frozenset(range(9)))
    told = told_why(parts, copy, replace(copy, article="b"), links=(Link("a", "b", MOST, is_copy=True),))
    assert told["a"].ties == (Tie("copy", "b", MOST),)
    assert told["b"].ties == (Tie("copy", "a", MOST),)


def test_what_a_person_decided_is_told_first_also_where_nothing_else_ties(parts):
    decided = Correction("merge", ("a", "b"), at=NOON)
    told = told_why(parts, FERRY, replace(FERRY, article="b"), links=(), corrections=(decided,))
    assert told["a"].ties == told["b"].ties == (Tie("person", "", MOST),)


def test_of_articles_that_the_archive_does_not_have_nothing_is_told(parts):
    place(parts, story("a"))
    assert Stories(replace(parts, weights=built_in)).why("sa") == []


def test_what_is_not_placed_yet_is_counted(parts):
    tell(parts, version("a", NOON), version("b", NOON))
    stories = Stories(parts)
    assert stories.lag() == 2
    parts.stories.take(Placement(), next(iter(parts.archive.lines())).place)
    assert stories.lag() == 1
    parts.stories.take(Placement(), replace(parts.archive.end()))
    assert stories.lag() == 0
    parts.stories.take(Placement(), Place(99))
    assert stories.lag() == 2


def test_copies_hang_together_in_whatever_order_their_links_come():
    links = [Link("a", "b", 1, is_copy=True), Link("c", "d", 1, is_copy=True), Link("b", "c", 1, is_copy=True)]
    for ordered in (links, links[::-1]):
        assert copies([*ordered, Link("d", "e", 1)]) == dict.fromkeys("abcd", frozenset("abcd"))
