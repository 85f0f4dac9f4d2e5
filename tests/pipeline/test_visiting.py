from __future__ import annotations

import pytest
from pipeline.conftest import FEED
from twins.fetcher import Page
from twins.network import LINES, article, body, rss

from samarkand.ids import article_id
from samarkand.model.collecting import PageState, Trouble
from samarkand.pipeline.updating import keep, update

A = "https://port.example/city/a.html"


def round_of(parts, net):
    return [(report.outcome, report.detail) for report in update(parts, net.network, net.now) if report.subject == A]


@pytest.fixture
def collected(parts, net):
    """An archive that has one article, made from its page."""
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "pubDate": "Sat, 07 Sep 2030 11:00:00 GMT"}))
    net.page(A, article(), etag='"1"')
    assert [outcome for outcome, _ in round_of(parts, net)] == ["new"]
    return parts


def only(parts):
    """The article at A."""
    return parts.catalog.article(article_id("port", A))


def test_a_page_that_is_the_same_is_no_version(collected, net):
    net.later(hours=4)
    assert round_of(collected, net) == [("unchanged", "")]
    assert [request.etag for request in net.fetcher.asked if request.url == A] == ["", '"1"']


def test_furniture_that_changes_is_no_version(collected, net):
    net.page(A, article(furniture="<a href='/x'>海风牌电水壶，三分钟烧开一壶水</a>"))
    net.later(hours=4)
    assert round_of(collected, net) == [("unchanged", "")]
    assert only(collected).versions == 1


def test_one_changed_word_is_a_version(collected, net):
    net.page(A, article(lines=[line.replace("凌晨三点", "凌晨四点") for line in LINES]))
    net.later(hours=4)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]
    assert only(collected).versions == 2


def test_a_changed_title_is_a_version(collected, net):
    net.page(A, article("码头恢复部分装卸"))
    net.later(hours=4)
    assert round_of(collected, net) == [("changed", "码头恢复部分装卸")]


def test_a_text_that_is_changed_back_is_a_version_too(collected, net):
    for number, title in enumerate(("码头停工", "码头恢复装卸"), 2):
        net.page(A, article(title))
        net.later(hours=20)
        round_of(collected, net)
        assert only(collected).versions == number


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_vanishes_is_told_once_and_what_was_kept_stays(collected, net, status):
    net.web[A] = Page(status=status)
    net.later(hours=4)
    assert round_of(collected, net) == [("gone", f"{status}; what was kept stays: 码头恢复装卸")]
    assert only(collected).gone_at == net.now
    net.later(hours=20)
    assert round_of(collected, net) == [("unchanged", "still gone")]
    assert only(collected).versions == 1


def test_a_page_that_comes_back_is_told_and_its_new_text_is_a_version(collected, net):
    net.web[A] = Page(status=410)
    net.later(hours=4)
    round_of(collected, net)
    net.page(A, article(lines=LINES[:-1]))
    net.later(hours=20)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["back", "changed"]
    assert only(collected).gone_at is None


def test_a_vanished_page_that_leads_to_the_front_page_is_not_back(collected, net):
    net.web[A] = Page(status=410)
    net.later(hours=4)
    round_of(collected, net)
    net.web[A] = Page(status=302, headers=(("Location", "/"),))
    net.page("https://port.example/", article("今日要闻"))
    net.later(hours=20)
    assert round_of(collected, net) == [("unchanged", "still gone")]
    assert only(collected).gone_at is not None


def test_a_redirect_to_the_front_page_is_no_article(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A}))
    net.web[A] = Page(status=302, headers=(("Location", "/"),))
    net.page("https://port.example/", article("今日要闻"))
    ((outcome, detail),) = round_of(parts, net)
    assert outcome == "failed"
    assert "front page https://port.example/" in detail
    assert [line.kind for line in parts.archive.lines()] == ["round"]


