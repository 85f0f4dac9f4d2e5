"""Statements in a text: the acts of its sentences, with who is meant, through whom it came, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from samarkand.model.statements import Statement
from samarkand.steps.statements.acts import Act
from samarkand.steps.statements.cues import HAS_CUE
from samarkand.steps.statements.datelines import without_dateline
from samarkand.steps.statements.english import english_statements
from samarkand.steps.statements.layout import Sentence, sentences_of, simplified
from samarkand.steps.statements.memory import Memory
from samarkand.steps.statements.naming import Who
from samarkand.steps.statements.pieces import pieces_of, standing_quote
from samarkand.steps.statements.reading_acts import acts_in
from samarkand.steps.statements.spans import kind_of, trimmed
from samarkand.steps.statements.words import phrased

_HEADING = 45
"""Characters."""
_STOPS = frozenset('。！？!?；;：:…”」』）)"，,')
_GOING_ON = re.compile(
    r"其[一二三四]|第[一二三四五]|首先|其次|再次|再者|(?:但|而)?更重要的|也就是说|换言之|换句话说|因此，|所以，|否则|如有|如果"
)
"""How a sentence begins that plainly goes on with what was said."""
_POINTING = ("这", "那", "此")
"""How a sentence begins that is about what was said: `这表明…`."""
_LONGEST = 3_000
"""Characters of a statement that a sentence may still go on with."""
_SHORTEST = 2
_HAN = re.compile(r"[\u3400-\u9fff]")
_POST = re.compile(r"[—–-]{1,2} ?([^(（\n]{2,40}?) ?[(（]@\w{1,40}[)）]")
_LINKS = re.compile(r"(?:\s|https?://\S{1,300}|pic\.twitter\.com/\S{1,40})+$")


def statements_in(text: str, language: str = "", agency: str = "", own: Collection[str] = ()) -> tuple[Statement, ...]:
    """What the text reports somebody to have said, in reading order.

    `agency`: what the text is credited to as a whole, a channel of all statements; `own`: names of the outlet, which are
    no channel. `language`: BCP 47; a text is read as English if it says so or has no Chinese in it.
    """
    found, _ = _read(text, language, agency, own)
    return tuple(each for each in _in_order(found) if each.speaker)


def reports_in(text: str, language: str = "", agency: str = "", own: Collection[str] = ()) -> tuple[Statement, ...]:
    """All that a cue tells of: as `statements_in`, and what is reported with nobody named, 据了解, and the reports of media
    that the words of others came through, 据塔斯社报道 before 大使说.
    """
    found, carriers = _read(text, language, agency, own)
    return _in_order(found + carriers)


def _in_order(found: list[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _read(text: str, language: str, agency: str, own: Collection[str]) -> tuple[list[Statement], list[Statement]]:
    """The statements of a text, and what media told in which others speak."""
    if language.startswith("en") or not _HAN.search(text):
        return english_statements(text, agency, frozenset(own)), []
    plain = simplified(text)
    finder = _Finder(text, plain, Memory(text, plain, agency, frozenset(own)))
    finder.run()
    return finder.found, finder.carriers


def _is_aside(plain: str, sentence: Sentence) -> bool:
    """Whether a sentence is all in brackets: a remark of the outlet's own, `（完）`."""
    part = sentence.parts[0] if sentence.parts else None
    return (
        part is not None
        and part.kind == "bracket"
        and not (plain[sentence.start : part.start] + plain[part.end : sentence.end]).strip(" 。.")
    )


