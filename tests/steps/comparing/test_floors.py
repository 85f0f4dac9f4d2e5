"""How well claims are found on annotated records, as floors that may only rise, and what two real reports must come to.

The table that the floors come from: `python -m bench.claims`.
"""

from __future__ import annotations

import pytest

from bench.claim_data import labelled, with_own_statements
from bench.claim_weights import ENOUGH, examples, knowledge, learn, seen
from bench.claims import Score, crowds, left_out, scored, seconds
from samarkand.adapters.names import terms
from samarkand.adapters.weights import claims as built_in
from samarkand.model.comparisons import Claim, Comparison
from samarkand.steps.comparing import compare

SEEDS = {"法广/1012277.md": "rfi", "美国之音/1031041.md": "voa"}
"""Records of the first two articles of the archive, with their outlets."""


@pytest.fixture(scope="module")
def stories(shared):
    return seen(labelled(shared))


@pytest.fixture(scope="module")
def meeting(stories) -> Comparison:
    """Two outlets on one meeting, by the statements that readers marked."""
    articles = [each for story in stories for each in story.story.articles if each.article in SEEDS]
    assert len(articles) == 2
    return compare(articles, knowledge(built_in(), terms()))


def claim_of(comparison: Comparison, words: str) -> Claim:
    (found,) = [claim for claim in comparison.claims if any(words in each.statement.text for each in claim.wordings)]
    return found


def test_claims_with_each_story_left_out_of_the_learning(stories):
    total = sum((scores[ENOUGH] for scores in left_out(stories).values()), Score())
    assert total.gold == 122
    assert total.f1 >= 0.745
    assert total.right / total.found >= 0.75


def test_claims_by_the_weights_that_come_with_the_program(stories):
    assert sum((scored(each, built_in(), (ENOUGH,))[ENOUGH] for each in stories), Score()).f1 >= 0.765


def test_claims_of_the_statements_that_the_program_finds_by_itself(stories, shared):
    own = seen(map(with_own_statements, labelled(shared)))
    left = sum((scores[ENOUGH] for scores in left_out(stories, measured=own).values()), Score())
    assert left.f1 >= 0.75
    assert sum((scored(each, built_in(), (ENOUGH,))[ENOUGH] for each in own), Score()).f1 >= 0.78


def test_the_weights_are_what_is_learned_from_the_labels(stories):
    learned = learn([example for story in stories for example in examples(story)])
    assert built_in().pair == pytest.approx(learned, abs=0.001)
    assert built_in().enough == ENOUGH


def test_a_story_of_fifty_articles_is_compared_within_seconds_and_a_hostile_one_ends(stories):
    some = crowds(stories)
    assert seconds(some["50 articles"], 2) < 3
    assert seconds(some["10,000 statements"], 1) < 40


def test_the_ambassador_is_one_claim_in_two_translations_with_two_chains(meeting):
    claim = claim_of(meeting, "在不到10天的时间里")
    assert claim is claim_of(meeting, "从现在起再过不到十天")
    assert {each.outlet: each.statement.via for each in claim.wordings} == {
        "rfi": ("塔斯社", "法新社"),
        "voa": ("塔斯社",),
    }


def test_the_announced_visit_is_one_claim_and_its_day_one_day(meeting):
    claim = claim_of(meeting, "应哈萨克总统托卡耶夫邀请")
    assert claim is claim_of(meeting, "习近平将于9月14日对哈萨克斯坦进行国事访问")
    assert claim.outlets == ("rfi", "voa")
    (day,) = [each for each in meeting.timeline if each.value == "2022-09-05"]
    assert day.outlets == ("rfi", "voa")
    assert {"9月5日", "星期一"} <= {each.text for each in day.told}


@pytest.mark.parametrize(("speaker", "outlet"), [("科夫勒", "rfi"), ("毛宁", "voa")])
def test_who_speaks_at_one_outlet_alone_stands_on_its_sheet_alone(meeting, speaker, outlet):
    (sheet,) = [each for each in meeting.sheets if each.outlet == outlet]
    (person,) = [each for each in meeting.people if each.name == speaker]
    assert person.claims
    assert set(person.claims) <= set(sheet.only_here)


def test_the_timeline_reaches_from_a_caption_to_what_is_to_come(meeting):
    assert meeting.timeline[0].value == "2019-06-14"
    assert (meeting.timeline[-1].value, meeting.timeline[-1].is_coming) == ("2022-11", True)
    assert [each.outlets for each in meeting.timeline if each.value == "2022-10-16"] == [("rfi", "voa")]


def test_both_take_it_from_one_agency(meeting):
    shares = {each.agency: each.through for each in meeting.agencies}
    assert shares["塔斯社"] == ("rfi", "voa")
    assert shares["法新社"] == ("rfi",)


def test_they_call_the_war_by_different_names(meeting):
    (war,) = [each for each in meeting.namings if each.key == "ukraine_war"]
    assert {each.value: each.outlets for each in war.variants}["入侵"] == ("voa",)
    assert any(each.value == "军事行动" and "rfi" in each.outlets for each in war.variants)


def test_all_that_is_found_points_into_the_texts(stories):
    known = knowledge(built_in(), terms())
    for story in stories:
        texts = {each.article: each.text for each in story.story.articles}
        found = compare(story.story.articles, known)
        tellings = [
            *(each for moment in found.timeline for each in moment.told),
            *(each for difference in found.disagreements for variant in difference.variants for each in variant.told),
            *(each for claim in found.claims for d in claim.differences for v in d.variants for each in v.told),
            *(each for person in found.people for variant in person.spellings for each in variant.told),
            *(each for naming in found.namings for variant in naming.variants for each in variant.told),
        ]
        for each in tellings:
            assert texts[each.at.article][each.at.start : each.at.end] == each.text != ""
            assert each.sentence.start <= each.at.start < each.at.end <= each.sentence.end
        for claim in found.claims:
            for wording in claim.wordings:
                assert texts[wording.at.article][wording.at.start : wording.at.end] == wording.statement.text
