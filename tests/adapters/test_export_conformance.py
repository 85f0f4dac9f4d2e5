"""What every export does, whatever its form: the two forms of file, and the twin in memory."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from twins.export import MemoryExport

from samarkand.adapters.captures import open_export, to_warc
from samarkand.errors import BadRecord
from samarkand.model.collecting import Answer, Request
from samarkand.model.exports import Copied, Resource

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
URL = "https://harbour.example/news/1"
HEADERS = (("Content-Type", "text/html"),)
DATA, (PLACE, NEXT) = to_warc(
    [
        Answer(Request(URL, "page"), URL, 200, HEADERS, b"<p>one</p>", NOON, sent=(("Host", "harbour.example"),)),
        Answer(Request(URL, "page"), URL + "0", 200, HEADERS, b"<p>two</p>", NOON),
    ]
)


@pytest.fixture(params=["warc", "wacz", "memory"])
def out(request, tmp_path):
    if request.param == "memory":
        opened = nullcontext(MemoryExport())
    else:
        opened = open_export(tmp_path / f"x.{request.param}", request.param, "港口")
    with opened as export:
        yield export


def test_a_capture_is_taken_over_once(out):
    assert out.copy(DATA, PLACE) == Copied(URL, NOON)
    assert out.copy(DATA, PLACE) == Copied(URL, NOON, is_new=False)
    assert out.copy(DATA, NEXT) == Copied(URL + "0", NOON)


@pytest.mark.parametrize("offset", [0, 1, PLACE + 1, len(DATA), len(DATA) + 100])
def test_where_no_capture_stands_none_is_taken(out, offset):
    with pytest.raises(BadRecord):
        out.copy(DATA, offset)


def test_a_torn_capture_is_not_taken(out):
    with pytest.raises(BadRecord):
        out.copy(DATA[: NEXT + 40], NEXT)


def test_a_resource_is_known_once_it_is_there(out):
    assert not out.has("a")
    out.add(Resource("a", "urn:uuid:a", NOON, "text/plain", b"x"))
    assert out.has("a")
    assert not out.has("b")
    out.add(Resource("a", "urn:uuid:a", NOON, "text/plain", b"x"))
