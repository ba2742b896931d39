"""Long table: all projects of a department in one table, their cells merged down over the rows of their indicators.

==========  ====================================================================
title       部门预算项目绩效目标表
published   by whole departments in Sichuan, Hunan, Yunnan
heads       单位名称 项目名称 预算数 年度目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重 指标方向性
rows        合计, totals of departments and units, then an indicator a row
oddities    codes before names; unit names on lines of their own; project cells centred where the merges are lost; a row that
            counts the columns
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = ["单位名称 项目名称 预算数 一级指标 二级指标 三级指标 指标性质 指标值 度量单位".split(),
...         ["某局", "道路养护", "12.50", "产出指标", "数量指标", "养护里程", "≥", "48", "公里"],
...         ["", "", "", "", "质量指标", "完好率", "≥", "95", "%"]]
>>> project, = LongTableForm().read(Grid.of(rows)).disclosure.projects
>>> project.name, [one.unlabelled.text for one in project.indicators]
('道路养护', ['≥48公里', '≥95%'])
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["LongTableForm"]


class LongTableForm(IndicatorRows):
    """部门预算项目支出绩效目标表."""

    NAME: ClassVar[str] = "long_table"
    FORM: ClassVar[str] = "long_table"
    TITLE: ClassVar[str] = "部门预算项目绩效目标表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
        Head("sign", "指标性质"),
        Head("cycle", "实施周期指标值"),
        Head("annual", "年度指标值"),
        Head("unlabelled", "指标值"),
        Head("unit", "度量单位"),
        Head("weight", "权重"),
    )
