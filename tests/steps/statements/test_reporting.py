import pytest

from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.reporting import is_cue
from samarkand.steps.statements.words import phrased


def cues(text):
    read = phrased(text, next(iter(sentences_of(text))))
    return [
        word.text
        for first, last in read.clauses
        for place, word in enumerate(read.words[first:last], first)
        if is_cue(read, place, first, last)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他说，好。", ["说"]),
        ("他没有说，好。", []),
        ("他被指责散布谣言。", []),
        ("他所说的话。", []),
        ("他强调的是，要快。", ["强调"]),
        ("这一要求，他们都知道。", []),
        ("在宣布结果时，他笑了。", []),
        ("简单地说，好。", []),
        ("他发表声明，希望停火。", ["声明"]),
        ("他写了文章，很好。", []),
        ("他说好吗？", []),
        ("住在城南的一位居民回忆，大桥起了火。", ["回忆"]),
        ("他找到了一位居民的回忆，很好。", []),
        ("一个自称“海风”的组织否认此事。", ["否认"]),
        ("他自称“海风”，大桥是他修的。", ["自称"]),
    ],
)
def test_cues_among_words(text, found):
    assert cues(text) == found
