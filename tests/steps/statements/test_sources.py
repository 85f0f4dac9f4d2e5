import pytest

from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.sources import source_in
from samarkand.steps.statements.words import phrased


def source(text):
    read = phrased(text, next(iter(sentences_of(text))))
    first, last = read.clauses[0]
    found = source_in(read.words, first, last, text)
    return found and (found.who.name if found.who else "", text[slice(*found.cue)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("据潮讯社4日报道，好。", ("潮讯社", "报道")),
        ("另据北安交通局的消息，好。", ("北安交通局", "消息")),
        ("根据北安交通局公布的资料，好。", ("北安交通局", "资料")),
        ("据北安地震局监测预报处处长林若川介绍，好。", ("林若川", "介绍")),
        ("据悉，好。", ("", "据悉")),
        ("但据北安交通局介绍，好。", ("北安交通局", "介绍")),
        ("据初步统计，好。", ("", "统计")),
        ("据记者打电话向交警了解，好。", ("交警", "了解")),
        ("据记者多方了解，好。", ("", "了解")),
        ("根据法律，好。", None),
        ("他说，好。", None),
    ],
)
def test_where_something_is_known_from(text, found):
    assert source(text) == found
