"""How long the HTTP API and feeds take, over HTTP on loopback: median and 95th percentile, and what an answer weighs.

    python -m bench.api [--rounds 60]                  the whole corpus
    python -m bench.api --crowd 10000 [--in DIR]       an invented press of so many articles; kept in DIR, or found there

The server is that of `bench.reader`. Each address is asked for once first; `others` are as many different ones of its kind, each asked for once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from bench.reader import OTHERS, _wait, fill, measured, resident
from bench.reader_crowd import crowded
from samarkand.app.archives import open_archive
from samarkand.model.catalog import Listing
from samarkand.model.stories import StoryListing
from samarkand.pipeline.indexing import catch_up_index
from samarkand.queries import Queries
from samarkand.speaking import People
from samarkand.storytelling import Stories
from samarkand.web.api.routes import PREFIX

FORMS = ("atom", "rss", "json")


def addresses(root: Path) -> tuple[dict[str, tuple[str, list[str]]], datetime]:
    """Name of each kind -> an address of it, and others; and the instant of the newest article."""
    with open_archive(root) as parts:
        list(catch_up_index(parts))
        articles = Queries(parts).articles(Listing(limit=300))
        now = articles[0].published_at
        stories = sorted(Stories(parts).listed(StoryListing(300, least=2)), key=lambda each: -len(each.members))
        people = People(parts).leading(None, "outlets", OTHERS + 1)
        told = (re.search(r"\w\w", each.latest.title) for each in articles[: OTHERS + 1])
        words = [each[0] for each in told if each]  # a pair of signs is no query
    ids = [each.id for each in articles[: OTHERS + 1]]
    told = [each.story.id for each in stories[: OTHERS + 1]]
    names = [quote(each.name) for each in people]
    kinds = {
        "articles, 50": (["/articles"], []),
        "article": ([f"/articles/{each}" for each in ids], []),
        "history": ([f"/articles/{each}/history" for each in ids], []),
        "changes, 50": (["/changes"], []),
        "search, 50": ([f"/search?q={quote(each)}" for each in words], []),
        "stories, 50": (["/stories?least=2"], []),
        "story": ([f"/stories/{each}" for each in told], []),
        "comparison": ([f"/stories/{each}/comparison" for each in told], []),
        "statements, 50": (["/statements"], []),
        "people, 50": (["/people"], []),
        "person": ([f"/people/{each}" for each in names], []),
        "day": ([f"/calendar/{now.year}-{now.month:02}-{number:02}" for number in range(1, 29)], []),
        "openapi.json": (["/openapi.json"], []),
    }
    told = {name: (PREFIX + some[0], [PREFIX + each for each in some[1:]]) for name, (some, _) in kinds.items()}
    outlets = list(dict.fromkeys(each.outlet for each in articles))[:OTHERS]
    feeds = {
        f"feed ({form})": (f"/feed.{form}", [f"/outlets/{each}/feed.{form}" for each in outlets]) for form in FORMS
    }
    stories_feed = {"stories' feed": ("/stories.atom", [])}
    return told | feeds | stories_feed, now


def pages_of(port: int, path: str, pages: int) -> float:
    """Milliseconds a page, of so many pages of a list that follow one another."""
    connection, cursor = http.client.HTTPConnection("127.0.0.1", port), ""
    start = time.perf_counter()
    for _ in range(pages):
        connection.request("GET", f"{path}?limit=200{cursor}")
        cursor = f"&cursor={json.loads(connection.getresponse().read())['next']}"
    return 1000 * (time.perf_counter() - start) / pages


def run(root: Path, rounds: int) -> None:
    kinds, now = addresses(root)
    command = [sys.executable, "-m", "bench.reader_server", str(root), now.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            _wait(port)
            print(f"{'ms':18}{'KB':>9}{'first':>9}{'p50':>9}{'p95':>9}{'others':>9}{'p95':>9}{'MiB':>9}")
            for name, (path, others) in kinds.items():
                print(f"{name:18}{measured(port, path, others, rounds):54}{resident(server.pid):>9.0f}", flush=True)
            print(
                f"20 pages of 200 articles that follow one another: {pages_of(port, f'{PREFIX}/articles', 20):.1f} ms a page"
            )
        finally:  # else whoever waits for it waits for ever
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--crowd", type=int, default=0, help="articles of an invented press")
    parser.add_argument("--in", dest="folder", type=Path, help="where the archive is, or is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.folder or Path(folder) / "archive"
        if not root.exists():
            crowded(root, options.crowd) if options.crowd else fill(root)
        run(root, options.rounds)


if __name__ == "__main__":
    main()
