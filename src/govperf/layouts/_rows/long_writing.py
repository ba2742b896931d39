"""Writes the long table of all projects: what says of which project a row is stands before its indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from govperf.grammar.amounts import format_amount
from govperf.layouts._rows.table_writing import Head, write_table
from govperf.model.amounts import FUNDS, Budget, Money
from govperf.model.departments import BudgetUnit
from govperf.model.disclosures import Disclosure
from govperf.model.indicators import Indicator
from govperf.model.projects import Project

__all__ = ["LongWriter", "format_money"]

_MONEY: Final = {
    "total": "预算数",
    "fiscal_appropriation": "财政拨款",
    "special_account": "财政专户管理资金",
    "other": "其他资金",
}


@frozen(slots=True)
class LongWriter:
    """All projects of a disclosure in one table, total rows included.

    Attributes:
        disclosure: what is written.
        heads: the heads of the columns of indicators.
        unit: the unit of money of the table.
        projects: its projects, in order.
        columns: the columns before those of indicators, by what they hold; only those that something needs.
    """

    disclosure: Disclosure
    heads: Sequence[Head]
    unit: str | None
    projects: tuple[Project, ...] = field(init=False)
    columns: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the projects and the columns."""
        bodies = [body for one in self.disclosure.departments for body in one.units]
        projects = tuple(project for body in bodies for project in body.projects)
        budgets = [self._total, *(body.budget for body in bodies), *(one.budget for one in projects)]
        needed = {
            "department": "主管部门" if len(self.disclosure.departments) > 1 else None,
            "unit": "单位名称",
            "project": "项目名称",
            "code": "项目代码" if any(project.code for project in projects) else None,
            **{
                key: head if any(getattr(one, key) for one in budgets if one) else None
                for key, head in _MONEY.items()
            },
            "goal": "年度目标" if any(project.goal for project in projects) else None,
        }
        object.__setattr__(self, "projects", projects)
        object.__setattr__(self, "columns", {key: head for key, head in needed.items() if head is not None})

    def write(self) -> Iterator[list[str]]:
        """The rows, from the line of the department to the last indicator."""
        departments = self.disclosure.departments
        if len(departments) == 1 and departments[0].name is not None:
            yield [f"部门名称：{departments[0].name}"]
        yield [*self.columns.values(), *next(write_table(self._indicators, self.heads, heads_only=True))]
        if self._total is not None:
            first = next(iter(self.columns))
            yield self._row({first: "合计"}, self._total)
        for department in departments:
            for body in department.units:
                yield from self._unit_rows(body, {"department": department.name, "unit": body.name})

    def _unit_rows(self, body: BudgetUnit, names: dict[str, str | None]) -> Iterator[list[str]]:
        """The total row of a unit, and the rows of its projects."""
        if body.budget is not None:
            yield self._row(names, body.budget)
        for project in body.projects:
            texts = {**names, "project": project.name, "code": project.code, "goal": project.goal}
            own = self._row(texts, project.budget)
            rows = list(write_table(project.indicators, self.heads, among=self._indicators))[1:]
            yield own + (rows[0] if rows else [])
            yield from ([""] * len(own) + row for row in rows[1:])

    @property
    def _total(self) -> Budget | None:
        return self.disclosure.tables[0].total if self.disclosure.tables else None

    @property
    def _indicators(self) -> list[Indicator]:
        return [one for project in self.projects for one in project.indicators]

    def _row(self, texts: dict[str, str | None], budget: Budget | None) -> list[str]:
        """The columns before those of indicators."""
        money = {key: format_money(getattr(budget or Budget(), key), self.unit) for key in ("total", *FUNDS)}
        return [(texts.get(key) or money.get(key) or "") for key in self.columns]


def format_money(money: Money | None, unit: str | None) -> str:
    """An amount; its unit stands behind it where it is not that of the table."""
    own = money.unit if money is not None and money.unit != unit else None
    return format_amount(money) + (own or "")
