from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from twins.network import CAPTURE_FILES, LINES, NOON, MemoryFile, article, body, parts_in_memory, record, rss
from twins.warcs import press_pages, write_warc

from samarkand.adapters import incoming, processes
from samarkand.adapters.captures import to_warc
from samarkand.adapters.outlets import built_in
from samarkand.adapters.processes import spread
from samarkand.errors import BadRecord
from samarkand.ids import sha256
from samarkand.model.catalog import Listing
from samarkand.model.collecting import Answer, Request
from samarkand.model.reports import Summary
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.parts import in_this_process

URL = "https://port.example/a"
EMPTY = "<!DOCTYPE html><html><body><div id=app></div><script>start()</script></body></html>"


def taken(parts, *files, now=NOON):
    """Import files of one folder; (outcome, subject) of each report."""
    return [
        (report.outcome, report.subject)
        for report in import_files(parts, CAPTURE_FILES, [[MemoryFile(name, data) for name, data in files]], now)
    ]


def only(parts):
    (found,) = parts.catalog.articles(Listing())
    return found, parts.catalog.versions(found.id)


def test_a_record_becomes_a_version_byte_for_byte(parts):
    data = record(URL, header_ms=1_900_000_000_000)
    assert taken(parts, ("one.md", data)) == [("new", "one.md")]
    _, (version,) = only(parts)
    assert parts.archive.read(version.record) == data
    assert version.sha256 == sha256(data)
    assert (version.imported_from, version.header_ms, version.made_from) == ("one.md", 1_900_000_000_000, "import")
    assert version.record.startswith("records/port/2030/03/17/进港通报_")


@pytest.mark.parametrize("name", ["one.md", "one.txt", "one", "line\nfeed.md", "问？|%.jpg"])
def test_a_record_is_known_by_its_content_and_not_by_its_name(parts, name):
    assert taken(parts, (name, record(URL))) == [("new", name)]
    assert only(parts)[1][0].imported_from == name


def test_records_of_one_address_become_versions_the_oldest_first_whatever_their_names(parts):
    files = [
        (f"{name}.md", record(URL, f"第{ms}稿", header_ms=ms)) for name, ms in (("a", 3000), ("b", 1000), ("c", 2000))
    ]
    assert taken(parts, *files) == [("new", "b.md"), ("changed", "c.md"), ("changed", "a.md")]
    _, versions = only(parts)
    assert [version.title for version in versions] == ["第1000稿", "第2000稿", "第3000稿"]
    first = versions[0].record.removesuffix(".md")
    assert [version.record for version in versions] == [f"{first}.md", f"{first}.v2.md", f"{first}.v3.md"]


def test_one_address_in_two_folders_is_one_article(parts):
    folders = [
        [MemoryFile("a/one.md", record(URL, "旧题"))],
        [MemoryFile("b/two.md", record(URL + "?utm_source=x", "新题"))],
    ]
    outcomes = [report.outcome for report in import_files(parts, CAPTURE_FILES, folders, NOON)]
    assert outcomes == ["new", "changed"]
    assert only(parts)[0].versions == 2


def test_the_same_file_is_kept_once_however_often_it_comes(parts):
    files = [("a.md", record(URL)), ("b.md", record(URL)), ("c.md", record(URL, "另题")), ("d.md", record(URL))]
    assert Counter(outcome for outcome, _ in taken(parts, *files)) == {"new": 1, "changed": 1, "unchanged": 2}
    assert [outcome for outcome, _ in taken(parts, *files)] == ["unchanged"] * 4
    assert only(parts)[0].versions == 2


def test_a_file_that_is_no_record_is_told_and_the_import_goes_on(parts):
    files = [
        ("0.md", b""),
        ("1.md", b"\x00\x01\x02"),
        ("2.md", "[没有地址]\n------\n\n正文".encode()),
        ("3.md", b"[t](ftp://x.example/)\n------\n\nx"),
        ("4.jpg", b"\xff\xd8\xff\xe0"),
        ("5.md", record(URL)),
    ]
    assert taken(parts, *files) == [*(("skipped", f"{n}.md") for n in range(4)), ("skipped", "4.jpg"), ("new", "5.md")]


