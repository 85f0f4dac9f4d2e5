"""Whatever moment a round is killed at, each new match and each happening is told: at least once, and again only as the guide says.

`SAMARKAND_KILLS` says how many processes are killed (4 unless told).
"""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from test_kills import run, samarkand
from twins.processes import killed_when

from samarkand.model.watches import MOST

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 4)
COUNT = MOST + 50
QUERIES = ("渡轮", "开出", "班渡轮", "渡轮开出", "title:渡轮", "第 班", "渡轮 开出", "班 开出")

LISTENER = """
import json, os, sys, time
from pathlib import Path

told = sys.stdin.buffer.read()
try:
    json.loads(told)
except ValueError:
    sys.exit(0)  # torn: who sent it was killed
time.sleep(float(sys.argv[2]))  # they come one after the other, so that a round can be killed between them
folder = Path(sys.argv[1])
part = folder / f"{os.getpid()}.part"
part.write_bytes(told)
part.replace(folder / f"{time.time_ns()}.json")
"""


@pytest.fixture(params=["matches", "changes"])
def watched(tmp_path, request) -> Path:
    """An archive in which some hundreds of articles, or of changes to them, are news to every one of its watches."""
    root = tmp_path / "watched"
    (tmp_path / "listener.py").write_text(LISTENER)
    kind = () if request.param == "matches" else ("--change", "number")
    assert run("init", str(root)).returncode == 0
    if kind:
        bring(root, tmp_path / "first", passengers=12)
    # The folder is named from where a round is run: each trial has its own.
    for number, query in enumerate(QUERIES):
        listener = shlex.join([sys.executable, str(tmp_path / "listener.py"), "told", str(0.1 * number)])
        assert run("watch", query, *kind, "--command", listener, "--archive", str(root)).returncode == 0
    bring(root, tmp_path / "then", passengers=15)
    (root / "told").mkdir()
    return root


def bring(root: Path, records: Path, passengers: int) -> None:
    """Import some hundreds of articles, in which a number may have changed."""
    records.mkdir()
    for number in range(COUNT):
        head = f"<!--{1900000000000 + number * 60000}-->\n[渡轮 {number}](https://port.example/{number})\n------\n\n"
        body = f"<p>第{number}班渡轮开出，船上有{passengers}人。</p>\n"
        (records / f"{number:04}.md").write_text(head + body, "utf-8")
    assert run("import", "--archive", str(root), str(records)).returncode == 0


def told(root: Path) -> list[str]:
    """The queries of the messages that were received, in their order; each message tells what it would undisturbed."""
    messages = [json.loads(path.read_bytes()) for path in sorted((root / "told").glob("*.json"))]
    for message in messages:
        assert message["total"] == COUNT
        assert [hit["title"] for hit in message["hits"]] == [f"渡轮 {COUNT - 1 - number}" for number in range(MOST)]
    return [message["watch"]["query"] for message in messages]


def has_told_at_least(root: Path, count: int) -> bool:
    """Whether so many watches were told of."""
    return len(set(told(root))) >= count


def test_a_round_that_is_killed_while_it_tells_loses_nothing_and_repeats_no_message_more_than_once(
    tmp_path, watched, monkeypatch
):
    chance = random.Random(20301122)
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(watched, undisturbed)
    monkeypatch.chdir(undisturbed)
    assert run("collect").returncode == 0
    assert sorted(told(undisturbed)) == sorted(QUERIES)
    kills, midway = 0, 0
    while kills < KILLS or (not midway and kills < 10 * KILLS):
        root = tmp_path / f"archive{kills}"
        shutil.copytree(watched, root)
        monkeypatch.chdir(root)
        before = kills
        for _ in range(min(max(KILLS - kills, 1), chance.randint(1, 4))):
            kills += 1
            has_told = partial(has_told_at_least, root, chance.randint(0, 2) + len(set(told(root))))
            killed_when(samarkand("collect"), has_told, chance.uniform(0, 0.1))
            midway += 0 < len(set(told(root))) < len(QUERIES)
        assert run("collect").returncode == 0
        messages = told(root)
        assert set(messages) == set(QUERIES)
        assert max(Counter(messages).values()) <= 1 + kills - before
        assert run("collect").returncode == 0
        assert told(root) == messages, "what was told and remembered is not told again"
    assert midway, "no process was killed while it told"
