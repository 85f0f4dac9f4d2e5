"""Times along a line: in order, apart from one another, whatever they are."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.comparisons import Moment
from samarkand.web.story_times import APART, drawing, scale_of

NEWS = date(2026, 3, 3)
DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


def moment(since: date, days: int = 1) -> Moment:
    return Moment(since.isoformat(), "day", since, since + timedelta(days=days), since > NEWS, ("a",), ())


class Words:
    """Says the keys."""

    @staticmethod
    def say(key: str) -> str:
        return key


def drawn(*moments: Moment):
    return drawing(list(enumerate(moments, 1)), NEWS, Words())


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_later_days_stand_further_right_and_inside_of_the_drawing(days):
    scale = scale_of(map(moment, days), NEWS)
    places = [scale.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= each <= 100 for each in places)


@given(st.lists(st.builds(moment, DAYS, st.integers(1, 400)), min_size=1, max_size=30))
def test_no_two_marks_lie_on_each_other_and_all_are_drawn(moments):
    found = drawn(*moments)
    assert sorted(each["number"] for each in found["marks"]) == list(range(1, len(moments) + 1))
    for one, two in combinations(found["marks"], 2):
        assert one["y"] != two["y"] or abs(percent(one["x"]) - percent(two["x"])) >= APART - 0.02
    assert all(0 < each["y"] < found["line"] < found["height"] for each in found["marks"])


def test_near_the_news_a_day_has_more_room_than_a_year_has_far_away():
    scale = scale_of([moment(date(1800, 1, 1))], NEWS)
    day = scale.place(NEWS) - scale.place(NEWS - timedelta(days=1))
    year = scale.place(date(1851, 1, 1)) - scale.place(date(1850, 1, 1))
    assert day > year * 5


def test_the_day_of_the_news_is_labelled_and_labels_have_room():
    ticks = drawn(moment(date(1500, 1, 1)), moment(NEWS), moment(date(2090, 1, 1)))["ticks"]
    assert "tick_news" in [each["words"] for each in ticks]
    places = [percent(each["x"]) for each in ticks]
    assert all(after - before >= 16.9 for before, after in pairwise(places))


def test_a_stretch_is_drawn_from_its_first_to_its_last_day():
    (mark,) = drawn(moment(NEWS + timedelta(days=2), 400))["marks"]
    assert mark["is_long"]
    assert percent(mark["start"]) < percent(mark["x"]) < percent(mark["end"])
    assert mark["is_coming"]
