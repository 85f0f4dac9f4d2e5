"""The acts of speech in one sentence: cue, who stands before it, and what was said; knows nothing of other sentences."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from samarkand.steps.statements.channels import INTERVIEWED, LAST_MEDIUM, carried_by, interviewer_in, said_by
from samarkand.steps.statements.contents import LONG_QUOTE, content_behind
from samarkand.steps.statements.cues import BARE, CUES, LEARNED, Frame
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.media import is_named
from samarkand.steps.statements.naming import NOBODY, PRONOUNS, Who, as_medium, is_nobody, who_is
from samarkand.steps.statements.reporting import MERGED, is_cue
from samarkand.steps.statements.sources import heard_from, source_in
from samarkand.steps.statements.subjects import subject_of
from samarkand.steps.statements.titles import DOCUMENT, is_document
from samarkand.steps.statements.words import Phrased

Relation = Literal["inside", "through", "behind"]
"""How a cue stands to what is being said: within it, told through the medium that says it, or behind it."""

_CONTRAST = set_of("但 但是 而 不过 然而 则 可是 相反")
_IMPERSONAL = set_of("预计 估计 预期 预测 料")
_HEARING = set_of("接到 接报 接获 收到 听到 听见 听说 得到")
"""Verbs before a cue that tell of somebody who was told: `，警方接到报告称…`."""
_OF_MINE = set_of("担心 担忧 怀疑 觉得 猜测")
"""Thoughts that are told of somebody only where he is named with them."""
_ASKED = re.compile("是否|能否|会否|有没有|如何")
_SEEN = re.compile("照片|试验|实验|检测结果|检查结果|图片|画面|视频|影片|检测|检查|迹象|例子|事件|经历")
"""What shows something and is nobody's words."""
_OF_MEDIA = re.compile("报(?!告|案)(?<!公报)")
"""Of what stands for a medium: 该报, 报道."""
_SHOWING = set_of("表明 说明 反映")
"""What a person says, and a fact shows."""
_COUNTING = set_of("统计 测算 测定 估算 监测")
"""What a body tells by its figures."""
_SHORTEST_PAPER = 4
_IN_PAPER = re.compile(r"(?:在|于)[^，]{0,24}?(声明|报告|公报|文章|社论|通报|公告|白皮书|新闻稿|研究|论文)[中里上]")
_WITNESS = re.compile("现场|[一多数两几][名位]")
_TIMES = set_of("t m f d p blank q mq")
_OF_TIMES = set_of("来 以来 日 月 年 号 时 年来 期间")
_BACK = 6
"""Clauses before that of a cue in which its subject is sought."""
_SHOWN_BACK = 20
_BRIEF = 12
"""Characters of a name that stands alone before a colon."""


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


class _Cue(NamedTuple):
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


def acts_in(phrased: Phrased, plain: str, text: str) -> list[Act]:
    """The acts of speech in a sentence, in their order; `plain` is the simplified text, `text` as it was written."""
    found = _Reader(phrased, plain, text).read()
    return [act for act in found if act.end > act.start or act.is_announced]


