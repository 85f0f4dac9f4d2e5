"""Text as words with their kinds: what a segmentation gives, each word mended where it is two; knows no neighbours."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from samarkand.steps.statements.cues import CUES
from samarkand.text.segmenting import is_word, tagged

# Words of one or two characters that a segmentation takes for the end of a name that it does not know.
_TAILS = (
    "认为",
    "表示",
    "报道",
    "介绍",
    "说",
    "称",
    "在",
    "对",
    "向",
    "将",
    "于",
    "也",
    "还",
    "曾",
    "就",
    "则",
    "都",
    "已",
    "被",
    "指",
    "又",
    "并",
    "上",
    "的",
)
_ADVERBS = frozenset(
    [
        "一再",
        "普遍",
        "一致",
        "多次",
        "反复",
        "公开",
        "明确",
        "正式",
        "强烈",
        "坚决",
        "着重",
        "特别",
        "再次",
        "首次",
        "严厉",
        "郑重",
        "严正",
        "深刻",
        "坦率",
        "随即",
    ]
)
_ISSUING = frozenset(("发表", "发布", "发出"))
_HEARD = frozenset(
    ["介绍", "报道", "报导", "了解", "统计", "透露", "分析", "估计", "推测", "调查", "测定", "反映", "称述"]
)
_HEADS = (
    "据",
    "称",
    "说",
    "指",
    "还",
    "也",
    "曾",
    "并",
    "又",
    "则",
    "都",
    "在",
    "对",
    "向",
    "将",
    "与",
    "和",
    "日",
    "时",
    "中",
    "上",
    "后",
)
TAGS = {"说": "v", "称": "v", "认为": "v", "表示": "v", "指": "v", "在": "p", "对": "p", "向": "p", "于": "p", "与": "c", "和": "c",
         "日": "m", "时": "f", "上": "f", "中": "f", "后": "f", "的": "uj", "被": "p", "并": "c"}  # fmt: skip
_WHOLE = {"普遍认为": (("普遍", "d"), ("认为", "v")), "一致认为": (("一致", "d"), ("认为", "v")), "中方": (("中方", "n"),),
          "报导": (("报导", "v"),), "消息称": (("消息", "n"), ("称", "v")), "他称": (("他", "r"), ("称", "v")),
          "据报": (("据", "p"), ("报", "v")), "据报道": (("据", "p"), ("报道", "v")), "会上": (("会", "n"), ("上", "f")),
          "另据": (("另", "c"), ("据", "p")), "但据": (("但", "c"), ("据", "p")),
          "初步统计": (("初步", "d"), ("统计", "v")), "重要批示": (("重要", "a"), ("批示", "n")),
    "时说": (("时", "f"), ("说", "v")), "时称": (("时", "f"), ("称", "v")), "来说": (("来", "v"), ("说", "v")), "在讲话中": (("在", "p"), ("讲话", "n"), ("中", "f")), "所说": (("所", "u"), ("说", "v")), "文说": (("文", "n"), ("说", "v")), "文称": (("文", "n"), ("称", "v")),
    "我会": (("我", "r"), ("会", "v")),
    **{glued: ((glued[0], "c"), (glued[1], "v")) for glued in ("并称", "并指", "并说", "还称", "续称", "更称")},
    "据称": (("据称", "v"),), "据悉": (("据悉", "v"),), "报称": (("报称", "v"),), "指称": (("指称", "v"),)}  # fmt: skip
_MARKS = re.compile(r"[，,；;：:、。！？!?]|\s+|—+|―+|─+|–+|-{2,}|…+")


class Word(NamedTuple):
    """A word, a mark, or a whole part that signs set apart."""

    text: str
    """Simplified; of a part, its signs are in it."""
    tag: str
    """The segmentation's; `w` for a mark, `s` for a blank; the kind of a part."""
    start: int
    end: int


def words_of(piece: str, place: int) -> list[Word]:
    """The words of a piece of text that begins at `place`."""
    if not piece:
        return []
    found: list[Word] = []
    for text, tag in tagged(piece):
        if tag == "x" and _MARKS.fullmatch(text):
            end = place + len(text)
            found.append(Word(text, "blank" if text.isspace() else "w", place, end))
            place = end
            continue
        for each, kind in _mended(text, tag):
            end = place + len(each)
            found.append(Word(each, kind, place, end))
            place = end
    return found


@lru_cache(maxsize=1 << 14)
def _mended(text: str, tag: str) -> tuple[tuple[str, str], ...]:
    """A word as the words that it is made of."""
    return _WHOLE.get(text) or _halved(text) or _unglued(text, tag)


def _halved(text: str) -> tuple[tuple[str, str], ...]:
    """Two words that a dictionary has as one: 一再表示, 发表声明, 据介绍."""
    if len(text) == 4 and text[2:] in _TAILS:
        return ((text[:2], "d" if text[:2] in _ADVERBS else "n"), (text[2:], "v"))
    if len(text) == 4 and text[:2] in _ADVERBS and text[2:] in CUES:
        return ((text[:2], "d"), (text[2:], "v"))
    if len(text) == 4 and text[:2] in _ISSUING:
        return ((text[:2], "v"), (text[2:], "n"))
    return (("据", "p"), (text[1:], "v")) if text[0] == "据" and text[1:] in _HEARD else ()


def _unglued(text: str, tag: str) -> tuple[tuple[str, str], ...]:
    """A name that nobody knows, and the word that was taken for its end or its beginning."""
    is_glued = len(text) > 1 and (text.endswith(_TAILS) or text.startswith(_HEADS))
    if not is_glued or text.isascii() or is_word(text):
        return ((text, tag),)
    for tail in _TAILS:
        if text.endswith(tail) and len(text) > len(tail):
            return (*_mended(text[: -len(tail)], tag if tag.startswith("n") else "nr"), (tail, TAGS.get(tail, "d")))
    head = next(head for head in _HEADS if text.startswith(head))
    return ((head, TAGS.get(head, "d")), *_mended(text[len(head) :], tag))
