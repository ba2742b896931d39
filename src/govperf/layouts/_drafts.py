"""What a layout keeps while it reads a table: the tree as it grows, the roles of cells, the problems."""

from __future__ import annotations

import re
from typing import Final

from attrs import define, field

from govperf._width import fold_head, unwrap
from govperf.errors import ParseError
from govperf.grammar.amounts import parse_amount
from govperf.grammar.indicators import parse_indicators
from govperf.grid import Cell, Grid
from govperf.layouts.base import Role, TableReading
from govperf.layouts.columns import WITHHELD
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Problem, Table
from govperf.model.indicators import Indicator
from govperf.model.problems import report
from govperf.model.projects import Project
from govperf.places import Place

__all__ = ["Draft", "Outline", "clean_goal", "find_code", "read_year"]

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|strong|em|font|a|img|li|ul|ol|h[1-6]|table|tbody|tr|td|th|o:p)(?:\s[^<>]*)?/?>|&nbsp;",
    re.IGNORECASE,
)
_DAMAGED: Final = "\ufffd"
_CODE = re.compile(r"[0-9A-Z]{8,40}")


@define
class _UnitDraft:
    name: str | None
    budget: Budget | None
    place: Place | None
    projects: list[Project] = field(factory=list)


@define
class _DepartmentDraft:
    name: str | None
    place: Place | None
    units: list[_UnitDraft] = field(factory=list)
    by_name: dict[str | None, _UnitDraft] = field(factory=dict)


@define
class Outline:
    """Departments, units and projects in the order in which the print first names them."""

    departments: dict[str | None, _DepartmentDraft] = field(factory=dict)
    department: _DepartmentDraft | None = None
    unit: _UnitDraft | None = None

    def enter_department(self, name: str | None, place: Place | None) -> None:
        """Go on under this department: a new one, or one that was named before."""
        if self.department is not None and self.department.name == name:
            return
        self.unit = None
        self.department = self.departments.setdefault(name, _DepartmentDraft(name, place))

    def open_unit(self, name: str | None, budget: Budget | None, place: Place | None) -> None:
        """Begin a unit of its own, even if another has the same name."""
        if self.department is None:
            self.enter_department(None, None)
        self.unit = _UnitDraft(name, budget, place)
        if self.department is not None:
            self.department.units.append(self.unit)
            self.department.by_name.setdefault(name, self.unit)

    def enter_unit(self, name: str | None, place: Place | None) -> None:
        """Go on under this unit: a new one, or one that was named before."""
        self.unit = self.department.by_name.get(name) if self.department is not None else None
        if self.unit is None:
            self.open_unit(name, None, place)

    def add(self, project: Project) -> None:
        """Put a project under the current unit; under one without a name if there is none."""
        if self.unit is None:
            self.open_unit(None, None, None)
        if self.unit is not None:
            self.unit.projects.append(project)

    def build(self) -> tuple[Department, ...]:
        """The departments, frozen."""
        return tuple(
            Department(
                one.name,
                units=tuple(
                    BudgetUnit(unit.name, unit.budget, tuple(unit.projects), place=unit.place)
                    for unit in one.units
                ),
                place=one.place,
            )
            for one in self.departments.values()
        )


@define
class Draft:
    """One table while it is read."""

    grid: Grid
    layout: str
    form: str
    outline: Outline = field(factory=Outline)
    problems: list[Problem] = field(factory=list)
    roles: dict[tuple[int, int, int], Role] = field(factory=dict)
    title: str | None = None
    fiscal_year: int | None = None
    currency_unit: str | None = None
    first_currency_unit: str | None = None
    total: Budget | None = None

    def mark(self, cell: Cell, role: Role = Role.VALUE) -> None:
        """Say what a cell was used for."""
        place = cell.place
        self.roles[place.page, place.row, place.column or 0] = role

    def report(self, code: str, cell: Cell | None = None, **values: object) -> None:
        """Report a problem of a cell, with its text."""
        place, text = (None, None) if cell is None else (cell.place, unwrap(cell.text).text.strip())
        self.problems.append(report(code, place, text, values))

    def enter_currency_unit(self, unit: str) -> None:
        """Read amounts in this unit from here on; the table's own is the first one named."""
        self.first_currency_unit = self.first_currency_unit or self.currency_unit or unit
        self.currency_unit = unit

    def read_text(self, cell: Cell | None) -> str | None:
        """The text of a cell, line wraps removed; None where nothing is printed."""
        if cell is None or not cell:
            return None
        self.mark(cell)
        return unwrap(cell.text).text.strip()

    def read_money(self, cell: Cell | None) -> Money | None:
        """The amount of a cell; what is no amount is reported."""
        if cell is None or not cell:
            return None
        try:
            money = parse_amount(cell.text, self.currency_unit, place=cell.place)
        except ParseError:
            self.mark(cell, Role.PROBLEM)
            self.report("amount-unreadable", cell)
            return None
        self.mark(cell, Role.VALUE if money is not None else Role.STRUCTURE)
        return money

    def read_goal(self, cell: Cell | None) -> str | None:
        """The goal of a cell as plain text; what was left out is reported."""
        text = self.read_text(cell)
        if text is None:
            return None
        goal = clean_goal(text)
        if _TAG.search(text):
            self.report("markup-removed", cell)
        return goal

    def read_indicators(self, cell: Cell | None) -> tuple[tuple[Indicator, ...], bool]:
        """The indicators of a run-on cell, and whether they are withheld (略)."""
        if cell is None or not cell:
            return (), False
        self.mark(cell)
        if cell.head == WITHHELD:
            return (), True
        read = parse_indicators(cell.text, cell.place)
        self.problems += read.problems
        if not read.indicators:
            self.mark(cell, Role.PROBLEM)
        return read.indicators, False

    def finish(self, departments: tuple[Department, ...], place: Place | None = None) -> TableReading:
        """The reading: every cell that was not used becomes a problem, so that nothing is lost."""
        for cell in self.grid.cells:
            if _DAMAGED in cell.text:
                self.report("replacement-character", cell, count=cell.text.count(_DAMAGED))
            key = (cell.place.page, cell.place.row, cell.place.column or 0)
            if key not in self.roles:
                self.roles[key] = Role.PROBLEM
                self.report("cell-unused", cell)
        unit = self.first_currency_unit or self.currency_unit
        table = Table(self.title, self.form, self.layout, unit, self.total, place=place)
        return TableReading(
            Disclosure(departments, (table,), self.fiscal_year, problems=tuple(self.problems)), self.roles
        )


def clean_goal(text: str) -> str | None:
    """A goal as plain text: tags and damaged characters (U+FFFD) left out; None if nothing is left.

    >>> clean_goal("<p>一、完成运维。</p> <p>二、培训。</p>")
    '一、完成运维。 二、培训。'
    """
    plain = (
        _TAG.sub("", text).replace(_DAMAGED, "") if "<" in text or "&" in text or _DAMAGED in text else text
    )
    return plain.strip() or None


def read_year(text: str) -> int | None:
    """The budget year that a title names: `2024年`, `2025 年度`; None if it names none."""
    match = re.search(r"(20\d\d)年", fold_head(text))
    return int(match[1]) if match else None


def find_code(name: str | None) -> str | None:
    """The code of a project whose name is withheld: then the code stands in the name's place (`22202412003`)."""
    return name if name is not None and _CODE.fullmatch(name) else None
