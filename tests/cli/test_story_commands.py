"""`stories` and `story` as a user runs them: what reports one event is one story, and a person has the last word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from twins import commands

RECORD = """<!--{ms}-->
[{title}]({url})
------

{body}
"""
FERRY = (
    "汀港至盐桥镇的渡轮“白鹭号”星期三清晨在浓雾中撞上防波堤，船上四十七名乘客全部获救，三人受轻伤。",
    "汀港海事局长罗慕言说，渡轮偏离航道约两百米，雷达当时没有开启，船长已经停职接受调查。",
    "渡轮公司宣布“白鹭号”停航检修，汀港与盐桥镇之间改由两艘备用船接驳，每四十分钟一班。",
)
SALT = (
    "盐桥镇的秋季盐市星期四开幕，镇长奥德尔剪彩，来自十一个产区的盐商在广场上摆出三百多个摊位。",
    "主办者预计四天内有六万人到场，镇公所为此加开夜间巴士，旅店的房间两周前就已订满。",
    "今年的盐市头一次设立海盐品评会，获奖的粗盐每公斤卖到九十克朗，是普通海盐的十二倍。",
)
HOUR = 3_600_000
START = 1_662_552_000_000


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, in the folder of the archive."""
    clean = {key: value for key, value in os.environ.items() if key != "SAMARKAND_ARCHIVE"}
    return commands.told(*arguments, cwd=cwd, env=clean)


