"""What a client sends: in the address and in a form, within bounds."""

from __future__ import annotations

import pytest

from samarkand.web.clients.asking import Asked, Refused


def asked(**values: list[str]) -> Asked:
    return Asked(None, values)


def test_the_first_value_of_a_parameter_counts_or_what_is_usual():
    assert (asked(s=["a", "b"]).first("s"), asked().first("s", "c"), asked(s=["a", "b"]).all("s")) == (
        "a",
        "c",
        ["a", "b"],
    )


def test_a_number_is_held_within_its_bound():
    assert asked(n=["20000"]).number("n", 20, 10_000) == 10_000
    assert asked().number("n", 20) == 20
    assert asked(n=[""]).number("n") is None


@pytest.mark.parametrize("wrong", ["-1", "1.5", "１２", "x", "1" * 20])
def test_what_is_no_number_is_refused_by_name(wrong):
    with pytest.raises(Refused) as refused:
        asked(n=[wrong]).number("n")
    assert (refused.value.name, refused.value.status) == ("InvalidNumber", 400)
