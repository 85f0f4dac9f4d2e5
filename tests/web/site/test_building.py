"""A site as a whole: its pages are the reader's, its links lead somewhere, and what changed alone is made again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from web import strike
from web.affair import NOW
from web.press import Reader, keep, record
from web.siting import BASE, made, order
from web.siting import sited as archive

from samarkand.app.sites import open_site
from samarkand.errors import UsageError
from samarkand.model.catalog import Listing
from samarkand.model.stories import StoryListing
from samarkand.pipeline.annotating import annotate
from samarkand.web.site.addresses import file_of
from samarkand.web.site.building import build, plan

_TARGET = re.compile(r'<(?:a|link|img|script|form)\b[^<>]*?\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')
_OUTSIDE = re.compile(r"https?://")


def pages(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*.html"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".samarkand" not in path.parts
    }


def told(page: str) -> str:
    """The words of a page's main part."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main
    without_forms = re.sub(r"<form\b.*?</form>", "", main[0], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_forms)).split())


def unmarked(page: str) -> str:
    """A page without what tells how stories stand: the reader has to compare them first, and nothing is new for long."""
    return re.sub(r'<p class="facts standing">.*?</p>', "", page)


def marks(page: str) -> list[tuple[str, str, str]]:
    """Kind, address and words of each mark of how a story stands."""
    return re.findall(r'<a class="is-(\w+)" href="([^"]+)">([^<]+)</a>', page)


def test_every_link_leads_to_a_file_and_to_a_place_in_it(site):
    broken, ids = [], {}
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        for target in map(unescape, _TARGET.findall(text)):
            if _OUTSIDE.match(target):
                continue
            path, _, fragment = target.partition("#")
            assert not path.startswith("/"), (page, target)
            there = (page.parent / path.partition("?")[0]).resolve() if path else page
            if not there.is_file():
                broken.append((page.name, target))
            elif fragment and there.suffix == ".html":
                known = ids.setdefault(there, set(_ID.findall(there.read_text(encoding="utf-8"))))
                if unescape(fragment) not in known:
                    broken.append((page.name, target))
    assert broken == []


def test_every_page_but_the_list_of_lists_can_be_reached_from_the_front(site):
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.is_file():
            continue
        reached.add(page)
        if page.suffix == ".html":
            targets = map(unescape, _TARGET.findall(page.read_text(encoding="utf-8")))
            ours = (re.split("[?#]", target)[0] for target in targets if not _OUTSIDE.match(target))
            waiting += [(page.parent / path).resolve() for path in ours if path]
    assert set(map(Path.resolve, pages(site))) - {path.resolve() for path in reached} == set()


def test_pages_tell_what_the_reader_tells(site, sited):
    reader = Reader(sited, NOW)
    story = sited.stories.stories(StoryListing(1, least=2))[0]
    changed = next(each for each in sited.catalog.articles(Listing(limit=1000)) if each.versions > 1)
    old = f"/articles/{changed.id}"
    addresses = [
        "/",
        "/articles",
        "/outlets",
        "/status",
        "/changes",
        "/changes/outlets",
        "/people",
        "/people?of=ever&by=statements",
        "/calendar",
        *(f"/calendar/{path.stem}" for path in sorted((site / "calendar").glob("2*.html"))[:4]),
        f"/stories/{story.id}/comparison",
    ]
    addresses += [f"/stories/{story.id}", *(f"/articles/{each}" for each in story.articles[:2])]
    addresses += [old, f"{old}/history", f"{old}/versions/1", f"{old}/changes/1/2", f"{old}/changes/1/2?layout=sides"]
    for address in addresses:
        served = reader.get(address, accept_language="zh-Hans")
        assert served.status == 200, address
        page = (site / file_of(*address.partition("?")[::2])).read_text(encoding="utf-8")
        words = re.sub("以[繁简]体阅读 ", "", told(unmarked(served.text)))  # another page, which needs a server
        if address.endswith("/comparison"):  # the form for two articles needs a server
            words = words.replace(" 两篇并排", "")
        assert told(unmarked(page)) == words, address


@pytest.fixture(scope="module")
def struck(tmp_path_factory) -> tuple[Path, str]:
    """The site of an archive in which outlets disagree, quote somebody and change a text; and the reader's front page of it."""
    root = tmp_path_factory.mktemp("struck")
    with strike.compared(root / "archive") as parts:
        url, (title, body) = next(iter(strike.STRIKE.items()))
        keep(parts, record(url, title, f"{body}<p>有更正。</p>", strike.at(0)), strike.NOW)
        list(annotate(parts))
        made(parts, root / "archive", root / "site", now=strike.NOW)
        reader = Reader(parts, strike.NOW)
        reader.get("/")  # and what was not compared yet is compared behind it
        return root / "site", reader.get("/", accept_language="zh-Hans").text


