"""Through which medium a speaker's words came, as far as one sentence tells: an interview, or a medium that carries them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.media import is_named, media_in, medium_of
from samarkand.steps.statements.naming import Who, who_is
from samarkand.steps.statements.reporting import MERGED
from samarkand.steps.statements.segmenting import Word

LAST_MEDIUM = ""
"""Stands for the medium that was told last."""
INTERVIEWED = re.compile(r"采访|专访|访问|访谈|调查|告诉|节目|撰文|刊登|接受")
"""Of a clause that may name a medium that somebody talked to."""
_BEHIND = re.compile(r"(?:告诉|对|向|接受|在(?=[^，]{0,4}《))([^，。：“”、接受对向]{2,16})")
_ENDED = re.compile(r"采访|专访|访问|电话|的|时|上|撰文|刊文|记者|节目|说$|表示$")
_CARRIED_TAIL = set_of("的 消息 透露 说法 报道 报导 爆料 发言 谈话 指 话")
_NO_SPEAKERS = ("消息", "报道", "数据")


def said_by(words: Sequence[Word], first: int, last: int) -> str:
    """Some words as text, with a sign for each quotation."""
    return "".join("“" if word.tag == "quote" else word.text for word in words[first:last])


def interviewer_in(said: str, who: Who | None) -> str:
    """The medium that somebody talked to, told in some words; "" for none."""
    channels = [*media_in(said), *_media_behind(said)]
    own = "" if who is None else who.role + who.name
    for name in channels:
        if name not in own and not any(name != other and name in other for other in channels):
            return name
    return ""


def _media_behind(said: str) -> Iterator[str]:
    """Media of unknown names that somebody talked to: `接受北安电视台采访时`."""
    for match in _BEHIND.finditer(said):
        medium = medium_of(_ENDED.split(match[1])[0].strip("《》"))
        if medium and is_named(medium):
            yield medium


def carried_by(words: Sequence[Word], place: int, end: int, medium: Who, text: str) -> tuple[Who, str | None]:
    """Whose words a medium carries by the cue at `place`, `塔斯社援引大使的话说`, and the channel that it is.

    The medium itself and None where it names nobody.
    """
    stop = next((at for at in range(place + 1, end) if words[at].text == "的话"), end)
    while stop > place + 1 and (words[stop - 1].text in _CARRIED_TAIL or words[stop - 1].text in MERGED):
        stop -= 1
    if stop == place + 1:
        return medium, None
    who = who_is(words, place + 1, stop, text)
    if who.refers or not who.name or (who.phrase.endswith(_NO_SPEAKERS) and not who.role):
        return medium, None
    name = LAST_MEDIUM if medium.refers else medium.name
    return who, name if not name or is_named(name) else None
