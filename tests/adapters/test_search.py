"""The duties of the search index, for the one on disk and the one in memory: what a reader finds, and nothing else."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins.index import MemoryIndex
from twins.reader import Reader

from samarkand.adapters import incoming
from samarkand.adapters.search import TantivyIndex, files, schema
from samarkand.adapters.search.querying import Compiler
from samarkand.errors import ArchiveBusy, BadRecord, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.outlets import Outlet
from samarkand.model.search import (
    All,
    Any,
    Changed,
    Language,
    Not,
    Old,
    Options,
    Outlets,
    Published,
    Query,
    SearchDocument,
    Versions,
    Words,
)
from samarkand.steps import reading, records

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)
PORT = Outlet("port", "港口日报")
EVERYTHING = Options(limit=10_000)


@pytest.fixture(params=["disk", "memory"])
def index(request, tmp_path):
    return TantivyIndex(tmp_path / "derived" / "search") if request.param == "disk" else MemoryIndex()


@pytest.fixture
def on_disk(tmp_path):
    return TantivyIndex(tmp_path / "derived" / "search")


def version(article="a", number=1, title="", text="", **more) -> SearchDocument:
    told = {"outlet": "port", "language": "zh-Hans", "published_at": AT, "versions": number} | more
    return SearchDocument(article, number, title=title, text=text, **told)


def found(index, root, **more) -> set[tuple[str, int]]:
    query = Query(root, **more)
    answer = index.search(query, {}, EVERYTHING)
    assert answer.total == len(answer.hits)
    return {(hit.article, hit.version) for hit in answer.hits}


def order(index, root, options=EVERYTHING, **more) -> list[str]:
    return [hit.article for hit in index.search(Query(root, **more), {}, options).hits]


# What is found


TEXTS = [
    version("harbour", text="汀港码头今天有41艘船进港，港务长称G20会场已经备好。", title="進港通報"),
    version(
        "bridge",
        text="鹽橋鎮的橋修好了。總工程師表示：「橋很穩。」",
        title="鹽橋鎮通車",
        language="zh-Hant",
        outlet="hill",
    ),
    version(
        "fair", text="The Salt Fair opened; Mayor Odell said rain is good. 盐市开了。", title="Salt Fair", language="en"
    ),
]


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ("汀港", {"harbour"}),
        ("港", {"harbour"}),
        ("進", {"harbour"}),
        ("好", {"harbour", "bridge"}),
        ("盐桥镇", {"bridge"}),
        ("鹽", {"bridge", "fair"}),
        ("g20", {"harbour"}),
        ("20会", {"harbour"}),
        ("Ｇ２０会场", {"harbour"}),
        ("進港，港務長", {"harbour"}),
        ("通报汀港", set()),  # the title ends between them
        ("salt fair", {"fair"}),
        ("alt", set()),
        ("good盐", {"fair"}),
        ("好了总", {"bridge"}),
        ("。！", set()),
        ("", set()),
    ],
)
def test_words_are_found_wherever_they_stand_side_by_side(index, words, articles):
    index.take(TEXTS, Place(1))
    assert {article for article, _ in found(index, Words(words))} == articles


@pytest.mark.parametrize(
    "words", [("渡轮", "渡轮停航"), ("渡轮停航", "轮停"), ("停航", "停航", "停航"), ("渡", "渡轮停航")]
)
def test_words_that_others_hold_change_nothing(index, words):
    told = (
        version("a", text="渡轮停航三天"),
        version("b", text="渡轮照开，航班停航"),
        version("c", 1, "渡轮停航", "码头"),
    )
    index.take(told, Place(1))
    assert found(index, All(tuple(map(Words, words)))) == found(index, Words(max(words, key=len)))


def test_words_are_not_left_out_for_longer_ones_that_may_be_spelled_otherwise(index):
    index.take([version("a", text="川普塔开门"), version("b", text="特朗普来了")], Place(1))
    longer = Words("特朗普")
    asked = All((Words("朗普"), longer))
    hits = index.search(Query(asked), {longer: ("川普",)}, Options(9)).hits
    assert {hit.article for hit in hits} == {"b"}


def test_fields_dates_and_states_narrow_what_is_found(index):
    later = [version("harbour", 2, "通報", "汀港", outlet="port", published_at=AT + timedelta(days=1), versions=2)]
    index.take(TEXTS, Place(1))
    index.take([replace(TEXTS[0], versions=2), *later], Place(2))
    harbour, bridge, fair = ("harbour", 2), ("bridge", 1), ("fair", 1)
    for root, expected in (
        (Outlets("hill"), {bridge}),
        (Language("zh"), {harbour, bridge}),
        (Language("zh-hant"), {bridge}),
        (Changed(), {harbour}),
        (Old(), {("harbour", 1)}),
        (All((Words("码头"), Old())), {("harbour", 1)}),
        (Words("码头"), set()),
        (Not(Words("汀港")), {bridge, fair}),
        (All((Not(Words("汀港")), Not(Outlets("hill")))), {fair}),
        (Any((Words("汀港"), Words("rain"))), {harbour, fair}),
        (Words("盐桥", field="title"), {bridge}),
        (Words("橋", field="title"), {bridge}),
        (Versions(frozenset({bridge, ("harbour", 1), ("elsewhere", 1)})), {bridge}),
        (All((Versions(frozenset({("harbour", 1)})), Old())), {("harbour", 1)}),
        (Not(Versions(frozenset({bridge}))), {harbour, fair}),
        (Versions(frozenset()), set()),
        (Published(date(2030, 9, 7), date(2030, 9, 8)), {bridge, fair}),
        (Published(date(2030, 9, 8), None), {harbour}),
        (Published(None, date(2030, 9, 8)), {bridge, fair}),
        (Published(None, None), {harbour, bridge, fair}),
        (Published(date.min, date.max), {harbour, bridge, fair}),
    ):
        assert found(index, root) == expected, root


def test_an_index_that_is_asked_for_speakers_says_that_it_knows_none():
    with pytest.raises(ValueError, match="knows no speakers"):
        Compiler(schema.schema(), {}).compile(Query(Words("工程师", field="speaker")))


def test_other_spellings_are_looked_for_and_told_unless_they_are_not_wanted(index):
    index.take(TEXTS, Place(1))
    words = Words("奥德尔")
    answer = index.search(Query(words), {words: ("Odell",)}, Options())
    assert [hit.article for hit in answer.hits] == ["fair"]
    answer = index.search(Query(words), {words: ("Odell",)}, Options(with_variants=False))
    assert answer.hits == ()


def test_facets_count_all_that_was_found_and_pages_go_through_it(index):
    many = [
        version(f"a{number:02}", text="盐市", outlet=f"o{number % 3}", published_at=AT + timedelta(days=number))
        for number in range(40)
    ]
    index.take(many, Place(1))
    query = Query(Words("盐市"), "date")
    pages = [index.search(query, {}, Options(7, offset, with_facets=True)) for offset in range(0, 42, 7)]
    assert [hit.article for page in pages for hit in page.hits] == [f"a{number:02}" for number in reversed(range(40))]
    assert {page.total for page in pages} == {40}
    assert pages[0].facets == {
        "outlet": (("o0", 14), ("o1", 13), ("o2", 13)),
        "language": (("zh-Hans", 40),),
        "month": (("2030-09", 24), ("2030-10", 16)),
    }
    assert index.search(query, {}, Options(5, 10**12)).hits == ()


# Against the reader, over small worlds drawn by lot

ALPHABET = "盐鹽桥橋市镇港A b1２，。 é가ガ\n"
small = st.text(ALPHABET, max_size=12)
documents = st.lists(
    st.builds(
        lambda title, text, outlet, language, days: (title, text, outlet, language, days),
        small,
        small,
        st.sampled_from(["port", "hill"]),
        st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
        st.integers(-40, 40),
    ),
    max_size=8,
)
leaves = st.one_of(
    st.builds(Words, st.text(ALPHABET, max_size=5), st.sampled_from(["text", "text", "title"])),
    st.builds(Outlets, st.just("hill")),
    st.builds(Language, st.sampled_from(["zh", "zh-Hant", "EN"])),
    st.builds(Published, st.none() | st.just(AT.date()), st.none() | st.just(AT.date() + timedelta(days=9))),
    st.just(Changed()),
    st.just(Old()),
)
nodes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: All(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: Any(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=documents, roots=st.lists(nodes, min_size=5, max_size=15), sort=st.sampled_from(["relevance", "date"]))
def test_it_finds_just_what_a_reader_of_the_same_texts_finds(tmp_path, told, roots, sort):
    shutil.rmtree(tmp_path / "search", ignore_errors=True)
    index = TantivyIndex(tmp_path / "search")
    versions = [
        SearchDocument(f"a{place // 2}", place % 2 + 1, outlet, language, AT + timedelta(days=days), title, text, 2)
        for place, (title, text, outlet, language, days) in enumerate(told)
    ]
    index.take(versions, Place(1))
    reader = Reader(versions)
    for root in roots:
        assert found(index, root, sort=sort) == reader.find(Query(root)), root


@pytest.fixture(scope="module")
def corpus(shared) -> list[SearchDocument]:
    """The real texts, one version a file."""
    made = []
    for folder in incoming.folders([shared / "corpus"]):
        for file in folder:
            try:
                record = records.parse(file.read())
            except BadRecord:
                continue
            read = reading.read(record, PORT, AT)
            made.append(version(f"a{len(made)}", 1, read.title, read.text, language=read.language))
    return made


def test_on_real_texts_words_and_phrases_are_found_with_recall_and_precision_of_one(corpus, tmp_path):
    chance = random.Random(20301121)
    index = TantivyIndex(tmp_path / "search")
    index.take(corpus, Place(1))
    reader = Reader(corpus)
    for _ in range(500):
        text = chance.choice(corpus).text
        start = chance.randrange(max(1, len(text)))
        words = text[start : start + chance.choice([1, 2, 2, 3, 4, 6, 10, 25])]
        assert found(index, Words(words)) == reader.find(Query(Words(words))), words


# In which order


def test_a_word_in_the_title_stands_above_one_in_the_body(on_disk):
    fill = "今天的天气很好，" * 5
    on_disk.take(
        [version("body", title="天气", text="盐市" + fill), version("title", title="盐市", text=fill)], Place(1)
    )
    assert order(on_disk, Words("盐市")) == ["title", "body"]


def test_words_near_each_other_stand_above_those_far_apart(on_disk):
    fill = "今天的天气很好，" * 20
    far, near = f"盐市{fill}大桥。", f"{fill}大桥边的盐市。"
    on_disk.take([version("far", text=far), version("near", text=near)], Place(1))
    assert order(on_disk, All((Words("盐市"), Words("大桥")))) == ["near", "far"]


def test_of_two_that_are_equal_the_newer_stands_first_by_a_little_which_can_be_switched_off(on_disk):
    old, new, fill = AT - timedelta(days=3650), AT, "今天的天气很好，" * 5
    texts = [
        version("old", text=f"盐市开了，{fill}", published_at=old),
        version("new", text=f"盐市开了，{fill}大家都来", published_at=new),
    ]
    equal = [version("before", text="大桥", published_at=old), version("behind", text="大桥", published_at=new)]
    on_disk.take([*texts, *equal], Place(1))
    assert order(on_disk, Words("大桥")) == ["behind", "before"]
    assert order(on_disk, Words("盐市"), Options()) == ["new", "old"]
    assert order(on_disk, Words("盐市"), Options(with_recency=False)) == ["old", "new"]


def test_equal_scores_keep_one_order_through_all_pages_however_the_index_grew(tmp_path):
    same = [version(f"a{number}", text="盐市") for number in range(60)]
    orders = []
    for name, shuffled in (("one", same), ("other", random.Random(1).sample(same, 60))):
        index = TantivyIndex(tmp_path / name)
        for batch in range(0, 60, 20):
            index.take(shuffled[batch : batch + 20], Place(batch + 1))
        pages = [order(index, Words("盐市"), Options(10, offset)) for offset in range(0, 60, 10)]
        orders.append([article for page in pages for article in page])
    assert orders[0] == orders[1]
    assert len(set(orders[0])) == 60


# What it remembers, and what happens when it is damaged


def test_the_place_is_kept_with_what_was_taken_in(index):
    assert index.place() is None
    index.take((), Place())
    assert index.place() == Place()
    index.take(TEXTS, Place(3, "f" * 64, "2030-09.jsonl", 700))
    assert index.place() == Place(3, "f" * 64, "2030-09.jsonl", 700)
    index.clear()
    assert index.place() is None


def test_a_version_told_anew_stands_in_the_place_of_what_was_told_before(index):
    index.take([version("a", text="盐市")], Place(1))
    index.take([version("a", text="大桥")], Place(2))
    assert found(index, Words("盐市")) == set()
    assert found(index, Words("大桥")) == {("a", 1)}


def test_what_cannot_be_taken_in_leaves_the_index_as_it_was(index):
    index.take([version("a", text="盐市")], Place(1))

    def broken():
        yield version("b", text="盐市")
        raise BadRecord("an invented trouble")

    with pytest.raises(BadRecord):
        index.take(broken(), Place(2))
    assert index.place() == Place(1)
    assert found(index, Words("盐市")) == {("a", 1)}
    index.take([version("c", text="盐市")], Place(2))
    assert found(index, Words("盐市")) == {("a", 1), ("c", 1)}


def test_batches_are_taken_in_one_after_the_other_and_each_stands_once_its_place_is_told(index):
    batches = [([version(name, text="盐市")], Place(count)) for count, name in enumerate("abc", 1)]
    taking = index.take_all(batches)
    for count in range(1, 4):
        assert next(taking) == Place(count)
        assert found(index, Words("盐市")) == {(name, 1) for name in "abc"[:count]}
    assert list(taking) == []
    assert index.place() == Place(3)


def test_who_stops_between_two_batches_keeps_what_was_taken_in_and_others_may_go_on(index):
    taking = index.take_all([([version("a", text="盐市")], Place(1)), ([version("b", text="盐市")], Place(2))])
    next(taking)
    taking.close()
    assert index.place() == Place(1)
    index.take([version("c", text="盐市")], Place(2))
    assert found(index, Words("盐市")) == {("a", 1), ("c", 1)}


def test_a_batch_that_breaks_takes_none_of_those_before_it_away(index):
    def batches():
        yield [version("a", text="盐市")], Place(1)
        raise BadRecord("an invented trouble")

    with pytest.raises(BadRecord):
        list(index.take_all(batches()))
    assert index.place() == Place(1)
    assert found(index, Words("盐市")) == {("a", 1)}


def damages(folder: Path):
    """The files that an index consists of, each with ways to damage it."""
    meta = folder / files.META
    for path in (meta, *(folder / name for name in files.names_of(meta.read_bytes()))):
        data = path.read_bytes()
        yield path, data[: len(data) // 2]
        if path != meta:  # another letter in its settings may change nothing
            yield path, bytes([data[0] ^ 1]) + data[1:]
        yield path, b""
        yield path, None


def test_a_damaged_index_has_no_place_and_answers_nothing_until_it_is_made_anew(tmp_path):
    whole = TantivyIndex(tmp_path / "whole")
    whole.take(TEXTS, Place(1))
    whole.take([replace(TEXTS[0], text="盐市")], Place(2))
    tried = 0
    for number, (path, data) in enumerate(damages(tmp_path / "whole")):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(tmp_path / "whole", copy)
        if data is None:
            (copy / path.name).unlink()
        else:
            (copy / path.name).write_bytes(data)
        index = TantivyIndex(copy)
        assert index.place() is None, path.name
        with pytest.raises(CatalogUnusable):
            index.search(Query(Words("盐市")), {}, Options())
        index.clear()
        index.take(TEXTS, Place(1))
        assert found(index, Words("汀港")) == {("harbour", 1)}
        tried += 1
    assert tried > 20


def test_an_index_of_another_version_has_no_place(on_disk, monkeypatch):
    on_disk.take(TEXTS, Place(1))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert on_disk.place() is None


def test_an_index_that_was_copied_with_other_times_is_checked_and_used(on_disk, tmp_path):
    on_disk.take(TEXTS, Place(1))
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "derived" / "search", copy)
    for path in copy.iterdir():
        os.utime(path)
    assert TantivyIndex(copy).place() == Place(1)


def test_two_that_write_at_once_do_not_mix(tmp_path):
    one, other = TantivyIndex(tmp_path / "search"), TantivyIndex(tmp_path / "search")
    one.take([version("a", text="盐市")], Place(1))
    assert other.place() == Place(1)

    def while_writing():
        with pytest.raises(ArchiveBusy):
            other.take([version("c", text="盐市")], Place(2))
        with pytest.raises(ArchiveBusy):
            other.clear()
        yield version("b", text="盐市")

    one.take(while_writing(), Place(2))
    with pytest.raises(ArchiveBusy):  # what it was about to take in begins where the index stands no longer
        other.take([version("c", text="盐市")], Place(2))
    assert other.place() == Place(2)
    assert found(other, Words("盐市")) == {("a", 1), ("b", 1)}


READ = """
import sys
from pathlib import Path
from samarkand.adapters.search import TantivyIndex
from samarkand.model.search import Options, Query, Words

index = TantivyIndex(Path(sys.argv[1]))
for _ in sys.stdin:
    place = index.place()
    total = index.search(Query(Words("盐市")), {}, Options()).total
    print(place.count, total, flush=True)
"""


def test_readers_in_other_processes_and_threads_see_each_state_as_a_whole(on_disk, tmp_path):
    on_disk.take([version("a0", text="盐市")], Place(1))
    command = [sys.executable, "-c", READ, str(tmp_path / "derived" / "search")]
    troubles = []

    def read_on():
        for _ in range(100):
            try:
                on_disk.search(Query(Words("盐市")), {}, Options())
            except Exception as error:  # noqa: BLE001  (whatever it is, the test is to tell it)
                troubles.append(error)

    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        thread = threading.Thread(target=read_on)
        thread.start()
        for count in range(2, 14):
            on_disk.take([version(f"a{count}", text="盐市")], Place(count))
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline().split() == [str(count), str(count)]
        thread.join()
        process.stdin.close()
    assert troubles == []
