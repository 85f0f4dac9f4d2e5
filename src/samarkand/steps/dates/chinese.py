"""Expressions of time in Chinese of both scripts: one pattern that finds them, and what each of them tells by itself.

The pattern is made of rules, each a piece with groups of its own and a function that reads them. What only looks like a
time is kept out by what stands beside it (`同日本`, `周年`, `5号楼`, `三个月`): there are no blanks to part words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from samarkand.steps.dates.told import Kind, Told
from samarkand.text.numerals import value_of

_D = "0-9０-９"
_ONE = "一二三四五六七八九"
_TO = r"\s?(?:[至到及和与與、]|[-－–—~～]+)\s?"
_RANGE = r"\s?(?:[至到]|[-－–—~～]+)\s?"
_SMALL = rf"(?:[{_D}]{{1,2}}(?![{_D}])|[一二三]?十[{_ONE}]?|廿[{_ONE}]?|[{_ONE}])"
_WEEKDAYS = {
    sign: number
    for number, signs in enumerate(("一1１", "二2２", "三3３", "四4４", "五5５", "六6６", "日天"))
    for sign in signs
}
_WD = "[一二三四五六日天]"

_YEAR = rf"(?:[{_D}]{{4}}|[〇○零{_ONE}]{{4}})"
_ERA = r"(?:(?:中[华華])?民[国國]|昭和|平成|令和)"
_ERA_YEAR = rf"{_ERA}\s?(?:[{_D}]{{1,3}}|[一二]?百?[〇零]?[{_ONE}十]{{1,3}}|元)"
_SHORT = rf"(?:[{_D}]{{2,3}}(?=\s?年\s?[{_D}]{{1,2}}\s?月)|[0０][{_D}]|[〇零][{_ONE}])"
_YEAR_SIGN = rf"(?:{_ERA_YEAR}|{_YEAR}|{_SHORT})"
_YEAR_WORD = (
    r"(?:(?<![过過])去年|今年|本年(?!度)|(?<![声聲说說证證表发發])明年|(?<![以之此从從年月天目])前年(?![轻輕代均龄齡])"
    r"|(?<![以之此年月天战戰个個0-9])[后後]年(?![轻輕代均龄齡])|上年|[来來]年|同年(?![级級龄齡]))"
)
_SHIFTS = {
    "去": -1,
    "上": -1,
    "下": 1,
    "今": 0,
    "本": 0,
    "明": 1,
    "来": 1,
    "來": 1,
    "前": -2,
    "后": 2,
    "後": 2,
    "同": None,
}

_SOONER = r"早些[时時]候|晚些[时時]候|稍早(?:[时時]候)?|稍晚(?:[时時]候)?"
_PART_OF_MONTH = rf"(?:[上中下]旬|初|底|末|中(?=[，、。；：,;:（(）)“]|$)|{_SOONER})"
_PART_OF_YEAR = rf"(?:[春夏秋冬][天季]|[初底末](?![期尾])|年[初底末中]|中(?=[，、。；,;]|$)|以[来來]|同期|{_SOONER})"
_WEEK = r"(?:[周週]|星期|[礼禮]拜)"
_CLOCK = (
    rf"\s?(?:截至)?(?:[{_D}]{{1,2}}[:：][{_D}]{{2}}(?:[:：][{_D}]{{2}})?|[{_D}]{{4}}\s?GMT"
    rf"|[{_D}]{{1,2}}\s?[时時点點](?!候)(?:[{_D}]{{1,2}}分|半|[许許整])?)"
)
_PART_OF_DAY = (
    r"\s?(?:凌晨|清晨|早[晨上间間]|上午|中午|午[间間夜后後]|正午|下午|傍晚|晚[上间間]|夜[间間里裡晚]|深夜|半夜"
    rf"|{_SOONER}|早(?![已就期在])|晚(?![些于於会會宴年报報辈輩点點]))"
)
_WHEN = rf"(?:{_PART_OF_DAY}(?:{_CLOCK})?|{_CLOCK})?"
_DAY_SIGN = (
    r"(?:日(?![元圆圓本币幣语語均线線游遊内內间間龄齡耳]|之[内內间間]|以[内內]|左右)"
    r"|[号號](?![楼樓线線房公院机機文令法案码碼店门門馆館坑站舰艦艇]))"
)

_AND = frozenset("、和与與及")
_LEADS_TO_DAY = frozenset(("", *"，。、；：“（(\n在于於从從自到至"))
_Reader = Callable[[re.Match[str], bool], Told | None]


_BEFORE_ERA = {"昭": 1925, "平": 1988, "令": 2018}
"""The year before the first of an era; that of Taiwan is the usual one."""


def _number(text: str | None) -> int | None:
    """A small whole number of a date part; None for none."""
    value = value_of(text) if text else None
    return None if value is None else int(value)


def _year(text: str, is_traditional: bool) -> int | None:
    """`2022`, `二〇二二`, `民国111`, `111` before a month where Taiwan's years are used, `22`."""
    digits = re.sub(rf"^{_ERA}\s?", "", text)
    number = 1 if digits == "元" else _number(digits)
    if number is None:
        return None
    if len(digits) != len(text):
        return _BEFORE_ERA.get(text[0], 1911) + number
    if len(digits) == 4:
        return number if 1000 <= number < 2200 else None
    if digits[0] not in "0０" and is_traditional:
        return 1911 + number
    return number + (2000 if number < 50 else 1900) if len(digits) == 2 else None


