"""Word documents."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from govperf.containers import docx
from govperf.containers._tables import gather
from govperf.grid import Grid
from tests.containers.strategies import grids


@given(st.lists(grids(), min_size=1, max_size=3))
@example([Grid.of([["| a | b |"], ["| c | d |"]])])
@example([Grid.of([[], ["标题"], ["单位：万元"], ["a", "b", "c"], ["1", " x ", "2"], ["注"]])])
@settings(deadline=None)
def test_round_trip(several: list[Grid]) -> None:
    """Grids written and read are the same; blank ones are left out."""
    assert docx.read(docx.write(several)) == gather(several)
