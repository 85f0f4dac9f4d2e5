"""Quantities in Chinese of both scripts: a pattern for numerals, the unit behind them, and the noun that is counted.

There are no blanks to part words, so a unit that begins another word is none (`三部门`, `5人民`): `_OTHER_WORDS` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from samarkand.model.mentions import NumberMention
from samarkand.steps.numbers.bounds import bound_of
from samarkand.steps.numbers.values import Spanned, Value
from samarkand.text.counted import counted, counted_around, persons_at
from samarkand.text.folding import fold
from samarkand.text.numerals import DIGITS, ONES, value_of
from samarkand.text.segmenting import tagged
from samarkand.text.units import MEASURES, SIGNS, UNITS

_SCALE = "十百千万萬亿億兆"
_MORE = "多余餘来來几幾"
_MANY = frozenset("多余餘")
_MORE_BEHIND = frozenset("个個多余餘")
_ARABIC = (
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})+|[{DIGITS}]{{1,15}})(?:[.．][{DIGITS}]{{1,6}})?"
    rf"(?:\s?[{_MORE}]?[{_SCALE}]+(?:(?:[{DIGITS}][,，][{DIGITS}]{{3}}|[{DIGITS}]{{1,4}})[{_SCALE}]*){{0,2}})?"
)
_HAN = rf"[{ONES}{_SCALE}]{{1,12}}(?:[{_MORE}][{_SCALE}]{{1,2}})?"
_BEGINNING = re.compile(
    rf"[{DIGITS}{ONES}{_SCALE}几幾数數上](?<![{DIGITS}{ONES}{_SCALE}A-Za-z第前头頭》.．].)(?<![第前头頭]\s.)(?<![A-Za-z][-/].)(?<![0-9]/.)(?<![{DIGITS}{ONES}{_SCALE}][:：].)"
    rf"(?:(?<![一几幾数數上])|(?<=一)(?=[{ONES}{_SCALE}])|(?<=[几幾数數上])(?=[{_SCALE}]))"
)
"""What a numeral begins with: a class, which is looked for fast, and what may stand beside it."""
_PATTERN = re.compile(
    rf"(?:(?P<arabic>{_ARABIC})|(?:(?P<part>[百千万萬]分之)(?P<of>{_ARABIC}|{_HAN}(?:[点點][{ONES}]+)?)"
    rf"|(?P<some>[几幾数數上])(?P<round>[{_SCALE}]{{1,3}})|(?P<han>{_HAN})(?:分之(?P<share>{_HAN}|{_ARABIC}))?))(?P<more>[{_MORE}])?"
)
_COMMAS = frozenset(",，")
_GROUP = re.compile(rf"[{DIGITS}]{{3}}(?![{DIGITS}])")
_GROUPED = re.compile(
    rf"(?:(?<![{DIGITS}{_SCALE}])|第[{DIGITS}]{{1,4}}[{_SCALE}])[{DIGITS}]{{1,3}}[,，](?:[{DIGITS}]{{3}}[,，])*$"
)
_TO = re.compile(r"\s?(?:[至到]|[-－–—~～]{1,2})\s?")
_ADJACENT = re.compile(rf"([一二两兩三四五六七八])([二两兩三四五六七八九])([{_SCALE}]*)")
_MERE_SCALE = re.compile("[百千万萬亿億兆]+")

_UNITS_BY_BEGINNING: dict[str, list[str]] = {}
for _spelling in sorted(UNITS, key=len, reverse=True):
    _UNITS_BY_BEGINNING.setdefault(_spelling[0], []).append(_spelling)
_OTHER = """
人:民均类類才生权權道帮幫大行格 部:门門委队隊长長分署落 家:庭长長属屬 次:方 位:于於置 名:单單义義列 所:有以谓謂 台:湾灣北海风風 只:有是能要会會
对:于於 发:生现布展表出言动达 支:持付 股:市票东 本:人地国國土身科月周年 处:理于於罚分 集:团團合会會 具:有体體 组:织織成建 批:准評评判 克:里服拉什罗羅林鲁魯 米:兰蘭饭飯
升:至到级級高 天:津空 年:级級代轻輕龄齡 度:假过過 起:来來草 场:合景面 种:族植 条:件约約例 个:人别性案体體 件:事 项:目 级:别 周:刊边邊围圍 层:次
票:房价價 架:构設设 死:者亡于於不后後囚刑因守掉伤傷 伤:者亡害心口员員势勢痕风寒感及到人残殘兵病 傷:者亡害心口員勢痕風寒感及到人殘兵病
"""
_OTHER_WORDS = dict(entry.split(":") for entry in _OTHER.split())
"""Unit -> characters behind it that make another word of it."""
_IDIOMS = frozenset(("四处", "四處", "九死"))
_RANKS = frozenset("级級度")
_TENTHS = "成"
_NO_TENTHS = frozenset("功为為立员員果长長本绩績就品分都交")
_SIGNED = frozenset(("%", "度", "摄氏度", "华氏度", "百分点"))
_MINUS = frozenset("-－−负負")
_SIGNS = tuple(sorted(SIGNS, key=len, reverse=True))
_CELL_BEFORE, _CELL_BEHIND = re.compile(r"[0-9%％] "), re.compile(r"(?: [-+]?|[:：/])[0-9]")
"""What stands around a number in a row of a table or in a ratio."""
_ARABIC_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_LARGE = (("亿", 10**8), ("億", 10**8), ("万", 10**4), ("萬", 10**4))
_SCALES = frozenset(_SCALE)
_BARE = frozenset(",，.．万萬亿億")
_WITHOUT_MORE = str.maketrans(dict.fromkeys(_MORE))
_BEFALLEN = {"死": "死亡", "伤": "受伤", "傷": "受伤"}
_OF_PEOPLE = frozenset(("人", "例", "宗", "具"))
_NUMBER_OF = re.compile(
    r"(?:人[数數]|[总總][数數]|病例|死者|[伤傷]者)(?:已|再|[上]?[升增][至到]|[达達][到至]?|[为為]|有|共|约|約|超过|超過|逾|近)*$"
)
"""What stands before a number of people that has no unit: `死亡人数升至31`."""
_LEADS_TO_NUMBER = frozenset("数數例者伤傷已再至到达達为為有共约約过過逾近")
_BESIDE_NOUN = frozenset(("b", "vn", "an", "a"))
_RUN = re.compile(r"(?![计計])[\u3400-\u9fff]{1,8}")


_PARTS = {"百": ("%", 1), "千": ("‰", 1), "万": ("", 10_000), "萬": ("", 10_000)}


class _Numeral(NamedTuple):
    """A numeral with what stands beside it."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str | None
    """None where none follows."""
    is_approximate: bool = False
    is_more: bool = False
    """Whether `多` or `余` stands in it or right behind it."""
    is_bare: bool = False
    """Whether it is a quantity even without a unit: it has a scale, a comma or a decimal point."""


