"""Whether who stands before a cue fits it: facts show, people think, and the outlet's own reporter is nobody; knows no content."""

from __future__ import annotations

import re

from samarkand.steps.statements.acts import Act, Cue
from samarkand.steps.statements.attributing import Subject
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.naming import PRONOUNS, Who, is_nobody
from samarkand.steps.statements.titles import DOCUMENT
from samarkand.steps.statements.words import Phrased

_IMPERSONAL = set_of("预计 估计 预期 预测 料")
_OF_MINE = set_of("担心 担忧 怀疑 觉得 猜测")
"""Thoughts that are told of somebody only where he is named with them."""
_ASKED = re.compile("是否|能否|会否|有没有|如何")
_SEEN = re.compile("照片|试验|实验|检测结果|检查结果|图片|画面|视频|影片|检测|检查|迹象|例子|事件|经历")
"""What shows something and is nobody's words."""
_SHOWING = set_of("表明 说明 反映")
"""What a person says, and a fact shows."""
_COUNTING = set_of("统计 测算 测定 估算 监测")
"""What a body tells by its figures."""
_WITNESS = re.compile("现场|[一多数两几][名位]")
_FINDING = set_of("证实 确认")
"""What is told, and what a search brings out."""
_SEARCHING = re.compile(
    "清点|搜索|搜救|搜查|检查|检验|检测|核查|核实|排查|勘查|勘察|化验|尸检|诊断|鉴定|比对|验证|查看|抢救"
)
_SHOWN_BACK = 20
"""Characters."""
_ALSO = set_of("并 还 也")


def is_reporter(who: Who | None) -> bool:
    """Whether it is nobody in particular, or the outlet's own reporter."""
    if who is None:
        return False
    return is_nobody(who.phrase) or (who.phrase.endswith("记者") and not who.role and not _WITNESS.match(who.phrase))


def is_unfit(phrased: Phrased, cue: Cue, subject: Subject, opened: Act | None, plain: str) -> bool:
    """Whether what stands before a cue does not fit it; `opened` is what is being said there."""
    who, is_own = subject.who, subject.is_own
    word = phrased.words[cue.place]
    is_person = who is not None and (who.kind in {"person", "described"} or who.phrase in PRONOUNS)
    if word.text in _SHOWING and not is_person and not is_own:
        return True
    if cue.frame == "show":
        if word.text in _COUNTING and who is not None and is_own and who.kind in {"some", "medium"}:
            return cue.begin != phrased.clauses[cue.number][0] and opened is None
        back = max(phrased.sentence.start, word.start - _SHOWN_BACK)
        return not _shows(who, subject.between if is_own else plain[back : word.start])
    return _ASKED.search(subject.between) is not None if is_own else _wants_subject(phrased, cue, opened)


def _wants_subject(phrased: Phrased, cue: Cue, opened: Act | None) -> bool:
    """Whether a cue with nobody in its clause tells of somebody only where he is named with it."""
    word, first = phrased.words[cue.place].text, phrased.clauses[cue.number][0]
    is_fresh = cue.begin == first
    if word in _FINDING:
        return _is_found(phrased, cue)
    if word in _IMPERSONAL:
        return is_fresh and phrased.words[first].text not in _ALSO
    return word in _OF_MINE and not cue.quote and not (opened and is_fresh)


def _is_found(phrased: Phrased, cue: Cue) -> bool:
    """Whether somebody has searched and found it, and told nobody: `警方逐一清点，确认无人受伤`."""
    if cue.number == 0 or cue.content != cue.end:
        return False
    first, last = phrased.clauses[cue.number - 1]
    return _SEARCHING.search("".join(word.text for word in phrased.words[first:last])) is not None


def _shows(who: Who | None, between: str) -> bool:
    """Whether a document or data of somebody shows it, and no photo or test."""
    if who is None or _SEEN.search(who.phrase + between):
        return False
    return who.kind in {"medium", "document"} or DOCUMENT.search(between) is not None
