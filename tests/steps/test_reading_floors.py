"""What is found in real records: floors that may only rise. The table that they come from: `python -m bench.reading`."""

import pytest

from bench.reading import NOW, coverage, gold
from samarkand.adapters.outlets import built_in
from samarkand.errors import BadRecord
from samarkand.steps import records
from samarkand.steps.outlets import outlet_of
from samarkand.steps.reading import read, title_and_text


@pytest.fixture(scope="module")
def found(shared):
    return coverage(shared)


def test_what_was_annotated_stays_in_the_text_and_every_time_is_right(shared):
    score = gold(shared)
    assert score["texts"] >= 493
    assert score["texts kept"] == score["texts"]
    assert score["times"] >= 26
    assert score["times right"] == score["times"]


@pytest.mark.parametrize("outlet", ["bbc", "nyt", "reuters", "rfi", "voa"])
def test_every_body_that_has_a_dateline_is_read_by_it(found, outlet):
    assert found[outlet]["datelines"] == found[outlet]["records"] > 0


@pytest.mark.parametrize(
    ("outlet", "what", "floor"),
    [
        ("dw", "datelines", 248),  # the other 31 are galleries and films, whose bodies tell no time
        ("dw", "authors", 224),
        ("nyt", "authors", 83),
        ("rfa", "authors", 155),
        ("ft", "authors", 71),
        ("cdt", "authors", 47),
        ("reuters", "authors", 45),
        ("voa", "captions", 385),
        ("bbc", "captions", 424),
        ("dw", "captions", 430),
        ("nyt", "captions", 244),
        ("rfa", "captions", 324),
        ("reuters", "captions", 85),
        ("cdt", "captions", 170),
        ("dw", "zh-Hant", 7),
        ("rfi", "furniture lines", 1314),
        ("cdt", "furniture lines", 1143),
    ],
)
def test_a_floor(found, outlet, what, floor):
    assert found[outlet][what] >= floor


def test_the_script_is_never_in_doubt(found):
    assert all(row["zh-Hans"] + row["zh-Hant"] == row["records"] for row in found.values())


def test_pictures_have_an_address(found):
    pictures = sum(row["pictures"] for row in found.values())
    assert sum(row["with address"] for row in found.values()) / pictures >= 0.998


@pytest.mark.parametrize("folder", ["corpus", "records", "seeds"])
def test_title_and_text_alone_are_those_of_the_whole_reading(shared, folder):
    compared = 0
    for path in sorted(found for found in (shared / folder).rglob("*") if found.is_file()):
        try:
            record = records.parse(path.read_bytes())
        except BadRecord:
            continue
        outlet = outlet_of(record.url, built_in())
        whole = read(record, outlet, NOW)
        assert title_and_text(record, outlet, NOW) == (whole.title, whole.text), path
        compared += 1
    assert compared > 1
