"""What programs that watch the reader may ask: health for everybody, numbers for who may enter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families
from web.knocking import RIGHT, Visit
from web.press import NOW, Reader
from web.test_login import basic

from samarkand.app.archives import create_archive, open_archive
from samarkand.model.events import Event
from samarkand.model.tallies import Size, Tally
from samarkand.web.entrance.rules import Entrance

TALLY = Tally(
    3,
    datetime(2030, 1, 1, tzinfo=UTC),
    4.5,
    {"new": 12, "failed": 1},
    {"poll": 1.25, "index": 0.5},
    {"feed answered": 9, "feed failed": 2, "page answered": 30},
    {"records": Size(12, 3400)},
    datetime(2030, 1, 1, 1, tzinfo=UTC),
)


class Counted:
    """A tally in memory."""

    def load(self):
        return TALLY

    def keep(self, tally):
        raise AssertionError("a reader counts nothing")


def numbers(text: str) -> dict[tuple, float]:
    """Name and the values of its labels, by the names of these -> value."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def found(press) -> dict[tuple, float]:
    parts = replace(press, tally=Counted(), holders=lambda: {"collector": "somebody"})
    answer = Reader(parts, NOW).get("/metrics", accept="text/plain")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    return numbers(answer.text)


def test_rounds_are_told_as_they_were_counted(found):
    assert found[("samarkand_rounds_total",)] == 3
    assert found[("samarkand_last_round_seconds",)] == 4.5
    assert found[("samarkand_last_round_timestamp_seconds",)] == datetime(2030, 1, 1, tzinfo=UTC).timestamp()
    assert found[("samarkand_outcomes_total", "new")] == 12
    assert found[("samarkand_outcomes_total", "failed")] == 1
    assert found[("samarkand_step_seconds_total", "poll")] == 1.25
    assert found[("samarkand_requests_total", "answered", "feed")] == 9
    assert found[("samarkand_requests_total", "failed", "feed")] == 2
    assert found[("samarkand_archive_bytes", "records")] == 3400
    assert found[("samarkand_archive_files", "records")] == 12


def test_the_archive_is_told_as_it_is(found, press):
    assert found[("samarkand_ledger_lines",)] == press.archive.end().count
    articles = {row.id: row.articles for row in press.catalog.outlets()}
    assert {key[1]: value for key, value in found.items() if key[0] == "samarkand_articles"} == articles
    pages, pictures = press.catalog.waiting(NOW)
    assert found[("samarkand_waiting", "pages")] == pages
    assert found[("samarkand_waiting", "pictures")] == pictures
    assert found[("samarkand_behind_lines", "catalog")] == 0
    news, searched = press.catalog.news(), press.index.place()
    assert found[("samarkand_behind_lines", "search")] == max(0, news.count - searched.count)
    assert found[("samarkand_behind_lines", "annotations")] == press.catalog.news().count
    assert found[("samarkand_held", "collector")] == 1
    assert found[("samarkand_held", "writer")] == 0


def test_an_archive_in_which_nothing_was_done_yet_has_its_numbers_too(empty_reader):
    found = numbers(empty_reader.get("/metrics").text)
    assert found[("samarkand_rounds_total",)] == 0
    assert found[("samarkand_ledger_lines",)] == 0
    assert ("samarkand_last_round_seconds",) not in found


def test_open_metrics_are_told_to_who_asks_for_them(reader):
    answer = reader.get("/metrics", accept="application/openmetrics-text;version=1.0.0")
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


def test_health_is_told_to_everybody_and_numbers_to_who_may_enter(press):
    visit = Visit(press)
    assert visit.get("/healthz", accept="*/*").text == "ok\n"
    assert visit.get("/metrics", accept="*/*").status == 401
    assert visit.get("/metrics", accept="*/*", authorization=basic(RIGHT)).status == 200


def test_numbers_are_open_where_that_was_said(press):
    visit = Visit(press, Entrance("0.0.0.0", shows_metrics=True))
    assert visit.get("/metrics", accept="*/*").status == 200
    assert visit.get("/metrics/more", accept="*/*").status == 401
    assert visit.get("/status", accept="*/*").status == 401


def test_a_reader_that_cannot_read_its_archive_is_not_well(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        parts.archive.commit([Event("round", NOW, {"polled": [], "troubles": {}})])
        reader = Reader(parts)
        assert reader.get("/healthz").status == 200
        for path in (tmp_path / "ledger").glob("*.jsonl"):
            path.write_bytes(b"{}\n")
        answer = reader.get("/healthz")
        assert (answer.status, answer.text) == (503, "BrokenLine\n")
