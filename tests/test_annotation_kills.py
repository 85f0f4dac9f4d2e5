"""An annotation store whose writer is killed at any moment is as it was before or after, and goes on from there.

`SAMARKAND_KILLS` says how many processes are killed in the first test (5 unless told), and half of them in the second.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_kills import run
from twins.processes import KILLS, killed_writers

from samarkand.adapters.annotations import SqliteAnnotations
from samarkand.app.archives import open_archive
from samarkand.model.events import Place
from samarkand.model.statements import Annotations, Statement
from samarkand.pipeline.annotating import lag
from samarkand.quoting import Quotes

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
    path = tmp_path / "derived" / "annotations.sqlite"
    seen, midway = 0, 0
    for acknowledged, done in killed_writers(WRITE, path, 20301130):
        seen = max(seen, acknowledged)
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


# The flow

MARK = """
import sys
from pathlib import Path

sys.path[:0] = sys.argv[2:]
from samarkand.app.archives import open_archive
from samarkand.pipeline import annotating

annotating.BATCH, annotating.PIECE = 50, 8_000
with open_archive(Path(sys.argv[1])) as parts:
    for count in annotating.annotate(parts):
        print(count, flush=True)
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Path:
    """An archive without annotations: 400 invented records, a tenth of them later versions."""
    records, root = tmp_path_factory.mktemp("records"), tmp_path_factory.mktemp("imported") / "archive"
    for number in range(400):
        article = number if number % 10 else number // 20
        body = f"<p>盐市市长罗慕言昨天说，码头有{number % 41}艘船。</p>"
        head = f"<!--{1900000000000 + number * 60000}-->\n[通报 {number}](https://port.example/{article})\n------\n\n"
        (records / f"{number}.md").write_text(f"{head}{body}\n", "utf-8")
    assert run("import", "--archive", str(root), str(records)).returncode == 0
    assert not (root / "derived" / "annotations.sqlite").exists()
    return root


def marked(root: Path) -> tuple[int, list[Annotations]]:
    """How many lines are not taken in, and all annotations that are there."""
    with open_archive(root) as parts:
        return lag(parts), [each.annotations for each in Quotes(parts).everywhere()]


def test_marking_that_is_killed_goes_on_and_comes_to_what_it_would_have_been(tmp_path, imported):
    chance = random.Random(20301201)
    paths = [each for each in sys.path if each]
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(imported, undisturbed)

    def start(root: Path) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", MARK, str(root), *paths], stdout=subprocess.PIPE, text=True)

    with start(undisturbed) as process:
        assert process.wait() == 0
    left, expected = marked(undisturbed)
    assert (left, len(expected)) == (0, 400)
    assert all(statement.speaker == "罗慕言" for each in expected for statement in each.statements)
    kills, midway, root = 0, 0, tmp_path / "archive"
    shutil.copytree(imported, root)
    while kills < KILLS // 2 or marked(root)[0]:
        with start(root) as process:
            for _ in range(chance.randint(1, 4)):  # batches, of the eight that there are
                process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.05))
            kills += process.poll() is None
            process.kill()
        left, found = marked(root)
        midway += 0 < left < 400
        known = {(each.article, each.version) for each in found}
        assert found == [each for each in expected if (each.article, each.version) in known]
        assert len(found) == 400 - left
        if not left and kills < KILLS // 2:
            for path in (root / "derived").glob("annotations.*"):
                path.unlink()
    assert marked(root) == (0, expected)
    assert midway, "no process was killed while it marked"
