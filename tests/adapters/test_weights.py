"""The weights that come with the program can be read, and say what they are to say."""

from __future__ import annotations

from samarkand.adapters.weights import built_in, claims
from samarkand.steps.comparing.evidence import MEASURES as OF_STATEMENTS
from samarkand.steps.relating.evidence import MEASURES
from samarkand.text.folding import fold
from samarkand.text.names import MARK
from samarkand.text.vocabulary import vocabulary_of


def test_weights_are_read_once():
    assert built_in() is built_in()


def test_every_weight_is_that_of_something_measured():
    weights = built_in()
    known = {"start", "wording", *MEASURES}
    for each in (weights.pair, weights.abroad, weights.thread):
        assert "start" in each
        assert set(each) <= known
        assert each["start"] < 0, "two articles of which nothing is known report two events"


def test_what_two_reports_of_one_event_share_speaks_for_it_and_distance_against():
    for weights in (built_in().pair, built_in().abroad):
        assert weights["title_most"] > 0
        assert weights["same_days"] > 0 > weights["other_days"]
        assert weights["apart"] < 0


def test_enough_is_a_likeness():
    assert 0 < built_in().story < 1
    assert 0 < built_in().thread_enough < 1


def test_words_are_as_articles_are_parted_into_and_their_frequencies_are_parts_of_one():
    frequencies = built_in().frequencies
    assert len(frequencies) > 5_000
    assert all(0 < frequency <= 1 for frequency in frequencies.values())
    words = {word for word in frequencies if not word.startswith(MARK)}
    assert len(words) < len(frequencies), "names are counted too"
    assert all(word == fold(word) and " " not in word for word in words)
    assert words >= vocabulary_of("中國政府宣布 the government said").keys()
    assert frequencies["the"] > frequencies["中国"] > frequencies["地震"]


def test_weights_of_claims_are_of_what_is_measured_of_statements():
    assert claims() is claims()
    for each in (claims().pair, claims().abroad):
        assert set(each) <= {"start", *OF_STATEMENTS}
        assert each["start"] < 0, "two statements of which nothing is known are two claims"
        assert min(each["speaker"], each["numbers"], each["same_time"]) > 0
        assert max(each["other_speaker"], each["other_numbers"], each["other_time"]) < 0
    assert 0 < claims().enough < 1
