"""广州市黄埔区 and 广州开发区: the goal form.

==========  ====================================================================
publisher   departments of 黄埔区, together with those of 广州开发区, which has no division code of its own
years named 2022
oddities    the numbering starts again inside a cell (`1…3`, then `1…2`): a second group; `年度指标值，95%` with a
            comma; a blank line inside the table; a unit comes back after another one; a unit and a project name
            garbled in print
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "主管部门 预算单位 项目名称 绩效目标 绩效指标".split()
>>> cell = "1、产出指标：巡检，年度指标值，95%。1、效益指标：减少，年度指标值：50次。"
>>> row = ["广州市黄埔区某局（部门）", "某中心", "运维", "平稳运行。", cell]
>>> project, = Huangpu().read(Grid.of([heads, row])).disclosure.projects
>>> [(one.group, one.number, one.annual.text) for one in project.indicators]
[(1, 1, '95%'), (2, 1, '50次')]
"""

from __future__ import annotations

from govperf.layouts.goal_form import GoalForm

__all__ = ["Huangpu"]


class Huangpu(GoalForm):
    """黄埔区: its differences from the form."""

    NAME = "huangpu"
    DISTRICT = "黄埔区"
