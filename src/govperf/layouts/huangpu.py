"""DOC"""

from __future__ import annotations

from govperf.layouts.goal_form import GoalForm

__all__ = ["Huangpu"]


class Huangpu(GoalForm):
    """黄埔区: its differences from the form."""

    NAME = "huangpu"
    DISTRICT = "黄埔区"
