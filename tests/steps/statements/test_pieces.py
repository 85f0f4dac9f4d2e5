import pytest

from samarkand.steps.statements.acts import Act
from samarkand.steps.statements.layout import parts_of
from samarkand.steps.statements.pieces import pieces_of


def pieces(text, **fields):
    act = Act("say", (0, 0), None, start=0, end=len(text), **fields)
    return [text[start:end] for start, end in pieces_of(text, act, parts_of(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“大桥五月就要通车”，“谢谢大家的耐心等待”。", ["大桥五月就要通车", "谢谢大家的耐心等待"]),
        ("“安全”的桥。", ["“安全”的桥。"]),
        ("大桥很好：“大家都可以放心地走。”", ["大桥很好", "大家都可以放心地走。"]),
        ("大桥五月通车，这是第一座桥。", ["大桥五月通车"]),
        ("桥很危险，但北安予以否认。", ["桥很危险，但北安予以否认。"]),
        ("这座大桥很危险，但北安予以否认。", ["这座大桥很危险"]),
    ],
)
def test_content_in_statements(text, found):
    assert pieces(text) == found


def test_a_quotation_before_its_cue_is_all():
    assert pieces("“大桥五月就要通车”，他。", is_backward=True) == ["大桥五月就要通车"]
