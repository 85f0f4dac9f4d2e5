"""The invented press for its tests: one world, one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from samarkand.demo.loading import load_world
from samarkand.demo.nouns import World
from samarkand.demo.press import Press

NOW = datetime(2031, 3, 5, 19, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture
def press(world: World) -> Iterator[Press]:
    with Press(world, now=NOW) as open_press:
        yield open_press
