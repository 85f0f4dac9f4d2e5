"""Datelines at the beginning of paragraphs: who sent a dispatch, and where what it tells begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from samarkand.steps.statements.layout import Sentence, simplified

_NAMES = r"[\u4e00-\u9fff、 ]{2,40}?"
_BYLINE = r"(?:[)）】\]]|[（(][^）)\n]{0,60}[）)]|[\s，,：:]|记者[\u4e00-\u9fff、 ]{2,16}(?:摄影)?报道[:：])*"
_DAY = r"(?:[0-9]{1,2}月|[一二三四五六七八九十]{1,3}月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
_MEDIUM = r"[^，,。：:（(\n“”《》]{0,10}?(?:报|网|社|台|刊|在线|频道)"
_SENT = r"综合(?:外电|外媒|媒体|各方)?(?:报道|消息)|综合电|电|专电|专讯|讯|消息|信息|[-–—]{1,2}|报道(?=[ 　]*(?:$|\n))"
_DATELINE = re.compile(
    # Behind a day: `某社北安7日电`.
    rf"(?:[（(【\[]?(?P<dated>[^，,。：:（(\n“”]{{2,26}}?){_DAY}[^，。：:\s（(]{{0,4}}?\s?(?P<by_day>{_SENT})"
    # Behind the name of a medium: `某报讯`, `某网北安专讯`.
    rf"|据?(?P<named>{_MEDIUM}[\u4e00-\u9fff]{{0,3}}?)(?P<by_name>专?讯|消息|信息|电(?![视话影力子动站网台]))(?=[\s（(：:，]|昨|今|[0-9]|记者|据|$)"
    # With its reporters: `某报记者甲、乙报道：`.
    rf"|(?P<staffed>{_MEDIUM})记者{_NAMES}(?P<by_staff>报道)(?=[：:])"
    # Alone in its line, a short name or a picture agency's: `某都讯`, `某社发`.
    rf"|(?P<alone>[\u4e00-\u9fff]{{2,4}})(?P<by_line>(?<=社)发|(?<![通资简音喜审问传短快电])讯)(?=[ 　]*(?:[（(][^）)\n]{{0,60}}[）)])?[ 　]*(?:$|\n))"
    r")" + _BYLINE
)
_FORMS = (("dated", "by_day"), ("named", "by_name"), ("staffed", "by_staff"), ("alone", "by_line"))


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
            who, cue = next((who, cue) for who, cue in _FORMS if match[cue])
            yield text[slice(*match.span(who))], text[slice(*match.span(cue))], match.start(cue)
