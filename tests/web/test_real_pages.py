"""The reader over real records: every page opens, and none asks another host for anything."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from web.press import Reader

from samarkand.app.archives import create_archive, open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.model.catalog import Listing
from samarkand.pipeline.importing import import_files

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EVERY = 8
"""One in so many articles is opened."""


@pytest.fixture(scope="module")
def corpus_reader(shared, tmp_path_factory):
    root = tmp_path_factory.mktemp("corpus")
    create_archive(root)
    files, _ = open_files([shared / "corpus"])
    with open_archive(root) as parts:
        for _report in import_files(parts, CAPTURE_FILES, files, NOW):
            pass
        yield Reader(parts)


def test_articles_open_and_name_their_pictures_as_missing(corpus_reader):
    articles = corpus_reader.queries.articles(Listing(limit=10_000))[::EVERY]
    assert len(articles) > 300
    named = 0
    for article in articles:
        page = corpus_reader.get(f"/articles/{article.id}")
        assert page.status == 200, article.url
        assert not re.search(r"<(?:img|iframe|script|source|video)\b|\ssrc=", page.text[page.text.index("<main") :]), (
            article.url
        )
        named += page.text.count('class="missing"')
    assert named > 100


def test_the_front_page_takes_less_than_thirty_milliseconds(corpus_reader):
    spent = []
    for _ in range(20):
        start = time.perf_counter()
        assert corpus_reader.get("/").status == 200
        spent.append(time.perf_counter() - start)
    assert sorted(spent)[len(spent) // 2] < 0.03
