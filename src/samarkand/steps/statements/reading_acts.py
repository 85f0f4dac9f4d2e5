"""The acts of speech in one sentence: cue, who stands before it, and what was said; knows nothing of other sentences."""

from __future__ import annotations

from samarkand.steps.statements.acts import Act, Cue
from samarkand.steps.statements.attributing import Attribution, Subject
from samarkand.steps.statements.contents import LONG_QUOTE, content_behind
from samarkand.steps.statements.cues import BARE, CUES, LEARNED
from samarkand.steps.statements.fitting import is_reporter, is_unfit
from samarkand.steps.statements.naming import NOBODY, Who, as_medium
from samarkand.steps.statements.relating import carried, channel_of, interviewer, relation
from samarkand.steps.statements.reporting import MERGED, is_cue
from samarkand.steps.statements.sources import heard_from, source_in
from samarkand.steps.statements.words import Phrased

_BRIEF = 12
"""Characters of a name that stands alone before a colon."""
_TAKING_BACK = frozenset(("say", "think", "report"))
"""Frames of cues that may report what stands before them in their sentence."""


def acts_in(phrased: Phrased, plain: str, text: str) -> list[Act]:
    """The acts of speech in a sentence, in their order; `plain` is the simplified text, `text` as it was written."""
    found = _Reader(phrased, plain, text).read()
    return [act for act in found if act.end > act.start or act.is_announced]


