"""A comparison as a JSON object, as `comparison.schema.json` beside this module describes it; so too two articles side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from samarkand.model.answers import OpenedComparison, OpenedSides
from samarkand.model.changes import Agreement
from samarkand.model.comparisons import (
    AgencyShare,
    Claim,
    Compared,
    Difference,
    Match,
    Moment,
    Naming,
    Person,
    Sheet,
    Span,
    Telling,
    Variant,
    Wording,
)
from samarkand.queries import Queries
from samarkand.times import iso


def comparison_json(queries: Queries, opened: OpenedComparison) -> dict[str, Any]:
    """A story compared; all places count characters of the plain text that `text` prints, ends excluded."""
    comparison = opened.comparison
    return {
        "story": opened.glance.story.id,
        "title": opened.glance.title,
        "outlets": list(comparison.outlets),
        "voices": comparison.voices,
        "articles": [article_json(queries, opened.articles[each]) for each in comparison.articles],
        "lacking": dict(opened.lacking),
        "disagreements": [difference_json(each) for each in comparison.disagreements],
        "claims": [claim_json(each) for each in comparison.claims],
        "sheets": [sheet_json(each) for each in comparison.sheets],
        "timeline": [moment_json(each) for each in comparison.timeline],
        "people": [person_json(each) for each in comparison.people],
        "namings": [naming_json(each) for each in comparison.namings],
        "agencies": [agency_json(each) for each in comparison.agencies],
    }


def sides_json(queries: Queries, opened: OpenedSides) -> dict[str, Any]:
    """Two articles side by side."""
    return {
        "story": opened.story.story.id if opened.story else "",
        "one": article_json(queries, opened.one),
        "two": article_json(queries, opened.two),
        "lacking": dict(opened.lacking),
        "matches": [match_json(each, opened) for each in opened.sides.matches],
    }


def article_json(queries: Queries, article: Compared) -> dict[str, Any]:
    """An article that is compared."""
    return {
        "id": article.article,
        "version": article.version,
        "outlet": article.outlet,
        "outlet_name": queries.outlet_name(article.outlet),
        "title": article.title,
        "language": article.language,
        "published_at": iso(article.published_at),
        "voice": article.voice,
        "agency": article.agency,
    }


def match_json(match: Match, opened: OpenedSides) -> dict[str, Any]:
    """Two passages that say the same."""
    return {
        "kind": match.kind,
        "likeness": match.likeness,
        "one": span_json(match.one) | {"text": opened.one.text[match.one.start : match.one.end]},
        "two": span_json(match.two) | {"text": opened.two.text[match.two.start : match.two.end]},
        "differences": [difference_json(each) for each in match.differences],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim with all its wordings."""
    return {
        "id": claim.id,
        "text": claim.text,
        "speaker": claim.speaker,
        "outlets": list(claim.outlets),
        "voices": claim.voices,
        "wordings": [wording_json(each) for each in claim.wordings],
        "differences": [difference_json(each) for each in claim.differences],
    }


def wording_json(wording: Wording) -> dict[str, Any]:
    """A statement as one article has it, by the names that `statements` has too."""
    statement = wording.statement
    return {
        "outlet": wording.outlet,
        "voice": wording.voice,
        "published_at": iso(wording.published_at),
        "at": span_json(wording.at),
        "text": statement.text,
        "kind": statement.kind,
        "speaker": statement.speaker,
        "role": statement.role,
        "cue": statement.cue,
        "via": list(statement.via),
        "strength": wording.strength,
    }


def difference_json(difference: Difference) -> dict[str, Any]:
    """What is not told alike by all."""
    return {
        "kind": difference.kind,
        "subject": difference.subject,
        "claim": difference.claim,
        "is_disagreement": difference.is_disagreement,
        "variants": variants_json(difference.variants),
    }


def variants_json(variants: Iterable[Variant]) -> list[dict[str, Any]]:
    """The ways in which something is told."""
    return [
        {
            "value": each.value,
            "outlets": list(each.outlets),
            "voices": each.voices,
            "told": [telling_json(telling) for telling in each.told],
        }
        for each in variants
    ]


def telling_json(telling: Telling) -> dict[str, Any]:
    """A place where an outlet tells something."""
    told = {"outlet": telling.outlet, "voice": telling.voice, "text": telling.text}
    return told | {"at": span_json(telling.at), "sentence": span_json(telling.sentence)}


def agreement_json(agreement: Agreement) -> dict[str, Any]:
    """An edit after which an article tells what another outlet had told before."""
    edit = agreement.edit
    return {
        "kind": edit.kind,
        "outlet": agreement.outlet,
        "at": iso(agreement.at),
        "before": span_json(edit.before) if edit.before else None,
        "after": span_json(edit.after) if edit.after else None,
        "old": edit.old,
        "new": edit.new,
        "other": agreement.other,
        "told": span_json(agreement.told),
        "words": agreement.words,
        "told_at": iso(agreement.told_at),
    }


def span_json(span: Span) -> dict[str, Any]:
    """A place in the text of a version."""
    return {"article": span.article, "version": span.version, "start": span.start, "end": span.end}


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """What one outlet tells, beside the others: ids of articles and claims."""
    return {
        "outlet": sheet.outlet,
        "articles": list(sheet.articles),
        "claims": list(sheet.claims),
        "only_here": list(sheet.only_here),
        "missing_here": list(sheet.missing_here),
    }


def moment_json(moment: Moment) -> dict[str, Any]:
    """A time that is told; `until` is the first day that no longer belongs to it."""
    return {
        "value": moment.value,
        "grain": moment.grain,
        "since": moment.since.isoformat(),
        "until": moment.until.isoformat(),
        "is_coming": moment.is_coming,
        "outlets": list(moment.outlets),
        "told": [telling_json(each) for each in moment.told],
        "hours": [
            {"time": hour.time, "outlets": list(hour.outlets), "told": [telling_json(each) for each in hour.told]}
            for hour in moment.hours
        ],
    }


def person_json(person: Person) -> dict[str, Any]:
    """Somebody who speaks or is named."""
    told = {"key": person.key, "name": person.name, "roles": list(person.roles), "claims": list(person.claims)}
    return told | {"spellings": variants_json(person.spellings)}


def naming_json(naming: Naming) -> dict[str, Any]:
    """One thing that outlets call by different names."""
    return {"key": naming.key, "kind": naming.kind, "variants": variants_json(naming.variants)}


def agency_json(share: AgencyShare) -> dict[str, Any]:
    """How many outlets take it from one agency."""
    return {
        "agency": share.agency,
        "whole": list(share.whole),
        "through": list(share.through),
        "articles": list(share.articles),
        "statements": [span_json(each) for each in share.statements],
    }
