import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samarkand.steps.statements import reports_in, statements_in


def found(text, **options):
    return [(each.speaker, each.kind, each.text) for each in statements_in(text, "zh-Hans", **options)]


def only(text, **options):
    statements = statements_in(text, "zh-Hans", **options)
    assert len(statements) == 1, statements
    return statements[0]


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "said"),
    [
        ("北安省长林若川周二表示，大桥将在五月通车。", "林若川", "indirect", "大桥将在五月通车"),
        ("林若川说：“我们等得够久了，大桥五月就通车。”", "林若川", "direct", "我们等得够久了，大桥五月就通车"),
        ("“我们等得够久了，大桥五月就通车，”林若川说。", "林若川", "direct", "我们等得够久了，大桥五月就通车"),
        ("「我們等得夠久了，大橋五月就通車。」林若川說。", "林若川", "direct", "我們等得夠久了，大橋五月就通車"),
        ("林若川强调说，『大桥不是谁的功劳，是工人的』。", "林若川", "direct", "大桥不是谁的功劳，是工人的"),
        ('林若川写道: "大桥不是谁的功劳，是工人的。"', "林若川", "direct", "大桥不是谁的功劳，是工人的"),
        ("北安交通局称这座桥“很安全”，不必担心。", "北安交通局", "indirect", "这座桥“很安全”，不必担心"),
        ("法院命令他公布账目。", "法院", "indirect", "他公布账目"),
        ("林若川指责对手散布谣言。", "林若川", "indirect", "对手散布谣言"),
        ("渔民们担心新桥会挡住洋流。", "渔民们", "indirect", "新桥会挡住洋流"),
        ("林若川告诉记者，工程已经结束。", "林若川", "indirect", "工程已经结束"),
        ("北安交通局发布的数据显示，上半年有三百辆车过桥。", "北安交通局", "indirect", "上半年有三百辆车过桥"),
        ("住在河边的一位市民说，夜里很吵。", "市民", "indirect", "夜里很吵"),
        ("大桥将在五月通车，林若川说。", "林若川", "indirect", "大桥将在五月通车"),
        ("北安商会发表声明，希望尽快开工。", "北安商会", "indirect", "希望尽快开工"),
        ("据目击者介绍，船在傍晚翻了。", "目击者", "indirect", "船在傍晚翻了"),
        ("根据北安交通局的声明，大桥五月通车。", "北安交通局", "indirect", "大桥五月通车"),
        ("记者从北安交通局获悉，大桥五月通车。", "北安交通局", "indirect", "大桥五月通车"),
        ("北安大学说法律没有改变。", "北安大学", "indirect", "法律没有改变"),
        ("贺同学说法国不会参加。", "贺同学", "indirect", "法国不会参加"),
        ("潮讯社9日报道北安下雨。", "潮讯社", "indirect", "北安下雨"),
        ("林若川说第一次爆炸发生后，船员跳进河里。", "林若川", "indirect", "第一次爆炸发生后，船员跳进河里"),
        ("据北安中学校长江涛介绍，据统计，有近百名学生生病。", "江涛", "indirect", "据统计，有近百名学生生病"),
        ("据值班人员介绍，北平镇反映，房屋倒塌。", "值班人员", "indirect", "北平镇反映，房屋倒塌"),
        ("北安警方表示，昨日凌晨，119接报称桥上起火。", "北安警方", "indirect", "昨日凌晨，119接报称桥上起火"),
        ("市政府通知乘客到医院接受检查。", "市政府", "indirect", "乘客到医院接受检查"),
        ("北安渔会今天敦促海事法院（ICM），调查这些罪行。", "北安渔会", "indirect", "海事法院（ICM），调查这些罪行"),
        ("还有北安官员表示，大桥很安全。", "北安官员", "indirect", "大桥很安全"),
        ("正如总理林若川今年5月所说，大桥会通车。", "林若川", "indirect", "大桥会通车"),
        ("专家警告说，大桥可能会塌。", "专家", "indirect", "大桥可能会塌"),
        ("林若川认为，多年来，渔民们说大桥没有用。", "林若川", "indirect", "多年来，渔民们说大桥没有用"),
        ("人权组织指出，大桥没有通车。", "人权组织", "indirect", "大桥没有通车"),
        ("北安大学统计，上半年有三百辆车过桥。", "北安大学", "indirect", "上半年有三百辆车过桥"),
    ],
)
def test_who_said_what(text, speaker, kind, said):
    assert found(text) == [(speaker, kind, said)]


