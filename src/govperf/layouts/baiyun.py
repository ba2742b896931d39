"""广州市白云区: the goal form, as text out of a PDF.

==========  ====================================================================
publisher   departments of 白云区
years named 2022
oddities    no tabs, cells wrapped over lines even inside a number (`8` / `0%`); name and goal on one line, in one block
            or in two; U+FFFD where a line of a goal ends; `≧` beside `≥`; `数量指标` in the place of level 1
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "主管部门 预算单位 项目名称 绩效目标 绩效指标".split()
>>> row = ["广州市白云区某局\\n( 部门)", "某局", "运维", "平稳运行。", "1、数量指标：完成率，年度指标\\n值：≧8\\n0%。"]
>>> project, = Baiyun().read(Grid.of([heads, row])).disclosure.projects
>>> [(one.annual.text, one.classification.canonical) for one in project.indicators]
[('≧80%', 'output.quantity')]
"""

from __future__ import annotations

from govperf.layouts.goal_form import GoalForm

__all__ = ["Baiyun"]


class Baiyun(GoalForm):
    """白云区: its differences from the form."""

    NAME = "baiyun"
    DISTRICT = "白云区"