def told(*arguments: object, cwd: Path) -> list[dict]:
    done = run(*arguments, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


REPORTS = {
    "海报/雾中相撞.md": ("海报渡轮雾中撞上防波堤 四十七人获救", "https://haibao.example/ferry", FERRY, 0),
    "山闻/渡轮.md": ("汀港渡轮撞堤 乘客全部获救", "https://shanwen.example/ferry", (FERRY[1], FERRY[0]), 2),
    "山闻/盐市.md": ("盐桥镇秋季盐市开幕", "https://shanwen.example/salt", SALT, 30),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """An archive with two reports of a ferry and one of a fair, stories and all."""
    folder = tmp_path_factory.mktemp("stories")
    for name, (title, url, lines, hours) in REPORTS.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{line}</p>" for line in lines)
        record = RECORD.format(ms=START + hours * HOUR, title=title, url=url, body=body)
        (folder / "in" / name).write_text(record, "utf-8")
    done = run("import", folder / "in", "--archive", folder / "a", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "a"


@pytest.fixture
def archive(made, tmp_path) -> Path:
    return shutil.copytree(made, tmp_path / "a")


def by_path(stories: list[dict]) -> dict[str, str]:
    """Path below the imported folder -> id of the story."""
    return {path: story["id"] for story in stories for each in story["articles"] for path in each["imported_from"]}


def article(archive: Path, path: str) -> str:
    return next(row["id"] for row in told("list", cwd=archive) if path in row["imported_from"])


def test_every_article_stands_in_one_story_and_reports_of_one_event_in_the_same(archive):
    stories = told("stories", cwd=archive)
    homes = by_path(stories)
    assert homes.keys() == REPORTS.keys()
    assert homes["海报/雾中相撞.md"] == homes["山闻/渡轮.md"] != homes["山闻/盐市.md"]
    assert [len(story["articles"]) for story in stories] == [1, 2], "what grew last stands first"
    ferry = stories[1]
    assert ferry["outlets"] == ["haibao.example", "shanwen.example"]
    assert (ferry["first_at"], ferry["last_at"]) == ("2022-09-07T12:00:00Z", "2022-09-07T14:00:00Z")
    assert ferry["title"] in {each["title"] for each in ferry["articles"]}


def test_lists_are_narrowed(archive):
    assert len(told("stories", "--limit", 1, cwd=archive)) == 1
    assert [len(story["articles"]) for story in told("stories", "--least", 2, cwd=archive)] == [2]
    assert len(told("stories", "--outlet", "haibao.example", cwd=archive)) == 1
    assert "(2 articles, 2 outlets)" in run("stories", cwd=archive).stdout


def test_a_story_is_known_by_its_id_by_any_article_in_it_and_by_their_beginnings(archive):
    ferry = told("stories", "--least", 2, cwd=archive)[0]
    for identity in (ferry["id"], ferry["id"][:9], *(each["id"][:8] for each in ferry["articles"])):
        assert told("story", identity, cwd=archive)[0]["id"] == ferry["id"]
    lost = run("story", "s0", cwd=archive)
    assert lost.returncode == 1
    assert "samarkand stories" in lost.stderr


def test_a_story_tells_who_was_first_and_with_why_what_ties_its_articles(archive):
    ferry = told("stories", "--least", 2, cwd=archive)[0]
    opened = told("story", ferry["id"], "--why", cwd=archive)[0]
    assert opened["first"]["id"] == article(archive, "海报/雾中相撞.md")
    assert opened["first"]["unsure_minutes"] is None
    assert all({"ties", "clashes"} <= each.keys() for each in opened["articles"])
    first, second = opened["articles"]
    for each, other in ((first, second), (second, first)):
        assert [(tie["kind"], tie["text"]) for tie in each["ties"]] == [("copy", other["id"])]
        assert each["clashes"] == []
    assert "published first  haibao.example" in run("story", ferry["id"], cwd=archive).stdout
    assert "ties" not in told("story", ferry["id"], cwd=archive)[0]["articles"][0]


def test_a_merge_a_split_and_a_move_are_followed_at_once(archive):
    ferry, salt = article(archive, "海报/雾中相撞.md"), article(archive, "山闻/盐市.md")
    one = told("story", ferry, "--merge", salt, cwd=archive)[0]
    assert len(one["articles"]) == 3
    assert [(each["deed"], each["by"]) for each in one["corrections"]] == [("merge", "command line")]
    assert len(told("story", salt, "--split", salt, cwd=archive)[0]["articles"]) == 1
    other = article(archive, "山闻/渡轮.md")
    assert {each["id"] for each in told("story", salt, "--move", other, cwd=archive)[0]["articles"]} == {salt, other}
    assert len(told("stories", cwd=archive)) == 2


def test_an_id_that_was_once_shown_leads_on_after_a_merge(archive):
    before = told("stories", cwd=archive)
    first, second = (story["articles"][0]["id"] for story in before)
    merged = told("story", first, "--merge", second, cwd=archive)[0]["id"]
    assert {told("story", story["id"], cwd=archive)[0]["id"] for story in before} == {merged}


def test_a_correction_survives_the_loss_of_everything_derived(archive):
    ferry, other = article(archive, "海报/雾中相撞.md"), article(archive, "山闻/渡轮.md")
    assert run("story", ferry, "--split", other, cwd=archive).returncode == 0
    before = told("stories", cwd=archive)
    assert len(before) == 3
    shutil.rmtree(archive / "derived")
    assert told("stories", cwd=archive) == before
    assert run("rebuild", cwd=archive).returncode == 0
    assert told("stories", cwd=archive) == before
    assert run("verify", cwd=archive).returncode == 0


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        (["--pin", "X"], 1, "no article has the id 'X'"),
        (["--merge", "SELF"], 2, "merged with itself"),
        (["--split", "SELF"], 2, "would leave"),
        (["--merge", "X", "--split", "X"], 2, "one kind of correction at a time"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_leaves_no_line(archive, options, code, text):
    salt = article(archive, "山闻/盐市.md")
    done = run("story", salt, *(salt if each == "SELF" else each for each in options), cwd=archive)
    assert (done.returncode, text in done.stderr) == (code, True), done.stderr
    assert not any('"kind":"story"' in path.read_text("utf-8") for path in (archive / "ledger").glob("*.jsonl"))
