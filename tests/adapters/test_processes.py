"""Work spread over processes: answers in order, trouble where the work was asked for, and nobody left behind."""

from __future__ import annotations

import math
import operator
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from samarkand.adapters import processes
from samarkand.adapters.processes import FEW, beside, spread
from samarkand.pipeline.parts import in_this_process

LOOP = """
import signal, sys, time

signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background is deaf to it
sys.path[:0] = sys.argv[2:]
from adapters import test_processes
from samarkand.adapters import processes

processes.cores = lambda: 2
for answer in processes.spread(getattr(test_processes, sys.argv[1]), range(1000)):
    print(answer, flush=True)
"""


def told_slowly(_):
    time.sleep(0.05)
    return os.getpid()


def told_never(number):
    """The first pieces tell who does them; the others never end."""
    if number > 1:
        print(os.getpid(), flush=True, file=sys.stderr)
        while True:
            pass
    return os.getpid()


def told(number):
    return number, os.getpid()


def told_loudly(number):
    print("a library that prints")
    os.write(1, b"and one that writes")
    return -number


class Heavy:
    """Work that tells how often its process was told of it."""

    told = 0

    def __call__(self, number):
        return number, os.getpid(), Heavy.told

    def __getstate__(self):
        return "heavy"

    def __setstate__(self, state):
        Heavy.told += 1


