"""What every layout of ours is tested for; each layout's own file adds its telling cases."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import given, settings
from hypothesis import strategies as st

from govperf.api import read_text
from govperf.containers.text import read_text as read_grids_of_text
from govperf.containers.text import write
from govperf.layouts.assembly import split_tables
from govperf.layouts.registry import get_layout
from govperf.testing.contract import (
    check_identified,
    check_names,
    check_nothing_guessed,
    check_nothing_lost,
    check_round_trip,
    read_tables,
)
from govperf.testing.golden import describe_difference
from govperf.testing.quirks import cases
from govperf.testing.strategies import disclosures, grids


class LayoutLaws:
    """Nothing lost, nothing guessed, round trips, exactly one layout, never crashes: for one layout."""

    NAME: ClassVar[str]

    def test_names(self) -> None:
        """The layout has all names of the protocol."""
        check_names(get_layout(self.NAME))
        assert get_layout(self.NAME).NAME == self.NAME

    @given(st.data())
    def test_round_trip(self, data: st.DataObject) -> None:
        """`read(render(d)) == d`, and exactly this layout claims the rendering."""
        layout = get_layout(self.NAME)
        grid = check_round_trip(layout, data.draw(disclosures(layout)))
        for table in split_tables(grid):
            check_identified(layout, table)

    @given(st.data())
    def test_quirks(self, data: st.DataObject) -> None:
        """Whatever quirks are on, the table says the same, nothing is lost and nothing guessed."""
        layout = get_layout(self.NAME)
        case = data.draw(cases(layout))
        found = read_tables(layout, case.grid)
        assert describe_difference(case.view(case.disclosure), case.view(found)) == ""
        for table in split_tables(case.grid):
            reading = layout.read(table)
            check_nothing_lost(reading, table)
            check_nothing_guessed(reading.disclosure, table)

    @settings(max_examples=15)
    @given(st.data())
    def test_text_file(self, data: st.DataObject) -> None:
        """Written as a text file and read as any file is, it says the same."""
        layout = get_layout(self.NAME)
        case = data.draw(cases(layout, line_breaks=False))
        text = write([case.grid]).decode()
        assert describe_difference(case.view(case.disclosure), case.view(read_text(text))) == ""
        assert [cell.text for grid in read_grids_of_text(text) for cell in grid.cells] == [
            cell.text for cell in case.grid.cells
        ]

    @given(grids())
    def test_any_grid(self, grid) -> None:
        """Any grid gives a reading in which nothing is lost and nothing guessed."""
        layout = get_layout(self.NAME)
        for table in split_tables(grid):
            reading = layout.read(table)
            check_nothing_lost(reading, table)
            check_nothing_guessed(reading.disclosure, table)
