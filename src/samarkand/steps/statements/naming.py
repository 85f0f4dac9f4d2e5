"""Whom a noun phrase names: name, title and kind, and whether it stands for somebody told before; finds no phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from samarkand.steps.statements.behind_titles import name_begins
from samarkand.steps.statements.cues import CUES
from samarkand.steps.statements.lexicon import words as set_of
from samarkand.steps.statements.media import is_media, media_in, medium_of
from samarkand.steps.statements.nouns import DATE_UNITS, DOTS, SKIPPED, is_sound
from samarkand.steps.statements.segmenting import Word
from samarkand.steps.statements.titles import (
    COURTESY,
    OF_BODIES,
    ONLY_DOCUMENTS,
    SURNAMES,
    TITLES,
    is_document,
    is_title,
)
from samarkand.text.transcriptions import COUNTRIES

Kind = Literal["person", "described", "medium", "document", "some"]
"""person: by name. described: by what somebody is, 一名官员. some: a body, a state, a group."""

PRONOUNS = set_of("他 她 它 他们 她们 它们 其 前者 后者 双方 两人 二人 对方 两者 自己")
PERSONAL = set_of("他 她 他们 她们")
"""Pronouns that mean no medium."""
NOBODY = set_of(
    "其一 其二 其三 其四 全球 世界 全世界 天气 消息人士透露 人们 外界 公众 民众 舆论 大家 我们 你们 咱们 照片 图片 图 结果 检测结果 检查结果 事实 证据 迹象 检测 这 那 此 这些 "
    "那些 这里 那里 记者 本报记者 笔者 你 我 您 谁 什么 事情 问题 情况 事件 画面 影片 镜头 时间 历史 经验 事实证明 实践 这样 如此 何 哪 有人 许多人 很多人 "
    "不少人 一些人 有些人 每个人 所有人 任何人 人 现场 检查 可能 数字 这次 此次 此举 这种 这个 这一 本台 本报 本网 本站 本刊 本台记者 国际社会 社会 自己 一般 有些 各界 大量 令人 为什么 传言 网上 文中 当中 现实 理由 大多数 多数 少数 不少 许多 这些人 前提 目的 目标 意思 "
    "原因 关键 重点 气氛 感觉 有 从"
)
"""Who is nobody in particular, or nobody that speaks."""
_JOINS = set_of("和 与 及 以及 、")
_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff]{2})[中里]$")
_DEMONSTRATIVE = re.compile(r"^(?:这|该|那|此|上述)(?:位|名|个|家|些|份|项|篇|则|两|几|名|款)*")
_INDEFINITE = re.compile(
    r"^(?:另)?(?:一|两|数|某|几|多|三|四|五)?(?:位|名|个|家|份|项|篇|则)(?=[\u4e00-\u9fff]{2})"
    r"|^(?:越来越|更|众)?多的(?=[\u4e00-\u9fff]{2})|^(?:某|有(?!关|些|的)|另|一(?!些|系|批|群|连|般))(?=[\u4e00-\u9fff]{2})"
)
_GENERIC = re.compile(
    r"^(?:女|男)?(?:官员|外交官|发言人|机构|部门|组织|公司|人士|专家|学者|教授|医生|律师|议员|总统|总理|部长|领导人|领袖|男子|女子|人|公告|声明|报告|报道|报导|"
    r"文章|消息|大使|记者|单位|协会|大学|医院|政党|团体|委员会|法院|企业|办公室|负责人|学生|政府|国家|党|国|局|部|台|网站|报|媒体|研究|调查|知情人士|消息人士|"
    r"消息人|政治人物|候选人|警方|目击者|评论|社论|作者)$"
)
"""Descriptions that fit many: behind 该 or 这位 they stand for a name told before."""
_MANY = re.compile(
    r"(?:专家|学者|人士|家们|们|观察家|分析师|经济学家|居民|民众|网友|目击者|官员|家长|律师|医生|工人|学生)$"
    r"|^(?:多|一些|部分|许多|很多|不少|数|几|两|三|有些)"
)
"""Descriptions that mean several, unless 一名 stands before them."""
_LONGEST = 24
_LONGEST_CHINESE = 4
_SYLLABLES = 3
_ENDS_OF_TITLES = "人员者家师官"
_SHORT_BODIES = set_of("白宫 唐宁街 爱丽舍宫 华府 华盛顿")
_PERSONAL = set_of("议员 参议员 众议员 国会议员 律师 大律师 大使 学者 警官 教练 牧师")
"""Titles that stand behind names too."""
_DESCRIBED = re.compile(r"(?:获得者|得主|创始人|创办者|发起者|组织者|参与者|支持者|爱好者|当选者|管理者|领导者)$")
_LONGEST_MEDIUM = 8
_LASTING = re.compile(r"[一二两三四五六七八九十几0-9]+(?:年|天|月|周|次|度)$")
_OF_THINGS = set_of("n vn v an b")
_PARTY = re.compile(
    r"[局部会司院行社党方署厅委团所处府国省市县军队家者员人士们师长官]$|公司|集团|政府|组织|机构|大学|企业"
)
"""How words end for what can speak."""
_SELF = set_of("所 本人 方面 一方 自己 这 这一 该 此 这样 这个 如此 强烈 严厉 专门 实质 大声 大规模")
"""What may stand behind a name: 林若川本人."""
_MEDIA = set_of("报 台 社 网 刊 网站 电台 电视台 通讯社 报纸 杂志 周刊")
"""What a medium is called behind 该."""
_PLACES = "都府县市省州国区镇"
"""What places end with, whose governors are no namesakes of theirs."""
_AGE = re.compile(r"(?:现年|現年)?[0-9一二三四五六七八九十]{1,3}[岁歲]")
_OF_DOCUMENTS = set_of("期 年度 季度 月度 版 的 公开 最新 官方 一项 一份 书面 联合 新闻 相关")
_NO_AUTHORS = set_of("相关 有关 最新 初步")


_INANIMATE = re.compile(
    r"(?:疫情|病例|病毒|激增|变动|汇率|人民币|股价|经济|市场|行情|需求|供应|答案|作法|做法|行为|举动|运动|浪潮|现象|趋势|原因|理由|时候|当中|文中|网上|现实|传言|传闻|价格|油价|"
    r"气氛|挑战|危机|战争|事故|爆炸|地震|试验|实验|测试|证据|迹象|事实|规模|水平|压力|风险|可能|能力|关系|合作|意义|作用|影响|局势|形势|情景|场面|教训|胜利|失败|增长|下跌)$"
)
"""How things end that say nothing."""
_FIRST_PERSON = re.compile(r"(?:我|你|您|我们|你们|咱|笔者)$")


@lru_cache(maxsize=1 << 12)
def is_nobody(phrase: str) -> bool:
    """Whether a phrase means nobody in particular, or nobody that speaks."""
    return phrase in NOBODY or _INANIMATE.search(phrase) is not None or _FIRST_PERSON.search(phrase) is not None


class Who(NamedTuple):
    """Somebody named, as the text has it there."""

    name: str
    """"" where it refers to somebody told before, and tells nothing else."""
    start: int
    """-1 where the text does not have the name here."""
    end: int
    role: str = ""
    kind: Kind = "some"
    refers: bool = False
    """Whether it stands for somebody told before: a pronoun, 该机构."""
    phrase: str = ""
    """All of it, simplified."""
    document: str = ""
    """The word for what it has written, simplified, where the phrase is of that: 声明."""


class _Phrase(NamedTuple):
    """A noun phrase."""

    words: Sequence[Word]
    first: int
    last: int
    """Excluded."""
    written: str
    """The text as it was written."""
    simple: str
    """The phrase, simplified, without brackets."""

    def joined(self, places: Sequence[int]) -> str:
        return "".join(self.words[place].text for place in places)


def who_is(words: Sequence[Word], first: int, last: int, text: str) -> Who:
    """Who a noun phrase of these words names; `text` is as it was written."""
    while first < last - 1 and words[first].text in SKIPPED:
        first += 1
    while last - 1 > first and (
        _is_date_at_end(words, first, last)
        or words[last - 1].text in _SELF
        or words[last - 1].tag in {"uj", "ad"}
        or _LASTING.match(words[last - 1].text)
    ):
        last -= 1
    begin, (first, last) = last, _without_document(words, first, last)
    document = words[begin - 1].text if last < begin else ""
    start, end = words[first].start, words[last - 1].end
    simple = "".join(word.text for word in words[first:last] if word.tag not in {"bracket", "blank"})
    simple = _WITHIN.sub("", simple)
    bare = _DEMONSTRATIVE.sub("", simple)
    is_generic = (
        bare != simple
        and simple not in NOBODY
        and (len(bare) < 2 or bare in TITLES or _GENERIC.match(bare) is not None)
    )
    if simple in PRONOUNS:
        return Who("", start, end, refers=True, phrase=simple)
    if is_generic:
        is_medium = bare in _MEDIA or is_media(bare)
        kind: Kind = "document" if is_document(bare) and not is_medium else "medium" if is_medium else "some"
        return Who("", start, end, refers=True, phrase=bare or simple, kind=kind)
    if ONLY_DOCUMENTS.fullmatch(simple):
        return Who("", start, end, refers=True, phrase=simple, kind="document")
    medium = medium_of(simple)
    if medium:
        return _medium(_Phrase(words, first, last, text, simple), medium)
    return _named(_Phrase(words, first, last, text, simple))._replace(document=document)


def _is_date_at_end(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a phrase ends with a date: 2014年 of `《海港日报》2014年的报道`."""
    word, before = words[last - 1], words[last - 2]
    return last - 2 > first - 1 and (
        (word.text in DATE_UNITS and before.text[-1:].isdigit())
        or (word.text[-1:].isdigit() and word.text.isdigit() and before.tag == "title")
    )


