"""Rows that lost cells are put to their columns, or it is said that they cannot be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govperf.grid import Grid
from govperf.layouts.columns import align
from govperf.layouts.funding_form import FundingForm
from govperf.testing.strategies import names

COLUMNS = FundingForm.COLUMNS
RUN_ON = "1、产出指标：场次；年度指标值：≥6次。"
TEXT = st.sampled_from(["", "略", "6.00", "1,234.50", RUN_ON, "办好。"]) | names()


@given(st.lists(TEXT, min_size=1, max_size=9))
def test_nothing_lost(texts: list[str]) -> None:
    """Each printed cell is placed once, or named as one that could not be."""
    row = Grid.of([texts]).rows[0]
    aligned = align(row, COLUMNS)
    placed = [cell for cell in aligned.cells.values() if cell]
    assert sorted(cell.place for cell in (*placed, *aligned.unplaced)) == [cell.place for cell in row if cell]


@given(names(), st.sampled_from((3, 4)), names())
def test_spare_column(name: str, lost: int, goal: str) -> None:
    """A row that lost a column known to be blank is put right."""
    texts = [name, "6.00", "6.00", "", "", goal, RUN_ON]
    cells = Grid.of([texts[:lost] + texts[lost + 1 :]]).rows[0]
    aligned = align(cells, COLUMNS, frozenset({"special_account", "other"}))
    assert {key: cell.text for key, cell in aligned.cells.items() if cell} == {
        "project": name, "total": "6.00", "fiscal_appropriation": "6.00", "goal": goal, "indicators": RUN_ON
    }  # fmt: skip


def test_not_guessed() -> None:
    """An amount that could stand in two columns stands in none."""
    aligned = align(Grid.of([["培训", "6.00", "", "", "办好。", RUN_ON]]).rows[0], COLUMNS)
    assert [cell.text for cell in aligned.unplaced] == ["6.00"]


def test_cut_row() -> None:
    """A row that ends early keeps what it has, and says what is lost."""
    aligned = align(Grid.of([["培训", "6.00"]]).rows[0], COLUMNS)
    assert aligned.cut
    assert [column.key for column in aligned.lost] == [column.key for column in COLUMNS[2:]]
