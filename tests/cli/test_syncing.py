"""`sync` to and from a real S3 server on loopback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import stores
from cli.test_copying import brought, tell, told, tree

from samarkand.app.buckets import BucketCopy
from samarkand.errors import CopiesDiffer, UsageError

URL = "s3://archives"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with stores.server(tmp_path_factory.mktemp("store") / "told") as address:
        stores.make_bucket(address, "archives")
        yield address


@pytest.fixture(autouse=True)
def keys(address, monkeypatch):
    for name, value in {**stores.KEYS, "AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)


def test_an_archive_goes_to_the_store_and_comes_back_elsewhere(tmp_path):
    archive = brought(tmp_path / "one", range(6))
    assert told("sync", f"{URL}/round", "--archive", archive) == {
        "new": 6,
        "changed": 0,
        "unchanged": 0,
        "failed": 0,
        "lines": 6,
        "to": "store",
    }
    assert told("sync", f"{URL}/round", "--archive", archive)["new"] == 0
    brought(tmp_path / "one", range(6, 9))
    assert told("sync", f"{URL}/round", "--archive", archive)["new"] == 3
    other = tmp_path / "other"
    assert told("sync", f"{URL}/round", "--archive", other)["to"] == "archive"
    assert tree(other) == tree(archive)
    assert told("verify", "--archive", other)["findings"] == 0


def test_whichever_is_behind_gets_what_is_new(tmp_path):
    archive = brought(tmp_path / "one", range(10))
    told("sync", f"{URL}/both", "--archive", archive)
    told("sync", f"{URL}/both", "--archive", tmp_path / "two/archive")
    brought(tmp_path / "two", range(10, 14))
    assert told("sync", f"{URL}/both", "--archive", tmp_path / "two/archive")["to"] == "store"
    done = told("sync", f"{URL}/both", "--archive", archive)
    assert (done["to"], done["new"]) == ("archive", 4)
    assert tree(archive) == tree(tmp_path / "two/archive")


def test_two_that_went_on_by_themselves_are_a_conflict_and_nothing_is_changed(tmp_path):
    archive = brought(tmp_path / "one", range(5))
    told("sync", f"{URL}/conflict", "--archive", archive)
    shutil.copytree(archive, tmp_path / "two/archive")
    brought(tmp_path / "one", range(5, 6))
    told("sync", f"{URL}/conflict", "--archive", archive)
    other = brought(tmp_path / "two", range(7, 9))
    before = tree(other)
    refused = tell("sync", f"{URL}/conflict", "--archive", other).exception
    assert isinstance(refused, CopiesDiffer)
    assert "samarkand merge" in str(refused)
    assert tree(other) == before
    assert told("sync", f"{URL}/conflict", "--archive", archive)["new"] == 0


def test_where_there_is_nothing_nothing_is_made(tmp_path):
    assert isinstance(tell("sync", f"{URL}/nothing", "--archive", tmp_path / "none").exception, UsageError)
    assert not (tmp_path / "none").exists()


def test_what_was_altered_in_the_store_does_not_come_in(tmp_path):
    archive = brought(tmp_path / "one", range(4))
    told("sync", f"{URL}/altered", "--archive", archive)
    record = min(path for path in tree(archive) if path.startswith("records/"))
    BucketCopy(f"{URL}/altered").mend(record, b"altered")
    done = tell("sync", f"{URL}/altered", "--archive", tmp_path / "again", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout.splitlines()[-1])["failed"] == 1
    assert not (Path(tmp_path / "again") / record).exists()
