"""What has not changed is not sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.press import BRIDGE, NOW, SEEN, Reader, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive

FIXED = ("/articles", "/changes", "/feed.atom", "/changes.atom")
ALL = (
    *FIXED,
    "/",
    f"/articles/{id_of(BRIDGE)}",
    "/outlets/gangwan",
    "/status",
    "/outlets",
    "/static/style.css",
    f"/articles/{id_of(BRIDGE)}/versions/1/record",
)


@pytest.mark.parametrize("path", ALL)
def test_the_tag_of_an_answer_saves_sending_it_again(reader, path):
    first = reader.get(path)
    again = reader.get(path, if_none_match=f'"other", W/{first.headers["etag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert reader.get(path, if_none_match='"other"').status == 200


@pytest.mark.parametrize("path", FIXED)
def test_the_time_of_an_answer_saves_sending_it_again(reader, path):
    first = reader.get(path)
    assert reader.get(path, if_modified_since=first.headers["last-modified"]).status == 304
    assert reader.get(path, if_modified_since="Mon, 02 Mar 2020 06:00:00 GMT").status == 200
    assert reader.get(path, if_modified_since="no time").status == 200
    mixed = reader.get(path, if_modified_since=first.headers["last-modified"], if_none_match='"other"')
    assert mixed.status == 200, "the tag decides"


def test_no_page_is_older_than_the_program_that_made_it(reader):
    assert reader.get("/articles").headers["last-modified"] == f"{NOW:%a, %d %b %Y %H:%M:%S} GMT"


def test_a_new_version_changes_tag_and_time(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        keep(parts, record("https://a.example/1", "题", "<p>甲</p>", SEEN), SEEN)
        reader = Reader(parts, now=SEEN)
        before = reader.get("/articles")
        keep(parts, record("https://a.example/1", "题", "<p>乙</p>", SEEN), SEEN + timedelta(hours=3))
        told = {"if_none_match": before.headers["etag"], "if_modified_since": before.headers["last-modified"]}
        after = reader.get("/articles", **told)
        assert after.status == 200
        assert after.headers["last-modified"] == "Mon, 02 Mar 2026 09:00:00 GMT"


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/nothing", "/static/style.css"])
def test_head_is_get_without_a_body(reader, path):
    get, head = reader.get(path), reader.get(path, "HEAD")
    assert (head.status, head.headers.get("etag")) == (get.status, get.headers.get("etag"))
    assert head.headers["content-length"] == str(len(get.body))


def test_pages_come_in_the_language_that_is_wanted(reader):
    for wanted, language in (
        ("", "zh-Hans"),
        ("zh-TW,zh;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.5, zh;q=0.9", "zh-Hans"),
        ("en;q=0, zh-Hant;q=0.1", "zh-Hant"),
        ("xx;q=y,,;,", "zh-Hans"),
    ):
        answer = reader.get("/", accept_language=wanted)
        assert answer.headers["content-language"] == language
        assert f'<html lang="{language}">' in answer.text
        assert answer.headers["vary"] == "Accept-Language"


def test_a_language_asked_for_by_name_goes_along_with_every_link(reader):
    text = reader.get("/articles?hl=en", accept_language="zh-CN").text
    links = [part.partition('"')[0] for part in text.split('href="')[1:]]
    ours = [link for link in links if "static" not in link and not link.startswith("#")]
    assert len(ours) > 40
    assert [link for link in ours if "hl=" not in link] == []
    assert 'lang="zh-Hans"' in text, "titles keep their own language"
