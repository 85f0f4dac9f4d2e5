"""Statements that say the same are one claim, in other words, scripts and languages; others are not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from twins.told import KNOWN, Said, article

from samarkand.steps.comparing import compare

STRIKE = Said("莫尔塔诺", "渡轮将从9月9日起停航三天")
OTHERS = ["市长拒绝谈判", "码头工人要求加薪12%", "学校星期一照常上课", "盐桥的灯塔需要修理"]


def wordings(*articles) -> list[list[tuple[str, str]]]:
    """The claims with several wordings: outlet and text of each."""
    found = compare(articles, KNOWN).claims
    return [
        [(each.outlet, each.statement.text) for each in claim.wordings] for claim in found if len(claim.wordings) > 1
    ]


def test_other_words_for_the_same_are_one_claim():
    hill = article("hill", [STRIKE, *[Said("克拉瓦", text) for text in OTHERS[:2]]])
    bay = article(
        "bay", [Said("伊沃·莫尔塔诺", "从星期一（9月9日）起，渡轮停开三天"), Said("德萨", OTHERS[2])], hours=1
    )
    assert wordings(hill, bay) == [[("hill", STRIKE.text), ("bay", "从星期一（9月9日）起，渡轮停开三天")]]


def test_scripts_play_no_part():
    hill = article("hill", [STRIKE, Said("克拉瓦", OTHERS[0])])
    bay = article("bay", [Said("莫塔諾", "渡輪將從9月9日起停航三天"), Said("德薩", OTHERS[3])], language="zh-Hant")
    assert len(wordings(hill, bay)) == 1


def test_names_numbers_and_days_carry_a_claim_into_another_language():
    hill = article("hill", [Said("莫尔塔诺", "9月9日将有50,000人在盐桥集会"), Said("莫尔塔诺", OTHERS[0])])
    bay = article(
        "bay",
        [Said("Ivo Moltano", "50,000 people will march in Saltbridge on September 9", " said")],
        language="en",
    )
    assert wordings(hill, bay) == [
        [("bay", bay.annotations.statements[0].text), ("hill", "9月9日将有50,000人在盐桥集会")]
    ]


def test_statements_in_another_language_that_share_the_speaker_alone_are_two_claims():
    hill = article("hill", [Said("莫尔塔诺", "市长拒绝谈判")])
    bay = article("bay", [Said("Ivo Moltano", "schools will open as usual", " said")], language="en")
    assert wordings(hill, bay) == []


def test_what_the_same_speaker_says_of_other_things_are_other_claims():
    hill = article("hill", [Said("莫尔塔诺", text) for text in OTHERS[:2]])
    bay = article("bay", [Said("莫尔塔诺", text) for text in OTHERS[2:]])
    assert wordings(hill, bay) == []


def test_a_claim_has_the_speaker_that_most_wordings_name_and_its_most_central_text():
    said = [Said("莫尔塔诺", "渡轮停航三天"), Said("莫塔诺", "渡轮将停航三天"), Said("莫塔诺", "渡轮将从周一停航三天")]
    articles = [
        article(name, [each, Said("克拉瓦", OTHERS[0])]) for name, each in zip(("a", "b", "c"), said, strict=True)
    ]
    claim = compare(articles, KNOWN).claims[0]
    assert (claim.speaker, claim.voices, claim.outlets) == ("莫塔诺", 3, ("a", "b", "c"))
    assert claim.text in {each.text for each in said}
    assert claim.id.startswith("c")
    assert len(claim.id) == 13


statements = st.builds(
    Said, st.sampled_from(["莫尔塔诺", "莫塔诺", "克拉瓦", ""]), st.sampled_from([STRIKE.text, *OTHERS])
)
stories = st.lists(st.lists(statements, max_size=4), min_size=1, max_size=4).map(
    lambda told: [article(f"o{number}", parts, hours=number % 2) for number, parts in enumerate(told)]
)


@settings(deadline=None, max_examples=40)
@given(stories, st.randoms())
def test_order_plays_no_part_and_each_statement_stands_in_one_claim(articles, chance: random.Random):
    found = compare(articles, KNOWN)
    assert compare(chance.sample(articles, len(articles)), KNOWN) == found
    told = [wording.at for claim in found.claims for wording in claim.wordings]
    assert len(told) == len(set(told)) == sum(len(each.annotations.statements) for each in articles)
