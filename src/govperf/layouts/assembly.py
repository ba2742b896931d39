"""From the grids of one file to one disclosure: tables are parted, each is read by its layout, and they are joined."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve, frozen

from govperf.errors import LayoutError, NotRenderableError, UnknownLayoutError, shorten
from govperf.grid import Grid
from govperf.layouts.base import Evidence, Layout, Survey, TableReading, is_title
from govperf.layouts.registry import choose, get_layout, identify
from govperf.layouts.totals import check_against_table
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Problem, Table
from govperf.model.problems import report
from govperf.places import Place

__all__ = [
    "Identified",
    "identify_tables",
    "join",
    "join_pages",
    "read_grids",
    "read_tables",
    "render_tables",
    "set_apart",
    "split_tables",
]

_SHOWN: Final = 3
_HEADS: Final = 6
_FIRST: Final = 12
_WIDE: Final = 20


@frozen(slots=True)
class Identified:
    """One table of a file, and what every layout says of it.

    Attributes:
        grid: the table.
        evidence: of every layout, the best first.
        layout: the name of the one that reads it; None if there is none.
        error: why there is none.
    """

    grid: Grid
    evidence: tuple[Evidence, ...]
    layout: str | None = None
    error: LayoutError | None = None

    @property
    def place(self) -> Place | None:
        """Where the table begins."""
        return next((cell.place for cell in self.grid.cells), None)


def split_tables(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid, parted where a title comes after rows of another table.

    The same title again is a page break, unless another department follows it.
    """
    starts, title, filled = [0], None, False
    for index, row in enumerate(grid.rows):
        cells = [cell for cell in row if cell]
        if len(cells) == 1 and is_title(cells[0]):
            if filled and (cells[0].head != title or _names_department(grid, index)):
                starts.append(index)
                filled = False
            title = cells[0].head
        filled = filled or len(cells) > 1
    for start, end in zip(starts, [*starts[1:], len(grid)], strict=True):
        part = grid.part(start, end)
        if any(True for _ in part.cells):
            yield part


def set_apart(grid: Grid) -> tuple[Grid, ...]:
    """The tables of a grid, each a grid that bears its title as its name, so that it can have a sheet of its own."""
    return tuple(_named(table) for table in split_tables(grid)) or (grid,)


def identify_tables(grids: Iterable[Grid], layout: Layout | None = None) -> list[Identified]:
    """Each table of these grids with its evidence and its layout, or why it has none."""
    return [_identify(table, layout) for grid in join_pages(grids) for table in split_tables(grid)]


def join_pages(grids: Iterable[Grid]) -> Iterator[Grid]:
    """The grids with pages that follow one another joined, for a table runs over them; a sheet has a name, a page none."""
    for named, group in groupby(grids, key=lambda grid: bool(grid.name)):
        pages = list(group)
        if named or len(pages) == 1:
            yield from pages
        else:
            yield Grid(tuple(row for page in pages for row in page.rows), page=pages[0].page)


def read_grids(grids: Iterable[Grid], layout: str | os.PathLike[str] | None = None) -> Disclosure:
    """The one disclosure of a file; tables that are something else are named in its problems.

    Raises:
        UnknownLayoutError: no table is of any layout.
        AmbiguousLayoutError: two layouts know a table equally well.
    """
    asked = get_layout(layout) if layout is not None else None
    return read_tables(identify_tables(grids, asked), asked)


def read_tables(tables: Sequence[Identified], asked: Layout | None = None) -> Disclosure:
    """The one disclosure of tables whose layouts are known, as `read_grids` gives it, with its errors."""
    known = [(table, asked or get_layout(table.layout)) for table in tables if table.layout is not None]
    if not known:
        raise _refuse(tables)
    disclosures = [_read(table, reader) for table, reader in known]
    unknown = [
        report("table-unknown", table.place, None, {"why": table.error.what})
        for table in tables
        if table.error is not None
    ]
    return join(disclosures, unknown)


def join(disclosures: Sequence[Disclosure], problems: Iterable[Problem] = ()) -> Disclosure:
    """One disclosure of several tables: departments of the same name become one."""
    departments: list[Department] = []
    known: dict[str | None, list[int]] = {}
    tables: dict[str | None, list[Table]] = {}
    found = [problem for one in disclosures for problem in one.problems]
    for one in disclosures:
        for department in one.departments:
            _join_department(departments, known.setdefault(department.name, []), department)
        names = [each.name for each in one.departments if each.units]
        if len(names) == 1:
            tables.setdefault(names[0], []).append(one.tables[0])
    for department in departments:
        if department.statement is not None:
            for table in tables.get(department.name, ()):
                found += check_against_table(department.statement, table)
    return Disclosure(
        tuple(departments),
        tuple(table for one in disclosures for table in one.tables),
        next((one.fiscal_year for one in disclosures if one.fiscal_year is not None), None),
        problems=tuple(sorted((*found, *problems), key=_order)),
    )


def render_tables(disclosure: Disclosure) -> Grid:
    """A disclosure in its own layouts: each kind of table in the layout it was read with, one below the other.

    Raises:
        NotRenderableError: it does not say which layouts, or one cannot hold what is to go into it.
    """
    rows: list[list[str]] = []
    for part in _parts(disclosure):
        if part.layout is None:
            raise NotRenderableError("the disclosure names no layout", hint="say which with layout=")
        rows += [*([[]] if rows else []), *get_layout(part.layout).render(part).texts]
    if not rows:
        raise NotRenderableError("the disclosure is empty")
    return Grid.of(rows)


