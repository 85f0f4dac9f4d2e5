"""`stories`, `story`: what outlets report together, for people and as JSON lines; and what a person has to correct in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.stories import opened_json, story_json
from samarkand.cli.options import archive_option, clock, json_option, limit_option, outlet_option
from samarkand.cli.output import SYMBOLS, print_json, print_line, print_report_json
from samarkand.cli.relating import bring_together
from samarkand.model.answers import FirstReport, MemberReasons, OpenedStory, StoryGlance, StoryMember
from samarkand.model.articles import Article
from samarkand.model.stories import Deed, StoryListing
from samarkand.pipeline.correcting import Wish, correct
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.storytelling import Stories

PAGE = 200
"""Stories that are in memory at once when a list is printed."""
DEEDS: tuple[Deed, ...] = ("merge", "split", "move", "pin")
BY = "command line"
"""What the ledger keeps with a correction: where it was made. Who made it is for the machine to know."""


@click.command("stories")
@outlet_option
@click.option("--least", type=click.IntRange(min=1), default=1, help="Only those of so many articles or more.")
@limit_option
@archive_option
@json_option
def stories_command(outlet: str, least: int, limit: int | None, archive: Path, as_json: bool) -> None:
    """List stories, those that grew last first. What is new in the archive is brought together before."""
    with open_archive(archive) as parts:
        queries, stories = Queries(parts), Stories(parts)
        identity = queries.outlet(outlet).id if outlet else ""
        bring_together(parts)
        for glance in each_story(stories, StoryListing(PAGE, outlet=identity, least=least), limit):
            if as_json:
                print_json(story_json(queries, glance))
            else:
                print_line(story_line(glance))


def each_story(stories: Stories, listing: StoryListing, limit: int | None) -> Iterator[StoryGlance]:
    """The stories of a listing, up to a limit; memory holds one page of them."""
    before, left = listing.before, limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        page = stories.listed(StoryListing(size, before, listing.outlet, listing.since, listing.least))
        yield from page
        if len(page) < size:
            return
        left = None if left is None else left - len(page)
        before = page[-1].story.last_at, page[-1].story.id


def story_line(glance: StoryGlance) -> str:
    """A story on one line."""
    story = glance.story
    several = f" ({len(story.articles)} articles, {len(story.outlets)} outlets)" if len(story.articles) > 1 else ""
    return f"{story.id}  {story.last_at:%Y-%m-%d %H:%M}  {glance.title}{several}"


@click.command("story")
@click.argument("identity", metavar="ID")
@click.option("--why", is_flag=True, help="What ties each article to the others, and what speaks against.")
@click.option("--merge", multiple=True, metavar="STORY", help="It is one with this story.")
@click.option("--split", multiple=True, metavar="ARTICLE", help="This article is none of it; several of them are one.")
@click.option("--move", multiple=True, metavar="ARTICLE", help="This article of another story belongs here.")
@click.option("--pin", multiple=True, metavar="ARTICLE", help="This article of it stays, whatever the program says.")
@archive_option
@json_option
def story_command(identity: str, why: bool, archive: Path, as_json: bool, **named: tuple[str, ...]) -> None:
    """Show a story: its articles by time, who was first, the steps before and after. Or correct it.

    ID is a story's, one that it had before, an article's, or the beginning of any. A correction is a line of the
    ledger: it survives every rebuild, wins over the program, and a later one wins over an earlier one.
    """
    wishes = [Wish(deed, identity, named[deed], BY) for deed in DEEDS if named[deed]]
    if len(wishes) > 1:
        raise click.UsageError("one kind of correction at a time")
    with open_archive(archive) as parts:
        bring_together(parts)
        for wish in wishes:
            correct_story(parts, wish, as_json=as_json)
        queries, stories = Queries(parts), Stories(parts)
        opened = stories.open(identity)
        reasons = {each.member.article.id: each for each in stories.why(opened.glance.story.id)} if why else {}
        if as_json:
            print_json(opened_json(queries, opened, reasons if why else None))
        else:
            print_opened(queries, opened, reasons)


def correct_story(parts: Parts, wish: Wish, *, as_json: bool) -> None:
    """Keep a correction, let the stories follow it, and say what was done: on stderr where stdout is for JSON."""
    report = correct(parts, wish, clock())
    bring_together(parts)
    if as_json:
        print_report_json(report)
    else:
        print_line(f"{SYMBOLS[report.outcome]} {report.subject} {report.detail}\n")


def print_opened(queries: Queries, opened: OpenedStory, reasons: Mapping[str, MemberReasons]) -> None:
    """A story for people; `reasons` by article."""
    glance, story = opened.glance, opened.glance.story
    print_line(glance.title)
    print_line(
        f"{story.id} · articles: {len(story.articles)}, outlets: {len(story.outlets)}, by themselves: {story.voices}"
        f" · {story.first_at:%Y-%m-%d %H:%M} to {story.last_at:%Y-%m-%d %H:%M} UTC\n"
    )
    for member in glance.members:
        print_line(member_line(queries, member))
        known = reasons.get(member.article.id)
        for tie in (*known.ties, *known.clashes) if known else ():
            print_line(f"    {tie.weight:+.1f}  {tie.kind}  {tie.text}")
    print_line("")
    print_line(f"published first  {first_line(queries, opened.first.article)}")
    print_line(f"seen first       {first_line(queries, opened.first_seen.article)}{unsure(opened.first_seen)}")
    print_steps("before", opened.before)
    print_steps("after", opened.after)
    for correction in opened.corrections:
        when = f"{correction.at:%Y-%m-%d %H:%M} " if correction.at else ""
        print_line(f"corrected        {when}{correction.deed} {' '.join(correction.articles)}")


def member_line(queries: Queries, member: StoryMember) -> str:
    """An article of a story on one line."""
    article = member.article
    notes = [f"from {member.agency}"] if member.agency else []
    notes += [f"the text of {member.copy_of}"] if member.copy_of else []
    note = f" ({', '.join(notes)})" if notes else ""
    outlet = queries.outlet_name(article.outlet)
    return f"{article.id}  {article.published_at:%Y-%m-%d %H:%M}  {outlet}  {member.title}{note}"


def first_line(queries: Queries, article: Article) -> str:
    """Who was first, and when."""
    times = f"published {article.published_at:%Y-%m-%d %H:%M}, seen {article.first_seen_at:%Y-%m-%d %H:%M}"
    return f"{queries.outlet_name(article.outlet)}, {times} ({article.id})"


def unsure(first: FirstReport) -> str:
    """How long nobody had looked."""
    return f"; nobody had looked for {first.unsure_minutes} minutes" if first.unsure_minutes is not None else ""


def print_steps(label: str, steps: Sequence[StoryGlance]) -> None:
    """The stories before or after."""
    for step in steps:
        print_line(f"{label:16} {step.story.id}  {step.story.first_at:%Y-%m-%d %H:%M}  {step.title}")
