"""The duties of the story store, for the one on disk and the one in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zlib import crc32

import pytest
from adapters.stories import ALL, DAY, NOON, TODAY, features, hours, sketch, story, take
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins.stories import MemoryStories

from samarkand.adapters.stories import SqliteStories
from samarkand.model.events import Place
from samarkand.model.packing import packed
from samarkand.model.stories import Correction, Gist, Link, Member, Placement, Sought, StoryListing


@pytest.fixture
def on_disk(tmp_path):
    made = SqliteStories(tmp_path / "derived" / "stories.sqlite")
    yield made
    made.close()


@pytest.fixture(params=["disk", "memory"])
def store(request):
    return request.getfixturevalue("on_disk") if request.param == "disk" else MemoryStories()


# What was taken in comes back


def test_features_come_back_as_they_were(store):
    days = [features(f"a{number}", NOON + timedelta(days=number)) for number in range(5)]
    late = features("late", NOON.replace(hour=23, minute=59), agency="潮讯社", days=frozenset({date(2030, 9, 6)}))
    take(store, features=(*days, late))
    assert store.features_of(["a3", "nobody", "late"]) == {"a3": days[3], "late": late}


def test_features_may_come_packed_and_the_number_of_their_line_is_what_came_with_them(store):
    told = packed(features("a", agency="潮讯社"))
    take(store, features=(replace(told, member=replace(told.member, order=7)), features("b", order=8)))
    assert store.features_of(["a"])["a"] == features("a", agency="潮讯社", order=7)
    assert {article: each.order for article, each in store.members_of("ab").items()} == {"a": 7, "b": 8}


def test_features_told_anew_take_the_place_of_the_older_ones_and_their_links_are_dropped(store):
    take(
        store, features=(features("a"), features("b"), features("c")), links=(Link("a", "b", 3.0), Link("b", "c", 1.0))
    )
    take(store, 2, features=(features("a", NOON + hours(24)),), links=(Link("a", "c", 2.0, is_copy=True),))
    assert store.features_of(["a"])["a"].published_at == NOON + hours(24)
    assert list(store.links(["a"])) == [Link("a", "c", 2.0, is_copy=True)]
    assert list(store.links(["b"])) == [Link("b", "c", 1.0)]


def test_sketches_come_back_by_day(store):
    some = [sketch(f"a{number}", NOON + timedelta(days=number)) for number in range(5)]
    late = sketch("late", NOON.replace(hour=23, minute=59))
    take(
        store,
        features=tuple(features(each.article, each.published_at) for each in (*some, late)),
        sketches=(*some, late),
    )
    assert told(store, date(2030, 9, 7), date(2030, 9, 9)) == ["a0", "late", "a1"]
    assert told(store, date(2030, 9, 12), date(2030, 9, 30)) == []


def told(store, since: date, until: date) -> list[str]:
    """The articles whose sketches come of a span of days."""
    return [article for some in store.sketches(since, until) for article, _ in some]


def test_a_sketch_made_anew_takes_the_place_of_the_older_one_on_whatever_day(store):
    take(store, features=(features("a"), features("b")), sketches=(sketch("a"), sketch("b")))
    tomorrow = sketch("a", NOON + hours(24), b"told anew")
    take(store, 2, features=(features("a", tomorrow.published_at),), sketches=(tomorrow,))
    assert [*chain.from_iterable(store.sketches(date.min, date.max))] == [("b", sketch("b").data), ("a", b"told anew")]


def test_links_are_found_from_both_ends_and_each_once(store):
    links = (Link("a", "b", 3.5), Link("b", "c", -1.0), Link("d", "e", 2.0))
    take(store, links=links)
    assert list(store.links(["b"])) == [*links[:2]]
    assert list(store.links(["a", "b", "c", "e", "nobody"])) == [*links]
    assert list(store.links([])) == []


def test_a_story_is_found_by_the_id_of_any_article_in_it_and_by_the_beginning_of_one(store):
    take(store, stories=(story("ab12", "ab34"), story("ab56"), story("c")))
    for identity in ("sab12", "sab34", "sab1", "sab3"):
        assert store.story(identity) == story("ab12", "ab34"), identity
    assert store.story("sc") == story("c")
    for identity in ("sab", "s", "", "ab12", "sd", "sab123"):
        assert store.story(identity) is None, identity
    assert store.stories_of(["ab34", "ab12", "c", "nobody"]) == {
        "ab34": story("ab12", "ab34"),
        "ab12": story("ab12", "ab34"),
        "c": story("c"),
    }


def test_a_beginning_that_only_articles_of_one_story_have_is_enough(store):
    take(store, stories=(story("ab12", "ab34"), story("c")))
    assert store.story("sab") == story("ab12", "ab34")


def test_an_id_that_was_once_shown_leads_to_the_story_that_its_articles_are_in_now(store):
    take(store, stories=(story("a", "b"), story("c"), story("d")))
    take(store, 2, dissolved=("sa", "sc"), stories=(story("a", "b", "c"),))
    assert store.story("sc") == story("a", "b", "c")
    take(store, 3, dissolved=("sa",), stories=(story("a", "b"), story("c")))
    assert store.story("sc") == story("c")
    assert {each.id for each in store.stories(ALL)} == {"sa", "sc", "sd"}
    assert store.stories_of(["b"])["b"] == story("a", "b")


def test_a_story_that_stands_anew_takes_the_place_of_the_old_one(store):
    take(store, stories=(story("a", "b", outlets=("port", "hill")),))
    take(store, 2, stories=(story("a", lasts=5),), dissolved=("sa",))
    assert list(store.stories(ALL)) == [story("a", lasts=5)]
    assert store.stories_of(["b"]) == {}
    assert list(store.stories(StoryListing(9, outlet="hill"))) == []


def test_lists_stand_by_their_last_article_and_are_narrowed(store):
    made = [
        story("a", at=NOON, outlets=("port",)),
        story("b", "c", at=NOON - hours(9), outlets=("hill", "port"), lasts=20),
        story("d", at=NOON - hours(3), outlets=("hill",)),
    ]
    take(store, stories=tuple(made))

    def ids(**more) -> list[str]:
        return [each.id for each in store.stories(replace(ALL, **more))]

    assert ids() == ["sb", "sa", "sd"]
    assert ids(limit=2) == ["sb", "sa"]
    assert ids(outlet="hill") == ["sb", "sd"]
    assert ids(outlet="nobody") == []
    assert ids(least=2) == ["sb"]
    assert ids(since=NOON) == ["sb", "sa"]
    assert ids(since=NOON + hours(1), outlet="port") == ["sb", "sa"]


@pytest.mark.parametrize("outlet", ["", "port"])
def test_pages_of_a_list_join_without_a_gap_or_a_repetition(store, outlet):
    take(store, stories=tuple(story(f"{number:02}", at=NOON - hours(number // 3)) for number in range(10)))
    seen, before = [], None
    while page := store.stories(StoryListing(3, before, outlet)):
        seen += [each.id for each in page]
        before = page[-1].last_at, page[-1].id
    assert seen == [f"s{number:02}" for number in range(10)]


def test_a_thread_has_its_steps_in_order_and_a_story_that_is_alone_has_none(store):
    steps = [story(name, at=NOON + hours(number), thread="sc") for number, name in enumerate("cab")]
    take(store, stories=(*steps[::-1], story("d")))
    assert list(store.thread("sc")) == steps
    assert list(store.thread("")) == []
    assert list(store.thread("sd")) == []
    assert dict(store.threads(["sc", "sd", ""])) == {"sc": steps}


def test_corrections_are_kept_in_their_order(store):
    first = Correction("move", ("a",), ("b", "c"), ("d",), NOON, "reader")
    second = Correction("merge", ("a", "b"))
    take(store, corrections=(first,))
    take(store, 2, corrections=(second, first))
    assert list(store.corrections()) == [first, second, first]


def test_the_place_is_kept_with_what_was_taken_in_and_clearing_forgets_all(store):
    assert store.place() is None
    store.take(Placement(), Place())
    assert store.place() == Place()
    place = Place(3, "f" * 64, "2030-09.jsonl", 700)
    filled = Placement(
        features=(features("a"),),
        sketches=(sketch("a"),),
        links=(Link("a", "b", 1.0),),
        stories=(story("a"),),
        corrections=(Correction("pin", ("a",)),),
    )
    store.take(filled, place)
    assert store.place() == place
    store.clear()
    assert store.place() is None
    assert (list(store.stories(ALL)), list(store.corrections()), list(store.links(["a"]))) == ([], [], [])
    assert (store.story("sa"), store.features_of(["a"])) == (None, {})
    store.take(filled, place)
    assert list(store.stories(ALL)) == [story("a")]


# What stories show, and their links


def gist(identity: str, *keys: str, at: datetime = NOON, told: bytes = b"told", ties: tuple[Link, ...] = ()) -> Gist:
    return Gist(identity, at, told, checksums(*keys), ties)


def checksums(*terms: str) -> frozenset[int]:
    return frozenset(crc32(term.encode()) for term in terms)


def alike(store, *terms: str, on: date = TODAY, reach: timedelta = DAY, without: tuple[str, ...] = (), **more: int):
    (found,) = store.alike([(checksums(*terms), on)], sought(reach, **more), without)
    return found


def sought(reach: timedelta = DAY, each: int = 9, least: int = 1, most: int = 9) -> Sought:
    return Sought(reach, each, least, most)


def test_what_stories_show_is_kept_and_told_anew(store):
    take(store, stories=(story("a"), story("b")), gists=(gist("sa", "渡轮", "工会"), gist("sb", "渡轮")))
    assert store.gists_of(["sb", "nobody"]) == {"sb": b"told"}
    told = gist("sa", "停航", "工会", told=b"told anew")
    take(store, 2, dissolved=("sa",), stories=(story("a", "c"),), gists=(told,))
    assert store.gists_of(["sa", "sb"]) == {"sa": b"told anew", "sb": b"told"}
    assert alike(store, "停航") == alike(store, "工会") == {"sa": 1}
    assert alike(store, "渡轮") == {"sb": 1}
    take(store, 3, dissolved=("sa",), stories=(story("a", "c"),), gists=(gist("sa", "停航", at=NOON + 5 * DAY),))
    assert alike(store, "停航") == {}
    assert alike(store, "停航", reach=5 * DAY) == {"sa": 1}


def test_the_sketches_and_members_of_some_articles_are_told(store):
    take(store, features=(features("a"), features("b", agency="潮讯社", order=7)), sketches=(sketch("a"), sketch("b")))
    assert store.sketches_of(["b", "nobody"]) == {"b": b"told"}
    assert store.members_of(["b", "nobody"]) == {"b": Member("b", "port", NOON, "潮讯社", 7)}


def ties(store, *stories: str) -> dict[tuple[str, str], float]:
    found = [(each.one, each.two, each.score) for each in store.ties(stories)]
    told = {(one, two): score for one, two, score in found}
    assert len(told) == len(found), "each once"
    return told


def test_links_are_those_among_some_stories(store):
    take(
        store, gists=(gist("sa"), gist("sb", ties=(Link("sa", "sb", 2.5),)), gist("sc", ties=(Link("sb", "sc", -1.0),)))
    )
    assert ties(store, "sb") == ties(store, "sa", "sc", "nobody") == ties(store) == {}
    assert ties(store, "sa", "sb", "sc") == {("sa", "sb"): 2.5, ("sb", "sc"): -1.0}


def test_what_a_story_shows_anew_drops_its_links_and_no_others(store):
    some = (gist("sa"), gist("sb", ties=(Link("sa", "sb", 2.0),)), gist("sc", ties=(Link("sb", "sc", 1.0),)))
    take(store, gists=some)
    take(store, 2, gists=(gist("sa", ties=(Link("sa", "sc", 0.5),)),))
    assert ties(store, "sa", "sb", "sc") == {("sa", "sc"): 0.5, ("sb", "sc"): 1.0}


def test_a_story_that_is_no_more_leaves_nothing_and_one_that_stands_anew_keeps_what_it_showed(store):
    some = (story("a"), story("b"))
    take(store, stories=some, gists=(gist("sa", "渡轮"), gist("sb", "渡轮", ties=(Link("sa", "sb", 2.0),))))
    take(store, 2, dissolved=("sa",), stories=(story("a", lasts=2),))
    assert ties(store, "sa", "sb") == {("sa", "sb"): 2.0}
    assert alike(store, "渡轮") == {"sa": 1, "sb": 1}
    take(store, 3, dissolved=("sa", "sb"), stories=(story("b", "a"),), gists=(gist("sb", "渡轮"),))
    assert ties(store, "sa", "sb") == {}
    assert store.gists_of(["sa", "sb"]) == {"sb": b"told"}
    assert alike(store, "渡轮") == {"sb": 1}


def test_stories_are_found_by_the_terms_that_they_share_and_how_many(store):
    take(store, gists=(gist("sa", "渡轮", "停航", "工会"), gist("sb", "渡轮", "工会"), gist("sc", "盐市")))
    assert alike(store, "渡轮", "停航", "工会", "镇长") == {"sa": 3, "sb": 2}
    assert alike(store, "渡轮", "停航", "工会", "镇长", least=3) == {"sa": 3}
    assert alike(store, "镇长") == alike(store) == {}


def test_no_more_stories_are_found_than_are_sought_and_of_equals_the_smaller_ids(store):
    take(store, gists=(*(gist(each, "渡轮") for each in ("sd", "sb", "sa")), gist("sc", "渡轮", "停航")))
    assert alike(store, "渡轮", "停航", most=3) == {"sc": 2, "sa": 1, "sb": 1}


def test_stories_that_are_left_out_are_not_found_and_take_up_room(store):
    take(store, gists=tuple(gist(each, "渡轮") for each in ("sa", "sb", "sc")))
    assert alike(store, "渡轮", without=("sc", "sx")) == {"sa": 1, "sb": 1}
    assert alike(store, "渡轮", each=2, without=("sc",)) == {"sb": 1}


def test_many_questions_are_answered_each_by_itself(store):
    days = [NOON + number * DAY for number in range(3)]
    take(store, gists=tuple(gist(f"s{number}", "渡轮", "停航", at=at) for number, at in enumerate(days)))
    asked = [
        (checksums("渡轮"), days[0].date()),
        (checksums("停航", "渡轮"), days[2].date()),
        (checksums(), days[1].date()),
    ]
    assert store.alike(asked, sought()) == [{"s0": 1, "s1": 1}, {"s1": 2, "s2": 2}, {}]
    assert store.alike([], sought()) == []


def test_of_each_term_the_nearest_stories_on_either_side_are_found_and_none_beyond_the_reach(store):
    days = {f"s{number}": number for number in range(-4, 5)}
    take(store, gists=tuple(gist(each, "渡轮", at=NOON + timedelta(days=day)) for each, day in days.items()))
    assert set(alike(store, "渡轮", reach=2 * DAY)) == {"s-2", "s-1", "s0", "s1", "s2"}
    assert set(alike(store, "渡轮", reach=9 * DAY, each=2)) == {"s-1", "s0", "s1", "s2"}


def test_of_stories_of_one_day_those_that_came_last_are_found_first(store):
    take(store, gists=tuple(gist(each, "渡轮") for each in ("sd", "sb", "sa", "sc")))
    assert alike(store, "渡轮", each=2) == {"sa": 1, "sc": 1}
    assert alike(store, "渡轮", on=NOON.date() - DAY, each=3) == {"sa": 1, "sb": 1, "sc": 1}


@pytest.mark.parametrize("day", [date(1969, 12, 25), TODAY, date(9999, 12, 1)])
def test_stories_are_found_weeks_and_years_from_a_day_however_many_lie_there(store, day):
    """Most questions are answered by the weeks around them; here most of what there is lies beyond these."""
    begun = datetime.combine(day, time(12), UTC)
    days = [-900, -500, -300, -60, -59, -20, -9, -8, -1, 0]
    ends = [begun.year < 9999] * 6
    later = [day for day, is_told in zip([1, 6, 15, 30, 365, 700], ends, strict=True) if is_told]
    for number, apart in enumerate((*days, *later), 1):
        take(store, number, gists=(gist(f"s{apart}", "渡轮", at=begun + apart * DAY), gist(f"t{apart}", "停航")))
    found = alike(store, "渡轮", on=day, reach=1000 * DAY, each=20, most=99)
    assert set(found) == {f"s{apart}" for apart in (*days, *later)}
    assert set(alike(store, "渡轮", on=day, reach=1000 * DAY, each=4)) == {f"s{each}" for each in days[-4:] + later[:4]}
    assert set(alike(store, "渡轮", on=day, reach=60 * DAY, each=20, most=99)) == {
        f"s{each}" for each in (*days, *later) if abs(each) <= 60
    }


def test_of_a_flood_of_stories_of_one_day_the_latest_are_found(store):
    take(store, gists=tuple(gist(f"s{number:03}", "渡轮") for number in range(150)))
    assert sorted(alike(store, "渡轮", each=30, most=99)) == [f"s{number:03}" for number in range(120, 150)]
    gone = tuple(f"s{number:03}" for number in range(100, 140))
    take(store, 2, stories=(), dissolved=gone)
    assert sorted(alike(store, "渡轮", each=20, most=99)) == [
        *(f"s{number:03}" for number in range(90, 100)),
        *(f"s{number:03}" for number in range(140, 150)),
    ]


def test_a_story_that_stands_is_told_its_new_thread(store):
    take(store, stories=(story("a", thread="sa"), story("b", at=NOON + hours(1), thread="sa"), story("c")))
    take(store, 2, stories=(story("0", at=NOON - hours(1), thread="s0"),), rethreaded=(("sa", "s0"), ("sb", "")))
    assert [each.id for each in store.thread("s0")] == ["s0", "sa"]
    assert list(store.thread("sa")) == []
    assert store.story("sb") == story("b", at=NOON + hours(1))


def test_clearing_forgets_what_stories_show(store):
    take(store, gists=(gist("sb"), gist("sa", "渡轮", ties=(Link("sa", "sb", 2.0),))))
    store.clear()
    assert (store.gists_of(["sa"]), ties(store, "sa", "sb"), alike(store, "渡轮")) == ({}, {}, {})


# Both stores

names = st.sampled_from("abcdefgh")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sets(names, min_size=1), st.lists(st.tuples(names, names, st.floats(-9, 9)))), max_size=6))
def test_both_stores_give_the_same_answers_whatever_they_took_in(on_disk, turns):
    on_disk.clear()
    memory = MemoryStories()
    for count, (articles, pairs) in enumerate(turns, 1):
        new = tuple(features(article, NOON + hours(count * 7)) for article in sorted(articles))
        ends = {(min(pair), max(pair)): score for *pair, score in pairs if len(set(pair)) == 2 and articles & set(pair)}
        links = tuple(Link(one, two, score, is_copy=score > 5) for (one, two), score in ends.items())
        held = memory.stories_of("abcdefgh")
        joined = sorted({article for one in articles for article in (held[one].articles if one in held else (one,))})
        gone = tuple(sorted({held[article].id for article in joined if article in held}))
        thread = "sa" if count % 2 else ""
        outlets = tuple(sorted({"port", "hill"} if len(joined) > 2 else {"hill"}))
        made = (story(*joined, at=NOON + hours(count), outlets=outlets, thread=thread),)
        others = sorted({each.id for each in held.values()} - {*gone, made[0].id})
        tied = tuple(Link(*sorted((made[0].id, other)), count / 4) for other in others)
        shown = (gist(made[0].id, *joined, at=NOON + hours(count * 9), ties=tied),)
        placed = {"features": new, "links": links, "dissolved": gone, "stories": made, "gists": shown}
        for each in (memory, on_disk):
            take(each, count, **placed, rethreaded=tuple((other, "sa") for other in others[:1]))
    for question in (
        lambda store: [*chain.from_iterable(store.sketches(date(2030, 9, 1), date(2030, 10, 1)))],
        lambda store: list(store.links("adg")),
        lambda store: dict(store.stories_of("abcdefgh")),
        lambda store: [store.story(f"s{name}") for name in "abcdefgh"],
        lambda store: list(store.stories(ALL)),
        lambda store: list(store.stories(StoryListing(2, (NOON + hours(4), "sc"), "port", NOON, 2))),
        lambda store: list(store.thread("sa")),
        lambda store: dict(store.gists_of([f"s{name}" for name in "abcdefgh"])),
        lambda store: list(store.ties([f"s{name}" for name in "abdegh"])),
        lambda store: alike(store, *"abcd", reach=2 * DAY, each=2),
        lambda store: dict(store.members_of("abcdefgh")),
        lambda store: store.place(),
    ):
        assert question(on_disk) == question(memory)
