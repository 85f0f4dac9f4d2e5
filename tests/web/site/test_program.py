"""What all pages of a site are made with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samarkand.app.archives import create_archive, open_archive
from samarkand.model.sites import SiteOptions
from samarkand.web.site.program import program_of

CHINESE = SiteOptions("zh-Hans")


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    root = tmp_path_factory.mktemp("archive")
    create_archive(root)
    with open_archive(root) as opened:
        yield opened


def nothing(keys):
    return {}


def test_the_program_is_known_again_by_what_was_learned_of_its_files(parts):
    first = program_of(parts, CHINESE, nothing)
    asked = []

    def recall(keys):
        asked.extend(keys)
        return first.learned

    assert program_of(parts, CHINESE, recall) == first
    assert asked == [*first.learned]


def test_it_is_another_one_with_other_files_and_for_other_readers(parts):
    first = program_of(parts, CHINESE, nothing)
    (files,) = first.learned
    titled = replace(parts, settings=replace(parts.settings, title="河湾"))
    others = [
        program_of(parts, CHINESE, lambda keys: {files: "another"}),
        program_of(parts, SiteOptions("en"), nothing),
        program_of(titled, CHINESE, nothing),
    ]
    assert len({first.hash, *(each.hash for each in others)}) == 4
