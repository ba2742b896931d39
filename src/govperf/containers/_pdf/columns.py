"""Tables that run on over pages: one whose rows on a page need fewer columns has fewer lines there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from govperf.containers._pdf.rules import NEAR
from govperf.containers._pdf.sheets import Sheet, Table, Text

__all__ = ["keep_columns"]


def keep_columns(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets, each table that goes on from the page before in the columns that it has there."""
    us: tuple[float, ...] = ()
    for sheet in sheets:
        first = sheet.blocks[0] if sheet.blocks else None
        if us and isinstance(first, Table) and (kept := _columns_of(first, us)) is not None:
            table = evolve(first, us=us, rows=tuple(_spread(row, kept) for row in first.rows))
            sheet = evolve(sheet, blocks=(table, *sheet.blocks[1:]))  # noqa: PLW2901
        last = sheet.blocks[-1] if sheet.blocks else None
        us = last.us if isinstance(last, Table) else ()
        yield sheet


def _columns_of(table: Table, us: Sequence[float]) -> list[int] | None:
    """Which of the lines of the page before each line of a table is; None where one is new or none is missing."""
    found = [next((at for at, other in enumerate(us) if abs(u - other) <= NEAR), None) for u in table.us]
    kept = [at for at in found if at is not None]
    whole = len(kept) == len(found) and kept[0] == 0 and kept[-1] == len(us) - 1
    return kept if whole and len(kept) < len(us) else None


def _spread(row: Sequence[Text | None], kept: Sequence[int]) -> tuple[Text | None, ...]:
    """A row with each cell over all columns that its own lines enclose."""
    spread: list[Text | None] = []
    for column, (cell, (start, end)) in enumerate(zip(row, pairwise(kept), strict=True)):
        if cell is not None:
            width = kept[column + cell.box.colspan] - start
            cell = evolve(cell, box=evolve(cell.box, column=start, colspan=width))  # noqa: PLW2901
        spread += [cell, *[None] * (end - start - 1)]
    return tuple(spread)
