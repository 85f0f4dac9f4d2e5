"""Two texts side by side: passages joined by number, whole texts, hostile ones too."""

from __future__ import annotations

import itertools
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from web.strike import LATE, LONE, RUMOUR, STRIKE, ids, sides_of

from samarkand.model.comparisons import Match, Span
from samarkand.web.sides import LIT, LONGEST, joined, paragraphs


def match(one: tuple[int, int], two: tuple[int, int], likeness: float = 1.0) -> Match:
    return Match("claim", Span("a", 1, *one), Span("b", 1, *two), likeness)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(st.builds(match, SPANS, SPANS, st.floats(0, 1)), max_size=12))
def test_passages_that_are_joined_never_overlap_in_either_text(matches):
    found = joined(matches)
    for side in ("one", "two"):
        spans = sorted(getattr(each, side) for each in found)
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert set(found) <= set(matches)
    assert not matches or found


def test_of_two_that_overlap_the_more_alike_stays_and_they_are_in_the_order_of_the_first():
    late, alike, less = match((9, 12), (0, 3)), match((0, 4), (5, 9)), match((2, 6), (10, 12), 0.4)
    assert joined([late, less, alike]) == [alike, late]


def test_beyond_what_is_shown_nothing_is_joined():
    assert joined([match((LONGEST - 1, LONGEST + 1), (0, 2))]) == []


@given(st.text(alphabet="甲乙 \n", max_size=40), st.lists(st.builds(match, SPANS, SPANS), max_size=6))
def test_the_pieces_of_a_text_are_the_text_and_each_passage_begins_once(text, matches):
    passages = [(number, each.one.start, each.one.end) for number, each in enumerate(joined(matches), 1)]
    found = paragraphs(text, passages)
    assert "\n".join("".join(piece["text"] for piece in line) for line in found) == re.sub(r"\n+", "\n", text).strip(
        "\n"
    )
    first = [piece["number"] for line in found for piece in line if piece["is_first"]]
    assert len(first) == len(set(first))
    for number, start, end in passages:
        told = "".join(piece["text"] for line in found for piece in line if piece["number"] == number)
        assert told == text[start:end].replace("\n", "")


def test_a_pair_is_joined_by_number_there_and_back(comparer):
    text = unescape(comparer.get(sides_of(STRIKE, 0, 1, "?hl=en")).text)
    assert "3 passages say the same; equal numbers join them." in text
    for number in (1, 2, 3):
        for here, there in (("a", "b"), ("b", "a")):
            link = rf'<a class="passage" id="{here}{number}" href="#{there}{number}" data-pair="{number}">'
            assert len(re.findall(link, text)) == 1
    assert '<span class="number">2</span>共有两万人参加集会</a>' in text
    assert '<span class="number">2</span>共有五萬人參加集會</a>' in text
    differ = text[text.index('id="differences"') :]
    assert "20000 人" in differ
    assert "50000 人" in differ


def test_each_side_is_in_its_language_and_leads_to_its_version(comparer):
    text = unescape(comparer.get(sides_of(STRIKE, 0, 3, "?hl=zh-Hant")).text)
    assert '<div class="text" lang="zh-Hans">' in text
    assert '<div class="text" lang="en">' in text
    for each in (ids(STRIKE)[0], ids(STRIKE)[3]):
        assert f"/articles/{each}/versions/1?hl=zh-Hant" in text


def test_articles_of_different_stories_and_without_statements_stand_side_by_side_too(comparer):
    one, two = ids(STRIKE)[0], ids(LONE)[0]
    text = comparer.get(f"/compare/{one}/{two}?hl=en").text
    assert "No passages were found that say the same." in text
    assert "What is said in this article is not marked yet." in comparer.get(sides_of(LATE, 0, 1, "?hl=en")).text
    assert comparer.get(sides_of(RUMOUR, 0, 1)).status == 200


def test_an_article_beside_itself_is_that_article_and_others_lead_on(comparer):
    one, two = ids(STRIKE)[:2]
    assert comparer.get(f"/compare/{one}/{one}?hl=en").headers["location"] == f"/articles/{one}?hl=en"
    assert comparer.get(f"/compare/{one[:10]}/{two}").headers["location"] == f"/compare/{one}/{two}"
    assert comparer.get(f"/compare/{one}/{'0' * 16}").status == 404
    assert comparer.get(f"/compare/{one}/x.y").status == 404


def test_the_stylesheet_lights_up_as_many_pairs_as_are_told(comparer):
    sheet = comparer.get(re.search(r'href="(/static/style\.css[^"]*)"', unescape(comparer.get("/").text))[1]).text
    lit = re.findall(r'\.pair:has\(\[data-pair="(\d+)"\]:is\(:hover, :focus-visible\)\) \[data-pair="\1"\]', sheet)
    assert [int(each) for each in lit] == list(range(1, LIT + 1))
