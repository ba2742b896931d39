"""Grids of cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govperf.grid import Cell, Grid
from govperf.places import Place

ROWS = st.lists(st.lists(st.text(max_size=5), max_size=4), max_size=5)


@given(ROWS)
def test_texts(rows: list[list[str]]) -> None:
    """A grid of texts gives back its texts, and counts places from 1."""
    grid = Grid.of(rows, page=3)
    assert grid.texts == rows
    assert all(grid.rows[cell.place.row - 1][cell.place.column - 1] is cell for cell in grid.cells)
    assert {cell.place.page for cell in grid.cells} <= {3}


@given(ROWS)
def test_cells_are_the_printed_ones(rows: list[list[str]]) -> None:
    """Cells with nothing but blanks are not printed."""
    assert [cell.text for cell in Grid.of(rows).cells] == [
        text for row in rows for text in row if text.strip()
    ]


def test_cut_and_part() -> None:
    """A cut is the text at a place; a part keeps its places."""
    grid = Grid.of([["甲"], ["乙丙丁", "x"]])
    assert grid.cut(Place(2, 1, 1, 3)) == "丙丁"
    assert grid.cut(Place(9, 9)) == ""
    assert grid.part(1, 2).rows[0][0].place == Place(2, 1)
    assert (len(grid), [len(row) for row in grid]) == (2, [1, 2])


def test_equal_wherever_it_stands() -> None:
    """Cells are equal by text and span, not by place."""
    assert Cell("甲", Place(1, 1)) == Cell("甲", Place(7, 7))
    assert Cell("甲", Place(1, 1)) != Cell("甲", Place(1, 1), 2)
    assert (Cell("绩 效", Place(1)).head, Cell("甲\n乙", Place(1)).unwrapped.text) == ("绩效", "甲乙")
