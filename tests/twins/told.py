"""Articles of invented outlets, made of what is said in them, as they go into a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from samarkand.model.articles import Published
from samarkand.model.comparisons import ClaimWeights, Compared, TermGroup
from samarkand.model.names import Gloss
from samarkand.model.statements import Annotations, Statement
from samarkand.steps.comparing import Knowledge
from samarkand.steps.dates import dates_in, times_in
from samarkand.steps.numbers import numbers_in
from samarkand.text.names import KnownNames

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
"""A Saturday."""
NAMES = KnownNames(
    [
        ("moltano", ("莫尔塔诺", "莫塔诺", "伊沃·莫尔塔诺", "Moltano", "Ivo Moltano")),
        ("saltbridge", ("盐桥", "Saltbridge")),
        ("tingport", ("汀港", "Ting Port")),
        ("shore_wire", ("海岸社", "Shore Wire")),
    ]
)
WEIGHTS = ClaimWeights(
    pair={
        "start": -7.0,
        "wording": 20.0,
        "speaker": 3.0,
        "other_speaker": -1.0,
        "numbers": 4.0,
        "other_numbers": -7.0,
        "same_time": 2.0,
        "near_time": 2.0,
        "other_time": -4.0,
    },
    abroad={"start": -6.5, "names": 5.0, "speaker": 2.5, "other_speaker": -2.0, "numbers": 3.0, "same_time": 2.0},
    enough=0.27,
)
TERMS = (TermGroup("harbour_march", ("骚乱", "集会", "和平集会", "riot", "rally"), ("码头", "harbour")),)
KNOWN = Knowledge(NAMES, lambda word: 0.0 if word in {"表示", "已经"} else 2.1, WEIGHTS, TERMS)


@dataclass(frozen=True)
class Said:
    """A statement, to be written into an article."""

    speaker: str
    text: str
    cue: str = "说"
    role: str = ""
    via: tuple[str, ...] = ()


def article(
    outlet: str,
    parts: Sequence[str | Said],
    hours: float = 0,
    language: str = "zh-Hans",
    **more: str,
) -> Compared:
    """An article with a line for each part, published so many hours after noon; its id is the outlet's, with an `a` before it."""
    text, statements = "", []
    for part in parts:
        if isinstance(part, Said):
            begin = len(text) + len(part.role)
            before = f"{part.role}{part.speaker}{part.cue}，"
            start = len(text) + len(before)
            cue_at = begin + len(part.speaker)
            statements.append(
                Statement(
                    part.text,
                    start,
                    start + len(part.text),
                    "indirect",
                    part.speaker,
                    (begin, cue_at) if part.speaker else None,
                    part.role,
                    part.cue,
                    (cue_at, cue_at + len(part.cue)),
                    part.via,
                )
            )
            text += f"{before}{part.text}。\n"
        else:
            text += f"{part}\n"
    at = NOON + timedelta(hours=hours)
    dates = dates_in(text, Published(at, "UTC", "second", "feed"), language, "UTC")
    name = more.get("article", f"a{outlet}")
    glosses = tuple(
        Gloss(name, latin, text.index(f"{name}（{latin}"), text.index(f"{name}（{latin}") + len(f"{name}（{latin}）"))
        for name, latin in [pair.split("=") for pair in more.get("glosses", "").split(";") if pair]
    )
    annotations = Annotations(name, 1, 1, tuple(statements), dates, numbers_in(text, dates, language), glosses)
    voice = more.get("voice", outlet)
    times = times_in(text, dates, None, language)
    return Compared(name, 1, outlet, language, at, "", text, annotations, voice, more.get("agency", ""), times)


def cut(articles: Sequence[Compared], article: str, start: int, end: int) -> str:
    """What stands at a place of one of the articles."""
    (text,) = [each.text for each in articles if each.article == article]
    return text[start:end]
