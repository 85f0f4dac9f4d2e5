"""A press that means harm, and an archive that follows it."""

from __future__ import annotations

import pytest
from hostile.press import Archive, Press


@pytest.fixture
def press():
    opened = Press()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


@pytest.fixture
def archive(press, tmp_path):
    return Archive(tmp_path / "archive", press)
