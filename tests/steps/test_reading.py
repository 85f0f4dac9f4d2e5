"""A record read by its outlet's rules: when, who, in what language, what text, which pictures."""

import time
from datetime import UTC, date, datetime
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Picture, Published, Record
from samarkand.model.outlets import Dateline, Era, Outlet
from samarkand.steps.reading import arrange, read, title_and_text

NOW = datetime(2021, 6, 1, tzinfo=UTC)
URL = "https://river.example/cn/a"
HEADER = datetime(2020, 7, 6, 22, 30, tzinfo=UTC)  # in Shanghai it is the 7th already
HEADER_MS = 1594074600000

MINUTE = Dateline(r"<div>(?P<when>\d\d/\d\d/\d{4} - \d\d:\d\d)</div>", "%d/%m/%Y - %H:%M")
DAY = Dateline(r"<i>(?P<when>\d{4}年 ?\d{1,2}月 ?\d{1,2}日)</i>", "%Y年%m月%d日")
ISO = Dateline(r"<div><i>(?:(?P<by>[^<>]{0,80})<br>)?(?P<when>\d{4}-[^<>]{4,30})</i></div>", "iso")
MAIL = Dateline(r"<i>(?P<when>\w{3}, [^<>]{10,40})</i>", "rfc822")


def outlet(*datelines: Dateline, **rules) -> Outlet:
    return Outlet(
        "river",
        "河报",
        aliases=("River",),
        languages=("zh-Hans",),
        zone="Asia/Shanghai",
        eras=(Era(datelines=datelines, **rules),),
    )


def record(body: str, header_ms: int | None = HEADER_MS, **more) -> Record:
    return Record(more.pop("title", "河上新桥"), URL, body, header_ms, **more)


# when


def test_title_and_text_alone_are_those_of_the_whole_reading():
    body = (
        "<i>2020年7月7日</i><p>桥通了。</p><figure><img src='a.jpg'><figcaption>新桥</figcaption></figure><p>分享</p>"
    )
    rules = outlet(DAY, furniture_lines=("分享",))
    read_whole = read(record(body, title="新桥&amp;旧桥 - 河报"), rules, NOW)
    assert title_and_text(record(body, title="新桥&amp;旧桥 - 河报"), rules, NOW) == (read_whole.title, read_whole.text)
    assert read_whole.text == "桥通了。\n新桥"


@pytest.mark.parametrize(
    ("rule", "told", "expected"),
    [
        (MINUTE, "<div>07/07/2020 - 06:20</div>", Published(datetime(2020, 7, 6, 22, 20, tzinfo=UTC), "Asia/Shanghai", "minute", "dateline")),
        (DAY, "<i>2020年 7月 7日</i>", Published(HEADER, "Asia/Shanghai", "day", "dateline", date(2020, 7, 7))),
        (DAY, "<i>2020年7月6日</i>", Published(datetime(2020, 7, 6, 4, tzinfo=UTC), "Asia/Shanghai", "day", "dateline", date(2020, 7, 6))),
        (ISO, "<div><i>2020-07-06T22:20:01.5Z</i></div>", Published(datetime(2020, 7, 6, 22, 20, 1, 500000, UTC), "Asia/Shanghai", "second", "dateline")),
        (ISO, "<div><i>2020-07-07T06:20:01</i></div>", Published(datetime(2020, 7, 6, 22, 20, 1, tzinfo=UTC), "Asia/Shanghai", "second", "dateline")),
        (ISO, "<div><i>2020-07-07 06:20</i></div>", Published(datetime(2020, 7, 6, 22, 20, tzinfo=UTC), "Asia/Shanghai", "minute", "dateline")),
        (MAIL, "<i>Mon, 06 Jul 2020 22:20:01 GMT</i>", Published(datetime(2020, 7, 6, 22, 20, 1, tzinfo=UTC), "Asia/Shanghai", "second", "dateline")),
    ],
)  # fmt: skip
def test_the_dateline_tells_when_and_is_no_part_of_the_text(rule, told, expected):
    reading = read(record(f"{told}<p>桥通了。</p>"), outlet(rule), NOW)
    assert reading.published == expected
    assert reading.text == "桥通了。"


def test_a_dateline_has_the_zone_of_its_rule_before_that_of_its_outlet():
    rule = Dateline(ISO.pattern, "iso", "UTC")
    reading = read(record("<div><i>2020-07-06 22:20</i></div>"), outlet(rule), NOW)
    assert reading.published == Published(datetime(2020, 7, 6, 22, 20, tzinfo=UTC), "UTC", "minute", "dateline")


