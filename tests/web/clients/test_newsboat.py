"""Newsboat, a feed reader of Debian's, reads the archive by the Google Reader API: from login to marking."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import termios
import time
from contextlib import closing

import pytest
from web.clients.speaking import RIGHT, STATE

CONFIG = """urls-source "feedhq"
feedhq-url "{address}"
feedhq-login "samarkand"
feedhq-password "{password}"
feedhq-show-special-feeds no
feedhq-min-items 100
feedhq-flag-star "s"
download-retries 1
confirm-exit no
"""


@pytest.fixture(scope="module")
def newsboat(library, tmp_path_factory):
    """What runs newsboat with a configuration of its own, and answers with what its cache holds."""
    if not shutil.which("newsboat"):
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse("no newsboat: install Debian's package newsboat")
    folder = tmp_path_factory.mktemp("newsboat")
    (folder / "config").write_text(CONFIG.format(address=library.address, password=RIGHT), encoding="utf-8")
    (folder / "urls").write_text("", encoding="utf-8")
    return folder


def command(folder, *arguments: str) -> list[str]:
    return [
        "newsboat",
        "-C",
        str(folder / "config"),
        "-u",
        str(folder / "urls"),
        "-c",
        str(folder / "cache"),
        *arguments,
    ]


def environment(folder) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(folder),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LINES": "40",
        "COLUMNS": "100",
    }


def cached(folder, question: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "cache")) as connection:
        return connection.execute(question).fetchall()


def reload(folder) -> None:
    done = subprocess.run(
        command(folder, "-x", "reload"), env=environment(folder), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, (done.stdout, done.stderr)


class Terminal:
    """Newsboat before a person."""

    def __init__(self, folder) -> None:
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.execvpe("newsboat", command(folder), environment(folder))
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        self.shown = ""

    def press(self, keys: str) -> None:
        self.shown = ""
        os.write(self.file, keys.encode())

    def wait(self, holds, most: float = 60) -> None:
        """Read on until something holds of what is shown, or of the archive."""
        until = time.monotonic() + most
        while not holds(self.shown):
            assert time.monotonic() < until, f"it did not come to pass; shown was {self.shown[-2000:]!r}"
            if select.select([self.file], [], [], 0.2)[0]:
                self.shown += os.read(self.file, 65_536).decode("utf-8", "replace")

    def leave(self) -> None:
        os.kill(self.child, signal.SIGTERM)
        os.close(self.file)
        os.waitpid(self.child, 0)


def test_newsboat_reads_the_archive_and_marks_in_it(library, newsboat, client):
    reload(newsboat)
    feeds = dict(cached(newsboat, "SELECT rssurl, title FROM rss_feed"))
    assert len(feeds) == 3
    assert all(url.startswith(f"{library.address}/reader/atom/feed") for url in feeds)
    rows = cached(newsboat, "SELECT guid, title, content, unread FROM rss_item")
    assert len(rows) == 75
    assert {unread for *_, unread in rows} == {1}
    assert next(content for _, title, content, _ in rows if title == "The old lamp burns again").startswith(
        "<p>The lamp was lit"
    )

    terminal = Terminal(newsboat)
    try:
        terminal.wait(lambda shown: "The Harbour Post" in shown)
        terminal.press("\r")
        terminal.wait(lambda shown: "Articles in feed" in shown)
        terminal.press("\r")
        terminal.wait(lambda shown: "Title:" in shown)
        terminal.press("q")  # it marks what was looked at when it is left
        terminal.wait(lambda _: len(client.ids(f"{STATE}read")) == 1)
        terminal.press("\x05s\r")  # ^E: the flags of an article
        terminal.wait(lambda _: len(client.ids(f"{STATE}starred")) == 1)
        terminal.press("q")
        terminal.wait(lambda shown: "Your feeds" in shown)
        terminal.press("A")  # all of an outlet read, and on to the next one
        terminal.wait(lambda shown: "Marking feed read" in shown)
        terminal.press("A")
        terminal.wait(lambda _: not client.ids("feed/harbour", xt=f"{STATE}read"))
    finally:
        terminal.leave()
    assert client.ids(f"{STATE}starred")[0] in client.ids(f"{STATE}read")
    told = [line.data for line in library.parts.archive.lines() if line.kind == "mark"]
    assert {(each["mark"], each["is"]) for each in told} == {("read", True), ("starred", True)}


def test_what_was_marked_elsewhere_shows_in_newsboat(newsboat, client):
    number = client.ids("feed/yunhe", n=1)[0]
    title = client.titles("feed/yunhe", n=1)[0]
    assert client.send("edit-tag", i=number, a=f"{STATE}read") == (200, "OK")
    reload(newsboat)
    unread = dict(cached(newsboat, "SELECT title, unread FROM rss_item"))
    assert (unread[title], unread["快讯7"]) == (0, 1)
