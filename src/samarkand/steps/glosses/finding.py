"""Names that a text explains by their Latin spelling, `杰尼索夫（Andrei Denisov）` or the other way round; joins nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from samarkand.model.names import Gloss
from samarkand.steps.glosses.kinds import kind_of
from samarkand.text.segmenting import tagged
from samarkand.text.transcriptions import COUNTRIES, SOUNDS

REACH = 24
"""Characters before a bracket in which a name is sought."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_DOTS = "·‧∙•・･．"
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_BRACKETS = re.compile(r"[（(〔\[［【]([^（()）〔〕\[\]［］【】\n]{2,80})[)）〕\]］】]")
_IN_LATIN = re.compile(
    rf"(?:[{_HAN}]{{0,6}}[：:]?\s*)([{_LATIN}0-9][{_LATIN}0-9 .'’&{_DOTS}‐–-]*?)\s*(?:$|[，,；;、/｜|：:])"
)
_IN_HAN = re.compile(rf"(?:音译|译名?|中文名?)?[：:]?\s*([{_HAN}][{_HAN}{_DOTS}-]{{1,19}})\s*(?:$|[，,；;、])")
_LATIN_BEFORE = re.compile(
    rf"(?:[A-Z\u00c0-\u00de][{_LATIN}0-9.'’&-]*(?: (?:(?:of|de|da|do|del|la|von|van|bin|al|el|the|and|for) )*(?=[A-Z\u00c0-\u00de]))?){{1,6}}\s*$"
)
_WRITTEN = re.compile(rf"[{_HAN}{_DOTS}A-Za-z0-9-]*$")

_QUOTED = {"》": "《", "”": "“", "」": "「", "』": "『", "’": "‘", "〉": "〈"}

# Titles that stand before or behind a name and are no part of it.
_TITLE = re.compile(
    r"(?:总统|总理|首相|主席|部长|外长|防长|大臣|外相|议长|省长|州长|市长|局长|署长|院长|校长|社长|会长|团长|队长|司令|"
    r"司长|处长|执行官|執行官|秘书长|事务长|行长|组长|参议员|众议员|议员|发言人|代表|大使|领事|特使|专员|委员|顾问|主任|总裁|董事长|总监|"
    r"经理|总干事|干事|教授|博士|医生|医师|律师|法官|检察官|专家|学者|研究员|分析师|分析员|记者|编辑|作家|导演|演员|歌手|"
    r"将军|上将|中将|少将|上校|中校|先生|女士|小姐|夫人|爵士|王储|王子|公主|国王|女王|教宗|主教|牧师|领袖|领导人|负责人|"
    r"创始人|创办人|候选人|主持人|人士|官员|警官|警长|教练|球员|前锋|妻子|丈夫|儿子|女儿|父亲|母亲|哥哥|弟弟|科学家|经济学家|"
    r"總統|總理|部長|外長|發言人|議員|參議員|眾議員|秘書長|主任|顧問|教授|醫生|律師|專家|學者|記者|將軍|領袖)"
)
_LATIN_TITLE = re.compile(
    r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Lord|Dame|President|Gen|General|Sen|Senator|Rep)\b\.?\s+", re.IGNORECASE
)
# Latin words that name a body or a thing and never a person.
_NO_PERSON = re.compile(
    r"\b(?:of|the|and|for|University|Institute|Organi[sz]ation|Association|Committee|Council|Party|News|Times|Post|Center|Centre|"
    r"Group|Company|Corp|Corporation|Inc|Ltd|Bank|Party|Agency|Bureau|Department|Ministry|Foundation|Act|Fund|Court|Street|Channel|"
    r"Journal|Press|Network|Union|Front|Party|Club|League|Airport|Island|River|Bay|Hotel|School|College|Hospital|Federal|National)\b"
)
# Measures and general words, which are no names.
_NO_NAME = frozenset(
    [
        "GDP",
        "CPI",
        "PPI",
        "PMI",
        "APP",
        "App",
        "Apps",
        "IPO",
        "ETF",
        "QE",
        "LPR",
        "MLF",
        "GMT",
        "CEO",
        "CFO",
        "VIP",
        "DIY",
        "FAQ",
        "PDF",
        "OK",
        "TV",
        "IT",
        "IP",
        "DNA",
        "RNA",
        "PCR",
    ]
)
_CODE = re.compile(r"^(?:[0-9 .%-]+[A-Za-z]{0,2}|[A-Z0-9]+\.[A-Z]{1,3}|[A-Z]{1,5}:[A-Z0-9]+)$")
# International names of substances end in one of a few stems, and are written small.
_SUBSTANCE = re.compile(r"^[a-z]{4,}(?:ine|cin|vir|mab|nib|tan|pril|lol|zole|llin|one|ide|ase|ol|virus)$")

_JOINING = "和與与及跟同对對向在由"
"""Words of one character that stand before a name, and that a segmentation takes for its beginning."""
_MODIFIERS = frozenset(
    (
        "n",
        "nz",
        "nt",
        "ns",
        "nr",
        "nrt",
        "nrfg",
        "j",
        "l",
        "vn",
        "a",
        "an",
        "b",
        "eng",
        "x",
        "m",
        "q",
        "i",
        "g",
        "k",
        "ng",
        "vg",
        "t",
        "s",
        "nrg",
    )
)
"""Tags of words that the name of a body may be made of."""
_KINDS = frozenset(("组织", "組織", "行动", "行動", "计划", "計劃", "计画", "計畫", "倡议", "倡議"))
"""Kinds of bodies that are verbs too."""


