"""Recipient matrix: one indicator a row, and one target for each recipient of a transfer.

==========  ====================================================================
title       转移支付绩效目标表
published   with transfers to villages, towns and counties
heads       一级指标 二级指标 三级指标 (指标解释), then one column for each recipient
read as     a project for each recipient, who is its budget unit
oddities    money by recipient above the heads; blank cells where an indicator is not for all
==========  ====================================================================

>>> from govperf.grid import Grid
>>> rows = ["一级指标 二级指标 三级指标 柳河镇 石坪乡".split(), ["产出指标", "数量指标", "改厕户数", "≥420户", "≥265户"]]
>>> disclosure = RecipientMatrix().read(Grid.of(rows)).disclosure
>>> [(unit.name, unit.projects[0].indicators[0].unlabelled.text) for unit in disclosure.departments[0].units]
[('柳河镇', '≥420户'), ('石坪乡', '≥265户')]
"""

from __future__ import annotations

from typing import ClassVar

from govperf.layouts._rows.table_writing import Head
from govperf.layouts.indicator_rows import IndicatorRows

__all__ = ["RecipientMatrix"]


class RecipientMatrix(IndicatorRows):
    """转移支付绩效目标表."""

    NAME: ClassVar[str] = "recipient_matrix"
    FORM: ClassVar[str] = "recipient_matrix"
    TITLE: ClassVar[str] = "转移支付绩效目标表"
    HEADS: ClassVar[tuple[Head, ...]] = (
        Head("level1", "一级指标"),
        Head("level2", "二级指标"),
        Head("name", "三级指标"),
    )
