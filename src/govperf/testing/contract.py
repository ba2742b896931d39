"""The contract of a layout, checked: what every layout promises, whoever wrote it.

1. It has the names of `Layout`.
2. What it renders it claims, and no other layout claims it as well or better.
3. `read(render(d)) == d` for disclosures that its form can hold.
4. Nothing is lost: every cell that has something printed in it has a role; in a run-on cell the spans of indicators,
   separators and leftovers add up to the cell's text.
5. Nothing is guessed: cutting a value's place out of the table gives its text, white space of line wraps aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from govperf._width import unwrap
from govperf.containers.registry import find_container
from govperf.containers.text import read_text
from govperf.errors import GovperfError, NotRenderableError, ParseError
from govperf.grammar.amounts import parse_amount
from govperf.grammar.indicators import is_run_on, parse_indicators
from govperf.grid import Cell, Grid
from govperf.layouts.assembly import join, split_tables
from govperf.layouts.base import Evidence, Layout, Survey, TableReading
from govperf.layouts.registry import all_layouts
from govperf.model.amounts import Budget, Money
from govperf.model.disclosures import Disclosure
from govperf.model.indicators import Indicator
from govperf.places import Place
from govperf.testing import strategies
from govperf.testing.golden import describe_difference

__all__ = [
    "ContractError",
    "check_identified",
    "check_layout",
    "check_names",
    "check_nothing_guessed",
    "check_nothing_lost",
    "check_round_trip",
    "read_tables",
]

_NAMES: Final = ("NAME", "FORM", "TITLE")
_VERBS: Final = ("identify", "read", "render")


class ContractError(GovperfError, AssertionError):
    """A layout breaks its contract; the message says which clause, and shows the case."""


def check_layout(
    layout: Layout,
    samples: Iterable[str | Path] = (),
    *,
    disclosures: SearchStrategy[Disclosure] | None = None,
    max_examples: int = 50,
) -> None:
    """Check the whole contract of a layout, over generated disclosures and samples.

    The layout need not be registered; it is compared with all that are.

    Args:
        layout: an instance of it.
        samples: documents in it: paths, or texts.
        disclosures: what to render; needed for a form that govperf does not have.
        max_examples: how many disclosures to try.

    Raises:
        ContractError: it breaks a clause; Hypothesis adds the smallest case it found.
        InputError: there are no strategies for its form, and `disclosures` is not given.
    """
    check_names(layout)
    for sample in samples:
        for table in _tables(sample):
            check_identified(layout, table)
            _check_reading(layout, table)
    drawn = strategies.disclosures(layout) if disclosures is None else disclosures

    @settings(
        max_examples=max_examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(drawn)
    def check(disclosure: Disclosure) -> None:
        grid = check_round_trip(layout, disclosure)
        for table in split_tables(grid):
            check_identified(layout, table)
            _check_reading(layout, table)

    check()


def check_names(layout: Layout) -> None:
    """Clause 1: the names of the protocol are there, and are what they should be."""
    for name in _NAMES:
        value = getattr(layout, name, None)
        if not isinstance(value, str) or not value:
            raise ContractError(
                f"a layout must state {name} as text", where=type(layout).__name__, text=repr(value)
            )
    for name in _VERBS:
        if not callable(getattr(layout, name, None)):
            raise ContractError(f"a layout must have the method {name}", where=type(layout).__name__)


def check_identified(layout: Layout, grid: Grid) -> Evidence:
    """Clause 2: the layout claims the table, and no other has evidence as good."""
    survey = Survey(grid)
    own = layout.identify(survey)
    if own.layout != layout.NAME:
        raise ContractError("the evidence must carry the layout's name", where=layout.NAME, text=own.layout)
    if not own.claims:
        raise ContractError(
            f"the layout does not claim its own table; it missed {'、'.join(own.missed)}", where=own.layout
        )
    for other in all_layouts().values():
        if other.NAME == layout.NAME:
            continue
        evidence = other.identify(survey)
        if evidence.claims and evidence.score >= own.score:
            raise ContractError(
                f"{other.NAME} claims the table too, with {'、'.join(evidence.found)}",
                where=layout.NAME,
                text=_show(grid),
            )
    return own


def check_round_trip(layout: Layout, disclosure: Disclosure) -> Grid:
    """Clause 3: what the layout renders it reads back. Gives the rendering."""
    try:
        grid = layout.render(disclosure)
    except NotRenderableError as error:
        raise ContractError(
            f"the layout refuses what its form can hold: {error}", where=layout.NAME, text=repr(disclosure)
        ) from error
    difference = describe_difference(disclosure, read_tables(layout, grid))
    if difference:
        raise ContractError(f"what the layout renders reads back otherwise:\n{difference}", where=layout.NAME)
    return grid


def check_nothing_lost(reading: TableReading, grid: Grid) -> None:
    """Clause 4: every printed cell has a role, and a run-on cell is covered from end to end."""
    printed = {(cell.place.page, cell.place.row, cell.place.column or 0): cell for cell in grid.cells}
    for key, cell in printed.items():
        if key not in reading.roles:
            raise ContractError("a cell is lost: it has no role", where=str(cell.place), text=cell.text)
        if is_run_on(cell.text):
            check_covered(cell.text)
    invented = [key for key in reading.roles if key not in _keys(grid)]
    if invented:
        raise ContractError("a role stands for a cell that is not there", text=str(invented[0]))


def check_covered(text: str) -> None:
    """The spans of a run-on cell follow one another without gap and overlap, from its beginning to its end."""
    cell = parse_indicators(text)
    places = [one.place for one in cell.indicators if one.place is not None]
    spans = [(place.start or 0, place.end or 0) for place in places]
    spans = sorted([*spans, *cell.separators, *cell.leftovers])
    reached = 0
    for start, end in spans:
        if text[reached:start].strip("\r\n") or start < reached:
            raise ContractError(f"the spans of a run-on cell leave a gap or overlap at {reached}", text=text)
        reached = end
    if text[reached:].strip("\r\n"):
        raise ContractError(f"the spans of a run-on cell end at {reached}", text=text)


def check_nothing_guessed(disclosure: Disclosure, grid: Grid) -> None:
    """Clause 5: each value stands at its place in the table."""
    cells = {(cell.place.page, cell.place.row, cell.place.column): cell for cell in grid.cells}
    for what, place, text in _claims(disclosure):
        if place is None:
            raise ContractError(f"the {what} has no place", text=text)
        cell = cells.get((place.page, place.row, place.column))
        cut = "" if cell is None else unwrap(cell.cut(place)).text
        whole = place.start is not None and not what.startswith("indicator")
        if "target" in what and _is_joined(text, cut, cells.values()):
            continue
        if cut != text if whole else text not in cut:
            raise ContractError(
                f"the {what} is not printed at its place, where stands {cut!r}", where=str(place), text=text
            )
    for money in _moneys(disclosure):
        _check_money(money, cells)


def _is_joined(text: str, cut: str, cells: Iterable[Cell]) -> bool:
    """Whether a target is the value at its place with the sign and the unit of other cells around it."""
    before, found, after = text.partition(cut)
    printed = {unwrap(cell.text).text.strip() for cell in cells}
    return bool(found and cut) and all(part in printed for part in (before, after) if part)


def read_tables(layout: Layout, grid: Grid) -> Disclosure:
    """What a layout reads out of all tables of a grid, joined as `govperf.read` joins them."""
    return join([layout.read(table).disclosure for table in split_tables(grid)])


def _check_reading(layout: Layout, table: Grid) -> None:
    reading = layout.read(table)
    check_nothing_lost(reading, table)
    check_nothing_guessed(reading.disclosure, table)


def _tables(sample: str | Path) -> Iterator[Grid]:
    """The tables of a sample."""
    grids: Sequence[Grid]
    if isinstance(sample, Path):
        data = sample.read_bytes()
        grids = find_container(data).read(data)
    else:
        grids = read_text(sample)
    for grid in grids:
        yield from split_tables(grid)


def _keys(grid: Grid) -> set[tuple[int, int, int]]:
    return {(cell.place.page, cell.place.row, cell.place.column or 0) for row in grid for cell in row}


def _show(grid: Grid) -> str:
    return " | ".join(cell.text for cell in grid.cells)


def _claims(disclosure: Disclosure) -> Iterator[tuple[str, Place | None, str]]:
    """What is claimed to be printed somewhere: what it is, where, and which text."""
    for department in disclosure.departments:
        statement = department.statement
        if department.name is not None:
            yield "department", department.place, department.name
        for unit in department.units:
            if unit.name is not None:
                yield "budget unit", unit.place, unit.name
            for project in unit.projects:
                if project.name is not None:
                    yield "project", project.place, project.name
        for line in statement.budget if statement else ():
            yield "budget line", line.place, line.name
        for task in statement.tasks if statement else ():
            yield "task", task.place, task.name
    for one in disclosure.indicators:
        yield from _indicator_claims(one)


def _indicator_claims(one: Indicator) -> Iterator[tuple[str, Place | None, str]]:
    yield "indicator", one.place, one.name or ""
    for period, target in one.targets:
        yield f"{period} target", target.place, target.text


def _moneys(disclosure: Disclosure) -> Iterator[Money]:
    """All amounts of a disclosure."""
    budgets: list[Budget | None] = [table.total for table in disclosure.tables]
    for department in disclosure.departments:
        for unit in department.units:
            budgets += [unit.budget, *(project.budget for project in unit.projects)]
        if department.statement is not None:
            yield from (line.amount for line in department.statement.budget if line.amount is not None)
            yield from (task.funds for task in department.statement.tasks if task.funds is not None)
    for budget in budgets:
        yield from (money for money in (budget or Budget()).moneys if money is not None)


def _check_money(money: Money, cells: dict[tuple[int, int, int | None], Cell]) -> None:
    place = money.place
    cell = None if place is None else cells.get((place.page, place.row, place.column))
    try:
        printed = None if cell is None or place is None else parse_amount(cell.cut(place), money.unit)
    except ParseError:
        printed = None
    if printed != money:
        raise ContractError("an amount is not printed at its place", where=str(place), text=str(money.amount))
