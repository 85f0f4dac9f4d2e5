"""Robots, waiting and turns, without a network."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from samarkand.adapters.fetch import manners, robots

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "text", "seconds"),
    [
        (429, "120", 120),
        (503, " 7 ", 7),
        (429, "Thu, 01 May 2031 12:02:00 GMT", 120),
        (429, "Thu, 01 May 2031 11:00:00 GMT", None),
        (429, "99999999999999999999", 86400),
        (429, "Thu, 01 May 2099 11:00:00 GMT", 86400),
        (429, "", 60),
        (429, "soon", 60),
        (429, "-5", 60),
        (503, "", None),
        (503, "soon", None),
        (200, "120", None),
        (503, "0", None),
    ],
)
def test_how_long_a_host_asks_us_to_stay_away(status: int, text: str, seconds: int | None) -> None:
    wanted = None if seconds is None else timedelta(seconds=seconds)
    assert manners.wait_asked(status, text, NOW) == wanted


def test_a_wait_is_over_when_its_time_has_come() -> None:
    turns = manners.Turns()
    turns.stay_away("a.example", NOW + timedelta(seconds=5))
    assert turns.wait_of("a.example", NOW) == timedelta(seconds=5)
    assert turns.wait_of("a.example", NOW + timedelta(seconds=5)) is None
    assert turns.wait_of("b.example", NOW) is None


def test_turns_at_one_host_keep_the_delay_and_those_at_two_do_not_wait() -> None:
    async def go(hosts: list[str]) -> float:
        turns = manners.Turns()

        async def one(host: str) -> None:
            async with turns.at(host, timedelta(seconds=0.05)):
                pass

        start = time.monotonic()
        await asyncio.gather(*(one(host) for host in hosts))
        return time.monotonic() - start

    assert asyncio.run(go(["a", "a", "a", "a"])) >= 0.15
    assert asyncio.run(go(["a", "b", "c", "d"])) < 0.15


def test_hosts_that_nobody_is_at_are_forgotten_one_day() -> None:
    async def go() -> int:
        turns = manners.Turns()
        for number in range(manners._MOST_HOSTS + 100):
            async with turns.at(f"{number}.example", timedelta()):
                pass
        return len(turns._turns)

    assert asyncio.run(go()) <= manners._MOST_HOSTS


ROBOTS = b"\xef\xbb\xbfUser-agent: *\nDisallow: /private\nCrawl-delay: 5\n\nUser-agent: Other\nDisallow: /\n"


def test_the_rules_are_those_for_us() -> None:
    rules = robots.Rules(NOW, robots.read(ROBOTS))
    assert rules.allow("http://a.example/news", "Samarkand")
    assert not rules.allow("http://a.example/private/x", "Samarkand")
    assert not rules.allow("http://a.example/news", "Other")
    assert rules.delay("Samarkand") == timedelta(seconds=5)


@pytest.mark.parametrize(
    ("told", "seconds"), [("0.5", 0.5), ("9999", 60), ("1e400", 0), ("nan", 0), ("-3", 0), ("x", 0)]
)
def test_a_crawl_delay_counts_up_to_a_minute(told: str, seconds: float) -> None:
    rules = robots.Rules(NOW, robots.read(f"User-agent: *\nCrawl-delay: {told}\n".encode()))
    assert rules.delay("Samarkand") == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "body", [b"", b"<html>not found</html>", bytes(range(256)) * 10, b"Disallow: /", b"User-agent: *"]
)
def test_what_is_no_robots_txt_forbids_nothing(body: bytes) -> None:
    assert robots.Rules(NOW, robots.read(body)).allow("http://a.example/news", "Samarkand")


def test_a_line_that_was_cut_off_is_left() -> None:
    whole = b"User-agent: *\nDisallow: /private\n"
    body = whole + b"#" * (robots.LARGEST - len(whole) - 20) + b"\nDisallow: /news/2031"
    cut = body[: robots.LARGEST].ljust(robots.LARGEST, b"x")
    assert robots.Rules(NOW, robots.read(cut)).allow("http://a.example/news/2031/1", "Samarkand")
    assert not robots.Rules(NOW, robots.read(cut)).allow("http://a.example/private", "Samarkand")


def test_many_wild_rules_are_asked_in_no_time() -> None:
    body = b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*a*a*a*b$\n" * 16000
    rules = robots.Rules(NOW, robots.read(body[: robots.LARGEST]))
    start = time.monotonic()
    assert rules.allow("http://a.example/" + "a" * 2000, "Samarkand")
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    ("agent", "token"), [("Samarkand/0.1 (+x)", "Samarkand"), ("Desk", "Desk"), ("Desk bot", "Desk"), ("", "*")]
)
def test_the_token_is_the_first_word_of_the_user_agent(agent: str, token: str) -> None:
    assert robots.product(agent) == token
