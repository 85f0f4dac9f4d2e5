"""The fetcher against real servers on loopback that do all that servers do, and worse."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import threading
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from socket import AddressFamily

import brotli
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from samarkand.adapters.fetch import AioFetcher
from samarkand.model.collecting import Answer, Failure, Kind, Request, Trouble
from samarkand.model.settings import Limits, Manners

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Script = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def reply(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    start: float
    end: float = 0.0


@dataclass
class Host:
    """A server that sends scripted bytes, and measures how it was asked."""

    scripts: dict[str, Script] = field(default_factory=dict)
    pause: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    place: str = ""

    @property
    def home(self) -> str:
        return f"http://{self.place}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines if line)
                asked = Asked(first.split(" ")[1], headers, time.monotonic())
                self.asked.append(asked)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                await asyncio.sleep(self.pause)
                missing = reply(status="404 Not Found")
                script = self.scripts.get(asked.path, missing if asked.path == "/robots.txt" else reply(b"hello"))
                self.at_once -= 1
                asked.end = time.monotonic()
                if not isinstance(script, bytes):
                    await script(writer)
                    break
                writer.write(script)
                await writer.drain()
        writer.close()


USUAL = Limits()


class World:
    """Hosts on loopback, and fetchers that may ask them."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._loop.run_forever)
        thread.start()
        stack.callback(self._loop.close)
        stack.callback(thread.join)
        stack.callback(self._loop.call_soon_threadsafe, self._loop.stop)
        stack.callback(lambda: asyncio.run_coroutine_threadsafe(self._end(), self._loop).result())

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def host(self, scripts: dict[str, Script] | None = None, pause: float = 0.0, serve: Serve | None = None) -> Host:
        host = Host(scripts or {}, pause)
        made = asyncio.start_server(serve or host.serve, "127.0.0.1", 0)
        server = asyncio.run_coroutine_threadsafe(made, self._loop).result()
        host.place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return host

    def fetcher(
        self,
        *hosts: Host,
        limits: Limits = USUAL,
        delay: float = 0.0,
        parallel_hosts: int = 16,
        **more: object,
    ) -> AioFetcher:
        allowed = more.pop("allowed", tuple(host.place for host in hosts))
        manners = Manners(delay=timedelta(seconds=delay), parallel_hosts=parallel_hosts, allow_private=allowed)
        return self._stack.enter_context(AioFetcher(limits, manners, **more))


@pytest.fixture
def world() -> Iterator[World]:
    with ExitStack() as stack:
        yield World(stack)


def get(fetcher: AioFetcher, url: str, kind: Kind = "page", **more: str) -> Answer | Failure:
    (result,) = fetcher.fetch([Request(url, kind, **more)])
    return result


def trouble(fetcher: AioFetcher, url: str) -> Trouble:
    result = get(fetcher, url)
    assert isinstance(result, Failure), result
    assert "\n" not in result.detail
    return result.trouble


def body(fetcher: AioFetcher, url: str) -> bytes:
    result = get(fetcher, url)
    assert isinstance(result, Answer), result
    return result.body


# --- addresses ---


class Names(AbstractResolver):
    """A name server that gives the addresses of a name in turn, and the last one for ever."""

    def __init__(self, **names: list[str]) -> None:
        self._names = {name.replace("_", "."): list(addresses) for name, addresses in names.items()}

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        addresses = self._names.get(host)
        if addresses is None:
            raise OSError(None, "no such name")
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        kind = AddressFamily.AF_INET6 if ":" in address else AddressFamily.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        pass


def test_a_private_address_is_not_asked(world: World) -> None:
    host = world.host()
    fetcher = world.fetcher()
    port = host.place.split(":")[1]
    for name in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0", "0x7f.0.0.1"):
        assert trouble(fetcher, f"http://{name}:{port}/") is Trouble.PRIVATE_ADDRESS
    assert host.asked == []


