"""Which statements are compared, and that copies are compared once with the same outcome as if each were."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from twins.told import KNOWN, NAMES, WEIGHTS, Said, article

from samarkand.linkage import linked
from samarkand.steps.comparing import compare
from samarkand.steps.comparing.evidence import likeness, measure, ordered, shown_of, weigh
from samarkand.steps.comparing.links import ALIKE, PER_ARTICLE, groups_of, kinds_of, links_of
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.wording import products

STRIKE = Said("莫尔塔诺", "渡轮将从9月9日起停航三天")
TEXTS = [
    "市长拒绝谈判",
    "码头工人要求加薪12%",
    "学校星期一照常上课",
    "盐桥的灯塔需要修理",
    "渡轮从周一（9月9日）起停开三天",
]


def seen(articles):
    speakers = Speakers(articles, NAMES)
    return shown_of(articles, speakers, KNOWN), speakers


def groups_by_comparing_each(shown, speakers):
    """The claims as they are without the short cut: each statement is compared with the nearest of each other article."""
    cosines = products([each.vector for each in shown], 10**9)
    beside = defaultdict(list)
    for (one, two), cosine in cosines.items():
        first, second = shown[one], shown[two]
        if first.article.article != second.article.article and (cosine >= ALIKE or first.language != second.language):
            beside[one, second.article.article].append((-cosine, two))
            beside[two, first.article.article].append((-cosine, one))
    near = {
        (min(one, two), max(one, two)) for (one, _), others in beside.items() for _, two in sorted(others)[:PER_ARTICLE]
    }
    alike = []
    for one, two in near:
        first, second = shown[one], shown[two]
        weights = WEIGHTS.pair if first.language == second.language else WEIGHTS.abroad
        like = likeness(weigh(measure(first, second, cosines[one, two], speakers), ordered(weights)))
        alike.append((f"{one:08d}", f"{two:08d}", like))
    parts = linked([f"{number:08d}" for number in range(len(shown))], alike, WEIGHTS.enough)
    return sorted(sorted(map(int, part)) for part in parts)


statements = st.builds(
    Said, st.sampled_from(["莫尔塔诺", "莫塔诺", "克拉瓦", ""]), st.sampled_from([STRIKE.text, *TEXTS])
)
layouts = st.lists(st.lists(statements, max_size=5), min_size=1, max_size=4)


@settings(deadline=None, max_examples=80)
@given(layouts, st.lists(st.integers(0, 3), min_size=1, max_size=8), st.data())
def test_copies_are_joined_as_if_each_were_compared(told, copied, data):
    articles = []
    for number, which in enumerate(copied):
        parts = list(told[which % len(told)])
        if parts and data.draw(st.booleans()):
            parts.pop()  # a near-copy
        articles.append(article(f"o{number}", parts, hours=number))
    shown, speakers = seen(articles)
    assert sorted(groups_of(shown, links_of(shown, speakers, WEIGHTS), WEIGHTS.enough)) == groups_by_comparing_each(
        shown, speakers
    )


def test_statements_are_of_one_kind_where_all_that_is_compared_is_equal():
    hill = article("hill", [STRIKE, Said("克拉瓦", STRIKE.text), STRIKE])
    bay = article("bay", [STRIKE, Said("莫尔塔诺", TEXTS[0])], hours=1)
    cape = article("cape", [STRIKE], language="zh-Hant", hours=2)
    kinds = kinds_of(seen([hill, bay, cape])[0])
    assert kinds == (0, 1, 2, 0, 3, 0)


def test_a_statement_is_compared_with_those_of_other_articles_alone():
    hill = article("hill", [STRIKE, STRIKE, Said("克拉瓦", TEXTS[0])])
    shown, speakers = seen([hill])
    links = links_of(shown, speakers, WEIGHTS)
    assert links.alike == links.pairs == {}
    assert groups_of(shown, links, WEIGHTS.enough) == [[0], [1], [2]]


def test_links_are_between_0_and_1_and_lead_from_the_smaller_kind():
    articles = [
        article(name, [STRIKE, *[Said("克拉瓦", f"{text}{name}") for text in TEXTS]])
        for name in ("hill", "bay", "cape")
    ]
    shown, speakers = seen(articles)
    links = links_of(shown, speakers, WEIGHTS)
    assert links.alike.keys() == links.pairs.keys() != set()
    for (one, two), like in links.alike.items():
        assert one < two
        assert 0 < like <= 1
        assert links.pairs[one, two] >= 1
    for one, two in combinations(range(len(shown)), 2):
        assert links.between(one, two) == links.between(two, one)
    assert links.between(0, 6) == 1.0


def test_a_crowd_of_statements_is_grouped_within_bounds():
    articles = [
        article(name, [Said("莫尔塔诺", f"第{number}号渡轮停航，{name}") for number in range(200)])
        for name in ("hill", "bay", "cape")
    ]
    shown, speakers = seen(articles)
    links = links_of(shown, speakers, WEIGHTS)
    assert len(links.alike) <= PER_ARTICLE * 2 * len(shown)
    groups = groups_of(shown, links, WEIGHTS.enough)
    assert sorted(number for group in groups for number in group) == list(range(len(shown)))


def test_ten_times_as_many_copies_take_little_more_than_ten_times_as_long():
    parts = [Said(f"证人{number}", f"{text}，第{number}次") for number, text in enumerate(TEXTS * 5)]
    few, many = ([article(f"o{number}", parts, hours=number) for number in range(count)] for count in (6, 60))

    def seconds(articles) -> float:
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            compare(articles, KNOWN)
            best = min(best, time.process_time() - began)
        return best

    assert seconds(many) < 30 * seconds(few)  # a hundred times, where each is compared with each
