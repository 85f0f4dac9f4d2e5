"""Every form keeps to one contract, with hostile versions; and other programs read what goes out."""

from __future__ import annotations

import csv
import json
import sys
import tarfile
import tracemalloc
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO, StringIO

import bagit
import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from samarkand.conformance import ABOUT, check_exporter, hostile_versions
from samarkand.errors import UsageError
from samarkand.publishing import forms
from samarkand.publishing.citations import bibtex, csl
from samarkand.publishing.columns import COLUMNS, PICTURE, row
from samarkand.publishing.markdown import markdown
from samarkand.text.cells import FORMULA, unguarded

VERSIONS = list(hostile_versions())
NAMES = [column.name for column in COLUMNS]


def written(name: str, versions=VERSIONS) -> bytes:
    out = BytesIO()
    form = forms.named(name)
    assert form
    form.write(iter(versions), out, ABOUT)
    return out.getvalue()


@pytest.mark.parametrize("name", forms.NAMES)
def test_every_form_keeps_to_the_contract(name):
    form = forms.named(name)
    assert check_exporter(form) == []
    assert (form.name, forms.name_of(f"x{form.ending.upper()}")) == (name, name)


def test_the_longest_ending_tells_the_form():
    assert [forms.name_of(name) for name in ("a.md", "a.md.tar", "a.csl.json", "a.bag.tar", "a.json", "a")] == [
        "markdown",
        "markdown-tar",
        "csl",
        "bag",
        "",
        "",
    ]


# Tables


def test_json_lines_hold_every_column_of_every_version():
    told = [json.loads(line) for line in written("jsonl").splitlines()]
    assert len(told) == len(VERSIONS)
    assert all(list(each) == NAMES for each in told)
    assert told[0]["text"] == VERSIONS[0].reading.text
    assert {each["published_on"] for each in told} == {None, "2026-09-07"}


def test_no_cell_of_the_csv_is_a_formula_and_each_comes_back():
    text = written("csv").decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text, newline=""))
    assert head == NAMES
    assert not any(cell.startswith(FORMULA) for each in rows for cell in each)
    titles = [
        unguarded(cell) if cell.startswith("'") else cell for cell in (each[NAMES.index("title")] for each in rows)
    ]
    assert titles == [row(each)["title"].replace("\0", "\ufffd") for each in VERSIONS]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    for name in ("parquet", "csv"):
        (folder / f"a.{name}").write_bytes(written(name))
    return folder


def test_pandas_reads_the_parquet_in_its_types(tables):
    frame = pd.read_parquet(tables / "a.parquet")
    assert list(frame.columns) == NAMES
    assert str(frame["seen_at"].dtype) == "datetime64[ms, UTC]"
    assert str(frame["characters"].dtype) == "int64"
    assert frame["title"].tolist() == [row(each)["title"] for each in VERSIONS]
    assert frame["seen_at"].tolist() == [pd.Timestamp(each.version.seen_at) for each in VERSIONS]
    assert list(frame["pictures"][0][0]) == list(PICTURE)


def test_duckdb_reads_the_parquet_and_the_csv(tables):
    (parquet,) = duckdb.sql(
        f"select count(*), count(published_at), sum(characters), max(len(pictures)) from '{tables}/a.parquet'"
    ).fetchall()
    dated = sum(each.version.published is not None for each in VERSIONS)
    assert parquet == (len(VERSIONS), dated, sum(len(each.reading.text) for each in VERSIONS), 2)
    types = dict(
        duckdb.sql(f"select column_name, column_type from (describe select * from '{tables}/a.parquet')").fetchall()
    )
    assert types["published_at"] == "TIMESTAMP WITH TIME ZONE"
    assert (types["published_on"], types["authors"], types["version"]) == ("DATE", "VARCHAR[]", "BIGINT")
    assert duckdb.sql(f"select count(*) from read_csv('{tables}/a.csv', header = true)").fetchall() == [
        (len(VERSIONS),)
    ]


def test_the_parquet_tells_of_its_columns_itself(tables):
    schema = pq.read_schema(tables / "a.parquet")
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == {
        column.name: column.told for column in COLUMNS
    }
    assert {field.name for field in schema if field.nullable} == {column.name for column in COLUMNS if column.may_lack}


# Citations and Markdown