def test_a_name_that_leads_inside_is_not_asked(world: World) -> None:
    host = world.host()
    port = host.place.split(":")[1]
    names = Names(press_example=["127.0.0.1"], cloud_example=["169.254.169.254"], six_example=["::ffff:127.0.0.1"])
    fetcher = world.fetcher(resolver=names)
    for name in ("press.example", "cloud.example", "six.example"):
        assert trouble(fetcher, f"http://{name}:{port}/") is Trouble.PRIVATE_ADDRESS
    assert host.asked == []


def test_a_name_that_leads_elsewhere_at_the_second_look_is_not_asked(world: World) -> None:
    """DNS rebinding: whoever judges a name once, and not every connection, would be fooled."""
    second = world.host()
    port = second.place.split(":")[1]
    first = world.host({"/": reply(b"", f"Location: http://press.example:{port}/", status="302 Found")})
    names = Names(press_example=["127.0.0.1", "127.0.0.2"])
    fetcher = world.fetcher(resolver=names, allowed=("127.0.0.1",))
    assert trouble(fetcher, first.home.replace("127.0.0.1", "press.example") + "/") is Trouble.PRIVATE_ADDRESS
    assert first.paths() == ["/"]
    assert second.asked == []


def test_a_redirect_inside_is_not_followed(world: World) -> None:
    inside = world.host()
    targets = [f"{inside.home}/secret", f"//{inside.place}/secret", "http://169.254.169.254/latest/meta-data/"]
    for target in targets:
        outside = world.host({"/": reply(b"", f"Location: {target}", status="302 Found")})
        assert trouble(world.fetcher(outside), f"{outside.home}/") is Trouble.PRIVATE_ADDRESS
    assert inside.asked == []


def test_a_host_that_is_allowed_by_name_is_asked_wherever_it_leads(world: World) -> None:
    host = world.host()
    port = host.place.split(":")[1]
    names = Names(intranet_example=["127.0.0.1"], other_example=["127.0.0.1"])
    fetcher = world.fetcher(resolver=names, allowed=(f"intranet.example:{port}",))
    assert body(fetcher, f"http://intranet.example:{port}/") == b"hello"
    assert trouble(fetcher, f"http://other.example:{port}/") is Trouble.PRIVATE_ADDRESS


def test_a_name_that_does_not_resolve_is_told(world: World) -> None:
    assert trouble(world.fetcher(resolver=Names()), "http://nobody.example/") is Trouble.NO_HOST


def test_a_proxy_of_the_environment_is_not_used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, host = world.host(), world.host()
    monkeypatch.setenv("HTTP_PROXY", proxy.home)
    monkeypatch.setenv("http_proxy", proxy.home)
    assert body(world.fetcher(host, proxy), f"{host.home}/") == b"hello"
    assert proxy.asked == []


# --- redirects, headers ---


def test_redirects_to_other_hosts_are_recorded_and_carry_no_cookies(world: World) -> None:
    second = world.host()
    first = world.host({"/": reply(b"", "Set-Cookie: a=b", f"Location: {second.home}/x", status="301 Moved")})
    fetcher = world.fetcher(first, second)
    for _ in range(2):
        answer = get(fetcher, f"{first.home}/")
        assert isinstance(answer, Answer)
        assert (answer.url, answer.redirects) == (f"{second.home}/x", ((301, f"{first.home}/"),))
    assert all("cookie" not in asked.headers for asked in first.asked + second.asked)


def test_redirects_without_end_are_given_up(world: World) -> None:
    scripts: dict[str, Script] = {f"/{n}": reply(b"", f"Location: /{n + 1}", status="302 Found") for n in range(30)}
    host = world.host(scripts)
    assert trouble(world.fetcher(host, limits=Limits(redirects=3)), f"{host.home}/0") is Trouble.TOO_MANY_REDIRECTS
    assert host.paths() == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/", "http://[", "gopher://x"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(world: World, target: str) -> None:
    host = world.host({"/": reply(b"", f"Location: {target}", status="302 Found")})
    assert trouble(world.fetcher(host), f"{host.home}/") is Trouble.BAD_ADDRESS


