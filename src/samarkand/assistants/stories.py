"""What an assistant may ask of stories: the latest, one of them, and its comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samarkand.assistants.asking import Asking, numbered
from samarkand.assistants.budget import QUOTE, Items, answer
from samarkand.assistants.receipts import Receipts
from samarkand.model.answers import OpenedComparison, StoryGlance
from samarkand.model.comparisons import Claim, Difference, Variant
from samarkand.model.stories import StoryListing
from samarkand.times import iso
from samarkand.web.api.operations import at_place, place_of

PAGE = 20
"""Stories that are looked up at a time."""
WORDINGS = 8
VARIANTS = 6
"""Wordings of a claim, and ways to tell one thing, that are told."""


def latest(asking: Asking, least: int, cursor: str) -> str:
    """Stories of so many articles or more, those that grew last first."""
    asked = "stories", {"least": str(least)}
    place = asking.place(asked, cursor)

    def each() -> Items:
        before = at_place(place)
        while found := asking.answers.stories.listed(StoryListing(PAGE, before, "", None, least)):
            for glance in found:
                before = glance.story.last_at, glance.story.id
                yield _heading(glance), place_of(before) or []

    return answer(asking.cursors, asked, each())


def story(asking: Asking, identity: str, cursor: str) -> str:
    """A story: its articles by time, who was first, the steps before and after."""
    asked = "story", {"story": identity}
    place = asking.place(asked, cursor)
    opened = asking.answers.stories.open(identity)
    receipts = Receipts(asking.answers.queries)
    about = {
        **_heading(opened.glance),
        "published_first": opened.first.article.id,
        "seen_first": opened.first_seen.article.id,
        "before": [_heading(each) for each in opened.before[-5:]],
        "after": [_heading(each) for each in opened.after[:5]],
    }
    items = (
        {
            "title": member.title[:QUOTE],
            **receipts.outlet(member.article.outlet),
            "url": member.article.latest.url,
            "published_at": iso(member.article.published_at),
            "seen_at": iso(member.article.first_seen_at),
            "versions": member.article.versions,
            "repeats_the_text_of": member.copy_of,
            "agency": member.agency[:QUOTE],
            "receipt": receipts.of_version(member.article.latest),
        }
        for member in opened.glance.members
    )
    return answer(asking.cursors, asked, numbered(items, place[0] if place else 0), about)


def comparison(asking: Asking, identity: str, cursor: str) -> str:
    """A story laid side by side: what outlets cannot both be right about, then who claims what, then what one alone has."""
    asked = "comparison", {"story": identity}
    place = asking.place(asked, cursor)
    opened = asking.answers.comparisons.open(identity)
    compared = opened.comparison
    about = {
        **_heading(opened.glance),
        "independent_outlets": compared.voices,
        "claims": len(compared.claims),
        "disagreements": len(compared.disagreements),
        "lacking": dict(list(opened.lacking.items())[:20]),
    }
    items = _compared(opened, Receipts(asking.answers.queries))
    return answer(asking.cursors, asked, numbered(items, place[0] if place else 0), about)


def _heading(glance: StoryGlance) -> Mapping[str, Any]:
    found = glance.story
    return {
        "story": found.id,
        "title": glance.title[:QUOTE],
        "first_at": iso(found.first_at),
        "last_at": iso(found.last_at),
        "articles": len(found.articles),
        "outlets": list(found.outlets[:40]),
    }


def _compared(opened: OpenedComparison, receipts: Receipts) -> Iterator[Mapping[str, Any]]:
    compared = opened.comparison
    yield from ({"is": "disagreement", **_difference(each, receipts)} for each in compared.disagreements)
    yield from ({"is": "claim", **_claim(each, receipts)} for each in compared.claims)
    for sheet in compared.sheets:
        told = {"only_here": list(sheet.only_here[:60]), "missing_here": list(sheet.missing_here[:60])}
        yield {"is": "outlet", **receipts.outlet(sheet.outlet), "claims": len(sheet.claims), **told}
    for naming in compared.namings:
        yield {"is": "naming", "kind": naming.kind, "ways": _ways(naming.variants, receipts)}


def _claim(claim: Claim, receipts: Receipts) -> Mapping[str, Any]:
    return {
        "claim": claim.id,
        "speaker": claim.speaker[:QUOTE],
        "outlets": list(claim.outlets[:40]),
        "independent_outlets": claim.voices,
        "wordings": [
            {
                **receipts.outlet(each.outlet),
                "published_at": iso(each.published_at),
                "kind": each.statement.kind,
                "via": [channel[:QUOTE] for channel in each.statement.via[:8]],
                "strength": each.strength,
                **receipts.quotation(each.at),
            }
            for each in claim.wordings[:WORDINGS]
        ],
        "wordings_left": max(len(claim.wordings) - WORDINGS, 0),
        "differ_by": [each.kind for each in claim.differences],
    }


def _difference(difference: Difference, receipts: Receipts) -> Mapping[str, Any]:
    return {
        "kind": difference.kind,
        "subject": difference.subject[:QUOTE],
        "claim": difference.claim,
        "ways": _ways(difference.variants, receipts),
    }


def _ways(variants: Iterable[Variant], receipts: Receipts) -> list[Mapping[str, Any]]:
    return [
        {
            "value": each.value[:QUOTE],
            "outlets": list(each.outlets[:40]),
            "independent_outlets": each.voices,
            "told": [receipts.quotation(telling.sentence) for telling in each.told[:1]],
        }
        for each in list(variants)[:VARIANTS]
    ]
