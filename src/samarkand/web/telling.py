"""Claims, differences and places of a comparison in the shape in which a page shows them: words with links to where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from samarkand.model.comparisons import AgencyShare, Claim, Compared, Difference, Span, Telling, Variant
from samarkand.model.comparisons import Wording as ClaimWording
from samarkand.web.pointing import href_of
from samarkand.web.views import View
from samarkand.web.wording import Wording

WORDS = 160
"""Characters of a wording that are shown; the link leads to all of it."""
AROUND = 60
"""Characters of its sentence that stand on either side of what is told."""
PLACES = 12
"""Places of a variant that are shown, and wordings of a claim in one outlet; of the others it is told how many they are."""
_TIME = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

Shown = Mapping[str, Any]


class Teller:
    """Tells of one comparison, in the language of one request."""

    def __init__(self, view: View, articles: Mapping[str, Compared]) -> None:
        self._view = view
        self._articles = articles

    def outlet(self, identity: str) -> Shown:
        """An outlet as a link."""
        return {"name": self._view.queries.outlet_name(identity), "href": self._view.href(f"/outlets/{identity}")}

    def outlets(self, identities: Iterable[str]) -> str:
        """The names of outlets, as a list in words."""
        names = map(self._view.queries.outlet_name, identities)
        return (", " if self._view.wording.language == "en" else "、").join(names)

    def language(self, at: Span) -> str:
        """The language of what stands at a place."""
        article = self._articles.get(at.article)
        return article.language if article else "und"

    def language_of_agency(self, share: AgencyShare) -> str:
        """The language of the first version that calls an agency by the name that is shown; "und" where none is at hand."""
        whole = (self._articles.get(each) for each in share.articles)
        credited = next((each for each in whole if each and each.agency == share.agency), None)
        if credited:
            return credited.language
        texts = (self._articles.get(each.article) for each in share.statements)
        return next((each.language for each in texts if each and share.agency in each.text), "und")

    def outlet_at(self, at: Span) -> str:
        """The name of the outlet that tells what stands at a place."""
        article = self._articles.get(at.article)
        return self._view.queries.outlet_name(article.outlet) if article else ""

    def href(self, at: Span) -> str:
        """The address of a place."""
        return href_of(self._view, at)

    def place(self, telling: Telling) -> Shown:
        """Where an outlet tells something: the words in their sentence, and the way there."""
        before, after = self._around(telling)
        return {
            **self.outlet(telling.outlet),
            "href": self.href(telling.at),
            "language": self.language(telling.at),
            "before": before,
            "words": cut(telling.text),
            "after": after,
        }

    def _around(self, telling: Telling) -> tuple[str, str]:
        article, at, sentence = self._articles.get(telling.at.article), telling.at, telling.sentence
        if article is None:
            return "", ""
        before, after = article.text[sentence.start : at.start], article.text[at.end : sentence.end]
        return (
            before if len(before) <= AROUND else f"…{before[-AROUND:]}",
            after if len(after) <= AROUND else f"{after[:AROUND]}…",
        )

    def difference(self, difference: Difference, claim: Claim | None, *, is_counted: bool = True) -> Shown:
        """What is not told alike: the sides, each with who tells it so, and where it `is_counted`, by how many voices."""
        return {
            "kind": difference.kind,
            "words": self._view.say(f"differs_{difference.kind}"),
            "subject": difference.subject if difference.kind == "number" else "",
            "subject_language": self._language_of_subject(difference),
            "is_counted": is_counted,
            "claim": self.heading(claim) if claim else None,
            "variants": [self.variant(each, difference.kind) for each in difference.variants],
        }

    def _language_of_subject(self, difference: Difference) -> str:
        """Of a noun, that of the text it stands in; what is counted is else told in simplified Chinese, whatever the texts have."""
        at = difference.variants[0].told[0].at
        article = self._articles.get(at.article)
        stands = article is not None and difference.subject in article.text
        return self.language(at) if stands else "zh-Hans"

    def variant(self, variant: Variant, kind: str = "") -> Shown:
        """One of the ways in which something is told, with the first place of each outlet."""
        first = {each.outlet: each for each in reversed(variant.told)}
        told = sorted(first.values(), key=variant.told.index)
        language = self.language(told[0].at)
        value = variant.value
        if kind == "strength":
            value, language = self._view.say(f"strength_{value}"), self._view.wording.language
        elif kind == "date":
            value, language = time_in_words(value, self._view.wording), self._view.wording.language
        return {
            "value": cut(value),
            "language": language,
            "voices": self._view.wording.count("by_voices", variant.voices),
            "places": [self.place(each) for each in told[:PLACES]],
            "more": self._view.wording.count("more_outlets", len(told) - PLACES) if len(told) > PLACES else "",
        }

    def heading(self, claim: Claim) -> Shown:
        """A claim by its most central wording, and who said it."""
        wordings = claim.wordings
        central = next((each for each in wordings if each.statement.text == claim.text), wordings[0])
        named = next((each for each in wordings if each.statement.speaker == claim.speaker), central)
        titled = next((each for each in (named, *wordings) if each.statement.role), named)
        return {
            "id": claim.id,
            "text": cut(claim.text),
            "language": self.language(central.at),
            "href": self.href(central.at),
            "speaker": cut(claim.speaker),
            "speaker_language": self.language(named.at),
            "role": cut(titled.statement.role),
            "role_language": self.language(titled.at),
            "outlets": self.outlets(claim.outlets),
            "voices": self._view.wording.count("by_voices", claim.voices),
        }

    def wording(self, wording: ClaimWording) -> Shown:
        """A claim as one article has it."""
        statement = wording.statement
        return {
            "href": self.href(wording.at),
            "text": cut(statement.text),
            "language": self.language(wording.at),
            "is_direct": statement.kind == "direct",
            "via": [cut(each) for each in statement.via],
            "strength": "" if wording.strength == "told" else self._view.say(f"strength_{wording.strength}"),
        }

    def row(self, claim: Claim, outlets: Sequence[str]) -> Shown:
        """A claim with a cell for each outlet; the cell of one that does not tell it has no wordings."""
        cells = []
        for outlet in outlets:
            wordings = claim.of(outlet)
            cells.append(
                {
                    "name": self._view.queries.outlet_name(outlet),
                    "wordings": [self.wording(each) for each in wordings[:PLACES]],
                    "more": len(wordings) - PLACES if len(wordings) > PLACES else 0,
                }
            )
        return {
            **self.heading(claim),
            "cells": cells,
            "differences": [self.difference(each, None) for each in claim.differences],
        }


def cut(text: str) -> str:
    """A text, or its beginning and a mark that it goes on."""
    return text if len(text) <= WORDS else f"{text[:WORDS].rstrip()}…"


def time_in_words(value: str, wording: Wording) -> str:
    """A day, a month, a year, or a stretch from one of these to another (ISO 8601), as people write it."""
    return "–".join(_time(each, wording) for each in value.split("/"))


def _time(value: str, wording: Wording) -> str:
    match = _TIME.fullmatch(value)
    if match is None:
        return value
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return value
    return wording.day(first) if day else wording.month(first) if month else wording.year(first)
