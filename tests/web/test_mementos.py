"""Memento (RFC 7089): what the reader answers to clients of web archives, and a real one of them over a real server."""

from __future__ import annotations

import http.client
import json
import re
from datetime import timedelta
from urllib.parse import quote, urlsplit

import archivists
import pytest
from starlette.responses import PlainTextResponse
from web.browsing import served
from web.press import BRIDGE, GONE, SEEN, Reader, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.model.catalog import Listing
from samarkand.steps.mementos import as_told
from samarkand.web.mementos import in_header

HOME = "http://127.0.0.1:8000"
FIRST, SECOND, THIRD = (f"{HOME}/articles/{id_of(BRIDGE)}/versions/{number}" for number in (1, 2, 3))
TIMES = [as_told(SEEN + timedelta(minutes=number)) for number in range(3)]


def links(header: str) -> list[tuple[str, dict[str, str]]]:
    """Targets and parameters of a Link header (RFC 8288), read strictly."""
    found = []
    rest = header
    while rest:
        match = re.match(r'<([^<>\s"]*)>((?:\s*;\s*[a-z-]+="[^"]*")*)\s*(?:,\s*|\Z)', rest)
        assert match, rest
        found.append((match[1], dict(re.findall(r'([a-z-]+)="([^"]*)"', match[2]))))
        rest = rest[match.end() :]
    return found


def relations(header: str) -> dict[str, str]:
    """Relation -> target."""
    return {relation: target for target, told in links(header) for relation in told["rel"].split()}


# The TimeGate (RFC 7089, 4.1 and 4.2, pattern 2.1)


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [(None, THIRD), (-5000, FIRST), (0, FIRST), (0.9, FIRST), (1, SECOND), (1.9, SECOND), (2, THIRD), (9999, THIRD)],
)
def test_the_timegate_leads_to_the_version_of_that_time(reader, minutes, wanted):
    asked = {} if minutes is None else {"accept_datetime": as_told(SEEN + timedelta(minutes=minutes))}
    got = reader.get(f"/timegate/{BRIDGE}", **asked)
    assert (got.status, got.headers["location"], got.body) == (302, wanted, b"")
    assert got.headers["vary"] == "accept-datetime"
    assert "memento-datetime" not in got.headers
    told = relations(got.headers["link"])
    assert told["original"] == BRIDGE
    assert told["timemap"] == f"{HOME}/timemap/link/{BRIDGE}"
    assert (told["first"], told["last"]) == (FIRST, THIRD)


@pytest.mark.parametrize(
    "time", ["", "now", "2026-03-02", "Mon, 02 Mar 2026 06:00:00 +0100", "Tue, 02 Mar 2026 06:00:00 GMT"]
)
def test_a_time_that_cannot_be_read_is_a_bad_request(reader, time):
    got = reader.get(f"/timegate/{BRIDGE}", accept_datetime=time)
    assert got.status == 400
    assert "location" not in got.headers
    assert got.headers["vary"] == "accept-datetime"
    assert relations(got.headers["link"])["original"] == BRIDGE
    assert "Accept-Datetime" in got.text


UNKNOWN = [
    "https://yunhe.example/nowhere",
    "https://stranger.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/",
    "/articles",
    "",
    "https://",
    "http:///x",
    "ftp://yunhe.example/2026/bridge",
    "file:///etc/passwd",
    "https://[::1",
    "https://yunhe.example:99999/",
    "%00",
    "%ff%fe",
    "https://yunhe.example/%0d%0aLocation:%20https://evil.example/",
    "https%3A%2F%2Fyunhe.example%2F%0D%0ASet-Cookie:%20x",
    "x" * 5000,
]


@pytest.mark.parametrize("path", ["/timegate/", "/timemap/link/", "/timemap/json/"])
@pytest.mark.parametrize("url", UNKNOWN)
def test_what_the_archive_does_not_have_is_not_found(reader, path, url):
    got = reader.get(f"{path}{url}")
    assert got.status == 404
    assert {"location", "link", "memento-datetime", "set-cookie"}.isdisjoint(got.headers)


@pytest.mark.parametrize(
    "spelling",
    [
        BRIDGE,
        BRIDGE.replace("https", "http"),
        BRIDGE.replace("//", "/"),
        BRIDGE.replace("yunhe", "YUNHE"),
        BRIDGE + "?utm_source=feed",
        quote(BRIDGE, safe=""),
        quote(BRIDGE + "?utm_medium=rss", safe=""),
    ],
)
def test_an_address_may_be_spelled_in_any_way(reader, spelling):
    got = reader.get(f"/timegate/{spelling}")
    assert (got.status, got.headers["location"]) == (302, THIRD)


