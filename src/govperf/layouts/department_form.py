"""The department form: what a department states of itself as a whole.

==========  ====================================================================
title       部门整体…绩效目标申报表
published   by departments in Guangdong, beside their project table
blocks      部门名称; 预算整体情况 (pairs of name and amount, two groups side by side); 总体绩效目标; 年度重点工作任务
            (名称, 主要实施内容, 拟投入的资金, 期望达到的目标); 绩效指标 (一级, 二级, 三级指标, 实施周期指标值,
            年度指标值)
classes     both levels by name, each printed once for all its indicators
oddities    merged cells whose content slid left or right; a page break that repeats the heads and drops the first
            column; rows that kept one value of two, which is taken for the whole period
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]
>>> rows = [["部门名称", "某局"], ["总体绩效目标", "办好政务服务。"], heads,
...         ["", "产出指标", "数量指标", "场次", "≥6次", "≥2次"], ["", "人数", "", "40人", "40人", ""]]
>>> department, = DepartmentForm().read(Grid.of(rows)).disclosure.departments
>>> [(one.name, one.classification.canonical, one.cycle.text) for one in department.statement.indicators]
[('场次', 'output.quantity', '≥6次'), ('人数', 'output.quantity', '40人')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, Final

from govperf.errors import NotRenderableError
from govperf.grammar.amounts import format_amount
from govperf.grid import Grid
from govperf.layouts._drafts import Draft
from govperf.layouts._statements import (
    AMOUNT_HEAD,
    BUDGET,
    GOAL,
    INDICATORS,
    LEVELS,
    NAME,
    TASK_HEADS,
    TASKS,
    StatementReader,
)
from govperf.layouts._tables import check_same
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.layouts.totals import check_statement
from govperf.model.departments import BudgetLine, Department, DepartmentStatement
from govperf.model.disclosures import Disclosure, Table
from govperf.model.indicators import Indicator

__all__ = ["DepartmentForm"]

_LABELS: Final[tuple[str, ...]] = (NAME, BUDGET, GOAL, TASKS, LEVELS[2])
_LEAST_LABELS: Final = 2
_WIDTH: Final = 6


class DepartmentForm:
    """部门整体预算绩效目标申报表."""

    NAME: ClassVar[str] = "department_form"
    FORM: ClassVar[str] = "department_form"
    TITLE: ClassVar[str] = "部门整体预算绩效目标申报表"

    def identify(self, survey: Survey) -> Evidence:
        """How many of the form's labels are printed; the title speaks for it too."""
        texts = {text for row in survey.heads for text in row}
        found = [label for label in _LABELS if label in texts]
        missed = [label for label in _LABELS if label not in texts]
        title = survey.title
        if title is not None and "整体" in title:
            found.append(title)
        own = [label for label in found if label not in {NAME, LEVELS[2]}]
        return Evidence(self.NAME, len(found) >= _LEAST_LABELS and bool(own), tuple(found), tuple(missed))

    def read(self, grid: Grid) -> TableReading:
        """Read block after block; a label opens each."""
        reader = StatementReader(Draft(grid, self.NAME, self.FORM))
        for row in grid.rows:
            reader.read_row([cell for cell in row if cell])
        departments = tuple(reader.departments())
        for department in departments:
            if department.statement is not None:
                reader.draft.problems += check_statement(department.statement)
        return reader.draft.finish(departments, next((cell.place for cell in grid.cells), None))

    def render(self, disclosure: Disclosure) -> Grid:
        """The form of each department, one below the other."""
        if disclosure.projects:
            raise NotRenderableError(
                f"{self.NAME} has no place for projects",
                hint="render without naming a layout, and each table goes into its own form",
            )
        table = next((table for table in disclosure.tables if table.form == self.FORM), None)
        rows = [row for one in disclosure.departments for row in self._rows(one, table or Table())]
        grid = Grid.of([row + [""] * (_WIDTH - len(row)) for row in rows])
        check_same(disclosure, self.read(grid).disclosure, self.NAME)
        return grid

    def _rows(self, department: Department, table: Table) -> Iterator[list[str]]:
        statement = department.statement or DepartmentStatement()
        unit = f"（{table.currency_unit}）" if table.currency_unit else ""
        yield [table.title or self.TITLE]
        yield [NAME, department.name or ""]
        yield from _budget_rows(statement.budget, unit)
        if statement.goal is not None:
            yield [GOAL, statement.goal]
        if statement.tasks:
            yield [TASKS, *TASK_HEADS[:2], TASK_HEADS[2] + unit, TASK_HEADS[3]]
            for task in statement.tasks:
                yield ["", task.name, task.content or "", format_amount(task.funds), task.expected or ""]
        if statement.indicators:
            yield [INDICATORS, *LEVELS, "实施周期指标值", "年度指标值"]
            yield from _indicator_rows(statement.indicators)


def _budget_rows(lines: Sequence[BudgetLine], unit: str) -> Iterator[list[str]]:
    """Groups of money two by two, side by side, as the form prints them."""
    groups = list(dict.fromkeys(line.group for line in lines))
    label = BUDGET
    for at in range(0, len(groups), 2):
        beside = groups[at : at + 2]
        yield [label, *(text for group in beside for text in (group or "", AMOUNT_HEAD + unit))]
        label = ""
        for pair in zip_longest(*([line for line in lines if line.group == group] for group in beside)):
            texts = [(line.name, format_amount(line.amount)) if line else ("", "") for line in pair]
            yield ["", texts[0][0], "", texts[0][1], *(texts[1] if len(texts) > 1 else ())]


def _indicator_rows(indicators: Sequence[Indicator]) -> Iterator[list[str]]:
    """One row each; a class is printed where it changes."""
    level1: str | None = None
    level2: str | None = None
    for one in indicators:
        kind = one.classification
        changed1 = kind.level1 != level1
        changed2 = changed1 or kind.level2 != level2
        level1, level2 = kind.level1, kind.level2
        yield [
            "",
            (level1 or "") if changed1 else "",
            (level2 or "") if changed2 else "",
            one.name or "",
            one.cycle.text if one.cycle else "",
            one.annual.text if one.annual else "",
        ]
