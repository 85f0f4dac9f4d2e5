"""Every page and feed of every round, without a server."""

import json
import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import feedparser
import pytest

from samarkand.demo.nouns import Edit
from samarkand.demo.rounds import Clock
from samarkand.demo.site import ADVERT, Edition, build
from samarkand.text.markup import parse_page

ADDRESS = "http://127.0.0.1:1"
ROUNDS = (1, 2, 3, 4)


@pytest.fixture(scope="module")
def sites(world, now):
    return {round_: build(Edition(world, round_, Clock(now), ADDRESS)) for round_ in ROUNDS}


def text_of(resource) -> str:
    """The page as a browser decodes it."""
    return parse_page(resource.body.replace(ADVERT.encode(), b"")).text


@pytest.mark.parametrize("round_", ROUNDS)
def test_every_page_parses_and_shows_its_title_and_no_template_or_placeholder(sites, round_):
    pages = [each for each in sites[round_].values() if each.type.startswith("text/html")]
    assert len(pages) > 40
    for page in pages:
        document = parse_page(page.body)
        shown = document.text
        assert document.select_one("h1, p") is not None
        assert not re.search(r"\{\{|\{%|\{[a-z]+:|undefined", shown)
        assert "\ufffd" not in shown


@pytest.mark.parametrize("round_", ROUNDS)
def test_every_feed_holds_entries_that_lead_to_pages_of_the_site(sites, world, round_):
    for outlet in world.outlets:
        resource = sites[round_][f"/{outlet.id}/{outlet.feed.path}"]
        troubles = [trouble.kind for trouble in outlet.feed.troubles if trouble.holds_in(round_)]
        if troubles == ["gone"]:
            assert resource.status == 410
            continue
        if outlet.feed.format == "json11":
            links = [item["url"] for item in json.loads(resource.body)["items"]]
        else:
            feed = feedparser.parse(resource.body, response_headers={"content-type": resource.type})
            assert feed.bozo == (troubles == ["cut"]) or isinstance(
                feed.bozo_exception, feedparser.CharacterEncodingOverride
            )
            assert feed.version == {"rss20": "rss20", "rss10": "rss10", "atom10": "atom10"}[outlet.feed.format]
            links = [entry.link for entry in feed.entries]
        assert links, outlet.id
        for link in links:
            path = re.sub(r"[?&](utm_|from).*", "", link.removeprefix(ADDRESS))
            page = sites[round_][path]
            assert sites[round_][page.location.removeprefix(ADDRESS) or path].status == 200


def test_one_feed_is_broken_in_one_round_only(sites):
    def is_whole(round_: int) -> bool:
        try:
            ET.fromstring(sites[round_]["/yugang/atom.xml"].body)
        except ET.ParseError:
            return False
        return True

    assert [is_whole(round_) for round_ in ROUNDS] == [True, True, False, True]


def test_a_full_feed_holds_the_last_words_of_each_text_and_a_short_one_does_not(sites, world):
    full = sites[4]["/haibao/rss.xml"].body.decode()
    assert "风速六米，视线好，开工。" in full
    assert "不会拦" not in sites[4]["/gangshi/rss.php"].body.decode("gb18030")
    assert {outlet.feed.full for outlet in world.outlets} == {True, False}


def test_one_outlet_names_another_encoding_than_it_uses(sites):
    page = next(each for path, each in sites[1].items() if path.startswith("/gangshi/content.php"))
    assert page.type == "text/html; charset=gb2312"
    assert page.body.decode("gb18030")
    declared = b"".join(each.body for each in sites[4].values() if "gb2312" in each.type)
    with pytest.raises(UnicodeDecodeError):
        declared.decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        declared.decode("gbk")


def test_one_outlets_pictures_come_through_the_proxy(sites):
    pages = [parse_page(each.body) for path, each in sites[1].items() if path.startswith("/beian/cn/2")]
    sources = [image.attr("src") for page in pages for image in page.select("img")]
    assert sources
    assert all(source.startswith(f"{ADDRESS}/proxy?url=http%3A%2F%2F127.0.0.1%3A1%2Fbeian%2F") for source in sources)


def test_a_feed_that_is_not_announced_is_found_on_the_home_page(sites):
    link = parse_page(sites[1]["/courier/"].body).select_one('link[rel="alternate"]')
    assert link is not None
    assert f"/courier/{link.attr('href')}" in sites[1]


def test_some_pages_change_in_their_furniture_alone(sites):
    changed = Counter()
    for path, page in sites[1].items():
        later = sites[2].get(path)
        if path.startswith("/shanwen/p/") and later:
            changed["body" if later.modified != page.modified else "furniture"] += later.body != page.body
    assert changed["furniture"] > 0
    assert changed["body"] == 0


def test_a_page_is_gone_in_the_third_round_and_back_in_the_fourth(sites):
    (path,) = [path for path in sites[2] if path.endswith("/9201") and path.startswith("/yusheng/")]
    assert [sites[round_][path].status for round_ in (2, 3, 4)] == [200, 410, 200]
    assert "暫時下架" in text_of(sites[4][path])


def test_a_page_moves_in_the_last_round_and_another_says_with_a_good_status_that_it_is_gone(sites):
    (old,) = [path for path, page in sites[4].items() if page.status == 301]
    assert sites[3][old].status == 200
    assert sites[4][old].location == f"{ADDRESS}/yugang/archive/strike-second-night"
    assert "碼頭罷工" in text_of(sites[4]["/yugang/archive/strike-second-night"])
    withdrawn = [
        path
        for path, page in sites[4].items()
        if page.status == 200 and "撤回此稿" in page.body.decode("utf-8", "ignore")
    ]
    assert len(withdrawn) == 1
    assert "410" not in text_of(sites[4][withdrawn[0]])


def test_a_page_may_lead_to_the_home_page_when_it_is_gone(world, now):
    edited = replace(world.articles[0], edits=(Edit(2, gone=True, leaves="home"),))
    pages = build(Edition(replace(world, articles=(edited,)), 4, Clock(now), ADDRESS))
    (page,) = [page for page in pages.values() if page.status == 302]
    assert page.location == f"{ADDRESS}/{edited.outlet}/"


def test_robots_txt_forbids_a_folder_that_holds_an_article(sites, world):
    robots = sites[1]["/robots.txt"].body.decode()
    assert "Disallow: /courier/members/\n" in robots
    assert any(path.startswith("/courier/members/") for path in sites[4])


def test_an_outlet_fell_silent_and_another_one_is_dead(sites):
    entries = [ET.fromstring(sites[round_]["/shanwen/feed.atom"].body) for round_ in ROUNDS]
    assert len({ET.tostring(each) for each in entries}) == 1
    assert {sites[round_]["/lanting/rss"].status for round_ in ROUNDS} == {410}


def test_the_same_now_gives_the_same_bytes_and_another_now_other_dates(world, now, sites):
    assert build(Edition(world, 2, Clock(now), ADDRESS)) == sites[2]
    later = build(Edition(world, 2, Clock(now.replace(month=6)), ADDRESS))
    assert later["/haibao/rss.xml"].body != sites[2]["/haibao/rss.xml"].body


def test_no_time_lies_after_the_moment_of_its_round(world, now, sites):
    for round_ in ROUNDS:
        moment = Clock(now).instant(world.rounds[round_ - 1])
        assert all(each.modified <= moment for each in sites[round_].values())