def test_asking_for_the_head_alone_tells_the_same(reader):
    for path in (f"/timegate/{BRIDGE}", f"/timemap/link/{BRIDGE}", f"/articles/{id_of(BRIDGE)}/versions/2"):
        assert reader.get(path, method="HEAD").headers["link" if "timemap" not in path else "etag"]
        assert reader.get(path, method="POST").status == 405


# Each memento: what RFC 7089, 4.2, asks of it


def test_a_version_tells_its_time_and_its_neighbours(reader):
    got = reader.get(SECOND.removeprefix(HOME))
    assert got.status == 200
    assert got.headers["memento-datetime"] == TIMES[1]
    assert links(got.headers["link"]) == [
        (BRIDGE, {"rel": "original"}),
        (f"{HOME}/timegate/{BRIDGE}", {"rel": "timegate"}),
        (
            f"{HOME}/timemap/link/{BRIDGE}",
            {"rel": "timemap", "type": "application/link-format", "from": TIMES[0], "until": TIMES[2]},
        ),
        (FIRST, {"rel": "first prev memento", "datetime": TIMES[0]}),
        (SECOND, {"rel": "memento", "datetime": TIMES[1]}),
        (THIRD, {"rel": "last next memento", "datetime": TIMES[2]}),
    ]
    assert (
        reader.get(SECOND.removeprefix(HOME), if_none_match=got.headers["etag"]).headers["memento-datetime"] == TIMES[1]
    )


def test_the_first_and_the_last_have_one_neighbour_and_the_only_one_has_none(reader):
    assert {"prev"}.isdisjoint(relations(reader.get(FIRST.removeprefix(HOME)).headers["link"]))
    assert {"next"}.isdisjoint(relations(reader.get(THIRD.removeprefix(HOME)).headers["link"]))
    only = reader.get(f"/articles/{id_of(GONE)}/versions/1").headers["link"]
    assert [told["rel"] for _, told in links(only)] == ["original", "timegate", "timemap", "first last memento"]


def test_the_page_of_the_latest_version_is_no_memento_since_it_will_change(reader):
    got = reader.get(f"/articles/{id_of(BRIDGE)}")
    assert "memento-datetime" not in got.headers
    assert relations(got.headers["link"])["timegate"] == f"{HOME}/timegate/{BRIDGE}"
    assert "memento-datetime" not in reader.get("/articles").headers


# The list of all of them: RFC 7089, 5


def test_the_timemap_lists_every_version(reader):
    got = reader.get(f"/timemap/link/{BRIDGE}")
    assert (got.status, got.headers["content-type"]) == (200, "application/link-format")
    assert links(got.text.replace("\n", " ").strip()) == [
        (BRIDGE, {"rel": "original"}),
        (
            f"{HOME}/timemap/link/{BRIDGE}",
            {"rel": "self", "type": "application/link-format", "from": TIMES[0], "until": TIMES[2]},
        ),
        (f"{HOME}/timegate/{BRIDGE}", {"rel": "timegate"}),
        (FIRST, {"rel": "first memento", "datetime": TIMES[0]}),
        (SECOND, {"rel": "memento", "datetime": TIMES[1]}),
        (THIRD, {"rel": "last memento", "datetime": TIMES[2]}),
    ]
    only = reader.get(f"/timemap/link/{GONE}").text
    assert [told["rel"] for _, told in links(only.strip())][3:] == ["first last memento"]


def test_the_timemap_as_json_tells_the_same(reader):
    got = reader.get(f"/timemap/json/{BRIDGE}")
    assert got.headers["content-type"] == "application/json"
    told = json.loads(got.body)
    assert told["original_uri"] == BRIDGE
    assert told["timegate_uri"] == f"{HOME}/timegate/{BRIDGE}"
    assert [each["uri"] for each in told["mementos"]["list"]] == [FIRST, SECOND, THIRD]
    assert told["mementos"]["first"] == {"datetime": "2026-03-02T06:00:00Z", "uri": FIRST}
    assert told["mementos"]["last"]["uri"] == THIRD


# Hostile addresses of articles


