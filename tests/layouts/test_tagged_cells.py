"""Tagged cells: telling cases."""

from __future__ import annotations

from decimal import Decimal

from govperf.grid import Grid
from govperf.layouts.registry import choose, identify
from govperf.layouts.tagged_cells import TaggedCells
from govperf.model.disclosures import Disclosure

HEADS = ["单位名称/项目类别", "年度预算安排", "项目内容", "绩效目标"]
PARTED = ["单位名称/项目类别", "项目名称", "年度预算安排（万元）", "项目内容", "绩效目标"]
CELL = "【产出指标-数量指标】 指标1:机柜数量(≥77台)"


def read(*rows: list[str]) -> Disclosure:
    """What a table with these rows says; the layout is chosen by its evidence."""
    grid = Grid.of(rows)
    assert choose(identify(grid)).NAME == "tagged_cells"
    return TaggedCells().read(grid).disclosure


def test_rows_of_units_and_categories() -> None:
    """Total, department, unit and category rows are no projects; the category stays beside the projects below it."""
    found = read(
        ["某市数据局2025年部门预算项目绩效目标表"],
        ["", "", "", "单位：元"],
        HEADS,
        ["合计", "300", "", ""],
        ["某市数据局", "300", "", ""],
        ["某市数据局（本级）", "100", "", ""],
        ["特定目标类", "100", "", ""],
        ["机房", "100", "维护。", CELL],
        ["某市信息中心", "200", "", ""],
        ["平台", "200", "升级。", CELL],
    )
    assert [one.name for one in found.departments] == ["某市数据局"]
    entries = [
        (one.unit.name, one.project.name, dict(one.project.extras).get("项目类别"))
        for one in found.project_entries()
    ]
    assert entries == [("某市数据局（本级）", "机房", "特定目标类"), ("某市信息中心", "平台", None)]
    assert found.tables[0].total is not None
    assert [one.code for one in found.problems] == []


def test_units_alone_on_their_line() -> None:
    """A unit may stand alone; beside a column of projects the first column names the category."""
    found = read(
        PARTED,
        ["某县农业农村局（本级）"],
        ["其他运转类", "渔政船艇", "26.84", "维修。", CELL],
        ["某县农技中心"],
        ["特定目标类", "测土配方", "41.26", "检测。", CELL],
        ["合计", "", "68.10", "", ""],
    )
    assert [one.unit.name for one in found.project_entries()] == ["某县农业农村局（本级）", "某县农技中心"]
    budget = found.projects[0].budget
    assert budget is not None
    assert budget.total is not None
    assert budget.total.yuan == Decimal("268400.00")


def test_cell_over_a_page_break() -> None:
    """A row without a name goes on with the project above it."""
    found = read(
        HEADS, ["机房", "100", "维护", CELL], ["", "", "和升级。", "指标见【质量指标】 指标1:可用率(≥99%)"]
    )
    (project,) = found.projects
    assert [one.name for one in project.indicators] == ["机柜数量", "可用率"]
    assert dict(project.extras)["项目内容"] == "维护和升级。"


def test_lines_around() -> None:
    """A department before its colon, page numbers and notes are no rows; 略 is withheld."""
    found = read(
        ["部门：某市残联", "", "单位：元", ""],
        HEADS,
        ["康复", "10", "救助。", CELL],
        ["", "", "", ""],
        ["涉密", "5", "", "略"],
        ["—3—"],
        ["注：不含涉密。"],
    )
    assert [one.name for one in found.departments] == ["某市残联"]
    assert [one.redacted for one in found.projects] == [False, True]
    assert {one.code for one in found.problems} == {"redacted", "note"}
