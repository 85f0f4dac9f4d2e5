from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samarkand.ids import sha256
from samarkand.model.collecting import Answer, Failure, Request, Trouble
from samarkand.steps.pictures import may_pass, picture_path, problem_of

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)
REQUEST = Request("https://p.example/x", "image")


def answer(body: bytes = b"", status: int = 200, kind: str = "image/png") -> Answer:
    return Answer(REQUEST, REQUEST.url, status, (("Content-Type", kind),), body, AT)


@pytest.mark.parametrize(
    ("beginning", "ending"),
    [
        (b"\xff\xd8\xff\xdb", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"RIFF\n\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x1cftypavif", "avif"),
    ],
)
def test_a_picture_is_filed_by_its_hash_and_what_it_really_is(beginning, ending):
    data = beginning + b"..."
    digest = sha256(data)
    assert picture_path(data) == f"images/{digest[:2]}/{digest}.{ending}"
    assert problem_of(answer(data, kind="text/html")) == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE html>",
        b"RIFF\x00\x00\x00\x00WAVE",
        b" \xff\xd8\xff",
        b"MZ",
    ],
)
def test_what_a_browser_could_run_or_would_not_show_is_no_picture(data):
    assert picture_path(data) == ""
    assert problem_of(answer(data)) == "the answer is no picture"


def test_why_there_is_no_picture_is_told():
    assert problem_of(answer(status=404)) == "the host answered 404"
    assert problem_of(Failure(REQUEST, Trouble.TOO_LARGE, "over 20 MiB", AT)) == "too-large: over 20 MiB"


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, False), (403, False), (404, False), (410, False), (429, True), (500, True), (503, True)],
)
def test_only_what_may_be_over_tomorrow_is_asked_for_again(status, expected):
    assert may_pass(answer(status=status)) is expected


@pytest.mark.parametrize("trouble", Trouble)
def test_troubles_of_the_network_pass_and_those_of_the_address_do_not(trouble):
    passing = {Trouble.TOO_SLOW, Trouble.NO_CONNECTION, Trouble.WAIT, Trouble.NO_HOST}
    assert may_pass(Failure(REQUEST, trouble, "", AT)) == (trouble in passing)
