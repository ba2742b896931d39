"""The funding form: telling cases."""

from __future__ import annotations

import pytest

from govperf.grid import Grid
from govperf.layouts.funding_form import FundingForm
from govperf.model.disclosures import Disclosure

HEADS = [column.head for column in FundingForm.COLUMNS]
PROJECT = ["培训", "6.00", "6.00", "", "", "办好培训。", "1、产出指标：场次；年度指标值：≥6次。"]
UNIT = ["某中心", "6.00", "6.00", "", "", "", ""]


def read(*rows: list[str]) -> Disclosure:
    """What a table with these rows says."""
    return FundingForm().read(Grid.of([["单位：万元"], *rows])).disclosure


def test_departments_stay_apart() -> None:
    """Rows belong to the department that was named last above them."""
    found = read(["部门名称：甲局"], HEADS, UNIT, PROJECT, ["部门名称：乙局"], HEADS, UNIT, PROJECT, PROJECT)
    assert [(one.name, len(one.units[0].projects)) for one in found.departments] == [("甲局", 1), ("乙局", 2)]


def test_grand_total_is_never_a_project() -> None:
    """A row 合计 that lost a cell is no project, even where its amounts cannot be placed."""
    found = read(HEADS, ["合计", "6.00", "", "6.00", "", ""], [*PROJECT[:3], *PROJECT[4:]])
    assert [one.name for one in found.projects] == ["培训"]


def test_unnamed_row_is_not_shifted() -> None:
    """Where a row without a name lost a cell, no amount is put to another column by guess."""
    found = read(HEADS, UNIT, PROJECT, ["", "", "7.00", "", "办好。", PROJECT[-1]])
    budget = found.projects[-1].budget
    assert budget is None or budget.special_account is None


def test_lost_column() -> None:
    """A page that lost a column which is blank elsewhere is put right, and says so."""
    found = read(HEADS, UNIT, PROJECT, [*PROJECT[:3], *PROJECT[4:]])
    assert found.projects[0] == found.projects[1]
    assert "cells-missing" in {one.code for one in found.problems}


@pytest.mark.parametrize("line", ["单\n位：万元", "部门\n名称：某局", "第1页" + " " * 100_000 + "x"])
def test_lines(line: str) -> None:
    """Lines beside the table are read or reported, however they are broken."""
    found = FundingForm().read(Grid.of([[line], HEADS, UNIT, PROJECT]))
    assert len(found.disclosure.projects) == 1
    assert (1, 1, 1) in found.roles


def test_year_with_line_break() -> None:
    """The year of a title is read across a line break."""
    assert read(["20\n25年项目支出绩效目标表"], HEADS, UNIT, PROJECT).fiscal_year == 2025
