"""Who spoke and who was told of so far in a text, and so whom a pronoun, 该机构 or a cue with nobody before it means."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field

from samarkand.steps.statements.acts import Act
from samarkand.steps.statements.layout import Sentence
from samarkand.steps.statements.media import canonical, is_named, media_in
from samarkand.steps.statements.naming import NOBODY, PERSONAL, PRONOUNS, Who, who_is
from samarkand.steps.statements.reporting import ISSUED
from samarkand.steps.statements.subjects import subject_of
from samarkand.steps.statements.told_names import told_names
from samarkand.steps.statements.words import phrased

_BACK = 6
"""Sentences in which somebody is sought whom a pronoun may mean."""
_MEDIUM_REACH = 800
_TITLE_REACH = 3_000
_LONGEST_NAME = 6
_TITLES = ("总统", "总理", "首相", "主席", "部长", "外长", "先生", "女士", "教授", "发言人", "议员", "市长", "省长", "州长", "特首", "国务卿", "司长", "局长")  # fmt: skip
_CLAUSES = 3
_REPORTS = re.compile(r"报道|报导|文章|消息|新闻|社论|评论")


@dataclass
class Memory:
    """Follows a text from sentence to sentence."""

    text: str
    plain: str
    agency: str
    """What the text is credited to as a whole; "" for none."""
    own: Collection[str]
    """Names of the outlet."""
    names: tuple[str, ...] = ()
    """Of people, as the text tells them."""
    speaker: Who | None = None
    """Of the last statement."""
    paragraph: int = 0
    place: int = 0
    _vias: tuple[str, ...] = ()
    _person: Who | None = None
    _body: Who | None = None
    _medium: str = ""
    _held: tuple[str, ...] = ()
    """Channels that hold on in this paragraph."""
    _papers: dict[str, Who] = field(default_factory=dict)
    """Who has written what: by the last two characters of 声明, 报告."""
    _spoke_in: int = -9
    _before: Sentence | None = None
    _now: Sentence | None = None
    _waiting: deque[Sentence] = field(default_factory=lambda: deque(maxlen=_BACK))
    """Sentences with no statement, whose subjects nobody has asked for yet."""

    def __post_init__(self) -> None:
        self.names = told_names(self.plain)

    def turn_to(self, sentence: Sentence) -> None:
        """Begin a sentence."""
        self._before, self._now = self._now, sentence
        self.place = sentence.start
        if sentence.paragraph != self.paragraph:
            self._held = ()
        self.paragraph = sentence.paragraph

    def pass_over(self, sentence: Sentence) -> None:
        """A sentence in which nobody says anything."""
        self._waiting.append(sentence)

    def is_near(self) -> bool:
        """Whether the last statement stands in this paragraph or the one before."""
        return self.paragraph - self._spoke_in <= 1

    def tell(self, who: Who, vias: tuple[str, ...], act: Act) -> None:
        """Somebody said something."""
        self.speaker, self._vias, self._spoke_in = who, vias, self.paragraph
        self._waiting.clear()
        cue = self.plain[slice(*act.cue)]
        if who.document or cue in ISSUED:
            self._papers[(who.document or cue)[-2:]] = who
        if who.kind == "medium":
            if is_named(who.name) or not self._medium:
                self._medium = who.name
        elif who.kind in {"person", "described"} or self._is_titled(who):
            self._person = who
        else:
            self._body = who
        if who.kind == "medium" and is_named(who.name) and not act.is_backward:
            self._held = (who.name, *vias)
        elif vias and not act.is_interview:
            self._held = vias
        if vias:
            self._medium = vias[0]

    def meant_by(self, act: Act, cue: str) -> Who | None:
        """Who an act is of; None where nobody can be told."""
        who = act.who
        if who is not None and not who.refers:
            return who
        self._look_back()
        if who is not None:
            return self._referred(who)
        if act.frame == "report" and cue.startswith(("报", "据报", "消息")):
            return self._last_medium()
        return None if act.is_source else self.speaker or self._person

    def _referred(self, who: Who) -> Who | None:
        """Who is meant by 他, 该机构, 声明."""
        if who.kind == "medium" or (who.kind == "document" and _REPORTS.search(who.phrase)):
            return self._last_medium()
        if who.kind == "document":
            return (
                self._issuer(who)
                or self._papers.get(who.phrase[-2:])
                or ((self.speaker or self._body) if self.is_near() else None)
            )
        return who if who.name else self._antecedent(who)

    def _issuer(self, who: Who) -> Who | None:
        """Who issued a document, by the sentence before."""
        if self._before is None:
            return None
        words = phrased(self.plain, self._before, self.names)
        for first, last in reversed(words.clauses):
            if any(who.phrase[-2:] in word.text for word in words.words[first:last]):
                found = subject_of(words.words, first, last)
                issuer = who_is(words.words, *found, self.text) if found else None
                return (
                    issuer
                    if issuer and issuer.name and not issuer.refers and issuer.kind not in {"medium", "document"}
                    else None
                )
        return None

    def _antecedent(self, who: Who) -> Who | None:
        if who.phrase in PRONOUNS:
            first = self._person if who.phrase in {"他", "她", "其"} else self._body
            last = (
                self.speaker if self.speaker and (self.speaker.kind != "medium" or who.phrase not in PERSONAL) else None
            )
            found = first or self._person or last
        else:
            found = self.speaker if self.speaker and self.speaker.kind != "medium" else self._body or self._person
        return found._replace(role="") if found else None

    def channels(self, act: Act, who: Who) -> tuple[str, ...]:
        """Through whom a statement came, nearest the speaker first."""
        vias = tuple(via or self._medium for via in act.vias)
        if not vias and who.kind != "medium":
            if self._held:
                vias = self._held
            elif self.speaker and _is_same(self.speaker, who, act):
                vias = self._vias
        every = dict.fromkeys((*vias, self.agency))
        return tuple(via for via in every if via and via not in self.own and canonical(via) != canonical(who.name))

    def _is_titled(self, who: Who) -> bool:
        """Whether the text gives a short name a title anywhere: then it is a person's."""
        if len(who.phrase) > _LONGEST_NAME:
            return False
        first, last = max(0, self.place - _TITLE_REACH), self.place + _TITLE_REACH
        at = self.plain.find(who.phrase, first, last)
        while at >= 0:
            behind = at + len(who.phrase)
            if self.plain.startswith(_TITLES, behind) or self.plain.endswith(_TITLES, 0, at):
                return True
            at = self.plain.find(who.phrase, behind, last)
        return False

    def _last_medium(self) -> Who | None:
        """The medium that was told last; the agency of the whole where none was."""
        self._look_back()
        name = self._medium or self.agency or self._named_before()
        return Who(name, -1, -1, kind="medium") if name else None

    def _named_before(self) -> str:
        """The medium of a well-known name that stands last before this sentence."""
        names = media_in(self.plain[max(0, self.place - _MEDIUM_REACH) : self.place])
        return names[-1] if names else ""

    def _look_back(self) -> None:
        """Read who the sentences are about that were passed over."""
        while self._waiting:
            words = phrased(self.plain, self._waiting.popleft(), self.names)
            for first, last in words.clauses[:_CLAUSES]:
                found = subject_of(words.words, first, last)
                if not found:
                    continue
                who = who_is(words.words, *found, self.text)
                if who.phrase not in NOBODY and not who.refers:
                    if who.kind == "person":
                        self._person = who
                    elif who.kind == "medium" and is_named(who.name):
                        self._medium = who.name
                break


def _is_same(one: Who, other: Who, act: Act) -> bool:
    if act.who is None or act.who.refers:
        return True
    return one.name in other.name or other.name in one.name
