"""The file of saved searches: a person's own, so that comments stay and mistakes are told; and how far each was told."""

from __future__ import annotations

import pytest

from samarkand.adapters.watches import WatchesFile
from samarkand.errors import UsageError
from samarkand.model.events import Place
from samarkand.model.watches import Watch, watch_id

BRIDGE = Watch('"北岸大桥" -通车', "bridge", "大桥", command="notify 'new report'")


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
    file.remember("bridge", Place(3))
    assert file.remove("bridge")
    assert not file.remove("bridge")
    assert file.place("bridge") is None
    assert file.remove("ferry")
    assert file.load() == ()
    assert file.add(BRIDGE)
    assert file.load() == (BRIDGE,)


def test_the_place_is_remembered(file):
    place = Place(7, "ab" * 32, "2030-09.jsonl", 1234)
    file.remember("bridge", place)
    assert file.place("bridge") == place


def test_a_damaged_place_is_none(file, tmp_path):
    file.remember("bridge", Place(7))
    (tmp_path / "watches" / "bridge.json").write_text('{"count": ')
    assert file.place("bridge") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[watch]]\ntitle = 'x'", "`query` is missing"),
        ("[[watch]]\nquery = 1", "must be a text"),
        ("[[watch]]\nquery = 'x'\nmail = 'y'", "`mail` is not known"),
        ("[[watch]]\nquery = 'x'\nid = '../x'", "an id has letters"),
        ("[[watch]]\nquery = 'x'\n[[watch]]\nquery = 'x'", "stands there twice"),
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
    assert len({watch_id(watch) for watch in watches}) == 4
    assert watch_id(Watch("渡轮", title="x")) == watch_id(Watch("渡轮"))