def test_a_file_that_cannot_be_read_is_told_and_the_import_goes_on(parts):
    class Torn(MemoryFile):
        def beginning(self, size):
            raise BadRecord("cannot be read: Input/output error")

    folder = [Torn("a.md", b""), MemoryFile("b.md", record(URL))]
    reports = list(import_files(parts, CAPTURE_FILES, [folder], NOON))
    assert [(report.outcome, report.subject, report.detail) for report in reports] == [
        ("failed", "a.md", "cannot be read: Input/output error"),
        ("new", "b.md", "进港通报"),
    ]


def test_a_file_that_vanishes_or_is_no_file_is_told_of(tmp_path, parts):
    (tmp_path / "a.md").write_bytes(record(URL))
    (tmp_path / "b.md").write_bytes(record(URL + "2"))
    folders = [list(found) for found in incoming.folders([tmp_path])]
    (tmp_path / "a.md").unlink()
    outcomes = [(report.outcome, report.detail) for report in import_files(parts, CAPTURE_FILES, folders, NOON)]
    assert outcomes == [("failed", "cannot be read: No such file or directory"), ("new", "进港通报")]


def test_what_is_larger_than_any_record_is_told_and_not_read(parts):
    class Huge(MemoryFile):
        size = 1 << 40

        def read(self):
            raise AssertionError("nobody may read a terabyte")

    huge = Huge("huge.md", record(URL) + b"x" * 70_000)
    (report,) = import_files(parts, CAPTURE_FILES, [[huge]], NOON)
    assert (report.outcome, report.detail) == ("failed", "has 1,099,511,627,776 bytes, more than a record may have")


def test_a_post_with_front_matter_is_a_record(parts):
    post = f'---\ntitle: "渡轮停航"\ndate: 2029-07-06 12:00:00 +0800\nauthor: 林渡\nfrom: {URL}\n---\n\n<p>今天停航。</p>\n'
    assert taken(parts, ("2029-07-06-x.md", post)) == [("new", "2029-07-06-x.md")]
    found, (version,) = only(parts)
    assert (version.title, version.authors) == ("渡轮停航", ("林渡",))
    assert found.published_at == datetime(2029, 7, 6, 4, tzinfo=UTC)
    assert parts.archive.read(version.record) == post.encode()


def test_a_saved_feed_gives_its_articles_and_tells_those_without_text(parts):
    feed = rss(
        {"title": "甲", "link": "https://port.example/1", "body": body()},
        {"title": "乙", "link": "https://port.example/2"},
        {"title": "丙", "description": "没有链接"},
    )
    told = taken(parts, ("saved.xml", feed))
    assert sorted(told) == [("new", "saved.xml"), ("skipped", "saved.xml: 丙"), ("skipped", "saved.xml: 乙")]
    assert only(parts)[1][0].imported_from == "saved.xml"
    assert Counter(outcome for outcome, _ in taken(parts, ("saved.xml", feed))) == {"unchanged": 1, "skipped": 2}


def captures(*pages: tuple[str, str]) -> bytes:
    answers = [
        Answer(Request(url, "page"), url, 200, (("Content-Type", "text/html; charset=utf-8"),), text.encode(), NOON)
        for url, text in pages
    ]
    return to_warc(answers)[0]


def test_a_file_of_captures_gives_the_articles_on_its_pages_with_their_captures(parts):
    data = captures(("https://port.example/1", article("甲")), ("https://port.example/2", EMPTY))
    later = datetime(2031, 1, 1, tzinfo=UTC)
    assert sorted(taken(parts, ("x.warc.gz", data), now=later)) == [
        ("new", "x.warc.gz"),
        ("skipped", "x.warc.gz: https://port.example/2"),
    ]
    _, (version,) = only(parts)
    path, _, offset = version.capture.partition("#")
    kept = gzip.decompress(parts.archive.read(path)[int(offset) :])
    assert LINES[0].encode() in kept
    assert (version.captured_at, version.seen_at) == (NOON, later)
    assert taken(parts, ("x.warc.gz", data)) == [
        ("unchanged", "https://port.example/1"),
        ("skipped", "x.warc.gz: https://port.example/2"),
    ]


