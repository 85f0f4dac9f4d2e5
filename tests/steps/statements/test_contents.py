import pytest

from samarkand.steps.statements.contents import content_behind
from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.words import phrased


def content(text, cue):
    read = phrased(text, next(iter(sentences_of(text))))
    place = next(at for at, word in enumerate(read.words) if word.text == cue)
    last = next(last for first, last in read.clauses if first <= place < last)
    _, first = content_behind(read, place, last, CUES[cue])
    return text[read.words[first].start :] if first is not None else None


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("他说，大桥通车。", "说", "大桥通车。"),
        ("他补充说：“好。”", "补充", "“好。”"),
        ("他表示大桥已经通车。", "表示", "大桥已经通车。"),
        ("他表示强烈不满。", "表示", None),
        ("他告诉记者大桥已经通车。", "告诉", "大桥已经通车。"),
        ("他告诉海港日报，大桥通车。", "告诉", "大桥通车。"),
        ("他称其为“小桥”。", "称", "“小桥”。"),
        ("他抨击，对手。", "抨击", None),
        ("他说。", "说", None),
        ("他回忆——“大桥已经通车。”", "回忆", "“大桥已经通车。”"),
        ("他回忆——大桥。", "回忆", None),
    ],
)
def test_where_what_was_said_begins(text, cue, said):
    assert content(text, cue) == said
