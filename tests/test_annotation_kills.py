"""An annotation store whose writer is killed at any moment is as it was before or after, and goes on from there.

`SAMARKAND_KILLS` says how many processes are killed in each of the tests (12 unless told).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys

from samarkand.adapters.annotations import SqliteAnnotations
from samarkand.model.events import Place
from samarkand.model.statements import Annotations, Statement

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 12)
BATCHES, SIZE = 60, 120

WRITE = """
import sys
from pathlib import Path

sys.path[:0] = sys.argv[2:]
from samarkand.adapters.annotations import SqliteAnnotations
from samarkand.model.events import Place
from test_annotation_kills import BATCHES, batch

store = SqliteAnnotations(Path(sys.argv[1]), 1)
known = store.place()
if known is None:
    store.clear()
print("at work", flush=True)
for count in range(known.count if known else 0, BATCHES):
    store.take(batch(count), Place(count + 1))
    print(count + 1, flush=True)
"""


def batch(count: int) -> list[Annotations]:
    """What the store is given at once: new articles, and the first one of all anew."""
    told = [(f"{count:02}-{number}", f"第{count}批第{number}篇") for number in range(SIZE)]
    told.append(("first", f"第{count}批"))
    return [
        Annotations(article, 1, 1, (Statement(text, 0, len(text), "indirect", "罗慕言"),)) for article, text in told
    ]


def test_a_killed_writer_leaves_the_annotations_as_they_were_before_or_after_what_it_was_taking_in(tmp_path):
    chance = random.Random(20301130)
    path = tmp_path / "derived" / "annotations.sqlite"
    paths = [each for each in sys.path if each]
    kills, seen, midway = 0, 0, 0
    command = [sys.executable, "-c", WRITE, str(path), os.path.dirname(__file__), *paths]  # noqa: PTH120
    while kills < KILLS:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "at work\n"
            try:
                told, done = process.communicate(timeout=chance.uniform(0.0, 0.3))[0], True
                assert process.returncode == 0
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                told, done = process.communicate()[0], False
                kills += 1
        seen = max(seen, *map(int, told.split()), 0)
        store = SqliteAnnotations(path, 1)
        place = store.place() or Place()
        assert seen <= place.count <= BATCHES, "what was acknowledged is there"
        if place.count:
            midway += not done
            seen = place.count
        known = {(each.article, 1): each for number in range(place.count) for each in batch(number)}
        everything = [(each.article, 1) for number in range(BATCHES) for each in batch(number)]
        assert store.annotations(everything) == known, "just what it says it has taken in"
        if done:
            store.clear()
            seen = 0
        store.close()
    assert midway, "no process was killed while it wrote"
