"""黄埔区 (with 广州开发区): the goal form.

==========  ====================================================================
form        goal form, five columns; a title, no line with the department or the unit of money
published   by departments of 黄埔区, 广州市, beside their budget
oddities    the numbering starts again inside a cell (1 to 3, then 1 to 2); a comma stands where the colon before a
            value belongs (`年度指标值，95%`); a unit comes back after the rows of another; a blank line inside the table
==========  ====================================================================
"""

from __future__ import annotations

from govperf.layouts.goal_form import GoalForm

__all__ = ["Huangpu"]


class Huangpu(GoalForm):
    """黄埔区: its differences from the form."""

    NAME = "huangpu"
    DISTRICT = "黄埔区"
