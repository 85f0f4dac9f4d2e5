"""What `show`, `history` and `list` tell of an article besides its versions: taken down and back, moved, issued again."""

from __future__ import annotations

from collections.abc import Iterator

from samarkand.cli.output import print_line
from samarkand.model.answers import Life, VersionLife
from samarkand.model.articles import Absence, Move, Version
from samarkand.times import iso

REASONS = {
    "status": "the page answers {status}",
    "front page": "the page leads to the front page {target}",
    "section page": "the page leads to the folder above it, {target}",
    "other page": "the page leads to {target}, where the text is not",
    "page says so": "the page says so with status {status}",
    "same as nothing": "the page answers as its host does where nothing is",
}


def print_version_life(life: VersionLife, version: Version) -> None:
    """The same for people, below the version."""
    if life.before_at:
        print_line(f"    changed between {iso(life.before_at)} and {iso(version.seen_at)}")
    for line in (*map(absence_line, life.absences), *map(move_line, life.moves)):
        print_line(f"    {line}")


def life_lines(life: Life) -> Iterator[str]:
    """What `show` prints."""
    for absence in life.absences:
        yield f"gone      {absence_line(absence)}"
    for move in life.moves:
        yield f"moved     {move_line(move)}"
    for article in life.others:
        yield f"issued    also as {article.id}, {article.latest.url}"


def absence_line(absence: Absence) -> str:
    """When an article was not there, by whom it was told, and when it was back."""
    why = REASONS[absence.reason].format(status=absence.status, target=absence.target)
    there = f"seen there until {iso(absence.before_at)}, " if absence.before_at else ""
    back = f", back at {iso(absence.back_at)}" if absence.back_at else ""
    return f"taken down: {there}gone between {iso(absence.first_at)} and {iso(absence.last_at)}{back}; {why}"


def move_line(move: Move) -> str:
    """Where an address was found to lead."""
    return f"found at {iso(move.at)} at {move.target}, where {move.url} leads"
