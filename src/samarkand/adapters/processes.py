"""Work done in other processes of this machine: pieces go out to processes of our own, answers come back in their order.

The processes are fresh ones that read pieces from their input and end with it: whatever becomes of the one that started
them, none is left behind; and no script that uses the program is run once more, as `multiprocessing` would.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

FEW = 4
"""Pieces up to which no processes are started: they take half a second to start. So many are always in memory, if there are."""
_AHEAD = 2
"""Pieces for each process that are in memory at once."""
_BUSY = 3 * FEW
"""Pieces that are begun ahead where the answers are taken in bursts, between which a process would stand idle."""
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from samarkand.adapters.processes import answer_pieces; answer_pieces()"
)


def spread(work: Callable[[Piece], Answer], *turns: Iterable[Piece], is_beside: bool = False) -> Iterator[Answer]:
    """What `work` makes of each piece, in the order of the pieces; what it raises is raised.

    Of several turns, each is drawn once all answers to the one before were taken; the processes stay the same ones.

    `work` is a function of a module, pieces and answers can be pickled. Where there are few pieces, one core, or no
    processes to be had, all is done in this one. However it ends, no process is left. `is_beside`: this process is busy
    with the answers, and there is a process less: it would take a core from this one, after half a second to start.
    """
    crew = None
    try:
        for stream in map(iter, turns):
            first = list(islice(stream, FEW + 1))
            everything = chain(first, stream)
            if crew is None and len(first) > FEW and cores() > 1:
                crew = _Crew(cores() - is_beside)
            if crew is None:
                yield from map(work, everything)
            else:
                yield from crew.answers(work, everything, _BUSY if is_beside else FEW)
    finally:
        if crew:
            crew.dismiss()


def beside(made: Callable[[], Callable[[Piece], Answer]], pieces: Iterable[Piece]) -> Iterator[Answer]:
    """What one work that remembers makes of each piece, in their order, in a process of its own; what it raises is raised.

    That process starts before the first piece is drawn: both take their time. The next piece is drawn and begun before an
    answer is given. `made`, which can be pickled, makes the work: in that process, or here where there is one core, or no
    process to be had; where that process is lost, what makes the answers from there on knows nothing of the pieces before,
    and draws none ahead. However it ends, no process is left.
    """
    hand = None
    if cores() > 1:
        with suppress(OSError):
            hand = _Hand()
    if hand is None:
        yield from map(made(), pieces)
        return
    thread = ThreadPoolExecutor(1)
    try:
        yield from _ahead(hand, thread, made, iter(pieces))
    finally:
        hand.end()
        thread.shutdown(cancel_futures=True)
        hand.wait()


def _ahead(
    hand: _Hand, thread: ThreadPoolExecutor, made: Callable[[], Callable[[Piece], Answer]], pieces: Iterator[Piece]
) -> Iterator[Answer]:
    work = partial(_remembering, made)
    waiting: deque[tuple[Piece, Future[Answer]]] = deque()
    for piece in pieces:
        waiting.append((piece, thread.submit(hand.ask, work, piece)))
        if len(waiting) > 1:
            try:
                yield waiting[0][1].result()
            except _Gone:
                break
            waiting.popleft()
    own: Callable[[Piece], Answer] | None = None
    for piece, asked in [*waiting]:
        try:
            if own is None:
                yield asked.result()
                continue
        except _Gone:
            own = made()
        yield own(piece)
    if own:
        yield from map(own, pieces)


def _remembering(made: Callable[[], Callable[[Any], Any]], piece: Any) -> Any:
    """Do a piece by the work that was made for the first one: a process has one."""
    if not _WORK:
        _WORK.append(made())
    return _WORK[0](piece)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_WORK: list[Callable[[Any], Any]] = []
"""In a process that stands beside another: the work that remembers."""


class _Gone(Exception):  # noqa: N818  (a state of affairs, named as one)
    """A process has ended, or does not understand us."""


class _Hand:
    """One process that works for us. Raises OSError where none can be had."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _START, *sys.path]
        pipe = subprocess.PIPE
        # A group of its own: Ctrl-C is for us, and we dismiss it.
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, process_group=0)  # noqa: S603  (ourselves)
        self._known: object = None
        """The work that it was told of: that may hold all that is known of names, and is not told again with each piece."""

    def ask(self, work: Callable[[Piece], Answer], piece: Piece) -> Answer:
        """What it makes of a piece. Raises _Gone, and what the work raises."""
        assert self._process.stdin, "it was opened with pipes"
        assert self._process.stdout, "it was opened with pipes"
        try:
            told = None if work is self._known else work
            pickle.dump((told, piece), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            self._known = work
            is_done, answer = pickle.load(self._process.stdout)  # noqa: S301  (our own process wrote it)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise _Gone from error
        if not is_done:
            raise answer
        made: Answer = answer
        return made

    def end(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()

    def wait(self) -> None:
        """Clear away what is left of it; nobody asks it any more."""
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # the rest of a piece, which nobody reads
                if stream:
                    stream.close()
        self._process.wait()


class _Crew:
    """Processes, each with a thread that waits for its answers."""

    def __init__(self, size: int) -> None:
        self._hands: list[_Hand] = []
        self._idle: SimpleQueue[_Hand | None] = SimpleQueue()
        self._is_dismissed = False
        with suppress(OSError):  # fewer of them, or none: then the work is done in this process
            for _ in range(size):
                self._hands.append(_Hand())
        for hand in self._hands:
            self._idle.put(hand)
        if not self._hands:
            self._idle.put(None)
        self._threads = ThreadPoolExecutor(max(1, len(self._hands)))

    def answers(self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], least: int) -> Iterator[Answer]:
        """The answers to pieces, so many of which at least are begun ahead."""
        waiting: deque[Future[Answer]] = deque()
        for piece in pieces:
            waiting.append(self._threads.submit(self._do, work, piece))
            if len(waiting) > max(_AHEAD * len(self._hands), least):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _do(self, work: Callable[[Piece], Answer], piece: Piece) -> Answer:
        hand = self._idle.get()
        try:
            if hand:
                return hand.ask(work, piece)
        except _Gone:
            hand = None  # what it was doing is done here, as all that would have been its turn
            if self._is_dismissed:
                raise
        finally:
            self._idle.put(hand)
        return work(piece)

    def dismiss(self) -> None:
        """End all processes and threads; what is in hand is dropped."""
        self._is_dismissed = True
        for hand in self._hands:
            hand.end()
        self._threads.shutdown(cancel_futures=True)
        for hand in self._hands:
            hand.wait()


def answer_pieces() -> None:
    """Be one of the processes: do what comes in; end at once where the input ends, because nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 100)  # as in `cli.group.main`
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    pieces: SimpleQueue[tuple[Callable[[Any], Any], Any]] = SimpleQueue()
    Thread(target=_read_pieces, args=(pieces,), daemon=True).start()
    with suppress(OSError):
        while True:
            pickle.dump(_answer(*pieces.get()), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _read_pieces(pieces: SimpleQueue[tuple[Callable[[Any], Any], Any]]) -> None:
    """Put what comes in into a queue. In a thread of its own, so that the end is noticed whatever is being done."""
    try:
        with os.fdopen(os.dup(0), "rb") as stream:
            work: Any = None
            while True:
                told, piece = pickle.load(stream)  # noqa: S301  (the process that started us wrote it)
                work = told or work
                pieces.put((work, piece))
    finally:
        os._exit(0)  # whatever came that is no piece: who asked does the work without us


def _answer(work: Callable[[Any], Any], piece: Any) -> tuple[bool, Any]:
    try:
        return True, work(piece)
    except Exception as error:  # noqa: BLE001  (raised where the work was asked for)
        error.add_note(f"in a process of its own:\n{traceback.format_exc()}")
        return False, error
