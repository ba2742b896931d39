"""The goal form: a project a row, without money.

==========  ====================================================================
heads       主管部门 预算单位 项目名称 绩效目标 绩效指标
published   by districts of Guangzhou, in the older of their two forms
indicators  a run-on cell, `1、产出指标：名称，年度指标值：≥95%。`
classes     level 1 only, by name
oddities    the numbering starts again inside a cell; department and unit are repeated in every row, and a unit may come
            back later; a comma instead of a colon before a value
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "主管部门 预算单位 项目名称 绩效目标 绩效指标".split()
>>> row = ["某局", "某中心", "培训", "办好培训。", "1、产出指标：场次，年度指标值：≥6次。"]
>>> disclosure = GoalForm().read(Grid.of([heads, row])).disclosure
>>> disclosure.projects[0].indicators[0].annual.text
'≥6次'
>>> GoalForm().render(disclosure).texts[-1] == row
True
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from govperf.grammar.indicators import Style, format_indicators
from govperf.grid import Cell
from govperf.layouts._drafts import Draft, find_code
from govperf.layouts._tables import Heads, ProjectTable
from govperf.layouts.columns import WITHHELD, Column, fits_goal, fits_indicators, fits_name
from govperf.model.disclosures import Disclosure
from govperf.model.projects import Project

__all__ = ["GoalForm"]


class GoalForm(ProjectTable):
    """项目支出绩效目标表 with five columns."""

    NAME = "goal_form"
    FORM = "goal_form"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("department", "主管部门", ("主管单位",), fits=fits_name),
        Column("unit", "预算单位", ("项目单位", "资金使用单位"), fits=fits_name),
        Column("project", "项目名称", fits=fits_name),
        Column("goal", "绩效目标", ("总体绩效目标", "年度绩效目标"), fits=fits_goal),
        Column("indicators", "绩效指标", fits=fits_indicators),
    )
    LEAST_HEADS = 3
    STYLE: ClassVar[Style] = Style(before_label="，")

    def _read_body(self, draft: Draft, body: Sequence[tuple[Sequence[Cell], Heads]]) -> None:
        for row, heads in body:
            aligned = self._align(draft, row, heads, frozenset())
            cells = aligned.cells
            if aligned.unplaced:
                # Whose project this is cannot be told: it must not fall to the department or unit of the row above.
                draft.outline.enter_department(None, None)
                draft.outline.enter_unit(None, None)
            self._enter(draft, cells)
            project = self._read_project(draft, cells)
            if project is not None:
                draft.outline.add(project)

    def _enter(self, draft: Draft, cells: dict[str, Cell]) -> None:
        """Go to the department and unit of a row; a blank cell is covered by the one above it."""
        department, unit = cells.get("department"), cells.get("unit")
        name = draft.read_text(department)
        if department is not None and name is not None:
            draft.outline.enter_department(name, department.place)
        name = draft.read_text(unit)
        if unit is not None and name is not None:
            draft.outline.enter_unit(name, unit.place)

    def _read_project(self, draft: Draft, cells: dict[str, Cell]) -> Project | None:
        """The project of a row; None where nothing of it is left."""
        indicators, withheld = draft.read_indicators(cells.get("indicators"))
        name, goal = draft.read_text(cells.get("project")), draft.read_goal(cells.get("goal"))
        if name is None and goal is None and not indicators:
            return None
        first = cells.get("project") or cells.get("goal") or cells.get("indicators")
        if name is None:
            draft.report("project-unnamed", first)
        if withheld:
            draft.report("redacted", cells.get("project"))
        return Project(
            name, find_code(name), goal, None, indicators, withheld, place=first.place if first else None
        )

    def _rows(self, disclosure: Disclosure) -> Iterator[list[str]]:
        yield [self._title(disclosure)]
        yield [column.head for column in self.COLUMNS]
        for entry in disclosure.project_entries():
            project, unit = entry.project, entry.unit
            if project is not None and unit is not None:
                indicators = format_indicators(project.indicators, self.STYLE)
                yield [
                    entry.department.name or "",
                    unit.name or "",
                    project.name or "",
                    project.goal or "",
                    indicators or (WITHHELD if project.redacted else ""),
                ]