class _Finder:
    """Reads a Chinese text from sentence to sentence."""

    def __init__(self, text: str, plain: str, memory: Memory) -> None:
        self._text, self._plain, self._memory = text, plain, memory
        self._going_on = False
        """Whether sentences with no cue go on with the last statement."""
        self._is_told = False
        """Whether the last sentence of this paragraph was a statement, or went on with one."""
        self.found: list[Statement] = []
        self.carriers: list[Statement] = []
        """Reports of media, of which what others say in them is told apart."""

    def run(self) -> None:
        for whole in sentences_of(self._plain):
            sentence = without_dateline(self._plain, whole)
            if sentence.paragraph != self._memory.paragraph:
                self._going_on = self._is_told = False
            self._memory.turn_to(sentence)
            if not self._is_post(sentence):
                self._sentence(sentence)

    def _sentence(self, sentence: Sentence) -> None:
        acts = []
        if self._is_heading(sentence):
            return
        if HAS_CUE.search(self._plain, sentence.start, sentence.end):
            acts = acts_in(phrased(self._plain, sentence, self._memory.names), self._plain, self._text)
        told = [act for act in acts if not act.is_nobodys]
        for act in told:
            self._act(act, sentence)
        if not told and acts and not self._plain.startswith(_POINTING, sentence.start):
            self._going_on = self._is_told = False
            self._memory.pass_over(sentence)
        elif not told:
            self._without_act(sentence)

    def _is_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence is a short paragraph that ends without a stop: a heading, or the title of another article."""
        is_line = self._text[sentence.start - 1 : sentence.start] in ("", "\n") and self._text[
            sentence.end : sentence.end + 1
        ] in ("", "\n")
        last = self._plain[sentence.start : sentence.end].rstrip()[-1:]
        return is_line and sentence.end - sentence.start <= _HEADING and last not in _STOPS

    def _act(self, act: Act, sentence: Sentence) -> None:
        who = self._memory.meant_by(act, self._plain[slice(*act.cue)])
        if who is None or not who.name:
            self._going_on = False
            for start, end in pieces_of(self._plain, act, sentence.parts):
                self._add(start, end, Who("", -1, -1), (), act.cue)
            return
        if who.kind == "medium" and who.name in self._memory.own:
            self._going_on = False
            return
        vias = self._memory.channels(act, who)
        for start, end in pieces_of(self._plain, act, sentence.parts):
            self._add(start, end, who, vias, act.cue)
        if act.passed_on:
            self._carrier(act.passed_on, act.end)
        self._going_on = act.is_open or (not act.is_backward and (who.kind == "medium" or act.frame == "show"))
        self._is_told = not act.is_backward
        self._memory.tell(who, vias, act)

    def _without_act(self, sentence: Sentence) -> None:
        """A sentence without a cue: a quotation of its own is the last speaker's, and a report may go on."""
        quote = standing_quote(self._plain, sentence)
        if _is_aside(self._plain, sentence):
            self._going_on = self._is_told = False
        elif quote and self._memory.speaker and self._memory.is_near():
            act = Act("say", (sentence.start, sentence.start), None)
            speaker = self._memory.speaker
            vias = self._memory.channels(act, speaker)
            self._add(*quote.inner, speaker, vias)
            self._memory.tell(speaker, vias, act)
        elif (
            self.found
            and self.found[-1].end - self.found[-1].start < _LONGEST
            and (self._going_on or (self._is_told and _GOING_ON.match(self._plain, sentence.start)))
        ):
            before = self.found[-1]
            end = trimmed(self._text, before.start, sentence.end)[1]
            self.found[-1] = replace(before, text=self._text[before.start : end], end=end)
        else:
            self._memory.pass_over(sentence)
            self._is_told = False

    def _is_post(self, sentence: Sentence) -> bool:
        """Whether a line names whose post the line before it shows in full; then that is a statement."""
        match = _POST.match(self._text, sentence.start, sentence.end)
        if not match:
            return False
        begin = self._text.rfind("\n", 0, max(0, sentence.start - 1)) + 1
        if begin >= sentence.start - 1:
            return False
        while self.found and self.found[-1].end > begin:
            self.found.pop()
        links = _LINKS.search(self._text, max(begin, sentence.start - 600), sentence.start)
        who = Who(match[1], *match.span(1))
        self._add(begin, links.start() if links else sentence.start - 1, who, ())
        if self.found and self.found[-1].start >= begin:
            self.found[-1] = replace(self.found[-1], kind="direct")
        return True

    def _carrier(self, act: Act, end: int) -> None:
        """Keep the report of a medium that ends where the words of another do."""
        who = act.who or Who("", -1, -1)
        statement = self._statement(act.start, end, who, (), act.cue)
        if statement:
            self.carriers.append(statement)

    def _add(
        self, start: int, end: int, who: Who, vias: tuple[str, ...], cue_at: tuple[int, int] | None = None
    ) -> None:
        """Add a statement; `cue_at` is where its cue stands."""
        statement = self._statement(start, end, who, vias, cue_at)
        if statement:
            self.found.append(statement)

    def _statement(
        self, start: int, end: int, who: Who, vias: tuple[str, ...], cue_at: tuple[int, int] | None
    ) -> Statement | None:
        """None for a stretch too short to have been said."""
        start, end = trimmed(self._text, start, end)
        if end - start < _SHORTEST:
            return None
        return Statement(
            text=self._text[start:end],
            start=start,
            end=end,
            kind=kind_of(self._text, start, end),
            speaker=who.name,
            speaker_at=(who.start, who.end) if who.start >= 0 else None,
            role=who.role,
            cue=self._text[slice(*cue_at)] if cue_at else "",
            cue_at=cue_at if cue_at and cue_at[0] < cue_at[1] else None,
            via=vias,
        )