def test_a_redirect_without_a_target_is_an_answer(world: World) -> None:
    host = world.host({"/": reply(b"where?", status="302 Found")})
    assert body(world.fetcher(host), f"{host.home}/") == b"where?"


def test_a_redirect_to_a_chinese_path_is_followed_as_the_server_meant(world: World) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /" + "港".encode() + b"\r\nContent-Length: 0\r\n\r\n"
    host = world.host({"/": head})
    assert body(world.fetcher(host), f"{host.home}/") == b"hello"
    assert host.paths() == ["/", "/%E6%B8%AF"]


def test_what_is_known_is_sent_along_and_strange_values_are_not(world: World) -> None:
    host = world.host({"/feed": reply(status="304 Not Modified")})
    fetcher = world.fetcher(host)
    known = {"etag": 'W/"7"', "last_modified": "Thu, 01 May 2031 12:00:00 GMT", "referrer": "https://harbour.example/"}
    answer = get(fetcher, f"{host.home}/feed", "feed", **known)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (304, b"")
    sent = host.asked[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('w/"7"', "thu, 01 may 2031 12:00:00 gmt")
    assert sent["referer"] == "https://harbour.example/"
    assert "samarkand" in sent["user-agent"]
    assert ("If-None-Match", 'W/"7"') in answer.sent
    get(fetcher, f"{host.home}/feed", "feed", etag='"a\r\nX-Injected: 1"', last_modified="港")
    assert not {"if-none-match", "if-modified-since", "x-injected"} & set(host.asked[-1].headers)


def test_passwords_in_addresses_are_never_sent(world: World) -> None:
    host = world.host()
    answer = get(world.fetcher(host), f"http://reader:secret@{host.place}/")
    assert isinstance(answer, Answer)
    assert answer.url == f"{host.home}/"
    assert all("authorization" not in asked.headers for asked in host.asked)


def test_the_answer_tells_where_it_came_from(world: World) -> None:
    host = world.host({"/": reply(b"", "X-Name: caf\u00e9", status="404 Nothing Here")})
    now = datetime(2031, 5, 1, 12, tzinfo=UTC)
    answer = get(world.fetcher(host, clock=lambda: now), f"{host.home}/")
    assert isinstance(answer, Answer)
    assert (answer.status, answer.reason, answer.fetched_at) == (404, "Nothing Here", now)
    assert answer.header("x-name").encode("latin-1") == "café".encode()


# --- bodies ---

SMALL = Limits(feed_bytes=300_000, page_bytes=200_000, image_bytes=400_000, total=timedelta(seconds=5))


@pytest.mark.parametrize(
    ("coding", "data"),
    [("gzip", gzip.compress(b"<p>news</p>")), ("br", brotli.compress(b"<p>news</p>")), ("identity", b"<p>news</p>")],
)
def test_bodies_are_decoded(world: World, coding: str, data: bytes) -> None:
    host = world.host({"/": reply(data, f"Content-Encoding: {coding}")})
    assert body(world.fetcher(host), f"{host.home}/") == b"<p>news</p>"
    assert host.asked[-1].headers["accept-encoding"] == "gzip, deflate, br"


@pytest.mark.parametrize(
    ("head", "data"),
    [
        ("Content-Encoding: zstd", b"anything"),
        ("Content-Encoding: gzip", b"not gzip at all"),
        ("Content-Encoding: gzip", gzip.compress(b"x" * 1000)[:-9]),
    ],
)
def test_a_coding_that_cannot_be_undone_is_told(world: World, head: str, data: bytes) -> None:
    host = world.host({"/": reply(data, head)})
    assert trouble(world.fetcher(host), f"{host.home}/") is Trouble.BAD_ENCODING


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_is_refused_in_little_memory(world: World, coding: str) -> None:
    bomb = {"gzip": gzip.compress, "br": brotli.compress}[coding](bytes(100 * 1024 * 1024))
    host = world.host({"/": reply(bomb, f"Content-Encoding: {coding}")})
    fetcher = world.fetcher(host)
    tracemalloc.start()
    assert trouble(fetcher, f"{host.home}/") is Trouble.TOO_LARGE
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < Limits().page_bytes + 4 * 1024 * 1024


def endless(piece: bytes, head: bytes, pause: float = 0.0) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return script


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 9999),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 9999),
        (b"HTTP/1.1 200 OK\r\n", b"X-Header: 1\r\n" * 100),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 9999),
    ],
)
def test_an_endless_answer_is_given_up(world: World, head: bytes, piece: bytes) -> None:
    host = world.host({"/": endless(piece, head)})
    start = time.monotonic()
    assert trouble(world.fetcher(host, limits=SMALL), f"{host.home}/") in {Trouble.TOO_LARGE, Trouble.NO_CONNECTION}
    assert time.monotonic() - start < 10


