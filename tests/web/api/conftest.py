"""The HTTP API over the archives of invented presses, asked without a server; and one real server for what needs it."""

from __future__ import annotations

import pytest
from twins.passwords import MemoryPassword
from twins.tokens import MemoryTokens
from web.program import Program

from samarkand.model.reports import Report
from samarkand.pipeline.indexing import catch_up_index
from samarkand.web.desk import Writing
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance


@pytest.fixture(scope="session")
def program(newsstand) -> Program:
    """Over the archive with stories."""
    return Program(newsstand)


@pytest.fixture(scope="session")
def told_program(comparer, strike) -> Program:
    """Over the archive whose texts are marked."""
    list(catch_up_index(strike))
    return Program(comparer)


@pytest.fixture(scope="session")
def press_program(reader) -> Program:
    """Over the archive with versions."""
    return Program(reader)


@pytest.fixture
def tokens() -> MemoryTokens:
    return MemoryTokens()


@pytest.fixture
def wishes() -> list:
    """What was asked for to be corrected."""
    return []


@pytest.fixture
def guarded(newsstand, tokens, wishes) -> Program:
    """A reader that asks who comes, and takes corrections."""
    door = Door(Entrance("0.0.0.0"), MemoryPassword("渡轮晨星 crosses at noon"), "archive", tokens=tokens)

    def correct(wish):
        wishes.append(wish)
        return Report("changed", wish.story, "was done")

    return Program(newsstand, door=door, writing=Writing(correct))
