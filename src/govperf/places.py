"""Where a value is printed."""

from __future__ import annotations

from attrs import evolve, field, frozen

__all__ = ["Place"]


@frozen(slots=True, order=True)
class Place:
    """A place in a document, counted as people count.

    Attributes:
        row: line of a text file, row of a sheet, row of a page's table; from 1. For a cell that runs over several
            lines, the line where it begins.
        column: from 1; None for a whole row.
        start: offset of the first character in the cell's text as printed, from 0; None for the whole cell.
        end: offset after the last character; None for the whole cell.
        page: page or sheet, from 1; a text file is one page.
    """

    row: int
    column: int | None = None
    start: int | None = None
    end: int | None = None
    page: int = field(default=1, kw_only=True)

    def __str__(self) -> str:
        """As people say it: `page 2, row 5, column 3, characters 0–12`."""
        parts = [f"page {self.page}"] if self.page != 1 else []
        parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        if self.start is not None:
            parts.append(f"characters {self.start}–{self.end}")
        return ", ".join(parts)

    def span(self, start: int, end: int) -> Place:
        """The part of this cell from `start` to `end`."""
        return Place(self.row, self.column, start, end, page=self.page)

    def whole(self) -> Place:
        """The cell that this place lies in."""
        return evolve(self, start=None, end=None)
