"""广州市增城区: the funding form.

==========  ====================================================================
publisher   departments of 增城区, together with those of 增城开发区
years named 2024
oddities    heads repeated at page breaks; `：；（` in full width on one page and in half width on the next; a
            project withheld (`略`, a code for its name); `2-效益指标：31-服务对象满意度`; projects that add to two
            cents more than their total
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "项目名称(资金使用单位) 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标".split()
>>> row = ["22202400001", "13.50", "13.50", "", "", "略", "略"]
>>> rows = [["部门名称：广州市增城区某局"], ["单位：万元"], heads, row]
>>> project, = Zengcheng().read(Grid.of(rows)).disclosure.projects
>>> project.redacted, project.code, project.indicators
(True, '22202400001', ())
"""

from __future__ import annotations

from govperf.layouts.funding_form import FundingForm

__all__ = ["Zengcheng"]


class Zengcheng(FundingForm):
    """增城区: its differences from the form."""

    NAME = "zengcheng"
    DISTRICT = "增城区"
