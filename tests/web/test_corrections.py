"""What a person sends from the page of a story, and what is refused."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from web.affair import FLOOD, FREED, LONE, NOW, TAKEN, id_of_story, ids
from web.press import Reader

from samarkand.errors import ArchiveBusy, NotFound, UsageError
from samarkand.model.reports import Report
from samarkand.pipeline.correcting import Wish
from samarkand.web.forms import LONGEST

STORY = id_of_story(TAKEN)
PATH = f"/stories/{STORY}/corrections"
OWN = {"sec_fetch_site": "same-origin", "origin": "http://127.0.0.1:8000"}


class Desk:
    """A reader that takes corrections, and what it was asked to carry out."""

    def __init__(self, parts) -> None:
        self.wishes: list[Wish] = []
        self.reader = Reader(parts, NOW, self.correct)
        self.trouble: Exception | None = None

    def correct(self, wish: Wish) -> Report:
        if self.trouble:
            raise self.trouble
        self.wishes.append(wish)
        return Report("changed", wish.story)

    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.reader.get(f"/stories/{STORY}").text)
        return unescape(found[1])

    def send(self, fields, path=PATH, **headers):
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        sent = {"content_type": "application/x-www-form-urlencoded", "accept_language": "en", **OWN, **headers}
        return self.reader.get(path, "POST", body=body, **{name: value for name, value in sent.items() if value})


@pytest.fixture
def desk(affair) -> Desk:
    return Desk(affair)


@pytest.mark.parametrize(
    ("fields", "wish"),
    [
        ({"deed": "split", "article": ids(TAKEN)[1:3]}, Wish("split", STORY, tuple(ids(TAKEN)[1:3]), "reader")),
        ({"deed": "pin", "article": ids(TAKEN)[4]}, Wish("pin", STORY, (ids(TAKEN)[4],), "reader")),
        ({"deed": "merge", "other": f" {id_of_story(LONE)} "}, Wish("merge", STORY, (id_of_story(LONE),), "reader")),
        (
            {
                "deed": "move",
                "article": ids(TAKEN)[0],
                "other": f"http://localhost:8000/stories/{id_of_story(FLOOD)}?hl=en#text",
            },
            Wish("move", id_of_story(FLOOD), (ids(TAKEN)[0],), "reader"),
        ),
        ({"deed": "merge", "other": f"/articles/{ids(LONE)[0]}"}, Wish("merge", STORY, (ids(LONE)[0],), "reader")),
    ],
    ids=["split", "pin", "merge", "move", "merge with the story of an article"],
)
def test_a_form_of_ours_is_carried_out_and_leads_back(desk, fields, wish):
    answer = desk.send({**fields, "token": desk.token()}, path=f"{PATH}?hl=en")
    assert (answer.status, answer.headers["location"]) == (303, f"/stories/{STORY}?done=corrected&hl=en")
    assert desk.wishes == [wish]


def test_a_story_of_one_article_can_only_be_merged(desk):
    text = desk.reader.get(f"/stories/{id_of_story(LONE)}").text
    assert re.findall(r'name="deed" value="(\w+)"', text) == ["merge"]
    assert 'name="article"' not in text


def test_the_page_lets_browsers_say_where_its_forms_come_from(desk):
    """Under `no-referrer` they would send `Origin: null`."""
    assert desk.reader.get(f"/stories/{STORY}").headers["referrer-policy"] == "same-origin"
    assert desk.reader.get("/").headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "", "origin": ""},
        {"sec_fetch_site": "", "origin": "null"},
        {"sec_fetch_site": "", "origin": "http://127.0.0.1:8001"},
        {"sec_fetch_site": "", "origin": "http://evil.example"},
        {"origin": "http://evil.example"},
        {"host": "evil.example:8000", "origin": "http://evil.example:8000"},
        {"host": "127.0.0.1.evil.example", "origin": "http://127.0.0.1.evil.example"},
    ],
    ids=lambda headers: " ".join(f"{name}={value}" for name, value in headers.items()),
)
def test_what_another_site_sends_is_refused_even_with_the_token(desk, headers):
    answer = desk.send({"deed": "pin", "article": ids(TAKEN)[0], "token": desk.token()}, **headers)
    assert answer.status == 403
    assert "did not come from a page of this reader" in answer.text
    assert desk.wishes == []


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": ""},
        {"origin": ""},
        {"host": "localhost:8000", "origin": "http://localhost:8000"},
        {"host": "[::1]:8000", "origin": "http://[::1]:8000"},
        {"host": "192.168.0.7:8000", "origin": "http://192.168.0.7:8000"},
    ],
    ids=lambda headers: " ".join(f"{name}={value}" for name, value in headers.items()),
)
def test_either_sign_is_enough_at_any_address_of_this_machine(desk, headers):
    answer = desk.send({"deed": "pin", "article": ids(TAKEN)[0], "token": desk.token()}, **headers)
    assert answer.status == 303


@pytest.mark.parametrize("token", ["", "guess", "é"])
def test_without_the_token_nothing_is_done(desk, token):
    assert desk.send({"deed": "pin", "article": ids(TAKEN)[0], "token": token}).status == 403
    assert desk.wishes == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"deed": "split"}, "No article was chosen"),
        ({"deed": "move", "other": STORY}, "No article was chosen"),
        ({"deed": "move", "article": ids(TAKEN)[0]}, "The other story is not named"),
        ({"deed": "merge", "other": "../../etc/passwd"}, "The other story is not named"),
        ({"deed": "burn", "article": ids(TAKEN)[0]}, "no form of this page"),
        ({}, "no form of this page"),
    ],
)
def test_what_is_missing_is_named(desk, fields, words):
    answer = desk.send({**fields, "token": desk.token()})
    assert answer.status == 400
    assert words in answer.text
    assert "Nothing was changed" in answer.text
    assert desk.wishes == []


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", {"content_type": "multipart/form-data; boundary=x"}),
        (b"{}", {"content_type": "application/json"}),
        (b"deed=pin", {"content_type": "text/plain"}),
        ("deed=钉".encode(), {}),
        (b"deed=%ff", {}),
        (b"article=1&" * 10_001, {}),
        (b"a" * (LONGEST + 1), {}),
    ],
    ids=["multipart", "json", "plain text", "raw letters", "broken letters", "too many fields", "too long"],
)
def test_what_is_no_form_is_refused(desk, body, headers):
    assert desk.send(body, **headers).status == 400
    assert desk.wishes == []


@pytest.mark.parametrize(
    ("trouble", "status"),
    [(UsageError("all <would> leave"), 400), (NotFound("no such"), 400), (ArchiveBusy("busy"), 503)],
)
def test_why_it_could_not_be_done_is_told(desk, trouble, status):
    desk.trouble = trouble
    answer = desk.send({"deed": "pin", "article": ids(TAKEN)[0], "token": desk.token()})
    assert answer.status == status
    assert str(trouble).replace("<", "&lt;").replace(">", "&gt;") in answer.text


def test_a_reader_without_corrections_has_no_form_and_takes_none(newsstand):
    assert "<form action" not in newsstand.get(f"/stories/{STORY}").text
    headers = {"content_type": "application/x-www-form-urlencoded", "accept_language": "en", **OWN}
    answer = newsstand.get(PATH, "POST", body=b"deed=pin", **headers)
    assert answer.status == 403
    assert "started for reading only" in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_nothing_is_changed_but_by_post(desk, method):
    fields = urlencode({"deed": "pin", "article": ids(TAKEN)[0], "token": desk.token()})
    assert desk.reader.get(f"{PATH}?{fields}", method, **OWN).status == 405
    assert desk.wishes == []


def test_a_story_that_cannot_be_has_no_corrections(desk):
    assert desk.send({"deed": "pin", "token": desk.token()}, path="/stories/zz/corrections").status == 404


def test_the_list_of_corrections_leads_to_their_stories(newsstand, desk):
    page = unescape(newsstand.get("/corrections?hl=en").text)
    assert "2 articles became one story" in page
    assert f'href="/stories/{id_of_story(FREED)}' in page
    assert "takes articles out" not in page
    assert "takes articles out" in desk.reader.get("/corrections?hl=en").text


def test_what_was_chosen_and_typed_stays_where_a_correction_is_refused(desk):
    chosen = ids(TAKEN)[1]
    answer = desk.send({"deed": "merge", "other": "nothing & <b>", "article": chosen, "token": desk.token()})
    text = unescape(answer.text)
    assert f'value="{chosen}" checked' in text
    assert 'value="nothing & <b>"' in text
    assert "<b>" not in answer.text
    assert '<details class="correct" open>' in text
    assert '<a href="#other">' in text
    assert 'details class="correct" open' in desk.reader.get(f"/stories/{STORY}?correct=1").text
