"""Who may ask the HTTP API: by token, by session, or everybody on this machine; and who may write."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from web.affair import NOW as LATE
from web.program import Program

from samarkand.model.reports import Report
from samarkand.web.desk import Writing

WISH = json.dumps({"deed": "pin", "named": ["0123456789abcdef"]}).encode()
JSON = {"content-type": "application/json"}


def bearer(told):
    return {"authorization": f"Bearer {told}"}


def story_of(program, **headers):
    return program.get("/stories?limit=1", **headers)["items"][0]["id"]


def test_without_a_token_nobody_is_let_in_and_the_challenge_is_told(guarded):
    assert guarded.problem("/articles", 401) == "no-entry"
    assert guarded.ask("/articles").headers["www-authenticate"] == 'Bearer realm="Samarkand"'
    browser = guarded.ask("/articles", accept="text/html")
    assert browser.status == 401, "a program's address leads to no login"


def test_a_token_lets_in_until_it_is_revoked(guarded, tokens):
    told, token = tokens.make("notebook", ["read"], LATE)
    answered = guarded.ask("/articles?limit=1", **bearer(told))
    assert answered.status == 200
    assert "private" in answered.headers["cache-control"]
    tokens.revoke(token.id)
    assert guarded.problem("/articles", 401, **bearer(told)) == "no-entry"
    assert 'error="invalid_token"' in guarded.ask("/articles", **bearer(told)).headers["www-authenticate"]


@pytest.mark.parametrize("told", ["", "x", "samarkand_00000000_" + "A" * 43, "\udcff", "a" * 10_000])
def test_what_is_no_token_lets_nobody_in(guarded, told):
    header = {
        "authorization": f"Bearer {told}".encode("utf-8", "replace").decode("ascii", "replace").replace("\ufffd", "?")
    }
    assert guarded.problem("/articles", 401, **header) == "no-entry"


def test_a_token_opens_nothing_but_what_is_for_programs(guarded, tokens, newsstand):
    told, _ = tokens.make("notebook", ["read", "write"], LATE)
    assert newsstand.get("/articles", app=guarded.app, **bearer(told)).status == 401


def test_the_password_opens_it_too_for_reading(guarded, wishes):
    shown = b64encode("x:渡轮晨星 crosses at noon".encode()).decode()
    basic = {"authorization": f"Basic {shown}"}
    story = story_of(guarded, **basic)
    assert guarded.ask(f"/stories/{story}/corrections", "POST", WISH, **basic, **JSON).status == 401
    assert not wishes


def test_only_a_token_that_may_write_corrects_and_the_ledger_names_it(guarded, tokens, wishes):
    reading, _ = tokens.make("notebook", ["read"], LATE)
    writing, _ = tokens.make("desk", ["read", "write"], LATE)
    story = story_of(guarded, **bearer(reading))
    path = f"/stories/{story}/corrections"
    assert guarded.problem(path, 403, "POST", WISH, **bearer(reading), **JSON) == "no-scope"
    done = guarded.ask(path, "POST", WISH, **bearer(writing), **JSON)
    assert json.loads(done.body) == {"story": story, "done": "was done"}
    assert [(wish.deed, wish.story, wish.named, wish.by) for wish in wishes] == [
        ("pin", story, ("0123456789abcdef",), "api: desk")
    ]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "bad-body"),
        (b"[]", 400, "bad-body"),
        (b"[" * 30_000, 400, "bad-body"),
        (b'{"deed": "burn", "named": ["a"]}', 400, "bad-body"),
        (b'{"deed": ["pin"], "named": ["a"]}', 400, "bad-body"),
        (b'{"deed": "pin", "named": "a"}', 400, "bad-body"),
        (b'{"deed": "pin", "named": []}', 400, "bad-body"),
        (b'{"deed": "pin", "named": ["../x"]}', 400, "bad-body"),
        (b'{"deed": "pin", "named": ["a"], "more": 1}', 400, "bad-body"),
        (b" " * 70_000, 413, "too-large"),
    ],
)
def test_a_wish_that_is_none_is_refused_with_its_reason(guarded, tokens, wishes, body, status, kind):
    told, _ = tokens.make("desk", ["read", "write"], LATE)
    path = "/stories/s0123456789abcdef/corrections"
    assert guarded.problem(path, status, "POST", body, **bearer(told), **JSON) == kind
    assert not wishes


def test_a_form_of_another_page_is_no_wish(newsstand, wishes):
    open_to_all = Program(newsstand, writing=Writing(lambda wish: wishes.append(wish) or Report("changed", wish.story)))
    path = "/stories/s0123456789abcdef/corrections"
    assert open_to_all.problem(path, 415, "POST", WISH, **{"content-type": "text/plain"}) == "no-json"
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    assert open_to_all.problem(path, 403, "POST", WISH, **JSON, **foreign) == "no-scope"
    assert not wishes
    assert open_to_all.ask(path, "POST", WISH, **JSON).status == 200
    assert len(wishes) == 1


def test_a_reader_that_changes_nothing_says_so(program):
    assert program.problem("/stories/s0123456789abcdef/corrections", 403, "POST", WISH, **JSON) == "read-only"
