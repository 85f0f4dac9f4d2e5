"""Hosts on loopback for the tests of the fetcher."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from twins.hosts import World


@pytest.fixture
def world() -> Iterator[World]:
    with ExitStack() as stack:
        yield World(stack)
