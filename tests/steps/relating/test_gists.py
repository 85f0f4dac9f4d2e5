"""What stories show is what their articles tell together, however many are told of at once; all values are invented."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from math import isclose, sqrt
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.ids import story_id
from samarkand.model.stories import Features, Gist, Story
from samarkand.steps.relating.features import TERMS
from samarkand.steps.relating.gists import gists_of
from samarkand.steps.relating.sketches import EXACT, NAMES, TELLING, Part, Sketches, sketch_of
from samarkand.times import to_ms

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def shown(article: str, terms: dict[str, float], **more) -> Features:
    told = {"headline": {}, "pairs": frozenset(), "genre": "report", "length": 100} | more
    return Features(article, "port", "zh-Hans", NOON, terms=terms, **told)


def story(*articles: Features) -> Story:
    ids = tuple(each.article for each in articles)
    return Story(story_id(ids[0]), ids, ids[0], NOON - HOUR, NOON, ("port",), 1)


def gists(*groups: list[Features]) -> list[Gist]:
    sketches = {each.article: sketch_of(each) for group in groups for each in group}
    return gists_of([story(*group) for group in groups], sketches)


def checksums(texts) -> list[int]:
    return sorted(crc32(text.encode()) for text in texts)


def told(gist: Gist, part: Part, weights: Part) -> dict[int, int]:
    held = Sketches([gist.sketch])
    return dict(zip(held.part(part, 0).tolist(), held.part(weights, 0).tolist(), strict=True))


def weighed(terms) -> dict[int, int]:
    return {crc32(term.encode()): weight for term, weight in terms.items()}


def test_a_story_shows_what_all_of_its_articles_tell():
    members = [
        shown("a", {"渡轮": 0.8, "停航": 0.6}, headline={"渡轮": 1.0}, pairs=frozenset({"渡轮"})),
        shown("b", {"渡轮": 0.6, "工会": 0.8}, headline={"工会": 2.0, "码头": 0.5}, pairs=frozenset({"工会"})),
    ]
    (gist,) = gists(members)
    held, length = Sketches([gist.sketch]), sqrt(1.4**2 + 0.8**2 + 0.6**2)
    assert (gist.story, gist.first_at, held.at[0]) == ("sa", NOON - HOUR, to_ms(NOON - HOUR))
    assert bool(held.is_report[0])
    words = {"渡轮": 1.4, "工会": 0.8, "停航": 0.6, "码头": 0}
    assert told(gist, Part.WORDS, Part.WEIGHTS) == weighed({w: round(EXACT * n / length) for w, n in words.items()})
    titles = weighed({"渡轮": 1 * EXACT, "工会": 2 * EXACT, "码头": EXACT // 2})
    assert told(gist, Part.TITLE, Part.TITLE_WEIGHTS) == titles
    assert held.title[0] == 3.5 * EXACT
    assert held.part(Part.PAIRS, 0).tolist() == checksums({"渡轮", "工会"})
    assert sorted(gist.keys) == checksums(words)
    assert [len(held.part(part, 0)) for part in (Part.NUMBERS, Part.DAYS, Part.SHINGLES, Part.ABROAD)] == [0] * 4


def test_it_is_what_its_first_article_is():
    digest = shown("d", {"渡轮": 1.0}, genre="digest")
    kinds = [bool(Sketches([each.sketch]).is_report[0]) for each in gists([digest, shown("a", {})], [shown("b", {})])]
    assert kinds == [False, True]


def test_it_is_found_by_its_most_telling_words_and_names():
    words = {chr(0x4E00 + number): 1 - number / 1000 for number in range(TELLING + 9)}
    names = {f"@{number}": 0.5 - number / 1000 for number in range(NAMES + 2)}
    members = [shown("a", words | names), shown("b", {}, numbers=frozenset({"31"}))]
    (gist,) = gists(members)
    assert sorted(gist.keys) == checksums([*[*words][:TELLING], *[*names][:NAMES]])


def test_of_very_many_words_those_that_weigh_most_are_kept_and_all_of_its_titles():
    words = {chr(0x4E00 + number): 1 - number / 1000 for number in range(TERMS + 9)}
    (gist,) = gists([shown("a", words, headline={chr(0x4E00 + TERMS + 3): 1.0})])
    kept = told(gist, Part.WORDS, Part.WEIGHTS)
    assert sorted(kept) == checksums([*[*words][:TERMS], chr(0x4E00 + TERMS + 3)])
    assert kept[crc32(chr(0x4E00 + TERMS + 3).encode())] == 0


@pytest.mark.parametrize("group", [[], [shown("a", {})], [shown("a", {}, headline={"渡轮": 1.0})]])
def test_stories_that_tell_nothing_show_nothing(group):
    made = gists(group) if group else gists_of([], {})
    assert [sorted(each.keys) for each in made] == [checksums(each.headline) for each in group]


words = st.dictionaries(st.sampled_from(["渡轮", "停航", "工会", "码头", "@port"]), st.floats(0.01, 1), max_size=5)
articles = st.tuples(words, words, st.frozensets(st.sampled_from("春夏秋冬")))
crowds = st.lists(st.lists(articles, min_size=1, max_size=3), min_size=1, max_size=4)


@given(crowds)
def test_stories_told_together_show_what_each_shows_alone(crowd):
    groups = [
        [
            shown(f"{number}-{place}", terms, headline=headline, pairs=pairs)
            for place, (terms, headline, pairs) in enumerate(group)
        ]
        for number, group in enumerate(crowd)
    ]
    assert gists(*groups) == [gist for group in groups for gist in gists(group)]


@given(st.lists(words, min_size=1, max_size=4))
def test_a_vector_has_the_length_of_one(some):
    (gist,) = gists([shown(str(number), terms) for number, terms in enumerate(some)])
    sums = defaultdict(float)
    for terms in some:
        for term, weight in terms.items():
            sums[term] += weight
    found = np.array([*told(gist, Part.WORDS, Part.WEIGHTS).values()]) / EXACT
    assert len(found) == len(sums)
    assert not sums or isclose(float((found**2).sum()), 1, abs_tol=0.001)
