from samarkand.steps.statements.segmenting import words_of


def texts(piece):
    return [word.text for word in words_of(piece, 0)]


def test_words_stand_where_their_piece_does():
    assert [(word.start, word.end) for word in words_of("林若川说", 5)] == [(5, 8), (8, 9)]


def test_an_adverb_and_a_cue_are_two_words():
    assert texts("他反复强调")[-2:] == ["反复", "强调"]
    assert texts("并称")[-2:] == ["并", "称"]
    assert texts("初步统计")[-2:] == ["初步", "统计"]
    assert texts("但据")[-2:] == ["但", "据"]


def test_what_ends_or_begins_a_phrase_is_parted_from_its_cue():
    assert texts("拉起身来说")[-2:] == ["来", "说"]
    assert texts("在讲话中")[-3:] == ["在", "讲话", "中"]
