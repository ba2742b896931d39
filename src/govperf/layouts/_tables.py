"""What the two project forms share: a head row, rows below it, and lines around them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from attrs import evolve, fields, frozen

from govperf._width import fold, unwrap
from govperf.errors import InputError, NotRenderableError
from govperf.grammar.amounts import find_currency_unit, is_amount
from govperf.grammar.indicators import Style
from govperf.grid import Cell, Grid, fold_heads
from govperf.layouts._drafts import Draft, read_year
from govperf.layouts.base import Evidence, Role, Survey, TableReading, is_title
from govperf.layouts.columns import Alignment, Column, align
from govperf.layouts.totals import check_totals
from govperf.model.departments import Department
from govperf.model.disclosures import Disclosure
from govperf.model.projects import Project
from govperf.places import Place

__all__ = ["PAGE_NUMBER", "Heads", "ProjectTable", "check_same", "part_unit", "read_lone_line"]

# Possessive blanks (`\s*+`): a line of a hundred thousand blanks must not be tried from each of them.
_DEPARTMENT = re.compile(r"\s*+(?:部门|单位)名称\s*+:\s*+(\S(?:.*\S)?)\s*+", re.DOTALL)
_UNIT_BESIDE: Final = re.compile(r"(?<=\S)\s+(?:金额|货币|资金|计量)?单位\s?[:：]\s*\S{1,4}\s*$")
PAGE_NUMBER = re.compile(
    r"\s*+(?:第\s*+\d++\s*+页(?:\s*+[,/]?\s*+共\s*+\d++\s*+页)?|-?\s*+\d++\s*+-?|\d++\s*+/\s*+\d++)\s*+"
)
_SHORT: Final = 80
_BODIES: Final = frozenset({"department", "unit"})


@frozen(slots=True)
class Heads:
    """A head row as found: which column of the form each of its cells names, and the unit of money below it."""

    columns: tuple[Column, ...]
    unknown: tuple[Cell, ...]
    currency_unit: str | None = None


class ProjectTable(ABC):
    """A form that prints a project a row. A district is a subclass that states its differences as attributes."""

    NAME: ClassVar[str]
    FORM: ClassVar[str]
    TITLE: ClassVar[str] = "项目支出绩效目标表（含转移支付项目）"
    COLUMNS: ClassVar[tuple[Column, ...]]
    LEAST_HEADS: ClassVar[int]
    """How many heads of the form a row must have to be its head row: a damaged copy may have lost some."""
    _by_head: ClassVar[dict[str, Column]]
    DISTRICT: ClassVar[str | None] = None
    """The name that a district's documents carry; a form of its own asks for none."""
    STYLE: ClassVar[Style] = Style()

    def __init_subclass__(cls) -> None:
        """Check the declaration when the class is made, so that a wrong one cannot wait for its first document."""
        if ABC in cls.__bases__:
            return
        for name, kind in (
            ("NAME", str),
            ("FORM", str),
            ("TITLE", str),
            ("COLUMNS", tuple),
            ("LEAST_HEADS", int),
        ):
            if not isinstance(getattr(cls, name, None), kind):
                raise InputError(f"layout {cls.__name__} must state {name} as a {kind.__name__}")
        keys = [column.key for column in cls.COLUMNS]
        if len(set(keys)) != len(keys) or not 0 < cls.LEAST_HEADS <= len(keys):
            raise InputError(
                f"layout {cls.__name__}: COLUMNS must have different keys, and LEAST_HEADS lie within"
            )
        cls._by_head = {head: column for column in cls.COLUMNS for head in column.heads}

    def identify(self, survey: Survey) -> Evidence:
        """How many heads stand in one row; the title and, for a district, its name speak for it too."""
        best = max((self._match(row) for row in survey.heads), key=len, default=())
        keys = {column.key for column in best}
        found = [column.head for column in best]
        missed = [column.head for column in self.COLUMNS if column.key not in keys]
        title = survey.title
        if title is not None and "项目" in title:
            found.append(title)
        claims = len(best) >= self.LEAST_HEADS
        if self.DISTRICT is not None:
            named = any(self.DISTRICT in name for name in self._find_bodies(survey))
            (found if named else missed).append(self.DISTRICT)
            claims = claims and named
        return Evidence(self.NAME, claims, tuple(found), tuple(missed))

    def _find_bodies(self, survey: Survey) -> Iterator[str]:
        """The texts that name who publishes: lone lines, the columns of bodies, and rows of a name and amounts.

        Other cells do not count: a project of one district may be named after another.
        """
        yield from survey.lones
        at = max(range(len(survey.heads)), key=lambda index: len(self._match(survey.heads[index])), default=0)
        keys = [self._by_head.get(text) for text in survey.heads[at]] if survey.heads else []
        bodies = [index for index, column in enumerate(keys) if column and column.key in _BODIES]
        for row, cells in zip(survey.heads[at + 1 :], survey.grid.rows[at + 1 :], strict=False):
            yield from (row[index] for index in bodies if index < len(row))
            if not bodies and all(not cell or is_amount(cell.text) for cell in cells[1:]):
                yield row[0] if row else ""

    def read(self, grid: Grid) -> TableReading:
        """Read the lines above the head, then the rows below it; heads repeated at page breaks are passed over."""
        draft = Draft(grid, self.NAME, self.FORM)
        heads: Heads | None = None
        body: list[tuple[Sequence[Cell], Heads]] = []
        place: Place | None = None
        for row in grid.rows:
            found = self._find_heads(row)
            if found is not None:
                heads = self._enter_heads(draft, row, found, first=heads is None)
            elif heads is None or sum(map(bool, row)) <= 1:
                if body and _names_department(row):
                    # The rows above belong to the department above.
                    self._read_body(draft, body)
                    body = []
                self._read_line(draft, row)
            else:
                place = place or row[0].place.whole()
                if heads.currency_unit != draft.currency_unit:
                    # One page in 万元 and the next in 元: each row keeps the unit that was named last.
                    heads = evolve(heads, currency_unit=draft.currency_unit)
                body.append((row, heads))
        self._read_body(draft, body)
        departments = draft.outline.build()
        draft.problems += check_totals(draft.total, departments)
        return draft.finish(departments, place)

    def render(self, disclosure: Disclosure) -> Grid:
        """The tables of a disclosure one below the other, each with its title, its head and its rows."""
        if any(department.statement for department in disclosure.departments):
            raise NotRenderableError(
                f"{self.NAME} has no place for a department's own statement",
                hint="render without naming a layout, and each table goes into its own form",
            )
        grid = Grid.of(self._pad(list(self._rows(disclosure))))
        read = self.read(grid).disclosure
        check_same(disclosure, read, self.NAME)
        return grid

    @abstractmethod
    def _read_body(self, draft: Draft, body: Sequence[tuple[Sequence[Cell], Heads]]) -> None:
        """Read the rows below the heads into the draft."""

    @abstractmethod
    def _rows(self, disclosure: Disclosure) -> Iterator[list[str]]:
        """The texts of all rows, title and heads included."""

    def _align(self, draft: Draft, row: Sequence[Cell], heads: Heads, spare: frozenset[str]) -> Alignment:
        """A row put to its columns; what it lost is reported."""
        aligned = align(row, heads.columns, spare)
        expected = len(heads.columns)
        numbers = {"found": expected - len(aligned.lost) if aligned.lost else len(row), "expected": expected}
        if aligned.lost and not aligned.unplaced:
            code = "row-cut" if aligned.cut else "cells-missing"
            draft.report(code, row[0], **numbers, name="、".join(column.head for column in aligned.lost))
        elif aligned.lost or len(row) < expected:
            texts = "、".join(cell.text.strip()[:20] for cell in aligned.unplaced)
            draft.report("cells-ambiguous", row[0], **numbers, name=texts)
            for cell in aligned.unplaced:
                draft.mark(cell, Role.PROBLEM)
        return aligned

    def _match(self, row: Sequence[str]) -> tuple[Column, ...]:
        """The columns of this form that a row of folded texts names."""
        return tuple(self._by_head[text] for text in row if text in self._by_head)

    def _find_heads(self, row: Sequence[Cell]) -> Heads | None:
        """The head row, if this is one."""
        if len(row) < self.LEAST_HEADS or any(len(cell.text) > _SHORT for cell in row):
            return None
        by_cell = [self._by_head.get(head) for head in fold_heads(row)]
        known = [column for column in by_cell if column is not None]
        if len(known) < self.LEAST_HEADS or len(set(known)) != len(known):
            return None
        while by_cell and by_cell[-1] is None and not row[len(by_cell) - 1]:
            by_cell.pop()
        pairs = zip(by_cell, row, strict=False)
        columns = tuple(column or Column(f"column {at}", row[at].text) for at, column in enumerate(by_cell))
        return Heads(columns, tuple(cell for column, cell in pairs if column is None and cell))

    def _enter_heads(self, draft: Draft, row: Sequence[Cell], heads: Heads, *, first: bool) -> Heads:
        """Mark a head row; the first one tells which columns the table does not have."""
        for cell in row:
            draft.mark(cell, Role.HEAD)
        if first:
            keys = {column.key for column in heads.columns}
            for column in self.COLUMNS:
                if column.key not in keys:
                    draft.report("column-missing", row[0], name=column.head)
            for cell in row:
                draft.currency_unit = draft.currency_unit or find_currency_unit(cell.text)
        return heads

    def _read_line(self, draft: Draft, row: Sequence[Cell]) -> None:
        """A line that is no row of the table."""
        for cell in row:
            if cell and not read_lone_line(draft, cell):
                draft.mark(cell, Role.PROBLEM)
                draft.report("row-unread", cell)

    def _title(self, disclosure: Disclosure) -> str:
        """The title as it was printed, or the form's own."""
        titles = (table.title for table in disclosure.tables if table.form == self.FORM and table.title)
        year = f"{disclosure.fiscal_year}年" if disclosure.fiscal_year else ""
        return next(titles, year + self.TITLE)

    def _pad(self, rows: list[list[str]]) -> list[list[str]]:
        """All rows as wide as the form."""
        return [row + [""] * (len(self.COLUMNS) - len(row)) if row else row for row in rows]


