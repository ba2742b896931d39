"""Values on their way between processes come out as they went in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

import govperf as gp
from govperf._packing import pack, unpack
from govperf.testing.strategies import grids

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_reading_comes_out_whole(path: Path) -> None:
    """A disclosure with its places, problems and enumerations is the same value, and its repr the same text."""
    reading = gp.Reading(path.name, gp.read(path))
    found = unpack(pack(reading), gp.Reading)
    assert found == reading
    assert repr(found.disclosure.indicators) == repr(reading.disclosure.indicators)
    assert [problem.place for problem in found.disclosure.problems] == [
        problem.place for problem in reading.disclosure.problems
    ]


@given(grids())
@settings(deadline=None)
def test_any_grid_comes_out_whole(grid: gp.Grid) -> None:
    """Classes with several fields by keyword go pickle's own way."""
    found = unpack(pack(grid), gp.Grid)
    assert (found, found.name, found.page) == (grid, grid.name, grid.page)


def test_an_error_and_a_number_come_out_whole() -> None:
    """What is no class of attrs is pickled as ever."""
    error = unpack(pack(gp.ReadError("x", where="y", text="z")), gp.ReadError)
    assert str(error) == "y: x: 'z'"
    assert unpack(pack(Decimal("1.50")), Decimal).as_tuple() == Decimal("1.50").as_tuple()


def test_something_else_is_refused() -> None:
    """What is not of the kind that was asked for is no value."""
    with pytest.raises(TypeError, match="int is no str"):
        unpack(pack(1), str)
