"""docs/reference/tables.md tells of every column, key and field of every form, and of no other."""

from __future__ import annotations

import re
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from samarkand.conformance import ABOUT, hostile_versions
from samarkand.publishing import forms
from samarkand.publishing.citations import bibtex, csl
from samarkand.publishing.columns import COLUMNS
from samarkand.publishing.markdown import markdown

NAME = re.compile(r"`([^`]+)`")
KINDS = {
    "text": "text",
    "number": "whole number",
    "instant": "instant",
    "day": "day",
    "texts": "list of texts",
    "pictures": "list of pictures",
}
VERSIONS = list(hostile_versions())[:6]


def rows(root: Path, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its head."""
    text = (root / "docs" / "reference" / "tables.md").read_text("utf-8").partition(f"\n## {heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table, heading
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table[0].splitlines()[2:]]


def test_every_column_is_told_with_its_type_and_in_its_order(root):
    told = [(NAME.findall(name)[0], kind, what) for name, kind, what in rows(root, "The table of versions")]
    assert told == [
        (column.name, KINDS[column.kind] + (", may lack" if column.may_lack else ""), column.told) for column in COLUMNS
    ]


def test_every_key_of_the_front_matter_is_told(root):
    told = {name for row in rows(root, "Front matter of Markdown") for name in NAME.findall(row[0])}
    written = set()
    for each in VERSIONS:
        written |= set(yaml.safe_load(markdown(each).split("---\n")[1]))
    assert written == told


@pytest.mark.parametrize("column", [0, 1])
def test_every_field_of_a_citation_is_told(root, column):
    told = {name for row in rows(root, "Citations") for name in NAME.findall(row[column])}
    written = set()
    for each in VERSIONS:
        written |= set(re.findall(r"^  (\w+) = ", bibtex(each), re.MULTILINE)) if column == 0 else set(csl(each))
    assert written == told


def test_every_file_of_a_bag_is_told(root):
    told = {name.partition("…")[0] for row in rows(root, "Bag") for name in NAME.findall(row[0])}
    out = BytesIO()
    form = forms.named("bag")
    form.write(iter(VERSIONS), out, ABOUT)
    with tarfile.open(fileobj=BytesIO(out.getvalue())) as tar:
        paths = [name.partition("/")[2] for name in tar.getnames()]
    assert {next(each for each in told if path.startswith(each)) for path in paths} == told


def test_every_form_stands_in_the_guide_with_its_versions(root):
    guide = (root / "docs" / "guides" / "export.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\.[\w.]+)` \|.*\| (\w+) \|$", guide, re.MULTILINE))
    known = [forms.named(name) for name in forms.NAMES]
    assert told == {form.ending: form.versions for form in known if form}
