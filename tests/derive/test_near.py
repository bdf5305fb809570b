"""What was probably meant."""

import pytest

from inspect_cli.derive.near import most_shared, regained


@pytest.mark.parametrize(
    ("phrase", "meant"), [("没穿工服", "保洁着装"), ("工服没扣", "保洁着装"), ("玻璃不亮", "门窗"), ("大象", "")]
)
def test_a_phrase_is_near_what_speaks_of_the_same(phrase: str, meant: str) -> None:
    assert most_shared({"保洁着装": "工服整洁", "门窗": "门窗 玻璃明亮", "地面": "无水渍"})(phrase) == meant


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("latin-1", "gb18030"), ("cp1252", "gb18030"), ("latin-1", "utf-8"), ("gb18030", "utf-8")],
)
def test_a_name_read_in_a_wrong_encoding_is_regained(wrong: str, right: str) -> None:
    assert regained("王丽".encode(right).decode(wrong)) == "王丽"


@pytest.mark.parametrize("name", ["José", "Müller", "王丽", "欧阳小明", "E0041", "Zoë Ångström", "��", "李"])
def test_a_name_as_it_is_written_is_no_other(name: str) -> None:
    assert regained(name) is None
