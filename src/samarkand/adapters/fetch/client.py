"""`AioFetcher`: the port `Fetcher` over aiohttp, with the event loop in a thread of its own."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp.abc import AbstractResolver

from samarkand import urls
from samarkand.adapters.fetch.addresses import Allowed
from samarkand.adapters.fetch.exchange import Exchanges
from samarkand.adapters.fetch.visits import Visits
from samarkand.model.collecting import Answer, Failure, Request
from samarkand.model.settings import Limits, Manners

_Result = TypeVar("_Result")

_AHEAD = 16
"""Requests that may wait for a busy host, for each host that is asked in parallel."""


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class AioFetcher:
    """Fetches politely; see the port `Fetcher` for its duties.

    Nothing runs before the first `fetch`. Any number of calls of `fetch` may be under way, also one inside another
    and in several threads: manners hold across them. `close` (or leaving the `with` block) ends all.
    """

    def __init__(
        self,
        limits: Limits,
        manners: Manners,
        *,
        clock: Callable[[], datetime] = utc_now,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._limits = limits
        self._manners = manners
        self._clock = clock
        self._resolver = resolver
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._exchanges: Exchanges | None = None
        self._visits: Visits | None = None
        self._is_closed = False

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer | Failure]:
        """An Answer or a Failure for every request, in the order of their arrival.

        Requests are taken from the iterable, in the caller's thread, only as hosts become free for them. At most
        `parallel_hosts` requests are under way or have answers that nobody took yet. Closing the iterator cancels
        what is under way. Raises RuntimeError if the fetcher is closed.
        """
        call = _Call(requests, self._submit, self._manners.parallel_hosts)
        try:
            yield from call.results()
        finally:
            call.cancel()

    def _submit(self, request: Request) -> Future[Answer | Failure]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the fetcher is closed")
            if self._loop is None:
                self._start()
            assert self._visits is not None
            return self._run(self._visits.visit(request))

    def _start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._thread.start()
        self._run(self._open()).result()

    def _run(self, work: Coroutine[Any, Any, _Result]) -> Future[_Result]:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _open(self) -> None:
        self._exchanges = Exchanges(self._limits, Allowed.of(self._manners.allow_private), self._resolver)
        self._visits = Visits(self._limits, self._manners, self._exchanges, self._clock)

    def close(self) -> None:
        """Cancel what is under way, drop all connections, end the thread. May be called again."""
        with self._lock:
            self._is_closed = True
            if self._loop is None or self._thread is None:
                return
            self._run(self._wind_up()).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._loop = self._thread = None

    async def _wind_up(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._exchanges is not None:
            await self._exchanges.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Call:
    """The requests of one call of `fetch`; lives in the caller's thread.

    A request starts only when none of its host is under way and there is room for its answer. So no host takes the
    room of the others, and one that has started never waits for the caller: nothing can lock up.
    """

    def __init__(
        self, requests: Iterable[Request], submit: Callable[[Request], Future[Answer | Failure]], room: int
    ) -> None:
        self._requests: Iterator[Request] | None = iter(requests)
        self._submit = submit
        self._room = room
        self._waiting: dict[str, deque[Request]] = {}
        self._count = 0
        self._running: dict[Future[Answer | Failure], str] = {}
        self._done: SimpleQueue[Future[Answer | Failure]] = SimpleQueue()

    def results(self) -> Iterator[Answer | Failure]:
        """What came, as it comes. Raises RuntimeError if the fetcher is closed meanwhile."""
        while True:
            while self._done.empty() and self._start_one():
                pass
            if not self._running:
                return
            future = self._done.get()
            del self._running[future]
            if future.cancelled():
                raise RuntimeError("the fetcher was closed while its answers were read")
            result = future.result()
            while self._start_waiting():  # so that the network works while the caller does
                pass
            yield result

    def _start_one(self) -> bool:
        """Start a request that waited for its host, or take one more; False where nothing can be done."""
        return self._start_waiting() or self._take()

    def _start_waiting(self) -> bool:
        if len(self._running) >= self._room:
            return False
        busy = set(self._running.values())
        host = next((host for host in self._waiting if host not in busy), None)
        if host is None:
            return False
        queue = self._waiting[host]
        request = queue.popleft()
        self._count -= 1
        if not queue:
            del self._waiting[host]
        future = self._submit(request)
        self._running[future] = host
        future.add_done_callback(self._done.put)
        return True

    def _take(self) -> bool:
        """Take one more request from the caller, if there is room for it and a chance that it can start."""
        if self._requests is None or len(self._running) >= self._room or self._count >= self._room * _AHEAD:
            return False
        request = next(self._requests, None)
        if request is None:
            self._requests = None
            return False
        self._waiting.setdefault(urls.host(request.url), deque()).append(request)
        self._count += 1
        return True

    def cancel(self) -> None:
        """Give up what is under way."""
        for future in self._running:
            future.cancel()
