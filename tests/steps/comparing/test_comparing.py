"""A story laid side by side: rows of claims, columns of outlets, what stands in one alone and what one leaves out."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from twins.told import KNOWN, Said, article

from samarkand.model.comparisons import Compared
from samarkand.model.statements import Statement
from samarkand.steps.comparing import compare, side_by_side

STRIKE, SCHOOL = Said("莫尔塔诺", "渡轮从周一起停航三天"), Said("克拉瓦", "学校照常上课，考试不变")
LAMP, TALKS = Said("德萨", "盐桥的灯塔需要修理"), Said("莫尔塔诺", "市长愿意同工会谈判")
HILL = article("hill", [STRIKE, SCHOOL])
BAY = article("bay", [STRIKE, SCHOOL, TALKS], hours=1)
CAPE = article("cape", [STRIKE, LAMP], hours=2)


def told(*articles):
    found = compare(articles, KNOWN)
    texts = {claim.id: claim.text for claim in found.claims}
    sheets = {
        sheet.outlet: tuple([texts[each] for each in ids] for ids in (sheet.only_here, sheet.missing_here))
        for sheet in found.sheets
    }
    return found, sheets


def test_claims_of_most_voices_come_first_and_outlets_in_the_order_in_which_they_joined():
    found, _ = told(CAPE, BAY, HILL)
    assert [(claim.text, claim.voices) for claim in found.claims] == [
        (STRIKE.text, 3),
        (SCHOOL.text, 2),
        (TALKS.text, 1),
        (LAMP.text, 1),
    ]
    assert found.outlets == ("hill", "bay", "cape")
    assert found.articles == ("ahill", "abay", "acape")
    assert found.voices == 3


def test_each_outlet_has_what_it_alone_tells_and_what_two_others_tell_without_it():
    _, sheets = told(HILL, BAY, CAPE)
    assert sheets == {"hill": ([], []), "bay": ([TALKS.text], []), "cape": ([LAMP.text], [SCHOOL.text])}


def test_of_two_outlets_each_lacks_what_the_other_tells():
    _, sheets = told(BAY, CAPE)
    assert sheets == {
        "bay": ([SCHOOL.text, TALKS.text], [LAMP.text]),
        "cape": ([LAMP.text], [SCHOOL.text, TALKS.text]),
    }


def test_copies_of_one_text_count_once():
    copy = replace(BAY, article="acopy", outlet="copy", voice="bay")
    found, sheets = told(BAY, copy, CAPE)
    assert [(claim.text, claim.voices, claim.outlets) for claim in found.claims[:2]] == [
        (STRIKE.text, 2, ("bay", "cape", "copy")),
        (SCHOOL.text, 1, ("bay", "copy")),
    ]
    assert found.voices == 2
    assert sheets["cape"][1] == [SCHOOL.text, TALKS.text]


def test_a_cell_of_the_table_has_the_wordings_of_its_outlet():
    found, _ = told(HILL, CAPE)
    strike = found.claims[0]
    assert [each.at.article for each in strike.of("cape")] == ["acape"]
    assert found.claims[-1].of("hill") == ()


def test_disagreements_inside_of_claims_are_told_with_their_claim():
    one = article("hill", [Said("莫尔塔诺", "停航影响了两万名旅客的出行计划")])
    two = article("bay", [Said("莫尔塔诺", "停航影响了26,000名旅客的出行计划")])
    found, _ = told(one, two)
    assert [(each.kind, each.claim) for each in found.disagreements] == [("number", found.claims[0].id)]


def test_all_is_the_same_in_any_order_and_of_an_article_the_latest_version_counts():
    old = replace(
        CAPE, version=0, text="旧文。", annotations=replace(CAPE.annotations, statements=(), dates=(), numbers=())
    )
    articles = [HILL, BAY, CAPE, old]
    found = compare(articles, KNOWN)
    assert found == compare([HILL, BAY, CAPE], KNOWN)
    for seed in range(5):
        assert compare(random.Random(seed).sample(articles, 4), KNOWN) == found


def test_nothing_is_made_of_nothing():
    found = compare([], KNOWN)
    assert (found.outlets, found.claims, found.timeline, found.sheets, found.voices) == ((), (), (), (), 0)
    empty = compare([article("hill", ["渡轮停航。"])], KNOWN)
    assert (empty.claims, empty.disagreements) == ((), ())


def marked(text: str, cuts: list[int], speaker: str, role: str) -> Compared:
    """A text with a statement between each two cuts."""
    places = sorted(cut % (len(text) + 1) for cut in cuts)
    statements = tuple(
        Statement(text[start:end], start, end, "direct", speaker, (start, end), role, role, (start, end), (speaker,))
        for start, end in pairwise(places)
        if start < end
    )
    plain = article("any", [text])
    dates = tuple(each for each in plain.annotations.dates if each.end <= len(text))
    numbers = tuple(each for each in plain.annotations.numbers if each.end <= len(text))
    return replace(
        plain, text=text, annotations=replace(plain.annotations, statements=statements, dates=dates, numbers=numbers)
    )


texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    st.sampled_from("莫塔诺9月日5万人码头骚乱。·“”a "), max_size=60
)
hostile = st.builds(marked, texts, st.lists(st.integers(0, 60), max_size=5), texts, texts)


@settings(deadline=None, max_examples=60)
@given(st.lists(hostile, min_size=2, max_size=3))
def test_whatever_stands_in_a_text_all_spans_lie_inside_of_it(some):
    articles = [
        replace(each, article=f"a{number}", outlet=f"o{number}", voice=f"o{number}") for number, each in enumerate(some)
    ]
    found = compare(articles, KNOWN)
    lengths = {each.article: len(each.text) for each in articles}
    told = [
        *(each for moment in found.timeline for each in moment.told),
        *(each for person in found.people for variant in person.spellings for each in variant.told),
        *(each for naming in found.namings for variant in naming.variants for each in variant.told),
        *(each for claim in found.claims for d in claim.differences for v in d.variants for each in v.told),
    ]
    spans = [span for each in told for span in (each.at, each.sentence)]
    matches = side_by_side("a0", "a1", articles, KNOWN).matches
    spans += [span for each in matches for span in (each.one, each.two)]
    for span in spans:
        assert 0 <= span.start <= span.end <= lengths[span.article]
