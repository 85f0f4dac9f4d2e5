"""What every Fetcher must do, asked of the real one (over loopback) and of its twin in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from twins.fetcher import REDIRECTS, MemoryFetcher, Page

from samarkand.adapters.fetch import AioFetcher
from samarkand.model.collecting import Answer, Failure, Request, Trouble
from samarkand.model.settings import Limits, Manners
from samarkand.ports import Fetcher

Paths = dict[str, Page]
Make = Callable[[Paths], tuple[Fetcher, str]]
"""From pages by path to a fetcher that reaches them, and the address before the path."""


def in_memory(paths: Paths, stack: ExitStack) -> tuple[Fetcher, str]:
    home = "http://press.example"
    return stack.enter_context(MemoryFetcher({home + path: page for path, page in paths.items()})), home


def over_loopback(paths: Paths, stack: ExitStack) -> tuple[Fetcher, str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet

        def do_GET(self) -> None:
            page = paths.get(self.path, Page(status=404))
            is_known = bool(page.etag) and self.headers.get("If-None-Match") == page.etag
            self.send_response(304 if is_known else page.status)
            for name, value in page.headers:
                self.send_header(name, value)
            if page.etag:
                self.send_header("ETag", page.etag)
            if not is_known:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(b"" if is_known else page.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stack.callback(thread.join)
    stack.callback(server.server_close)
    stack.callback(server.shutdown)
    place = f"127.0.0.1:{server.server_port}"
    manners = Manners(delay=timedelta(0), allow_private=(place,))
    return stack.enter_context(AioFetcher(Limits(), manners)), f"http://{place}"


@pytest.fixture(params=[in_memory, over_loopback])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    with ExitStack() as stack:
        yield lambda paths: request.param(paths, stack)


def only(fetcher: Fetcher, request: Request) -> Answer | Failure:
    (result,) = fetcher.fetch([request])
    return result


def test_every_request_has_one_result(make: Make) -> None:
    fetcher, home = make({f"/{number}": Page(b"%d" % number) for number in range(20)})
    requests = [Request(f"{home}/{number}", "page") for number in range(25)] + [Request("mailto:a@b.example", "page")]
    results = list(fetcher.fetch(iter(requests)))
    assert sorted(result.request.url for result in results) == sorted(request.url for request in requests)


def test_no_requests_give_no_results(make: Make) -> None:
    fetcher, _ = make({})
    assert list(fetcher.fetch([])) == []


def test_an_answer_holds_the_bytes_the_status_and_the_headers(make: Make) -> None:
    body = bytes(range(256))
    fetcher, home = make({"/a": Page(body, 200, (("X-Desk", "harbour"),))})
    answer = only(fetcher, Request(f"{home}/a", "image"))
    assert isinstance(answer, Answer)
    assert (answer.url, answer.status, answer.body) == (f"{home}/a", 200, body)
    assert answer.header("x-desk") == "harbour"
    assert answer.fetched_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize("status", [404, 410, 500])
def test_an_answer_of_any_status_is_an_answer(make: Make, status: int) -> None:
    fetcher, home = make({"/gone": Page(b"no", status)})
    answer = only(fetcher, Request(f"{home}/gone", "page"))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (status, b"no")


@pytest.mark.parametrize("status", sorted(REDIRECTS))
def test_redirects_are_followed_and_told(make: Make, status: int) -> None:
    fetcher, home = make({"/old": Page(status=status, headers=(("Location", "/new"),)), "/new": Page(b"here")})
    answer = only(fetcher, Request(f"{home}/old", "page"))
    assert isinstance(answer, Answer)
    assert (answer.url, answer.body, answer.redirects) == (f"{home}/new", b"here", ((status, f"{home}/old"),))


def test_redirects_in_a_circle_are_a_failure(make: Make) -> None:
    fetcher, home = make(
        {path: Page(status=302, headers=(("Location", to),)) for path, to in [("/a", "/b"), ("/b", "/a")]}
    )
    failure = only(fetcher, Request(f"{home}/a", "page"))
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.TOO_MANY_REDIRECTS


def test_a_redirect_out_of_the_web_is_a_failure(make: Make) -> None:
    fetcher, home = make({"/a": Page(status=302, headers=(("Location", "file:///etc/hosts"),))})
    failure = only(fetcher, Request(f"{home}/a", "page"))
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.BAD_ADDRESS


def test_what_is_unchanged_answers_304_without_a_body(make: Make) -> None:
    fetcher, home = make({"/feed": Page(b"<rss/>", etag='"v1"')})
    first = only(fetcher, Request(f"{home}/feed", "feed"))
    assert isinstance(first, Answer)
    again = only(fetcher, Request(f"{home}/feed", "feed", etag=first.header("etag")))
    assert isinstance(again, Answer)
    assert (again.status, again.body) == (304, b"")


def test_a_fragment_is_not_asked_for(make: Make) -> None:
    fetcher, home = make({"/a": Page(b"whole")})
    answer = only(fetcher, Request(f"{home}/a#part", "page"))
    assert isinstance(answer, Answer)
    assert (answer.url, answer.body) == (f"{home}/a", b"whole")


@pytest.mark.parametrize("url", ["", "news", "ftp://press.example/", "http://", "javascript:alert(1)", "http://[::1"])
def test_what_is_no_web_address_is_a_failure(make: Make, url: str) -> None:
    fetcher, _ = make({})
    failure = only(fetcher, Request(url, "page"))
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.BAD_ADDRESS


def test_reading_may_stop_early_and_start_anew(make: Make) -> None:
    fetcher, home = make({"/a": Page(b"a")})
    results = fetcher.fetch(Request(f"{home}/a", "page") for _ in range(100))
    assert isinstance(next(results), Answer)
    results.close()  # type: ignore[attr-defined]
    assert isinstance(only(fetcher, Request(f"{home}/a", "page")), Answer)


def test_calls_may_run_inside_each_other(make: Make) -> None:
    fetcher, home = make({f"/{number}": Page(b"%d" % number) for number in range(30)})
    requests = [Request(f"{home}/{number}", "page") for number in range(30)]
    inner = [only(fetcher, requests[0]) for _ in fetcher.fetch(requests)]
    assert len(inner) == 30
