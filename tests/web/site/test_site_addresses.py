"""Where the pages of a site lie."""

from __future__ import annotations

import pytest

from samarkand.web.site.addresses import file_of, plain, relative

ARTICLE, STORY = "0123456789abcdef", "s0123456789abcdef"


@pytest.mark.parametrize(
    ("path", "query", "file"),
    [
        ("/", "", "index.html"),
        ("/articles", "", "articles/index.html"),
        (f"/articles/{ARTICLE}", "", f"articles/01/{ARTICLE}.html"),
        (f"/articles/{ARTICLE}", "mark=3-9", f"articles/01/{ARTICLE}.html"),
        (f"/articles/{ARTICLE}/versions/2", "", f"articles/01/{ARTICLE}.v2.html"),
        (f"/articles/{ARTICLE}/history", "", f"articles/01/{ARTICLE}.history.html"),
        (f"/articles/{ARTICLE}/changes/1/2", "layout=sides", f"articles/01/{ARTICLE}.1-2.layout-sides.html"),
        (f"/stories/{STORY}/comparison", "", f"stories/01/{STORY}.comparison.html"),
        (f"/stories/{STORY}/people", "page=2", f"stories/01/{STORY}.people.page-2.html"),
        ("/changes", "kind=headline", "changes/index.kind-headline.html"),
        ("/people", "of=ever&by=statements", "people/index.of-ever.by-statements.html"),
        ("/calendar", "", "calendar/index.html"),
        ("/calendar/2030-09-07", "", "calendar/2030-09-07.html"),
        ("/calendar/2030-09", "", "calendar/2030-09.html"),
        ("/outlets/hewan.example", "", "outlets/hewan.example.html"),
        ("/outlets/hewan.example/feed.atom", "", "outlets/hewan.example.feed.atom"),
        ("/static/style.css", "v=1234", "static/style.css"),
        ("/images/ab/abcdef01.jpg", "", "images/ab/abcdef01.jpg"),
    ],
)
def test_each_page_has_a_file(path, query, file):
    assert file_of(path, query) == file


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (f"/articles/{ARTICLE}/versions/1/record", ""),
        (f"/compare/{ARTICLE}/{ARTICLE}", ""),
        ("/watches", ""),
        ("/calendar/../2030-09", ""),
        ("/articles", "before=12.0123456789abcdef"),
        ("/changes", "kind=../../etc"),
        ("/images/../samarkand.toml/x", "page=1"),
        ("//elsewhere.example/", ""),
    ],
)
def test_what_no_site_has_gets_no_file(path, query):
    assert file_of(path, query) == ""


def test_names_that_a_file_system_may_not_take_are_hashed():
    assert plain("hewan.example") == "hewan.example"
    for odd in ("河湾", "../x", "A B", ".hidden", "x" * 200, ""):
        assert plain(odd).isascii()
        assert "/" not in plain(odd)
        assert not plain(odd).startswith(".")
    assert plain("河湾") != plain("河灣")


def test_links_climb_to_the_site_and_down_again():
    assert relative("index.html", "articles/01/a.html") == "articles/01/a.html"
    assert relative("articles/01/a.html", "index.html") == "../../index.html"