def find(text: str, dates: Sequence[Spanned] = ()) -> Iterator[NumberMention]:
    """The quantities of a Chinese text in reading order. What begins in one of its dates is none, and costs nothing."""
    return filter(None, (_mention(text, numeral) for numeral in _numerals(text, dates)))


def values(text: str, dates: Sequence[Spanned] = ()) -> Iterator[Value]:
    """The same with their values and units alone."""
    return filter(None, (_value(text, numeral) for numeral in _numerals(text, dates)))


def _numerals(text: str, dates: Sequence[Spanned]) -> Iterator[_Numeral]:
    """Numerals that may be quantities; two that make a range are one."""
    before: _Numeral | None = None
    end, place = 0, 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        while place < len(dates) and dates[place].end <= start:
            place += 1
        if start < end or (place < len(dates) and dates[place].start <= start):
            continue
        is_behind_dash = start > 1 and text[start - 1] == "-" and text[start - 2].isdigit()
        if (is_behind_dash and (before is None or before.end != start - 1)) or _is_rest(text, start):
            continue
        match = _PATTERN.match(text, start)
        if match is None:
            continue
        end = match.end()
        numeral = _numeral(text, match)
        joined = _joined(text, before, numeral) if numeral is not None and before is not None else None
        if numeral is None or (is_behind_dash and joined is None):
            continue  # behind a dash it is the end of a range (`15-20人`), or part of a number of another kind
        if before is not None and joined is None:
            yield before
        before = joined or numeral
    if before is not None:
        yield before


def _is_rest(text: str, start: int) -> bool:
    """Whether digits are the rest of a numeral that began before them and is none of ours: the `000` of `第50,000人`, `第5万6,000人`, `10:30,000`."""
    return (
        text[start - 1 : start] in _COMMAS
        and _GROUP.match(text, start) is not None
        and _GROUPED.search(text, max(0, start - 20), start) is not None
    )


def _numeral(text: str, match: re.Match[str]) -> _Numeral | None:
    """What a match tells, or None where it is no numeral or nothing follows that could make it a quantity."""
    if match["part"]:
        return _percent(match)
    return _share(match) if match["share"] else _plain(text, match)


def _percent(match: re.Match[str]) -> _Numeral | None:
    """`百分之三点二` and its like."""
    value = _spoken(match["of"])
    if value is None:
        return None
    unit, whole = _PARTS[match["part"][0]]
    return _Numeral(*match.span(), value / whole, value / whole, unit, bool(match["more"]), is_bare=True)


