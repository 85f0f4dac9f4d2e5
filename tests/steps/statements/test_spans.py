import pytest

from samarkand.steps.statements.spans import kind_of, trimmed


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("，大桥通车。", "大桥通车"),
        ("“大桥通车。”", "大桥通车"),
        ("桥很“安全”。", "桥很“安全"),
        ("-3.1度", "-3.1度"),
        ("“”", ""),
        ("。。", ""),
    ],
)
def test_ends_without_marks(text, bare):
    assert text[slice(*trimmed(text, 0, len(text)))] == bare


def test_direct_is_what_quotation_marks_hold_for_the_most_part():
    text = "他说“大桥五月就通车了，谢谢”"
    assert kind_of(text, 0, len(text)) == "direct"
    assert kind_of(text, 3, len(text) - 1) == "direct"
    assert kind_of("桥很“安全”，不必担心", 0, 11) == "indirect"
