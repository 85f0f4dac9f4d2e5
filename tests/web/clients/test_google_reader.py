"""The Google Reader API, asked as phones ask it: streams, marks, labels, and what cannot be."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlsplit

import pytest
from web.clients.speaking import ITEM, STATE
from web.press import BRIDGE, GONE, PICTURED, id_of

from samarkand.adapters.catalog import SqliteCatalog
from samarkand.model.marks import Stream

READ, STARRED, ALL = f"{STATE}read", f"{STATE}starred", f"{STATE}reading-list"


def number(article: str) -> str:
    """An article's id as apps write it."""
    return str(int.from_bytes(bytes.fromhex(article), signed=True))


def test_who_brings_a_password_may_read_and_nobody_else(library):
    client = library.client()
    assert client.ask("/reader/api/0/subscription/list")[0] == 401
    assert client.enter("a wrong password") == 403
    assert client.enter(library.password) == 200
    assert len(client.get("subscription/list")["subscriptions"]) == 3
    client.shown = client.shown[:-1] + ("0" if client.shown[-1] != "0" else "1")
    assert client.ask("/reader/api/0/subscription/list")[0] == 401


def test_what_a_client_shows_opens_no_page(library, client):
    assert client.ask("/feed.atom")[0] == 401
    assert client.ask("/watches", {"q": "x"})[0] == 401


def test_outlets_are_subscriptions_with_feeds_that_can_be_read(library, client):
    told = client.get("subscription/list")["subscriptions"]
    assert {each["id"]: each["title"] for each in told} == {
        "feed/gangwan": "港灣郵報",
        "feed/harbour": "The Harbour Post",
        "feed/yunhe": "运河晚报",
    }
    assert {urlsplit(each["htmlUrl"]).path for each in told} == {f"/outlets/{each['id'][5:]}" for each in told}


def test_ids_come_piece_by_piece_and_each_once(client):
    pieces = client.ids(n=7)
    assert len(pieces) == len(set(pieces)) == 75
    assert pieces == client.ids(n=10_000)
    assert client.ids(n=7, r="o") == pieces[::-1]
    assert number(id_of(BRIDGE)) in pieces


def test_an_item_brings_the_text_and_leads_to_the_archive(client):
    for name in (number(id_of(GONE)), f"{ITEM}{id_of(GONE)}", id_of(GONE)):
        (item,) = client.get("stream/items/contents", i=name)["items"]
        assert item["id"] == f"{ITEM}{id_of(GONE)}"
    assert item["summary"]["content"].startswith("<p>The lamp was lit at <b>six</b>")
    assert item["canonical"] == [{"href": GONE}]
    assert urlsplit(item["alternate"][0]["href"]).path == f"/articles/{id_of(GONE)}"
    assert item["origin"]["streamId"] == "feed/harbour"
    assert ALL in item["categories"]


def test_marks_are_kept_in_the_ledger_and_told_to_all_clients(library, client):
    name = number(id_of(PICTURED))
    assert client.send("edit-tag", i=name, a=STARRED) == (200, "OK")
    other = library.client()
    other.enter(library.password)
    assert name in other.ids(STARRED)
    (item,) = other.get("stream/items/contents", i=name)["items"]
    assert STARRED in item["categories"]
    assert client.send("edit-tag", i=name, r=STARRED, a=READ) == (200, "OK")
    assert name not in other.ids(STARRED)
    assert name in other.ids(READ)
    assert name not in other.ids(xt=READ)
    assert client.send("edit-tag", i=name, a=f"{STATE}kept-unread", r=READ) == (200, "OK")
    assert name not in other.ids(READ)
    marks = [line for line in library.parts.archive.lines() if line.kind == "mark"]
    assert [(line.data["mark"], line.data["is"]) for line in marks][:3] == [
        ("starred", True),
        ("starred", False),
        ("read", True),
    ]
    assert all(line.data["articles"] == [id_of(PICTURED)] for line in marks[:3])


