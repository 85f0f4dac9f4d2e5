from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins.export import MemoryExport
from twins.network import CAPTURE_FILES, LINES, NOON, MemoryFile, article, body, parts_in_memory, record, rss

from samarkand.adapters.captures import open_export, read_captures, to_warc
from samarkand.ids import sha256
from samarkand.model.captures import Broken
from samarkand.model.catalog import Listing
from samarkand.model.collecting import Answer, Request
from samarkand.model.exports import Exported
from samarkand.pipeline.exporting import export
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.updating import update

URL = "https://port.example/1"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
FEED = "https://port.example/rss.xml"


@pytest.fixture
def out():
    return MemoryExport()


def exported(parts, out) -> list[Exported]:
    return list(export(parts, parts.catalog.articles(Listing(limit=1000)), out))


def imported(parts, *files, now=NOON):
    return list(import_files(parts, CAPTURE_FILES, [[MemoryFile(name, data) for name, data in files]], now))


def collected(parts, net) -> None:
    list(update(parts, net.network, net.now))


def collect_page(parts, net, text: str) -> None:
    """A round in which a feed tells of one page, which says this."""
    net.page(FEED, rss({"title": "码头", "link": URL}))
    net.page(URL, text)
    collected(parts, net)


def test_a_page_that_was_captured_goes_out_as_its_capture(parts, net, out):
    collect_page(parts, net, article("码头恢复装卸"))
    (found,) = exported(parts, out)
    assert (found.versions, found.captures, found.texts, found.problems) == (1, 1, 0, ())
    assert [capture.fields["warc-target-uri"] for capture in out.captures.values()] == [URL]
    assert out.resources == {}
    (page,) = out.pages
    assert (page.url, page.title, page.at) == (URL, "码头恢复装卸", NOON)
    assert LINES[0] in page.text


def test_every_version_goes_out_in_its_order(parts, net, out):
    collect_page(parts, net, article("甲"))
    for name in ("乙", "丙"):
        net.later(days=2)
        collect_page(parts, net, article(name))
    (found,) = exported(parts, out)
    assert (found.versions, found.captures) == (3, 3)
    assert [page.title for page in out.pages] == ["甲", "乙", "丙"]
    assert [page.id for page in out.pages] == [f"{found.article}-{number}" for number in (1, 2, 3)]


def test_a_text_from_a_feed_goes_out_as_record_and_page_beside_the_feed(parts, net, out):
    net.page(FEED, rss({"title": "甲", "link": URL, "body": body()}))
    collected(parts, net)
    (found,) = exported(parts, out)
    assert (found.captures, found.texts) == (1, 1)
    assert [capture.fields["warc-target-uri"] for capture in out.captures.values()] == [FEED]
    shown, page = out.resources.values()
    (version,) = parts.catalog.versions(found.article)
    assert shown.body == parts.archive.read(version.record)
    assert "不是媒体的网页" in page.body.decode()
    assert [each.url for each in out.pages] == [page.url]
    assert URL not in {shown.url, page.url}, "what we made must not stand at the outlet's address"


def test_an_imported_record_goes_out_as_what_it_is(parts, out):
    data = record(URL)
    imported(parts, ("a.md", data))
    (found,) = exported(parts, out)
    assert (found.captures, found.texts) == (0, 1)
    assert out.captures == {}
    assert next(iter(out.resources.values())).body == data


def test_pictures_go_out_once_at_their_own_address(parts, net, out):
    shown = article("甲").replace(
        "<article>", "<article><figure><img src='/p.png'><figcaption>船</figcaption></figure>"
    )
    net.page("https://port.example/p.png", PNG)
    collect_page(parts, net, shown)
    net.later(days=2)
    collect_page(parts, net, shown.replace("甲", "乙"))
    (found,) = exported(parts, out)
    assert (found.versions, found.pictures) == (2, 1)
    (picture,) = out.resources.values()
    assert (picture.url, picture.body, picture.content_type) == ("https://port.example/p.png", PNG, "image/png")


def test_a_capture_that_is_gone_is_told_and_the_text_goes_out(parts, net, out):
    collect_page(parts, net, article("甲"))
    (path,) = (path for path in parts.archive.files if path.startswith("pages/"))
    del parts.archive.files[path]
    (found,) = exported(parts, out)
    assert (found.captures, found.texts) == (0, 1)
    ((subject, problem),) = found.problems
    assert subject.startswith(path)
    assert "cannot be read" in problem
    assert len(out.pages) == 1


def test_a_record_that_is_gone_is_told_and_its_capture_goes_out(parts, net, out):
    collect_page(parts, net, article("甲"))
    (path,) = (path for path in parts.archive.files if path.startswith("records/"))
    del parts.archive.files[path]
    (found,) = exported(parts, out)
    assert found.captures == 1
    assert [subject for subject, _ in found.problems] == [path]
    assert [(page.title, page.text) for page in out.pages] == [("甲", "")]


