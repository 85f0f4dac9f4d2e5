"""What is believed of a proxy's headers, and whose."""

from __future__ import annotations

import asyncio

import pytest

from samarkand.web.entrance.forwarding import USER, Forwarding
from samarkand.web.entrance.rules import entrance


def heard(headers: list[tuple[str, str]], peer: str = "127.0.0.1", path: str = "/a") -> dict:
    """The request as the reader gets it."""
    found = []

    async def app(scope, receive, send) -> None:
        found.append(scope)

    way = entrance("127.0.0.1", ["127.0.0.1", "10.0.0.0/8"], "Remote-User", ["news.example"])
    scope = {
        "type": "http",
        "client": (peer, 5),
        "scheme": "http",
        "path": path,
        "headers": [(b"host", b"inner:8000"), *((name.encode(), value.encode()) for name, value in headers)],
    }
    asyncio.run(Forwarding(app, way, is_open=False)(scope, None, None))
    return found[0]


def test_a_named_proxy_tells_who_asked_by_which_name_and_how():
    scope = heard(
        [
            ("x-forwarded-for", "198.51.100.1, 203.0.113.9, 10.2.2.2"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "News.example"),
            ("x-forwarded-prefix", "/news/"),
            ("remote-user", "凌"),
        ]
    )
    assert scope["client"][0] == "203.0.113.9", "what stands before it, anybody may have written"
    assert (scope["scheme"], scope["root_path"], scope["path"]) == ("https", "/news", "/news/a")
    assert [value for name, value in scope["headers"] if name == b"host"] == [b"news.example"]
    assert scope[USER] == "凌"


def test_nobody_else_tells_anything():
    told = [
        (f"x-forwarded-{name}", value)
        for name, value in (("for", "1.2.3.4"), ("proto", "https"), ("host", "evil"), ("prefix", "/x"))
    ]
    scope = heard([*told, ("remote-user", "root")], peer="192.0.2.1")
    assert scope["client"][0] == "192.0.2.1"
    assert (scope["scheme"], scope["path"], scope.get("root_path"), USER in scope) == ("http", "/a", None, False)
    assert scope["headers"][0] == (b"host", b"inner:8000")


def test_a_name_that_stands_there_twice_is_nobodys():
    assert USER not in heard([("remote-user", "root"), ("remote-user", "ling")])


@pytest.mark.parametrize("name", ["", "  ", "a" * 201, "a\x00b", "a\x1b[0m"])
def test_a_name_that_cannot_be_is_nobodys(name):
    assert USER not in heard([("remote-user", name)])


@pytest.mark.parametrize(
    "prefix", ["news", "//evil.example", "/a/../b", "/.", "/a b", '/"x', "/" + "a" * 101, "/%2e%2e"]
)
def test_a_prefix_that_cannot_be_is_none(prefix):
    assert heard([("x-forwarded-prefix", prefix)])["path"] == "/a"


@pytest.mark.parametrize("host", ["", "a b", "a/b", "evil.example@x", "[::1", "x:123456"])
def test_a_host_that_cannot_be_is_none(host):
    assert heard([("x-forwarded-host", host)])["headers"][0] == (b"host", b"inner:8000")
