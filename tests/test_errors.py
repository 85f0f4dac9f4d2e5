"""An error about a query shows its place, whatever the query is made of."""

import pytest

from samarkand.errors import BadQuery


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
    error = BadQuery("it is wrong", query, place)
    assert str(error) == f"it is wrong\n{shown}"
    assert (error.problem, error.query, error.place) == ("it is wrong", query, place)
