from samarkand.steps.statements.cues import BARE, CUES, HAS_CUE, NOUNS


def test_each_cue_that_takes_a_clause_or_is_a_noun_is_a_cue():
    assert BARE - CUES.keys() == set()
    assert NOUNS - CUES.keys() == set()


def test_a_sentence_without_a_cue_is_known_at_sight():
    assert HAS_CUE.search("他说好")
    assert not HAS_CUE.search("大桥通车")
