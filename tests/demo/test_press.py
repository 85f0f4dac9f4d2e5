import socket
import struct
from collections.abc import Mapping
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from samarkand.demo.press import Press

Got = tuple[int, Mapping[str, str], bytes]


def get(url: str, method: str = "GET", **headers: str) -> Got:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, headers=named, method=method), timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_every_outlet_has_a_home_and_a_feed_or_a_reason(press: Press):
    assert len(press.outlets) >= 6
    for outlet in press.outlets:
        assert get(outlet.home)[0] == 200
        assert get(outlet.feed)[0] == (410 if outlet.id == "lanting" else 200)
    assert {outlet.id for outlet in press.outlets if outlet.follow == outlet.home} == {"courier"}
    assert {language for outlet in press.outlets for language in outlet.languages} == {"zh-Hans", "zh-Hant", "en"}


def test_an_unchanged_page_is_answered_by_304_and_a_changed_one_in_full(press: Press):
    url = f"{press.address}/haibao/rss.xml"
    status, headers, body = get(url)
    assert (status, bool(body)) == (200, True)
    assert get(url, If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert get(url, If_Modified_Since=headers["Last-Modified"])[::2] == (304, b"")
    assert get(url, If_None_Match='"another"')[0] == 200
    press.advance(2)
    assert get(url, If_None_Match=headers["ETag"])[0] == 200


def test_the_advertisement_changes_at_every_request_and_the_etag_does_not(press: Press):
    url = press.outlets[0].home
    first, second = get(url), get(url)
    assert first[2] != second[2]
    assert first[1]["ETag"] == second[1]["ETag"]


def test_the_same_now_gives_the_same_bytes_but_for_the_port(world, now):
    def everything(press: Press) -> bytes:
        address = press.address.encode()
        return b"".join(get(f"{press.address}/{path}")[2] for path in ("haibao/rss.xml", "yusheng/feed.json")).replace(
            address, b""
        )

    with Press(world, now=now, round=3) as one, Press(world, now=now, round=3) as other:
        assert everything(one) == everything(other)


def test_parameters_that_a_feed_adds_lead_to_the_same_page(press: Press):
    tagged = get(f"{press.address}/gangshi/content.php?id=51877&from=rss")
    assert tagged[0] == 200
    assert "岭口".encode("gb18030") in tagged[2]
    assert get(f"{press.address}/gangshi/content.php?id=1")[0] == 404
    assert get(f"{press.address}/yugang/news/88310/strait-collision?utm_source=atom&utm_medium=feed")[0] == 200


def test_a_title_in_an_address_may_be_escaped_in_any_case(press: Press):
    (path,) = [path for path in press._site if path.startswith("/beian/cn/") and "%E9%B9%AD%E5%B0%BE" in path][:1]
    assert get(press.address + path)[0] == 200
    assert get(press.address + path.replace("%E", "%e"))[0] == 200


def test_pictures_come_plain_and_through_the_proxy_and_one_is_missing(press: Press):
    plain = f"{press.address}/beian/pictures/sea-strait-search.png"
    status, headers, body = get(plain)
    assert (status, headers["Content-Type"]) == (200, "image/png")
    assert get(f"{press.address}/proxy?url={quote(plain, safe='')}")[2] == body
    assert get(f"{press.address}/courier/pictures/missing-rally.png")[0] == 404
    assert get(f"{press.address}/proxy?url=x")[0] == 404
    assert get(f"{press.address}/proxy")[0] == 404
    assert get(f"{press.address}/nobody/pictures/sea.png")[0] == 404


def test_head_answers_without_a_body(press: Press):
    status, headers, body = get(press.outlets[0].home, method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_what_is_nowhere_is_answered_by_404(press: Press):
    assert get(f"{press.address}/haibao/nothing")[0] == 404
    assert get(f"{press.address}/haibao/%ff%zz?id=%ff")[0] == 404


def test_every_request_is_told_of(press: Press):
    get(f"{press.address}/robots.txt")
    get(f"{press.address}/haibao/nothing", method="HEAD")
    assert press.requests == [("GET", "/robots.txt", 200), ("HEAD", "/haibao/nothing", 404)]


def test_rounds_go_from_one_to_four(press: Press, now):
    moments = []
    for round_ in (1, 2, 3, 4):
        press.advance(round_)
        moments.append(press.moment)
    assert moments == sorted(set(moments))
    assert moments[-1] <= now
    for round_ in (0, 5):
        with pytest.raises(ValueError, match="rounds 1 to 4"):
            press.advance(round_)
    assert press.round == 4


def test_a_client_that_hangs_up_is_passed_over_in_silence(press: Press, capsys):
    host, _, port = press.address.removeprefix("http://").partition(":")
    for _ in range(3):
        with socket.create_connection((host, int(port))) as line:
            line.sendall(b"GET /haibao/ HTTP/1.1\r\nHost: x\r\n\r\n")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert get(press.outlets[0].home)[0] == 200
    assert capsys.readouterr().err == ""
