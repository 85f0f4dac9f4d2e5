"""Dates in annotated records: floors that may only rise. The table that they come from: `python -m bench.dates`."""

import pytest

from bench.dates import annotated, case_lines, ours, scores


@pytest.fixture(scope="module")
def table(shared):
    return scores(annotated(shared), ours)


@pytest.mark.parametrize(
    ("half", "precision", "recall"), [("first", 0.99, 0.99), ("second", 0.94, 0.95), ("all", 0.96, 0.965)]
)
def test_a_floor(table, half, precision, recall):
    assert table[half].gold >= 100
    assert table[half].precision >= precision
    assert table[half].recall >= recall


def test_other_programs_cases_are_found_as_far_as_they_are_of_news(shared):
    lines = case_lines(shared)
    assert len(lines) == 910
    assert sum(len(line["expressions"]) for line in lines) >= 455
