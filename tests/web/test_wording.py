"""The words of the interface: the same messages in every language, and none that nobody uses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import samarkand.web
from samarkand.errors import QueryFault
from samarkand.model.articles import AbsenceReason, Told
from samarkand.web.wording import LANGUAGES, wording

HERE = Path(samarkand.web.__file__).parent
FIRST = wording(LANGUAGES[0]).messages


def values(message: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", str(message)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message(language):
    messages = wording(language).messages
    assert set(messages) == set(FIRST)
    assert all(form for forms in messages.values() for form in forms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_ask_for_the_same_values_in_every_language(language):
    for key, forms in wording(language).messages.items():
        assert all(values(form) == values(FIRST[key]) for form in forms), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_translators_programs_find_nothing_wrong_with_a_catalogue(language):
    catalogue = read_po((HERE / "wording" / f"{language}.po").open("rb"))
    assert catalogue.locale_identifier == language.replace("-", "_")
    assert [(message.id, str(error)) for message, errors in catalogue.check() for error in errors] == []
    assert not [message.id for message in catalogue if message.fuzzy and message.id]


def test_every_message_is_used_somewhere():
    sources = [*HERE.rglob("*.py"), *HERE.rglob("*.html"), *(HERE.parent / "publishing").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    made = re.compile(
        r"(absent|told|state|error|made_from|sort|facet|language|wrong|tie|corrected|differs|strength|edit|lack|lacking|script|done|people|day)_"
    )
    unused = [key for key in FIRST if f'"{key}"' not in text and not made.match(key)]
    assert unused == []


def test_every_way_of_knowing_a_time_has_words():
    for told in Told.__args__:
        for ending in ("", "_day"):
            assert f"told_{told.replace(' ', '_')}{ending}" in FIRST


def test_every_way_of_knowing_that_an_article_is_gone_has_words():
    assert {f"absent_{reason.replace(' ', '_')}" for reason in AbsenceReason.__args__} == {
        key for key in FIRST if key.startswith("absent_")
    }


def test_everything_that_can_be_wrong_with_a_query_has_words_that_name_what_it_names():
    told = {key.removeprefix("wrong_"): values(message) for key, message in FIRST.items() if key.startswith("wrong_")}
    assert told == {fault.name.lower(): values(fault.value) for fault in QueryFault}


def test_dates_and_numbers_are_written_as_the_language_does():
    day = date(2022, 9, 7)
    chinese, english = wording("zh-Hant"), wording("en")
    assert [chinese.day(day), chinese.weekday(day), chinese.month(day), chinese.year(day)] == [
        *("2022年9月7日", "星期三", "2022年9月", "2022年")
    ]
    assert [english.day(day), english.weekday(day), english.month(day), english.year(day)] == [
        *("7 September 2022", "Wednesday", "September 2022", "2022")
    ]
    assert english.number(1234567) == "1,234,567"


def test_a_message_that_does_not_exist_is_an_error():
    for ask in (wording("en").say, lambda key: wording("en").count(key, 2)):
        with pytest.raises(KeyError):
            ask("nothing of the kind")


def test_one_of_a_thing_is_told_as_one():
    assert wording("en").count("versions", 1) == "1 version"
    assert wording("en").count("versions", 1234) == "1,234 versions"
    assert wording("zh-Hans").count("versions", 1) == "1 个版本"
