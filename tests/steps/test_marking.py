"""Marks as lines of the ledger: what is told comes back, and what somebody else wrote is read with care."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.events import Line, Place
from samarkand.model.marks import MOST_ARTICLES, Marking, marks_of
from samarkand.steps.marking import events_of, from_json, marking_of, to_json

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
TEXTS = st.lists(st.text(max_size=5), max_size=3).map(tuple)
MARKINGS = st.one_of(
    st.builds(Marking, st.sampled_from(["read", "starred"]), st.booleans(), st.just(AT), TEXTS, by=st.text(max_size=5)),
    st.builds(Marking, st.just("label"), st.booleans(), st.just(AT), TEXTS, TEXTS, st.text(min_size=1, max_size=5)),
)


def line_of(event) -> Line:
    return Line(event.kind, event.at, event.data, {}, Place())


@given(MARKINGS)
def test_a_marking_comes_back_from_its_line_and_from_where_it_waited(marking):
    (event,) = events_of([marking])
    assert marking_of(line_of(event)) == marking
    assert from_json(to_json(marking)) == marking


def test_very_many_articles_go_into_several_lines():
    articles = tuple(map(str, range(2 * MOST_ARTICLES + 1)))
    parts = [marking_of(line_of(event)) for event in events_of([Marking("read", True, AT, articles)])]
    assert [len(each.articles) for each in parts] == [MOST_ARTICLES, MOST_ARTICLES, 1]
    assert tuple(article for each in parts for article in each.articles) == articles


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"mark": "read", "is": True},
        {"at": "yesterday", "mark": "read", "is": True},
        {"at": "2026-03-02T06:00:00Z", "mark": "seen", "is": True},
        {"at": "2026-03-02T06:00:00Z", "mark": "read", "is": 1},
        {"at": "2026-03-02T06:00:00Z", "mark": "read", "is": True, "label": "x"},
        {"at": "2026-03-02T06:00:00Z", "mark": "label", "is": True},
        {"at": "2026-03-02T06:00:00Z", "mark": "read", "is": True, "articles": [1]},
    ],
)
def test_what_is_no_marking_is_passed_over(told):
    assert from_json(told) is None


def test_the_later_marking_decides():
    first = Marking("starred", True, AT, ("a", "b"))
    second = Marking("starred", False, AT, ("a",))
    label = Marking("label", True, AT, outlets=("x",), label="港")
    assert marks_of((first, second, label)) == {"starred": {"a": False, "b": True}, "label/港": {"outlet/x": True}}
