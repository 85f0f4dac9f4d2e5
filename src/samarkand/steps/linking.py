"""Spellings that articles explain by one Latin name become groups of names; what is in doubt is left apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from samarkand.model.names import GlossedName, NameGroup
from samarkand.text.folding import fold
from samarkand.text.tokens import is_unspaced, words_of

ENOUGH = 3
"""Articles that make two spellings one name although they have no character in common (萧兹, 朔尔茨)."""
MOST_SPELLINGS = 12
"""More under one Latin spelling are no variants, but misreadings; no group is made."""

_DOTS = re.compile("[·‧∙•・･．]")
_SOUNDS = (
    (r"sch|tch|tsch|ch|sh|zh", "c"),
    (r"ph", "f"),
    (r"ck|kh|q", "k"),
    (r"dj", "j"),
    (r"ou|oo", "u"),
    (r"w", "v"),
    (r"[yj]", "i"),
    (r"ks", "x"),
    (r"ff\b", "v"),
    (r"(.)\1+", r"\1"),
    (r"[ei]i|ie\b|iu", "i"),
    (r"([aeiou])h", r"\1"),
)
"""Ways of writing the same sound in the languages that foreign names come through, made one."""


def sound_key(latin: str) -> str:
    """What the Latin spellings of one person have in common: `Andreï Denissov`, `Andrey Denisov`; "" for no letters."""
    key = " ".join(word for word in _words(latin) if len(word) > 1)
    for pattern, sound in _SOUNDS:
        key = re.sub(pattern, sound, key)
    return key


def _words(latin: str) -> list[str]:
    return fold(re.sub("['’]", "", latin)).split()


def _initials(latin: str) -> str:
    return "".join(word for word in _words(latin) if len(word) == 1)


def link(glossed: Iterable[GlossedName], people: Iterable[str], known: Sequence[NameGroup]) -> tuple[NameGroup, ...]:
    """Groups of the spellings that stand for one name; those of a known group are told with all of its spellings.

    `people`: the Latin spellings that are persons' full names. A person's full name joins full names, a surname alone
    joins surnames, and only where it is glossed as one person. Sorted by their keys; the order of what is given does
    not matter. Costs the square of the spellings of one Latin name, which are `MOST_SPELLINGS` at most.
    """
    persons = frozenset(people)
    candidates = sorted((each for each in glossed if _is_han(each.name)), key=lambda each: (each.latin, each.name))
    keys = _keys({each.latin for each in candidates}, persons)
    by_latin: dict[tuple[str, str], list[GlossedName]] = defaultdict(list)
    bearers: dict[str, set[str]] = defaultdict(set)
    for each in candidates:
        by_latin[_form(each, persons), keys[each.latin]].append(each)
        bearers[_bare(each.name)].add(keys[each.latin])
    groups: dict[str, NameGroup] = {}
    places = _places(known)
    for (form, key), some in sorted(by_latin.items()):
        for members in _parts(form, [each for each in some if form == "full" or len(bearers[_bare(each.name)]) == 1]):
            if group := _group(f"{form} {key}", members, places, form):
                groups[group.names[0]] = group
    return tuple(group for _, group in sorted(groups.items()))


def _keys(latins: Iterable[str], persons: frozenset[str]) -> Mapping[str, str]:
    """The key of each Latin spelling; that of a person by its sound, unless middle initials tell two persons apart."""
    initials: dict[str, set[str]] = defaultdict(set)
    for latin in latins:
        if latin in persons and (some := _initials(latin)):
            initials[sound_key(latin)].add(some)
    return {
        latin: key if latin in persons and len(initials[key := sound_key(latin)]) < 2 else " ".join(_words(latin))
        for latin in latins
    }


def _form(each: GlossedName, persons: frozenset[str]) -> str:
    if each.latin not in persons:
        return "body"
    return "full" if _DOTS.search(each.name) or "-" in each.name else "surname"


def _is_han(name: str) -> bool:
    words = words_of(name)
    return 1 < len(words) <= 16 and all(map(is_unspaced, words))


def _bare(name: str) -> str:
    return "".join(words_of(name))


def _parts(form: str, some: Sequence[GlossedName]) -> Iterator[list[GlossedName]]:
    """The spellings of one Latin name, parted where it is doubtful that they are one."""
    best: dict[str, GlossedName] = {}
    for each in some:
        bare = _bare(each.name)
        if bare not in best or best[bare].articles < each.articles:
            best[bare] = each
    clean = [each for bare, each in best.items() if not _is_longer(bare, best) and _is_certain(form, bare, each)]
    if len(clean) > MOST_SPELLINGS:
        return
    parts = [[each] for each in clean]
    for one, two in combinations(clean, 2):
        if _is_same(form, one, two):
            first, second = (next(part for part in parts if each in part) for each in (one, two))
            if first is not second:
                first.extend(second)
                parts.remove(second)
    yield from parts


def _is_longer(bare: str, others: Mapping[str, GlossedName]) -> bool:
    """Whether another spelling is the end of this one, which then began too early (`总裁莫尔塔诺`)."""
    return any(bare != other and bare.endswith(other) for other in others)


def _is_certain(form: str, bare: str, each: GlossedName) -> bool:
    """Whether a spelling may be looked for: short surnames and bodies are parts of other words, unless seen often."""
    return form == "full" or each.articles > 1 or (form == "surname" and len(bare) > 3)


def _is_same(form: str, one: GlossedName, two: GlossedName) -> bool:
    first, second = _bare(one.name), _bare(two.name)
    common = _common(first, second)
    if form == "body":
        return common == min(len(first), len(second)) or 2 * common > max(len(first), len(second))
    return 3 * common >= max(len(first), len(second)) or min(one.articles, two.articles) >= ENOUGH


def _common(one: str, two: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(two) + 1)
    for first in one:
        before = 0
        for place, second in enumerate(two, 1):
            before, row[place] = row[place], before + 1 if first == second else max(row[place], row[place - 1])
    return row[-1]


def _places(known: Sequence[NameGroup]) -> Mapping[str, NameGroup | None]:
    """The group of each known spelling; None for those that are never looked for."""
    places: dict[str, NameGroup | None] = {}
    for group in known:
        places.update({_spelled(name): group for name in group.names})
        places.update({_spelled(name): None for name in (*group.whole, *group.shared)})
    return places


def _spelled(name: str) -> str:
    return " ".join(words_of(name))


def _group(
    key: str, members: Sequence[GlossedName], places: Mapping[str, NameGroup | None], form: str
) -> NameGroup | None:
    ordered = sorted(members, key=lambda each: (-each.articles, each.name))
    han = [each for each in ordered if places.get(_spelled(each.name), each) is not None]
    latins = sorted({each.latin for each in members})[: None if form != "body" else 1]
    met = {
        group.key: group for name in (*(each.name for each in han), *latins) if (group := places.get(_spelled(name)))
    }
    if len(met) > 1:
        return None
    if met:
        (group,) = met.values()
        news = tuple(each.name for each in han if _spelled(each.name) not in places and _fits(each, group, form))
        return NameGroup(group.key, "grown", (*group.names, *news)) if news else None
    if len(han) < 2 and (not han or (form != "full" and han[0].articles < 2)):
        return None
    return NameGroup(key, "grown", (*(each.name for each in han), *latins))


def _fits(each: GlossedName, group: NameGroup, form: str) -> bool:
    """Whether a new spelling is like one of a known group, and neither a part of one nor one with something before it."""
    bare = _bare(each.name)
    known = [name for name in group.names if _is_han(name)]
    if form != "full" and any(_bare(name) in bare or bare in _bare(name) for name in known):
        return False
    alike = (GlossedName(name, each.latin, 1) for name in known if form == "full" or not _DOTS.search(name))
    last = _bare(_DOTS.split(each.name)[-1])
    return any(_is_same(form, each, name) or (form == "full" and last == _bare(name.name)) for name in alike)
