"""What only made distance in an old layout is not shown; what parts paragraphs is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.markup import parse_body
from samarkand.text.plain import plain_text
from samarkand.web.tidying import tidy


def tidied(html: str) -> str:
    root = parse_body(html)
    tidy(root)
    return root.inner_html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>甲</p><p>&nbsp;</p><div><div><br></div></div>", "<p>甲</p>"),
        ("<p><br>甲<br></p>", "<p>甲</p>"),
        ("甲<br><br>乙<br><br><br>丙", "甲<br><br>乙<br><br>丙"),
        ("甲<b> </b>乙", "甲 乙"),
        ("甲<br><img><br><br>乙<span><img><br></span><b>丙<br></b>", "甲<img>乙<span><img></span><b>丙<br></b>"),
        ("<p><img></p><figure></figure><hr>", "<p><img></p><hr>"),
        ("<table><tr><td></td><td>甲</td></tr></table>", "<table><tbody><tr><td></td><td>甲</td></tr></tbody></table>"),
        ("<ul><li>甲</li><li>\u3000</li></ul>", "<ul><li>甲</li></ul>"),
        ("", ""),
    ],
)
def test_what_only_made_distance_goes(html, left):
    assert tidied(html) == left


@given(
    st.lists(
        st.sampled_from(
            ("<p>", "</p>", "<br>", "甲", "乙 ", "<b>", "</b>", "<hr>", "&nbsp;", "<td>", "<ul><li>", "</ul>")
        ),
        max_size=20,
    )
)
def test_no_word_is_lost_and_no_line_is_joined_to_another(parts):
    html = "".join(parts)
    assert plain_text(tidied(html)) == plain_text(html)
    assert tidied(html).count("<hr>") == parse_body(html).inner_html.count("<hr>")
