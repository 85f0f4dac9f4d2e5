"""What a collector and a reader's server hold after a day: 144 rounds of a press that goes on writing, one behind the other.

    python -m bench.day [ROUNDS]

A press on loopback: 40 hosts (ports) that write 3,000 reports of the events of one day (`bench.story_crowd`), each with a feed of its latest 20
entries; every ninth report is changed an hour later. The collector is `collect` as it stands, in one process, by a clock that goes ten minutes on with each round; the
server is asked for the front page, the largest story, a list, a search and a feed after each round. Told is what the two hold: MiB
(RSS), without what they hand back to the system, and open files.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from threading import Thread
from urllib.parse import quote
from zlib import crc32

from bench.reader import resident
from bench.story_crowd import FIRST, Report, reports
from samarkand.app.archives import create_archive
from samarkand.cli import collecting

HOSTS, ENTRIES, ROUNDS, REPORTS = 40, 20, 144, 3_000
EVERY, DAY = timedelta(minutes=10), timedelta(days=1)
CHANGED, AFTER = 9, timedelta(hours=1)
PLACES = ("/", "/articles", f"/search?q={quote('总统')}", "/feed.atom", "/changes", "/status")
TOLD = (1, 2, 6, 12, 36, 72, 108, 144)
"""Rounds after which it is told."""


class Press:
    """All hosts, and what time it is there."""

    def __init__(self) -> None:
        self.now = FIRST
        some = sorted(islice(reports(span=DAY), REPORTS), key=lambda each: each.published_at)
        self._reports = [
            [each for each in some if crc32(each.outlet.encode()) % HOSTS == number] for number in range(HOSTS)
        ]
        self.hosts = [self._host(number) for number in range(HOSTS)]

    def answer(self, host: int, path: str) -> tuple[str, bytes]:
        """Kind and body of an answer; no kind where there is nothing."""
        written = [each for each in self._reports[host] if each.published_at <= self.now]
        if path == "/feed":
            return "application/rss+xml", self._feed(host, written)
        found = re.fullmatch(r"/(\d+)\.html", path)
        if not found or int(found[1]) >= len(written):
            return "", b""
        number = int(found[1])
        is_changed = number % CHANGED == 0 and self.now > written[number].published_at + AFTER
        return "text/html; charset=utf-8", page(written[number], "本报更正：到场的是五个人。" if is_changed else "")

    def _feed(self, host: int, written: Sequence[Report]) -> bytes:
        items = "".join(
            f"<item><title>{escape(each.title)}</title><link>{self.hosts[host]}/{number}.html</link>"
            f"<pubDate>{format_datetime(each.published_at)}</pubDate></item>"
            for number, each in [*enumerate(written)][: -ENTRIES - 1 : -1]
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>港{host}</title>{items}</channel></rss>'.encode(
                "utf-8", "replace"
            )
        )

    def _host(self, number: int) -> str:
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                kind, data = press.answer(number, self.path)
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"


def page(report: Report, further: str) -> bytes:
    """An article among the furniture of its site."""
    links = "".join(f'<li class="item"><a href="/{number}.html">{number}</a></li>' for number in range(80))
    text = "".join(f"<p>{escape(each.strip())}</p>" for each in (*report.sentences, further) if each.strip())
    title = escape(report.title)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{text}</article><footer>版权所有</footer></body></html>"
    ).encode("utf-8", "replace")


def made(root: Path, hosts: list[str]) -> None:
    """An archive that follows all hosts."""
    create_archive(root)
    allowed = ", ".join(f'"{host.removeprefix("http://")}"' for host in hosts)
    settings = f"[archive]\nformat = 1\n[collect]\ndelay = 0.0\nallow_private = [{allowed}]\n"
    (root / "samarkand.toml").write_text(settings, "utf-8")
    (root / "outlets.toml").write_text("".join(f'[[follow]]\nfeed = "{host}/feed"\n' for host in hosts), "utf-8")


def collector(root: Path) -> None:
    """Rounds, one for each instant that a line of stdin tells; a line of stdout when it is done."""
    for line in sys.stdin:
        collecting.clock = lambda told=line: datetime.fromisoformat(told.strip())
        collecting.one_round(root, into_git=False, as_json=True)
        print(flush=True)


def held(pid: int) -> str:
    """MiB of a process, and its open files."""
    files = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208  (links that lead nowhere)
    return f"{resident(pid):>9.0f}{files:>7}"


def asked(port: int, path: str) -> bytes:
    """What the server answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers={"Accept-Language": "zh-CN"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, (path, answer.status)
    return body


def read_along(port: int) -> None:
    """Ask for one page of each kind, and for a story."""
    front = asked(port, PLACES[0]).decode()
    for path in (*PLACES[1:], *re.findall(r'href="(/stories/s[0-9a-f]+)"', front)[:3]):
        asked(port, path)


def listening(port: int) -> None:
    for _ in range(600):
        try:
            return read_along(port)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not answer")


def main(rounds: int) -> None:
    press = Press()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        root = Path(folder) / "archive"
        made(root, press.hosts)
        environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
        command = [sys.executable, "-m", "bench.day", "collector", str(root)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        served = [sys.executable, "-m", "bench.reader_server", str(root), (FIRST + rounds * EVERY).isoformat()]
        with (
            subprocess.Popen(command, env=environment, **pipes) as rounds_of,
            subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as server,
        ):
            port, new = int(server.stdout.readline()), 0
            print(f"{'round':>6}{'articles':>10}{'collector':>9}{'files':>7}{'server':>9}{'files':>7}{'seconds':>9}")
            for number in range(1, rounds + 1):
                press.now = FIRST + number * EVERY  # feeds are polite: not each is asked in each round
                start = time.perf_counter()
                rounds_of.stdin.write(f"{press.now.isoformat()}\n")
                rounds_of.stdin.flush()
                new += json.loads(rounds_of.stdout.readline())["new"]
                rounds_of.stdout.readline()
                took = time.perf_counter() - start
                listening(port)
                if number in TOLD or number == rounds:
                    print(f"{number:>6}{new:>10,}{held(rounds_of.pid)}{held(server.pid)}{took:>9.1f}", flush=True)
            rounds_of.stdin.close()
            server.terminate()


if __name__ == "__main__":
    if sys.argv[1:2] == ["collector"]:
        collector(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
