"""Text files: tabs and wrapped cells."""

from __future__ import annotations

import pytest
from hypothesis import given

from govperf.containers.registry import find_container, write_grids
from govperf.containers.text import read, read_text, recognize, write
from govperf.errors import InputError
from govperf.grid import Grid
from govperf.testing.strategies import grids


@given(grids())
def test_round_trip(grid: Grid) -> None:
    """grid → file → grid: each printed cell stands where it stood, but for what a text file cannot keep."""
    kept = {(cell.place.row, cell.place.column): "".join(cell.text.splitlines()) for cell in grid.cells}
    written = write([grid, Grid.of([["", "末"]])]).decode()
    found = {(cell.place.row, cell.place.column): cell.text for cell in read_text(written)[0].cells}
    assert {key: text for key, text in found.items() if text != "末"} == kept


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """All line ends part lines; a form feed does not and is left out, so row numbers are those of an editor."""
    assert read_text(end.join(["a\tb", "", "c\x0cd\te"]))[0].texts == [["a", "b"], [], ["cd", "e"]]


def test_registry() -> None:
    """Text takes any bytes, is written to .txt, and no other suffix is promised."""
    assert find_container(b"x").NAME == "text"
    assert recognize(b"x")
    assert write_grids([Grid.of([["a", "b"]])], ".txt") == b"a\tb\n"
    with pytest.raises(InputError, match=r"\.txt"):
        write_grids([], ".doc")


@pytest.mark.parametrize(
    "text", ["甲\t乙\n" + "\n" * 100_000 + "丙\t丁", "\t" * 300_000 + "x", "\t".join(["x"] * 10_000)]
)
def test_bounded(text: str) -> None:
    """Blank lines, tabs and cells without end are read."""
    assert next(read(text.encode())[0].cells)
