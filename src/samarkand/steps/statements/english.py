"""Statements in English: `“…,” said X`, `X said that …`, `according to X`; one paragraph at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from samarkand.model.statements import Statement
from samarkand.steps.statements.layout import Part, parts_of
from samarkand.steps.statements.spans import kind_of, trimmed
from samarkand.text.agencies import AGENCIES

_SAY = (
    "said|says|say|told|tells|added|adds|warned|warns|announced|announces|stated|states|wrote|writes|argued|argues|claimed|claims|"
    "insisted|insists|noted|notes|explained|explains|replied|replies|confirmed|confirms|acknowledged|declared|declares|stressed|"
    "reported|reports|recalled|recalls|suggested|predicted|predicts|believes|believed|thinks|urged|urges|demanded|accused|accuses|"
    "ordered|promised|vowed|pledged|estimated|estimates|concluded|remarked|commented|tweeted|testified|alleged|admitted|conceded|"
    "recounted|continued|joked|quipped|lamented|cautioned|observed|responded|affirmed|reiterated|emphasised|emphasized|asserted|maintained|disclosed|revealed|pointed out|called for"
)
_CUE = re.compile(rf"\b(?:{_SAY})\b")
_WEAK = frozenset(
    [
        "added",
        "adds",
        "notes",
        "noted",
        "reports",
        "reported",
        "claims",
        "claimed",
        "states",
        "stated",
        "ordered",
        "maintained",
        "revealed",
        "estimated",
        "estimates",
        "suggested",
        "believed",
        "believes",
        "stressed",
        "recalled",
        "demanded",
        "promised",
        "declared",
        "concluded",
        "remarked",
        "confirmed",
        "recommended",
        "explains",
        "argues",
    ]
)
"""Cues that are other words too: what was said stands behind that or a mark, or in quotation marks."""
_SPOKEN = re.compile(r"(?: [\w’'-]+){0,6}? that |[,:]? ?[“\"]|:")
_NO_SUBJECT = re.compile(
    r"\b(?:not|never|to|n[o’']t|could|would|if|which|that|was|were|is|are|be|been|being|as|than)(?: (?:also|later|then))?$"
)
"""What a cue does not report behind: a passive, a condition."""
_ASIDE = re.compile(
    r"\s*(?:published|released|posted|issued|conducted|seen|obtained|which|who|whose|based)\b[^,.]{0,100},"
)
_OPENING = re.compile(
    r"(?:In|On|At|For|With|While|When|Because|After|Before|As|Despite|Although|Though|If|Since|Once|During|By|Under|Until|Amid|Unlike|Speaking|Asked|Following|Now|Still|Meanwhile)\b"
)
"""How a clause begins that stands before the subject, up to a comma."""
_PREPOSITIONS = frozenset(
    ["of", "the", "and", "for", "in", "at", "from", "to", "by", "with", "on", "de", "la", "von", "van"]
)
_CLAUSE = frozenset(["urged", "urges", "demanded", "accused", "accuses", "ordered", "denied"])
"""Cues that say whom or what right behind them."""
_ACCORDING = re.compile(r"\b[Aa]ccording to (?!how |what |when |where |whether |which )")
_AS_SAYING = re.compile(r"\b(?:quoted|cited|quotes|cites) (.{2,80}?) as (?:saying|telling \w+)\b,? ?(?:that )?")
_STOP = re.compile(r"[.!?][”\"’)]?(?=\s+[“\"‘(]?[A-Z0-9]|\s*$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|vs|No|Inc|Ltd|Co|Corp|U\.S|U\.K|U\.N|a\.m|p\.m)|\b[A-Z])$"
)
_NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|[a-z]{1,3}-[A-Z]\w+)(?: (?:(?:of|de|da|bin|al|el|van|von|der|du|la|le|the|and|for) ){0,2}(?:[A-Z][\w.’'-]*|[a-z]{1,3}-[A-Z]\w+)){0,7}"
)
_TITLE_WORDS = frozenset(
    [
        "President",
        "Prime",
        "Minister",
        "Foreign",
        "Defence",
        "Defense",
        "Finance",
        "Interior",
        "Health",
        "Justice",
        "Chancellor",
        "Secretary",
        "Senator",
        "Governor",
        "Mayor",
        "General",
        "Admiral",
        "Colonel",
        "Captain",
        "Major",
        "Lieutenant",
        "Sergeant",
        "Chief",
        "Chairman",
        "Chairwoman",
        "Chair",
        "Director",
        "Professor",
        "Doctor",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "Sir",
        "Lord",
        "Lady",
        "Dame",
        "King",
        "Queen",
        "Prince",
        "Princess",
        "Pope",
        "Bishop",
        "Judge",
        "Justice",
        "Attorney",
        "Representative",
        "Rep",
        "Sen",
        "Gov",
        "Gen",
        "Prof",
        "Spokesman",
        "Spokeswoman",
        "Spokesperson",
        "Ambassador",
        "Deputy",
        "Vice",
        "Premier",
        "Commissioner",
        "Inspector",
        "Officer",
        "Superintendent",
        "Speaker",
        "Councillor",
        "Congressman",
        "Congresswoman",
        "Reverend",
        "Father",
        "Police",
        "Executive",
        "Leader",
        "Analyst",
        "Economist",
        "Former",
        "Ex-President",
        "Acting",
        "State",
        "Press",
    ]
)
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "these", "those"])
_LEAD = re.compile(
    r"^(?:(?:But|And|However|Meanwhile|Yet|Still|Later|Earlier|Separately|Also|Then|Instead|Moreover|Nevertheless|On \w+|In a (?:statement|letter|tweet|speech|post)[^,]{0,40}|"
    r"Last \w+|Asked [^,]{0,80}|Speaking [^,]{0,80})\b,? )+"
)
_TRAIL = re.compile(
    r",? (?:also|later|earlier|then|on \w+day|on \w+ \d+|\w+day|today|yesterday|has|had|have|again|repeatedly|often|once|previously|however|in a (?:statement|letter|tweet|speech|post|report)[^,]{0,60}|in an interview[^,]{0,60})$",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:News|Times|Post|Agency|Press|Herald|Courier|Gazette|Tribune|Journal|Guardian|Telegraph|Radio|TV|Television|Broadcasting|Daily|Weekly|newspaper)\b"
)
_NOBODY = frozenset(["people", "nobody", "everyone", "it", "there", "experience", "history", "critics"])
_ENDED = re.compile(r"(?: on \w+day| \w+day| in (?:a|the) \w+)?[.!]?[”\"]?\s*$", re.MULTILINE)
_SHORTEST_BEFORE, _LONGEST_BEHIND = 20, 60
_LIMIT = 160
"""Characters that may tell who speaks."""


class _Who(NamedTuple):
    name: str
    start: int
    end: int
    role: str = ""


class _Paragraphs:
    """Keeps who spoke last, whom a pronoun means."""

    def __init__(self, text: str, agency: str, own: frozenset[str]) -> None:
        self.text, self._agency, self._own = text, agency, own
        self._last: _Who | None = None
        self.found: list[Statement] = []

    def paragraph(self, start: int, end: int) -> None:
        parts = [part for part in parts_of(self.text, start, end) if part.kind == "quote"]
        for first, last in _sentences(self.text, start, end, parts):
            self._sentence(first, last, [part for part in parts if first <= part.start < last])

    def _sentence(self, start: int, end: int, parts: list[Part]) -> None:
        text, told = self.text, False
        quoted = [(part.start, part.end) for part in parts]
        if (match := _AS_SAYING.search(text, start, end)) and not _within(match.start(), quoted):
            who = self._who(match.start(1), match.end(1))
            medium = next(
                (name for name in _NAME.finditer(text, start, match.start()) if name[0] not in {"The", "A"}), None
            )
            self._content(match.end(), end, who, (match.start(), match.end()), (medium[0],) if medium else ())
            return
        for match in _ACCORDING.finditer(text, start, end):
            if _within(match.start(), quoted):
                continue
            self._according(match, start, end)
            told = True
        for match in () if told else _CUE.finditer(text, start, end):
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
        if not before and text.endswith(", ", 0, match.start()) and behind and _NAME.match(text, match.end() + 1, end):
            return self._behind(match, start, behind)
        if not before and _ENDED.match(text, match.end(), end) and ", " in subject:
            return self._at_end(match, start, begin)
        if before and not subject:
            who = self._inverted(behind, end) if behind else None
        elif not self._may_be_told(match, end, subject, is_quoted=bool(before)):
            who = None
        else:
            at = text.index(subject, begin)
            who = self._who(at, at + len(subject))
        if who is None or not who.name or who.name.lower() in _NOBODY:
            return False
        if before and not text[start : before[0].start].strip(" ,"):
            after = next((part for part in parts if part.start >= match.end()), None)
            for part in (*before, *([after] if after else [])):
                self._add(*part.inner, who, match.span(), self._told(match, end))
            return True
        return self._forward(match, end, who)

    def _may_be_told(self, match: re.Match[str], end: int, subject: str, *, is_quoted: bool) -> bool:
        """Whether a cue reports behind these words: no passive, nothing denied, and no other word that looks alike."""
        if not subject or len(subject) > _LIMIT * 2 or _NO_SUBJECT.search(subject):
            return False
        return is_quoted or match[0] not in _WEAK or _SPOKEN.match(self.text, match.end(), end) is not None

    def _inverted(self, behind: re.Match[str], end: int) -> _Who:
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
            or _NO_SUBJECT.search(self.text[comma : match.start()].strip())
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

    def _forward(self, match: re.Match[str], end: int, who: _Who) -> bool:
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
        found = _NAME.match(self.text, name.end(), end) if name else None
        return (found[0].rstrip("."),) if found and (_MEDIA.search(found[0]) or found[0] in AGENCIES) else ()

    def _content(self, start: int, end: int, who: _Who, cue: tuple[int, int], vias: tuple[str, ...]) -> None:
        if who.name and who.name.lower() not in _NOBODY:
            self._add(start, end, who, cue, vias)

    def _add(self, start: int, end: int, who: _Who, cue: tuple[int, int] | None, vias: tuple[str, ...]) -> None:
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

    def _who(self, start: int, end: int) -> _Who:
        phrase = self.text[start:end]
        lead = _LEAD.match(phrase)
        start += lead.end() if lead else 0
        phrase = phrase[lead.end() :] if lead else phrase
        while match := _TRAIL.search(phrase):
            phrase = phrase[: match.start()]
        phrase = _without_opening(phrase.strip(" ,"))
        if joined := re.search(r",? (?:and|but)$", phrase):
            first = re.match(r"(?:[Tt]he|[Aa]n?) [a-z-]+|" + _NAME.pattern, phrase)
            phrase = first[0] if first else phrase[: joined.start()]
        start = self.text.find(phrase, start, end) if phrase else start
        if phrase.lower() in _PRONOUNS or not phrase:
            return (
                self._last._replace(role="")
                if self._last and phrase.lower() in {"he", "she", "they", "it"}
                else _Who("", start, start)
            )
        names = list(_NAME.finditer(phrase))
        if len(names) > 1 and names[-1].end() == len(phrase) and _is_role(phrase[names[-2].end() : names[-1].start()]):
            names = names[-1:]
        for match in names:
            words = match[0].split()
            titles = _titles(words)
            if titles == len(words) or (
                match.start() == 0 and len(words) == 1 and words[0] in {"The", "A", "An", "But", "And"}
            ):
                continue
            if (
                phrase[: match.start()].strip().lower() in {"the", "a"}
                and titles == 0
                and phrase[match.end() :].strip()
            ):
                break
            at = start + match.start() + (len(" ".join(words[:titles])) + 1 if titles else 0)
            name = " ".join(words[titles:])
            before = re.sub(r"^(?:the|a|an)$", "", phrase[: match.start()].strip(" ,"), flags=re.IGNORECASE)
            role = " ".join(filter(None, (before, " ".join(words[:titles]))))
            name = name.rstrip(".") if not re.search(r"\b[A-Z]\.$|[JS]r\.$", name) else name
            if not role and phrase[match.end() :].startswith(", "):
                role = phrase[match.end() + 2 :].strip(" ,")
            if name.startswith(("The ", "A ")):
                name, at = name.split(" ", 1)[1], at + name.index(" ") + 1
            return _Who(name, at, at + len(name), role)
        article = re.match(r"(?:the|a|an|one|another) ", phrase, re.IGNORECASE)
        lead_length = article.end() if article else 0
        return _Who(phrase[lead_length:], start + lead_length, start + len(phrase))


def _titles(words: list[str]) -> int:
    """How many words of a name are titles, with what stands before them: two of U.S. President Jonas Weir."""
    titles = [number for number, word in enumerate(words) if word.strip(".") in _TITLE_WORDS]
    if not titles or titles[0] > 1 or any(word in _PREPOSITIONS for word in words):
        titles = [number for number, at in enumerate(titles) if number == at]
    return titles[-1] + 1 if titles else 0


def _without_opening(phrase: str) -> str:
    """A phrase without what stands before the subject: the group of `In a tweet, the group`."""
    while _OPENING.match(phrase) and "," in phrase:
        phrase = phrase.split(",", 1)[1].strip(" ,")
    return phrase


def _is_role(between: str) -> bool:
    """Whether words between two names tell what the second one is: analyst of `Norbank analyst Maria Holt`."""
    words = between.split()
    return bool(words) and all(word.islower() for word in words) and not _PREPOSITIONS & set(words)


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