def part_unit(draft: Draft, text: str) -> str:
    """The name that a line prints, without the unit of money that a PDF puts on the same line behind it."""
    beside = _UNIT_BESIDE.search(text)
    if beside is None:
        return text.strip()
    unit = find_currency_unit(beside[0])
    if unit is not None:
        draft.enter_currency_unit(unit)
    return text[: beside.start()].strip()


def read_lone_line(draft: Draft, cell: Cell) -> bool:
    """Read a line that stands alone: a title, the department, the unit of money, a page number; False if none."""
    unwrapped = unwrap(cell.text).text
    text = fold(unwrapped)
    if is_title(cell):
        draft.mark(cell, Role.TITLE)
        draft.fiscal_year = draft.fiscal_year or read_year(cell.text)
        draft.title = draft.title or "".join(cell.text.split())
        return True
    department = _DEPARTMENT.fullmatch(text)
    if department:
        draft.mark(cell)
        draft.outline.enter_department(part_unit(draft, unwrapped[department.start(1) :]), cell.place)
        return True
    unit = find_currency_unit(cell.text)
    if unit is not None:
        draft.mark(cell)
        draft.enter_currency_unit(unit)
        draft.fiscal_year = draft.fiscal_year or read_year(cell.text)
        return True
    if len(text) <= _SHORT and PAGE_NUMBER.fullmatch(text):
        draft.mark(cell, Role.STRUCTURE)
        return True
    return False


