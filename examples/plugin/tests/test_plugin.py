"""What the author of a plugin tests: that it keeps to the contract, and that it finds what is there."""

from harbour_samarkand.headlines import HEADLINES
from harbour_samarkand.pages import read

from samarkand.conformance import check_exporter, check_extractor, check_outlets

PAGE = """<!doctype html><title>Gazette</title><div id=app></div><script id="state" type="application/json">
{"story": {"title": "Lighthouse lit again", "by": ["R. Vale"], "published": "2026-03-02T08:30:00+00:00",
 "paragraphs": ["The lighthouse of Fellport was lit on Monday.", "It had been dark for nine years."]}}</script>"""


def test_the_outlets_keep_to_the_contract():
    assert check_outlets("harbour_samarkand.outlets") == []


def test_the_extractor_keeps_to_the_contract_and_finds_the_article():
    assert check_extractor(read, [("https://gazette.harbour.example/1", PAGE)]) == []
    found = read(PAGE, "https://gazette.harbour.example/1")
    assert (found.title, found.authors) == ("Lighthouse lit again", ("R. Vale",))


def test_the_form_keeps_to_the_contract():
    assert check_exporter(HEADLINES) == []
