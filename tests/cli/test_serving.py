"""What `serve` gives the reader: stories that are placed, and corrections that are carried out and locked by nothing."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from html import unescape
from urllib.parse import urlencode

import pytest
from web.press import NOW, OUTLETS, SEEN, Reader, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.cli.relating import bring_together
from samarkand.cli.serving import correcting

ONE, OTHER = "https://yunhe.example/one", "https://yunhe.example/other"


@pytest.fixture
def root(tmp_path):
    create_archive(tmp_path)
    (tmp_path / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(tmp_path) as parts:
        keep(parts, record(ONE, "渡轮停航", "<p>渡轮今日停航，原因未明。</p>", SEEN), SEEN)
        keep(parts, record(OTHER, "豆腐涨价", "<p>早市豆腐每块贵了五角钱。</p>", SEEN), SEEN)
    return tmp_path


def send(reader, identity, **fields):
    page = unescape(reader.get(f"/stories/{identity}").text)
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    body = urlencode({**fields, "token": token}).encode()
    headers = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "same-origin"}
    return reader.get(f"/stories/{identity}/corrections", "POST", body=body, **headers)


def test_a_correction_shows_at_once_survives_a_rebuild_and_keeps_nothing_locked(root):
    with open_archive(root) as parts:
        bring_together(parts)
        reader = Reader(parts, NOW, correcting(root))
        assert id_of(OTHER) not in reader.get(f"/stories/s{id_of(ONE)}").text
        assert send(reader, f"s{id_of(ONE)}", deed="merge", other=f"s{id_of(OTHER)}").status == 303
        page = reader.get(f"/stories/s{id_of(ONE)}?hl=en").text
        assert "豆腐涨价" in page
        assert "corrected by hand" in page
        with open_archive(root) as others:
            keep(others, record(ONE, "渡轮复航", "<p>渡轮今日复航。</p>", SEEN), NOW)
    (root / "derived" / "stories.sqlite").unlink()
    with open_archive(root) as parts:
        bring_together(parts)
        assert id_of(OTHER) in Reader(parts).get(f"/stories/s{id_of(ONE)}").text


def test_a_correction_while_another_process_writes_is_refused_and_changes_nothing(root):
    with open_archive(root) as parts, open_archive(root) as writer:
        bring_together(parts)
        writer.archive.lock()
        answer = send(Reader(parts, NOW, correcting(root)), f"s{id_of(ONE)}", deed="merge", other=f"s{id_of(OTHER)}")
        assert answer.status == 503
        assert parts.stories.corrections() == []


def test_texts_are_marked_and_stories_placed_before_the_reader_opens(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "samarkand", "serve", "--json", "--port", str(port), "--archive", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert json.loads(process.stdout.readline()) == {"reader": f"http://127.0.0.1:{port}/"}
        finally:
            process.terminate()
    with open_archive(root) as parts:
        assert parts.annotations.place() == parts.stories.place() == parts.catalog.place()