def check_same(wanted: Disclosure, read: Disclosure, layout: str) -> None:
    """Refuse a rendering that does not read back to what it was made of.

    Raises:
        NotRenderableError: names the first thing that the form cannot hold.
    """
    for before, after in zip(wanted.departments, read.departments, strict=False):
        _check_department(before, after, layout)
    if wanted.departments != read.departments:
        raise NotRenderableError(f"{layout} cannot hold these departments side by side")
    for attribute in ("currency_unit", "total"):
        before_table = getattr(wanted.tables[0], attribute) if wanted.tables else None
        if before_table is not None and before_table != getattr(read.tables[0], attribute):
            raise NotRenderableError(f"{layout} has no place for the table's {attribute.replace('_', ' ')}")
    if wanted.fiscal_year != read.fiscal_year and read.fiscal_year is not None:
        raise NotRenderableError(f"the title names another year than {wanted.fiscal_year}")


def _names_department(row: Sequence[Cell]) -> bool:
    """Whether a line names the department of the rows below it."""
    return any(_DEPARTMENT.fullmatch(fold(unwrap(cell.text).text)) for cell in row if cell)


def _check_department(before: Department, after: Department, layout: str) -> None:
    """Name the first difference between a department and its rendering."""
    if before == after:
        return
    for old, new in zip(before.units, after.units, strict=False):
        for project, again in zip(old.projects, new.projects, strict=False):
            if project != again:
                parts = (part.name for part in fields(Project) if part.eq)
                part = next(part for part in parts if getattr(project, part) != getattr(again, part))
                part = part.replace("_", " ")
                raise NotRenderableError(
                    f"{layout} cannot hold the {part} of this project", text=project.name
                )
        if (old.name, old.budget) != (new.name, new.budget):
            raise NotRenderableError(
                f"{layout} cannot hold this budget unit and its budget", text=old.name or ""
            )
    raise NotRenderableError(f"{layout} cannot hold this department as it is", text=before.name or "")
