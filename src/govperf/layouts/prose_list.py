"""Prose lists: notices and booklets that state their indicators in sentences.

==========  ====================================================================
title       of a notice or booklet, or none
published   with notices that hand down funds, in booklets of budgets, in small tables of their own
lines       项目名称：…, 预算金额：128万元, 年度目标：…, 1.产出指标, 数量指标：飞防作业面积≥6.5万亩；作业架次≥90架次
indicators  behind the name of their class; name and target run together, the sign often in words (不低于, 达到…以上)
classes     level 1 in a line of its own, before level 2, or nowhere
oddities    several targets in one sentence; a list in one cell beside a label, or under 绩效目标及指标; text before and after it
==========  ====================================================================

Lines that say nothing of a project are reported as notes. A text without a single number behind the name of a class is not read.

>>> from govperf.grid import Grid
>>> lines = ["项目名称：森林病虫害飞防", "预算金额：128万元", "1.产出指标", "数量指标：飞防作业面积≥6.5万亩；作业架次≥90架次"]
>>> project, = ProseList().read(Grid.of([line] for line in lines)).disclosure.projects
>>> project.budget.total.yuan, [(one.name, one.unlabelled.text) for one in project.indicators]
(Decimal('1280000'), [('飞防作业面积', '≥6.5万亩'), ('作业架次', '≥90架次')])
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import ClassVar

from govperf._width import unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.indicators import is_run_on
from govperf.grammar.lists import is_list, parse_list, read_heading
from govperf.grammar.tagged import is_tagged
from govperf.grammar.targets import parse_target
from govperf.grid import Cell, Grid
from govperf.layouts._drafts import Draft
from govperf.layouts._list_lines import read_list_cell
from govperf.layouts._list_writing import format_lines
from govperf.layouts._lists import ListReader
from govperf.layouts._rows.shapes import find_shape
from govperf.layouts._tables import check_same
from govperf.layouts._tagged import TaggedReader, find_heads
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.layouts.department_form import DepartmentForm
from govperf.layouts.funding_form import FundingForm
from govperf.layouts.goal_form import GoalForm
from govperf.model.disclosures import Disclosure

__all__ = ["ProseList"]

_OTHERS = (GoalForm(), FundingForm(), DepartmentForm())
_PAIR = 2
_EVALUATION = re.compile(r"评价报告|自评报告|监控报告|评价结论|得分|实际完成|评分|扣分")
_LEAST = 2
_COLUMNS = 3


class ProseList:
    """Lists of indicators in prose, in lines or in the cells of a small table."""

    NAME: ClassVar[str] = "prose_list"
    FORM: ClassVar[str] = "prose_list"
    TITLE: ClassVar[str] = "项目绩效目标"

    def identify(self, survey: Survey) -> Evidence:
        """Classes with numbers behind them, in a table that no form with heads of its own claims."""
        lists = [cell for cell in survey.grid.cells if is_list(cell.text)]
        evaluated = any(
            _EVALUATION.search(text) for text in (*islice(survey.lones, 5), *(cell.text for cell in lists))
        )
        if evaluated or not (any(map(_states, lists)) or self._has_headings(survey)):
            return Evidence(self.NAME, claims=False, missed=("数量指标：…",))
        heads = next((row for row in survey.grid.rows if find_heads(row, 1) is not None), ())
        if self._is_other(survey, bool(heads)):
            return Evidence(self.NAME, claims=False, missed=("数量指标：…",))
        kinds = [one.classification for cell in lists for one in parse_list(cell.text).indicators]
        found = list(dict.fromkeys(kind.level2 or kind.level1 or "" for kind in kinds))
        found += [survey.title] if survey.title is not None else []
        found += [cell.head for cell in heads if cell]
        return Evidence(self.NAME, claims=True, found=tuple(found))

    @staticmethod
    def _is_other(survey: Survey, headed: bool) -> bool:  # noqa: FBT001 - it goes with the survey.
        """Whether a form with heads of its own claims the table, or tags stand in its cells."""
        if not headed and any(_is_row_of_table(row) for row in survey.grid.rows):
            return True
        texts = [cell.text for cell in survey.grid.cells]
        run_on = any(map(is_run_on, texts)) or not headed
        claimed = run_on and any(form.identify(survey).claims for form in _OTHERS)
        return claimed or find_shape(survey) is not None or (headed and any(map(is_tagged, texts)))

    def _has_headings(self, survey: Survey) -> bool:
        """Whether classes stand in lines or cells of their own, with phrases behind them that state numbers."""
        if sum(read_heading(text) is not None for row in survey.heads for text in row if text) < _LEAST:
            return False
        found = self.read(survey.grid).disclosure.indicators
        return any(one.unlabelled is not None and one.unlabelled.clauses for one in found)

    def read(self, grid: Grid) -> TableReading:
        """Read line by line, or row by row where the heads of a small table stand."""
        draft = Draft(grid, self.NAME, self.FORM)
        if any(find_heads(row, 1) for row in grid.rows):
            TaggedReader(draft, read_list_cell, 1).read()
        else:
            ListReader(draft).read()
        return draft.finish(draft.outline.build(), next((cell.place for cell in grid.cells), None))

    def render(self, disclosure: Disclosure) -> Grid:
        """The projects one below the other, a class a line."""
        if any(department.statement for department in disclosure.departments):
            raise NotRenderableError(f"{self.NAME} has no place for a department's own statement")
        grid = Grid.of([line] for line in format_lines(disclosure, self.TITLE))
        check_same(disclosure, self.read(grid).disclosure, self.NAME)
        return grid


def _states(cell: Cell) -> bool:
    """Whether a list states a number."""
    return any(
        one.unlabelled is not None and one.unlabelled.clauses for one in parse_list(cell.text).indicators
    )


def _is_row_of_table(row: Sequence[Cell]) -> bool:
    """Whether a row is of a table whose heads are unknown or lost: a run-on cell beside others, or class, name and value apart."""
    texts = [unwrap(cell.text).text for cell in row if cell]
    return (len(texts) > _PAIR and any(map(is_run_on, texts))) or any(
        read_heading(kind) is not None
        and not any(map(read_heading, rest))
        and not parse_target(rest[0]).clauses
        for kind, *rest in (texts[at : at + _COLUMNS] for at in range(len(texts) - _COLUMNS + 1))
    )
