"""How far an outlet stands behind what it reports is told by its cue."""

import pytest

from samarkand.text.strength import strength_of


@pytest.mark.parametrize(
    ("cue", "strength"),
    [
        ("证实", "confirmed"),
        ("證實", "confirmed"),
        ("confirmed", "confirmed"),
        ("宣称", "claimed"),
        ("辩称", "claimed"),
        ("claims", "claimed"),
        ("指控", "alleged"),
        ("accused", "alleged"),
        ("否认", "denied"),
        ("denied", "denied"),
        ("说", "told"),
        ("称", "told"),
        ("表示", "told"),
        ("said", "told"),
        ("", "told"),
        ("unclaimed", "told"),
    ],
)
def test_a_cue_has_a_strength(cue, strength):
    assert strength_of(cue) == strength


def test_of_two_cues_the_one_that_says_more_counts():
    assert strength_of("证实并指责") == "alleged"
