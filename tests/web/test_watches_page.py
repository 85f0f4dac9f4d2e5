"""The page of saved searches: what each finds now, who is told, and nothing that only the archive's owner should see."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from web.browsing import served
from web.knocking import FORM, token_in
from web.press import OUTLETS, PICTURED, SEEN, Reader, fill, id_of
from web.test_managing_in_browser import looked_at

from samarkand.app.archives import create_archive, open_archive
from samarkand.app.managing import Managing
from samarkand.model.events import Place
from samarkand.model.watches import Behind, DeadLetter, Heard, Told
from samarkand.pipeline.indexing import catch_up_index

OWN = {"origin": "http://127.0.0.1:8000", "content_type": FORM, "accept_language": "en"}
WATCHES = """
[[watch]]
id = "ferry"
query = "渡轮"

[[watch]]
id = "level"
query = "水位 -茶叶"
title = "运河 <水位>"
webhook = "https://hooks.example/T0K3N"
secret_env = "LEVEL_SECRET"
command = "notify --password hush"
mail = "keeper@mail.example"

[[watch]]
id = "none"
query = "无人说过的话"

[[watch]]
id = "headline"
query = "运河水位平稳晨星渡轮首班载客恢复航行市长未予置评"

[[watch]]
id = "wrong"
query = "(渡轮"
"""


@pytest.fixture(scope="module")
def watching(tmp_path_factory):
    root = tmp_path_factory.mktemp("watching")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    (root / "watches.toml").write_text(WATCHES, encoding="utf-8")
    with open_archive(root) as parts:
        fill(parts)
        list(catch_up_index(parts))
        yield Reader(parts)


@pytest.fixture
def rows(watching):
    """The searches of the page in English, as text with its markup, in their order."""
    answer = watching.get("/watches?hl=en")
    assert answer.status == 200
    return re.findall(r'<li id="watch-[^>]*>\n<h2>.*?</li>', answer.text, re.DOTALL)


def links(text):
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', text)]


def test_the_searches_stand_in_the_order_of_their_file(rows):
    names = [unescape(re.search(r"<h2><a [^>]*>(.*?)</a>", row)[1]) for row in rows]
    assert names == ["渡轮", "运河 <水位>", "无人说过的话", "运河水位平稳晨星渡轮首班载客恢复航行市长未予置评", "(渡轮"]


def test_a_search_leads_to_what_it_finds_and_to_its_feed(watching, rows):
    page, feed = [link for link in links(rows[0]) if link.startswith(("/search", "/watches"))]
    assert "1 found" in rows[0]
    assert "1 found" in watching.get(page).text
    assert feed == "/watches/ferry/feed.atom?hl=en"
    assert watching.get(feed).status == 200


def test_the_newest_that_matches_is_shown_with_its_time_and_language(rows):
    assert f"/articles/{id_of(PICTURED)}?hl=en" in links(rows[0])
    assert ' lang="zh-Hant">渡輪「晨星」復航</a>' in rows[0]
    assert '<time datetime="2026-03-02T04:00:00Z"' in rows[0]
    assert "快讯0" in rows[1]


def test_who_is_told_is_shown_without_address_command_or_secret(watching, rows):
    assert "tells" not in rows[0]
    assert "tells an address" in rows[1]
    assert "tells by mail" in rows[1]
    assert "hands over to a program" in rows[1]
    for secret in ("T0K3N", "hooks.example", "hush", "LEVEL_SECRET", "mail.example"):
        assert secret not in watching.get("/watches").text


@pytest.mark.parametrize("number", [2, 3], ids=["of words", "of a headline that has no equal"])
def test_a_search_that_finds_nothing_says_so(rows, number):
    assert "0 found" in rows[number]
    assert "Newest" not in rows[number]


def test_a_search_that_cannot_be_understood_says_why_and_hides_no_other(watching, rows):
    assert "This parenthesis is not closed." in rows[4]
    assert "这个括号没有收尾。" in watching.get("/watches?hl=zh-Hans").text


def test_where_nothing_is_kept_the_page_says_how_to(empty_reader):
    answer = empty_reader.get("/watches?hl=en")
    assert "Nothing is watched for yet." in answer.text
    assert "samarkand watch" in answer.text


@pytest.mark.parametrize("path", ["/search", "/search?q=%E6%B8%A1%E8%BD%AE"])
def test_the_pages_of_the_search_lead_there(watching, path):
    assert "/watches" in links(watching.get(path).text)


@pytest.mark.parametrize("path", ["/watches", "/watches/ferry/feed.atom"])
@pytest.mark.parametrize(("name", "text"), [("watches.toml", "[[watch]\n"), ("names.toml", "[[name")])
def test_a_file_of_settings_that_cannot_be_read_is_told_by_its_name(tmp_path, path, name, text):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        (tmp_path / "watches.toml").write_text('[[watch]]\nid = "ferry"\nquery = "渡轮"\n', encoding="utf-8")
        list(catch_up_index(parts))
        (tmp_path / name).write_text(text, encoding="utf-8")
        reader = Reader(parts)
        answer = reader.get(f"{path}?hl=en")
        assert answer.status == 500
        assert "A file of settings cannot be understood" in answer.text
        assert name in answer.text
        assert reader.get("/").status == 200


EVENTS = """
[[watch]]
id = "three"
story_size = 3
query = "渡轮"

