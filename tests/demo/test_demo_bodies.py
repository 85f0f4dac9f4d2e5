from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from samarkand.demo.bodies import blocks, first_paragraph, pictures

TEXT = """**要点**在前。

![船 <i>出港](sea-a "资料")

![](hills-b)

## 后来

> 他说，
> 不知道。

- 甲
- **乙**，见[那篇](haibao/quake)

a < b & "c"
and d"""


def test_each_block_of_the_markup_has_its_kind():
    found = blocks(TEXT, lambda key: f"/at/{key}?a=1&b=2")
    assert [block.kind for block in found] == [
        "paragraph",
        "picture",
        "picture",
        "heading",
        "quote",
        "list",
        "paragraph",
    ]
    assert found[0].html == "<strong>要点</strong>在前。"
    assert (found[1].picture, found[1].html, found[1].credit) == ("sea-a", "船 &lt;i&gt;出港", "资料")
    assert (found[2].picture, found[2].credit) == ("hills-b", "")
    assert found[3].html == "后来"
    assert found[4].html == "他说，不知道。"
    assert found[5].items == ("甲", '<strong>乙</strong>，见<a href="/at/haibao/quake?a=1&amp;b=2">那篇</a>')
    assert found[6].html == 'a &lt; b &amp; "c" and d'


def test_the_first_paragraph_is_plain_and_is_no_picture_or_heading():
    assert first_paragraph(TEXT) == "要点在前。"
    assert first_paragraph("![a](sea-a)\n\n## b\n\n> c\n\n[d](haibao/d) e") == "d e"
    assert first_paragraph("## b") == ""


def test_pictures_are_named_in_order():
    assert pictures(TEXT) == ("sea-a", "hills-b")


@given(st.text(st.characters(exclude_characters="*[]()!#>-\n\r", exclude_categories=["Cs", "Z", "Cc"]), min_size=1))
def test_text_without_markup_comes_through_escaped(text):
    (block,) = blocks(text, str)
    assert "<" not in block.html
    assert unescape(block.html) == text