def test_all_of_an_outlet_is_marked_as_read_up_to_when_it_was_shown(client):
    counts = {each["id"]: each["count"] for each in client.get("unread-count")["unreadcounts"]}
    assert counts["feed/harbour"] == 1
    assert client.send("mark-all-as-read", s="feed/harbour", ts="1") == (200, "OK")
    assert client.ids("feed/harbour", xt=READ) != []
    assert client.send("mark-all-as-read", s="feed/harbour") == (200, "OK")
    assert client.ids("feed/harbour", xt=READ) == []
    after = {each["id"]: each["count"] for each in client.get("unread-count")["unreadcounts"]}
    assert after["feed/harbour"] == 0
    assert after[ALL] == counts[ALL] - 1


def test_labels_are_borne_by_outlets_and_by_articles(client):
    label = "user/-/label/港口 & 船"
    assert client.send("subscription/edit", ac="edit", s="feed/gangwan", a=label) == (200, "OK")
    assert client.send("edit-tag", i=number(id_of(BRIDGE)), a=label) == (200, "OK")
    assert set(client.ids(label)) == {number(id_of(PICTURED)), number(id_of(BRIDGE))}
    told = {each["id"]: each["categories"] for each in client.get("subscription/list")["subscriptions"]}
    assert told["feed/gangwan"] == [{"id": label, "label": "港口 & 船"}]
    assert label in {each["id"] for each in client.get("tag/list")["tags"]}
    assert len(client.titles(quote(label))) == 2
    client.send("subscription/edit", ac="edit", s="feed/gangwan", r=label)
    client.send("edit-tag", i=number(id_of(BRIDGE)), r=label)
    assert client.ids(label) == []


def test_what_came_since_a_client_last_asked_is_told_by_when_it_arrived(client):
    stamps = [int(each["timestampUsec"]) for each in client.get("stream/items/ids", s=ALL, n=100)["itemRefs"]]
    newest = max(stamps) // 1_000_000
    assert client.ids(ot=newest + 1) == []
    assert len(client.ids(ot=newest)) == len([each for each in stamps if each >= newest * 1_000_000])
    assert client.ids(nt=newest - 1_000_000) == []


@pytest.mark.parametrize(
    ("path", "fields", "status", "name"),
    [
        ("stream/items/ids?s=nonsense", None, 400, "InvalidStream"),
        ("stream/items/ids?s=feed/nobody", None, 404, "NotFound"),
        (f"stream/items/ids?s={ALL}&c=tampered", None, 400, "InvalidContinuation"),
        (f"stream/items/ids?s={ALL}&c=1.0123456789abcdeg", None, 400, "InvalidContinuation"),
        (f"stream/items/ids?s={ALL}&n=-1", None, 400, "InvalidNumber"),
        (f"stream/items/ids?s={ALL}&ot=1e9", None, 400, "InvalidNumber"),
        (f"stream/items/ids?s={ALL}&xt={READ}&xt={STARRED}", None, 400, "TooMany"),
        ("stream/items/contents?i=zzz", None, 400, "InvalidItem"),
        ("stream/items/contents?i=99999999999999999999", None, 400, "InvalidItem"),
        ("stream/items/contents?i=12345", None, 404, "NotFound"),
        ("edit-tag", {"i": "nothing", "a": READ}, 400, "InvalidItem"),
        ("edit-tag", {"a": READ}, 404, "NotFound"),
        ("edit-tag", {"i": number(id_of(GONE)), "a": "user/-/state/com.google/nonsense"}, 400, "InvalidTag"),
        ("edit-tag", {"i": number(id_of(GONE)), "a": "user/-/label/" + "x" * 101}, 400, "Refused"),
        ("edit-tag", {"i": number(id_of(GONE)), "a": "user/-/label/a/b"}, 400, "Refused"),
        ("edit-tag", b"\xff\xfe=%", 400, "InvalidForm"),
        ("edit-tag", {"i": ["1"] * 30_000}, 400, "InvalidForm"),
        ("edit-tag", b"i=" + b"1" * 1_100_000, 413, "TooLong"),
        ("mark-all-as-read", {"s": "feed/nobody"}, 404, "NotFound"),
        ("subscription/edit", {"ac": "subscribe", "s": "feed/https://a.example/"}, 400, "NotSupported"),
        ("subscription/edit", {"ac": "edit", "s": "feed/yunhe", "a": "yunhe"}, 400, "InvalidTag"),
    ],
)
def test_what_cannot_be_is_told_by_name_and_changes_nothing(library, client, path, fields, status, name):
    before = library.parts.archive.end()
    told = client.ask(f"/reader/api/0/{path}", fields)
    assert (told[0], told[1].split("\n")[0]) == (status, f"Error={name}")
    assert library.parts.archive.end().count == before.count


