from samarkand.steps.statements.acts import Act, Cue
from samarkand.steps.statements.channels import LAST_MEDIUM
from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.naming import Who
from samarkand.steps.statements.relating import channel_of, relation
from samarkand.steps.statements.words import phrased

SOMEBODY = Who("林若川", 0, 3, kind="person", phrase="林若川")
BODY = Who("北安市政府", 0, 5, phrase="北安市政府")
MEDIUM = Who("潮讯社", 0, 3, kind="medium", phrase="潮讯社")


def cue_in(text, written):
    words = phrased(text, next(iter(sentences_of(text))))
    place = next(place for place, word in enumerate(words.words) if word.text == written)
    number = words.clause_of(place)
    return words, Cue(number, place, words.clauses[number][0], place + 1, "say", place + 1, None)


def test_a_body_behind_a_comma_speaks_within_what_is_being_said():
    words, cue = cue_in("北安说，大桥通车后，市政府透露船停航。", "透露")
    opened = Act("say", (2, 3), BODY, words=(words.clauses[1][0], 1))
    assert relation(words, opened, cue, BODY) == "inside"


def test_a_person_behind_a_comma_speaks_anew():
    words, cue = cue_in("北安说，大桥通车后，市政府透露船停航。", "透露")
    opened = Act("say", (2, 3), BODY, words=(words.clauses[1][0], 1))
    assert relation(words, opened, cue, SOMEBODY) == "behind"


def test_what_a_medium_reports_in_the_clause_of_a_cue_came_through_it():
    words, cue = cue_in("据潮讯社报道，林若川透露船停航。", "透露")
    opened = Act("report", (4, 6), MEDIUM, is_source=True, words=(words.clauses[1][0], 1))
    assert relation(words, opened, cue, SOMEBODY) == "through"


def test_a_medium_is_the_channel_of_what_it_tells_and_a_person_is_none():
    assert channel_of(Act("report", (0, 1), MEDIUM)) == ("潮讯社",)
    assert channel_of(Act("say", (0, 1), SOMEBODY)) == ()
    assert channel_of(Act("report", (0, 1), None)) == (LAST_MEDIUM,)
