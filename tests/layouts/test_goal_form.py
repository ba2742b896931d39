"""The goal form: telling cases."""

from __future__ import annotations

from govperf.grid import Grid
from govperf.layouts.goal_form import GoalForm
from govperf.model.disclosures import Disclosure

HEADS = [column.head for column in GoalForm.COLUMNS]
CELL = "1、产出指标：场次，年度指标值：≥6次。"


def read(*rows: list[str]) -> Disclosure:
    """What a table with these rows says."""
    return GoalForm().read(Grid.of([HEADS, *rows])).disclosure


def test_unit_comes_back() -> None:
    """A unit that comes back later is the same unit, and its projects keep the print order in views."""
    found = read(
        *(["某局", unit, name, "好。", CELL] for unit, name in (("甲", "一"), ("乙", "二"), ("甲", "三")))
    )
    (department,) = found.departments
    assert [[one.name for one in unit.projects] for unit in department.units] == [["一", "三"], ["二"]]
    assert [one.name for one in found.projects] == ["一", "二", "三"]


def test_blank_cells_are_covered() -> None:
    """A blank department or unit is that of the row above."""
    found = read(["某局", "甲", "一", "好。", CELL], ["", "", "二", "好。", CELL])
    assert [(one.department.name, one.unit.name) for one in found.project_entries()] == [("某局", "甲")] * 2


def test_withheld_and_unnamed() -> None:
    """略 is a fact, a missing name a problem, and a row without anything of a project none."""
    found = read(["某局", "甲", "一", "", "略"], ["某局", "甲", "", "好。", CELL], ["某局", "甲", "", "", ""])
    assert [(one.name, one.redacted) for one in found.projects] == [("一", True), (None, False)]
    assert {"redacted", "project-unnamed"} <= {one.code for one in found.problems}
