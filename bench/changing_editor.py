"""A seeded editor that makes a later version of a real article, and says what it did; it knows nothing of how changes are found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import opencc

from samarkand.model.articles import Picture, Published
from samarkand.model.changes import EditKind
from samarkand.model.statements import Annotations

SENTENCE = re.compile(r"(?<![^。！？”」\n])[^。！？“”「」\n]{8,120}[。！？](?![”」])")
QUOTED = re.compile(r"[“「]([^“”「」\n]{14,200})[”」]")
LOWER = {
    "证实": ("称", "声称", "表示"),
    "证实了": ("声称",),
    "确认": ("称", "声称"),
    "說": ("聲稱",),
    "说": ("声称", "宣称"),
    "表示": ("声称", "宣称"),
    "證實": ("稱", "聲稱"),
    "指出": ("声称",),
    "称": ("声称", "自称"),
}
HIGHER = {
    "称": ("证实",),
    "说": ("证实", "确认"),
    "表示": ("证实", "确认"),
    "声称": ("证实", "说"),
    "宣称": ("说", "表示"),
    "稱": ("證實",),
    "透露": ("证实",),
    "聲稱": ("說",),
}
SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙", "伟芳敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂"
SPEAKERS = ("一名不愿具名的港务官员", "渡口管理处主任{name}", "住在附近的居民{name}", "工会发言人{name}")
SAYINGS = ("{who}说，{what}。", "{who}表示：“{what}。”", "据{who}介绍，{what}。")
SAID = (
    "渡口在下个月以前不会恢复通航",
    "他们已经把所有文件交给了审计部门",
    "谁也没有料到水位会涨得这样快",
    "这笔款项的去向还要再查",
)
PLAIN = (
    "当地的茶叶市场在清晨就已经开门，摊位比往年少了一半。",
    "渡轮公司的股价在午后回落，成交量是一个月里最低的。",
    "博物馆的东翼仍然关闭，门口挂着一块褪色的木牌。",
    "两条旧街在雨后积水，行人只能从桥上绕过去。",
)
NOTICES = (
    "更正：本文先前所述的时间有误，现已改正。", "编者注：本文发表后补充了政府的回应。", "（本文已更新）", "本报早前的报道误将地点写作邻县，特此更正。",
    "編按：本文於稍後更新。", "勘误：文中人名有误。", "Correction: an earlier version of this article misstated the date.", "Editor's note: this story has been updated.",
)  # fmt: skip
FURNITURE = (
    ("更新时间：2020年7月{n}日 09:{m}", "更新时间：2020年7月{n}日 18:{m}"), ("阅读 {n},{m}0", "阅读 {n},{m}7"), ("浏览次数：{m}", "浏览次数：9{m}"),
    ("分享到：微信 微博", "分享到：微信 微博 Facebook Twitter"), ("相关新闻\n渡口今晨恢复通航", "相关新闻\n春茶上市价格上涨一成"), ("评论({n})", "评论({m})"),
)  # fmt: skip
SYNONYMS = (("但是", "不过"), ("但", "然而"), ("目前", "现在"), ("因为", "由于"), ("开始", "着手"), ("立即", "马上"), ("进行", "展开"), ("许多", "不少"), ("非常", "十分"), ("可能", "或许"), ("认为", "觉得"), ("必须", "应当"), ("帮助", "协助"), ("继续", "接着"), ("同时", "此外"))  # fmt: skip
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Original:
    """A real article."""

    title: str
    text: str
    annotations: Annotations
    published: Published | None
    language: str
    zone: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A later version, and what was done."""

    title: str
    text: str
    pictures: tuple[Picture, ...]
    did: frozenset[EditKind]
    """What has to be found."""
    also: frozenset[EditKind] = frozenset()
    """What may be found besides, since it is true of it as well."""


Editor = Callable[[Original, Random], "Edited | None"]


def _made(original: Original, text: str, *did: EditKind, also: Sequence[EditKind] = ()) -> Edited | None:
    if text == original.text:
        return None
    return Edited(original.title, text, original.pictures, frozenset(did), frozenset(also))


