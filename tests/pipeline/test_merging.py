"""Archives in memory taken into one another: nothing twice, nothing lost, whichever into which, in the order of time."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins.archive import MemoryArchive
from twins.mergebook import MemoryMergeBook
from twins.network import parts_in_memory

from samarkand.adapters.archive.folder import FOLDERS
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.changing import Changes
from samarkand.errors import ArchiveDamaged, UsageError
from samarkand.ids import article_id, sha256
from samarkand.model.catalog import Listing
from samarkand.model.events import Event
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.indexing import catch_up_index
from samarkand.pipeline.merging import check_other, merge
from samarkand.pipeline.rebuilding import catch_up, rebuild

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=9)


def url(article: int) -> str:
    return f"https://port.example/{article}"


def identity(article: int) -> str:
    return article_id("port", url(article))


class Writer:
    """Writes the history of one archive."""

    def __init__(self, name: str):
        self.archive = MemoryArchive()
        self.numbers: dict[int, int] = {}
        self.commit("round", 0, {"polled": [name]})

    def commit(self, kind, minutes, data, files=None):
        self.archive.commit([Event(kind, NOON + timedelta(minutes=minutes), data, files or {})])

    def version(self, article: int, text: str, minutes: int, **more):
        number = self.numbers[article] = self.numbers.get(article, 0) + 1
        first = f"records/port/2030/09/07/{article}_{identity(article)}"
        path = f"{first}.md" if number == 1 else f"{first}.v{number}.md"
        record = f"<!--1-->\n[{text}]({url(article)})\n------\n\n<p>{text}</p>\n".encode()
        told = {"article": identity(article), "number": number, "outlet": "port", "url": url(article), "title": text}
        self.commit("version", minutes, {**told, "record": path, "made_from": "page", **more}, {path: record})
        return self


@contextmanager
def opened(archive):
    parts = parts_in_memory((), ())
    catalog = SqliteCatalog(None)
    parts.catalog.close()
    object.__setattr__(parts, "archive", archive)
    object.__setattr__(parts, "catalog", catalog)
    try:
        catch_up(archive, catalog)
        yield parts
    finally:
        catalog.close()


def copied(archive):
    copy = MemoryArchive()
    copy.files, copy.ledger, copy.bytes = dict(archive.files), list(archive.ledger), list(archive.bytes)
    return copy


def merged(into, *others):
    """A copy of an archive, with others taken in."""
    archive = copied(into)
    with opened(archive) as parts:
        for other in others:
            list(merge(parts, other, MemoryMergeBook(), LATER))
        return archive


def histories(archive):
    """What one may ask of an archive: article -> its versions by time, and whether its page is gone."""
    with opened(archive) as parts:
        found = {}
        for article in parts.catalog.articles(Listing(limit=100)):
            versions = parts.catalog.versions(article.id)
            assert [each.number for each in versions] == list(range(1, len(versions) + 1))
            assert article.versions == len(versions)
            assert article.latest == versions[-1]
            told = [(each.seen_at, archive.files[each.record], each.title, each.feed) for each in versions]
            assert all(sha256(archive.files[each.record]) == each.sha256 for each in versions)
            found[article.id] = told, article.first_seen_at, article.published_at, article.gone_at
        return found


def texts(archive, article=1):
    return [title for _, _, title, _ in histories(archive)[identity(article)][0]]


def test_a_reader_that_is_open_meanwhile_tells_of_the_versions_as_they_are_now():
    one = Writer("one").version(1, "码头停工三天", 1).version(1, "码头停工五天", 5)
    two = Writer("two").version(1, "码头停工四天", 3)
    archive = copied(one.archive)
    with opened(archive) as parts:
        changes = Changes(parts)
        headline = [each.change.edits[0] for each in changes.latest(10)]
        assert [(edit.old, edit.new) for edit in headline] == [("码头停工三天", "码头停工五天")]
        list(merge(parts, two.archive, MemoryMergeBook(), LATER))
        headlines = [
            (each.after.number, each.change.edits[0].old, each.change.edits[0].new) for each in changes.latest(10)
        ]
        assert headlines == [(3, "码头停工四天", "码头停工五天"), (2, "码头停工三天", "码头停工四天")]


def test_versions_interleave_by_time_and_files_keep_their_names():
    one = Writer("one").version(1, "甲", 1).version(1, "丙", 5)
    two = Writer("two").version(1, "乙", 3).version(1, "丁", 9)
    both = merged(one.archive, two.archive)
    assert texts(both) == ["甲", "乙", "丙", "丁"]
    assert {path: data for path, data in both.files.items() if path in one.archive.files} == one.archive.files
    assert sorted(path.rpartition("_")[2].partition(".")[2] for path in both.files) == ["md", "v2.md", "v3.md", "v4.md"]


def test_the_same_bytes_are_kept_once_and_seen_since_the_first_witness():
    one = Writer("one").version(1, "甲", 6, feed="https://port.example/rss")
    two = Writer("two").version(1, "甲", 2).version(1, "乙", 8)
    both = merged(one.archive, two.archive)
    ((first, _, _, feed), (_, _, title, _)) = histories(both)[identity(1)][0]
    assert (first, title) == (NOON + timedelta(minutes=2), "乙")
    assert feed == "https://port.example/rss"
    assert [line.kind for line in both.ledger[2:]] == ["round", "witness", "version"]


def test_a_text_that_returned_to_an_earlier_state_returns_in_both():
    one = Writer("one").version(1, "甲", 1).version(1, "乙", 2).version(1, "甲", 3)
    two = Writer("two").version(1, "甲", 1)
    assert texts(merged(one.archive, two.archive)) == texts(merged(two.archive, one.archive)) == ["甲", "乙", "甲"]


def test_provenance_names_archive_line_and_number():
    one, two = Writer("one"), Writer("two").version(1, "甲", 1)
    line = merged(one.archive, two.archive).ledger[-1]
    assert line.data["merged"] == {
        "archive": two.archive.ledger[0].place.sha256,
        "line": two.archive.ledger[1].place.sha256,
        "number": 1,
        "taken_at": "2030-09-16T12:00:00Z",
    }
    assert line.at == NOON + timedelta(minutes=1)


def test_kinds_that_nobody_knows_are_carried_with_their_files_and_numbers():
    one = Writer("one").version(1, "甲", 1).version(1, "乙", 2)
    two = Writer("two").version(1, "乙", 2)
    two.commit("lent", 3, {"article": identity(1), "number": 1, "to": ["x", {"y": 1}]}, {"pages/odd.bin": b"odd"})
    line = merged(one.archive, two.archive).ledger[-1]
    told = dict(line.data)
    told.pop("merged")
    assert (line.kind, told) == ("lent", {"article": identity(1), "number": 2, "to": ["x", {"y": 1}]})
    assert merged(one.archive, two.archive).files["pages/odd.bin"] == b"odd"


def test_two_files_of_one_name_are_both_kept_and_each_is_referred_to():
    page = "pages/2030-09/x.warc.gz"
    one, two = Writer("one"), Writer("two")
    for writer, data in ((one, b"one"), (two, b"two")):
        writer.commit("capture", 1, {"answers": 1}, {page: data})
    two.version(1, "甲", 2, capture=f"{page}#7")
    both = merged(one.archive, two.archive)
    capture, _, offset = both.ledger[-1].data["capture"].partition("#")
    assert (both.files[page], both.files[capture], offset) == (b"one", b"two", "7")
    two.version(1, "乙", 3, capture=f"{page}#9")
    again = merged(both, two.archive)
    assert again.ledger[-1].data["capture"] == f"{capture}#9"


def test_what_was_decided_by_persons_comes_along():
    two = Writer("two").version(1, "甲", 1).version(2, "乙", 1)
    two.commit("story", 2, {"deed": "merge", "articles": [identity(1), identity(2)], "by": "reader"})
    both = merged(Writer("one").archive, two.archive)
    assert both.ledger[-1].data["articles"] == [identity(1), identity(2)]
    assert both.ledger[-1].kind == "story"


def test_marks_are_those_that_were_set_last_whichever_archive_takes_in_the_other():
    one, two = (Writer(name).version(1, "甲", 1) for name in ("one", "two"))
    one.commit("mark", 2, {"mark": "starred", "is": True, "articles": [identity(1)]})
    two.commit("mark", 3, {"mark": "starred", "is": False, "articles": [identity(1)]})
    two.commit("mark", 3, {"mark": "label", "is": True, "label": "港", "outlets": ["port"]})
    for into, other in ((one, two), (two, one)):
        with opened(merged(into.archive, other.archive)) as parts:
            assert parts.catalog.marks([identity(1), "outlet/port"], {}) == {"outlet/port": frozenset({"label/港"})}


def test_a_picture_that_is_kept_is_not_lost_because_another_archive_missed_it():
    address = "https://port.example/x.png"
    one, two = Writer("one"), Writer("two")
    one.commit("image", 1, {"url": address, "image": "images/ab/x.png", "bytes": 3}, {"images/ab/x.png": b"png"})
    two.commit("image", 5, {"url": address, "problem": "404"})
    for both in (merged(one.archive, two.archive), merged(two.archive, one.archive)):
        with opened(both) as parts:
            assert parts.catalog.images([address])[address].path == "images/ab/x.png"


def test_a_merge_brings_no_work_for_the_network_and_tells_nothing_of_our_own_polls():
    two = Writer("two").version(1, "甲", 1, pictures=["https://port.example/x.png"])
    two.commit("round", 5, {"polled": ["port"], "troubles": {"port": "gone"}})
    with opened(merged(Writer("one").archive, two.archive)) as parts:
        assert parts.catalog.pictures_wanted(10) == []
        (row,) = [row for row in parts.catalog.outlets() if row.id == "port"]
        assert (row.articles, row.polled_at, row.failures) == (1, None, 0)


@pytest.mark.parametrize(
    ("ours", "theirs", "gone"),
    [
        ([("version", 1), ("gone", 4)], [("version", 2)], True),
        ([("version", 1), ("gone", 4)], [("version", 6)], False),
        ([("version", 1), ("gone", 4)], [("import", 6)], True),
        ([("version", 1), ("gone", 4)], [("version", 2), ("gone", 3), ("back", 6)], False),
        ([("version", 1), ("gone", 4), ("back", 8)], [("version", 2), ("gone", 6)], False),
    ],
)
def test_a_page_is_gone_if_the_last_that_was_seen_of_it_says_so(ours, theirs, gone):
    made = []
    for name, history in (("one", ours), ("two", theirs)):
        writer = Writer(name)
        for kind, minutes in history:
            if kind in {"gone", "back"}:
                writer.commit(kind, minutes, {"article": identity(1), "url": url(1)})
            else:
                writer.version(1, name, minutes, made_from="import" if kind == "import" else "page")
        made.append(writer.archive)
    for both in (merged(*made), merged(*reversed(made))):
        assert (histories(both)[identity(1)][3] is not None) == gone


def test_absences_that_two_archives_saw_stand_in_the_order_of_time():
    one, two = Writer("one").version(1, "甲", 1), Writer("two").version(1, "甲", 2)
    page = {"article": identity(1), "url": url(1)}
    one.commit("gone", 4, {**page, "status": 404})
    one.commit("back", 9, page)
    two.commit("gone", 3, {**page, "status": 410, "reason": "status"})
    two.commit("gone", 6, {**page, "status": 410})
    two.commit("gone", 20, {**page, "status": 404})
    two.commit("moved", 21, {**page, "target": url(2)})
    for both in (merged(one.archive, two.archive), merged(two.archive, one.archive)):
        with opened(both) as parts:
            found = parts.catalog.absences(identity(1))
            minutes = [
                (each.first_at.minute, each.last_at.minute, each.back_at and each.back_at.minute) for each in found
            ]
            assert minutes == [(3, 6, 9), (20, 20, None)]
            assert [each.status for each in found] == [410, 404]
            assert [each.target for each in parts.catalog.moves(identity(1))] == [url(2)]


def test_a_copy_that_went_on_by_itself_is_taken_from_where_it_parted():
    one = Writer("one").version(1, "甲", 1)
    fork = Writer("one")
    fork.archive, fork.numbers = copied(one.archive), dict(one.numbers)
    one.version(1, "乙", 2)
    fork.version(1, "丙", 3)
    both = merged(one.archive, fork.archive)
    assert texts(both) == texts(merged(fork.archive, one.archive)) == ["甲", "乙", "丙"]
    assert len(both.ledger) == 4
    assert merged(one.archive, copied(one.archive)).bytes == one.archive.bytes


def test_what_is_kept_after_a_merge_gets_a_name_of_its_own():
    one = Writer("one").version(1, "丙", 5)
    both = merged(one.archive, Writer("two").version(1, "甲", 1).archive)
    later = Writer("one")
    later.archive, later.numbers = both, {1: 2}
    later.version(1, "丁", 20)
    assert texts(both) == ["甲", "丙", "丁"]
    two = merged(Writer("two").version(1, "甲", 1).archive, both)
    assert texts(two) == ["甲", "丙", "丁"]


# Any histories


steps = st.lists(
    st.one_of(
        st.tuples(st.just("version"), st.integers(1, 2), st.sampled_from("甲乙丙"), st.integers(0, 5)),
        st.tuples(st.sampled_from(["gone", "back", "odd"]), st.integers(1, 2), st.just(""), st.integers(0, 5)),
    ),
    max_size=6,
)


def written(name, history):
    writer = Writer(name)
    for kind, article, text, minutes in history:
        if kind == "version":
            writer.version(article, text, minutes)
        elif article in writer.numbers:
            writer.commit(kind, minutes, {"article": identity(article), "url": url(article)})
    return writer


@given(steps, steps)
@settings(max_examples=150)
def test_both_ways_give_the_same_articles_versions_and_texts(one, two):
    first, second = written("one", one).archive, written("two", two).archive
    there, back = histories(merged(first, second)), histories(merged(second, first))
    assert {key: value[:3] for key, value in there.items()} == {key: value[:3] for key, value in back.items()}


@given(steps, steps, steps)
@settings(max_examples=80)
def test_merging_again_changes_nothing_whatever_the_way(one, two, three):
    first, second, third = (written(*each).archive for each in (("one", one), ("two", two), ("three", three)))
    both = merged(first, second)
    assert merged(both, second).bytes == both.bytes
    assert merged(both, first).bytes == both.bytes
    all_of_it = merged(third, both)
    assert merged(all_of_it, first, second, both).bytes == all_of_it.bytes
    assert merged(all_of_it, merged(second, all_of_it)).bytes == all_of_it.bytes


@given(steps, steps)
@settings(max_examples=80)
def test_no_line_and_no_byte_is_lost(one, two):
    first, second = written("one", one).archive, written("two", two).archive
    both = merged(first, second)
    assert both.bytes[: len(first.bytes)] == first.bytes
    assert set(second.files.values()) | set(first.files.values()) == set(both.files.values())
    told = [line.data["merged"]["line"] for line in both.ledger if "merged" in line.data]
    assert told == [line.place.sha256 for line in second.ledger]
    for line, here in zip(second.ledger, both.ledger[len(first.ledger) :], strict=True):
        ours = {"number", "record", "merged"}
        assert {key: value for key, value in line.data.items() if key not in ours} == {
            key: value for key, value in here.data.items() if key not in ours
        }
        assert here.at == line.at


@given(steps, steps, st.integers(0, 12))
@settings(max_examples=80)
def test_a_merge_that_was_stopped_goes_on(one, two, lines):
    first, second = written("one", one).archive, written("two", two).archive
    part = MemoryArchive()
    part.files, part.ledger, part.bytes = second.files, second.ledger[: lines + 1], second.bytes[: lines + 1]
    assert merged(first, part, second).bytes == merged(first, second).bytes


@given(steps, steps)
@settings(max_examples=40)
def test_a_catalog_made_anew_is_the_same(one, two):
    archive = copied(written("one", one).archive)
    with opened(archive) as parts:
        list(merge(parts, written("two", two).archive, MemoryMergeBook(), LATER))
        before = [parts.catalog.versions(identity(each)) for each in (1, 2)], parts.catalog.articles(Listing())
        list(rebuild(archive, parts.catalog))
        assert before == (
            [parts.catalog.versions(identity(each)) for each in (1, 2)],
            parts.catalog.articles(Listing()),
        )


def derived(parts):
    """What index and annotations hold once they have caught up."""
    list(catch_up_index(parts))
    list(annotate(parts))
    documents = {
        key: (each.title, each.text, each.published_at, each.version < each.versions)
        for key, each in parts.index.documents.items()
    }
    return documents, dict(parts.annotations.kept)


@given(steps, steps, steps)
@settings(max_examples=60)
def test_index_and_annotations_that_catch_up_are_as_those_made_anew(one, two, three):
    archive = copied(written("one", one).archive)
    with opened(archive) as parts:
        for other in (written("two", two).archive, written("three", three).archive):
            derived(parts)
            list(merge(parts, other, MemoryMergeBook(), LATER))
        caught_up = derived(parts)
        parts.index.clear()
        parts.annotations.clear()
        assert caught_up == derived(parts)


# What cannot be merged


def test_a_damaged_archive_is_refused_with_what_is_damaged():
    two = Writer("two").version(1, "甲", 1).archive
    two.files = dict.fromkeys(two.files, b"altered")
    with pytest.raises(ArchiveDamaged, match=r"nothing was merged: records/.*is damaged"):
        check_other(two, FOLDERS, two.verify())


def test_a_line_that_we_could_not_read_is_refused_before_anything_is_written():
    two = Writer("two").version(1, "甲", 1, header_ms="soon").archive
    with pytest.raises(ArchiveDamaged, match=r"line 2 .* header_ms"):
        check_other(two, FOLDERS, two.verify())


def test_files_in_a_folder_of_a_later_format_are_refused():
    two = Writer("two").archive
    check_other(two, FOLDERS, two.verify())
    with pytest.raises(UsageError, match="folders that are known"):
        check_other(two, FOLDERS[:0], Writer("two").version(1, "甲", 1).archive.verify()) or check_other(
            Writer("two").version(1, "甲", 1).archive, ("pages",), iter(())
        )


def test_a_file_that_changes_meanwhile_stops_the_merge():
    two = Writer("two").version(1, "甲", 1).archive
    two.files = dict.fromkeys(two.files, b"altered")
    with pytest.raises(ArchiveDamaged, match="meanwhile"):
        merged(Writer("one").archive, two)
    two.files = {}
    with pytest.raises(ArchiveDamaged, match="vanished"):
        merged(Writer("one").archive, two)


def test_an_empty_archive_brings_nothing():
    one = Writer("one").archive
    assert merged(one, MemoryArchive()).bytes == one.bytes
    assert texts(merged(MemoryArchive(), Writer("two").version(1, "甲", 1).archive)) == ["甲"]
