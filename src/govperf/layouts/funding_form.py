"""The funding form: a project a row with its money by source, under the subtotals of the units.

==========  ====================================================================
heads       项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标
published   by districts of Guangzhou, in the newer of their two forms
above       部门名称：…, 单位：万元
rows        a tree: 合计, then for each unit its subtotal and its projects; a subtotal has neither goal nor indicators
indicators  a run-on cell, `1、1-产出指标：11-数量指标：名称；实施周期指标值：…；年度指标值：…。`
classes     both levels, with codes
oddities    heads repeated at page breaks; pages that lost an empty column; `略` for a withheld project
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标".split()
>>> cell = "1、1-产出指标：11-数量指标：场次；实施周期指标值：≥6次；年度指标值：≥6次。"
>>> rows = [["单位：万元"], heads, ["某中心", "6.00", "6.00", "", "", "", ""],
...         ["培训", "6.00", "6.00", "", "", "办好培训。", cell]]
>>> disclosure = FundingForm().read(Grid.of(rows)).disclosure
>>> disclosure.projects[0].budget.total.yuan
Decimal('60000.00')
>>> FundingForm().render(disclosure).texts[-1] == rows[-1]
True
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from govperf.grammar.amounts import format_amount, is_amount
from govperf.grammar.indicators import format_indicators
from govperf.grid import Cell
from govperf.layouts._drafts import Draft, find_code
from govperf.layouts._tables import Heads, ProjectTable
from govperf.layouts.base import Role
from govperf.layouts.columns import WITHHELD, Column, fits_amount, fits_goal, fits_indicators, fits_name
from govperf.model.amounts import Budget
from govperf.model.departments import Department
from govperf.model.disclosures import Disclosure, Table
from govperf.model.projects import Project
from govperf.places import Place

__all__ = ["FundingForm"]

_FUNDS: Final = ("total", "fiscal_appropriation", "special_account", "other")
_TEXTS: Final = ("goal", "indicators")
_GRAND_TOTAL: Final = frozenset({"合计", "总计"})


class FundingForm(ProjectTable):
    """项目支出绩效目标表 with seven columns."""

    NAME = "funding_form"
    FORM = "funding_form"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("project", "项目名称（资金使用单位）", ("项目名称（资金使用单位名称）",), fits=fits_name),
        Column("total", "总计", fits=fits_amount),
        Column("fiscal_appropriation", "财政拨款", fits=fits_amount),
        Column("special_account", "财政专户拨款", fits=fits_amount),
        Column("other", "其他资金", fits=fits_amount),
        Column("goal", "绩效目标", fits=fits_goal),
        Column("indicators", "绩效指标", fits=fits_indicators),
    )
    LEAST_HEADS = 4

    def _read_body(self, draft: Draft, body: Sequence[tuple[Sequence[Cell], Heads]]) -> None:
        spare = _find_spare(body)
        rows = [self._align(draft, row, heads, spare).cells for row, heads in body]
        subtotals = [_is_subtotal(cells, row) for cells, (row, _) in zip(rows, body, strict=True)]
        if draft.currency_unit is None and rows:
            draft.report("currency-unknown", body[0][0][0])
        last = draft.currency_unit
        for index, cells in enumerate(rows):
            draft.currency_unit = body[index][1].currency_unit or last
            name = cells.get("project")
            if name is not None and name.head in _GRAND_TOTAL and not any(cells.get(key) for key in _TEXTS):
                total = self._read_budget(draft, cells)
                self._enter_total(draft, cells, total)
                draft.mark(name, Role.TOTAL)
            elif subtotals[index] and self._leads(index, subtotals, draft):
                self._read_unit(draft, cells)
            elif any(cells.values()):
                self._read_project(draft, cells, lone=subtotals[index])

    @staticmethod
    def _leads(index: int, subtotals: Sequence[bool], draft: Draft) -> bool:
        """Whether a row of amounts alone has projects below it; the first one is a unit even if it has none."""
        return draft.outline.unit is None or (index + 1 < len(subtotals) and not subtotals[index + 1])

    @staticmethod
    def _enter_total(draft: Draft, cells: dict[str, Cell], total: Budget | None) -> None:
        """The total of the table; where it comes again below a page break and is another, its amounts are told."""
        if draft.total is not None and total != draft.total:
            for cell in filter(None, map(cells.get, _FUNDS)):
                draft.report("cell-unused", cell)
        draft.total = draft.total or total

    def _read_unit(self, draft: Draft, cells: dict[str, Cell]) -> None:
        budget = self._read_budget(draft, cells)
        name = cells["project"]
        draft.outline.open_unit(draft.read_text(name), budget, name.place)
        draft.mark(name)

    def _read_project(self, draft: Draft, cells: dict[str, Cell], *, lone: bool) -> None:
        budget = self._read_budget(draft, cells)
        indicators, withheld = draft.read_indicators(cells.get("indicators"))
        goal, name = draft.read_goal(cells.get("goal")), draft.read_text(cells.get("project"))
        first = next(cell for cell in cells.values() if cell)
        if name is None:
            draft.report("project-unnamed", first)
        if lone:
            draft.report("row-ambiguous", first)
        if withheld:
            draft.report("redacted", first)
        draft.outline.add(
            Project(name, find_code(name), goal, budget, indicators, withheld, place=first.place)
        )

    def _read_budget(self, draft: Draft, cells: dict[str, Cell]) -> Budget | None:
        """The four amounts of a row; None where none is printed."""
        budget = Budget(*(draft.read_money(cells.get(fund)) for fund in _FUNDS), place=_row_place(cells))
        return budget or None

    def _rows(self, disclosure: Disclosure) -> Iterator[list[str]]:
        tables = disclosure.tables
        for index, department in enumerate(disclosure.departments):
            table = tables[index] if len(tables) == len(disclosure.departments) else None
            yield from self._department_rows(disclosure, department, table or (tables or (Table(),))[0])

    def _department_rows(
        self, disclosure: Disclosure, department: Department, table: Table
    ) -> Iterator[list[str]]:
        """The table of one department: title, lines, heads, total, units and projects."""
        yield [self._title(disclosure)]
        if department.name is not None:
            yield [f"部门名称：{department.name}"]
        if table.currency_unit is not None:
            yield [f"单位：{table.currency_unit}"]
        yield [column.head for column in self.COLUMNS]
        if table.total is not None:
            yield ["合计", *_amounts(table.total)]
        for unit in department.units:
            if unit.name is not None:
                yield [unit.name, *_amounts(unit.budget)]
            yield from map(self._project_row, unit.projects)

    def _project_row(self, project: Project) -> list[str]:
        indicators = format_indicators(project.indicators, self.STYLE)
        withheld = WITHHELD if project.redacted else ""
        return [project.name or "", *_amounts(project.budget), project.goal or "", indicators or withheld]


def _find_spare(body: Sequence[tuple[Sequence[Cell], Heads]]) -> frozenset[str]:
    """The columns that are blank in every whole row: where a page lost a column, it was one of these."""
    whole = [(row, heads.columns) for row, heads in body if len(row) >= len(heads.columns)]
    used = {column.key for row, columns in whole for cell, column in zip(row, columns, strict=False) if cell}
    return frozenset(column.key for _, columns in whole for column in columns if column.key not in used)


def _is_subtotal(cells: dict[str, Cell], row: Sequence[Cell]) -> bool:
    """A name and amounts, but neither goal nor indicators; amounts that have no place in a damaged row count too."""
    placed = {cell.place for cell in cells.values()}
    loose = [cell for cell in row if cell and cell.place not in placed]
    return (
        bool(cells.get("project"))
        and (bool(loose) or any(cells.get(fund) for fund in _FUNDS))
        and not any(cells.get(key) for key in _TEXTS)
        and all(is_amount(cell.text) for cell in loose)
    )


def _row_place(cells: dict[str, Cell]) -> Place | None:
    """The place of the first cell of a row."""
    first = next(iter(cells.values()), None)
    return None if first is None else first.place


def _amounts(budget: Budget | None) -> list[str]:
    """The four amounts as printed."""
    return [format_amount(money) for money in (budget or Budget()).moneys]
