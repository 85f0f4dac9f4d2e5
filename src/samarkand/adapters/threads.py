"""Threads for what waits for others: who is slow, or never ends, holds nobody else up, and all together have bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread


def side_by_side(jobs: Sequence[Callable[[], str]], limit: timedelta, most: int) -> Iterator[tuple[int, str | None]]:
    """What each job gives, as they end, so many of them at a time. See `parts.SideBySide`.

    A job that has not ended within the limit is left to itself: its thread ends with the process, or before.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    begun: set[int] = set()
    ended: SimpleQueue[tuple[int, str | Exception]] = SimpleQueue()
    for number in range(len(jobs)):
        waiting.put(number)

    def work() -> None:
        for number in _drawn(waiting):
            begun.add(number)
            ended.put((number, _outcome(jobs[number])))

    until = time.monotonic() + limit.total_seconds()
    for _ in range(min(most, len(jobs))):
        Thread(target=work, name="side-by-side", daemon=True).start()
    missing = set(range(len(jobs)))
    while missing:
        try:
            number, outcome = ended.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            break
        missing.remove(number)
        if isinstance(outcome, Exception):
            raise outcome
        yield number, outcome
    for _ in _drawn(waiting):  # what was not begun is drawn here, so that no thread begins it later
        continue
    for number in sorted(missing):
        yield number, f"did not end within {limit.total_seconds():g} s" if number in begun else None


def _drawn(waiting: SimpleQueue[int]) -> Iterator[int]:
    """The numbers that wait, until none does."""
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _outcome(job: Callable[[], str]) -> str | Exception:
    try:
        return job()
    except Exception as error:  # noqa: BLE001  (a thread has nobody to raise it to: who asked gets it)
        return error
