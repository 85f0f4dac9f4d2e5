"""Copies of an archive: one suite for those in folders, in object stores and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import stores
from twins.copies import MemoryCopy

from samarkand.adapters.archive import FolderArchive, ledger
from samarkand.adapters.archive.bucket import BucketCopy, object_key
from samarkand.adapters.archive.copies import FolderCopy
from samarkand.errors import CannotWrite, CopiesDiffer, NotFound, UsageError
from samarkand.model.events import Event
from samarkand.pipeline.carrying import carry, is_behind, mend

AT = datetime(2022, 9, 29, 12, tzinfo=UTC)
SETTINGS = b"# settings\n"


def version(number: int, text: str = "") -> Event:
    path = f"records/o/2022/09/07/渡口 50%, nr. {number}_{number:04}.md"
    data = f"{text or number}\r\n".encode()
    return Event("version", AT + timedelta(days=number), {"record": path, "article": str(number)}, {path: data})


@pytest.fixture
def archive(tmp_path) -> FolderArchive:
    """Five lines, of two months."""
    made = FolderArchive.create(tmp_path / "archive", SETTINGS)
    made.commit([version(number) for number in range(4)])
    made.commit(
        [Event("image", AT + timedelta(days=5), {"image": "images/ab/x.jpg"}, {"images/ab/x.jpg": b"\xff\xd8"})]
    )
    made.unlock()
    return made


@pytest.fixture
def source(archive) -> FolderCopy:
    return FolderCopy(archive.root)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with stores.server(tmp_path_factory.mktemp("store") / "told") as address:
        stores.make_bucket(address, "archives")
        yield address


@pytest.fixture
def bucket(address, monkeypatch, request) -> BucketCopy:
    for name, value in {**stores.KEYS, "AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)
    return BucketCopy(f"s3://archives/{request.node.name.partition('[')[0]}/deep")


@pytest.fixture(params=["folder", "memory", "bucket"])
def copy(request, tmp_path):
    if request.param == "bucket":
        return request.getfixturevalue("bucket")
    return MemoryCopy() if request.param == "memory" else FolderCopy(tmp_path / "copy")


def brought(source, copy, **more) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in carry(source, copy, is_ours=more.get("is_ours", False)):
        counts[report.outcome] = counts.get(report.outcome, 0) + 1
    return counts


def same(one, other) -> bool:
    lines, others = list(one.raw_lines()), list(other.raw_lines())
    paths = [path for line, _ in lines for path in line.files]
    return lines == others and all(one.read(path) == other.read(path) for path in paths)


def test_a_copy_has_every_line_and_every_byte(source, copy):
    assert brought(source, copy) == {"new": 5}
    assert same(source, copy)
    assert copy.end() == source.end()
    assert copy.about() == {"samarkand.toml": SETTINGS}


def test_only_what_is_new_is_brought_the_next_time(source, copy, archive):
    brought(source, copy)
    assert brought(source, copy) == {}
    archive.commit([version(7)])
    assert brought(source, copy) == {"new": 1}
    assert same(source, copy)


def test_a_copy_goes_on_from_any_line(source, copy):
    lines = list(source.raw_lines())
    for count in range(len(lines)):
        half = type(copy)() if isinstance(copy, MemoryCopy) else copy
        if isinstance(copy, MemoryCopy):
            half.take(lines[:count], {path: source.read(path) for line, _ in lines[:count] for path in line.files})
        else:
            half.take_about({"samarkand.toml": SETTINGS}, is_ours=False)
            done = half.begin().count
            half.take(
                lines[done:count], {path: source.read(path) for line, _ in lines[done:count] for path in line.files}
            )
            half.finish()
        assert half.end().count == count
        assert is_behind(half, source)
    brought(source, half)
    assert same(source, half)


def test_a_place_of_another_ledger_is_not_had(source, copy, tmp_path):
    brought(source, copy)
    other = FolderArchive.create(tmp_path / "other", b"")
    for number in range(5):
        other.commit([version(number, "other")])
    assert not copy.has(other.end())
    assert all(copy.has(line.place) for line, _ in source.raw_lines())


def test_two_archives_are_never_mixed(source, copy, tmp_path):
    brought(source, copy)
    other = FolderArchive.create(tmp_path / "other", b"")
    other.commit([version(1, "other")])
    before = list(copy.raw_lines())
    with pytest.raises(CopiesDiffer, match="nothing was changed"):
        brought(FolderCopy(other.root), copy)
    assert list(copy.raw_lines()) == before


def test_an_archive_that_is_behind_its_copy_does_not_shorten_it(source, copy, archive):
    lines = list(source.raw_lines())
    brought(source, copy)
    for path in (archive.root / "ledger").glob("2022-10.jsonl"):
        path.unlink()
    september = [line for line, _ in lines if line.place.file == "2022-09.jsonl"]
    ledger.write_head(archive.root, september[-1].place)
    with pytest.raises(CopiesDiffer):
        brought(FolderCopy(archive.root), copy)
    assert list(copy.raw_lines()) == lines


def test_a_damaged_or_missing_file_is_told_and_not_copied(source, copy, archive):
    one, two = (path for event in (version(1), version(2)) for path in event.files)
    (archive.root / one).write_bytes(b"damaged")
    (archive.root / two).unlink()
    assert brought(source, copy) == {"failed": 2, "new": 3}
    with pytest.raises(NotFound):
        copy.read(one)


def test_a_copy_is_mended_from_its_source_and_the_source_never_from_the_copy(source, copy, archive):
    brought(source, copy)
    one, two = (path for event in (version(1), version(2)) for path in event.files)
    copy.mend(one, b"damaged")
    (archive.root / two).write_bytes(b"damaged")
    copy.mend(two, b"damaged too")
    outcomes = {report.subject: report.outcome for report in mend(source, copy)}
    assert (outcomes.pop(one), outcomes.pop(two)) == ("changed", "failed")
    assert set(outcomes.values()) == {"unchanged"}
    assert copy.read(one) == source.read(one)


def test_small_files_follow_the_archive_or_stay_as_they_are(source, copy, archive):
    brought(source, copy)
    (archive.root / "outlets.toml").write_bytes(b"# new\n")
    (archive.root / "samarkand.toml").write_bytes(b"# changed\n")
    brought(source, copy, is_ours=True)
    assert copy.about() == {"samarkand.toml": SETTINGS, "outlets.toml": b"# new\n"}
    brought(source, copy)
    assert copy.about() == {"samarkand.toml": b"# changed\n", "outlets.toml": b"# new\n"}


# What only an object store can suffer


def test_two_who_add_at_once_are_noticed_and_nothing_is_overwritten(source, bucket, archive):
    brought(source, bucket)
    first, second = BucketCopy(bucket.url), BucketCopy(bucket.url)
    archive.commit([version(7)])
    lines = list(source.raw_lines())[-1:]
    for one in (first, second):
        one.begin()
    files = {path: source.read(path) for path in lines[0][0].files}
    first.take(lines, files)
    second.take(lines, files)
    first.finish()
    with pytest.raises(CopiesDiffer, match="meanwhile"):
        second.finish()
    assert same(source, BucketCopy(bucket.url))


def test_an_object_that_no_line_tells_of_is_never_overwritten(source, bucket):
    path = next(iter(version(1).files))
    bucket.mend(path, b"somebody's")
    with pytest.raises(CopiesDiffer, match="other content"):
        brought(source, bucket)
    assert bucket.read(path) == b"somebody's"
    assert bucket.end().count == 0


def test_a_stop_before_the_head_leaves_a_copy_that_goes_on(source, bucket):
    bucket.take_about({"samarkand.toml": SETTINGS}, is_ours=False)
    bucket.begin()
    lines = list(source.raw_lines())
    bucket.take(lines[:3], {path: source.read(path) for line, _ in lines[:3] for path in line.files})
    again = BucketCopy(bucket.url)
    assert again.end().count == 0
    assert brought(source, again) == {"new": 5}
    assert same(source, BucketCopy(bucket.url))


def test_an_address_with_a_password_is_refused_and_secrets_are_never_told(bucket, monkeypatch):
    with pytest.raises(UsageError, match="environment"):
        BucketCopy("s3://name:secret@bucket/prefix")
    with pytest.raises(UsageError, match="no address"):
        BucketCopy("nothing://x")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1/whispered-words")
    with pytest.raises(CannotWrite) as refused:
        BucketCopy("s3://archives/x").end()
    assert "whispered-words" not in str(refused.value)


def test_keys_are_paths_whatever_stands_in_them():
    paths = ["records/o/渡口 50%|a?.md", "a\nb", "a%0Ab", "x.md"]
    keys = [object_key(path) for path in paths]
    assert len(set(keys)) == len(paths)
    assert all(key.isprintable() for key in keys)
    assert keys[3] == "x.md"