@pytest.mark.parametrize(
    "text",
    [
        "北安交通局没有回应。",
        "林若川拒绝透露这座桥的造价是多少。",
        "人们认为，大桥会带来生意。",
        "外界猜测，林若川会参选。",
        "大桥什么时候才会通车？林若川会怎么说？",
        "林若川对遇难者家属表示哀悼。",
        "林若川表示支持。",
        "这份声明的作者不明。",
        "如果林若川宣布参选，局面就会不同。",
        "据了解，船在傍晚翻了。",
        "简单地说，这是一座桥。",
        "照片显示，桥上没有人。",
        "林若川宣布参选大桥再度延期",
        "警方接到报道赶到现场。",
        "纳指下跌1.87%，道指下跌3.31%。",
        "坦率地讲，这不是一座好桥。",
        "这次事件史称“大桥之乱”。",
        "大桥反映了“勤劳勇敢的精神和力量”。",
        "这场抗议运动变成了一次庆祝。",
        "如果林若川提出要求，我就回来。",
        "四座桥重新开放，这表明情况变好。",
        "渔民批评人士很多，桥也很多。",
    ],
)
def test_what_is_no_statement(text):
    assert found(text) == []


def test_a_title_stands_apart_from_the_name():
    said = only("北安外交部发言人安德列·科林（Andre Kolin）在记者会上指出，两国都有责任。")
    assert (said.speaker, said.role, said.cue) == ("安德列·科林", "北安外交部发言人", "指出")


def test_places_are_those_of_the_text():
    text = "🙂 省長林若川（Lin）說，「大橋五月通車，大家都知道。」"
    said = only(text)
    assert text[said.start : said.end] == said.text == "大橋五月通車，大家都知道"
    assert text[slice(*said.speaker_at)] == said.speaker == "林若川"
    assert text[slice(*said.cue_at)] == said.cue == "說"


def test_a_cue_in_the_middle_makes_two_statements_of_one_speaker():
    assert found("“大桥五月就会通车，”林若川说。“我们等得够久了，不再等了。”") == [
        ("林若川", "direct", "大桥五月就会通车"),
        ("林若川", "direct", "我们等得够久了，不再等了"),
    ]


def test_a_quotation_within_a_quotation_is_not_told_again():
    said = only("林若川说：“他对我说‘不要回来’，我就再也没有回去。”")
    assert said.text == "他对我说‘不要回来’，我就再也没有回去"


def test_what_is_reported_within_what_is_said_is_not_told_again():
    assert found("林若川说，他认为工人应当加薪。") == [("林若川", "indirect", "他认为工人应当加薪")]


def test_a_quotation_that_nothing_closes_ends_with_its_paragraph():
    assert found("林若川说：“大桥五月就通车，我们等得够久了。\n河水很高。") == [
        ("林若川", "direct", "大桥五月就通车，我们等得够久了")
    ]


def test_a_quotation_goes_on_in_the_next_paragraph():
    assert found("林若川说：“大桥五月就通车了，谢谢大家。\n“我们等得够久了，不想再等。”") == [
        ("林若川", "direct", "大桥五月就通车了，谢谢大家"),
        ("林若川", "direct", "我们等得够久了，不想再等"),
    ]


def test_a_paragraph_may_announce_the_next():
    assert found("商会主席林若川告诉本台：\n“大桥五月就通车了，谢谢大家。”") == [
        ("林若川", "direct", "大桥五月就通车了，谢谢大家")
    ]


