from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.words import phrased


def read(text):
    return phrased(text, next(iter(sentences_of(text))))


def texts(text):
    return [word.text for word in read(text).words]


def test_words_stand_where_they_stood():
    text = "林若川说，“大桥”通车。"
    assert all(text[word.start : word.end] == word.text for word in read(text).words)


def test_a_cue_is_parted_from_a_name_that_nobody_knows():
    assert texts("坎特罗夫称，好。")[-4:-2] == ["称", "，"]


def test_words_that_a_dictionary_has_as_one_are_two():
    assert texts("北安一再表示，好。")[1:3] == ["一再", "表示"]
    assert texts("据介绍，好。")[:2] == ["据", "介绍"]


def test_a_name_that_ends_like_a_cue_begins_is_known_from_the_text():
    text = "赵立坚到了，赵立坚称，好。"
    assert "称" in texts(text)


def test_clauses_are_parted_by_marks_and_not_by_numbers():
    assert len(read("他说有1,200人，好").clauses) == 2


def test_what_follows_the_last_cue_is_not_looked_at():
    assert [word.tag for word in read("他说，大桥五月通车，费用不变。").words][-2:] == ["rest", "w"]


def test_a_report_behind_a_determiner_is_a_noun():
    assert [word.tag for word in read("该报道称，好。").words][1] == "n"
