"""What the tests of the flow share: an empty archive in memory, a scripted network, and short ways to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pipeline.told_events import OUTLETS as TOLD_BY
from pipeline.told_events import KnownNames
from pipeline.watched import Watching
from twins.network import MemoryNetwork, parts_in_memory
from twins.stories import MemoryStories

from samarkand.adapters.stories import SqliteStories
from samarkand.adapters.weights import built_in
from samarkand.model.catalog import Listing
from samarkand.model.outlets import FeedAddress, Follow, Outlet
from samarkand.model.watches import Watch

FEED = "https://port.example/rss.xml"
PORT = Outlet(
    "port",
    "港口日报",
    places=("port.example",),
    zone="Asia/Shanghai",
    languages=("zh-Hans",),
    feeds=(FeedAddress(FEED),),
)


@pytest.fixture
def net() -> MemoryNetwork:
    return MemoryNetwork()


@pytest.fixture
def parts():
    made = parts_in_memory((PORT,), (Follow(outlet="port"),))
    yield made
    made.catalog.close()


@pytest.fixture
def versions(parts):
    """Every version that the catalog knows, by the order of its articles: (title, number, made_from)."""

    def ask() -> list[tuple[str, int, str]]:
        articles = parts.catalog.articles(Listing(limit=10_000))
        found = [version for article in articles for version in parts.catalog.versions(article.id)]
        return sorted((version.title, version.number, version.made_from) for version in found)

    return ask


@pytest.fixture(params=["memory", "disk"])
def world(request, tmp_path):
    """A maker of empty archives, each with its own stories: those in memory, and those on disk."""
    made = []

    def empty():
        path = tmp_path / f"{len(made)}" / "stories.sqlite"
        stories = MemoryStories() if request.param == "memory" else SqliteStories(path)
        parts = replace(parts_in_memory(TOLD_BY), index=None, stories=stories, weights=built_in, names=KnownNames())
        made.append(parts)
        return parts

    yield empty
    for parts in made:
        parts.catalog.close()
        getattr(parts.stories, "close", int)()


@pytest.fixture
def changing():
    """An archive in which headlines and numbers are watched, with one article."""
    watches = (
        Watch(id="heads", changes=("headline",), command="x"),
        Watch(id="ferry", changes=("number", "headline"), query="title:渡轮 outlet:port", mail="me@mail.example"),
    )
    watching = Watching(parts_in_memory((PORT,), (Follow(outlet="port"),)), *watches)
    watching.keep("渡轮停航", "渡轮载客八十人。")
    yield watching
    watching.parts.catalog.close()
