"""Where a reader may stand open, and where it refuses to start."""

from __future__ import annotations

import pytest

from samarkand.errors import UsageError
from samarkand.web.entrance.rules import entrance, make_sure_of_entrance

PROXIED = ("127.0.0.1",)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
def test_this_machine_may_enter_without_a_password(host):
    make_sure_of_entrance(entrance(host, (), "", ()), has_password=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "news.example", "127.evil.example", ""])
def test_anywhere_else_it_does_not_start_without_one(host):
    with pytest.raises(UsageError, match="samarkand password"):
        make_sure_of_entrance(entrance(host, (), "", ()), has_password=False)
    make_sure_of_entrance(entrance(host, (), "", ()), has_password=True)


def test_behind_a_proxy_this_machine_is_not_alone():
    with pytest.raises(UsageError, match="passes to it whoever asks"):
        make_sure_of_entrance(entrance("127.0.0.1", PROXIED, "", ()), has_password=False)
    make_sure_of_entrance(entrance("127.0.0.1", PROXIED, "", ()), has_password=True)


def test_a_proxy_that_knows_its_users_is_enough():
    made = entrance("0.0.0.0", ("10.0.0.0/24", "fd00::1"), "Remote-User", ["News.Example."])
    make_sure_of_entrance(made, has_password=False)
    assert (made.user_header, made.names) == ("remote-user", {"news.example"})
    assert [made.believes(each) for each in ("10.0.0.9", "::ffff:10.0.0.9", "fd00::1", "10.0.1.1", "", "x")] == [
        *(True, True, True, False, False, False)
    ]


@pytest.mark.parametrize(
    ("proxies", "header", "names", "told"),
    [
        ((), "Remote-User", ["a.example"], "add --proxy"),
        (PROXIED, "Remote-User", [], "add --name"),
        (PROXIED, "Host", ["a.example"], "Remote-User"),
        (PROXIED, "X-Forwarded-For", ["a.example"], "Remote-User"),
        (PROXIED, "Cookie", ["a.example"], "Remote-User"),
        (PROXIED, "Remote User", ["a.example"], "Remote-User"),
        (["everybody"], "", [], "no address"),
        (PROXIED, "", ["https://a.example"], "no name"),
        (PROXIED, "", ["a.example:443"], "no name"),
        (PROXIED, "", ["a" * 300], "no name"),
    ],
)
def test_what_cannot_be_meant_is_told(proxies, header, names, told):
    with pytest.raises(UsageError, match=told):
        entrance("0.0.0.0", proxies, header, names)
