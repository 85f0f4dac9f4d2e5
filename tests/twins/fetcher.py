"""The port `Fetcher` in memory: a small web of pages that a test writes down, and what was asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from samarkand import urls
from samarkand.model.collecting import Answer, Failure, Request, Trouble

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""


class MemoryFetcher:
    """Answers from `web`, address by address; what is not there answers 404, a Trouble there is a Failure.

    `web` may be changed between two rounds; `asked` holds the requests in order.
    """

    def __init__(
        self,
        web: Mapping[str, Page | Trouble],
        clock: Callable[[], datetime] = lambda: datetime(2030, 1, 1, tzinfo=UTC),
    ) -> None:
        self.web = web
        self.asked: list[Request] = []
        self._clock = clock

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer | Failure]:
        """An Answer or a Failure for every request, in their order."""
        for request in requests:
            self.asked.append(request)
            yield self._visit(request)

    def _visit(self, request: Request) -> Answer | Failure:
        url, redirects = request.url.partition("#")[0], []
        while True:
            if not urls.is_web(url):
                return self._fail(request, Trouble.BAD_ADDRESS, f"{url!r} is no http or https address")
            page = self.web.get(url, Page(status=404))
            if isinstance(page, Trouble):
                return self._fail(request, page, f"{url}: {page}")
            target = next((value for name, value in page.headers if name.lower() == "location"), "")
            if page.status not in REDIRECTS or not target:
                return self._answer(request, url, page, tuple(redirects))
            redirects.append((page.status, url))
            url = urls.join(url, target)
            if any(url == passed for _, passed in redirects):
                return self._fail(request, Trouble.TOO_MANY_REDIRECTS, f"redirects lead back to {url}")

    def _answer(self, request: Request, url: str, page: Page, redirects: tuple[tuple[int, str], ...]) -> Answer:
        headers = page.headers + ((("ETag", page.etag),) if page.etag else ())
        if page.etag and page.etag == request.etag:
            return Answer(request, url, 304, headers, b"", self._clock(), redirects)
        return Answer(request, url, page.status, headers, page.body, self._clock(), redirects)

    def _fail(self, request: Request, trouble: Trouble, detail: str) -> Failure:
        return Failure(request, trouble, detail, self._clock())

    def close(self) -> None:
        """Nothing to end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
