"""Split values: an indicator a row, with sign, value and unit in columns of their own.

==========  ====================================================================
title       项目支出绩效目标表
published   by departments in Sichuan, Chongqing, Yunnan, Jiangxi, and wherever a finance system exports its table
heads       一级指标 二级指标 三级指标 指标性质 (计算符号) 指标值 度量单位 (计量单位) 权重, in any order
targets     the joined text, `≥` `95` `%` is `≥95%`; beside 定性 the words alone
oddities    the unit before the sign; a sign in the value column; heads in two rows; 指标方向性 and remarks beside
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = [["项目名称", "村医补助", "", "", "", ""], "一级指标 二级指标 三级指标 指标性质 指标值 度量单位".split(),
...         ["产出指标", "数量指标", "村医人数", "≥", "412", "人"], ["", "质量指标", "服务质量", "定性", "优良", ""]]
>>> project, = SplitValues().read(Grid.of(rows)).disclosure.projects
>>> [(one.name, one.unlabelled.text) for one in project.indicators]
[('村医人数', '≥412人'), ('服务质量', '优良')]
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["SplitValues"]


class SplitValues(IndicatorRows):
    """项目支出绩效目标表."""

    NAME: ClassVar[str] = "split_values"
    FORM: ClassVar[str] = "split_values"
    TITLE: ClassVar[str] = "项目支出绩效目标表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
        Head("sign", "指标性质"),
        Head("cycle", "实施周期指标值"),
        Head("annual", "年度指标值"),
        Head("unlabelled", "指标值"),
        Head("unit", "度量单位"),
    )
