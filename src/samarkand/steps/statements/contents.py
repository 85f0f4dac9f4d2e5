"""Where what was said begins behind a cue, by what may follow the kind of cue; knows nobody."""

from __future__ import annotations

from samarkand.steps.statements.cues import ATTITUDES, BARE, CUES, Frame
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.nouns import noun_phrase
from samarkand.steps.statements.reporting import ISSUED, MERGED, SPOKEN
from samarkand.steps.statements.segmenting import Word
from samarkand.steps.statements.words import Phrased

Behind = tuple[int, int | None]
"""The word behind a cue and what belongs to it; the first word of what was said, None where nothing was."""

ASPECT = set_of("了 过 着 道 到 出")
LONG_QUOTE = 8
"""Characters, with its signs, of a quotation that is more than a word."""
_SAYING = set_of("说 称 道 指出 表示")
_STOPS = set_of("。 ！ ？ ! ? ； ;")
_MARKS = set_of("， ： , :")
_DASHES = frozenset("—―─–")
_GOING_ON = set_of("并 还 也 又 并且")
_VERBS = set_of("是 不是 在 被 将 会")
_LABELLING = set_of("称 说 形容 指")
_MODIFIERS = set_of("a d b ad uj m an z uv uz ul")
_ADDRESSEE = 12
"""Words."""
_URGING = set_of("通知 提醒 奉劝 劝告 告诫 叮嘱 嘱咐 吩咐 叮咛")
"""Cues behind which whom and what to do stand in one clause: `通知乘客下车`."""
_LABEL_REACH = 6
_TOLD, _LONGEST_TOLD = 2, 24
"""Characters of whom something is demanded of."""


def content_behind(phrased: Phrased, place: int, last: int, frame: Frame) -> Behind:
    """What follows the cue at `place` in a clause that ends before the word `last`."""
    words, at = phrased.words, place + 1
    while at < last and (words[at].text in ASPECT or words[at].text in MERGED or words[at].tag == "blank"):
        at += 1
    quote = _behind_dashes(words, at)
    if quote is not None:
        return at, quote
    if frame in {"tell", "carry"}:
        return _behind_addressee(words, place, at, last, frame)
    if frame in {"accuse", "label"} and words[at - 1].text in _SAYING:
        frame = "say"
    if at >= len(words) or words[at].text in _STOPS:
        return at, None
    if at >= last:
        return at, _behind_mark(words, place, at, frame)
    return at, _behind_bare(words, place, at, last, frame)


def _behind_bare(words: tuple[Word, ...], place: int, at: int, last: int, frame: Frame) -> int | None:
    """Right behind the cue, in its clause."""
    if words[at].text == "的":
        return _behind_de(words, at, last, frame)
    if words[at].tag == "quote":
        is_whole = words[place].text in BARE or frame == "label" or _length(words[at]) > LONG_QUOTE
        return at if is_whole else None
    if frame == "order" and _is_told_to(words, at, last):
        return at
    labelled = _labelled(words, place, at, last) if frame != "label" else None
    if labelled is None and _is_content(words, place, at, last, frame):
        return at
    return labelled


def _behind_dashes(words: tuple[Word, ...], at: int) -> int | None:
    """A quotation behind dashes: `他回忆——“…”`."""
    behind = at
    while behind < len(words) and words[behind].text in _DASHES:
        behind += 1
    is_quote = at < behind < len(words) and words[behind].tag == "quote" and _length(words[behind]) > LONG_QUOTE
    return behind if is_quote else None


def _is_told_to(words: tuple[Word, ...], at: int, last: int) -> bool:
    """Whether a clause is all whom something is demanded of, and what follows its comma is what: `敦促法院，尽快审理`."""
    if (
        not _TOLD <= words[last - 1].end - words[at].start <= _LONGEST_TOLD
        or last + 2 >= len(words)
        or words[last].text not in "，,"
    ):
        return False
    behind = next((word for word in words[last + 1 :] if word.tag not in {"d", "c", "p"}), words[last])
    return noun_phrase(words, at, last) == last and behind.tag in {"v", "rest"}


