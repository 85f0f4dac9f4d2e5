"""A query falls into pieces, each with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.errors import BadQuery
from samarkand.steps.querying.scanning import LONGEST, scan


def shape(query):
    """The pieces as one line: signs by their kind, phrases in quotes, fields with a colon."""
    line = []
    for piece in scan(query):
        text = f'"{piece.text}"' if piece.is_quoted else piece.text
        line.append(f"{piece.field}:{text}" if piece.field else text if piece.kind == "words" else f"<{piece.kind}>")
    return " ".join(line)


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("云川 大桥", "云川 大桥"),
        ("云川\u3000\t\n大桥", "云川 大桥"),
        ('"云川 大桥"', '"云川 大桥"'),
        ("“云川”「大桥」『旧』«neuf»", '"云川" "大桥" "旧" "neuf"'),
        ('”云川“ “大桥" ＂旧＂', '"云川" "大桥" "旧"'),
        ("云川“大桥”通车", '云川 "大桥" 通车'),
        ("-云川 －大桥", "<not> 云川 <not> 大桥"),
        ("NOT 云川", "<not> 云川"),
        ("云-川 G-20", "云-川 G-20"),
        ("云川 - 大桥 -- 旧", "云川 - 大桥 -- 旧"),
        ('-"云川"-大桥', '<not> "云川" <not> 大桥'),
        ("a OR b | c｜d ＯＲ e", "a <or> b <or> c <or> d <or> e"),
        ("a or b AND not c", "a or b not c"),
        ("(a（b）)", "<open> a <open> b <close> <close>"),
        ("title:云川 OUTLET：lanting", "title:云川 outlet:lanting"),
        ("title:“云川 大桥”旧", 'title:"云川 大桥" 旧'),
        ("-title:云川", "<not> title:云川"),
        ("http://a.example/b 10:30 快讯：云川", "http://a.example/b 10:30 快讯：云川"),
        ("Note： a", "Note： a"),
        ("x: a", "x: a"),
        ("'云川' 《大桥》 云*", "'云川' 《大桥》 云*"),
        ("", ""),
    ],
)
def test_the_pieces_of_a_query(query, pieces):
    assert shape(query) == pieces


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ('云川 "大桥', 3, "not closed"),
        ("云川「", 2, "not closed"),
        ("云川」", 2, "nothing opens"),
        ("云川 foo:bar", 3, "no field is called `foo:`; known are outlet:, title:"),
        ("title: 云川", 6, "right behind the colon"),
        ("title:", 6, "right behind the colon"),
        ("title:(a b)", 6, "right behind the colon"),
        ("on:“上周", 3, "not closed"),
        ("云" * (LONGEST + 1), LONGEST, "too long"),
        ("(" * 100_000, LONGEST, "too long"),
    ],
)
def test_an_error_shows_its_place(query, place, said):
    with pytest.raises(BadQuery, match=said) as caught:
        list(scan(query))
    assert caught.value.place == place


@given(st.text(st.one_of(st.characters(), st.sampled_from('云川ab "“”「」«»()（）|-－:：')), max_size=60))
def test_each_piece_stands_at_its_place(query):
    try:
        pieces = list(scan(query))
    except BadQuery:
        return
    assert all(query[piece.text_start : piece.text_end] == piece.text for piece in pieces)
    assert [piece.start for piece in pieces] == sorted({piece.start for piece in pieces})
