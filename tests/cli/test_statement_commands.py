"""`statements` as a user runs it: who said what, of all the archive, of an article, of a story."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest
from cli.test_story_commands import HOUR, RECORD, REPORTS, START, run, told


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """An archive with two reports of a ferry and one of a fair."""
    folder = tmp_path_factory.mktemp("statements")
    for name, (title, url, lines, hours) in REPORTS.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{line}</p>" for line in lines).replace("罗慕言说", "罗慕言表示")
        text = RECORD.format(ms=START + hours * HOUR, title=title, url=url, body=body)
        (folder / "in" / name).write_text(text, "utf-8")
    done = run("import", "in", "--archive", "a", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "a"


def paths(rows: list[dict]) -> list[str]:
    return [row["path"] for row in rows]


def test_all_versions_are_told_the_newest_first_and_as_many_as_are_wanted(made):
    rows = told("statements", cwd=made)
    assert paths(rows) == ["山闻/盐市.md", "山闻/渡轮.md", "海报/雾中相撞.md"]
    assert told("statements", "--limit", 2, cwd=made) == rows[:2]
    assert told("statements", cwd=made) == rows, "the same, however often it is asked"


def test_an_article_and_a_story_are_told_alone_and_each_article_once(made):
    rows = {row["path"]: row for row in told("statements", cwd=made)}
    ferry, salt = rows["海报/雾中相撞.md"], rows["山闻/盐市.md"]
    assert paths(told("statements", salt["id"][:9], cwd=made)) == ["山闻/盐市.md"]
    assert ferry["story"] == rows["山闻/渡轮.md"]["story"] != salt["story"]
    of_story = told("statements", ferry["story"], ferry["id"], cwd=made)
    assert paths(of_story) == ["海报/雾中相撞.md", "山闻/渡轮.md"]
    assert run("statements", "ffff", cwd=made).returncode == 1
    assert "no story or article has the id" in run("statements", "sffff", cwd=made).stderr


def test_people_read_who_said_what_line_by_line(made):
    out = run("statements", cwd=made).stdout
    (line,) = {line.strip() for line in out.splitlines() if "罗慕言" in line and "两百米" in line}
    assert line.startswith("罗慕言 (汀港海事局长): 渡轮偏离航道约两百米")
    assert "雾中撞上防波堤" in out, "above it, whose words are told"
    assert "\x1b" not in out, "no colours where nobody looks"


def test_nothing_that_is_said_can_steer_the_terminal(tmp_path):
    text = RECORD.format(
        ms=START,
        title="渡轮",
        url="https://haibao.example/x",
        body="<p>局长罗慕言表示，渡轮\x1b[31m停航了\u202e三天。</p>",
    )
    (tmp_path / "x.md").write_text(text, "utf-8")
    run("import", "x.md", "--archive", "a", cwd=tmp_path)
    out = run("statements", "--archive", "a", cwd=tmp_path).stdout
    assert "停航了" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_what_one_speaker_is_quoted_with_is_told_alone_in_any_spelling(made):
    everything = told("statements", cwd=made)
    speaker = next(said["speaker"] for line in everything for said in line["statements"] if said["speaker"])
    own = told("statements", "--speaker", speaker, cwd=made)
    assert own
    assert {said["speaker"] for line in own for said in line["statements"]} == {speaker}
    assert [line["id"] for line in own] == list(dict.fromkeys(line["id"] for line in own))
    assert run("statements", "--speaker", "nobody at all", cwd=made).returncode == 1
    assert run("statements", own[0]["id"], "--speaker", speaker, cwd=made).returncode == 2


def test_a_rebuild_tells_the_same_and_what_was_deleted_is_made_again(made):
    before = told("statements", cwd=made)
    assert run("rebuild", cwd=made).returncode == 0
    assert told("statements", cwd=made) == before
    for path in (made / "derived").glob("annotations.*"):
        path.unlink()
    assert told("statements", cwd=made) == before


def test_where_another_process_is_marking_what_is_there_is_told_and_what_is_not_is_said(made, tmp_path):
    root = shutil.copytree(made, tmp_path / "a")
    for path in (root / "derived").glob("annotations.*"):
        path.unlink()
    with (root / "derived" / "annotations.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("statements", "--json", cwd=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "another process is marking texts; the newest 3 lines of the ledger are not taken in yet" in done.stderr
    assert len(told("statements", cwd=root)) == 3
