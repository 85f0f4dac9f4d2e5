from samarkand.steps.statements.attributing import Attribution
from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.words import phrased


def clauses(text):
    words = phrased(text, next(iter(sentences_of(text))))
    return words, Attribution(words, text)


def place_of(words, cue):
    return next(place for place, word in enumerate(words.words) if word.text == cue)


def test_who_stands_before_a_cue_in_its_clause():
    words, attribution = clauses("林若川昨天说，大桥通车。")
    subject = attribution.own(0, 0, place_of(words, "说"), is_first=True)
    assert (subject.who.name, subject.is_own, subject.between) == ("林若川", True, "林若川昨天")


def test_a_cue_with_nobody_in_its_clause_has_the_subject_of_the_one_before():
    words, attribution = clauses("北安市政府昨天开会，强调大桥通车。")
    first, _ = words.clauses[1]
    assert attribution.own(1, first, place_of(words, "强调"), is_first=True) is None
    subject = attribution.before(1)
    assert (subject.who.name, subject.is_own) == ("北安市政府", False)


def test_nobody_stands_before_the_first_clause():
    _, attribution = clauses("强调大桥通车。")
    assert attribution.before(0).who is None


def test_a_pronoun_means_whom_its_sentence_has_named():
    words, attribution = clauses("林若川来到北安，他说，大桥通车。")
    first, _ = words.clauses[1]
    assert attribution.own(1, first, place_of(words, "说"), is_first=True).who.name == "林若川"
    assert attribution.own(1, first, place_of(words, "说"), is_first=False).who.refers
