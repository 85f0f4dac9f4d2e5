"""What the pages say, asked without a browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from web.press import (
    BRIDGE,
    DAY_ONLY,
    FERRY,
    GONE,
    KEPT_PICTURE,
    MISSING_PICTURE,
    PICTURED,
    SEEN,
    TIMELESS,
    UNASKED_PICTURE,
    Reader,
    id_of,
    keep,
    record,
)

from samarkand.app.archives import create_archive, open_archive
from samarkand.model.catalog import Listing

PAGES = ("/", "/articles", "/outlets", "/outlets/yunhe", f"/articles/{id_of(BRIDGE)}", "/changes", "/status")


def main(text: str) -> str:
    """What stands in the main part of a page."""
    return text[text.index("<main") : text.index("</main>")]


def ids(text: str) -> list[str]:
    return re.findall(r'<h3><a href="/articles/([0-9a-f]{16})', text)


def link(text: str, kind: str) -> str:
    found = re.search(rf'class="{kind}" rel="\w+" href="([^"]+)"', text)
    return found[1].replace("&#x2f;", "/").replace("&amp;", "&") if found else ""


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_first_heading_landmarks_and_a_skip_link(reader, path):
    page = reader.get(path)
    assert page.status == 200
    assert page.text.count("<h1") == 1
    assert page.text.count("<main") == 1
    assert 'class="skip" href="#text"' in page.text
    assert page.text.count("<script") == 1  # our own file; the policy forbids any in the markup
    assert "style=" not in page.text


def test_the_list_shows_all_articles_once_and_in_order_when_it_is_turned(reader):
    seen, path = [], "/articles"
    while path:
        page = reader.get(path)
        seen += ids(page.text)
        path = link(page.text, "older")
    listed = [article.id for article in reader.queries.articles(Listing(limit=500))]
    assert seen == listed
    assert len(seen) == 75


def test_turning_back_leads_over_the_same_pages_to_the_first(reader):
    second = link(reader.get("/articles").text, "older")
    third = link(reader.get(second).text, "older")
    back = link(reader.get(third).text, "newer")
    assert ids(reader.get(back).text) == ids(reader.get(second).text)
    home = reader.get(link(reader.get(back).text, "newer"))
    assert (home.status, home.headers["location"]) == (302, "/articles")


def test_an_older_page_stays_the_same_when_something_new_arrives(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        for number in range(40):
            url = f"https://a.example/{number}"
            keep(parts, record(url, f"题{number}", "<p>文</p>", SEEN - timedelta(hours=number)), SEEN)
        reader = Reader(parts)
        older = link(reader.get("/articles").text, "older")
        before = ids(reader.get(older).text)
        keep(parts, record("https://a.example/new", "新", "<p>文</p>", SEEN), SEEN)
        assert ids(reader.get(older).text) == before
        assert len(before) == 10


def test_a_card_tells_a_time_as_precisely_as_the_outlet_did(reader):
    text = reader.get("/articles").text
    day_only = text[text.index("春茶涨价") :].partition("</article>")[0]
    assert "文中只署日期" in day_only
    assert ":00" not in day_only
    untold = text[text.index("无时之文") :].partition("</article>")[0]
    assert "首次见到的时间" in untold
    assert "14:00" in untold


def test_a_card_shows_the_kept_picture_and_nothing_of_another_host(reader):
    text = reader.get("/articles").text
    assert re.findall(r'<img src="([^"]+)"', text) == [path_of_picture(reader)]
    assert KEPT_PICTURE not in text


def path_of_picture(reader) -> str:
    return "/" + reader.parts.catalog.images([KEPT_PICTURE])[KEPT_PICTURE].path


def test_an_article_shows_kept_pictures_and_names_missing_ones(reader):
    text = main(reader.get(f"/articles/{id_of(PICTURED)}", accept_language="en").text)
    assert f'<img src="{path_of_picture(reader)}" alt="渡輪駛出碼頭"' in text
    assert text.count("晨星號首航。") == 1
    assert "The picture could not be kept: the host answered 404" in text
    assert f'href="{MISSING_PICTURE}" rel="nofollow noreferrer noopener"' in text
    assert "The picture was not kept" in text
    assert f'<span class="address">{UNASKED_PICTURE}</span>' in text, "no link stands inside a link"
    assert "https://video.example/clip" in text
    assert "<iframe" not in text
    assert FERRY not in text


def test_links_of_a_body_lead_to_the_outlet_and_not_to_us(reader):
    text = main(reader.get(f"/articles/{id_of(PICTURED)}").text)
    assert 'href="https://gangwan.example/crew"' in text


def test_an_article_tells_when_it_was_published_in_the_place_and_in_utc(reader):
    text = main(reader.get(f"/articles/{id_of(BRIDGE)}").text)
    assert 'datetime="2026-03-02T01:00:00Z"' in text
    assert "2026年3月2日 09:00" in text
    assert "UTC+8" in text
    assert "2026年3月2日 01:00 UTC" in text


def test_an_article_without_furniture_and_dateline(reader):
    text = main(reader.get(f"/articles/{id_of(DAY_ONLY)}").text)
    assert "茶叶价格" in text
    assert "分享" not in text
    assert "广告" not in text
    assert text.count("2026年2月28日") == 1, "as the time of publication, and not as the dateline"


def test_an_article_tells_where_it_came_from(reader):
    text = main(reader.get(f"/articles/{id_of(BRIDGE)}").text)
    version = reader.queries.article(id_of(BRIDGE)).latest
    for told in (version.sha256, version.capture, version.record, "https://yunhe.example/rss", "ledger/2026-03.jsonl"):
        assert told in text


def test_versions_show_what_was_changed(reader):
    latest = main(reader.get(f"/articles/{id_of(BRIDGE)}").text)
    assert "<del>三</del><ins>五</ins>" in latest
    assert "市长未予置评" in latest
    second = main(reader.get(f"/articles/{id_of(BRIDGE)}/versions/2").text)
    assert "<del>五</del><ins>六</ins>" in second
    assert "市长未予置评" not in second
    assert "这是旧版本" in second
    first = main(reader.get(f"/articles/{id_of(BRIDGE)}/versions/1").text)
    assert "<del>" not in first


def test_a_page_that_is_gone_is_told(reader):
    text = main(reader.get(f"/articles/{id_of(GONE)}", accept_language="en").text)
    assert "gone between 2 March 2026 06:09 UTC and 2 March 2026 06:09 UTC" in text
    assert "The page answered 410." in text


def test_the_record_is_given_byte_for_byte_and_as_text(reader):
    answer = reader.get(f"/articles/{id_of(TIMELESS)}/versions/1/record")
    assert answer.body == record(TIMELESS, "无时之文", "<p>此文未署时间。</p>")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith(f'inline; filename="{id_of(TIMELESS)}.v1.md"')


def test_the_beginning_of_an_id_leads_to_the_whole(reader):
    whole = id_of(BRIDGE)
    answer = reader.get(f"/articles/{whole[:9]}/versions/2?hl=en")
    assert (answer.status, answer.headers["location"]) == (302, f"/articles/{whole}/versions/2?hl=en")


def test_an_outlet_is_found_by_any_of_its_names(reader):
    answer = reader.get("/outlets/%E9%81%8B%E6%B2%B3%E6%99%9A%E5%A0%B1")
    assert (answer.status, answer.headers["location"]) == (302, "/outlets/yunhe")
    assert set(ids(reader.get("/outlets/gangwan").text)) == {id_of(PICTURED)}


def test_the_status_tells_of_trouble_and_escapes_it(reader):
    text = main(reader.get("/status").text)
    assert "读不到" in text
    assert "no-host: &lt;yunhe.example&gt; is unknown" in text
    assert text.index("运河晚报") < text.index("港灣郵報"), "trouble comes first"


def test_the_changes_come_newest_first_with_marks(reader):
    text = main(reader.get("/changes").text)
    assert text.index("<ins>五</ins>") < text.index("<ins>六</ins>")


def test_an_empty_archive_says_what_to_do(empty_reader):
    for path in ("/", "/outlets", "/status"):
        assert "samarkand import" in empty_reader.get(path).text
    assert empty_reader.get("/changes").status == 200
    assert empty_reader.get("/feed.atom").status == 200


def test_a_missing_record_is_told_and_hides_no_others(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        for url, bodies in (("https://a.example/1", "甲乙"), ("https://a.example/2", "丙丁")):
            for number, body in enumerate(bodies):
                keep(parts, record(url, f"题{url[-1]}", f"<p>{body}</p>", SEEN), SEEN + timedelta(minutes=number))
        reader = Reader(parts)
        lost = reader.queries.article(reader.queries.articles(Listing())[0].id)
        (tmp_path / lost.latest.record).unlink()
        front = reader.get("/articles").text
        assert len(ids(front)) == 2
        assert "记录无法读取" in front
        assert "记录无法读取" in reader.get("/changes").text
        assert "记录无法读取" in reader.get("/feed.atom").text
        assert "记录无法读取" in reader.get("/changes.atom").text
        page = reader.get(f"/articles/{lost.id}")
        assert page.status == 500
        assert "档案有损" in page.text
        assert "samarkand verify" in page.text
