"""Where a text belongs: the cell at its place, or the cell that shows a part of it.

A spreadsheet prints all lines of a cell and clips them to it: those that a row is too low for lie over its
neighbours, unseen, and a merged cell that runs over pages is printed whole on each, clipped to its part there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govperf.containers._pdf.rules import NEAR, Lattice

__all__ = ["Region", "Regions"]

_FAR = 1e9


class Region(NamedTuple):
    """A cell, or the free room beside the tables.

    Attributes:
        table: the index of the lattice, -1 outside of all.
        cell: the index of its cell.
        left: where it begins.
        right: where it ends.
        seen: whether what stands there is not clipped away.
    """

    table: int
    cell: int
    left: float
    right: float
    seen: bool = True


class Regions:
    """The cells of a page's tables, asked in the order of the text."""

    __slots__ = ("_last", "_tables")

    def __init__(self, tables: Sequence[Lattice]) -> None:
        """For the tables of a page."""
        self._tables = tables
        self._last: Region | None = None

    def at(self, u: float, v: float) -> Region:
        """The cell at a point; a point beside all tables lies in the free region round it."""
        for index in reversed(range(len(self._tables))):
            # A table that stands in a cell of another begins below it.
            if (table := self._tables[index]).holds(u, v):
                cell = table.owner(u, v)
                return Region(index, cell, *table.edges(cell)[:2])
        left, right = -_FAR, _FAR
        for table in self._tables:
            if table.vs[0] <= v < table.vs[-1]:
                left = max(left, table.us[-1]) if u >= table.us[-1] else left
                right = min(right, table.us[0]) if u < table.us[0] else right
        return Region(-1, -1, left, right)

    def is_new(self, region: Region) -> bool:
        """Whether a region must be checked: in a cell all is shown if its first text is."""
        return region.table < 0 or region != self._last

    def shown(
        self, u: float, v: float, region: Region, clip: tuple[float, float, float, float] | None
    ) -> Region:
        """The region of a text at a point in `region` that is clipped: of its cell, if the clip is as high."""
        if clip is None or (clip[0] <= u <= clip[1] and clip[2] <= v <= clip[3]):
            self._last = region
            return region
        self._last = None
        near = min(max(u, clip[0] + 1), clip[1] - 1), min(max(v, clip[2] + 1), clip[3] - 1)
        own = self.at(*near)
        if own.table >= 0:
            _, _, top, bottom = self._tables[own.table].edges(own.cell)
            if abs(top - clip[2]) <= NEAR and abs(bottom - clip[3]) <= NEAR:
                return own._replace(left=-_FAR, seen=False)
        return region._replace(seen=False)
