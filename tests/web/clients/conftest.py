"""An archive that programs read along, behind a door, and a client that speaks as phones do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from twins.passwords import MemoryPassword
from web.browsing import served
from web.clients.speaking import RIGHT, Client
from web.press import NOW, OUTLETS, _records

from samarkand.adapters.passwords import AppPasswordFile
from samarkand.answering import Answers
from samarkand.app.archives import create_archive, open_archive
from samarkand.app.marking import Marks
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.indexing import catch_up_index
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.web.desk import Writing
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance
from samarkand.web.server import create_app, guarded


@dataclass(frozen=True)
class Served:
    """A reader that is served, and its archive."""

    address: str
    parts: Parts
    root: Path
    password: str
    """Of apps."""

    def client(self) -> Client:
        return Client(self.address)


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Iterator[Served]:
    """The press behind a password, served on loopback."""
    root = tmp_path_factory.mktemp("library")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    apps = AppPasswordFile(root)
    made = apps.make(speaks_fever=True)
    with open_archive(root) as parts:
        keeper = Keeper(parts)
        for data, at in _records():
            list(keeper.keep(replace(record_draft(parts, data, "", at), made_from="page")))
        list(keeper.flush())
        parts.archive.unlock()
        list(catch_up_index(parts))
        entrance = Entrance("127.0.0.1")
        door = Door(entrance, MemoryPassword(RIGHT), "library", apps=apps)
        app = create_app(Answers.of(parts), lambda: NOW, Writing(mark=Marks(root).keep), door)
        with served(guarded(app, entrance, is_open=False)) as address:
            yield Served(address, parts, root, made)


@pytest.fixture
def client(library) -> Client:
    """A client that has entered."""
    found = library.client()
    found.enter(RIGHT)
    return found
