"""What apps show and are given, altered on the way: nobody is let in by it, and nothing breaks."""

from __future__ import annotations

import json
import re
import socket
from hashlib import md5
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web.clients.speaking import RIGHT, STATE

from samarkand.web.clients.asking import Refused
from samarkand.web.clients.reading import _behind

ALL = f"{STATE}reading-list"
ALTERED = (
    lambda told: told[:-1],
    lambda told: told + "0",
    lambda told: told[:-1] + ("0" if told[-1] != "0" else "1"),
    lambda told: told.upper(),
    lambda told: told.replace("/", "%2F"),
    lambda told: "",
    lambda told: "open",
    lambda told: "\u00e9" + told,
)


@pytest.mark.parametrize("alter", ALTERED)
def test_a_pass_that_was_altered_lets_nobody_in(library, client, alter):
    other = library.client()
    other.shown = alter(client.shown)
    status, text = other.ask("/reader/api/0/user-info?output=json")
    assert status == 401, text
    assert other.ask("/reader/api/0/edit-tag", {"i": "1", "a": f"{STATE}read"})[0] == 401


@pytest.mark.parametrize("alter", ALTERED)
def test_a_fever_key_that_was_altered_lets_nobody_in(library, alter):
    key = md5(f"samarkand:{library.password}".encode(), usedforsecurity=False).hexdigest()
    told = {"api_key": alter(key)}
    status, text = library.client().ask("/fever/?api&items", told)
    assert status in {200, 429}
    assert ("items" in text) == (told["api_key"].lower() == key), "apps write the key in either case, and no other"


def test_a_password_that_came_in_pieces_or_too_long_is_none(library):
    for wrong in ("", RIGHT[:-1], RIGHT + "x" * 2000, "\x00"):
        assert library.client().enter(wrong) in {403, 429}


@given(st.text(max_size=40) | st.from_regex(r"-?[0-9]{1,15}\\.[0-9a-f]{16}", fullmatch=True))
@settings(max_examples=200)
def test_a_continuation_is_a_place_or_refused_by_name(text):
    if not text or re.fullmatch(r"-?[0-9]{1,15}\.[0-9a-f]{16}", text, re.ASCII):
        place = _behind(text)
        assert place is None if not text else text == f"{text.partition('.')[0]}.{place[1]}"
        return
    with pytest.raises(Refused) as refused:
        _behind(text)
    assert refused.value.name == "InvalidContinuation"


@pytest.mark.parametrize(
    "place", ["-999999999999999.0000000000000000", "999999999999999.ffffffffffffffff", "0." + "a" * 16]
)
def test_a_continuation_of_another_stream_leads_to_a_place_in_this_one(client, place):
    told = client.get("stream/items/ids", s=ALL, n=1000, c=place)
    assert len(told["itemRefs"]) <= 75


def test_deaf_apps_of_the_fever_api_block_nobody(library):
    where = urlsplit(library.address)
    key = md5(f"samarkand:{library.password}".encode(), usedforsecurity=False).hexdigest()
    body = f"api_key={quote(key)}".encode()
    head = (
        f"POST /fever/?api&items&since_id=0 HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    deaf = []
    try:
        for _ in range(50):
            each = socket.create_connection((where.hostname, where.port))
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            each.sendall((head.encode() + body) * 10)
            deaf.append(each)
        status, text = library.client().ask("/fever/?api&items", {"api_key": key})
        assert (status, len(json.loads(text)["items"])) == (200, 50)
    finally:
        for each in deaf:
            each.close()
