"""Statements in annotated records: floors that may only rise. The table that they come from: `python -m bench.statements`."""

import pytest

from bench.statements import annotated, cec_counts, scores


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


@pytest.mark.parametrize(
    ("half", "cues", "speakers"), [("seen", 0.86, 0.75), ("unseen", 0.78, 0.69), ("all", 0.82, 0.73)]
)
def test_a_floor_of_emergency_news(shared, half, cues, speakers):
    counts = cec_counts(shared, half)
    assert counts["statements (cue)"] >= cues
    assert counts["speakers, containing"] >= speakers
