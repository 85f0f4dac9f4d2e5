"""A report that somebody said something, as one sentence has it: values only."""

from __future__ import annotations

import re
from typing import NamedTuple

from samarkand.steps.statements.cues import Frame
from samarkand.steps.statements.naming import Who

_OF_MEDIA = re.compile("报(?!告|案)(?<!公报)")
"""Of what stands for a medium: 该报, 报道."""


class Act(NamedTuple):
    """A report that somebody said something."""

    frame: Frame
    cue: tuple[int, int]
    """In characters."""
    who: Who | None
    """None where the sentence does not tell."""
    vias: tuple[str, ...] = ()
    """Nearest the speaker first; "" for the medium that was told last."""
    start: int = 0
    """Of the content."""
    end: int = 0
    is_open: bool = False
    """Whether the content goes on behind the sentence: behind a colon with no quotation."""
    is_source: bool = False
    is_backward: bool = False
    """Whether the content stands before the cue."""
    is_interview: bool = False
    is_announced: bool = False
    """Whether the content is the next paragraph."""
    is_nobodys: bool = False
    """Whether people in general say it, which is no statement."""
    words: tuple[int, int] = (0, 0)
    """Number of the content's first word; of its clause."""
    passed_on: Act | None = None
    """The report of a medium that the speaker's words came through."""

    @property
    def is_of_medium(self) -> bool:
        """Whether a medium tells it, or nobody that the sentence names."""
        if self.who is None:
            return self.frame == "report"
        return self.who.kind == "medium" or (self.who.refers and _OF_MEDIA.search(self.who.phrase) is not None)


class Cue(NamedTuple):
    """A cue and what stands around it."""

    number: int
    """Of its clause."""
    place: int
    begin: int
    """The word that may begin its subject."""
    end: int
    """The word behind it and what belongs to it."""
    frame: Frame
    content: int | None
    """The first word of what is said behind it."""
    quote: int | None
    """A quotation before it that it takes up."""
