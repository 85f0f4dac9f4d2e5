import pytest

from samarkand.steps.dates.sides import extent, side_of


@pytest.mark.parametrize(
    ("text", "side", "whole"),
    [
        ("截至【9月8日】，雾未散", "until", "截至9月8日"),
        ("雾持续至【9月8日】", "until", "至9月8日"),
        ("【2015年】以前没有船", "before", "2015年以前"),
        ("须在【9月8日】前交船", "before", "9月8日前"),
        ("【9月8日】前往北港", "", "9月8日"),
        ("自【2019年】以来没有雾", "since", "自2019年以来"),
        ("从【9月8日】起停航", "since", "从9月8日起"),
        ("【9月8日】起雾", "", "9月8日"),
        ("【9月8日】起，渡船停航", "since", "9月8日起"),
        ("【9月8日】之后再议", "after", "9月8日之后"),
        ("【9月8日】后勤船到港", "", "9月8日"),
        ("【9月8日】或之前", "until", "9月8日或之前"),
        ("从【9月1日至3日】停航", "", "从9月1日至3日"),
        ("【9月8日】停航", "", "9月8日"),
        ("从【5月】的九桶降到四桶", "", "5月"),
        ("升到【2019年】的四桶", "", "2019年"),
        ("到【16时30分】，雾未散", "until", "到16时30分"),
        ("It has stopped since 【Monday】.", "since", "since Monday"),
        ("It must end by 【Friday】.", "until", "by Friday"),
        ("It ended after 【2015】.", "after", "after 2015"),
        ("It ended on 【Monday】.", "", "Monday"),
    ],
)
def test_the_side_of_a_time_that_is_meant(text, side, whole):
    before, told, behind = text.replace("】", "【").split("【")
    plain, start, end = before + told + behind, len(before), len(before) + len(told)
    assert side_of(plain, start, end) == side
    first, last = extent(plain, start, end)
    assert plain[first:last] == whole