def _plain(text: str, match: re.Match[str]) -> _Numeral | None:
    """A numeral with its unit; without one only if it may be a quantity, or one end of a range."""
    start, stop = match.span()
    arabic, han, more, some = match.group("arabic", "han", "more", "some")
    unit, end = _unit(text, stop, is_arabic=arabic is not None)
    is_bare = not _BARE.isdisjoint(arabic or match[0])
    if unit is None and not is_bare:
        is_bare = _is_of_people(text, start, end)
        if not is_bare and not _TO.match(text, end):
            return None
    is_year = unit == "年" and arabic is not None and len(arabic) == 4
    ends = None if is_year or (arabic is None and _is_idle(text, (start, stop, end), han or "")) else _ends(match)
    if ends is None:
        return None
    low, high, is_some = ends
    is_more = more in _MANY or (not some and not _MANY.isdisjoint(match[0]))
    if text[stop : stop + 1] in _MORE_BEHIND or text[end : end + 1] in _MORE_BEHIND:
        is_more = is_more or text.startswith(("个多", "個多", "多", "余", "餘"), end if unit else stop)
        is_some = is_some or text.startswith(("个多", "個多"), stop)
    if unit == _TENTHS:
        unit, low, high = "%", low * 10, high * 10
    return _Numeral(start, end, low, high, unit, is_some or bool(more), is_more, is_bare)


def _is_idle(text: str, places: tuple[int, int, int], han: str) -> bool:
    """Whether a numeral in characters says no number: an idiom (`四处`), or a scale alone (`千万`) that nothing makes a bound or people."""
    start, stop, end = places
    if text[start:end] in _IDIOMS:
        return True
    if not _MERE_SCALE.fullmatch(han):
        return False
    return not any(bound_of(text, start, stop)) and not _is_of_people(text, start, stop)


def _is_of_people(text: str, start: int, end: int) -> bool:
    """Whether a number without a unit counts people: `2000军人`, `死亡人数升至31`."""
    if end - start > 1 and persons_at(text, end):
        return True
    return (
        text[start - 1 : start] in _LEADS_TO_NUMBER and _NUMBER_OF.search(text, max(0, start - 12), start) is not None
    )


def _share(match: re.Match[str]) -> _Numeral | None:
    """`三分之二` as a percentage, to two decimal places."""
    whole, part = value_of(match["han"]), value_of(match["share"])
    if not whole or part is None:
        return None
    value = (100 * part / whole).quantize(Decimal("0.01"))
    return _Numeral(match.start(), match.end(), value, value, "%", is_bare=True)


def _spoken(text: str) -> Decimal | None:
    """The value of a numeral that may have decimals in words: `三点二`."""
    whole, point, decimals = text.replace("點", "点").partition("点")
    value = value_of(whole)
    if not point or value is None:
        return value
    digits = value_of("〇" + decimals)
    return None if digits is None else value + digits.scaleb(-len(decimals))


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal, bool] | None:
    """The least and the greatest value that a numeral may have, and whether it is vague by itself."""
    arabic, han, more, some = match.group("arabic", "han", "more", "some")
    if some:
        scale = value_of(match["round"])
        if scale is None:
            return None
        return (scale, scale, True) if some == "上" else (scale * 2, scale * 9, True)
    return _told_by(arabic or han, is_han=arabic is None, is_some_more=more in {"几", "幾"})


@lru_cache(maxsize=4096)
def _told_by(numeral: str, *, is_han: bool, is_some_more: bool) -> tuple[Decimal, Decimal, bool] | None:
    """As `_ends`, for a numeral that is no `数十`; the same few stand in all texts."""
    if is_han and (adjacent := _ADJACENT.fullmatch(numeral)):
        low, high = value_of(adjacent[1] + adjacent[3]), value_of(adjacent[2] + adjacent[3])
        is_pair = low is not None and high is not None and 0 < high - low <= 2 * (value_of(adjacent[3]) or 1)
        return (low, high, True) if is_pair and low is not None and high is not None else None
    plain = numeral.translate(_WITHOUT_MORE)
    value = value_of(plain)
    if value is None or (is_han and len(numeral) > 1 and _SCALES.isdisjoint(numeral)):
        return None
    high = value + 9 if is_some_more and value % 10 == 0 else value
    return value, high, plain != numeral


