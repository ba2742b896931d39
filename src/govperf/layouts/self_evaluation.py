"""Self-evaluation: what was promised, what was done, and what it scores.

==========  ====================================================================
title       项目支出绩效自评表
published   everywhere, in the national form of 2020
above       项目名称, 主管部门, 实施单位; 项目资金 × 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分; 预期目标 and
            实际完成情况 side by side
heads       一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
checked     the execution rate and its score are computed again; the scores are added to the total
oddities    rates as shares or percentages, weights in the class cells, a last line 总分
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = [["项目名称", "疫苗接种", "", "", "", "", ""], "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分".split(),
...         ["产出指标", "数量指标", "接种人次", "≥1000人次", "1100人次", "50", "50"]]
>>> project, = SelfEvaluation().read(Grid.of(rows)).disclosure.projects
>>> [(one.annual.text, one.result.actual.text, str(one.result.score)) for one in project.indicators]
[('≥1000人次', '1100人次', '50')]
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["SelfEvaluation"]


class SelfEvaluation(IndicatorRows):
    """项目支出绩效自评表."""

    NAME: ClassVar[str] = "self_evaluation"
    FORM: ClassVar[str] = "self_evaluation"
    TITLE: ClassVar[str] = "项目支出绩效自评表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
        Head("cycle", "实施周期指标值"),
        Head("annual", "年度指标值"),
        Head("unlabelled", "指标值"),
        Head("actual", "实际完成值"),
        Head("weight", "分值"),
        Head("score", "得分"),
        Head("reason", "偏差原因分析及改进措施"),
    )