def test_a_page_without_an_article_is_told_and_nothing_is_kept(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A}))
    net.page(A, "<!DOCTYPE html><html><body><div id=app></div></body></html>")
    assert round_of(parts, net) == [("failed", "no article was found on this page; nothing was kept")]


def test_a_page_that_never_was_is_told(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A}))
    assert round_of(parts, net) == [("failed", "the host answered 404: there is no such page")]


def test_a_page_that_fails_is_asked_for_again_later_and_not_at_once(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A}))
    net.web[A] = Trouble.TOO_SLOW
    assert [outcome for outcome, _ in round_of(parts, net)] == ["failed"]
    net.later(minutes=30)
    assert round_of(parts, net) == []
    net.page(A, article())
    net.later(minutes=31)
    assert [outcome for outcome, _ in round_of(parts, net)] == ["new"]


def test_an_article_made_from_its_feed_is_not_measured_by_its_page(parts, net):
    net.page(
        FEED, rss({"title": "码头恢复装卸", "link": A, "body": body(), "pubDate": "Sat, 07 Sep 2030 11:30:00 GMT"})
    )
    round_of(parts, net)
    net.page(A, article("完全不同的排版与标题"))
    net.later(hours=1)
    assert round_of(parts, net) == [("unchanged", "")]
    net.web[A] = Page(status=404)
    net.later(hours=3)
    assert [outcome for outcome, _ in round_of(parts, net)] == ["gone"]


def test_an_article_of_a_feed_that_was_withdrawn_and_comes_back_is_noticed_in_the_same_round(parts, net):
    told = {"title": "码头恢复装卸", "link": A, "body": body(), "pubDate": "Sat, 07 Sep 2030 11:30:00 GMT"}
    net.page(FEED, rss(told))
    round_of(parts, net)
    net.page(FEED, rss({"title": "别的", "link": A + "2", "body": body()}))
    net.web[A] = Page(status=410)
    net.later(hours=6)
    assert [outcome for outcome, _ in round_of(parts, net)] == ["gone"]
    net.page(FEED, rss(told | {"body": body(*LINES[1:])}))
    net.page(A, article())
    net.later(hours=3)
    assert sorted(outcome for outcome, _ in round_of(parts, net)) == ["back", "changed", "unchanged"]
    assert only(parts).gone_at is None


def test_two_states_of_one_page_do_not_make_a_round_go_on_for_ever(collected, net):
    other = PageState("another-id", A, net.now, outlet="renamed")
    collected.catalog.remember(pages=[other])
    net.asked("page")
    net.later(hours=4)
    round_of(collected, net)
    assert net.asked("page") == [A]
    assert list(collected.catalog.pages_due(net.now, 10)) == []


def test_many_pages_are_kept_in_one_round(parts, net):
    urls = [f"https://port.example/{number}" for number in range(450)]
    net.page(FEED, rss(*({"title": f"第{n}篇", "link": url} for n, url in enumerate(urls))))
    for number, url in enumerate(urls):
        net.page(url, article(f"第{number}篇", LINES[number % 3 :]))
    outcomes = [report.outcome for report in update(parts, net.network, net.now)]
    assert outcomes.count("new") == len(urls)
    assert list(parts.archive.verify()) == []


# Pages kept on request


def test_a_page_is_kept_on_request_with_its_answer(parts, net):
    net.page(A, article())
    (report,) = keep(parts, net.network, [A, A], net.now)
    assert (report.outcome, report.subject, report.detail) == ("new", A, "码头恢复装卸")
    assert only(parts).latest.capture.startswith("pages/2030-09/")
    net.later(days=2)
    assert [report.outcome for report in keep(parts, net.network, [A], net.now)] == ["unchanged"]


@pytest.mark.parametrize("address", ["port.example/a", "file:///etc/passwd", "javascript:alert(1)", ""])
def test_what_is_no_web_address_is_not_asked_for(parts, net, address):
    (report,) = keep(parts, net.network, [address], net.now)
    assert (report.outcome, report.subject) == ("failed", address)
    assert net.fetcher.asked == []
