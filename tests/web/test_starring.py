"""Stars and what was read, set in the reader's pages: by forms of ours alone, and shown where they can be set."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from web.browsing import served
from web.knocking import FORM, token_in
from web.press import BRIDGE, OUTLETS, PICTURED, Reader, fill, id_of
from web.test_managing_in_browser import looked_at

from samarkand.app.archives import create_archive, open_archive
from samarkand.app.marking import Marks
from samarkand.errors import CannotWrite

OWN = {"origin": "http://127.0.0.1:8000", "content_type": FORM, "accept_language": "en"}
ONE, OTHER = id_of(BRIDGE), id_of(PICTURED)


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    """The reader of who may mark, and that of who may not."""
    root = tmp_path_factory.mktemp("starring")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        fill(parts)
        parts.archive.unlock()  # as it is in a reader: it never writes by itself
        yield Reader(parts, mark=Marks(root).keep), Reader(parts)


def send(reader, identity, deed, back="", **headers):
    token = token_in(reader.get(f"/articles/{ONE}").text)
    body = urlencode({"token": token, "deed": deed, "back": back}).encode()
    return reader.get(f"/articles/{identity}/marks", "POST", body=body, **{**OWN, **headers})


def lines(reader):
    return [line.data for line in reader.parts.archive.lines() if line.kind == "mark"]


def test_a_star_is_set_and_taken_away_on_the_page_of_an_article(readers):
    mine, _ = readers
    path = f"/articles/{ONE}?hl=en"
    assert 'class="star" name="deed" value="star" aria-pressed="false"' in mine.get(path).text
    answer = send(mine, ONE, "star")
    assert (answer.status, answer.headers["location"]) == (303, f"/articles/{ONE}")
    assert 'value="unstar" aria-pressed="true"' in mine.get(path).text
    assert lines(mine)[-1] == {"mark": "starred", "is": True, "articles": [ONE], "by": "reader"}
    send(mine, ONE, "unstar")
    assert 'value="star" aria-pressed="false"' in mine.get(path).text


def test_what_was_read_is_said_in_lists_and_can_be_taken_back(readers):
    mine, _ = readers
    send(mine, OTHER, "read")
    text = mine.get("/articles?hl=en").text
    (card,) = re.findall(r'<article class="card[^"]* read".*?</article>', text, re.DOTALL)
    assert '<span class="told">read</span>' in card
    assert "Mark as unread" in mine.get(f"/articles/{OTHER}?hl=en").text
    send(mine, OTHER, "unread")
    assert " read" not in "".join(re.findall(r'<article class="[^"]*"', mine.get("/articles?hl=en").text))


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/articles", f"/articles#a{ONE}"),
        ("/articles?before=1772000000000.0123456789abcdef", f"/articles?before=1772000000000.0123456789abcdef#a{ONE}"),
        ("/outlets/yunhe", f"/outlets/yunhe#a{ONE}"),
        ("//evil.example/", f"/articles/{ONE}"),
        ("https://evil.example/", f"/articles/{ONE}"),
        ("/articles?next=//evil.example", f"/articles/{ONE}"),
        ("/articles\r\nX: y", f"/articles/{ONE}"),
    ],
)
def test_one_comes_back_to_the_list_and_to_no_other_place(readers, back, to):
    assert send(readers[0], ONE, "star", back).headers["location"] == to


def test_the_list_and_its_feed_tell_what_is_starred_the_last_to_arrive_first(readers):
    mine, others = readers
    send(mine, ONE, "unstar")
    assert "No article is starred yet." in mine.get("/starred?hl=en").text
    for identity in (ONE, OTHER):
        send(mine, identity, "star")
    text = mine.get("/starred?hl=en").text
    assert set(re.findall(r'id="a([0-9a-f]{16})"', text)) == {ONE, OTHER}
    for form in ("atom", "rss", "json"):
        feed = mine.get(f"/starred.{form}")
        assert feed.status == 200
        assert ONE in feed.text
        assert OTHER in feed.text
    assert others.get("/starred").status == others.get("/starred.atom").status == 404


def test_who_may_change_nothing_sees_no_marks_and_sets_none(readers):
    mine, others = readers
    for path in ("/", "/articles", "/outlets/yunhe", f"/articles/{ONE}"):
        text = others.get(path).text
        assert 'button class="star"' not in text
        assert "/starred" not in text
    token = token_in(mine.get(f"/articles/{ONE}").text)
    body = urlencode({"token": token, "deed": "star"}).encode()
    assert others.get(f"/articles/{ONE}/marks", "POST", body=body, **OWN).status == 404


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"deed": "star"}, {}, 403),
        ({"deed": "star", "token": "x"}, {}, 403),
        ({"deed": "star", "token": ""}, {"origin": "https://evil.example"}, 403),
        ({"deed": "burn", "token": ""}, {}, 400),
    ],
)
def test_forms_of_others_and_deeds_that_are_none_change_nothing(readers, fields, headers, status):
    mine, _ = readers
    if fields.get("token") == "":
        fields = {**fields, "token": token_in(mine.get(f"/articles/{ONE}").text)}
    before = lines(mine)
    answer = mine.get(f"/articles/{ONE}/marks", "POST", body=urlencode(fields).encode(), **{**OWN, **headers})
    assert answer.status == status
    assert lines(mine) == before


def test_an_article_that_is_not_there_cannot_be_marked(readers):
    assert send(readers[0], "0" * 16, "star").status == 404


def test_a_disk_that_is_full_is_said(readers):
    def full(_markings):
        raise CannotWrite("the disk is full")

    assert send(Reader(readers[0].parts, mark=full), ONE, "star").status == 503


def test_the_front_page_asks_for_no_marks(readers, monkeypatch):
    mine, _ = readers
    asked = []
    monkeypatch.setattr(type(mine.parts.catalog), "marks", lambda *given: asked.append(given) or {})
    assert mine.get("/").status == 200
    assert asked == []


@pytest.mark.browser
def test_the_key_s_stars_an_article_and_the_one_that_is_chosen_in_a_list(chromium, readers):
    mine, _ = readers
    send(mine, ONE, "unstar")
    send(mine, OTHER, "unstar")
    with served(mine.app) as place:
        page = chromium.new_page(locale="en-GB")
        page.goto(f"{place}/articles/{ONE}")
        page.keyboard.press("s")
        page.locator(".head button.star[aria-pressed=true]").wait_for()
        page.goto(f"{place}/articles")
        page.locator(f"#a{OTHER} h3 a").focus()
        page.keyboard.press("s")
        page.locator(f"#a{OTHER} button.star[aria-pressed=true]").wait_for()
        assert page.url == f"{place}/articles#a{OTHER}"
        page.goto(f"{place}/starred")
        assert page.locator("article.card").count() == 2
        looked_at(page)
        page.goto(f"{place}/articles/{ONE}")
        looked_at(page)
        page.close()


@pytest.mark.browser
def test_without_scripts_a_star_is_a_button_that_the_keyboard_reaches(chromium, readers):
    mine, _ = readers
    send(mine, ONE, "unstar")
    with served(mine.app) as place:
        page = chromium.new_context(java_script_enabled=False, locale="en-GB").new_page()
        page.goto(f"{place}/articles/{ONE}")
        star = page.get_by_role("button", name="Star")
        star.focus()
        page.keyboard.press("Enter")
        page.locator("button.star[aria-pressed=true]").wait_for()
        page.context.close()
