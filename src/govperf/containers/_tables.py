"""From texts and merged ranges to grids: the one definition of a grid's normal form.

The normal form of a grid, which every container that reads gives and every container that writes keeps:

- line breaks are `\\n`; control characters, which nobody can see and few files can carry, are left out;
- a cell with nothing but white space in it holds "" and is not merged;
- the positions that a merged cell covers hold blank cells, whatever a file hides below it;
- blank cells at the end of a row and blank rows at the end of a grid are left out, covered positions aside.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from govperf.errors import ReadError
from govperf.grid import Cell, Grid
from govperf.places import Place

__all__ = [
    "MAX_CELLS",
    "Merge",
    "check_bytes",
    "check_size",
    "clean",
    "drop_unseen",
    "gather",
    "lay_out",
    "merges_of",
    "normalize",
    "uncollected",
]

MAX_CELLS = 500_000
"""The most positions that the grids of one file may have; a table of 1,000 projects has some 7,000."""

_MAX_BYTES = 64 << 20
_WIDE_MERGE = 50_000
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Merge(NamedTuple):
    """A merged range; row and column count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int

    @property
    def positions(self) -> Iterator[tuple[int, int]]:
        """Every position in it, its own first."""
        return (
            (row, column)
            for row in range(self.row, self.row + self.rowspan)
            for column in range(self.column, self.column + self.colspan)
        )


def clean(text: str) -> str:
    """The text with plain line breaks and nothing invisible; "" if it is blank."""
    if text.isprintable():
        return text if text.strip(" ") else ""
    if text.isspace():
        return ""
    return drop_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))


def drop_unseen(text: str) -> str:
    """The text without control characters, tabs and line ends aside."""
    return _UNSEEN.sub("", text)


def lay_out(
    texts: Sequence[Sequence[str]], merges: Iterable[Merge] = (), *, page: int = 1, name: str = ""
) -> Grid:
    """The grid in normal form of these texts; raises ReadError if it is too large to be a table."""
    check_size(sum(map(len, texts)), 1)
    rows = [[clean(text) for text in row] for row in texts]
    spans = _merge(rows, merges)
    reach: dict[int, int] = {}
    for merge in spans.values():
        for row in range(merge.row, merge.row + merge.rowspan):
            reach[row] = max(reach.get(row, 0), merge.column + merge.colspan)
    _trim(rows, reach)
    with uncollected():
        return Grid(tuple(_cells(rows, spans, page)), page=page, name=name)


def normalize(grid: Grid) -> Grid:
    """The normal form of a grid, placed anew from row 1."""
    return lay_out(grid.texts, merges_of(grid), page=grid.page, name=grid.name)


def merges_of(grid: Grid) -> Iterator[Merge]:
    """The merged ranges of a grid."""
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell.rowspan > 1 or cell.colspan > 1:
                yield Merge(row, column, cell.rowspan, cell.colspan)


def gather(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """The grids of a file that hold anything; raises ReadError once they are too many cells together."""
    kept: list[Grid] = []
    total = 0
    for grid in grids:
        total += sum(map(len, grid.rows))
        check_size(total, 1)
        if grid.rows:
            kept.append(grid)
    return tuple(kept)


def check_bytes(data: bytes) -> None:
    """Raise ReadError if so many bytes of text are no table that anybody prints."""
    if len(data) > _MAX_BYTES:
        raise ReadError(
            f"{len(data) >> 20:,} MB of text is no table: at most {_MAX_BYTES >> 20} MB are read",
            hint="give the part of the file that holds the table",
        )


def check_size(rows: int, columns: int, *, where: str | None = None) -> None:
    """Raise ReadError if so many rows and columns are no table that anybody prints."""
    if rows * columns <= MAX_CELLS:
        return
    size = f"{rows:,} rows × {columns:,} columns" if columns > 1 else f"{rows:,} cells"
    raise ReadError(
        f"too large to be a table: {size}, where at most {MAX_CELLS:,} cells are read",
        where=where,
        hint="delete the rows and columns outside the table, or split the file",
    )


def _merge(rows: list[list[str]], merges: Iterable[Merge]) -> dict[tuple[int, int], Merge]:
    """Pad the rows to what the merged cells cover, blank it, and give the ranges by their first position."""
    height, width = len(rows), max(map(len, rows), default=0)
    spans: dict[tuple[int, int], Merge] = {}
    covered: set[tuple[int, int]] = set()
    for wanted in sorted(set(merges)):
        merge = wanted
        if merge.rowspan * merge.colspan > _WIDE_MERGE:
            rowspan, colspan = (
                min(merge.rowspan, height - merge.row),
                min(merge.colspan, width - merge.column),
            )
            merge = merge._replace(rowspan=rowspan, colspan=colspan)
        if (merge.row, merge.column) in covered or not _is_printed(rows, merge.row, merge.column):
            continue
        merge = _clip(merge, covered)
        if merge.rowspan * merge.colspan > 1:
            spans[merge.row, merge.column] = merge
            covered.update(merge.positions)
            check_size(len(covered), 1)
    _blank(rows, covered - spans.keys())
    return spans


def _is_printed(rows: list[list[str]], row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row]) and bool(rows[row][column])


def _clip(merge: Merge, covered: set[tuple[int, int]]) -> Merge:
    """The part of a range that no earlier one covers: damaged files have ranges that overlap."""
    if not covered.intersection(merge.positions):
        return merge
    columns = range(merge.column, merge.column + merge.colspan)
    end = next((column for column in columns if (merge.row, column) in covered), columns.stop)
    merge = merge._replace(colspan=end - merge.column)
    taken = [row for row, column in merge.positions if (row, column) in covered]
    return merge._replace(rowspan=min(taken) - merge.row) if taken else merge


def _blank(rows: list[list[str]], covered: set[tuple[int, int]]) -> None:
    for row, column in sorted(covered):
        while len(rows) <= row:
            rows.append([])
        if column >= len(rows[row]):
            rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = ""


def _trim(rows: list[list[str]], reach: dict[int, int]) -> None:
    for number, row in enumerate(rows):
        end, least = len(row), reach.get(number, 0)
        while end > least and not row[end - 1]:
            end -= 1
        del row[end:]
    while rows and not rows[-1]:
        rows.pop()


def _cells(
    rows: list[list[str]], spans: dict[tuple[int, int], Merge], page: int
) -> Iterator[tuple[Cell, ...]]:
    merged = {row for row, _ in spans}
    for number, texts in enumerate(rows):
        line = number + 1
        if number not in merged:
            yield tuple([Cell(text, Place(line, column, page=page)) for column, text in enumerate(texts, 1)])
            continue
        found = [spans.get((number, column), (0, 0, 1, 1)) for column in range(len(texts))]
        yield tuple(
            [
                Cell(text, Place(line, column, page=page), span[2], span[3])
                for column, (text, span) in enumerate(zip(texts, found, strict=True), 1)
            ]
        )


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off garbage collection while many small objects are made: it finds none and doubles the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
