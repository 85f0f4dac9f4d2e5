"""What bulk work expects of its tables, of those in memory and of those on a disk."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from twins.bulk import MemoryTables, need

from samarkand.adapters.parquet import ParquetTables, schema_of
from samarkand.errors import ArchiveDamaged, UsageError
from samarkand.model.tables import DATES, FEATURES, LINKS, STORIES, TABLES

need("pyarrow")

NOON = datetime(2024, 5, 20, 12, tzinfo=UTC)


def link(number: int) -> dict:
    return {"one": f"{number:016x}", "two": "f" * 16, "score": number / 8, "is_copy": number % 2 == 0}


def feature(number: int) -> dict:
    at = NOON + timedelta(hours=number)
    return {"article": f"{number}", "sha256": "0", "at": at, "sketch": b"\x00\xff", "signature": b""}


@pytest.fixture(params=["memory", "parquet"])
def tables(request, tmp_path):
    return MemoryTables() if request.param == "memory" else ParquetTables(tmp_path / "tables")


def test_what_was_written_is_read_by_any_of_its_columns(tables):
    rows = [link(number) for number in range(5_000)]
    with tables.writing(LINKS, "a") as take:
        take(rows[:3_000])
        take(rows[3_000:])
    assert list(tables.rows(LINKS, "a", ("score", "one"))) == [(row["score"], row["one"]) for row in rows]


def test_values_of_every_kind_come_back_as_they_were(tables):
    day = {"article": "a", "sha256": "b", "start": 1, "end": 5, "text": "三月", "value": "2024-03", "grain": "month"}
    day |= {"since": date(2024, 3, 1), "until": date(2024, 4, 1), "time": "", "side": "before"}
    story = {"story": "s1", "headline": "1", "first_at": NOON, "last_at": NOON, "outlets": ["甲", "乙"]}
    story |= {"voices": 2, "articles": []}
    for table, row in ((DATES, day), (STORIES, story), (FEATURES, feature(1))):
        with tables.writing(table, "a") as take:
            take([row])
        names = tuple(column.name for column in table.columns)
        assert list(tables.rows(table, "a", names)) == [tuple(row[name] for name in names)]


def test_a_part_without_rows_is_there(tables):
    with tables.writing(LINKS, "a"):
        pass
    assert tables.parts(LINKS) == ["a"]
    assert list(tables.rows(LINKS, "a", ("one",))) == []


def test_what_is_asked_within_a_time_is_all_of_it(tables):
    with tables.writing(FEATURES, "a") as take:
        take(feature(number) for number in range(6_000))
    within = "at", NOON + timedelta(hours=4_500), NOON + timedelta(hours=4_600)
    found = {article for (article,) in tables.rows(FEATURES, "a", ("article",), within)}
    assert {f"{number}" for number in range(4_500, 4_601)} <= found
    assert len(found) < 6_000


def test_who_raises_while_writing_leaves_nothing(tables):
    with pytest.raises(ZeroDivisionError), tables.writing(LINKS, "a") as take:
        take(link(number) if number < 3_000 else 1 / 0 for number in range(3_001))
    assert tables.parts(LINKS) == []


def test_a_part_takes_the_place_of_the_one_of_its_name_and_can_be_taken_away(tables):
    for number in (1, 2):
        with tables.writing(LINKS, "a") as take:
            take([link(number)])
    assert list(tables.rows(LINKS, "a", ("one",))) == [(f"{2:016x}",)]
    tables.remove(LINKS, "a")
    tables.remove(LINKS, "a")
    assert tables.parts(LINKS) == []


def test_what_is_told_of_the_whole_is_known_later(tables):
    assert tables.told() == {}
    tables.tell({"format": 1, "sources": [{"source": "甲"}]})
    assert tables.told() == {"format": 1, "sources": [{"source": "甲"}]}


def test_the_same_rows_are_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        with ParquetTables(tmp_path / name).writing(LINKS, "a") as take:
            take(map(link, range(100)))
    one, two = (tmp_path / name / "links" / "a.parquet" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="give another one"):
        ParquetTables(tmp_path).told()


def test_a_damaged_part_is_told_of(tmp_path):
    tables = ParquetTables(tmp_path)
    with tables.writing(LINKS, "a") as take:
        take([link(1)])
    (tmp_path / "links" / "a.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(ArchiveDamaged, match="remove it"):
        list(tables.rows(LINKS, "a", ("one",)))


def test_every_table_has_a_schema_of_its_columns():
    for table in TABLES.values():
        assert schema_of(table).names == [column.name for column in table.columns]


def test_tables_can_be_sent_to_a_worker(tmp_path):
    assert pickle.loads(pickle.dumps(ParquetTables(tmp_path))).folder == tmp_path
