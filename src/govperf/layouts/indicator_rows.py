"""Indicator rows: the form of most of the country, one project per table and one indicator per row.

==========  ====================================================================
title       项目支出绩效目标表
published   by most provinces, in every kind of file
above       项目名称, 主管部门, 实施单位, 项目资金 (年度资金总额, 其中：财政拨款, 其他资金), 年度目标
heads       一级指标 二级指标 三级指标 指标值; the value also as 年度指标值, 目标值, 预期指标值, 指标值及单位, …
classes     both levels by name, merged down over their indicators, at times with weights in brackets
oddities    filler rows, `指标1：` before names, stars, placeholders left in, values that a sheet centred in its spans
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = [["项目支出绩效目标表", "", "", ""], ["项目名称", "村医补助", "主管部门", "某县卫生健康局"],
...         ["一级指标", "二级指标", "三级指标", "年度指标值"], ["产出指标", "数量指标", "指标1：村医人数", "≥412人"]]
>>> project, = IndicatorRows().read(Grid.of(rows)).disclosure.projects
>>> [(one.name, one.classification.canonical, one.annual.text) for one in project.indicators]
[('村医人数', 'output.quantity', '≥412人')]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from govperf.grid import Grid
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.heads import plain_head
from govperf.layouts._rows.reader import FormReader
from govperf.layouts._rows.shapes import find_shape, is_department_form, read_heads
from govperf.layouts._rows.table_writing import Head
from govperf.layouts._rows.writing import FormWriter
from govperf.layouts._tables import check_same
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.model.disclosures import Disclosure

__all__ = ["IndicatorRows"]


class IndicatorRows:
    """项目支出绩效目标表 with an indicator a row. A family, or a district, is a subclass that states its differences."""

    NAME: ClassVar[str] = "indicator_rows"
    FORM: ClassVar[str] = "indicator_rows"
    TITLE: ClassVar[str] = "项目支出绩效目标表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
        Head("cycle", "实施周期指标值"),
        Head("annual", "年度指标值"),
        Head("unlabelled", "指标值"),
    )
    """The heads it writes, in order; those that a disclosure has nothing for are left out."""
    ALIASES: ClassVar[Mapping[str, str]] = {}
    """Heads and labels that only this layout knows, and the usual one that each stands for."""
    DISTRICT: ClassVar[str | None] = None
    """The name that its documents carry; a family asks for none."""

    def identify(self, survey: Survey) -> Evidence:
        """Which shape the table has; its title and, for a district, its name and its own heads speak for it too.

        A layout with heads of its own but no district claims only tables that print one of them, so that it never ties with its form.
        """
        shape = find_shape(survey, self._aliases)
        heads = [head.text for head in self.HEADS]
        if shape is None:
            known = read_heads(survey)
            found = [head.text for head in self.HEADS if head.key in known]
            missed = [one for one in heads if one not in found]
            return Evidence(self.NAME, claims=False, found=tuple(found), missed=tuple(missed))
        found = list(shape.found)
        if survey.title is not None:
            found.append(survey.title)
        missed = [head for head in heads if head not in shape.found]
        claims = shape.name == self.FORM and not is_department_form(survey, self.FORM)
        if self.DISTRICT is not None:
            named = self.DISTRICT in survey.names
            (found if named else missed).append(self.DISTRICT)
            claims = claims and named
        own = [f"{head}={usual}" for head, usual in self.ALIASES.items() if _prints(survey, head)]
        found += own
        if self.ALIASES and not own:
            missed += self.ALIASES
            claims = claims and self.DISTRICT is not None
        return Evidence(self.NAME, claims, tuple(found), tuple(missed))

    def read(self, grid: Grid) -> TableReading:
        """Read form after form: head block, money, goals, table of indicators."""
        draft = Draft(grid, self.NAME, self.FORM)
        reader = FormReader(draft, self.FORM == "department_rows", dict(self._aliases))
        departments = reader.read()
        return draft.finish(departments, next((cell.place for cell in grid.cells), None))

    def render(self, disclosure: Disclosure) -> Grid:
        """The form of each project, one below the other."""
        grid = FormWriter(self.FORM, self.TITLE, self.HEADS).write(disclosure)
        check_same(disclosure, self.read(grid).disclosure, self.NAME)
        return grid

    @property
    def _aliases(self) -> tuple[tuple[str, str], ...]:
        return tuple((plain_head(own)[0], usual) for own, usual in self.ALIASES.items())


def _prints(survey: Survey, head: str) -> bool:
    """Whether a cell of the first rows holds this head, whatever its brackets say."""
    plain = plain_head(head)[0]
    return any(plain in text and plain_head(text)[0] == plain for row in survey.heads for text in row)
