"""Statements in English: `“…,” said X`, `X said that …`, `according to X`; one paragraph at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samarkand.model.statements import Statement
from samarkand.steps.statements.english_cues import ACCORDING, AS_SAYING, CUE, ENDED, NO_SUBJECT, SPOKEN, WEAK
from samarkand.steps.statements.english_naming import NAME, NOBODY, Who, who_in
from samarkand.steps.statements.layout import Part, parts_of
from samarkand.steps.statements.spans import kind_of, trimmed
from samarkand.text.agencies import AGENCIES

_ASIDE = re.compile(
    r"\s*(?:published|released|posted|issued|conducted|seen|obtained|which|who|whose|based)\b[^,.]{0,100},"
)
_STOP = re.compile(r"[.!?][”\"’)]?(?=\s+[“\"‘(]?[A-Z0-9]|\s*$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|vs|No|Inc|Ltd|Co|Corp|U\.S|U\.K|U\.N|a\.m|p\.m)|\b[A-Z])$"
)
_MEDIA = re.compile(
    r"\b(?:News|Times|Post|Agency|Press|Herald|Courier|Gazette|Tribune|Journal|Guardian|Telegraph|Radio|TV|Television|Broadcasting|Daily|Weekly|newspaper)\b"
)
_SHORTEST_BEFORE, _LONGEST_BEHIND = 20, 60
_LIMIT = 160
"""Characters that may tell who speaks."""


class _Paragraphs:
    """Keeps who spoke last, whom a pronoun means."""

    def __init__(self, text: str, agency: str, own: frozenset[str]) -> None:
        self.text, self._agency, self._own = text, agency, own
        self._last: Who | None = None
        self.found: list[Statement] = []

    def paragraph(self, start: int, end: int) -> None:
        parts = [part for part in parts_of(self.text, start, end) if part.kind == "quote"]
        for first, last in _sentences(self.text, start, end, parts):
            self._sentence(first, last, [part for part in parts if first <= part.start < last])

    def _sentence(self, start: int, end: int, parts: list[Part]) -> None:
        text, told = self.text, False
        quoted = [(part.start, part.end) for part in parts]
        if (match := AS_SAYING.search(text, start, end)) and not _within(match.start(), quoted):
            who = self._who(match.start(1), match.end(1))
            medium = next(
                (name for name in NAME.finditer(text, start, match.start()) if name[0] not in {"The", "A"}), None
            )
            self._content(match.end(), end, who, (match.start(), match.end()), (medium[0],) if medium else ())
            return
        for match in ACCORDING.finditer(text, start, end):
            if _within(match.start(), quoted):
                continue
            self._according(match, start, end)
            told = True
        for match in () if told else CUE.finditer(text, start, end):
            if _within(match.start(), quoted):
                continue
            if self._cue(match, start, end, parts):
                told = True
                break
        if (
            not told
            and parts
            and self._last
            and self.found
            and not text[start : parts[0].start].strip()
            and not text[parts[-1].end : end].strip(' .,!?”"')
            and parts[0].inner[1] - parts[0].inner[0] > 12
        ):
            self._add(*parts[0].inner, self._last, None, ())

    def _according(self, match: re.Match[str], start: int, end: int) -> None:
        text = self.text
        comma = text.find(",", match.end(), min(end, match.end() + _LIMIT))
        if not text[start : match.start()].strip(' ,“"'):
            if comma > 0:
                aside = _ASIDE.match(text, comma + 1, end)
                self._content(aside.end() if aside else comma + 1, end, self._who(match.end(), comma), match.span(), ())
            return
        stop = comma if comma > 0 else len(text[:end].rstrip(' .!?”"'))
        self._content(start, match.start(), self._who(match.end(), min(stop, match.end() + _LIMIT)), match.span(), ())

    def _cue(self, match: re.Match[str], start: int, end: int, parts: list[Part]) -> bool:
        text = self.text
        before = [part for part in parts if part.end <= match.start()]
        begin = before[-1].end if before else start
        subject = text[begin : match.start()].strip(" ,—-")
        behind = re.compile(r"[^,.;:“\"]{2,120}").match(text, match.end() + 1, end)
        if not before and text.endswith(", ", 0, match.start()) and behind and NAME.match(text, match.end() + 1, end):
            return self._behind(match, start, behind)
        if not before and ENDED.match(text, match.end(), end) and ", " in subject:
            return self._at_end(match, start, begin)
        if before and not subject:
            who = self._inverted(behind, end) if behind else None
        elif not self._may_be_told(match, end, subject, is_quoted=bool(before)):
            who = None
        else:
            at = text.index(subject, begin)
            who = self._who(at, at + len(subject))
        if who is None or not who.name or who.name.lower() in NOBODY:
            return False
        if before and not text[start : before[0].start].strip(" ,"):
            after = next((part for part in parts if part.start >= match.end()), None)
            for part in (*before, *([after] if after else [])):
                self._add(*part.inner, who, match.span(), self._told(match, end))
            return True
        return self._forward(match, end, who)

    def _may_be_told(self, match: re.Match[str], end: int, subject: str, *, is_quoted: bool) -> bool:
        """Whether a cue reports behind these words: no passive, nothing denied, and no other word that looks alike."""
        if not subject or len(subject) > _LIMIT * 2 or NO_SUBJECT.search(subject):
            return False
        return is_quoted or match[0] not in WEAK or SPOKEN.match(self.text, match.end(), end) is not None

    def _inverted(self, behind: re.Match[str], end: int) -> Who:
        """Who stands behind a cue: `“…,” said Maria Holt, the mayor`."""
        stop = behind.end()
        who = self._who(behind.start(), stop)
        if self.text[stop : stop + 1] == "," and not who.role:
            aside = self.text.find(",", stop + 1, min(end, stop + _LIMIT))
            role = self.text[stop + 1 : aside if aside > 0 else end].strip(' ,.”"')
            who = who._replace(role=role if re.match(r"(?:a|an|the|who|[a-z])", role) and len(role) < 90 else "")
        return who

    def _at_end(self, match: re.Match[str], start: int, begin: int) -> bool:
        """What stands before a speaker and a cue that a sentence ends with: `…, Holt said.`"""
        comma = self.text.rfind(", ", begin, match.start())
        who = self._who(comma + 2, match.start())
        if (
            not who.name
            or comma - start < _SHORTEST_BEFORE
            or match.start() - comma > _LONGEST_BEHIND
            or NO_SUBJECT.search(self.text[comma : match.start()].strip())
        ):
            return False
        self._content(start, comma, who, match.span(), ())
        return True

    def _behind(self, match: re.Match[str], start: int, behind: re.Match[str]) -> bool:
        """What stands before a cue that its speaker stands behind: `…, said Maria Holt`."""
        who = self._who(behind.start(), behind.end())
        if not who.name or match.start() - start < _SHORTEST_BEFORE:
            return False
        self._content(start, match.start(), who, match.span(), ())
        return True

    def _forward(self, match: re.Match[str], end: int, who: Who) -> bool:
        text, place = self.text, match.end()
        vias = self._told(match, end)
        if match[0].lower() in {"told", "tells"}:
            whom = re.compile(r" (?:that )?[^,.:“\"]{2,60}?(?= that |,|:| [“\"]| (?:he|she|it|they|the) )").match(
                text, place, end
            )
            place = whom.end() if whom else place
        lead = re.compile(
            r"[\s,:]*(?:(?:on|in|at|during|late|early) [^,“\"]{2,40}?(?= that |, | [“\"])|\w+day(?= that |, | [“\"]| ))?[\s,:]*(?:that )?"
        ).match(text, place, end)
        place = lead.end() if lead else place
        if end - place < 6:
            return False
        self._content(place, end, who, match.span(), vias)
        return True

    def _told(self, match: re.Match[str], end: int) -> tuple[str, ...]:
        """The medium that somebody told it."""
        if match[0].lower() not in {"told", "tells"}:
            return ()
        name = re.compile(r" (?:the )?").match(self.text, match.end(), end)
        found = NAME.match(self.text, name.end(), end) if name else None
        return (found[0].rstrip("."),) if found and (_MEDIA.search(found[0]) or found[0] in AGENCIES) else ()

    def _content(self, start: int, end: int, who: Who, cue: tuple[int, int], vias: tuple[str, ...]) -> None:
        if who.name and who.name.lower() not in NOBODY:
            self._add(start, end, who, cue, vias)

    def _add(self, start: int, end: int, who: Who, cue: tuple[int, int] | None, vias: tuple[str, ...]) -> None:
        start, end = trimmed(self.text, start, end)
        if end - start < 3:
            return
        self._last = who
        channels = [
            via for via in dict.fromkeys((*vias, self._agency)) if via and via != who.name and via not in self._own
        ]
        self.found.append(
            Statement(
                text=self.text[start:end], start=start, end=end, kind=kind_of(self.text, start, end), speaker=who.name,
                speaker_at=(who.start, who.end), role=who.role, cue=self.text[slice(*cue)].strip() if cue else "", cue_at=cue, via=tuple(channels),
            )
        )  # fmt: skip

    def _who(self, start: int, end: int) -> Who:
        return who_in(self.text, start, end, self._last)


def _within(place: int, quoted: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in quoted)


def _sentences(text: str, start: int, end: int, parts: list[Part]) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph; a quotation that a cue takes up behind it belongs to the sentence of the cue."""
    begin, number = start, 0
    for match in _STOP.finditer(text, start, end):
        while number < len(parts) and parts[number].end < match.end():
            number += 1
        if number < len(parts) and parts[number].start < match.start() and match.end() < parts[number].end:
            continue
        if _ABBREVIATED.search(text, max(start, match.start() - 8), match.start()):
            continue
        yield begin, match.end()
        begin = match.end()
    if text[begin:end].strip():
        yield begin, end


def english_statements(text: str, agency: str, own: frozenset[str]) -> list[Statement]:
    """The statements of an English text, in reading order."""
    reader = _Paragraphs(text, agency, own)
    start = 0
    for line in text.split("\n"):
        for first in range(start, start + len(line), 4_000):
            reader.paragraph(first, min(start + len(line), first + 4_000))
        start += len(line) + 1
    return reader.found
