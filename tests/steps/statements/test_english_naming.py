import pytest

from samarkand.steps.statements.english_naming import Who, who_in

LAST = Who("Maria Holt", 0, 10, "mayor")


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("Prime Minister Jonas Weir", "Jonas Weir", "Prime Minister"),
        ("Norbank analyst Maria Holt", "Maria Holt", "Norbank analyst"),
        ("In a tweet, the group", "group", ""),
        ("the harbour ministry on Tuesday", "harbour ministry", ""),
        ("she", "Maria Holt", ""),
        ("which", "", ""),
    ],
)
def test_whom_a_phrase_names(phrase, name, role):
    who = who_in(phrase, 0, len(phrase), LAST)
    assert (who.name, who.role) == (name, role)


def test_a_name_stands_where_the_text_has_it():
    text = "Yesterday Mayor Ada Crane"
    who = who_in(text, 0, len(text), None)
    assert text[who.start : who.end] == who.name == "Ada Crane"
