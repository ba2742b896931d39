"""From grids to one disclosure."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from govperf.errors import AmbiguousLayoutError, NotRenderableError, UnknownLayoutError
from govperf.grid import Grid
from govperf.layouts.assembly import join, read_grids, render_tables, split_tables
from govperf.layouts.base import Evidence
from govperf.layouts.registry import choose, get_layout
from govperf.model.disclosures import Disclosure
from govperf.testing.strategies import disclosures, statements

HEADS = ["主管部门", "预算单位", "项目名称", "绩效目标", "绩效指标"]
ROW = ["某局", "某中心", "培训", "办好。", "1、产出指标：场次，年度指标值：≥6次。"]


@given(disclosures("funding_form"), st.data())
def test_statement_beside_projects(made: Disclosure, data: st.DataObject) -> None:
    """A department form beside project tables is its statement, and both are written back in their own forms."""
    unit = made.tables[0].currency_unit
    first = evolve(made.departments[0], statement=data.draw(statements(unit)))
    form = evolve(
        made.tables[0],
        title="部门整体支出绩效目标申报表",
        form="department_form",
        layout="department_form",
        total=None,
    )
    both = evolve(made, departments=(first, *made.departments[1:]), tables=(*made.tables, form))
    assert read_grids([render_tables(both)]) == both


def test_same_title_is_a_page_break() -> None:
    """The same title again parts no tables, unless another department follows it."""
    pages = [["绩效目标表"], HEADS, ROW, ["绩效目标表"], HEADS, ROW]
    assert len(list(split_tables(Grid.of(pages)))) == 1
    named = [["绩效目标表"], ["部门名称：甲"], HEADS, ROW, ["绩效目标表"], ["部门名称：乙"], HEADS, ROW]
    assert len(list(split_tables(Grid.of(named)))) == 2


def test_a_later_department_is_not_this_titles() -> None:
    """A page break whose page ends above another department's title belongs to the table above."""
    rows = [
        ["目标绩效表"],
        ["部门名称：甲"],
        HEADS,
        ROW,
        ["目标绩效表"],
        HEADS,
        ROW,
        ["目标绩效表"],
        ["部门名称：乙"],
        HEADS,
        ROW,
    ]
    assert [len(table) for table in split_tables(Grid.of(rows))] == [7, 4]


def test_unknown_is_refused() -> None:
    """A table that no layout knows is refused, with what the nearest missed; an empty grid too."""
    with pytest.raises(UnknownLayoutError, match="missed"):
        read_grids([Grid.of([["主管部门", "预算单位"], ["甲", "乙"]])])
    with pytest.raises(UnknownLayoutError, match="nothing"):
        read_grids([])


def test_tie_is_an_error() -> None:
    """Order never decides: equal evidence names both layouts."""
    tie = [
        Evidence("nansha", claims=True, found=("总计",)),
        Evidence("zengcheng", claims=True, found=("总计",)),
    ]
    for evidence in (tie, tie[::-1]):
        with pytest.raises(AmbiguousLayoutError, match=r"nansha.*zengcheng|zengcheng.*nansha"):
            choose(evidence)


def test_unknown_name() -> None:
    """A layout that is not there is refused with those that are."""
    with pytest.raises(UnknownLayoutError, match="nansha"):
        get_layout("nowhere")


def test_nothing_to_render() -> None:
    """An empty disclosure, and one that names no layout, cannot be rendered."""
    with pytest.raises(NotRenderableError, match="empty"):
        render_tables(Disclosure())
    assert join([]) == Disclosure()
