"""Quirks change the print and nothing that it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf.errors import InputError
from govperf.grid import Grid
from govperf.layouts.registry import all_layouts, get_layout
from govperf.testing.contract import read_tables
from govperf.testing.golden import describe_difference
from govperf.testing.quirks import QUIRKS, Quirk, find_quirks, wrap_rows
from govperf.testing.strategies import disclosures

PAIRS = [
    (name, quirk) for name in ("goal_form", "funding_form", "department_form") for quirk in find_quirks(name)
]


@pytest.mark.parametrize(("name", "quirk"), PAIRS, ids=[f"{name}-{quirk.name}" for name, quirk in PAIRS])
@settings(max_examples=6)
@given(data=st.data())
def test_each_alone(name: str, quirk: Quirk, data: st.DataObject) -> None:
    """Each quirk by itself keeps what it says it keeps."""
    layout = get_layout(name)
    made = data.draw(disclosures(layout))
    rows = quirk.apply(data.draw, layout.render(made).texts)
    assert describe_difference(quirk.view(made), quirk.view(read_tables(layout, Grid.of(rows)))) == ""


def test_every_quirk_is_used() -> None:
    """Each quirk says what it keeps, and some layout can have it."""
    used = {quirk.name for name in all_layouts() for quirk in find_quirks(name)}
    assert used == {quirk.name for quirk in QUIRKS}
    assert all(quirk.keeps for quirk in QUIRKS)


def test_wrapping_needs_widths() -> None:
    """A row with another number of cells cannot be wrapped."""
    with pytest.raises(InputError, match="cells"):
        wrap_rows([["绩效目标", "绩效指标"], ["甲", "乙"]], (4, 4, 4))
