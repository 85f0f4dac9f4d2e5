"""The guide to exports is run: py-wacz finds the file valid, and pywb replays what is in it, and nothing that it is not."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

import archivists
import pytest

from samarkand.adapters.captures import read_captures
from samarkand.model.captures import Captured

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "export.md"


@dataclass(frozen=True)
class Replay:
    """What the guide left behind: the export, and a player that shows it."""

    wacz: Path
    place: str
    printed: str

    def get(self, url: str, at: str = "20991231000000", mode: str = "id_") -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"{self.place}/news/{at}{mode}/{url}", timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def pages(self) -> list[dict]:
        with zipfile.ZipFile(self.wacz) as packed:
            return [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()[1:]]

    def captures(self) -> list[Captured]:
        return [each for each in read_captures(self.wacz) if isinstance(each, Captured)]


def commands() -> list[str]:
    (block,) = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ ") for line in block.splitlines()]


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    """The commands of the guide, one after the other; the last one goes on until the tests are done."""
    archivists.program("wayback")
    work = tmp_path_factory.mktemp("guide")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    path = os.pathsep.join([str(Path(sys.executable).parent), str(archivists.FOLDER / "bin"), os.environ["PATH"]])
    environment = {"PATH": path, "HOME": str(work), "LANG": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        (work / "bin").mkdir()
        (work / "bin" / "samarkand").write_text(
            f'#!/bin/sh\nPYTHONPATH={os.environ["PYTHONPATH"]} exec {sys.executable} -m samarkand "$@"\n', "utf-8"
        )
        (work / "bin" / "samarkand").chmod(0o755)
        environment["PATH"] = f"{work / 'bin'}{os.pathsep}{path}"
    *first, last = [command.replace("8090", str(port)) for command in commands()]
    done = subprocess.run(
        ["bash", "-e"], input="\n".join(first), cwd=work, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    player = subprocess.Popen(last.removesuffix(" &").split(), cwd=work, env=environment, stderr=subprocess.DEVNULL)
    place = f"http://127.0.0.1:{port}"
    try:
        _wait(place, player)
        yield Replay(work / "news.wacz", place, done.stdout)
    finally:
        player.send_signal(signal.SIGTERM)
        player.wait(20)


def _wait(place: str, player: subprocess.Popen) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and player.poll() is None:
        try:
            urllib.request.urlopen(place, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the player did not start")


def test_the_file_is_valid(replay):
    assert "Validation succeeded, the passed WACZ is valid" in replay.printed


def test_every_capture_is_replayed_as_it_was_kept(replay):
    captures = [each for each in replay.captures() if not each.is_bare and each.status == 200]
    assert len(captures) > 20
    for each in captures[:8]:
        assert replay.get(each.url, f"{each.at:%Y%m%d%H%M%S}") == (200, each.body)


def test_the_list_of_pages_leads_to_pages_that_are_there(replay):
    pages = replay.pages()
    assert len(pages) > 50
    for each in (*pages[:4], *[page for page in pages if page["url"].startswith("urn:")][:4]):
        stamp = re.sub(r"\D", "", each["ts"])[:14]
        assert replay.get(each["url"], stamp)[0] == 200
        assert each["title"]
        assert each["text"]


def test_what_stands_in_for_a_page_says_so_and_stands_at_no_address_of_an_outlet(replay):
    pages = [page for page in replay.pages() if page["url"].startswith("urn:")]
    assert pages
    status, body = replay.get(pages[0]["url"], mode="mp_")
    assert status == 200
    shown = body.decode()
    assert "This is not a page of the outlet." in shown
    address = re.search(r'<a [^>]*href="[^"]*?(http://127[^"]*)"', shown)
    assert address, "it links to the article's own address"
    assert replay.get(address[1])[0] == 404


def test_kept_pictures_are_replayed_at_their_addresses(replay):
    pictures = [each for each in replay.captures() if each.is_bare and each.header("content-type").startswith("image/")]
    assert pictures
    for each in pictures[:3]:
        assert replay.get(each.url) == (200, each.body)
