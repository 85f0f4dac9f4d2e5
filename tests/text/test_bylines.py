"""A byline gives the names in it, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.bylines import LONGEST, names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("HE CHUAN,HE CHUAN", ("HE CHUAN",)),
        ("何川", ("何川",)),
        ("  何川 （综合报道）", ("何川",)),
        ("何川(摘编)", ("何川",)),
        ("何川/江小满（某社、另一社）", ("何川", "江小满")),
        ("何川 江小满、河上", ("何川", "江小满", "河上")),
        ("记者：何川 江小满", ("何川", "江小满")),
        ("采访记者： Ada  Byrne", ("Ada Byrne",)),
        ("null 何川（综合报道）", ("何川",)),
        ("null", ()),
        ("By Ada Byrne and Ben Cole", ("Ada Byrne", "Ben Cole")),
        ("Alexander Sandford", ("Alexander Sandford",)),
        ("《河报》", ("河报",)),
        ("河边之声 中文网", ("河边之声 中文网",)),
        ("何川 综合报道", ("何川",)),
        ("A.B. COLE", ("A.B. COLE",)),
        ("", ()),
        ("， / ；", ()),
        ("2020", ()),
        ("一" * (LONGEST + 1), ()),
    ],
)
def test_names(byline, names):
    assert names_in(byline) == names


@given(st.text("何川 ,、/（）()null记者：", max_size=40))
def test_names_are_clean_and_each_comes_once(byline):
    names = names_in(byline)
    assert len(set(names)) == len(names)
    assert all(name == name.strip() and name and not set(name) & set(",、/（()）") for name in names)