def test_a_page_that_was_captured_twice_in_one_file_is_kept_once_unless_it_changed(parts):
    url = "https://port.example/1"
    data = captures((url, article("甲")), (url, article("甲", furniture="广告")), (url, article("乙")))
    outcomes = Counter(outcome for outcome, _ in taken(parts, ("x.warc.gz", data)))
    assert outcomes == {"new": 1, "unchanged": 1, "changed": 1}
    assert [version.title for version in only(parts)[1]] == ["甲", "乙"]


def test_a_wacz_gives_the_articles_of_the_captures_in_it(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("archive/data.warc.gz", captures(("https://port.example/1", article("甲"))))
        zipped.writestr("datapackage.json", "{}")
    assert taken(parts, ("x.wacz", packed.getvalue())) == [("new", "x.wacz")]


def test_a_torn_file_of_captures_is_told_and_gives_what_is_whole(parts):
    data = captures(("https://port.example/1", article("甲")), ("https://port.example/2", article("乙")))
    outcomes = Counter(outcome for outcome, _ in taken(parts, ("x.warc.gz", data[:-200])))
    assert outcomes["new"] >= 1
    assert outcomes["failed"] >= 1


# Whole folders of real records


@pytest.fixture(scope="module")
def odd_names(shared, tmp_path_factory):
    """The records whose file names hold line feeds; a Git checkout on some systems cannot."""
    root = tmp_path_factory.mktemp("odd")
    with tarfile.open(shared / "odd-names.tar.gz") as packed:
        packed.extractall(root, filter="data")
    return root


@pytest.mark.parametrize("name", ["seeds", "records", "corpus", "odd"])
def test_every_real_record_is_imported_without_a_loss(shared, odd_names, name):
    root = odd_names if name == "odd" else shared / name
    parts = parts_in_memory(built_in())
    summary = Summary()
    others = []
    for report in import_files(parts, CAPTURE_FILES, incoming.folders([root]), datetime(2026, 1, 1, tzinfo=UTC)):
        summary.add(report)
        if report.outcome in {"failed", "skipped"}:
            others.append(report.subject)
    assert summary.counts["failed"] == 0
    assert set(others) <= {"README.md", "MANIFEST.tsv", "stories.tsv"}
    files = {file.name: file.read() for folder in incoming.folders([root]) for file in folder}
    kept = [
        version
        for found in parts.catalog.articles(Listing(limit=10_000))
        for version in parts.catalog.versions(found.id)
    ]
    assert {sha256(data) for name, data in files.items() if name not in others} == {version.sha256 for version in kept}
    assert len({version.record for version in kept}) == len(kept) == summary.counts["new"] + summary.counts["changed"]
    for version in kept:
        assert parts.archive.read(version.record) == files[version.imported_from]
    assert list(parts.archive.verify()) == []


def test_an_import_by_several_processes_keeps_what_one_process_keeps(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "cores", lambda: 2)
    pages = [
        (url.replace(".example/", f"{copy}.example/"), body, at)
        for copy in range(2)
        for url, body, at in press_pages((1,))
    ]
    crawled = incoming.DiskFile(write_warc(tmp_path / "press.warc.gz", pages), "press.warc.gz")
    feed = MemoryFile("a.xml", b"<rss><channel><title>t</title></channel></rss>")
    broken = MemoryFile("z.md", b"<!--1-->\nno title\n------\n\n<p>text</p>\n")
    kept = []
    for way in (in_this_process, spread):
        parts = replace(parts_in_memory(), spread=way)
        reports = list(import_files(parts, CAPTURE_FILES, [[feed, crawled, broken]], NOON))
        kept.append((reports, [line.place for line in parts.archive.lines()]))
        parts.catalog.close()
    assert kept[0] == kept[1]
    assert len(kept[0][1]) > 60
