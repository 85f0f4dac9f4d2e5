"""What is marked follows the ledger: every version has its annotations, and what is made anew is the same."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from twins.annotations import MemoryAnnotations
from twins.network import CAPTURE_FILES, MemoryFile, record

from samarkand.adapters import processes
from samarkand.adapters.annotations import SqliteAnnotations
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.catalog import Listing
from samarkand.model.events import Event, Place
from samarkand.model.statements import METHOD, Annotations
from samarkand.pipeline import annotating
from samarkand.pipeline.annotating import annotate, annotate_anew, annotate_news, channel_of, lag
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.opening import open_text
from samarkand.times import to_ms

NOW = datetime(2030, 9, 9, tzinfo=UTC)
MIDNIGHT = datetime(2030, 9, 6, 17, tzinfo=UTC)
"""One o'clock in the morning of the 7th where the outlet is."""
SAID = "汀港海事局长罗慕言昨天说，渡轮偏离航道约两百米。"
NAMED = "镇长约纳斯·奥德尔（Jonas Odell）到场。约纳斯·奥德尔（Jonas Odell）剪彩。"
CASES = Path(__file__).parents[1] / "cases" / "events.jsonl"


@pytest.fixture(params=["memory", "disk"])
def marking(request, parts, tmp_path):
    """Parts in memory, with the one store and with the other."""
    if request.param == "memory":
        yield parts
    else:
        store = SqliteAnnotations(tmp_path / "derived" / "annotations.sqlite", METHOD)
        yield replace(parts, annotations=store)
        store.close()


def imported(parts, *told: tuple[str, str], at: datetime = MIDNIGHT) -> None:
    """Import invented records: (name of the page, text)."""
    files = [
        MemoryFile(
            f"{number}.md",
            record(f"https://port.example/{name}", name, f"<p>{text}</p>", header_ms=to_ms(at) + 60_000 * number),
        )
        for number, (name, text) in enumerate(told)
    ]
    list(import_files(parts, CAPTURE_FILES, [files], NOW))


def everything(parts) -> dict[tuple[str, int], Annotations]:
    """The annotations of all versions that the catalog knows, with None for those that have none."""
    articles = parts.catalog.articles(Listing(limit=10_000))
    keys = [(article.id, number + 1) for article in articles for number in range(article.versions)]
    found = parts.annotations.annotations(keys)
    return {key: found.get(key) for key in keys}


def only(parts) -> Annotations:
    (found,) = everything(parts).values()
    return found


def all_cases(parts) -> None:
    lines = CASES.read_text("utf-8").splitlines()
    texts = ["。".join(map(str, json.loads(line).values())) for line in lines]
    imported(parts, *((f"case{number}", SAID + text) for number, text in enumerate(texts)))


# What is marked


def test_statements_dates_numbers_and_names_are_marked_where_they_stand_in_the_text(marking):
    imported(marking, ("ferry", SAID + NAMED))
    assert list(annotate_news(marking)) == []
    found = only(marking)
    _, text = open_text(marking, marking.catalog.articles(Listing(limit=1))[0].latest)
    (said,) = [each for each in found.statements if each.speaker == "罗慕言"]
    assert said.text == text[said.start : said.end] == "渡轮偏离航道约两百米"
    assert text[slice(*said.speaker_at)] == "罗慕言"
    assert [(each.text, each.value) for each in found.dates] == [("昨天", "2030-09-06")], "of the outlet's own day"
    assert [(each.text, each.low) for each in found.numbers] == [("两百米", 200)]
    assert [(each.name, each.latin, each.start) for each in found.names] == [
        ("约纳斯·奥德尔", "Jonas Odell", text.index("约纳斯"))
    ], "once, where it stands first"


def test_the_agency_of_a_text_is_a_channel_unless_it_is_the_outlet_itself():
    text = "（法新社汀港七日电）渡轮公司发言人说，明天恢复通航。"
    assert channel_of(text, ("港口日报",)) == "法新社"
    assert channel_of(text, ("港口日报", "AFP")) == ""
    assert channel_of("渡轮公司发言人说，明天恢复通航。", ("法新社",)) == ""


def test_every_version_has_its_own_annotations(marking):
    imported(marking, ("ferry", "渡轮偏离航道约两百米。"), ("ferry", "渡轮偏离航道约三百米。"), ("salt", "无事。"))
    list(annotate(marking))
    found = everything(marking)
    assert len(found) == 3
    assert sorted([number.low for each in found.values() for number in each.numbers]) == [200, 300]
    assert all((each.article, each.version) == key and each.method == METHOD for key, each in found.items())


def test_a_version_whose_record_is_missing_or_damaged_has_empty_annotations(parts):
    imported(parts, ("ferry", SAID), ("salt", SAID), ("quay", SAID))
    first, second, _ = sorted(path for path in parts.archive.files if path.endswith(".md"))
    del parts.archive.files[first]
    parts.archive.files[second] = b"\x00 no record"
    list(annotate(parts))
    assert sorted(len(each.statements) for each in everything(parts).values()) == [0, 0, 1]


# How far


