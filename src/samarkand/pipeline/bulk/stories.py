"""Story candidates out of links: parts that hang together, each grouped as an archive groups them; in one process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from samarkand.linkage import linked
from samarkand.model.stories import Link, Member, Story, Weights
from samarkand.model.tables import ARTICLES, LINKS, STORIES, Row
from samarkand.pipeline.bulk.articles import Day, digest
from samarkand.ports.bulk import Tables
from samarkand.steps.relating.evidence import likeness
from samarkand.steps.relating.stories import stories_of
from samarkand.times import to_ms


def write_stories(tables: Tables, days: Sequence[Day], links: Sequence[str], weights: Weights) -> tuple[list[str], int]:
    """Write the stories of two articles or more, a part for each day on which some begin; these parts, and how many stories.

    `links`: the parts of `links`. Costs about 50 µs an article that is tied to another; memory: some 300 bytes for each.
    """
    members = _members(tables, days, links, weights.story)
    stories = sorted(_stories(tables, links, members, weights.story), key=lambda story: (story.first_at, story.id))
    parts, there = list[str](), set(tables.parts(STORIES))
    for on, group in groupby(stories, key=lambda story: story.first_at.date()):
        some = list(group)
        parts.append(f"{on}-{digest([[story.headline, story.voices, *story.articles] for story in some])}")
        if parts[-1] not in there:
            with tables.writing(STORIES, parts[-1]) as take:
                take(map(_row, some))
    return parts, len(stories)


def _members(tables: Tables, days: Sequence[Day], links: Sequence[str], enough: float) -> dict[str, Member]:
    """The articles that something may be told together with, by their ids."""
    tied = {end for link in _links(tables, links) if likeness(link.score) >= enough for end in (link.one, link.two)}
    columns = ("article", "outlet", "published_at", "agency", "first_captured_at")
    return {
        article: Member(article, outlet, at, agency, to_ms(captured_at))
        for day in days
        for article, outlet, at, agency, captured_at in tables.rows(ARTICLES, day.part, columns)
        if article in tied
    }


def _stories(tables: Tables, links: Sequence[str], members: dict[str, Member], enough: float) -> Iterator[Story]:
    homes = {article: article for article in members}

    def home(article: str) -> str:
        while homes[article] != article:
            homes[article] = homes[homes[article]]
            article = homes[article]
        return article

    for link in _links(tables, links):
        if likeness(link.score) >= enough:
            first, second = sorted((home(link.one), home(link.two)))
            homes[second] = first
    regions, inside = defaultdict[str, list[str]](list), defaultdict[str, list[Link]](list)
    for article in members:
        regions[home(article)].append(article)
    for link in _links(tables, links):
        if link.one in homes and link.two in homes and home(link.one) == home(link.two):
            inside[home(link.one)].append(link)
    for region, articles in regions.items():
        alike = [(link.one, link.two, likeness(link.score)) for link in inside[region]]
        groups = [group for group in linked(articles, alike, enough) if len(group) > 1]
        yield from stories_of([[members[article] for article in group] for group in groups], inside[region])


def _links(tables: Tables, parts: Sequence[str]) -> Iterator[Link]:
    for part in parts:
        yield from (Link(*row) for row in tables.rows(LINKS, part, ("one", "two", "score", "is_copy")))


def _row(story: Story) -> Row:
    return {
        "story": story.id,
        "headline": story.headline,
        "first_at": story.first_at,
        "last_at": story.last_at,
        "outlets": list(story.outlets),
        "voices": story.voices,
        "articles": list(story.articles),
    }
