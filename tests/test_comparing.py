"""What pages and commands are told of stories compared, over stores in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from twins.network import parts_in_memory

from samarkand.adapters.names import terms
from samarkand.adapters.weights import built_in, claims
from samarkand.comparing import Comparisons
from samarkand.errors import NotFound, UsageError
from samarkand.ids import story_id
from samarkand.model.comparisons import Span
from samarkand.model.events import Event
from samarkand.model.names import NameGroup
from samarkand.model.stories import Features, Link, Placement, Story
from samarkand.pipeline.annotating import annotate
from samarkand.times import iso

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
SAYS = "海事局长罗慕言表示，渡轮偏离航道约两百米。"
SAYS_TOO = "罗慕言指出，渡轮偏离了航道大约两百米。"
ALONE = "船长白石港表示，雾里什么都看不见。"


class Names:
    """The names of an archive, as far as they are asked for here."""

    groups: tuple[NameGroup, ...] = ()

    def known(self):
        return self.groups


@pytest.fixture
def parts():
    made = replace(parts_in_memory(), weights=built_in, claim_weights=claims, terms=terms)
    yield made
    made.catalog.close()


def keep(parts, article: str, *lines: str, number: int = 1, outlet: str = "") -> None:
    """Keep a version of an article; each article is of an outlet of its own, unless one is named."""
    path = f"records/{article}.v{number}.md"
    at = iso(NOON + timedelta(hours=number))
    outlet = outlet or f"outlet-{article}"
    data = {"article": article, "number": number, "outlet": outlet, "url": f"https://{outlet}.example/{article}"}
    data |= {"title": f"标题{article}", "record": path, "made_from": "import", "language": "zh-Hans"}
    published = {"at": at, "zone": "UTC", "precision": "minute", "told": "dateline"}
    body = "".join(f"<p>{line}</p>" for line in lines)
    record = f"<!--1662557943000-->\n[标题{article}]({data['url']})\n------\n\n{body}\n"
    event = Event("version", NOON, data | {"published": published}, {path: record.encode()})
    parts.catalog.apply(parts.archive.commit([event]))


def place(parts, *stories: tuple[str, ...], links: tuple[Link, ...] = ()) -> None:
    """Put articles into stories."""
    ids = [article for story in stories for article in story]
    shown = tuple(
        Features(each, f"outlet-{each}", "zh-Hans", NOON, "report", 99, {"x": 1.0}, {"x": 1.0}, frozenset())
        for each in ids
    )
    made = tuple(
        Story(story_id(each[0]), each, each[0], NOON, NOON, tuple(f"outlet-{one}" for one in each), len(each))
        for each in stories
    )
    parts.stories.take(Placement(stories=made, features=shown, links=links), parts.archive.end())


def mark(parts) -> None:
    for _ in annotate(parts):
        pass


def two(parts) -> None:
    keep(parts, "a", SAYS, ALONE)
    keep(parts, "b", SAYS_TOO)
    place(parts, ("a", "b"))
    mark(parts)


def test_a_story_is_compared_in_what_its_outlets_say(parts):
    two(parts)
    opened = Comparisons(parts).open("sa")
    assert opened.glance.story.id == "sa"
    assert opened.lacking == {}
    both, alone = opened.comparison.claims
    assert (both.speaker, both.voices, both.outlets) == ("罗慕言", 2, ("outlet-a", "outlet-b"))
    assert (alone.speaker, alone.outlets) == ("白石港", ("outlet-a",))
    for wording in both.wordings:
        article = opened.articles[wording.at.article]
        assert article.text[wording.at.start : wording.at.end] == wording.statement.text
        assert article.version == wording.at.version


def test_any_id_that_leads_to_the_story_opens_its_comparison(parts):
    two(parts)
    comparisons = Comparisons(parts)
    for identity in ("sa", "sb", "a", "b", "s"):
        assert comparisons.open(identity) == comparisons.open("sa"), identity
    with pytest.raises(NotFound, match="samarkand stories"):
        comparisons.open("nobody")


def test_the_latest_versions_are_compared(parts):
    two(parts)
    keep(parts, "b", ALONE, number=2)
    mark(parts)
    opened = Comparisons(parts).open("sa")
    assert opened.articles["b"].version == 2
    assert {claim.speaker: claim.voices for claim in opened.comparison.claims} == {"罗慕言": 1, "白石港": 2}


def test_copies_are_one_voice(parts):
    two(parts)
    place(parts, ("a", "b"), links=(Link("a", "b", 9.0, is_copy=True),))
    comparison = Comparisons(parts).open("sa").comparison
    assert comparison.voices == 1
    assert [claim.voices for claim in comparison.claims] == [1, 1]


def test_what_is_not_marked_yet_is_told_and_takes_part_without_statements(parts):
    keep(parts, "a", SAYS)
    mark(parts)
    keep(parts, "b", SAYS_TOO)
    place(parts, ("a", "b"))
    opened = Comparisons(parts).open("sa")
    assert opened.lacking == {"b": "unmarked"}
    assert set(opened.articles) == {"a", "b"}
    assert [claim.outlets for claim in opened.comparison.claims] == [("outlet-a",)]
    mark(parts)
    assert Comparisons(parts).open("sa").lacking == {}


def test_an_article_whose_record_is_damaged_is_told_and_not_compared(parts):
    two(parts)
    parts.archive.files["records/b.v1.md"] = b"no record"
    opened = Comparisons(parts).open("sa")
    assert opened.lacking == {"b": "unreadable"}
    assert set(opened.articles) == {"a"}
    assert opened.comparison.outlets == ("outlet-a",)
    sides = Comparisons(parts).side_by_side("a", "b")
    assert (sides.two.text, sides.sides.matches, sides.lacking) == ("", (), {"b": "unreadable"})
    del parts.archive.files["records/b.v1.md"]
    assert Comparisons(parts).open("sa").lacking == {"b": "unreadable"}


def test_two_articles_of_a_story_are_joined_where_they_say_the_same(parts):
    two(parts)
    found = Comparisons(parts).side_by_side("b", "a")
    assert (found.one.article, found.two.article) == ("b", "a")
    assert found.story
    assert found.story.story.id == "sa"
    (match,) = found.sides.matches
    assert match.kind == "claim"
    assert found.one.text[match.one.start : match.one.end] == "渡轮偏离了航道大约两百米"
    assert found.two.text[match.two.start : match.two.end] == "渡轮偏离航道约两百米"


def test_two_articles_of_different_stories_are_joined_too(parts):
    keep(parts, "a", SAYS)
    keep(parts, "b", SAYS_TOO)
    place(parts, ("a",), ("b",))
    mark(parts)
    found = Comparisons(parts).side_by_side("a", "b")
    assert found.story is None
    assert [match.kind for match in found.sides.matches] == ["claim"]


def test_articles_that_nobody_placed_can_lie_side_by_side(parts):
    keep(parts, "a", SAYS)
    keep(parts, "b", SAYS_TOO)
    found = Comparisons(parts).side_by_side("a", "b")
    assert found.story is None
    assert found.lacking == {"a": "unmarked", "b": "unmarked"}
    assert [match.kind for match in found.sides.matches] == ["sentence"]


def test_one_article_is_not_laid_beside_itself_nor_beside_none(parts):
    two(parts)
    with pytest.raises(UsageError, match="history"):
        Comparisons(parts).side_by_side("a", "a")
    with pytest.raises(NotFound):
        Comparisons(parts).side_by_side("a", "nobody")


def test_a_comparison_is_remembered_until_an_article_joins_or_has_another_version(parts):
    two(parts)
    comparisons = Comparisons(parts)
    first = comparisons.open("sa")
    assert comparisons.open("b").comparison is first.comparison
    keep(parts, "c", ALONE)
    place(parts, ("a", "b", "c"))
    mark(parts)
    joined = comparisons.open("sa").comparison
    assert joined.articles == ("a", "b", "c")
    assert {claim.speaker: claim.voices for claim in joined.claims} == {"罗慕言": 2, "白石港": 2}
    keep(parts, "c", SAYS_TOO, number=2)
    mark(parts)
    assert {claim.speaker: claim.voices for claim in comparisons.open("sa").comparison.claims} == {
        "罗慕言": 3,
        "白石港": 1,
    }


def test_a_comparison_is_made_again_where_two_articles_turn_out_to_be_copies(parts):
    two(parts)
    comparisons = Comparisons(parts)
    assert comparisons.open("sa").comparison.voices == 2
    place(parts, ("a", "b"), links=(Link("a", "b", 9.0, is_copy=True),))
    assert comparisons.open("sa").comparison.voices == 1


def test_a_comparison_is_made_again_where_names_have_changed(parts):
    keep(parts, "a", SAYS)
    keep(parts, "b", SAYS_TOO.replace("罗慕言", "罗穆延"))
    place(parts, ("a", "b"))
    mark(parts)
    names = Names()
    comparisons = Comparisons(replace(parts, names=names))
    before = comparisons.open("sa").comparison
    assert comparisons.open("sa").comparison is before
    names.groups = (NameGroup("luo", "own", ("罗慕言", "罗穆延")),)
    assert "luo" in {naming.key for naming in comparisons.open("sa").comparison.namings}
    assert "luo" not in {naming.key for naming in before.namings}


def test_what_lacked_something_is_not_remembered(parts):
    keep(parts, "a", SAYS)
    mark(parts)
    keep(parts, "b", SAYS_TOO)
    place(parts, ("a", "b"))
    comparisons = Comparisons(parts)
    assert comparisons.open("sa").lacking == {"b": "unmarked"}
    mark(parts)
    assert comparisons.open("sa").comparison.claims[0].voices == 2


def test_no_more_is_remembered_than_a_few(parts, monkeypatch):
    monkeypatch.setattr("samarkand.comparing.REMEMBERED", 2)
    for article in "abc":
        keep(parts, article, SAYS)
    place(parts, ("a",), ("b",), ("c",))
    mark(parts)
    comparisons = Comparisons(parts)
    oldest, *later = [comparisons.open(f"s{article}").comparison for article in "abc"]
    assert [comparisons.open(f"s{article}").comparison for article in "bc"] == later
    assert all(comparisons.open(f"s{article}").comparison is one for article, one in zip("bc", later, strict=True))
    assert comparisons.open("sa").comparison is not oldest


def test_each_statement_of_a_story_has_its_claim_and_none_where_one_article_stands_alone(parts):
    two(parts)
    keep(parts, "c", SAYS)
    place(parts, ("c",))
    mark(parts)
    comparisons = Comparisons(parts)
    claims = comparisons.claims("sa")
    marked = parts.annotations.annotations([("a", 1), ("b", 1)])
    spans = {Span(*key, each.start, each.end) for key, found in marked.items() for each in found.statements}
    assert claims.keys() == spans
    assert len(set(claims.values())) == 2
    assert comparisons.claims("sc") == {}
