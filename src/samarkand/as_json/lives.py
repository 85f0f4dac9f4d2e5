"""What became of articles, as JSON objects: taken down and back, moved, issued again."""

from __future__ import annotations

from typing import Any

from samarkand.model.answers import Life, VersionLife
from samarkand.model.articles import Absence, Article, Move
from samarkand.times import iso


def absence_json(absence: Absence) -> dict[str, Any]:
    """A time in which an article was not there; times UTC."""
    return {
        "reason": absence.reason,
        "status": absence.status,
        "target": absence.target,
        "before_at": iso(absence.before_at) if absence.before_at else None,
        "first_at": iso(absence.first_at),
        "last_at": iso(absence.last_at),
        "back_at": iso(absence.back_at) if absence.back_at else None,
    }


def move_json(move: Move) -> dict[str, Any]:
    """An address that was found to lead to another one."""
    return {"at": iso(move.at), "url": move.url, "target": move.target}


def gone_json(article: Article) -> dict[str, Any]:
    """What `list` tells of an article that is gone; null where it stands."""
    absence = article.absence
    return {
        "gone_at": iso(article.gone_at) if article.gone_at else None,
        "gone_last_at": iso(absence.last_at) if absence else None,
        "gone_before_at": iso(absence.before_at) if absence and absence.before_at else None,
        "gone_reason": absence.reason if absence else None,
    }


def life_json(life: Life) -> dict[str, Any]:
    """What `show` tells."""
    return {
        "absences": [absence_json(absence) for absence in life.absences],
        "moves": [move_json(move) for move in life.moves],
        "issues": [article.id for article in life.others],
    }


def version_life_json(life: VersionLife) -> dict[str, Any]:
    """What `history` and `changes` tell of a version."""
    return {
        "before_at": iso(life.before_at) if life.before_at else None,
        "absences": [absence_json(absence) for absence in life.absences],
        "moves": [move_json(move) for move in life.moves],
    }
