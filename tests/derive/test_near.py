"""What was probably meant."""

import pytest

from inspect_cli.derive.near import most_shared


@pytest.mark.parametrize(
    ("phrase", "meant"), [("没穿工服", "保洁着装"), ("工服没扣", "保洁着装"), ("玻璃不亮", "门窗"), ("大象", "")]
)
def test_a_phrase_is_near_what_speaks_of_the_same(phrase: str, meant: str) -> None:
    assert most_shared({"保洁着装": "工服整洁", "门窗": "门窗 玻璃明亮", "地面": "无水渍"})(phrase) == meant
