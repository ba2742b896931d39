"""Tagged cells: a project a row, and in one cell its indicators behind the tags of their classes.

==========  ====================================================================
title       部门预算项目支出绩效目标表
published   by departments of Anhui, for the whole department
heads       单位名称/项目类别, 项目名称 (not always), 年度预算安排, 项目内容, 绩效目标
rows        合计, units with their subtotals, categories (特定目标类, 其他运转类), projects
indicators  `【产出指标-数量指标】 指标1:机柜数量(≥77台)`: the target in brackets behind the name, its period not said
money       in 元 more often than in 万元
oddities    units alone on their line; numbers left out; marks of either width; `;`, line breaks or blanks between items
==========  ====================================================================

What stands under 项目内容 and the category are kept beside the project (`Project.extras`); words before the first tag are its goal.

>>> from govperf.grid import Grid
>>> heads = "单位名称/项目类别 项目名称 年度预算安排 项目内容 绩效目标".split()
>>> row = ["特定目标类", "机房运维", "3,680,000.00", "维护机房。", "【产出指标-数量指标】 指标1:机柜数量(≥77台);"]
>>> disclosure = TaggedCells().read(Grid.of([["单位：元"], heads, row])).disclosure
>>> disclosure.projects[0].indicators[0].unlabelled.text, disclosure.projects[0].budget.total.yuan
('≥77台', Decimal('3680000.00'))
>>> TaggedCells().render(disclosure).texts[-1] == row
True
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from govperf.errors import NotRenderableError
from govperf.grammar.amounts import format_amount
from govperf.grammar.tagged import format_tagged, is_tagged
from govperf.grid import Grid
from govperf.layouts._drafts import Draft
from govperf.layouts._tables import check_same
from govperf.layouts._tagged import CATEGORY, CONTENT, TaggedReader, find_heads
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.layouts.columns import WITHHELD
from govperf.layouts.totals import check_totals
from govperf.model.amounts import Budget
from govperf.model.departments import Department
from govperf.model.disclosures import Disclosure, Table
from govperf.model.projects import Project

__all__ = ["TaggedCells"]

_HEADS: Final = ("单位名称/项目类别", "项目名称", "年度预算安排", "项目内容", "绩效目标")
_KEYS: Final = ("row", "project", "total", "content", "indicators")
_TAG: Final = "【一级指标-二级指标】"


class TaggedCells:
    """部门预算项目支出绩效目标表 with tagged cells."""

    NAME: ClassVar[str] = "tagged_cells"
    FORM: ClassVar[str] = "tagged_cells"
    TITLE: ClassVar[str] = "部门预算项目支出绩效目标表"

    def identify(self, survey: Survey) -> Evidence:
        """Its heads in one row, and tags in the cells; without tags, only the heads of Anhui's own form will do."""
        heads = [one for row in survey.grid.rows if any(row) and (one := find_heads(row)) is not None]
        columns = max((one.columns for one in heads), key=len, default={})
        found = [head for head, key in zip(_HEADS, _KEYS, strict=True) if key in columns]
        missed = [head for head in _HEADS if head not in found]
        tagged = any(
            "【" in cell.text or "[" in cell.text or "〔" in cell.text for cell in survey.grid.cells
        ) and any(map(is_tagged, (cell.text for cell in survey.grid.cells)))
        (found if tagged else missed).append(_TAG)
        found += [survey.title] if survey.title is not None and columns else []
        own = {"row", "total", "content", "indicators"} <= set(columns)
        return Evidence(self.NAME, bool(columns) and (tagged or own), tuple(found), tuple(missed))

    def read(self, grid: Grid) -> TableReading:
        """Read the lines above the head, then units, categories and projects."""
        draft = Draft(grid, self.NAME, self.FORM)
        TaggedReader(draft).read()
        departments = draft.outline.build()
        draft.problems += check_totals(draft.total, departments)
        return draft.finish(departments, next((cell.place for cell in grid.cells), None))

    def render(self, disclosure: Disclosure) -> Grid:
        """The table of each department, one below the other."""
        if any(department.statement for department in disclosure.departments):
            raise NotRenderableError(f"{self.NAME} has no place for a department's own statement")
        tables = disclosure.tables or (Table(),)
        rows: list[list[str]] = []
        for at, department in enumerate(disclosure.departments):
            table = tables[at] if len(tables) == len(disclosure.departments) else tables[0]
            rows += _rows(disclosure, department, table, self.TITLE)
        grid = Grid.of(rows)
        check_same(disclosure, self.read(grid).disclosure, self.NAME)
        return grid


def _rows(disclosure: Disclosure, department: Department, table: Table, title: str) -> Iterator[list[str]]:
    """The table of one department: title, lines, heads, total, units and projects."""
    year = f"{disclosure.fiscal_year}年" if disclosure.fiscal_year else ""
    yield [table.title or year + title]
    if department.name is not None:
        yield [f"部门名称：{department.name}"]
    if table.currency_unit is not None:
        yield [f"单位：{table.currency_unit}"]
    yield list(_HEADS)
    if table.total is not None:
        yield ["合计", "", _amount(table.total), "", ""]
    for unit in department.units:
        if unit.name is not None:
            yield [unit.name, "", _amount(unit.budget), "", ""]
        yield from map(_project_row, unit.projects)


def _project_row(project: Project) -> list[str]:
    extras = dict(project.extras)
    cell = " ".join(text for text in (project.goal, format_tagged(project.indicators)) if text)
    return [extras.get(CATEGORY, ""), project.name or "", _amount(project.budget), extras.get(CONTENT, ""),
            cell or (WITHHELD if project.redacted else "")]  # fmt: skip


def _amount(budget: Budget | None) -> str:
    return format_amount(budget.total) if budget is not None else ""
