"""The Fever API, asked as its public documentation has apps ask: one address, a key in a form, numbers that grow."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import md5

import pytest
from twins.passwords import MemoryPassword
from web.press import FERRY, GONE, PICTURED, SEEN, Reader, id_of

from samarkand.adapters.passwords import AppPasswordFile
from samarkand.times import to_ms
from samarkand.web.entrance.attempts import FREE
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance


class App:
    """One app: knows a user and a password, and nothing of ours."""

    def __init__(self, client, password: str, user: str = "samarkand") -> None:
        self.client = client
        self.key = md5(f"{user}:{password}".encode(), usedforsecurity=False).hexdigest()

    def ask(self, query: str, **fields) -> tuple[int, str]:
        return self.client.ask(f"/fever/?api{query}", {"api_key": self.key, **fields})

    def get(self, query: str = "", **fields):
        status, text = self.ask(query, **fields)
        assert status == 200, text
        return json.loads(text)

    def items(self, query: str = "") -> list[dict]:
        return self.get(f"&items{query}")["items"]

    def listed(self, name: str) -> list[int]:
        return [int(each) for each in self.get(f"&{name}")[name].split(",") if each]

    def everything(self) -> list[dict]:
        """All items, asked for as the protocol has it: from the highest that is known on, until none comes."""
        found: list[dict] = []
        while more := self.items(f"&since_id={found[-1]['id'] if found else 0}"):
            found += more
        return found

    def number_of(self, article: str) -> int:
        (found,) = [each["id"] for each in self.everything() if each["url"].endswith(article)]
        return found


@pytest.fixture
def app(library) -> App:
    return App(library.client(), library.password)


def test_the_key_lets_in_and_nothing_else_does(library, app):
    told = app.get()
    assert (told["api_version"], told["auth"]) == (3, 1)
    assert told["last_refreshed_on_time"] == to_ms(SEEN) // 1000
    for other in (
        App(library.client(), library.password, "somebody"),
        App(library.client(), "渡轮晨星 crosses at noon"),
    ):
        assert other.get("&items&unread_item_ids") == {"api_version": 3, "auth": 0}
    assert json.loads(library.client().ask("/fever?api&feeds")[1]) == {"api_version": 3, "auth": 0}
    app.key = app.key.upper()
    assert app.get()["auth"] == 1


def test_items_come_fifty_at_a_time_each_once_with_numbers_that_grow(library, app):
    assert len(app.items()) == 50
    found = app.everything()
    numbers = [each["id"] for each in found]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 75 == app.get("&items&since_id=0")["total_items"]
    assert all(0 < each < 1 << 31 for each in numbers)
    back = app.items("&max_id=0")
    back += app.items(f"&max_id={back[-1]['id']}")
    assert [each["id"] for each in back] == numbers[::-1]
    assert app.items(f"&max_id={numbers[0]}") == app.items(f"&since_id={numbers[-1]}") == []
    wanted = numbers[7], numbers[70]
    assert [each["id"] for each in app.items(f"&with_ids={wanted[1]},{wanted[0]},999999")] == list(wanted)
    assert len(app.items(f"&with_ids={','.join(map(str, numbers))}")) == 50


def test_an_items_number_is_the_line_of_the_ledger_that_told_of_it_first(library, app):
    lines = {}
    for line in library.parts.archive.lines():
        if line.kind == "version":
            lines.setdefault(line.data["article"], line.place.count)
    assert {each["url"].rpartition("/")[2]: each["id"] for each in app.everything()} == lines


def test_an_item_brings_its_text_sanitised_and_leads_to_the_archive(app):
    (item,) = [each for each in app.everything() if each["url"].endswith(f"/articles/{id_of(GONE)}")]
    assert item["html"].startswith("<p>The lamp was lit at <b>six</b>")
    feeds = {each["id"]: each["title"] for each in app.get("&feeds")["feeds"]}
    assert feeds[item["feed_id"]] == "The Harbour Post"
    assert sorted(feeds.values()) == ["The Harbour Post", "港灣郵報", "运河晚报"]


def test_what_an_outlet_puts_into_its_pages_from_elsewhere_does_not_reach_an_app(app):
    assert "<iframe" in FERRY
    (item,) = app.items(f"&with_ids={app.number_of(id_of(PICTURED))}")
    assert "<td>航班</td>" in item["html"]
    assert "<iframe" not in item["html"]


def test_favicons_and_links_are_told_as_briefly_as_can_be(app):
    told = app.get("&favicons&links&feeds")
    (icon,) = told["favicons"]
    assert {each["favicon_id"] for each in told["feeds"]} == {icon["id"]}
    kind, _, data = icon["data"].partition(";base64,")
    assert kind == "image/svg+xml"
    assert b64decode(data).startswith(b"<svg")
    assert told["links"] == []


def test_marks_of_an_item_are_those_of_the_other_protocol_and_of_the_ledger(library, app, client):
    number = app.number_of(id_of(PICTURED))
    assert number in app.listed("unread_item_ids")
    app.get(mark="item", **{"as": "read"}, id=number)
    app.get(mark="item", **{"as": "saved"}, id=number)
    assert number not in app.listed("unread_item_ids")
    assert app.listed("saved_item_ids") == [number]
    assert len(client.ids("user/-/state/com.google/starred")) == 1
    (item,) = app.items(f"&with_ids={number}")
    assert (item["is_read"], item["is_saved"]) == (1, 1)
    app.get(mark="item", **{"as": "unread"}, id=number)
    app.get(mark="item", **{"as": "unsaved"}, id=number)
    assert number in app.listed("unread_item_ids")
    assert app.listed("saved_item_ids") == []
    marks = [line.data for line in library.parts.archive.lines() if line.kind == "mark" and line.data["by"] == "fever"]
    assert [(each["mark"], each["is"]) for each in marks] == [
        ("read", True),
        ("starred", True),
        ("read", False),
        ("starred", False),
    ]
    assert all(each["articles"] == [id_of(PICTURED)] for each in marks)


def test_a_feed_and_a_group_are_marked_as_read_up_to_when_they_were_shown(app, client):
    def unread_of(feed: int) -> int:
        left = set(app.listed("unread_item_ids"))
        return len([each for each in app.everything() if each["feed_id"] == feed and each["id"] in left])

    label = {"a": "user/-/label/港口"}
    client.send("subscription/edit", ac="edit", s=["feed/gangwan", "feed/harbour"], **label)
    told = app.get("&groups")
    (group,) = told["groups"]
    assert group["title"] == "港口"
    feeds = {each["title"]: each["id"] for each in app.get("&feeds")["feeds"]}
    (members,) = told["feeds_groups"]
    assert members == {"group_id": group["id"], "feed_ids": f"{feeds['港灣郵報']},{feeds['The Harbour Post']}"}
    harbour, canal = feeds["The Harbour Post"], feeds["运河晚报"]
    before = unread_of(canal)
    app.get(mark="feed", **{"as": "read"}, id=harbour, before=1)
    assert unread_of(harbour) == 1
    app.get(mark="feed", **{"as": "read"}, id=harbour, before=to_ms(SEEN) // 1000 + 10**6)
    assert unread_of(harbour) == 0
    app.get(mark="group", **{"as": "read"}, id=group["id"])
    assert unread_of(feeds["港灣郵報"]) == 0
    app.get(mark="group", **{"as": "read"}, id=-1)
    assert unread_of(canal) == before > 0
    app.get(mark="group", **{"as": "read"}, id=0)
    assert app.listed("unread_item_ids") == []


@pytest.mark.parametrize(
    ("query", "fields", "status", "name"),
    [
        ("&items&since_id=now", {}, 400, "InvalidNumber"),
        ("&items&since_id=-1", {}, 400, "InvalidNumber"),
        ("&items&max_id=" + "9" * 40, {}, 400, "InvalidNumber"),
        ("&items&with_ids=1,,2", {}, 400, "InvalidNumber"),
        ("&items&with_ids=²", {}, 400, "InvalidNumber"),
        ("", {"mark": "item", "as": "read"}, 400, "InvalidNumber"),
        ("", {"mark": "item", "as": "eaten", "id": 1}, 400, "InvalidMark"),
        ("", {"mark": "feed", "as": "saved", "id": 1}, 400, "InvalidMark"),
        ("", {"mark": "planet", "as": "read", "id": 1}, 400, "InvalidMark"),
        ("", {"mark": "group", "as": "read", "id": 77}, 404, "NotFound"),
        ("", {"mark": "item", "as": "read", "id": 10**9}, 404, "NotFound"),
        ("", {"mark": "group", "as": "read", "id": 0, "before": "noon"}, 400, "InvalidNumber"),
        ("=xml&items", {}, 400, "NotSupported"),
        ("&api_key=0", {}, 400, "KeyInAddress"),
    ],
)
def test_what_cannot_be_is_named_and_changes_nothing(library, app, query, fields, status, name):
    from_before = library.parts.catalog.place()
    got, text = app.client.ask(f"/fever/?api{query}".replace("²", "%C2%B2"), {"api_key": app.key, **fields})
    assert (got, text.partition("\n")[0]) == (status, f"Error={name}")
    assert library.parts.catalog.place() == from_before


def test_a_reader_that_asks_nobody_for_a_password_lets_no_key_in(library, app):
    """Else a page of another site could mark what somebody reads on their own machine."""
    assert json.loads(posted(Reader(library.parts), app, "&items").text) == {"api_version": 3, "auth": 0}


def test_a_reader_that_lets_nothing_be_changed_is_read_all_the_same(library, app):
    door = Door(Entrance("127.0.0.1"), MemoryPassword(), "library", apps=AppPasswordFile(library.root))
    reader = Reader(library.parts, door=door)
    assert len(json.loads(posted(reader, app, "&items").text)["items"]) == 50
    refused = posted(reader, app, "", "&mark=group&as=read&id=0")
    assert (refused.status, refused.text.partition("\n")[0]) == (403, "Error=ReadOnly")


def posted(reader: Reader, app: App, query: str, more: str = ""):
    form = {"content-type": "application/x-www-form-urlencoded"}
    return reader.get(f"/fever/?api{query}", "POST", body=f"api_key={app.key}{more}".encode(), **form)


def test_wrong_keys_have_to_wait_while_the_right_one_and_the_login_do_not(library, app):
    stranger = App(library.client(), "guess")
    for _ in range(FREE):
        stranger.ask("")
    assert stranger.ask("") == (429, "Error=TooManyAttempts\n")
    assert app.get()["auth"] == 1
    assert library.client().enter("渡轮晨星 crosses at noon") == 200
