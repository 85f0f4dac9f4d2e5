"""An index whose writer is killed at any moment is as it was before or after, and goes on from there.

`SAMARKAND_KILLS` says how many processes are killed (12 unless told).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime

from twins.reader import Reader

from samarkand.adapters.search import TantivyIndex
from samarkand.model.events import Place
from samarkand.model.search import Options, Query, SearchDocument, Words

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 12)
AT = datetime(2030, 9, 7, tzinfo=UTC)
BATCHES, SIZE = 40, 50

WRITE = """
import sys
from pathlib import Path

sys.path[:0] = sys.argv[2:]
from samarkand.adapters.search import TantivyIndex
from samarkand.model.events import Place
from test_search_kills import BATCHES, batch

index = TantivyIndex(Path(sys.argv[1]))
known = index.place()
if known is None:
    index.clear()
for count in range(known.count if known else 0, BATCHES):
    index.take(batch(count), Place(count + 1))
    print(count + 1, flush=True)
"""


def batch(count: int) -> list[SearchDocument]:
    """What the index is given at once: new articles, and the first ones of all in a new version with its old one."""
    made = [
        SearchDocument(f"a{count}-{number}", 1, "port", "zh-Hans", AT, f"盐市{number}", f"第{count}批", 1)
        for number in range(SIZE)
    ]
    made += [
        SearchDocument("first", number, "port", "zh-Hans", AT, "头条", f"第{number}版的盐市", count + 1)
        for number in (count, count + 1)
        if number
    ]
    return made


def versions_after(count: int) -> list[SearchDocument]:
    """What the index holds once it has taken in so many batches."""
    told = {(each.article, each.version): each for number in range(count) for each in batch(number)}
    return list(told.values())


def test_a_killed_writer_leaves_the_index_as_it_was_before_or_after_what_it_was_taking_in(tmp_path):
    chance = random.Random(20301121)
    folder = tmp_path / "derived" / "search"
    paths = [path for path in sys.path if path]
    kills, seen, midway = 0, 0, 0
    command = [sys.executable, "-c", WRITE, str(folder), os.path.dirname(__file__), *paths]  # noqa: PTH120
    while kills < KILLS:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                told, trouble = process.communicate(timeout=chance.uniform(0.3, 1.2))
                assert process.returncode == 0, trouble
                seen, done = BATCHES, True
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                told, done = process.communicate()[0], False
                kills += 1
        acknowledged = max(map(int, told.split()), default=0)
        seen = max(seen, acknowledged)
        index = TantivyIndex(folder)
        place = index.place() or Place()
        assert place.count >= seen, "what was acknowledged is there"
        assert place.count <= BATCHES
        if place.count:
            midway += not done
            seen = place.count
            agree(index, place.count)
        if done:
            index.clear()
            seen = 0
    assert midway, "no process was killed while it wrote"


def agree(index: TantivyIndex, count: int) -> None:
    """The index holds just what it says it has taken in."""
    reader = Reader(versions_after(count))
    for words in ("盐市", f"第{count - 1}批", f"第{count}批", "头条", "盐", f"第{count}版"):
        query = Query(Words(words))
        answer = index.search(query, {}, Options(limit=100_000))
        assert {(hit.article, hit.version) for hit in answer.hits} == reader.find(query), (words, count)
