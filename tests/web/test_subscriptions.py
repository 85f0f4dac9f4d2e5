"""Whom the archive follows, changed in the browser: what is written, what is refused, what is asked before."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlencode

import pytest
from web.knocking import FORM, token_in
from web.press import OUTLETS, Reader

from samarkand.app.archives import create_archive, open_archive
from samarkand.app.managing import Managing
from samarkand.demo.press import Press
from samarkand.pipeline.followed import followed_feeds
from samarkand.pipeline.indexing import catch_up_index
from samarkand.web.forms import LONGEST_WITH_FILE

OWN = {"origin": "http://127.0.0.1:8000", "content_type": FORM, "accept_language": "en"}
FOLLOWS = """
# who we read besides
[[follow]]
feed = "https://hill.example/rss?a=1&b=2"
title = "Hill <b>Herald</b>"
"""
OPML = b"""<opml version="2.0"><body><outline text="A"><outline type="rss" text="One" xmlUrl="https://one.example/rss"/>
<outline type="rss" text="Hill" xmlUrl="https://hill.example/rss?a=1&amp;b=2"/></outline></body></opml>"""


@dataclass
class Manager:
    """A reader in which things are changed, and its archive."""

    root: object
    reader: Reader

    def send(self, path: str, fields, **headers):
        page = self.reader.get("/subscriptions?hl=en").text
        token = {"token": token_in(page)}
        body = fields if isinstance(fields, bytes) else urlencode(token | fields).encode()
        return self.reader.get(path, "POST", body=body, **{**OWN, **headers})

    def upload(self, data: bytes, name: str = "list.opml"):
        token = token_in(self.reader.get("/subscriptions").text)
        fields = {"token": token, "deed": "import"}
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--edge\r\nContent-Disposition: form-data; name="list"; filename="{name}"\r\nContent-Type: text/xml\r\n\r\n'
        body = b"".join([*parts, head.encode(), data, b"\r\n--edge--\r\n"])
        return self.send("/subscriptions", body, content_type="multipart/form-data; boundary=edge")

    def follows(self):
        return tomllib.loads((self.root / "outlets.toml").read_text("utf-8")).get("follow", [])

    def page(self, path: str = "/subscriptions?hl=en") -> str:
        return unescape(self.reader.get(path).text)


@pytest.fixture
def manager(tmp_path):
    create_archive(tmp_path)
    (tmp_path / "outlets.toml").write_text(OUTLETS + FOLLOWS, encoding="utf-8")
    settings = tmp_path / "samarkand.toml"
    settings.write_text(settings.read_text().replace("# allow_private = []", 'allow_private = ["127.0.0.0/8"]'))
    with open_archive(tmp_path) as parts:
        list(catch_up_index(parts))
        yield Manager(tmp_path, Reader(parts, managing=Managing(tmp_path, lambda: datetime(2026, 3, 3, tzinfo=UTC))))


def test_the_page_lists_who_is_followed_and_escapes_what_they_call_themselves(manager):
    text = manager.reader.get("/subscriptions?hl=en").text
    assert "Hill &lt;b&gt;Herald" in text
    assert "https://hill.example/rss?a=1&b=2" in unescape(text)
    assert text.count('value="pause"') == 2


def test_an_outlet_is_followed_by_its_name_and_shown_at_once(manager):
    answer = manager.send("/subscriptions", {"deed": "follow", "name": "rfi"})
    assert (answer.status, answer.headers["location"]) == (303, "/subscriptions?new=1&known=0")
    assert manager.follows()[-1] == {"outlet": "rfi"}
    assert "/outlets/rfi?hl=en" in manager.page("/outlets?hl=en")
    again = manager.send("/subscriptions", {"deed": "follow", "name": "rfi"})
    assert "was followed already" in manager.page(again.headers["location"] + "&hl=en")


def test_an_address_is_asked_for_its_feed(manager):
    with Press(now=datetime.now(UTC)) as press:
        outlet = press.outlets[0]
        answer = manager.send("/subscriptions", {"deed": "follow", "name": outlet.feed})
    assert answer.status == 303, unescape(answer.text)
    assert manager.follows()[-1]["feed"] == outlet.feed
    assert "# who we read besides" in (manager.root / "outlets.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Give an address"),
        ("   ", "Give an address"),
        ("no such outlet", "neither a web address nor an outlet"),
        ("javascript:alert(1)", "neither a web address nor an outlet"),
        ("file:///etc/passwd", "neither a web address nor an outlet"),
        ("x" * 3000, "neither a web address nor an outlet"),
        ("http://169.254.169.254/latest", "No feed was found there"),
        ('"><script>', "neither a web address nor an outlet"),
    ],
)
def test_what_cannot_be_followed_is_told_beside_the_field_and_stays_typed(manager, name, told):
    answer = manager.send("/subscriptions", {"deed": "follow", "name": name})
    text = answer.text
    assert answer.status == 400
    assert told in text
    assert '<a href="#name">' in text
    assert re.search(r'<input id="name"[^>]* aria-describedby="name-hint name-fault" aria-invalid="true"', text)
    assert f'value="{name.strip()}" list=' in unescape(text)
    assert "<script>" not in text
    assert len(manager.follows()) == 2


def test_one_is_paused_and_goes_on(manager):
    answer = manager.send("/subscriptions", {"deed": "pause", "which": "yunhe"})
    assert answer.headers["location"] == "/subscriptions?done=paused"
    assert manager.follows()[0] == {"outlet": "yunhe", "paused": True}
    page = manager.page()
    assert 'value="resume"' in page
    assert "paused" in manager.page("/status?hl=en")
    with open_archive(manager.root) as parts:
        assert list(followed_feeds(parts)) == ["https://hill.example/rss?a=1&b=2"]
    manager.send("/subscriptions", {"deed": "resume", "which": "yunhe"})
    assert manager.follows()[0] == {"outlet": "yunhe"}


def test_before_one_is_removed_the_page_asks(manager):
    feed = "https://hill.example/rss?a=1&b=2"
    link = re.search(r'href="(/subscriptions/removal[^"]*hill[^"]*)"', manager.page())[1]
    page = manager.page(link)
    assert "Follow no longer?" in page
    assert "Every article that was kept stays" in page
    assert len(manager.follows()) == 2
    assert manager.send("/subscriptions/removal", {"which": feed}).headers["location"] == "/subscriptions?done=removed"
    assert manager.follows() == [{"outlet": "yunhe"}]
    assert manager.send("/subscriptions/removal", {"which": feed}).status == 404
    manager.send("/subscriptions/removal", {"which": "yunhe"})
    assert manager.follows() == []
    assert manager.send("/subscriptions", {"deed": "follow", "name": "yunhe"}).status == 303


def test_a_list_of_another_reader_is_taken_in_and_ours_is_given_out(manager):
    answer = manager.upload(OPML)
    assert answer.headers["location"] == "/subscriptions?new=1&known=1"
    assert manager.follows()[-1] == {"feed": "https://one.example/rss", "title": "One"}
    told = manager.reader.get("/subscriptions.opml")
    assert told.headers["content-type"] == "text/x-opml; charset=utf-8"
    assert {"https://one.example/rss", "https://yunhe.example/rss"} <= set(re.findall(r'xmlUrl="([^"]*)"', told.text))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Choose a file"),
        (b"hello", "is no OPML list"),
        (b"<opml>" * 100_000, "is no OPML list"),
        (b"x" * LONGEST_WITH_FILE, "or is too long"),
    ],
    ids=["empty", "text", "deep", "too long"],
)
def test_what_is_no_list_is_told(manager, data, told):
    answer = manager.upload(data)
    assert answer.status == 400
    assert told in answer.text
    assert len(manager.follows()) == 2


def test_a_long_list_is_taken_at_one_stroke(manager):
    lines = "".join(f'<outline type="rss" text="{each}" xmlUrl="https://n{each}.example/rss"/>' for each in range(1500))
    assert manager.upload(f"<opml><body>{lines}</body></opml>".encode()).status == 303
    assert len(manager.follows()) == 1502


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:8001"])
@pytest.mark.parametrize("path", ["/subscriptions", "/subscriptions/removal", "/watches"])
def test_another_site_changes_nothing(manager, path, origin):
    fields = {"deed": "pause", "which": "yunhe", "q": "x"}
    answer = manager.send(path, fields, origin=origin)
    assert answer.status == 403
    assert "did not come from a page of this reader" in answer.text
    assert manager.send(path, fields | {"token": "guess"}).status == 403
    assert manager.send(path, fields, host="evil.example", origin="http://evil.example").status == 403
    assert manager.follows()[0] == {"outlet": "yunhe"}


def test_what_nobody_asks_for_is_refused(manager):
    assert manager.send("/subscriptions", {"deed": "burn"}).status == 400
    assert manager.send("/subscriptions", {"deed": "pause", "which": ""}).status == 404
    assert manager.reader.get("/subscriptions/removal?which=nobody").status == 303
    assert manager.reader.get("/subscriptions?new=9999999&known=<b>").status == 200


def test_a_reader_for_reading_only_has_none_of_it(reader):
    for path in (
        "/subscriptions",
        "/subscriptions.opml",
        "/subscriptions/removal?which=yunhe",
        "/watches/ferry/removal",
    ):
        assert reader.get(path).status == 404
    for path in ("/", "/watches", "/outlets"):
        assert "/subscriptions" not in reader.get(path).text
    assert reader.get("/watches", "POST", body=b"q=x", **OWN).status == 404


def test_a_search_is_kept_named_and_removed(manager):
    page = manager.page("/watches?q=%E6%B8%A1%E8%BD%AE&hl=en")
    assert 'value="渡轮"' in page
    answer = manager.send("/watches", {"q": "渡轮", "title": " The  ferry "})
    assert answer.headers["location"] == "/watches?done=kept"
    kept = tomllib.loads((manager.root / "watches.toml").read_text("utf-8"))["watch"]
    assert [(each["query"], each["title"]) for each in kept] == [("渡轮", "The ferry")]
    assert "webhook" not in kept[0]
    assert manager.send("/watches", {"q": "渡轮"}).headers["location"] == "/watches?done=kept_before"
    removal = re.search(r'href="(/watches/[^"]*/removal[^"]*)"', manager.page("/watches?hl=en"))[1]
    assert "Keep this search no longer?" in manager.page(removal)
    assert manager.send(removal, {}).status == 303
    assert "watch" not in tomllib.loads((manager.root / "watches.toml").read_text("utf-8"))
    assert manager.send(removal, {}).status == 404


@pytest.mark.parametrize(
    ("fields", "told", "field"),
    [
        ({"q": ""}, "nothing to look for", "query"),
        ({"q": "(渡轮"}, "This parenthesis is not closed", "query"),
        ({"q": "a" * 5000}, "too long", "query"),
        ({"q": "渡轮", "title": "x" * 300}, "too long", "title"),
    ],
)
def test_a_search_that_cannot_be_kept_is_told_and_stays_typed(manager, fields, told, field):
    answer = manager.send("/watches", fields)
    assert answer.status == 400
    assert told in answer.text
    assert f'<a href="#{field}">' in answer.text
    assert f'value="{fields["q"]}"' in unescape(answer.text)
    assert not (manager.root / "watches.toml").exists()


def test_an_outlet_that_is_followed_and_has_brought_nothing_has_its_page(manager):
    link = re.search(r'href="(/outlets/hill[^"?]*)', manager.page())[1]
    assert manager.reader.get(link).status == 200
    assert manager.reader.get("/outlets").status == 200
