from __future__ import annotations

from dataclasses import replace

import pytest
from pipeline.conftest import FEED
from twins.fetcher import Page
from twins.network import body, rss

from samarkand.ids import sha256
from samarkand.model.collecting import Trouble
from samarkand.pipeline.updating import update

A = "https://port.example/a"
PICTURE = "https://img.port.example/quay.jpg"
JPEG = b"\xff\xd8\xff\xe0 an invented picture"
PATH = f"images/{sha256(JPEG)[:2]}/{sha256(JPEG)}.jpg"


def told(parts, net):
    return [
        (report.outcome, report.detail) for report in update(parts, net.network, net.now) if report.subject == PICTURE
    ]


@pytest.fixture
def shown(parts, net):
    """An archive whose only article shows one picture."""
    net.page(FEED, rss({"title": "甲", "link": A, "body": f'<p><img src="{PICTURE}"></p>{body()}'}))
    return parts


def test_a_picture_is_filed_by_its_content(shown, net):
    net.page(PICTURE, JPEG)
    assert told(shown, net) == [("picture", PATH)]
    assert shown.archive.read(PATH) == JPEG
    assert shown.catalog.images([PICTURE])[PICTURE].path == PATH
    assert net.asked("image") == [PICTURE]


def test_a_picture_that_was_got_is_not_asked_for_again(shown, net):
    net.page(PICTURE, JPEG)
    told(shown, net)
    net.asked("image")
    net.later(days=1)
    assert told(shown, net) == []
    assert net.asked("image") == []


def test_the_same_picture_at_two_addresses_is_one_file(parts, net):
    other = "https://img.port.example/copy.jpg"
    pictures = f'<p><img src="{PICTURE}"><img src="{other}"></p>'
    net.page(FEED, rss({"title": "甲", "link": A, "body": pictures + body()}))
    net.page(PICTURE, JPEG)
    net.page(other, JPEG)
    list(update(parts, net.network, net.now))
    assert [path for path in parts.archive.files if path.startswith("images/")] == [PATH]
    assert {image.path for image in parts.catalog.images([PICTURE, other]).values()} == {PATH}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Page(b"", 404), "the host answered 404"),
        (Page(b"<html>please log in</html>"), "the answer is no picture"),
        (Page(b"<svg onload='alert(1)'>"), "the answer is no picture"),
        (Page(b""), "the answer is no picture"),
        (Trouble.TOO_LARGE, "too-large"),
        (Trouble.ROBOTS, "robots"),
        (Trouble.PRIVATE_ADDRESS, "private-address"),
    ],
)
def test_a_picture_that_cannot_be_had_is_named_as_missing_and_left(shown, net, answer, reason):
    net.web[PICTURE] = answer
    ((outcome, detail),) = told(shown, net)
    assert outcome == "note"
    assert detail.startswith("picture missing: ")
    assert reason in detail
    assert reason in shown.catalog.images([PICTURE])[PICTURE].problem
    net.later(days=1)
    assert told(shown, net) == []


@pytest.mark.parametrize("answer", [Page(b"", 503), Page(b"", 429), Trouble.TOO_SLOW, Trouble.NO_CONNECTION])
def test_a_picture_of_a_busy_host_is_asked_for_in_the_next_rounds_and_given_up_after_days(shown, net, answer):
    net.web[PICTURE] = answer
    for _ in range(3):
        ((_, detail),) = told(shown, net)
        assert detail.startswith("picture not had yet: ")
        net.later(days=1)
    net.later(hours=1)
    ((_, detail),) = told(shown, net)
    assert detail.startswith("picture missing: ")
    assert told(shown, net) == []


def test_hundreds_of_pictures_are_all_asked_for_once(parts, net):
    addresses = [f"https://img.port.example/{number}.jpg" for number in range(1200)]
    pictures = "".join(f'<img src="{address}">' for address in addresses)
    net.page(FEED, rss({"title": "甲", "link": A, "body": f"<p>{pictures}</p>{body()}"}))
    for number, address in enumerate(addresses):
        if number % 2:
            net.page(address, JPEG + b"%d" % number)
        else:
            net.web[address] = Trouble.TOO_SLOW
    list(update(parts, net.network, net.now))
    assert sorted(net.asked("image")) == sorted(addresses)
    assert sum(path.startswith("images/") for path in parts.archive.files) == 600


def test_no_picture_is_asked_for_where_none_are_wanted(net, parts):
    plain = replace(parts, settings=replace(parts.settings, keep_images=False))
    net.page(FEED, rss({"title": "甲", "link": A, "body": f'<p><img src="{PICTURE}"></p>{body()}'}))
    assert told(plain, net) == []
    assert net.asked("image") == []
