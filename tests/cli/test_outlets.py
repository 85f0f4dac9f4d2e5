"""`outlets`: what is followed is paused, resumed and removed by any of its names."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click
import pytest
from click.testing import CliRunner

from samarkand.app.archives import create_archive, follow, open_archive
from samarkand.cli.group import samarkand
from samarkand.errors import NotFound
from samarkand.model.outlets import Follow
from samarkand.pipeline.followed import followed_feeds
from samarkand.queries import Queries

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEED = "https://hill.example/rss?a=1&b=2"


@pytest.fixture
def root(tmp_path):
    create_archive(tmp_path)
    follow(tmp_path, Follow("rfi"))
    follow(tmp_path, Follow(feed=FEED, title="Hill"))
    return tmp_path


def run(root, *arguments: str) -> str:
    done = CliRunner().invoke(samarkand, ["outlets", *arguments, "--archive", str(root)], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.output


@pytest.mark.parametrize(("name", "outlet", "feed"), [("法广", "rfi", ""), ("rfi", "rfi", ""), (FEED, "", FEED)])
def test_one_is_paused_resumed_and_removed(root, name, outlet, feed):
    for deed in ("pause", "resume", "remove"):
        told = json.loads(run(root, f"--{deed}", name, "--json"))
        assert (told["outlet"], told["feed"], told["done"]) == (outlet, feed, deed)
    with pytest.raises(NotFound, match="is not followed"):
        run(root, "--pause", name)


def test_the_feeds_of_one_that_is_paused_are_not_asked_and_its_silence_is_no_trouble(root):
    run(root, "--pause", FEED)
    with open_archive(root) as parts:
        assert FEED not in followed_feeds(parts)
        assert len(followed_feeds(parts)) == 2
        states = {each.outlet: each.state for each in Queries(parts).status(NOW)}
    assert sorted(states.values()) == ["paused", "waiting"]
    assert FEED.replace("&", "&amp;") in run(root, "--opml")


def test_only_one_thing_is_done_at_a_time(root):
    with pytest.raises(click.UsageError):
        run(root, "--pause", "rfi", "--remove", "rfi")


def test_an_outlet_that_is_followed_and_has_brought_nothing_is_known(root):
    with open_archive(root) as parts:
        owner = Queries(parts).owner(Follow(feed=FEED))
        assert Queries(parts).outlet(owner.id) == owner