def test_limits_are_those_of_the_kind(world: World) -> None:
    host = world.host({"/": reply(bytes(250_000))})
    fetcher = world.fetcher(host, limits=SMALL)
    results = {kind: get(fetcher, f"{host.home}/", kind) for kind in ("feed", "page", "image")}
    assert [kind for kind, result in results.items() if isinstance(result, Failure)] == ["page"]


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"", b"H"),
    ],
)
def test_a_server_that_dribbles_is_given_up_in_time(world: World, head: bytes, piece: bytes) -> None:
    host = world.host({"/": endless(piece, head, pause=0.05)})
    fetcher = world.fetcher(host, limits=Limits(total=timedelta(seconds=0.5)))
    start = time.monotonic()
    assert trouble(fetcher, f"{host.home}/") in {Trouble.TOO_SLOW, Trouble.NO_CONNECTION}
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"this is no HTTP\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo short",
        b"HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nhello",
        b"HTTP/1.1 200 OK\r\nBroken",
    ],
)
def test_what_is_cut_short_or_garbled_is_no_answer(world: World, data: bytes) -> None:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    host = world.host({"/": script})
    assert trouble(world.fetcher(host, limits=SMALL), f"{host.home}/") is Trouble.NO_CONNECTION


def test_a_closed_port_and_a_server_without_tls_are_told(world: World) -> None:
    host = world.host()
    fetcher = world.fetcher(allowed=("127.0.0.1",), limits=Limits(connect=timedelta(seconds=0.5)))
    assert trouble(fetcher, "http://127.0.0.1:1/") is Trouble.NO_CONNECTION
    assert trouble(fetcher, f"https://{host.place}/") is Trouble.TOO_SLOW


def test_a_server_that_speaks_no_tls_is_told(world: World) -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    host = world.host(serve=plain)
    assert trouble(world.fetcher(host), f"https://{host.place}/") is Trouble.NO_CONNECTION


# --- manners ---


def test_a_host_is_asked_one_request_at_a_time_with_a_delay_between(world: World) -> None:
    host = world.host(pause=0.02)
    fetcher = world.fetcher(host, delay=0.1)
    assert len(list(fetcher.fetch(Request(f"{host.home}/{n}", "page") for n in range(5)))) == 5
    assert host.most_at_once == 1
    gaps = [after.start - before.end for before, after in itertools.pairwise(host.asked)]
    assert len(gaps) == 5
    assert min(gaps) >= 0.095


