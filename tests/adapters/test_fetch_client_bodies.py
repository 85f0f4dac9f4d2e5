"""The fetcher reads what servers on loopback send, and gives up what has no end."""

from __future__ import annotations

import asyncio
import gzip
import time
import tracemalloc
from datetime import timedelta

import brotli
import pytest
from twins.hosts import World, body, endless, get, reply, trouble

from samarkand.model.collecting import Failure, Trouble
from samarkand.model.settings import Limits

SMALL = Limits(feed_bytes=300_000, page_bytes=200_000, image_bytes=400_000, total=timedelta(seconds=5))


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(b"<p>news</p>", mtime=0)),
        ("br", brotli.compress(b"<p>news</p>")),
        ("identity", b"<p>news</p>"),
    ],
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
        ("Content-Encoding: gzip", gzip.compress(b"x" * 1000, mtime=0)[:-9]),
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
