"""Names are found in both scripts and in Latin letters, and counted under one key."""

from __future__ import annotations

import pickle
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.adapters.names import built_in
from samarkand.text.folding import fold
from samarkand.text.names import MARK, KnownNames

KNOWN = KnownNames(
    [
        ("moltano", ("莫尔塔诺", "莫塔诺", "伊沃·莫尔塔诺", "Moltano", "Ivo Moltano")),
        ("molta", ("莫尔塔", "Molta")),
        ("saltbridge", ("盐桥", "Saltbridge", "Port Salt-Bridge")),
    ]
)


def found(text: str, known: KnownNames = KNOWN) -> dict[str, int]:
    return {key.removeprefix(MARK): spellings.total() for key, spellings in known.find(text).items()}


@pytest.mark.parametrize("text", ["莫尔塔诺到访盐桥。", "莫爾塔諾到訪鹽橋。", "Moltano visits SALTBRIDGE."])
def test_a_name_is_found_in_both_scripts_and_in_latin_letters(text):
    assert found(text) == {"moltano": 1, "saltbridge": 1}


def test_all_spellings_count_for_one_key():
    assert KNOWN.find("莫塔诺说，莫尔塔诺先生（Ivo Moltano）") == {
        "@moltano": Counter({"莫塔诺": 1, "莫尔塔诺": 1, "ivo moltano": 1})
    }


def test_a_text_that_is_folded_already_is_searched_as_it_is():
    assert KNOWN.find_folded("莫尔塔诺 在 盐桥") == KNOWN.find("莫爾塔諾，在「鹽橋」")


def test_what_is_known_of_names_can_be_sent_to_another_process():
    KNOWN.find("盐桥")
    assert found("莫尔塔的盐桥", pickle.loads(pickle.dumps(KNOWN))) == {"molta": 1, "saltbridge": 1}


def test_what_is_longer_holds_what_is_shorter():
    assert found("莫尔塔诺") == {"moltano": 1}
    assert found("莫尔塔的莫尔塔诺") == {"moltano": 1, "molta": 1}
    assert found("Ivo Moltano") == {"moltano": 1}


def test_a_name_in_latin_letters_is_a_whole_word():
    assert found("Moltanos Saltbridges") == {}
    assert found("Moltano's bridge at Port Salt-Bridge") == {"moltano": 1, "saltbridge": 1}


def test_words_on_both_sides_of_a_mark_are_no_name():
    assert found("Meet Ivo. Molta is far.") == {"molta": 1}
    assert found("盐，桥") == {}


def test_nothing_is_found_in_nothing():
    assert found("") == found("。") == {}
    assert found("莫尔塔诺", KnownNames([])) == {}


@given(
    st.lists(
        st.sampled_from(["莫尔塔诺", "鹽橋", "Moltano", "Ivo", " ", "。", "Port", "Salt-Bridge", "的"]), max_size=12
    )
)
def test_names_do_not_depend_on_the_script(pieces):
    text = "".join(pieces)
    assert KNOWN.find(text) == KNOWN.find(text.replace("鹽橋", "盐桥"))


@given(st.lists(st.sampled_from(["莫尔塔诺", "盐桥", "Moltano"]), max_size=9))
def test_names_side_by_side_are_all_counted(names):
    counted = Counter({"莫尔塔诺": "moltano", "Moltano": "moltano"}.get(name, "saltbridge") for name in names)
    assert found("，".join(names)) == counted


PIECES = ["莫尔塔诺", "莫尔塔", "莫尔", "塔诺莫尔", "莫莫", "盐桥", "桥盐", "的", " ", "  ", "7"]
LATIN = ["moltano", "ivo", "molta", "port", "salt", "bridge", "saltbridge", "संजय", "й"]
LIKE_ANOTHER = KnownNames(
    [
        ("one", ("莫尔塔诺", "莫尔", "Ivo", "Port Salt Bridge of Ivo")),
        ("two", ("莫尔塔", "塔诺莫尔", "莫莫", "莫莫莫", "Ivo Molta", "संजय")),
        ("three", ("尔塔", "盐桥", "桥盐桥", "Port Salt Bridge")),
    ]
)


def found_plainly(folded: str, known: KnownNames) -> list[tuple[str, dict[str, int]]]:
    """Each spelling is counted in the whole text: those that begin alike in the order of their beginnings, the longest first."""
    runs = sorted(known._keys, key=len, reverse=True)
    found: dict[str, dict[str, int]] = {}
    for pair in dict.fromkeys(folded[place : place + 2] for place in range(len(folded) - 1)):
        left = folded
        for run in runs:
            if run.startswith(pair) and (count := left.count(run)):
                found.setdefault(known._keys[run], {})[run] = count
                left = left.replace(run, " ")
    for phrase in re.findall(r"[^\W\d_\u2e80-\U0003ffff]+(?: [^\W\d_\u2e80-\U0003ffff]+)*", folded):
        words, start = phrase.split(), 0
        while start < len(words):
            spellings = (" ".join(words[start : start + size]) for size in range(min(4, len(words) - start), 0, -1))
            spelling = next((each for each in spellings if each in known._latin), "")
            if spelling:
                counted = found.setdefault(known._latin[spelling], {})
                counted[spelling] = counted.get(spelling, 0) + 1
            start += len(spelling.split()) or 1
    return list(found.items())


@given(st.lists(st.sampled_from(PIECES + LATIN + ["ivo "]), max_size=30), st.sampled_from([KNOWN, LIKE_ANOTHER]))
def test_names_are_found_as_if_each_was_looked_for_alone(pieces, known):
    for text in ("".join(pieces), "".join(pieces) + "的 " * 40):
        found = known.find_folded(fold(text))
        assert [(key, dict(spellings)) for key, spellings in found.items()] == found_plainly(fold(text), known)


def test_names_that_come_with_the_program_are_one_key_in_all_languages():
    known = KnownNames((group.key, group.names) for group in built_in())
    texts = (
        "冰岛与新西兰、世卫组织",
        "冰島與紐西蘭、世界衛生組織",
        "Iceland, New Zealand and the World Health Organization",
    )
    assert {frozenset(found(text, known)) for text in texts} == {
        frozenset({"iceland", "new_zealand", "health_organisation"})
    }
