"""Long tables (F10): every row is an indicator, and columns beside it say of which unit and project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import define, field

from govperf._width import fold, unwrap
from govperf.grammar.amounts import find_currency_unit
from govperf.grid import Cell
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.centred import fit_spans
from govperf.layouts._rows.forms import FUNDS, Form, Goal, NamedBody
from govperf.layouts._rows.rows import RowReader
from govperf.layouts._rows.spans import Sheet
from govperf.layouts._rows.tables import HeadColumn, TableHead
from govperf.layouts.base import Role
from govperf.model.amounts import CURRENCY_UNITS, Budget, Money
from govperf.model.taxonomy import LEVEL2, classes_of, plain_class_name

__all__ = ["LongTable"]

_TOTAL: Final = re.compile(r"(?:合计|总计|小计|部门合计|单位小计|本页小计|.{0,20}合计|.{0,20}小计)")
_UNIT: Final = re.compile(r"[(](" + "|".join(CURRENCY_UNITS) + r")[)]")
_NOTE: Final = re.compile(r"(?:注|备注|说明|填表人|制表人|联系)[:(].*", re.DOTALL)
_ORDER: Final = tuple(LEVEL2)
_BODIES: Final = ("department", "unit")


@define
class _Project:
    """A project of a long table while its rows are gathered."""

    form: Form
    rows: list[int] = field(factory=list)


@define
class _Subtotal:
    """A unit with the budget that its own row prints."""

    department: NamedBody | None
    unit: NamedBody
    budget: Budget | None


@define
class LongTable:
    """All projects of the long tables of a grid, in print order."""

    draft: Draft
    sheet: Sheet
    parts: list[_Project | _Subtotal] = field(factory=list)
    department: NamedBody | None = None
    unit: NamedBody | None = None
    filer: NamedBody | None = None
    head: TableHead | None = None

    def read(self, head: TableHead, rows: Sequence[int], form: Form) -> None:
        """Read the rows below a head: total rows, and rows of indicators by project."""
        self._find_currency_unit(head)
        if form.department is not None and self.department is None:
            self.department = form.department
        self.filer = self.filer or form.filer
        first = len(self.projects)
        starts: dict[int, int] | None = None
        for at, row in enumerate(rows):
            if self._is_head(row) or self._read_total(head, row):
                continue
            if starts is None:
                starts = self._find_centred(head, [one for one in rows[at:] if not self._is_total(one)])
            self._read_row(head, row, starts)
        for project in self.projects[first:]:
            found = RowReader(self.draft, self.sheet, head, project.rows).read()
            project.form.indicators += [one.indicator for one in found if one.recipient is None]

    def _find_centred(self, head: TableHead, rows: Sequence[int]) -> dict[int, int]:
        """Where the cells of projects stand in the middle of their rows: the first row of each, and the row of its cells."""
        column = head.project.get("project")
        if (
            column is None
            or not rows
            or self._own(rows[0], column) is not None
            or self.sheet.at(rows[0], column.columns[0])
        ):
            return {}
        named = [at for at, row in enumerate(rows) if self._own(row, column) is not None]
        if any(self._is_subtotal(head, row) for row in rows):
            return {}
        lengths = fit_spans(named, len(rows), lambda lengths: self._descents(head, rows, lengths))
        starts: dict[int, int] = {}
        start = 0
        for at, length in zip(named, lengths or (), strict=False):
            starts[rows[start]] = rows[at]
            start += length
        return starts

    def _descents(self, head: TableHead, rows: Sequence[int], lengths: Sequence[int]) -> int:
        """How often the classes of one project go back to earlier ones, if the projects have so many rows each."""
        column = head.blocks[0].columns.get("level2") or head.blocks[0].columns.get("level1")
        start, found = 0, 0
        for length in lengths:
            part = rows[start : start + length]
            cells = [self._own(row, column) for row in part] if column is not None else []
            order = [
                _ORDER.index(plain)
                for cell in cells
                if cell and (plain := plain_class_name(cell.text)) in _ORDER
            ]
            found += sum(later < earlier for earlier, later in pairwise(order))
            start += length
        return found

    @property
    def projects(self) -> list[_Project]:
        """The projects, in print order."""
        return [part for part in self.parts if isinstance(part, _Project)]

    def finish(self) -> None:
        """Put the projects under their units and departments."""
        outline = self.draft.outline
        for part in self.parts:
            body = part.form if isinstance(part, _Project) else part
            department, unit = self._place_filer(body.department, body.unit)
            outline.enter_department(
                department.body.name if department else None, department.place if department else None
            )
            name, place = (unit.body.name, unit.place) if unit else (None, None)
            if isinstance(part, _Subtotal):
                outline.open_unit(name, part.budget, place)
            else:
                outline.enter_unit(name, place)
                outline.add(part.form.make_project(part.form.indicators))

    def _place_filer(
        self, department: NamedBody | None, unit: NamedBody | None
    ) -> tuple[NamedBody | None, NamedBody | None]:
        """Whoever filed the table is the department of the units it names; where it names no body, the unit."""
        if self.filer is None or department is not None:
            return department, unit
        return (self.filer, unit) if unit is not None else (None, self.filer)

    def _read_row(self, head: TableHead, row: int, starts: Mapping[int, int]) -> None:
        at = starts.get(row, row if not starts else -1)
        cells = {
            key: cell
            for key, column in head.project.items()
            if at >= 0 and (cell := self._own(at, column)) is not None
        }
        if self._is_unit_line(row, cells):
            self._enter_unit_line(row)
            return
        self._enter_bodies(cells)
        named = cells.get("project")
        if named is not None and not self._is_same(named):
            self.parts.append(_Project(Form(named.place, department=self.department, unit=self.unit)))
        elif not self.projects:
            cell = self.sheet.printed(row)[0][1]
            self.draft.report("project-unnamed", cell)
            self.parts.append(_Project(Form(cell.place, department=self.department, unit=self.unit)))
        project = self.projects[-1]
        self._enter_project(project.form, head, cells)
        project.rows.append(row)

    def _is_unit_line(self, row: int, cells: Mapping[str, Cell]) -> bool:
        """Whether a row prints one name alone: that of the unit whose projects follow."""
        printed = self.sheet.printed(row)
        return len(printed) == 1 and "project" in cells and printed[0][1] is cells["project"]

    def _enter_unit_line(self, row: int) -> None:
        cell = self.sheet.printed(row)[0][1]
        self.draft.mark(cell)
        self.unit = NamedBody.of(cell, unwrap(cell.text).text.strip())

    def _enter_bodies(self, cells: dict[str, Cell]) -> None:
        for key in _BODIES:
            cell = cells.get(key) or (cells.get("filer") if key == "unit" else None)
            if cell is not None:
                self.draft.mark(cell)
                setattr(self, key, NamedBody.of(cell, unwrap(cell.text).text.strip()))
                if key == "department":
                    self.unit = None

    def _is_same(self, cell: Cell) -> bool:
        """Whether a name repeats that of the open project, as tables without merged cells do."""
        form = self.projects[-1].form if self.projects else None
        if form is None or form.project is None:
            return False
        printed, own = (unwrap(one.text).text.strip() for one in (form.project.cell, cell))
        return (printed, *_name_all(form.department, form.unit)) == (
            own,
            *_name_all(self.department, self.unit),
        )

    def _enter_project(self, form: Form, head: TableHead, cells: dict[str, Cell]) -> None:
        """Name, code, goals and money of a project; what repeats in each row is the same."""
        for key, cell in cells.items():
            text = unwrap(cell.text).text.strip()
            if key == "project":
                form.read_name(self.draft, cell, text, key)
            elif key in {"goal", "cycle_goal"}:
                self._enter_goal(form, key, head.project[key], cell, text)
            elif key in FUNDS:
                money = form.read_amount(self.draft, cell)
                if money is not None:
                    form.funds.setdefault(key, money)
            elif key == "code":
                form.code = form.code or text
                self.draft.mark(cell)
            elif key not in _BODIES and (head.project[key].label, text) not in form.extras:
                form.add_extra(self.draft, head.project[key].label, cell)
            else:
                self.draft.mark(cell)

    def _enter_goal(self, form: Form, key: str, column: HeadColumn, cell: Cell, text: str) -> None:
        known = next((goal for goal in form.goals if goal.key == key), None)
        self.draft.read_goal(cell)
        if known is None:
            form.goals.append(Goal(key, column.label, [text]))
        elif text not in known.texts:
            known.texts.append(text)

    def _is_total(self, row: int) -> bool:
        first = self.sheet.printed(row)[0][1]
        return _TOTAL.fullmatch(first.head) is not None and not classes_of(first.text)

    def _read_total(self, head: TableHead, row: int) -> bool:
        """A row of totals: of the table, or of the unit that it names."""
        printed = self.sheet.printed(row)
        first = printed[0][1]
        if len(printed) == 1 and _NOTE.fullmatch(fold(first.text).strip()):
            self.draft.mark(first, Role.PROBLEM)
            self.draft.report("note", first)
            return True
        total = self._is_total(row)
        if not total and not self._is_subtotal(head, row):
            return False
        form = Form()
        budget = Budget(*(self._money(form, row, head.project.get(key)) for key in FUNDS))
        for _, cell in printed:
            place = cell.place
            if (place.page, place.row, place.column or 0) not in self.draft.roles:
                self.draft.mark(cell, Role.TOTAL)
        if total:
            self.draft.total = self.draft.total or (budget or None)
        else:
            self._open_unit(head, row, budget)
        return True

    def _is_subtotal(self, head: TableHead, row: int) -> bool:
        """Whether a row has a body and money, but neither a project nor an indicator."""
        keys = {key for key, column in head.project.items() if self._own(row, column) is not None}
        block = head.blocks[0]
        inner = [block.columns.get(key) for key in ("level1", "level2", "name")]
        inner += [group.value for group in block.groups]
        blank = all(column is None or self._own(row, column) is None for column in inner)
        return (
            blank
            and "project" not in keys
            and bool(keys & {"unit", "department"})
            and bool(keys & set(FUNDS))
        )

    def _open_unit(self, head: TableHead, row: int, budget: Budget) -> None:
        cells = {
            key: cell for key, column in head.project.items() if (cell := self._own(row, column)) is not None
        }
        self._enter_bodies(cells)
        department = self.department
        if department is not None and self.unit is not None and department.body.name == self.unit.body.name:
            self.draft.total = self.draft.total or (budget or None)
        elif "unit" in cells and self.unit is not None:
            self.parts.append(_Subtotal(department, self.unit, budget or None))
        elif self.draft.total is None:
            self.draft.total = budget or None

    def _money(self, form: Form, row: int, column: HeadColumn | None) -> Money | None:
        cell = self._own(row, column) if column is not None else None
        return form.read_amount(self.draft, cell) if cell is not None else None

    def _own(self, row: int, column: HeadColumn) -> Cell | None:
        """The cell that begins in this row in a column."""
        cells = self.sheet.rows[row]
        return next((cells[at] for at in column.columns if at < len(cells) and cells[at]), None)

    def _is_head(self, row: int) -> bool:
        printed = self.sheet.printed(row)
        heads = sum(self.sheet.head_of(cell) is not None for _, cell in printed)
        if len(printed) < 3 or heads < len(printed) // 2 or any(classes_of(cell.text) for _, cell in printed):
            return False
        for _, cell in printed:
            self.draft.mark(cell, Role.HEAD)
        return True

    def _find_currency_unit(self, head: TableHead) -> None:
        for cell in head.cells:
            bracket = _UNIT.search(fold(cell.text))
            unit = find_currency_unit(cell.text) or (bracket[1] if bracket else None)
            if unit is not None and self.draft.currency_unit is None:
                self.draft.enter_currency_unit(unit)


def _name_all(*bodies: NamedBody | None) -> list[str | None]:
    return [body.body.name if body is not None else None for body in bodies]
