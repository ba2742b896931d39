"""The department form: telling cases."""

from __future__ import annotations

import pytest

from govperf.errors import NotRenderableError
from govperf.grid import Grid
from govperf.layouts.department_form import DepartmentForm
from govperf.model.departments import BudgetLine, BudgetUnit, Department, DepartmentStatement
from govperf.model.disclosures import Disclosure, Table
from govperf.model.projects import Project

HEADS = ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]


def statement(*rows: list[str]) -> DepartmentStatement:
    """What a department form with these rows says."""
    (department,) = DepartmentForm().read(Grid.of([["部门名称", "某局"], *rows])).disclosure.departments
    return department.statement


def test_budget_without_heading() -> None:
    """Lines of money under no heading are written and read."""
    lines = (BudgetLine("基本支出"), BudgetLine("项目支出"))
    table = Table("部门整体支出绩效目标申报表", "department_form", "department_form", "万元")
    made = Disclosure((Department("某局", statement=DepartmentStatement(lines)),), (table,))
    assert DepartmentForm().read(DepartmentForm().render(made)).disclosure == made


def test_line_break_in_amount() -> None:
    """An amount with a line break in it is still an amount, not a name."""
    (line,) = statement(
        ["预算整体情况", "支出", "预算金额（万元）"], ["", "基本支出", "", "1,1\n25.16"]
    ).budget
    assert str(line.amount.amount) == "1125.16"


def test_line_break_in_unnamed() -> None:
    """Two equal values are those of an unnamed indicator, wherever their lines are broken."""
    (one,) = statement(HEADS, ["", "产出指标", "数量指标", "", "有效\n提升", "有效提升"]).indicators
    assert (one.name, one.cycle.text, one.annual.text) == (None, "有效提升", "有效提升")


def test_one_value_is_for_the_period() -> None:
    """A row that slid and kept one value of two has no annual one: nothing is guessed."""
    first, second = statement(HEADS, ["", "产出指标", "数量指标", "甲", "1", "1"], ["乙", "2"]).indicators
    assert (first.annual.text, second.cycle.text, second.annual) == ("1", "2", None)


def test_department_stands_at_its_own_cell() -> None:
    """A third cell beside the department's name is not its place, and is reported."""
    found = DepartmentForm().read(Grid.of([["部门名称", "某局", "某中心"]])).disclosure
    assert found.departments[0].place.column == 2
    assert "cell-unused" in {one.code for one in found.problems}


def test_projects_are_refused() -> None:
    """The form has no place for projects."""
    made = Disclosure((Department("某局", units=(BudgetUnit("甲", projects=(Project("乙", goal="丙"),)),)),))
    with pytest.raises(NotRenderableError, match="projects"):
        DepartmentForm().render(made)