@pytest.mark.parametrize("told", ["99/99/2020 - 06:20", "01/01/1970 - 00:00", "01/01/2031 - 00:00"])
def test_a_time_that_cannot_be_is_passed_over_and_still_no_text(told):
    reading = read(record(f"<div>{told}</div><p>桥通了。</p>"), outlet(MINUTE), NOW)
    assert reading.published == Published(HEADER, "Asia/Shanghai", "second", "header")
    assert reading.text == "桥通了。"


def test_without_a_dateline_front_matter_tells_then_the_header_then_the_date_line():
    body, line = "<p>桥通了。</p>", "Mon, 06 Jul 2020 22:30:00 +0000"
    matter = (("date", "2020-07-07 06:20:00 +0800"),)
    told = [
        read(record(body, front_matter=matter, date_line=line), outlet(), NOW).published,
        read(record(body, date_line="Tue, 07 Jul 2020 00:00:00 +0000"), outlet(), NOW).published,
        read(record(body, None, date_line=line), outlet(), NOW).published,
        read(record(body, 0, date_line=line), outlet(), NOW).published,
        read(record(body, None, front_matter=(("date", "2020-07-07"),)), outlet(), NOW).published,
        read(record(body, None, date_line="soon", front_matter=(("date", "soon"),)), outlet(), NOW).published,
    ]
    assert told == [
        Published(datetime(2020, 7, 6, 22, 20, tzinfo=UTC), "Asia/Shanghai", "second", "front matter"),
        Published(HEADER, "Asia/Shanghai", "second", "header"),
        Published(HEADER, "Asia/Shanghai", "second", "header"),
        Published(HEADER, "Asia/Shanghai", "second", "header"),
        Published(datetime(2020, 7, 7, 4, tzinfo=UTC), "Asia/Shanghai", "day", "front matter", date(2020, 7, 7)),
        None,
    ]


@given(st.integers(-(10**18), 10**18), st.text(max_size=30))
def test_no_header_and_no_dateline_break_the_reading(header_ms, told):
    reading = read(
        record(f"<div><i>2020-{escape(told)}</i></div>", header_ms, date_line=told), outlet(ISO, MINUTE), NOW
    )
    assert reading.published is None or reading.published.at.tzinfo == UTC


def eras() -> Outlet:
    old = Era(until=date(2020, 7, 7), datelines=(MINUTE,), furniture=(".old",))
    new = Era(since=date(2020, 7, 7), datelines=(DAY,), furniture=(".new",))
    return Outlet("river", "河报", zone="Asia/Shanghai", eras=(old, new))


@pytest.mark.parametrize(
    ("header_ms", "dateline", "text"),
    [
        (HEADER_MS, "", "旧"),  # the 7th in the outlet's place, though the 6th in UTC
        (HEADER_MS - 8 * 3_600_000, "", "新"),
        (None, "<div>06/07/2020 - 10:00</div>", "新"),
        (None, "<i>2020年7月8日</i>", "旧"),
        (None, "", "旧"),  # nothing told: the rules of today
    ],
)
def test_the_era_is_that_of_the_headers_day_in_the_outlets_place_else_of_the_datelines(header_ms, dateline, text):
    body = f'{dateline}<p class="old">旧</p><p class="new">新</p>'
    assert read(record(body, header_ms), eras(), NOW).text == text


# who


def test_the_dateline_names_the_authors():
    reading = read(
        record("<div><i>HE CHUAN,HE CHUAN（综合报道）<br>2020-07-07 06:20</i></div><p>x</p>"), outlet(ISO), NOW
    )
    assert reading.authors == ("HE CHUAN",)


def test_else_the_eras_patterns_find_them_in_furniture_too():
    rules = outlet(authors=(r"\A([^：\n]{2,4})：", "^记者 (.+)$"), furniture=(".credit",))
    reading = read(record('<p>何川：桥通了。</p><p>江小满：不。</p><p class="credit">记者 江小满</p>'), rules, NOW)
    assert reading.authors == ("何川", "江小满")
    assert reading.text == "何川：桥通了。\n江小满：不。"


def test_front_matter_names_them_too():
    assert read(record("<p>x</p>", front_matter=(("author", "何川, 江小满"),)), outlet(), NOW).authors == (
        "何川",
        "江小满",
    )


# what


def test_the_title_is_plain_and_without_the_outlets_names():
    titles = {
        "A &amp; B\n 桥": "A & B 桥",
        "新桥 – 河报 - River": "新桥",
        "新桥 - 要闻": "新桥 - 要闻",
        "River": "River",
        " - River": "- River",
    }
    assert {title: read(record("", title=title), outlet(), NOW).title for title in titles} == titles


