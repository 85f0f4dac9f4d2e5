"""Where the processor's time goes while articles are placed: watches for `bench.story_speed`, in its process and in the one beside."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from samarkand.adapters.processes import beside
from samarkand.adapters.stories import SqliteStories
from samarkand.pipeline import linking
from samarkand.steps.relating.candidates import Nearby

Seconds = defaultdict[str, float]


class Stopwatch:
    """Seconds by name; what is timed within something else is not counted there."""

    def __init__(self) -> None:
        self.spent: Seconds = defaultdict(float)
        self._inside: list[float] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, under the watch."""

        def call(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            self._inside.append(0.0)
            try:
                result = function(*arguments, **named)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                took, within = time.process_time() - start, self._inside.pop()
                self.spent[name] += took - within
                if self._inside:
                    self._inside[-1] += took

        return call


class TimedStore:
    """A store under the watch."""

    def __init__(self, store: SqliteStories, watch: Stopwatch) -> None:
        self._store = store
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        return self._watch.timed("store", getattr(self._store, name))

    def __reduce__(self) -> Any:
        """To the process beside it goes without the watch."""
        return self._store.__reduce__()


class TimedWork:
    """The work that stands beside, under a watch of its own."""

    def __init__(self, made: Callable[[], Callable[[Any], Any]]) -> None:
        self._watch = Stopwatch()
        for owner, name, column in ((linking, "links", "compare"), (Nearby, "near", "near"), (Nearby, "add", "around")):
            setattr(owner, name, self._watch.timed(column, getattr(owner, name)))
        self._work = made()

    def __call__(self, piece: Any) -> tuple[Any, dict[str, float], int]:
        """Its answer, the seconds of the processor until now, and the greatest memory of this process in MiB."""
        start = time.process_time()
        answer = self._work(piece)
        took = time.process_time() - start
        spent = self._watch.spent
        spent["all"] += took
        return answer, dict(spent), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def watched_beside(spent: dict[str, float]) -> Any:
    """`processes.beside`, which tells what it cost: `near`, `compare`, `around` (all of the rest) and `memory`."""

    def call(made: Callable[[], Callable[[Any], Any]], pieces: Iterable[Any]) -> Iterator[Any]:
        for answer, told, memory in beside(partial(TimedWork, made), pieces):
            near, compare = told.get("near", 0.0), told.get("compare", 0.0)
            spent.update(near=near, compare=compare, around=told["all"] - near - compare, memory=memory)
            yield answer

    return call
