"""A table of texts, each with its place: what every container gives and every layout reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import field, frozen

from govperf._width import Unwrapped, fold_head, unwrap
from govperf.places import Place

__all__ = ["Cell", "Grid", "fold_heads"]

_LONGEST_LABEL: Final = 80


@frozen(slots=True)
class Cell:
    """One cell: its text exactly as printed, line breaks included, and its place.

    A merged cell stands at its first row and column and says over how many it reaches.
    """

    text: str
    place: Place = field(eq=False)
    rowspan: int = 1
    colspan: int = 1

    def __bool__(self) -> bool:
        """Whether anything is printed in it."""
        return bool(self.text) and not self.text.isspace()

    @property
    def head(self) -> str:
        """The text as a label: folded, without blanks; "" where it is too long to be one."""
        return fold_head(self.text) if 0 < len(self.text) <= _LONGEST_LABEL else ""

    @property
    def unwrapped(self) -> Unwrapped:
        """The text without its line breaks."""
        return unwrap(self.text)

    def cut(self, place: Place) -> str:
        """The text at a place in this cell."""
        return self.text[place.start : place.end]


def fold_heads(row: Sequence[Cell]) -> tuple[str, ...]:
    """The texts of a row as labels, as `Cell.head` has each: folded in one go, which costs a tenth of one by one."""
    texts = [cell.text if len(cell.text) <= _LONGEST_LABEL else "" for cell in row]
    folded = fold_head("\0".join(texts))
    return (
        tuple(folded.split("\0"))
        if folded.count("\0") == len(texts) - 1
        else tuple(cell.head for cell in row)
    )


@frozen(slots=True)
class Grid:
    """Rows of cells, in print order. Rows may be of different length, or empty where a line is blank.

    Attributes:
        rows: the cells; each knows its place in the print.
        page: page or sheet, from 1.
        name: the name of the sheet, or "".
    """

    rows: tuple[tuple[Cell, ...], ...]
    page: int = field(default=1, eq=False, kw_only=True)
    name: str = field(default="", eq=False, kw_only=True)

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]], *, page: int = 1, name: str = "") -> Grid:
        """A grid of plain texts, placed in order from row 1 and column 1."""
        return cls(
            tuple(
                tuple(Cell(text, Place(row, column, page=page)) for column, text in enumerate(texts, 1))
                for row, texts in enumerate(rows, 1)
            ),
            page=page,
            name=name,
        )

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Row by row."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def cells(self) -> Iterator[Cell]:
        """The cells that have something printed in them."""
        return (cell for row in self.rows for cell in row if cell)

    @property
    def texts(self) -> list[list[str]]:
        """The bare texts, row by row."""
        return [[cell.text for cell in row] for row in self.rows]

    def cut(self, place: Place) -> str:
        """The text printed at a place; "" where nothing is."""
        for row in self.rows:
            for cell in row:
                if cell.place.row == place.row and cell.place.column == place.column:
                    return cell.cut(place)
        return ""

    def part(self, start: int, end: int) -> Grid:
        """The rows from index `start` to before index `end`, with their places kept."""
        return Grid(self.rows[start:end], page=self.page, name=self.name)
