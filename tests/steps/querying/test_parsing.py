"""A query means what it says; what cannot be understood is shown at its place, and nothing is a bug."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.errors import BadQuery
from samarkand.model.search import All, Any, Changed, Language, Not, Old, Outlets, Published, Query, Words
from samarkand.steps.querying import parse
from samarkand.steps.querying.parsing import DEEPEST, MOST
from samarkand.steps.querying.scanning import LONGEST

NOW = datetime(2022, 9, 7, 12, tzinfo=UTC)
OUTLETS = {"lanting": "lanting", "兰亭": "lanting", "Haibao Daily": "haibao"}


def understood(query):
    return parse(query, NOW, OUTLETS.get)


def answered(query):
    """The query, or the error."""
    try:
        return understood(query)
    except BadQuery as error:
        return error


def shown(node):
    """A node as one line, from which its meaning can be read."""
    match node:
        case Words():
            field = "" if node.field == "text" else f"{node.field}:"
            return f'{field}"{node.text}"' if node.is_exact else f"{field}{node.text}"
        case Outlets():
            return f"outlet:{node.outlet}"
        case Language():
            return f"lang:{node.tag}"
        case Published():
            return f"{node.since or ''}..{node.until or ''}"
        case Changed() | Old():
            return f"is:{type(node).__name__.lower()}"
        case Not():
            return f"-{shown(node.part)}"
        case All() | Any():
            return f"({(' ' if isinstance(node, All) else ' OR ').join(map(shown, node.parts))})"


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("云川", "云川"),
        ("云川 大桥", "(云川 大桥)"),
        ("云川 AND 大桥", "(云川 大桥)"),
        ('"云川 大桥"', '"云川 大桥"'),
        ("-云川", "-云川"),
        ("云川 -大桥 -“旧桥”", '(云川 -大桥 -"旧桥")'),
        ("NOT NOT 云川", "云川"),
        ("-(-云川)", "云川"),
        ("a OR b", "(a OR b)"),
        ("a b OR c d", "(a (b OR c) d)"),
        ("a OR b OR -c", "(a OR b OR -c)"),
        ("(a b) OR c", "((a b) OR c)"),
        ("-(a OR b) c", "(-(a OR b) c)"),
        ("（a（b））", "(a b)"),
        ("title:云川 speaker:“杜若衡”", '(title:云川 speaker:"杜若衡")'),
        ("outlet:兰亭", "outlet:lanting"),
        ('-outlet:"Haibao Daily"', "-outlet:haibao"),
        ("lang:zh lang:zh-TW", "(lang:zh lang:zh-Hant)"),
        ("lang:zh_hans lang:EN-us", "(lang:zh-Hans lang:en-US)"),
        ("is:changed IS:Old", "(is:changed is:old)"),
        ("on:2022-09", "2022-09-01..2022-10-01"),
        ("before:2022", "..2022-01-01"),
        ("after:2022-09", "2022-09-01.."),
        ("after:上周 before:今天", "(2022-08-29.. ..2022-09-07)"),
        ("-on:2022-09-07", "-2022-09-07..2022-09-08"),
        ("云川 & 大桥 …", "(云川 大桥)"),
        ('云川 "" () (！) -"—"', "云川"),
        ("云川 sort:date", "云川"),
        ("普*通~ ^a", "(普*通~ ^a)"),
    ],
)
def test_what_a_query_means(query, meaning):
    assert shown(understood(query).root) == meaning


def test_the_order_is_what_was_asked_for():
    assert understood("云川").sort == "relevance"
    assert understood("sort:date 云川").sort == "date"
    assert understood("云川 sort：Relevance sort:relevance").sort == "relevance"


def test_words_know_their_place_and_the_query_its_text():
    query = understood("-title：「雲川」 大桥")
    assert query.text == "-title：「雲川」 大桥"
    excluded, word = query.root.parts
    assert excluded.part == Words("雲川", "title", is_exact=True, start=8, end=10)
    assert word == Words("大桥", start=12, end=14)


def test_days_are_seen_from_utc():
    late = datetime(2022, 9, 8, 3, tzinfo=timezone(timedelta(hours=8)))
    assert parse("on:今天", late, OUTLETS.get).root == Published(date(2022, 9, 7), date(2022, 9, 8))


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("", 0, "nothing to look for"),
        ("！？…", 0, "nothing to look for"),
        ("sort:date", 0, "nothing to look for"),
        ("(云川", 0, "not closed"),
        ("云川)", 2, "nothing opens"),
        ("OR 云川", 0, "both sides"),
        ("云川 OR", 3, "both sides"),
        ("云川 OR OR 大桥", 6, "both sides"),
        ("云川 OR …", 3, "both sides"),
        ("(云川 |)", 4, "both sides"),
        ("云川 NOT", 3, "nothing follows"),
        ("(NOT)", 1, "nothing follows"),
        ("云川 -sort:date", 3, "cannot be excluded"),
        ("sort:date sort:relevance a", 10, "another order"),
        ("sort:size a", 5, "known are date, relevance"),
        ("is:new", 3, "known are changed, old"),
        ("lang:中文", 5, "no language"),
        ("outlet:nowhere", 7, "no outlet is called `nowhere`"),
        ("on:soon", 3, "is no date"),
        ("before:2022-02-30", 7, "is no date"),
        ("title:！", 6, "letters or digits"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST, "within one another"),
        ("NOT " * (DEEPEST + 1) + "a", DEEPEST * 4, "within one another"),
        ("a " * (MOST + 1), 2 * (MOST + 1), "too many parts"),
    ],
)
def test_an_error_shows_its_place(query, place, said):
    with pytest.raises(BadQuery, match=said) as caught:
        understood(query)
    assert caught.value.place == place
    assert caught.value.exit_code == 2


TEXT = st.text("云川橋abＧ20é，", min_size=1, max_size=6).filter(lambda text: any(map(str.isalnum, text)))
LEAVES = st.one_of(
    st.builds(Words, TEXT, st.sampled_from(["text", "title", "speaker"]), st.booleans()),
    st.builds(Outlets, st.just("lanting")),
    st.builds(Language, st.sampled_from(["zh", "zh-Hant", "en", "en-US"])),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: Published(day, None)),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: Published(None, day)),
    st.just(Changed()),
    st.just(Old()),
)
PARTS = {"min_size": 2, "max_size": 3}
NODES = st.recursive(
    LEAVES,
    lambda within: st.one_of(
        st.lists(within, **PARTS).map(tuple).map(All),
        st.lists(within, **PARTS).map(tuple).map(Any),
        within.filter(lambda node: not isinstance(node, Not)).map(Not),
    ),
    max_leaves=8,
)


def written(node):
    """A node as one would type it."""
    match node:
        case Published(since, None):
            return f"after:{since}"
        case Published(None, until):
            return f"before:{until}"
        case Not(part):
            return f"-{written(part)}"
        case All(parts) | Any(parts):
            return f"({(' ' if isinstance(node, All) else ' OR ').join(map(written, parts))})"
        case _:
            return shown(node)


@given(NODES)
def test_what_is_written_down_means_the_same(node):
    assert shown(understood(written(node)).root) == shown(node)


@given(
    st.one_of(
        st.text(max_size=80),
        st.text('云a "“”「」()（）|-－:：OR\x00\x1b*?\\[]{}^$+.~', max_size=80),
        st.lists(
            st.sampled_from(
                ["(", ")", "OR", "NOT", "-", "a", "“", "”", "title:", "on:上周", "is:old", "sort:date", "！"]
            )
        ).map(" ".join),
    )
)
def test_whatever_is_typed_is_a_query_or_an_error_with_a_place(typed):
    answer = answered(typed)
    if isinstance(answer, BadQuery):
        assert 0 <= answer.place <= len(typed)
        assert "\n" in str(answer)
    else:
        assert answer.text == typed


@pytest.mark.parametrize(
    "unit", ["(", "-", '"', "“", "」", "a", "云", "a OR ", "title:", "title:a ", "NOT ", "(a ", "|", "\x00", "*"]
)
@pytest.mark.parametrize("size", [LONGEST, 100_000])
def test_monstrous_queries_are_answered_at_once(unit, size):
    began = time.process_time()
    answer = answered((unit * size)[:size])
    assert isinstance(answer, Query) or len(str(answer)) < 1_000
    assert time.process_time() - began < 1
