"""The acts of speech in one sentence: cue, who stands before it, and what was said; knows nothing of other sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from samarkand.steps.statements.cues import (
    ATTITUDES, BARE, CUES, LEARNED, NEGATIONS, NOMINAL_BEFORE, NOUNS, SOURCED, Frame,
)  # fmt: skip
from samarkand.steps.statements.media import canonical, is_named, media_in, medium_of
from samarkand.steps.statements.phrases import DOCUMENT, DOCUMENTS, NOBODY, Who, noun_phrase, subject_of, who_is
from samarkand.steps.statements.words import Phrased, Word

_ASPECT = frozenset("了 过 着 道 到 出".split())
_MERGED = frozenset(
    "说 称 道 指 指出 表示 强调 写道 说道 警告 声称 宣称 报道 透露 介绍 宣布 认为 重申 显示 解释 补充 承认".split()
)
_SOURCE = frozenset("据 根据 按照 依据 依照".split())
_ISSUED = frozenset("声明 公报 公告 通告 通报 讲话 文章 演讲 演说 谈话 评论 警告 呼吁 警报".split())
_SPOKEN = frozenset(("评论", "警告", "呼吁", "通报"))
_ISSUING = frozenset("发表 发出 发布 刊发 发 发布了 发表了".split())
_CONDITIONS = frozenset("针对 对于 关于 随着 鉴于 如果 若 假如 倘若 要是 假若 一旦 除非 即便 无论 不管".split())
_MANNER = re.compile(
    r"(?:从|换|总|具体|简单|坦白|坦率|客观|严格|一般|可以|也就是|比如|应该|应当|按|就|对|实事求是|换句话|换言之|老实|确切|准确|毫不夸张|通俗|照理|相对|或者|不用|不消)[^，]{0,14}$"
)
_HOW = frozenset(
    "普遍 一致 公开 强烈 明确 正式 共同 再次 严厉 坚决 直接 紧急 书面 联合 郑重 严正 高调 多次 随即 同时 郑重其事 乐观 愤怒".split()
)
_POINTING = frozenset("这是 那是 此举 这意味着 此事".split())
_MODALS = frozenset(
    "可以 可 应该 应 要 想 来 怎么 如何 这么 就是 能 能够 难 敢 听 好 不好 常 常常 俗话 再 必须 是 有人 换句话 用 据".split()
)
_ONLY_ISSUED = frozenset("公报 公告 通告 文章 演讲 演说 谈话 讲话 警报".split())
"""Documents that are cues only behind a verb of issuing."""
_WHEN = frozenset(("时", "时候", "之际", "后", "之后"))
_TEMPORAL = frozenset("时 时候 之际 后 之后 前夕 之前 前 期间 当天 同时 之时 以后 以前 的话".split())
_CONTRAST = frozenset("但 但是 而 不过 然而 则 可是 相反".split())
_BACK = 6
"""Clauses before that of a cue in which its subject is sought."""
_LONG_QUOTE = 8
_DIRECT = 8
"""Characters that direct speech has at least."""
_LAST_MEDIUM = ""
"""Stands in `vias` for the medium that was told last."""


class Act(NamedTuple):
    """A report that somebody said something."""

    frame: Frame
    cue: tuple[int, int]
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
    is_interview: bool = False
    is_announced: bool = False
    """Whether the content is the next paragraph."""
    is_nobodys: bool = False
    """Whether people in general say it, which is no statement."""
    words: tuple[int, int] = (0, 0)
    """Number of the content's first word; of its clause."""


