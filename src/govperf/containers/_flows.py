"""Running documents, HTML and Word, as a flow of lines, tables and page breaks, and from there to grids.

Each stretch between page breaks is a grid: its lines are rows of one cell, its tables follow in order. A
table that stands in a cell of another one is opened: its rows, and the lines around it in that cell, follow
the row of the cell, or the rows that are merged with it. So pages laid out by tables read as they look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import field, frozen

from govperf.containers._tables import Merge, check_size, lay_out
from govperf.grid import Cell, Grid

__all__ = ["BREAK", "Block", "Break", "Placed", "Table", "grids_of", "is_plain_line", "split_plain_lines"]


class Break(Enum):
    """What ends a page."""

    PAGE = "page"


BREAK = Break.PAGE


@frozen(slots=True)
class Placed:
    """A cell of a table; row and column count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    blocks: Sequence[Block]

    @property
    def is_open(self) -> bool:
        """Whether a table stands in it."""
        return Table in map(type, self.blocks)

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))


@frozen(slots=True)
class Table:
    """A table of a document: how many rows it has, and its cells in any order."""

    height: int
    cells: Sequence[Placed]


Block = str | Table | Break
"""A line of text, a table, or the end of a page."""


@frozen(slots=True)
class _Sheet:
    """The rows and merged ranges collected since the last page break."""

    rows: list[list[str]] = field(factory=list)
    merges: list[Merge] = field(factory=list)

    def add(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self._add_table(block)
            elif isinstance(block, str):
                self.rows.append([block])

    def _add_table(self, table: Table) -> None:
        lines: list[list[Placed]] = [[] for _ in range(table.height)]
        for cell in table.cells:
            lines[cell.row].append(cell)
        waiting: list[Placed] = []
        end = 0
        for number, cells in enumerate(lines):
            waiting += [cell for cell in cells if cell.is_open]
            end = max([end, *(cell.row + cell.rowspan for cell in cells)])
            if not (waiting and end <= number + 1 and all(cell.is_open or not cell.text for cell in cells)):
                self._add_row(cells)
            if end <= number + 1:
                for cell in waiting:
                    self.add(cell.blocks)
                waiting = []

    def _add_row(self, cells: list[Placed]) -> None:
        texts = [""] * max((cell.column + 1 for cell in cells), default=0)
        check_size(len(texts), 1)
        for cell in cells:
            texts[cell.column] = "" if cell.is_open else cell.text
            if cell.rowspan * cell.colspan > 1:
                self.merges.append(Merge(len(self.rows), cell.column, cell.rowspan, cell.colspan))
        self.rows.append(texts)


def grids_of(blocks: Sequence[Block]) -> Iterator[Grid]:
    """A grid for each page of the flow; `page` counts the breaks."""
    page, start = 1, 0
    for index, block in enumerate((*blocks, BREAK)):
        if block is BREAK:
            sheet = _Sheet()
            sheet.add(blocks[start:index])
            yield lay_out(sheet.rows, sheet.merges, page=page)
            page, start = page + 1, index + 1


def is_plain_line(row: tuple[Cell, ...]) -> bool:
    """Whether a row can be written as a paragraph and comes back as the same row."""
    if not row:
        return True
    cell = row[0]
    return (
        len(row) == 1 and cell.rowspan == cell.colspan == 1 and "\n" not in cell.text and _survives(cell.text)
    )


def split_plain_lines(grid: Grid) -> tuple[Grid, Grid, Grid]:
    """The lines before the table, the table, and the lines after it."""
    rows = [index for index, row in enumerate(grid.rows) if not is_plain_line(row)]
    if not rows:
        return grid, grid.part(0, 0), grid.part(0, 0)
    start, end = rows[0], max(index + cell.rowspan for index in rows for cell in grid.rows[index])
    return grid.part(0, start), grid.part(start, end), grid.part(end, len(grid))


def _survives(text: str) -> bool:
    return not text.strip().startswith("|")
