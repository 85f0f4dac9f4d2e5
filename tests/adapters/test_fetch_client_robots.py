"""The fetcher obeys the robots.txt of hosts on loopback."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from twins.hosts import Script, World, body, endless, get, reply, trouble

from samarkand.model.collecting import Failure, Request, Trouble
from samarkand.model.settings import Limits


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
