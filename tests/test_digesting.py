"""`digest` and the forms of `export` as a user runs them, on the demo's archive: files, and mail through a real server on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest
from twins.smtp import postbox

from samarkand.cli.group import main


class Done(NamedTuple):
    """What came of a command."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(*arguments: object) -> Done:
    """The command line in this process: thirty starts of it would take longer than what they do."""
    streams = [TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    before, sys.argv = sys.argv, ["samarkand", *map(str, arguments)]
    try:
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]), pytest.raises(SystemExit) as ended:
            main()
    finally:
        sys.argv = before
    return Done(ended.value.code, *(stream.buffer.getvalue() for stream in streams))


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("digest") / "news"
    command = [sys.executable, "-m", "samarkand", "demo", folder, "--no-serve"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def day(archive) -> str:
    """The last day on which something was published that was changed later, or is told in several outlets."""
    told = [json.loads(line) for line in run("list", "--json", "--archive", archive).stdout.splitlines()]
    return told[0]["published_at"][:10]


@pytest.fixture(scope="module")
def digest(archive, day):
    return [json.loads(line) for line in run("digest", "--on", day, "--json", "--archive", archive).stdout.splitlines()]


def test_a_digest_tells_what_is_new_disputed_and_changed(archive, day, digest):
    assert any(each["new"] for each in digest)
    assert any(each["disagreements"] for each in digest)
    assert any(change["kinds"] for each in digest for change in each["changed"])
    text = run("digest", "--on", day, "--language", "en", "--archive", archive).stdout.decode()
    for each in digest:
        assert all(identity in text for identity in each["new"][:6])
    assert "Disagreements" in text
    assert "Changes" in text


def test_a_digest_speaks_the_three_languages_of_the_reader(archive, day, tmp_path):
    told = {}
    for language, form in (("zh-Hans", "markdown"), ("zh-Hant", "html"), ("en", "text")):
        done = run("digest", "--on", day, "--language", language, "--format", form, "--archive", archive)
        assert done.returncode == 0, done.stderr
        told[language] = done.stdout.decode()
    assert "### 新文章" in told["zh-Hans"]
    assert '<html lang="zh-Hant">' in told["zh-Hant"]
    assert "日期以 UTC 計" in told["zh-Hant"]
    assert "A day is counted in UTC" in told["en"]
    assert "<script" not in told["zh-Hant"]


def test_a_book_of_a_day_has_a_page_a_story(archive, day, digest, tmp_path):
    for name in ("a.epub", "b.epub"):
        assert run("digest", "--on", day, "--output", tmp_path / name, "--archive", archive).returncode == 0
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        pages = [name for name in book.namelist() if "page" in name]
    assert len(pages) == len(digest) + 1


def set_mail(archive: Path, port: int) -> None:
    path = archive / "samarkand.toml"
    kept = path.read_text("utf-8").partition("\n[mail]\nhost")[0]
    lines = f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "news@archive.example"\nrecipients = ["a@reader.example"]'
    # The file that a new archive gets holds an empty [mail]: what is set stands in its place.
    head, _, rest = kept.partition("[mail]")
    path.write_text(f"{head}[mail]\n{lines}\n{rest}", "utf-8")


def test_a_digest_is_mailed_and_a_server_that_refuses_loses_nothing(archive, day, tmp_path):
    unset = run("digest", "--on", day, "--mail", "--archive", archive)
    assert unset.returncode == 1
    assert b"[mail] host, sender, recipients is missing" in unset.stderr
    original = (archive / "samarkand.toml").read_bytes()
    try:
        with postbox() as box:
            set_mail(archive, box.port)
            box.answer = "451 later"
            refused = run("digest", "--on", day, "--mail", "--output", tmp_path / "a.md", "--archive", archive)
            assert refused.returncode == 1
            assert (
                f"the digest of {day} was not sent: the mail server 127.0.0.1:{box.port} refused: 451 later".encode()
                in refused.stderr
            )
            assert b"Traceback" not in refused.stderr
            assert (tmp_path / "a.md").exists()
            box.answer = "250 taken"
            for _ in range(2):
                sent = run(
                    "digest",
                    "--on",
                    day,
                    "--mail",
                    "--format",
                    "epub",
                    "--to",
                    "b@reader.example",
                    "--archive",
                    archive,
                )
                assert sent.returncode == 0, sent.stderr
        first, second = box.messages
        assert first["Message-ID"] == second["Message-ID"]
        assert box.envelopes[0][1] == ["b@reader.example"]
        assert first.get_body(("html",)).get_content().startswith("<!DOCTYPE html>")
        (book,) = first.iter_attachments()
        assert zipfile.ZipFile(BytesIO(book.get_content())).testzip() is None
    finally:
        (archive / "samarkand.toml").write_bytes(original)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--format", "epub"], b"a book cannot stand on a terminal"),
        (["--to", "a@b.example"], b"--to says whom --mail sends to"),
        (["--output", "x.doc"], b"has none of the endings"),
    ],
)
def test_wrong_use_of_a_digest_is_told(archive, options, problem):
    done = run("digest", *options, "--archive", archive)
    assert (done.returncode, done.stdout) == (2, b"")
    assert problem in done.stderr


