"""What may be labelled as a statement in the Chinese Emergency Corpus, with what can be seen of each; decides nothing.

That corpus marks events of telling by their word, our program statements by their words. So besides all reports that the program
finds, datelines count there, and acts of telling without content (`尚无伤亡的报告`, `作出批示`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from samarkand.steps.statements import datelines_in, reports_in
from samarkand.steps.statements.cues import CUES

_KINDS = {
    "hearsay": "据悉 据称 据说 据闻",
    "learned": "获悉 得知 悉",
    "asked": "了解 了解到",
    "counted": "统计 测定 监测 测算 估算 显示",
    "confirmed": "证实 确认",
    "announced": "宣布 通报 公布",
    "urged": "呼吁 号召 谴责",
    "introduced": "介绍",
}
"""Cues that the corpus may treat in a way of their own, by kind. The other cues are of the kind that our grammar has for them."""
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_LONGEST = max(map(len, (*CUES, *_KIND)))
_PAPERS = ("声明", "公报", "通报", "公告", "报告", "报道", "消息", "讲话", "演讲")
_PAPER = re.compile(f"(?:{'|'.join(_PAPERS)})$")
"""What stands before a cue in one phrase with it: `声明说`."""
_ISSUED = re.compile(
    r"(?:发表|发布|作出|做出)(?:[^，。；“”]{0,6}?)(声明|公报|讲话|演讲|批示|指示|消息)(?=，|[^，。；]{0,4}[，。])"
)
_DENIED = re.compile(r"(?:没有|尚无|暂无|并无|未有)[^，。；接收]{0,16}?(报告|报道)(?=[，。；])")
_CLAUSE = re.compile(r"[^，。；：\n]*$")


class Candidate(NamedTuple):
    """A word that may be labelled."""

    sentence: int
    cue: str
    speakers: tuple[str, ...]
    traits: frozenset[str]


def candidates(row: dict[str, Any]) -> list[Candidate]:
    """All that may be labelled in a document, in no order."""
    text, begins = _joined(row["sentences"])
    found = [
        Candidate(bisect_right(begins, at) - 1, cue, (who,), frozenset(["dateline"]))
        for who, cue, at in datelines_in(text)
    ]
    taken = set()
    for each in reports_in(text):
        if each.cue_at is None or each.cue_at in taken:
            continue
        taken.add(each.cue_at)
        start, end = each.cue_at
        number = bisect_right(begins, start) - 1
        before = text[begins[number] : start]
        paper = _PAPER.search(before)
        cue = f"{paper[0]}{each.cue}" if paper else each.cue
        found.append(
            Candidate(
                number,
                cue,
                _speakers(each.speaker, cue, row["sentences"][number]),
                _traits(each.cue, each.speaker, before, text[end : end + 1]),
            )
        )
    known = {(each.sentence, word) for each in found for word in _PAPERS if word in each.cue}
    return [*found, *(each for each in _without_content(row["sentences"]) if (each.sentence, each.cue) not in known)]


def _joined(sentences: list[str]) -> tuple[str, list[int]]:
    """The text, whose white space is lost, and where each sentence begins: a dateline begins a line."""
    text, begins = "", []
    for sentence in sentences:
        if text and text[-1] != "\n" and next(datelines_in(sentence), None):
            text += "\n"
        begins.append(len(text))
        text += sentence + ("" if sentence[-1:] in "。！？”，：" else "\n")
    return text, begins


def _speakers(speaker: str, cue: str, sentence: str) -> tuple[str, ...]:
    """A reporter who is told or learns something is a speaker there too."""
    own = ("记者",) if re.search("获悉|了解到|告诉", cue) and "记者" in sentence else ()
    return (speaker, *own) if speaker else own


def _traits(cue: str, speaker: str, before: str, behind: str) -> frozenset[str]:
    """What can be seen of a cue that the program has found."""
    clause = _CLAUSE.search(before)
    within = clause[0] if clause else ""
    traits = {
        kind_of(cue): True,
        "nobody": not speaker,
        "source": re.match(r"(?:另|但)?据", within) is not None,
        "reporter": "记者" in within,
        "bare": behind not in set("，：“:,"),
        "issued_before": _ISSUED.search(before) is not None,
    }
    return frozenset(name for name, is_so in traits.items() if is_so)


def kind_of(cue: str) -> str:
    """The kind of the longest cue that a phrase begins or, else, ends with."""
    for length in range(_LONGEST, 0, -1):
        for word in (cue[:length], cue[-length:]):
            if word in _KIND or word in CUES:
                return _KIND.get(word) or CUES[word]
    return "other"


def _without_content(sentences: list[str]) -> Iterator[Candidate]:
    for number, sentence in enumerate(sentences):
        for pattern, kind in ((_ISSUED, "issued"), (_DENIED, "denied")):
            for match in pattern.finditer(sentence):
                yield Candidate(number, match[1], (), frozenset([kind]))