# There and back


def there_and_back(parts, tmp_path, form):
    """The parts of a new archive that was made of the export of another, and what was reported."""
    path = tmp_path / f"x.{form}"
    with open_export(path, form, "港口") as file:
        exported(parts, file)
    fresh = parts_in_memory(parts.outlets)
    return fresh, imported(fresh, (path.name, path.read_bytes()), now=datetime(2032, 1, 1, tzinfo=UTC))


def told(parts) -> dict[str, list[tuple[str, str]]]:
    """Title and text of every version, by the address of its article."""
    found = {}
    for each in parts.catalog.articles(Listing(limit=1000)):
        pages = MemoryExport()
        list(export(parts, [each], pages))
        found[each.url] = [(page.title, page.text) for page in pages.pages]
    return found


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_an_archive_comes_back_with_the_same_articles_versions_and_texts(parts, net, tmp_path, form):
    two = {"title": "乙", "link": "https://port.example/2", "body": body()}
    for number, name in enumerate(("甲", "丙", "丁")):
        net.page(FEED, rss({"title": "码头", "link": URL}, two))
        net.page(URL, article(name, (*LINES, f"第{number}稿由本报记者在现场核对后更新，内容以此为准。")))
        two = two | {"title": f"乙{name}", "body": body(*LINES, f"第{number}稿由本报记者在现场核对后更新。")}
        collected(parts, net)
        net.later(days=2)
    imported(
        parts, ("a.md", record("https://port.example/3", header_ms=1_900_000_000_000)), ("b.md", record(URL, "旧稿"))
    )
    fresh, reports = there_and_back(parts, tmp_path, form)
    assert [report for report in reports if report.outcome not in {"new", "changed"}] == []
    before = told(parts)
    assert told(fresh) == before
    assert sorted(len(versions) for versions in before.values()) == [1, 3, 4]
    times = {
        version.witnessed_at
        for each in parts.catalog.articles(Listing())
        for version in parts.catalog.versions(each.id)
    }
    assert {
        version.witnessed_at
        for each in fresh.catalog.articles(Listing())
        for version in fresh.catalog.versions(each.id)
    } == times
    assert list(fresh.archive.verify()) == []
    again = [report.outcome for report in imported(fresh, ("x", (tmp_path / f"x.{form}").read_bytes()))]
    assert set(again) == {"unchanged"}


def test_a_record_comes_back_byte_for_byte(parts, tmp_path):
    data = record(URL, "题 [甲|乙]", "<p>甲</p>\r\n<divclass=x>乙", header_ms=-5)
    imported(parts, ("a.md", data))
    fresh, _ = there_and_back(parts, tmp_path, "wacz")
    (found,) = fresh.catalog.articles(Listing())
    assert fresh.archive.read(found.latest.record) == data
    assert found.latest.sha256 == sha256(data)


LETTERS = st.characters(codec="utf-8", exclude_characters="\x00")


@given(
    st.text(LETTERS, max_size=40), st.text(LETTERS, max_size=200), st.one_of(st.none(), st.integers(-(10**15), 10**15))
)
@settings(max_examples=40)
def test_any_record_comes_back_byte_for_byte(title, text, header_ms):
    data = record(URL, title or "题", text, header_ms=header_ms)
    parts, fresh = parts_in_memory(), parts_in_memory()
    try:
        if [report.outcome for report in imported(parts, ("a.md", data))] != ["new"]:
            return  # no record can be read in it, so none goes out
        with TemporaryDirectory() as folder:
            fresh = there_and_back(parts, Path(folder), "warc")[0]
        (found,) = fresh.catalog.articles(Listing())
        assert fresh.archive.read(found.latest.record) == data
    finally:
        parts.catalog.close()
        fresh.catalog.close()


def test_what_came_without_an_answer_around_it_never_becomes_one(parts, net, tmp_path):
    """A page out of a `resource` of somebody else is kept as a resource, here and in what goes out."""
    bare = Answer(
        Request(URL, "page"), URL, 200, (("Content-Type", "text/html"),), article().encode(), NOON, is_bare=True
    )
    data, _ = to_warc([bare])
    imported(parts, ("x.warc.gz", data))
    (kept,) = (data for path, data in parts.archive.files.items() if path.startswith("pages/"))
    assert b"HTTP/1" not in b"".join(entry.body for entry in [*_captures(kept)])
    path = tmp_path / "x"
    with open_export(path, "warc", "") as file:
        assert exported(parts, file)[0].captures == 1
    (found,) = _captures(path.read_bytes())
    assert found.is_bare


def _captures(data: bytes):
    found = list(read_captures(BytesIO(data)))
    assert not any(isinstance(entry, Broken) for entry in found)
    return found
