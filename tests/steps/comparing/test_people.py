"""Who speaks stands with all that was said, under all spellings and titles."""

from __future__ import annotations

from twins.told import KNOWN, Said, article, cut

from samarkand.model.comparisons import Person
from samarkand.steps.comparing import compare

HILL = article(
    "hill",
    [Said("莫尔塔诺", "渡轮停航三天", role="汀港市长"), Said("莫塔诺", "学校照常上课"), "证人德萨（Ana Dessa）在场。"],
    glosses="德萨=Ana Dessa",
)
BAY = article("bay", [Said("伊沃·莫尔塔诺", "渡轮将停航三天", role="市长"), Said("", "灯塔倒了")], hours=1)


def people() -> dict[str, Person]:
    return {each.key: each for each in compare([HILL, BAY], KNOWN).people}


def test_a_speaker_has_all_claims_titles_and_spellings():
    moltano = people()["moltano"]
    assert len(moltano.claims) == 2
    assert moltano.roles == ("市长", "汀港市长")
    assert [each.value for each in moltano.spellings] == ["莫尔塔诺", "莫塔诺", "伊沃·莫尔塔诺"]
    assert moltano.name == "莫塔诺"


def test_who_is_only_named_with_a_latin_spelling_is_told_too():
    dessa = people()["德萨"]
    assert (dessa.name, dessa.claims) == ("德萨", ())
    assert {each.value for each in dessa.spellings} == {"德萨", "Ana Dessa"}
    (told,) = {each for variant in dessa.spellings for each in variant.told}
    assert cut([HILL, BAY], told.at.article, told.at.start, told.at.end) == "德萨（Ana Dessa）"


def test_those_with_most_claims_come_first_and_nobody_is_nobody():
    assert [each.key for each in compare([HILL, BAY], KNOWN).people] == ["moltano", "德萨"]
