from samarkand.steps.statements.told_names import told_names


def test_a_name_behind_a_title_or_before_a_gloss_is_known():
    assert "郭于舟" in told_names("评论员郭于舟说，桥很好。")
    assert "雷福尔" in told_names("数字部长雷福尔（Olaf Revor Lund）到了。")


def test_a_name_is_known_when_it_speaks_more_than_once():
    assert "陈有南" in told_names("陈有南说，桥很好。船来了。陈有南还说，费用不变。")
    assert told_names("陈有南说，桥很好。") == ()


def test_words_that_are_no_names_are_left_out():
    assert told_names("官方表示，好。人权组织指出，好。他表示，好。") == ()


def test_the_end_of_a_title_is_no_part_of_a_name():
    assert "默尔肯" in told_names("北安总理默尔肯（Anna Merken Lund）说，好。")


def test_there_is_a_bound():
    assert len(told_names("。".join(f"评论员林{chr(0x4E00 + n)}舟说，好" for n in range(400)))) <= 100