def _named(table: Grid) -> Grid:
    """The table without the blank rows that part it from the next one, named by its title if it has no name."""
    end = max(index for index, row in enumerate(table.rows, 1) if any(row))
    lines = ([cell for cell in row if cell] for row in table.rows)
    title = next((cells[0].text for cells in lines if len(cells) == 1 and is_title(cells[0])), "")
    return Grid(table.rows[:end], page=table.page, name=table.name or " ".join(title.split()))


def _refuse(tables: Sequence[Identified]) -> LayoutError:
    """Why nothing was read: what was seen, and the layouts that came nearest; a tie is told first."""
    errors = [table.error for table in tables if table.error is not None]
    tie = next((error for error in errors if not isinstance(error, UnknownLayoutError)), None)
    if tie is not None or not errors:
        return tie or UnknownLayoutError("no target table here: nothing is printed")
    shown = [f"at {table.place} with {_describe(table.grid)}" for table in tables[:_SHOWN]]
    more = [f"and {len(tables) - _SHOWN} more"] if len(tables) > _SHOWN else []
    seen = f"{len(tables)} table{'' if len(tables) == 1 else 's'} seen, {', '.join([*shown, *more])}"
    nearest = max(tables, key=lambda table: max((one.score for one in table.evidence), default=0))
    why = nearest.error.what.partition("; ")[2] if nearest.error is not None else ""
    return UnknownLayoutError(f"no target table here: {seen}; {why}", hint="govperf explain shows all")


def _describe(grid: Grid) -> str:
    """What a table prints, for a message: the fullest of its first rows, which has its heads most often."""
    rows = [[shorten(cell.text, _WIDE) for cell in row if cell] for row in grid.rows]
    fullest = max([row for row in rows if row][:_FIRST], key=len)
    return "“" + "、".join(fullest[:_HEADS]) + ("…" if len(fullest) > _HEADS else "") + "”"


def _identify(grid: Grid, layout: Layout | None) -> Identified:
    evidence = identify(grid)
    if layout is not None:
        return Identified(grid, evidence, layout.NAME)
    try:
        return Identified(grid, evidence, choose(evidence).NAME)
    except LayoutError as error:
        return Identified(grid, evidence, error=error)


def _read(table: Identified, layout: Layout) -> Disclosure:
    """Read a table; a layout that was asked for by name and finds nothing has been asked in error."""
    reading: TableReading = layout.read(table.grid)
    if not reading.disclosure.departments and reading.disclosure.problems:
        own = layout.identify(Survey(table.grid))
        raise UnknownLayoutError(
            f"the layout {layout.NAME} finds nothing to read in this table: it missed {'、'.join(own.missed)}",
            hint="leave out layout=, or see govperf explain",
        )
    return reading.disclosure


def _names_department(grid: Grid, index: int) -> bool:
    """Whether the lines between a title and its table name a department other than the one named last above it."""
    below = _department(grid, range(index + 1, len(grid)), through=False)
    return below is not None and _department(grid, range(index - 1, -1, -1), through=True) not in {
        None,
        below,
    }


def _department(grid: Grid, rows: Iterable[int], *, through: bool) -> str | None:
    """The first line of these rows that names a department; only up to a title or row of a table, or through them."""
    for at in rows:
        cells = [cell for cell in grid.rows[at] if cell]
        if cells and cells[0].head.startswith("部门名称"):
            return "".join(cell.head for cell in cells)
        if not through and (len(cells) > 1 or (cells and is_title(cells[0]))):
            return None
    return None


def _join_department(departments: list[Department], same: list[int], new: Department) -> None:
    """Add a department, or what it brings to one of the same name; `same` are the indexes of those."""
    for index in same:
        old = departments[index]
        if not (old.statement and new.statement):
            units = _join_units(old.units, new.units)
            departments[index] = evolve(old, units=units, statement=old.statement or new.statement)
            return
    same.append(len(departments))
    departments.append(new)


def _join_units(old: Iterable[BudgetUnit], new: Iterable[BudgetUnit]) -> tuple[BudgetUnit, ...]:
    """The units of two tables; one that comes back is one unit, unless both tables print money for it."""
    units = list(old)
    for unit in new:
        at = next((at for at, one in enumerate(units) if one.name == unit.name), None)
        if at is None or (units[at].budget and unit.budget):
            units.append(unit)
        else:
            budget = units[at].budget or unit.budget
            units[at] = evolve(units[at], budget=budget, projects=(*units[at].projects, *unit.projects))
    return tuple(units)


def _parts(disclosure: Disclosure) -> Iterator[Disclosure]:
    """The disclosure cut into what each layout holds, statements and projects, in the order of their tables."""
    statements = tuple(evolve(one, units=()) for one in disclosure.departments if one.statement)
    projects = tuple(evolve(one, statement=None) for one in disclosure.departments if one.units)
    first = bool(disclosure.tables) and disclosure.tables[0].of_department
    for departments, of_statement in sorted(
        ((projects, False), (statements, True)), key=lambda part: part[1] is not first
    ):
        tables = tuple(table for table in disclosure.tables if table.of_department is of_statement)
        if departments:
            yield evolve(disclosure, departments=departments, tables=tables)


def _order(problem: Problem) -> tuple[int, int, int]:
    place = problem.place
    return (0, 0, 0) if place is None else (place.page, place.row, place.column or 0)
