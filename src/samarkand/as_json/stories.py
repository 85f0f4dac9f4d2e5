"""Stories as JSON objects: in lists, and one of them with who was first and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samarkand.model.answers import FirstReport, MemberReasons, OpenedStory, StoryGlance, StoryMember
from samarkand.model.stories import Correction, Tie
from samarkand.queries import Queries
from samarkand.times import iso


def story_json(queries: Queries, glance: StoryGlance) -> dict[str, Any]:
    """A story as the contract of the command line names it."""
    story = glance.story
    return {
        "id": story.id,
        "title": glance.title,
        "headline": story.headline,
        "first_at": iso(story.first_at),
        "last_at": iso(story.last_at),
        "outlets": list(story.outlets),
        "voices": story.voices,
        "thread": story.thread,
        "articles": [member_json(queries, member) for member in glance.members],
    }


def member_json(queries: Queries, member: StoryMember) -> dict[str, Any]:
    """An article of a story; the fields that `list` has too are as there, but for the title, which is plain text."""
    article = member.article
    published = article.latest.published
    versions = queries.versions(article.id) if article.versions > 1 else [article.latest]
    return {
        "id": article.id,
        "outlet": article.outlet,
        "outlet_name": queries.outlet_name(article.outlet),
        "title": member.title,
        "url": article.latest.url,
        "language": article.latest.language,
        "published_at": iso(published.at) if published else None,
        "seen_at": iso(article.first_seen_at),
        "imported_from": [version.imported_from for version in versions if version.imported_from],
        "copy_of": member.copy_of,
        "agency": member.agency,
    }


def opened_json(queries: Queries, opened: OpenedStory, reasons: Mapping[str, MemberReasons] | None) -> dict[str, Any]:
    """A story with everything that is known of it; `reasons`, by article, only where they were asked for."""
    told = story_json(queries, opened.glance)
    if reasons is not None:
        for article in told["articles"]:
            known = reasons.get(article["id"])
            article["ties"] = [tie_json(tie) for tie in known.ties] if known else []
            article["clashes"] = [tie_json(tie) for tie in known.clashes] if known else []
    return told | {
        "first": first_json(opened.first),
        "first_seen": first_json(opened.first_seen),
        "before": [step_json(step) for step in opened.before],
        "after": [step_json(step) for step in opened.after],
        "corrections": [correction_json(correction) for correction in opened.corrections],
    }


def tie_json(tie: Tie) -> dict[str, Any]:
    """One thing that speaks for or against."""
    return {"kind": tie.kind, "text": tie.text, "weight": tie.weight}


def first_json(first: FirstReport) -> dict[str, Any]:
    """Who was first."""
    times = {"published_at": iso(first.published_at), "seen_at": iso(first.seen_at)}
    return {"id": first.article.id, **times, "unsure_minutes": first.unsure_minutes}


def step_json(glance: StoryGlance) -> dict[str, Any]:
    """A story before or after."""
    story = glance.story
    return {"id": story.id, "title": glance.title, "first_at": iso(story.first_at), "last_at": iso(story.last_at)}


def correction_json(correction: Correction) -> dict[str, Any]:
    """What a person decided."""
    return {
        "deed": correction.deed,
        "articles": list(correction.articles),
        "others": list(correction.others),
        "left": list(correction.left),
        "at": iso(correction.at) if correction.at else None,
        "by": correction.by,
    }
