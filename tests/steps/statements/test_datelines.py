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
        ("海港晚报北安专讯7月9日大桥通车。", "海港晚报北安", "专讯"),
        ("潮讯网7月9日报道\n大桥通车。", "潮讯网", "报道"),
        ("潮讯网7月9日综合外电报道，大桥通车。", "潮讯网", "综合外电报道"),
        ("海港晚报记者林若川、贺三报道：大桥通车。", "海港晚报", "报道"),
        ("海都讯（记者林若川）\n大桥通车。", "海都", "讯"),
        ("潮讯社发", "潮讯社", "发"),
    ],
)
def test_who_sent_a_dispatch(text, who, cue):
    assert [found[:2] for found in datelines_in(text)] == [(who, cue)]


def test_a_sentence_is_no_dateline():
    assert not list(datelines_in("林若川说，7日电力中断。\n他在电视台工作。"))
    assert not list(datelines_in("最新资讯\n即时通讯\n潮讯社7月9日报道，大桥通车。"))


def test_a_dateline_is_nobody_that_speaks():
    said = statements_in("潮讯社北安7月7日电（记者林若川）北安交通局周二表示，大桥五月通车。")
    assert [each.speaker for each in said] == ["北安交通局"]