def _told(match: re.Match[str], kind: Kind) -> Told:
    return Told(match.start(), match.end(), kind)


def _with_year(told: Told, match: re.Match[str], names: tuple[str, str], is_traditional: bool) -> Told | None:
    """Put in the year that the groups `names` tell, by number or by word."""
    if text := match[names[0]]:
        told.year = _year(text, is_traditional)
        return told if told.year is not None else None
    if word := match[names[1]]:
        told.year_shift = _SHIFTS[word[0]]
        told.is_from_mention = told.year_shift is None
        told.year_shift = told.year_shift or 0
    return told


def _days(told: Told, match: re.Match[str], first: str, last: str) -> Told:
    """Put in the day, or the first and last, of the groups; of `15、18日` the last alone, since they are no stretch."""
    told.number, told.upto = _number(match[first]), _number(match[last])
    if told.number is not None and told.upto is not None and told.upto != told.number + 1:
        between = match.string[match.end(first) : match.start(last)].strip()
        if between in _AND:
            told.number, told.upto = told.upto, None
    return told


def _iso(match: re.Match[str], _: bool) -> Told:
    told = _told(match, "day")
    told.year, told.month, told.number = int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])
    return told


def _month(match: re.Match[str], is_traditional: bool) -> Told | None:
    """A month or a day of it, with or without its year."""
    told = _told(match, "day" if match["m_d"] else "month")
    told.month = _number(match["m_m"])
    if told.kind == "day":
        _days(told, match, "m_d", "m_d2")
    elif (last := _number(match["m_m2"])) is not None and told.month is not None:
        is_range = match["m_and"] is None or last == told.month + 1
        told.month, told.upto = (told.month, last) if is_range else (last, None)
    return _with_year(told, match, ("m_y", "m_w"), is_traditional)


def _part(match: re.Match[str], is_traditional: bool) -> Told | None:
    """A quarter, a half, or the first months of a year, with or without the year."""
    if half := match["p_half"]:
        told = _told(match, "half")
        told.number = 1 if half in "上前" else 2
    elif first := match["p_first"]:
        told = _told(match, "month" if match["p_months"] else "quarter")
        told.upto = _number(first)
        told.month = told.number = 1
    else:
        told = _told(match, "quarter")
        told.number, told.upto = _number(match["p_q"]), _number(match["p_q2"])
    return _with_year(told, match, ("p_y", "p_w"), is_traditional)


def _whole_year(match: re.Match[str], is_traditional: bool) -> Told | None:
    told = _told(match, "year")
    if match["y_to"]:
        told.upto = _year(match["y_to"], is_traditional)
    return _with_year(told, match, ("y_y", "y_w"), is_traditional)


