"""Plain text is one line a block, without furniture, and the same as the annotators'."""

import importlib.util
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.records import parse
from samarkand.text.plain import body_of, drop_lines, lines_of, plain_text, text_of


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<p>甲<b>乙</b>丙</p>", "甲乙丙"),
        ("<div>甲<small>乙</small>丙</div>", "甲\n乙\n丙"),
        ("<td>甲</td>", "甲"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲\n乙"),
        ("<p>\u3000\u3000甲&nbsp; \t乙\n丙 </p>", "甲 乙 丙"),
        ("<p>a &amp; &lt;b&gt; &#20013;</p>", "a & <b> 中"),
        ("<p>甲<script>x()</script><style>p{}</style>乙</p>", "甲乙"),
        ("<noscript><p>甲</p></noscript><template>乙</template>丙", "丙"),
        ('<iframe src="x"><a href="y">Video</a></iframe>甲', "甲"),
        ("<p>甲<!-- 乙 -->丙</p>", "甲丙"),
        ('<divclass="ad">甲</div>乙', "甲乙"),
        ("<p>甲<p>乙</div></b>丙", "甲\n乙丙"),
        ("<p></p><div> </div>", ""),
        ("", ""),
        ("no markup", "no markup"),
        ("<p>甲\ud800</p>", "甲\ufffd"),
    ],
)
def test_the_lines_of_a_body(html, expected):
    assert plain_text(html) == expected


def test_furniture_is_set_apart_by_selector_and_by_line():
    body = body_of(
        '<p>甲<i class="x">版权</i>乙</p><div class="ad"><p>广告一</p></div><p>广告</p><p>广告业</p>', ".x, .ad"
    )
    lines = lines_of(body, [re.compile("广告")])
    assert lines.kept == ("甲乙", "广告业")
    assert lines.furniture == ("版权", "广告一", "广告")
    assert lines.text == "甲乙\n广告业"


def test_what_is_noted_comes_in_reading_order_without_what_is_furniture_or_hidden():
    body = body_of(
        '<img id="a"><p><img id="b"></p><div class="ad"><img id="c"></div><noscript><img id="d"></noscript><img id="e" class="ad">',
        ".ad",
        "img",
    )
    assert [element.attr("id") for element in lines_of(body).noted] == ["a", "b"]


def test_a_selector_that_cannot_be_read_is_a_value_error():
    with pytest.raises(ValueError, match="selector"):
        body_of("<p>x</p>", "p[")


def test_the_text_of_one_element_is_one_line():
    body = body_of("<figure><figcaption><p>甲</p><p>乙<i>©</i></p></figcaption></figure>", "i", "figcaption")
    (caption,) = lines_of(body).noted
    assert text_of(caption) == "甲 乙©"
    assert text_of(caption, body.furniture) == "甲 乙"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>甲</p><p>广告</p>", "<p>甲</p><p></p>"),
        ("<p>广<b>告</b></p>乙", "<p><b></b></p>乙"),
        ("<p>广告<br>甲</p>", "<p><br>甲</p>"),
        ("<p>广告是广告</p>", "<p>广告是广告</p>"),
        ("<div> 广\n告 <p>甲</p>广告</div>", "<div> 广\n告 <p>甲</p></div>"),
        ("<script>广告</script>", "<script>广告</script>"),
    ],
)
def test_a_dropped_line_leaves_what_held_it(html, left):
    root = body_of(html).root
    drop_lines(root, [re.compile("广告")])
    assert root.inner_html == left


@given(st.text("<>/pdivbr&;甲 \n\u3000\"='", max_size=60))
def test_no_line_is_empty_or_holds_a_double_blank(html):
    for line in plain_text(html).split("\n"):
        assert line == " ".join(line.split())
    assert plain_text(html) == "" or all(plain_text(html).split("\n"))


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<p>", "<table><tr><td>", "<ul><li>", "<font><p>"])
def test_100_000_nested_elements_take_less_than_a_second(tag):
    start = time.perf_counter()
    assert plain_text(tag * (100_000 // tag.count("<")) + "甲") == "甲"
    assert time.perf_counter() - start < 1


def test_the_plain_text_is_that_of_the_annotations(shared: Path):
    """The two differ where an `iframe` holds text for browsers that know none; nowhere else."""
    spec = importlib.util.spec_from_file_location("plaintext", shared / "gold" / "plaintext.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    bodies = [parse(path.read_bytes()).body for path in sorted((shared / "corpus").rglob("*.md"))]
    different = [body for body in bodies if plain_text(body) != theirs.plain_text(body)]
    assert all("</iframe>" in body for body in different)
    assert len(different) <= 15
