"""`sync` killed as a process in the midst of pushing and of pulling: the next one takes it up, and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import stores
from cli.test_copying import told, tree
from twins.gate import Gate, gate_to
from twins.processes import killed_when

from samarkand.adapters.archive import FolderArchive
from samarkand.app.buckets import BucketCopy
from samarkand.ids import sha256
from samarkand.model.events import Event
from samarkand.pipeline import carrying

AT = datetime(2030, 9, 20, 12, tzinfo=UTC)
EARLIER, SOME, ALL = 6, 24, carrying.FILES + 24
"""Records that both sides have from the beginning; that are pushed; that are pulled: more than are taken at once."""


def grown(root: Path, numbers: range) -> Path:
    """An archive with records of two months."""
    archive = FolderArchive(root) if FolderArchive.is_at(root) else FolderArchive.create(root, b"# settings\n")
    events = []
    for number in numbers:
        path, at = f"records/o/2030/09/渡口_{number:04}.md", AT + timedelta(hours=number)
        data = f"<!--1-->\n[渡口 {number}](https://port.example/{number})\n------\n\n<p>{'甲' * 200}</p>\n".encode()
        told = {"record": path, "article": f"a{number}", "number": 1, "outlet": "o", "url": "https://port.example/"}
        events.append(Event("version", at, told | {"title": "渡口"}, {path: data}))
    archive.commit(events)
    archive.unlock()
    return root


@pytest.fixture(scope="module")
def gate(tmp_path_factory) -> Iterator[Gate]:
    with stores.server(tmp_path_factory.mktemp("store") / "told") as address, gate_to(address) as opened:
        stores.make_bucket(address, "archives")
        yield opened


def set_keys(gate: Gate, patch: pytest.MonkeyPatch) -> None:
    for name, value in {**stores.KEYS, "AWS_ENDPOINT_URL": f"http://{gate.store}", "AWS_ALLOW_HTTP": "true"}.items():
        patch.setenv(name, value)


@pytest.fixture(autouse=True)
def keys(gate, monkeypatch):
    set_keys(gate, monkeypatch)


def killed(gate: Gate, monkeypatch: pytest.MonkeyPatch, url: str, archive: Path, reached: Callable[[], bool]) -> None:
    """Start `sync` through the gate, and kill it when something is seen to be so."""
    with monkeypatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", gate.address)
        command = [sys.executable, "-m", "samarkand", "sync", url, "--archive", str(archive)]
        assert killed_when(command, reached), "it ended by itself"
        gate.open()


def unsound(url: str) -> list[str]:
    """What the store's ledger tells of, and is not there as it tells."""
    copy = BucketCopy(url)
    files = ((path, expected) for line, _ in copy.raw_lines() for path, expected in line.files.items())
    return [path for path, expected in files if sha256(copy.read(path)) != expected]


PUSHED = [
    ("records/", 9, "half"),
    ("records/", SOME - EARLIER, "after"),
    ("ledger/2030-09", 1, "half"),
    ("ledger/2030-09", 1, "after"),
    ("ledger/head", 1, "before"),
    ("ledger/head", 1, "half"),
]


@pytest.mark.parametrize(("part", "number", "when"), PUSHED)
def test_a_push_that_is_killed_is_taken_up_by_the_next(gate, tmp_path, monkeypatch, part, number, when):
    url = f"s3://archives/push/{tmp_path.name}"
    archive = grown(tmp_path / "one", range(EARLIER))
    told("sync", url, "--archive", archive)
    before = tree(grown(archive, range(EARLIER, SOME)))
    gate.shut_at("PUT", part, number, when)
    killed(gate, monkeypatch, url, archive, gate.is_shut)
    assert BucketCopy(url).end().count == EARLIER
    assert unsound(url) == []
    done = told("sync", url, "--archive", archive)
    assert (done["to"], done["new"], done["lines"]) == ("store", SOME - EARLIER, SOME)
    assert tree(archive) == before
    told("sync", url, "--archive", tmp_path / "other")
    assert tree(tmp_path / "other") == before


def test_a_push_whose_last_answer_was_not_heard_is_whole(gate, tmp_path, monkeypatch):
    url = "s3://archives/unheard"
    archive = grown(tmp_path / "one", range(SOME))
    gate.shut_at("PUT", "ledger/head", 1, "after")
    killed(gate, monkeypatch, url, archive, gate.is_shut)
    assert BucketCopy(url).end().count == SOME
    assert unsound(url) == []
    assert told("sync", url, "--archive", archive)["new"] == 0


@pytest.fixture(scope="module")
def pushed(gate, tmp_path_factory) -> tuple[str, dict[str, bytes]]:
    """What lies in the store to be pulled, and the files that it was pushed from."""
    url, archive = "s3://archives/pull", grown(tmp_path_factory.mktemp("pushed") / "one", range(ALL))
    with pytest.MonkeyPatch.context() as patch:
        set_keys(gate, patch)
        told("sync", url, "--archive", archive)
    return url, tree(archive)


def whole_lines(root: Path) -> int:
    """Lines of the ledger in a folder where all is whole that they tell of; 0 where it is no archive yet."""
    if not FolderArchive.is_at(root):
        return 0
    archive = FolderArchive(root)
    assert list(archive.verify()) == []
    return archive.end().count


PULLED = [
    ("samarkand.toml", 1, "half", 0, 0),
    ("ledger/2030-09", 1, "half", 0, 0),
    ("records/", 9, "half", 0, 0),
    ("records/", carrying.FILES + 9, "half", 0, carrying.FILES),
    ("records/", ALL - EARLIER, "after", EARLIER, EARLIER + carrying.FILES),
]
"""At which request, then how many lines the folder has before and after the kill."""


@pytest.mark.parametrize(("part", "number", "when", "begun", "reached"), PULLED)
def test_a_pull_that_is_killed_is_taken_up_by_the_next(
    gate, pushed, tmp_path, monkeypatch, part, number, when, begun, reached
):
    url, whole = pushed
    root = grown(tmp_path / "one", range(begun)) if begun else tmp_path / "one"
    gate.shut_at("GET", part, number, when)
    killed(gate, monkeypatch, url, root, gate.is_shut)
    assert whole_lines(root) == reached
    taken_up(url, root, reached, whole)


def test_a_pull_that_is_killed_while_it_writes_is_taken_up_by_the_next(gate, pushed, tmp_path, monkeypatch):
    url, whole = pushed
    root = tmp_path / "one"
    gate.shut_at("GET", "records/", carrying.FILES + 1, "before")  # so that it cannot end
    killed(gate, monkeypatch, url, root, lambda: any(root.rglob("*.md")))
    reached = whole_lines(root)
    assert reached in {0, carrying.FILES}
    taken_up(url, root, reached, whole)


def taken_up(url: str, root: Path, reached: int, whole: dict[str, bytes]) -> None:
    """The next one brings just what is missing, and leaves nothing of the one that was killed."""
    done = told("sync", url, "--archive", root)
    assert (done["to"], done["new"], done["lines"]) == ("archive", ALL - reached, ALL)
    assert tree(root) == whole
    assert whole_lines(root) == ALL
    assert list((root / "derived/staging").iterdir()) == []
