"""Articles out of pages: invented pages as case files, the outlet's own rules, encodings, and what is hostile."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samarkand.model.articles import Extracted
from samarkand.model.outlets import Era, Outlet
from samarkand.steps.extract import extract
from samarkand.text.plain import plain_text
from samarkand.times import iso

NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://www.linjiang.example/sz/c101.html"
OUTLET = Outlet("linjiang", "临江新闻网", zone="Asia/Shanghai")
CASES = sorted((Path(__file__).parents[2] / "cases" / "pages").glob("*.case"))
ARTICLE = (
    "<h1>新桥通车</h1><div class='main'><p>连接两岸的新桥今天上午通车，第一天有一万两千多人步行过桥。</p>"
    "<p>设计师钟一鸣说，桥上的长椅是居民投票要来的，“他们想坐下来看船”。</p></div>"
)


def told(found: Extracted) -> str:
    """What was extracted, in the notation of the case files."""
    lines = [f"title: {found.title}", *(f"author: {name}" for name in found.authors)]
    if found.published:
        lines.append(f"published: {iso(found.published.at)} {found.published.precision}")
    lines += [
        f"{key}: {value}" for key, value in (("language", found.language), ("canonical", found.canonical_url)) if value
    ]
    lines += [f"picture: {picture.url} | {picture.caption}" for picture in found.pictures]
    return "\n".join([*lines, "text:", *found.text.split("\n")]).rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_page_gives_what_its_case_file_expects(case: Path) -> None:
    page, _, expected = case.read_text(encoding="utf-8").partition("\n# expected\n")
    assert told(extract(page, URL, OUTLET, NOW)) == expected.rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_body_is_one_line_of_absolute_addresses_and_its_text_is_the_plain_text(case: Path) -> None:
    found = extract(case.read_text(encoding="utf-8"), URL, OUTLET, NOW)
    assert "\n" not in found.body
    assert all(address.startswith("https://") for address in re.findall(r'(?:src|href)="([^"]*)"', found.body))
    assert plain_text(found.body) == found.text


def test_structure_stays_and_scripts_go() -> None:
    page = f"""<article>{ARTICLE}
    <p>过桥的人比预计的多一倍，详情见<a href="javascript:x()">公告</a>和<a href="../t.html" style="x">时刻表</a>，每月更新一次，另行通知除外。</p><script>alert(1)</script><h3 onclick=x>时刻</h3><ul><li>白天十分钟一班</li><li>夜里<b>半小时</b>一班</li></ul>
    <blockquote>桥是给人走的。</blockquote><table><tr><th>方向<td>班次<tr><th>向南<td>48</table>
    <p>旧桥将在夏天拆除，砖石会用来铺新桥头的广场，工期四个月。</p></article>"""
    body = extract(page, URL, OUTLET, NOW).body
    assert "<h3>时刻</h3><ul><li>白天十分钟一班</li><li>夜里<strong>半小时</strong>一班</li></ul>" in body
    assert "<blockquote><p>桥是给人走的。</p></blockquote>" in body
    assert "<table><tr><th>方向</th><td>班次</td></tr><tr><th>向南</th><td>48</td></tr></table>" in body
    assert '详情见公告和<a href="https://www.linjiang.example/t.html">时刻表</a>' in body
    assert "alert" not in body


def test_the_outlets_rules_come_before_judgement() -> None:
    era = Era(page_body=(".none", ".main"), page_title=(".kicker",), page_authors=(".who",), page_furniture=(".ad",))
    page = f"<p class=kicker>桥</p><i class=who>记者：杜若、高小满</i>{ARTICLE.replace('</p></div>', '</p><p class=ad>广告</p></div>')}"
    found = extract(page, URL, Outlet("x", "X", eras=(era,)), NOW)
    assert (found.title, found.authors) == ("桥", ("杜若", "高小满"))
    assert found.text.count("\n") == 1
    assert "广告" not in found.text


def test_rules_that_match_nothing_or_cannot_be_read_leave_the_page_to_judgement() -> None:
    era = Era(page_body=("main >", ".none"), page_title=("[",))
    assert extract(ARTICLE, URL, Outlet("x", "X", eras=(era,)), NOW) == extract(ARTICLE, URL, Outlet("x", "X"), NOW)


def test_rules_of_an_era_that_is_over_are_not_used() -> None:
    era = Era(until=NOW.date(), page_title=("p",))
    assert extract(ARTICLE, URL, Outlet("x", "X", eras=(era,)), NOW).title == "新桥通车"


def test_a_time_without_a_zone_is_told_in_the_outlets() -> None:
    page = f'<meta name="pubdate" content="2022-09-07 20:08:00">{ARTICLE}'
    published = extract(page, URL, OUTLET, NOW).published
    assert published is not None
    assert (iso(published.at), published.precision, published.zone) == (
        "2022-09-07T12:08:00Z",
        "minute",
        "Asia/Shanghai",
    )


@pytest.mark.parametrize(
    ("told_time", "expected"),
    [
        ("2022-09-07T20:08:31+08:00", "2022-09-07T12:08:31Z second"),
        ("2022-09-07T12:08:31.123456789Z", "2022-09-07T12:08:31Z second"),
        ("Wed, 07 Sep 2022 13:31:51 GMT", "2022-09-07T13:31:51Z second"),
        ("2022年9月7日 下午8时08分", "2022-09-07T12:08:00Z minute"),
        ("2022/9/7 20:08", "2022-09-07T12:08:00Z minute"),
        ("1662552480000", "2022-09-07T12:08:00Z second"),
        ("20221332", "none"),
        ("2022-09-07", "2022-09-07T04:00:00Z day"),
        ("2022-09-07T00:00:00", "2022-09-07T04:00:00Z day"),
        ("2031-01-01T10:00:00Z", "none"),
        ("2022-02-31 10:00", "none"),
        ("1970-01-01T00:00:01Z", "none"),
    ],
)
def test_times_are_read_in_the_forms_that_pages_use(told_time: str, expected: str) -> None:
    page = f'<meta property="article:published_time" content="{told_time}">{ARTICLE}'
    published = extract(page, "https://www.linjiang.example/a", OUTLET, NOW).published
    assert (f"{iso(published.at)} {published.precision}" if published else "none") == expected


def test_a_day_is_completed_by_another_source_that_tells_the_time_of_that_day() -> None:
    page = f'<meta name="date" content="2022-09-07"><time datetime="2022-09-07T20:08:00+08:00">x</time>{ARTICLE}'
    published = extract(page, URL, OUTLET, NOW).published
    assert published is not None
    assert (iso(published.at), published.precision, published.on) == ("2022-09-07T12:08:00Z", "minute", None)


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("/b.html", "https://www.linjiang.example/b.html"),
        ("https://m.linjiang.example/b.html", "https://m.linjiang.example/b.html"),
        ("https://elsewhere.example/b.html", ""),
        ("https://www.linjiang.example/", ""),
        ("http://[", ""),
    ],
)
def test_the_canonical_address_is_taken_from_the_same_site_only(canonical: str, expected: str) -> None:
    assert extract(f'<link rel="canonical" href="{canonical}">{ARTICLE}', URL, OUTLET, NOW).canonical_url == expected


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('<meta name="author" content="Ada Lind and Bo Kramer">', ("Ada Lind", "Bo Kramer")),
        ('<meta name="author" content="Ada Lind, Bo Kramer, Cy Dahl">', ("Ada Lind", "Bo Kramer", "Cy Dahl")),
        ('<meta name="author" content="记者：杜若">', ("杜若",)),
        ('<meta name="author" content="desk@linjiang.example">', ()),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":["杜若","高小满"]}}</script>',
            ("杜若", "高小满"),
        ),
        (
            '<script type="application/ld+json">//<![CDATA[\n{"@graph":[{"@type":["NewsArticle"],"author":"杜若"}]}\n//]]></script>',
            ("杜若",),
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":</script>', ()),
    ],
)
def test_authors_are_names_one_by_one(byline: str, names: tuple[str, ...]) -> None:
    assert extract(byline + ARTICLE, URL, OUTLET, NOW).authors == names


def test_a_person_is_preferred_to_the_outlets_own_name() -> None:
    head = '<meta name="author" content="临江新闻网"><meta name="article:author" content="杜若">'
    assert extract(head + ARTICLE, URL, OUTLET, NOW).authors == ("杜若",)
    assert extract('<meta name="author" content="临江新闻网">' + ARTICLE, URL, OUTLET, NOW).authors == ("临江新闻网",)


CHINESE = ARTICLE.replace("一鸣", "一鳴㐂")  # a character outside GB 2312, and one that only GB 18030 holds


@pytest.mark.parametrize(
    ("text", "encoding", "header", "meta"),
    [
        (CHINESE, "gb18030", "", "gb2312"),
        (CHINESE, "gb18030", "gb2312", ""),
        (CHINESE, "gb18030", "iso-8859-1", ""),
        (CHINESE, "gb18030", "", "utf-8"),
        (CHINESE, "gb18030", "", ""),
        (CHINESE, "utf-8", "gb2312", "gb2312"),
        (CHINESE, "utf-8-sig", "big5", ""),
        (CHINESE, "utf-16", "", ""),
        ("<p>連接兩岸的新橋今天上午通車，居民對此表示歡迎，第一天有一萬多人步行過橋。</p>" * 3, "big5", "", "gb2312"),
        ("<p>新しい橋が今日開通し、初日には一万二千人あまりが歩いて渡った。</p>" * 3, "shift_jis", "", "x-sjis"),
        ("<p>新しい橋が今日開通し、初日には一万二千人あまりが歩いて渡った。</p>" * 3, "euc_jp", "utf-8", ""),
        (
            "<p>Die Brücke wurde heute eröffnet, über zwölftausend Menschen gingen hinüber.</p>" * 3,
            "cp1252",
            "",
            "utf-8",
        ),
    ],
)
def test_bytes_are_read_as_what_they_are(text: str, encoding: str, header: str, meta: str) -> None:
    page = f"<html><head>{f'<meta charset={meta}>' if meta else ''}</head><body>{text}</body></html>"
    found = extract(page.encode(encoding), URL, OUTLET, NOW, header)
    assert found.text == extract(text, URL, OUTLET, NOW).text != ""


SENTENCE = "Some words of a sentence that goes on for a while, and then ends. "
HOSTILE = {
    "ten million characters": f"<p>{SENTENCE}</p>" * 140_000,
    "one text of ten million": "<p>" + SENTENCE * 140_000,
    "elements 100,000 deep": "<div>" * 100_000 + SENTENCE * 9,
    "an element with 100,000 attributes": f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{SENTENCE}",
    "tables in tables": "<table><tr><td>x" * 50_000,
    "lists in lists": "<ul><li>some item" * 20_000,
    "open formatting": "<b><i><a>" * 30_000 + SENTENCE,
    "a title of separators": f"<title>{' - a' * 200_000}</title><p>{SENTENCE}",
    "JSON in JSON": f'<script type="application/ld+json">{"[" * 200_000}</script><p>{SENTENCE}',
    "100,000 authors": f'<meta name=author content="{"a b, " * 100_000}"><p>{SENTENCE}',
    "a set of 100,000 pictures": f'<article><p>{SENTENCE * 9}<img srcset="{"a.jpg 1w, " * 100_000}"></p></article>',
    "half a megabyte of blanks": "<p>" + " " * 500_000 + "x",
    "zero bytes": "\0" * 1_000_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_takes_bounded_time(page: str) -> None:
    started = time.process_time()
    extract(f"<html><body>{page}", URL, OUTLET, NOW)
    assert time.process_time() - started < 5


PIECES = (
    "<p>",
    "</p>",
    "<div class=x>",
    "<table>",
    "<td>",
    "<tr>",
    "<li>",
    "<h1>",
    "<br>",
    "<a href='http://[x'>",
    "<base href='::'>",
)
ODD = (
    *(
        "<img src='\x80' srcset=',,1w,'>",
        "<time datetime=9999-99-99>",
        "<time datetime='0001-01-01T00:00+23:59'>",
        "\ud800",
        "&#xD800;",
    ),
    '<meta property=og:url content="http://[x">',
    '<script type="application/ld+json">{"@type":["NewsArticle",1],"author":[null,{"name":[1]}],"datePublished":5}</script>',
    *(
        "词" * 40,
        "word " * 40,
        SENTENCE,
        "<figure><img src=/a.jpg><figcaption>x",
        "</article>",
        "<article>",
        "<noscript>",
        "<svg>",
    ),
)


@given(st.lists(st.sampled_from(PIECES + ODD), max_size=40), st.sampled_from([URL, "", "http://[x", "::"]))
@settings(max_examples=150, deadline=None)
def test_no_markup_raises_and_all_that_comes_out_can_be_written(pieces: list[str], url: str) -> None:
    found = extract("".join(pieces), url, OUTLET, NOW)
    "\n".join((found.title, found.body, found.text, *found.authors, found.canonical_url)).encode()
    assert "\n" not in found.body


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "gb2312", "rot13", "no such", "utf-16"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(data: bytes, declared: str) -> None:
    assert "\n" not in extract(data, URL, OUTLET, NOW, declared).body
