"""Words that report speech in English, and what may stand around them; knows nobody."""

from __future__ import annotations

import re

from samarkand.steps.statements.lexicon import words as set_of

_SAY = (
    "said|says|say|told|tells|added|adds|warned|warns|announced|announces|stated|states|wrote|writes|argued|argues|claimed|claims|"
    "insisted|insists|noted|notes|explained|explains|replied|replies|confirmed|confirms|acknowledged|declared|declares|stressed|"
    "reported|reports|recalled|recalls|suggested|predicted|predicts|believes|believed|thinks|urged|urges|demanded|accused|accuses|"
    "ordered|promised|vowed|pledged|estimated|estimates|concluded|remarked|commented|tweeted|testified|alleged|admitted|conceded|"
    "recounted|continued|joked|quipped|lamented|cautioned|observed|responded|affirmed|reiterated|emphasised|emphasized|asserted|maintained|disclosed|revealed|pointed out|called for"
)
CUE = re.compile(rf"\b(?:{_SAY})\b")
WEAK = set_of(
    "added adds notes noted reports reported claims claimed states stated ordered maintained revealed estimated "
    "estimates suggested believed believes stressed recalled demanded promised declared concluded remarked "
    "confirmed recommended explains argues"
)
"""Cues that are other words too: what was said stands behind that or a mark, or in quotation marks."""
SPOKEN = re.compile(r"(?: [\w’'-]+){0,6}? that |[,:]? ?[“\"]|:")
NO_SUBJECT = re.compile(
    r"\b(?:not|never|to|n[o’']t|could|would|if|which|that|was|were|is|are|be|been|being|as|than)(?: (?:also|later|then))?$"
)
"""What a cue does not report behind: a passive, a condition."""
ACCORDING = re.compile(r"\b[Aa]ccording to (?!how |what |when |where |whether |which )")
AS_SAYING = re.compile(r"\b(?:quoted|cited|quotes|cites) (.{2,80}?) as (?:saying|telling \w+)\b,? ?(?:that )?")
ENDED = re.compile(r"(?: on \w+day| \w+day| in (?:a|the) \w+)?[.!]?[”\"]?\s*$", re.MULTILINE)
"""How a sentence ends whose last words are a speaker and a cue."""
