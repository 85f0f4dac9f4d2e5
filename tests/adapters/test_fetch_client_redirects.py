"""The fetcher follows redirects, sends what it should, and tells where an answer came from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from twins.hosts import Script, World, body, get, reply, trouble

from samarkand.model.collecting import Answer, Trouble
from samarkand.model.settings import Limits


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
