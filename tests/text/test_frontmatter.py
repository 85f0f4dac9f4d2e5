"""Front matter gives its flat keys, whatever else stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.frontmatter import parse_front_matter


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: 河上新桥", {"title": "河上新桥"}),
        ('title: "a: \\"b\\" # c"', {"title": 'a: "b" # c'}),
        ("title: 'it''s'", {"title": "it's"}),
        ("date: 2020-07-06 # local", {"date": "2020-07-06"}),
        ("date:", {"date": ""}),
        ("from: https://example.org/a#b", {"from": "https://example.org/a#b"}),
        ("tags: [甲, '乙, 丙']", {"tags": "甲, 乙, 丙"}),
        ("tags: []", {"tags": ""}),
        ("tags:\n- 甲\n  - 乙", {"tags": "甲, 乙"}),
        ("note: >\n  one\n  two", {"note": "one two"}),
        ("note: |\n  one\n  two", {"note": "one\ntwo"}),
        ("a: 1\n# b: 2\nc: 3", {"a": "1", "c": "3"}),
        ("title: long\n  title", {"title": "long, title"}),
    ],
)
def test_keys_and_values(lines, expected):
    pairs, position = parse_front_matter(f"---\n{lines}\n---\n\nbody")
    assert dict(pairs) == expected
    assert position == len(f"---\n{lines}\n---\n\n")


@pytest.mark.parametrize("text", ["", "body", "---\nno end", "----\na: b\n----\n", " ---\na: b\n---\n", "---\n"])
def test_without_its_two_lines_there_is_none(text):
    assert parse_front_matter(text) == ((), 0)


@given(st.text("ab:-[]\"'#|> \n", max_size=80))
def test_no_text_breaks_it(text):
    pairs, position = parse_front_matter(f"---\n{text}\n---\nbody")
    assert position > 0
    assert all(key for key, _ in pairs)
