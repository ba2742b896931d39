"""A table whose merged cells are looked through: what stands at a row and column, printed there or reaching over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve, field, frozen

from govperf.grid import Cell, Grid
from govperf.layouts._rows.heads import Meaning, plain_head, read_head, read_label
from govperf.model.taxonomy import classes_of

__all__ = ["Sheet"]

_LEAST: Final = 2
_THREE: Final = 3
_LONGEST: Final = 20


@frozen(slots=True, eq=False)
class Sheet:
    """The rows of a grid, with every position that a merged cell covers pointing to that cell.

    Rows and columns are counted from 0 here, as they stand in `Grid.rows`.

    Attributes:
        grid: the table.
        aliases: heads that only one layout knows, folded, and the usual head that each stands for.
        rows: its rows.
        covering: for each position that a merged cell covers, the cell.
    """

    grid: Grid
    aliases: Mapping[str, str] = field(factory=dict)
    rows: tuple[tuple[Cell, ...], ...] = field(init=False)
    covering: dict[tuple[int, int], Cell] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Spread each merged cell over the positions it covers."""
        covering: dict[tuple[int, int], Cell] = {}
        rows = self.grid.rows
        if not any(cell.rowspan > 1 or cell.colspan > 1 for cell in self.grid.cells):
            rows = tuple(self._restore(rows))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if not cell or (cell.rowspan == 1 and cell.colspan == 1):
                    continue
                for down in range(at, min(at + cell.rowspan, len(rows))):
                    for right in range(column, column + cell.colspan):
                        covering[down, right] = cell
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "covering", covering)

    def _restore(self, rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
        """The rows of a file that cannot merge cells, as a CSV, with heads that stand over others reaching over them again."""
        for at, row in enumerate(rows):
            lower = rows[at + 1] if at + 1 < len(rows) else ()
            if self._parts(row, lower):
                yield tuple(_reach(_pad(row, lower), lower))
            elif wide := self._find_wide(row, lower):
                yield tuple(
                    evolve(cell, colspan=_THREE) if column in wide else cell
                    for column, cell in enumerate(_pad(row, lower))
                )
            else:
                yield row

    def _parts(self, row: Sequence[Cell], lower: Sequence[Cell]) -> bool:
        """Whether a row of heads is parted by the row below it: that prints something below groups alone, and below each twice."""
        known = sum(bool(cell) and (self.head_of(cell) or self.label_of(cell)) is not None for cell in row)
        if known < _LEAST or any(
            len(cell.text) > _LONGEST or classes_of(cell.text) for cell in lower if cell
        ):
            return False
        groups = [columns for columns in _groups(row, len(lower)) if any(lower[columns[0] : columns[-1] + 1])]
        return bool(groups) and all(
            len(columns) > 1 and all(lower[columns[0] : columns[0] + 2]) for columns in groups
        )

    def _find_wide(self, row: Sequence[Cell], lower: Sequence[Cell]) -> set[int]:
        """The heads of values that stand over the columns of sign, value and unit: the row below prints all three."""
        return {
            columns[0]
            for columns in _groups(row, len(lower))
            if len(columns) >= _THREE
            and len(lower) >= columns[0] + _THREE
            and all(lower[columns[0] : columns[0] + _THREE])
            and self._is_value(row[columns[0]])
        }

    def _is_value(self, cell: Cell) -> bool:
        meaning = self.head_of(cell)
        return meaning is not None and meaning.key in {"unlabelled", "annual", "cycle"}

    def head_of(self, cell: Cell) -> Meaning | None:
        """What a cell means as a head of a table of indicators; a layout's own heads are known by its aliases."""
        return read_head(self.aliases.get(plain_head(cell.text)[0], cell.text))

    def label_of(self, cell: Cell) -> Meaning | None:
        """What a cell means as a label of the head block."""
        return read_label(self.aliases.get(plain_head(cell.text)[0], cell.text))

    def printed(self, row: int) -> list[tuple[int, Cell]]:
        """The cells that begin in this row, each with its column."""
        return [(column, cell) for column, cell in enumerate(self.rows[row]) if cell]

    def at(self, row: int, column: int) -> Cell | None:
        """What stands at a position; a cell that reaches down over it counts."""
        if column < len(self.rows[row]) and (cell := self.rows[row][column]):
            return cell
        return self.covering.get((row, column))

    def within(self, row: int, columns: Sequence[int]) -> list[Cell]:
        """The different cells that stand in some columns of a row, from left to right."""
        found = (self.at(row, column) for column in columns)
        # By identity, because cells are equal when their texts are.
        return list({id(cell): cell for cell in found if cell is not None}.values())

    def lines(self) -> Iterator[int]:
        """The rows that have something printed in them."""
        return (row for row in range(len(self.rows)) if any(self.rows[row]))


def _groups(row: Sequence[Cell], width: int = 0) -> Iterator[range]:
    """The columns of each printed cell, with the blank ones behind it, which a file may leave out at the end of a row."""
    starts = [column for column, cell in enumerate(row) if cell]
    return (range(start, end) for start, end in pairwise([*starts, max(len(row), width)]))


def _pad(row: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """A row that is as wide as the one below it."""
    more = [evolve(one, text="", place=evolve(one.place, row=row[0].place.row)) for one in lower[len(row) :]]
    return [*row, *more]


def _reach(row: Sequence[Cell], lower: Sequence[Cell]) -> Iterator[Cell]:
    """A row of heads with each over the columns that the row below prints, or down where that prints nothing."""
    reach: dict[int, tuple[int, int]] = {}
    for columns in _groups(row):
        printed = [column for column in columns if column < len(lower) and lower[column]]
        reach[columns[0]] = (1, printed[-1] - columns[0] + 1) if printed else (2, 1)
    for column, cell in enumerate(row):
        down, right = reach.get(column, (1, 1))
        yield evolve(cell, rowspan=down, colspan=right) if cell else cell
