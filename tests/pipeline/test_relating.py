"""The same articles make the same stories however they came in, and what a person decided stands; all texts are invented."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pipeline.told_events import (
    EVENTS,
    EVERYTHING,
    NOW,
    REPORTS,
    bring,
    decide,
    events,
    everything,
    in_story_of,
    place,
    place_until_stopped,
    story_of,
    titles,
)
from twins.stories import MemoryStories

from samarkand.adapters import processes
from samarkand.adapters.stories import SqliteStories
from samarkand.errors import ArchiveBusy
from samarkand.ids import story_id
from samarkand.model.events import Event, Place
from samarkand.model.stories import Placement
from samarkand.pipeline import showing
from samarkand.pipeline.rebuilding import catch_up
from samarkand.pipeline.relating import relate, relate_anew, relate_news


@pytest.fixture
def parts(world):
    return world()


# The order of arrival


def test_reports_of_one_event_stand_together_in_both_scripts_and_others_alone(parts):
    bring(parts)
    assert place(parts) == len(REPORTS)
    assert events(parts) == EVENTS
    assert place(parts) == 0


@pytest.mark.parametrize("seed", range(4))
def test_articles_make_the_same_stories_in_whatever_order_and_pieces_they_come(world, seed):
    chance = random.Random(seed)
    at_once, bit_by_bit = world(), world()
    bring(at_once)
    place(at_once)
    shuffled = chance.sample(REPORTS, len(REPORTS))
    while shuffled:
        size = chance.randint(1, 4)
        bring(bit_by_bit, shuffled[:size])
        shuffled = shuffled[size:]
        place(bit_by_bit)
    assert everything(bit_by_bit) == everything(at_once)
    assert events(bit_by_bit) == EVENTS


def test_batches_of_any_size_make_the_same_stories(world, monkeypatch):
    whole, cut = world(), world()
    bring(whole)
    place(whole)
    monkeypatch.setattr(showing, "BATCH", 3)
    bring(cut)
    assert list(relate(cut)) == [3, 3, 3, 3, 2]
    assert everything(cut) == everything(whole)


def test_links_found_in_a_process_that_runs_ahead_make_the_same_stories(tmp_path, world, monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: 2)
    whole = world()
    bring(whole)
    place(whole)
    monkeypatch.setattr(showing, "BATCH", 3)
    for count, stories in enumerate((SqliteStories(tmp_path / "ahead.sqlite"), Lost(tmp_path / "lost.sqlite"))):
        ahead = replace(world(), stories=stories, beside=processes.beside)
        bring(ahead)
        assert list(relate(ahead)) == [3, 3, 3, 3, 2]
        assert everything(ahead) == everything(whole), ("ahead", "lost")[count]
        stories.close()


class Lost(SqliteStories):
    """Stories that kill every other process that asks for what is around."""

    def __init__(self, path: Path, owner: int = 0) -> None:
        super().__init__(path)
        self.path, self.owner = path, owner or os.getpid()

    def __reduce__(self):
        return Lost, (self.path, self.owner)

    def sketches(self, since, until):
        if os.getpid() != self.owner:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().sketches(since, until)


def test_stories_made_anew_are_the_same_with_the_same_ids(parts):
    for report in reversed(REPORTS):
        bring(parts, [report])
        place(parts)
    before = everything(parts), {story.id for story in parts.stories.stories(EVERYTHING)}
    assert sum(relate_anew(parts)) == len(REPORTS)
    assert (everything(parts), {story.id for story in parts.stories.stories(EVERYTHING)}) == before


@pytest.mark.parametrize("pieces", range(7))
def test_a_stop_before_any_piece_is_taken_in_leaves_no_trace(world, pieces, monkeypatch):
    monkeypatch.setattr(showing, "BATCH", 5)
    stopped, whole = world(), world()
    for each in (stopped, whole):
        bring(each)
    place(whole)
    place_until_stopped(stopped, pieces)
    place(stopped)
    assert everything(stopped) == everything(whole)
    assert {each.id for each in stopped.stories.stories(EVERYTHING)} == {
        each.id for each in whole.stories.stories(EVERYTHING)
    }


# Ids


def test_an_id_stays_when_articles_join_that_were_published_earlier(parts):
    late, *earlier = sorted((each for each in REPORTS if each["event"] == "bridge"), key=lambda each: each["at"])[::-1]
    bring(parts, [late])
    place(parts)
    first = story_of(parts, late["title"]).id
    for report in earlier:
        bring(parts, [report])
        place(parts)
        assert story_of(parts, report["title"]).id == first
    list(relate_anew(parts))
    assert parts.stories.story(first).id == first


def test_the_id_made_of_any_article_leads_to_the_story_that_holds_it_now(parts):
    bring(parts)
    place(parts)
    shown = {story.id for story in parts.stories.stories(EVERYTHING)}
    decide(parts, "merge", "青禾队", "盲人琴师")
    assert (
        in_story_of(parts, "盲人琴师")
        == in_story_of(parts, "青禾队")
        == {"青禾队点球胜石梁队 捧走联赛杯", "盲人琴师在旧粮仓开音乐会"}
    )
    for article in titles(parts):
        assert article in parts.stories.story(story_id(article)).articles
    assert all(parts.stories.story(identity) for identity in shown)


# Versions


def test_a_new_version_takes_the_place_of_what_was_known_of_the_article(parts):
    bring(parts)
    place(parts)
    identity = story_of(parts, "盲人琴师").id
    changed = next(each for each in REPORTS if each["event"] == "concert")
    told = next(each for each in REPORTS if each["event"] == "mayor")
    bring(parts, [{**changed, "title": "柳湾市长贺兰舟辞职 下周一生效", "text": told["text"], "at": told["at"]}])
    assert place(parts) == 1
    assert len(in_story_of(parts, "柳湾市长贺兰舟辞职 下周一生效")) == 4
    assert parts.stories.story(identity) == story_of(parts, "柳湾市市长")
    assert parts.stories.story(identity).id != identity, "the older article of the two gives the id"
    bring(parts, [{**changed, "text": changed["text"] + "门票已经售完。"}])
    place(parts)
    assert events(parts) == EVENTS
    assert parts.stories.story(identity).id == identity


def test_an_article_that_is_edited_keeps_its_story_in_whatever_order_the_rest_came(world):
    edited, told = world(), world()
    last = REPORTS[1] | {"text": REPORTS[1]["text"] + "\n镇政府下午称，桥头的监测点上月已停用。"}
    for each in (edited, told):
        bring(each, REPORTS[:2])
    place(edited)
    bring(edited, [last, *REPORTS[2:]])
    bring(told, [last, *REPORTS[2:]])
    place(edited)
    place(told)
    assert everything(edited) == everything(told)


# Trouble


def test_what_is_placed_in_an_archive_without_articles_is_nothing(parts):
    assert place(parts) == 0
    assert parts.stories.stories(EVERYTHING) == []
    assert list(relate_news(parts)) == []


def test_where_articles_are_not_brought_together_nothing_is_done(parts):
    bring(parts)
    for without in (replace(parts, stories=None), replace(parts, weights=None)):
        assert (place(without), list(relate_anew(without))) == (0, [])
    assert parts.stories.place() is None


def test_stories_of_another_ledger_are_made_anew(parts):
    bring(parts)
    place(parts)
    right = everything(parts)
    for strange in (Place(1, "f" * 64, "2030-09.jsonl", 10), Place(999, "f" * 64, "2030-09.jsonl", 10)):
        parts.stories.place()
        parts.stories.take(Placement(), strange)
        assert place(parts) >= len(REPORTS) - 1
        assert everything(parts) == right


def test_stories_of_another_version_and_damaged_ones_are_made_anew(parts, tmp_path):
    path = tmp_path / "derived" / "stories.sqlite"
    on_disk = replace(parts, stories=SqliteStories(path))
    bring(on_disk)
    place(on_disk)
    right = everything(on_disk)
    on_disk.stories.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99999")
    connection.close()
    assert place(on_disk) == len(REPORTS)
    on_disk.stories.close()
    path.write_bytes(b"no stories" * 1000)
    assert place(on_disk) == len(REPORTS)
    assert everything(on_disk) == right
    on_disk.stories.close()


def test_an_article_whose_record_is_gone_or_damaged_is_placed_by_its_title_alone(parts):
    bring(parts)
    paths = sorted(path for path in parts.archive.files if path.endswith(".md"))
    del parts.archive.files[paths[0]]
    parts.archive.files[paths[1]] = b"\xff\x00"
    assert place(parts) == len(REPORTS)
    pages = parts.stories.sketches(date(2030, 9, 1), date(2030, 10, 1))
    placed = [article for page in pages for article, _ in page]
    lengths = [shown.length for shown in parts.stories.features_of(placed).values()]
    assert lengths.count(0) == 2
    assert len(lengths) == len(REPORTS)


def test_an_article_that_the_catalog_does_not_know_is_passed_over(parts):
    bring(parts)

    class Forgetful:
        def __init__(self, catalog):
            self._catalog = catalog

        def article(self, identity):
            found = self._catalog.article(identity)
            return None if found and found.latest.title.startswith("青禾队") else found

        def __getattr__(self, name):
            return getattr(self._catalog, name)

    assert place(replace(parts, catalog=Forgetful(parts.catalog))) == len(REPORTS)
    assert len(events(parts)) == len(EVENTS) - 1


def test_what_the_catalog_does_not_know_yet_has_to_wait(parts):
    bring(parts, REPORTS[:3])
    place(parts)
    parts.archive.commit([Event("round", NOW, {"feeds": []})])
    assert place(parts) == 0
    catch_up(parts.archive, parts.catalog)
    assert place(parts) == 1


def test_a_round_goes_on_where_the_stories_cannot_be_written(parts):
    bring(parts)

    class Busy(MemoryStories):
        def take(self, placement, place):
            raise ArchiveBusy("another process is writing to the stories")

    (report,) = relate_news(replace(parts, stories=Busy()))
    assert (report.outcome, report.subject) == ("note", "stories")
    assert "another process" in report.detail
    assert list(relate_news(parts)) == []
    assert events(parts) == EVENTS


def test_a_round_goes_on_where_the_stories_have_no_place_on_disk(parts, tmp_path):
    bring(parts)
    (tmp_path / "derived").write_text("a file where a folder should be")
    (report,) = relate_news(replace(parts, stories=SqliteStories(tmp_path / "derived" / "stories.sqlite")))
    assert (report.outcome, report.subject) == ("note", "stories")
