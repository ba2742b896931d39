"""The laws, for every layout; each layout's own file adds its telling cases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf.api import read_text
from govperf.containers.text import read_text as read_grids_of_text
from govperf.containers.text import write
from govperf.grid import Grid
from govperf.layouts.assembly import split_tables
from govperf.layouts.registry import all_layouts, get_layout
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

every_layout = pytest.mark.parametrize("name", sorted(all_layouts()))
every_form = pytest.mark.parametrize("name", sorted(set(all_layouts()) - {"generic"}))
"""All but the last resort, which claims no table that another layout reads, and so not its own."""


@every_layout
def test_names(name: str) -> None:
    """The layout has all names of the protocol."""
    check_names(get_layout(name))
    assert name == get_layout(name).NAME


@every_form
@given(data=st.data())
def test_round_trip(name: str, data: st.DataObject) -> None:
    """Round trips: `read(render(d)) == d`. Exactly one layout: this one claims the rendering best."""
    layout = get_layout(name)
    grid = check_round_trip(layout, data.draw(disclosures(layout)))
    for table in split_tables(grid):
        check_identified(layout, table)


@every_form
@given(data=st.data())
def test_quirks(name: str, data: st.DataObject) -> None:
    """Whatever quirks are on, the table says the same, nothing is lost and nothing guessed."""
    layout = get_layout(name)
    case = data.draw(cases(layout))
    found = read_tables(layout, case.grid)
    assert describe_difference(case.view(case.disclosure), case.view(found)) == ""
    for table in split_tables(case.grid):
        reading = layout.read(table)
        check_nothing_lost(reading, table)
        check_nothing_guessed(reading.disclosure, table)


@every_form
@settings(max_examples=15)
@given(data=st.data())
def test_text_file(name: str, data: st.DataObject) -> None:
    """Written as a text file and read as any file is, it says the same."""
    layout = get_layout(name)
    case = data.draw(cases(layout, line_breaks=False))
    text = write([case.grid]).decode()
    assert describe_difference(case.view(case.disclosure), case.view(read_text(text))) == ""
    assert [cell.text for grid in read_grids_of_text(text) for cell in grid.cells] == [
        cell.text for cell in case.grid.cells
    ]


@every_layout
@given(grid=grids())
def test_any_grid(name: str, grid: Grid) -> None:
    """Any grid gives a reading in which nothing is lost and nothing guessed."""
    layout = get_layout(name)
    for table in split_tables(grid):
        reading = layout.read(table)
        check_nothing_lost(reading, table)
        check_nothing_guessed(reading.disclosure, table)
