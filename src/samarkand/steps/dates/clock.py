"""Times of day in Chinese and English, by the clock (`13时27分`) or by the part of the day (`凌晨`): patterns, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samarkand.text.numerals import value_of

_D = "0-9０-９"
_HAN = "〇○零一二三四五六七八九十廿两兩"
_NUMBER = rf"(?:[{_D}]{{1,2}}|[{_HAN}]{{1,3}})"
SOONER = r"早些[时時]候|晚些[时時]候|稍早(?:[时時]候)?|稍晚(?:[时時]候)?"
_ABOUT = r"(?:\s?(?:左右|前[后後]|[许許]))?"
_TO = r"\s?(?:[至到]|[-－–—~～]+)\s?"

DIGITAL = rf"(?<![{_D}:：])(?:[01]?[0-9]|2[0-4]|[０１]?[０-９]|２[０-４])[:：][0-5０-５][{_D}](?:[:：][0-5０-５][{_D}])?(?![{_D}:：%])"
CLOCK = (
    rf"(?:{DIGITAL}|[{_D}]{{4}}\s?GMT"
    rf"|{_NUMBER}\s?(?:[时時](?!候)|[点點](?![击擊名评評建意原]))(?:{_NUMBER}分(?:{_NUMBER}秒)?|[{_D}]{{2}}(?![{_D}])|半|[一三]刻|[多整]?[钟鐘]|[多整])?{_ABOUT})"
)
"""A time by the clock behind a day or a part of one."""
LONE_CLOCK = (
    rf"(?:{DIGITAL}|(?<![{_D}.．{_HAN}第])(?:(?:[{_D}]{{1,2}}|[{_HAN}]{{2,3}})[时時](?![候代段差])|{_NUMBER}[点點](?=[{_D}{_HAN}]{{1,3}}分(?![制别值別之])|半(?!岛|島)|[钟鐘整]|[左许許]|多[，。钟]))"
    rf"(?:{_NUMBER}分(?:{_NUMBER}秒)?|半|[多整]?[钟鐘]|[多整])?{_ABOUT})"
)
"""A time by the clock that no day leads to: it needs more to be told from a count (`三点意见`)."""
PART = (
    r"(?:凌晨|拂晓|拂曉|清晨|早[晨上间間]|上午|中午|午[间間夜后後]|正午|下午|傍晚|晚[上间間]|夜[间間里裡晚]|深夜|半夜"
    rf"|{SOONER}|早(?![已就期在日年])|晚(?![些于於会會宴年报報辈輩点點期]))"
)
LONE_PART = r"(?<![一个個整每])(?:凌晨|拂晓|拂曉|清晨|上午|正午|[中下]午(?!好)|傍晚|深夜|半夜|午夜|(?:早|晚)上(?!好)|(?<![今昨明前当當])(?:早|晚)[间間]|夜里|夜裡|(?<![今昨明前当當最早])晚(?=[0-9０-９]))"
WHEN = rf"(?:(?=[\s截凌拂清早上中午正下傍晚夜深半稍{_D}{_HAN}])\s?(?:截至)?(?:{PART}\s?(?:{CLOCK}(?:{_TO}{PART}?{CLOCK})?)?|{CLOCK}(?:{_TO}{PART}?{CLOCK})?))?"
"""What may stand behind a day: the part of it, the time by the clock, both, or from one to another. What all of it begins with is
looked at first, since mostly none of it is there."""
_LONE = re.compile(rf"(?:{LONE_PART}\s?(?:{CLOCK}(?:{_TO}{PART}?{CLOCK})?)?|{LONE_CLOCK}(?:{_TO}{PART}?{CLOCK})?)")
_LONE_BEGINNING = re.compile(
    rf"[凌拂清上正中下傍深半午早晚夜{_D}{_HAN}](?:(?<=[凌拂清上正中下傍深半午早晚夜])(?=[晨晓曉午晚夜上间間里裡{_D}])"
    rf"|(?<=[{_D}{_HAN}])(?=[{_D}{_HAN}]{{0,2}}\s?[时時点點:：]))"
)
"""What such a time begins with: a class, which is looked for fast, and what may stand beside it."""
ENGLISH_CLOCK = r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5][0-9])?\s?[AaPp]\.?[Mm]\b\.?|(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![:0-9])|noon\b|midnight\b)"
ENGLISH_LONE = re.compile(rf"(?<![A-Za-z0-9:.,]){ENGLISH_CLOCK}|\bin the (?:morning|afternoon|evening)\b")
ENGLISH_BEFORE = re.compile(rf"(?<![A-Za-z0-9:.,]){ENGLISH_CLOCK}(?: local time)?,? (?:on )?$")
"""What stands before a day that it is a time of: `at 8:30 a.m. on `."""

_HOURS = {
    (0, 6): "凌晨",
    (5, 8): "拂晓 拂曉 清晨 今晨 昨晨 明晨",
    (5, 9): "早晨 早上 早间 早間 今早 明早 早 morning",
    (6, 12): "上午",
    (11, 13): "中午 正午 午间 午間",
    (12, 18): "下午 午后 午後 afternoon",
    (17, 19): "傍晚",
    (
        18,
        24,
    ): "晚上 晚间 晚間 夜间 夜間 夜里 夜裡 夜晚 今晚 昨晚 明晚 前晚 当晚 當晚 昨夜 当夜 當夜 一夜 一晚 晚 夜 evening night tonight",
    (22, 24): "深夜 半夜 午夜",
}
"""The parts of a day, end excluded: roughly, and as far as all agree."""
_STRETCHES = {word: hours for hours, words in _HOURS.items() for word in words.split()}
_TOLD = re.compile(
    r"(?P<eh>1[0-2]|0?[1-9])(?:[:.](?P<em>[0-5][0-9]))?\s?(?P<half_day>[AaPp])\.?[Mm]\b"
    rf"|(?P<part>(?:{'|'.join(sorted(_STRETCHES, key=len, reverse=True))})(?!些))(?<!稍早)(?<!稍晚)"
    rf"|(?P<h>[{_D}]{{1,2}}|[{_HAN}]{{1,3}})\s?(?:[时時点點](?!候)|[:：])(?:(?P<m>[{_D}]{{1,2}}(?![{_D}])|[{_HAN}]{{1,3}}(?=分))|(?P<half>半)|(?P<k>[一三])刻|(?P<more>多))?"
    r"|(?P<word>noon|midnight)\b"
)
_QUARTERS = {"一": 15, "三": 45}
_HINT = re.compile(r"[时時点點:：晨早午晚夜拂]|[AaPp]\.?[Mm]\b|noon|night|morning|evening")


def lone(text: str) -> Iterator[re.Match[str]]:
    """The times of day in a Chinese text, in order, whatever stands before them; nothing overlaps."""
    end = 0
    for beginning in _LONE_BEGINNING.finditer(text):
        if beginning.start() >= end and (match := _LONE.match(text, beginning.start())):
            end = match.end()
            yield match


def time_of(text: str) -> str:
    """The time of day in an expression, as `DateMention.time`; "" for none."""
    if not _HINT.search(text):
        return ""
    part, told = "", []
    for match in _TOLD.finditer(text):
        if match["part"]:
            part = match["part"]
        elif stretch := _stretch(match, part):
            told.append(stretch)
    if not told:
        begin, end = _STRETCHES.get(part, (0, 0))
        return _written(begin * 60, end * 60) if part else ""
    if len(told) > 1 and told[1][0] > told[0][0]:
        return _written(told[0][0], told[1][0])
    return _written(*told[0])


def _stretch(match: re.Match[str], part: str) -> tuple[int, int] | None:
    """The minutes of the day that a match means, end excluded; equal ends for a moment. None for no time of day."""
    if match["word"]:
        at = 720 if match["word"] == "noon" else 1440
        return at, at
    if match["eh"]:
        at = int(match["eh"]) % 12 * 60 + int(match["em"] or 0) + 720 * (match["half_day"] in "pP")
        return at, at
    hour = _hour(int(value_of(match["h"]) or 0), part)
    minute = 30 if match["half"] else _QUARTERS[match["k"]] if match["k"] else int(value_of(match["m"] or "0") or 0)
    if not 0 <= hour <= 24 or not 0 <= minute < 60 or hour * 60 + minute > 1440:
        return None
    at = hour * 60 + minute
    return (at, min(1440, at + 60)) if match["more"] else (at, at)


def _hour(hour: int, part: str) -> int:
    """The hour of the day, which the part of the day tells where the clock has but twelve."""
    begin, end = _STRETCHES.get(part, (0, 0))
    if hour == 12:
        return 24 if begin >= 18 else 0 if part == "凌晨" else 12
    if hour < 12 and end > 12 and not (begin >= 18 and hour < 5) and not (part in {"中午", "正午"} and hour > 9):
        return hour + 12
    return hour


def _written(begin: int, end: int) -> str:
    first, last = (f"{at // 60:02}:{at % 60:02}" for at in (begin, end))
    return first if begin == end else f"{first}/{last}"
