"""增城区: what tells its documents from those of its form."""

from __future__ import annotations

from govperf.grid import Grid
from govperf.layouts.base import Survey
from govperf.layouts.registry import choose, get_layout, identify
from govperf.layouts.zengcheng import Zengcheng

HEADS = [column.head for column in Zengcheng.COLUMNS]


def test_district_decides() -> None:
    """With the district's name the table is of this layout, without it of the form alone."""
    for name, layout in (("广州市增城区某局", "zengcheng"), ("某市某局", "funding_form")):
        grid = Grid.of([[f"部门名称：{name}"], HEADS])
        assert choose(identify(grid)) is get_layout(layout)


def test_missing_district_is_named() -> None:
    """The evidence of a table without the district's name says that it was missed."""
    evidence = Zengcheng().identify(Survey(Grid.of([HEADS])))
    assert not evidence.claims
    assert evidence.missed == ("增城区",)
