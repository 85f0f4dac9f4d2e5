import pytest

from samarkand.steps.statements.layout import LONGEST_SENTENCE, parts_of, sentences_of, simplified


def sentences(text):
    return [text[each.start : each.end] for each in sentences_of(text)]


def quotes(text):
    return [text[slice(*part.inner)] for part in parts_of(text, 0, len(text)) if part.kind == "quote"]


def test_traditional_characters_and_wide_digits_keep_their_places():
    assert simplified("發言人１２日說：「好」") == "发言人12日说：「好」"


def test_a_full_stop_within_a_quotation_ends_no_sentence():
    assert sentences("他说“一。二。”，好。三。") == ["他说“一。二。”，好。", "三。"]


def test_a_quotation_with_a_stop_ends_its_sentence_unless_a_cue_takes_it_up():
    assert sentences("“一。”他说。") == ["“一。”他说。"]
    assert sentences("他说：“一。”他还说，二。") == ["他说：“一。”", "他还说，二。"]


def test_a_paragraph_ends_a_sentence():
    assert [each.paragraph for each in sentences_of("一\n\n二。三")] == [0, 2, 2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“一‘二’三”", ["一‘二’三"]),
        ("「一『二』三」四「五」", ["一『二』三", "五"]),
        ('"一"二"三"', ["一", "三"]),
        ("“一“。", ["一"]),
        ("““一”", ["“一"]),
        ("一”二", []),
        ("“一，二", ["一，二"]),
        ("“一，“二”，三", ["二"]),
    ],
)
def test_outermost_quotations(text, found):
    assert quotes(text) == found


def test_an_endless_sentence_is_parted():
    parted = sentences("一，" * LONGEST_SENTENCE)
    assert len(parted) > 1
    assert "".join(parted) == "一，" * LONGEST_SENTENCE
