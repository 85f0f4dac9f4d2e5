"""How well the steps of one affair are linked in the stream of affairs, as it is placed on disk; a floor may only rise."""

from __future__ import annotations

import pytest

from bench import threads
from bench.clusterings import Score


@pytest.fixture(scope="module")
def scores(shared) -> tuple[Score, Score]:
    """Of threads against affairs, and of stories against events."""
    articles = threads.of_affairs()
    return threads.scored(articles, threads.placed([shown for _, shown in articles]))


def test_the_affairs_of_the_stream(scores):
    assert scores[0].f1 >= 0.87


def test_the_events_of_the_stream_alone(scores):
    assert scores[1].f1 >= 0.96
