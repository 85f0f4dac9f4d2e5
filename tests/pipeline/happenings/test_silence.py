"""Outlets that fall silent and bring news again, each told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pipeline.conftest import FEED, PORT
from pipeline.watched import Watching
from twins.network import NOON, parts_in_memory, record

from samarkand.model.catalog import Listing
from samarkand.model.events import Event
from samarkand.model.outlets import Follow
from samarkand.model.watches import Watch
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper


def polled(parts, at):
    parts.catalog.apply(parts.archive.commit([Event("round", at, {"polled": ["port"], "troubles": {}})]))


@pytest.fixture
def quiet():
    watching = Watching(
        parts_in_memory((PORT,), (Follow(outlet="port"),)),
        Watch(id="port", silence="port", command="x"),
        Watch(id="all", silence="all", webhook="https://h.example/", secret_env="S"),
    )
    for hour in range(6):
        data = record(
            f"https://port.example/{hour}", f"第{hour}条", "<p>消息。</p>", 1_915_000_000_000 + hour * 3_600_000
        )
        keeper = Keeper(watching.parts)
        list(keeper.keep(replace(record_draft(watching.parts, data, "", NOON), made_from="page")))
        list(keeper.flush())
    polled(watching.parts, NOON)
    watching.newest = max(each.published_at for each in watching.parts.catalog.articles(Listing(limit=100)))
    yield watching
    watching.parts.catalog.close()


def test_an_outlet_that_falls_silent_is_told_once_and_again_when_it_brings_news(quiet):
    assert quiet.round(quiet.newest + timedelta(hours=1)) == []
    silent = quiet.newest + timedelta(days=2)
    told = quiet.round(silent)
    assert [[(hit["outlet"], hit["state"]) for hit in hits] for hits in told] == [[("port", "silent")]] * 2
    assert quiet.round(silent + timedelta(days=1)) == []
    back = silent + timedelta(days=2)
    data = record("https://port.example/new", "又有消息", "<p>消息。</p>", int(back.timestamp() * 1000))
    keeper = Keeper(quiet.parts)
    list(keeper.keep(replace(record_draft(quiet.parts, data, "", back), made_from="page")))
    list(keeper.flush())
    told = quiet.round(back + timedelta(hours=1))
    assert [[(hit["outlet"], hit["state"]) for hit in hits] for hits in told] == [[("port", "again")]] * 2
    assert quiet.round(back + timedelta(hours=2)) == []


def test_an_outlet_whose_feed_fails_for_as_long_is_silent_too(quiet):
    quiet.round(quiet.newest + timedelta(hours=1))
    trouble = {"polled": ["port"], "troubles": {"port": f"{FEED}: 404"}}
    quiet.parts.catalog.apply(quiet.parts.archive.commit([Event("round", NOON, trouble)]))
    assert len(quiet.round(quiet.newest + timedelta(days=2))) == 2


def test_who_was_silent_before_is_told_only_when_it_brings_news(quiet):
    silent = quiet.newest + timedelta(days=2)
    assert quiet.round(silent) == []
    assert quiet.parts.watches.heard("port").known == ("port",)


def test_an_outlet_that_nobody_knows_is_reported_and_hinders_no_other(quiet):
    quiet.parts.watches.watches = (Watch(id="no", silence="nobody", command="x"), *quiet.parts.watches.watches)
    quiet.round(quiet.newest + timedelta(hours=1))
    assert len(quiet.round(quiet.newest + timedelta(days=2))) == 2
    assert [each.detail for each in quiet.reports if each.outcome == "failed"] == [
        "no outlet is called 'nobody'; `samarkand outlets` lists those that are known"
    ]
