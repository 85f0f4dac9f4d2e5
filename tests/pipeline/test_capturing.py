from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from twins.network import LINES, NOON, parts_in_memory

from samarkand.adapters.captures import to_warc
from samarkand.model.articles import Draft, Reading, Record
from samarkand.model.collecting import Answer, Request
from samarkand.pipeline import capturing
from samarkand.pipeline.capturing import CapturingKeeper
from samarkand.pipeline.keeping import Keeper
from samarkand.steps import records


@pytest.fixture
def parts():
    made = parts_in_memory()
    yield made
    made.catalog.close()


def page(number: int, text: str = LINES[0], size: int = 0) -> tuple[Answer, Draft]:
    url = f"https://port.example/{number}"
    answer = Answer(
        Request(url, "page"), url, 200, (("Content-Type", "text/html"),), b"x" * size or text.encode(), NOON
    )
    data = records.render(Record(title="甲", url=url, body=f"<p>{text}</p>"))
    return answer, Draft("port.example", url, url, "甲", data, Reading(text, None, (), "zh-Hans", ()), NOON, "page")


def keeper_of(parts) -> CapturingKeeper:
    return CapturingKeeper(parts, to_warc, Keeper(parts))


def test_a_batch_is_one_file_of_captures_that_each_version_points_into(parts):
    keeper = keeper_of(parts)
    for number in range(3):
        answer, draft = page(number)
        assert keeper.keep(answer, (draft,)) == ()
    assert [report.outcome for report in keeper.flush()] == ["new"] * 3
    (path,) = (path for path in parts.archive.files if path.startswith("pages/2030-09/20300907T120000Z-"))
    lines = list(parts.archive.lines())
    assert [line.kind for line in lines] == ["capture", "version", "version", "version"]
    for number, line in enumerate(lines[1:]):
        place, _, offset = line.data["capture"].partition("#")
        member = gzip.decompress(parts.archive.read(place)[int(offset) :])
        assert place == path
        assert f"WARC-Target-URI: https://port.example/{number}".encode() in member[:600]


def test_an_answer_that_says_nothing_new_is_not_kept(parts):
    keeper = keeper_of(parts)
    answer, draft = page(1)
    keeper.keep(answer, (draft,))
    list(keeper.flush())
    assert keeper.keep(answer, (draft,)) == (draft,)
    assert list(keeper.flush()) == []
    assert sum(path.startswith("pages/") for path in parts.archive.files) == 1


def test_the_second_state_of_an_article_in_one_batch_is_judged_by_the_first(parts):
    keeper = keeper_of(parts)
    for text in (LINES[0], LINES[0], LINES[1]):
        answer, draft = page(1, text)
        keeper.keep(answer, (draft,))
    assert [report.outcome for report in keeper.flush()] == ["new", "unchanged", "changed"]


def test_a_batch_is_full_by_its_number_or_by_its_bytes(parts, monkeypatch):
    monkeypatch.setattr(capturing, "BATCH_BYTES", 1000)
    keeper = keeper_of(parts)
    for number in range(capturing.BATCH_ANSWERS - 1):
        answer, draft = page(number, size=1)
        keeper.keep(answer, (draft,))
    assert not keeper.is_full()
    answer, draft = page(99, size=1)
    keeper.keep(answer, (draft,))
    assert keeper.is_full()
    list(keeper.flush())
    assert not keeper.is_full()
    answer, draft = page(100, size=1001)
    keeper.keep(answer, (draft,))
    assert keeper.is_full()


def test_where_no_captures_are_kept_a_version_names_none(parts):
    plain = replace(parts, settings=replace(parts.settings, keep_captures=False))
    keeper = keeper_of(plain)
    answer, draft = page(1)
    keeper.keep(answer, (draft,))
    assert [report.outcome for report in keeper.flush()] == ["new"]
    assert "capture" not in next(iter(plain.archive.lines())).data
