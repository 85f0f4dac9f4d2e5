"""What an article shows of its event, from invented texts: words, names, numbers, days, clauses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from math import log, nextafter, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Published
from samarkand.model.mentions import NumberMention
from samarkand.model.names import NameGroup
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features, Weights
from samarkand.steps.dates import stretches_in
from samarkand.steps.numbers import values_in
from samarkand.steps.relating.features import RAREST, READ, TERMS, Lexicon, Told, features_of, key_of, rounded

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
WEIGHTS = Weights({"的话": 0.9, "今天": 0.3, "渡轮": 0.02, "@port": 0.2}, {}, {}, 0.5, {}, 0.5)
NAMES = [
    NameGroup("moltano", "people", ("莫尔塔诺", "莫塔诺", "Moltano")),
    NameGroup("port", "places", ("汀港", "Port Ting")),
]
LEXICON = Lexicon(WEIGHTS, NAMES)


def document(title: str, text: str = "", language: str = "zh-Hans") -> SearchDocument:
    return SearchDocument("a", 1, "hill", language, NOON, title, text, 1)


def shown(title: str, text: str = "", language: str = "zh-Hans", **more) -> Features:
    (found,) = features_of([Told(document(title, text, language), **more)], LEXICON)
    return found


def test_it_tells_who_published_what_when_and_how_much():
    found = shown("渡轮停航", "工会罢工。")
    assert (found.article, found.outlet, found.language) == ("a", "hill", "zh-Hans")
    assert (found.published_at, found.length, found.order, found.genre) == (NOON, 5, 0, "report")
    assert shown("直播：渡轮停航").genre == "live"
    assert shown("渡轮停航", "（法新社汀港7日电）工会罢工。").agency == "法新社"


def test_a_word_is_the_more_telling_the_rarer_it_is_and_the_commonest_tell_nothing():
    told = [LEXICON.telling(word) for word in ("的话", "今天", "渡轮", "从未见过")]
    assert told == sorted(told)
    assert told[0] == 0
    assert LEXICON.telling("从未见过") == Lexicon(Weights({"x": RAREST / 9}, {}, {}, 0, {}, 0), ()).telling("x")
    assert "的话" not in shown("的话", "的话渡轮").terms


def test_spellings_that_are_also_common_words_are_not_looked_for():
    lexicon = Lexicon(WEIGHTS, [NameGroup("saltbridge", "places", ("盐桥",), whole=("盐",))])
    assert list(lexicon.names.find("盐很贵，盐桥的盐更贵")) == ["@saltbridge"]


def test_the_vector_of_terms_has_the_length_one_and_the_most_telling_terms_first():
    found = shown("渡轮停航", "渡轮今天停航，旅客滞留码头，渡轮工会今天说，停航还要继续。")
    assert sqrt(sum(weight**2 for weight in found.terms.values())) == pytest.approx(1, abs=0.001)
    weights = list(found.terms.values())
    assert weights == sorted(weights, reverse=True)
    assert next(iter(found.terms)) == "停航", "rarer than 渡轮, and as often"


def test_words_of_the_title_count_more_and_make_the_headline():
    found = shown("渡轮停航", "旅客渡轮")
    assert found.headline.keys() == {"渡轮", "停航"}
    assert found.terms["停航"] > found.terms["旅客"]
    assert found.pairs == {"渡轮", "轮停", "停航"}


def test_names_stand_as_keys_in_the_place_of_their_spellings():
    for title in ("莫尔塔诺到访汀港", "莫塔諾到訪汀港", "Moltano visits Port Ting"):
        found = shown(title, title)
        assert {"@moltano", "@port"} <= found.headline.keys() & found.terms.keys()
        assert not {"莫尔塔诺", "莫塔诺", "moltano"} & found.terms.keys()


def test_the_script_of_a_text_plays_no_part():
    simplified = shown("渡轮工会罢工", "汀港渡轮今天停航，旅客滞留码头，港务局说谈判还要继续。")
    traditional = shown("渡輪工會罷工", "汀港渡輪今天停航，旅客滯留碼頭，港務局說談判還要繼續。", "zh-Hans")
    assert simplified == traditional


def test_clauses_are_sketched_as_they_stand_whatever_surrounds_them():
    lead = "港务局长今天在码头上对记者说"
    one, two = shown("甲", f"{lead}，谈判还要继续。"), shown("乙", f"昨夜下雨。「{lead}」！")
    assert len(one.shingles & two.shingles) == 1
    assert shown("甲", "下雨了，停航了。").shingles == frozenset(), "short clauses are chance"


def test_only_the_beginning_of_a_long_text_is_looked_at():
    beginning = "渡轮今天停航。" * (READ // 7 + 1)
    assert "旅客" not in shown("甲", beginning + "旅客滞留").terms
    many = shown("甲", "".join(chr(0x4E00 + 7 * number) + "镇，" for number in range(900)))
    assert len(many.terms) <= TERMS


def test_an_article_of_its_title_alone_shows_that():
    found = shown("渡轮停航")
    assert (found.length, found.shingles) == (0, frozenset())
    assert found.terms.keys() == found.headline.keys()


def test_an_article_without_a_word_shows_nothing():
    found = shown("", "")
    assert (found.terms, found.headline, found.pairs, found.agency) == ({}, {}, frozenset(), "")


counts = st.dictionaries(st.sampled_from(["的话", "今天", "渡轮", "@port", *"甲乙丙丁戊己庚辛"]), st.integers(1, 60))


def most_telling_plainly(counts) -> list[tuple[str, float]]:
    vector = {term: (1 + log(count)) * LEXICON.telling(term) for term, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    kept = sorted((term for term in vector if vector[term] > 0), key=lambda term: (-vector[term], term))[:TERMS]
    return [(term, round(vector[term] / length, 4)) for term in kept]


@given(counts)
def test_terms_are_weighed_as_if_each_was_weighed_alone(counts):
    assert list(LEXICON.most_telling(counts).items()) == most_telling_plainly(counts)


@given(st.integers(1, TERMS * 2))
def test_of_many_terms_the_first_are_kept(count):
    counts = {f"词{number:04}": 1 + number % 3 for number in range(count)}
    assert list(LEXICON.most_telling(counts).items()) == most_telling_plainly(counts)


@given(st.lists(st.integers(0, 2**14) | st.integers(1, 9999).map(lambda number: number + 0.5)))
def test_weights_are_rounded_as_python_rounds_them(numbers):
    """Also in the middle of two, and next to it."""
    weights = [
        each
        for number in numbers
        for weight in (number / 10_000, number / 2**14)
        for each in (weight, nextafter(weight, 2))
    ]
    assert rounded(np.array(weights)) == [round(weight, 4) for weight in weights]


@given(
    st.lists(st.tuples(st.text("渡轮停航汀港工会。 ab", max_size=9), st.text("渡轮停航汀港工会，。 ab7", max_size=90)))
)
def test_versions_that_are_read_together_show_what_each_shows_alone(some):
    told = [Told(document(title, text), days=[date(2030, 9, 7)]) for title, text in some]
    assert features_of(told, LEXICON) == [features_of([each], LEXICON)[0] for each in told]


# Numbers and days


def told(text: str, language: str = "zh-Hans") -> Features:
    dates = stretches_in(text, Published(NOON, "Asia/Shanghai", "second", "feed"), language)
    days = [told.stretch.since for told in dates if told.stretch.grain == "day"]
    return shown("甲", text, language, numbers=values_in(text, dates, language), days=days)


def test_a_quantity_has_one_spelling_in_all_wordings_and_languages():
    assert told("损失4500万美元，1200栋房屋被毁，降息0.25个百分点，通膨率为1.9%").numbers >= {
        "45000000",
        "1200",
        "1.9%",
    }
    english = told("It cost $45 million and 1,200 homes; inflation was 1.9 percent", "en")
    assert english.numbers >= {"45000000", "1200", "1.9%"}


def test_small_and_round_numbers_are_chance():
    assert told("三人失踪，20人受伤，500人撤离，50%的航班取消").numbers == frozenset()
    assert told("13人失踪，2.5米深，510人撤离，55%的航班取消").numbers == {"13", "2.5", "510", "55%"}


def test_a_range_is_another_quantity_than_its_ends():
    ends = [Decimal(low) for low in ("12", "15")]
    assert key_of(NumberMention("12至15人", 0, 6, ends[0], ends[1], "人")) == "12-15"
    assert key_of(NumberMention("1.20%", 0, 5, Decimal("1.20"), Decimal("1.20"), "%")) == "1.2%"


def test_days_are_those_that_were_told():
    assert told("9月5日罢工，昨天复航，去年九月通车，下周谈判。").days == {date(2030, 9, 5), date(2030, 9, 6)}


@given(st.text(max_size=60), st.text(max_size=200), st.sampled_from(["zh-Hans", "en", "und"]))
def test_any_text_shows_something_that_can_be_compared(title, text, language):
    found = shown(title, text, language)
    assert all(weight > 0 for weight in found.headline.values())
    assert all(0 <= weight <= 1.0001 for weight in found.terms.values())
    assert found == shown(title, text, language)
