"""Steps of affairs in real records, imported by the commands, stand in one thread and in order."""

from __future__ import annotations

import pytest
from twins.processes import run

STEPS = ("xu-zhangrun-detained", "xu-zhangrun-released", "xu-zhangrun-fired", "xu-zhangrun-open-letter")
VISIT, MEETING = "xi-kazakhstan-visit-announced", "xi-putin-sco-meeting-2022"


@pytest.fixture(scope="module")
def archive(shared, tmp_path_factory):
    root = tmp_path_factory.mktemp("archive") / "a"
    run("import", shared / "records", "--archive", root)
    return root


@pytest.fixture(scope="module")
def told(archive) -> dict[str, dict]:
    """Where an article was imported from -> its story."""
    stories = run("stories", "--archive", archive, "--limit", 1_000)
    return {path: story for story in stories for each in story["articles"] for path in each["imported_from"] or ()}


@pytest.fixture(scope="module")
def stories(told, shared) -> dict[str, dict]:
    """Label of an event -> the story that most of its articles stand in."""
    found: dict[str, list[dict]] = {}
    for line in (shared / "records" / "stories.tsv").read_text("utf-8").splitlines()[1:]:
        path, label, _ = line.split("\t")
        if path in told:
            found.setdefault(label, []).append(told[path])
    return {
        label: max(some, key=[each["id"] for each in some].count)
        for label, some in ((label, sorted(its, key=lambda each: each["id"])) for label, its in found.items())
    }


def test_the_steps_of_an_affair_are_stories_of_one_thread(stories):
    assert len({stories[step]["id"] for step in STEPS}) == len(STEPS)
    assert {stories[step]["thread"] for step in STEPS} - {""} == {stories[STEPS[0]]["thread"]}


def test_each_step_tells_those_before_and_after_it_in_their_order(archive, stories):
    (opened,) = run("story", stories[STEPS[1]]["id"], "--archive", archive)
    ids = [each["id"] for each in (*opened["before"], opened, *opened["after"])]
    places = [ids.index(stories[step]["id"]) for step in STEPS]
    assert places == sorted(places)


def test_an_announced_visit_stands_before_the_meeting_that_it_led_to(archive, stories):
    (opened,) = run("story", stories[MEETING]["id"], "--archive", archive)
    assert stories[VISIT]["id"] in [each["id"] for each in opened["before"]]
