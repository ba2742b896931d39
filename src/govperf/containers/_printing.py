"""How a grid is set in print: which rows are titles, heads and notes, and how wide each column is.

Districts publish their tables alike: a title over the width, a line with the currency unit on the right, a
bold head that is repeated on each page, a ruled body, notes below. A container knows nothing of budgets, so
all this is told from where the cells stand.
"""

from __future__ import annotations

import re
from math import ceil, sqrt
from typing import Final

from attrs import frozen

from govperf._width import display_width
from govperf.grid import Cell, Grid

__all__ = ["Outline", "column_widths", "is_number", "line_side", "outline", "row_lines"]

_MOST_HEADS: Final = 4
_NARROWEST: Final = 6
_WIDEST: Final = 110
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?", re.ASCII)
_UNIT = re.compile(r"\W*\w{0,4}单位\s*[:：].{1,12}", re.DOTALL)


@frozen(slots=True)
class Outline:
    """The parts of a grid, as indexes of rows.

    Attributes:
        table: the first row of the table; the rows before it are titles and other lines of their own.
        body: the first row after the heads; the same as `table` where no row is a head.
        notes: the first row after the table; the rows from it on are lines of their own.
        width: how many columns the table has.
    """

    table: int
    body: int
    notes: int
    width: int


def outline(grid: Grid) -> Outline:
    """The parts of a grid in normal form."""
    width = max(map(len, grid.rows), default=0)
    tabular = [index for index, row in enumerate(grid.rows) if not _is_line(row)]
    if not tabular:
        return Outline(len(grid), len(grid), len(grid), width)
    table = tabular[0]
    end = max(index + cell.rowspan for index in tabular for cell in grid.rows[index])
    heads = _count_heads(grid.rows[table:], width)
    return Outline(table, min(table + heads, end), end, width)


def line_side(text: str) -> str:
    """Where a line above the table stands: the unit (单位：万元) right, a year in brackets in the middle."""
    if _UNIT.fullmatch(text):
        return "right"
    return "center" if text.lstrip().startswith(("（", "(")) else "left"


def is_number(text: str) -> bool:
    """Whether a text is a number as tables print it, which stands on the right."""
    return _NUMBER.fullmatch(text) is not None


def column_widths(grid: Grid, width: int, total: float) -> list[float]:
    """A width for each column, in characters, together at most `total` unless there are very many.

    Columns take what their longest line needs. Where that is too much, long columns share what is left by the
    square root of their text, so that a run-on cell neither starves nor swallows the others.
    """
    longest, bulk = [float(_NARROWEST)] * width, [1.0] * width
    for row in grid:
        for index, cell in enumerate(row):
            if not cell or cell.colspan > 1 or len(row) == 1 < width:
                continue
            longest[index] = max(longest[index], 3 + max(map(display_width, cell.text.split("\n"))))
            bulk[index] = max(bulk[index], display_width(cell.text))
    need = [min(size, _WIDEST) for size in longest]
    if sum(need) <= total:
        return need
    fair = total / max(1, width)
    left = total - sum(size for size in need if size <= fair)
    share = sum(sqrt(bulk[index]) for index, size in enumerate(need) if size > fair)
    return [
        size if size <= fair else max(_NARROWEST, min(size, left * sqrt(bulk[index]) / share))
        for index, size in enumerate(need)
    ]


def row_lines(grid: Grid, widths: list[float]) -> list[int]:
    """How many lines of text each row needs; what a cell merged downwards lacks is added to its last row."""
    lines = [1] * len(grid)
    late: list[tuple[int, int, int]] = []
    for index, row in enumerate(grid):
        for column, cell in enumerate(row):
            if not cell:
                continue
            room = sum(widths if len(row) == 1 else widths[column : column + cell.colspan])
            need = sum(
                max(1, ceil(display_width(line) * 1.08 / max(1, room - 1))) for line in cell.text.split("\n")
            )
            if cell.rowspan == 1:
                lines[index] = max(lines[index], need)
            else:
                late.append((index, min(len(lines), index + cell.rowspan), need))
    for start, end, need in late:
        lines[end - 1] += max(0, need - sum(lines[start:end]))
    return lines


def _is_line(row: tuple[Cell, ...]) -> bool:
    """Whether a row is a line of its own: blank, or with one cell that nothing stands beside."""
    printed = [cell for cell in row if cell]
    return not row or (len(printed) == 1 and bool(row[0]) and row[0].rowspan == 1 and _is_alone(row))


def _is_alone(row: tuple[Cell, ...]) -> bool:
    return row[0].colspan == len(row)


def _count_heads(rows: tuple[tuple[Cell, ...], ...], width: int) -> int:
    """The rows of the head: the first, and what its merged cells reach over, if they name every column."""
    height = max(cell.rowspan for cell in rows[0])
    named = {
        column
        for index, row in enumerate(rows[:height])
        for column, cell in enumerate(row)
        if cell and cell.colspan == 1 and index + cell.rowspan == height
    }
    return height if len(named) == width and height <= _MOST_HEADS else 0
