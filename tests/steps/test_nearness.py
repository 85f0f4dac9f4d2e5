from __future__ import annotations

import random
from itertools import combinations

import numpy as np
from twins.bulk import need

from samarkand.steps.nearness import (
    BANDS,
    ENOUGH,
    bands_of,
    first_met,
    likeness,
    meeting,
    opened,
    shingles_of,
    signature_of,
)

need("rensa")

CHARACTERS = "潮水退去后石阶上留着盐船坞灯塔引水员货柜仲裁渔市餐馆冷空气风力避风商户租金答复预计恢复装卸谈判夜班津贴"


def text_of(seed: int, length: int = 400) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(CHARACTERS) for _ in range(length))


def edited(text: str, seed: int, share: float) -> str:
    """A text of which a share of the characters, in one stretch, are others."""
    size = int(len(text) * share)
    place = random.Random(seed).randrange(len(text) - size)
    return text[:place] + text_of(seed + 10_000, size) + text[place + size :]


def jaccard(one: set[str], two: set[str]) -> float:
    return len(one & two) / len(one | two)


def met_pairs(texts: list[str]) -> list[tuple[int, int]]:
    """The pairs that a run over all bands tells, as bulk work does it."""
    signatures = opened([signature_of(text) for text in texts])
    numbers, found = bands_of(signatures, range(BANDS)), []
    for band in range(BANDS):
        ones, others = meeting(numbers[:, band])
        told = first_met(signatures, ones, others, band) & (likeness(signatures, ones, others) >= ENOUGH)
        found += [tuple(sorted(pair)) for pair in zip(ones[told].tolist(), others[told].tolist(), strict=True)]
    return found


def test_near_duplicates_are_those_that_every_pair_compared_would_find():
    texts = [text_of(number) for number in range(60)]
    texts += [edited(texts[number], number, 0.02 + number * 0.004) for number in range(60)]
    runs = list(map(shingles_of, texts))
    wanted = {pair for pair in combinations(range(len(texts)), 2) if jaccard(*(runs[each] for each in pair)) >= 0.8}
    found = met_pairs(texts)
    assert len(wanted) > 15
    assert wanted <= set(found)
    assert all(jaccard(runs[one], runs[two]) > 0.5 for one, two in found)


def test_a_pair_is_told_once_however_many_bands_it_meets_in():
    texts = [text_of(1), text_of(1), text_of(2)]
    assert met_pairs(texts) == [(0, 1)]


def test_texts_in_both_scripts_are_one_text():
    assert signature_of("码头将在下周恢复通航，渔民协会表示欢迎。") == signature_of(
        "碼頭將在下週恢復通航，漁民協會表示歡迎。"
    )


def test_a_text_of_a_few_words_is_like_none():
    assert signature_of("码头恢复通航") == b""
    assert signature_of("") == b""


def test_a_flood_of_one_text_costs_no_square_of_its_number():
    band = np.zeros(5_000, np.uint64)
    ones, others = meeting(band)
    assert len(ones) < 64 * 5_000
    assert set(ones.tolist()) | set(others.tolist()) == set(range(5_000))


def test_nothing_meets_where_there_is_nothing():
    ones, others = meeting(np.empty(0, np.uint64))
    assert len(ones) == len(others) == 0
