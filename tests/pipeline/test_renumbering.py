"""Which versions are looked at again when a line may have moved the numbers of others."""

from __future__ import annotations

from datetime import UTC, datetime

from samarkand.model.articles import Version
from samarkand.model.events import Line, Place
from samarkand.pipeline.renumbering import ALL, among, versions_told

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)


def line(kind, **data) -> Line:
    return Line(kind, AT, data, {}, Place())


def version(number: int, named: int) -> Version:
    record = "records/o/x.md" if named == 1 else f"records/o/x.v{named}.md"
    return Version("a", number, "o", "u", "t", record, "", AT)


def test_a_line_of_ours_tells_of_its_version_one_of_others_of_all():
    lines = [line("version", article="a", number=2), line("round"), line("version", article="a", number=3)]
    assert versions_told(lines) == {"a": {2, 3}}
    assert versions_told([line("version", article="a", number=4, merged={})]) == {"a": {ALL}}
    assert versions_told([line("witness", article="b", number=1, merged={})]) == {"b": {ALL}}


def test_those_that_were_told_of_are_looked_at_unless_numbers_have_moved():
    plain = [version(1, 1), version(2, 2), version(3, 3)]
    assert list(among(plain, {2})) == plain[1:2]
    assert list(among(plain, {ALL})) == plain
    moved = [version(1, 2), version(2, 1)]
    assert list(among(moved, {3})) == moved
