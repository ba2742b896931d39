"""Prose lists: telling cases."""

from __future__ import annotations

import pytest

from govperf.errors import UnknownLayoutError
from govperf.grid import Grid
from govperf.layouts.prose_list import ProseList
from govperf.layouts.registry import choose, identify
from govperf.model.disclosures import Disclosure


def read(*rows: list[str]) -> Disclosure:
    """What a document with these rows says; the layout is chosen by its evidence."""
    grid = Grid.of(rows)
    assert choose(identify(grid)).NAME == "prose_list"
    return ProseList().read(grid).disclosure


def lines(text: str) -> list[list[str]]:
    """A row of one cell for each line."""
    return [[line] for line in text.split("\n")]


def say(found: Disclosure) -> list[tuple[str | None, list[str | None]]]:
    """The projects with the names of their indicators."""
    return [(one.name, [indicator.name for indicator in one.indicators]) for one in found.projects]


def test_booklet() -> None:
    """Headings name projects where no line of its own does; level 1 stands in lines of its own."""
    text = (
        "某县林业局2025年部门预算绩效目标\n（一）病虫害防治\n年初预算：128万元\n年度目标：控制疫情。\n1.产出指标\n数量指标：飞防面积≥6.5万亩\n"
        "（二）道路维护\n预算金额：56.4万元\n1.产出指标\n（1）数量指标\n①维护道路48公里\n②疏通涵洞≥36处\n十、其他说明\n无。"
    )
    found = read(*lines(text))
    assert [one.name for one in found.departments] == ["某县林业局"]
    assert say(found) == [("病虫害防治", ["飞防面积"]), ("道路维护", ["维护道路", "疏通涵洞"])]
    yuan = [one.budget.total.yuan for one in found.projects if one.budget and one.budget.total]
    assert [int(one or 0) for one in yuan] == [1280000, 564000]
    assert {one.code for one in found.problems} == {"note"}


def test_heading_with_money() -> None:
    """A numbered heading may name a project and its money in one sentence."""
    found = read(*lines("2.冷链物流建设，预算资金420万元。\n数量指标：新建冷库5000立方米；购置冷藏车≥6辆。"))
    assert say(found) == [("冷链物流建设", ["新建冷库", "购置冷藏车"])]
    assert str(found.projects[0].budget.total.yuan) == "4200000"  # type: ignore[union-attr]  # it is printed.


def test_labels_beside_values() -> None:
    """A table of labels: classes in cells of their own, several amounts in one cell."""
    found = read(
        ["项目名称", "文物修缮"],
        ["项目资金", "年度资金总额：56万元\n其中：财政拨款50万元"],
        ["绩效指标", "数量指标", "修缮建筑≥2处，布设设施≥30个"],
        ["", "满意度指标", "游客满意度≥90%"],
    )
    assert say(found) == [("文物修缮", ["修缮建筑", "布设设施", "游客满意度"])]
    budget = found.projects[0].budget
    assert budget is not None
    assert [money and str(money.amount) for money in budget.moneys[:2]] == ["56", "50"]


def test_small_table() -> None:
    """A column 绩效目标及指标 holds goal and list; the row of the total is no project."""
    found = read(
        ["序号", "项目名称", "预算金额（万元）", "绩效目标及指标"],
        ["1", "桥梁维修", "30", "目标：修桥。产出指标：数量指标：维修桥梁≥3座。"],
        ["合计", "", "30", ""],
    )
    assert say(found) == [("桥梁维修", ["维修桥梁"])]
    assert found.projects[0].goal == "修桥。"
    assert found.tables[0].total is not None


def test_notice_in_one_cell() -> None:
    """A whole notice in one cell is read line by line, each value at its place."""
    text = "项目名称：公路养护\n项目预算：350万元\n绩效目标：养护公路。\n数量指标：养护里程≥420公里\n质量指标：优良路率不低于85%"
    found = read([text])
    assert say(found) == [("公路养护", ["养护里程", "优良路率"])]
    place = found.projects[0].indicators[1].unlabelled.place  # type: ignore[union-attr]  # it is printed.
    assert place is not None
    assert text[place.start : place.end] == "不低于85%"


@pytest.mark.parametrize(
    "text",
    [
        "本部门2025年编报绩效目标的项目41个，绩效目标填报率100%。",
        "数量指标：反映预期提供的产品数量。\n质量指标：反映达到的标准。",
        "某项目绩效评价报告\n数量指标：计划完成10场，完成9场。",
        "数量指标：计划10场，实际完成9场，得分8分。",
    ],
)
def test_left_alone(text: str) -> None:
    """Booklets that count their targets, instructions and evaluations state no targets."""
    with pytest.raises(UnknownLayoutError):
        choose(identify(Grid.of(lines(text))))
