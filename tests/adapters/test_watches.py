"""The file of saved searches: a person's own, so that comments stay and mistakes are told; and how far each was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from twins.watches import MemoryWatches

from samarkand.adapters.watches import WatchesFile
from samarkand.errors import UsageError
from samarkand.model.events import Place
from samarkand.model.watches import Behind, DeadLetter, Heard, Told, Watch, watch_id

BRIDGE = Watch('"北岸大桥" -通车', "bridge", "大桥", command="notify 'new report'")
NOON = datetime(2030, 9, 3, 12, tzinfo=UTC)
PLACE = Place(7, "ab" * 32, "2030-09.jsonl", 1234)
LETTER = DeadLetter(
    "bridge.webhook.4", "bridge", "webhook", {"total": 1, "hits": [{"title": "通车"}]}, 8, "it hangs", NOON
)


@pytest.fixture
def file(tmp_path):
    return WatchesFile(tmp_path)


def test_what_was_added_is_there_with_the_comments_of_before(file):
    file.path.write_text('# mine\n[[watch]]\nquery = "渡轮" # the ferry\n', "utf-8")
    assert file.add(BRIDGE)
    assert not file.add(BRIDGE)
    ferry, bridge = file.load()
    assert (ferry.query, ferry.id) == ("渡轮", watch_id(ferry))
    assert bridge == BRIDGE
    assert file.path.read_text("utf-8").startswith('# mine\n[[watch]]\nquery = "渡轮" # the ferry\n')


def test_what_was_removed_is_gone_and_others_stay_and_one_can_be_added_again(file):
    file.add(BRIDGE)
    file.add(Watch("渡轮", "ferry"))
    file.remember("bridge", Told(Place(3)))
    file.bury(LETTER)
    assert file.remove("bridge")
    assert not file.remove("bridge")
    assert file.told("bridge") is None
    assert file.letters("bridge") == ()
    assert file.remove("ferry")
    assert file.load() == ()
    assert file.add(BRIDGE)
    assert file.load() == (BRIDGE,)


HIT = {"id": "a", "title": "北岸", "url": "", "outlet_name": "甲", "seen_at": "2030-09-03T12:00:00Z", "snippet": ""}


@pytest.mark.parametrize(
    "watch",
    [
        Watch("渡轮", "three", story_size=3),
        Watch("outlet:port", "heads", changes=("headline", "weakened"), command="x"),
        Watch(id="quiet", silence="all", mail="me@mail.example"),
    ],
)
def test_what_is_waited_for_is_written_down_so_that_people_can_read_it(file, watch):
    file.add(BRIDGE)
    assert file.add(watch)
    assert file.load() == (BRIDGE, watch)
    text = file.path.read_text("utf-8")
    assert any(line in text for line in ("story_size = 3", 'changes = ["headline", "weakened"]', 'silence = "all"'))


@pytest.fixture(params=["disk", "memory"])
def book(request, tmp_path):
    """What is remembered, on disk and in the twin."""
    return WatchesFile(tmp_path) if request.param == "disk" else MemoryWatches()


def test_how_far_it_was_told_is_remembered_with_what_is_behind(book):
    assert book.told("bridge") is None
    told = Told(PLACE, {"webhook": Behind(Place(2), 3, NOON, "the host answered 500"), "mail": Behind(Place(7))})
    book.remember("bridge", told)
    assert book.told("bridge") == told
    book.remember("bridge", Told(PLACE))
    assert book.told("bridge") == Told(PLACE)


def test_dead_letters_are_kept_oldest_first_each_once_until_they_are_told(book):
    later = replace(LETTER, id="bridge.mail.9", way="mail", at=NOON + timedelta(hours=1))
    for letter in (later, LETTER, LETTER, replace(LETTER, id="bridge-2.mail.9", watch="bridge-2")):
        book.bury(letter)
    assert book.letters("bridge") == (LETTER, later)
    book.unbury(LETTER)
    book.unbury(LETTER)
    assert book.letters("bridge") == (later,)


def test_a_place_as_it_was_written_before_ways_could_be_behind_is_read(file, tmp_path):
    (tmp_path / "watches").mkdir()
    text = f'{{"count": 7, "sha256": "{PLACE.sha256}", "file": "{PLACE.file}", "offset": 1234}}\n'
    (tmp_path / "watches" / "bridge.json").write_text(text)
    assert file.told("bridge") == Told(PLACE)


def test_what_was_noticed_is_remembered_and_goes_with_its_watch(book):
    assert book.heard("three") is None
    heard = Heard(PLACE, NOON, ("a", "b"), 7, (HIT,))
    book.keep_heard("three", heard)
    assert book.heard("three") == heard
    if isinstance(book, WatchesFile):
        book.add(Watch(id="three", story_size=3))
    book.remove("three")
    assert book.heard("three") is None


@pytest.mark.parametrize("newest", ["3", "[3]", "[{}]"])
def test_what_was_noticed_and_cannot_be_read_is_none(file, tmp_path, newest):
    file.keep_heard("three", Heard(PLACE, NOON))
    path = tmp_path / "watches" / "heard" / "three.json"
    assert file.heard("three")
    path.write_text(path.read_text().replace('"newest": []', f'"newest": {newest}'))
    assert file.heard("three") is None


@pytest.mark.parametrize(
    "text", ['{"count": ', "[]", '{"count": 1, "sha256": "", "file": "", "offset": 0, "behind": 3}']
)
def test_a_damaged_place_is_none(file, tmp_path, text):
    file.remember("bridge", Told(Place(7)))
    (tmp_path / "watches" / "bridge.json").write_text(text)
    assert file.told("bridge") is None


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"id": "bridge.mail.1", "way": "pigeon", "message": {}, "at": "2030-01-01T00:00:00Z"}']
)
def test_a_dead_letter_that_cannot_be_read_hides_no_other(file, tmp_path, text):
    file.bury(LETTER)
    (tmp_path / "watches" / "dead" / "bridge.mail.1.json").write_text(text)
    assert file.letters("bridge") == (LETTER,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[watch]]\ntitle = 'x'", "a query is missing"),
        ("[[watch]]\nquery = 1", "must be a text"),
        ("[[watch]]\nquery = 'x'\npager = 'y'", "`pager` is not known"),
        ("[[watch]]\nquery = 'x'\nid = '../x'", "an id has letters"),
        ("[[watch]]\nquery = 'x'\n[[watch]]\nquery = 'x'", "stands there twice"),
        ("[[watch]]\nstory_size = '3'", "`story_size` must be a number"),
        ("[[watch]]\nstory_size = true", "`story_size` must be a number"),
        ("[[watch]]\nstory_size = 1", "2 outlets at least"),
        ("[[watch]]\nchanges = 'headline'", "`changes` must be a list"),
        ("[[watch]]\nchanges = []", "`changes` must be a list"),
        ("[[watch]]\nchanges = ['headlines']", "'headlines' is no kind of change; such are headline"),
        ("[[watch]]\nsilence = ['port']", "`silence` must be a text"),
        ("[[watch]]\nsilence = 'port'\nquery = 'x'", "has no query"),
        ("[[watch]]\nsilence = 'port'\nstory_size = 3", "of one of them alone"),
        ("watch = [1]", "is no table"),
        ("watch = 1", "[[watch]]"),
        ("[[wacht]]\nquery = 'x'", "[[watch]]"),
        ("query = ", "watches.toml"),
    ],
)
def test_a_mistake_is_told_with_its_place(file, text, told):
    file.path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as error:
        file.load()
    assert told in str(error.value)


def test_ids_tell_searches_apart_by_what_they_look_for_and_whom_they_tell():
    watches = [Watch("渡轮"), Watch("船"), Watch("渡轮", command="x"), Watch("渡轮", webhook="https://h.example/")]
    watches.append(Watch("渡轮", mail="me@mail.example"))
    assert len({watch_id(watch) for watch in watches}) == 5
    assert watch_id(watches[0]) == "c3424a6d", "what was kept once keeps its id"
    assert watch_id(Watch("渡轮", title="x")) == watch_id(Watch("渡轮"))