def _is_said(original: Original, at: int) -> bool:
    """Whether somebody's own words stand there."""
    said = any(each.kind == "direct" and each.start <= at < each.end for each in original.annotations.statements)
    return said or _is_quoted(original.text, at)


def _is_quoted(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.count("“") > line.count("”") or line.count("「") > line.count("」")


def headline(original: Original, random: Random) -> Edited | None:
    title = original.title
    digits = DIGITS.search(title)
    choices = [f"{title}？", f"快讯：{title}", title[:-2] or f"{title}！", f"“{title[:2]}”{title[2:]}"]
    if digits:
        choices.append(title.replace(digits[0], str(int(digits[0].replace(",", "").split(".")[0]) + 3), 1))
    new = random.choice(choices)
    return replace(Edited(new, original.text, original.pictures, frozenset({"headline"}))) if len(title) > 3 else None


def number(original: Original, random: Random) -> Edited | None:
    text = original.text
    some = [each for each in original.annotations.numbers if DIGITS.match(text, each.start)]
    if not some:
        return None
    chosen = random.choice(some)
    digits = DIGITS.match(text, chosen.start)
    assert digits
    first = digits[0][0]
    new = str(int(first) % 9 + 1) + digits[0][1:]
    also: list[EditKind] = ["quotation"] if _is_said(original, chosen.start) else []
    return _made(original, text[: chosen.start] + new + text[digits.end() :], "number", also=also)


def date(original: Original, random: Random) -> Edited | None:
    text = original.text
    some = [each for each in original.annotations.dates if re.search(r"\d{1,2}日$|[周星期]+[一二三四五]$", each.text)]
    if not some:
        return None
    chosen = random.choice(some)
    day = re.search(r"(\d{1,2})日$", chosen.text)
    if day:
        new = chosen.text[: day.start()] + f"{int(day[1]) % 28 + 1}日"
    else:
        new = chosen.text[:-1] + random.choice([each for each in "一二三四五" if each != chosen.text[-1]])
    also: list[EditKind] = ["quotation"] if _is_said(original, chosen.start) else []
    return _made(original, text[: chosen.start] + new + text[chosen.end :], "date", also=also)


def name(original: Original, random: Random) -> Edited | None:
    text = original.text
    some = sorted(
        {
            each.speaker
            for each in original.annotations.statements
            if re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff·]{4,9}", each.speaker)
        }
    )
    people = [each for each in some if each[0] in SURNAMES or "·" in each]
    if not people:
        return None
    old = random.choice(people)
    new = (
        random.choice(SURNAMES) + "".join(random.sample(GIVEN, 2))
        if random.random() < 0.5
        else old[:-1] + random.choice(GIVEN)
    )
    return _made(original, text.replace(old, new), "name", also=("quotation",))


def quotation(original: Original, random: Random) -> Edited | None:
    some = list(QUOTED.finditer(original.text))
    if not some:
        return None
    chosen = random.choice(some)
    words = chosen[1]
    at = random.randrange(3, len(words) - 4)
    new = random.choice(
        (words[:at] + words[at + 2 :], words[:at] + "并没有" + words[at:], words.replace("，", "，其实", 1))
    )
    return _made(
        original,
        original.text[: chosen.start(1)] + new + original.text[chosen.end(1) :],
        "quotation",
        also=("number", "name", "date", "wording"),
    )


def _attribution(
    original: Original, random: Random, words: dict[str, tuple[str, ...]], kind: EditKind
) -> Edited | None:
    some = [each for each in original.annotations.statements if each.cue in words and each.cue_at]
    if not some:
        return None
    chosen = random.choice(some)
    assert chosen.cue_at
    start, end = chosen.cue_at
    text = original.text
    return _made(original, text[:start] + random.choice(words[chosen.cue]) + text[end:], kind)


def weakened(original: Original, random: Random) -> Edited | None:
    return _attribution(original, random, LOWER, "weakened")


def strengthened(original: Original, random: Random) -> Edited | None:
    return _attribution(original, random, HIGHER, "strengthened")


