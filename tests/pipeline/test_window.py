"""What is held of the articles around is what the store knows of these days, each taken from it once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from twins.stories import MemoryStories

from samarkand.model.events import Place
from samarkand.model.stories import Features, Placement, Sketch
from samarkand.pipeline.window import AHEAD, Window
from samarkand.steps.relating.sketches import sketch_of

FIRST = date(2030, 9, 1)


class Counted(MemoryStories):
    """Remembers which days it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[date, date]] = []

    def sketches(self, since, until):
        self.asked.append((since, until))
        return super().sketches(since, until)


def sketch(day: int, article: str = "") -> Sketch:
    at = datetime(2030, 9, 1, 12, tzinfo=UTC) + timedelta(days=day)
    shown = Features(article or f"{day:02}", "port", "zh-Hans", at, "report", 900, {}, {}, frozenset())
    return Sketch(shown.article, at, sketch_of(shown))


def days(since: int, until: int) -> tuple[date, date]:
    return FIRST + timedelta(days=since), FIRST + timedelta(days=until)


def held(nearby) -> list[str]:
    return sorted(article for article, _ in nearby.within(0, 1 << 50))


@pytest.fixture
def store():
    store = Counted()
    store.take(Placement(sketches=tuple(map(sketch, range(40)))), Place(1))
    return store


def test_the_days_asked_for_are_held(store):
    assert held(Window(store).around(*days(3, 6))) == ["03", "04", "05"]


@pytest.mark.parametrize(
    ("then", "asked"),
    [((12, 22), (20, 22)), ((8, 18), (8, 10)), ((10, 20), None), ((12, 18), None)],
    ids=["later", "earlier", "the same", "inside"],
)
def test_the_store_is_asked_only_for_days_that_are_not_held(store, then, asked):
    window = Window(store)
    window.around(*days(10, 20))
    nearby = window.around(*days(*then))
    assert store.asked[1:] == ([days(*asked)] if asked else [])
    assert {f"{day:02}" for day in range(*then)} <= set(held(nearby))


def test_days_far_off_take_the_place_of_those_held(store):
    window = Window(store)
    window.around(*days(0, 5))
    assert held(window.around(*days(20, 22))) == ["20", "21"]


def test_no_more_than_twice_the_days_are_held(store):
    window = Window(store)
    for day in range(30):
        nearby = window.around(*days(day, day + 4))
        assert len(nearby) <= 8
        assert {f"{each:02}" for each in range(day, day + 4)} <= set(held(nearby))


def test_an_article_that_came_anew_is_held_once(store):
    window = Window(store)
    nearby = window.around(*days(0, 5))
    window.take([sketch(1, "03")])
    assert held(window.around(*days(0, 5))) == ["00", "01", "02", "03", "04"]
    assert len(nearby) == 5


def test_what_the_store_does_not_know_yet_comes_back_with_its_days(store):
    """Placing runs ahead of the store: what was taken in is asked for again before the store knows it."""
    window = Window(store)
    window.around(*days(0, 3))
    window.take([sketch(1, "new"), sketch(2, "02")])
    assert held(window.around(*days(20, 22))) == ["20", "21"]
    nearby = window.around(*days(0, 3))
    assert held(nearby) == ["00", "01", "02", "new"]
    assert len(nearby) == 4


@pytest.mark.parametrize("size", [1, 300])
def test_of_batches_of_any_size_the_latest_come_back_and_others_are_the_store_s(store, size):
    window = Window(store)
    for batch in range(AHEAD + 1):
        window.begin()
        window.around(*days(0, 3))
        window.take([sketch(1, f"batch {batch}, {number}") for number in range(size)])
    window.around(*days(20, 22))
    came_back = [article for article in held(window.around(*days(0, 3))) if article.startswith("batch")]
    assert came_back == sorted(f"batch {batch}, {number}" for batch in range(1, AHEAD + 1) for number in range(size))
