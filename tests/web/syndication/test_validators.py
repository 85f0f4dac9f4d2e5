"""Every kind of feed before validators that know nothing of ours: jing (RELAX NG) for Atom and RSS, jsonschema for JSON Feed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from jsonschema import Draft202012Validator
from web.press import BRIDGE, id_of

HERE = Path(__file__).parent
JSON_FEED = Draft202012Validator(json.loads((HERE / "json-feed.schema.json").read_text("utf-8")))


def lists(reader, comparer):
    """Each list of the two readers, as the path of its feed without the ending."""
    article = id_of(BRIDGE)
    for path in ("/feed", "/outlets/yunhe/feed", "/outlets/gangwan/feed", f"/articles/{article}/feed", "/changes"):
        yield reader, path, ""
    yield reader, "/changes", "kind=number"
    yield reader, "/search", f"q={quote('运河')}"
    for path in ("/watches/ferry/feed", "/stories", "/people", "/calendar", "/calendar/2026-03-02/feed"):
        yield reader, path, ""
    story = json.loads(comparer.get("/stories.json").body)["items"][0]["url"].rpartition("/")[2]
    person = urlsplit(json.loads(comparer.get("/people.json").body)["items"][0]["url"]).path
    for path in ("/stories", f"/stories/{story}/feed", "/people", f"{person}/feed", "/calendar"):
        yield comparer, path, ""


def pages(reader, path: str, query: str, form: str):
    """A feed in full and in short, and the page behind it."""
    for more in ("", "content=summary", "page=2" if path in {"/search", "/changes"} else ""):
        asked = "&".join(filter(None, (query, more)))
        answer = reader.get(f"{path}.{form}" + (f"?{asked}" if asked else ""))
        if answer.status == 200:
            yield answer.body
        else:
            assert (more, answer.status) == ("page=2", 404)


def documents(reader, comparer, form: str) -> list[bytes]:
    found = [body for one, path, query in lists(reader, comparer) for body in pages(one, path, query, form)]
    assert len(found) > 30
    return found


def judged(schema: str, folder: Path) -> list[str]:
    """What jing says of the files in a folder."""
    if shutil.which("jing") is None:
        assert os.environ.get("CI") != "true", "feeds are judged by jing: `.ci/run` installs it"
        pytest.skip("jing (Debian's package of that name) is not installed")
    command = ["jing", "-c", str(HERE / schema), *map(str, sorted(folder.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()
    assert (done.returncode == 0) == (not told), done.stderr
    return told


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_jing_finds_no_fault_with_any_feed(reader, comparer, tmp_path, form):
    for number, body in enumerate(documents(reader, comparer, form)):
        (tmp_path / f"{number:03}.xml").write_bytes(body)
    assert judged(f"{form}.rnc", tmp_path) == []


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("atom", b"<updated>", b"<updated>yesterday "),
        ("atom", b"<title>", b"<titel>x</titel><title>"),
        ("atom", b"<id>urn:", b"<id>no address:"),
        ("rss", b"<pubDate>", b"<pubDate>2026-03-02 "),
        ("rss", b"<guid ", b"<guid isPermalink='x' "),
    ],
)
def test_jing_would_have_found_one(reader, tmp_path, form, old, new):
    body = reader.get(f"/feed.{form}").body
    assert old in body
    (tmp_path / "wrong.xml").write_bytes(body.replace(old, new, 1))
    assert judged(f"{form}.rnc", tmp_path)


def test_a_validator_of_json_schema_finds_no_fault_with_any_json_feed(reader, comparer):
    for body in documents(reader, comparer, "json"):
        assert [error.message for error in JSON_FEED.iter_errors(json.loads(body))] == []
    wrong = json.loads(body)
    wrong["items"].append({"id": 1, "content_html": ""})
    assert list(JSON_FEED.iter_errors(wrong))