def test_annotations_that_lag_catch_up_and_those_made_anew_are_the_same(marking):
    imported(marking, ("ferry", SAID), ("salt", NAMED))
    assert lag(marking) == 2
    assert sum(annotate(marking)) == 2
    imported(marking, ("ferry", "渡轮偏离航道约三百米。"))
    assert lag(marking) == 1
    assert sum(annotate(marking)) == 1
    assert (lag(marking), sum(annotate(marking))) == (0, 0)
    assert marking.annotations.place() == marking.archive.end()
    caught_up = everything(marking)
    assert None not in caught_up.values()
    assert sum(annotate_anew(marking)) == 3
    assert everything(marking) == caught_up


def test_lines_that_tell_of_no_version_are_taken_in_too(marking):
    marking.catalog.apply(marking.archive.commit([Event("round", NOW, {"feeds": {}})]))
    assert sum(annotate(marking)) == 1
    assert lag(marking) == 0


def test_annotations_of_another_ledger_are_made_anew(marking):
    imported(marking, ("ferry", SAID))
    marking.annotations.place()
    marking.annotations.take([Annotations("nobody", 1, METHOD)], Place(9, "ab" * 32, "2030-09.jsonl", 10))
    imported(marking, ("salt", NAMED))
    list(annotate(marking))
    assert marking.annotations.annotations([("nobody", 1)]) == {}
    assert None not in everything(marking).values()


def test_annotations_of_another_method_are_made_anew(parts, tmp_path):
    imported(parts, ("ferry", SAID), ("salt", NAMED))
    path = tmp_path / "derived" / "annotations.sqlite"
    old = SqliteAnnotations(path, METHOD + 1)
    keys = list(everything(parts))
    old.place()
    old.take([Annotations(article, number, METHOD + 1) for article, number in keys], parts.archive.end())
    old.close()
    marking = replace(parts, annotations=SqliteAnnotations(path, METHOD))
    assert lag(marking) == 2
    list(annotate(marking))
    assert {each.method for each in everything(marking).values()} == {METHOD}
    assert any(each.statements for each in everything(marking).values())
    marking.annotations.close()


def test_a_folder_that_was_deleted_is_made_again(parts, tmp_path):
    store = SqliteAnnotations(tmp_path / "derived" / "annotations.sqlite", METHOD)
    marking = replace(parts, annotations=store)
    imported(marking, ("ferry", SAID))
    list(annotate(marking))
    before = everything(marking)
    shutil.rmtree(tmp_path / "derived")
    assert lag(marking) == 1
    list(annotate(marking))
    assert everything(marking) == before
    store.close()


class Stopped(MemoryAnnotations):
    """Takes in so much and no more."""

    left = 2

    def take(self, annotations, place):
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        super().take(annotations, place)


def test_a_stop_between_two_batches_loses_no_more_than_one(parts, monkeypatch):
    monkeypatch.setattr(annotating, "BATCH", 3)
    marking = replace(parts, annotations=Stopped(METHOD))
    imported(marking, *((f"page{number}", f"{SAID}第{number}次。") for number in range(10)))
    with pytest.raises(KeyboardInterrupt):
        list(annotate(marking))
    assert (marking.annotations.place().count, len(marking.annotations.kept)) == (6, 6)
    marking.annotations.left = 100
    assert list(annotate(marking)) == [3, 1]
    assert None not in everything(marking).values()


@pytest.mark.parametrize("trouble", [ArchiveBusy("another process is at it"), CatalogUnusable("no room")])
def test_what_cannot_be_done_in_a_round_is_told_and_left_to_the_next_one(parts, monkeypatch, trouble):
    def refuse(*_):
        raise trouble

    imported(parts, ("ferry", SAID))
    with monkeypatch.context() as patch:
        patch.setattr(parts.annotations, "take", refuse)
        assert [(each.outcome, each.subject, each.detail) for each in annotate_news(parts)] == [
            ("note", "annotations", str(trouble))
        ]
    assert list(annotate_news(parts)) == []
    assert only(parts).statements


def test_where_nothing_is_to_be_marked_nothing_is_done(parts):
    imported(parts, ("ferry", SAID))
    unmarked = replace(parts, annotations=None)
    assert list(annotate(unmarked)) == list(annotate_anew(unmarked)) == list(annotate_news(unmarked)) == []


# Many at once


def test_pieces_are_of_like_size_and_each_batch_ends_with_its_place(parts, monkeypatch):
    monkeypatch.setattr(annotating, "BATCH", 4)
    monkeypatch.setattr(annotating, "PIECE", 400)
    imported(parts, *((f"page{number}", f"{SAID}第{number}次。") for number in range(10)))
    pieces = list(annotating._pieces(parts, Place()))
    assert sum(len(piece.unmarked) for piece in pieces) == 10
    assert all(sum(len(each.record) for each, _ in piece.unmarked) < 800 for piece in pieces)
    assert [(piece.lines, piece.place.count) for piece in pieces if piece.place] == [(4, 4), (4, 8), (2, 10)]


def test_processes_mark_what_this_one_marks(parts, monkeypatch):
    all_cases(parts)
    list(annotate(parts))
    here = everything(parts)
    used = []

    def spread(work, pieces):
        gathered = list(pieces)
        used.append(len(gathered))
        return processes.spread(work, gathered)

    monkeypatch.setattr(annotating, "PIECE", 800)
    monkeypatch.setattr(processes, "cores", lambda: 2)
    list(annotate_anew(replace(parts, spread=spread)))
    assert used[0] > processes.FEW
    assert everything(parts) == here
    assert None not in here.values()
