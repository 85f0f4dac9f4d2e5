"""How a cue stands to what is being said when it comes, and through whom words came; knows one sentence."""

from __future__ import annotations

from typing import Literal

from samarkand.steps.statements.acts import Act, Cue
from samarkand.steps.statements.channels import INTERVIEWED, LAST_MEDIUM, carried_by, interviewer_in, said_by
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.media import is_named
from samarkand.steps.statements.naming import Who
from samarkand.steps.statements.words import Phrased

Relation = Literal["inside", "through", "behind"]
"""How a cue stands to what is being said: within it, told through the medium that says it, or behind it."""

_CONTRAST = set_of("但 但是 而 不过 然而 则 可是 相反")
_HEARING = set_of("接到 接报 接获 收到 听到 听见 听说 得到")
"""Verbs before a cue that tell of somebody who was told: `，警方接到报告称…`."""
_TIMES = set_of("t m f d p blank q mq")
_OF_TIMES = set_of("来 以来 日 月 年 号 时 年来 期间")


def relation(phrased: Phrased, opened: Act, cue: Cue, who: Who | None) -> Relation:
    """How a cue stands to the content that is open; `who` stands before it in its own clause."""
    words, (first, _) = phrased.words, phrased.clauses[cue.number]
    if _is_begun_only(phrased, opened, cue):
        return "inside"
    if any(word.text in _HEARING for word in words[first : cue.place]):
        return "inside"
    if opened.words[1] == cue.number:
        is_passed_on = opened.is_of_medium and (who is not None or cue.frame == "carry")
        is_unnamed = opened.is_source and (opened.who is None or opened.who.refers or opened.is_of_medium)
        return "through" if opened.frame == "carry" or is_unnamed or is_passed_on else "inside"
    if who is None or who.refers or who.kind == "person" or opened.is_of_medium or opened.is_source:
        return "behind"
    is_contrast = any(word.text in _CONTRAST for word in words[first : cue.place])
    return "behind" if is_contrast or words[first - 1].text in {"；", ";"} else "inside"


def _is_begun_only(phrased: Phrased, opened: Act, cue: Cue) -> bool:
    """Whether what was said so far is a time or the like, and goes on: `他认为，多年来，学者们说…`."""
    so_far = phrased.words[opened.words[0] : phrased.clauses[cue.number][0] - 1]
    return bool(so_far) and all(word.tag in _TIMES or word.text in _OF_TIMES for word in so_far)


def channel_of(act: Act) -> tuple[str, ...]:
    """The channel that a medium is which tells of somebody else's words."""
    if act.who is None or act.who.refers:
        return (LAST_MEDIUM,) if act.frame == "report" or act.is_of_medium else ()
    return (act.who.name,) if act.who.kind == "medium" and is_named(act.who.name) else ()


def carried(phrased: Phrased, cue: Cue, who: Who, vias: tuple[str, ...], text: str) -> tuple[Who, tuple[str, ...]]:
    """Whose words a medium carries, and through whom they came: `某社援引某人的话说`."""
    speaker, channel = carried_by(phrased.words, cue.place, cue.end, who, text)
    is_new = channel is not None and channel not in vias
    return speaker, (channel, *vias) if is_new and channel is not None else vias


def interviewer(phrased: Phrased, cue: Cue, who: Who | None, told: int) -> str | None:
    """The medium that somebody gave an interview to; `told`: where what was told before ends, in characters."""
    words, (first, _) = phrased.words, phrased.clauses[cue.number]
    said = said_by(words, first, cue.end if cue.frame == "tell" else cue.place)
    for before in range(cue.number - 1, max(-1, cue.number - 3), -1):
        if told > words[phrased.clauses[before][0]].start:
            break
        earlier = said_by(words, *phrased.clauses[before])
        said = f"{earlier}，{said}" if INTERVIEWED.search(earlier) else said
    return interviewer_in(said, who)