def test_manners_hold_across_calls_in_several_threads(world: World) -> None:
    host = world.host(pause=0.02)
    fetcher = world.fetcher(host)
    requests = [Request(f"{host.home}/{n}", "page") for n in range(5)]
    threads = [threading.Thread(target=lambda: list(fetcher.fetch(requests))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert host.most_at_once == 1
    assert len(host.paths()) == 20
    assert [asked.path for asked in host.asked].count("/robots.txt") == 1


def test_hosts_are_asked_in_parallel_up_to_the_limit(world: World) -> None:
    def took(parallel_hosts: int) -> float:
        hosts = [world.host(pause=0.15) for _ in range(6)]
        fetcher = world.fetcher(*hosts, parallel_hosts=parallel_hosts)
        start = time.monotonic()
        list(fetcher.fetch([Request(f"{host.home}/", "page") for host in hosts]))
        return time.monotonic() - start

    assert took(6) < 1.5  # one after the other: 1.8
    assert took(2) >= 0.9


def test_a_busy_host_does_not_hold_up_the_others(world: World) -> None:
    slow, quick = world.host(pause=0.1), world.host()
    fetcher = world.fetcher(slow, quick, parallel_hosts=2)
    urls = [f"{slow.home}/{n}" for n in range(5)] + [f"{quick.home}/{n}" for n in range(5)]
    order = [result.request.url for result in fetcher.fetch([Request(url, "page") for url in urls])]
    assert order[-1].startswith(slow.home)
    assert [url for url in order[:7] if url.startswith(quick.home)] == urls[5:]


def test_requests_are_taken_as_they_are_needed_and_answers_do_not_pile_up(world: World) -> None:
    hosts = [world.host() for _ in range(12)]
    taken: list[int] = []

    def requests() -> Iterator[Request]:
        for number in range(600):
            taken.append(number)
            yield Request(f"{hosts[number % 12].home}/{number}", "page")

    results = world.fetcher(*hosts, parallel_hosts=4).fetch(requests())
    next(results)
    time.sleep(0.3)
    assert sum(len(host.paths()) for host in hosts) <= 1 + 4
    assert len(taken) <= 10
    assert sum(1 for _ in results) == 599


def test_closing_the_results_stops_the_asking(world: World) -> None:
    host, slow = world.host(), world.host({"/": endless(b"x", b"HTTP/1.1 200 OK\r\n\r\n", pause=0.01)})
    fetcher = world.fetcher(host, slow)
    results = fetcher.fetch(Request(f"{home}/", "page") for home in [slow.home, *[host.home] * 50])
    assert isinstance(next(results), Answer)
    results.close()  # type: ignore[attr-defined]
    time.sleep(0.1)
    count = len(host.asked)
    time.sleep(0.1)
    assert len(host.asked) == count
    assert body(fetcher, f"{host.home}/again") == b"hello"


def test_closing_the_fetcher_ends_its_thread_and_what_is_under_way(world: World) -> None:
    slow = world.host({"/": endless(b"x", b"HTTP/1.1 200 OK\r\n\r\n", pause=0.01)})
    before = threading.active_count()
    fetcher = world.fetcher(slow)
    threading.Timer(0.2, fetcher.close).start()
    with pytest.raises(RuntimeError, match="closed"):
        get(fetcher, f"{slow.home}/")
    fetcher.close()
    with pytest.raises(RuntimeError, match="closed"):
        get(fetcher, f"{slow.home}/")
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]
    assert threading.active_count() <= before + 1


def test_an_error_of_the_caller_s_own_requests_is_the_caller_s(world: World) -> None:
    def requests() -> Iterator[Request]:
        yield Request("mailto:x@a.example", "page")
        raise KeyError("ours")

    with pytest.raises(KeyError):
        list(world.fetcher().fetch(requests()))


def test_a_host_that_asks_us_to_wait_is_left_alone(world: World) -> None:
    now = [datetime(2031, 5, 1, 12, tzinfo=UTC)]
    host = world.host({"/busy": reply(b"", "Retry-After: 120", status="429 Too Many Requests")})
    fetcher = world.fetcher(host, clock=lambda: now[0])
    first = get(fetcher, f"{host.home}/busy")
    assert isinstance(first, Answer)
    assert first.status == 429
    now[0] += timedelta(seconds=20)
    failure = get(fetcher, f"{host.home}/other")
    assert isinstance(failure, Failure)
    assert (failure.trouble, failure.wait) == (Trouble.WAIT, timedelta(seconds=100))
    assert host.paths() == ["/busy"]
    now[0] += timedelta(seconds=100)
    assert body(fetcher, f"{host.home}/other") == b"hello"


# --- robots.txt ---


def test_robots_txt_is_asked_once_a_day_and_obeyed(world: World) -> None:
    now = [datetime(2031, 5, 1, 12, tzinfo=UTC)]
    host = world.host({"/robots.txt": reply(b"User-agent: Samarkand\nDisallow: /private\n")})
    fetcher = world.fetcher(host, clock=lambda: now[0])
    assert body(fetcher, f"{host.home}/news") == b"hello"
    assert trouble(fetcher, f"{host.home}/private/1") is Trouble.ROBOTS
    assert [asked.path for asked in host.asked] == ["/robots.txt", "/news"]
    now[0] += timedelta(hours=25)
    get(fetcher, f"{host.home}/news")
    assert [asked.path for asked in host.asked][2:] == ["/robots.txt", "/news"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_without_a_robots_txt_all_is_allowed(world: World, status: str) -> None:
    host = world.host({"/robots.txt": reply(b"User-agent: *\nDisallow: /", status=status)})
    assert body(world.fetcher(host), f"{host.home}/") == b"hello"


async def hang_up(_: asyncio.StreamWriter) -> None:
    """Close without a word."""


@pytest.mark.parametrize("script", [reply(status="500 Oops"), reply(status="503 Later"), hang_up, b"garbage\r\n\r\n"])
def test_a_robots_txt_that_cannot_be_fetched_is_no_permission(world: World, script: Script) -> None:
    host = world.host({"/robots.txt": script})
    fetcher = world.fetcher(host, limits=Limits(total=timedelta(seconds=2)))
    failure = get(fetcher, f"{host.home}/")
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.ROBOTS
    assert "robots.txt could not be fetched" in failure.detail
    assert host.paths() == []


def test_a_robots_txt_that_failed_is_asked_again_later(world: World) -> None:
    now = [datetime(2031, 5, 1, 12, tzinfo=UTC)]
    host = world.host({"/robots.txt": reply(status="500 Oops")})
    fetcher = world.fetcher(host, clock=lambda: now[0])
    for _ in range(3):
        assert trouble(fetcher, f"{host.home}/") is Trouble.ROBOTS
    assert len(host.asked) == 1
    host.scripts.clear()
    now[0] += timedelta(minutes=11)
    assert body(fetcher, f"{host.home}/") == b"hello"


def test_a_robots_txt_may_lie_elsewhere(world: World) -> None:
    other = world.host({"/rules": reply(b"User-agent: *\nDisallow: /private\n")})
    host = world.host({"/robots.txt": reply(b"", f"Location: {other.home}/rules", status="301 Moved")})
    fetcher = world.fetcher(host, other)
    assert trouble(fetcher, f"{host.home}/private") is Trouble.ROBOTS
    assert body(fetcher, f"{host.home}/") == b"hello"


def test_a_robots_txt_in_a_circle_is_none(world: World) -> None:
    host = world.host({"/robots.txt": reply(b"", "Location: /robots.txt", status="301 Moved")})
    assert body(world.fetcher(host), f"{host.home}/") == b"hello"


def test_an_endless_robots_txt_is_read_up_to_its_limit(world: World) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n"
    host = world.host({"/robots.txt": endless(b"# nothing\n" * 1000, head)})
    fetcher = world.fetcher(host)
    assert trouble(fetcher, f"{host.home}/private") is Trouble.ROBOTS
    assert body(fetcher, f"{host.home}/") == b"hello"


def test_the_robots_txt_of_a_redirect_s_target_is_obeyed(world: World) -> None:
    second = world.host({"/robots.txt": reply(b"User-agent: *\nDisallow: /\n")})
    first = world.host({"/": reply(b"", f"Location: {second.home}/x", status="302 Found")})
    assert trouble(world.fetcher(first, second), f"{first.home}/") is Trouble.ROBOTS
    assert second.paths() == []


def test_a_crawl_delay_is_kept(world: World) -> None:
    host = world.host({"/robots.txt": reply(b"User-agent: *\nCrawl-delay: 0.2\n")})
    list(world.fetcher(host).fetch(Request(f"{host.home}/{n}", "page") for n in range(3)))
    gaps = [after.start - before.end for before, after in itertools.pairwise(host.asked)]
    assert min(gaps) >= 0.19
