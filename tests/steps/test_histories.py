"""Which articles are one history: on invented texts, and on the real ones where they are there."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from twins.network import LINES

from samarkand.adapters.outlets import built_in
from samarkand.errors import BadRecord
from samarkand.ids import article_id
from samarkand.steps import reading, records
from samarkand.steps.histories import Issue, histories, is_one
from samarkand.steps.outlets import outlet_of
from samarkand.text.likeness import resemblance
from samarkand.urls import canonical, numbers_in

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = "\n".join(LINES)
A = Issue("a", "https://port.example/码头恢复装卸/a-5400123", "码头恢复装卸", TEXT, NOON)


def other(**told) -> Issue:
    return replace(A, **{"article": "b", "url": "https://port.example/another"} | told)


def table(day: int) -> str:
    """A table that comes daily: the words of the day before, other numbers."""
    rates = "，".join(
        f"{goods}每吨{day * 37 % 900 + number}.{day}元" for number, goods in enumerate("煤盐米麦豆糖茶棉")
    )
    return f"交易所今日公布{day}日各种货物的收盘价：{rates}。以上报价仅供参考，以柜台成交为准，次日上午九时更新。" * 3


@pytest.mark.parametrize(
    ("why", "it"),
    [
        ("the same text under another address, days later", {"published_at": NOON + timedelta(days=11)}),
        ("another title over the same text", {"title": "港口重开，货船依次靠岸"}),
        ("an edited text soon after", {"text": TEXT.replace("凌晨三点", "凌晨四点"), "published_at": NOON + HOUR}),
        (
            "the number of the address, though the text was worked over",
            {"url": "https://port.example/货船进港/a-5400123", "title": "货船进港", "text": TEXT + TEXT[::-1]},
        ),
        ("the other script", {"title": "碼頭恢復裝卸"}),
    ],
)
def test_a_text_that_was_issued_again_is_one_history(why, it):
    assert is_one(A, other(**it)), why
    assert is_one(other(**it), A), why


@pytest.mark.parametrize(
    ("why", "it"),
    [
        ("another text", {"text": "渡轮今晚停航。" * 40}),
        ("a column by its title", {"text": "".join(LINES[2:])[::-1]}),
        ("too far apart", {"published_at": NOON + timedelta(days=31)}),
        ("no text", {"text": ""}),
        ("the number of the address alone", {"url": "https://port.example/x/a-5400123", "text": "渡轮今晚停航。" * 40}),
        ("a digest that holds it", {"title": "一周要闻", "text": TEXT + TEXT[::-1]}),
    ],
)
def test_what_is_no_new_issue_stands_alone(why, it):
    assert not is_one(A, other(**it)), why


def test_a_table_that_comes_daily_is_another_each_day():
    one, two = (
        Issue(str(n), f"https://port.example/{n}", "货物收盘价", table(n), NOON + n * 24 * HOUR) for n in (7, 8)
    )
    assert resemblance(one.shingles, two.shingles) > 0.2
    assert not is_one(one, two)


def test_a_short_caption_needs_its_title_too():
    short = replace(A, text="汀港码头的货船。摄影：林渡", url="https://port.example/1")
    assert is_one(short, replace(short, article="b", url="https://port.example/2"))
    assert not is_one(short, replace(short, article="b", url="https://port.example/2", title="渔市的早晨"))


def test_issues_are_grouped_by_time_whatever_the_order_they_come_in():
    issues = [other(article=name, published_at=NOON + n * HOUR) for n, name in enumerate("cbad")]
    alone = other(article="z", text="渡轮今晚停航。" * 40)
    assert histories([*issues, alone]) == histories([alone, *reversed(issues)]) == (("c", "b", "a", "d"),)
    assert histories([alone]) == ()


@pytest.mark.parametrize(
    ("url", "numbers"),
    [
        ("https://port.example/码头/a-5400123", {"5400123"}),
        ("https://port.example/article/strike-0629-idSHIP24009H?x=1", {"idship24009h"}),
        ("https://port.example/read.php?id=889012", {"889012"}),
        ("https://port.example/2030/09/07/strike", set()),
        ("https://port.example/20300907/strike-20300907.html", set()),
        ("https://port.example/a1", set()),
        ("http://[broken", set()),
    ],
)
def test_the_number_of_an_address_is_found_and_a_date_is_none(url, numbers):
    assert numbers_in(url) == numbers


@pytest.fixture(scope="module")
def real(shared):
    """The real articles of each outlet, as they were first told."""
    found: defaultdict[str, dict[str, Issue]] = defaultdict(dict)
    now, outlets = datetime(2020, 8, 1, tzinfo=UTC), built_in()
    for file in sorted((shared / "corpus").rglob("*.md")) + sorted((shared / "records").glob("*/*.md")):
        try:
            record = records.parse(file.read_bytes())
        except BadRecord:
            continue
        outlet = outlet_of(record.url, outlets)
        read = reading.read(record, outlet, now)
        identity = article_id(outlet.id, canonical(record.url, outlet.ignored_parameters))
        at = read.published.at if read.published else now
        found[outlet.id].setdefault(identity, Issue(identity, record.url, read.title, read.text, at))
    return found


def likely_pairs(issues):
    """Pairs worth looking at: a number of the address, or some of the smallest shingles in common."""
    by_key = defaultdict(list)
    for issue in issues:
        for key in {*numbers_in(issue.url), *sorted(issue.shingles.kept)[:12]}:
            by_key[key].append(issue)
    return {frozenset(pair) for same in by_key.values() if len(same) < 40 for pair in combinations(same, 2)}


def test_real_articles_that_were_issued_again_are_found_and_daily_tables_are_not(real):
    """Of 2,668 real articles 44 pairs are joined, all of which were read: each is one text that was issued twice."""
    joined: Counter[str] = Counter()
    for outlet, issues in real.items():
        for pair in likely_pairs(issues.values()):
            one, two = pair
            if is_one(one, two):
                joined[outlet] += 1
                assert abs(one.published_at - two.published_at) < timedelta(days=12)
    assert 40 <= joined.total() <= 48
    assert joined["dw"] >= 30
    assert joined["reuters"] <= 2, "its daily tables of rates share nearly all of their words"
