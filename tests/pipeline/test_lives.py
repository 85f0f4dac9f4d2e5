"""What becomes of articles over rounds: taken down and back, moved, restless pages, hot stories, clocks that jump."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pipeline.conftest import FEED
from twins.fetcher import Page
from twins.network import LINES, article, body, record, rss

from samarkand.changing import Changes
from samarkand.ids import article_id
from samarkand.lives import Lives
from samarkand.model.events import Event
from samarkand.model.stories import Placement, Story
from samarkand.pipeline.rebuilding import rebuild
from samarkand.pipeline.scheduling import joined_lately
from samarkand.pipeline.updating import update
from samarkand.queries import Queries
from samarkand.steps.restlessness import MOST_A_DAY
from samarkand.times import iso

A = "https://port.example/city/a.html"
B = "https://port.example/archive/2030/a.html"
HOME = "https://port.example/"
LOST = (
    "<!DOCTYPE html><html><head><title>港口日报</title></head><body><p>首页</p><p>{}</p><p>版权所有</p></body></html>"
)


def round_of(parts, net):
    return [(report.outcome, report.detail) for report in update(parts, net.network, net.now) if report.subject == A]


def lines_of(parts, *kinds):
    return [line for line in parts.archive.lines() if line.kind in kinds]


def only(parts):
    return parts.catalog.article(article_id("port", A))


def life(parts):
    return Lives(Queries(parts)).life(article_id("port", A))


@pytest.fixture
def collected(parts, net):
    """An archive that has one article, made from its page, and visited once since."""
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "pubDate": "Sat, 07 Sep 2030 11:00:00 GMT"}))
    net.page(A, article(), etag='"1"')
    round_of(parts, net)
    net.later(hours=2)
    assert round_of(parts, net) == [("unchanged", "")]
    return parts


# Taken down and back


def test_the_witnesses_of_an_absence_are_lines_of_the_ledger(collected, net):
    alive = net.now
    net.web[A] = Page(status=404)
    first = net.later(hours=6)
    round_of(collected, net)
    last = net.later(days=2)
    round_of(collected, net)
    (absence,) = life(collected).absences
    assert (absence.before_at, absence.first_at, absence.last_at, absence.back_at) == (alive, first, last, None)
    net.page(A, article())
    back = net.later(days=9)
    assert ("back", "码头恢复装卸") in round_of(collected, net)
    (absence,) = life(collected).absences
    assert (absence.first_at, absence.last_at, absence.back_at) == (first, last, back)
    assert only(collected).absence is None
    told = [(line.kind, line.data.get("before_at")) for line in lines_of(collected, "gone", "back")]
    assert told == [("gone", iso(alive)), ("gone", None), ("back", iso(last))]


def test_an_article_that_goes_twice_has_two_absences(collected, net):
    for _ in range(2):
        net.web[A] = Page(status=410)
        net.later(days=91)
        round_of(collected, net)
        net.page(A, article())
        net.later(days=91)
        round_of(collected, net)
    assert [absence.back_at is not None for absence in life(collected).absences] == [True, True]


@pytest.mark.parametrize(
    ("reason", "target", "detail"),
    [
        ("front page", HOME, "leads to the front page https://port.example/; what was kept stays: 码头恢复装卸"),
        ("section page", "https://port.example/city/", "leads to https://port.example/city/, the folder above it"),
        ("other page", "https://port.example/sports/cup.html", "leads to https://port.example/sports/cup.html"),
    ],
)
def test_a_page_that_leads_elsewhere_is_gone_and_what_stands_there_is_no_version(
    collected, net, reason, target, detail
):
    net.web[A] = Page(status=301, headers=(("Location", target),))
    net.page(target, article("今日要闻", ["渡轮今晚停航，市政厅另有安排，明早六点恢复，旅客可以退票。" * 2] * 5))
    net.later(days=1)
    ((outcome, told),) = round_of(collected, net)
    assert outcome == "gone"
    assert told.startswith(detail)
    (absence,) = life(collected).absences
    assert (absence.reason, absence.target) == (reason, target)
    assert only(collected).versions == 1


@pytest.mark.parametrize("words", ["您要找的文章不存在", "此稿件已被刪除", "This article is no longer available."])
def test_a_page_that_says_that_it_is_gone_with_a_good_status_is_gone(collected, net, words):
    net.page(A, LOST.format(words))
    net.later(days=1)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["gone"]
    assert life(collected).absences[0].reason == "page says so"
    assert set(net.asked("page")) == {A}, "its host was not asked for anything else"


def test_a_host_is_asked_once_what_it_says_of_nothing_and_an_absence_by_that_is_confirmed(collected, net):
    empty = LOST.format("欢迎光临")
    net.page(A, empty)

    class Soft(dict):
        """A web that answers every unknown address with the same page."""

        def get(self, url, default=None):
            return super().get(url, Page(empty.encode()) if url.startswith(HOME) else default)

    net.fetcher.web = Soft(net.web)
    net.later(days=1)
    net.asked("page")
    assert [outcome for outcome, _ in round_of(collected, net)] == ["note"]
    asked = net.asked("page")
    assert len(asked) == 2
    assert "/city/samarkand-" in asked[1]
    net.later(minutes=20)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["gone"]
    assert net.asked("page") == [A], "what its host says of nothing is remembered"
    assert life(collected).absences[0].reason == "same as nothing"
    net.fetcher.web = net.web
    net.page(A, article())
    net.later(days=3)
    assert sorted(outcome for outcome, _ in round_of(collected, net)) == ["back", "unchanged"]


def test_a_page_that_shows_a_wall_is_not_gone(collected, net):
    net.page(A, LOST.format("请输入验证码"))
    net.later(days=1)
    assert round_of(collected, net) == [("failed", "no article was found on this page; nothing was kept")]
    assert only(collected).gone_at is None


def test_an_article_of_a_feed_is_gone_when_its_page_says_so(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "body": body()}))
    net.page(A, article("另一种排版"))
    round_of(parts, net)
    net.later(minutes=30)
    assert ("unchanged", "") in round_of(parts, net)
    net.page(A, LOST.format("您要找的文章不存在"))
    net.later(hours=5)
    assert "gone" in [outcome for outcome, _ in round_of(parts, net)]


def test_a_page_built_by_scripts_stands_for_an_article_of_a_feed(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "body": body()}))
    net.page(A, "<!DOCTYPE html><html><body><div id=app></div></body></html>")
    round_of(parts, net)
    net.later(hours=5)
    assert ("unchanged", "") in round_of(parts, net)
    assert only(parts).gone_at is None


# Moved


def test_a_page_that_leads_to_the_same_text_elsewhere_has_moved_and_its_edits_go_on(collected, net):
    net.web[A] = Page(status=301, headers=(("Location", B),))
    net.page(B, article())
    at = net.later(days=1)
    assert sorted(round_of(collected, net)) == [("note", f"is found at {B} now"), ("unchanged", "")]
    net.page(B, article("码头恢复部分装卸"))
    net.later(days=3)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]
    (move,) = life(collected).moves
    assert (move.at, move.url, move.target) == (at, A, B)
    assert len(lines_of(collected, "moved")) == 1
    assert only(collected).versions == 2


def test_an_address_that_led_elsewhere_from_the_first_has_not_moved(parts, net):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A}))
    net.web[A] = Page(status=302, headers=(("Location", B),))
    net.page(B, article())
    round_of(parts, net)
    net.later(days=1)
    assert round_of(parts, net) == [("unchanged", "")]
    assert lines_of(parts, "moved") == []


def test_a_text_that_was_issued_again_is_one_history_seen_from_both_articles(parts, net):
    again = "https://port.example/city/strike-889012.html"
    net.page(
        FEED,
        rss({"title": "码头恢复装卸", "link": again}, {"title": "港口重开", "link": again.replace("strike", "port")}),
    )
    net.page(again, article())
    net.page(again.replace("strike", "port"), article("港口重开", [*LINES, "另据港务局消息，夜航也已恢复。"]))
    list(update(parts, net.network, net.now))
    lives = Lives(Queries(parts))
    one, other = (article_id("port", url) for url in (again, again.replace("strike", "port")))
    assert {each.id for each in lives.history(one)} == {each.id for each in lives.history(other)} == {one, other}
    assert [each.id for each in lives.life(one).others] == [other]


# Restless pages, returns, sizes


def test_a_page_with_a_clock_makes_a_few_versions_and_says_so(collected, net):
    outcomes = []
    for number in range(30):
        net.page(A, article(lines=[LINES[0], f"现在时间：{number}点{number * 7 % 60}分", *LINES[1:]]))
        net.later(days=1 + number)
        outcomes += round_of(collected, net)
    assert only(collected).versions <= 5
    assert ("note", "differs only where it does at every visit; not kept unless it is met so twice") in outcomes
    (health,) = Queries(collected).status(net.now)
    assert health.restless == 1
    page = collected.catalog.page_state(only(collected).id)
    assert page.visits < 30
    net.page(A, article(lines=[LINES[0], "现在时间：29点23分", *LINES[1:-1], "尾段改写了，说的是商户的申请已经截止。"]))
    net.later(days=90)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]


@pytest.mark.parametrize(("words", "versions"), [("阅读", 1), ("盐市潮高指数", 4)], ids=["known", "unknown"])
def test_a_feed_with_a_counter_in_its_text_makes_a_few_versions_or_none(parts, net, words, versions):
    for number in range(60):
        net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "body": body() + f"<p>{words} {number * 13}</p>"}))
        net.page(A, article())
        net.later(hours=1)
        list(update(parts, net.network, net.now))
    assert only(parts).versions == versions


def test_a_page_that_is_written_anew_at_every_visit_is_kept_so_often_a_day_and_no_more(collected, net):
    for number in range(400):
        net.page(A, article(f"第{number}稿", [f"{line}{number}" for line in LINES[number % 3 :]] * (number % 2 + 1)))
        page = collected.catalog.page_state(only(collected).id)
        collected.catalog.remember(pages=[replace(page, next_at=net.now, is_wanted=True)])
        list(update(collected, net.network, net.now))
        net.later(minutes=2)
    assert only(collected).versions <= MOST_A_DAY + 1


def test_a_text_that_returns_to_an_earlier_state_is_told_as_a_return(collected, net):
    for title in ("码头停工", "码头恢复装卸", "码头恢复装卸（更正）"):
        net.page(A, article(title))
        net.later(days=91)
        round_of(collected, net)
    versions = collected.catalog.versions(only(collected).id)
    assert [version.number for version in versions] == [1, 2, 3, 4]
    steps = list(Changes(collected).history(only(collected).id))
    assert [step.changed and step.changed.back_to for step in steps] == [None, 0, 1, 0]
    assert all(version.before_at and version.before_at < version.seen_at for version in versions[1:])


def test_a_version_of_five_megabytes_is_kept_visited_and_judged(collected, net):
    sentence = "汀港码头第{}号泊位今天上午恢复装卸，货船依次进港，积压的货物要到周末才能清完。"
    net.page(A, article(lines=[sentence.format(number) for number in range(46_000)]))
    assert len(net.web[A].body) > 5_000_000
    net.later(days=91)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]
    net.page(A, LOST.format("您要找的文章不存在"))
    net.later(days=91)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["gone"]


# The schedule in the flow


def test_a_clock_that_jumps_ahead_and_back_does_not_stop_the_visits(collected, net):
    right = net.now
    net.later(days=4000)
    round_of(collected, net)
    net.now = right + timedelta(minutes=5)
    net.page(A, article("码头恢复部分装卸"))
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]
    net.page(A, article("码头恢复全部装卸"))
    net.later(hours=4)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]


@pytest.mark.parametrize(
    "told", ["Fri, 07 Sep 2095 11:00:00 GMT", "Sun, 08 Sep 2030 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "soon"]
)
def test_a_feed_that_tells_impossible_times_does_not_change_when_its_pages_are_visited(parts, net, told):
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "pubDate": told}))
    net.page(A, article())
    round_of(parts, net)
    page = parts.catalog.page_state(only(parts).id)
    assert page.born_at <= net.now
    assert timedelta(minutes=14) < page.next_at - net.now <= timedelta(days=1, minutes=15)


def test_a_budget_is_kept_and_what_stays_due_is_told_and_visited_in_the_next_rounds(parts, net):
    urls = [f"{A}{number}" for number in range(25)]
    net.page(FEED, rss(*({"title": f"第{n}篇", "link": url} for n, url in enumerate(urls))))
    for number, url in enumerate(urls):
        net.page(url, article(f"第{number}篇", LINES[number % 3 :]))
    tight = replace(parts, settings=replace(parts.settings, pages_per_host=10))
    left = []
    for _ in range(3):
        reports = list(update(tight, net.network, net.now))
        left += [report.detail for report in reports if report.subject == "port.example"]
        net.later(minutes=3)
    assert left == [
        "15 pages stay due: 10 were visited in this round",
        "5 pages stay due: 10 were visited in this round",
    ]
    assert sum(row.articles for row in parts.catalog.outlets()) == 25


def test_a_page_of_a_story_that_outlets_join_just_now_is_visited_sooner(collected, net):
    net.later(hours=40)
    round_of(collected, net)
    page = collected.catalog.page_state(only(collected).id)
    net.now = page.visited_at + (page.next_at - page.visited_at) * 0.7
    assert round_of(collected, net) == []
    told = [
        Event(
            "version",
            net.now - timedelta(hours=1),
            {
                "article": name,
                "number": 1,
                "outlet": name,
                "url": f"https://{name}.example/a",
                "title": "码头",
                "record": f"records/{name}.md",
            },
            {f"records/{name}.md": record(f"https://{name}.example/a")},
        )
        for name in ("ferry", "gulf", "harbour")
    ]
    collected.catalog.apply(collected.archive.commit(told))
    articles = (only(collected).id, "ferry", "gulf", "harbour")
    story = Story("s1", articles, articles[0], net.now, net.now, ("port", "ferry", "gulf", "harbour"), 4)
    collected.stories.take(Placement(stories=(story,)), collected.archive.end())
    assert joined_lately(collected, net.now) == dict.fromkeys(articles, 3)
    assert joined_lately(collected, net.now + timedelta(days=1)) == {}
    assert round_of(collected, net) == [("unchanged", "")]


def test_derived_data_that_is_lost_does_not_end_the_visits_of_pages_that_left_their_feed(collected, net):
    net.page(FEED, rss({"title": "别的", "link": HOME + "other"}))
    collected.catalog._connection.executescript("DELETE FROM pages; DELETE FROM feeds; DELETE FROM hosts;")
    list(rebuild(collected.archive, collected.catalog))
    net.page(A, article("码头恢复部分装卸"))
    net.later(days=3)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]


def test_what_a_feed_says_anew_of_a_page_brings_us_there_at_once(collected, net):
    net.later(days=30)
    round_of(collected, net)
    net.later(hours=1)
    assert round_of(collected, net) == []
    net.page(FEED, rss({"title": "码头恢复装卸", "link": A, "description": "更正：工会的数目"}))
    net.page(A, article(lines=LINES[:-1]))
    net.later(hours=3)
    assert [outcome for outcome, _ in round_of(collected, net)] == ["changed"]