class _Reader:
    """Reads a sentence from left to right."""

    def __init__(self, phrased: Phrased, plain: str, text: str) -> None:
        self._words, self._clauses = phrased.words, phrased.clauses
        self._phrased, self._plain, self._text = phrased, plain, text
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
            and not _is_medium(opened)
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
        cue = _Cue(number, place, begin, end, frame, content, quote)
        who, is_own, between = self._subject(number, begin, place)
        if content is None and quote is None and not self._takes_what_was_before(cue, is_own=is_own):
            return end
        if self._is_reporter(who) or frame == "learn":
            is_learned = self._words[place].text in LEARNED
            heard = heard_from(self._words, begin, place, self._text) if is_learned else None
            if heard is None:
                if is_learned and (who is None or self._is_reporter(who)) and content is not None:
                    self._learned(cue)
                else:
                    self._skip(cue, is_own=is_own)
                return end
            who = heard
        if self._is_unfit(cue, who, between, is_own=is_own):
            return end
        return self._accept(cue, who, is_own=is_own)

    @staticmethod
    def _is_reporter(who: Who | None) -> bool:
        """Whether it is nobody in particular, or the outlet's own reporter."""
        if who is None:
            return False
        return is_nobody(who.phrase) or (
            who.phrase.endswith("记者") and not who.role and not _WITNESS.match(who.phrase)
        )

    def _is_unfit(self, cue: _Cue, who: Who | None, between: str, *, is_own: bool) -> bool:
        """Whether what stands before a cue does not fit it."""
        first, _ = self._clauses[cue.number]
        word = self._words[cue.place]
        is_person = who is not None and (who.kind in {"person", "described"} or who.phrase in PRONOUNS)
        if word.text in _SHOWING and not is_person and not is_own:
            return True
        if cue.frame == "show":
            if word.text in _COUNTING and who is not None and is_own and who.kind in {"some", "medium"}:
                return cue.begin != first and self._opened() is None
            back = max(self._phrased.sentence.start, word.start - _SHOWN_BACK)
            return not _shows(who, between if is_own else self._plain[back : word.start])
        if is_own:
            return _ASKED.search(between) is not None
        is_fresh = cue.begin == first
        if word.text in _IMPERSONAL:
            return is_fresh and self._words[first].text not in {"并", "还", "也"}
        return word.text in _OF_MINE and not cue.quote and not (self._opened() and is_fresh)

    def _accept(self, cue: _Cue, who: Who | None, *, is_own: bool) -> int:
        opened, vias = self._opened(), ()  # type: tuple[Act | None, tuple[str, ...]]
        passed_on = None
        if opened:
            relation = self._relation(opened, cue, who if is_own else None)
            if relation == "inside":
                return cue.end
            if relation == "through":
                vias, passed_on = (*_channel(opened), *opened.vias), opened
                self._found.pop()
            else:
                self._close(self._words[self._clauses[cue.number][0]].start)
            who = opened.who if who is None and not is_own else who
        if self._words[cue.place].text in {"报道", "报导"} and who:
            who = as_medium(who)
        who, vias, is_interview = self._through(cue, who, vias)
        self._add(cue, Act(cue.frame, self._span(cue), who, vias, is_interview=is_interview, passed_on=passed_on))
        if cue.content is None:
            return cue.end
        return max(cue.end, min(cue.content, self._clauses[cue.number][1]))

    def _span(self, cue: _Cue) -> tuple[int, int]:
        """Where the cue stands, in characters, with those that go together with it."""
        place, words = cue.place, self._words
        if cue.frame == "carry":
            place = next((at for at in range(place + 1, cue.end) if words[at].text in MERGED), place)
        is_short = cue.frame in {"tell", "carry"} or cue.end > len(words)
        return words[place].start, words[place if is_short else cue.end - 1].end

    def _add(self, cue: _Cue, act: Act) -> None:
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

    def _relation(self, opened: Act, cue: _Cue, who: Who | None) -> Relation:
        """How a cue stands to the content that is open; `who` stands before it in its own clause."""
        is_medium = _is_medium(opened)
        first, _ = self._clauses[cue.number]
        if self._is_begun_only(opened, cue):
            return "inside"
        if any(word.text in _HEARING for word in self._words[first : cue.place]):
            return "inside"
        if opened.words[1] == cue.number:
            is_passed_on = is_medium and (who is not None or cue.frame == "carry")
            is_unnamed = opened.is_source and (opened.who is None or opened.who.refers or is_medium)
            return "through" if opened.frame == "carry" or is_unnamed or is_passed_on else "inside"
        if who is None or who.refers or who.kind == "person" or is_medium or opened.is_source:
            return "behind"
        is_contrast = any(word.text in _CONTRAST for word in self._words[first : cue.place])
        return "behind" if is_contrast or self._words[first - 1].text in {"；", ";"} else "inside"

    def _named_at_end(self, found: tuple[int, int], place: int) -> Who | None:
        """The person right before a cue that a noun phrase, broken off by a verb, does not reach."""
        last = place
        while last > found[1] and self._words[last - 1].tag in {"d", "t", "m", "blank", "bracket"}:
            last -= 1
        if last <= found[1] or not self._words[last - 1].tag.startswith("nr"):
            return None
        who = who_is(self._words, found[0], last, self._text)
        return who if who.kind == "person" and not is_nobody(who.name) else None

    def _is_begun_only(self, opened: Act, cue: _Cue) -> bool:
        """Whether what was said so far is a time or the like, and goes on: `他认为，多年来，学者们说…`."""
        first = self._clauses[cue.number][0]
        so_far = self._words[opened.words[0] : first - 1]
        return bool(so_far) and all(word.tag in _TIMES or word.text in _OF_TIMES for word in so_far)

    def _subject(self, number: int, begin: int, place: int) -> tuple[Who | None, bool, str]:
        """Who stands before a cue, whether in its own clause, and the words from there to the cue."""
        found = subject_of(self._words, begin, place, is_cued=True)
        if found:
            between = "".join(word.text for word in self._words[found[0] : place])
            who = who_is(self._words, *found, self._text)
            if is_nobody(who.phrase):
                who = self._named_at_end(found, place) or who
            paper = _IN_PAPER.search(between) if len(between) > _SHORTEST_PAPER else None
            if paper:
                who = who._replace(document=paper[1])
            return (who if self._found else self._named_before(number, who)), True, between
        if self._opened() and number > 0:
            return None, False, ""
        for before in range(number - 1, max(-1, number - _BACK - 1), -1):
            first, last = self._clauses[before]
            if last - first == 1 and self._words[first].tag == "quote":
                continue
            found = subject_of(self._words, first, last)
            earlier = who_is(self._words, *found, self._text) if found else None
            if earlier and earlier.phrase not in NOBODY:
                return self._named_before(before, earlier), False, ""
        return None, False, ""

    def _named_before(self, number: int, who: Who) -> Who:
        """Who a pronoun stands for, if the sentence has named one before it; others as they are."""
        if not who.refers or who.name or who.kind not in {"some", "document"}:
            return who
        if who.kind == "document":
            return self._author_before(number, who)
        for before in range(number - 1, max(-1, number - _BACK), -1):
            found = subject_of(self._words, *self._clauses[before])
            other = who_is(self._words, *found, self._text) if found else None
            if other is None or other.refers or not other.name or other.phrase in NOBODY:
                continue
            is_somebody = other.kind in {"person", "described"}
            if is_somebody or (other.kind == "some" and who.phrase not in {"他", "她"}):
                return other._replace(role="")
        return who

    def _author_before(self, number: int, paper: Who) -> Who:
        """Who the sentence is about that has told of a document before it; the document as it is where none has."""
        sign = paper.phrase[-2:]
        told = next((at for at in range(number - 1, -1, -1) if self._has(at, sign)), -1)
        for before in range(told, -1, -1):
            found = subject_of(self._words, *self._clauses[before])
            other = who_is(self._words, *found, self._text) if found else None
            if (
                other
                and other.name
                and not other.refers
                and other.phrase not in NOBODY
                and not is_document(other.phrase)
            ):
                return other
        return paper

    def _has(self, number: int, sign: str) -> bool:
        """Whether a word of a clause ends with some characters."""
        return any(word.text.endswith(sign) for word in self._words[slice(*self._clauses[number])])

    def _through(self, cue: _Cue, who: Who | None, vias: tuple[str, ...]) -> tuple[Who | None, tuple[str, ...], bool]:
        """Whose words they are, through whom they came, and whether that was an interview."""
        is_document = who is not None and who.refers and who.kind == "document"
        if cue.frame == "carry" and who and (who.kind == "medium" or is_document):
            speaker, channel = carried_by(self._words, cue.place, cue.end, who, self._text)
            is_new = channel is not None and channel not in vias
            return speaker, (channel, *vias) if is_new and channel is not None else vias, False
        if vias or (who and who.kind == "medium"):
            return who, vias, False
        first, _ = self._clauses[cue.number]
        said = said_by(self._words, first, cue.end if cue.frame == "tell" else cue.place)
        for before in range(cue.number - 1, max(-1, cue.number - 3), -1):
            if self._found and self._found[-1].end > self._words[self._clauses[before][0]].start:
                break
            earlier = said_by(self._words, *self._clauses[before])
            said = f"{earlier}，{said}" if INTERVIEWED.search(earlier) else said
        medium = interviewer_in(said, who)
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

    def _takes_what_was_before(self, cue: _Cue, *, is_own: bool) -> bool:
        """Whether a cue at the end of a sentence reports what stands before: `…，专家说。`"""
        if cue.number == 0 or not is_own or self._found:
            return False
        is_last = all(word.tag in {"w", "blank", "ul"} for word in self._words[cue.place + 1 :])
        return is_last and cue.frame in {"say", "think", "report"} and self._words[cue.place].text in BARE

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
        who, _, _ = self._subject(number, first, last if cue is None else cue)
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

    def _skip(self, cue: _Cue, *, is_own: bool) -> None:
        """What nobody in particular says ends what was said before, and what is reported in it is not told either."""
        opened = self._opened()
        if cue.content is None or not is_own or (opened and opened.words[1] == cue.number):
            return
        self._close(self._words[self._clauses[cue.number][0]].start)
        words = (cue.content, self._phrased.clause_of(cue.content))
        self._open(Act("say", self._span(cue), None, is_nobodys=True, words=words))

    def _learned(self, cue: _Cue) -> None:
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


def _is_medium(act: Act) -> bool:
    if act.who is None:
        return act.frame == "report"
    return act.who.kind == "medium" or (act.who.refers and _OF_MEDIA.search(act.who.phrase) is not None)


def _channel(act: Act) -> tuple[str, ...]:
    """The channel that a medium is which tells of somebody else's words."""
    if act.who is None or act.who.refers:
        return (LAST_MEDIUM,) if act.frame == "report" or _is_medium(act) else ()
    return (act.who.name,) if act.who.kind == "medium" and is_named(act.who.name) else ()


def _shows(who: Who | None, between: str) -> bool:
    """Whether a document or data of somebody shows it, and no photo or test."""
    if who is None or _SEEN.search(who.phrase + between):
        return False
    return who.kind in {"medium", "document"} or DOCUMENT.search(between) is not None
