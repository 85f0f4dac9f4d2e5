"""Stopped at any instruction, nothing that was acknowledged is lost: processes killed for real, and calls that end one.

`SAMARKAND_KILLS` says how many processes are killed in each of the two tests that do so (6 and 4 unless told).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from twins import commands

from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.demo.press import Press
from samarkand.model.catalog import Listing
from samarkand.pipeline.rebuilding import catch_up

KILLS = os.environ.get("SAMARKAND_KILLS")

# One process that commits twice, and one that makes an archive; each ends itself at the n-th call that touches the disk.

DOOMED = """
import os, sys
from pathlib import Path

left = int(sys.argv[2])


def doomed(call, before):
    def counted(*arguments, **named):
        global left
        left -= 1
        is_last = left == 0
        if is_last and before:
            os._exit(9)
        try:
            return call(*arguments, **named)
        finally:
            if is_last:
                os._exit(9)
    return counted


from datetime import UTC, datetime
from samarkand.adapters.archive import FolderArchive
from samarkand.model.events import Event

root, is_before = Path(sys.argv[1]), sys.argv[3] == "before"


def half(descriptor, data):
    return os_write(descriptor, bytes(data)[: max(1, len(data) // 2)])  # so that files and lines are torn too


os_write = os.write
for name, call in (("fsync", os.fsync), ("rename", os.rename), ("replace", os.replace), ("unlink", os.unlink),
                   ("write", half), ("ftruncate", os.ftruncate), ("mkdir", os.mkdir)):
    setattr(os, name, doomed(call, is_before))
"""

CREATE = DOOMED + "FolderArchive.create(root, b'# settings')\n"

COMMIT = (
    DOOMED
    + """
at, later = datetime(2030, 9, 30, 12, tzinfo=UTC), datetime(2030, 10, 1, 12, tzinfo=UTC)
archive = FolderArchive(root)
for number, moment in ((1, at), (2, later)):
    capture, record, image = f"pages/2030-09/{number}.warc.gz", f"records/o/{number}.md", f"images/ab/{number}.png"
    told = {"article": f"a{number}", "number": 1, "outlet": "o", "url": "https://o.example/", "title": "t"}
    archive.commit([
        Event("capture", moment, {"answers": 1}, {capture: b"capture %d" % number}),
        Event("version", moment, told | {"record": record, "capture": capture + "#0"}, {record: b"record %d" % number}),
        Event("image", moment, {"url": "u", "image": image}, {image: b"image %d" % number}),
    ])
    print(number, flush=True)
"""
)


def ended(script: str, root: Path, call: int, when: str) -> tuple[bool, int]:
    """Run a script that ends itself at a call; whether it did, and how many commits it acknowledged before."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(root), str(call), when], capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 9}, done.stderr
    return done.returncode == 9, len(done.stdout.split())


def problems(root: Path) -> list[str]:
    return [f"{finding.path} {finding.problem}" for finding in FolderArchive(root).verify()]


def strange_files(root: Path) -> list[str]:
    """What lies around that no line tells of, whether or not `verify` forgives it."""
    told = {path for line in FolderArchive(root).lines() for path in line.files}
    there = {
        path.relative_to(root).as_posix()
        for folder in ("records", "pages", "images", "seals", "ledger", "derived/staging")
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix != ".jsonl" and path.name != "head.json"
    }
    return sorted(there - told)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_commit_that_is_ended_at_any_call_is_there_as_a_whole_or_not_at_all(tmp_path, when):
    for call in range(1, 500):
        root = tmp_path / str(call)
        FolderArchive.create(root, b"")
        is_ended, acknowledged = ended(COMMIT, root, call, when)
        assert problems(root) == [], f"ended {when} call {call}"
        lines = list(FolderArchive(root).lines())
        assert len(lines) >= 3 * acknowledged
        again = FolderArchive(root)
        again.lock()  # what the next writer does first
        again.unlock()
        assert strange_files(root) == []
        assert problems(root) == []
        kept = list(FolderArchive(root).lines())
        assert kept[: len(lines)] == lines
        assert all((root / path).is_file() for line in kept for path in line.files)
        if not is_ended:
            assert call > 40, "the calls are not counted"
            return
    pytest.fail("the commits never came to their end")


def test_making_an_archive_can_be_ended_at_any_call_and_begun_again(tmp_path):
    for call in range(1, 100):
        root = tmp_path / str(call)
        is_ended, _ = ended(CREATE, root, call, "before")
        if not FolderArchive.is_at(root):
            FolderArchive.create(root, b"")
        assert problems(root) == [], call
        FolderArchive(root).lock()
        if not is_ended:
            assert call > 5, "the calls are not counted"
            return
    pytest.fail("the archive was never made")


# Real processes, killed at moments drawn by lot


@pytest.fixture(scope="module")
def incoming(tmp_path_factory) -> Path:
    """Six hundred invented records in many folders; some addresses come two and three times with other texts."""
    root = tmp_path_factory.mktemp("incoming")
    for number in range(600):
        article = number if number % 10 else number // 20
        body = f"<p>第{number}号通报：汀港码头今天有{number % 41}艘船进港。</p>" * (1 + number % 30)
        text = f"<!--{1900000000000 + number * 60000}-->\n[进港通报 {number}](https://port.example/{article})\n------\n\n{body}\n"
        path = root / f"{number // 25:02}" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def samarkand(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "samarkand", *arguments]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return commands.told(*arguments)


def killed(told: Path, after: float, *arguments: str) -> list[dict[str, str]]:
    """Start a command, kill it after some seconds; what it had acknowledged by then."""
    with (
        told.open("wb") as stderr,
        subprocess.Popen(samarkand(*arguments), stdout=subprocess.DEVNULL, stderr=stderr) as process,
    ):
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    whole = told.read_bytes().rpartition(b"\n")[0].decode("utf-8")
    reports = [json.loads(line) for line in whole.split("\n") if line.startswith("{")]
    return [report for report in reports if report["outcome"] in {"new", "changed"}]


def kept(root: Path) -> list[tuple[str, int, str]]:
    """Article, number and hash of every version, as the ledger tells them, in order by article."""
    lines = (line for line in FolderArchive(root).lines() if line.kind == "version")
    return sorted((line.data["article"], line.data["number"], line.files[line.data["record"]]) for line in lines)


def check(root: Path, acknowledged: list[dict[str, str]]) -> None:
    """All is whole right after a kill (as `verify` says too), and all that was reported is there."""
    assert problems(root) == []
    versions = kept(root)
    assert len({(article, number) for article, number, _ in versions}) == len(versions)
    for article in {report["article"] for report in acknowledged}:
        told = sum(report["article"] == article for report in acknowledged)
        assert sum(version[0] == article for version in versions) >= told


def catalog_agrees(root: Path) -> bool:
    """Whether the catalog, once it has caught up, holds just what the ledger tells."""
    archive, catalog = FolderArchive(root), SqliteCatalog(root / "derived" / "catalog.sqlite")
    try:
        catch_up(archive, catalog)
        articles = catalog.articles(Listing(limit=100_000))
        versions = [version for article in articles for version in catalog.versions(article.id)]
        return sorted((each.article, each.number, each.sha256) for each in versions) == kept(root)
    finally:
        catalog.close()
        archive.unlock()


def timed(*arguments: str) -> float:
    """Seconds that a command takes when nobody disturbs it."""
    start = time.monotonic()
    done = run(*arguments)
    assert done.returncode in {0, 1}, done.stderr
    return time.monotonic() - start


def test_an_import_that_is_killed_goes_on_where_it_was(tmp_path, incoming):
    chance = random.Random(20261121)
    undisturbed = tmp_path / "undisturbed"
    seconds = timed("import", "--archive", str(undisturbed), str(incoming))
    expected, kills, trial = kept(undisturbed), int(KILLS or 6), 0
    while kills > 0:
        trial += 1
        root = tmp_path / f"archive{trial}"
        acknowledged: list[dict[str, str]] = []
        for _ in range(min(kills, chance.randint(1, 6))):
            kills -= 1
            moment = chance.uniform(0.2, seconds * 1.05)
            acknowledged += killed(tmp_path / "told", moment, "import", "--json", "--archive", str(root), str(incoming))
            if trial == 1:
                assert run("verify", "--archive", str(root)).returncode in {0, 1}  # 1: killed before it was made
            if FolderArchive.is_at(root):
                check(root, acknowledged)
        done = run("import", "--json", "--archive", str(root), str(incoming))
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["failed"] == 0
        check(root, acknowledged)
        assert run("verify", "--archive", str(root)).returncode == 0
        assert kept(root) == expected
        assert catalog_agrees(root)


def test_a_check_while_another_process_writes_finds_nothing(tmp_path, incoming):
    root = tmp_path / "archive"
    FolderArchive.create(root, b"")
    found, checks = [], 0
    with subprocess.Popen(
        samarkand("import", "--archive", str(root), str(incoming)), stdout=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            found += problems(root)
            checks += 1
    assert found == []
    assert checks > 5
    assert kept(root)


@pytest.fixture
def press() -> Iterator[Press]:
    with Press(now=datetime.now(UTC), round=2) as opened:
        yield opened


def made_to_follow(press: Press, root: Path) -> None:
    """An archive that follows the press and asks it without a pause."""
    assert run("init", str(root)).returncode == 0
    settings = root / "samarkand.toml"
    host = press.address.partition("//")[2]
    told = settings.read_text("utf-8").replace("# allow_private = []", f'allow_private = ["{host}"]')
    settings.write_text(told.replace("# delay = 1.0", "delay = 0.0"), "utf-8")
    follows = "".join(f'[[follow]]\nfeed = "{outlet.feed}"\n' for outlet in press.outlets)
    (root / "outlets.toml").write_text(follows, "utf-8")


def pictures(root: Path) -> set[str]:
    return {line.data["image"] for line in FolderArchive(root).lines() if line.data.get("image")}


def test_a_round_that_is_killed_goes_on_where_it_was(tmp_path, press):
    chance = random.Random(20261121)
    undisturbed = tmp_path / "undisturbed"
    made_to_follow(press, undisturbed)
    seconds = timed("collect", "--archive", str(undisturbed))
    expected, kills, trial = kept(undisturbed), int(KILLS or 4), 0
    assert len(expected) > 40
    while kills > 0:
        trial += 1
        root = tmp_path / f"archive{trial}"
        made_to_follow(press, root)
        acknowledged: list[dict[str, str]] = []
        for _ in range(min(kills, chance.randint(1, 4))):
            kills -= 1
            moment = chance.uniform(0.5, seconds * 1.05)
            acknowledged += killed(tmp_path / "told", moment, "collect", "--json", "--archive", str(root))
            check(root, acknowledged)
        done = run("collect", "--json", "--archive", str(root))
        assert done.returncode in {0, 1}, done.stderr
        check(root, acknowledged)
        assert run("verify", "--archive", str(root)).returncode == 0
        assert kept(root) == expected
        assert pictures(root) == pictures(undisturbed)
        assert catalog_agrees(root)
