from samarkand.text.transcriptions import COUNTRIES, SOUNDS


def test_countries_are_told_apart_from_people_written_with_the_same_characters():
    assert "巴西" in COUNTRIES
    assert {"巴", "西"} <= SOUNDS
    assert all(len(country) > 1 for country in COUNTRIES)