def test_furniture_of_the_outlet_and_of_services_on_the_way_is_dropped():
    body = (
        '<p>桥通了。</p><p>广告</p><div class="addtoany_share_save_container">Share</div>'
        '<br><hr><div>获取更多RSS：<br><a href="https://feedx.net">https://feedx.net</a> <br>https://feedx.xyz<br></div>'
    )
    assert read(record(body), outlet(furniture_lines=("广告",)), NOW).text == "桥通了。"


def test_the_language_is_the_texts():
    assert read(record("<p>橋樑開放。</p>", title=""), outlet(), NOW).language == "zh-Hant"


# pictures


@pytest.mark.parametrize(
    ("html", "captions"),
    [
        ('<figure><img src="/a.jpg"><figcaption>桥</figcaption></figure>', ()),
        ('<figure><figcaption>桥</figcaption><img src="/a.jpg"></figure>', ()),
        ('<div><span><img src="/a.jpg"></span><figcaption><i class="x">图注</i><b>桥</b></figcaption></div>', ()),
        ('<img src="/a.jpg"><div><small>桥</small></div>', ("img + div > small",)),
    ],
)
def test_a_picture_has_its_caption_which_stays_in_the_text(html, captions):
    reading = read(record(html), outlet(captions=captions, furniture=(".x",)), NOW)
    assert reading.pictures == (Picture("https://river.example/a.jpg", "/a.jpg", "桥"),)
    assert reading.text == "桥"


def test_a_caption_of_a_figure_belongs_to_all_its_pictures_and_that_of_a_video_to_none():
    body = '<img src="/a"><figure><img src="/b"><img src="/c"><figcaption>两桥</figcaption></figure><video></video><figcaption>片</figcaption>'
    assert [picture.caption for picture in read(record(body), outlet(), NOW).pictures] == ["", "两桥", "两桥"]


@pytest.mark.parametrize(
    ("attributes", "url", "src"),
    [
        ('src="https://images.weserv.nl?url=pics.example/a.jpg"', "https://pics.example/a.jpg", "https://images.weserv.nl?url=pics.example/a.jpg"),
        ('src="//pics.example/a.jpg?x=1&amp;y=2"', "https://pics.example/a.jpg?x=1&y=2", "//pics.example/a.jpg?x=1&y=2"),
        ('src="data:image/gif;base64,R0" data-src="/a.jpg"', "https://river.example/a.jpg", "/a.jpg"),
        ('src="/wait.gif" data-original="/a.jpg"', "https://river.example/a.jpg", "/a.jpg"),
        ('srcset="/s.jpg 240w, /l.jpg 800w, /m.jpg 320w"', "https://river.example/l.jpg", "/l.jpg"),
        ('src="data:image/gif;base64,R0"', "", "data:image/gif;base64,R0"),
        ('src="javascript:x"', "", "javascript:x"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_address_of_a_picture(attributes, url, src):
    (picture,) = read(record(f"<img {attributes}>"), outlet(), NOW).pictures
    assert (picture.url, picture.src) == (url, src)


def test_what_counts_readers_what_is_furniture_and_what_is_hidden_is_no_picture():
    body = '<img src="/p" width="1" height="1"><div class="ad"><img src="/b"></div><noscript><img src="/c"></noscript><img class="emoji" src="/d">'
    assert read(record(body), outlet(furniture=(".ad",)), NOW).pictures == ()


def test_a_picture_without_alternative_text_has_its_label():
    body = '<img src="/a" alt="新\n桥"><img src="/b" aria-label="旧桥">'
    assert [picture.alt for picture in read(record(body), outlet(), NOW).pictures] == ["新 桥", "旧桥"]


@pytest.mark.parametrize(
    "piece",
    [
        '<div class="ad">',
        "<figure><img>",
        "<figcaption>",
        "<img srcset='",
        "<i>2020-",
        "（",
        "河报 - ",
        "<small>",
        "\u3000",
    ],
)
def test_no_body_makes_reading_slow(piece):
    start = time.perf_counter()
    text = piece * (500_000 // len(piece))
    read(record(text, title=text), outlet(ISO, DAY, furniture=(".ad",), captions=("img + div > small",)), NOW)
    assert time.perf_counter() - start < 5


def test_an_arranged_body_has_the_pictures_of_the_reading_and_no_dateline_or_furniture():
    body = '<div>07/07/2020 - 06:20</div><p>桥<b>通</b>了。</p><img src="/a"><figcaption>桥</figcaption><p class="ad">订阅</p><p>广告</p>'
    rules = outlet(MINUTE, furniture=(".ad",), furniture_lines=("广告",))
    arranged = arrange(record(body), rules, NOW)
    assert tuple(picture for _, picture in arranged.pictures) == read(record(body), rules, NOW).pictures
    assert [caption.text for caption in arranged.captions] == ["桥"]
    assert arranged.root.text == "桥通了。桥"
    assert arranged.root.select("b")
