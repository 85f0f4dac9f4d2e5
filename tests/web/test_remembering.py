"""What pages were made of is remembered until something new comes, and only so much of it."""

from __future__ import annotations

from samarkand.web.remembering import MOST, Remembered


def test_contents_are_made_once_for_each_state():
    state, made = [1], []
    remembered = Remembered(lambda: state[0])

    def make():
        made.append(state[0])
        return {"state": state[0]}

    assert [remembered.of("a", make) for _ in range(3)] == [{"state": 1}] * 3
    state[0] = 2
    assert remembered.of("a", make) == {"state": 2}
    assert made == [1, 2]


def test_those_that_were_asked_for_last_are_kept():
    made = []
    remembered = Remembered(lambda: 0)
    for number in (*range(MOST + 1), MOST, 0):
        remembered.of(number, lambda number=number: made.append(number) or {})
    assert made == [*range(MOST + 1), 0]
