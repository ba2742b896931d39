"""Department rows: what a department states of itself as a whole, an indicator a row.

==========  ====================================================================
title       部门整体支出绩效目标表
published   in Hunan, Guangxi, Shaanxi and elsewhere; as a self-evaluation everywhere
blocks      部门名称; money by label; 年度主要任务 (任务名称, 主要内容, 预算金额); 整体绩效目标; indicators
heads       一级指标 二级指标 三级指标 指标值类型 指标值 计量单位 指标解释 评（扣）分标准 备注, required ones starred
oddities    定量 and 定性 in a column; a column 备注 with 必填 in it
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = [["部门整体支出绩效目标表", "", "", "", ""], ["部门名称", "某局", "", "", ""], ["整体绩效目标", "管好公路。", "", "", ""],
...         "一级指标 二级指标 三级指标 *指标值 计量单位".split(), ["产出指标", "数量指标", "养护里程", "≥48", "公里"]]
>>> department, = DepartmentRows().read(Grid.of(rows)).disclosure.departments
>>> department.name, [one.unlabelled.text for one in department.statement.indicators]
('某局', ['≥48公里'])
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["DepartmentRows"]


class DepartmentRows(IndicatorRows):
    """部门整体支出绩效目标表."""

    NAME: ClassVar[str] = "department_rows"
    FORM: ClassVar[str] = "department_rows"
    TITLE: ClassVar[str] = "部门整体支出绩效目标表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
        Head("sign", "计算符号"),
        Head("cycle", "中期指标值"),
        Head("annual", "年度指标值"),
        Head("unlabelled", "指标值"),
        Head("unit", "计量单位"),
    )
