"""The index of a site's search."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.pairs import DIGITS, SIZES, blocks, digits, file_number, pair_files

VALUE = {digit: number for number, digit in enumerate(DIGITS)}


def numbers(written: str) -> list[int]:
    found, number, shift = [], 0, 0
    for digit in written:
        number |= (VALUE[digit] & 31) << shift
        shift += 5
        if VALUE[digit] < 32:
            found.append(number)
            number = shift = 0
    return found


def looked_up(files: list[str], term: str) -> list[int]:
    """The documents that a browser would find for a term."""
    content = files[file_number(term, len(files))]
    start = content.find(f"|{term} ")
    if start < 0:
        return []
    place = start + len(term) + 2
    found, document = [], 0
    for gap in numbers(content[place : content.index("|", place)]):
        document += gap
        found.append(document)
    return found


def test_pairs_and_words_lead_to_titles_and_texts():
    files = pair_files([("河灣縣議會", "新预算 Budget 2023"), ("旧桥", "河湾县的旧桥"), ("", "budget")], 2)
    assert looked_up(files, "河湾") == [0, 3]  # both scripts
    assert looked_up(files, "旧桥") == [2, 3]
    assert looked_up(files, "budget") == [1, 5]
    assert looked_up(files, "2023") == [1]
    assert looked_up(files, "会新") == []  # a title does not run on into its text
    assert looked_up(files, "桥河") == []


def test_pairs_do_not_reach_over_marks():
    files = pair_files([("", "议会，预算")], 1)
    assert looked_up(files, "议会") == [1]
    assert looked_up(files, "会预") == []


def test_characters_beyond_the_basic_plane_are_characters():
    assert looked_up(pair_files([("", "𠮷野家")], 3), "𠮷野") == [1]


def test_no_articles_make_empty_files():
    assert pair_files([], 2) == ["|", "|"]
    assert pair_files([("", "")], 1) == ["|"]


@given(st.lists(st.text("河湾县议会预算旧桥 ab12，", max_size=30), max_size=40), st.integers(1, 5))
def test_every_pair_of_every_text_is_found_and_no_other(texts, count):
    files = pair_files([("", text) for text in texts], count)
    for pair in ("河湾", "县议", "旧桥", "桥旧", "算算"):
        assert looked_up(files, pair) == [2 * number + 1 for number, text in enumerate(texts) if pair in text]


@given(st.integers(0, 1 << 20))
def test_numbers_are_read_as_they_were_written(number):
    assert numbers(digits(number)) == [number]


@given(st.integers(0, 30_000))
def test_blocks_hold_every_article_once_and_stay_when_more_come(count):
    found = list(blocks(count))
    assert sum(block.size for block in found) == count
    assert all(one.first + one.size == two.first for one, two in pairwise(found))
    whole = {block for block in found if block.size == SIZES[0]}
    assert whole <= set(blocks(count + 1))
    assert len(set(blocks(count + 1)) - set(found)) <= 1
