"""Plain text: tables with tabs between the cells, and tables whose cells are wrapped over lines.

With tabs, a line is a row. Without, the head line names the columns and each cell runs over lines of its own
(`govperf.containers._wrapped`); what comes before the head is lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govperf.containers._decoding import decode, tell
from govperf.containers._tables import check_bytes, check_size, drop_unseen
from govperf.containers._wrapped import read_wrapped
from govperf.errors import ReadError
from govperf.grid import Cell, Grid
from govperf.places import Place

__all__ = ["NAME", "SUFFIXES", "read", "read_text", "recognize", "write"]

NAME = "text"
SUFFIXES = (".txt", ".tsv")

# Only what editors count as line ends: a form feed or U+2028 inside a line must not shift the row numbers.
_LINE_END = re.compile(r"\r\n|\r|\n")
_IN_CELL = str.maketrans({"\t": " ", "\n": None, "\r": None})


def recognize(data: bytes) -> str:
    """What text it is: any bytes may be some; this container is asked last."""
    try:
        text, encoding = tell(data)
    except ReadError:
        return ""
    return f"text in {encoding}, {'with' if chr(9) in text else 'without'} tabs"


def read(data: bytes) -> tuple[Grid, ...]:
    """The one grid of a text file.

    Raises:
        ReadError: the bytes are no text, or in an unknown encoding.
    """
    check_bytes(data)
    return read_text(decode(data))


def read_text(text: str) -> tuple[Grid, ...]:
    """The one grid of a text.

    >>> read_text("项目\\t金额\\n\\n甲\\t1.00")[0].texts
    [['项目', '金额'], [], ['甲', '1.00']]
    """
    check_size(text.count("\t") + text.count("\n") + text.count("\r"), 1)
    lines = _LINE_END.split(drop_unseen(text))
    if not any("\t" in line for line in lines):
        wrapped = read_wrapped(lines)
        if wrapped is not None:
            return (wrapped,)
    return (Grid(tuple(_read_line(line, row) for row, line in enumerate(lines, 1))),)


def write(grids: Sequence[Grid]) -> bytes:
    """The grids one below the other, tabs between cells, in UTF-8.

    A text file knows no merged cells, and cannot keep a tab or a line break inside a cell: a tab becomes a blank, and a
    line break goes, as it does in every reading.
    """
    return "\n".join(_write_grid(grid) for grid in grids).encode()


def _read_line(line: str, row: int) -> tuple[Cell, ...]:
    """The cells of one line; none where it is blank."""
    if not line or line.isspace():
        return ()
    return tuple(Cell(text, Place(row, column)) for column, text in enumerate(line.split("\t"), 1))


def _write_grid(grid: Grid) -> str:
    """One line a row."""
    return "".join("\t".join(cell.text.translate(_IN_CELL) for cell in row) + "\n" for row in grid)
