import pytest

from samarkand.steps.statements import statements_in


def found(text, **options):
    return [(each.speaker, each.role, each.kind, each.text) for each in statements_in(text, "en", **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The bridge will open in May,” said Maria Holt, a spokeswoman for the ministry.",
            ("Maria Holt", "a spokeswoman for the ministry", "direct", "The bridge will open in May"),
        ),
        (
            "Prime Minister Jonas Weir said on Tuesday that the strait would stay open.",
            ("Jonas Weir", "Prime Minister", "indirect", "the strait would stay open"),
        ),
        ("According to the Harbour Ministry, three ships were turned back.", ("Harbour Ministry", "", "indirect", "three ships were turned back")),
        ("Two crews were unhurt, according to a police report.", ("police report", "", "indirect", "Two crews were unhurt")),
        ("Mr. Brown warned: “Nobody is safe.”", ("Brown", "Mr.", "direct", "Nobody is safe")),
    ],
)  # fmt: skip
def test_who_said_what(text, expected):
    assert found(text) == [expected]


def test_a_cue_in_the_middle_and_a_pronoun():
    text = "“I saw it,” said Anna Rook. “It was dark,” she said, “and then it was gone.”"
    assert [(speaker, said) for speaker, _, _, said in found(text)] == [
        ("Anna Rook", "I saw it"),
        ("Anna Rook", "It was dark"),
        ("Anna Rook", "and then it was gone"),
    ]


def test_media_that_were_told_or_quote_are_channels():
    told = statements_in("“We were not told,” Weir told the Northern Herald.", "en")
    quoted = statements_in(
        "The agency Tidewire quoted Anna Rook as saying the ferry had sunk.", "en", agency="Tidewire"
    )
    assert [each.via for each in told] == [("Northern Herald",)]
    assert [(each.speaker, each.via) for each in quoted] == [("Anna Rook", ("Tidewire",))]


@pytest.mark.parametrize("text", ["It is said that rain helps.", "Critics say nothing.", "He never said so.", ""])
def test_what_is_no_statement(text):
    assert found(text) == []
