import pytest

from samarkand.steps.statements.behind_titles import name_begins


@pytest.mark.parametrize(
    ("phrase", "name"),
    [("北安民生党代表山口真司", "山口真司"), ("独立时评人虞海平", "虞海平"), ("首席战略师班农托", "班农托")],
)
def test_a_name_begins_behind_the_last_title(phrase, name):
    begin = name_begins(phrase)
    assert begin is not None
    assert phrase[begin:] == name


@pytest.mark.parametrize("phrase", ["律师协会", "北安政府", "专家小组", "总统", "北安代表大会"])
def test_what_is_no_name(phrase):
    assert name_begins(phrase) is None