HOSTILE = [
    'https://yunhe.example/a>;rel="original",<https://evil.example/>;rel="x',
    "https://yunhe.example/港口/渡轮?甲=乙",
    "https://yunhe.example/a?x=\"'<script>&b=1#c",
    "https://yunhe.example/a%22b%3Ec?next=https://evil.example/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_adds_nothing_to_a_header(tmp_path, url):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        keep(parts, record(url, "题", "<p>文</p>"), SEEN, made_from="page")
        reader = Reader(parts)
        identity = next(iter(parts.catalog.outlets())).id
        got = reader.get(f"/timegate/{in_header(url).partition('#')[0]}")
        assert got.status == 302
        assert urlsplit(got.headers["location"]).netloc == "127.0.0.1:8000"
        assert urlsplit(got.headers["location"]).path.startswith("/articles/")
        for header in (got.headers["link"], reader.get(urlsplit(got.headers["location"]).path).headers["link"]):
            told = links(header)
            assert header.isascii()
            assert [target for target, parameters in told if parameters["rel"] == "original"] == [in_header(url)]
            assert {urlsplit(target).netloc for target, _ in told} == {"yunhe.example", "127.0.0.1:8000"}
        assert identity == "yunhe.example"


# A real server, and a real client


@pytest.fixture(scope="module")
def place(reader):
    with served(reader.app) as found:
        yield found


def raw(place: str, target: str, *lines: str) -> http.client.HTTPResponse:
    """A request as its bytes."""
    connection = http.client.HTTPConnection(urlsplit(place).netloc, timeout=10)
    connection.putrequest("GET", target, skip_accept_encoding=True)
    for line in lines:
        name, _, value = line.partition(": ")
        connection.putheader(name, value)
    connection.endheaders()
    found = connection.getresponse()
    found.read()
    return found


def test_over_a_real_server_the_timegate_leads_to_a_memento(place):
    got = raw(place, f"/timegate/{BRIDGE}", f"Accept-Datetime: {TIMES[1]}")
    assert got.status == 302
    target = got.headers["Location"]
    assert target == SECOND.replace(HOME, place)
    memento = raw(place, target.removeprefix(place))
    assert (memento.status, memento.headers["Memento-Datetime"]) == (200, TIMES[1])


@pytest.mark.parametrize(
    "target", [f"/timegate/{BRIDGE}%0d%0aX-Evil:%201", "/timegate/https://yunhe.example/%0a%0d", "/timegate/%2e%2e/"]
)
def test_over_a_real_server_nothing_can_be_put_into_an_answer(place, target):
    got = raw(place, target)
    assert got.status == 404
    assert got.headers["X-Evil"] is None


ASK = """
import json, sys
from datetime import datetime
from memento_client import MementoClient
place, url, *times = sys.argv[1:]
client = MementoClient(timegate_uri=f"{place}/timegate/", check_native_timegate=False)
told = [client.get_memento_info(url, datetime.fromisoformat(time)) for time in times]
print(json.dumps(told, default=str))
"""


def test_memento_client_finds_a_version_by_its_date(tmp_path):
    """The client first asks the article's own address, so an outlet is served too."""
    create_archive(tmp_path)
    with served(PlainTextResponse("the outlet's own page of today")) as outlet, open_archive(tmp_path) as parts:
        url = f"{outlet}/2026/bridge?id=7"
        for minutes in range(3):
            keep(parts, record(url, "桥", f"<p>第{minutes}稿</p>"), SEEN + timedelta(minutes=minutes), made_from="page")
        times = [(SEEN + timedelta(minutes=minutes)).replace(tzinfo=None).isoformat() for minutes in (-60, 1.5, 600)]
        with served(Reader(parts).app) as place:
            done = archivists.run("python", "-c", ASK, place, url, *times)
        (found,) = parts.catalog.articles(Listing())
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    addresses = [f"{place}/articles/{found.id}/versions/{number}" for number in (1, 2, 3)]
    assert [each["mementos"]["closest"]["uri"] for each in told] == [[address] for address in addresses]
    assert [each["mementos"]["closest"]["http_status_code"] for each in told] == [200, 200, 200]
    assert told[1]["original_uri"] == url
    assert told[1]["mementos"]["prev"]["uri"] == [addresses[0]]
    assert told[1]["mementos"]["next"]["uri"] == [addresses[2]]
    assert told[1]["mementos"]["closest"]["datetime"] == "2026-03-02 06:01:00"
