import pytest

from samarkand.steps.statements.layout import sentences_of
from samarkand.steps.statements.naming import who_is
from samarkand.steps.statements.subjects import subject_of
from samarkand.steps.statements.words import phrased


def who(text):
    words = phrased(text, next(iter(sentences_of(text)))).words
    found = subject_of(words, 0, len(words) - 1, is_cued=True)
    assert found
    return who_is(words, *found, text)


@pytest.mark.parametrize(
    ("text", "name", "role", "kind"),
    [
        ("北安总统林若川说", "林若川", "北安总统", "person"),
        ("林若川总统说", "林若川", "总统", "person"),
        ("张先生说", "张先生", "", "person"),
        ("六十五岁的安德烈·科林说", "安德烈·科林", "", "person"),
        ("北安外交部（MFA）发言人迈克·瑞安说", "迈克·瑞安", "北安外交部（MFA）发言人", "person"),
        ("白宫发言人说", "白宫发言人", "", "described"),
        ("一名北安官员说", "北安官员", "", "described"),
        ("北安和南安说", "北安和南安", "", "some"),
        ("巴西总统说", "巴西总统", "", "described"),
        ("海港日报驻北安记者说", "海港日报", "", "medium"),
        ("北安政府的一份声明说", "北安政府", "", "some"),
        ("北安政府的第三期年度《人口问题报告》说", "北安政府", "", "some"),
        ("北安气象厅的地震速报说", "北安气象厅", "", "some"),
        ("林若川本人说", "林若川", "", "person"),
        ("负责东岛和西岛事务的助理国务卿史达远说", "史达远", "负责东岛和西岛事务的助理国务卿", "person"),
        ("发起人史蒂森议员说", "史蒂森", "议员", "person"),
        ("北安民生党代表山口真司说", "山口真司", "北安民生党代表", "person"),
        ("越来越多的渔民说", "渔民", "", "described"),
        ("一名李姓男子说", "李姓男子", "", "described"),
    ],
)
def test_names_titles_and_kinds(text, name, role, kind):
    found = who(text)
    assert (found.name, found.kind, found.refers) == (name, kind, False)
    assert found.role == role


@pytest.mark.parametrize(
    ("text", "kind"), [("他说", "some"), ("该机构说", "some"), ("该报说", "medium"), ("声明说", "document")]
)
def test_what_stands_for_somebody_told_before(text, kind):
    found = who(text)
    assert (found.name, found.refers, found.kind) == ("", True, kind)