def test_a_day_without_news_says_so(archive):
    done = run("digest", "--on", "1999-01-01", "--language", "en", "--archive", archive)
    assert done.returncode == 0
    assert b"Nothing was published." in done.stdout


# The forms of `export`


def test_a_story_a_day_a_version_and_an_outlet_can_be_chosen(archive, day, digest, tmp_path):
    story = max(digest, key=lambda each: len(each["outlets"]))
    told = {}
    changed = next(change for each in digest for change in each["changed"])
    for name, options in {
        "story.jsonl": ["--story", story["id"]],
        "day.jsonl": ["--on", day],
        "version.jsonl": ["--article", changed["id"], "--version", "1"],
        "all.jsonl": [],
    }.items():
        done = run("export", tmp_path / name, *options, "--json", "--archive", archive)
        assert done.returncode == 0, done.stderr
        told[name] = [json.loads(line) for line in (tmp_path / name).read_bytes().splitlines()]
        assert json.loads(done.stdout)["versions"] == len(told[name])
    assert {each["story"] for each in told["story.jsonl"]} == {story["id"]}
    assert {each["outlet"] for each in told["story.jsonl"]} == set(story["outlets"])
    on_day = {
        each["article"] for each in told["all.jsonl"] if (each["published_at"] or each["first_seen_at"])[:10] == day
    }
    assert {each["article"] for each in told["day.jsonl"]} == on_day
    assert [each["version"] for each in told["version.jsonl"]] == [1]


def test_a_book_of_a_story_holds_its_pictures_and_the_same_bytes_come_again(archive, digest, tmp_path):
    for name in ("a.epub", "b.epub", "a.html"):
        assert run("export", tmp_path / name, "--archive", archive).returncode == 0
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        package = book.read("EPUB/package.opf").decode()
        pictures = [name for name in book.namelist() if name.startswith("EPUB/images/")]
    assert pictures
    assert all(name.removeprefix("EPUB/") in package for name in pictures)
    assert "<dc:language>zh-Han" in package
    assert (tmp_path / "a.html").read_text("utf-8").count("data:image/") >= len(pictures)


@pytest.mark.parametrize(
    ("file", "options", "code"),
    [
        ("x.md", [], 2),
        ("x.csv", ["--version", "1"], 2),
        ("x.csv", ["--format", "nothing"], 2),
        ("x.csv", ["--story", "s0"], 1),
        ("x.csv", ["--story", "s0", "--on", "2026-01-01"], 2),
        ("x.docx", [], 2),
    ],
)
def test_wrong_use_of_an_export_is_told_and_nothing_is_written(archive, tmp_path, file, options, code):
    done = run("export", tmp_path / file, *options, "--archive", archive)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.startswith(b"samarkand: ")
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_is_missing_is_told_and_the_rest_goes_out(archive, tmp_path):
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", archive, copy], check=True)
    lost = next((copy / "records").rglob("*.md"))
    lost.unlink()
    done = run("export", tmp_path / "a.csv", "--json", "--archive", copy)
    assert done.returncode == 1
    assert json.loads(done.stdout)["failed"] == 1
    assert f"! {lost.relative_to(copy)}".encode() in done.stderr
