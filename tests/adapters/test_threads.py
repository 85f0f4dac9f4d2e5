"""Jobs side by side: none waits for another, and one that never ends costs the limit and no more."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest

from samarkand.adapters.threads import side_by_side

LONG = timedelta(minutes=2)


def test_each_gives_its_own_answer():
    jobs = [lambda number=number: f"no {number}" for number in range(50)]
    assert dict(side_by_side(jobs, LONG, 4)) == {number: f"no {number}" for number in range(50)}
    assert list(side_by_side([], LONG, 4)) == []


def test_who_is_slow_holds_nobody_up():
    release = Event()
    found = side_by_side([lambda: str(release.wait(100)), lambda: "", lambda: ""], LONG, 2)
    assert {next(found), next(found)} == {(1, ""), (2, "")}
    release.set()
    assert list(found) == [(0, "True")]


def test_what_never_ends_is_left_and_what_was_not_begun_is_told_apart():
    release, done = Event(), []
    jobs = [lambda: str(release.wait(100)), lambda: done.append(1) or ""]
    assert list(side_by_side(jobs, timedelta(milliseconds=200), 1)) == [(0, "did not end within 0.2 s"), (1, None)]
    release.set()
    assert done == []


def test_what_a_job_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(side_by_side([lambda: str(1 // 0)], LONG, 1))
