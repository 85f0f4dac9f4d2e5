import pytest

from samarkand.steps.statements.nouns import begins_name, is_date, is_sound, noun_phrase
from samarkand.steps.statements.segmenting import Word


def words(*tagged):
    place, made = 0, []
    for text, tag in tagged:
        made.append(Word(text, tag, place, place + len(text)))
        place += len(text)
    return made


@pytest.mark.parametrize(
    ("tagged", "length"),
    [
        ([("北安", "ns"), ("的", "uj"), ("官员", "n"), ("说", "v")], 3),
        ([("北安", "ns"), ("的", "uj"), ("说", "v")], 1),
        ([("执行", "v"), ("主任", "b"), ("说", "v")], 2),
        ([("科林", "nr"), ("·", "x"), ("达", "v"), ("维", "nr"), ("在", "p")], 4),
        ([("他", "r"), ("昨天", "t")], 1),
        ([("美", "ns"), ("中", "f"), ("两国", "n")], 3),
        ([("说", "v")], 0),
    ],
)
def test_how_far_a_noun_phrase_goes(tagged, length):
    assert noun_phrase(words(*tagged), 0, len(tagged)) == length


def test_times_are_told_by_kind_and_by_form():
    nine, month = words(("9", "m"), ("月", "m"))
    assert is_date(nine, month)
    assert is_date(Word("周一", "t", 0, 2), None)
    assert not is_date(Word("三名", "m", 0, 2), None)


def test_sounds_of_foreign_names():
    assert is_sound("科林")
    assert not is_sound("大桥")
    assert begins_name(Word("谭", "zg", 0, 1), Word("德塞", "nr", 1, 3))