[[watch]]
id = "heads"
title = "改题"
changes = ["headline", "weakened"]
command = "notify --password hush"

[[watch]]
id = "quiet"
silence = "yunhe"
mail = "keeper@mail.example"

[[watch]]
id = "wrong"
query = "(渡轮"
changes = ["headline"]
"""
HIT = {
    "id": "a" * 16,
    "version": 2,
    "title": "旧桥 <今夏> 拆除",
    "outlet_name": "运河晚报",
    "url": "https://yunhe.example/2026/bridge",
    "language": "zh-Hans",
    "published_at": None,
    "seen_at": "2026-03-02T04:00:00.000Z",
    "snippet": "headline: [-旧桥-] {+新桥+}",
    "kinds": ["headline"],
    "edits": [{"kind": "headline", "old": "旧桥", "new": "新桥"}],
}
STORY = {key: value for key, value in HIT.items() if key not in {"kinds", "edits"}} | {
    "story": f"s{'b' * 16}",
    "outlets": ["yunhe"],
    "snippet": "",
}
SILENT = {**HIT, "id": "yunhe", "title": "运河晚报", "state": "silent", "snippet": "silent"}
DEAD = DeadLetter(
    "heads.command.3", "heads", "command", {"total": 7, "hits": [HIT]}, 8, "the command ended with 1", SEEN
)


@pytest.fixture(scope="module")
def happening(tmp_path_factory):
    """The reader of who may change things, and the watches."""
    root = tmp_path_factory.mktemp("happening")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    (root / "watches.toml").write_text(EVENTS, encoding="utf-8")
    with open_archive(root) as parts:
        fill(parts)
        list(catch_up_index(parts))
        for identity, hit in (("three", STORY), ("heads", HIT), ("quiet", SILENT)):
            parts.watches.keep_heard(identity, Heard(parts.archive.end(), SEEN, (), 3, (hit,)))
        failing = Behind(Place(2), 3, SEEN + timedelta(hours=6), "the server refused")
        parts.watches.remember("quiet", Told(Place(3), {"mail": failing}))
        yield Reader(parts, managing=Managing(root, lambda: SEEN)), Reader(parts), parts.watches


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Stories that 3 outlets report independently", "Changes: headline", "运河晚报 falls silent"]),
        ("zh-Hans", ["3 家媒体各自报道的事件", "改动：", "运河晚报沉寂"]),
        ("zh-Hant", ["3 家媒體各自報道的事件", "改動：", "沉寂，或恢復更新"]),
    ],
)
def test_what_is_waited_for_is_told_in_words_with_the_last_that_was_noticed(happening, language, told):
    text = happening[0].get(f"/watches?hl={language}").text
    for words in told:
        assert words.lower() in text.lower()
    assert f"/stories/s{'b' * 16}?hl={language}" in links(text)
    assert f"/articles/{'a' * 16}/versions/2?hl={language}" in links(text)
    assert f"/outlets/yunhe?hl={language}" in links(text)
    assert "旧桥 &lt;今夏&gt; 拆除" in text
    assert "旧桥 → 新桥" in text


def test_a_query_of_such_a_watch_that_cannot_be_understood_says_why(happening):
    assert "This parenthesis is not closed." in happening[0].get("/watches?hl=en").text


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
@pytest.mark.parametrize(
    ("identity", "path"), [("three", "/stories/s"), ("heads", "/versions/2"), ("quiet", "/outlets/")]
)
def test_each_has_a_feed_of_what_was_noticed(happening, identity, path, form):
    answer = happening[1].get(f"/watches/{identity}/feed.{form}?hl=en")
    assert answer.status == 200
    assert path in answer.text
    if identity == "quiet":
        assert "brings nothing new" in answer.text


def test_who_owns_the_archive_sees_what_could_not_be_told_and_nobody_else_does(happening):
    mine, others, watches = happening
    watches.bury(DEAD)
    text = unescape(mine.get("/watches?hl=en").text)
    assert "failed 3 times in a row" in text
    assert "keeper@mail.example" in text
    assert "the server refused" in text
    assert "given up after 8 tries" in text
    assert "the command ended with 1" in text
    assert "7 found" in text
    assert "hush" not in text
    other = others.get("/watches?hl=en").text
    for secret in ("keeper@mail", "refused", "given up", "hush", "Send again"):
        assert secret not in other


def test_a_dead_letter_is_put_away_on_demand_and_by_our_own_forms_alone(happening):
    mine, others, watches = happening
    watches.bury(DEAD)
    sent = {"deed": "put_away", "letter": DEAD.id}
    assert mine.get("/watches/heads/letters", "POST", body=urlencode(sent).encode(), **OWN).status == 403
    assert watches.letters("heads") == (DEAD,)
    token = {"token": token_in(mine.get("/watches").text)}
    other = others.get("/watches/heads/letters", "POST", body=urlencode(token | sent).encode(), **OWN)
    assert other.status == 404
    answer = mine.get("/watches/heads/letters", "POST", body=urlencode(token | sent).encode(), **OWN)
    assert answer.headers["location"] == "/watches?done=put_away"
    assert watches.letters("heads") == ()


def test_dead_letters_are_sent_again_on_demand(happening, tmp_path):
    mine, _, watches = happening
    sent = tmp_path / "sent"
    watches.path.write_text(EVENTS.replace("notify --password hush", f"tee {sent}"), "utf-8")
    watches.bury(DEAD)
    fields = {"token": token_in(mine.get("/watches").text), "deed": "resend"}
    answer = mine.get("/watches/heads/letters", "POST", body=urlencode(fields).encode(), **OWN)
    watches.path.write_text(EVENTS, "utf-8")
    assert answer.headers["location"] == "/watches?done=sent_again"
    assert "旧桥" in sent.read_text("utf-8")
    assert watches.letters("heads") == ()


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"kind": "story", "size": "4", "q": ""}, {"story_size": 4}),
        ({"kind": "change", "change": ["number", "headline"]}, {"changes": ["headline", "number"]}),
        ({"kind": "silence", "outlet": "all"}, {"silence": "all"}),
    ],
)
def test_each_kind_is_kept_in_the_browser_and_removed_there(happening, fields, kept):
    mine, _, watches = happening
    token = {"token": token_in(mine.get("/watches").text)}
    body = urlencode(token | fields, doseq=True).encode()
    answer = mine.get("/watches", "POST", body=body, **OWN)
    assert answer.headers["location"] == "/watches?done=kept"
    watch = watches.load()[-1]
    assert watch.looked_for() == kept
    assert watches.heard(watch.id).total == 0
    removed = mine.get(f"/watches/{watch.id}/removal", "POST", body=urlencode(token).encode(), **OWN)
    assert removed.status == 303
    assert watches.heard(watch.id) is None
    watches.path.write_text(EVENTS, "utf-8")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "story", "size": "1"}, "Give a number from 2"),
        ({"kind": "story", "size": "９"}, "Give a number from 2"),
        ({"kind": "story", "size": "3", "q": "(渡轮"}, "This parenthesis is not closed."),
        ({"kind": "change"}, "Choose one kind at least."),
        ({"kind": "change", "change": "colour"}, "Choose one kind at least."),
        ({"kind": "silence", "outlet": "nobody"}, "No outlet is called so."),
        ({"kind": "silence"}, "No outlet is called so."),
    ],
)
def test_what_cannot_be_waited_for_is_told_beside_its_field(happening, fields, said):
    mine, _, watches = happening
    token = {"token": token_in(mine.get("/watches").text)}
    answer = mine.get("/watches?hl=en", "POST", body=urlencode(token | fields).encode(), **OWN)
    assert answer.status == 400
    assert said in answer.text
    assert len(watches.load()) == 4


@pytest.mark.browser
def test_dead_letters_are_for_every_window_and_every_reader(chromium, happening):
    mine, _, watches = happening
    watches.bury(DEAD)
    with served(mine.app) as place:
        page = chromium.new_page(locale="zh-TW")
        page.goto(f"{place}/watches")
        looked_at(page)
        page.get_by_role("button", name="不再保留").click()
        page.get_by_role("status").get_by_text("這則訊息不再保留").wait_for()
        page.close()
    assert watches.letters("heads") == ()
