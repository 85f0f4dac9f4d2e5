"""`samarkand merge` as a user meets it: two real archives, and every way in which it must be refused."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from twins import commands

RECORD = "<!--{ms}-->\n[{title}](https://port.example/{article})\n------\n\n<p>{text}</p>\n"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key != "SAMARKAND_ARCHIVE"}
    return commands.told(*arguments, env=clean)


def json_lines(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def made(folder: Path, name: str, *records: tuple[int, str]) -> Path:
    """An archive of records: article and text."""
    files = folder / f"{name} files"
    files.mkdir()
    for number, (article, text) in enumerate(records):
        record = RECORD.format(ms=1915000000000 + number, title=text[:4], article=article, text=text)
        (files / f"{number}.md").write_text(record, "utf-8")
    assert run("import", files, "--archive", folder / name).returncode == 0
    return folder / name


def state(archive: Path) -> dict[str, bytes]:
    return {
        path.relative_to(archive).as_posix(): path.read_bytes()
        for path in sorted(archive.rglob("*"))
        if path.is_file() and "derived" not in path.parts
    }


@pytest.fixture(scope="module")
def made_once(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    made(folder, "one", (1, "渡轮停航三天。"), (1, "渡轮停航五天。"), (2, "码头重开。"))
    made(folder, "two", (1, "渡轮停航三天。"), (1, "渡轮停航四天。"), (3, "灯塔修好了。"))
    return folder


@pytest.fixture
def one(made_once, tmp_path) -> Path:
    return shutil.copytree(made_once / "one", tmp_path / "one")


@pytest.fixture
def two(made_once, tmp_path) -> Path:
    return shutil.copytree(made_once / "two", tmp_path / "two")


def kept(archive: Path) -> list[tuple]:
    """What `list` and `history` say of every article, but for what names files."""
    articles = json_lines(run("list", "--json", "--archive", archive))
    versions = [
        version
        for each in articles
        for version in json_lines(run("history", each["id"], "--json", "--archive", archive))
    ]
    return sorted(tuple(each[name] for name in ("id", "version", "seen_at", "title", "sha256")) for each in versions)


def test_two_archives_give_the_same_whichever_is_taken_into_the_other(one, two, tmp_path):
    before, theirs = state(one), state(two)
    other_way = shutil.copytree(two, tmp_path / "other way")
    done = run("merge", two, "--json", "--archive", one)
    assert (done.returncode, json_lines(done)) == (0, [{"new": 1, "changed": 1, "unchanged": 1, "failed": 0}])
    assert state(two) == theirs
    after = state(one)
    assert all(after[path] == data for path, data in before.items() if path.startswith("records"))
    assert run("merge", shutil.copytree(one, tmp_path / "x"), "--archive", other_way).returncode == 0
    assert kept(one) == kept(other_way)
    assert len(kept(one)) == 5
    again = run("merge", two, "--json", "--archive", one)
    assert json_lines(again) == [{"new": 0, "changed": 0, "unchanged": 3, "failed": 0}]
    assert state(one) == after
    for archive in (one, other_way):
        assert run("verify", "--archive", archive).returncode == 0
    hits = json_lines(run("search", "四天", "--json", "--archive", one))
    assert [(hit["version"], hit["versions"]) for hit in hits] == [(3, 3)]
    before_rebuild = kept(one)
    assert run("rebuild", "--archive", one).returncode == 0
    assert kept(one) == before_rebuild


def test_a_merge_begins_an_archive_where_there_is_none(two, tmp_path):
    assert run("merge", two, "--archive", tmp_path / "new").returncode == 0
    assert kept(tmp_path / "new") == kept(two)


def test_seals_of_the_other_are_kept_and_are_no_seals_of_ours(one, two):
    for archive in (one, two):
        assert run("seal", "--archive", archive).returncode == 0
    theirs = {path.read_bytes() for path in (two / "seals").iterdir()}
    assert run("merge", two, "--archive", one).returncode == 0
    assert theirs <= {path.read_bytes() for path in (one / "seals").iterdir()}
    assert json.loads(run("verify", "--json", "--archive", one).stdout)["findings"] == 0
    assert b"nothing new" not in run("seal", "--archive", one).stdout.encode()


@pytest.mark.parametrize("how", ["record", "ledger", "head", "missing", "seal"])
def test_a_damaged_archive_is_refused_before_anything_is_written(one, two, how):
    run("seal", "--archive", two)
    path = {
        "record": next((two / "records").rglob("*.md")),
        "missing": next((two / "records").rglob("*.md")),
        "ledger": next((two / "ledger").glob("*.jsonl")),
        "head": two / "ledger" / "head.json",
        "seal": next((two / "seals").iterdir()),
    }[how]
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9] + b"x" + path.read_bytes()[-8:])
    before = state(one)
    done = run("merge", two, "--archive", one)
    assert done.returncode == 3
    assert "nothing was merged" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(one) == before


def test_what_cannot_be_merged_is_told(one, two, tmp_path):
    before = state(one)
    (tmp_path / "link").symlink_to(one)
    for other, code, told in (
        (one, 2, "itself"),
        (tmp_path / "link", 2, "itself"),
        (tmp_path / "none", 1, "no archive"),
        (tmp_path, 1, "samarkand import"),
    ):
        done = run("merge", other, "--archive", one)
        assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    settings = two / "samarkand.toml"
    plain = settings.read_text()
    settings.write_text(plain.replace("format = 1", "format = 2"))
    done = run("merge", two, "--archive", one)
    assert (done.returncode, "update" in done.stderr) == (2, True), done.stderr
    settings.write_text(plain)
    for busy in (one, two):
        with (busy / "samarkand.toml").open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            done = run("merge", two, "--archive", one)
            assert (done.returncode, f"writing to {busy}" in done.stderr) == (1, True), done.stderr
    assert state(one) == before


def test_an_import_of_a_whole_archive_points_to_merge(one, two):
    done = run("import", two, "--archive", one)
    assert (done.returncode, "samarkand merge" in done.stderr) == (2, True)
    assert run("import", two / "records", "--archive", one).returncode == 0
