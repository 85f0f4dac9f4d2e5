from samarkand.steps.statements.lexicon import words
from samarkand.steps.statements.titles import is_document, is_title


def test_titles_end_longer_ones():
    assert is_title("总统")
    assert is_title("北安副总统")
    assert not is_title("大桥")


def test_documents_stand_for_their_authors():
    assert is_document("联合声明")
    assert not is_document("大桥")


def test_a_set_is_written_with_blanks():
    assert words("一 二\n三") == {"一", "二", "三"}