class _Reader:
    """Reads a sentence from left to right."""

    def __init__(self, phrased: Phrased, plain: str, text: str) -> None:
        self._words, self._clauses = phrased.words, phrased.clauses
        self._phrased, self._plain, self._text = phrased, plain, text
        self._attribution = Attribution(phrased, text)
        self._found: list[Act] = []
        self._consumed = phrased.sentence.start
        """Where the last content began to be taken up: a quotation before it belongs to nobody behind."""

    def read(self) -> list[Act]:
        for number, (first, last) in enumerate(self._clauses):
            behind = self._source(number, first, last)
            for place in range(behind, last):
                if place >= behind and self._words[place].text in CUES and is_cue(self._phrased, place, first, last):
                    behind = self._cue(number, place, first, last)
        for number in range(len(self._clauses)):
            self._colon(number)
        self._close(self._phrased.sentence.end, is_last=True)
        return self._found

    def _source(self, number: int, first: int, last: int) -> int:
        """Read the source that a clause begins with; gives the word behind it."""
        source = source_in(self._words, first, last, self._text)
        if source is None:
            return first
        opened = self._opened()
        if (
            opened
            and opened.words[0] == first
            and not opened.is_of_medium
            and (opened.who or opened.frame == "say" or not source.who)
        ):
            return last if source.is_whole else source.behind
        if source.behind < len(self._words):
            self._close(self._words[first].start)
            clause = number + 1 if source.is_whole else number
            self._open(Act(source.frame, source.cue, source.who, is_source=True, words=(source.behind, clause)))
        return last if source.is_whole else source.behind

    def _cue(self, number: int, place: int, first: int, last: int) -> int:
        """Read a cue; gives the word behind what was read of it."""
        frame = CUES[self._words[place].text]
        opened = self._opened()
        begin = opened.words[0] if opened and opened.words[1] == number and first <= opened.words[0] <= place else first
        quote, begin = self._leading_quote(number, begin, place)
        end, content = content_behind(self._phrased, place, last, frame)
        if quote is None and content is None and not self._found and self._words[0].tag == "quote":
            quote = 0
        cue = Cue(number, place, begin, end, frame, content, quote)
        subject = self._subject(number, begin, place)
        if content is None and quote is None and not self._takes_what_was_before(cue, is_own=subject.is_own):
            return end
        if is_reporter(subject.who) or frame == "learn":
            heard = self._heard(cue, subject)
            if heard is None:
                return end
            subject = subject._replace(who=heard)
        if is_unfit(self._phrased, cue, subject, self._opened(), self._plain):
            return end
        return self._accept(cue, subject)

    def _heard(self, cue: Cue, subject: Subject) -> Who | None:
        """Of whom the outlet's reporter learned it; None, and what was learned is told of nobody, where none is named."""
        is_learned = self._words[cue.place].text in LEARNED
        heard = heard_from(self._words, cue.begin, cue.place, self._text) if is_learned else None
        if heard is None:
            if is_learned and (subject.who is None or is_reporter(subject.who)) and cue.content is not None:
                self._learned(cue)
            else:
                self._skip(cue, is_own=subject.is_own)
        return heard

    def _accept(self, cue: Cue, subject: Subject) -> int:
        """Add what a cue tells; gives the word behind what was read of it."""
        who, opened = subject.who, self._opened()
        vias: tuple[str, ...] = ()
        passed_on = None
        if opened:
            stands = relation(self._phrased, opened, cue, who if subject.is_own else None)
            if stands == "inside":
                return cue.end
            if stands == "through":
                vias, passed_on = (*channel_of(opened), *opened.vias), opened
                self._found.pop()
            else:
                self._close(self._words[self._clauses[cue.number][0]].start)
            who = opened.who if who is None and not subject.is_own else who
        if self._words[cue.place].text in {"报道", "报导"} and who:
            who = as_medium(who)
        who, vias, is_interview = self._through(cue, who, vias)
        self._add(cue, Act(cue.frame, self._span(cue), who, vias, is_interview=is_interview, passed_on=passed_on))
        if cue.content is None:
            return cue.end
        return max(cue.end, min(cue.content, self._clauses[cue.number][1]))

    def _span(self, cue: Cue) -> tuple[int, int]:
        """Where the cue stands, in characters, with those that go together with it."""
        place, words = cue.place, self._words
        if cue.frame == "carry":
            place = next((at for at in range(place + 1, cue.end) if words[at].text in MERGED), place)
        last = place if cue.frame in {"tell", "carry"} or cue.end > len(words) else cue.end - 1
        while cue.frame == "carry" and last + 1 < cue.end and words[last + 1].text in MERGED:
            last += 1
        return words[place].start, words[last].end

    def _add(self, cue: Cue, act: Act) -> None:
        """Add what stands before the cue, and begin with what stands behind it."""
        if cue.quote is not None:
            quote = self._words[cue.quote]
            self._found.append(act._replace(start=quote.start, end=quote.end, is_backward=True))
            self._consumed = self._words[cue.place].end
        elif cue.content is None:
            start = max(self._phrased.sentence.start, self._consumed)
            end = self._words[self._clauses[cue.number][0] - 1].start
            self._found.append(act._replace(start=start, end=end, is_backward=True))
            self._consumed = self._words[cue.place].end
        if cue.content is not None:
            self._open(act._replace(words=(cue.content, self._phrased.clause_of(cue.content))))

    def _subject(self, number: int, begin: int, place: int) -> Subject:
        """Who stands before a cue; in a clause before only where nothing is being said there."""
        own = self._attribution.own(number, begin, place, is_first=not self._found)
        if own:
            return own
        return Subject(None) if self._opened() and number > 0 else self._attribution.before(number)

    def _through(self, cue: Cue, who: Who | None, vias: tuple[str, ...]) -> tuple[Who | None, tuple[str, ...], bool]:
        """Whose words they are, through whom they came, and whether that was an interview."""
        is_document = who is not None and who.refers and who.kind == "document"
        if cue.frame == "carry" and who and (who.kind == "medium" or is_document):
            return *carried(self._phrased, cue, who, vias, self._text), False
        if vias or (who and who.kind == "medium"):
            return who, vias, False
        medium = interviewer(self._phrased, cue, who, self._found[-1].end if self._found else 0)
        return who, (medium,) if medium else (), bool(medium)

    def _leading_quote(self, number: int, begin: int, place: int) -> tuple[int | None, int]:
        """A quotation that a cue behind it takes up, and where the clause goes on."""
        words, first = self._words, self._clauses[number][0]
        at = begin
        while at < place and words[at].tag in {"blank", "w"}:
            at += 1
        if at < place and self._is_free(at) and words[at].end - words[at].start > LONG_QUOTE:
            return at, at + 1
        before = first - 2
        if begin == first and before >= 0 and self._is_free(before):
            opened = self._opened()
            is_alone = before == 0 or words[before - 1].text in {"，", "：", "。", ",", ":"}
            if is_alone and not (opened and opened.words[0] <= before):
                return before, begin
        return None, begin

    def _is_free(self, place: int) -> bool:
        """Whether a word is a quotation that nobody has said yet."""
        return self._words[place].tag == "quote" and self._words[place].start >= self._consumed

    def _takes_what_was_before(self, cue: Cue, *, is_own: bool) -> bool:
        """Whether a cue at the end of a sentence reports what stands before: `…，专家说。`"""
        if cue.number == 0 or not is_own or self._found:
            return False
        is_last = all(word.tag in {"w", "blank", "ul"} for word in self._words[cue.place + 1 :])
        return is_last and cue.frame in _TAKING_BACK and self._words[cue.place].text in BARE

    def _colon(self, number: int) -> None:
        """Read a quotation behind a colon that no cue has told of, or a colon that a paragraph ends with."""
        words, (first, last) = self._words, self._clauses[number]
        if last >= len(words) or words[last].text not in {"：", ":"}:
            return
        if any(act.start <= words[last].end < (act.end or len(self._plain) + 1) for act in self._found):
            return
        is_last = last == len(words) - 1 and self._plain[words[last].end : words[last].end + 1] in {"", "\n"}
        quote = words[last + 1] if last + 1 < len(words) and words[last + 1].tag == "quote" else None
        is_long = quote is not None and quote.end - quote.start > LONG_QUOTE + 2
        cue = next((at for at in range(last - 1, first - 1, -1) if words[at].text in CUES), None)
        if not (is_long or (is_last and cue is not None)):
            return
        who = self._subject(number, first, last if cue is None else cue).who
        if who is None or not self._may_speak(who, number, cue):
            return
        self._close(words[first].start)
        at = (words[cue].start, words[cue].end) if cue is not None else (words[last].start, words[last].start)
        end = quote.end if quote and not is_last else words[last].end
        self._found.append(Act("say", at, who, start=words[last].end, end=end, is_announced=is_last))

    def _may_speak(self, who: Who, number: int, cue: int | None) -> bool:
        """Whether somebody before a colon speaks behind it: a person or a medium, or whose name stands there alone."""
        if who.phrase in NOBODY or (who.refers and cue is None):
            return False
        is_alone = number == 0 and who.end == self._words[self._clauses[0][1]].start and who.end - who.start <= _BRIEF
        return who.kind != "some" or (cue is None and is_alone)

    def _opened(self) -> Act | None:
        """The act whose content is not ended yet."""
        return self._found[-1] if self._found and self._found[-1].end == 0 else None

    def _skip(self, cue: Cue, *, is_own: bool) -> None:
        """What nobody in particular says ends what was said before, and what is reported in it is not told either."""
        opened = self._opened()
        if cue.content is None or not is_own or (opened and opened.words[1] == cue.number):
            return
        self._close(self._words[self._clauses[cue.number][0]].start)
        words = (cue.content, self._phrased.clause_of(cue.content))
        self._open(Act("say", self._span(cue), None, is_nobodys=True, words=words))

    def _learned(self, cue: Cue) -> None:
        """What the outlet's own reporter learned of nobody named: `记者获悉，…`."""
        if cue.content is None or self._opened():
            return
        words = (cue.content, self._phrased.clause_of(cue.content))
        self._open(Act("learn", self._span(cue), None, is_source=True, words=words))

    def _open(self, act: Act) -> None:
        first = self._words[act.words[0]]
        is_open = self._words[act.words[0] - 1].text in {"：", ":"} and first.tag != "quote"
        self._found.append(act._replace(start=first.start, is_open=is_open))
        self._consumed = first.start

    def _close(self, end: int, *, is_last: bool = False) -> None:
        opened = self._opened()
        if opened:
            self._found[-1] = opened._replace(end=max(end, opened.start), is_open=opened.is_open and is_last)
