"""A table whose merged cells are looked through: what stands at a row and column, printed there or reaching over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from govperf.grid import Cell, Grid
from govperf.layouts._rows.heads import Meaning, plain_head, read_head, read_label

__all__ = ["Sheet"]


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
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if not cell or (cell.rowspan == 1 and cell.colspan == 1):
                    continue
                for down in range(at, min(at + cell.rowspan, len(rows))):
                    for right in range(column, min(column + cell.colspan, len(rows[down]))):
                        covering[down, right] = cell
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "covering", covering)

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

    def spans_down(self, start: int, end: int, column: int) -> bool:
        """Whether some merged cell of these rows reaches down in this column."""
        return any(
            (cell := self.covering.get((row, column))) is not None and cell.rowspan > 1
            for row in range(start, end)
        )

    def lines(self) -> Iterator[int]:
        """The rows that have something printed in them."""
        return (row for row in range(len(self.rows)) if any(self.rows[row]))
