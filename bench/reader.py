"""How long the reader's pages take with the whole corpus, over HTTP on loopback: median and 95th percentile.

python -m bench.reader [--rounds 100]
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from bench.shared import shared
from samarkand.app.archives import create_archive, open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.model.catalog import Listing
from samarkand.model.stories import StoryListing
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.relating import relate
from samarkand.queries import Queries
from samarkand.storytelling import Stories
from samarkand.web.desk import Answers
from samarkand.web.guard import KnownHosts
from samarkand.web.server import create_app


def fill(root: Path) -> None:
    """An archive of the whole corpus."""
    create_archive(root)
    files, _ = open_files([shared() / "corpus", shared() / "seeds"])
    with open_archive(root) as parts:
        for _report in import_files(parts, CAPTURE_FILES, files, datetime.now(UTC)):
            pass


def served(parts: Parts) -> tuple[uvicorn.Server, threading.Thread, int]:
    """The reader, served by a thread of its own; the port."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio lets it dawdle
    listening.bind(("127.0.0.1", 0))
    app = KnownHosts(
        create_app(Answers.of(parts), lambda: datetime.now(UTC)),
        "127.0.0.1",
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    return server, thread, listening.getsockname()[1]


def measured(port: int, path: str, rounds: int) -> tuple[list[float], int]:
    """Milliseconds of each answer in order, the first one cold, and bytes of the last."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    spent, size = [], 0
    for _ in range(rounds):
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        size = len(answer.read())
        spent.append(1000 * (time.perf_counter() - start))
        assert answer.status == 200, (answer.status, path)
    return spent, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        fill(root)
        with open_archive(root) as parts:
            queries = Queries(parts)
            articles = queries.articles(Listing(limit=40))
            long = max(articles, key=lambda article: len(queries.record_bytes(article.latest)))
            server, thread, port = served(parts)
            list(relate(parts))
            largest = max(Stories(parts).listed(StoryListing(300, least=2)), key=lambda glance: len(glance.members))
            stories = ["/", f"/stories/{largest.story.id}", "/stories.atom"]
            paths = [
                *stories,
                "/articles",
                f"/articles/{long.id}",
                "/outlets",
                "/outlets/rfi",
                "/changes",
                "/status",
                "/feed.atom",
            ]
            print(f"{'':32}{'KB':>6}{'first':>8}{'p50':>8}{'p95':>8}   ms")
            for path in paths:
                spent, size = measured(port, path, options.rounds)
                p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
                print(f"{path:32}{size // 1000:>6}{spent[0]:>8.1f}{p50:>8.1f}{p95:>8.1f}")
            server.should_exit = True
            thread.join(10)


if __name__ == "__main__":
    main()
