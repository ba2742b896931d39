"""Phrases: where name and target part in prose."""

from __future__ import annotations

import pytest
from hypothesis import given

from govperf.grammar.phrases import split_phrase
from govperf.testing.strategies import run_on_texts, words

CASES = [
    ("飞防作业面积≥6.5万亩", "飞防作业面积", "≥6.5万亩"),
    ("作业完成时间为8月上旬", "作业完成时间", "8月上旬"),
    ("项目完工时间2024年10月底前", "项目完工时间", "2024年10月底前"),
    ("成灾率控制在4‰以下", "成灾率", "控制在4‰以下"),
    ("道路通行完好率不低于95%", "道路通行完好率", "不低于95%"),
    ("防治效果达到85%以上", "防治效果", "达到85%以上"),
    ("验收合格率应达到100%", "验收合格率", "达到100%"),
    ("巡护到达时间缩短20%", "巡护到达时间", "缩短20%"),
    ("开展巡查每月不少于2次", "开展巡查", "每月不少于2次"),
    ("因航标失常导致事故0起", "因航标失常导致事故", "0起"),
    ("5G基站建设12个", "5G基站建设", "12个"),
    ("PM2.5浓度35微克/立方米", "PM2.5浓度", "35微克/立方米"),
    ("培训人数（≥120人）", "培训人数", "≥120人"),
    ("资金拨付及时率：≥98%", "资金拨付及时率", "≥98%"),
    ("档案利用率有效提升", "档案利用率", "有效提升"),
    ("有效改善人居环境", "人居环境", "有效改善"),
    ("截至2025年底投资完成比例≥80%", "截至2025年底投资完成比例", "≥80%"),
    ("2024年12月底前完成竣工验收", "完成竣工验收", "2024年12月底前"),
]


@pytest.mark.parametrize(("text", "name", "target"), CASES)
def test_parts(text: str, name: str, target: str) -> None:
    """The name is what stands before the sign, number, date or predicate."""
    phrase = split_phrase(text)
    assert phrase is not None
    assert phrase.parts(text) == (name, target)


@pytest.mark.parametrize(
    "text",
    [
        "提升群众生活水平",
        "请于2025年3月20日前报县财政局备案",
        "7×24小时值守",
        "≥95%",
        "2025年12月底前完成",
        "",
    ],
)
def test_undivided(text: str) -> None:
    """What has no name of its own, or nothing that says of it, is not parted."""
    assert split_phrase(text) is None


@given(words() | run_on_texts())
def test_any_text(text: str) -> None:
    """Name and target stand in the text, are not blank, and do not overlap."""
    phrase = split_phrase(text)
    if phrase is not None:
        assert all(part.strip() for part in phrase.parts(text))
        first, second = sorted((phrase.name, phrase.target))
        assert 0 <= first[0] < first[1] <= second[0] < second[1] <= len(text)
