"""The contract of the command line: names, options, exit codes and JSON lines that others build upon."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from twins import commands

RECORD = """<!--{ms}-->
[{title}]({url})
------

<div><i>Wed, 07 Sep 2022 13:31:51 GMT</i></div><p>{text}</p>
"""


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    clean = {key: value for key, value in os.environ.items() if key != "SAMARKAND_ARCHIVE"}
    return commands.told(*arguments, cwd=cwd, env=clean | environment)


def json_lines(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def record(
    text: str = "海湾会议开幕。",
    url: str = "https://haibao.example/a",
    title: str = "海湾会议",
    ms: int = 1662557943000,
):
    return RECORD.format(ms=ms, title=title, url=url, text=text)


@pytest.fixture
def folder(tmp_path) -> Path:
    files = {
        "海报/2_海湾会议.md": record(),
        "海报/1_海湾会议.md": record("海湾会议今天开幕。", ms=1662557999000),
        "山闻/3_二.txt": record(url="https://shanwen.example/b", title="二[b|c]"),
        "notes.txt": "nothing of the kind",
    }
    for name, text in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def archive(folder) -> Path:
    done = run("import", folder / "in", "--archive", folder / "a")
    assert done.returncode == 0, done.stderr
    return folder / "a"


def test_import_ends_with_a_summary_and_makes_the_archive(folder):
    done = run("import", folder / "in", "--archive", folder / "a", "--json")
    assert json_lines(done) == [{"new": 2, "changed": 1, "unchanged": 0, "failed": 0, "skipped": 1}]
    assert "made a new archive" in done.stderr
    again = run("import", folder / "in", "--archive", folder / "a", "--json")
    assert json_lines(again)[-1] == {"new": 0, "changed": 0, "unchanged": 3, "failed": 0, "skipped": 1}


def test_list_tells_what_the_contract_names(archive):
    rows = {row["url"]: row for row in json_lines(run("list", "--archive", archive, "--json"))}
    row = rows["https://haibao.example/a"]
    named = {"id", "outlet", "title", "url", "published_at", "seen_at", "header_ms", "versions", "language", "record"}
    assert named | {"imported_from"} <= row.keys()
    assert row["versions"] == 2
    assert row["imported_from"] == ["海报/2_海湾会议.md", "海报/1_海湾会议.md"], "the older header comes first"
    assert row["header_ms"] == 1662557999000
    assert (archive / row["record"]).read_text("utf-8") == record("海湾会议今天开幕。", ms=1662557999000)
    assert row["published_at"] == "2022-09-07T13:39:59Z"
    assert rows["https://shanwen.example/b"]["title"] == "二[b|c]"
    assert row["language"] == "zh-Hans"


def test_list_takes_a_limit_and_an_outlet(archive):
    assert len(json_lines(run("list", "--archive", archive, "--json", "--limit", 1))) == 1
    rows = json_lines(run("list", "--archive", archive, "--json", "--outlet", "haibao.example"))
    assert [row["outlet"] for row in rows] == ["haibao.example"]


def test_text_show_and_history_tell_of_one_article(archive):
    identity = json_lines(run("list", "--archive", archive, "--json", "--outlet", "haibao.example"))[0]["id"]
    assert "海湾会议今天开幕。" in run("text", identity, "--archive", archive).stdout
    old = json_lines(run("text", identity[:7], "--version", 1, "--archive", archive, "--json"))[0]
    assert "海湾会议开幕。" in old["text"]
    shown = json_lines(run("show", identity, "--archive", archive, "--json"))[0]
    assert shown["version"] == 2
    assert shown["text"].endswith("海湾会议今天开幕。")
    first, second = json_lines(run("history", identity, "--archive", archive, "--json"))
    assert first["changes"] == []
    assert {"kind": "added", "text": "今天"} in second["changes"][0]["pieces"]
    assert "{+今天+}" in run("changes", "--archive", archive).stdout


def test_statements_tell_what_the_annotators_guidelines_name(tmp_path):
    text = "汀港海事局长罗慕言周二说，渡轮偏离航道约两百米。镇长约纳斯·奥德尔（Jonas Odell）到场。"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "渡轮.md").write_text(record(text), "utf-8")
    (tmp_path / "in" / "渡轮二.md").write_text(record("渡轮恢复通航。", ms=1662558999000), "utf-8")
    run("import", tmp_path / "in", "--archive", tmp_path / "a")
    first, second = json_lines(run("statements", "--archive", tmp_path / "a", "--json"))
    assert {"id", "version", "path", "story", "published", "statements", "dates", "names"} <= first.keys()
    assert (first["id"], first["version"], second["version"]) == (second["id"], 1, 2)
    assert (first["path"], second["path"]) == ("渡轮.md", "渡轮二.md")
    assert first["published"] == "2022-09-07T13:39:03Z"
    assert first["story"] == f"s{first['id']}"
    (said,) = first["statements"]
    named = {"text", "kind", "speaker", "role", "cue", "via", "claim", "start", "end"}
    assert named <= said.keys()
    assert (said["speaker"], said["kind"], said["via"], said["claim"]) == ("罗慕言", "indirect", [], "")
    plain = json_lines(run("text", first["id"], "--version", 1, "--archive", tmp_path / "a", "--json"))[0]["text"]
    assert plain[said["start"] : said["end"]] == said["text"] == "渡轮偏离航道约两百米"
    (day,) = first["dates"]
    assert (day["text"], day["value"], day["grain"]) == ("周二", "2022-09-06", "day")
    (name,) = first["names"]
    assert (name["name"], name["gloss"], name["type"]) == ("约纳斯·奥德尔", "Jonas Odell", "person")
    assert (second["statements"], second["dates"], second["names"]) == ([], [], [])


def test_the_archive_is_found_by_option_environment_or_the_current_folder(archive, tmp_path):
    assert len(run("list", cwd=archive).stdout.splitlines()) == 2
    assert len(run("list", cwd=tmp_path, SAMARKAND_ARCHIVE=str(archive)).stdout.splitlines()) == 2
    lost = run("list", cwd=tmp_path)
    assert lost.returncode == 1
    assert "samarkand init" in lost.stderr


def test_verify_has_exit_code_3_for_damage(archive):
    assert run("verify", "--archive", archive).returncode == 0
    victim = next((archive / "records").rglob("*.md"))
    victim.write_bytes(victim.read_bytes().replace(b"</p>", b"</q>"))
    done = run("verify", "--archive", archive, "--json")
    assert done.returncode == 3
    assert json_lines(done)[0]["path"] == victim.relative_to(archive).as_posix()
    victim.unlink()
    assert "is missing" in run("verify", "--archive", archive).stdout


def test_a_damaged_ledger_is_told_of_with_exit_code_3_whatever_is_asked(archive):
    for path in (archive / "ledger").glob("*.jsonl"):
        path.write_bytes(path.read_bytes()[:-40])
    assert run("verify", "--archive", archive).returncode == 3
    (archive / "ledger/head.json").unlink()
    done = run("list", "--archive", archive)
    assert done.returncode == 3
    assert "head.json is missing" in done.stderr


def test_rebuild_gives_the_same_answers(archive):
    def answers() -> list[str]:
        listed = run("list", "--archive", archive, "--json").stdout
        histories = [
            run("history", row["id"], "--archive", archive, "--json").stdout
            for row in map(json.loads, listed.splitlines())
        ]
        return [listed, *histories, run("status", "--archive", archive).stdout.split(" ago")[0]]

    before = answers()
    for path in (archive / "derived").glob("catalog*"):
        path.unlink()
    assert run("rebuild", "--archive", archive).returncode == 0
    assert answers() == before


def test_records_alone_rebuild_an_archive(archive):
    def told() -> list[tuple]:
        return [
            (row["id"], row["title"], row["versions"])
            for row in json_lines(run("list", "--archive", archive, "--json"))
        ]

    before = told()
    for path in [*(archive / "ledger").iterdir(), *(archive / "derived").glob("catalog*")]:
        path.unlink()
    (archive / "ledger").rmdir()
    assert run("rebuild", "--archive", archive).returncode == 0
    assert told() == before
    assert run("verify", "--archive", archive).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nonsense"], 2, "No such command"),
        (["list", "--limit", "0"], 2, "--limit"),
        (["import"], 2, "Missing argument"),
        (["import", "no-such-folder"], 2, "does not exist"),
        (["show", "ffff"], 1, "no article has the id"),
        (["collect", "--every", "soon"], 2, "30m"),
        (["add", "no-such-outlet"], 1, "is no outlet that is known"),
        (["keep", "javascript:alert(1)"], 1, "is no web address"),
        (["list", "--outlet", "nobody"], 1, "no outlet is called"),
    ],
)
def test_wrong_use_is_told_in_one_line(arguments, code, told, archive):
    done = run(*arguments, "--archive", archive)
    assert done.returncode == code
    assert told in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_recovery_that_was_stopped_begins_anew(archive):
    before = run("list", "--archive", archive, "--json").stdout.count('"id"')
    (archive / "ledger/recovering").touch()
    done = run("verify", "--archive", archive)
    assert done.returncode == 3
    assert "run `samarkand rebuild` once more" in done.stdout
    assert run("rebuild", "--archive", archive).returncode == 0
    assert run("verify", "--archive", archive).returncode == 0
    assert run("list", "--archive", archive, "--json").stdout.count('"id"') == before


def test_init_makes_an_archive_once(tmp_path):
    assert run("init", tmp_path / "new").returncode == 0
    again = run("init", tmp_path / "new")
    assert again.returncode == 2
    assert "already" in again.stderr


def test_add_follows_outlets_by_any_of_their_names_and_lists_by_opml(tmp_path):
    opml = tmp_path / "mine.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline type="rss" text="H" xmlUrl="https://h.example/rss"/></body></opml>'
    )
    done = run("add", "法广", "bbc", opml, "--archive", tmp_path / "a", "--json")
    assert [row["outlet"] or row["feed"] for row in json_lines(done)] == ["rfi", "bbc", "https://h.example/rss"]
    followed = [
        row["id"] for row in json_lines(run("outlets", "--archive", tmp_path / "a", "--json")) if row["followed"]
    ]
    assert {"rfi", "bbc"} <= set(followed)
    assert "https://h.example/rss" in run("outlets", "--opml", "--archive", tmp_path / "a").stdout
    again = run("add", "RFI", "--archive", tmp_path / "a", "--json")
    assert json_lines(again)[0]["new"] is False


def test_a_wrong_setting_is_named(archive):
    (archive / "samarkand.toml").write_text("[collect]\ndelay = 'long'\n")
    done = run("list", "--archive", archive)
    assert done.returncode == 2
    assert "[collect] delay" in done.stderr


def test_titles_cannot_steer_the_terminal(tmp_path):
    (tmp_path / "x.md").write_text(record(title="red \x1b[31m \x07 \u202e bell"), "utf-8")
    run("import", tmp_path / "x.md", "--archive", tmp_path / "a")
    out = run("list", "--archive", tmp_path / "a").stdout
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out


def test_a_reader_that_goes_away_early_is_no_error(archive):
    command = f"{sys.executable} -m samarkand list --archive '{archive}' --json | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_the_seeds_are_imported_with_their_captions_datelines_and_times(shared, tmp_path):
    done = run("import", shared / "seeds", "--archive", tmp_path / "a", "--json")
    assert json_lines(done) == [{"new": 2, "changed": 0, "unchanged": 0, "failed": 0}]
    rows = json_lines(run("list", "--archive", tmp_path / "a", "--json"))
    assert [(row["outlet"], row["published_at"], row["header_ms"]) for row in rows] == [
        ("voa", "2022-09-07T13:31:51Z", 1662557943000),
        ("rfi", "2022-09-07T12:08:00Z", 1662552902000),
    ]
    shown = json_lines(run("show", rows[0]["id"], "--archive", tmp_path / "a", "--json"))[0]
    assert len(shown["pictures"]) == 2
    assert all(picture["caption"] for picture in shown["pictures"])
    assert all(picture["url"].startswith("https://gdb.voanews.com/") for picture in shown["pictures"])


def test_an_archive_that_lost_its_ledger_keeps_captures_and_pictures(tmp_path):
    root = tmp_path / "a"
    assert run("demo", root, "--no-serve", "--json").returncode == 0
    before = {row["id"] for row in json_lines(run("list", "--archive", root, "--json"))}
    shutil.rmtree(root / "ledger")
    shutil.rmtree(root / "derived")
    assert run("rebuild", "--archive", root).returncode == 0
    assert run("verify", "--archive", root).stdout.startswith("whole")
    assert {row["id"] for row in json_lines(run("list", "--archive", root, "--json"))} == before
