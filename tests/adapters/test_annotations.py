"""The duties of the annotation store, for the one on disk and the one in memory; and what only a file can meet."""

from __future__ import annotations

import fcntl
import json
import threading
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins.annotations import MemoryAnnotations

from samarkand.adapters.annotations import SqliteAnnotations, packing
from samarkand.adapters.annotations.sqlite import METHODS
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.mentions import Bound, DateMention, Grain, NumberMention, Side
from samarkand.model.names import Gloss, GlossKind
from samarkand.model.statements import Annotations, Speech, Statement
from samarkand.model.tellings import Calendared, key_of_name

METHOD = 7
SAID = Statement("渡轮今晚停航", 9, 15, "indirect", "罗慕言", (4, 7), "海事局长", "说", (7, 8), ("潮讯社", "海报"))
MARKED = Annotations(
    "a",
    1,
    METHOD,
    (SAID, Statement("“没有人受伤", 30, 36, "direct")),
    (DateMention("9月7日", 0, 4, "2030-09-07", "day", date(2030, 9, 7), date(2030, 9, 8)),),
    (NumberMention("两三百米", 40, 44, Decimal(200), Decimal(300), "米", is_approximate=True),),
    (Gloss("奥德尔", "Odell", 50, 60),),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "derived" / "annotations.sqlite"


@pytest.fixture
def on_disk(path):
    made = SqliteAnnotations(path, METHOD)
    yield made
    made.close()


@pytest.fixture(params=["disk", "memory"])
def store(request):
    return request.getfixturevalue("on_disk") if request.param == "disk" else MemoryAnnotations(METHOD)


def marked(article: str, version: int = 1, speaker: str = "罗慕言") -> Annotations:
    return replace(MARKED, article=article, version=version, statements=(replace(SAID, speaker=speaker),))


def take(store, *annotations: Annotations, count: int = 1) -> None:
    store.place()
    store.take(annotations, Place(count))


# What was taken in comes back


def test_annotations_come_back_as_they_were_by_article_and_version(store):
    made = [MARKED, marked("a", 2), marked("b"), Annotations("empty", 1, METHOD)]
    take(store, *made)
    assert store.annotations([("a", 1), ("a", 2), ("empty", 1)]) == {
        ("a", 1): MARKED,
        ("a", 2): made[1],
        ("empty", 1): made[3],
    }
    assert store.annotations([("b", 2), ("nobody", 1)]) == {}
    assert store.annotations([]) == {}


def test_annotations_told_anew_take_the_place_of_the_older_ones_of_their_version(store):
    take(store, marked("a"), marked("a", 2), marked("b"))
    take(store, marked("a", 1, "奥德尔"), count=2)
    assert store.annotations([("a", 1), ("a", 2), ("b", 1)]) == {
        ("a", 1): marked("a", 1, "奥德尔"),
        ("a", 2): marked("a", 2),
        ("b", 1): marked("b"),
    }


def test_the_place_is_the_last_one_that_was_given_with_what_was_taken_in(store):
    assert store.place() is None
    place = Place(12, "ab" * 32, "2030-09.jsonl", 4711)
    store.take([], place)
    assert store.place() == place
    store.take([MARKED], Place(13))
    assert store.place() == Place(13)


def test_clearing_forgets_everything(store):
    take(store, MARKED)
    store.clear()
    assert store.place() is None
    assert store.annotations([("a", 1)]) == {}
    store.take([MARKED], Place(1))
    assert store.annotations([("a", 1)]) == {("a", 1): MARKED}


def test_annotations_of_another_method_are_refused_with_all_that_came_with_them(store):
    take(store, MARKED)
    with pytest.raises(ValueError, match=r"another method|method 8"):
        store.take([marked("b"), replace(marked("c"), method=8)], Place(2))
    assert store.place() == Place(1)
    assert store.annotations([("b", 1), ("c", 1)]) == {}


keys = st.tuples(st.sampled_from("abcd"), st.integers(1, 3))
batches = st.lists(st.lists(st.tuples(keys, st.sampled_from(["罗慕言", "奥德尔", ""])), max_size=4), max_size=5)


@given(batches)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_taken_in_the_store_on_disk_answers_as_the_one_in_memory(on_disk, told):
    on_disk.clear()
    memory = MemoryAnnotations(METHOD)
    for count, batch in enumerate(told):
        made = [marked(article, version, speaker) for (article, version), speaker in batch]
        on_disk.take(made, Place(count))
        memory.take(made, Place(count))
    everything = [(article, version) for article in "abcd" for version in (1, 2, 3)]
    assert on_disk.annotations(everything) == memory.annotations(everything)
    assert on_disk.place() == memory.place()


# Who is quoted, and which days are told, in latest versions

NOON = datetime(2030, 9, 4, 12, tzinfo=UTC)  # a Wednesday
NINTH = date(2030, 9, 9)


def quoting(article: str, *speakers: str, version: int = 1, outlet: str = "haibao", at: datetime = NOON) -> Annotations:
    said = tuple(Statement("渡轮停航", 9, 13, "indirect", each) for each in speakers)
    return Annotations(article, version, METHOD, said, outlet=outlet, published_at=at)


def dated(article: str, *mentions: DateMention, outlet: str = "haibao", at: datetime = NOON, version: int = 1):
    return Annotations(article, version, METHOD, dates=mentions, outlet=outlet, published_at=at)


def told(since: date, days: int = 1, start: int = 0, grain: Grain = "day") -> DateMention:
    return DateMention("九日", start, start + 2, since.isoformat(), grain, since, since + timedelta(days=days))


def test_speakers_are_ranked_by_outlets_and_by_statements(store):
    take(
        store,
        quoting("a", "罗慕言", "罗慕言", "罗慕言"),
        quoting("b", "奥德尔", outlet="haibao"),
        quoting("c", "奥德尔", outlet="chaoxun"),
    )
    by_outlets = store.leading(None, "outlets", 10)
    assert [(each.name, each.outlets, each.statements, each.articles) for each in by_outlets] == [
        ("奥德尔", ("chaoxun", "haibao"), 2, 2),
        ("罗慕言", ("haibao",), 3, 1),
    ]
    assert [each.name for each in store.leading(None, "statements", 1)] == ["罗慕言"]


def test_lately_counts_what_was_published_from_the_monday_of_a_day_on(store):
    old = NOON - timedelta(days=7)
    take(store, quoting("a", "罗慕言", at=old), quoting("b", "罗慕言"), quoting("c", "奥德尔", at=old))
    assert [(each.name, each.statements) for each in store.leading(NOON.date(), "outlets", 9)] == [("罗慕言", 1)]
    assert [each.statements for each in store.speakers(["罗 慕 言"], old.date()).values()] == [2]
    assert store.speakers(["奥 德 尔", "nobody"], NOON.date()) == {}
    assert store.last_quoted(NOON.date()) == date(2030, 9, 2)
    assert store.last_quoted(date(2030, 9, 1)) == date(2030, 8, 26)
    assert store.last_quoted(date(2030, 8, 25)) is None


def test_one_spelling_in_both_scripts_and_with_other_dots_is_one_speaker(store):
    take(store, quoting("a", "安德烈·奥德爾"), quoting("b", "安德烈‧奥德尔"))
    assert [(each.key, each.statements) for each in store.leading(None, "outlets", 9)] == [("安 德 烈 奥 德 尔", 2)]


def test_names_that_are_none_are_not_counted(store):
    take(store, quoting("a", "", "…", "\ud800", "甲" * 200, "\ud800乙"))
    assert [each.key for each in store.leading(None, "outlets", 9)] == ["乙"]


def test_articles_that_quote_somebody_come_newest_first_and_page_by_page(store):
    take(
        store,
        quoting("a", "罗慕言", "罗慕言"),
        quoting("b", "罗慕言", "奥德尔", at=NOON + timedelta(hours=1)),
        quoting("c", "罗慕言"),
    )
    key = "罗 慕 言"
    assert [(each.article, each.statements) for each in store.sayings([key], 9)] == [("b", 1), ("c", 1), ("a", 2)]
    assert [each.article for each in store.sayings([key], 1)] == ["b"]
    assert [each.article for each in store.sayings([key], 9, (NOON, "c"))] == ["a"]
    both = store.sayings([key, "奥 德 尔"], 9)
    assert [(each.article, each.key) for each in both][:2] == [("b", key), ("b", "奥 德 尔")]


def test_only_the_latest_version_of_an_article_counts_whenever_it_comes(store):
    take(store, quoting("a", "罗慕言"), quoting("a", "奥德尔", version=2))
    take(store, quoting("a", "夏满", version=1), count=2)
    assert [each.name for each in store.leading(None, "outlets", 9)] == ["奥德尔"]
    take(store, quoting("a", "夏满", version=3), count=3)
    assert [(each.name, each.statements) for each in store.leading(None, "outlets", 9)] == [("夏满", 1)]
    assert store.sayings(["奥 德 尔"], 9) == []
    assert [(each.article, each.version) for each in store.sayings(["夏 满"], 9)] == [("a", 3)]


def test_every_version_that_quotes_somebody_is_found_by_a_part_of_the_name(store):
    take(store, quoting("a", "罗慕言"), quoting("a", "市长奥德尔", version=2), quoting("b", "Ivo Odell", ""))
    take(store, quoting("a", "夏满", version=3), count=2)
    assert set(store.quoting(["慕言", "奧德爾"])) == {("a", 1), ("a", 2)}
    assert set(store.quoting(["odell"])) == {("b", 1)}
    assert set(store.quoting(["Ode", "", "，"])) == set()
    take(store, quoting("a", "夏满", version=2), count=3)
    assert set(store.quoting(["奥德尔"])) == set()
    assert set(store.quoting(["夏满"])) == {("a", 2), ("a", 3)}


def test_others_are_known_by_their_last_name_or_by_how_they_begin(store):
    take(store, quoting("a", "安德烈·奥德尔", "奥德尔", "奥德尔夫人", "夏满"))
    assert {each.name for each in store.named("奥 德 尔", 9)} == {"安德烈·奥德尔", "奥德尔夫人"}
    assert len(store.named("奥 德 尔", 1)) == 1
    assert store.named("nobody", 9) == []


def test_a_day_is_told_by_each_article_once_where_it_does_so_first(store):
    take(
        store,
        dated("a", told(NINTH, start=4), told(NINTH, start=40)),
        dated("b", told(NINTH), outlet="chaoxun", at=NOON + timedelta(days=5)),
    )
    assert store.days("day", NINTH, NINTH + timedelta(days=1)) == [Calendared(NINTH, 2, 2, 1)]
    assert [(each.article, each.start, each.end) for each in store.tellings("day", NINTH, 9)] == [
        ("b", 0, 2),
        ("a", 4, 6),
    ]
    assert [each.article for each in store.tellings("day", NINTH, 9, (NOON, "b"))] == ["a"]
    assert [each.article for each in store.tellings_after("day", NINTH, 9, NOON + timedelta(days=1))] == ["b"]


def test_a_short_stretch_is_told_of_each_of_its_days_and_a_month_as_a_whole(store):
    month = date(2030, 10, 1)
    take(
        store,
        dated("a", told(NINTH, 2, grain="interval"), told(month, 31, 9, "month"), told(NINTH, 30, 20, "interval")),
    )
    assert [each.since.day for each in store.days("day", date.min, date.max)] == [9, 10]
    assert [each.since for each in store.days("month", date.min, date.max)] == [month]
    assert store.tellings("day", month, 9) == []


def test_the_nearest_days_that_are_told_are_found(store):
    take(store, dated("a", *(told(NINTH + timedelta(days=each)) for each in (-9, -3, 0, 2, 20))))
    assert [each.since.day for each in store.days_near("day", NINTH, 1, 9)] == [6, 9, 11, 29]
    assert [each.since.day for each in store.days_near("day", NINTH + timedelta(days=1), 1, 1)] == [9, 11]
    assert store.days_near("day", date(1030, 1, 1), 5, 0) == []


def test_all_articles_of_each_speaker_and_day_are_told_by_time(store):
    later = NOON + timedelta(hours=1)
    take(store, quoting("a", "罗慕言", at=later), quoting("b", "罗慕言", "奥德尔"), quoting("c", "林若水"))
    assert store.articles_quoting([key_of_name("罗慕言"), key_of_name("奥德尔"), "nobody"]) == {
        key_of_name("罗慕言"): ["b", "a"],
        key_of_name("奥德尔"): ["b"],
    }
    take(store, dated("d", told(NINTH), at=later), dated("e", told(NINTH), told(NINTH - timedelta(days=1))), count=2)
    assert list(store.articles_telling().items()) == [
        (("day", NINTH - timedelta(days=1)), ["e"]),
        (("day", NINTH), ["e", "d"]),
    ]


made_of = st.builds(
    lambda key, speakers, days, outlet, hours: replace(
        quoting(key[0], *speakers, version=key[1], outlet=outlet, at=NOON + timedelta(hours=hours)),
        dates=tuple(told(NINTH + timedelta(days=each), start=each) for each in days),
    ),
    keys,
    st.lists(st.sampled_from(["罗慕言", "奥德尔", "", "Odell"]), max_size=3),
    st.lists(st.integers(0, 5), max_size=3),
    st.sampled_from(["haibao", "chaoxun"]),
    st.integers(-200, 200),
)


@given(st.lists(st.lists(made_of, max_size=4), max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_taken_in_speakers_and_days_on_disk_are_those_in_memory(on_disk, batches):
    on_disk.clear()
    memory = MemoryAnnotations(METHOD)
    for count, batch in enumerate(batches):
        for store in (on_disk, memory):
            store.take(batch, Place(count))
    for since in (None, NOON.date()):
        assert on_disk.leading(since, "outlets", 99) == memory.leading(since, "outlets", 99)
        assert on_disk.leading(since, "statements", 99) == memory.leading(since, "statements", 99)
    for name in ("罗", "德尔", "odell", "x"):
        assert set(on_disk.quoting([name])) == set(memory.quoting([name]))
    everybody = [each.key for each in memory.leading(None, "outlets", 99)]
    assert on_disk.sayings(everybody, 5) == memory.sayings(everybody, 5)
    assert on_disk.articles_quoting(everybody[1:]) == memory.articles_quoting(everybody[1:])
    assert list(on_disk.articles_telling().items()) == list(memory.articles_telling().items())
    assert on_disk.days("day", date.min, date.max) == memory.days("day", date.min, date.max)
    for day in (NINTH, NINTH + timedelta(days=1)):
        assert on_disk.tellings("day", day, 3) == memory.tellings("day", day, 3)
        assert on_disk.tellings_after("day", day, 9, NOON) == memory.tellings_after("day", day, 9, NOON)


# Packed

texts = st.text() | st.text(st.characters(categories=["Cs", "Lo", "Cc"]))  # and halves of pairs, which JSON may bring
places = st.integers(0, 2**40)
stretches = st.none() | st.tuples(places, places)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
anything = st.builds(
    Annotations,
    st.just("a"),
    st.just(1),
    st.just(METHOD),
    st.lists(
        st.builds(
            Statement,
            texts,
            places,
            places,
            st.sampled_from(get_args(Speech)),
            texts,
            stretches,
            texts,
            texts,
            stretches,
            st.lists(texts, max_size=3).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    st.lists(
        st.builds(
            DateMention,
            texts,
            places,
            places,
            texts,
            st.sampled_from(get_args(Grain)),
            st.dates(),
            st.dates(),
            texts,
            st.sampled_from(get_args(Side)),
        ),
        max_size=4,
    ).map(tuple),
    st.lists(
        st.builds(
            NumberMention,
            texts,
            places,
            places,
            decimals,
            decimals,
            texts,
            texts,
            st.booleans(),
            st.sampled_from(get_args(Bound)),
            texts,
        ),
        max_size=4,
    ).map(tuple),
    st.lists(st.builds(Gloss, texts, texts, places, places, st.sampled_from(get_args(GlossKind))), max_size=4).map(
        tuple
    ),
    st.lists(st.tuples(places, texts), max_size=3).map(tuple),
    texts,
    texts,
    st.integers(-(10**12), 10**12).map(
        lambda seconds: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(milliseconds=seconds)
    ),
)


@given(anything)
def test_packed_annotations_are_the_same_when_they_are_opened(made):
    opened = packing.unpack(packing.pack(made), "a", 1, METHOD)
    assert opened == made
    for number, before in zip(opened.numbers, made.numbers, strict=True):
        assert (str(number.low), str(number.high)) == (str(before.low), str(before.high))


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x00\x11\x22",
        zlib.compress(b"no JSON"),
        *(zlib.compress(json.dumps(told).encode()) for told in (7, [], [1, 2, 3, 4], [[[1]], [], [], []])),
        zlib.compress(json.dumps([[], [["", 0, 0, "", "day", 10**30, 1]], [], []]).encode()),
        zlib.compress(json.dumps([[], [], [["", 0, 0, "many", "", "", 0]], []]).encode()),
    ],
)
def test_bytes_that_are_no_annotations_are_told(packed):
    with pytest.raises(ValueError, match="cannot be read"):
        packing.unpack(packed, "a", 1, METHOD)


def test_a_row_that_is_damaged_is_told_with_what_mends_it(on_disk):
    take(on_disk, MARKED)
    with on_disk._file.transaction() as connection:
        connection.execute("UPDATE annotations SET packed = x'0011223344'")
    with pytest.raises(CatalogUnusable, match="samarkand rebuild"):
        on_disk.annotations([("a", 1)])


# What only a file can meet


def test_a_file_that_is_not_there_answers_as_an_empty_store_and_is_not_made_by_asking(on_disk, path):
    assert on_disk.place() is None
    assert on_disk.annotations([("a", 1)]) == {}
    assert not path.parent.exists()


def test_what_another_method_marked_is_not_there_and_goes_when_this_one_writes(on_disk, path):
    take(on_disk, MARKED, marked("b"))
    later = SqliteAnnotations(path, METHOD + 1)
    assert later.place() is None
    assert later.annotations([("a", 1), ("b", 1)]) == {}
    assert on_disk.annotations([("a", 1)]), "asking changes nothing"
    again = replace(MARKED, method=METHOD + 1)
    later.take([again], Place(1))
    assert later.annotations([("a", 1), ("b", 1)]) == {("a", 1): again}
    assert on_disk.place() is None
    later.close()


@pytest.mark.parametrize("method", [0, -1, METHODS])
def test_a_method_that_could_be_taken_for_another_is_refused(path, method):
    with pytest.raises(ValueError, match="numbered from 1"):
        SqliteAnnotations(path, method)


def test_a_damaged_file_has_no_place_and_is_made_anew_by_clearing(on_disk, path):
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    assert on_disk.place() is None
    with pytest.raises(CatalogUnusable, match="samarkand rebuild"):
        on_disk.annotations([("a", 1)])
    with pytest.raises(CatalogUnusable):
        on_disk.take([MARKED], Place(1))
    on_disk.clear()
    on_disk.take([MARKED], Place(1))
    assert on_disk.annotations([("a", 1)]) == {("a", 1): MARKED}


def test_a_second_writer_is_told_to_wait(on_disk, path):
    take(on_disk)
    with path.with_suffix(".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveBusy, match="another process is writing"):
            on_disk.take([MARKED], Place(2))
    on_disk.take([MARKED], Place(2))


def test_what_was_worked_out_before_another_process_wrote_is_refused(on_disk, path):
    other = SqliteAnnotations(path, METHOD)
    assert (on_disk.place(), other.place()) == (None, None)
    take(other, MARKED)
    other.close()
    with pytest.raises(ArchiveBusy):
        on_disk.take([marked("b")], Place(1))
    assert on_disk.annotations([("b", 1)]) == {}


def test_readers_see_whole_states_while_a_writer_is_at_work(on_disk, path):
    writer, troubles = SqliteAnnotations(path, METHOD), []
    everything = [(f"a{number}", 1) for number in range(41)]
    take(writer, marked("a1"))

    def read_on():
        for _ in range(200):
            place, found = on_disk.place(), on_disk.annotations(everything)
            if len(found) < place.count:
                troubles.append((place, len(found)))

    thread = threading.Thread(target=read_on)
    thread.start()
    for count in range(2, 40):
        take(writer, marked(f"a{count}"), count=count)
    thread.join()
    assert troubles == []
    writer.close()