def as_medium(who: Who) -> Who:
    """Who reports something: a medium, where it has a name that nobody knows and is no person's or body's."""
    may_be = who.kind == "some" and not who.refers and len(who.phrase) <= _LONGEST_MEDIUM
    return (
        who._replace(kind="medium") if may_be and who.phrase not in CUES and not OF_BODIES.search(who.phrase) else who
    )


def _without_document(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The author of a document: 印度政府 of 印度政府的一份声明."""
    end = last
    while end > first + 1 and words[end - 1].tag == "bracket":
        end -= 1
    if not (is_document(words[end - 1].text) or _is_titled_document(words[end - 1])) or end == first + 1:
        return first, last
    while end > first + 1 and _is_of_document(words[end - 1]):
        end -= 1
    is_author = end > first + 1 or not (
        is_document(words[first].text) or words[first].tag in {"m", "q", "mq", "r"} or words[first].text in _NO_AUTHORS
    )
    has_noun = any(
        word.tag[:1] in {"n", "j", "l", "e", "r", "t"} and not is_document(word.text) for word in words[first:end]
    )
    return (first, _without_subject_matter(words, first, end)) if is_author and has_noun else (first, last)


def _without_subject_matter(words: Sequence[Word], first: int, end: int) -> int:
    """The end of an author's name without what the document is of: 地震 of 气象厅的地震速报."""
    head = next((place for place in range(end - 2, first, -1) if words[place].text == "的"), None)
    if head is None:
        return end
    matter = words[head + 1 : end]
    is_matter = all(
        word.tag in _OF_THINGS and not is_title(word.text) and not _PARTY.search(word.text) for word in matter
    )
    return head if is_matter else end


def _is_of_document(word: Word) -> bool:
    if word.tag in {"m", "q", "mq", "bracket", "blank"} or word.text in _OF_DOCUMENTS or _is_titled_document(word):
        return True
    return is_document(word.text)


def _is_titled_document(word: Word) -> bool:
    """Whether a title in its signs is of a report or the like, and not of a paper: 《…报告》."""
    return word.tag == "title" and is_document(word.text.strip("《》〈〉"))


def _medium(phrase: _Phrase, name: str) -> Who:
    """A medium whose name stands, simplified, within a phrase."""
    start, end = phrase.words[phrase.first].start, phrase.words[phrase.last - 1].end
    at = "".join(word.text for word in phrase.words[phrase.first : phrase.last]).find(name)
    if at >= 0:
        start, end = start + at, start + at + len(name)
    return Who(phrase.written[start:end], start, end, kind="medium", phrase=phrase.simple)


def _named(phrase: _Phrase) -> Who:
    """A person with titles apart, or a description as it stands."""
    words = phrase.words
    inner = [place for place in range(phrase.first, phrase.last) if words[place].tag not in {"bracket", "blank"}]
    joins = [place for place in inner if words[place].text in _JOINS]
    head = next((place + 1 for place in reversed(inner[:-1]) if words[place].text == "的"), phrase.first)
    is_list = joins and joins[-1] < phrase.last - 1 and not _is_title_list(phrase, joins[-1])
    if is_list and not _is_party(phrase, joins[-1]):
        told = _person_in(phrase, inner, max(head, joins[-1] + 1))
        if told:
            return told
    if is_list and joins[-1] < head:
        told = _person_in(phrase, inner, head)
        if told:
            return told
    if is_list:
        start, end = words[phrase.first].start, words[phrase.last - 1].end
        return Who(phrase.written[start:end], start, end, phrase=phrase.simple)
    before = [place for place in inner if place < head]
    if before and (any(words[place].text == "所" for place in before) or media_in(phrase.joined(before))):
        phrase = phrase._replace(first=head)
        inner = [place for place in inner if place >= head]
    return _person_in(phrase, inner, head) or _spelled(phrase, inner) or _described(phrase, inner)


def _is_party(phrase: _Phrase, join: int) -> bool:
    """Whether somebody stands before 和, and no thing: not in `公园和动物管理局局长林若川`."""
    word = phrase.words[join - 1]
    return (
        word.tag[:2] in {"nr", "ns", "nt", "nz"}
        or word.tag in {"j", "r", "bracket", "eng"}
        or _PARTY.search(word.text) is not None
    )


def _is_title_list(phrase: _Phrase, join: int) -> bool:
    """Whether titles of one person are joined: 精神领袖和医生, 教授、院长."""
    if not is_title(phrase.words[join - 1].text) and not _DESCRIBED.search(phrase.words[join - 1].text):
        return False
    behind = phrase.words[join + 1 : phrase.last]
    return phrase.words[join].text == "、" or any(is_title(word.text) for word in behind[:-1])


def _person_in(phrase: _Phrase, inner: Sequence[int], head: int) -> Who | None:
    """The person that a phrase names, behind titles or before one."""
    words = phrase.words
    titles = [place for place in inner if place >= head and is_title(words[place].text)]
    if titles and titles[-1] < inner[-1]:
        rest = [place for place in inner if place > titles[-1]]
        return _person(phrase, rest, phrase.first, titles[-1] + 1) if _is_name(phrase, rest) else None
    if titles:
        return _before_title(phrase, [place for place in inner if head <= place < titles[-1]], titles[-1])
    if _is_chinese_name(phrase, inner):
        return _person(phrase, inner, phrase.first, inner[0])
    name = _name_at_end(words, [place for place in inner if place >= head])
    if name and (name[0] == head or len(phrase.joined(name)) > 1):
        is_cut = name[0] > head and words[name[0]].text[0] in _ENDS_OF_TITLES
        told = _spelled(phrase, inner) if is_cut else None
        return told or _person(phrase, name, phrase.first, name[0])
    return None


def _before_title(phrase: _Phrase, before: Sequence[int], title: int) -> Who | None:
    """A name before a title: 张先生, 某某总统; none before 发言人, which is of a body."""
    if phrase.joined(before).endswith("姓"):
        return None
    name = _name_at_end(phrase.words, before)
    if not name and before and phrase.words[title].text in COURTESY and phrase.words[before[-1]].text in SURNAMES:
        name = [before[-1]]
    if name and phrase.words[title].text in COURTESY:
        return _person(phrase, [*name, title], phrase.first, name[0])
    if (
        name
        and len(phrase.joined(name)) > 1
        and phrase.joined(name)[-1] not in _PLACES
        and (not OF_BODIES.search(phrase.words[title].text) or _is_personal(phrase, name, title))
    ):
        return _person(phrase, name, title, title + 1)
    return None


def _is_personal(phrase: _Phrase, name: Sequence[int], title: int) -> bool:
    """Whether a title that stands behind bodies stands behind a name here: 史密斯议员."""
    is_name = all(phrase.words[place].tag.startswith("nr") for place in name)
    return is_name and phrase.words[title].text in _PERSONAL and phrase.joined(name) not in _SHORT_BODIES


def _spelled(phrase: _Phrase, inner: Sequence[int]) -> Who | None:
    """The person whose name, by its characters, stands behind the last title."""
    words, begin = phrase.words, name_begins(phrase.joined(inner))
    if begin is None:
        return None
    for place in inner:
        if begin < len(words[place].text):
            break
        begin -= len(words[place].text)
    start, end = words[place].start + begin, words[inner[-1]].end
    role = phrase.written[words[phrase.first].start : start].strip()
    return Who(phrase.written[start:end], start, end, role, "person", phrase=phrase.simple)


def _described(phrase: _Phrase, inner: Sequence[int]) -> Who:
    """A description without 一名 and 该 before it."""
    simple = phrase.simple
    start, end = phrase.words[phrase.first].start, phrase.words[phrase.last - 1].end
    indefinite = _INDEFINITE.match(simple) if len(simple) > 2 else None
    demonstrative = len(simple) - len(_DEMONSTRATIVE.sub("", simple))
    lead = max(indefinite.end() if indefinite else 0, demonstrative if demonstrative < len(simple) else 0)
    is_somebody = is_title(phrase.words[inner[-1]].text)
    is_one = demonstrative > 0 or _INDEFINITE.match(simple) is not None or not _MANY.search(simple)
    kind: Kind = "described" if is_one and is_somebody else "some"
    name = phrase.written[start + lead : end]
    return Who(name, start + lead, end, kind=kind, phrase=simple, refers=demonstrative > 0)


def _is_name(phrase: _Phrase, places: Sequence[int]) -> bool:
    """Whether what stands behind a title is a name."""
    name, words = phrase.joined(places), phrase.words
    if not 1 < len(name) <= _LONGEST:
        return False
    is_foreign = any(dot in name for dot in DOTS) or is_sound(name.replace("-", ""))
    is_latin = name.isascii() or any(words[place].tag == "eng" for place in places)
    if is_foreign or is_latin or (name[0] in SURNAMES and len(name) <= _LONGEST_CHINESE):
        return True
    is_unknown = not any(len(words[place].text) > 1 and words[place].tag[:1] in {"n", "v", "l", "i", "a", "t"} and words[place].tag[:2] not in {"nr", "nz", "ng"} for place in places)  # fmt: skip
    known = sum(words[place].tag.startswith("nr") for place in places)
    return (is_unknown and len(name) <= _LONGEST_CHINESE + 1) or (
        known * 2 >= len(places) and len(name) <= _LONGEST // 2
    )


def _is_chinese_name(phrase: _Phrase, places: Sequence[int]) -> bool:
    """Whether a few characters that begin with a surname are a name, though the segmentation does not know it: 张 昆阳."""
    name, first = phrase.joined(places), phrase.words[places[0]]
    is_surname = first.text in SURNAMES and first.tag not in {"m", "r", "ns"}
    return 1 < len(name) < _LONGEST_CHINESE and len(places) > 1 and is_surname


def _name_at_end(words: Sequence[Word], places: Sequence[int]) -> list[int]:
    """The words at the end of some that are a name; none for the name of a country."""
    taken: list[int] = []
    for place in reversed(places):
        is_dotted = place - 1 in places and words[place - 1].text in DOTS and len(words[place].text) <= _LONGEST_CHINESE
        if not is_dotted and not _is_of_name(words[place], words[taken[0]] if taken else None):
            break
        taken.insert(0, place)
    if taken and (before := taken[0] - 1) in places and words[before].text in SURNAMES:
        taken.insert(0, before)
    while taken and (words[taken[0]].text in COUNTRIES or words[taken[0]].text in DOTS):
        taken.pop(0)
    return taken


def _is_of_name(word: Word, behind: Word | None) -> bool:
    """Whether a word is of a name that goes on `behind` it."""
    if word.tag.startswith("nr") or word.text in DOTS or word.text == "-":
        return True
    if word.tag == "eng":
        return word.text.isalpha() and word.text[0].isupper() and not word.text.isupper()
    if behind is not None and behind.text in DOTS and len(word.text) <= _SYLLABLES:
        return True
    if not is_sound(word.text):
        return False
    is_known = word.tag in {"ns", "n", "nt", "j"}
    return not is_known or (behind is not None and (len(word.text) == 1 or behind.text in DOTS))


def _person(phrase: _Phrase, places: Sequence[int], first: int, last: int) -> Who:
    """A person by the words of the name; `first` and `last` (excluded) are the words of the role."""
    words, written = phrase.words, phrase.written
    start, end = words[places[0]].start, words[places[-1]].end
    role = written[words[first].start : words[last - 1].end].strip().rstrip("的") if last > first else ""
    role = "" if _AGE.fullmatch(role) else role
    return Who(written[start:end], start, end, role, "person", phrase=phrase.simple)
