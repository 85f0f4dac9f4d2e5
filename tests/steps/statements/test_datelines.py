import pytest

from samarkand.steps.statements.datelines import datelines_in
from samarkand.steps.statements.finding import statements_in


@pytest.mark.parametrize(
    ("text", "who", "cue"),
    [
        ("潮讯社北安１月１９日电（记者林若川）大桥通车。", "潮讯社北安", "电"),
        ("路透海港7月7日 - 大桥通车。", "路透海港", "-"),
        ("本报讯（记者林若川）大桥通车。", "本报", "讯"),
        ("海港晚报讯昨日大桥通车。", "海港晚报", "讯"),
    ],
)
def test_who_sent_a_dispatch(text, who, cue):
    assert [found[:2] for found in datelines_in(text)] == [(who, cue)]


def test_a_sentence_is_no_dateline():
    assert not list(datelines_in("林若川说，7日电力中断。\n他在电视台工作。"))


def test_a_dateline_is_nobody_that_speaks():
    said = statements_in("潮讯社北安7月7日电（记者林若川）北安交通局周二表示，大桥五月通车。")
    assert [each.speaker for each in said] == ["北安交通局"]
