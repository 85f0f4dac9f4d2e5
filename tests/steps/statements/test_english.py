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
        ("In a separate note, the union added that the strait would stay open.", ("union", "", "indirect", "the strait would stay open")),
        ("The bridge will open in May, said Maria Holt, a spokeswoman.", ("Maria Holt", "", "indirect", "The bridge will open in May")),
        ("The bridge will open in May, Maria Holt said on Monday.", ("Maria Holt", "", "indirect", "The bridge will open in May")),
        ("Norland President Jonas Weir said it works well.", ("Jonas Weir", "Norland President", "indirect", "it works well")),
        ("Norbank analyst Maria Holt said it works well.", ("Maria Holt", "Norbank analyst", "indirect", "it works well")),
        ("Mr. Brown warned: “Nobody is safe.”", ("Brown", "Mr.", "direct", "Nobody is safe")),
    ],
)  # fmt: skip
def test_who_said_what(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The United States and Norland opened the strait.",
        "Norbank shares added two points to close at ten.",
        "Workers were told that the strait would stay open.",
        "Rooms are priced according to how large they are.",
    ],
)
def test_words_that_only_look_like_cues_report_nothing(text):
    assert found(text) == []


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