def test_a_full_sentence_and_a_quotation_behind_a_colon_are_two_statements():
    assert [kind for _, kind, _ in found("林若川称，大桥的风险被夸大了：“请大家放心，什么也不会发生。”")] == [
        "indirect",
        "direct",
    ]


def test_the_outlets_own_voice_is_cut_off():
    assert found("林若川宣布，大桥五月通车，这将是十年来的第一座新桥。") == [("林若川", "indirect", "大桥五月通车")]


@pytest.mark.parametrize(
    ("following", "speaker"),
    [
        ("他还说，工人很辛苦。", "林若川"),
        ("这位官员补充说，工人很辛苦。", "林若川"),
        ("并补充说，工人很辛苦。", "林若川"),
    ],
)
def test_pronouns_and_descriptions_stand_for_the_name(following, speaker):
    assert [each.speaker for each in statements_in(f"省长林若川表示，大桥五月通车。{following}")] == ["林若川", speaker]


def test_a_body_is_meant_by_its_kind():
    statements = statements_in("北安交通局表示，大桥五月通车。该机构称，费用不变。")
    assert [each.speaker for each in statements] == ["北安交通局", "北安交通局"]


def test_a_description_that_tells_more_stays():
    assert only("这位北安外交官指出，两国都有责任。").speaker == "北安外交官"


def test_a_document_stands_for_its_author():
    statements = statements_in("二十个国家发表声明。声明表示，北安必须停火。")
    assert [each.speaker for each in statements] == ["二十个国家"]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("据潮讯社报道，省长林若川说，大桥五月通车。", "林若川", ("潮讯社",)),
        ("潮讯社援引省长林若川的话说：“大桥五月就通车了。”", "林若川", ("潮讯社",)),
        ("法新社消息称，潮讯社援引省长林若川的话说，大桥五月通车。", "林若川", ("潮讯社", "法新社")),
        ("省长林若川在接受《海港日报》采访时表示，大桥五月通车。", "林若川", ("海港日报",)),
        ("省长林若川对潮讯社说，大桥五月通车。", "林若川", ("潮讯社",)),
        ("潮讯社报道，大桥五月通车。", "潮讯社", ()),
        ("《海港日报》引述知情人士称，大桥五月通车。", "知情人士", ("海港日报",)),
        ("《海港日报》引述消息称，大桥五月通车。", "海港日报", ()),
    ],
)
def test_through_whom_it_came_nearest_the_speaker_first(text, speaker, via):
    said = only(text)
    assert (said.speaker, said.via) == (speaker, via)


def test_a_report_that_others_words_came_through_is_told_apart():
    text = "据潮讯社7月4日报道，林若川说，大桥五月通车。"
    assert [each.speaker for each in statements_in(text)] == ["林若川"]
    assert [(each.speaker, each.cue) for each in reports_in(text)] == [("潮讯社", "报道"), ("林若川", "说")]


def test_a_document_is_its_authors_when_others_have_spoken():
    text = "北安商会的报告显示，大桥很贵。大使蒙德说，大桥很好。报告指出，造价太高。"
    assert [each.speaker for each in statements_in(text)] == ["北安商会", "蒙德", "北安商会"]


def test_the_staff_of_a_paper_speaks_through_none():
    assert only("海港日报主编林若川在网上发文称，大桥五月通车。").via == ()


def test_a_remark_in_brackets_does_not_go_on():
    assert only("潮讯社报道，大桥五月通车。（完）").text == "大桥五月通车"


def test_what_a_reporter_learned_of_nobody_named_has_no_speaker():
    assert found("记者了解到，大桥五月通车。") == []
    assert [(each.speaker, each.cue) for each in reports_in("记者了解到，大桥五月通车。")] == [("", "了解到")]


