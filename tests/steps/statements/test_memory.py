from samarkand.steps.statements.acts import Act
from samarkand.steps.statements.layout import Sentence
from samarkand.steps.statements.memory import Memory
from samarkand.steps.statements.naming import Who

PERSON = Who("林若川", 0, 3, kind="person", phrase="林若川")
HE = Act("say", (0, 0), Who("", 9, 10, refers=True, phrase="他"))


def memory(text="林若川到了。", agency=""):
    return Memory(text, text, agency, frozenset())


def test_nobody_is_meant_before_anybody_is_told():
    assert memory().meant_by(HE, "说") is None


def test_a_pronoun_means_who_spoke():
    told = memory()
    told.tell(PERSON, (), Act("say", (3, 4), PERSON))
    assert told.meant_by(HE, "说").name == "林若川"


def test_a_pronoun_means_who_a_sentence_was_about():
    told = memory("省长林若川到了。")
    told.pass_over(Sentence(0, 8, (), 0))
    assert told.meant_by(HE, "说").name == "林若川"


def test_a_channel_ends_with_its_paragraph_for_others():
    told = memory()
    told.turn_to(Sentence(0, 6, (), 0))
    told.tell(PERSON, ("潮讯社",), Act("say", (3, 4), PERSON, ("潮讯社",)))
    other = Who("贺三", 0, 2, kind="person", phrase="贺三")
    assert told.channels(Act("say", (0, 0), other), other) == ("潮讯社",)
    told.turn_to(Sentence(7, 9, (), 1))
    assert told.channels(Act("say", (0, 0), other), other) == ()


def test_the_agency_of_the_whole_text_is_the_last_channel():
    told = memory(agency="法新社")
    assert told.channels(Act("say", (0, 0), PERSON, ("潮讯社",)), PERSON) == ("潮讯社", "法新社")
