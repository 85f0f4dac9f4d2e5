"""A story store whose writer is killed at any moment is as it was before or after, and goes on from there.

`SAMARKAND_KILLS` says how many processes are killed (5 unless told).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import chain

from twins.processes import killed_writers
from twins.stories import MemoryStories

from samarkand.adapters.stories import SqliteStories
from samarkand.ids import story_id
from samarkand.model.events import Place
from samarkand.model.stories import Correction, Features, Link, Placement, Sketch, Story, StoryListing

AT = datetime(2030, 9, 7, tzinfo=UTC)
BATCHES, SIZE = 60, 60

WRITE = """
import sys
from pathlib import Path

sys.path[:0] = sys.argv[2:]
from samarkand.adapters.stories import SqliteStories
from samarkand.model.events import Place
from test_story_kills import BATCHES, batch

store = SqliteStories(Path(sys.argv[1]))
known = store.place()
if known is None:
    store.clear()
print("at work", flush=True)
for count in range(known.count if known else 0, BATCHES):
    store.take(batch(count), Place(count + 1))
    print(count + 1, flush=True)
"""


def batch(count: int) -> Placement:
    """What the store is given at once: new articles, all of them added to one story and linked to its first article."""
    new = [f"{count:02}-{number}" for number in range(SIZE)]
    everything = tuple(f"{each:02}-{number}" for each in range(count + 1) for number in range(SIZE))
    story = Story(story_id("00-0"), everything, "00-0", AT, AT + timedelta(hours=count), ("port",), 1)
    return Placement(
        features=tuple(
            Features(article, "port", "zh-Hans", AT, "report", 1, {"盐市": 1.0}, {}, frozenset()) for article in new
        ),
        sketches=tuple(Sketch(article, AT, b"told") for article in new),
        links=tuple(Link("00-0", article, 1.0) for article in new if article != "00-0"),
        dissolved=(story.id,) if count else (),
        stories=(story,),
        corrections=(Correction("pin", (new[0],), at=AT),),
    )


def test_a_killed_writer_leaves_the_stories_as_they_were_before_or_after_what_it_was_taking_in(tmp_path):
    path = tmp_path / "derived" / "stories.sqlite"
    seen, midway = 0, 0
    for acknowledged, done in killed_writers(WRITE, path, 20301122):
        seen = max(seen, acknowledged)
        store = SqliteStories(path)
        place = store.place() or Place()
        assert seen <= place.count <= BATCHES, "what was acknowledged is there"
        if place.count:
            midway += not done
            seen = place.count
            agree(store, place.count)
        if done:
            store.clear()
            seen = 0
        store.close()
    assert midway, "no process was killed while it wrote"


def agree(store: SqliteStories, count: int) -> None:
    """The store holds just what it says it has taken in."""
    memory = MemoryStories()
    for number in range(count):
        memory.take(batch(number), Place(number + 1))
    for question in (
        lambda each: [*chain.from_iterable(each.sketches(date(2030, 9, 1), date(2030, 10, 1)))],
        lambda each: list(each.links(["00-0"])),
        lambda each: list(each.stories(StoryListing(10))),
        lambda each: each.stories_of([f"{count - 1:02}-7"]),
        lambda each: list(each.corrections()),
    ):
        assert question(store) == question(memory)
