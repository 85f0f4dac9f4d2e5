"""Expressions of time in Chinese of both scripts: one pattern that finds them, and what each of them tells by itself.

The pattern is made of rules, each a piece with groups of its own and a function of `chinese_readers` that reads them. What only looks like a
time is kept out by what stands beside it (`同日本`, `周年`, `5号楼`, `三个月`): there are no blanks to part words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from samarkand.steps.dates import chinese_readers as read
from samarkand.steps.dates.clock import SOONER, WHEN
from samarkand.steps.dates.told import Told

_D = "0-9０-９"
_ONE = "一二三四五六七八九"
_TO = r"\s?(?:[至到及和与與、]|[-－–—~～]+)\s?"
_RANGE = r"\s?(?:[至到]|[-－–—~～]+)\s?"
_SMALL = rf"(?:[{_D}]{{1,2}}(?![{_D}])|[一二三]?十[{_ONE}]?|廿[{_ONE}]?|[{_ONE}])"
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
_PART_OF_MONTH = rf"(?:[上中下]旬|初|底|末|中(?=[，、。；：,;:（(）)“]|$)|{SOONER})"
_PART_OF_YEAR = rf"(?:[春夏秋冬][天季]|[初底末](?![期尾])|年[初底末中]|中(?=[，、。；,;]|$)|以[来來]|同期|{SOONER})"
_WEEK = r"(?:[周週]|星期|[礼禮]拜)"
_DAY_SIGN = (
    r"(?:日(?![元圆圓本币幣语語均线線游遊内內间間龄齡耳]|之[内內间間]|以[内內]|左右)"
    r"|[号號](?![楼樓线線房公院机機文令法案码碼店门門馆館坑站舰艦艇]))"
)

_TWICE = "[闰閏]?"
_MOON = r"(?:(?:[农農]|[阴陰]|[旧舊]|夏)[历曆]的?)"

_Reader = Callable[[re.Match[str]], Told | None]


def _of_year(group: str) -> str:
    return rf"(?:(?P<{group}_y>{_YEAR_SIGN})\s?年\s?的?|(?P<{group}_w>{_YEAR_WORD})的?)?"


_RULES: dict[str, tuple[str, _Reader]] = {
    "iso": (
        rf"(?P<iso_y>[12][0-9]{{3}})(?P<iso_s>[-/.])(?P<iso_m>[0-9]{{1,2}})(?P=iso_s)(?P<iso_d>[0-9]{{1,2}})(?![{_D}])",
        read.iso,
    ),
    "dmy": (
        rf"(?P<dmy_d>[0-9]{{1,2}})(?P<dmy_s>[/.])(?P<dmy_m>[0-9]{{1,2}})(?P=dmy_s)(?P<dmy_y>[12][0-9]{{3}})(?![{_D}/.])",
        read.day_first,
    ),
    "md": (
        (
            r"(?<![^\n，。；：（(在于於自从從])(?P<md_m>1[0-2]|0?[1-9])/(?P<md_d>[12][0-9]|3[01]|0?[1-9])"
            r"(?=[起止前后後晚早凌上下]|[（(][一二三四五六日周週星]|[，。；）)]|$)"
        ),
        read.month_first,
    ),
    "ymd": (
        (
            r"(?<![A-Za-z/:：分比绩績码碼号號-])(?P<s_y>[0-9]{2})-(?P<s_m>0[1-9]|1[0-2])-(?P<s_d>0[1-9]|[12][0-9]|3[01])(?![-–/.:：]?[0-9A-Za-z%％])"
        ),
        read.short,
    ),
    "lunar": (
        (
            rf"(?=.{{0,9}}?[正腊臘冬历曆大])(?P<l_moon>{_MOON})?{_of_year('l')}(?P<l_moon2>{_MOON})?"
            rf"(?:(?P<l_eve>大年三十)|大年(?P<l_new>初[{_ONE}十])|(?P<l_m>[正腊臘冬]|(?(l_moon){_TWICE}{_SMALL}|(?(l_moon2){_TWICE}{_SMALL}|(?!))))月"
            rf"(?:(?P<l_d>初[{_ONE}十]|[二三]?十[{_ONE}]?|廿[{_ONE}]?|(?(l_moon)[{_D}]{{1,2}}|(?(l_moon2)[{_D}]{{1,2}}|(?!))))日?|(?![{_ONE}十{_D}初])))"
            rf"{WHEN}"
        ),
        read.lunar,
    ),
    "nth": (
        (
            rf"(?:(?P<k_y>{_YEAR_SIGN})\s?年\s?|(?P<k_w>{_YEAR_WORD})|(?P<k_m>{_SMALL})月)的?"
            rf"(?:第(?P<k_n>{_SMALL})(?P<k_u>[周週]|[个個]星期(?![一二三四五六日天])|(?<!月)[个個]月)|最?(?P<k_last>[后後])\s?(?P<k_c>{_SMALL})\s?[个個]月(?![前后後内內]))"
        ),
        read.counted,
    ),
    "month": (
        (
            rf"{_of_year('m')}(?P<m_m>{_SMALL}|元)(?:(?:\s?月?{_RANGE}|(?P<m_and>[、和与與及]))(?P<m_m2>{_SMALL}))?\s?月(?![球亮饼餅龄齡薪均])"
            rf"(?:\s?(?P<m_d>{_SMALL})(?:{_TO}(?P<m_d2>{_SMALL}))?\s?(?:{_DAY_SIGN}{WHEN}|(?(m_y)(?=[，。、；：,;)）\n]|$)|(?!)))|份?{_PART_OF_MONTH}|份(?![额額]))?"
        ),
        read.month,
    ),
    "part": (
        (
            rf"{_of_year('p')}(?:(?P<p_half>[上下]|(?<=年)[前后後]|(?<=年的)[前后後])半年"
            rf"|[前头頭](?!一)(?P<p_first>[{_ONE}两兩十]{{1,2}}|[{_D}]{{1,2}})(?:[个個]?(?P<p_months>月)(?![前后後])|[个個]?季度?)"
            rf"|第?(?P<p_q>(?:(?<=第)[一二三四1-4１-４]|[一二三四1-4１-４](?=[、和与與至到]?[二三四2-4２-４]?季度)))"
            rf"(?:[、和与與至到]?第?(?P<p_q2>[二三四2-4２-４]))?季度?(?![节節赛賽后後]))"
        ),
        read.part,
    ),
    "year": (
        (
            rf"(?:(?P<y_y>{_YEAR_SIGN})(?:\s?年?{_RANGE}(?P<y_to>{_YEAR}))?\s?年(?![级級轻輕龄齡代])|(?P<y_w>{_YEAR_WORD}))"
            rf"(?:的?{_PART_OF_YEAR})?"
        ),
        read.whole_year,
    ),
    "decade": (
        (
            rf"(?P<e_c>上(?:个|個)?世[纪紀]|(?:[{_D}]{{1,2}}|[{_ONE}十]{{1,3}})世[纪紀])?(?P<e_n>[{_D}]{{4}}|[{_D}]{{2}}|[{_ONE}]十)年代"
            rf"(?:[初末]|[中后後早]期)?"
        ),
        read.decade,
    ),
    "century": (rf"(?P<c_n>[{_D}]{{1,2}}|[{_ONE}十]{{1,3}})世[纪紀](?![经經])(?:[初末]|中[叶葉期])?", read.century),
    "ago": (
        (
            rf"(?P<a_n>[{_D}]{{1,4}}|[{_ONE}两兩十百]{{1,4}})[多余餘]?[个個]?(?P<a_unit>天|(?<=[两兩])日(?=[之以]?前)|[周週]|星期|[礼禮]拜|(?<=[个個])月|年)半?[之以]?前"
            rf"(?![往来來去后後夕任首总總])"
        ),
        read.ago,
    ),
    "by_month": (
        (
            rf"(?P<r_w>(?<![日资資基])本|[这這][个個]?|上上?[个個]?|下下?[个個]?|[当當同])月(?![球亮均薪])"
            rf"(?:(?P<r_d>{_SMALL})(?:{_TO}(?P<r_d2>{_SMALL}))?{_DAY_SIGN}{WHEN}|份?{_PART_OF_MONTH}|份(?![额額]))?"
        ),
        read.month_by_word,
    ),
    "week": (
        (
            rf"(?P<w_w>上上[个個]?|下下[个個]?|(?<![日资資基])本|今[个個]?|[这這](?:一?[个個]|一)?|(?<![以早晚])上(?:一?[个個]|一)?|(?<!一)下(?:一?[个個]|一)?){_WEEK}"
            rf"(?:的?(?P<w_end>末)|(?P<w_d>{_WD})(?![十百千万萬个個名些直度样樣])(?:{_TO}{_WEEK}?(?P<w_d2>{_WD})(?![{_ONE}十]))?{WHEN}"
            rf"|(?![年刊岁歲边邊遭围圍转轉报報])(?:{SOONER}|初|前半|后半|後半)?)"
        ),
        read.week,
    ),
    "weekend": (r"(?<![方每的个個度长長整])[周週]末(?![报報])", read.weekend),
    "weekday": (
        (
            rf"(?<![每逢一二两兩三四五六七八九十几幾数數{_D}圣聖双雙单單色腥个個]){_WEEK}(?P<d_d>{_WD})"
            rf"(?:{_TO}{_WEEK}?(?P<d_d2>{_WD})(?![{_ONE}十]))?{WHEN}"
        ),
        read.weekday,
    ),
    "by_word": (
        (
            rf"(?P<t_w>(?<![如迄])(?<![时時直]至)今[天日](?!本|头条|頭條|俄[罗羅])|今[早晚晨]|昨[天日晚夜晨早]|[今昨明]\s?[（(][{_D}]{{1,2}}[）)]\s?[日天晚]|(?<![目之以此从從当當提年月天空])前日(?!本)|明天"
            rf"|(?<![声聲说說证證表发發])明日(?![报報])|明[早晚晨]|大前天|(?<![目之以此从從当當提年月天])前天(?![津主文空皇然])|前晚"
            rf"|大[后後]天|(?<![天日年月周之以此])[后後]天(?![气氣性的])){WHEN}"
        ),
        read.day_by_word,
    ),
    "from_mention": (
        (
            rf"(?P<f_w>(?<![应應每相正适適])[当當]天(?![气氣然地空才使]|下(?!午))|[当當同]日(?![本元方韩韓军軍内內益渐漸])|[当當][晚夜]|同一[天日]"
            rf"|(?<![以之])前一[天日晚夜]|(?<![{_ONE}两兩几幾{_D}这這本此该該首每多再])次日(?!本)|翌日|隔[天日](?!本)|[后後]一[天日]){WHEN}"
        ),
        read.day_from_mention,
    ),
    "by_quarter": (r"(?P<q_w>本|[这這]|上|下|前(?=一))一?[个個]?季度?(?![节節赛])", read.quarter_by_word),
    "edge": (
        rf"(?<![{_D}{_ONE}十百千几幾多数數半周週每个個明去正腊臘新])(?P<g_unit>[年月])[初底末](?![期尾考一二三四五六七八九十])",
        read.edge,
    ),
    "day": (
        (
            rf"(?P<n_d>[{_D}]{{1,2}}|二?十[{_ONE}]?|三十一?|廿[{_ONE}]?)(?:{_TO}(?P<n_d2>[{_D}]{{1,2}}|二?十[{_ONE}]?|三十一?|廿[{_ONE}]?))?"
            rf"(?P<n_sign>{_DAY_SIGN}){WHEN}"
        ),
        read.day,
    ),
}


_NUMERAL = f"〇○零{_ONE}十百廿两兩元"
_WORD = "今去昨明大前后後本上来來同下当當次翌隔头頭"
_UNIT = r"年月日号號天个個周週星礼禮季世多余餘至到及和与與、\-－–—~～"
_BEGINNING = re.compile(
    rf"[{_D}{_NUMERAL}{_WORD}这這第周週礼禮星年月民中昭平令农農阴陰旧舊夏正腊臘冬](?:(?<=[{_D}])(?<![{_D}.．].)(?=[{_D}]{{0,3}}\s?([{_UNIT}/.])(?:(?<!\.)|[0-9]{{1,2}}\.[0-9]))"
    rf"|(?<=[{_NUMERAL}])(?=([{_NUMERAL}{_UNIT}]))"
    rf"|(?<=[{_WORD}])(?=[年天日早晚晨夜月周週星礼禮季世一个個半上下前后後十两兩{_ONE}{_D}])"
    r"|(?<=[这這])(?=[个個一]{0,2}[月周週星礼禮季])|(?<=第)(?=[一二三四1-4１-４][季、和与與至到第二三四2-4２-４])"
    r"|(?<=[农農阴陰旧舊夏])(?=[历曆])|(?<=[正腊臘冬])(?=月)"
    r"|(?<=[今昨明])(?=\s?[（(])|(?<=[周週礼禮星年月])(?=[一二三四五六日天末初底期拜])|(?<=民)(?=[国國])|(?<=中)(?=[华華]民)|(?<=昭)(?=和)|(?<=平)(?=成)|(?<=令)(?=和))"
)
"""What any rule begins with: a class, which is looked for fast, and what may stand beside it; a group tells what follows a number."""
_YEARS = "lunar nth month part year"
_BY_CHARACTER = {
    "0123456789０１２３４５６７８９": f"iso dmy md ymd {_YEARS} decade century ago day",
    _ONE: f"{_YEARS} decade century ago day",
    "十廿": f"{_YEARS} decade century ago day",
    "两兩百": "ago",
    "元": "month",
    "〇○零民中昭平令": _YEARS,
    "去来來": _YEARS,
    "今": f"{_YEARS} week by_word",
    "本": f"{_YEARS} by_month week by_quarter",
    "明": f"{_YEARS} by_word",
    "前": f"{_YEARS} by_word from_mention by_quarter",
    "后後": f"{_YEARS} by_word from_mention",
    "上": f"{_YEARS} decade by_month week by_quarter",
    "同": f"{_YEARS} by_month from_mention",
    "下": "part by_month week by_quarter",
    "这這": "by_month week by_quarter",
    "第头頭": "part",
    "当當": "by_month from_mention",
    "次翌隔": "from_mention",
    "周週星礼禮": "weekend weekday",
    "昨": "by_word",
    "大": "lunar by_word",
    "农農阴陰旧舊夏正腊臘冬": "lunar",
    "年月": "edge",
}
"""Which rules may begin with a character."""
_BEFORE_UNIT = {
    "年": f"{_YEARS} decade ago",
    "月": "nth month",
    "日": "day ago",
    "号號": "day",
    "天周週星礼禮个個多余餘": "ago",
    "世": "decade century",
    "季": "part",
    ".": "iso dmy",
}
"""Which of them a number leaves that is followed by this."""


_Rule = tuple[Callable[[str, int], "re.Match[str] | None"], _Reader]


@lru_cache(maxsize=1024)
def _rules_at(character: str, unit: str | None) -> tuple[_Rule, ...]:
    """The rules that may fit where a character begins, and behind it, if it is a number, a unit, in the order of `_RULES`.

    Of twenty rules that are tried in turn most cannot fit there: to leave them out halves the time.
    """
    names = next((rules for characters, rules in _BY_CHARACTER.items() if character in characters), "").split()
    left = next((rules.split() for units, rules in _BEFORE_UNIT.items() if unit and unit in units), names)
    return tuple(_rule(name) for name in _RULES if name in names and name in left)


@cache
def _rule(name: str) -> _Rule:
    rule, reader = _RULES[name]
    return re.compile(rule).match, reader


def find(text: str) -> Iterator[Told]:
    """What the text tells of times, in order; nothing overlaps. The first rule that fits is taken."""
    end = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < end:
            continue
        for match_at, reader in _rules_at(beginning[0], beginning[1] or beginning[2]):
            if match := match_at(text, start):
                if told := reader(match):
                    end = told.end
                    yield told
                break
