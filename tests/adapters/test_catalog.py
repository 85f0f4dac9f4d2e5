"""The catalog port: one suite for a catalog in a file and for one in memory."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samarkand.adapters.archive.ledger import encode
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.model.articles import Published
from samarkand.model.catalog import Listing
from samarkand.model.collecting import FeedState, Nothing, PageState, Visit
from samarkand.model.events import Event, Place
from samarkand.model.marks import Stream
from samarkand.times import to_ms

NOON = datetime(2022, 9, 7, 12, tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def version(article: str, number: int = 1, at: datetime = NOON, published: datetime | None = None, **more) -> Event:
    data = {
        "article": article,
        "number": number,
        "outlet": "haibao",
        "url": f"https://haibao.example/{article}",
        "title": f"{article} {number}",
        "record": f"records/haibao/{article}.v{number}.md",
    }
    if published:
        at_text = published.isoformat()
        data["published"] = {"at": at_text, "zone": "Asia/Shanghai", "precision": "minute", "told": "dateline"}
    return Event("version", at, data | more, {data["record"]: article.encode()})


def lines(*events: Event, after: Place | None = None):
    place = after or Place()
    made = []
    for event in events:
        _, line = encode(event, place)
        made.append(line)
        place = line.place
    return made


@pytest.fixture(params=["file", "memory"])
def catalog(request, tmp_path):
    opened = SqliteCatalog(tmp_path / "derived" / "catalog.sqlite" if request.param == "file" else None)
    yield opened
    opened.close()


def titles(catalog, **listing) -> list[str]:
    return [article.latest.title for article in catalog.articles(Listing(**listing))]


def test_an_article_shows_its_latest_version_and_keeps_all(catalog):
    catalog.apply(lines(version("a"), version("b"), version("a", 2, NOON + hours(2))))
    article = catalog.article("a")
    assert article.versions == 2
    assert article.latest.title == "a 2"
    assert article.first_seen_at == NOON
    assert [v.number for v in catalog.versions("a")] == [1, 2]


def test_everything_a_line_tells_of_a_version_comes_back(catalog):
    told = version(
        "a",
        published=NOON - hours(1),
        header_ms=-5,
        language="zh-Hant",
        authors=["伊莲·沙伯"],
        feed="https://haibao.example/rss",
        capture="pages/2022-09/x.warc.gz#17",
        imported_from="海报/1.md",
    )
    catalog.apply(lines(told))
    latest = catalog.article("a").latest
    assert latest.published == Published(NOON - hours(1), "Asia/Shanghai", "minute", "dateline")
    assert (latest.header_ms, latest.language, latest.authors) == (-5, "zh-Hant", ("伊莲·沙伯",))
    assert (latest.feed, latest.capture) == ("https://haibao.example/rss", "pages/2022-09/x.warc.gz#17")
    assert (latest.imported_from, latest.record) == ("海报/1.md", "records/haibao/a.v1.md")


def test_a_day_without_a_time_keeps_its_date(catalog):
    published = {
        "at": "2022-09-07T04:00:00Z",
        "zone": "Asia/Shanghai",
        "precision": "day",
        "told": "dateline",
        "on": "2022-09-07",
    }
    event = version("a")
    catalog.apply(lines(Event("version", event.at, {**event.data, "published": published}, event.files)))
    assert catalog.article("a").latest.published.on == date(2022, 9, 7)


def test_an_article_is_known_by_the_beginning_of_its_id_only_where_that_is_enough(catalog):
    catalog.apply(lines(version("ab12"), version("ab34"), version("ab")))
    assert catalog.article("ab1").id == "ab12"
    assert catalog.article("ab").id == "ab"
    assert catalog.article("a") is None
    assert catalog.article("cc") is None


def test_articles_stand_newest_first_by_their_own_time(catalog):
    catalog.apply(
        lines(version("old", published=NOON - hours(9)), version("new", published=NOON - hours(1)), version("untold"))
    )
    assert titles(catalog) == ["untold 1", "new 1", "old 1"]


def test_pages_of_a_listing_join_without_a_gap_or_a_repetition(catalog):
    catalog.apply(lines(*[version(f"{n:02}", published=NOON - hours(n // 3)) for n in range(10)]))
    seen, before = [], None
    while page := catalog.articles(Listing(limit=3, before=before)):
        seen += [article.id for article in page]
        last = page[-1]
        before = (int(last.published_at.timestamp() * 1000), last.id)
    assert seen == [f"{n:02}" for n in range(10)]


def test_what_comes_right_before_an_article_is_a_page_too(catalog):
    catalog.apply(lines(*[version(f"{n:02}", published=NOON - hours(n // 3)) for n in range(10)]))
    seventh = catalog.article("07")
    after = (int(seventh.published_at.timestamp() * 1000), "07")
    assert titles(catalog, limit=3, after=after) == ["04 1", "05 1", "06 1"]
    assert titles(catalog, limit=30, after=after) == [f"{n:02} 1" for n in range(7)]
    assert titles(catalog, after=after, outlet="nobody") == []


def test_an_article_is_listed_where_its_place_says_whatever_its_later_versions_tell(catalog):
    catalog.apply(
        lines(version("a", published=NOON - hours(5)), version("b", published=NOON - hours(3)), version("a", 2))
    )
    (listed, last) = catalog.articles(Listing())
    assert [listed.id, last.id] == ["b", "a"]
    assert last.latest.published is None
    assert last.published_at == NOON - hours(5)


def test_a_listing_may_be_of_one_outlet(catalog):
    catalog.apply(lines(version("a"), version("b", outlet="gangbao")))
    assert titles(catalog, outlet="gangbao") == ["b 1"]


def test_changes_are_later_versions_newest_first(catalog):
    catalog.apply(
        lines(
            version("a"),
            version("b", outlet="gangbao"),
            version("a", 2, NOON + hours(1)),
            version("b", 2, NOON + hours(2), outlet="gangbao"),
        )
    )
    assert [(v.article, v.number) for v in catalog.changes(10)] == [("b", 2), ("a", 2)]
    assert [v.article for v in catalog.changes(10, "haibao")] == ["a"]
    assert [v.article for v in catalog.changes(1)] == ["b"]


def test_a_page_that_vanished_and_came_back(catalog):
    catalog.apply(lines(version("a"), Event("gone", NOON + hours(1), {"article": "a", "status": 410})))
    assert catalog.article("a").gone_at == NOON + hours(1)
    catalog.apply(lines(Event("back", NOON + hours(2), {"article": "a"}), after=catalog.place()))
    assert catalog.article("a").gone_at is None


def test_an_absence_is_told_with_its_witnesses_and_the_next_one_is_another(catalog):
    def gone(at: float, **told) -> Event:
        return Event("gone", NOON + hours(at), {"article": "a", "status": 404, "reason": "status"} | told)

    before = (NOON + hours(2)).isoformat()
    catalog.apply(lines(version("a"), gone(3, before_at=before), gone(9), gone(20)))
    article = catalog.article("a")
    assert (article.gone_at, article.absence.last_at) == (NOON + hours(3), NOON + hours(20))
    assert (article.absence.before_at, article.absence.reason) == (NOON + hours(2), "status")
    assert [listed.absence for listed in catalog.articles(Listing())] == [article.absence]
    again = gone(60, status=302, reason="front page", target="https://haibao.example/")
    catalog.apply(lines(Event("back", NOON + hours(30), {"article": "a"}), again, after=catalog.place()))
    first, second = catalog.absences("a")
    assert (first.last_at, first.back_at) == (NOON + hours(20), NOON + hours(30))
    assert (second.first_at, second.back_at, second.target) == (NOON + hours(60), None, "https://haibao.example/")
    assert catalog.article("a").absence == second
    assert list(catalog.absences("b")) == []


def test_an_absence_of_an_older_ledger_is_one_by_its_status(catalog):
    catalog.apply(lines(version("a"), Event("gone", NOON, {"article": "a", "status": 410, "url": "u"})))
    (absence,) = catalog.absences("a")
    assert (absence.reason, absence.status, absence.target, absence.before_at) == ("status", 410, "", None)


def test_moves_are_told_in_their_order(catalog):
    told = [Event("moved", NOON + hours(n), {"article": "a", "url": f"u{n}", "target": f"u{n + 1}"}) for n in range(3)]
    catalog.apply(lines(version("a"), *told))
    assert [(move.url, move.target) for move in catalog.moves("a")] == [("u0", "u1"), ("u1", "u2"), ("u2", "u3")]


def test_articles_of_one_outlet_whose_addresses_carry_one_number_are_found(catalog):
    catalog.apply(
        lines(
            version("a", url="https://haibao.example/码头停工/a-5400123"),
            version("b", url="https://haibao.example/码头复工/a-5400123"),
            version("c", url="https://haibao.example/别的/a-5400124"),
            version("d", url="https://gangbao.example/x/a-5400123", outlet="gangbao"),
            version("e", url="https://haibao.example/20220907"),
        )
    )
    assert list(catalog.same_numbers("a")) == ["b"]
    assert list(catalog.same_numbers("b")) == ["a"]
    assert list(catalog.same_numbers("e")) == []


def test_a_collected_version_tells_of_its_page_where_nothing_is_remembered_of_it(catalog):
    remembered = PageState("b", "https://haibao.example/b?utm_source=rss", NOON + hours(9), visits=4)
    catalog.remember(pages=[remembered])
    catalog.apply(
        lines(
            version("a", made_from="page", published=NOON - hours(90)),
            version("b", made_from="page"),
            version("c", made_from="import"),
        )
    )
    page = catalog.page_state("a")
    assert (page.url, page.visited_at, page.born_at) == ("https://haibao.example/a", NOON, NOON - hours(24))
    assert page.lands_at is None
    assert catalog.page_state("b") == remembered
    assert catalog.page_state("c") is None


def test_a_version_tells_when_the_one_before_it_was_last_seen(catalog):
    catalog.apply(lines(version("a"), version("a", 2, NOON + hours(9), before_at="2022-09-07T15:00:00Z")))
    assert [each.before_at for each in catalog.versions("a")] == [None, NOON + hours(3)]


def test_pictures_are_found_by_their_own_address(catalog):
    kept = Event("image", NOON, {"url": "u", "image": "images/ab/x.jpg"}, {"images/ab/x.jpg": b"x"})
    catalog.apply(lines(kept, Event("image", NOON, {"url": "v", "problem": "404"})))
    found = catalog.images(["u", "v", "w"])
    assert (found["u"].path, found["v"].problem) == ("images/ab/x.jpg", "404")
    assert "w" not in found


def test_pictures_of_collected_versions_are_wanted_until_they_were_asked_for(catalog):
    catalog.apply(lines(version("a", pictures=["u", "v"])))
    assert sorted(catalog.pictures_wanted(10)) == [("u", NOON), ("v", NOON)]
    assert catalog.images(["u"]) == {}
    catalog.apply(lines(Event("image", NOON, {"url": "u", "problem": "404"}), after=catalog.place()))
    catalog.apply(lines(version("a", 2, pictures=["u", "v"]), after=catalog.place()))
    assert catalog.pictures_wanted(10) == [("v", NOON)]
    assert catalog.waiting(NOON) == (0, 1)


def test_outlets_count_what_they_brought_and_how_their_polls_went(catalog):
    catalog.apply(
        lines(
            version("a"),
            version("a", 2, NOON + hours(1)),
            version("b", 1, NOON + hours(2)),
            Event("round", NOON + hours(3), {"polled": ["haibao", "dead"], "troubles": {"dead": "404"}}),
            Event("round", NOON + hours(4), {"polled": ["dead"], "troubles": {"dead": "410"}}),
        )
    )
    dead, haibao = catalog.outlets()
    assert (haibao.articles, haibao.versions, haibao.last_new_at) == (2, 3, NOON + hours(2))
    assert (haibao.polled_at, haibao.failures) == (NOON + hours(3), 0)
    assert (dead.articles, dead.failures, dead.trouble, dead.last_new_at) == (0, 2, "410", None)


def test_rounds_that_read_an_outlets_feeds_are_told_up_to_an_instant(catalog):
    told = [Event("round", NOON + hours(count), {"polled": ["haibao", "dead"]}) for count in range(4)]
    failed = Event("round", NOON + hours(4), {"polled": ["haibao", "dead"], "troubles": {"dead": "404"}})
    catalog.apply(lines(*told, failed))
    assert list(catalog.rounds("haibao", NOON + hours(4), 2)) == [NOON + hours(4), NOON + hours(3)]
    assert list(catalog.rounds("dead", NOON + hours(9), 2)) == [NOON + hours(3), NOON + hours(2)]
    assert list(catalog.rounds("haibao", NOON + hours(0.5), 2)) == [NOON]
    assert list(catalog.rounds("nobody", NOON + hours(9), 2)) == []


def test_lines_are_taken_all_or_none(catalog):
    good, bad = lines(version("a"), Event("version", NOON, {"article": "b"}))
    with pytest.raises(KeyError):
        catalog.apply([good, bad])
    assert catalog.place() == Place()
    assert catalog.article("a") is None
    catalog.apply([good])
    assert catalog.place() == good.place


def test_lines_that_another_process_took_in_are_passed_over(catalog):
    told = lines(version("a"), version("b"), version("c"))
    catalog.apply(told[:2])
    catalog.apply(told)
    assert [row.articles for row in catalog.outlets()] == [3]


def test_lines_with_a_gap_before_them_are_refused(catalog):
    told = lines(version("a"), version("b"), version("c"))
    with pytest.raises(ValueError, match="line 3"):
        catalog.apply([told[0], told[2]])
    assert catalog.place() == Place()


def test_clearing_forgets_what_the_ledger_told_and_not_when_to_ask_again(catalog):
    catalog.apply(lines(version("a")))
    catalog.remember(
        feeds=[FeedState("https://h.example/rss", "haibao")], pages=[PageState("a", "https://h.example/a", NOON)]
    )
    catalog.clear()
    assert catalog.place() == Place()
    assert titles(catalog) == []
    assert len(catalog.feed_states()) == len(catalog.pages_due(NOON, 5)) == 1


def test_feeds_are_remembered_between_polls(catalog):
    state = FeedState(
        "https://h.example/rss", "haibao", etag='"1"', next_at=NOON, interval=hours(2), failures=1, last_trouble="404"
    )
    catalog.remember(feeds=[state, FeedState("https://g.example/rss", "gangbao")])
    assert list(catalog.feed_states()) == [FeedState("https://g.example/rss", "gangbao"), state]
    catalog.forget_feed("https://g.example/rss")
    assert list(catalog.feed_states()) == [state]


def test_pages_come_due_longest_due_first(catalog):
    catalog.remember(
        pages=[
            PageState("later", "u", NOON + hours(1)),
            PageState("never", "u", None),
            PageState("b", "u", NOON - hours(1)),
            PageState("a", "u", NOON - hours(2), etag='"x"', visits=3),
        ]
    )
    assert [state.article for state in catalog.pages_due(NOON, 10)] == ["a", "b"]
    assert catalog.page_state("a") == PageState("a", "u", NOON - hours(2), etag='"x"', visits=3)
    assert catalog.page_state("none") is None


def test_due_pages_are_had_in_pieces_that_join_without_a_gap_or_a_repetition(catalog):
    catalog.remember(pages=[PageState(f"{n:02}", "u", NOON - hours(n // 3)) for n in range(20)])
    found, last = [], None
    while piece := catalog.pages_due(NOON, 3, last):
        found += [page.article for page in piece]
        last = piece[-1]
    assert found == [page.article for page in catalog.pages_due(NOON, 100)]
    assert sorted(found) == [f"{n:02}" for n in range(20)]


def test_a_page_that_was_visited_in_the_future_is_found(catalog):
    ahead = PageState("ahead", "u", NOON + hours(900), past=(Visit(NOON + hours(800), "same"),))
    never = PageState("never", "u", None, past=(Visit(NOON + hours(800), "failed"),))
    later = PageState("later", "u", NOON + hours(9), past=(Visit(NOON - hours(1), "same"),))
    catalog.remember(pages=[ahead, never, later])
    assert list(catalog.pages_ahead(NOON, 10)) == [ahead]
    assert list(catalog.pages_due(NOON, 10)) == []


def test_restless_pages_are_counted_by_outlet_while_they_are(catalog):
    def page(article: str, outlet: str, seen: str) -> PageState:
        return PageState(article, "u", NOON, outlet=outlet, past=(Visit(NOON, seen),))

    told = (
        ("a", "haibao", "restless"),
        ("b", "haibao", "restless"),
        ("c", "gangbao", "restless"),
        ("d", "gangbao", "same"),
    )
    catalog.remember(pages=[page(*each) for each in told])
    assert catalog.pages_restless() == {"haibao": 2, "gangbao": 1}
    catalog.remember(pages=[page("c", "gangbao", "changed")])
    assert catalog.pages_restless() == {"haibao": 2}


def test_what_was_answered_of_nothing_is_remembered_and_outlives_clearing(catalog):
    nothing = Nothing(NOON, 200, "https://haibao.example/x", "海报", frozenset({"a1", "b2"}))
    assert catalog.nothing_at("haibao haibao.example") is None
    catalog.remember_nothing("haibao haibao.example", nothing)
    catalog.clear()
    assert catalog.nothing_at("haibao haibao.example") == nothing


def test_a_page_is_remembered_with_all_its_visits(catalog):
    past = tuple(
        Visit(NOON + hours(n), seen) for n, seen in enumerate(("changed", "same", "restless", "gone", "failed"))
    )
    page = PageState(
        "a", "u", NOON, born_at=NOON, past=past, is_wanted=True, told="x", passing="y", lands_at="https://z.example/"
    )
    catalog.remember(pages=[page])
    assert catalog.page_state("a") == page


def test_a_damaged_file_is_made_anew(tmp_path):
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    catalog = SqliteCatalog(path)
    assert catalog.place() == Place()
    catalog.close()


def test_a_catalog_of_another_version_is_emptied(tmp_path):
    path = tmp_path / "catalog.sqlite"
    catalog = SqliteCatalog(path)
    catalog.apply(lines(version("a")))
    catalog._connection.execute("PRAGMA user_version = 99")
    catalog.close()
    again = SqliteCatalog(path)
    assert again.article("a") is None
    again.close()


def mark(kind: str, is_set: bool, *articles: str, at: datetime = NOON, **more) -> Event:
    return Event("mark", at, {"mark": kind, "is": is_set, "articles": list(articles), **more})


def stream(catalog, waiting=None, **asked) -> list[str]:
    return [each.article for each in catalog.streamed(Stream(**asked), waiting or {})]


def test_streams_are_in_the_order_of_arrival_and_go_on_behind_a_place(catalog):
    catalog.apply(lines(version("a"), version("b", at=NOON + hours(1)), version("c", at=NOON + hours(1))))
    assert stream(catalog) == ["b", "c", "a"]
    assert stream(catalog, is_oldest_first=True) == ["a", "c", "b"]
    place = (to_ms(NOON + hours(1)), "b")
    assert stream(catalog, behind=place) == ["c", "a"]
    assert stream(catalog, behind=(place[0], "c"), is_oldest_first=True) == ["b"]
    assert stream(catalog, since_ms=place[0]) == ["b", "c"]
    assert stream(catalog, until_ms=place[0]) == ["a"]
    assert stream(catalog, outlet="haibao", limit=1) == ["b"]
    assert stream(catalog, outlet="nobody") == []


def test_marks_are_those_of_the_latest_line_by_its_own_time(catalog):
    catalog.apply(
        lines(
            version("a"),
            version("b"),
            mark("read", True, "a", "b"),
            mark("read", False, "a", at=NOON + hours(2)),
            mark("read", True, "a", at=NOON + hours(1)),
            mark("label", True, label="港", outlets=["haibao"]),
            mark("nonsense", True, "a"),
        )
    )
    assert catalog.marks(["a", "b", "outlet/haibao"], {}) == {
        "b": frozenset({"read"}),
        "outlet/haibao": frozenset({"label/港"}),
    }
    assert stream(catalog, marks=("read",)) == ["b"]
    assert stream(catalog, without="read") == ["a"]
    assert stream(catalog, marks=("label/港",), without="read") == ["a"]
    assert catalog.labels({}) == {"港": ("haibao",)}
    assert [(each.outlet, each.articles) for each in catalog.unread({})] == [("haibao", 1)]


def test_marks_that_wait_count_as_if_they_were_lines(catalog):
    catalog.apply(lines(version("a"), version("b"), mark("read", True, "a")))
    waiting = {"read": {"a": False, "b": True}, "label/港": {"outlet/haibao": True}}
    assert stream(catalog, waiting, marks=("read",)) == ["b"]
    assert stream(catalog, waiting, without="read") == ["a"]
    assert stream(catalog, waiting, marks=("label/港",)) == ["a", "b"]
    assert catalog.marks(["a", "b"], waiting) == {"b": frozenset({"read"})}
    assert catalog.labels(waiting) == {"港": ("haibao",)}
    assert [each.articles for each in catalog.unread(waiting)] == [1]


def test_marks_are_no_news(catalog):
    catalog.apply(lines(version("a")))
    place = catalog.place()
    catalog.apply(lines(mark("read", True, "a"), after=place))
    assert (catalog.place().count, catalog.news()) == (2, place)


def test_an_article_has_the_number_of_the_line_that_told_of_it_first(catalog):
    later = version("a", 2, NOON + hours(1))
    catalog.apply(lines(version("b"), version("a"), later, version("c", outlet="wanbao")))
    assert [(each.number, each.article, each.outlet) for each in catalog.numbered()] == [
        (1, "b", "haibao"),
        (2, "a", "haibao"),
        (4, "c", "wanbao"),
    ]
    assert [each.number for each in catalog.numbered(1, limit=1)] == [2]
    assert [each.number for each in catalog.numbered(before=4)] == [2, 1]
    assert [each.article for each in catalog.numbered_so([4, 3, 1])] == ["b", "c"]
    assert catalog.outlet_numbers() == {"haibao": 1, "wanbao": 4}


def test_numbers_are_told_by_marks_those_that_wait_counted_in(catalog):
    marked = Event("mark", NOON, {"mark": "read", "is": True, "articles": ["a"]})
    catalog.apply(lines(version("a"), version("b"), marked))
    assert catalog.marked_numbers("read", {}, is_set=True) == [1]
    assert catalog.marked_numbers("read", {}, is_set=False) == [2]
    waiting = {"read": {"a": False, "b": True}}
    assert catalog.marked_numbers("read", waiting, is_set=True) == [2]
    assert catalog.marked_numbers("read", waiting, is_set=False) == [1]
