import random

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.names import GlossedName, NameGroup
from samarkand.steps.glosses import is_person
from samarkand.steps.linking import MOST_SPELLINGS, link, sound_key


def linked(*glossed, known=()):
    seen = [GlossedName(name, latin, articles) for name, latin, articles in glossed]
    people = {each.latin for each in seen if is_person(each.latin)}
    return [set(group.names) for group in link(seen, people, known)]


def test_latin_spellings_of_one_sound_are_one():
    assert sound_key("Andreï Moltanoff") == sound_key("Andrey Moltanov") == sound_key("ANDREI MOLTANOV")
    assert sound_key("Yulia Tchernova") == sound_key("Julia Chernova")
    assert sound_key("Ivo K. Moltano") == sound_key("Ivo Moltano")


def test_latin_spellings_of_different_people_are_not():
    names = ["Ivo Moltano", "Ida Moltano", "Ivo Moltani", "Ivan Moltano", "Ivo Multeno", "Otto Salamon", "Otto Solomon"]
    assert len({sound_key(name) for name in names}) == len(names)


def test_surnames_of_one_person_are_linked_across_spellings_of_the_latin_name():
    assert linked(("莫尔塔诺夫", "Andreï Moltanoff", 1), ("莫塔诺夫", "Andrey Moltanov", 1)) == [
        {"莫尔塔诺夫", "莫塔诺夫", "Andreï Moltanoff", "Andrey Moltanov"}
    ]


def test_full_names_are_linked_with_full_names_alone():
    assert linked(
        ("伊沃·莫尔塔诺", "Ivo Moltano", 1), ("伊佛•莫塔诺", "Ivo Moltano", 1), ("莫尔塔诺", "Ivo Moltano", 1)
    ) == [{"伊沃·莫尔塔诺", "伊佛•莫塔诺", "Ivo Moltano"}]


def test_a_surname_that_two_people_bear_is_linked_with_nobody():
    groups = linked(("莫尔塔诺", "Ivo Moltano", 3), ("莫塔诺夫", "Ivo Moltano", 3), ("莫尔塔诺", "Ida Moltano", 3))
    assert groups == [{"莫塔诺夫", "Ivo Moltano"}]


def test_people_whom_only_a_middle_initial_tells_apart_are_not_linked():
    groups = linked(
        ("伊沃·K·莫尔塔诺", "Ivo K. Moltano", 3),
        ("伊沃·莫尔塔诺", "Ivo K. Moltano", 3),
        ("伊佛·莫塔诺", "Ivo L. Moltano", 3),
    )
    assert not any({"伊沃·莫尔塔诺", "伊佛·莫塔诺"} <= group for group in groups)


def test_spellings_without_a_common_character_need_several_articles():
    assert linked(("高慕天", "Ivo Moltano", 2), ("莫尔塔诺", "Ivo Moltano", 3)) == [
        {"莫尔塔诺", "Ivo Moltano"},
        {"高慕天", "Ivo Moltano"},
    ]
    assert linked(("高慕天", "Ivo Moltano", 3), ("莫尔塔诺", "Ivo Moltano", 3)) == [
        {"高慕天", "莫尔塔诺", "Ivo Moltano"}
    ]


def test_a_name_that_was_read_from_too_far_ahead_is_dropped():
    assert linked(("总裁莫尔塔诺", "Ivo Moltano", 1), ("莫尔塔诺", "Ivo Moltano", 2)) == [{"莫尔塔诺", "Ivo Moltano"}]


def test_bodies_are_linked_only_where_their_names_are_alike_and_seen_twice():
    assert linked(("河谷合作组织", "EVCO", 2), ("河合组织", "EVCO", 2)) == [{"河谷合作组织", "河合组织", "EVCO"}]
    assert not any(
        {"河谷合作组织", "东方蔬菜公司"} <= group
        for group in linked(("河谷合作组织", "EVCO", 3), ("东方蔬菜公司", "EVCO", 3))
    )
    assert linked(("河谷合作组织", "EVCO", 1), ("河合组织", "EVCO", 1)) == []


def test_a_new_spelling_joins_the_group_that_is_known():
    known = [NameGroup("moltano", "people", ("莫尔塔诺", "Moltano", "Ivo Moltano"))]
    assert linked(("莫塔诺夫", "Ivo Moltano", 2), known=known) == [{"莫尔塔诺", "Moltano", "Ivo Moltano", "莫塔诺夫"}]


def test_a_spelling_that_is_never_looked_for_is_not_learned():
    known = [NameGroup("pear", "places", ("梨城", "Pearton"), whole=("雪果",))]
    assert linked(("雪果", "Pearton", 3), known=known) == []


def test_two_known_names_are_never_joined_by_what_was_learned():
    known = [NameGroup("one", "people", ("莫尔塔诺",)), NameGroup("two", "people", ("莫尔塔尼",))]
    assert linked(("莫尔塔诺", "Ivo Moltano", 3), ("莫尔塔尼", "Ivo Moltano", 3), known=known) == []


def test_too_many_spellings_are_misreadings():
    many = [(f"伊沃·莫尔{chr(0x4E00 + number)}", "Ivo Moltano", 3) for number in range(MOST_SPELLINGS + 1)]
    assert linked(*many) == []


GLOSSED = st.builds(
    GlossedName,
    st.sampled_from(["莫尔塔诺", "莫塔诺", "伊沃·莫尔塔诺", "高慕天", "河谷组织", "河组织", "Ivo", ""]),
    st.sampled_from(["Ivo Moltano", "Ivo K. Moltano", "Ida Moltano", "EVCO", "", "’"]),
    st.integers(1, 3),
)


@given(st.lists(GLOSSED, max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_names_were_seen_does_not_matter(glossed, chance: random.Random):
    unique = list({(each.name, each.latin): each for each in glossed}.values())
    shuffled = chance.sample(unique, len(unique))
    people = {each.latin for each in unique if is_person(each.latin)}
    assert link(unique, people, ()) == link(shuffled, people, ())


@given(st.text(max_size=60))
def test_any_latin_name_has_a_key(text):
    assert sound_key(text) == sound_key(text.upper().lower())
