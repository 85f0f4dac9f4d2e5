"""Real records, imported and brought together by the commands, stand in the stories that persons put them in."""

from __future__ import annotations

import pytest
from twins.processes import run

STEPS = ("xu-zhangrun-detained", "xu-zhangrun-released", "xu-zhangrun-fired", "xu-zhangrun-open-letter")


@pytest.fixture(scope="module")
def stories(shared, tmp_path_factory) -> dict[str, str]:
    """Where an article was imported from -> its story."""
    root = tmp_path_factory.mktemp("archive") / "a"
    run("import", shared / "seeds", shared / "records", "--archive", root)
    told = run("stories", "--archive", root, "--limit", 1_000)
    return {
        path: story["id"] for story in told for article in story["articles"] for path in article["imported_from"] or ()
    }


@pytest.fixture(scope="module")
def labelled(shared, stories) -> dict[str, list[str]]:
    """Label of an event -> where its articles were imported from; not what a seed had brought already."""
    found: dict[str, list[str]] = {}
    for line in (shared / "records" / "stories.tsv").read_text("utf-8").splitlines()[1:]:
        path, story, _ = line.split("\t")
        if path in stories:
            found.setdefault(story, []).append(path)
    return found


def test_the_seeds_are_one_story_with_the_other_records_of_the_meeting(stories, labelled, shared):
    paths = [path.name for path in (shared / "seeds").iterdir()] + labelled["xi-putin-sco-meeting-2022"]
    assert len(paths) == 4
    assert len({stories[path] for path in paths}) == 1


def test_an_announced_visit_is_another_story_than_the_meeting(stories, labelled):
    visit = {stories[path] for path in labelled["xi-kazakhstan-visit-announced"]}
    assert len(visit) == 1
    assert visit.isdisjoint(stories[path] for path in labelled["xi-putin-sco-meeting-2022"])


def test_four_steps_of_an_affair_are_four_stories(stories, labelled):
    steps = [{stories[path] for path in labelled[step]} for step in STEPS]
    assert [len(step) for step in steps] == [1, 1, 1, 1]
    assert len(set().union(*steps)) == 4
