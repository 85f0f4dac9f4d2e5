"""`export` and `import` as a user runs them, on the demo's archive, and the same files in the hands of other programs."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import zipfile
from pathlib import Path

import archivists
import pytest
from twins import commands


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return commands.told(*arguments)


def lines(*arguments: object) -> list[dict]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("exports") / "news"
    assert run("demo", folder, "--no-serve").returncode == 0
    return folder


@pytest.fixture(scope="module")
def exported(archive) -> Path:
    """A folder with the archive in both forms."""
    folder = archive.parent
    for name in ("all.wacz", "all.warc.gz"):
        assert run("export", folder / name, "--archive", archive).returncode == 0
    return folder


def test_the_sum_is_told(archive, exported, tmp_path):
    listed = lines("list", "--archive", archive)
    (told,) = lines("export", tmp_path / "x.wacz", "--archive", archive)
    assert told.keys() == {"file", "format", "articles", "versions", "captures", "texts", "pictures", "failed"}
    assert (told["file"], told["format"], told["failed"]) == (str(tmp_path / "x.wacz"), "wacz", 0)
    assert told["articles"] == len(listed)
    assert told["versions"] == sum(article["versions"] for article in listed)
    assert told["captures"] > 0 < told["texts"]


def test_the_same_archive_gives_the_same_bytes(archive, exported, tmp_path):
    for name in ("all.wacz", "all.warc.gz"):
        assert run("export", tmp_path / name, "--archive", archive).returncode == 0
        assert (tmp_path / name).read_bytes() == (exported / name).read_bytes()
    with zipfile.ZipFile(exported / "all.wacz") as packed:
        assert packed.read("archive/data.warc.gz") == (exported / "all.warc.gz").read_bytes()


def test_some_articles_may_be_chosen(archive, tmp_path):
    listed = lines("list", "--archive", archive)
    two = [article["id"] for article in listed[:2]]
    chosen = {
        ("--article", two[0]): 1,
        ("--article", two[0], "--article", two[1], "--article", two[0][:10]): 2,
        ("--outlet", listed[0]["outlet"]): sum(article["outlet"] == listed[0]["outlet"] for article in listed),
        ("--query", f'title:"{listed[0]["title"]}"'): None,
    }
    for options, count in chosen.items():
        (told,) = lines("export", tmp_path / "x.wacz", *options, "--archive", archive)
        assert told["articles"] == count if count else told["articles"] >= 1
    assert run("watch", "罢工", "--archive", archive).returncode == 0
    (watch,) = lines("watch", "--list", "--archive", archive)
    (by_watch,) = lines("export", tmp_path / "a.wacz", "--watch", watch["id"], "--archive", archive)
    (by_query,) = lines("export", tmp_path / "b.wacz", "--query", "罢工", "--archive", archive)
    assert by_watch["articles"] == by_query["articles"] > 1


def test_wrong_use_is_told_and_nothing_is_written(archive, tmp_path):
    target = tmp_path / "x.wacz"
    for options, code in {
        (tmp_path / "x.zip",): 2,
        (target, "--article", "nothing"): 1,
        (target, "--article", "a", "--query", "b"): 2,
        (target, "--query", '"'): 2,
        (target, "--watch", "none"): 1,
        (target, "--outlet", "none"): 1,
        (archive / "pages" / "x.wacz",): 2,
        (archive / "samarkand.toml", "--format", "warc"): 2,
        (tmp_path / ("x" * 300 + ".wacz"),): 1,
    }.items():
        done = run("export", *options, "--archive", archive)
        assert (done.returncode, done.stdout) == (code, ""), options
        assert done.stderr.startswith("samarkand: "), done.stderr
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_capture_is_told_and_the_rest_goes_out(archive, tmp_path):
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", archive, copy], check=True)
    told = "".join(path.read_text("utf-8") for path in copy.glob("ledger/*.jsonl"))
    name, offset = re.search(r'"capture":"(pages/[^"#]*)#(\d+)"', told).groups()
    data = bytearray((copy / name).read_bytes())
    data[int(offset) + 200] ^= 0xFF
    (copy / name).write_bytes(data)
    done = run("export", tmp_path / "x.wacz", "--archive", copy, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["failed"] >= 1
    assert f"! {name}#{offset}: the capture cannot be read" in done.stderr
    assert told["versions"] == sum(article["versions"] for article in lines("list", "--archive", archive))


def texts(archive: Path) -> dict[str, list[str]]:
    """The text of every version, by the address of its article."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(archive) as packed:
        for line in packed.read("pages/pages.jsonl").splitlines()[1:]:
            page = json.loads(line)
            found.setdefault(page["id"].rpartition("-")[0], []).append(page["text"])
    return found


def test_an_archive_comes_back_from_its_export(exported, tmp_path):
    """The demo's outlets lie at a port of this machine and are described in its archive: the new one has to know them."""
    for name in ("all.wacz", "all.warc.gz"):
        back = tmp_path / name
        assert run("init", back).returncode == 0
        (back / "outlets.toml").write_bytes((exported / "news" / "outlets.toml").read_bytes())
        (told,) = lines("import", exported / name, "--archive", back)
        assert told["failed"] == 0
        assert run("export", tmp_path / "again.wacz", "--archive", back).returncode == 0
        assert texts(tmp_path / "again.wacz") == texts(exported / "all.wacz")
        assert run("verify", "--archive", back).returncode == 0


# Other programs


def test_every_digest_holds_for_warcio(exported):
    done = archivists.run("warcio", "check", exported / "all.warc.gz")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_py_wacz_finds_every_form_of_selection_valid(archive, exported, tmp_path):
    assert run("export", tmp_path / "none.wacz", "--query", "绝无此词", "--archive", archive).returncode == 0
    for path in (exported / "all.wacz", tmp_path / "none.wacz"):
        done = archivists.run("wacz", "validate", "-f", path)
        assert "Validation succeeded, the passed WACZ is valid" in done.stdout, done.stdout + done.stderr


def test_the_index_is_the_one_that_the_archivists_own_indexer_makes(exported, tmp_path):
    with zipfile.ZipFile(exported / "all.wacz") as packed:
        (tmp_path / "data.warc.gz").write_bytes(packed.read("archive/data.warc.gz"))
        ours = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()
    done = archivists.run("cdxj-indexer", "-s", tmp_path / "data.warc.gz")
    assert done.returncode == 0, done.stderr
    assert len(ours) > 100
    assert list(map(taken_apart, ours)) == sorted(map(taken_apart, done.stdout.splitlines()))


def taken_apart(line: str) -> tuple[str, str, list[tuple[str, str]]]:
    key, stamp, told = line.split(" ", 2)
    return key, stamp, sorted(json.loads(told).items())


def test_a_wacz_that_py_wacz_made_is_imported(exported, tmp_path):
    made = archivists.run(
        "wacz",
        "create",
        exported / "all.warc.gz",
        "-o",
        tmp_path / "theirs.wacz",
        "--detect-pages",
        "--text",
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    back = tmp_path / "back"
    assert run("init", back).returncode == 0
    (back / "outlets.toml").write_bytes((exported / "news" / "outlets.toml").read_bytes())
    (told,) = lines("import", tmp_path / "theirs.wacz", "--archive", back)
    assert told["failed"] == 0
    assert run("export", tmp_path / "again.wacz", "--archive", back).returncode == 0
    assert texts(tmp_path / "again.wacz") == texts(exported / "all.wacz")
