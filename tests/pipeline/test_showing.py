"""What articles show is the same in however many batches, pieces and processes they are read; all texts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import pytest
from twins.network import CAPTURE_FILES, MemoryFile, parts_in_memory, record
from twins.stories import MemoryStories

from samarkand.adapters.processes import spread
from samarkand.adapters.weights import built_in
from samarkand.model.events import Place
from samarkand.model.outlets import Outlet
from samarkand.model.packing import unpack
from samarkand.model.stories import Features, Placement
from samarkand.pipeline import showing
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.showing import batches, in_order
from samarkand.steps.relating.features import Lexicon
from samarkand.steps.relating.sketches import sketch_of
from samarkand.times import to_ms

NOON = datetime(2030, 9, 7, 4, tzinfo=UTC)
BEGINNING = Place()
LEXICON = Lexicon(built_in(), ())
OUTLET = Outlet("port", "汀港报", places=("port.example",), zone="Asia/Shanghai", languages=("zh",))


def bring(parts, number: int, title: str = "", text: str = "渡轮昨天停航，3,100名旅客改乘汽车。") -> None:
    body = record(f"https://port.example/{number}", title or f"渡轮停航第{number}天", f"<p>{text}</p>", to_ms(NOON))
    assert [each.outcome for each in import_files(parts, CAPTURE_FILES, [[MemoryFile(f"{number}.md", body)]], NOON)]


@pytest.fixture
def parts():
    made = replace(parts_in_memory([OUTLET]), index=None)
    yield made
    made.catalog.close()


def shown(parts, store=None, after=BEGINNING) -> list[Features]:
    known = store or MemoryStories()
    found = [each for batch in batches(parts, LEXICON, after) for each in in_order(known, batch)]
    found = [(replace(unpack(told.data), order=told.member.order), sketch) for told, sketch in found]
    for features, sketch in found:
        assert (sketch.article, sketch.published_at) == (features.article, features.published_at)
        assert sketch.data == sketch_of(features, LEXICON.common)
    return [features for features, _ in found]


def test_an_article_shows_its_words_numbers_and_days(parts):
    bring(parts, 1)
    (found,) = shown(parts)
    assert "渡轮" in found.headline
    assert "3100" in found.numbers
    assert {day.isoformat() for day in found.days} == {"2030-09-06"}, "yesterday, in the outlet's place"


def test_each_batch_has_its_lines_and_all_that_they_tell_of(parts, monkeypatch):
    for number in range(7):
        bring(parts, number)
    whole = shown(parts)
    monkeypatch.setattr(showing, "BATCH", 3)
    monkeypatch.setattr(showing, "PIECE", 2)
    cut = list(batches(parts, LEXICON, Place()))
    assert [len(batch.lines) for batch in cut] == [3, 3, 1]
    assert [told.member.article for batch in cut for told, _ in batch.shown] == [each.article for each in whole]


@pytest.mark.parametrize(("backlog", "full"), [(1, 1_000), (100_000, 1_000), (300_000, 3_000), (2_000_000, 8_000)])
def test_batches_grow_to_a_hundredth_of_a_long_backlog_and_to_no_more_than_memory_should_hold(backlog, full):
    sizes = list(islice(showing.sizes_of_batches(backlog), 8))
    assert sizes[:3] == [200, 400, 800]
    assert sizes == sorted(sizes)
    assert sizes[-1] == full


def test_other_processes_show_what_this_one_shows(parts, monkeypatch):
    for number in range(12):
        bring(parts, number)
    monkeypatch.setattr(showing, "PIECE", 2)
    assert shown(replace(parts, spread=spread)) == shown(parts)


def test_lines_that_tell_of_no_version_make_a_batch_without_articles(parts):
    bring(parts, 1)
    end = parts.archive.end()
    assert shown(parts, after=end) == []
    assert list(batches(parts, LEXICON, end)) == []


def test_an_article_that_changed_shows_its_latest_version_and_keeps_the_number_of_its_first_line(parts):
    bring(parts, 1)
    (first,) = shown(parts)
    store = MemoryStories()
    store.take(Placement(features=(first,)), parts.archive.end())
    place = parts.archive.end()
    bring(parts, 1, "渡轮恢复开航")
    (again,) = shown(parts, store, place)
    assert again.order == first.order
    assert "恢复" in again.headline


def test_an_article_whose_record_is_missing_shows_its_title(parts):
    bring(parts, 1)
    for path in [path for path in parts.archive.files if path.endswith(".md")]:
        del parts.archive.files[path]
    (found,) = shown(parts)
    assert found.length == 0
    assert "渡轮" in found.headline