def test_the_front_page_marks_what_the_reader_marks_and_leads_there(struck):
    site, front = struck
    served = marks(front)
    assert {kind for kind, *_ in served} == {"new", "disputed", "changed"}
    found = marks((site / "index.html").read_text(encoding="utf-8"))
    assert [(kind, words) for kind, _, words in found] == [(kind, words) for kind, _, words in served]
    assert all((site / href.partition("#")[0]).is_file() for _, href, _ in found)
    lists = [marks(path.read_text(encoding="utf-8")) for path in (site / "stories").glob("*.html")]
    assert {kind for some in lists for kind, *_ in some} == {"disputed", "changed"}, "a list stands longer than a day"


def test_those_who_are_quoted_and_days_lead_to_pages_of_their_own(struck):
    site, _ = struck
    every = "".join(path.read_text(encoding="utf-8") for path in (site / "articles").glob("??/*.html"))
    pointers = "".join(re.findall(r'<aside class="pointers".*?</aside>', every, re.DOTALL))
    targets = re.findall(r'href="\.\./\.\./(people|calendar)/([^"]+)"', pointers)
    assert {folder for folder, _ in targets} == {"people", "calendar"}
    assert all((site / folder / name).is_file() for folder, name in targets)


@pytest.mark.parametrize("name", ["people/index.html", "calendar/index.html"])
def test_pages_of_people_and_days_ask_nothing_of_a_server(site, name):
    page = (site / name).read_text(encoding="utf-8")
    assert "<form" not in re.sub(r'<form class="search".*?</form>', "", page, flags=re.DOTALL)
    assert "speaker:" not in page


def test_pages_ask_nobody_and_run_only_what_lies_beside_them(site):
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        assert 'http-equiv="Content-Security-Policy" content="default-src \'none\';' in text
        assert "unsafe-" not in text.partition("</head>")[0]
        assert not re.search(r'<(?:img|script|link)\b[^<>]*\s(?:src|href)="https?:', text), page
        assert page.stat().st_size < 100_000 or page.name == "index.html", page


def test_an_article_is_told_to_machines(site, sited):
    article = sited.catalog.articles(Listing(limit=1))[0]
    page = (site / file_of(f"/articles/{article.id}")).read_text(encoding="utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["url"] == article.latest.url
    assert data["publisher"]["name"]


def test_feeds_and_the_site_map_tell_whole_addresses(site):
    for name in ("feed.atom", "stories.atom", "changes.atom"):
        feed = (site / name).read_text(encoding="utf-8")
        assert "site.invalid" not in feed
        assert f'href="{BASE}/{name}"' in feed
        for address in re.findall(rf'href="{re.escape(BASE)}/([^"]+)"', feed):
            assert (site / address).is_file(), address
    listed = re.findall(rf"<loc>{re.escape(BASE)}/([^<]+)</loc>", (site / "sitemap-1.xml").read_text(encoding="utf-8"))
    assert "index.html" in listed
    assert all((site / name).is_file() for name in listed)


def test_a_second_build_writes_nothing(site, sited, archive_root):
    report = made(sited, archive_root, site)
    assert (report.written, report.removed) == (0, 0)


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_a_site_speaks_one_language(sited, archive_root, tmp_path, language):
    made(sited, archive_root, tmp_path / "site", language=language, base="")
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert not (tmp_path / "site" / "sitemap.xml").exists()
    assert not re.search(r'href="[^"]*hl=', page)


def test_what_is_brought_up_to_date_is_what_would_be_made_anew(tmp_path):
    with archive(tmp_path / "archive") as parts:
        made(parts, tmp_path / "archive", tmp_path / "grown")
        before = files(tmp_path / "grown")
        body = "<p>新桥3月1日通车。县长罗慕言说：“河上又有桥了。”</p>"
        keep(parts, record("https://yunhe.example/new", "新桥通车", body, NOW), NOW)
        list(annotate(parts))
        report = made(parts, tmp_path / "archive", tmp_path / "grown")
        assert 0 < report.written < 40
        made(parts, tmp_path / "archive", tmp_path / "fresh")
    grown = files(tmp_path / "grown")
    assert grown == files(tmp_path / "fresh")
    assert any(
        "新桥通车" in data.decode(errors="replace") for name, data in grown.items() if name.startswith("search/")
    )
    assert (
        before.keys() - grown.keys() == {name for name in before if re.match(r"search/\d+-\d+/", name)} - grown.keys()
    )


def test_a_stopped_build_is_taken_up_where_it_was(sited, archive_root, site, tmp_path):
    wanted = order(archive_root, tmp_path / "stopped")
    with open_site(tmp_path / "stopped") as folder, folder.locked():
        building = build(sited, folder, wanted, plan(sited, folder, wanted))
        next(building)
        building.close()
        left = plan(sited, folder, wanted)
        assert 0 < len(left.due) < left.jobs
        list(build(sited, folder, wanted, left))
    assert files(tmp_path / "stopped") == files(site)


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with open_site(tmp_path) as folder, pytest.raises(UsageError, match="something else"), folder.locked():
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
