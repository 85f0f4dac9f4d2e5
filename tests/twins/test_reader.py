"""The reader that the index is held to finds what a person would."""

from datetime import UTC, datetime

import pytest

from samarkand.model.search import SearchDocument, Words
from samarkand.steps.querying import parse
from twins.reader import Reader

NOW = datetime(2022, 9, 7, 12, tzinfo=UTC)


def document(article, title, text, **told):
    told = {
        "version": 1,
        "versions": 1,
        "outlet": "lanting",
        "language": "zh-Hans",
        "published_at": datetime(2022, 9, 1, tzinfo=UTC),
    } | told
    return SearchDocument(article=article, title=title, text=text, **told)


DOCUMENTS = [
    document("a", "沈石帆访问云川", "沈石帆周一抵达。“桥会修好”，杜若衡说。"),
    document("b", "雲川的橋", "沈石帆沒有到，G20 Café 也關了。", language="zh-Hant", outlet="haibao"),
    document("c", "The bridge of Yunchuan", "It opened in May.", language="en", published_at=NOW),
    document("d", "云川：老桥", "旧的报道", version=1, versions=2),
    document("d", "云川：新桥", "新的报道", version=2, versions=2),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("云川", "a1 b1 d2"),
        ("雲川", "a1 b1 d2"),
        ("川", "a1 b1 d2"),
        ("石帆 云川", "a1 b1"),
        ("title:石帆", "a1"),
        ("云川新桥", "d2"),
        ("川桥", ""),
        ("-云川", "c1"),
        ("云川 -沈石帆", "d2"),
        ("bridge OR 新桥", "c1 d2"),
        ("cafe g20", "b1"),
        ("20", "b1"),
        ("2", ""),
        ("caf", ""),
        ("outlet:haibao", "b1"),
        ("lang:zh", "a1 b1 d2"),
        ("lang:zh-Hant", "b1"),
        ("on:今天", "c1"),
        ("before:2022-09-07 桥", "a1 b1 d2"),
        ("is:changed", "d2"),
        ("is:old", "d1"),
        ("云川 (is:old OR title:bridge)", "d1"),
    ],
)
def test_what_a_query_finds(query, found):
    read = Reader(DOCUMENTS).find(parse(query, NOW, lambda name: name))
    assert " ".join(sorted(f"{article}{version}" for article, version in read)) == found


def test_other_spellings_are_found_where_they_are_given():
    query = parse("沈石凡", NOW, lambda name: name)
    assert isinstance(query.root, Words)
    assert Reader(DOCUMENTS).find(query) == set()
    assert Reader(DOCUMENTS).find(query, {query.root: ("沈石帆",)}) == {("a", 1), ("b", 1)}
