"""Datelines at the beginning of paragraphs: who sent a dispatch, and where what it tells begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from samarkand.steps.statements.layout import Sentence, simplified

_BYLINE = r"(?:[)）】\]]|[（(][^）)\n]{0,60}[）)]|[\s，,：:]|记者[\u4e00-\u9fff、 ]{2,16}(?:摄影)?报道[:：])*"
_DATELINE = re.compile(
    r"(?:[（(【\[]?(?P<who>[^，,。：:（(\n“”]{2,26}?)(?:[0-9]{1,2}月|[一二三四五六七八九十]{1,3}月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日[^，。：:\s（(]{0,4}?"
    r"\s?(?P<cue>电|专电|讯|综合报道|综合电|消息|信息|[-–—]{1,2})"
    r"|据?(?P<own>[^，,。：:（(\n“”《》]{0,10}?(?:报|网|社|台|刊|在线|频道)[\u4e00-\u9fff]{0,3}?)(?P<told>讯|消息|信息|电(?![视话影力子动站网台]))"
    r"(?=[\s（(：:，]|昨|今|[0-9]|记者|据|$))" + _BYLINE
)


def without_dateline(plain: str, sentence: Sentence) -> Sentence:
    """The sentence without what tells where a dispatch comes from, at the beginning of its paragraph."""
    if sentence.start and plain[sentence.start - 1] != "\n":
        return sentence
    match = _DATELINE.match(plain, sentence.start, sentence.end)
    if not match:
        return sentence
    parts = tuple(part for part in sentence.parts if part.start >= match.end())
    return replace(sentence, start=match.end(), parts=parts)


def datelines_in(text: str) -> Iterator[tuple[str, str, int]]:
    """Who sent a dispatch, by which word (电, 讯), and where that word stands, of each paragraph that begins so."""
    plain = simplified(text)
    for line in re.finditer(r"[^\n]+", plain):
        match = _DATELINE.match(plain, line.start(), line.end())
        if match:
            who, cue = ("own", "told") if match["own"] else ("who", "cue")
            yield text[slice(*match.span(who))], text[slice(*match.span(cue))], match.start(cue)
