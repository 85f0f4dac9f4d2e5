"""The folder of a site."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samarkand.adapters.site import MEMORY, SiteFolder
from samarkand.errors import ArchiveBusy, CannotWrite, UsageError
from samarkand.model.sites import Made

ONE = Made("article 1", "k", ("a/1.html", "images/x.png"), ("https://hewan.example/x.jpg",), disputed=2)


@pytest.fixture
def folder(tmp_path):
    opened = SiteFolder(tmp_path / "site")
    yield opened
    opened.close()


def test_what_was_made_is_remembered_and_forgotten(folder):
    with folder.locked():
        assert folder.known() == {}
        folder.remember([ONE], pictures=3)
        assert (folder.known(), folder.pictures_known()) == ({ONE.name: ONE.key}, 3)
        assert (folder.lacking(), folder.disputed()) == ({ONE.name: [*ONE.pictures]}, {ONE.name: 2})
        folder.remember([], [ONE.name])
        assert folder.known() == {}


def test_the_files_of_all_that_was_made_are_known(folder):
    with folder.locked():
        assert folder.files() == frozenset()
        folder.remember([ONE, Made("article 2", "k", ("images/x.png", "a/2.html")), Made("nothing", "k", ())])
        assert folder.files() == {"a/1.html", "a/2.html", "images/x.png"}
        assert folder.files({"article 2", "unknown"}) == {*ONE.files}
        assert (folder.lacking(), folder.disputed()) == ({ONE.name: [*ONE.pictures]}, {ONE.name: 2})


def test_what_was_learned_is_told_by_its_keys_until_another_program_learns(folder):
    with folder.locked():
        assert folder.recall(["p1 a"]) == {}
        folder.remember([replace(ONE, learned={"p1 a": "one", "p2 a": "two"})])
        asked = ["p1 a", *(f"p1 {number}" for number in range(1200)), "p2 a"]
        assert folder.recall(asked) == {"p1 a": "one", "p2 a": "two"}
        folder.forget_but("p2")
        assert folder.recall(asked) == {"p2 a": "two"}
        assert folder.known() == {ONE.name: ONE.key}


def test_a_file_is_written_when_its_bytes_are_others(folder):
    assert folder.put("a/1.html", b"one")
    assert not folder.put("a/1.html", b"one")
    assert folder.put("a/1.html", b"two")
    assert folder.read("a/1.html") == b"two"


def test_files_go_with_folders_that_are_empty_then(folder):
    folder.put("a/1.html", b"one")
    folder.put("a/2.html", b"two")
    assert folder.remove(["a/1.html", "a/9.html"]) == 1
    assert folder.has("a/2.html")
    assert folder.remove(["a/2.html"]) == 1
    assert not (folder.root / "a").exists()


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"), SiteFolder(tmp_path).locked():
        pass


def test_one_at_a_time(folder):
    with folder.locked(), pytest.raises(ArchiveBusy), SiteFolder(folder.root).locked():
        pass


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite, match="cannot be written"), SiteFolder(tmp_path / "file" / "site").locked():
        pass


def test_a_memory_that_is_lost_means_that_all_is_made_anew(folder):
    with folder.locked():
        folder.remember([ONE])
    folder.close()
    (folder.root / MEMORY / "site.sqlite").unlink()
    assert folder.known() == {}
