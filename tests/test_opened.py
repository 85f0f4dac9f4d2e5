"""An archive opened from Python: objects that lead to one another, the same as commands tell, read when they are asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from itertools import islice

import pytest
from twins.processes import run
from web.press import BRIDGE, NOW, OUTLETS, fill, id_of

import samarkand
from samarkand import opened
from samarkand.app.archives import create_archive, open_archive
from samarkand.errors import BadQuery, NotFound


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """An archive of three outlets; nothing in it is marked or indexed."""
    root = tmp_path_factory.mktemp("press")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        fill(parts)
    return root


@pytest.fixture(scope="module")
def archive(root):
    with samarkand.open(root) as archive:
        archive.catch_up()
        yield archive


def test_articles_are_those_that_list_prints(archive, root):
    assert [dict(article.json()) for article in archive.articles()] == run("list", "--archive", root)
    assert {article.outlet for article in archive.articles(outlet="港灣郵報")} == {"gangwan"}


def test_an_article_leads_to_its_versions_and_these_to_their_records(archive, root):
    article = archive.article_at(BRIDGE)
    assert article == archive.article(id_of(BRIDGE)[:8])
    assert [version.number for version in article.versions] == [1, 2, 3]
    assert article.versions[-1].text == article.text
    first, second, _ = article.versions
    assert first.change is None
    assert "date" in second.change.kinds
    assert first.path == root / first.known.record
    assert first.record == first.path.read_bytes()
    assert first.article == article
    span = first.span(0, 5)
    assert first.text[span.start : span.end] == "旧桥将于五"
    with pytest.raises(NotFound):
        first.span(0, 10_000)


def test_stories_lead_to_articles_and_articles_to_their_story(archive):
    story = archive.article_at(BRIDGE).story
    assert id_of(BRIDGE) in [article.id for article in story.articles]
    assert archive.story(story.id).id == story.id in {each.id for each in archive.stories()}
    assert story.json()["id"] == story.id
    comparison = story.comparison
    for claim in comparison.claims:
        for wording in claim.wordings:
            assert comparison.words(wording.at) == wording.statement.text
    assert comparison.json()["story"] == story.id


def test_a_search_leads_to_versions(archive):
    found = list(archive.search("运河", now=NOW))
    assert len(found) > opened.PAGE // 4
    for hit in islice(found, 3):
        passage = hit.passages[0]
        assert passage.text in hit.version.text
        assert hit.article.id == hit.version.known.article
    with pytest.raises(BadQuery):
        next(archive.search('("'))


def test_changes_days_and_quotations_are_told(archive):
    assert [version.number for version in archive.changes()] == [3, 2]
    assert archive.day(date(1999, 1, 1)) == ()
    quoted = [said for article in archive.articles() for said in article.latest.statements]
    for each in quoted:
        assert each.version.text[each.span.start : each.span.end] == each.words
    with pytest.raises(NotFound):
        next(archive.quotations("nobody at all"))


def test_lists_hold_a_page_at_a_time_and_every_item_once(archive, monkeypatch):
    whole = [article.id for article in archive.articles()]
    stories = [story.id for story in archive.stories()]
    monkeypatch.setattr(opened, "PAGE", 3)
    assert [article.id for article in archive.articles()] == whole
    assert [story.id for story in archive.stories()] == stories
    assert len(list(archive.search("运河", now=NOW))) > 50


def test_where_there_is_no_archive_it_is_said(tmp_path):
    with pytest.raises(samarkand.SamarkandError, match="no archive"):
        samarkand.open(tmp_path)


def test_the_objects_are_shown_in_a_line(archive):
    article = archive.article_at(BRIDGE)
    assert repr(article) == f"<Article {article.id} '旧桥今夏拆除'>"
    for thing in (article.latest, article.story, article.story.comparison):
        assert len(repr(thing)) < 120


def test_importing_the_package_loads_nothing_else_of_it():
    script = "import samarkand, sys, json; print(json.dumps([n for n in sys.modules if n.startswith('samarkand')]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["samarkand"]


def test_a_name_that_the_package_does_not_have_is_an_error_as_usual():
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        _ = samarkand.close
