from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.reading_acts import acts_in
from samarkand.steps.statements.words import phrased


def acts(text):
    return acts_in(phrased(text, next(iter(sentences_of(text)))), text, text)


def test_a_second_cue_begins_a_second_act_of_the_same_speaker():
    first, second = acts("林若川说，大桥通车，并呼吁市民慢行。")
    assert first.who == second.who
    assert second.frame == "order"


def test_a_medium_that_tells_of_another_is_its_channel():
    (act,) = acts("潮讯社报道，林若川说，大桥通车。")
    assert (act.who.name, act.vias) == ("林若川", ("潮讯社",))


def test_another_speaker_behind_a_contrast_is_one_of_his_own():
    assert [act.who.name for act in acts("北安说，大桥通车，但南安则称，大桥关闭。")] == ["北安", "南安"]


def test_a_sentence_may_leave_the_speaker_to_those_before():
    (act,) = acts("还表示，大桥通车。")
    assert act.who is None


def test_a_cue_of_two_words_is_whole_behind_whose_words_are_carried():
    text = "潮讯社援引林若川的话报道说，大桥通车。"
    (act,) = acts(text)
    assert text[slice(*act.cue)] == "报道说"


def test_no_words_no_acts():
    assert acts("大桥通车。") == []


def test_dashes_are_no_part_of_a_cue():
    text = "林若川回忆——“大桥在夜里通车。”"
    (act,) = acts(text)
    assert text[slice(*act.cue)] == "回忆"
