"""What a container is: one kind of file, read into grids and, where that makes sense, written from them.

A container knows files and tables, and nothing of budgets. Each is a module with the names of `Container`; which one a
file needs is told by its bytes, never by its suffix.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from govperf.grid import Grid

__all__ = ["Container"]


class Container(Protocol):
    """The contract of a container module. It exists for the type checker and the reader.

    Rows of a grid are dense: `row[i]` is column `i + 1`, so the positions that a merged cell covers hold blank cells. A
    grid is one sheet or page with all that is printed on it, the lines around a table included, each a row of one cell.
    """

    NAME: str
    """Short and stable: `text`, `excel`."""

    SUFFIXES: tuple[str, ...]
    """The suffixes it writes to, with the point; the first is the usual one. Empty where it cannot write."""

    def recognize(self, data: bytes, /) -> str:
        """What in these bytes says that they are of this kind, for people; "" if they are not.

        Quickly, by signature, without reading them whole.
        """

    def read(self, data: bytes, /) -> tuple[Grid, ...]:
        """All grids of the file, in order. Raises ReadError where the bytes are damaged beyond reading."""

    def write(self, grids: Sequence[Grid], /) -> bytes:
        """The bytes of a file with these grids, which reads back to them."""