def glosses_in(text: str) -> tuple[Gloss, ...]:
    """The names that the text explains by a Latin spelling in brackets, in their order, titles dropped.

    Costs one pass over the text, and a segmentation of the few characters before each bracket.
    """
    return tuple(gloss for found in _BRACKETS.finditer(text) if (gloss := _gloss(text, found)))


def names_in(text: str) -> tuple[Gloss, ...]:
    """The names that the text explains, each pair once, where it stands first, with its kind."""
    first: dict[tuple[str, str], Gloss] = {}
    for gloss in glosses_in(text):
        first.setdefault((gloss.name, gloss.latin), gloss)
    return tuple(replace(gloss, kind=kind_of(gloss.name, gloss.latin)) for gloss in first.values())


def _gloss(text: str, found: re.Match[str]) -> Gloss | None:
    inside = found[1].strip()
    before = text[max(0, found.start() - REACH) : found.start()].rstrip(" \u3000")
    if latin := _IN_LATIN.match(inside):
        spelling = _latin_name(latin[1])
        name = _name_before(before, spelling) if spelling else ""
        begin = text.rfind(name, 0, found.start()) if name else -1
    elif han := _IN_HAN.match(inside):
        name = _TITLE.sub("", han[1]) if _TITLE.match(han[1]) else han[1]
        reach = text[max(0, found.start() - 80) : found.start()]
        word = _LATIN_BEFORE.search(reach)
        spelling = _latin_name(word[0]) if word else ""
        begin = found.start() - len(word[0]) if word else -1
    else:
        return None
    return Gloss(name, spelling, begin, found.end()) if name and spelling and begin >= 0 else None


def _latin_name(written: str) -> str:
    """The spelling without titles; "" where it is a measure, a code, or a general word."""
    name = _LATIN_TITLE.sub("", " ".join(written.split())).strip(" .-–")
    if name in _NO_NAME or _CODE.match(name) or sum(map(str.isalnum, name)) < 2:
        return ""
    is_small = name == name.lower()
    return "" if is_small and not _SUBSTANCE.match(name) else name


def _name_before(before: str, latin: str) -> str:
    """The name at the end of what stands before a bracket; "" where none can be told."""
    if before[-1:] in _QUOTED:
        opened = before.rfind(_QUOTED[before[-1]])
        return before[opened + 1 : -1].strip() if opened >= 0 else ""
    written = _WRITTEN.search(before)
    run = written[0] if written else ""
    if is_person(latin):
        name = _person(_without_title(run))
        if name:
            return name
    return _substance(run) if _SUBSTANCE.match(latin.lower()) else _body(run)


def is_person(latin: str) -> bool:
    """Whether a Latin spelling may be a person's full name: two to five words with capitals, none of them a body's."""
    words = latin.split()
    return 2 <= len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper() and not _NO_PERSON.search(latin)


def _without_title(run: str) -> str:
    """The run without titles at its end: `沙拉曼将军`."""
    title = next((found for found in _TITLE.finditer(run) if found.end() == len(run)), None)
    return run[: title.start()] if title and title.start() > 1 else run


def _person(run: str) -> str:
    """The transcribed or Chinese name at the end of a run of characters."""
    taken: list[str] = []
    for word, tag in reversed(tagged(_after_titles(run))):
        gathered = "".join(taken)
        is_dot = word in _DOTS or word == "-"
        is_country = word in COUNTRIES and len(gathered) > 1 and gathered[0] not in _DOTS + "-"
        if is_country or not (
            is_dot or tag in {"nr", "nrt", "nrfg"} or all(each in SOUNDS or each in _DOTS for each in word)
        ):
            break
        taken.insert(0, word)
    name = "".join(taken).strip(_DOTS + "-")
    if len(name) > 2 and name[0] in _JOINING:
        name = name[1:]
    return name if len(name) > 1 else ""


def _after_titles(run: str) -> str:
    ends = [found.end() for found in _TITLE.finditer(run) if len(run) - found.end() > 1]
    return run[ends[-1] :] if ends else run


def _body(run: str) -> str:
    """The nouns at the end of a run of characters; after a noun of the same kind the name begins: `通讯社塔斯社`."""
    taken: list[str] = []
    for word, tag in reversed(tagged(run)):
        is_part = tag in _MODIFIERS or word in _DOTS or word in _KINDS or (taken and len(word) == 1 and word in SOUNDS)
        is_kind = bool(taken) and len(word) > 1 and word[-1] == taken[-1][-1]
        if not is_part or is_kind or _TITLE.fullmatch(word):
            break
        taken.insert(0, word)
    return "".join(taken).strip(_DOTS + "-")


def _substance(run: str) -> str:
    """The name of a substance at the end of a run of characters, without what kind of thing it is."""
    taken: list[str] = []
    for word, tag in reversed(tagged(run)):
        is_common = len(word) > 1 and tag not in {"nr", "nrt", "nz", "ns", "x"}
        if (taken and is_common) or tag not in _MODIFIERS:
            break
        taken.insert(0, word)
    return "".join(taken)
