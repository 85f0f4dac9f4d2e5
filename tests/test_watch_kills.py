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
from collections.abc import Mapping
from pathlib import Path

import pytest
from test_kills import run, samarkand
from twins.processes import killed_when

from samarkand.model.watches import MOST

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 4)
COUNT = MOST + 20
SILENT = "http://127.0.0.1:1/feed.xml"
WATCHES = {
    ("渡轮开出",): COUNT,
    ("title:渡轮 船上有",): COUNT,
    ("渡轮", "--change", "number"): COUNT,
    ("开出", "--change", "number"): COUNT,
    ("--story-size", "2"): 4,
    ("--story-size", "3"): 3,
    ("--silence", "all"): 1,
    ("--silence", "127.0.0.1-1"): 1,
}
"""What is waited for, and how much of it the round finds."""
SMALL = 400
"""Bytes."""
MIDWAY = {"noticing", "telling"}
EVENTS = Path(__file__).parent / "cases" / "events.jsonl"

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


@pytest.fixture
def watched(tmp_path) -> Path:
    """An archive in which hundreds of changed articles, some stories and a feed that is dead are news to its watches."""
    root = tmp_path / "watched"
    (tmp_path / "listener.py").write_text(LISTENER)
    assert run("init", str(root)).returncode == 0
    (root / "outlets.toml").write_text(f'[[follow]]\nfeed = "{SILENT}"\n')
    bring(root, tmp_path / "first", ferries(passengers=12))
    # The folder is named from where a round is run: each trial has its own.
    for number, watch in enumerate(WATCHES):
        listener = shlex.join([sys.executable, str(tmp_path / "listener.py"), "told", str(0.1 * number)])
        done = run("watch", *watch, "--command", listener, "--archive", str(root))
        assert done.returncode == 0, done.stderr
    bring(root, tmp_path / "then", [*ferries(passengers=15), *reports()])
    (root / "told").mkdir()
    return root


def ferries(passengers: int) -> list[str]:
    """Records of some hundreds of articles, in which a number may have changed."""
    return [
        record(
            f"https://port.example/{number}", f"渡轮 {number}", f"第{number}班渡轮开出，船上有{passengers}人。", number
        )
        for number in range(COUNT)
    ]


def reports() -> list[str]:
    """Records of what several outlets report of some events."""
    told = [json.loads(line) for line in EVENTS.read_text("utf-8").splitlines()]
    return [
        record(f"https://{each['outlet']}.example/event/{number}", each["title"], each["text"], number)
        for number, each in enumerate(told)
    ]


def record(url: str, title: str, text: str, minute: int) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<!--{1915000000000 + minute * 60000}-->\n[{title}]({url})\n------\n\n{body}\n"


def bring(root: Path, folder: Path, records: list[str]) -> None:
    """Import records."""
    folder.mkdir()
    for number, text in enumerate(records):
        (folder / f"{number:04}.md").write_text(text, "utf-8")
    assert run("import", "--archive", str(root), str(folder)).returncode == 0


def told(root: Path) -> list[tuple[str, int, tuple[tuple[str, ...], ...]]]:
    """The messages that were received, in their order: the watch, how much is new, and what is told of it."""
    messages = [json.loads(path.read_bytes()) for path in sorted((root / "told").glob("*.json"))]
    return [(each["watch"]["id"], each["total"], tuple(map(hit, each["hits"]))) for each in messages]


def hit(told: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a happening from another one."""
    return told["id"], told["title"], told["snippet"] if "state" not in told else told["state"]


def noticed(root: Path) -> int:
    """Of how many watches something is kept that was noticed; what they begin with is smaller than anything that happened."""
    return sum(path.stat().st_size > SMALL for path in (root / "watches" / "heard").glob("*.json"))


def messages(root: Path) -> int:
    """How many messages were received."""
    return sum(1 for _ in (root / "told").glob("*.json"))


def killed(root: Path, chance: random.Random) -> str:
    """Kill a round once something more was noticed, or told; `noticing` or `telling`, "" where it was killed elsewhere."""
    count = messages if noticed(root) else noticed
    wanted = count(root) + chance.randint(1, 2)
    was_killed = killed_when(samarkand("collect"), lambda: count(root) >= wanted, chance.uniform(0, 0.1))
    if not was_killed or not noticed(root):
        return ""
    return "telling" if 0 < len(set(told(root))) < len(WATCHES) else "noticing" if not told(root) else ""


def test_a_round_that_is_killed_while_it_tells_loses_nothing_and_repeats_no_message_more_than_once(
    tmp_path, watched, monkeypatch
):
    chance = random.Random(20301122)
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(watched, undisturbed)
    monkeypatch.chdir(undisturbed)
    assert run("collect").returncode == 1, "the feed is dead"
    expected = told(undisturbed)
    assert sorted(total for _, total, _ in expected) == sorted(WATCHES.values())
    assert all(len(hits) == min(total, MOST) for _, total, hits in expected)
    kills, midway = 0, set()
    while kills < KILLS or (not midway >= MIDWAY and kills < 10 * KILLS):
        root = tmp_path / f"archive{kills}"
        shutil.copytree(watched, root)
        monkeypatch.chdir(root)
        before = kills
        for _ in range(min(max(KILLS - kills, 2), chance.randint(2, 4))):
            kills += 1
            midway.add(killed(root, chance))
        run("collect")
        found = told(root)
        assert set(found) == set(expected)
        assert max(Counter(found).values()) <= 1 + kills - before
        run("collect")
        assert told(root) == found, "what was told and remembered is not told again"
    assert midway >= MIDWAY, "no process was killed while it noticed, or while it told"