@pytest.mark.parametrize("taken", VERSIONS[:12], ids=lambda taken: taken.article.id[-2:])
def test_a_bibtex_entry_cannot_be_broken_out_of(taken):
    entry = bibtex(taken)
    depth = 0
    for before, character in zip(" " + entry, entry, strict=False):
        depth += {"{": 1, "}": -1}.get(character, 0) if before != "\\" else 0
        assert depth >= 0
    assert depth == 0
    assert entry.count("\n@") == 0
    assert entry.isprintable() or set(entry) - {"\n"} == {c for c in entry if c.isprintable() or c in "\ufffd\u202e"}


def test_a_citation_names_the_version_its_hash_and_the_day_in_the_outlets_place():
    taken = VERSIONS[1]
    item = csl(taken)
    assert item["issued"] == {"date-parts": [[2026, 9, 7]]}
    assert taken.version.sha256 in item["note"]
    assert item["id"].endswith("-v1")
    assert item["id"] in bibtex(taken)
    assert len(json.loads(written("csl"))) == len(VERSIONS)
    assert json.loads(written("csl", [])) == []


@pytest.mark.parametrize("taken", VERSIONS, ids=lambda taken: taken.article.id[-2:])
def test_front_matter_is_yaml_and_the_page_below_it_holds_no_markup_of_others(taken):
    _, matter, page = markdown(taken).split("---\n", 2)
    told = yaml.safe_load(matter)
    assert (told["article"], told["sha256"], told["version"]) == (taken.article.id, taken.version.sha256, 1)
    assert " ".join(told["title"].split()) == " ".join(row(taken)["title"].split())
    assert "<b>" not in page.replace("\\<b\\>", "")


def test_a_tar_of_pages_opens_and_each_version_has_its_own():
    with tarfile.open(fileobj=BytesIO(written("markdown-tar"))) as tar:
        names = tar.getnames()
        assert len(set(names)) == len(VERSIONS)
        assert all(name.endswith("-v1.md") and name.startswith("harbour/") for name in names)


# Bags


def test_the_library_of_congress_finds_the_bag_whole(tmp_path):
    with tarfile.open(fileobj=BytesIO(written("bag"))) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    bag = bagit.Bag(str(folder))
    bag.validate()
    crate = json.loads((folder / "data" / "ro-crate-metadata.json").read_text("utf-8"))
    root = next(each for each in crate["@graph"] if each["@id"] == "./")
    files = {each["@id"] for each in crate["@graph"] if each["@type"] == "File"}
    assert {each["@id"] for each in root["hasPart"]} == files
    # All payload but the crate's own description.
    assert len(files) == len(bag.payload_entries()) - 1
    assert len((folder / "data" / "versions.jsonl").read_text("utf-8").splitlines()) == len(VERSIONS)


def test_a_damaged_file_of_a_bag_is_noticed(tmp_path):
    with tarfile.open(fileobj=BytesIO(written("bag", VERSIONS[:2]))) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    next((folder / "data" / "images").rglob("*.png")).write_bytes(b"other")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


# Pages


def test_a_page_needs_nothing_else_and_nothing_in_it_runs():
    text = written("html").decode()
    assert "<script" not in text.lower()
    assert "javascript:" not in text.replace(">javascript:alert(1)<", "")
    assert text.count('src="data:image/png;base64,') == text.count("<img")
    assert text.count("<article id=") == text.count('<li><a href="#a') == len(VERSIONS)
    assert "default-src 'none'" in text


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "bibtex", "csl", "markdown-tar", "bag"])
def test_memory_does_not_grow_with_the_selection(name):
    """What is held after 40 versions and after 200 is the same, but for what waits for its lot."""
    peaks = []
    for times in (1, 5):
        tracemalloc.start()
        try:
            written_to_nothing(name, times)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    allowed = {"parquet": 3_000_000, "bag": 2_000_000}.get(name, 300_000)  # lots of rows; pieces of files
    assert peaks[1] - peaks[0] < allowed, peaks


class Nothing(BytesIO):
    """Takes bytes and keeps none."""

    def write(self, data) -> int:
        return len(data)


def written_to_nothing(name: str, times: int) -> None:
    out = Nothing()
    form = forms.named(name)
    form.write((each for _ in range(times) for each in VERSIONS if len(each.title) < 100), out, ABOUT)


def test_what_a_book_says_of_itself_is_xml():
    with zipfile.ZipFile(BytesIO(written("epub"))) as book:
        assert book.infolist()[0].filename == "mimetype"
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                ET.fromstring(book.read(name))


def test_a_form_whose_library_is_missing_says_what_brings_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "samarkand.publishing.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'samarkand\[parquet\]'"):
        forms.named("parquet")
