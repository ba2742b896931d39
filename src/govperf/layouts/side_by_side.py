"""Side by side: the whole period at the left, the year at the right, two targets in one row.

==========  ====================================================================
title       项目支出绩效目标申报表
published   in Guangdong (2019), Hubei, Shanxi, Hunan
above       实施期资金总额 and 年度资金总额, 实施期目标 and 年度目标 beside each other
heads       一级指标 二级指标 三级指标 指标值, and 二级指标 三级指标 指标值 again; level 1 once or twice
targets     the left one is `cycle`, the right one `annual`; one indicator where both name the same
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "一级指标 二级指标 三级指标 指标值 二级指标 三级指标 指标值".split()
>>> rows = [["项目名称", "湖泊保护", "", "", "", "", ""], heads,
...         ["产出指标", "数量指标", "清淤长度", "≥9公里", "数量指标", "清淤长度", "≥3公里"]]
>>> project, = SideBySide().read(Grid.of(rows)).disclosure.projects
>>> [(one.name, one.cycle.text, one.annual.text) for one in project.indicators]
[('清淤长度', '≥9公里', '≥3公里')]
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["SideBySide"]


class SideBySide(IndicatorRows):
    """项目支出绩效目标申报表."""

    NAME: ClassVar[str] = "side_by_side"
    FORM: ClassVar[str] = "side_by_side"
    TITLE: ClassVar[str] = "项目支出绩效目标申报表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
        Head("unlabelled", "指标值"),
    )