def _places(text: str) -> list[int]:
    return [match.end() for match in SENTENCE.finditer(text)]


def passage_added(original: Original, random: Random) -> Edited | None:
    places = _places(original.text)
    if not places:
        return None
    at = random.choice(places)
    new = original.text[:at] + random.choice(("", "\n")) + random.choice(PLAIN) + original.text[at:]
    return None if _is_quoted(original.text, at) else _made(original, new, "passage-added")


def passage_removed(original: Original, random: Random) -> Edited | None:
    some = list(SENTENCE.finditer(original.text))
    if len(some) < 4:
        return None
    chosen = random.choice(some[1:])
    new = original.text[: chosen.start()] + original.text[chosen.end() :]
    return _made(original, new, "passage-removed", also=("statement-removed", "quotation"))


def statement_added(original: Original, random: Random) -> Edited | None:
    places = _places(original.text)
    if not places:
        return None
    at = random.choice(places)
    who = random.choice(SPEAKERS).format(name=random.choice(SURNAMES) + "".join(random.sample(GIVEN, 2)))
    new = random.choice(SAYINGS).format(who=who, what=random.choice(SAID))
    if _is_quoted(original.text, at):
        return None
    return _made(original, f"{original.text[:at]}{new}{original.text[at:]}", "statement-added", "passage-added")


def notice(original: Original, random: Random) -> Edited | None:
    new = random.choice(NOTICES)
    text = random.choice((f"{original.text}\n{new}", f"{new}\n{original.text}"))
    return _made(original, text, "notice")


def typography(original: Original, random: Random) -> Edited | None:
    way = random.choice(("script", "quotes", "width"))
    if way == "script":
        convert = opencc.OpenCC("t2s" if original.language == "zh-Hant" else "s2t").convert
        return Edited(convert(original.title), convert(original.text), original.pictures, frozenset({"typography"}))
    table = (
        str.maketrans("“”‘’", "「」『』")
        if way == "quotes"
        else str.maketrans("，：（）0123456789", ",:()０１２３４５６７８９")
    )
    return _made(original, original.text.translate(table), "typography")


def furniture(original: Original, random: Random) -> Edited | None:
    """The older version has no such line: what comes with a page goes with it."""
    values = {"n": random.randrange(1, 9), "m": random.randrange(10, 60)}
    line = random.choice(random.choice(FURNITURE)).format(**values)
    return _made(original, f"{original.text}\n{line}", "furniture")


def wording(original: Original, random: Random) -> Edited | None:
    some = [(old, new) for old, new in SYNONYMS if old in original.text]
    if not some or random.random() < 0.3:
        ends = [match.end() - 1 for match in SENTENCE.finditer(original.text) if match[0].endswith("。")]
        if not ends:
            return None
        at = random.choice(ends)
        return _made(
            original,
            original.text[:at] + "？" + original.text[at + 1 :],
            "wording",
            also=("quotation",) if _is_said(original, at) else (),
        )
    old, new = random.choice(some)
    at = original.text.index(old)
    did: EditKind = "quotation" if _is_said(original, at) else "wording"
    return _made(
        original, original.text[:at] + new + original.text[at + len(old) :], did, also=("quotation", "wording")
    )


def picture(original: Original, random: Random) -> Edited | None:
    if not original.pictures:
        return None
    first, *rest = original.pictures
    new = replace(first, url="https://img.example/渡口.jpg", caption="渡口的清晨。") if random.random() < 0.5 else None
    pictures = (new, *rest) if new else tuple(rest)
    return Edited(original.title, original.text, pictures, frozenset({"picture"}))


EDITORS: dict[EditKind, Editor] = {
    "headline": headline, "number": number, "date": date, "name": name, "quotation": quotation, "weakened": weakened,
    "strengthened": strengthened, "statement-added": statement_added, "passage-added": passage_added,
    "passage-removed": passage_removed, "notice": notice, "picture": picture, "wording": wording, "typography": typography,
    "furniture": furniture,
}  # fmt: skip
