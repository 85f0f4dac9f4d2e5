"""Dates and times in annotated texts: floors that may only rise. Their tables: `python -m bench.dates`, `python -m bench.times`."""

import pytest

from bench import times
from bench.dates import annotated, case_lines, cases, ours, scores


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


@pytest.fixture(scope="module", params=[False, True], ids=["as news reads", "as they read"])
def rows_of_cases(shared, request):
    lines = [line.split() for line in cases(shared, as_they_read=request.param).splitlines()]
    rows = {
        tuple(line[:2]): dict(
            zip(("gold", "valued", "found", "start", "days", "exact"), map(int, line[2:]), strict=True)
        )
        for line in lines
        if line[0] == "recognizers-text"
    }
    return request.param, rows


@pytest.mark.parametrize(("kind", "valued", "days"), [("date", 42, (36, 38)), ("daterange", 153, (122, 132))])
def test_other_programs_expressions_mean_the_same_days(rows_of_cases, kind, valued, days):
    as_they_read, rows = rows_of_cases
    row = rows["recognizers-text", kind]
    assert row["valued"] == valued
    assert row["days"] >= days[as_they_read]


def test_other_programs_cases_are_found_as_far_as_they_are_of_news(shared):
    lines = case_lines(shared)
    assert len(lines) == 910
    assert sum(len(line["expressions"]) for line in lines) >= 520


@pytest.mark.parametrize("half", ["first", "second", "all"])
def test_times_of_day_and_calendar_are_found_together(shared, half):
    score = times.scores(shared)[half]
    assert score.gold >= 340
    assert score.f1 >= 0.80
