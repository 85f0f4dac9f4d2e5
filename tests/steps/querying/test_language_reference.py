"""The page on the language of queries tells what the parser does: each example is tried, each field and limit told."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samarkand.errors import BadQuery
from samarkand.steps.querying import parse
from samarkand.steps.querying.parsing import DEEPEST, MOST
from samarkand.steps.querying.scanning import FIELDS, LONGEST

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "queries.md").read_text("utf-8")


def rows(head):
    """The code of the first cells, and the second cells, of the tables with this head."""
    found = []
    for table in PAGE.split(f"\n{head}\n|---|---|\n")[1:]:
        for line in table.split("\n\n")[0].splitlines():
            first, second = (cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|")))
            found += [(code.replace("\\|", "|"), second) for code in re.findall(r"`([^`]+)`", first)]
    return found


def understood(query):
    return parse(query, datetime(2022, 9, 7, tzinfo=UTC), {"lanting": "lanting"}.get)


@pytest.mark.parametrize(
    "query", [query for head in ("| query | finds |", "| value | means |") for query, _ in rows(head)]
)
def test_each_example_is_understood(query):
    assert understood(query).text == query


@pytest.mark.parametrize(("query", "error"), rows("| query | error |"))
def test_each_error_is_the_one_that_is_told(query, error):
    with pytest.raises(BadQuery) as caught:
        understood(query)
    assert error.replace("`", "") in caught.value.problem.replace("`", "")


def test_the_shown_error_is_what_is_shown():
    shown = re.search(r"```text\n(.*?)\n```", PAGE, re.DOTALL)[1]
    with pytest.raises(BadQuery) as caught:
        understood(shown.splitlines()[1].strip())
    assert str(caught.value) == shown


def test_every_field_and_limit_is_told():
    told = " ".join(query for query, _ in rows("| query | finds |"))
    assert [name for name in FIELDS if f"{name}:" not in told] == []
    limits = f"At most {LONGEST:,} characters, {MOST} words and fields, and {DEEPEST} parentheses"
    assert limits in " ".join(PAGE.split())


def test_words_with_colons_stay_words():
    for text in ("http://lanting.example/1", "10:30", "快讯：云川"):
        assert f"`{text}`" in PAGE
        assert understood(text).root.text == text
