"""What machines read of an article's page."""

from __future__ import annotations

import json

from web.press import OUTLETS, SEEN, Reader, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.web.linked_data import LONGEST, news_article

URL = "https://yunhe.example/told"


def told(tmp_path, title: str) -> str:
    create_archive(tmp_path)
    (tmp_path / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(tmp_path) as parts:
        keep(parts, record(URL, title, "<p>渡轮今日停航。</p>", SEEN), SEEN)
        return news_article(Reader(parts).queries.open(id_of(URL)), "运河晚报")


def test_an_article_is_told_with_its_outlet_times_and_address(tmp_path):
    data = json.loads(told(tmp_path, "渡轮停航"))
    assert (data["@type"], data["headline"], data["publisher"]["name"]) == ("NewsArticle", "渡轮停航", "运河晚报")
    assert data["url"] == URL
    assert data["datePublished"] <= data["dateModified"]


def test_nothing_in_it_ends_the_element_that_holds_it(tmp_path):
    text = told(tmp_path, "</script><script>alert(1)</script>" + "长" * 200)
    assert "<" not in text
    assert len(json.loads(text)["headline"]) <= LONGEST
