from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.names import NameGroup
from samarkand.model.search import All, Any, Not, Query, Words
from samarkand.steps.variants import MOST, Variants, alternatives

KNOWN = Variants(
    [
        NameGroup("ruler", "people", ("沙拉曼", "薩拉蒙", "大沙拉曼", "Salamon", "Otto Salamon")),
        NameGroup("pear", "places", ("梨城", "Pearton"), whole=("雪果",)),
        NameGroup("east", "places", ("东国", "东国共和国"), shared=("格",)),
        NameGroup("west", "places", ("西国", "西国联邦"), shared=("格",)),
    ]
)


def ask(*parts):
    return alternatives(Query(All(tuple(parts))), KNOWN)


def test_one_spelling_leads_to_the_others_and_not_to_itself():
    assert KNOWN.of("沙拉曼") == ("薩拉蒙", "Salamon")


def test_script_case_width_and_punctuation_of_the_typed_name_do_not_decide():
    assert KNOWN.of("萨拉蒙") == KNOWN.of("薩拉蒙") == ("沙拉曼", "Salamon")
    assert KNOWN.of("ＳＡＬＡＭＯＮ") == KNOWN.of("Salamon,") == ("沙拉曼", "薩拉蒙")


def test_a_spelling_that_holds_the_typed_one_or_another_is_not_looked_for():
    assert "大沙拉曼" not in KNOWN.of("沙拉曼")
    assert "Otto Salamon" not in KNOWN.of("大沙拉曼")


def test_the_long_form_leads_to_the_short_one():
    assert KNOWN.of("大沙拉曼") == ("沙拉曼", "薩拉蒙", "Salamon")


def test_a_common_word_is_understood_and_never_looked_for():
    assert KNOWN.of("雪果") == ("梨城", "Pearton")
    assert KNOWN.of("梨城") == ("Pearton",)


def test_a_shared_spelling_leads_to_all_that_bear_it():
    assert KNOWN.of("格") == ("东国", "西国")
    assert KNOWN.of("东国") == ()


def test_a_name_in_a_run_of_characters_is_replaced():
    assert KNOWN.of("沙拉曼訪問河谷") == ("薩拉蒙訪問河谷",)
    assert KNOWN.of("会见沙拉曼") == ("会见薩拉蒙",)


def test_a_common_word_in_a_run_is_left_alone():
    assert KNOWN.of("雪果丰收") == ()


def test_what_is_no_name_has_no_other_spelling():
    assert KNOWN.of("河谷") == KNOWN.of("") == KNOWN.of("，。") == KNOWN.of("Salamonia") == ()


def test_quoted_and_excluded_words_are_left_as_they_are():
    assert ask(Words("沙拉曼", is_exact=True), Not(Words("萨拉蒙"))) == {}


def test_words_that_are_one_name_together_each_get_its_spellings():
    first, last = Words("Otto", start=0), Words("Salamon", start=5)
    assert ask(first, last) == {first: ("沙拉曼", "薩拉蒙"), last: ("沙拉曼", "薩拉蒙")} | ask(first, last)
    assert ask(first, Words("梨城"), last) == {Words("梨城"): ("Pearton",), last: ("沙拉曼", "薩拉蒙")}


def test_words_of_different_fields_are_no_name_together():
    first, last = Words("Otto", field="title"), Words("Salamon")
    assert ask(first, last) == {last: ("沙拉曼", "薩拉蒙")}


def test_names_in_alternatives_and_groups_are_found():
    one, two = Words("梨城"), Words("沙拉曼")
    assert set(ask(Any((one, All((two, Words("河谷"))))))) == {one, two}


def test_a_name_of_many_spellings_brings_no_more_than_the_search_can_bear():
    many = Variants([NameGroup("many", "own", tuple(f"{chr(0x4E00 + number)}国" for number in range(100)))])
    assert len(many.of("一国")) == MOST


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for_and_never_leads_to_itself(text):
    assert text not in KNOWN.of(text)


@given(st.sampled_from(["沙拉曼", "萨拉蒙", "Salamon"]), st.sampled_from(["沙拉曼", "薩拉蒙", "Salamon"]))
def test_spellings_lead_to_each_other_both_ways(one, two):
    def leads(start, end):
        return any(KNOWN.of(each) == KNOWN.of(end) for each in (*KNOWN.of(start), start))

    assert leads(one, two)
    assert leads(two, one)
