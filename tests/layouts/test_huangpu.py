"""黄埔区: what tells its documents from those of its form."""

from __future__ import annotations

from govperf.grid import Grid
from govperf.layouts.base import Survey
from govperf.layouts.huangpu import Huangpu
from govperf.layouts.registry import choose, get_layout, identify

HEADS = [column.head for column in Huangpu.COLUMNS]


def test_district_decides() -> None:
    """With the district's name the table is of this layout, without it of the form alone."""
    for name, layout in (("广州市黄埔区某局", "huangpu"), ("某市某局", "goal_form")):
        grid = Grid.of([[f"部门名称：{name}"], HEADS])
        assert choose(identify(grid)) is get_layout(layout)


def test_missing_district_is_named() -> None:
    """The evidence of a table without the district's name says that it was missed."""
    evidence = Huangpu().identify(Survey(Grid.of([HEADS])))
    assert not evidence.claims
    assert evidence.missed == ("黄埔区",)
