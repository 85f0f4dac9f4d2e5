"""What holds for every answer, whatever was asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web.press import BRIDGE, KEPT_PICTURE, SEEN, id_of, tell

from samarkand.model.events import Event
from samarkand.web.guard import KnownHosts, is_loopback

HOME = f"/articles/{id_of(BRIDGE)}"


@pytest.mark.parametrize(
    "path", ["/", HOME, "/nothing", "/?before=x", "/static/style.css", "/feed.atom", f"{HOME}/versions/1/record"]
)
def test_every_answer_forbids_scripts_frames_and_sniffing(reader, path):
    headers = reader.get(path).headers
    assert headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'"
    )
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "XYZ"])
def test_other_methods_are_refused_with_a_page(reader, method):
    answer = reader.get("/", method)
    assert answer.status == 405
    assert "GET" in answer.headers["allow"]
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/nothing",
            "/stories",
            "/stories/x",
            "/stories/s" + "0" * 16,
            "/articles/zz",
            "/articles/" + "0" * 16,
            f"{HOME}/versions/9",
            f"{HOME}/versions/0",
        ),
        *(f"{HOME}/versions/{'9' * 5000}", f"{HOME}/versions/-1", f"{HOME}/versions/x/record", "/outlets/nobody", "//"),
        *("/images/../samarkand.toml", "/images/%2e%2e/%2e%2e/etc/passwd", "/images/aa/bb.svg", "/static/../server.py"),
        *(
            "/images/" + "a" * 300,
            "/static/base.html",
            "/outlets/",
            f"{HOME}/",
            "/%00",
            "/articles/%00",
            "/outlets/%ff",
        ),
    ],
)
def test_what_does_not_exist_has_a_page_that_says_so(reader, path):
    answer = reader.get(path, accept_language="en")
    assert answer.status == 404
    assert "There is no such page" in answer.text


@pytest.mark.parametrize(
    "place", ["", "x", "1", "1.2", "1." + "g" * 16, "9" * 30 + "." + "0" * 16, "1." + "0" * 16 + "'", "１." + "0" * 16]
)
def test_a_place_that_cannot_be_read_is_told(reader, place):
    for name in ("before", "after"):
        answer = reader.get(f"/articles?{name}={place}", accept_language="en")
        assert answer.status == 400
        assert "Start again from the front page" in answer.text


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=40).map(lambda data: "/" + "".join(f"%{byte:02x}" for byte in data)),
        st.lists(
            st.sampled_from(
                (
                    "articles",
                    "outlets",
                    "yunhe",
                    "versions",
                    "images",
                    "static",
                    "record",
                    "feed.atom",
                    id_of(BRIDGE),
                    "1",
                    "2",
                    "..",
                    "%00",
                    "%ff",
                    "",
                )
            ),
            max_size=6,
        ).map(lambda parts: "/" + "/".join(parts)),
    ),
    st.sampled_from(
        (
            "",
            "?hl=en",
            "?hl=%ff",
            "?before=",
            "?after=1.0000000000000000",
            "?before=-99999999999999.ffffffffffffffff",
            "?a&b=%00&hl=en&hl=x",
            "?%",
        )
    ),
    st.text(alphabet=st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=20),
)
def test_no_address_breaks_the_reader(reader, path, query, header):
    answer = reader.get(
        path + query, accept_language=header, if_none_match=header, if_modified_since=header, host=header
    )
    assert answer.status in {200, 302, 304, 400, 404}


def test_a_picture_is_served_as_what_its_bytes_are(reader):
    path = reader.parts.catalog.images([KEPT_PICTURE])[KEPT_PICTURE].path
    answer = reader.get(f"/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "data", [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"<html>", b"", b"BM12"]
)
def test_what_is_no_picture_is_not_served_whatever_it_is_called(reader, data):
    path = "images/aa/" + "a" * 10 + f"{len(data):02}.png"
    if not (reader.parts.archive.root / path).exists():
        tell(reader.parts, Event("image", SEEN, {"url": f"https://x.example/{len(data)}", "image": path}, {path: data}))
    assert reader.get(f"/{path}").status == 404


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000", "127.0.0.5:80"]
)
def test_the_names_of_this_machine_are_answered(reader, host):
    assert reader.get("/", app=KnownHosts(reader.app, "127.0.0.5"), host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::2]", "0x7f.1"]
)
def test_other_names_are_refused_on_loopback(reader, host):
    answer = reader.get("/", app=KnownHosts(reader.app, "127.0.0.1"), host=host)
    assert answer.status == 403
    assert "content-security-policy" in answer.headers


def test_loopback_is_known_in_its_forms():
    assert [is_loopback(host) for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.2", "127.evil.example")] == [False] * 4
