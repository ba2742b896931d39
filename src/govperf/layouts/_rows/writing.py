"""Writes forms with an indicator a row: title, head block, money, goals, and the table of indicators.

What is written is what `FormReader` reads; a layout reads its own rendering back and refuses what came out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from govperf.errors import NotRenderableError
from govperf.grid import Grid
from govperf.layouts._drafts import read_year
from govperf.layouts._rows.long_writing import LongWriter, format_money
from govperf.layouts._rows.table_writing import Head, write_matrix, write_sides, write_table
from govperf.model.amounts import Budget
from govperf.model.departments import Department, DepartmentStatement
from govperf.model.disclosures import Disclosure
from govperf.model.evaluations import Evaluation
from govperf.model.projects import Project

__all__ = ["FormWriter"]

Rows = list[list[str]]

_FUND_LABELS: Final = {
    "total": "年度资金总额",
    "fiscal_appropriation": "其中：财政拨款",
    "special_account": "财政专户管理资金",
    "other": "其他资金",
}
_MATRIX: Final = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


@frozen(slots=True)
class FormWriter:
    """Writes disclosures in one form.

    Attributes:
        form: the shape of the form, one of `SHAPES`.
        title: its title where a disclosure has none.
        heads: the heads of its table of indicators, in order.
    """

    form: str
    title: str
    heads: Sequence[Head]

    def write(self, disclosure: Disclosure) -> Grid:
        """The forms of a disclosure, one below the other, all rows as wide as the widest."""
        rows = list(self._rows(disclosure))
        width = max((len(row) for row in rows), default=0)
        return Grid.of([row + [""] * (width - len(row)) if len(row) > 1 else row for row in rows])

    def _rows(self, disclosure: Disclosure) -> Iterator[list[str]]:
        table = next((one for one in disclosure.tables if one.form == self.form), None)
        year = f"{disclosure.fiscal_year}年" if disclosure.fiscal_year else ""
        title = table.title if table is not None and table.title else year + self.title
        unit = table.currency_unit if table is not None else None
        above = [[title], *([[f"（{year}）"]] if year and read_year(title) is None else [])]
        above += [[f"金额单位：{unit}"]] if unit else []
        if self.form == "long_table":
            yield from above
            yield from LongWriter(disclosure, self.heads, unit).write()
            return
        for department in disclosure.departments:
            if self.form == "department_rows":
                yield from above
                yield from self._statement_rows(department, unit)
            else:
                yield from self._department_rows(department, above, unit)

    def _department_rows(self, department: Department, above: Rows, unit: str | None) -> Iterator[list[str]]:
        if department.statement is not None:
            raise NotRenderableError(
                f"{self.form} has no place for a department's own statement",
                hint="render without naming a layout, and each table goes into its own form",
            )
        if self.form == "recipient_matrix":
            yield from above
            yield from self._matrix_rows(department, unit)
            return
        for body in department.units:
            for project in body.projects:
                yield from above
                yield from _labels(project, department.name, body.name, unit)
                indicators = project.indicators
                write = write_sides if self.form == "side_by_side" else write_table
                yield from write(indicators, self.heads)
                yield from _verdict(project.evaluation)

    def _matrix_rows(self, department: Department, unit: str | None) -> Iterator[list[str]]:
        """One table for all recipients; what they do not share has no place in it."""
        pairs = [(body.name or "", project) for body in department.units for project in body.projects]
        if not pairs:
            return
        name, first = pairs[0]
        budgets = [project.budget or Budget() for _, project in pairs]
        several = len(set(budgets)) > 1
        shared = evolve(first, budget=None) if several else first
        yield from _labels(shared, department.name, None, unit, named=first.name != name)
        rows = list(write_matrix([(name, project.indicators) for name, project in pairs], self.heads))
        if several and rows:
            blank = [""] * (len(rows[0]) - len(pairs) - 1)
            yield ["补助资金", *blank, *(format_money(budget.total, unit) for budget in budgets)]
        yield from rows

    def _statement_rows(self, department: Department, unit: str | None) -> Iterator[list[str]]:
        statement = department.statement or DepartmentStatement()
        if department.name is not None:
            yield ["部门名称", department.name]
        for line in statement.budget:
            yield [*([line.group] if line.group else []), line.name, format_money(line.amount, unit)]
        yield from ([label, text] for label, text in statement.extras)
        yield from _matrix(statement.evaluation, unit)
        if statement.tasks:
            others = list(dict.fromkeys(label for task in statement.tasks for label, _ in task.extras))
            yield ["年度主要任务", "任务名称", "主要内容", "预算金额", "预期目标", *others]
            for task in statement.tasks:
                row = ["", task.name, task.content or "", format_money(task.funds, unit), task.expected or ""]
                yield [*row, *(dict(task.extras).get(label, "") for label in others)]
        yield from _goals(statement.cycle_goal, statement.goal, statement.evaluation)
        yield from write_table(statement.indicators, self.heads)
        yield from _verdict(statement.evaluation)


def _labels(
    project: Project, department: str | None, unit_name: str | None, unit: str | None, *, named: bool = True
) -> Iterator[list[str]]:
    """The head block of a project."""
    pairs = [
        ("项目名称", project.name if named else None),
        ("项目代码", project.code),
        ("主管部门", department),
        ("实施单位", unit_name),
    ]
    yield from ([label, text] for label, text in pairs if text is not None)
    if project.redacted:
        raise NotRenderableError("the form cannot say that a project is redacted", text=project.name)
    if project.evaluation is None or not project.evaluation.lines:
        budget = project.budget or Budget()
        for key, label in _FUND_LABELS.items():
            money = getattr(budget, key)
            if money is not None:
                yield [label, format_money(money, unit)]
    yield from ([label, text] for label, text in project.extras)
    yield from _matrix(project.evaluation, unit)
    yield from _goals(project.cycle_goal, project.goal, project.evaluation)


def _goals(cycle: str | None, goal: str | None, evaluation: Evaluation | None) -> Iterator[list[str]]:
    """Goals and outcome, each line of them a row."""
    outcome = evaluation.outcome if evaluation is not None else None
    for label, text in (("实施期目标", cycle), ("年度目标", goal), ("实际完成情况", outcome)):
        for at, line in enumerate(text.split("\n") if text is not None else ()):
            yield [label if at == 0 else "", line]


def _matrix(evaluation: Evaluation | None, unit: str | None) -> Iterator[list[str]]:
    """The money matrix of a self-evaluation."""
    if evaluation is None or not evaluation.lines:
        return
    yield ["项目资金", *_MATRIX]
    for line in evaluation.lines:
        yield [
            line.name,
            *(format_money(money, unit) for money in (line.initial, line.revised, line.executed)),
            "" if line.weight is None else format(line.weight, "f"),
            line.rate.text if line.rate else "",
            "" if line.score is None else format(line.score, "f"),
        ]


def _verdict(evaluation: Evaluation | None) -> Iterator[list[str]]:
    if evaluation is not None and evaluation.score is not None:
        yield ["自评得分", format(evaluation.score, "f")]
    if evaluation is not None and evaluation.grade is not None:
        yield ["自评等级", evaluation.grade]
