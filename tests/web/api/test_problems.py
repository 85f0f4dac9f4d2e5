"""What cannot be answered is told as a problem, with its name; nothing hostile gets a page, a traceback, or nothing."""

from __future__ import annotations

import json

import pytest
from web.program import Program

from samarkand.web.api.rates import MOST, Rate, Rates
from samarkand.web.api.routes import Terms


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/articles?limit=0", 400, "bad-parameter"),
        ("/articles?limit=201", 400, "bad-parameter"),
        ("/articles?limit=99999999999999999999999", 400, "bad-parameter"),
        ("/articles?limit=ten", 400, "bad-parameter"),
        ("/articles?limit=%D9%A1", 400, "bad-parameter"),
        ("/articles?limit=1&limit=2", 400, "bad-parameter"),
        ("/articles?page=2", 400, "bad-parameter"),
        ("/articles?cursor=", 400, "bad-parameter"),
        ("/articles?cursor=%00", 400, "bad-cursor"),
        ("/articles?cursor=" + "A" * 400, 400, "bad-cursor"),
        ("/articles?cursor=" + "A" * 900, 400, "bad-parameter"),
        ("/articles?outlet=nobody", 404, "not-found"),
        ("/articles/zz", 400, "bad-parameter"),
        ("/articles/0000000000000000", 404, "not-found"),
        ("/articles/..%2f..%2fetc", 404, "not-found"),
        ("/stories/s0000000000000000", 404, "not-found"),
        ("/stories/s0000000000000000/comparison", 404, "not-found"),
        ("/search", 400, "bad-parameter"),
        ("/search?q=(%22", 400, "bad-query"),
        ("/search?q=" + "x" * 4001, 400, "bad-parameter"),
        ("/search?q=a&sort=colour", 400, "bad-parameter"),
        ("/calendar/2026-02-31", 400, "cannot-be-done"),
        ("/calendar/0000-01-01", 400, "cannot-be-done"),
        ("/calendar?since=2026-01-02&until=2026-01-01", 400, "cannot-be-done"),
        ("/calendar?since=1000-01-01&until=2026-01-01", 400, "cannot-be-done"),
        ("/people/%ED%A0%80", 404, "not-found"),
        ("/people/nobody", 404, "not-found"),
        ("/nothing", 404, "not-found"),
        ("/articles/a%0Ab", 400, "bad-parameter"),
        ("/articles/abc%0A", 400, "bad-parameter"),
        ("/%0A/../", 404, "not-found"),
        ("/openapi.json?a=1", 400, "bad-parameter"),
    ],
)
def test_a_wrong_request_has_a_named_problem(program, path, status, kind):
    assert program.problem(path, status) == kind


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2", "/api/v2/articles", "/api/v1x", "/api/%0A", "/api/v1//"])
def test_whatever_is_not_there_is_a_problem_and_no_page(program, newsstand, path):
    answered = newsstand.get(path, app=program.app, accept="text/html")
    assert (answered.status, answered.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(answered.body)["type"] == "urn:samarkand:problem:not-found"


def test_the_api_answers_without_the_last_stroke_too(program):
    bare, whole = program.get(""), program.get("/")
    assert bare == whole | {"openapi": "v1/openapi.json"}
    assert program.problem("?page=2", 400) == "bad-parameter"


def test_another_method_is_told_which_it_may_be(program):
    assert program.problem("/articles", 405, "DELETE") == "no-method"
    assert "GET" in program.ask("/articles", "DELETE").headers["allow"]


def test_a_wrong_query_shows_its_place(program):
    told = json.loads(program.ask("/search?q=bridge%20(%22").body)
    assert (told["query"], told["place"]) == ('bridge ("', 8)


def test_who_asks_too_often_is_told_when_to_come_again(newsstand):
    now = [0.0]
    program = Program(newsstand, terms=Terms(rate=Rate(3, 0.5), steady=lambda: now[0]))
    assert [program.ask("/").status for _ in range(4)] == [200, 200, 200, 429]
    assert program.problem("/", 429) == "too-many"
    assert int(program.ask("/").headers["retry-after"]) == 2
    now[0] = 2.0
    assert [program.ask("/").status for _ in range(2)] == [200, 429]


def test_one_who_asks_too_often_takes_nothing_from_others_and_memory_is_bounded():
    rates = Rates(Rate(1, 1.0))
    assert [rates.take("one", 0.0), rates.take("other", 0.0)] == [0.0, 0.0]
    assert rates.take("one", 0.0) > 0
    for number in range(MOST + 10):
        rates.take(str(number), 0.0)
    assert len(rates) == MOST


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing():
    rates = Rates(Rate(1, 1.0))
    assert rates.take("one", 100.0) == 0.0
    assert rates.take("one", 0.0) == 1.0


def test_an_error_of_the_program_is_no_traceback(newsstand):
    def broken():
        raise RuntimeError("a bug")

    program = Program(newsstand, terms=Terms(key=b"k" * 32))
    desk = program.app.routes[-1].app._app.routes[0].endpoint.__closure__
    queries = next(cell.cell_contents for cell in desk if hasattr(cell.cell_contents, "queries")).queries
    queries.identity = broken
    with pytest.raises(RuntimeError, match="a bug"):  # the server logs it; what is sent stands before
        program.ask("/")
