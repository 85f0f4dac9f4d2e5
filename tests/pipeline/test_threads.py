"""Steps of one affair come to one thread, in whatever outlet and week they come; all stories are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins.network import parts_in_memory
from twins.stories import MemoryStories

from samarkand.adapters.stories import SqliteStories
from samarkand.ids import story_id
from samarkand.model.events import Event, Place
from samarkand.model.stories import Features, Placement, Story, StoryListing, Weights
from samarkand.pipeline.threads import Threader
from samarkand.steps.relating.evidence import MOST
from samarkand.steps.relating.sketches import sketch_of
from samarkand.steps.relating.threads import LEAST, SOUGHT
from samarkand.storytelling import Stories
from samarkand.times import iso

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
WEIGHTS = Weights({}, {}, {}, 0.5, {"start": LEAST, "wording": MOST - LEAST}, 0.5)
"""The likeness of two stories is the cosine of their terms."""
EVERYTHING = StoryListing(limit=1_000)
FERRY = {"渡轮": 1.0, "罢工": 1.0, "工会": 1.0, "码头": 1.0}
STRIKE = FERRY | {"停航": 1.0}
"""The ferrymen strike, talk, and go back to work: each step shares four words with the others."""
TALKS = FERRY | {"谈判": 1.0}
BACK = FERRY | {"复航": 1.0}
FAIR = {"盐市": 1.0, "摊位": 1.0, "镇长": 1.0, "剪彩": 1.0}


def shown(article: str, terms: dict[str, float], days: float = 0, outlet: str = "port", genre: str = "report"):
    length = sum(weight**2 for weight in terms.values()) ** 0.5
    vector = {term: weight / length for term, weight in terms.items()}
    at = NOON + timedelta(days=days)
    return Features(article, outlet, "zh-Hans", at, genre, 900, vector, {}, frozenset(), order=0)


def story(*members: Features) -> Story:
    ids = tuple(each.article for each in members)
    times = [each.published_at for each in members]
    outlets = tuple(dict.fromkeys(each.outlet for each in members))
    return Story(story_id(ids[0]), ids, ids[0], min(times), max(times), outlets, len(outlets))


class World:
    """The stories of an archive, placed round by round."""

    def __init__(self, store):
        self.store = store
        self.threader = Threader(store, WEIGHTS)
        self.count = 0

    def place(self, *stories: tuple[Features, ...], instead: tuple[str, ...] = ()) -> None:
        """Stories by their articles, in the place of those of some ids; one that stood under its id is told anew."""
        known = {each.id: each for each in self.store.stories(EVERYTHING)}
        made = [story(*members) for members in stories]
        before = [known[each] for each in dict.fromkeys((*instead, *(one.id for one in made))) if each in known]
        features = {each.article: each for members in stories for each in members}
        sketches = {each.article: sketch_of(each) for each in features.values()}
        threaded = self.threader.thread(made, before, lambda articles: {each: sketches[each] for each in articles})
        self.store.place()
        placement = Placement(
            features=tuple(features.values()),
            dissolved=tuple(each.id for each in before),
            stories=threaded.stories,
            gists=threaded.gists,
            rethreaded=threaded.rethreaded,
        )
        self.count += 1
        self.store.take(placement, Place(self.count))

    def threads(self) -> dict[str, list[str]]:
        """Thread -> its stories by time; "" -> those that are alone."""
        found: dict[str, list[str]] = {}
        for each in sorted(self.store.stories(EVERYTHING), key=lambda one: (one.first_at, one.id)):
            found.setdefault(each.thread, []).append(each.id)
        for thread, stories in found.items():
            if thread:
                assert [each.id for each in self.store.thread(thread)] == stories
        return found


@pytest.fixture(params=["memory", "disk"])
def world(request, tmp_path):
    store = MemoryStories() if request.param == "memory" else SqliteStories(tmp_path / "stories.sqlite")
    yield World(store)
    getattr(store, "close", int)()


A, B, C, F = (
    shown("a", STRIKE),
    shown("b", TALKS, 6, "hill"),
    shown("c", BACK, 20, "tide"),
    shown("f", FAIR, 7),
)


@pytest.mark.parametrize("rounds", [[[A, B, C, F]], [[A], [B], [F], [C]], [[A, F], [C, B]]])
def test_steps_of_an_affair_are_one_thread_by_time_and_another_affair_is_none_of_it(world, rounds):
    for some in rounds:
        world.place(*((each,) for each in some))
    assert world.threads() == {"sa": ["sa", "sb", "sc"], "": ["sf"]}


def test_a_step_that_is_imported_late_stands_where_it_belongs_and_may_give_the_thread_its_name(world):
    world.place((B,))
    world.place((C,))
    assert world.threads() == {"sb": ["sb", "sc"]}
    world.place((A,))
    assert world.threads() == {"sa": ["sa", "sb", "sc"]}


def test_a_story_keeps_its_thread_when_an_article_joins_whatever_that_one_tells(world):
    world.place((A,), (B,), (F,))
    world.place((B, *(shown(f"b{number}", {"灯塔": 1.0, "修缮": 1.0, "捐款": 1.0}, 6.2) for number in range(9))))
    assert world.threads() == {"sa": ["sa", "sb"], "": ["sf"]}


def test_an_article_that_joins_can_bring_its_story_to_a_thread(world):
    other = shown("n", {"薪水": 2.0, "船员": 2.0, "渡轮": 1.0, "罢工": 1.0, "工会": 1.0}, 3)
    world.place((A,), (B,))
    world.place((other,))
    assert world.threads() == {"sa": ["sa", "sb"], "": ["sn"]}
    world.place((other, shown("n2", STRIKE, 3.1)))
    assert world.threads() == {"sa": ["sa", "sn", "sb"]}


def test_two_threads_become_one_when_a_story_ties_them_and_all_stories_tell_it(world):
    one, two = {"甲": 1.0, "乙": 1.0, "丙": 1.0}, {"子": 1.0, "丑": 1.0, "寅": 1.0}
    world.place((shown("a", one),), (shown("b", one, 1),))
    world.place((shown("c", two, 2),), (shown("d", two, 3),))
    assert world.threads() == {"sa": ["sa", "sb"], "sc": ["sc", "sd"]}
    world.place((shown("e", one | two, 4),))
    assert world.threads() == {"sa": ["sa", "sb", "sc", "sd", "se"]}


def test_a_story_that_leaves_is_no_more_in_its_thread(world):
    world.place((A,), (B,), (C,))
    world.place((B, C), instead=("sc",))
    assert world.threads() == {"sa": ["sa", "sb"]}


def test_the_thread_is_named_anew_when_its_first_story_leaves(world):
    world.place((A,), (B,), (C,), (F,))
    world.place((F, shown("a", FAIR, 7.1)), instead=("sa",))
    assert world.threads() == {"sb": ["sb", "sc"], "": ["sf"]}


def test_what_is_left_of_a_thread_alone_has_none(world):
    world.place((A,), (B,), (F,))
    world.place((F, shown("f2", FAIR, 7), B), instead=("sb",))
    assert world.threads() == {"": ["sa", "sf"]}


def test_a_story_that_comes_back_is_compared_with_what_is_there_and_not_with_what_was(world):
    world.place((A,), (B,))
    world.place((A, B), instead=("sb",))
    world.place((shown("b", FAIR, 6, "hill"),))
    world.place((F,))
    assert world.threads() == {"": ["sa"], "sb": ["sb", "sf"]}


def test_what_a_story_showed_before_an_article_joined_is_forgotten(world):
    """Its first article was about the strike; four others made it one about the fair."""
    first = shown("s", STRIKE)
    world.place((first,))
    world.place((shown("x", FAIR, 0.5, genre="digest"),))
    world.place((first, *(shown(f"s{number}", FAIR, 0.1, f"o{number}") for number in range(8))))
    world.place((F,))
    assert world.threads() == {"ss": ["ss", "sf"], "": ["sx"]}
    world.place((C,))
    assert world.threads() == {"ss": ["ss", "sf"], "": ["sx", "sc"]}


def test_a_story_of_many_is_told_anew_when_it_has_grown_by_half_or_an_article_has_left(world):
    members = [shown(f"s{number}", STRIKE, number / 100) for number in range(13)]
    world.place(tuple(members[:8]))
    first = world.store.gists_of(["ss0"])
    world.place((*members[:8], shown("x", FAIR)))
    assert world.store.gists_of(["ss0"]) == first
    world.place((*members[:7], shown("x", FAIR)))
    left = world.store.gists_of(["ss0"])
    assert left != first
    world.place((*members, shown("x", FAIR)))
    assert world.store.gists_of(["ss0"]) not in (first, left)


def test_stories_that_report_no_event_are_steps_of_nothing(world):
    world.place((A,), (shown("d", STRIKE, 1, genre="digest"),))
    assert world.threads() == {"": ["sa", "sd"]}


def test_steps_may_lie_as_far_apart_as_the_reach_and_no_farther(world):
    world.place((A,), (shown("b", TALKS, SOUGHT.reach.days),))
    assert world.threads() == {"sa": ["sa", "sb"]}
    world.place((shown("c", BACK, 2 * SOUGHT.reach.days + 1),))
    assert world.threads() == {"sa": ["sa", "sb"], "": ["sc"]}


def test_before_and_after_are_told_of_each_step(tmp_path):
    parts = parts_in_memory()
    for each in (A, B, C, F):
        record = f"records/port/{each.article}.md"
        published = {"at": iso(each.published_at), "zone": "UTC", "precision": "minute", "told": "dateline"}
        data = {
            "article": each.article,
            "number": 1,
            "outlet": each.outlet,
            "url": f"https://port.example/{each.article}",
        }
        data |= {"title": each.article, "record": record, "made_from": "import", "language": "zh-Hans"}
        parts.catalog.apply(
            parts.archive.commit([Event("version", NOON, data | {"published": published}, {record: b"x"})])
        )
    World(parts.stories).place(*((each,) for each in (C, F, A, B)))
    opened = Stories(parts).open("sb")
    assert [each.story.id for each in opened.before] == ["sa"]
    assert [each.story.id for each in opened.after] == ["sc"]
    assert (Stories(parts).open("sf").before, Stories(parts).open("sf").after) == ((), ())
    parts.catalog.close()


tells = st.sampled_from([STRIKE, TALKS, BACK, FAIR, FERRY | FAIR])
days = st.integers(0, 30)
rounds = st.lists(st.lists(st.tuples(st.sampled_from("abcdefgh"), tells, days), min_size=1, max_size=4), max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds, st.randoms())
def test_whatever_comes_every_thread_is_named_by_its_first_story_and_has_several(rounds, chance):
    """Stories join, take articles of others and dissolve these; the same ones in one round give the same threads."""
    one, two = World(MemoryStories()), World(MemoryStories())
    homes: dict[str, tuple[Features, ...]] = {}
    for told in rounds:
        named = {article: shown(article, terms, day) for article, terms, day in told}
        joined, gone = dict(homes), set()
        for article, features in named.items():
            joined[article] = (features,)
        if len(named) > 2:
            first, second, *_ = named
            joined[first] = (*joined[first], *joined.pop(second))
            gone.add(f"s{second}")
        fresh = [joined[each] for each in named if each in joined]
        standing = {each.id for each in one.store.stories(EVERYTHING)}
        for world_, some in ((one, fresh), (two, chance.sample(fresh, len(fresh)))):
            world_.place(*some, instead=tuple(sorted(gone & standing)))
        homes = joined
        for thread, stories in one.threads().items():
            assert not thread or (len(stories) > 1 and stories[0] == thread)
        assert one.threads() == two.threads()
        assert {each.id for each in one.store.stories(EVERYTHING)} == set(one.store.gists)
