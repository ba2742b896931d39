"""DOC"""

from __future__ import annotations

from govperf.layouts.goal_form import GoalForm

__all__ = ["Baiyun"]


class Baiyun(GoalForm):
    """白云区: its differences from the form."""

    NAME = "baiyun"
    DISTRICT = "白云区"
