"""Statements in a text: the acts of its sentences, with who is meant, through whom it came, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from samarkand.model.statements import Speech, Statement
from samarkand.steps.statements.acts import Act, acts_in
from samarkand.steps.statements.english import english_statements
from samarkand.steps.statements.layout import Part, Sentence, sentences_of, simplified
from samarkand.steps.statements.media import canonical, is_named, medium_of
from samarkand.steps.statements.phrases import NOBODY, PRONOUNS, Who, subject_of, who_is
from samarkand.steps.statements.spans import DIRECT, kind_of, trimmed
from samarkand.steps.statements.words import Phrased, phrased

_SHORTEST = 2
_TRIMMED = " \n，,。：:；;、！!？?—-–…"
_OUTLETS_OWN = re.compile(
    r"[，；,]\s?(?:(?:而|也)?这(?:也|将|也将|还将|将会)?是|[^，。；]{1,10}(?<![原规细守法否])则(?:[是已在将被]|主动)|(?:一种|一名|一位|一款|一家)[^，。；]+。?$|结果(?:表明|显示))"
)
_BYLINE = r"(?:[)）】\]]|[（(][^）)\n]{0,60}[）)]|[\s，,：:]|记者[\u4e00-\u9fff、 ]{2,16}(?:摄影)?报道[:：])*"
DATELINE = re.compile(
    r"[（(【\[]?(?:(?P<who>[^，,。：:（(\n“”]{2,26}?)(?:[0-9]{1,2}月|[一二三四五六七八九十]{1,3}月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日[^，。：:\s（(]{0,4}?"
    r"\s?(?P<cue>电|专电|讯|综合报道|综合电|消息|信息|[-–—]{1,2})"
    r"|据?(?P<own>[^，,。：:（(\n“”《》]{0,10}?(?:报|网|社|台|刊|在线|频道)[\u4e00-\u9fff]{0,3}?)(?P<told>讯|消息|信息|电(?![视话影力子动站网台]))(?=[\s（(：:，]|昨|今|[0-9]|记者|据|$))"
    + _BYLINE
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TWEET = re.compile(r"^[—–-]{1,2} ?([^(（\n]{2,40}?) ?[(（]@\w+[)）]")


@dataclass
class _Memory:
    """What was told so far."""

    speaker: Who | None = None
    """Of the last statement."""
    vias: tuple[str, ...] = ()
    person: Who | None = None
    """Who a pronoun stands for."""
    medium: str = ""
    paragraph: int = -1
    """That the last statement stands in."""
    held: tuple[str, ...] = ()
    """Channels that hold on in this paragraph."""
    spoke_in: int = -9
    """The paragraph of the last statement."""
    is_direct: bool = False
    body: Who | None = None


@dataclass
class _Finder:
    text: str
    plain: str
    agency: str
    own: frozenset[str]
    memory: _Memory = field(default_factory=_Memory)
    found: list[Statement] = field(default_factory=list)
    last: Act | None = None

    def run(self) -> None:
        for sentence in sentences_of(self.plain):
            sentence = _without_dateline(self.plain, sentence)
            if sentence.paragraph != self.memory.paragraph:
                self.memory.held = ()
                if not self._goes_on_direct(sentence):
                    self.last = None
            self.memory.paragraph = sentence.paragraph
            self._sentence(sentence)

    def _goes_on_direct(self, sentence: Sentence) -> bool:
        return False

    def _sentence(self, sentence: Sentence) -> None:
        if self._is_tweet(sentence):
            return
        words = phrased(self.plain, sentence)
        acts = acts_in(words, self.plain, self.text)
        named = self._quoted_by_name(words) if not acts else None
        if named:
            acts = [named]
        if not acts:
            self._without_act(sentence, words)
            return
        for act in acts:
            self._act(act, sentence, words)
        self._rest_of_quotes(sentence, acts, words)
        self._remember_subject(words, acts)

    # One act

    def _act(self, act: Act, sentence: Sentence, words: Phrased) -> None:
        who = self._resolved(act)
        if who is None or not who.name:
            self.last = None
            for start, end in _pieces(self.plain, act, sentence.parts):
                self._add(start, end, Who("", -1, -1), act, ())
            return
        vias = self._vias(act, who)
        for start, end in _pieces(self.plain, act, sentence.parts):
            self._add(start, end, who, act, vias)
        self.last = act if act.is_open or (not act.is_backward and (who.kind == "medium" or act.frame == "show")) else None
        self._tell(who, vias, act)

    def _tell(self, who: Who, vias: tuple[str, ...], act: Act) -> None:
        memory = self.memory
        memory.speaker, memory.vias, memory.spoke_in = who, vias, memory.paragraph
        if who.kind == "medium":
            if is_named(who.name) or not memory.medium:
                memory.medium = who.name
        elif who.kind in {"person", "described"}:
            memory.person = who
        else:
            memory.body = who
        if who.kind == "medium" and is_named(who.name) and not act.is_backward:
            memory.held = (who.name, *vias)
        elif vias and not act.is_interview:
            memory.held = vias
        if vias:
            memory.medium = vias[0]

    def _resolved(self, act: Act) -> Who | None:
        """Who is meant, by the name that stands nearest before."""
        who, memory = act.who, self.memory
        if who is None:
            if act.frame == "report" and self.text[act.cue[0] : act.cue[1]].startswith(("报", "据报", "消息")):
                return self._medium()
            return None if act.is_source else memory.speaker or memory.person
        if not who.refers:
            return who
        if who.kind == "medium" or (who.kind == "document" and re.search(r"报道|报导|文章|消息|新闻|社论|评论", who.phrase)):
            return self._medium()
        if who.kind == "document":
            is_near = memory.paragraph - memory.spoke_in <= 1
            if is_near and memory.speaker and memory.speaker.kind in {"some", "medium"}:
                return memory.speaker
            return memory.body if is_near else None
        other = (memory.body if who.phrase not in {"他", "她", "其"} else None) or memory.person or memory.speaker
        if who.phrase not in PRONOUNS and memory.speaker and memory.speaker.kind not in {"medium"}:
            other = memory.speaker
        if who.name:
            return who
        return other._replace(role="") if other else None

    def _medium(self) -> Who | None:
        """The medium that was told last; the agency of the whole where none was."""
        name = self.memory.medium or self.agency
        return Who(name, -1, -1, kind="medium") if name else None

    def _vias(self, act: Act, who: Who) -> tuple[str, ...]:
        memory = self.memory
        vias = tuple(via or memory.medium for via in act.vias)
        if not vias:
            if who.kind == "medium":
                vias = ()
            elif memory.held:
                vias = memory.held
            elif memory.speaker and _is_same(memory.speaker, who, act):
                vias = memory.vias
        own = (*self.own,)
        kept = [via for via in dict.fromkeys((*vias, self.agency)) if via and via not in own and canonical(via) != canonical(who.name)]
        return tuple(kept)

    # Sentences without a cue

    def _without_act(self, sentence: Sentence, words: Phrased) -> None:
        quote = _standing_quote(self.plain, sentence)
        memory = self.memory
        if quote and memory.speaker and (memory.is_direct or self.last is None):
            if memory.is_direct and self._is_near(sentence):
                act = Act("say", (sentence.start, sentence.start), memory.speaker)
                self._add(*quote.inner, memory.speaker, act, memory.vias, cue="")
            self._remember_subject(words, [])
            return
        if self.last and self.found and self._extends(words):
            before = self.found[-1]
            end = trimmed(self.text, before.start, sentence.end)[1]
            self.found[-1] = replace(before, text=self.text[before.start : end], end=end)
            return
        self.last = None
        self._remember_subject(words, [])

    def _is_near(self, sentence: Sentence) -> bool:
        gap = self.text[self.found[-1].end : sentence.start] if self.found else "x" * 99
        return len(gap) < 40

    def _extends(self, words: Phrased) -> bool:
        return True

    def _remember_subject(self, words: Phrased, acts: Sequence[Act]) -> None:
        """Who a sentence is about may be meant by a pronoun behind it."""
        if acts:
            return
        for first, last in words.clauses[:3]:
            found = subject_of(words.words, first, last)
            if found:
                who = who_is(words.words, *found, self.text)
                if who.phrase in NOBODY or who.refers:
                    return
                if who.kind == "person":
                    self.memory.person = who
                elif who.kind == "medium":
                    self.memory.medium = who.name
                return

    # Other forms

    def _is_tweet(self, sentence: Sentence) -> bool:
        line = self.text[sentence.start : sentence.end]
        match = _TWEET.match(line)
        if not match:
            return False
        end = sentence.start - 1
        begin = self.text.rfind("\n", 0, max(0, end)) + 1
        if end > begin:
            name = match[1].strip()
            who = Who(name, sentence.start + match.start(1), sentence.start + match.start(1) + len(name))
            while self.found and self.found[-1].end > begin:
                self.found.pop()
            piece = re.sub(r"\s*(?:https?://\S+|pic\.twitter\.com/\S+)\s*$", "", self.text[begin:end])
            self._add(begin, begin + len(piece), who, Act("say", (begin, begin), who), (), cue="", kind="direct")
        return True

    def _quoted_by_name(self, words: Phrased) -> Act | None:
        """`某报：“…”`"""
        if len(words.clauses) < 2:
            return None
        first, last = words.clauses[0]
        if last >= len(words.words) or words.words[last].text not in "：:" or last + 1 >= len(words.words) or words.words[last + 1].tag != "quote":
            return None
        found = subject_of(words.words, first, last)
        if not found or found[1] != last:
            return None
        who = who_is(words.words, *found, self.text)
        quote = words.words[last + 1]
        if who.refers or who.phrase in NOBODY or quote.end - quote.start < DIRECT + 2 or who.kind == "some" and len(who.name) > 12:
            return None
        return Act("say", (words.words[last].start, words.words[last].start), who, start=quote.start, end=words.sentence.end)

    def _rest_of_quotes(self, sentence: Sentence, acts: Sequence[Act], words: Phrased) -> None:
        """Quotations of their own behind the content of the last act."""

    def _add(self, start: int, end: int, who: Who, act: Act, vias: tuple[str, ...], cue: str | None = None, kind: Speech | None = None) -> None:
        start, end = trimmed(self.text, start, end)
        if end - start < _SHORTEST:
            return
        told = self.text[slice(*act.cue)] if cue is None else cue
        self.memory.is_direct = kind == "direct" or (kind is None and kind_of(self.plain, start, end) == "direct")
        self.found.append(
            Statement(
                text=self.text[start:end], start=start, end=end, kind=kind or kind_of(self.plain, start, end), speaker=who.name,
                speaker_at=(who.start, who.end) if who.start >= 0 else None, role=who.role, cue=told, cue_at=act.cue if told else None, via=vias,
            )
        )  # fmt: skip


def _without_dateline(plain: str, sentence: Sentence) -> Sentence:
    """The sentence without what tells where a dispatch comes from, at the beginning of its paragraph."""
    if sentence.start and plain[sentence.start - 1] != "\n":
        return sentence
    match = DATELINE.match(plain, sentence.start, sentence.end)
    if not match:
        return sentence
    return replace(sentence, start=match.end(), parts=tuple(part for part in sentence.parts if part.start >= match.end()))


def _is_same(one: Who, other: Who, act: Act) -> bool:
    if act.who is None or act.who.refers:
        return True
    return one.name in other.name or other.name in one.name


def _standing_quote(plain: str, sentence: Sentence) -> Part | None:
    """The quotation that a sentence is."""
    quotes = [part for part in sentence.parts if part.kind == "quote"]
    if not quotes:
        return None
    around = plain[sentence.start : quotes[0].start] + plain[quotes[0].end : sentence.end]
    return quotes[0] if len(around.strip(_TRIMMED)) == 0 and quotes[0].inner[1] - quotes[0].inner[0] >= DIRECT else None


def _pieces(plain: str, act: Act, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """The content of an act in statements: a quotation of its own is one."""
    start, end = act.start, act.end
    inside = [part for part in parts if part.kind == "quote" and start <= part.start and part.end <= end]
    if act.is_backward and inside and inside[0].start == start:
        yield inside[0].inner
        return
    if not inside:
        yield start, _outlets_part(plain, start, end)
        return
    first = inside[0]
    if plain[start : first.start].strip() == "":
        rest = plain[first.end : end].strip(_TRIMMED + "”」")
        if not rest or (plain[first.end : first.end + 1] in "，。；、, \n" and first.inner[1] - first.inner[0] >= DIRECT):
            yield first.inner
            place = first.end
            for part in inside[1:]:
                if plain[place : part.start].strip(_TRIMMED) == "" and part.inner[1] - part.inner[0] >= DIRECT:
                    yield part.inner
                    place = part.end
            return
    colon = next((part for part in inside if plain[part.start - 1] in ":：" and part.inner[1] - part.inner[0] >= DIRECT), None)
    if colon and colon.start > start + 4:
        yield start, colon.start - 1
        yield colon.inner
        return
    yield start, _outlets_part(plain, start, end)


def _outlets_part(plain: str, start: int, end: int) -> int:
    match = _OUTLETS_OWN.search(plain, start + 6, end)
    return match.start() if match else end


def statements_in(text: str, language: str = "", agency: str = "", own: Collection[str] = ()) -> tuple[Statement, ...]:
    """What the text reports somebody to have said, in reading order.

    `agency`: what the text is credited to as a whole, a channel of all statements; `own`: names of the outlet, which are
    none. `language`: BCP 47.
    """
    return tuple(each for each in reports_in(text, language, agency, own) if each.speaker)


def reports_in(text: str, language: str = "", agency: str = "", own: Collection[str] = ()) -> tuple[Statement, ...]:
    """As `statements_in`, and with them what is reported with nobody named: 据了解."""
    if language.startswith("en") or not _HAN.search(text):
        return tuple(sorted(english_statements(text, agency, frozenset(own)), key=lambda each: (each.start, each.end)))
    finder = _Finder(text, simplified(text), agency, frozenset(own))
    finder.run()
    return tuple(sorted(finder.found, key=lambda each: (each.start, each.end)))


def datelines_in(text: str) -> Iterator[tuple[str, str, int]]:
    """Who sent a dispatch, by which word (电, 讯), and where that stands, for each paragraph that begins so."""
    for line in re.finditer(r"[^\n]+", text):
        match = DATELINE.match(text, line.start(), line.end())
        if match:
            group = "own" if match["own"] else "who"
            yield match[group], match["told"] or match["cue"], match.start("told" if match["told"] else "cue")
