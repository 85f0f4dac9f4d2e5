import pytest

from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.words import phrased


def texts(text, *names):
    return [word.text for word in phrased(text, next(iter(sentences_of(text))), names).words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("罗慕言说，好。", ["罗慕言", "说"]),
        ("119接报称，好。", ["接报", "称"]),
        ("地震速报称，好。", ["速报", "称"]),
        ("报道又称，好。", ["又", "称"]),
        ("赵立坚强调，好。", ["赵立坚", "强调"]),
    ],
)
def test_a_cue_is_parted_from_what_stands_before_it(text, words):
    assert words == texts(text)[-len(words) - 3 : -3]


def test_a_name_of_the_text_is_one_word():
    assert "郭于舟" in texts("郭于舟说，好。", "郭于舟")


def test_a_title_is_one_word():
    assert "防卫相" in texts("防卫相河野远说，好。")


def test_a_verb_before_saying_is_one():
    words = phrased("专家警告说，好。", next(iter(sentences_of("专家警告说，好。")))).words
    assert [word.tag for word in words if word.text == "警告"] == ["v"]
