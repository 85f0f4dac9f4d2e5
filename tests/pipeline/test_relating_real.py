"""Real records make the same stories in whatever order they are imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from twins.network import CAPTURE_FILES

from samarkand.adapters import incoming
from samarkand.app.archives import create_archive, open_archive
from samarkand.ids import story_id
from samarkand.model.stories import Story, StoryListing
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.relating import relate

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def imported(root: Path, *folders: Path) -> dict[frozenset[str], Story]:
    """The stories by their articles, each folder imported and placed before the next."""
    create_archive(root)
    with open_archive(root) as parts:
        for folder in folders:
            files = incoming.folders([folder])
            for _ in import_files(replace(parts, index=None, stories=None), CAPTURE_FILES, files, NOW):
                pass
            list(relate(parts))
        stories = parts.stories.stories(StoryListing(limit=100_000))
        for story in stories:
            assert all(parts.stories.story(story_id(article)) == story for article in story.articles)
    return {frozenset(story.articles): story for story in stories}


def test_real_records_make_the_same_stories_in_whatever_order_they_come(shared, tmp_path):
    """Those of every other outlet, which is half a minute's work; all of them are as steady."""
    outlets = sorted(path for path in (shared / "corpus").iterdir() if path.is_dir())[::2]
    records, seeds = shared / "records", shared / "seeds"
    one = imported(tmp_path / "one", *outlets, records, seeds)
    other = imported(tmp_path / "other", seeds, records, *reversed(outlets))
    assert one.keys() == other.keys()
    assert sum(map(len, one)) > 700
    assert max(map(len, one)) > 3
    for articles, story in one.items():
        told = other[articles]
        assert (told.headline, told.outlets, told.voices) == (story.headline, story.outlets, story.voices)
