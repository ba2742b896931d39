"""Spreadsheets."""

from __future__ import annotations

from hypothesis import given, settings

from govperf.containers import excel
from govperf.containers._printing import outline
from govperf.containers._sheets import widen_lines
from govperf.containers._tables import gather, lay_out
from govperf.grid import Grid
from tests.containers.strategies import grids


def widened(grid: Grid) -> Grid:
    """The grid with each line of its own merged over the width, which is what a sheet holds."""
    return lay_out(grid.texts, widen_lines(grid, outline(grid)), page=grid.page)


@given(grids())
@settings(max_examples=60, deadline=None)
def test_round_trip(grid: Grid) -> None:
    """A grid written and read is the same, its titles and notes merged over the width of the table."""
    assert excel.read(excel.write([grid])) == gather([widened(grid)])
