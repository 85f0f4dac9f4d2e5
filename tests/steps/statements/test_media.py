import pytest

from samarkand.steps.statements.media import canonical, is_named, media_in, medium_of


@pytest.mark.parametrize(
    ("phrase", "medium"),
    [
        ("北安国家通讯社潮讯社", "北安国家通讯社潮讯社"),
        ("俄罗斯国家通讯社塔斯社", "塔斯社"),
        ("法新社北京电稿", "法新社"),
        ("香港《海港日报》", "海港日报"),
        ("《给母亲》", ""),
        ("海港日报的报道", "海港日报"),
        ("当地媒体", "当地媒体"),
        ("旅行社", ""),
        ("情报", ""),
        ("林若川", ""),
    ],
)
def test_media_among_noun_phrases(phrase, medium):
    assert medium_of(phrase) == medium


def test_only_media_in_particular_are_channels():
    assert is_named("潮讯社")
    assert is_named("北安媒体")
    assert not is_named("当地媒体")


def test_agencies_have_one_name():
    assert canonical("路透") == "路透社"
    assert media_in("据路透社和CNN报道") == ["路透社", "CNN"]