def _unit(text: str, end: int, *, is_arabic: bool) -> tuple[str | None, int]:
    """The unit that stands at `end`, by its one spelling, and where it ends; None where there is none."""
    beginning, place = text[end : end + 1], end
    if beginning == " ":
        beginning, place = text[end + 1 : end + 2], end + 1
    if beginning in "个個" and text[place + 1 : place + 2] == "多":  # `3个多月`
        unit, behind = _unit(text, place + 2, is_arabic=is_arabic)
        return ("个月", place + 3) if text.startswith("月", place + 2) else (unit, behind if unit else end)
    if beginning == _TENTHS and not is_arabic and text[place + 1 : place + 2] not in _NO_TENTHS:
        return _TENTHS, place + 1
    for spelling in _UNITS_BY_BEGINNING.get(beginning, ()):
        if len(spelling) == 1 or text.startswith(spelling, place):
            behind = place + len(spelling)
            is_one = _is_unit(spelling, text[behind : behind + 1], is_arabic=is_arabic)
            return (UNITS[spelling], behind) if is_one else (None, end)
    return None, end


def _is_unit(piece: str, behind: str, *, is_arabic: bool) -> bool:
    """Whether a spelling of a unit is one here, and not the beginning of another word or a rank (`三级`, `三度`)."""
    if piece in _RANKS and not is_arabic:
        return False
    is_cut = piece.isascii() and behind.isascii() and behind.isalpha()
    return not is_cut and (not behind or behind not in _OTHER_WORDS.get(piece, ""))


def _joined(text: str, first: _Numeral, last: _Numeral) -> _Numeral | None:
    """The range that two numerals make, or None: `10%至20%`, `3到5万人`."""
    gap = text[first.end : last.start]
    if len(gap) > 4 or not _TO.fullmatch(gap) or last.unit is None or first.unit not in {None, last.unit}:
        return None
    low = first.low
    if first.unit is None and not first.is_bare and low < last.high:
        scale = next((value for sign, value in _LARGE if sign in text[last.start : last.end]), None)
        low = low * scale if scale and low < scale else low
    if low >= last.high:
        return None
    return last._replace(start=first.start, low=low, is_approximate=first.is_approximate or last.is_approximate)


def _value(text: str, numeral: _Numeral) -> Value | None:
    """The value that a numeral tells, with a sign before it; None where it is no quantity."""
    start, unit = numeral.start, numeral.unit
    if start and text[start - 1] in _SIGN_ENDS:
        sign = next(sign for sign in _SIGNS if text.endswith(sign, 0, start))
        unit, start = SIGNS[sign], start - len(sign)
    if unit is None and not (numeral.is_bare and _is_told(text, start, numeral.end)):
        return None
    low, high = numeral.low, numeral.high
    if unit in _SIGNED and text[start - 1 : start] in _MINUS and start:
        low, high, start = -high, -low, start - 1
    return Value(start, numeral.end, low, high, unit)


def _mention(text: str, numeral: _Numeral) -> NumberMention | None:
    """The mention that a numeral makes, with the noun behind it; None where it is no quantity."""
    value = _value(text, numeral)
    if value is None:
        return None
    start, end, low, high, unit = value
    counts = "" if unit in MEASURES else _noun(text, end)
    bound, is_about = bound_of(text, start, end)
    if numeral.is_more and not bound:
        bound = "over"
    of = _of(text, start, end, unit, counts)
    return NumberMention(
        text[start:end],
        start,
        end,
        low,
        high,
        "人" if unit is None and of else unit or "",
        counts,
        numeral.is_approximate or is_about,
        bound,
        of,
    )


def _of(text: str, start: int, end: int, unit: str | None, counts: str) -> str:
    """The one word for what is counted; `3死5伤` says it itself."""
    if told := _BEFALLEN.get(text[end - 1]):
        return told
    if unit is None:
        return counted(counts) or counted_around(text, start, end)
    return counted_around(text, start, end) if unit in _OF_PEOPLE and not text.startswith("口", end) else ""


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a numeral without a unit is a quantity: one in characters counts something; a cell of a table is none."""
    if _is_of_people(text, start, end):
        return True
    if text[start] not in _ARABIC_DIGITS:
        return bool(_noun(text, end))
    return not (_CELL_BEFORE.match(text, max(0, start - 2), start) or _CELL_BEHIND.match(text, end))


def _noun(text: str, start: int) -> str:
    """The noun that begins at a place, with what belongs to it; "" where none follows plainly."""
    match = _RUN.match(text, start)
    if match is None:
        return ""
    run = match[0]
    folded = fold(run)
    end, is_noun = 0, False
    for word, tag in tagged(folded if len(folded) == len(run) else run):
        if tag[0] not in "njl" and (is_noun or tag not in _BESIDE_NOUN):
            break
        end += len(word)
        is_noun = is_noun or tag[0] in "njl" or (tag == "vn" and end == len(run))
    return run[:end] if is_noun else ""
