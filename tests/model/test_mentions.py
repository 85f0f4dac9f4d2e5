from datetime import date
from decimal import Decimal

from samarkand.model.mentions import DateMention, NumberMention


def test_wordings_of_one_time_have_one_key():
    word = DateMention("昨天", 0, 2, "2022-09-06", "day", date(2022, 9, 6), date(2022, 9, 7))
    number = DateMention("9月6日", 9, 13, "2022-09-06", "day", date(2022, 9, 6), date(2022, 9, 7))
    assert word.key == number.key


def test_wordings_of_one_quantity_have_one_key():
    one = NumberMention("5万人", 0, 3, Decimal(50_000), Decimal(50_000), "人")
    other = NumberMention("近五万人", 4, 8, Decimal("50000.0"), Decimal(50_000), "人", is_approximate=True)
    assert one.key == other.key
    assert hash(one.key) == hash(other.key)


def test_the_value_of_a_range_is_its_ends():
    assert NumberMention("二三十人", 0, 4, Decimal(20), Decimal(30), "人").value == (20, 30)
    assert NumberMention("三十人", 0, 3, Decimal(30), Decimal(30), "人").value == 30