def _decade(match: re.Match[str], _: bool) -> Told | None:
    """`1990年代`, `上世纪90年代`, `九十年代`: of this century only if it says so."""
    told, number = _told(match, "decade"), _number(match["e_n"])
    if number is None or number % 10:
        return None
    if number >= 1000:
        told.number = number
    else:
        century = match["e_c"]
        which = 20 if century is None or century[0] == "上" else _number(re.split("世", century)[0]) or 0
        told.number = 100 * (which - 1) + number
    return told


def _century(match: re.Match[str], _: bool) -> Told:
    told = _told(match, "century")
    told.number = _number(match["c_n"])
    return told


def _ago(match: re.Match[str], _: bool) -> Told | None:
    told = _told(match, "ago")
    told.shift = _number(match["a_n"])
    told.unit = {"天": "day", "月": "month", "年": "year"}.get(match["a_unit"], "week")
    return told if told.shift is not None and told.shift < 1000 else None


def _month_by_word(match: re.Match[str], _: bool) -> Told:
    told = _told(match, "day" if match["r_d"] else "month")
    word = match["r_w"]
    told.is_from_mention = word[0] in "当當同"
    told.month_shift = {"上": -1, "下": 1}.get(word[0], 0) * (2 if word[:2] in {"上上", "下下"} else 1)
    if told.kind == "day":
        _days(told, match, "r_d", "r_d2")
    return told


def _week(match: re.Match[str], _: bool) -> Told:
    """A week by word, its weekend, or one of its days."""
    kind: Kind = "weekend" if match["w_end"] else "weekday" if match["w_d"] else "week"
    told = _told(match, kind)
    word = match["w_w"]
    told.shift = {"上": -1, "下": 1}.get(word[0], 0) * (2 if word[:2] in {"上上", "下下"} else 1)
    if kind == "weekday":
        told.number = _WEEKDAYS[match["w_d"]]
        told.upto = _WEEKDAYS[match["w_d2"]] if match["w_d2"] else None
    return told


def _weekend(match: re.Match[str], _: bool) -> Told:
    return _told(match, "weekend")


def _weekday(match: re.Match[str], _: bool) -> Told:
    told = _told(match, "weekday")
    told.number = _WEEKDAYS[match["d_d"]]
    told.upto = _WEEKDAYS[match["d_d2"]] if match["d_d2"] else None
    return told


_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2, "後": 2}
_DAYS_FROM_MENTION = {"当": 0, "當": 0, "同": 0, "前": -1, "次": 1, "翌": 1, "隔": 1, "后": 1, "後": 1}


def _day_by_word(match: re.Match[str], _: bool) -> Told:
    told, word = _told(match, "day"), match["t_w"]
    told.shift = _DAYS[word[-2]] + (0 if word[0] != "大" else 1 if word[1] != "前" else -1)
    return told


def _day_from_mention(match: re.Match[str], _: bool) -> Told:
    told = _told(match, "day")
    told.shift, told.is_from_mention = _DAYS_FROM_MENTION[match["f_w"][0]], True
    return told


def _quarter_by_word(match: re.Match[str], _: bool) -> Told:
    told = _told(match, "quarter")
    told.shift = {"上": -1, "下": 1}.get(match["q_w"], 0)
    return told


def _edge(match: re.Match[str], _: bool) -> Told:
    """`年初`, `月底`: of the year or month that it is."""
    told = _told(match, "month" if match["g_unit"] == "月" else "year")
    if told.kind == "month":
        told.month_shift = 0
    else:
        told.year_shift = 0
    return told


