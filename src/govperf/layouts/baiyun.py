"""白云区: the goal form, as it comes out of a PDF.

==========  ====================================================================
form        goal form, five columns; a title, no line with the department or the unit of money
published   by departments of 白云区, 广州市, beside their budget
oddities    no tabs: cells are wrapped over lines, even inside a number (the container puts them together); U+FFFD at
            line ends; `≧` beside `≥`; a level-2 class in the place of level 1 (`数量指标`)
==========  ====================================================================
"""

from __future__ import annotations

from govperf.layouts.goal_form import GoalForm

__all__ = ["Baiyun"]


class Baiyun(GoalForm):
    """白云区: its differences from the form."""

    NAME = "baiyun"
    DISTRICT = "白云区"
