"""How long the reader's pages take, over HTTP on loopback: median and 95th percentile; what they weigh, and what memory it takes.

    python -m bench.reader [--rounds 100]              the whole corpus
    python -m bench.reader --crowd 100000 [--in DIR]   an invented press of so many articles; kept in DIR, or found there

The server is a process of its own, on one core where the system allows it. The first answer is cold; memory is what the process
holds (RSS) when all is done. Bytes are those of the page itself, not compressed, without style sheet, script and pictures.
`others` are other pages of the kind, each asked for once: what is remembered does not help them.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from bench.reader_crowd import crowded
from bench.shared import shared
from samarkand.app.archives import create_archive, open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.model.catalog import Listing
from samarkand.model.stories import StoryListing
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.relating import relate
from samarkand.queries import Queries
from samarkand.speaking import People
from samarkand.storytelling import Stories

OTHERS = 40
"""Other pages of a kind that are asked for once each."""


def fill(root: Path) -> None:
    """An archive of the whole corpus."""
    create_archive(root)
    files, _ = open_files([shared() / "corpus", shared() / "seeds"])
    with open_archive(root) as parts:
        for _report in import_files(parts, CAPTURE_FILES, files, datetime.now(UTC)):
            pass
        list(annotate(parts))
        list(relate(parts))


def resident(pid: int) -> float:
    """MiB that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def asked(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """Milliseconds of an answer, and its bytes."""
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Language": "zh-CN"})
    answer = connection.getresponse()
    size = len(answer.read())
    assert answer.status == 200, (answer.status, path)
    return 1000 * (time.perf_counter() - start), size


def measured(port: int, path: str, others: list[str], rounds: int) -> str:
    """A row: bytes, the first answer, median and 95th percentile of the same page, and of other pages of its kind."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    spent, sizes = zip(*(asked(connection, path) for _ in range(rounds + 1)), strict=True)
    cold = [asked(connection, each)[0] for each in others]
    cells = [sizes[-1] / 1000, spent[0], statistics.median(spent[1:]), _p95(spent[1:])]
    if len(cold) > 1:
        cells += [statistics.median(cold), _p95(cold)]
    return "".join(f"{cell:>9.1f}" for cell in cells)


def _p95(spent) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def pages(root: Path) -> tuple[dict[str, tuple[str, list[str]]], datetime]:
    """Name of each kind -> a page of it, and others; and the instant of the newest article."""
    with open_archive(root) as parts:
        queries, stories, people = Queries(parts), Stories(parts), People(parts)
        articles = queries.articles(Listing(limit=300))
        now = articles[0].published_at
        long = max(articles, key=lambda article: len(queries.record_bytes(article.latest)))
        found = sorted(stories.listed(StoryListing(300, least=2)), key=lambda each: -len(each.members))
        leading = people.leading(None, "outlets", OTHERS + 1)
    told = [f"/stories/{each.story.id}" for each in found]
    spoken = [f"/people/{quote(each.name)}" for each in leading]
    days = [f"/calendar/{now.year}-{now.month:02}-{number:02}" for number in range(1, 29)]
    outlets = list(dict.fromkeys(f"/outlets/{each.outlet}" for each in articles))
    return {
        "front": ("/", []),
        "stories by time": ("/?before=9999999999999.s0000000000000000", []),
        "largest story": (told[0], told[1 : OTHERS + 1]),
        "stories' feed": ("/stories.atom", []),
        "articles": ("/articles", []),
        "long article": (f"/articles/{long.id}", [f"/articles/{each.id}" for each in articles[:OTHERS]]),
        "outlets": ("/outlets", []),
        "outlet": (outlets[0], outlets[1 : OTHERS + 1]),
        "people": ("/people", ["/people?of=ever", "/people?by=statements"]),
        "person": (spoken[0], spoken[1:]),
        "calendar": ("/calendar", []),
        "day": (f"/calendar/{now:%Y-%m-%d}", days),
        "month": (f"/calendar/{now:%Y-%m}", [f"/calendar/{now.year}-{number:02}" for number in range(1, 13)]),
        "changes": ("/changes", []),
        "status": ("/status", []),
        "feed": ("/feed.atom", []),
    }, now


def run(root: Path, rounds: int, only: str) -> None:
    kinds, now = pages(root)
    command = [sys.executable, "-m", "bench.reader_server", str(root), now.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        port = int(server.stdout.readline())
        _wait(port)
        print(f"{'ms':18}{'KB':>9}{'first':>9}{'p50':>9}{'p95':>9}{'others':>9}{'p95':>9}{'MiB':>9}")
        for name, (path, others) in kinds.items():
            if not only or name in only.split(","):
                print(f"{name:18}{measured(port, path, others, rounds)}{resident(server.pid):>9.0f}", flush=True)
        print(json.dumps({"resident MiB": round(resident(server.pid))}))
        server.terminate()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            asked(http.client.HTTPConnection("127.0.0.1", port), "/static/icon.svg")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not answer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument(
        "--crowd", type=int, default=0, help="articles of an invented press, in the place of the corpus"
    )
    parser.add_argument("--in", dest="folder", type=Path, help="where the archive is, or is made")
    parser.add_argument("--only", default="", help="names of pages, parted by commas")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.folder or Path(folder) / "archive"
        if not root.exists():
            crowded(root, options.crowd) if options.crowd else fill(root)
        with open_archive(root) as parts:  # what was kept may be of an older version
            list(annotate(parts))
            list(relate(parts))
        run(root, options.rounds, options.only)


if __name__ == "__main__":
    main()