def _day(match: re.Match[str], _: bool) -> Told | None:
    """A day of the month alone. `5号` is more often a number than a day: it needs something that leads to a time."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    if match["n_sign"] in "号號" and before not in _LEADS_TO_DAY:
        return None
    return _days(_told(match, "day"), match, "n_d", "n_d2")


def _of_year(group: str) -> str:
    return rf"(?:(?P<{group}_y>{_YEAR_SIGN})\s?年\s?的?|(?P<{group}_w>{_YEAR_WORD})的?)?"


_RULES: dict[str, tuple[str, _Reader]] = {
    "iso": (rf"(?P<iso_y>[12][0-9]{{3}})([-/.])(?P<iso_m>[0-9]{{1,2}})\3(?P<iso_d>[0-9]{{1,2}})(?![{_D}])", _iso),
    "month": (
        (
            rf"{_of_year('m')}(?P<m_m>{_SMALL}|元)(?:(?:\s?月?{_RANGE}|(?P<m_and>[、和与與及]))(?P<m_m2>{_SMALL}))?\s?月(?![球亮饼餅龄齡薪均])"
            rf"(?:\s?(?P<m_d>{_SMALL})(?:{_TO}(?P<m_d2>{_SMALL}))?\s?{_DAY_SIGN}{_WHEN}|份?{_PART_OF_MONTH}|份(?![额額]))?"
        ),
        _month,
    ),
    "part": (
        (
            rf"{_of_year('p')}(?:(?P<p_half>[上下]|(?<=年)[前后後]|(?<=年的)[前后後])半年"
            rf"|[前头頭](?P<p_first>[{_ONE}两兩十]{{1,2}}|[{_D}]{{1,2}})(?:[个個]?(?P<p_months>月)(?![前后後])|[个個]?季度?)"
            rf"|第?(?P<p_q>(?:(?<=第)[一二三四1-4１-４]|[一二三四1-4１-４](?=[、和与與至到]?[二三四2-4２-４]?季度)))"
            rf"(?:[、和与與至到]?第?(?P<p_q2>[二三四2-4２-４]))?季度?(?![节節赛賽后後]))"
        ),
        _part,
    ),
    "year": (
        (
            rf"(?:(?P<y_y>{_YEAR_SIGN})(?:\s?年?{_RANGE}(?P<y_to>{_YEAR}))?\s?年(?![级級轻輕龄齡代])|(?P<y_w>{_YEAR_WORD}))"
            rf"(?:的?{_PART_OF_YEAR})?"
        ),
        _whole_year,
    ),
    "decade": (
        (
            rf"(?P<e_c>上(?:个|個)?世[纪紀]|(?:[{_D}]{{1,2}}|[{_ONE}十]{{1,3}})世[纪紀])?(?P<e_n>[{_D}]{{4}}|[{_D}]{{2}}|[{_ONE}]十)年代"
            rf"(?:[初末]|[中后後早]期)?"
        ),
        _decade,
    ),
    "century": (rf"(?P<c_n>[{_D}]{{1,2}}|[{_ONE}十]{{1,3}})世[纪紀](?![经經])(?:[初末]|中[叶葉期])?", _century),
    "ago": (
        (
            rf"(?P<a_n>[{_D}]{{1,4}}|[{_ONE}两兩十百]{{1,4}})[多余餘]?[个個]?(?P<a_unit>天|[周週]|星期|[礼禮]拜|(?<=[个個])月|年)半?[之以]?前"
            rf"(?![往来來去后後夕任首总總])"
        ),
        _ago,
    ),
    "by_month": (
        (
            rf"(?P<r_w>(?<![日资資基])本|[这這][个個]?|上上?[个個]?|下下?[个個]?|[当當同])月(?![球亮均薪])"
            rf"(?:(?P<r_d>{_SMALL})(?:{_TO}(?P<r_d2>{_SMALL}))?{_DAY_SIGN}{_WHEN}|份?{_PART_OF_MONTH}|份(?![额額]))?"
        ),
        _month_by_word,
    ),
    "week": (
        (
            rf"(?P<w_w>上上[个個]?|下下[个個]?|(?<![日资資基])本|今[个個]?|[这這](?:一?[个個]|一)?|(?<![以早晚])上(?:一?[个個]|一)?|(?<!一)下(?:一?[个個]|一)?){_WEEK}"
            rf"(?:的?(?P<w_end>末)|(?P<w_d>{_WD})(?![十百千万萬个個名些直度样樣])(?:{_TO}{_WEEK}?(?P<w_d2>{_WD})(?![{_ONE}十]))?{_WHEN}"
            rf"|(?![年刊岁歲边邊遭围圍转轉报報])(?:{_SOONER}|初|前半|后半|後半)?)"
        ),
        _week,
    ),
    "weekend": (r"(?<![方每的个個度长長整])[周週]末(?![报報])", _weekend),
    "weekday": (
        (
            rf"(?<![每逢一二两兩三四五六七八九十几幾数數{_D}圣聖双雙单單色腥个個]){_WEEK}(?P<d_d>{_WD})"
            rf"(?:{_TO}{_WEEK}?(?P<d_d2>{_WD})(?![{_ONE}十]))?{_WHEN}"
        ),
        _weekday,
    ),
    "by_word": (
        (
            rf"(?P<t_w>(?<![如至迄])今[天日](?!本|头条|頭條|俄[罗羅])|今[早晚晨]|昨[天日晚夜晨早]|明天"
            rf"|(?<![声聲说說证證表发發])明日(?![报報])|明[早晚晨]|大前天|(?<![目之以此从從当當提年月天])前天(?![津主文空皇然])|前晚"
            rf"|大[后後]天|(?<![天日年月周之以此])[后後]天(?![气氣性的])){_WHEN}"
        ),
        _day_by_word,
    ),
    "from_mention": (
        (
            rf"(?P<f_w>(?<![应應每相正适適])[当當]天(?![气氣然地空下才使])|[当當同]日(?![本元方韩韓军軍内內益渐漸])|[当當][晚夜]|同一[天日]"
            rf"|(?<![以之此])前一[天日晚夜]|(?<![{_ONE}两兩几幾{_D}这這本此该該首每多再])次日(?!本)|翌日|隔[天日](?!本)|[后後]一[天日]){_WHEN}"
        ),
        _day_from_mention,
    ),
    "by_quarter": (r"(?P<q_w>本|[这這]|上|下)一?[个個]?季度?(?![节節赛])", _quarter_by_word),
    "edge": (
        rf"(?<![{_D}{_ONE}十百千几幾多数數半周週每个個明去正腊臘新])(?P<g_unit>[年月])[初底末](?![期尾考一二三四五六七八九十])",
        _edge,
    ),
    "day": (
        (
            rf"(?P<n_d>[{_D}]{{1,2}}|二?十[{_ONE}]?|三十一?|廿[{_ONE}]?)(?:{_TO}(?P<n_d2>[{_D}]{{1,2}}|二?十[{_ONE}]?|三十一?|廿[{_ONE}]?))?"
            rf"(?P<n_sign>{_DAY_SIGN}){_WHEN}"
        ),
        _day,
    ),
}


_NUMERAL = f"〇○零{_ONE}十百廿两兩元"
_WORD = "今去昨明大前后後本上来來同下这這当當次翌隔第头頭"
_UNIT = r"年月日号號天个個周週星礼禮季世多余餘至到及和与與、\-－–—~～"
_BEGINNING = re.compile(
    rf"[{_D}{_NUMERAL}{_WORD}周週礼禮星年月民中昭平令](?:(?<=[{_D}])(?<![{_D}.．].)(?=[{_D}]{{0,3}}\s?[{_UNIT}/.])"
    rf"|(?<=[{_NUMERAL}])(?=[{_NUMERAL}{_UNIT}])"
    rf"|(?<=[{_WORD}])(?=[年天日早晚晨夜月周週星礼禮季世一个個半上下前后後十两兩{_ONE}{_D}])"
    r"|(?<=[周週礼禮星年月])(?=[一二三四五六日天末初底期拜])|(?<=民)(?=[国國])|(?<=中)(?=[华華]民)|(?<=昭)(?=和)|(?<=平)(?=成)|(?<=令)(?=和))"
)
"""What any rule begins with: a class, which is looked for fast, and what may stand beside it."""


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """All rules in one; the first that fits is taken."""
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, (rule, _) in _RULES.items()))


def find(text: str, is_traditional: bool) -> Iterator[Told]:
    """What the text tells of times, in order; nothing overlaps. `is_traditional`: a year of two or three digits is Taiwan's."""
    match_at, end = _pattern().match, 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() < end or (match := match_at(text, beginning.start())) is None:
            continue
        told = _RULES[match.lastgroup or ""][1](match, is_traditional)
        if told is not None:
            end = told.end
            yield told
