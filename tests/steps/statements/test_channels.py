import pytest

from samarkand.steps.statements.channels import interviewer_in


@pytest.mark.parametrize(
    ("said", "medium"),
    [
        ("接受北安电视台采访时", "北安电视台"),
        ("在《海港日报》撰文", "海港日报"),
        ("告诉路透社", "路透社"),
        ("在记者会上", ""),
        ("接受当地媒体采访时", ""),
    ],
)
def test_the_medium_that_somebody_talked_to(said, medium):
    assert interviewer_in(said, None) == medium
