"""The pages of a PDF file as plain rows, which can be sent from one process to another, and as grids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from govperf.grid import Cell, Grid
from govperf.places import Place

if TYPE_CHECKING:
    from govperf.containers._pdf.sheets import Sheet, Text

__all__ = ["Page", "grid_of", "pages_in"]

_Cell: TypeAlias = str | tuple[str, int, int]
Page: TypeAlias = tuple[int, list[list[_Cell]]]
"""The number of a page and its rows. A cell is its text, with its rows and columns where it has several."""


def pages_in(data: bytes) -> Iterator[Page]:
    """The pages one after the other, rows that run over pages joined. Raises ReadError."""
    from govperf.containers._pdf.columns import keep_columns
    from govperf.containers._pdf.documents import sheets_of
    from govperf.containers._pdf.joins import join_rows
    from govperf.containers._pdf.margins import without_margins

    for sheet in keep_columns(join_rows(without_margins(sheets_of(data)))):
        yield sheet.page, list(_rows(sheet))


def grid_of(page: Page) -> Grid:
    """A page as a grid: each line a row of one cell, each row of a table dense."""
    number, rows = page
    return Grid(
        tuple(
            tuple(_cell(cell, Place(row, column, page=number)) for column, cell in enumerate(cells, 1))
            for row, cells in enumerate(rows, 1)
        ),
        page=number,
    )


def _cell(cell: _Cell, place: Place) -> Cell:
    return Cell(cell, place) if isinstance(cell, str) else Cell(cell[0], place, cell[1], cell[2])


def _rows(sheet: Sheet) -> Iterator[list[_Cell]]:
    from govperf.containers._pdf.sheets import Line

    for block in sheet.blocks:
        if isinstance(block, Line):
            yield [block.text]
            continue
        for row in block.rows:
            yield [_plain(text) for text in row]


def _plain(text: Text | None) -> _Cell:
    if text is None:
        return ""
    return (
        text.text
        if text.box.rowspan == text.box.colspan == 1
        else (text.text, text.box.rowspan, text.box.colspan)
    )
