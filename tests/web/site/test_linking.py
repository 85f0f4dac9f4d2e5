"""Pages whose links are made those of files."""

from __future__ import annotations

from samarkand.web.site.linking import HOST, linked, linked_feed

KNOWN = {"/": "../index.html", "/a?x=1&y=2": "a.html", "/search": "../search.html", "/style.css": "../style.css"}


def target(address: str) -> str:
    return KNOWN.get(address, "")


def test_addresses_of_ours_become_links_between_files():
    page = '<a class="x" href="&#x2f;">Front</a> <a href="/a?x=1&amp;y=2">A</a> <img src="/a?x=1&amp;y=2" alt="">'
    assert linked(page, target) == (
        '<a class="x" href="../index.html">Front</a> <a href="a.html">A</a> <img src="a.html" alt="">'
    )


def test_words_stay_where_a_link_leads_nowhere():
    assert linked('<p><a href="/gone" rel="x">Record</a></p>', target) == '<p><a rel="x">Record</a></p>'


def test_links_to_others_and_within_the_page_stay():
    page = '<a href="https://hewan.example/1">1</a><a href="#text">2</a><a href="//hewan.example/">3</a>'
    assert linked(page, target) == page


def test_resources_that_are_no_files_go():
    page = '<link rel="stylesheet" href="/style.css">\n<link rel="alternate" href="/gone.atom">\n'
    assert linked(page, target) == '<link rel="stylesheet" href="../style.css">\n'


def test_forms_that_no_file_answers_go():
    page = '<form action="/search" method="get"><input></form>\n<form action="/compare"><p>x</p></form>\n<p>y</p>'
    assert linked(page, target) == '<form action="../search.html" method="get"><input></form>\n<p>y</p>'


def test_text_that_looks_like_a_link_is_left_alone():
    text = '<p>Write href="/" and src="/a", it says: &lt;a href="/"&gt;</p>'
    assert linked(text, target) == text


def test_feeds_are_linked_in_their_own_escaping():
    feed = f'<link href="{HOST}/"/><content>&lt;img src=&quot;{HOST}/style.css&quot;&gt; {HOST}/gone</content>'
    assert linked_feed(feed, target) == (
        '<link href="../index.html"/><content>&lt;img src=&quot;../style.css&quot;&gt; </content>'
    )
