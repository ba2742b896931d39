"""Tagged cells: tags, items, values in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf._width import unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.tagged import format_tagged, is_tagged, parse_tagged, split_goal
from govperf.model.indicators import Indicator
from govperf.places import Place
from govperf.testing.strategies import run_on_texts

PIECES = st.sampled_from(
    [
        "【产出指标-数量指标】",
        "【质量指标】",
        "[满意度指标]",
        "指标1:",
        "指标2：",
        "机柜数量",
        "(≥77台)",
        "（",
        "）",
        ";",
        "\n",
        "  ",
        "①",
    ]
)


def say(text: str) -> list[tuple[str | None, int | None, str | None, str | None]]:
    """Level 2, number, name and target of each indicator of a cell."""
    read = parse_tagged(text).indicators
    return [
        (one.classification.level2, one.number, one.name, one.unlabelled and one.unlabelled.text)
        for one in read
    ]


@given(st.lists(PIECES | run_on_texts(), max_size=12).map("".join))
def test_any_text(text: str) -> None:
    """Each name and target stands at its place, and spans of indicators, separators and leftovers cover the cell."""
    read = parse_tagged(text, Place(2, 5))
    spans = [(one.place.start, one.place.end) for one in read.indicators if one.place]
    reached = 0
    for start, end in sorted([*spans, *read.separators, *read.leftovers]):
        assert start >= reached or start == end
        assert not text[reached:start].strip("\r\n")
        reached = max(reached, end)
    assert not text[reached:].strip("\r\n")
    for one in read.indicators:
        assert one.place is not None
        assert (one.name or "") in unwrap(text[one.place.start : one.place.end]).text
        if one.unlabelled is not None and one.unlabelled.place is not None:
            place = one.unlabelled.place
            assert unwrap(text[place.start : place.end]).text == one.unlabelled.text


def test_numbered_items() -> None:
    """A number begins an item, whatever stands between the items; one without name and value is none."""
    text = "【产出指标-数量指标】 指标1:机柜数量(≥77台)\n指标2：巡检（≥4次/日）；指标3：\n【产出指标—成本指标】指标1:费用(《3万元)"
    assert say(text) == [
        ("数量指标", 1, "机柜数量", "≥77台"),
        ("数量指标", 2, "巡检", "≥4次/日"),
        ("成本指标", 1, "费用", "《3万元"),
    ]
    assert [one.code for one in parse_tagged(text).problems] == ["sign-slip"]


def test_items_without_numbers() -> None:
    """Without numbers a closing bracket with a stop behind it ends an item; a bracket inside a name does not."""
    text = "【数量指标】 收储点(含临时)(≥26处)  利用量(≥8万吨)，频次(≥5次（每年）);率≥5%"
    assert [(name, value) for _, _, name, value in say(text)] == [
        ("收储点(含临时)", "≥26处"),
        ("利用量", "≥8万吨"),
        ("频次", "≥5次（每年）"),
        ("率", "≥5%"),
    ]


def test_level1_alone() -> None:
    """A lone tag of level 2 is of level 2, one of level 1 of level 1; two tags make both."""
    kinds = [
        one.classification
        for one in parse_tagged(
            "【数量指标】甲(1个)【满意度指标】乙(≥9%)[产出指标][质量指标]丙(优)"
        ).indicators
    ]
    assert [(kind.level1, kind.level2) for kind in kinds] == [
        (None, "数量指标"),
        ("满意度指标", None),
        ("产出指标", "质量指标"),
    ]


def test_goal() -> None:
    """Words before the first tag are the goal, without its label; a label of the indicators is none."""
    assert split_goal("年度目标：办好。\n绩效指标：【数量指标】甲(1个)") == "办好。"
    assert split_goal("【数量指标】甲(1个)") is None
    assert not is_tagged("【2024】产出")


def test_refused() -> None:
    """What a tagged cell cannot hold is refused: an indicator without a class."""
    with pytest.raises(NotRenderableError, match="class"):
        format_tagged([Indicator("甲")])
