"""Lines of another archive: which are taken over, and what they say here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from samarkand.ids import article_id
from samarkand.model.events import Line, Place
from samarkand.steps import merging

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)
URL = "https://port.example/1"
ARTICLE = article_id("port", URL)
RECORD = "records/port/2030/09/07/渡轮.md"
VERSION = {"article": ARTICLE, "number": 2, "outlet": "port", "url": URL, "title": "渡轮", "record": RECORD}
FOLDERS = ("records", "pages", "images", "seals")


def line(kind="version", files=None, **data) -> Line:
    return Line(
        kind, AT, data, {RECORD: "ab" * 32} if files is None else files, Place(7, "cd" * 32, "2030-09.jsonl", 9)
    )


def test_a_line_comes_from_where_it_was_written_first():
    assert merging.origin_of(line(**VERSION), "ef" * 32) == merging.Origin("ef" * 32, "cd" * 32, 2)
    merged = {"archive": "11" * 32, "line": "22" * 32, "number": 5}
    assert merging.origin_of(line(**VERSION, merged=merged), "ef" * 32) == merging.Origin("11" * 32, "22" * 32, 5)
    assert merging.origin_of(line("round", {}), "ef" * 32).number is None


def test_an_event_says_what_the_line_said_and_where_it_comes_from():
    told = line(
        "lent", {}, capture="pages/x.warc.gz#12", deep={"paths": ["pages/x.warc.gz", "pages/y"]}, text="pages and / so"
    )
    names = {"pages/x.warc.gz": "pages/x-1.warc.gz"}
    event = merging.event_of(told, merging.Origin("ef" * 32, "cd" * 32, 4), {}, lambda path: names.get(path, path), AT)
    assert (event.kind, event.at) == ("lent", AT)
    assert event.data == {
        "capture": "pages/x-1.warc.gz#12",
        "deep": {"paths": ["pages/x-1.warc.gz", "pages/y"]},
        "text": "pages and / so",
        "merged": {"archive": "ef" * 32, "line": "cd" * 32, "taken_at": "2030-09-07T12:00:00Z", "number": 4},
    }


def test_a_witness_tells_all_of_its_line_but_names_our_record():
    event = merging.event_of(line(**VERSION, feed="https://port.example/rss"), merging.Origin("a", "b", 2), {}, str, AT)
    found = merging.witness_of(event, "records/port/ours.md", 1)
    assert (found.kind, found.data["record"], found.data["number"]) == ("witness", "records/port/ours.md", 1)
    assert found.data["feed"] == "https://port.example/rss"
    assert found.data["merged"]["number"] == 2


def test_another_path_keeps_folder_and_endings():
    assert merging.other_path("pages/2030-09/x.warc.gz", "ab" * 32) == "pages/2030-09/x-abababababababab.warc.gz"


def test_lines_that_we_write_ourselves_are_taken():
    assert merging.fault_of(line(**VERSION), FOLDERS) == ""
    assert merging.fault_of(line("round", {}, polled=["port"], troubles={"port": "gone"}), FOLDERS) == ""
    assert merging.fault_of(line("lent", {"pages/x": "ab"}, anything=[1, {"x": None}]), FOLDERS) == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"article": "0" * 16}, "id"),
        ({"article": 7}, "article"),
        ({"number": True}, "number"),
        ({"number": 0}, "number"),
        ({"number": 1 << 80}, "number"),
        ({"title": None}, "title"),
        ({"record": "records/port/other.md"}, "record"),
        ({"header_ms": "soon"}, "header_ms"),
        ({"authors": "somebody"}, "authors"),
        ({"pictures": [1]}, "pictures"),
        ({"captured_at": "soon"}, "captured_at"),
        ({"made_from": "hearsay"}, "made_from"),
        ({"published": {"at": "2030-09-07T12:00:00Z"}}, "published"),
        (
            {"published": {"at": "2030-09-07T12:00:00Z", "zone": "Mars", "precision": "day", "told": "page"}},
            "published",
        ),
        ({"published": {"at": 0, "zone": "UTC", "precision": "day", "told": "page"}}, "published"),
        (
            {"published": {"at": "2030-09-07T12:00:00Z", "zone": "UTC", "precision": "day", "told": "page", "on": "x"}},
            "published",
        ),
    ],
)
def test_a_version_that_we_could_not_read_is_not_taken(change, told):
    assert told in merging.fault_of(line(**{**VERSION, **change}), FOLDERS)


@pytest.mark.parametrize("name", sorted(VERSION))
def test_a_version_that_lacks_what_every_version_has_is_not_taken(name):
    assert name in merging.fault_of(line(**{key: value for key, value in VERSION.items() if key != name}), FOLDERS)


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "records/../../x",
        "/etc/passwd",
        "x",
        "",
        "ledger/head.json",
        "records//x",
        "pages/./x",
        "pages/a\0b",
        "sounds/x",
    ],
)
def test_a_file_outside_of_the_folders_is_not_taken(path):
    assert "outside" in merging.fault_of(line("capture", {path: "ab"}), FOLDERS)


def test_lines_of_strange_shapes_are_not_taken():
    assert merging.fault_of(replace(line(**VERSION), files=[]), FOLDERS)
    assert merging.fault_of(replace(line(**VERSION), kind=7), FOLDERS)
    assert "url" in merging.fault_of(line("gone", {}, article=ARTICLE), FOLDERS)
    assert "polled" in merging.fault_of(line("round", {}, polled="all"), FOLDERS)
    assert "is" in merging.fault_of(line("mark", {}, mark="read", articles=[ARTICLE]), FOLDERS)
    assert "is" in merging.fault_of(line("mark", {}, mark="read", articles=[ARTICLE], **{"is": "yes"}), FOLDERS)
    assert "outlets" in merging.fault_of(line("mark", {}, mark="label", outlets=[1], **{"is": True}), FOLDERS)