def dies_at_seven(number):
    """Kills the process that does it, once: a second time it is done where it was asked for."""
    if number == 7 and os.getpid() != int(os.environ["ASKED_BY"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return -number


def dies_at_once(number):
    if os.getpid() != int(os.environ["ASKED_BY"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return -number


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: 2)
    monkeypatch.setenv("ASKED_BY", str(os.getpid()))


def is_there(process: int) -> bool:
    """Whether a process is at work, and not only waiting to be cleared away."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children() -> list[int]:
    """The processes that this one has started and that are at work."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [process for process in map(int, found) if is_there(process)]


def wait_until_gone(found: set[int]) -> None:
    deadline = time.monotonic() + 20
    while any(map(is_there, found)):
        assert time.monotonic() < deadline, "processes were left behind"
        time.sleep(0.05)


def test_answers_come_in_the_order_of_the_pieces_from_other_processes():
    answers = list(spread(told, range(40)))
    assert [number for number, _ in answers] == list(range(40))
    others = {process for _, process in answers}
    assert os.getpid() not in others
    assert 1 <= len(others) <= 2
    wait_until_gone(others)


@pytest.mark.parametrize("way", [spread, in_this_process])
def test_a_turn_is_drawn_once_the_one_before_is_answered_and_done_by_the_same_processes(way):
    answered: list[int] = []
    before: list[int] = []

    def second():
        before.append(len(answered))
        yield from range(20, 23)

    found = []
    for number, process in way(told, range(20), second()):
        answered.append(number)
        found.append(process)
    assert (answered, before) == ([*range(23)], [20])
    assert {*found[20:]} <= {*found[:20]}


def test_a_process_is_told_once_of_the_work():
    answers = list(spread(Heavy(), range(40)))
    assert [number for number, _, _ in answers] == list(range(40))
    assert {told for _, process, told in answers if process != os.getpid()} == {1}


@pytest.mark.parametrize("count", [0, 1, FEW])
def test_a_few_pieces_are_done_in_this_process(count):
    assert list(spread(told, range(count))) == [(number, os.getpid()) for number in range(count)]


def test_one_core_is_no_reason_for_other_processes(monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: 1)
    assert {process for _, process in spread(told, range(20))} == {os.getpid()}


def test_who_is_busy_with_the_answers_keeps_a_core():
    answers = list(spread(told, range(40), is_beside=True))
    assert [number for number, _ in answers] == list(range(40))
    (other,) = {process for _, process in answers}
    assert other != os.getpid()


def test_where_no_process_can_be_had_the_work_is_done_in_this_one(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert list(spread(told, range(20))) == [(number, os.getpid()) for number in range(20)]


def test_a_process_that_was_killed_is_done_without(capfd):
    assert list(spread(dies_at_seven, range(40))) == [-number for number in range(40)]
    assert list(spread(dies_at_once, range(40))) == [-number for number in range(40)]


def test_what_the_work_prints_does_not_come_between_the_answers(capfd):
    assert list(spread(told_loudly, range(20))) == [-number for number in range(20)]
    assert capfd.readouterr().out == ""


def test_what_the_work_raises_is_raised_in_its_turn():
    answers = spread(math.sqrt, [1, 4, 9, 16, 25, -1, 36, 49])
    assert [next(answers) for _ in range(5)] == [1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="math domain") as caught:
        next(answers)
    assert "in a process of its own" in caught.value.__notes__[0]


def test_what_the_pieces_raise_is_raised_and_nobody_is_left():
    def pieces():
        yield from range(20)
        raise KeyError

    found = set()
    with pytest.raises(KeyError):
        found.update(process for _, process in spread(told, pieces()))
    wait_until_gone(found)


def test_memory_holds_a_few_pieces_however_many_there_are():
    taken = []

    def pieces():
        for number in range(200):
            taken.append(number)
            yield number

    for done, _ in enumerate(spread(operator.neg, pieces())):
        assert len(taken) <= done + 1 + FEW + 1


def test_nobody_is_left_when_the_rest_is_not_wanted():
    answers = spread(told_slowly, range(1000))
    found = {next(answers) for _ in range(4)}
    answers.close()
    wait_until_gone(found)


class Sum:
    """Work that remembers; the process that does it dies at a piece."""

    def __init__(self, deadly: int = -1) -> None:
        self.total, self.deadly = 0, deadly

    def __call__(self, number: int) -> tuple[int, int]:
        if number == self.deadly and os.getpid() != int(os.environ["ASKED_BY"]):
            os.kill(os.getpid(), signal.SIGKILL)
        self.total += math.isqrt(number)
        return self.total, os.getpid()


def test_work_that_remembers_is_done_in_one_other_process():
    answers = list(beside(Sum, [1, 4, 9, 16]))
    assert [total for total, _ in answers] == [1, 3, 6, 10]
    (other,) = {process for _, process in answers}
    assert other != os.getpid()
    wait_until_gone({other})


def test_that_process_is_started_before_a_piece_is_drawn_and_goes_where_there_is_none():
    seen, before = [], set(children())

    def pieces():
        seen.extend(set(children()) - before)
        yield from ()

    assert list(beside(Sum, pieces())) == []
    assert len(seen) == 1
    wait_until_gone(set(seen))


def test_where_that_process_is_lost_the_work_begins_anew_in_this_one_and_no_piece_is_drawn_ahead():
    drawn = []

    def pieces():
        for number in (1, 4, 9, 16, 25):
            drawn.append(number)
            yield number

    answers = beside(partial(Sum, 9), pieces())
    assert [next(answers)[0] for _ in range(2)] == [1, 3]
    assert next(answers) == (3, os.getpid())
    assert [(total, len(drawn)) for total, _ in answers] == [(7, 4), (12, 5)]


def test_what_such_work_and_its_pieces_raise_is_raised_and_nobody_is_left():
    answers = beside(Sum, [1, -4, 9])
    assert next(answers)[0] == 1
    with pytest.raises(ValueError, match="nonnegative"):
        next(answers)

    def pieces():
        yield from (1, 4)
        raise KeyError

    answers = beside(Sum, pieces())
    process = next(answers)[1]
    with pytest.raises(KeyError):
        next(answers)
    wait_until_gone({process})


def started(work: str) -> subprocess.Popen[str]:
    """A program that spreads some work of these tests."""
    paths = [str(Path(__file__).parents[1]), *(path for path in sys.path if path)]
    command = [sys.executable, "-c", LOOP, work, *paths]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nobody_is_left_when_the_program_is_stopped(blow):
    with started("told_slowly") as process:
        found = {int(process.stdout.readline()) for _ in range(6)}
        assert all(map(is_there, found))
        process.send_signal(blow)
        process.communicate(timeout=20)
    wait_until_gone(found)


def test_nobody_is_left_by_a_killed_program_however_long_a_piece_takes():
    with started("told_never") as process:
        found = {int(process.stderr.readline()) for _ in range(2)}
        assert all(map(is_there, found))
        process.kill()
        wait_until_gone(found)
        process.communicate(timeout=20)