def test_a_name_that_the_segmentation_parts_is_whole_everywhere():
    text = "评论员郭于舟说，大桥很好。郭于舟说，费用不变。"
    assert [each.speaker for each in statements_in(text)] == ["郭于舟", "郭于舟"]


def test_a_channel_holds_on_for_the_same_speaker():
    text = "据潮讯社报道，省长林若川说，大桥五月通车。\n林若川还说，工人很辛苦。\n渔民贺三说，夜里很吵。"
    assert [each.via for each in statements_in(text)] == [("潮讯社",), ("潮讯社",), ()]


def test_a_dispatch_is_a_channel_of_all_and_an_outlet_none_of_its_own():
    text = "据潮讯社报道，省长林若川说，大桥五月通车。"
    assert only(text, agency="法新社").via == ("潮讯社", "法新社")
    assert only(text, agency="法新社", own=("潮讯社",)).via == ("法新社",)


def test_the_outlets_own_reports_are_no_statements():
    assert found("据潮讯社报道，大桥五月通车。", own=("潮讯社",)) == []


def test_a_report_means_the_medium_that_was_told_last():
    statements = statements_in("潮讯社报道，大桥五月通车。报道说，费用不变。")
    assert [each.speaker for each in statements] == ["潮讯社", "潮讯社"]


def test_a_post_shown_in_full_is_its_authors():
    text = "Thank you, harbour! https://t.example/x\n— Jonas Weir (@jweir) 2024年7月4日\n大桥开通了。"
    said = only(text)
    assert (said.text, said.speaker, said.kind) == ("Thank you, harbour", "Jonas Weir", "direct")


def test_what_nobody_in_particular_tells_is_a_report_without_a_speaker():
    said = reports_in("据了解，船在傍晚翻了。")
    assert [(each.speaker, each.text, each.cue) for each in said] == [("", "船在傍晚翻了", "了解")]


def test_a_text_without_chinese_is_read_as_english():
    assert [each.speaker for each in statements_in("“It is open,” said Maria Holt.")] == ["Maria Holt"]


PIECES = ("他说，", "“", "”", "「", "」", "『", "』", '"', "《", "》", "（", ")", "。", "，", "：", "！", "？", "；", "\n", " ", "林若川", "据", "据潮讯社报道，",
          "表示", "称", "大桥五月通车", "援引", "的话说", "的", "告诉", "记者", "这位", "他们", "7月9日", "🙂", "ﻣﺤﻤﺪ", "said", "— X (@x)", "声明", "显示", "１２", "|")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map("".join), st.booleans())
def test_whatever_the_text_spans_stay_within_it(text, is_english):
    for each in reports_in(text, "en" if is_english else "zh"):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text
        assert each.cue_at is None or text[slice(*each.cue_at)] == each.cue
        if each.speaker_at:
            assert 0 <= each.speaker_at[0] <= each.speaker_at[1] <= len(text)


def _seconds(text, language="zh"):
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        reports_in(text, language)
        best = min(best, time.process_time() - begin)
    return best


_shuffled = random.Random(7)


@pytest.mark.parametrize(
    "piece",
    [
        "林若川说，大桥五月通车，",
        "林若川说，大桥五月通车。",
        "“大桥五月就通车，”他说。",
        "“",
        "（",
        "说",
        "据",
        "赵立坚称，大桥五月通车。",
        "潮讯社报道，大桥五月通车。河水很高。",
        "、林若川",
        "".join(_shuffled.choice(PIECES) for _ in range(200)),
    ],
)
def test_time_grows_as_the_text_does(piece):
    short = piece * (12_000 // len(piece))
    assert _seconds(short * 6) < max(_seconds(short), 0.004) * 6 * 2.2


@pytest.mark.parametrize("piece", ['He said, "It is open." ', "said X ", '"', "according to X, ", "told X that "])
def test_time_grows_as_an_english_text_does(piece):
    short = piece * (12_000 // len(piece))
    assert _seconds(short * 6, "en") < max(_seconds(short, "en"), 0.004) * 6 * 2.2
