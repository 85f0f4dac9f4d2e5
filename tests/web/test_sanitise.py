"""What is shown of foreign HTML: never anything that runs, and never slowly."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.markup import Element, parse_body
from samarkand.web.sanitise import sanitise, sanitised_tree

CASES = Path(__file__).parents[1] / "cases" / "sanitising.jsonl"


def cases():
    with CASES.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_case(case):
    assert sanitise(case["html"]) == case["shown"]


def test_no_vector_of_the_benchmark_is_unsafe(shared):
    place = shared / "bench" / "sanitising"
    spec = importlib.util.spec_from_file_location("sanitising_score", place / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    html5lib = importlib.util.find_spec("html5lib")
    judges = [score.by_stdlib, *([score.by_html5lib] if html5lib else [])]
    vectors = list(score.rows(place / "vectors.jsonl"))
    assert len(vectors) == 179
    unsafe = [v["id"] for v in vectors for judge in judges if score.dangers(judge(sanitise(v["html"])))]
    assert unsafe == []


BROKEN = st.text(alphabet="<>/=\"'&;!-[]() abcdeimoprstu\t\n\u00a0", max_size=80)
PIECES = st.sampled_from(
    (
        *(
            "<script>",
            "</script>",
            "<svg>",
            "</svg>",
            "<math>",
            "<mtext>",
            "<mglyph>",
            "<style>",
            "</style>",
            "<title>",
        ),
        *(
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>",
            "<p id=x class=y style='color:red'>",
            "</p>",
        ),
        *(
            "<table>",
            "<td>",
            "<form>",
            "<select>",
            "<option>",
            "<noscript>",
            "<template>",
            "<foreignObject>",
            "<!--",
            "-->",
        ),
        *(
            "<iframe srcdoc='<script>1</script>'>",
            "<b>",
            "</b>",
            "<textarea>",
            "<xmp>",
            "<plaintext>",
            "&lt;script&gt;",
        ),
        *(
            "<annotation-xml encoding='text/html'>",
            "<desc>",
            "<![CDATA[",
            "]]>",
            "<a>",
            "<nobr>",
            "text",
            "<br>",
            "<li>",
        ),
    )
)
HOSTILE = st.lists(st.one_of(PIECES, BROKEN), max_size=25).map("".join)
HARMLESS = frozenset(
    (
        *(
            [
                "a",
                "abbr",
                "address",
                "b",
                "bdi",
                "bdo",
                "blockquote",
                "br",
                "caption",
                "cite",
                "code",
                "col",
                "colgroup",
                "dd",
                "del",
                "details",
                "dfn",
                "div",
                "dl",
                "dt",
                "em",
            ]
        ),
        *(
            [
                "figcaption",
                "figure",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "hr",
                "i",
                "ins",
                "kbd",
                "li",
                "mark",
                "ol",
                "p",
                "pre",
                "q",
                "rp",
                "rt",
                "ruby",
                "s",
                "samp",
                "small",
                "span",
                "strong",
            ]
        ),
        *(
            [
                "sub",
                "summary",
                "sup",
                "table",
                "tbody",
                "td",
                "tfoot",
                "th",
                "thead",
                "time",
                "tr",
                "u",
                "ul",
                "var",
                "wbr",
            ]
        ),
    )
)
ATTRIBUTES = frozenset(
    [
        "lang",
        "dir",
        "href",
        "rel",
        "title",
        "value",
        "start",
        "reversed",
        "type",
        "colspan",
        "rowspan",
        "scope",
        "datetime",
    ]
)


@given(HOSTILE)
def test_only_harmless_elements_and_attributes_are_left_when_it_is_read_again(html):
    for node in parse_body(sanitise(html)).descendants:
        if isinstance(node, Element):
            assert node.tag in HARMLESS
            assert set(node.attrs) <= ATTRIBUTES
            assert (node.attr("href") or "http:").startswith(("http:", "https:"))


@given(HOSTILE)
def test_what_is_clean_stays_as_it_is(html):
    once = sanitise(html)
    assert sanitise(once) == once


@given(HOSTILE)
def test_a_tree_has_nothing_more_than_places_for_pictures(html):
    for node in sanitised_tree(parse_body(html)).descendants:
        if isinstance(node, Element) and node.tag == "img":
            assert set(node.attrs) <= {"data-mark"}


MANY = 100_000
HUGE = {
    "nested elements": "<div>" * MANY,
    "nested formatting": "<b><i>" * (MANY // 2),
    "nested links": "<a href=x>" * MANY,
    "misnested": "<a><p>" * (MANY // 2),
    "nested tables": "<table><tr><td>" * (MANY // 3),
    "attributes": f"<p {' '.join(f'a{number}=b' for number in range(MANY))}>",
    "entities": "&amp;&notit;&#x41;&unknown;" * (MANY // 4),
    "brackets": "<" * MANY,
    "open comments": "<!--" * MANY,
    "closing tags": "<p></div></span>" * (MANY // 3),
    "foreign elements": "<svg><g>" * (MANY // 2),
    "lists": "<ul><li>" * (MANY // 2),
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_hundred_thousand_of_anything_take_less_than_a_second(kind):
    start = time.perf_counter()
    sanitise(HUGE[kind])
    assert time.perf_counter() - start < 1