class Acts:
    """Reads a sentence from left to right."""

    def __init__(self, phrased: Phrased, plain: str, text: str) -> None:
        self._words, self._clauses = phrased.words, phrased.clauses
        self._phrased, self._plain, self._text = phrased, plain, text
        self._found: list[Act] = []
        self._consumed = phrased.sentence.start
        """Where the last content began to be taken up: a quotation before it belongs to nobody behind."""
        self._medium: str | None = None
        """A medium that begins a clause of this sentence and said nothing itself."""
        self._is_question = bool(self._words) and self._words[-1].text in "？?"

    def read(self) -> list[Act]:
        """The acts in their order."""
        for number, (first, last) in enumerate(self._clauses):
            begin = self._source(number, first, last)
            self._clause(number, begin, last)
        self._after_colon()
        return self._found

    def _after_colon(self) -> None:
        """A quotation behind a colon that no cue has told of; a colon that a paragraph ends with."""
        words = self._words
        for number, (first, last) in enumerate(self._clauses):
            if (
                last >= len(words)
                or words[last].text not in "：:"
                or any(act.start <= words[last].end < (act.end or 1 << 40) for act in self._found)
            ):
                continue
            is_last = last == len(words) - 1 and self._plain[words[last].end : words[last].end + 1] in ("", "\n")
            is_quote = (
                last + 1 < len(words)
                and words[last + 1].tag == "quote"
                and words[last + 1].end - words[last + 1].start > _LONG_QUOTE + 2
            )
            if not is_last and not is_quote:
                continue
            cue = next((at for at in range(last - 1, first - 1, -1) if words[at].text in CUES), None)
            if is_last and cue is None:
                continue
            who, _, between = self._subject(number, first, last if cue is None else cue)
            if (
                who is None
                or who.phrase in NOBODY
                or (
                    who.kind == "some"
                    and not (cue is None and number == 0 and who.end == words[last].start and who.end - who.start <= 12)
                )
                or (who.refers and cue is None)
            ):
                continue
            self._close(words[first].start)
            at = (words[cue].start, words[cue].end) if cue is not None else (words[last].start, words[last].start)
            end = words[last].end if is_last else words[last + 1].end
            self._found.append(Act("say", at, who, start=words[last].end, end=end, is_announced=is_last))

    # Sources: 据塔斯社报道，…

    def _source(self, number: int, first: int, last: int) -> int:
        """Read a clause that begins with a source; gives the word behind it."""
        place = first
        while (
            place < min(last, first + 4)
            and (
                self._words[place].tag in {"c", "d", "blank", "t"}
                or self._words[place].text in {"另", "另外", "又", "不过", "但", "而", "综合"}
            )
            and self._words[place].text not in _SOURCE
        ):
            place += 1
        if place >= last:
            return first
        word = self._words[place]
        if word.text in {"据悉", "据称", "据闻", "据传", "据说"}:
            self._add_source(None, "learn", (word.start, word.end), number, place + 1, last)
            return place + 1
        if word.text not in _SOURCE:
            return first
        return self._source_behind(number, place, last) or first

    def _source_behind(self, number: int, place: int, last: int) -> int:
        words = self._words
        cues = [at for at in range(place + 1, min(last, place + 40)) if self._ends_source(at, last)]
        ended = [at for at in cues if at + 1 >= last or words[at + 1].text in _MERGED]
        cue = ended[0] if ended else cues[0] if cues else None
        end = noun_phrase(words, place + 1, cue if cue is not None else last)
        if end == place + 1 and cue is not None:
            subject = subject_of(words, place + 1, cue)
            first, end = subject or (place + 1, place + 1)
        else:
            first = place + 1
        if (
            cue is not None
            and end < cue
            and words[cue].text in SOURCED
            and words[cue].tag != "n"
            and not any(words[at].text in {"在", "向", "从", "对", "接受"} for at in range(end, cue))
        ):
            end = self._without_times(end, cue)
        phrase = "".join(word.text for word in words[first:end])
        if (
            cue is None
            and end > first
            and end < last
            and DOCUMENT.search(words[last - 1].text)
            and any(words[at].text == "的" for at in range(end, last))
        ):
            cue = last - 1
        if cue is None and not (end >= last - 1 and (DOCUMENTS.search(phrase) or medium_of(phrase))):
            return 0
        who = who_is(words, first, end, self._text) if end > first else None
        if who and (who.phrase in NOBODY or who.phrase.endswith("记者")) and cue is not None:
            who = self._learned_from(end, cue) or None
            if who is None and words[cue].text not in LEARNED:
                return 0
        tail = cue if cue is not None else end - 1
        behind = tail + 1
        while behind < last and (words[behind].text in _MERGED or words[behind].text in _ASPECT):
            behind += 1
        told = words[tail]
        if cue is None and not DOCUMENTS.search(told.text):
            told = words[place]
        at = (told.start, told.end if cue is None else words[behind - 1].end)
        frame: Frame = (
            "report"
            if told.text in {"报道", "报导", "报", "消息"} or (who and who.kind == "medium")
            else "say"
            if who
            else "learn"
        )
        if cue is not None and words[cue].text == "告诉":
            behind = last
        self._add_source(who, frame, at, number, behind, last)
        return max(behind, tail + 1)

    def _without_times(self, first: int, last: int) -> int:
        """The end of some words without adverbs and times at their end: 稍后, 4日."""
        while last > first and (
            self._words[last - 1].tag in {"d", "t", "m", "blank", "ad"}
            or self._words[last - 1].text in {"日", "月", "最新"}
        ):
            last -= 1
        return last

    def _ends_source(self, at: int, last: int) -> bool:
        word = self._words[at]
        if word.tag in {"quote", "bracket", "title", "w"} or word.text not in SOURCED:
            return False
        following = self._words[at + 1] if at + 1 < last else None
        if (
            following is None
            or following.text in _MERGED
            or following.text in _ASPECT
            or following.text in {"来看", "看"}
        ):
            return True
        return (
            word.text in SOURCED
            and following.text not in {"的", "、", "和"}
            and following.tag not in {"n", "nt"}
            and at + 1 < last
            and word.tag.startswith("v")
        )

    def _learned_from(self, place: int, cue: int) -> Who | None:
        """Of whom a reporter heard it: 记者从交警部门获悉."""
        for at in range(place, cue):
            if self._words[at].text in {"从", "向", "自"}:
                end = noun_phrase(self._words, at + 1, cue)
                return who_is(self._words, at + 1, end, self._text) if end > at + 1 else None
        return None

    def _add_source(
        self, who: Who | None, frame: Frame, cue: tuple[int, int], number: int, behind: int, last: int
    ) -> None:
        if behind >= last:
            behind, clause = last + 1, number + 1
        else:
            clause = number
        if behind >= len(self._words):
            return
        self._close(self._words[self._clauses[number][0]].start)
        act = Act(frame, cue, who, is_source=True, words=(behind, clause))
        self._open(act)

    # Cues

    def _clause(self, number: int, first: int, last: int) -> None:
        place = first
        while place < last:
            if self._is_cue(place, first, last):
                place = max(self._cue(number, place, first, last), place + 1)
            else:
                place += 1

    def _is_cue(self, place: int, first: int, last: int) -> bool:
        word = self._words[place]
        if word.text not in CUES or word.tag in {"quote", "bracket", "title"}:
            return False
        if self._is_issued(place, first, last):
            return not self._is_question
        before = self._words[place - 1] if place > first else None
        earlier = self._words[place - 2] if place > first + 1 else None
        following = self._words[place + 1] if place + 1 < len(self._words) else None
        if before and (
            before.text in NEGATIONS
            or (earlier and earlier.text in NEGATIONS and before.tag in {"d", "v", "p", "a", "ad"})
        ):
            return False
        if (
            before
            and (before.tag == "p" or before.text in {"或者", "或", "是否", "能否"})
            and before.text not in {"在", "就"}
        ):
            return False
        if before and before.text in {"表示", "表达"} and word.text in ATTITUDES:
            return False
        if self._words[first].text in _POINTING and place > first:
            return False
        if before and (before.text == "、" or (word.text in NOUNS and before.tag in {"m", "q", "mq"})):
            return False
        if following and (
            following.text in {"及", "和", "与", "或", "以及", "并"} or (following.text == "到" and word.text == "威胁")
        ):
            return False
        if self._is_question or self._is_temporal(place, last) or self._words[first].text in _CONDITIONS:
            return False
        if (
            word.text in {"说", "讲", "看"}
            and following
            and following.text in "，,"
            and _MANNER.match(self._said(first, place))
        ):
            return False
        if (
            word.text in NOUNS
            and following
            and following.text in "，,"
            and before
            and before.tag in {"v", "ul"}
            and word.text not in _ISSUED
        ):
            return False
        if (
            word.text in NOUNS
            and following
            and following.text == "，"
            and before
            and before.tag[:1] == "n"
            and self._has_verb(first, place)
        ):
            return False
        if before and (before.text == "被" or (earlier and earlier.text == "被")):
            return False
        if (
            word.text in NOUNS
            and before
            and (
                before.text in NOMINAL_BEFORE
                or (before.tag in {"a", "b"} and before.text not in _HOW)
                or (before.text in CUES and CUES[before.text] == "announce")
            )
        ):
            return False
        if (
            word.text in NOUNS
            and word.tag == "n"
            and following
            and (place == first or (following.text not in "，：" and following.tag[:1] not in {"r", "n"}))
        ):
            return False
        if before and before.text in {"的", "所"} and (word.text != "说" or before.text == "所"):
            return False
        if before and word.text in {"说", "讲", "问"} and before.text in _MODALS:
            return False
        if earlier and earlier.text == "的" and word.text in NOUNS and before and before.tag != "d":
            return False
        if word.text in _ONLY_ISSUED:
            return False
        if (
            following
            and following.text == "的"
            and CUES[word.text] == "think"
            and any(each.text.startswith(("是", "就是", "都是")) for each in self._words[place + 2 : last])
        ):
            return True
        if (
            following
            and following.text in {"的", "、"}
            and not (place + 2 < last and self._words[place + 2].text == "是")
        ):
            return False
        return not (following and following.text in {"会", "书", "人", "者", "机"})

    def _is_issued(self, place: int, first: int, last: int) -> bool:
        """Whether a document is issued and what it says follows: `发表声明，…`, `发出声明希望…`."""
        if self._words[place].text not in _ISSUED or place + 1 >= len(self._words):
            return False
        following = self._words[place + 1]
        if following.text in _MERGED or following.text in "的、和。；":
            return False
        return any(word.text in _ISSUING for word in self._words[max(first, place - 5) : place])

    def _is_temporal(self, place: int, last: int) -> bool:
        """Whether the clause only tells when: `在宣布自己受到感染时，`."""
        if any(self._words[at].text in _WHEN and self._words[at + 1].text in CUES for at in range(place + 2, last - 1)):
            return True
        ended = last - 1
        while ended > place and self._words[ended].tag in {"blank", "bracket"}:
            ended -= 1
        if ended <= place or last >= len(self._words):
            return False
        return self._words[ended].text == "时候" or (
            self._words[last].text in "，," and self._words[ended].text in _TEMPORAL
        )

    def _has_verb(self, first: int, last: int) -> bool:
        return any(word.tag in {"v", "vd"} and word.text not in CUES for word in self._words[first:last])

    def _cue(self, number: int, place: int, first: int, last: int) -> int:
        """Read a cue; gives the word behind what was read of it."""
        frame = CUES[self._words[place].text]
        opened = self._opened()
        begin = first
        if opened and opened.words[1] == number and first <= opened.words[0] <= place:
            begin = opened.words[0]
        quote, begin = self._leading_quote(number, begin, place)
        end, content = self._content(place, last, frame)
        if (
            quote is None
            and content is None
            and self._words[0].tag == "quote"
            and self._words[0].start >= self._consumed
            and not self._found
        ):
            quote = 0
        who, is_own, between = self._subject(number, begin, place)
        if content is None and quote is None and not self._takes_what_was_before(number, place, last, is_own=is_own):
            return end
        if who and (
            who.phrase in NOBODY
            or (
                who.phrase.endswith("记者")
                and not who.role
                and not re.match(r"现场|[一多数两几]名|[一多数两几]位", who.phrase)
            )
        ):
            heard = self._learned_from(begin, place) if self._words[place].text in LEARNED else None
            if heard is None:
                self._skip((place, content), is_own=is_own)
                return end
            who = heard
        elif frame == "learn":
            heard = self._learned_from(begin, place)
            if heard is None:
                return end
            who = heard
        if frame == "show" and not self._shows(
            who,
            between
            if is_own
            else self._plain[
                max(self._phrased.sentence.start, self._words[place].start - 20) : self._words[place].start
            ],
        ):
            return end
        if (
            self._words[place].text in {"预计", "估计", "预期", "预测", "料"}
            and not is_own
            and self._words[first].text not in {"并", "还", "也"}
            and begin == first
        ):
            return end
        if (
            frame == "think"
            and not is_own
            and self._words[place].text in {"担心", "担忧", "怀疑", "觉得", "猜测"}
            and not quote
            and not (opened and begin == first)
        ):
            return end
        if is_own and re.search("是否|能否|会否|有没有|如何", between):
            return end
        return self._accept(number, place, end, (frame, content, quote, who, is_own))

    def _accept(self, number: int, place: int, end: int, found: tuple) -> int:
        frame, content, quote, who, is_own = found
        opened = self._opened()
        vias: tuple[str, ...] = ()
        if opened:
            relation = self._relation(opened, number, place, who if is_own else None)
            if relation == "inside":
                return end
            if relation == "through":
                vias = (*self._channel(opened), *opened.vias)
                self._found.pop()
            else:
                self._close(self._words[self._clauses[number][0]].start)
        if not is_own and opened and who is None:
            who = opened.who
        asked, who, vias = self._asked(number, place, end, who, vias, frame)
        if frame == "carry":
            place = next((at for at in range(place + 1, end) if self._words[at].text in _MERGED), place)
        cue = (
            self._words[place].start,
            self._words[end - 1].end
            if end - 1 < len(self._words) and frame not in {"tell", "carry"}
            else self._words[place].end,
        )
        act = Act(frame, cue, who, vias, is_interview=asked)
        if quote is not None:
            inner = self._words[quote]
            self._found.append(act._replace(start=inner.start, end=inner.end, is_backward=True))
            self._consumed = self._words[place].end
        elif content is None:
            start = max(self._phrased.sentence.start, self._consumed)
            self._found.append(
                act._replace(start=start, end=self._words[self._clauses[number][0] - 1].start, is_backward=True)
            )
            self._consumed = self._words[place].end
        if content is not None:
            self._open(act._replace(words=(content, self._phrased.clause_of(content))))
            return max(end, min(content, self._clauses[number][1]))
        return end

    def _relation(self, opened: Act, number: int, place: int, who: Who | None) -> str:
        """How a cue stands to the content that is open: `inside` it, `through` the medium that tells it, or `behind` it."""
        at_head = opened.words[1] == number
        is_medium = (
            opened.who is not None
            and (opened.who.kind == "medium" or (opened.who.refers and "报" in opened.who.phrase))
        ) or (opened.frame == "report" and opened.who is None)
        if at_head:
            if (
                opened.frame == "carry"
                or opened.is_source
                or (is_medium and (who is not None or CUES[self._words[place].text] == "carry"))
            ):
                return "through"
            return "inside"
        if who is None or who.refers:
            return "behind"
        first = self._words[self._clauses[number][0]]
        mark = self._words[self._clauses[number][0] - 1].text
        if (
            is_medium
            or opened.is_source
            or who.kind == "person"
            or first.text in _CONTRAST
            or mark in "；;"
            or any(word.text in _CONTRAST for word in self._words[self._clauses[number][0] : place])
        ):
            return "behind"
        return "inside"

    @staticmethod
    def _channel(act: Act) -> tuple[str, ...]:
        if act.who is None or act.who.refers:
            return (_LAST_MEDIUM,) if act.frame == "report" or (act.who and "报" in act.who.phrase) else ()
        return (act.who.name,) if act.who.kind == "medium" and is_named(act.who.name) else ()

    # Who

    def _subject(self, number: int, begin: int, place: int) -> tuple[Who | None, bool, str]:
        """Who stands before a cue, whether in its own clause, and what stands between."""
        found = subject_of(self._words, begin, place)
        if found:
            between = "".join(word.text for word in self._words[found[0] : place])
            who = who_is(self._words, *found, self._text)
            if who.refers and not who.name and who.kind == "some" and not self._found:
                who = self._named_before(number, who)
            return who, True, between
        if self._opened() and number > 0:
            return None, False, ""
        for before in range(number - 1, max(-1, number - _BACK) - 1, -1):
            if before < 0:
                break
            first, last = self._clauses[before]
            if first < last and self._words[first].tag == "quote" and last - first == 1:
                continue
            found = subject_of(self._words, first, last)
            if found:
                who = who_is(self._words, *found, self._text)
                if who.phrase not in NOBODY:
                    return (
                        (
                            self._named_before(before, who)
                            if who.refers and not who.name and who.kind == "some"
                            else who
                        ),
                        False,
                        "",
                    )
        return None, False, ""

    def _named_before(self, number: int, who: Who) -> Who:
        """Who a pronoun stands for, if the sentence has named one before it."""
        for before in range(number - 1, max(-1, number - _BACK), -1):
            found = subject_of(self._words, *self._clauses[before])
            if found:
                other = who_is(self._words, *found, self._text)
                if (
                    other.name
                    and not other.refers
                    and other.phrase not in NOBODY
                    and (
                        other.kind in {"person", "described"}
                        or (other.kind == "some" and who.phrase not in {"他", "她"})
                    )
                ):
                    return other._replace(role="")
        return who

    def _shows(self, who: Who | None, between: str) -> bool:
        """Whether a document, a body or data of somebody shows it, and no photo or test."""
        if who is None:
            return False
        if re.search(r"照片|检测结果|检查结果|图片|画面|视频|影片|检测|检查|迹象|例子|事件|经历", who.phrase + between):
            return False
        return who.kind in {"medium", "document"} or DOCUMENT.search(between) is not None

    def _asked(
        self, number: int, place: int, end: int, who: Who | None, vias: tuple[str, ...], frame: Frame
    ) -> tuple[bool, Who | None, tuple[str, ...]]:
        """The media that a speaker talked to, or that asked or quoted: in the clauses up to the cue, and behind 告诉."""
        if frame == "carry" and who and (who.kind == "medium" or (who.refers and who.kind == "document")):
            return False, *self._carried(place, end, who, vias)
        if who and who.kind == "medium":
            return False, who, vias
        last = end if frame == "tell" else place
        said = self._said(self._clauses[number][0], last)
        for before in range(number - 1, max(-1, number - 3), -1):
            earlier = self._said(*self._clauses[before])
            if self._found and self._found[-1].end > self._words[self._clauses[before][0]].start:
                break
            if _INTERVIEWED.search(earlier):
                said = f"{earlier}，{said}"
        channels = [*media_in(said), *_media_behind(said)]
        own = "" if who is None else who.name
        kept = [
            name
            for name in dict.fromkeys(channels)
            if name not in own and not any(name != other and name in other for other in channels)
        ]
        if not kept or vias:
            return False, who, vias
        return True, who, tuple(kept[:1])

    def _carried_end(self, first: int, last: int) -> int:
        """Behind whom a medium carries: without 透露的消息, 的话, and the cue."""
        while last > first and (
            self._words[last - 1].text
            in {"的", "消息", "透露", "说法", "报道", "报导", "爆料", "发言", "谈话", "指", "话"}
            or self._words[last - 1].text in _MERGED
        ):
            last -= 1
        return last

    def _said(self, first: int, last: int) -> str:
        """Some words as text, without quotations."""
        return "".join("“" if word.tag == "quote" else word.text for word in self._words[first:last])

    def _carried(self, place: int, end: int, medium: Who, vias: tuple[str, ...]) -> tuple[Who | None, tuple[str, ...]]:
        """Whose words a medium carries: `塔斯社援引大使…的话说`."""
        words = self._words
        stop = next(
            (
                at
                for at in range(place + 1, end)
                if words[at].text in {"的话", "的"} and at + 1 < len(words) and words[at].text == "的话"
            ),
            end,
        )
        last = self._carried_end(place + 1, stop)
        own = _LAST_MEDIUM if medium.refers else medium.name
        channel = vias if own in vias or (own and not is_named(own)) else (own, *vias)
        if last == place + 1:
            return medium, vias
        who = who_is(words, place + 1, last, self._text)
        if who.phrase.endswith(("消息", "报道", "数据")) and not who.role:
            return medium, vias
        return (medium, vias) if who.refers or not who.name else (who, channel)

    # What

    def _leading_quote(self, number: int, begin: int, place: int) -> tuple[int | None, int]:
        """A quotation that a cue behind it takes up, and where the clause goes on."""
        words = self._words
        at = begin
        while at < place and words[at].tag in {"blank", "w"}:
            at += 1
        if (
            at < place
            and words[at].tag == "quote"
            and words[at].start >= self._consumed
            and words[at].end - words[at].start > _LONG_QUOTE
        ):
            return at, at + 1
        before = self._clauses[number][0] - 2
        if (
            begin == self._clauses[number][0]
            and before >= 0
            and words[before].tag == "quote"
            and words[before].start >= self._consumed
        ):
            is_alone = before == 0 or words[before - 1].text in "，：。,:"
            if is_alone and not (self._opened() and self._opened().words[0] <= before):
                return before, begin
        return None, begin

    def _takes_what_was_before(self, number: int, place: int, last: int, *, is_own: bool) -> bool:
        """Whether a cue at the end of a sentence reports what stands before: `…，专家说。`"""
        if number == 0 or not is_own or self._opened() or self._found:
            return False
        is_last = all(word.tag in {"w", "blank", "ul"} for word in self._words[place + 1 :])
        return (
            is_last and CUES[self._words[place].text] in {"say", "think", "report"} and self._words[place].text in BARE
        )

    def _content(self, place: int, last: int, frame: Frame) -> tuple[int, int | None]:
        """The word behind a cue and what belongs to it, and the first word of what was said."""
        words, at = self._words, place + 1
        while at < last and (
            words[at].text in _ASPECT
            or (words[at].text in _MERGED and words[at].text in CUES)
            or words[at].tag == "blank"
        ):
            at += 1
        if frame in {"tell", "carry"}:
            return self._behind_addressee(at, last, frame)
        if frame in {"accuse", "label"} and words[at - 1].text in {"说", "称", "道", "指出", "表示"}:
            frame = "say"
        end = at
        if at < last and words[at].text == "的":
            if frame == "think" and at + 2 < last and words[at + 1].text != "是":
                return end, at + 1
            return end, at + 2 if at + 1 < last and words[at + 1].text == "是" else None
        if at >= len(words) or words[at].text in "。！？!?；;":
            return end, None
        if at >= last:  # a comma or a colon
            is_colon = words[at].text in ":："
            if (
                words[place].text in _ISSUED
                and at + 1 < len(words)
                and (
                    words[at + 1].text in CUES
                    or words[at + 1].tag == "c"
                    or (at + 2 < len(words) and words[at + 2].text in CUES)
                )
            ):
                return end, None
            if not is_colon and (frame in {"label", "accuse"} or at + 1 >= len(words)):
                return end, None
            return end, at + 1 if at + 1 < len(words) else None
        if words[at].tag == "quote":
            is_whole = words[place].text in BARE or frame == "label" or words[at].end - words[at].start > _LONG_QUOTE
            return end, at if is_whole else None
        if frame != "label" and (labelled := self._labelled(place, at, last)):
            return end, labelled
        return end, at if self._is_content(place, at, last, frame) else None

    def _labelled(self, place: int, at: int, last: int) -> int | None:
        """What something is called: `称其为“…”`."""
        if self._words[place].text not in {"称", "说", "形容", "指"}:
            return None
        for number in range(at + 1, min(last - 1, at + 6)):
            if self._words[number].text in {"为", "成"}:
                behind = number + 1 + (self._words[number + 1].tag == "blank")
                if behind < last and self._words[behind].tag == "quote":
                    return behind
        return None

    def _behind_addressee(self, at: int, last: int, frame: Frame) -> tuple[int, int | None]:
        words = self._words
        for number in range(at, last):
            if words[number].tag == "quote" and words[number].end - words[number].start > _LONG_QUOTE:
                return number, number
            if words[number].text in _MERGED and words[number].text in CUES and number > at:
                behind = number + 1
                while behind < last and words[behind].text in _MERGED:
                    behind += 1
                if behind >= last:
                    return behind, last + 1 if last + 1 < len(words) else None
                return behind, behind
        if last < len(words) and words[last].text in "，：,:" and last - at <= 12:
            return last, last + 1 if last + 1 < len(words) else None
        if frame == "carry":
            return at, None
        end = (
            at + 1
            if at < last and (words[at].tag == "r" or words[at].text in {"记者", "媒体"})
            else noun_phrase(words, at, last)
        )
        return (end, end) if at < end < last else (at, None)

    def _is_content(self, place: int, at: int, last: int, frame: Frame) -> bool:
        """Whether what stands right behind a cue, with no mark between, is what was said."""
        words = self._words
        cue, first = words[place].text, words[at]
        if cue in _ISSUED:
            return (cue in _SPOKEN or first.tag in {"v", "p", "vn", "d", "c"}) and words[
                last - 1
            ].end - first.start >= 4
        if cue not in BARE and frame != "label":
            return False
        if cue in {"表示", "表达"} and first.text in ATTITUDES:
            return any(word.tag == "quote" for word in words[at:last])
        if cue in {"表示", "表达"}:
            modifiers = [word for word in words[at:last] if word.text not in ATTITUDES]
            if len(modifiers) < last - at and all(
                word.tag in {"a", "d", "b", "ad", "uj", "m", "an", "z", "uv", "uz", "ul"} for word in modifiers
            ):
                return False
        length = words[last - 1].end - first.start
        if length < (2 if frame == "label" else 4):
            return False
        if frame in {"label"} or cue in {"宣布"}:
            return True
        return any(
            word.tag[:1] in {"v", "a"}
            or word.tag in {"quote", "l", "i"}
            or word.text in {"是", "不是", "在", "被", "将", "会"}
            for word in words[at:last]
        )

    # The list

    def _opened(self) -> Act | None:
        return self._found[-1] if self._found and self._found[-1].end == 0 else None

    def _skip(self, found: tuple[int, int | None], *, is_own: bool) -> None:
        """What nobody in particular says ends what was said before, and what is reported in it is not told either."""
        place, content = found
        opened = self._opened()
        number = self._phrased.clause_of(place)
        if content is None or not is_own or (opened and opened.words[1] == number):
            return
        self._close(self._words[self._clauses[number][0]].start)
        self._open(
            Act(
                "say",
                (self._words[place].start, self._words[place].end),
                None,
                is_nobodys=True,
                words=(content, self._phrased.clause_of(content)),
            )
        )

    def _open(self, act: Act) -> None:
        start = self._words[act.words[0]].start
        behind = self._words[act.words[0] - 1].text
        has_quote = self._words[act.words[0]].tag == "quote"
        self._found.append(act._replace(start=start, is_open=behind in "：:" and not has_quote))
        self._consumed = start

    def _close(self, end: int) -> None:
        if self._opened():
            self._found[-1] = self._found[-1]._replace(end=max(end, self._found[-1].start), is_open=False)

    def close(self) -> None:
        """End what is open with the sentence."""
        if self._opened():
            is_open = self._found[-1].is_open
            self._close(self._phrased.sentence.end)
            self._found[-1] = self._found[-1]._replace(is_open=is_open)


_INTERVIEWED = re.compile(r"采访|专访|访问|访谈|调查|告诉|节目|撰文|刊登|接受")
_BEHIND = re.compile(r"(?:告诉|对|向|接受|在(?=[^，]{0,4}《))([^，。：“”、接受对向]{2,16})")


def _media_behind(said: str) -> Iterator[str]:
    """Media of unknown names that somebody talked to: `接受北安电视台采访时`."""
    for match in _BEHIND.finditer(said):
        phrase = re.split(r"采访|专访|访问|电话|的|时|上|撰文|刊文|记者|节目|说$|表示$", match[1])[0]
        medium = medium_of(phrase.strip("《》"))
        if medium and is_named(medium):
            yield medium


def acts_in(phrased: Phrased, plain: str, text: str) -> list[Act]:
    """The acts of speech in a sentence, in their order; `plain` is the simplified text, `text` as it was written."""
    reader = Acts(phrased, plain, text)
    reader.read()
    reader.close()
    return [act for act in reader._found if (act.end > act.start or act.is_announced) and not act.is_nobodys]
