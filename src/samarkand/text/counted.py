"""What numbers of people are told of: one word for all the ways to say it, in Chinese of both scripts and in English."""

from __future__ import annotations

import re

_PEOPLE = {
    "死亡": "遇难 遇難 丧生 喪生 罹难 罹難 身亡 丧命 喪命 遇害 被杀 被殺 死于 死於 死者 死难 死難 亡者 殉职 殉職 病逝 病殁 死去"
    " deaths dead died killed fatalities lives victims",
    "受伤": "受傷 负伤 負傷 伤者 傷者 轻伤 輕傷 重伤 重傷 伤员 傷員 injured wounded hurt injuries",
    "伤亡": "傷亡 死伤 死傷 casualties",
    "失踪": "失蹤 失联 失聯 下落不明 missing",
    "被捕": "逮捕 拘捕 拘留 被抓 抓捕 扣押 arrested detained arrests",
    "获救": "獲救 救出 生还 生還 幸存 倖存 rescued survivors survived",
    "撤离": "撤離 疏散 转移 轉移 撤出 evacuated evacuees",
    "流离": "流離 流离失所 流離失所 无家可归 無家可歸 displaced homeless",
    "难民": "難民 refugees",
    "确诊": "確診 病例 感染 染疫 infected cases infections",
    "住院": "入院 hospitalised hospitalized",
    "出院": "治愈 治癒 痊愈 痊癒 康复 康復 recovered",
    "示威者": "抗议者 抗議者 示威 抗议 抗議 游行 遊行 参与游行 集会 集會 protesters protestors demonstrators marchers marched protested",
    "罢工": "罷工 strikers workers·on·strike",
    "签名": "簽名 联署 聯署 signatures",
    "失业": "失業 unemployed jobless",
    "裁员": "裁員 layoffs laid·off",
    "乘客": "旅客 passengers",
    "士兵": "部队 部隊 军队 軍隊 军人 軍人 官兵 兵力 大军 大軍 军力 軍力 将士 將士 troops soldiers servicemen servicemembers personnel",
    "警察": "警员 警員 警力 警官 民警 police police·officers officers policemen",
    "平民": "百姓 民众 民眾 civilians",
    "学生": "學生 students pupils",
    "儿童": "兒童 孩子 children",
    "妇女": "婦女 女性 women",
    "工人": "员工 員工 职工 職工 雇员 僱員 workers employees",
    "居民": "residents",
    "选民": "選民 voters",
    "人质": "人質 hostages",
}
_OF = {spelling.replace("·", " "): word for word, others in _PEOPLE.items() for spelling in (word, *others.split())}
_PERSONS = frozenset(
    ("示威者", "士兵", "警察", "平民", "学生", "儿童", "妇女", "工人", "居民", "选民", "人质", "难民", "乘客")
)
"""Words that are persons themselves: a number right before them needs no word that counts."""
_LONGEST = max(len(spelling) for spelling in _OF if spelling[0] > "\u3000")
_FIRST_TWO = frozenset(spelling[:2] for spelling in _OF)
_CLAUSE_BEHIND = re.compile(r"[^，。；、！？：“”（）()\n0-9]{0,14}")
_BEFORE = re.compile(
    r"([\u3400-\u9fff]{2,5}?)(?:者|人[数數]|[总總][数數]|病例|个案|個案)?"
    r"(?:已|再|又|共|有|为|為|达|達|了|至少|约|約|近|逾|超过|超過|[上]?[升增]?[至到])*$"
)
_LEADING = frozenset("已再又共有为為达達了至少约約近逾超过過上升增到")
_LONGEST_BEFORE = 7
"""Characters of a noun and what closes it."""
_LAST = frozenset("者数數例案已再又共有为為达達了少约約近逾过過至到") | frozenset(
    word[-1] for word in _OF if word[0] > "\u3000"
)
"""What may stand right before a number that its own subject tells of."""
_LATIN_WORD = re.compile(r"[a-z]+")
_LATIN_BEFORE = re.compile(
    r"\b(?:(killed|killing|death toll|deaths|dead)|(injured|injuring|wounded|wounding|hurting)|(arrested|arresting|detained)"
    r"|(evacuated|evacuating))\b(?: (?:rose|risen|to|at|least|more|than|about|of|is|was|stood|stands|reached|climbed|another|up|nearly|over|some|as|many|all|has|had)){0,5} ?$"
)
_LATIN_CLAUSE = re.compile(r"[,.;:()]")
_LINKS = frozenset(
    ("were", "was", "are", "is", "have", "has", "had", "been", "more", "others", "people", "reported", "confirmed")
)
_LATIN_STATES = ("死亡", "受伤", "被捕", "撤离")
_REACH = 24


def counted(noun: str) -> str:
    """The one word for what a noun counts (`游行示威者`, `遇难者`, `peaceful protesters`); "" for an unknown one."""
    if noun[:1] > "\u3000":
        noun = noun.removesuffix("者") if noun not in _OF else noun
        return next((_OF[tail] for at in range(len(noun) - 1) if (tail := noun[at:]) in _OF), "")
    words = noun.lower().split()
    return next((_OF[tail] for at in range(len(words)) if (tail := " ".join(words[at:])) in _OF), "")


def counted_around(text: str, start: int, end: int) -> str:
    """What the number at `text[start:end]` is told of: what befell them (`12名乘客遇难`), who they are, or what the words before it
    say (`死亡人数升至12人`); "" where none of it is known.
    """
    clause = _clause(text, end)
    found = [
        next((_OF[piece] for size in range(_LONGEST, 1, -1) if (piece := clause[at : at + size]) in _OF), "")
        for at in range(len(clause) - 1)
        if clause[at : at + 2] in _FIRST_TWO
    ]
    told = next((word for word in found if word and word not in _PERSONS), "") or next(filter(None, found), "")
    if told:
        return told
    before = _BEFORE.search(text, _begin(text, start), start) if text[start - 1 : start] in _LAST else None
    return counted(before[1]) if before else ""


def _begin(text: str, start: int) -> int:
    """Where the words before a number begin that `_BEFORE` can reach, so that it is not tried at each place of the clause."""
    place, least = start, max(0, start - _REACH)
    while place > least and text[place - 1] in _LEADING:
        place -= 1
    return max(least, place - _LONGEST_BEFORE)


def _clause(text: str, start: int) -> str:
    match = _CLAUSE_BEHIND.match(text, start)
    return match[0] if match else ""


def counted_around_latin(text: str, start: int, end: int) -> tuple[str, bool]:
    """As `counted_around`, in English (`15 were killed`, `killing 15`, `the death toll rose to 31`), and whether the words stand so
    near that they make a number of people of it that has no noun.
    """
    words = _LATIN_WORD.findall(_LATIN_CLAUSE.split(text[end : end + 2 * _REACH], maxsplit=1)[0])[:5]
    found = [(_OF[word], at) for at, word in enumerate(words) if word in _OF]
    if found:
        word, at = next((each for each in found if each[0] not in _PERSONS), found[0])
        return word, _LINKS.issuperset(words[:at])
    before = _LATIN_BEFORE.search(text, max(0, start - 2 * _REACH), start)
    return (_LATIN_STATES[(before.lastindex or 1) - 1], True) if before else ("", False)


def persons_at(text: str, start: int) -> str:
    """The persons that a text names right there (`部队`); "" for none."""
    if text[start : start + 2] not in _FIRST_TWO:
        return ""
    for size in range(_LONGEST, 1, -1):
        word = _OF.get(text[start : start + size], "")
        if word in _PERSONS:
            return word
    return ""
