from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import archivists
import pytest

from samarkand.adapters.captures.cdxj import key, line

SESSION = "0123456789abcdef0123456789abcdef"
KEYS = {
    "https://www.outlet.example/": "example,outlet)/",
    "http://outlet.example": "example,outlet)/",
    "https://WWW2.Outlet.Example:443/A/B/?b=2&a=1#frag": "example,outlet)/a/b?a=1&b=2",
    "http://outlet.example:8080/": "example,outlet:8080)/",
    "http://127.0.0.1:8001/a.html": "1,0,0,127:8001)/a.html",
    "https://[::1]:80/x": "::1:80)/x",
    "https://user:pw@outlet.example/": "example,outlet)/",
    "https://outlet.example./x": "example,outlet)/x",
    "http://outlet.example/a//b/../c/./": "example,outlet)/a/c",
    "https://outlet.example/港口/20220907": "example,outlet)/%e6%b8%af%e5%8f%a3/20220907",
    "https://outlet.example/%E6%B8%AF": "example,outlet)/%e6%b8%af",
    "https://outlet.example/%C4%E3": "example,outlet)/%c4%e3",
    "http://港口.example/": "example,xn--6orv52d)/",
    "https://outlet.example/%7Euser/%2F%3f": "example,outlet)/~user/?",
    "https://outlet.example/a%252520b": "example,outlet)/a%20b",
    "https://outlet.example/a%00b": "example,outlet)/a%00b",
    "https://outlet.example/a?": "example,outlet)/a",
    "https://outlet.example/a?x=1&&y=2&": "example,outlet)/a?&&x=1&y=2",
    "https://outlet.example/a?b&a=2&a=1&a": "example,outlet)/a?a&a=1&a=2&b",
    "https://outlet.example/a?x=http%3A%2F%2Fb.example%2F%3Fc%3Dd%26e": "example,outlet)/a?e&x=http://b.example/?c=d",
    f"https://outlet.example/a?sid={SESSION}": "example,outlet)/a",
    f"https://outlet.example/a?phpsessid={SESSION}&x=1": "example,outlet)/a?x=1",
    'https://outlet.example/a|b<c>"': 'example,outlet)/a|b<c>"',
    "urn:uuid:5f0c2a4e-6f0e-5a8b-9a4e-0c0f3b7d9e21": "urn:uuid:5f0c2a4e-6f0e-5a8b-9a4e-0c0f3b7d9e21",
}


@pytest.mark.parametrize(("url", "wanted"), KEYS.items())
def test_a_key_has_the_host_from_right_to_left_and_nothing_that_does_not_matter(url, wanted):
    assert key(url) == wanted


def test_keys_are_those_that_players_look_up():
    """`surt` is the library by which pywb and py-wacz make theirs."""
    code = "import json, surt, sys; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"
    done = archivists.run("python", "-c", code, input=json.dumps(list(KEYS)))
    assert dict(zip(KEYS, json.loads(done.stdout), strict=True)) == KEYS


def test_a_line_has_key_time_and_json():
    at = datetime(2031, 5, 1, 12, 0, 7, 900_000, tzinfo=UTC)
    assert line("https://a.example/x y", at, {"offset": "7"}) == (
        'example,a)/x%20y 20310501120007 {"url": "https://a.example/x y", "offset": "7"}'
    )


def test_no_address_makes_a_key_with_a_blank_or_costs_much():
    for url in ("https://a.example/" + "%25" * 20_000, "no address\n at all", "https://a.example/\u2028x\n", "\ud800"):
        started = time.process_time()
        assert len(key(url).split()) == 1
        assert time.process_time() - started < 1
