"""What a text reports somebody to have said, where it says so, and through whom it came. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from samarkand.model.mentions import DateMention, NumberMention
from samarkand.model.names import Gloss

METHOD = 4
"""Number of the way in which this program marks texts. Whoever changes what is found in one (statements, dates, numbers,
names, or the plain text itself) raises it: all annotations are then made anew."""

_UNTOLD = datetime.fromtimestamp(0, UTC)

Speech = Literal["direct", "indirect"]
"""direct: the speaker's own words in quotation marks make up most of it."""
Stretch = tuple[int, int]
"""Start and end, in characters of the plain text; the end is excluded."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody, or some document, is reported to have said, written, decided or claimed in words."""

    text: str
    """What was said, as it stands there, without cue, quotation marks around it, and closing punctuation."""
    start: int
    """In characters of the plain text that it was found in."""
    end: int
    """Excluded."""
    kind: Speech
    speaker: str = ""
    """The name as the text has it nearest to the statement, without titles; for a pronoun what it stands for; "" where
    nobody is named."""
    speaker_at: Stretch | None = None
    """Where the text has the name that stands in `speaker`: it may be a sentence before."""
    role: str = ""
    """Title or description of the speaker in that sentence."""
    cue: str = ""
    """The reporting word or phrase (说, 表示, 据报道, said); "" for none."""
    cue_at: Stretch | None = None
    via: tuple[str, ...] = ()
    """Channels between the speaker and this outlet, nearest the speaker first: 塔斯社, 法新社."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that is marked in the plain text of one version."""

    article: str
    version: int
    method: int
    """The `METHOD` that they were made by; annotations of different methods are never mixed."""
    statements: tuple[Statement, ...] = ()
    """In reading order."""
    dates: tuple[DateMention, ...] = ()
    numbers: tuple[NumberMention, ...] = ()
    names: tuple[Gloss, ...] = ()
    """Each once."""
    sentences: tuple[tuple[int, str], ...] = ()
    """Where sentences begin that tell of days, and their words, in reading order; long ones are cut."""
    outlet: str = ""
    """Id."""
    language: str = "und"
    """BCP 47."""
    published_at: datetime = _UNTOLD
    """The instant that the article is listed under as long as this is its latest version."""
