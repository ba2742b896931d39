"""From the grids of one file to one disclosure: tables are parted, each is read by its layout, and they are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from govperf.errors import LayoutError, NotRenderableError, UnknownLayoutError
from govperf.grid import Grid
from govperf.layouts.base import Evidence, Layout, Reading, is_title
from govperf.layouts.registry import choose, get_layout, identify
from govperf.layouts.totals import check_against_table
from govperf.model.departments import Department
from govperf.model.disclosures import Disclosure, Problem
from govperf.model.problems import report
from govperf.places import Place

__all__ = ["Identified", "identify_tables", "join", "read_grids", "render_tables", "split_tables"]


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


def identify_tables(grids: Iterable[Grid], layout: str | None = None) -> list[Identified]:
    """Each table of these grids with its evidence and its layout, or why it has none."""
    return [_identify(table, layout) for grid in grids for table in split_tables(grid)]


def read_grids(grids: Iterable[Grid], layout: str | None = None) -> Disclosure:
    """The one disclosure of a file; tables that are something else are named in its problems.

    Raises:
        UnknownLayoutError: no table is of any layout.
        AmbiguousLayoutError: two layouts know a table equally well.
    """
    tables = identify_tables(grids, layout)
    known = [(table, get_layout(table.layout)) for table in tables if table.layout is not None]
    if not known:
        errors = [table.error for table in tables if table.error is not None]
        raise errors[0] if errors else UnknownLayoutError("nothing is printed here")
    disclosures = [_read(table, reader) for table, reader in known]
    unknown = [
        report("table-unknown", table.place, why=table.error.what) for table in tables if table.error is not None
    ]
    return join(disclosures, unknown)


def join(disclosures: Sequence[Disclosure], problems: Iterable[Problem] = ()) -> Disclosure:
    """One disclosure of several tables: departments of the same name become one."""
    departments: list[Department] = []
    found = [problem for one in disclosures for problem in one.problems]
    for one in disclosures:
        for department in one.departments:
            _join_department(departments, department)
    for department in departments:
        if department.statement is not None:
            for one in disclosures:
                if [each.name for each in one.departments if each.units] == [department.name]:
                    found += check_against_table(department.statement, one.tables[0])
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


def _identify(grid: Grid, layout: str | None) -> Identified:
    evidence = identify(grid)
    if layout is not None:
        return Identified(grid, evidence, get_layout(layout).NAME)
    try:
        return Identified(grid, evidence, choose(evidence).NAME)
    except LayoutError as error:
        return Identified(grid, evidence, error=error)


def _read(table: Identified, layout: Layout) -> Disclosure:
    """Read a table; a layout that was asked for by name and finds nothing has been asked in error."""
    reading: Reading = layout.read(table.grid)
    if not reading.disclosure.departments and reading.disclosure.problems:
        own = next(one for one in table.evidence if one.layout == layout.NAME)
        raise UnknownLayoutError(
            f"the layout {layout.NAME} finds nothing to read in this table: it missed {'、'.join(own.missed)}",
            hint="leave out layout=, or see govperf explain",
        )
    return reading.disclosure


def _names_department(grid: Grid, index: int) -> bool:
    """Whether one of the three lines below a title names a department other than the one above it."""
    below = next(_departments_named(grid, range(index + 1, index + 7)), None)
    if below is None:
        return False
    above = next(_departments_named(grid, range(index - 1, -1, -1)), None)
    return above is not None and below != above


def _departments_named(grid: Grid, rows: Iterable[int]) -> Iterator[str]:
    """The lines that name a department among these rows, one by one: the next is all that is needed of a long table."""
    heads = (grid.rows[at][0].head for at in rows if at < len(grid) and grid.rows[at])
    return (head for head in heads if head.startswith("部门名称"))


def _join_department(departments: list[Department], new: Department) -> None:
    """Add a department, or what it brings to one of the same name."""
    for index, old in enumerate(departments):
        if old.name == new.name and not (old.statement and new.statement):
            departments[index] = evolve(
                old, units=(*old.units, *new.units), statement=old.statement or new.statement
            )
            return
    departments.append(new)


def _parts(disclosure: Disclosure) -> Iterator[Disclosure]:
    """The disclosure cut into what each layout holds: statements for itself, projects for itself."""
    statements = tuple(evolve(one, units=()) for one in disclosure.departments if one.statement)
    projects = tuple(evolve(one, statement=None) for one in disclosure.departments if one.units)
    for departments, of_statement in ((projects, False), (statements, True)):
        tables = tuple(table for table in disclosure.tables if (table.form == "department_form") is of_statement)
        if departments:
            yield evolve(disclosure, departments=departments, tables=tables)


def _order(problem: Problem) -> tuple[int, int, int]:
    place = problem.place
    return (0, 0, 0) if place is None else (place.page, place.row, place.column or 0)
