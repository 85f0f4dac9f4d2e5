"""A disk that is full, an archive that somebody else is writing to: told, and nothing is damaged."""

from __future__ import annotations

import resource
import subprocess
import sys

from twins.network import body

from samarkand.adapters.archive import FolderArchive


def test_a_full_disk_is_told_and_nothing_is_damaged(press, archive):
    press.feed(*({"title": f"第{n}篇", "link": f"/{n}", "body": f"<p>{n}</p>{body()}"} for n in range(300)))
    limited = subprocess.run(
        [sys.executable, "-m", "samarkand", "collect", "--archive", str(archive.root)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert limited.returncode == 1, limited.stderr
    assert "Traceback" not in limited.stderr
    archive.is_whole()
    archive.collect()
    assert len(archive.articles()) == 300


def test_a_second_writer_is_told_to_wait(press, archive):
    press.feed({"title": "甲", "link": "/a", "body": body()})
    other = FolderArchive(archive.root)
    other.lock()
    done = archive.run("collect")
    assert done.returncode == 1
    assert "another process is writing" in done.stderr
    other.unlock()
    archive.collect()
