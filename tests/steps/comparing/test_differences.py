"""What wordings of one claim tell differently is marked, each at its place."""

from __future__ import annotations

from twins.told import KNOWN, Said, article, cut

from samarkand.model.comparisons import Difference
from samarkand.steps.comparing import compare


def differences(*said: Said, voices: str = "") -> list[Difference]:
    """Of the claim that these statements make, told by an outlet each."""
    articles = [
        article(f"o{number}", [each], hours=number, voice=voices[number : number + 1] or f"v{number}")
        for number, each in enumerate(said)
    ]
    (claim,) = compare(articles, KNOWN).claims
    for difference in claim.differences:
        assert difference.claim == claim.id
        for variant in difference.variants:
            for told in variant.told:
                assert cut(articles, told.at.article, told.at.start, told.at.end) == told.text
                assert told.sentence.start <= told.at.start < told.at.end <= told.sentence.end
    return list(claim.differences)


def values(difference: Difference) -> dict[str, tuple[str, ...]]:
    return {each.value: each.outlets for each in difference.variants}


def test_numbers_of_one_thing_that_cannot_both_hold_are_a_disagreement():
    (number,) = differences(
        Said("莫尔塔诺", "渡轮停航影响了两万名旅客的出行计划"), Said("莫尔塔诺", "渡轮停航影响了26,000名旅客的出行计划")
    )
    assert number.kind == "number"
    assert values(number) == {"20000 人": ("o0",), "26000 人": ("o1",)}
    assert number.is_disagreement


def test_one_number_in_two_spellings_is_no_difference():
    assert not differences(
        Said("莫尔塔诺", "渡轮停航影响了五万名旅客的出行计划"), Said("莫尔塔诺", "渡轮停航影响了50,000名旅客的出行计划")
    )


def test_a_number_that_one_outlet_leaves_out_is_no_difference():
    assert not differences(
        Said("莫尔塔诺", "渡轮停航影响了五万名旅客的出行计划"), Said("莫尔塔诺", "渡轮停航影响了旅客的出行计划")
    )


def test_about_is_no_disagreement_with_what_it_is_about():
    found = differences(
        Said("莫尔塔诺", "渡轮停航影响了约两万名旅客的出行计划"),
        Said("莫尔塔诺", "渡轮停航影响了20,400名旅客的出行计划"),
    )
    assert [(each.kind, each.is_disagreement) for each in found] == [("number", False)]


def test_days_that_do_not_meet_are_a_disagreement_and_a_day_of_a_week_is_told_more_closely():
    (other,) = differences(
        Said("莫尔塔诺", "港口渡轮9月9日开始停航检修"), Said("莫尔塔诺", "港口渡轮9月10日开始停航检修")
    )
    assert (other.kind, other.is_disagreement) == ("date", True)
    assert values(other) == {"2030-09-09": ("o0",), "2030-09-10": ("o1",)}
    (closer,) = differences(
        Said("莫尔塔诺", "港口渡轮下周开始停航检修"), Said("莫尔塔诺", "港口渡轮9月10日开始停航检修")
    )
    assert (closer.kind, closer.is_disagreement) == ("date", False)


def test_the_same_day_in_other_words_is_no_difference():
    assert not differences(
        Said("莫尔塔诺", "港口渡轮星期一（9月9日）停航检修"), Said("莫尔塔诺", "港口渡轮9月9日停航检修")
    )


def test_spellings_of_the_speaker_are_told_by_outlet_and_longer_forms_are_none():
    (name,) = differences(
        Said("莫尔塔诺", "渡轮停航检修"), Said("莫塔诺", "渡轮停航检修"), Said("伊沃·莫尔塔诺", "渡轮停航检修")
    )
    assert (name.kind, name.subject, name.is_disagreement) == ("name", "moltano", False)
    assert values(name) == {"莫尔塔诺": ("o0", "o2"), "莫塔诺": ("o1",)}


def test_how_far_outlets_stand_behind_it_is_told_at_their_cues():
    (strength,) = differences(
        Said("莫尔塔诺", "渡轮停航检修", "证实"),
        Said("莫尔塔诺", "渡轮停航检修", "声称"),
        Said("莫尔塔诺", "渡轮停航检修", "确认"),
    )
    assert values(strength) == {"confirmed": ("o0", "o2"), "claimed": ("o1",)}
    assert [each.text for variant in strength.variants for each in variant.told] == ["证实", "确认", "声称"]
    assert not differences(Said("莫尔塔诺", "渡轮停航检修", "说"), Said("莫尔塔诺", "渡轮停航检修", "称"))


def test_two_numbers_within_one_voice_are_no_difference():
    assert not differences(
        Said("莫尔塔诺", "渡轮停航影响了两万名旅客的出行计划"),
        Said("莫尔塔诺", "渡轮停航影响了26,000名旅客的出行计划"),
        voices="vv",
    )
