"""An index whose writer is killed at any moment is as it was before or after, and goes on from there.

`SAMARKAND_KILLS` says how many processes are killed in each of the two tests (5 unless told).
"""

from __future__ import annotations

import os
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_kills import run, samarkand, timed
from twins.processes import killed_when, killed_writers
from twins.reader import Reader

from samarkand.adapters.search import TantivyIndex
from samarkand.app.archives import open_archive
from samarkand.model.events import Place
from samarkand.model.search import Options, Query, SearchDocument, Words
from samarkand.searching import Search

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 5)
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
print("at work", flush=True)
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
    folder = tmp_path / "derived" / "search"
    seen, midway = 0, 0
    for acknowledged, done in killed_writers(WRITE, folder, 20301121):
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


# The commands


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Path:
    """An archive without an index: 600 invented records, a tenth of them later versions, with names to be learned."""
    records, root = tmp_path_factory.mktemp("records"), tmp_path_factory.mktemp("imported") / "archive"
    for number in range(600):
        article = number if number % 10 else number // 20
        mayor = ("莫尔塔诺", "莫爾坦諾")[number % 2]
        body = f"<p>第{number}号通报：盐市市长{mayor}（Ivo Moltano）说，码头有{number % 41}艘船。</p>" * (
            1 + number % 20
        )
        head = (
            f"<!--{1900000000000 + number * 60000}-->\n[盐市通报 {number}](https://port.example/{article})\n------\n\n"
        )
        (records / f"{number}.md").write_text(f"{head}{body}\n", "utf-8")
    assert run("import", "--archive", str(root), str(records)).returncode == 0
    assert not (root / "derived" / "search").exists()
    return root


QUERIES = (
    "盐市",
    "莫尔塔诺",
    '"7艘船"',
    "is:old 通报",
    "is:changed 盐市",
    "盐市市长说码头停航了",
)


def told_by(root: Path) -> list[object]:
    """All that a search says of each query, but for the time it was asked at."""
    with open_archive(root) as parts:
        search = Search(parts)
        return [(search.lag(), search.find(query, AT, Options(limit=1_000, with_facets=True))) for query in QUERIES]


def begun(root: Path) -> bool:
    """Whether an index was begun and has yet to take something in."""
    with open_archive(root) as parts:
        return (root / "derived" / "search").exists() and Search(parts).lag() > 0


def test_a_search_or_a_round_that_is_killed_while_it_indexes_costs_the_next_one_no_answer(tmp_path, imported):
    chance = random.Random(20301122)
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(imported, undisturbed)
    seconds = timed("search", "盐市", "--archive", str(undisturbed))
    expected = told_by(undisturbed)
    assert [query for query, (_, results) in zip(QUERIES, expected, strict=True) if not results.total] == []
    kills, midway = 0, 0
    while kills < KILLS or (not midway and kills < 10 * KILLS):
        root = tmp_path / f"archive{kills}"
        shutil.copytree(imported, root)
        for _ in range(min(max(KILLS - kills, 1), chance.randint(1, 4))):
            kills += 1
            command = chance.choice([["search", "盐市"], ["collect"]])
            killed_when(
                samarkand(*command, "--archive", str(root)),
                (root / "derived" / "search").exists,
                max(0.0, chance.uniform(-seconds, seconds)),  # half of them at once
            )
            midway += begun(root)
        done = run("search", "盐市", "--archive", str(root))
        assert done.returncode == 0, done.stderr
        assert told_by(root) == expected
        for name in ("glosses.json", "names.json"):
            assert (root / "derived" / name).read_bytes() == (undisturbed / "derived" / name).read_bytes()
    assert midway, "no process was killed while it indexed"
