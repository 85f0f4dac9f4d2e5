"""The archive of an invented press, and its reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web.affair import NOW as LATE
from web.affair import affair as open_affair
from web.browsing import browser, served
from web.press import OUTLETS, WATCHES, Reader, fill
from web.strike import NOW as STRUCK
from web.strike import compared as open_strike

from samarkand.app.archives import create_archive, open_archive
from samarkand.model.reports import Report
from samarkand.pipeline.indexing import catch_up_index
from samarkand.pipeline.parts import Parts


@pytest.fixture(scope="session")
def press(tmp_path_factory) -> Iterator[Parts]:
    """An archive of three outlets: versions, pictures, a page that is gone, days and hours."""
    root = tmp_path_factory.mktemp("press")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        fill(parts)
        list(catch_up_index(parts))
        (root / "watches.toml").write_text(WATCHES, encoding="utf-8")
        yield parts


@pytest.fixture(scope="session")
def reader(press) -> Reader:
    return Reader(press)


@pytest.fixture
def empty_reader(tmp_path) -> Iterator[Reader]:
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        yield Reader(parts)


@pytest.fixture(scope="session")
def affair(tmp_path_factory) -> Iterator[Parts]:
    """An archive with stories: an affair in three steps, sixty articles of one event, one alone."""
    with open_affair(tmp_path_factory.mktemp("affair")) as parts:
        yield parts


@pytest.fixture(scope="session")
def newsstand(affair) -> Reader:
    """The reader over it."""
    return Reader(affair, LATE)


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    with browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def address(reader) -> Iterator[str]:
    """Where the reader of the press is served."""
    with served(reader.app) as found:
        yield found


@pytest.fixture(scope="session")
def stand(affair) -> Iterator[str]:
    """Where the reader of the stories is served, which takes corrections."""
    with served(Reader(affair, LATE, lambda wish: Report("changed", wish.story)).app) as found:
        yield found


@pytest.fixture(scope="session")
def strike(tmp_path_factory) -> Iterator[Parts]:
    """An archive with stories to compare."""
    with open_strike(tmp_path_factory.mktemp("strike")) as parts:
        yield parts


@pytest.fixture(scope="session")
def comparer(strike) -> Reader:
    """The reader over it."""
    return Reader(strike, STRUCK)


@pytest.fixture(scope="session")
def table(comparer) -> Iterator[str]:
    """Where it is served."""
    with served(comparer.app) as found:
        yield found
