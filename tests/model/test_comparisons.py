"""A claim tells the wordings of one outlet; spans are ordered by article and place."""

from __future__ import annotations

from datetime import UTC, datetime

from samarkand.model.comparisons import Claim, Span, Wording
from samarkand.model.statements import Statement


def wording(outlet: str, start: int) -> Wording:
    statement = Statement("停航", start, start + 2, "indirect")
    at = Span(f"a{outlet}", 1, start, start + 2)
    return Wording(outlet, outlet, datetime(2030, 9, 7, tzinfo=UTC), at, statement, "told")


def test_a_cell_has_the_wordings_of_an_outlet_in_their_order():
    first, other, second = wording("hill", 0), wording("bay", 0), wording("hill", 9)
    claim = Claim("c0", "停航", "", (first, other, second), ("bay", "hill"), 2)
    assert claim.of("hill") == (first, second)
    assert claim.of("cape") == ()


def test_spans_are_ordered_by_article_and_then_by_place():
    spans = [Span("b", 1, 0, 1), Span("a", 1, 5, 6), Span("a", 1, 0, 9)]
    assert sorted(spans) == [Span("a", 1, 0, 9), Span("a", 1, 5, 6), Span("b", 1, 0, 1)]
