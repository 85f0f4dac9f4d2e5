"""How outlets call one thing: words that take sides, by a list of known ones, and spellings of known names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from samarkand.model.comparisons import Compared, Naming, NamingKind, Telling, TermGroup, Variant
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.telling import Texts
from samarkand.text.finding import places_of
from samarkand.text.folding import fold
from samarkand.text.names import MARK, KnownNames
from samarkand.text.tokens import words_of

MOST = 40
"""Places of one word in one text that are told."""
NEAR = 200
"""Characters before and behind a word, inside of its sentence, in which the thing has to be named."""


def namings_of(articles: Sequence[Compared], texts: Texts, knowledge: Knowledge) -> tuple[Naming, ...]:
    """Things for which two outlets have different words: terms first, then names; each by the number of voices."""
    folded = [fold(article.text) for article in articles]
    whole = "\n".join(folded)
    likely = (group for group in knowledge.terms if _is_likely(group, whole))
    terms = (_term(group, list(zip(articles, folded, strict=True)), texts) for group in likely)
    found = [*filter(None, terms), *_names(articles, texts, knowledge.names)]
    return tuple(sorted(found, key=lambda each: (each.kind == "name", -sum(v.voices for v in each.variants), each.key)))


def _is_likely(group: TermGroup, folded: str) -> bool:
    """Whether the words of two terms stand anywhere in a story: most groups are of other matters."""
    sequences, _ = _sought(group)
    return sum(all(word in folded for word in each) for each in sequences) > 1


def _term(group: TermGroup, articles: Sequence[tuple[Compared, str]], texts: Texts) -> Naming | None:
    """`articles`: each with its folded text, which tells fast what need not be looked for."""
    told: dict[str, list[Telling]] = defaultdict(list)
    sequences, about = _sought(group)
    for article, folded in articles:
        likely = [each if all(word in folded for word in each) else () for each in sequences]
        if not any(likely):
            continue
        taken: list[tuple[int, int]] = []
        places = sorted(places_of(article.text, likely, MOST), key=lambda each: (each[0], -each[1]))
        for start, end, number in places:
            telling = texts.telling(article, start, end)
            begin, finish = max(telling.sentence.start, start - NEAR), min(telling.sentence.end, end + NEAR)
            sentence = fold(article.text[begin:finish]) if about else ""
            is_inside = bool(taken) and end <= taken[-1][1]
            if not is_inside and (not about or any(each in sentence for each in about)):
                told[group.terms[number]].append(telling)
                taken.append((start, end))
    return _naming(group.key, "term", texts.variants(told))


@lru_cache(maxsize=256)
def _sought(group: TermGroup) -> tuple[Sequence[tuple[str, ...]], Sequence[str]]:
    """The tokens of each term, and of what it has to stand beside: they are the same for each story."""
    return [tuple(words_of(term)) for term in group.terms], [fold(each).strip() for each in group.about]


def _naming(key: str, kind: NamingKind, variants: tuple[Variant, ...]) -> Naming | None:
    """A thing for which two outlets use different words; None where all use the same."""
    if len(variants) < 2 or len({variant.outlets for variant in variants}) < 2:
        return None
    return Naming(key, kind, variants)


def _names(articles: Sequence[Compared], texts: Texts, names: KnownNames) -> Iterator[Naming]:
    """Names that outlets write differently in one script; a full name and a part of it are one."""
    written: dict[str, dict[str, list[Compared]]] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        for key, spellings in names.find(article.text).items():
            for spelling in spellings:
                written[key][spelling].append(article)
    for key in sorted(written):
        for is_latin in (False, True):
            some = {each: told for each, told in written[key].items() if each.isascii() == is_latin}
            kept = [each for each in some if not any(other != each and other in each for other in some)]
            if len(kept) > 1 and len({article.outlet for each in kept for article in some[each]}) > 1:
                told = {each: found for each in kept if (found := list(_told(each, some[each], texts)))}
                if naming := _naming(key.removeprefix(MARK), "name", texts.variants(_as_written(told))):
                    yield naming


def _told(spelling: str, articles: Sequence[Compared], texts: Texts) -> Iterator[Telling]:
    for article in articles:
        for start, end, _ in islice(places_of(article.text, [tuple(words_of(spelling))], MOST), MOST):
            yield texts.telling(article, start, end)


def _as_written(told: Mapping[str, list[Telling]]) -> dict[str, list[Telling]]:
    """Under the form that the first place has, in the place of the folded one."""
    return {texts[0].text: texts for texts in told.values()}
