"""Statements in annotated records, and cues of emergency news: floors that may only rise. The tables that they come from:
`python -m bench.statements` and `python -m bench.emergency`.
"""

from statistics import mean

import pytest

from bench.emergency import CUES, DRAWS, SPEAKERS, chosen, documents, learn, left_out, scores_of, shipped
from bench.statements import annotated, scores


@pytest.fixture(scope="module")
def table(shared):
    return scores(annotated(shared))


@pytest.mark.parametrize(
    ("half", "f1", "speaker", "via", "kind"),
    [("seen", 0.97, 0.97, 0.97, 0.99), ("unseen", 0.91, 0.88, 0.97, 0.99), ("all", 0.954, 0.945, 0.977, 0.995)],
)
def test_a_floor(table, half, f1, speaker, via, kind):
    counts = table[half]
    assert counts["gold"] >= 80
    assert 2 * counts["right"] / (counts["gold"] + counts["found"]) >= f1
    assert counts["speaker"] / counts["right"] >= speaker
    assert counts["via"] / counts["right"] >= via
    assert counts["kind"] / counts["right"] >= kind


@pytest.fixture(scope="module")
def emergencies(shared):
    return documents(shared)


def test_a_floor_of_emergency_news(shared, emergencies):
    weights = shipped()
    table = scores_of(shared, emergencies, [chosen(one, weights) for one in emergencies])
    assert table[CUES].f1 >= 0.866
    assert table[SPEAKERS].f1 >= 0.758


def test_a_floor_of_emergency_news_left_out(shared, emergencies):
    tables = [scores_of(shared, emergencies, left_out(emergencies, draw)) for draw in range(DRAWS)]
    assert mean(table[CUES].f1 for table in tables) >= 0.855
    assert mean(table[SPEAKERS].f1 for table in tables) >= 0.752


def test_the_weights_of_emergency_news_are_what_is_learned(emergencies):
    assert learn(emergencies) == shipped()