def _length(word: Word) -> int:
    return word.end - word.start


def _behind_de(words: tuple[Word, ...], at: int, last: int, frame: Frame) -> int | None:
    """Behind 的: `专家认为的…是`, `他强调的是…`."""
    if at + 1 >= last:
        return None
    if words[at + 1].text == "是":
        return at + 2
    return at + 1 if frame == "think" and at + 2 < last else None


def _behind_mark(words: tuple[Word, ...], place: int, at: int, frame: Frame) -> int | None:
    """Behind a comma or a colon."""
    if at + 1 >= len(words):
        return None
    is_colon = words[at].text in {":", "："}
    following = words[at + 1 : at + 3]
    if following[0].text in _SAYING and words[place].text not in _SAYING - {"表示"}:
        return None
    if following[0].text in _GOING_ON and following[-1].text in CUES:
        return None
    if (
        at == place + 1
        and words[place].text in ISSUED
        and (following[0].tag == "c" or any(word.text in CUES for word in following))
    ):
        return None
    return None if frame in {"label", "accuse"} and not is_colon else at + 1


def _labelled(words: tuple[Word, ...], place: int, at: int, last: int) -> int | None:
    """What something is called: `称其为“…”`."""
    if words[place].text not in _LABELLING:
        return None
    for number in range(at + 1, min(last - 1, at + _LABEL_REACH)):
        if words[number].text in {"为", "成"}:
            behind = number + 1 + (words[number + 1].tag == "blank")
            if behind < last and words[behind].tag == "quote":
                return behind
    return None


def _behind_addressee(words: tuple[Word, ...], place: int, at: int, last: int, frame: Frame) -> Behind:
    """Behind whom it was told, or whose words are carried: up to a quotation, another cue, or a mark."""
    for number in range(at, last):
        if words[number].tag == "quote" and _length(words[number]) > LONG_QUOTE:
            return number, number
        if words[number].text in MERGED and number > at:
            behind = number + 1
            while behind < last and words[behind].text in MERGED:
                behind += 1
            content = behind if behind < last else last + 1
            return behind, content if content < len(words) else None
    if last < len(words) and words[last].text in _MARKS and last - at <= _ADDRESSEE:
        return last, last + 1 if last + 1 < len(words) else None
    if frame == "carry":
        return at, None
    if words[place].text in _URGING and _is_content(words, place, at, last, "order"):
        return at, at
    is_short = at < last and (words[at].tag == "r" or words[at].text in {"记者", "媒体"})
    end = at + 1 if is_short else noun_phrase(words, at, last)
    return (end, end) if at < end < last else (at, None)


def _is_content(words: tuple[Word, ...], place: int, at: int, last: int, frame: Frame) -> bool:
    """Whether what stands right behind a cue, with no mark between, is what was said."""
    cue, first = words[place].text, words[at]
    length = words[last - 1].end - first.start
    if cue in ISSUED:
        return (cue in SPOKEN or first.tag in {"v", "p", "vn", "d", "c"}) and length >= 4
    if (cue not in BARE and cue not in _URGING and frame != "label") or length < (2 if frame == "label" else 4):
        return False
    behind = words[at:last]
    if cue in {"表示", "表达"} and _is_attitude(behind):
        return False
    if frame == "label" or cue == "宣布":
        return True
    return any(
        word.tag[:1] in {"v", "a"} or word.tag in {"quote", "l", "i", "d"} or word.text in _VERBS for word in behind
    )


def _is_attitude(behind: tuple[Word, ...]) -> bool:
    """Whether something is shown and not said: `表示强烈不满`."""
    if behind[0].text in ATTITUDES:
        return not any(word.tag == "quote" for word in behind)
    others = [word for word in behind if word.text not in ATTITUDES]
    return len(others) < len(behind) and all(word.tag in _MODIFIERS for word in others)
