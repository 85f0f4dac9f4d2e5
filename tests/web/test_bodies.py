"""Bodies as they are shown: pictures in their places, nothing that only made distance."""

from __future__ import annotations

import time

import pytest
from web.press import SEEN

from samarkand.model.articles import Record
from samarkand.model.catalog import StoredImage
from samarkand.model.outlets import Era, Outlet
from samarkand.steps.reading import arrange
from samarkand.web.bodies import Showing, shown_body

BASE = "https://a.example/2026/1"
KEPT = StoredImage("https://a.example/k.png", f"images/aa/{'a' * 64}.png", "", SEEN)
DRAWING = StoredImage("https://a.example/k.svg", f"images/aa/{'a' * 64}.svg", "", SEEN)
LOST = StoredImage("https://a.example/l.png", "", "the host answered 404", SEEN)


def say(key: str, **values: str) -> str:
    return "|".join((key, *values.values()))


def shown(html: str) -> str:
    body = arrange(Record("题", BASE, html), Outlet("a", "甲"), SEEN)
    return shown_body(body, BASE, Showing({image.url: image for image in (KEPT, DRAWING, LOST)}, say))


def test_a_kept_picture_stands_where_it_stood():
    image = f'<span class="picture"><img src="/{KEPT.path}" alt="山" loading="lazy"></span>'
    assert shown('<p>甲<img src="/k.png" alt="山" onerror="x()">乙</p>') == f"<p>甲{image}乙</p>"


def test_a_picture_that_a_script_would_have_put_in_is_found():
    assert f'src="/{KEPT.path}"' in shown('<img src="data:image/gif;base64,R0" data-src="../k.png">')


def test_a_caption_inside_a_figure_stays_there_and_one_is_enough():
    html = shown('<figure><img src="/k.png"><figcaption>一座<b>山</b></figcaption></figure>')
    assert html.endswith("<figcaption>一座<b>山</b></figcaption></figure>")
    assert html.count("一座") == 2, "the caption, and the words for those who do not see the picture"


def test_a_caption_beside_its_picture_moves_to_it():
    outlet = Outlet("a", "甲", eras=(Era(captions=("img + small",)),))
    body = arrange(Record("题", BASE, '<p>甲</p><img src="/k.png"><small>一座山</small><p>乙</p>'), outlet, SEEN)
    html = shown_body(body, BASE, Showing({KEPT.url: KEPT}, say))
    image = f'<img src="/{KEPT.path}" alt="一座山" loading="lazy">'
    assert html == f'<p>甲</p><span class="picture">{image}<span class="caption">一座山</span></span><p>乙</p>'


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/l.png", "picture_missing|the host answered 404"),
        ("/n.png", "picture_never_asked"),
        ("/k.svg", f"picture_not_shown|{DRAWING.path}"),
    ],
)
def test_a_picture_that_is_not_shown_is_named_with_the_reason_and_its_address(address, said):
    html = shown(f'<img src="{address}" alt="山">')
    assert "<img" not in html
    assert f'<span class="why">{said}</span><span class="alt">山</span>' in html
    assert f'<a href="https://a.example{address}" rel="nofollow noreferrer noopener" class="address">' in html


def test_inside_a_link_an_address_is_no_link_again():
    html = shown('<a href="/big"><img src="/n.png"></a>')
    assert html.count("<a ") == 1
    assert '<span class="address">https://a.example/n.png</span>' in html


def test_other_media_are_named_with_their_address():
    html = shown('<video><source src="/v.mp4"></video><iframe src="//v.example/x"></iframe><embed src="javascript:1">')
    assert html.count('<span class="why">media_not_kept</span>') == 3
    assert 'href="https://v.example/x"' in html
    assert "javascript" not in html


def test_pixels_and_pictures_in_furniture_leave_nothing():
    assert (
        shown(
            '<p>甲<img src="/k.png" width="1"></p><div class="addtoany_share_save_container"><img src="/k.png"></div>'
        )
        == "<p>甲</p>"
    )


def test_links_are_made_absolute_and_stay_links():
    assert 'href="https://a.example/2026/2"' in shown('<a href="2">甲</a>')
    assert 'href="https://a.example/2026/1#n"' in shown('<a href="#n">甲</a>')
    assert "href" not in shown('<a href="javascript:x()">甲</a>')


@pytest.mark.parametrize("mark", ["0", "7", "-1", "x", ""])
def test_nobody_can_put_marks_for_pictures_into_a_body(mark):
    assert shown(f'<p>甲</p><img data-mark="{mark}">').startswith("<p>甲</p>")


@pytest.mark.parametrize(
    "html",
    [
        *("<div>" * 100_000, "<b>" * 100_000, "<br>" * 100_000, "<p>甲</p>" * 50_000, "<p>" * 100_000),
        *("<a>" * 50_000 + "<img src=/k.png>" * 5_000, "<div>" * 20_000 + "<img src=/k.png>" * 5_000 + "甲"),
        *("<figure><img src=/k.png><figcaption>甲</figcaption>" * 5_000, "<iframe src=/x></iframe>" * 20_000),
    ],
    ids=lambda html: html[:30],
)
def test_a_body_of_any_shape_is_shown_within_two_seconds(html):
    start = time.perf_counter()
    shown(html)
    assert time.perf_counter() - start < 2
