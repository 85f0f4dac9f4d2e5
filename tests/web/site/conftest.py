"""A site of an invented press, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from web.siting import made
from web.siting import sited as archive

from samarkand.pipeline.parts import Parts


@pytest.fixture(scope="session")
def archive_root(tmp_path_factory) -> Path:
    """The folder of an archive."""
    return tmp_path_factory.mktemp("sited")


@pytest.fixture(scope="session")
def sited(archive_root) -> Iterator[Parts]:
    with archive(archive_root) as parts:
        yield parts


@pytest.fixture(scope="session")
def site(sited, archive_root, tmp_path_factory) -> Path:
    """The folder of its site."""
    folder = tmp_path_factory.mktemp("site") / "pages"
    made(sited, archive_root, folder)
    return folder
