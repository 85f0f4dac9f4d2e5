import pytest

from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.subjects import subject_of
from samarkand.steps.statements.words import phrased


def subject(text):
    words = phrased(text, next(iter(sentences_of(text)))).words
    found = subject_of(words, 0, len(words) - 1, is_cued=True)
    return text[words[found[0]].start : words[found[1] - 1].end] if found else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("但周二林若川也说", "林若川"),
        ("9月5日林若川说", "林若川"),
        ("在北安举行的记者会上林若川说", "林若川"),
        ("参加救援的消防员说", "消防员"),
        ("住在河边的一位市民说", "一位市民"),
        ("北安外交部发表的声明说", "北安外交部"),
        ("并呼吁", None),
        ("说", None),
    ],
)
def test_what_a_clause_is_about(text, found):
    assert subject(text) == found
