"""Prose lists: classes, phrases, and what parts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf._width import unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.lists import Open, format_phrase, is_list, parse_list, read_heading
from govperf.model.indicators import Indicator
from govperf.places import Place
from govperf.testing.strategies import run_on_texts

PIECES = st.sampled_from(
    [
        "数量指标：",
        "1.质量指标：",
        "产出指标",
        "满意度指标:",
        "新建车间≥5个",
        "，",
        "；",
        "。",
        "\n",
        " ",
        "①",
        "合格率不低于98%",
        "（1）",
    ]
)


def say(text: str, opened: Open | None = None) -> list[tuple[str | None, str | None]]:
    """Name and target of each indicator of a text."""
    return [
        (one.name, one.unlabelled and one.unlabelled.text)
        for one in parse_list(text, opened=opened).indicators
    ]


@given(st.lists(PIECES | run_on_texts(), max_size=12).map("".join), st.integers(0, 9))
def test_any_text(text: str, offset: int) -> None:
    """Each name and target stands at its place in the cell, of which the text may be a part."""
    cell = "。" * offset + text
    for one in parse_list(text, Place(2, 5), Open("产出指标"), offset).indicators:
        assert one.place is not None
        assert (one.name or "") in unwrap(cell[one.place.start : one.place.end]).text
        if one.unlabelled is not None and one.unlabelled.place is not None:
            place = one.unlabelled.place
            assert unwrap(cell[place.start : place.end]).text == one.unlabelled.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("道路≥5处，桥梁、涵洞≥3处", [("道路", "≥5处"), ("桥梁、涵洞", "≥3处")]),
        ("培训3期，120人", [("培训", "3期，120人")]),
        ("故障处理：5分钟响应，1小时解决", [("故障处理", "5分钟响应，1小时解决")]),
        ("节约率≥2%，且不超预算", [("节约率", "≥2%，且不超预算")]),
        ("建站3座、管网12公里", [("建站", "3座"), ("管网", "12公里")]),
        ("改造池塘≥1,450亩", [("改造池塘", "≥1,450亩")]),
        ("①新建站点5个②改建站点6个", [("新建站点", "5个"), ("改建站点", "6个")]),
        ("（1）维修管网25公里；（2）检测水质4次", [("维修管网", "25公里"), ("检测水质", "4次")]),
        ("完成120户改造", [("完成120户改造", "120户")]),
        ("≥95%", [(None, "≥95%")]),
        ("无", []),
    ],
)
def test_phrases(text: str, parts: list[tuple[str | None, str | None]]) -> None:
    """A mark parts two phrases only where each is whole by itself."""
    assert say(f"数量指标：{text}。") == parts


def test_classes() -> None:
    """Level 1 stays open until another comes, and is given up where level 2 belongs to another one."""
    text = "产出指标：数量指标：甲乙≥1个；质量指标：丙丁≥9%。经济效益指标：增收≥3元；成本指标：经济成本指标：均价≤5元；满意度指标：群众≥9%"
    kinds = [one.classification for one in parse_list(text).indicators]
    assert [(kind.level1, kind.level2) for kind in kinds] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        (None, "经济效益指标"),
        ("成本指标", "经济成本指标"),
        ("满意度指标", None),
    ]


def test_sentences_around() -> None:
    """What stands before the first class is kept apart; a sentence behind the last phrase is reported, not read."""
    read = parse_list("办好。数量指标：甲乙≥1个。请各单位加强管理，及时拨付。")
    assert (read.before, [one.name for one in read.indicators]) == ("办好。", ["甲乙"])
    assert "text-unread" in {one.code for one in read.problems}


def test_headings_and_rates() -> None:
    """A class alone on its line is a heading; the name of a rate before a colon is no class."""
    assert [read_heading(text) for text in ("1.产出指标", "（一）效益指标（30分）：", "产出指标应量化")] == [
        "产出指标",
        "效益指标",
        None,
    ]
    assert not is_list("产出指标应包括数量、质量、时效、成本等指标。")
    assert say("满意度：≥95%", Open("满意度指标")) == [("满意度", "≥95%")]


def test_refused() -> None:
    """What prose cannot hold is refused: an indicator without a class."""
    with pytest.raises(NotRenderableError, match="class"):
        format_phrase(Indicator("甲"))
