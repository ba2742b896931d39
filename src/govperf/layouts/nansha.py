"""广州市南沙区: the funding form.

==========  ====================================================================
publisher   departments of 南沙区
years named 2025
oddities    several units with subtotals; pages that lost an empty column; `<p>` in goals; indicators without a name,
            without level 2, or without saying for which period; `《2小时`; `11-质量指标`, where code and name disagree
==========  ====================================================================

>>> from govperf.grid import Grid
>>> heads = "项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标".split()
>>> cell = "1、1-产出指标：13-时效指标；修复时间；修复时间：≤1小时。"
>>> rows = [["部门名称：广州市南沙区某局"], ["单位：万元"], heads, ["合计", "2.01", "2.01", "", "", "", ""],
...         ["某局", "2.01", "2.01", "", "", "", ""], ["运维", "2.01", "2.01", "", "<p>平稳运行。</p>", cell]]
>>> project, = Nansha().read(Grid.of(rows)).disclosure.projects
>>> project.goal, project.budget.fiscal_appropriation.amount, project.indicators[0].unlabelled.text
('平稳运行。', Decimal('2.01'), '≤1小时')
"""

from __future__ import annotations

from govperf.layouts.funding_form import FundingForm

__all__ = ["Nansha"]


class Nansha(FundingForm):
    """南沙区: its differences from the form."""

    NAME = "nansha"
    DISTRICT = "南沙区"
