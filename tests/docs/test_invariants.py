"""What docs/records.md promises, tried on whole archives: the fields of the ledger, and the invariants that it names."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from twins.calendar import Calendar
from twins.fetcher import Page
from twins.markbox import MemoryMarkBox
from twins.network import MemoryNetwork, article, parts_in_memory

from samarkand.model.marks import Marking
from samarkand.model.outlets import Outlet
from samarkand.pipeline.marking import keep_marks
from samarkand.pipeline.updating import keep

FRAME = {"n", "prev", "at", "kind", "files", "merged"}
RECORD = """<!--1662552902000-->
[{title}]({url})
------

<p>渡口今日恢复通航。</p>
"""


def json_lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def ledger(archive: Path) -> list[dict]:
    return [
        line for file in sorted((archive / "ledger").glob("*.jsonl")) for line in json_lines(file.read_text("utf-8"))
    ]


def led_away() -> list[dict]:
    """The ledger of an archive whose one article is led to the front page: a field that the demo has no use for."""
    net, address = MemoryNetwork(), "https://port.example/city/a.html"
    parts = parts_in_memory((Outlet("port", "港口日报", places=("port.example",)),))
    net.page(address, article())
    list(keep(parts, net.network, [address], net.now))
    net.web[address] = Page(status=302, headers=(("Location", "/"),))
    net.page("https://port.example/", article("今日要闻"))
    net.later(days=2)
    list(keep(parts, net.network, [address], net.now))
    told = told_of(parts)
    parts.catalog.close()
    return told


def told_of(parts) -> list[dict]:
    return [{"kind": line.kind, **line.data} for line in parts.archive.lines()]


def marked() -> list[dict]:
    """The ledger of an archive in which somebody set a label, by every field that a mark has."""
    parts = parts_in_memory(())
    now = datetime(2026, 3, 2, tzinfo=UTC)
    keep_marks(parts.archive, parts.catalog, MemoryMarkBox(), [Marking("label", True, now, ("a",), ("b",), "c", "d")])
    told = told_of(parts)
    parts.catalog.close()
    return told


def test_every_field_of_the_ledger_is_told_and_none_that_is_not_there(root, samarkand, demo_archive, tmp_path):
    files = tmp_path / "files"
    shutil.copytree(demo_archive / "records", files / "records")
    shutil.copytree(demo_archive / "pages", files / "pages")
    assert samarkand("import", files, "--archive", tmp_path / "imported").returncode in {0, 1}
    found = defaultdict(set)
    corrected = shutil.copytree(demo_archive, tmp_path / "corrected")
    one, two, three = (
        story["id"] for story in json_lines(samarkand("stories", "--json", "--limit", 3, "--archive", corrected).stdout)
    )
    for wish in ((one, "--merge", two), (three, "--move", one[1:])):
        assert samarkand("story", *wish, "--archive", corrected).returncode == 0
    sealed(samarkand, corrected, tmp_path / "key")
    one_of_them = next((files / "records").rglob("*.md"))
    assert samarkand("import", one_of_them, "--archive", tmp_path / "other").returncode == 0
    assert samarkand("merge", tmp_path / "other", "--archive", tmp_path / "imported").returncode == 0
    for line in ledger(corrected) + ledger(tmp_path / "imported") + led_away() + marked():
        found[line["kind"]] |= line.keys() - FRAME
    found["witness"] -= found["version"] - {"article", "number", "record"}
    text = (root / "docs" / "records.md").read_text("utf-8")
    told = defaultdict(set)
    for kind, names in re.findall(r"^\| (\w+) \| (`[^|]*`) \|", text, re.MULTILINE):
        told[kind] |= set(re.findall(r"`(\w+)`", names))
    assert told == found
    assert set(re.findall(r"^\| `(n|prev|at|kind|files|merged)` \|", text, re.MULTILINE)) == FRAME


def sealed(samarkand, archive: Path, key: Path) -> None:
    """Seal an archive with a key, and stamp the seal."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    with Calendar() as calendar:
        with (archive / "samarkand.toml").open("a") as settings:
            settings.write(f'\n[seal]\ncalendars = ["{calendar.url}"]\n')
        assert samarkand("seal", "--key", key, "--timestamp", "--archive", archive).returncode == 0


def test_the_same_article_has_the_same_id_in_every_archive(samarkand, tmp_path):
    spellings = ["http://ford.example/a?utm_source=rss", "https://ford.example/a#top", "https://FORD.example:443/a"]
    found = set()
    for number, url in enumerate(spellings):
        file = tmp_path / f"{number}.md"
        file.write_text(RECORD.format(title=f"渡口 {number}", url=url), "utf-8")
        archive = tmp_path / f"archive-{number}"
        samarkand("import", file, "--archive", archive)
        found |= {line["id"] for line in json_lines(samarkand("list", "--json", "--archive", archive).stdout)}
    assert len(found) == 1


def test_every_change_is_made_of_the_two_texts_that_it_names(samarkand, demo_archive):
    changed = json_lines(samarkand("changes", "--json", "--limit", 4, "--archive", demo_archive).stdout)
    assert changed
    for each in changed:
        texts = []
        for number in (each["version"] - 1, each["version"]):
            done = samarkand("text", each["id"], "--version", number, "--json", "--archive", demo_archive)
            texts.append(json.loads(done.stdout))
        for change in each["changes"]:
            for side, kinds in ((texts[0], {"same", "removed"}), (texts[1], {"same", "added"})):
                piece = "".join(piece["text"] for piece in change["pieces"] if piece["kind"] in kinds)
                assert piece in side[change["where"]]


def test_silent_and_dead_outlets_are_told_of_and_make_the_exit_code_one(samarkand, demo_archive):
    done = samarkand("status", "--json", "--archive", demo_archive)
    states = {line["outlet"]: line["state"] for line in json_lines(done.stdout) if "outlet" in line}
    assert states["lanting"] == "failing"
    assert states["shanwen"] == "silent"
    assert done.returncode == 1


def test_what_holds_an_invariant_exists(root):
    text = (root / "docs" / "records.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text)
    assert len(named) >= 8
    for path, name in named:
        assert f"def {name}(" in (root / path).read_text("utf-8"), f"{path} has no {name}"
