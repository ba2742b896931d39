"""Flat rows: indicators without classes, one a row.

==========  ====================================================================
title       项目支出绩效目标表
published   by districts of Chongqing
heads       指标名称 计量单位 指标性质 指标值 权重
classes     none; `canonical` is None
oddities    several projects below one another without a title; 核心指标 and other columns beside
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = [["项目名称", "防汛物资", "", "", ""], "指标名称 计量单位 指标性质 指标值 权重".split(), ["储备编织袋", "条", "≥", "5000", "30"]]
>>> project, = FlatRows().read(Grid.of(rows)).disclosure.projects
>>> [(one.name, one.unlabelled.text, str(one.result.weight)) for one in project.indicators]
[('储备编织袋', '≥5000条', '30')]
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["FlatRows"]


class FlatRows(IndicatorRows):
    """项目支出绩效目标表."""

    NAME: ClassVar[str] = "flat_rows"
    FORM: ClassVar[str] = "flat_rows"
    TITLE: ClassVar[str] = "项目支出绩效目标表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("name", "指标名称"),
        Head("sign", "指标性质"),
        Head("cycle", "实施周期指标值"),
        Head("annual", "年度指标值"),
        Head("unlabelled", "指标值"),
        Head("unit", "计量单位"),
        Head("weight", "权重"),
    )
