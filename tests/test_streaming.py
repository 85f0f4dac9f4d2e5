"""Streams of what arrived, with marks that wait counted in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from twins.markbox import MemoryMarkBox
from twins.network import parts_in_memory

from samarkand.errors import NotFound
from samarkand.model.events import Event
from samarkand.model.marks import Marking, Stream
from samarkand.steps.marking import to_json
from samarkand.streaming import Streams

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
ONE, TWO = "0123456789abcdef", "0123456789abcdee"


@pytest.fixture
def box():
    return MemoryMarkBox()


@pytest.fixture
def streams(box):
    parts = parts_in_memory(())
    for identity in (ONE, TWO):
        path = f"records/port/{identity}.md"
        data = {"article": identity, "number": 1, "outlet": "port", "url": f"https://port.example/{identity}"}
        event = Event("version", AT, {**data, "title": "题", "record": path}, {path: b"[a](b)\n------\n\nc\n"})
        parts.catalog.apply(parts.archive.commit([event]))
    yield Streams(replace(parts, marks=box))
    parts.catalog.close()


def test_marks_that_wait_count_and_are_forgotten_with_the_file(streams, box):
    assert [each.article for each in streams.arrived(Stream())] == [TWO, ONE]
    box.put([to_json(Marking("read", True, AT, (ONE,))), to_json(Marking("label", True, AT, (), ("port",), "港"))])
    assert [each.article for each in streams.arrived(Stream(without="read"))] == [TWO]
    assert streams.marks([ONE, TWO]) == {ONE: frozenset({"read"})}
    assert streams.labels() == {"港": ("port",)}
    assert [(each.outlet, each.articles) for each in streams.unread()] == [("port", 1)]
    box.forget(box.waiting()[1])
    assert streams.marks([ONE, TWO]) == {}


def test_an_article_is_known_by_its_whole_id_alone(streams):
    assert streams.article(ONE).id == ONE
    for wrong in (ONE[:15], "f" * 16):
        with pytest.raises(NotFound):
            streams.article(wrong)


def test_without_a_place_where_marks_wait_there_are_none(streams):
    bare = Streams(replace(streams._parts, marks=None))
    assert bare.labels() == {}
