"""An error about a query shows its place, whatever the query is made of."""

import pytest

from samarkand.errors import BadQuery, QueryFault


@pytest.mark.parametrize(
    ("query", "place", "shown"),
    [
        ("云川 (大桥", 3, "  云川 (大桥\n       ^"),
        ("a (b", 2, "  a (b\n    ^"),
        ("", 0, "  \n  ^"),
        ("a\r\n\x1b[2J(b", 7, "  a   [2J(b\n         ^"),
        ("云" * 100 + ")" + "川" * 100, 100, f"  {'云' * 30}){'川' * 29}\n  {' ' * 60}^"),
    ],
)
def test_the_place_is_shown_below_the_query(query, place, shown):
    error = BadQuery(QueryFault.TOO_DEEP, query, place, most="20")
    problem = "more than 20 parentheses and exclusions within one another"
    assert str(error) == f"{problem}\n{shown}"
    assert (error.problem, error.query, error.place) == (problem, query, place)


def test_an_error_about_a_query_carries_what_it_names_so_that_it_can_be_said_in_other_words():
    error = BadQuery(QueryFault.UNKNOWN_VALUE, "is:{new}", 3, field="is", text="{new}", known="changed, old")
    assert error.problem == "`is:{new}` is not known; known are changed, old"
    assert (error.fault, error.values["text"]) == (QueryFault.UNKNOWN_VALUE, "{new}")