def test_a_page_of_another_site_cannot_mark_for_who_reads_here(library):
    status, text = library.client().ask("/reader/api/0/edit-tag", {"i": number(id_of(GONE)), "a": READ})
    assert status == 401, text


def test_ten_thousand_labels_are_refused_and_the_first_thousand_serve(library, client):
    names = [f"user/-/label/l{each}" for each in range(10_000)]
    status, text = client.send("edit-tag", i=number(id_of(GONE)), a=names)
    assert (status, text.split("\n")[0]) == (400, "Error=Refused")
    assert "1,000 labels" in text
    assert client.send("edit-tag", i=number(id_of(GONE)), a=names[:990]) == (200, "OK")
    assert len(client.get("tag/list")["tags"]) > 990
    assert client.send("edit-tag", i=number(id_of(GONE)), a=names[990:1100])[0] == 400
    assert client.send("edit-tag", i=number(id_of(GONE)), r=names[:990]) == (200, "OK")
    assert len(client.get("tag/list")["tags"]) < 10


def test_clients_that_never_read_their_answer_block_nobody(library, client):
    host, port = urlsplit(library.address).netloc.split(":")
    request = (
        f"GET /reader/api/0/stream/contents/{ALL}?n=250 HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Authorization: GoogleLogin auth={client.shown}\r\n\r\n"
    )
    deaf = []
    for _ in range(8):
        each = socket.create_connection((host, int(port)))
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        each.sendall(request.encode())
        deaf.append(each)
    try:
        assert len(client.ids(n=10_000)) == 75
        assert client.send("edit-tag", i=number(id_of(GONE)), a=STARRED) == (200, "OK")
    finally:
        for each in deaf:
            each.close()


def test_marks_wait_while_another_process_writes_and_count_at_once(library, client):
    name = number(id_of(BRIDGE))
    writer = type(library.parts.archive)(library.root)
    writer.lock()
    try:
        count = writer.end().count
        assert client.send("edit-tag", i=name, a=[STARRED, READ]) == (200, "OK")
        assert writer.end().count == count
        assert name in client.ids(STARRED)
        assert name not in client.ids(xt=READ)
        (item,) = client.get("stream/items/contents", i=name)["items"]
        assert {STARRED, READ} <= set(item["categories"])
    finally:
        writer.unlock()
    assert client.send("edit-tag", i=name, r=READ) == (200, "OK")
    told = [line.data for line in library.parts.archive.lines() if line.place.count > count]
    assert [(each["mark"], each["is"]) for each in told] == [("starred", True), ("read", True), ("read", False)]
    assert name in client.ids(STARRED)
    assert name in client.ids(xt=READ)


def test_an_archive_made_anew_from_its_ledger_has_the_same_marks(library, client):
    again = SqliteCatalog(None)
    again.apply(library.parts.archive.lines())
    articles = [each.article for each in library.parts.catalog.streamed(Stream(limit=1000), {})]
    assert again.marks(articles, {}) == library.parts.catalog.marks(articles, {}) != {}
    assert list(again.unread({})) == list(library.parts.catalog.unread({}))
